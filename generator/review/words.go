package review

import (
	"fmt"

	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// All that this package has to say.

// Words is the heading of a subject.
func (s Subject) Words() diag.Words {
	switch s {
	case Due:
		return diag.Words{EN: fmt.Sprintf("Due for review, or within %d days", soon), ID: fmt.Sprintf("Perlu ditinjau, atau dalam %d hari lagi", soon)}
	case Untranslated:
		return diag.Words{EN: "Not translated yet", ID: "Belum diterjemahkan"}
	case Behind:
		return diag.Words{EN: "Translation older than its source", ID: "Terjemahan tertinggal dari naskah asalnya"}
	case Uncited:
		return diag.Words{EN: "Claims without a source in the paragraph", ID: "Pernyataan tanpa sumber dalam paragrafnya"}
	case Unused:
		return diag.Words{EN: "Terms that no other page uses", ID: "Istilah yang tidak dipakai halaman lain"}
	case Overlap:
		return diag.Words{EN: "Forms that two terms claim", ID: "Bentuk kata yang diakui dua istilah"}
	case Orphan:
		return diag.Words{EN: "Pages that no other page leads to", ID: "Halaman yang tidak dituju halaman lain"}
	case Unread:
		return diag.Words{EN: "Sources that no page cites", ID: "Sumber yang tidak dikutip halaman mana pun"}
	case Wanted:
		return diag.Words{EN: "Fields that should be filled in", ID: "Isian yang sebaiknya diisi"}
	case Old:
		return diag.Words{EN: "Older than they should be", ID: "Sudah terlalu lama"}
	}
	return diag.Words{EN: string(s), ID: string(s)}
}

func quoted(s string) diag.Words { return diag.Words{EN: s, ID: s} }

func dueOn(day string, passed bool) diag.Words {
	if passed {
		return diag.Words{EN: "should have been reviewed by " + day, ID: "seharusnya sudah ditinjau pada " + day}
	}
	return diag.Words{EN: "to be reviewed by " + day, ID: "ditinjau paling lambat " + day}
}

func inLanguage(l schema.Language) diag.Words {
	return diag.Words{EN: fmt.Sprintf("no text in %s (%s)", l.Code, l.Name), ID: fmt.Sprintf("belum ada teks dalam %s (%s)", l.Code, l.Name)}
}

func claimedBy(form string, first *site.Page) diag.Words {
	return diag.Words{
		EN: fmt.Sprintf("%s also belongs to the term %s (%s)", form, first.Title, first.Key),
		ID: fmt.Sprintf("%s juga milik istilah %s (%s)", form, first.Title, first.Key),
	}
}

func head() diag.Words {
	return diag.Words{EN: "title, summary or the text above the sections", ID: "judul, ringkasan, atau teks sebelum bagian-bagian"}
}

func section(s *site.Section) diag.Words {
	return diag.Words{EN: fmt.Sprintf("section %s (#%s)", s.Title, s.ID), ID: fmt.Sprintf("bagian %s (#%s)", s.Title, s.ID)}
}

func wanted(p schema.Path) diag.Words {
	label := p.Last().Label
	return diag.Words{
		EN: fmt.Sprintf("%s (%s:) is empty", label.In("en"), p),
		ID: fmt.Sprintf("%s (%s:) belum diisi", label.In("id"), p),
	}
}

func old(c *schema.Check) diag.Words {
	label := c.Field.Last().Label
	return diag.Words{
		EN: fmt.Sprintf("%s (%s:) is more than %d years ago", label.In("en"), c.Field, c.Years),
		ID: fmt.Sprintf("%s (%s:) sudah lebih dari %d tahun lalu", label.In("id"), c.Field, c.Years),
	}
}
