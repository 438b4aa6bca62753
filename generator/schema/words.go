package schema

import (
	"fmt"
	"strconv"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// All this package has to say to authors. First what is said of pages, then of handbook.yaml and the
// files in kinds.

func problem(f *source.File, v meta.Value, code, en, id string) diag.Diagnostic {
	return diag.Diagnostic{Place: f.Place(v.Offset, v.Length), Code: code, Text: diag.Words{EN: en, ID: id}}
}

func atKey(f *source.File, key meta.Field, code, en, id string) diag.Diagnostic {
	return diag.Diagnostic{Place: f.Place(key.Offset, len(key.Key)), Code: code, Text: diag.Words{EN: en, ID: id}}
}

func hint(d diag.Diagnostic, en, id string) diag.Diagnostic {
	d.Hint = diag.Words{EN: en, ID: id}
	return d
}

// didYouMean hints at the nearest word, or lists the words when none is near and they are few.
func didYouMean(d diag.Diagnostic, near string, all []string) diag.Diagnostic {
	switch list := strings.Join(all, ", "); {
	case near != "":
		return hint(d, "did you mean "+strconv.Quote(near)+"?", "maksud Anda "+strconv.Quote(near)+"?")
	case len(all) > 0 && len(all) <= 20:
		return hint(d, "one of: "+list, "salah satu dari: "+list)
	}
	return d
}

// write hints at the better way to write a value, if there is one.
func write(d diag.Diagnostic, better, en, id string) diag.Diagnostic {
	if better != "" {
		return hint(d, "write "+better, "tulis "+better)
	}
	return hint(d, en, id)
}

// shown is a value as an editor would recognise it, quoted and not too long.
func shown(v meta.Value) string {
	s := strings.Join(strings.Fields(v.Text), " ")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:39]) + "…"
	}
	return `"` + s + `"`
}

// Pages.

func fieldUnknown(f *source.File, key meta.Field, near string, k *Kind, names []string) diag.Diagnostic {
	of := diag.Words{EN: "a page of the kind " + strconv.Quote(k.Name), ID: "halaman jenis " + strconv.Quote(k.Name)}
	if k.File == nil {
		of = diag.Words{EN: "a page", ID: "halaman"}
	}
	d := atKey(f, key, "field-unknown",
		of.EN+" has no field "+strconv.Quote(key.Key),
		of.ID+" tidak punya isian "+strconv.Quote(key.Key))
	if near == "" {
		return hint(d, "take it away, or declare it in the files of the folder kinds",
			"hapus, atau nyatakan di berkas dalam folder kinds")
	}
	return didYouMean(d, near, nil)
}

func titleEmpty(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "title-empty", "the title is empty", "judulnya kosong"),
		"write the title of the page; if it really is ~ or null, put quotes round it",
		"tulis judul halaman; jika judulnya memang ~ atau null, beri tanda kutip")
}

func wrongShape(f *source.File, v meta.Value, field *Field) diag.Diagnostic {
	name := strconv.Quote(field.Name)
	if field.Name == "" {
		return hint(problem(f, v, "value-shape", "an item of this list must be a single value", "butir daftar ini harus satu nilai saja"),
			"write one value behind the hyphen; quote it if it begins with [ or { or holds a colon",
			"tulis satu nilai di belakang tanda hubung; beri tanda kutip jika diawali [ atau { atau memuat titik dua")
	}
	return hint(problem(f, v, "value-shape", name+" must be a single value, not a list or a group", name+" harus satu nilai, bukan daftar atau kelompok"),
		"write one value behind the colon; quote it if it begins with [ or {",
		"tulis satu nilai di belakang titik dua; beri tanda kutip jika diawali [ atau {")
}

func severalLines(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "text-lines", "this text must stand in one line", "teks ini harus satu baris"),
		"join the lines; or begin with >- so that they are joined when read",
		"gabungkan barisnya; atau awali dengan >- agar digabung ketika dibaca")
}

func textTooLong(f *source.File, v meta.Value, n, limit int) diag.Diagnostic {
	return hint(problem(f, v, "text-long",
		fmt.Sprintf("this text has %d characters, %d are allowed", n, limit),
		fmt.Sprintf("teks ini %d karakter, yang dibolehkan %d", n, limit)),
		"shorten it", "persingkat")
}

func notNumber(f *source.File, v meta.Value, better string) diag.Diagnostic {
	if isUnclear(v.Text) {
		decimals := strings.Replace(v.Text, ",", ".", 1) + "0"
		return hint(problem(f, v, "number-unclear",
			shown(v)+" is unclear: a thousand, or a number with three decimals",
			shown(v)+" tidak jelas: ribuan, atau bilangan dengan tiga desimal"),
			"write "+better+"; or, for decimals, "+decimals,
			"tulis "+better+"; atau, untuk desimal, "+decimals)
	}
	return write(problem(f, v, "number-wrong", shown(v)+" is not a number", shown(v)+" bukan bilangan"), better,
		"write digits only, with a point for decimals: 2.5", "tulis angka saja, dengan titik untuk desimal: 2.5")
}

