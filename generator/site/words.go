package site

import (
	"fmt"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// All that this package has to say to authors.

func words(en, id string, a ...any) diag.Words {
	return diag.Words{EN: fmt.Sprintf(en, a...), ID: fmt.Sprintf(id, a...)}
}

// nearby is the hint that names what was probably meant, or the other hint when nothing is near.
func nearby(near string, otherwise diag.Words) diag.Words {
	if near == "" {
		return otherwise
	}
	return words("did you mean %s?", "maksudnya %s?", near)
}

func note(at diag.Place, en, id string, a ...any) []diag.Note {
	return []diag.Note{{Place: at, Text: words(en, id, a...)}}
}

func knownPlace(d *markdown.Doc, name string) diag.Place {
	if at, ok := d.Known.At[name]; ok {
		return d.File.Place(at.Offset, at.Length)
	}
	return top(d)
}

func spanPlace(d *markdown.Doc, at schema.Span) diag.Place { return d.File.Place(at.Offset, at.Length) }

// Pages and addresses.

// noPages is told at the first line of the settings, since there is no page to tell it at.
func noPages(files []*source.File, drafts int) diag.Diagnostic {
	at := files[0].Whole()
	for _, f := range files {
		if f.Path == "handbook.yaml" {
			at = f.LinePlace(1, 1, 0)
		}
	}
	hint := words("write a file such as id/index.md in this folder", "tulis berkas seperti id/index.md di folder ini")
	if drafts > 0 {
		hint = words("every page is a draft or has a date in the future; remove draft: true from those that are ready",
			"setiap halaman masih konsep atau bertanggal nanti; hapus draft: true dari halaman yang sudah siap")
	}
	return diag.Diagnostic{Place: at, Code: "no-pages",
		Text: words("there are no pages to publish", "belum ada halaman untuk diterbitkan"), Hint: hint}
}

func sameKey(second, first *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: top(second), Code: "page-twice",
		Text: words("this page is written twice: %s and %s are the same page", "halaman ini ditulis dua kali: %s dan %s adalah halaman yang sama",
			first.File.Path, second.File.Path),
		Hint: words("keep one of the two, or give one another name", "simpan salah satu, atau beri salah satunya nama lain"),
	}
}

func sameCode(second, first *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: knownPlace(second, "code"), Code: "code-twice",
		Text: words("the code %s is already that of %s", "kode %s sudah dipakai oleh %s", second.Known.Code, first.File.Path),
		Hint: words("give this page a code that no other page has; a code is never used again",
			"beri halaman ini kode yang belum dipakai halaman lain; kode tidak pernah dipakai ulang"),
		Notes: note(knownPlace(first, "code"), "the other page with this code", "halaman lain yang memakai kode ini"),
	}
}

func reviewDue(d *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: knownPlace(d, "review_due"), Severity: diag.Warning, Code: "review-due",
		Text: words("this page should have been reviewed by %s", "halaman ini seharusnya sudah ditinjau pada %s", d.Known.ReviewDue),
		Hint: words("read it again, then write the new dates in reviewed and review_due",
			"baca kembali, lalu tulis tanggal yang baru di reviewed dan review_due"),
	}
}

func sameAddress(address string, second diag.Place, secondName string, first diag.Place, firstName string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: second, Code: "address-twice",
		Text: words("%s and %s have the same address, %s", "%s dan %s beralamat sama, %s", firstName, secondName, address),
		Hint: words("rename one of the files, or give one another slug; letter case, spaces and signs make no difference",
			"ganti nama salah satu berkas, atau beri salah satunya slug lain; huruf besar, spasi, dan tanda baca tidak membedakan alamat"),
		Notes: note(first, "the other page with this address", "halaman lain dengan alamat ini"),
	}
}

func slugReserved(d *markdown.Doc, at diag.Place, slug string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "address-reserved",
		Text: words("the handbook needs the address %s.html itself", "alamat %s.html dipakai oleh buku panduan sendiri", slug),
		Hint: words("write another one in the front matter, for example slug: %[1]s-page", "tulis alamat lain di bagian awal berkas, misalnya slug: %[1]s-halaman", slug),
	}
}

