package markdown

import (
	"fmt"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// The wording of every problem this package finds.

func problem(at diag.Place, severity diag.Severity, code string, text, hint diag.Words) diag.Diagnostic {
	return diag.Diagnostic{Place: at, Severity: severity, Code: code, Text: text, Hint: hint}
}

func sprintf(en, id string, values ...any) diag.Words {
	return diag.Words{EN: fmt.Sprintf(en, values...), ID: fmt.Sprintf(id, values...)}
}

// Pages.

func misspelled(at diag.Place, wrong, right string) diag.Diagnostic {
	wrong = strings.Join(strings.Fields(wrong), " ")
	return problem(at, diag.Warning, "spelling",
		sprintf("“%s” is spelled “%s” in this handbook", "“%s” dieja “%s” dalam buku panduan ini", wrong, right),
		sprintf("write “%s”; a quotation keeps its spelling when it stands in quotation marks, and spelling.yaml holds the list",
			"tulislah “%s”; kutipan tetap memakai ejaannya bila berada dalam tanda petik, dan daftarnya ada di spelling.yaml", right))
}

func noLanguage(f *source.File, languages []schema.Language) diag.Diagnostic {
	var codes []string
	for _, l := range languages {
		codes = append(codes, l.Code)
	}
	folder, _, found := strings.Cut(f.Path, "/")
	hint := sprintf("move it into one of the folders %s", "pindahkan ke salah satu folder %s", strings.Join(codes, ", "))
	if near := diag.Nearest(folder, codes); found && near != "" {
		hint = sprintf("did you mean the folder %s?", "apakah maksudnya folder %s?", near)
	}
	return problem(f.Place(0, 0), diag.Error, "page-no-language",
		diag.Words{EN: "this page is in no language's folder", ID: "halaman ini tidak berada di folder bahasa mana pun"}, hint)
}

func pageEmpty(f *source.File) diag.Diagnostic {
	return problem(f.Place(0, 0), diag.Error, "page-empty",
		diag.Words{EN: "this page is empty", ID: "halaman ini kosong"},
		diag.Words{
			EN: "begin with a title, a line like: # How to begin; or delete the file",
			ID: "mulailah dengan judul, baris seperti: # Cara memulai; atau hapus berkas ini",
		})
}

func titleMissing(f *source.File, title string) diag.Diagnostic {
	return problem(f.Place(0, 0), diag.Warning, "title-missing",
		sprintf("this page has no title; the name of the file is taken: %s",
			"halaman ini tidak berjudul; nama berkas dipakai: %s", title),
		diag.Words{
			EN: "begin the text with a line like: # My title",
			ID: "mulailah teks dengan baris seperti: # Judul saya",
		})
}

func parserFailed(at diag.Place, cause any) diag.Diagnostic {
	return problem(at, diag.Error, "text-unreadable",
		diag.Words{EN: "this text broke the reader of Markdown", ID: "teks ini membuat pembaca Markdown gagal"},
		sprintf("take parts of it out until the message goes away, and report the part that caused it (%v)",
			"keluarkan bagian demi bagian sampai pesan ini hilang, lalu laporkan bagian penyebabnya (%v)", cause))
}

func characterRefused(at diag.Place, r rune) diag.Diagnostic {
	return problem(at, diag.Error, "character-refused",
		sprintf("this stands for a character that may not be on a page (U+%04X)",
			"ini mewakili karakter yang tidak boleh ada di halaman (U+%04X)", r),
		diag.Words{EN: "delete it", ID: "hapuslah"})
}

// Headings.

func headingInField(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "heading-in-field",
		diag.Words{EN: "a field cannot hold a heading", ID: "isian tidak boleh memuat judul bagian"},
		diag.Words{
			EN: "use bold text, or move the section to the text below the second line of hyphens",
			ID: "pakai huruf tebal, atau pindahkan bagian ini ke teks di bawah garis --- kedua",
		})
}

func headingSecondTitle(at diag.Place, title string) diag.Diagnostic {
	return problem(at, diag.Warning, "heading-second-title",
		sprintf("a page has one title, and this one is called %q already; this heading counts as ##",
			"satu halaman punya satu judul, dan halaman ini sudah berjudul %q; judul ini dianggap ##", title),
		diag.Words{EN: "begin the line with ## instead of #", ID: "mulailah baris dengan ## alih-alih #"})
}

func headingSkipped(at diag.Place, from, to int) diag.Diagnostic {
	return problem(at, diag.Warning, "heading-skipped",
		sprintf("this heading of level %[2]d follows one of level %[1]d",
			"judul tingkat %[2]d ini mengikuti judul tingkat %[1]d", from, to),
		sprintf("begin the line with %s, so that no level is left out",
			"mulailah baris dengan %s agar tidak ada tingkat yang terlewat", strings.Repeat("#", from+1)))
}