func outOfLimits(f *source.File, v meta.Value, field *Field) diag.Diagnostic {
	en, id := "", ""
	switch {
	case field.Min != nil && field.Max != nil:
		en = "from " + number(*field.Min) + " to " + number(*field.Max)
		id = "dari " + number(*field.Min) + " sampai " + number(*field.Max)
	case field.Min != nil:
		en, id = "at least "+number(*field.Min), "paling sedikit "+number(*field.Min)
	default:
		en, id = "at most "+number(*field.Max), "paling banyak "+number(*field.Max)
	}
	return problem(f, v, "number-limits", "this number must be "+en, "bilangan ini harus "+id)
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func notRange(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "range-wrong", "this is not a range of numbers", "ini bukan rentang bilangan"),
		"write 2012-2015; 2012- for no end yet; or {from: 2012, to: 2015}",
		"tulis 2012-2015; 2012- bila belum berakhir; atau {from: 2012, to: 2015}")
}

func rangeKey(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "range-wrong", "a range has only the numbers from and to", "rentang hanya berisi bilangan from dan to"),
		"write {from: 2012, to: 2015}", "tulis {from: 2012, to: 2015}")
}

func rangeBackwards(f *source.File, v meta.Value, from, until string) diag.Diagnostic {
	return hint(problem(f, v, "range-backwards",
		"this range ends ("+until+") before it begins ("+from+")",
		"rentang ini berakhir ("+until+") sebelum mulai ("+from+")"),
		"write the smaller number first", "tulis bilangan yang lebih kecil dahulu")
}

func notDate(f *source.File, v meta.Value, better string) diag.Diagnostic {
	return write(problem(f, v, "date-wrong", shown(v)+" is not a date", shown(v)+" bukan tanggal"), better,
		"write year, month and day: 2026-11-22", "tulis tahun, bulan, dan hari: 2026-11-22")
}

func notBoolean(f *source.File, v meta.Value) diag.Diagnostic {
	better := ""
	switch strings.ToLower(v.Text) {
	case "yes", "ya", "y", "on", "benar", "1", "true":
		better = "true"
	case "no", "tidak", "n", "off", "salah", "0", "false":
		better = "false"
	}
	return write(problem(f, v, "boolean-wrong", "this must be true or false", "ini harus true (ya) atau false (tidak)"), better,
		"write true for yes, false for no", "tulis true untuk ya, false untuk tidak")
}

func notAddress(f *source.File, v meta.Value, better string) diag.Diagnostic {
	return write(problem(f, v, "address-wrong", shown(v)+" is not a complete web address", shown(v)+" bukan alamat web yang lengkap"), better,
		"write the whole address with https:// and without spaces", "tulis seluruh alamat dengan https:// dan tanpa spasi")
}

func choiceUnknown(f *source.File, v meta.Value, near string, values []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "choice-unknown", shown(v)+" is none of the values allowed here",
		shown(v)+" bukan salah satu nilai yang dibolehkan di sini"), near, values)
}

func notKey(f *source.File, v meta.Value, better string) diag.Diagnostic {
	return write(problem(f, v, "reference-wrong", shown(v)+" is not the key of a page", shown(v)+" bukan kunci halaman"), better,
		"write folder/name without language and without .md, for example models/coalition",
		"tulis folder/nama tanpa bahasa dan tanpa .md, misalnya models/coalition")
}

func listExpected(f *source.File, v meta.Value, of Type) diag.Diagnostic {
	d := problem(f, v, "list-expected", "this must be a list", "ini harus berupa daftar")
	if v.Kind == meta.Map || of == TypeObject {
		return hint(d, "begin each item on a new line with a hyphen and a space: \"  - …\"",
			"awali setiap butir di baris baru dengan tanda hubung dan spasi: \"  - …\"")
	}
	example := strings.TrimSpace(strings.Split(v.Text, ",")[0])
	if r := []rune(example); len(r) > 30 || strings.ContainsRune(example, '\n') {
		example = "…"
	}
	return hint(d, "write each item on a line of its own, behind a hyphen and a space: \"  - "+example+"\"",
		"tulis setiap butir di barisnya sendiri, di belakang tanda hubung dan spasi: \"  - "+example+"\"")
}

func emptyItem(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "list-empty-item", "this item of the list is empty", "butir daftar ini kosong"),
		"write something behind the hyphen, or take the line away", "isi di belakang tanda hubung, atau hapus barisnya")
}

func listLength(f *source.File, v meta.Value, n int, field *Field) diag.Diagnostic {
	if field.Min != nil && float64(n) < *field.Min {
		return problem(f, v, "list-length",
			fmt.Sprintf("this list has %d, at least %s are needed", n, number(*field.Min)),
			fmt.Sprintf("daftar ini berisi %d butir, perlu paling sedikit %s", n, number(*field.Min)))
	}
	return problem(f, v, "list-length",
		fmt.Sprintf("this list has %d, at most %s are allowed", n, number(*field.Max)),
		fmt.Sprintf("daftar ini berisi %d butir, yang dibolehkan paling banyak %s", n, number(*field.Max)))
}