func slugUnfit(d *markdown.Doc, at diag.Place, slug, better string) diag.Diagnostic {
	text := words("the address %q made from the name of this file does not work on every computer",
		"alamat %q yang dibuat dari nama berkas ini tidak dapat dipakai di semua komputer", slug)
	if slug == "" {
		text = words("no address can be made from the name of this file: it holds neither letters nor digits",
			"tidak ada alamat yang dapat dibuat dari nama berkas ini: tidak ada huruf atau angka di dalamnya")
	}
	return diag.Diagnostic{
		Place: at, Code: "address-unfit", Text: text,
		Hint: words("rename the file, or write an address in the front matter, for example slug: %s",
			"ganti nama berkas, atau tulis alamat di bagian awal berkas, misalnya slug: %s", better),
	}
}

func folderAddress(at diag.Place, folder, slug string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "address-folder",
		Text: words("the folder %s cannot have the address %q", "folder %s tidak dapat beralamat %q", folder, slug),
		Hint: words("rename the folder, or write another slug for it under folders: in handbook.yaml",
			"ganti nama folder, atau tulis slug lain untuknya di bawah folders: dalam handbook.yaml"),
	}
}

// Old addresses.

func aliasForm(d *markdown.Doc, at schema.Span, written string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, at), Code: "alias-form",
		Text: words("%q cannot be an old address in this handbook", "%q tidak dapat menjadi alamat lama dalam buku panduan ini", written),
		Hint: words("write it from the folder of the language, without a slash in front, for example models/old-name",
			"tulis mulai dari folder bahasa, tanpa garis miring di depan, misalnya model/nama-lama"),
	}
}

func aliasSelf(d *markdown.Doc, at schema.Span, written string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, at), Code: "alias-self",
		Text: words("the old address %q is the present address of this page", "alamat lama %q adalah alamat halaman ini sekarang", written),
		Hint: words("remove it from aliases", "hapus dari aliases"),
	}
}

func aliasOfPage(d *markdown.Doc, at schema.Span, address, other string, place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, at), Code: "alias-of-page",
		Text:  words("the old address %s is the address of another page, %s", "alamat lama %s adalah alamat halaman lain, %s", address, other),
		Hint:  words("remove it from aliases, or give the other page another slug", "hapus dari aliases, atau beri halaman lain itu slug lain"),
		Notes: note(place, "the page at this address", "halaman di alamat ini"),
	}
}

func aliasTwice(d *markdown.Doc, at schema.Span, address, other string, place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, at), Code: "alias-twice",
		Text:  words("the old address %s is also claimed by %s", "alamat lama %s juga ditulis di %s", address, other),
		Hint:  words("an old address can lead to one page only: remove it from one of the two", "satu alamat lama hanya dapat mengarah ke satu halaman: hapus dari salah satunya"),
		Notes: note(place, "also written here", "juga ditulis di sini"),
	}
}

// Sections.

func anchorTaken(d *markdown.Doc, s *markdown.Section) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, s.At), Code: "section-id-of-field",
		Text: words("the id %q belongs to a section that is made from a field of this page", "id %q sudah dimiliki bagian yang dibuat dari isian halaman ini", s.Explicit),
		Hint: words("give this heading another id, for example {#%s-2}", "beri judul ini id lain, misalnya {#%s-2}", s.Explicit),
	}
}

func sectionExtra(d *markdown.Doc, s *markdown.Section, origin *markdown.Doc, after *markdown.Section) diag.Diagnostic {
	at := top(origin)
	if after != nil {
		at = spanPlace(origin, after.At)
	}
	return diag.Diagnostic{
		Place: spanPlace(d, s.At), Severity: diag.Warning, Code: "section-extra",
		Text: words("the section %q is not in %s", "bagian %q tidak ada di %s", s.Title, origin.File.Path),
		Hint: words("add it there, or give both headings the same id, for example {#%s}; links to a section are the same in all languages",
			"tambahkan di sana, atau beri kedua judul id yang sama, misalnya {#%s}; tautan ke bagian sama dalam semua bahasa", s.Slug),
		Notes: note(at, "it would stand after this line", "letaknya sesudah baris ini"),
	}
}

