package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// glossaryOf is a handbook with a glossary and one page with a text.
func glossaryOf(text string, more ...string) map[string]string {
	content := map[string]string{
		"handbook.yaml": "title: Buku\nlanguages: [id, en]\nprint: true\n",
		"kinds/term.yaml": `folder: terms
slug: {id: istilah, en: terms}
label: {id: Istilah, en: Term}
plural: {id: Istilah, en: Terms}
code: G
layout: glossary
glossary: {definition: definition, forms: [abbreviation, forms], unmarked: unmarked, mark: mark}
fields:
  definition: {type: text, label: {id: Definisi, en: Definition}, show: none}
  abbreviation: {type: text, label: {id: Singkatan, en: Abbreviation}}
  forms: {type: list, show: none, label: {id: Bentuk, en: Forms}, of: {type: text}}
  unmarked: {type: list, show: none, label: {id: Polos, en: Plain}, of: {type: text}}
  mark: {type: boolean, translated: true, show: none, label: {id: Tanda, en: Mark}}
`,
		"kinds/page-of-text.yaml": `folder: texts
slug: {id: teks, en: texts}
label: {id: Teks, en: Text}
plural: {id: Teks, en: Texts}
fields:
  lead: {type: markdown, show: lead, label: {id: Inti, en: Gist}}
  fact: {type: text, label: {id: Fakta, en: Fact}}
  steps:
    type: list
    label: {id: Langkah, en: Steps}
    of: {type: object, fields: {title: {type: text, label: {id: Judul, en: Title}}, text: {type: markdown, label: {id: Isi, en: Text}}}}
`,
		"id/terms/trust.md": "---\ntitle: Kepercayaan\ncode: G1\nnames: [rasa percaya, G2]\nforms: [tepercaya, éling]\ndefinition: Keyakinan & \"janji\".\n---\n",
		"en/terms/trust.md": "---\ntitle: Trust\nnames: [confidence, means]\nunmarked: [Means]\ndefinition: Belief that partners keep promises.\n---\n",
		"id/terms/mou.md":   "---\ntitle: Nota kesepahaman\ncode: G2\nabbreviation: MoU\nforms: [M&E, partner's note]\ndefinition: Kesepakatan tertulis.\n---\n",
		"id/terms/note.md":  "---\ntitle: Nota\ncode: G3\ndefinition: Catatan.\n---\n",
		"id/terms/word.md":  "---\ntitle: Hasil\ncode: G4\nmark: false\ndefinition: Perubahan.\n---\n",
		"en/terms/word.md":  "---\ntitle: Outcome\ndefinition: A change.\n---\n",
		"id/texts/one.md":   text,
	}
	for i := 0; i+1 < len(more); i += 2 {
		content[more[i]] = more[i+1]
	}
	return content
}

// markedWords is the words marked in a page, each with the page it leads to.
func markedWords(html []byte) string {
	var all []string
	for _, m := range regexp.MustCompile(`<span class="term" tabindex="-1"><a href="([^"]*)"[^>]*>([^<]*)</a>`).FindAllStringSubmatch(string(html), -1) {
		all = append(all, m[2]+" → "+m[1])
	}
	return strings.Join(all, "\n")
}