func repeated(f *source.File, v, before meta.Value) diag.Diagnostic {
	first := f.Place(before.Offset, before.Length)
	d := hint(problem(f, v, "list-repeated",
		fmt.Sprintf("%s already stands in line %d", shown(v), first.Line),
		fmt.Sprintf("%s sudah ada di baris %d", shown(v), first.Line)),
		"take one of the two away", "hapus salah satunya")
	d.Notes = []diag.Note{{Place: first, Text: diag.Words{EN: "first given here", ID: "pertama kali diisi di sini"}}}
	return d
}

func objectExpected(f *source.File, v meta.Value, names []string) diag.Diagnostic {
	list := strings.Join(names, ", ")
	return hint(problem(f, v, "object-expected", "named fields are expected here, not "+shownKind(v).EN,
		"di sini perlu isian bernama, bukan "+shownKind(v).ID),
		"write \"name: value\" lines; the names are "+list, "tulis baris \"nama: nilai\"; namanya "+list)
}

func shownKind(v meta.Value) diag.Words {
	if v.Kind == meta.List {
		return diag.Words{EN: "a list", ID: "daftar"}
	}
	return diag.Words{EN: shown(v), ID: shown(v)}
}

func objectIncomplete(f *source.File, v meta.Value, name string) diag.Diagnostic {
	return hint(problem(f, v, "object-incomplete", strconv.Quote(name)+" is missing here", strconv.Quote(name)+" belum diisi di sini"),
		"add a line \""+name+": …\" to this item", "tambahkan baris \""+name+": …\" pada butir ini")
}

func slugShape(f *source.File, v meta.Value, better string) diag.Diagnostic {
	if slugPart.MatchString(v.Text) {
		return hint(problem(f, v, "slug-name", shown(v)+" cannot be the name of a file on every computer",
			shown(v)+" tidak dapat menjadi nama berkas di semua komputer"),
			"write "+better, "tulis "+better)
	}
	return hint(problem(f, v, "slug-wrong",
		shown(v)+" cannot be part of an address: only small letters, digits and single hyphens between them",
		shown(v)+" tidak dapat menjadi bagian alamat: hanya huruf kecil, angka, dan satu tanda hubung di antaranya"),
		"for example "+strconv.Quote(better), "misalnya "+strconv.Quote(better))
}

func codeNotUsed(f *source.File, v meta.Value, k *Kind) diag.Diagnostic {
	return hint(problem(f, v, "code-unused",
		"pages of the kind "+strconv.Quote(k.Name)+" carry no short code",
		"halaman jenis "+strconv.Quote(k.Name)+" tidak memakai kode pendek"),
		"take this line away", "hapus baris ini")
}

func codeWrong(f *source.File, v meta.Value, prefix string) diag.Diagnostic {
	return hint(problem(f, v, "code-wrong",
		"the short code must be "+prefix+" and a number",
		"kode pendek harus "+prefix+" diikuti bilangan"),
		"for example "+prefix+"1", "misalnya "+prefix+"1")
}

func kindByFolder(f *source.File, v meta.Value, folder string) diag.Diagnostic {
	return hint(problem(f, v, "kind-by-folder",
		"the folder "+strconv.Quote(folder)+" decides the kind of this page",
		"jenis halaman ini ditentukan oleh folder "+strconv.Quote(folder)),
		"take this line away, or move the file", "hapus baris ini, atau pindahkan berkasnya")
}

func aliasWrong(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "alias-wrong",
		shown(v)+" is not an address inside this handbook",
		shown(v)+" bukan alamat di dalam buku panduan ini"),
		"write the old address from the start of the site, without the first slash: id/model/lama.html",
		"tulis alamat lama dari awal situs, tanpa garis miring pertama: id/model/lama.html")
}

func stampsNotMap(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "stamp-shape", "translated_from has a line for each section, and this is something else",
		"translated_from berisi satu baris untuk setiap bagian, sedangkan ini lain"),
		"take it away, and let \"handbook stamp\" write it", "hapus, lalu biarkan \"handbook stamp\" menulisnya")
}

func stampWrong(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "stamp-wrong",
		"behind "+strconv.Quote(key.Key)+" stands no mark of a text: eight characters, 0 to 9 and a to f",
		"di belakang "+strconv.Quote(key.Key)+" bukan tanda teks: delapan karakter, 0 sampai 9 dan a sampai f"),
		"take the line away, and let \"handbook stamp\" write it", "hapus barisnya, lalu biarkan \"handbook stamp\" menulisnya")
}

// handbook.yaml and kinds.