func sectionMissing(d *markdown.Doc, after *markdown.Section, origin *markdown.Doc, s *markdown.Section) diag.Diagnostic {
	at := top(d)
	if after != nil {
		at = spanPlace(d, after.At)
	}
	return diag.Diagnostic{
		Place: at, Severity: diag.Warning, Code: "section-missing",
		Text:  words("the section %q of %s is not in this translation", "bagian %q dari %s tidak ada dalam terjemahan ini", s.Title, origin.File.Path),
		Hint:  words("translate it too; a link to it would lead to the top of this page", "terjemahkan juga; tautan ke bagian itu akan menuju awal halaman ini"),
		Notes: note(spanPlace(origin, s.At), "the section in the first language", "bagian itu dalam bahasa pertama"),
	}
}

// Translations behind their source.

func sectionBehind(d *markdown.Doc, at diag.Place, title string, source diag.Place) diag.Diagnostic {
	text := words("the section %q has changed in the first language since it was translated", "bagian %q sudah berubah dalam bahasa pertama sejak diterjemahkan", title)
	if title == "" {
		text = words("title, summary or the text above the sections has changed in the first language since it was translated",
			"judul, ringkasan, atau teks sebelum bagian-bagian sudah berubah dalam bahasa pertama sejak diterjemahkan")
	}
	return diag.Diagnostic{
		Place: at, Severity: diag.Warning, Code: "translation-behind", Text: text,
		Hint: words("compare both, bring the translation up to date, then run: handbook stamp %s",
			"bandingkan keduanya, perbarui terjemahannya, lalu jalankan: handbook stamp %s", d.File.Path),
		Notes: note(source, "what it is translated from", "yang diterjemahkan"),
	}
}

func stampUnknown(d *markdown.Doc, s schema.Stamp, origin *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(d, s.At), Severity: diag.Warning, Code: "translation-stamp",
		Text: words("%s has no section %q", "%s tidak punya bagian %q", origin.File.Path, s.Section),
		Hint: words("remove the line, or run: handbook stamp %s", "hapus barisnya, atau jalankan: handbook stamp %s", d.File.Path),
	}
}

func stampOnFirst(d *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: knownPlace(d, "translated_from"), Code: "translation-first",
		Text: words("this is the first language of the page, so it is translated from nothing", "ini bahasa pertama halaman, jadi bukan terjemahan"),
		Hint: words("remove translated_from and the lines below it", "hapus translated_from dan baris di bawahnya"),
	}
}

// Fields.

func fieldMissing(at diag.Place, label diag.Words, f *schema.Field) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "field-missing",
		Text: diag.Words{
			EN: fmt.Sprintf("%s (%s:) is missing", label.EN, f.Name),
			ID: fmt.Sprintf("%s (%s:) belum diisi", label.ID, f.Name),
		},
		Hint: diag.Words{
			EN: fmt.Sprintf("write %s: in the front matter", f.Name) + sentence(f.Help.In("en")),
			ID: fmt.Sprintf("tulis %s: di bagian awal berkas", f.Name) + sentence(f.Help.In("id")),
		},
	}
}

// fieldMissingIf is told where a field is needed because of what another says.
func fieldMissingIf(at diag.Place, label diag.Words, f *schema.Field, c *schema.Condition) diag.Diagnostic {
	d := fieldMissing(at, label, f)
	if c.Not {
		d.Text.EN += fmt.Sprintf("; only with %s: %s may it be left out", c.Choice, c.Value)
		d.Text.ID += fmt.Sprintf("; hanya boleh kosong dengan %s: %s", c.Choice, c.Value)
		return d
	}
	d.Text.EN += fmt.Sprintf("; with %s: %s it is needed", c.Choice, c.Value)
	d.Text.ID += fmt.Sprintf("; perlu karena %s: %s", c.Choice, c.Value)
	return d
}

// sentence puts the help that a kind gives for a field behind a hint.
func sentence(help string) string {
	if help = strings.TrimSuffix(strings.TrimSpace(help), "."); help == "" {
		return ""
	}
	return ". " + help
}