func headingEmpty(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Warning, "heading-empty",
		diag.Words{EN: "this heading has no words", ID: "judul bagian ini tidak berisi kata"},
		diag.Words{EN: "write a heading behind the #, or delete the line", ID: "tulis judul di belakang #, atau hapus baris ini"})
}

func headingBadID(at diag.Place, id string) diag.Diagnostic {
	hint := diag.Words{
		EN: "use small letters, digits, - _ and . only, without spaces",
		ID: "pakai hanya huruf kecil, angka, - _ dan . tanpa spasi",
	}
	if slug := slugOf(id); id != "" && validID(slug) && slug != id && slug != "section" {
		hint = sprintf("write {#%s}", "tulis {#%s}", slug)
	}
	return problem(at, diag.Error, "heading-bad-id",
		sprintf("%q cannot be the id of a section", "%q tidak bisa menjadi id bagian", id), hint)
}

func headingAttribute(at diag.Place, written string) diag.Diagnostic {
	return problem(at, diag.Error, "heading-attribute",
		sprintf("%s is not understood here", "%s tidak dipahami di sini", written),
		diag.Words{
			EN: "only an id like {#my-section} may stand behind a heading",
			ID: "di belakang judul hanya boleh ada id seperti {#bagian-saya}",
		})
}

func headingSameID(at, first diag.Place, id string) diag.Diagnostic {
	d := problem(at, diag.Error, "heading-same-id",
		sprintf("the id %q is taken by another heading of this page", "id %q sudah dipakai judul lain di halaman ini", id),
		diag.Words{EN: "give one of them another id", ID: "beri salah satunya id lain"})
	d.Notes = []diag.Note{{Place: first, Text: diag.Words{EN: "it is given here first", ID: "pertama kali dipakai di sini"}}}
	return d
}

// HTML.

func htmlRefused(at diag.Place, name string) diag.Diagnostic {
	what := sprintf("HTML is not used in pages: <%s>", "HTML tidak dipakai di halaman: <%s>", name)
	hint := instead(name)
	if hint.EN == "" {
		hint = diag.Words{
			EN: "write it in Markdown; to show the tag itself, put it between backticks: `<" + name + ">`",
			ID: "tulis dengan Markdown; untuk menampilkan tag itu sendiri, apit dengan tanda `: `<" + name + ">`",
		}
	}
	return problem(at, diag.Error, "html-refused", what, hint)
}

// instead says how Markdown does what a tag does.
func instead(tag string) diag.Words {
	switch tag {
	case "b", "strong":
		return diag.Words{EN: "write **bold**", ID: "tulis **tebal**"}
	case "i", "em":
		return diag.Words{EN: "write *italic*", ID: "tulis *miring*"}
	case "s", "del", "strike":
		return diag.Words{EN: "write ~~struck out~~", ID: "tulis ~~dicoret~~"}
	case "br":
		return diag.Words{EN: "end the line with a backslash (\\)", ID: "akhiri baris dengan garis miring terbalik (\\)"}
	case "p", "div", "span":
		return diag.Words{EN: "leave a blank line between paragraphs and write no tags", ID: "beri baris kosong di antara paragraf dan jangan tulis tag"}
	case "hr":
		return diag.Words{EN: "write --- on a line by itself", ID: "tulis --- pada baris tersendiri"}
	case "a":
		return diag.Words{EN: "write [text](address), or {#id} behind a heading", ID: "tulis [teks](alamat), atau {#id} di belakang judul"}
	case "img":
		return diag.Words{EN: "write ![description](file.png)", ID: "tulis ![keterangan](berkas.png)"}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return diag.Words{EN: "begin the line with # for each level", ID: "mulailah baris dengan # untuk setiap tingkat"}
	case "ul", "ol", "li":
		return diag.Words{EN: "begin each line with - or with 1.", ID: "mulailah setiap baris dengan - atau 1."}
	case "table", "tr", "td", "th":
		return diag.Words{EN: "write a table with | between the columns", ID: "tulis tabel dengan | di antara kolom"}
	case "code", "pre":
		return diag.Words{EN: "put it between backticks (`)", ID: "apit dengan tanda `"}
	case "blockquote":
		return diag.Words{EN: "begin the line with >", ID: "mulailah baris dengan >"}
	}
	return diag.Words{}
}