func handbookMissing(near string) diag.Diagnostic {
	d := diag.Diagnostic{
		Place: diag.Place{File: handbookFile}, Code: "handbook-missing",
		Text: diag.Words{EN: "there is no handbook.yaml in the content folder", ID: "tidak ada handbook.yaml di folder isi"},
		Hint: diag.Words{
			EN: "make one with two lines: \"title: …\" and \"languages: [id]\"",
			ID: "buat dengan dua baris: \"title: …\" dan \"languages: [id]\"",
		},
	}
	if near != "" {
		return hint(d, "rename "+near+" to handbook.yaml", "ganti nama "+near+" menjadi handbook.yaml")
	}
	return d
}

func keyUnknown(f *source.File, key meta.Field, near string, known []string) diag.Diagnostic {
	if strings.EqualFold(key.Key, "version") || strings.EqualFold(key.Key, "schema_version") {
		return hint(atKey(f, key, "key-version", strconv.Quote(key.Key)+" is not known: this file is written for another version of handbook",
			strconv.Quote(key.Key)+" tidak dikenal: berkas ini ditulis untuk versi handbook yang lain"),
			"use the newer handbook, or take this line away", "pakai handbook yang lebih baru, atau hapus baris ini")
	}
	return didYouMean(atKey(f, key, "key-unknown", strconv.Quote(key.Key)+" is not known here",
		strconv.Quote(key.Key)+" tidak dikenal di sini"), near, known)
}

func keyMissing(f *source.File, v meta.Value, name string, how diag.Words) diag.Diagnostic {
	d := problem(f, v, "key-missing", strconv.Quote(name)+" is missing in this file", strconv.Quote(name)+" belum ada di berkas ini")
	d.Hint = how
	return d
}

func languagesHint() diag.Words {
	return diag.Words{EN: "add \"languages: [id, en]\"", ID: "tambahkan \"languages: [id, en]\""}
}

func titleHint(codes []string) diag.Words { return textHint("title", codes) }

func kindHint(name string, codes []string) diag.Words {
	if name == "folder" {
		return diag.Words{EN: "add \"folder: …\", the name of the folder its pages are in", ID: "tambahkan \"folder: …\", nama folder halamannya"}
	}
	return textHint(name, codes)
}

func textHint(name string, codes []string) diag.Words {
	example := name + ": {" + strings.Join(codes, ": …, ") + ": …}"
	return diag.Words{EN: "add \"" + example + "\"", ID: "tambahkan \"" + example + "\""}
}

func nameHint(key string) diag.Words {
	return diag.Words{EN: "add \"" + key + ": …\", the name of a field", ID: "tambahkan \"" + key + ": …\", nama sebuah isian"}
}

func namedUnknown(f *source.File, v meta.Value, near string, names []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "named-unknown", "no field "+shown(v)+" is declared there",
		"isian "+shown(v)+" tidak dinyatakan di sana"), near, names)
}

func namedType(f *source.File, v meta.Value, want Type) diag.Diagnostic {
	return hint(problem(f, v, "named-type", "the field "+shown(v)+" has another type than is needed here",
		"tipe isian "+shown(v)+" lain daripada yang diperlukan di sini"),
		"name a field of the type "+string(want), "sebut isian bertipe "+string(want))
}

func weightsShape(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "weights-shape", "the weights must be groups of a reference to one kind and a number",
		"bobot harus berupa kelompok yang memuat rujukan ke satu jenis dan bilangan"),
		"for example {model: {type: reference, to: model}, weight: {type: number}}",
		"misalnya {model: {type: reference, to: model}, weight: {type: number}}")
}

func movesShape(f *source.File, v meta.Value, kind string) diag.Diagnostic {
	return hint(problem(f, v, "moves-shape", "the groups of "+shown(v)+" have no reference to the kind "+strconv.Quote(kind),
		"kelompok dalam "+shown(v)+" tidak memuat rujukan ke jenis "+strconv.Quote(kind)),
		"name a field that says which page may follow this one", "sebut isian yang menyatakan halaman mana yang dapat menjadi lanjutannya")
}

func chooserTaken(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "chooser-taken", "another page has the address "+shown(v), "alamat "+shown(v)+" sudah dipakai halaman lain"),
		"give the chooser another slug", "beri pemilih ini slug lain")
}

func pageUnknown(f *source.File, v meta.Value, near string) diag.Diagnostic {
	d := problem(f, v, "page-unknown", "there is no page "+shown(v), "tidak ada halaman "+shown(v))
	if near == "" {
		return hint(d, "write the folder and the name of its file: guides/choosing", "tulis folder dan nama berkasnya: guides/choosing")
	}
	return didYouMean(d, near, nil)
}

func notMap(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "value-map", "named values are expected here", "di sini perlu nilai bernama"),
		"write lines \"name: value\"", "tulis baris \"nama: nilai\"")
}

func notList(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "list-expected", "this must be a list", "ini harus berupa daftar"),
		"write [one, two], or each item on a line of its own behind \"- \"",
		"tulis [satu, dua], atau setiap butir di barisnya sendiri di belakang \"- \"")
}

func emptyList(f *source.File, v meta.Value) diag.Diagnostic {
	return problem(f, v, "list-empty", "this list is empty", "daftar ini kosong")
}