func knownMissing(at diag.Place, name string, k *schema.Kind) diag.Diagnostic {
	hint := words("write %s: in the front matter; every page of this kind (%s) has one", "tulis %s: di bagian awal berkas; setiap halaman jenis ini (%s) memilikinya",
		name, k.Name)
	switch name {
	case "summary":
		hint = words("write summary: in the front matter: one or two sentences for lists and search results",
			"tulis summary: di bagian awal berkas: satu atau dua kalimat untuk daftar dan hasil pencarian")
	case "code":
		hint = words("write code: in the front matter, with the next free number, for example %s12", "tulis code: di bagian awal berkas, dengan nomor berikutnya yang belum dipakai, misalnya %s12", k.Code)
	}
	return diag.Diagnostic{Place: at, Code: "field-missing", Text: words("%s: is missing", "%s: belum diisi", name), Hint: hint}
}

func translationMissing(at diag.Place, label diag.Words, f *schema.Field, origin *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "translation-missing",
		Text: diag.Words{
			EN: fmt.Sprintf("%s (%s:) is not translated", label.EN, f.Name),
			ID: fmt.Sprintf("%s (%s:) belum diterjemahkan", label.ID, f.Name),
		},
		Hint: words("translate it from %s; of lists write only the texts, in the same order", "terjemahkan dari %s; untuk daftar tulis teksnya saja, dengan urutan yang sama", origin.File.Path),
	}
}

func sectionOfField(j *join, d *markdown.Doc, f *schema.Field, origin *markdown.Doc, e *schema.Entry) diag.Diagnostic {
	label := j.labels(f)
	return diag.Diagnostic{
		Place: top(d), Severity: diag.Warning, Code: "translation-section",
		Text: diag.Words{
			EN: fmt.Sprintf("%s (%s:) is not translated, so its section is left out", label.EN, f.Name),
			ID: fmt.Sprintf("%s (%s:) belum diterjemahkan, jadi bagiannya tidak ditampilkan", label.ID, f.Name),
		},
		Hint:  words("translate it from %s", "terjemahkan dari %s", origin.File.Path),
		Notes: note(spanPlace(origin, e.Key), "the text in the first language", "teks dalam bahasa pertama"),
	}
}

func sharedField(d *markdown.Doc, own *schema.Entry, origin *markdown.Doc, first *schema.Entry) diag.Diagnostic {
	p := shared(spanPlace(d, own.Key), own.Field.Name, origin)
	if first != nil {
		p.Notes = note(spanPlace(origin, first.Key), "it is written here", "sudah ditulis di sini")
	}
	return p
}

func sharedKnown(d *markdown.Doc, name string, origin *markdown.Doc) diag.Diagnostic {
	return shared(knownPlace(d, name), name, origin)
}

func shared(at diag.Place, name string, origin *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "field-shared",
		Text: words("%s: is the same in all languages and does not belong in a translation", "%s: sama dalam semua bahasa dan tidak ditulis dalam terjemahan", name),
		Hint: words("write it in %s; it holds for all languages", "tulis di %s; isinya berlaku untuk semua bahasa", origin.File.Path),
	}
}

func otherKind(d, origin *markdown.Doc) diag.Diagnostic {
	return diag.Diagnostic{
		Place: knownPlace(d, "kind"), Code: "kind-differs",
		Text:  words("this page is a %q here and a %q in %s", "jenis halaman ini %q di sini dan %q di %s", d.Kind.Name, origin.Kind.Name, origin.File.Path),
		Hint:  words("write the same kind: in both files", "tulis kind: yang sama di kedua berkas"),
		Notes: note(knownPlace(origin, "kind"), "the kind in the first language", "jenis dalam bahasa pertama"),
	}
}

func listLength(label diag.Words, d *markdown.Doc, own *schema.Value, origin *markdown.Doc, first *schema.Value) diag.Diagnostic {
	a, b := len(own.Items), len(first.Items)
	return diag.Diagnostic{
		Place: spanPlace(d, own.Span), Code: "translation-length",
		Text: diag.Words{
			EN: fmt.Sprintf("%s has %d here and %d in %s", label.EN, a, b, origin.File.Path),
			ID: fmt.Sprintf("%s berjumlah %d di sini dan %d di %s", label.ID, a, b, origin.File.Path),
		},
		Hint: words("translate every item, in the same order; an item with nothing to translate is written {}",
			"terjemahkan setiap butir, dengan urutan yang sama; butir tanpa teks ditulis {}"),
		Notes: note(spanPlace(origin, first.Span), "the list in the first language", "daftar dalam bahasa pertama"),
	}
}