func TestTerms(t *testing.T) {
	const trust, mou, note = "../istilah/trust.html", "../istilah/mou.html", "../istilah/note.html"
	for name, c := range map[string]struct{ text, want string }{
		"first mention only":           {"Kepercayaan dan kepercayaan.", "Kepercayaan → " + trust},
		"names, forms, abbreviations":  {"Ada MOU.", "MOU → " + mou},
		"longest first":                {"Nota kesepahaman itu nota.", "Nota kesepahaman → " + mou + "\nnota → " + note},
		"over the end of a line":       {"Nota\nkesepahaman.", "Nota\nkesepahaman → " + mou},
		"whole words":                  {"Notabene, kepercayaannya, prakepercayaan, MoU2, éMoU.", ""},
		"a hyphen joins":               {"nota-nota, anti-nota, nota- dan -nota", "nota → " + note},
		"letters beyond ASCII":         {"Sudah ÉLING.", "ÉLING → " + trust},
		"characters HTML escapes":      {"M&E.", "M&amp;E → " + mou},
		"round apostrophes":            {"A partner’s note.", "partner’s note → " + mou},
		"not a short code":             {"Lihat G2.", ""},
		"not where the word says so":   {"Hasil.", ""},
		"not in links and code":        {"[nota](https://example.org/) `nota` **nota**", "nota → " + note},
		"not in headings":              {"## Nota\n\nKata nota.", "nota → " + note},
		"not in heads of tables":       {"| nota |\n|---|\n| MoU |", "MoU → " + mou},
		"not across marks of emphasis": {"*Nota* kesepahaman", "Nota → " + note},
		"not in alternative texts":     {"![nota](a.svg)\n\nnota", "nota → " + note},
	} {
		t.Run(name, func(t *testing.T) {
			s := build(t, glossaryOf("---\ntitle: Satu\n---\n\n"+c.text+"\n", "id/texts/a.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`), "")
			html, err := Pages(builtinTheme(t, "id", "en"), s)["id/teks/one.html"]()
			if err != nil {
				t.Fatal(err)
			}
			if got := markedWords(html); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestTermsOfPage: lead, text and fields are one page; heads of records and facts are not its text; a page on a word, by
// title or by name, does not explain it.
func TestTermsOfPage(t *testing.T) {
	text := "---\ntitle: Satu\nnames: [Kepercayaan]\nlead: Kata MoU.\nfact: Nota.\nsteps:\n  - title: Nota\n    text: Sebuah nota.\n---\n\nMoU dan kepercayaan.\n"
	pages := Pages(builtinTheme(t, "id", "en"), build(t, glossaryOf(text), ""))
	for path, want := range map[string]string{
		"id/teks/one.html":      "MoU → ../istilah/mou.html\nnota → ../istilah/note.html",
		"en/texts/one.html":     "MoU → ../terms/mou.html\nnota → ../terms/note.html", // the text is Indonesian there, too
		"id/istilah/trust.html": "",
		"id/teks/index.html":    "",
	} {
		html, err := pages[path]()
		if err != nil {
			t.Fatal(err)
		}
		if got := markedWords(html); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
		}
	}
	html, _ := pages["id/teks/one.html"]()
	const mark = `<span class="term" tabindex="-1"><a href="../istilah/mou.html" aria-describedby="term:1">MoU</a>` +
		`<span role="tooltip" id="term:1">Kesepakatan tertulis.</span></span>`
	if !strings.Contains(string(html), mark) {
		t.Errorf("no %s in\n%s", mark, html)
	}
}

// TestTermsBounded: a page marks so many words at most, and pages joined for printing explain a word once, without its
// definition.
func TestTermsBounded(t *testing.T) {
	var more []string
	var text strings.Builder
	for i, c := range "abcdefghijklmnopqrst" {
		more = append(more, "id/terms/w"+string(c)+".md", fmt.Sprintf("---\ntitle: Kata%c\ncode: G%d\ndefinition: Huruf.\n---\n", c, 100+i))
		text.WriteString("Kata" + string(c) + " ")
	}
	body := "---\ntitle: Satu\n---\n\n" + text.String() + "\n"
	more = append(more, "id/texts/two.md", body)
	pages := Pages(builtinTheme(t, "id", "en"), build(t, glossaryOf(body, more...), ""))
	html, err := pages["id/teks/one.html"]()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(html), `class="term"`); n != mostTerms {
		t.Errorf("%d words are marked", n)
	}
	html, err = pages["id/teks/print.html"]()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(html), `<a class="term"`); n != 20 || strings.Contains(string(html), "tooltip") {
		t.Errorf("%d of 20 words are marked in print, with definitions: %v", n, strings.Contains(string(html), "tooltip"))
	}
}

func FuzzMentions(f *testing.F) {
	s := build(f, glossaryOf("x"), "")
	x := newLexicon(s.Editions[0], nil)
	for _, seed := range []string{"", "nota", "<p>nota kesepahaman</p>", "<a href=\"x\">nota", "nota&amp", "m&amp;e", "\xff\xfenota\xc3", "<", "</", "nota-", "&", "nota\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, html string) {
		last := 0
		x.mentions(html, func(start, end int, word int32) bool {
			if start < last || end <= start || end > len(html) || word < 1 || int(word) > len(x.words) || strings.ContainsAny(html[start:end], "<>") {
				t.Fatalf("%q: %d to %d behind %d", html, start, end, last)
			}
			last = end
			return true
		})
	})
}

// BenchmarkTerms looks for the words of a glossary of 100 in a text of 5 KB that mentions some.
func BenchmarkTerms(b *testing.B) {
	content := glossaryOf("x")
	for i := range 100 {
		name := "kata-" + strings.Repeat(string(rune('a'+i%26)), 2+i/26)
		content["id/terms/n"+name+".md"] = fmt.Sprintf("---\ntitle: %s besar\ncode: G%d\ndefinition: Ya.\n---\n", name, 100+i)
	}
	x := newLexicon(build(b, content, "").Editions[0], nil)
	text := strings.Repeat("<p>Kemitraan memerlukan kepercayaan, nota <a href=\"../model/koalisi.html\">kesepahaman</a> &amp; kata-bb besar yang lain dari kata biasa.</p>", 38)
	b.SetBytes(int64(len(text)))
	found := 0
	for b.Loop() {
		x.mentions(text, func(int, int, int32) bool { found++; return true })
	}
	if found == 0 {
		b.Error("nothing is found")
	}
}