func commentOpen(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "comment-open",
		diag.Words{EN: "this comment never ends, and hides all that follows", ID: "komentar ini tidak berakhir dan menyembunyikan semua yang mengikutinya"},
		diag.Words{EN: "close it with -->", ID: "tutup dengan -->"})
}

func commentThenText(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "comment-then-text",
		diag.Words{EN: "text behind a comment on the same line is not shown", ID: "teks di belakang komentar pada baris yang sama tidak ditampilkan"},
		diag.Words{EN: "put the text on a line of its own", ID: "letakkan teks itu pada baris tersendiri"})
}

// Links and images.

func addressRefused(at diag.Place, dest string, bad fault) diag.Diagnostic {
	switch bad {
	case faultEmpty:
		return problem(at, diag.Error, "link-empty",
			diag.Words{EN: "this leads nowhere: the address is empty", ID: "tautan ini tidak menuju ke mana pun: alamatnya kosong"},
			diag.Words{EN: "write an address between ( and )", ID: "tulis alamat di antara ( dan )"})
	case faultCharacter:
		hint := diag.Words{EN: "delete it and type the address anew", ID: "hapus lalu ketik ulang alamatnya"}
		if strings.Contains(dest, `\`) {
			hint = diag.Words{EN: `write / instead of \`, ID: `tulis / alih-alih \`}
		}
		return problem(at, diag.Error, "link-character",
			sprintf("the address holds a character it may not: %q", "alamat memuat karakter yang tidak diizinkan: %q", dest), hint)
	}
	return problem(at, diag.Error, "link-scheme",
		sprintf("an address may not begin like this: %q", "alamat tidak boleh diawali seperti ini: %q", dest),
		diag.Words{
			EN: "a link leads to a page (../models/coalition.md), https://…, mailto:… or tel:…",
			ID: "tautan menuju halaman (../models/coalition.md), https://…, mailto:… atau tel:…",
		})
}

func linkNoText(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "link-no-text",
		diag.Words{EN: "this link has no words to click on", ID: "tautan ini tidak berisi kata untuk diklik"},
		diag.Words{EN: "write them between [ and ]", ID: "tulis di antara [ dan ]"})
}

func linkImageNoAlt(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "link-no-text",
		diag.Words{
			EN: "this link is an image without a description, so who cannot see it does not know where it leads",
			ID: "tautan ini berupa gambar tanpa keterangan, sehingga yang tidak dapat melihatnya tidak tahu arahnya",
		},
		diag.Words{EN: "describe the image between ![ and ]", ID: "tulis keterangan gambar di antara ![ dan ]"})
}

func linkVague(at diag.Place, name string) diag.Diagnostic {
	return problem(at, diag.Warning, "link-vague",
		sprintf("%q does not say where the link leads", "%q tidak menjelaskan arah tautan", name),
		diag.Words{
			EN: "name what is found there: [the coalition guide](…)",
			ID: "sebut apa yang ada di sana: [panduan koalisi](…)",
		})
}

func imageExternal(at diag.Place, dest string) diag.Diagnostic {
	return problem(at, diag.Error, "image-external",
		sprintf("this image is on another site: %s", "gambar ini berada di situs lain: %s", dest),
		diag.Words{
			EN: "save it beside the page, if you may, and write its file name: the handbook must work offline",
			ID: "simpan di samping halaman ini, bila diizinkan, lalu tulis nama berkasnya: buku ini harus bisa dibaca luring",
		})
}

func imageNoAlt(at diag.Place, blank bool) diag.Diagnostic {
	text := diag.Words{EN: "this image has no description", ID: "gambar ini tidak berketerangan"}
	if !blank {
		text = diag.Words{EN: "the description of this image is only its file name", ID: "keterangan gambar ini hanya nama berkasnya"}
	}
	return problem(at, diag.Warning, "image-no-alt", text,
		diag.Words{
			EN: "say between ![ and ] what there is to see, for those who cannot see it",
			ID: "jelaskan di antara ![ dan ] apa yang terlihat, bagi yang tidak dapat melihatnya",
		})
}

// Tables, alerts, footnotes.

func tableNoHeader(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Warning, "table-no-header",
		diag.Words{EN: "this table has no headings above its columns", ID: "tabel ini tidak punya judul kolom"},
		diag.Words{
			EN: "write what each column holds in the first line of the table",
			ID: "tulis isi setiap kolom pada baris pertama tabel",
		})
}

func alertUnknown(at diag.Place, name string) diag.Diagnostic {
	names := []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
	hint := sprintf("use one of %s", "pakai salah satu dari %s", strings.Join(names, ", "))
	if near := diag.Nearest(name, names); near != "" {
		hint = sprintf("did you mean [!%s]?", "apakah maksudnya [!%s]?", near)
	}
	return problem(at, diag.Warning, "alert-unknown",
		sprintf("there is no alert called %s", "tidak ada kotak perhatian bernama %s", name), hint)
}

func alertOneLine(at diag.Place, name string) diag.Diagnostic {
	return problem(at, diag.Warning, "alert-one-line",
		sprintf("text behind [!%s] on the same line makes this a plain quotation",
			"teks di belakang [!%s] pada baris yang sama membuatnya kutipan biasa", name),
		diag.Words{EN: "begin the text on the next line, behind >", ID: "mulailah teks pada baris berikutnya, di belakang >"})
}

func alertEmpty(at diag.Place, name string) diag.Diagnostic {
	return problem(at, diag.Warning, "alert-empty",
		sprintf("nothing follows [!%s]", "tidak ada apa pun setelah [!%s]", name),
		diag.Words{EN: "write the text on the next line, behind >", ID: "tulis teks pada baris berikutnya, di belakang >"})
}

func noteTwice(at, first diag.Place, name string) diag.Diagnostic {
	d := problem(at, diag.Error, "footnote-twice",
		sprintf("there is already a footnote called %s", "sudah ada catatan kaki bernama %s", name),
		diag.Words{EN: "give one of them another name", ID: "beri salah satunya nama lain"})
	d.Notes = []diag.Note{{Place: first, Text: diag.Words{EN: "the first one", ID: "yang pertama"}}}
	return d
}

func noteUnused(at diag.Place, name string) diag.Diagnostic {
	return problem(at, diag.Warning, "footnote-unused",
		sprintf("nothing refers to the footnote %s, so it is not shown",
			"tidak ada yang merujuk ke catatan kaki %s, sehingga tidak ditampilkan", name),
		sprintf("write [^%s] where it belongs in the text, or delete it",
			"tulis [^%s] di tempatnya dalam teks, atau hapus", name))
}

func noteAbsent(at diag.Place, name string) diag.Diagnostic {
	return problem(at, diag.Error, "footnote-absent",
		sprintf("there is no footnote called %s", "tidak ada catatan kaki bernama %s", name),
		sprintf("write it below the text, on a line that begins with [^%s]:",
			"tulis di bawah teks, pada baris yang diawali [^%s]:", name))
}

// Texts that would take too long to read.

func textTooDeep(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "text-too-deep",
		sprintf("more than %d lists or quotations are opened in this line",
			"lebih dari %d daftar atau kutipan dibuka pada baris ini", maxDepth),
		diag.Words{EN: "use fewer levels", ID: "kurangi tingkatnya"})
}

func textTooDense(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "text-too-dense",
		sprintf("too many links and marks like * _ ~ up to here (more than %d in one paragraph, or many such paragraphs)",
			"terlalu banyak tautan dan tanda seperti * _ ~ sampai di sini (lebih dari %d dalam satu paragraf, atau banyak paragraf seperti itu)", maxOpeners),
		diag.Words{EN: "divide the text into paragraphs and pages", ID: "bagi teks menjadi beberapa paragraf dan halaman"})
}

func tooManyNotes(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "text-too-many-notes",
		sprintf("more than %d footnotes or named addresses on one page", "lebih dari %d catatan kaki atau alamat bernama dalam satu halaman", maxNotes),
		diag.Words{EN: "divide the text into several pages", ID: "bagi teks menjadi beberapa halaman"})
}

func pageTooLarge(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "text-too-large",
		sprintf("this text makes a page more than %d times as large as it is itself", "teks ini menghasilkan halaman lebih dari %d kali lebih besar daripada teksnya", maxGrowth),
		diag.Words{
			EN: "look for very many notes, quotations or tables, and divide the text into several pages",
			ID: "periksa catatan kaki, kutipan, atau tabel yang sangat banyak, lalu bagi teks menjadi beberapa halaman",
		})
}

func tooManyProblems(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "problems-too-many",
		sprintf("from here on this file has more problems; only the first %d are told", "mulai dari sini berkas ini masih bermasalah; hanya %d masalah pertama yang disebutkan", maxProblems),
		diag.Words{EN: "correct those above first", ID: "perbaiki dahulu yang di atas"})
}

func tableTooLarge(at diag.Place) diag.Diagnostic {
	return problem(at, diag.Error, "table-too-large",
		sprintf("this table is too large: more than %d columns or %d cells", "tabel ini terlalu besar: lebih dari %d kolom atau %d sel", maxColumns, maxCells),
		diag.Words{EN: "divide it into several tables", ID: "bagi menjadi beberapa tabel"})
}