func notWord(f *source.File, v meta.Value) diag.Diagnostic {
	if isEmpty(v) {
		return hint(problem(f, v, "value-empty", "nothing is written here", "di sini belum ada isinya"),
			"write a value, or take the line away", "isi nilainya, atau hapus barisnya")
	}
	return hint(problem(f, v, "value-shape", "this must be a single value, not a list or a group", "ini harus satu nilai, bukan daftar atau kelompok"),
		"write one value behind the colon; quote it if it begins with [ or {",
		"tulis satu nilai di belakang titik dua; beri tanda kutip jika diawali [ atau {")
}

func notText(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "text-shape", "a text is expected here, not a list", "di sini perlu teks, bukan daftar"),
		"write one text, or one for each language: {id: …, en: …}", "tulis satu teks, atau satu untuk setiap bahasa: {id: …, en: …}")
}

func notCount(f *source.File, v meta.Value) diag.Diagnostic {
	return problem(f, v, "number-count", "this must be a whole number, 0 or more", "ini harus bilangan bulat, 0 atau lebih")
}

func wordUnknown(f *source.File, v meta.Value, near string, words []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "word-unknown", shown(v)+" is not known here", shown(v)+" tidak dikenal di sini"), near, words)
}

func textLanguage(f *source.File, key meta.Field, near string, codes []string, language bool) diag.Diagnostic {
	d := atKey(f, key, "text-language", strconv.Quote(key.Key)+" is not one of the languages of this handbook",
		strconv.Quote(key.Key)+" bukan salah satu bahasa buku panduan ini")
	if language {
		d.Severity = diag.Warning
		near = ""
	}
	return didYouMean(d, near, codes)
}

func textMissing(f *source.File, v meta.Value, code string) diag.Diagnostic {
	return hint(problem(f, v, "text-missing", "this text is missing in the language "+strconv.Quote(code),
		"teks ini belum ada dalam bahasa "+strconv.Quote(code)),
		"add \""+code+": …\"", "tambahkan \""+code+": …\"")
}

func languageUnknown(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "language-unknown", shown(v)+" is not the code of a language (BCP 47)",
		shown(v)+" bukan kode bahasa (BCP 47)"),
		"for example id for Indonesian, en for English, jv for Javanese",
		"misalnya id untuk bahasa Indonesia, en untuk bahasa Inggris, jv untuk bahasa Jawa")
}

func languageSpelling(f *source.File, v meta.Value, canonical string) diag.Diagnostic {
	return hint(problem(f, v, "language-spelling", "the code of this language is written "+strconv.Quote(canonical),
		"kode bahasa ini ditulis "+strconv.Quote(canonical)),
		"write "+canonical+", and name the folder of its pages so", "tulis "+canonical+", dan beri nama itu pada folder halamannya")
}

func baseWithQuery(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "address-base", "the address of the handbook may not have ? or # in it",
		"alamat buku panduan tidak boleh memuat ? atau #"),
		"write the address of its folder: https://example.org/handbook/", "tulis alamat foldernya: https://example.org/handbook/")
}

func editWithoutPath(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "address-edit", "the address for editing has no {path} in it", "alamat penyuntingan tidak memuat {path}"),
		"put {path} where the name of the file belongs: https://example.org/edit/main/content/{path}",
		"taruh {path} di tempat nama berkas: https://example.org/edit/main/content/{path}")
}

func folderUnknown(f *source.File, v meta.Value, near string) diag.Diagnostic {
	d := problem(f, v, "folder-unknown", "there is no folder "+shown(v), "tidak ada folder "+shown(v))
	if near == "" {
		return hint(d, "make the folder with a page in it, declare its kind, or take this line away",
			"buat foldernya dengan satu halaman, nyatakan jenisnya, atau hapus baris ini")
	}
	return didYouMean(d, near, nil)
}

func kindNameWrong(f *source.File, name string) diag.Diagnostic {
	return hint(diag.Diagnostic{Place: f.Whole(), Code: "kind-name", Text: diag.Words{
		EN: "a kind cannot be named " + strconv.Quote(name),
		ID: "jenis tidak dapat bernama " + strconv.Quote(name),
	}}, "rename the file: small letters, digits and hyphens, and not \"page\"",
		"ganti nama berkasnya: huruf kecil, angka, dan tanda hubung, dan bukan \"page\"")
}

func codePrefixWrong(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "code-prefix", "the start of short codes must be capital letters", "awal kode pendek harus huruf besar"),
		"for example M, then the pages are M1, M2 and so on", "misalnya M, lalu halamannya M1, M2, dan seterusnya")
}

func schemaTypeWrong(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "schema-type", shown(v)+" is not the name of a type of schema.org", shown(v)+" bukan nama tipe schema.org"),
		"for example Article", "misalnya Article")
}

func fieldTaken(f *source.File, field, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "field-taken",
		strconv.Quote(field.Key)+" is declared already, so only \"required\" may be said of it here",
		strconv.Quote(field.Key)+" sudah dinyatakan, jadi di sini hanya boleh ada \"required\""),
		"take this line away, or give the field another name", "hapus baris ini, atau beri isian itu nama lain")
}