// References.

func referenceNowhere(v *Value, near string) diag.Diagnostic {
	key, _, _ := strings.Cut(v.Given.Text, "#")
	return diag.Diagnostic{
		Place: spanPlace(v.Doc, v.Given.Span), Code: "reference-no-page",
		Text: words("there is no page %s", "tidak ada halaman %s", key),
		Hint: nearby(near, words("write the folder and the name of the file, without language and .md, for example models/coalition",
			"tulis folder dan nama berkas, tanpa bahasa dan .md, misalnya models/coalition")),
	}
}

func referenceHidden(v *Value, e *entry) diag.Diagnostic {
	text, hint := hidden(e)
	return diag.Diagnostic{Place: spanPlace(v.Doc, v.Given.Span), Code: "reference-draft", Text: text, Hint: hint}
}

// hidden says that a page is not published yet.
func hidden(e *entry) (text, hint diag.Words) {
	if !e.hidden.Known.Draft {
		return words("the page %s is not published before %s", "halaman %s baru terbit pada %s", e.key, e.hidden.Known.Published),
			words("leave this out until then, or change published: in %s", "tunda dulu sampai saat itu, atau ubah published: di %s", e.hidden.File.Path)
	}
	return words("the page %s is a draft and is not published", "halaman %s masih draf dan tidak diterbitkan", e.key),
		words("leave this out until it is, or remove draft: true from %s", "tunda dulu, atau hapus draft: true dari %s", e.hidden.File.Path)
}

func referenceKind(j *join, v *Value, e *entry, to []string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(v.Doc, v.Given.Span), Code: "reference-kind",
		Text: diag.Words{
			EN: fmt.Sprintf("%s is of the kind “%s”, and only “%s” fits here", e.key, j.kindName(e.kind.Name, "en"), j.kindNames(to, "en", "” or “")),
			ID: fmt.Sprintf("%s berjenis “%s”, padahal di sini hanya boleh “%s”", e.key, j.kindName(e.kind.Name, "id"), j.kindNames(to, "id", "” atau “")),
		},
		Hint: words("name a page of that kind, or put this one in another field", "sebut halaman dari jenis itu, atau tulis halaman ini di isian lain"),
	}
}

// plainName is what a page of no kind is called.
func plainName() diag.Words { return words("plain page", "halaman biasa") }

func referenceSelf(v *Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(v.Doc, v.Given.Span), Code: "reference-self",
		Text: words("this page refers to itself", "halaman ini merujuk pada dirinya sendiri"),
		Hint: words("remove it, or name another page", "hapus, atau sebut halaman lain"),
	}
}

func referenceTwice(second, first *Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(second.Doc, second.Given.Span), Code: "reference-twice",
		Text:  words("%s stands in this list twice", "%s tertulis dua kali dalam daftar ini", second.Given.Text),
		Hint:  words("remove one of the two", "hapus salah satunya"),
		Notes: note(spanPlace(first.Doc, first.Given.Span), "the first time", "yang pertama"),
	}
}

func referenceSection(v *Value, p *Page, anchor string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: spanPlace(v.Doc, v.Given.Span), Code: "reference-no-section",
		Text: words("the page %s has no section %q", "halaman %s tidak punya bagian %q", p.Key, anchor),
		Hint: sections(p, anchor),
	}
}

// sections is a hint that names the section that was probably meant, else those there are.
func sections(p *Page, anchor string) diag.Words {
	if near := nearAnchor(p, anchor); near != "" {
		return words("did you mean #%s?", "maksudnya #%s?", near)
	}
	if len(p.Sections) == 0 {
		return words("the page has no sections; leave out the # and what follows", "halaman itu tidak punya bagian; hapus # dan yang sesudahnya")
	}
	var ids []string
	for i, s := range p.Sections {
		if i == 8 {
			ids = append(ids, "…")
			break
		}
		ids = append(ids, "#"+s.ID)
	}
	return words("its sections are %s", "bagiannya: %s", strings.Join(ids, ", "))
}