func anchorTaken(f *source.File, field meta.Field, anchor, before string) diag.Diagnostic {
	return hint(atKey(f, field, "anchor-taken",
		fmt.Sprintf("the sections of %q and %q have the same anchor %q", before, field.Key, anchor),
		fmt.Sprintf("bagian %q dan %q memakai jangkar yang sama, %q", before, field.Key, anchor)),
		"give one of them another \"anchor\"", "beri salah satunya \"anchor\" lain")
}

func claimed(f *source.File, v meta.Value, before claim) diag.Diagnostic {
	first := before.file.Place(before.at.Offset, before.at.Length)
	d := hint(problem(f, v, "kind-claimed",
		fmt.Sprintf("%s is already taken by %s, line %d", shown(v), before.file.Path, first.Line),
		fmt.Sprintf("%s sudah dipakai di %s, baris %d", shown(v), before.file.Path, first.Line)),
		"each kind needs its own", "setiap jenis perlu miliknya sendiri")
	d.Notes = []diag.Note{{Place: first, Text: diag.Words{EN: "taken here", ID: "dipakai di sini"}}}
	return d
}

func folderOfKind(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "folder-of-kind", "this folder is named in handbook.yaml as one of no kind",
		"folder ini dinamai di handbook.yaml sebagai folder tanpa jenis"),
		"take it out of \"folders\" there", "hapus dari \"folders\" di sana")
}

func notIdentifier(f *source.File, key meta.Field, better string) diag.Diagnostic {
	return hint(atKey(f, key, "identifier-wrong",
		strconv.Quote(key.Key)+" cannot be used as a value: only small letters, digits and hyphens",
		strconv.Quote(key.Key)+" tidak dapat dipakai sebagai nilai: hanya huruf kecil, angka, dan tanda hubung"),
		"for example "+strconv.Quote(better)+"; what readers see is the label behind the colon",
		"misalnya "+strconv.Quote(better)+"; yang dilihat pembaca adalah label di belakang titik dua")
}

func fieldNameWrong(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "field-name", strconv.Quote(key.Key)+" cannot be the name of a field",
		strconv.Quote(key.Key)+" tidak dapat menjadi nama isian"),
		"use small letters, digits and single underscores: when_to_use", "pakai huruf kecil, angka, dan satu garis bawah: when_to_use")
}

func fieldNotMap(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "field-shape", "a field is declared with named values", "isian dinyatakan dengan nilai bernama"),
		"for example "+key.Key+": {type: text, label: …}", "misalnya "+key.Key+": {type: text, label: …}")
}

func fieldWithoutType(f *source.File, key meta.Field, all []string) diag.Diagnostic {
	return didYouMean(atKey(f, key, "field-type", strconv.Quote(key.Key)+" has no type", strconv.Quote(key.Key)+" tidak punya type"), "", all)
}

func fieldIncomplete(f *source.File, key meta.Field, name string) diag.Diagnostic {
	return hint(atKey(f, key, "field-incomplete", strconv.Quote(key.Key)+" has no "+strconv.Quote(name),
		strconv.Quote(key.Key)+" tidak punya "+strconv.Quote(name)),
		"add \""+name+": …\"", "tambahkan \""+name+": …\"")
}

func keyOfOtherType(f *source.File, key meta.Field, t Type, owners []string) diag.Diagnostic {
	list := strings.Join(owners, ", ")
	return hint(atKey(f, key, "key-other-type",
		strconv.Quote(key.Key)+" means nothing for the type "+string(t),
		strconv.Quote(key.Key)+" tidak berarti untuk tipe "+string(t)),
		"it belongs to: "+list, "itu milik tipe: "+list)
}

func keyOnItem(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "key-on-item", strconv.Quote(key.Key)+" cannot be said of the items of a list",
		strconv.Quote(key.Key)+" tidak dapat dikatakan tentang butir daftar"),
		"move it up, to the list", "pindahkan ke atas, ke daftarnya")
}

func anchorWrong(f *source.File, v meta.Value, better string) diag.Diagnostic {
	return hint(problem(f, v, "anchor-wrong", shown(v)+" cannot be an anchor", shown(v)+" tidak dapat menjadi jangkar"),
		"for example "+strconv.Quote(better), "misalnya "+strconv.Quote(better))
}

func labelNotNumber(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "labels-number", "labels are for whole numbers, and "+strconv.Quote(key.Key)+" is none",
		"labels hanya untuk bilangan bulat, dan "+strconv.Quote(key.Key)+" bukan"),
		"write 1: {id: …, en: …}", "tulis 1: {id: …, en: …}")
}

func choicesUnknown(f *source.File, v meta.Value, near string, names []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "choices-unknown", "handbook.yaml has no choices named "+shown(v),
		"handbook.yaml tidak punya choices bernama "+shown(v)), near, names)
}

func choicesOrFrom(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "choices-or-from", "a choice needs either \"choices\" or \"from\"",
		"choice memerlukan \"choices\" atau \"from\", salah satu"),
		"list the values under \"choices\", or name a list of handbook.yaml with \"from\"",
		"daftar nilainya di bawah \"choices\", atau sebut daftar di handbook.yaml dengan \"from\"")
}

func kindUnknown(f *source.File, v meta.Value, near string, kinds []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "kind-unknown", "there is no kind "+shown(v), "tidak ada jenis "+shown(v)), near, kinds)
}

func inverseWithoutReference(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "inverse-alone", "only references have an inverse", "hanya rujukan (reference) yang punya inverse"),
		"put it on the reference itself, or take it away", "taruh pada rujukannya, atau hapus")
}

func acyclicWithoutReference(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "acyclic-alone", "only references can go round in a circle", "hanya rujukan (reference) yang dapat berputar"),
		"put it on the reference itself, or take it away", "taruh pada rujukannya, atau hapus")
}

func checkWithoutRule(f *source.File, v meta.Value, names, rules []string) diag.Diagnostic {
	near := ""
	for _, name := range names {
		if near == "" {
			near = diag.Nearest(name, rules)
		}
	}
	return didYouMean(problem(f, v, "check-rule", "this check does not say what it is about", "pemeriksaan ini tidak menyebut apa yang diperiksa"),
		near, rules)
}

func checkCondition(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "check-condition", "require needs either \"when\" or \"unless\"", "require memerlukan \"when\" atau \"unless\", salah satu"),
		"add \"when: {field: value}\"; a field that is always needed is declared with required: true",
		"tambahkan \"when: {isian: nilai}\"; isian yang selalu perlu dinyatakan dengan required: true")
}

func checkIncomplete(f *source.File, v meta.Value, name string) diag.Diagnostic {
	return hint(problem(f, v, "check-incomplete", "this check has no "+strconv.Quote(name), "pemeriksaan ini tidak punya "+strconv.Quote(name)),
		"add \""+name+": …\"", "tambahkan \""+name+": …\"")
}

func conditionCount(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "check-condition", "a condition has one field and one value", "syarat terdiri atas satu isian dan satu nilai"),
		"write {field: value}", "tulis {isian: nilai}")
}

func checkField(f *source.File, v meta.Value, name, near string, all []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "check-field", "this kind declares no field "+strconv.Quote(name),
		"jenis ini tidak menyatakan isian "+strconv.Quote(name)), near, all)
}

func checkType(f *source.File, v meta.Value, wanted diag.Words) diag.Diagnostic {
	d := problem(f, v, "check-type", "the field "+shown(v)+" is of another type than is needed here",
		"isian "+shown(v)+" bertipe lain daripada yang perlu di sini")
	return hint(d, "name a field that is "+wanted.EN, "sebut isian yang berupa "+wanted.ID)
}

func minAboveMax(f *source.File, v meta.Value) diag.Diagnostic {
	return problem(f, v, "min-above-max", "min is larger than max", "min lebih besar daripada max")
}

func translatedObject(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "translated-object", "of a group of fields each says for itself whether it is translated",
		"dalam kelompok isian, masing-masing menyatakan sendiri apakah diterjemahkan"),
		"move it to the fields inside", "pindahkan ke isian di dalamnya")
}

func mapIncomplete(f *source.File, key meta.Field, name string) diag.Diagnostic {
	return hint(atKey(f, key, "map-incomplete", "the map "+strconv.Quote(key.Key)+" has no "+strconv.Quote(name),
		"peta "+strconv.Quote(key.Key)+" belum punya "+strconv.Quote(name)),
		"a map needs a label, the kind it counts, and a field of it for rows and one for columns",
		"peta memerlukan label, jenis (kind) yang dihitung, serta satu isiannya untuk rows dan satu untuk columns")
}

func fieldOfKindUnknown(f *source.File, v meta.Value, k *Kind, near string, names []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "field-of-kind-unknown", shown(v)+" is no field of the kind "+strconv.Quote(k.Name),
		shown(v)+" bukan isian jenis "+strconv.Quote(k.Name)), near, names)
}

func fieldNoSet(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "field-no-set", "pages can be grouped only by a choice or a reference, and "+shown(v)+" is neither",
		"halaman hanya dapat dikelompokkan menurut choice atau reference, dan "+shown(v)+" bukan keduanya"),
		"inside an object, name both fields: partners.sector", "di dalam object, sebut kedua isian: partners.sector")
}

func splitApart(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "split-apart", "counts can be split only by a choice in the same object as the rows or the columns",
		"hitungan hanya dapat dipecah menurut choice di dalam object yang sama dengan rows atau columns"),
		"name such a field, as in benefits.favourable beside benefits.benefit, or take this line away",
		"sebut isian seperti itu, misalnya benefits.favourable di samping benefits.benefit, atau hapus baris ini")
}