// Links.

func linkNowhere(d *markdown.Doc, at schema.Span, name, near string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-no-page",
		Text: words("this link leads nowhere: there is no %s", "tautan ini tidak menuju ke mana pun: tidak ada %s", name),
		Hint: nearby(near, words("write the way to the file from the folder of this one, for example ../models/coalition.md",
			"tulis jalan ke berkas itu dari folder berkas ini, misalnya ../models/coalition.md")),
	}
}

func linkCase(d *markdown.Doc, at schema.Span, name, real string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-case",
		Text: words("%s differs from the name of the file in capital letters", "%s berbeda huruf besar-kecilnya dari nama berkas", name),
		Hint: words("write %s; on many computers and hosts the two are not the same", "tulis %s; di banyak komputer dan hosting keduanya tidak sama", real),
	}
}

func linkHidden(d *markdown.Doc, at schema.Span, e *entry) *diag.Diagnostic {
	text, hint := hidden(e)
	return &diag.Diagnostic{Place: spanPlace(d, at), Code: "link-draft", Text: text, Hint: hint}
}

func linkOutside(d *markdown.Doc, at schema.Span, name string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-outside",
		Text: words("%s is outside the content folder", "%s berada di luar folder isi", name),
		Hint: words("link to a file of the handbook, or to a full address that begins with https://",
			"tautkan ke berkas dalam buku panduan, atau ke alamat lengkap yang diawali https://"),
	}
}

func linkEnding(d *markdown.Doc, at schema.Span, name, better string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-ending",
		Text: words("%s is not the name of a file", "%s bukan nama berkas", name),
		Hint: words("write %s: a link names the file, with .md", "tulis %s: tautan menyebut nama berkas, dengan .md", better),
	}
}

func linkAmbiguous(d *markdown.Doc, at schema.Span, name, better string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-ambiguous",
		Text: words("%s is both a page and a folder", "%s adalah nama halaman dan juga nama folder", name),
		Hint: words("write %s for the page, or %s/ for the folder", "tulis %s untuk halaman, atau %s/ untuk folder", better, name),
	}
}

func linkAnchor(d *markdown.Doc, at schema.Span, p *Page, anchor string, here bool) *diag.Diagnostic {
	text := words("the page %s has no section %q", "halaman %s tidak punya bagian %q", p.Key, anchor)
	if here {
		text = words("this page has no section %q", "halaman ini tidak punya bagian %q", anchor)
	}
	return &diag.Diagnostic{Place: spanPlace(d, at), Code: "link-no-section", Text: text, Hint: sections(p, anchor)}
}

func linkQuery(d *markdown.Doc, at schema.Span, dest string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-query",
		Text: words("%s has more behind the name of the file than a page has", "%s memuat tambahan di belakang nama berkas", dest),
		Hint: words("leave out the ? or # and what follows; a question mark in a name is written %%3F",
			"hapus ? atau # dan yang sesudahnya; tanda tanya dalam nama ditulis %%3F"),
	}
}

func linkEncoding(d *markdown.Doc, at schema.Span, dest string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "link-encoding",
		Text: words("%s is not a proper address", "%s bukan alamat yang benar", dest),
		Hint: words("write a percent sign in a name as %%25 and a space as %%20", "tulis tanda persen dalam nama sebagai %%25 dan spasi sebagai %%20"),
	}
}

// Assets.

func fileType(d *markdown.Doc, at schema.Span, name string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "asset-type",
		Text: words("%s is not of a type that is published", "%s bukan jenis berkas yang diterbitkan", name),
		Hint: words("use pdf, docx, xlsx, pptx, odt, ods, csv, txt, zip, mp3, mp4, png, jpg, gif, webp or svg",
			"pakai pdf, docx, xlsx, pptx, odt, ods, csv, txt, zip, mp3, mp4, png, jpg, gif, webp, atau svg"),
	}
}