func evidenceHint() diag.Words {
	return diag.Words{EN: "a table of evidence needs the kind whose pages speak, its field that names a page of this kind, and columns",
		ID: "tabel bukti memerlukan jenis (kind) yang halamannya berbicara, isiannya yang menyebut halaman jenis ini (names), dan kolom (columns)"}
}

func changeOfTwo(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "change-of-two", "a change is from one field to another", "perubahan ialah dari satu isian ke isian lain"),
		"name two fields: fields: [results.before, results.after]", "sebut dua isian: fields: [results.before, results.after]")
}

func spellingShape(f *source.File, key meta.Field) diag.Diagnostic {
	return hint(atKey(f, key, "spelling-shape", strconv.Quote(key.Key)+" cannot be looked for", strconv.Quote(key.Key)+" tidak dapat dicari"),
		"write words as they stand in a text; \"organiz*: organis*\" stands for all endings",
		"tulis kata seperti dalam teks; \"organiz*: organis*\" berlaku untuk semua akhiran")
}

func pathWithoutStages(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "path-without-stages", "a path needs \"by\", the field that names the stages",
		"path memerlukan \"by\", isian yang menyebut tahapnya"), "add \"by: phase\"", "tambahkan \"by: phase\"")
}

func stagesNoChoice(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "stages-no-choice", "the stages of a path come from a choice or a list of choices of the kind itself",
		"tahap path berasal dari choice atau daftar choice milik jenis itu sendiri"),
		"name such a field", "sebut isian seperti itu")
}

func pathAndLayout(f *source.File, v meta.Value) diag.Diagnostic {
	return hint(problem(f, v, "path-and-layout", "\"layout: path\" and \"path\" belong together",
		"\"layout: path\" dan \"path\" harus ada bersama"),
		"give both: layout: path, and path: {by: phase}", "tulis keduanya: layout: path, dan path: {by: phase}")
}

// Files to fill in.

func downloadMissing(f *source.File, v meta.Value, name string) diag.Diagnostic {
	return hint(problem(f, v, "download-missing", "downloads does not say which field is "+strconv.Quote(name),
		"downloads belum menyebut isian untuk "+strconv.Quote(name)),
		"add \""+name+": …\" with the name of a field", "tambahkan \""+name+": …\" dengan nama isiannya")
}

func downloadField(f *source.File, v meta.Value, near string, names []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "download-field", "this kind has no field "+shown(v)+" to make files from",
		"jenis ini tidak punya isian "+shown(v)+" untuk dibuat berkas"), near, names)
}

func downloadType(f *source.File, v meta.Value, name, shape string, needed []string) diag.Diagnostic {
	list := strings.Join(needed, " / ")
	return hint(problem(f, v, "download-type",
		"files cannot be made from "+strconv.Quote(name)+": it is of the type "+shape,
		"berkas tidak dapat dibuat dari "+strconv.Quote(name)+": tipenya "+shape),
		"it must be: "+list, "tipenya harus: "+list)
}

func downloadInner(f *source.File, v meta.Value, name, inner string, needed []string) diag.Diagnostic {
	list := strings.Join(needed, " / ")
	return hint(problem(f, v, "download-inner",
		"files cannot be made from "+strconv.Quote(name)+": there is no "+strconv.Quote(inner)+" in it",
		"berkas tidak dapat dibuat dari "+strconv.Quote(name)+": di dalamnya tidak ada "+strconv.Quote(inner)),
		"declare it there, of the type "+list, "nyatakan di sana dengan tipe "+list)
}

func downloadChoice(f *source.File, v meta.Value, name, value string, allowed []string) diag.Diagnostic {
	return didYouMean(problem(f, v, "download-choice",
		"files cannot be made for the value "+strconv.Quote(value)+" of "+strconv.Quote(name),
		"berkas tidak dapat dibuat untuk nilai "+strconv.Quote(value)+" pada "+strconv.Quote(name)), "", allowed)
}

func blankIncomplete(f *source.File, v meta.Value, either []string) diag.Diagnostic {
	names := make([]string, len(either))
	for i, name := range either {
		names[i] = strconv.Quote(name)
	}
	return hint(problem(f, v, "blank-incomplete",
		"a blank of the kind "+shown(v)+" needs "+strings.Join(names, " or "),
		"isian berbentuk "+shown(v)+" memerlukan "+strings.Join(names, " atau ")),
		"add \""+either[0]+": …\" to this item", "tambahkan \""+either[0]+": …\" pada butir ini")
}

func bandWrong(f *source.File, v meta.Value, statements int, from, last float64) diag.Diagnostic {
	return hint(problem(f, v, "band-wrong",
		fmt.Sprintf("the bands must hold every sum of the %d statements, and here some are left out", statements),
		fmt.Sprintf("rentang skor harus memuat setiap jumlah dari %d pernyataan, dan di sini ada yang terlewat", statements)),
		fmt.Sprintf("begin this one at %s; the last ends at %s", number(from), number(last)),
		fmt.Sprintf("mulai rentang ini dari %s; yang terakhir sampai %s", number(from), number(last)))
}