func imageNowhere(d *markdown.Doc, at schema.Span, name, near string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "image-missing",
		Text: words("there is no picture %s", "tidak ada gambar %s", name),
		Hint: nearby(near, words("put the file beside this page, or write the way to it from the folder of this page",
			"letakkan berkasnya di samping halaman ini, atau tulis jalan ke berkas itu dari folder halaman ini")),
	}
}

func imageType(d *markdown.Doc, at schema.Span, name string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "image-type",
		Text: words("%s is not a picture that browsers show", "%s bukan gambar yang dapat ditampilkan peramban", name),
		Hint: words("use png, jpg, gif, webp or svg; other files are linked, without the exclamation mark",
			"pakai png, jpg, gif, webp, atau svg; berkas lain ditautkan, tanpa tanda seru"),
	}
}

func pictureBroken(d *markdown.Doc, at schema.Span, name string, fault diag.Words) *diag.Diagnostic {
	return &diag.Diagnostic{
		Place: spanPlace(d, at), Code: "image-broken",
		Text: diag.Words{
			EN: fmt.Sprintf("the picture %s cannot be shown: %s", name, fault.EN),
			ID: fmt.Sprintf("gambar %s tidak dapat ditampilkan: %s", name, fault.ID),
		},
		Hint: words("open it in a picture editor and save it again with the right ending",
			"buka di penyunting gambar, lalu simpan lagi dengan akhiran yang benar"),
	}
}

// Faults of pictures.

func faultUnreadable(err error) diag.Words {
	return words("it cannot be read (%s)", "berkas tidak terbaca (%s)", err)
}

func faultDamaged() diag.Words { return words("the file is damaged", "berkasnya rusak") }

func faultUnknown() diag.Words {
	return words("it is no PNG, JPEG, GIF or WebP", "isinya bukan PNG, JPEG, GIF, atau WebP")
}

func faultOther(format string) diag.Words {
	return words("it is a %s by its content", "isinya %s", strings.ToUpper(format))
}

func faultEmpty() diag.Words { return words("it has no pixels", "tidak ada piksel di dalamnya") }

func faultXML(err error) diag.Words {
	return words("it is not proper SVG (%s)", "bukan SVG yang benar (%s)", err)
}

func faultRoot(name string) diag.Words {
	return words("it begins with <%s>, not <svg>", "diawali <%s>, bukan <svg>", name)
}

func faultNoRoot() diag.Words { return words("it holds no <svg>", "tidak ada <svg> di dalamnya") }

func svgActive(at diag.Place, what string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Code: "svg-active",
		Text: words("this drawing holds more than a drawing: %s", "gambar ini memuat lebih dari gambar: %s", what),
		Hint: words("save it as plain SVG, without scripts, style sheets or links to other files; or as PNG",
			"simpan sebagai SVG biasa, tanpa skrip, lembar gaya, atau tautan ke berkas lain; atau sebagai PNG"),
	}
}

// Checks.

// circle is told where the last reference closes it.
func circle(at diag.Place, label diag.Words, field string, keys []string) diag.Diagnostic {
	path := strings.Join(keys, " → ")
	return diag.Diagnostic{
		Place: at, Code: "reference-circle",
		Text: diag.Words{
			EN: fmt.Sprintf("%s (%s:) goes round in a circle: %s", label.EN, field, path),
			ID: fmt.Sprintf("%s (%s:) berputar kembali: %s", label.ID, field, path),
		},
		Hint: words("take away one of these references", "hapus salah satu rujukan ini"),
	}
}

func citedValue(at diag.Place, title string, label, value diag.Words, source diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: at, Severity: diag.Warning, Code: "reference-cited",
		Text: diag.Words{
			EN: fmt.Sprintf("%q is named here, but of it is said %s: %s", title, label.EN, value.EN),
			ID: fmt.Sprintf("%q disebut di sini, padahal tentangnya tertulis %s: %s", title, label.ID, value.ID),
		},
		Hint: words("name what has taken its place; a text may still speak of it and link to it",
			"sebut penggantinya; teks masih boleh membicarakannya dan menautkannya"),
		Notes: note(source, "said here", "tertulis di sini"),
	}
}
