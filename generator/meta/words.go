package meta

import (
	"fmt"
	"strconv"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// All this package has to say to authors.

func neverClosed(f *source.File, next int) diag.Diagnostic {
	d := diag.Diagnostic{
		Place: f.Place(0, 3), Code: "front-not-closed",
		Text: diag.Words{
			EN: "the front matter opened here is never closed",
			ID: "bagian kepala (front matter) yang dibuka di sini tidak pernah ditutup",
		},
		Hint: diag.Words{
			EN: "put a line of exactly three hyphens (---) below its last field; if it is a rule above text, write it as ***",
			ID: "taruh satu baris berisi tepat tiga tanda hubung (---) di bawah isian terakhirnya; jika ini garis di atas teks, tulis sebagai ***",
		},
	}
	if at, width := almostFence(f.Text, next); width > 0 {
		d.Notes = []diag.Note{{Place: f.Place(at, width), Text: diag.Words{
			EN: "this line does not close it: it must be three hyphens at the start of the line and nothing else",
			ID: "baris ini tidak menutupnya: harus tepat tiga tanda hubung di awal baris dan tidak ada yang lain",
		}}}
	}
	return d
}

func fenceMisplaced(f *source.File, at int, content []byte) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(at, len(content)), Code: "front-misplaced",
		Text: diag.Words{
			EN: "this looks like the start of front matter, but is not",
			ID: "ini tampak seperti awal bagian kepala (front matter), tetapi bukan",
		},
		Hint: diag.Words{
			EN: "write exactly three hyphens (---) at the very start of the first line of the file; if it is a rule above text, write it as ***",
			ID: "tulis tepat tiga tanda hubung (---) di awal baris pertama berkas; jika ini garis di atas teks, tulis sebagai ***",
		},
	}
}

func notFields(f *source.File, at, end int) diag.Diagnostic {
	content, _ := line(f.Text[:end], at)
	return diag.Diagnostic{
		Place: f.Place(at, len(content)), Code: "front-not-fields",
		Text: diag.Words{
			EN: "what stands between the two lines of hyphens is not front matter: it has no field such as \"title: …\"",
			ID: "yang ada di antara kedua baris tanda hubung bukan bagian kepala: tidak ada isian seperti \"title: …\"",
		},
		Hint: diag.Words{
			EN: "write \"title: …\" there; or, if it is text between two rules, write the rules as ***",
			ID: "tulis \"title: …\" di sana; atau, jika itu teks di antara dua garis, tulis garisnya sebagai ***",
		},
	}
}

func frontNotMap(f *source.File, v Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(v.Offset, v.Length), Code: "front-not-fields",
		Text: diag.Words{
			EN: "front matter must be fields, one on each line: \"name: value\"",
			ID: "bagian kepala harus berupa isian, satu per baris: \"nama: nilai\"",
		},
	}
}

func frontTooLarge(f *source.File, at int) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(at, 1), Code: "front-too-large",
		Text: diag.Words{
			EN: fmt.Sprintf("this front matter is larger than %d KB", MaxFront>>10),
			ID: fmt.Sprintf("bagian kepala ini lebih besar daripada %d KB", MaxFront>>10),
		},
		Hint: diag.Words{
			EN: "move long texts below the front matter",
			ID: "pindahkan teks yang panjang ke bawah bagian kepala",
		},
	}
}

func tooDeep(f *source.File, v Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(v.Offset, v.Length), Code: "yaml-too-deep",
		Text: diag.Words{
			EN: fmt.Sprintf("lists and fields stand in each other more than %d deep here", MaxDepth),
			ID: fmt.Sprintf("daftar dan isian di sini bersarang lebih dari %d tingkat", MaxDepth),
		},
		Hint: diag.Words{
			EN: "check the spaces at the start of the lines, and the brackets",
			ID: "periksa spasi di awal baris dan tanda kurungnya",
		},
	}
}

func aliasRefused(f *source.File, v Value) diag.Diagnostic {
	return special(f, v, "yaml-alias", "*", diag.Words{EN: "an alias", ID: "alias"})
}

func anchorRefused(f *source.File, v Value) diag.Diagnostic {
	return special(f, v, "yaml-anchor", "&", diag.Words{EN: "an anchor", ID: "jangkar (anchor)"})
}

func tagRefused(f *source.File, v Value) diag.Diagnostic {
	return special(f, v, "yaml-tag", "!", diag.Words{EN: "a tag", ID: "tag"})
}

// special is a sign at the head of a value that means something to YAML and nothing to a handbook.
func special(f *source.File, v Value, code, sign string, what diag.Words) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(v.Offset, v.Length), Code: code,
		Text: diag.Words{
			EN: "a value that begins with " + sign + " is " + what.EN + " in YAML, which a handbook does not use",
			ID: "nilai yang diawali " + sign + " adalah " + what.ID + " dalam YAML, yang tidak dipakai di buku ini",
		},
		Hint: quoteHint(),
	}
}

func mergeRefused(f *source.File, key Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(key.Offset, 2), Code: "yaml-merge",
		Text: diag.Words{
			EN: "<< merges other fields in YAML, which a handbook does not use",
			ID: "<< menggabungkan isian lain dalam YAML, yang tidak dipakai di buku ini",
		},
		Hint: diag.Words{EN: "write the fields out here", ID: "tulis isiannya langsung di sini"},
	}
}

func secondDocumentFound(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-second-document",
		Text: diag.Words{
			EN: "a second YAML document begins or ends here; only one is read",
			ID: "dokumen YAML kedua diawali atau diakhiri di sini; hanya satu yang dibaca",
		},
		Hint: diag.Words{EN: "take this line away", ID: "hapus baris ini"},
	}
}

func keyNotText(f *source.File, key Value) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(key.Offset, key.Length), Code: "yaml-key",
		Text: diag.Words{
			EN: "the name of a field is missing here, or is not a plain word",
			ID: "nama isian di sini tidak ada, atau bukan kata biasa",
		},
		Hint: diag.Words{
			EN: "write \"name: value\"; put quotes round a value that begins with { or [",
			ID: "tulis \"nama: nilai\"; beri tanda kutip pada nilai yang diawali { atau [",
		},
	}
}

func templateBraces(f *source.File, key Value) diag.Diagnostic {
	return quoteValue(f.Place(key.Offset-1, key.Length+1), "", opensWith("{{"))
}

func controlEscape(f *source.File, v Value, r rune) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(v.Offset, v.Length), Code: "yaml-control-character",
		Text: diag.Words{
			EN: fmt.Sprintf("this value holds an invisible control character (U+%04X), written with a backslash", r),
			ID: fmt.Sprintf("nilai ini memuat karakter kendali yang tidak tampak (U+%04X), ditulis dengan garis miring terbalik", r),
		},
		Hint: diag.Words{
			EN: "take it out; for a backslash itself use single quotes round the value",
			ID: "hapus; untuk garis miring terbalik biasa pakai tanda kutip tunggal di sekeliling nilai",
		},
	}
}

func duplicateKey(f *source.File, field Field, length int, before Field) diag.Diagnostic {
	first := f.Place(before.Offset, len(before.Key))
	return diag.Diagnostic{
		Place: f.Place(field.Offset, length), Code: "yaml-duplicate-key",
		Text: diag.Words{
			EN: fmt.Sprintf("%q is already given in line %d", field.Key, first.Line),
			ID: fmt.Sprintf("%q sudah diisi di baris %d", field.Key, first.Line),
		},
		Hint: diag.Words{
			EN: "keep one of the two",
			ID: "pertahankan salah satu saja",
		},
		Notes: []diag.Note{{Place: first, Text: diag.Words{EN: "first given here", ID: "pertama kali diisi di sini"}}},
	}
}

func tabIndent(f *source.File, place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-tab",
		Text: diag.Words{
			EN: "this line is indented with a tab",
			ID: "baris ini menjorok dengan tabulasi (tab)",
		},
		Hint: diag.Words{
			EN: "use spaces in place of the tab, two for each step",
			ID: "ganti tab dengan spasi, dua untuk setiap tingkat",
		},
	}
}

// reason is why a value must be quoted.
type reason diag.Words

func opensWith(sign string) reason {
	return reason{EN: "begins with " + sign, ID: "diawali " + sign}
}

func hasColon() reason {
	return reason{EN: "has a colon followed by a space in it", ID: "memuat titik dua yang diikuti spasi"}
}

func quoteValue(place diag.Place, key string, why reason) diag.Diagnostic {
	name := diag.Words{EN: "this value", ID: "nilai ini"}
	if key != "" {
		name = diag.Words{EN: "the value of " + strconv.Quote(key), ID: "nilai " + strconv.Quote(key)}
	}
	return diag.Diagnostic{
		Place: place, Code: "yaml-quote",
		Text: diag.Words{
			EN: name.EN + " " + why.EN + ", so it cannot be read",
			ID: name.ID + " " + why.ID + ", sehingga tidak dapat dibaca",
		},
		Hint: quoteHint(),
	}
}

func quoteHint() diag.Words {
	return diag.Words{
		EN: "quote the value: put \" before and after it",
		ID: "beri tanda kutip pada nilainya: taruh \" sebelum dan sesudahnya",
	}
}

func quoteNotClosed(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-quote-open",
		Text: diag.Words{
			EN: "the quotation mark opened here is never closed",
			ID: "tanda kutip yang dibuka di sini tidak pernah ditutup",
		},
		Hint: diag.Words{
			EN: "put the same quotation mark at the end of the value",
			ID: "taruh tanda kutip yang sama di akhir nilainya",
		},
	}
}

func afterQuote(place diag.Place, quote byte) diag.Diagnostic {
	hint := diag.Words{
		EN: "quote the whole value; write a quotation mark inside it as \\\"",
		ID: "kutip seluruh nilainya; tulis tanda kutip di dalamnya sebagai \\\"",
	}
	if quote == '\'' {
		hint = diag.Words{
			EN: "put \" before and after the whole value, or write an apostrophe inside it twice ('')",
			ID: "taruh \" sebelum dan sesudah seluruh nilainya, atau tulis apostrof di dalamnya dua kali ('')",
		}
	}
	return diag.Diagnostic{
		Place: place, Code: "yaml-after-quote",
		Text: diag.Words{
			EN: "the value goes on after its closing quotation mark",
			ID: "nilai ini masih berlanjut setelah tanda kutip penutupnya",
		},
		Hint: hint,
	}
}

func backslash(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-backslash",
		Text: diag.Words{
			EN: "a backslash between double quotes begins a special character, and this one is unknown",
			ID: "garis miring terbalik di antara kutip ganda mengawali karakter khusus, dan yang ini tidak dikenal",
		},
		Hint: diag.Words{
			EN: "write the backslash twice (\\\\), or use single quotes round the value",
			ID: "tulis garis miring terbalik dua kali (\\\\), atau pakai tanda kutip tunggal di sekeliling nilai",
		},
	}
}

func bracketNotClosed(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-bracket",
		Text: diag.Words{
			EN: "a bracket here is never closed, or a comma is missing between its items",
			ID: "kurung di sini tidak pernah ditutup, atau koma di antara butirnya kurang",
		},
		Hint: diag.Words{
			EN: "close the bracket; if it is part of the text, quote the value: put \" before and after it",
			ID: "tutup kurungnya; jika itu bagian dari teks, beri tanda kutip: taruh \" sebelum dan sesudah nilainya",
		},
	}
}

func listOnOneLine(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-list",
		Text: diag.Words{
			EN: "a list may not begin on the line of its name",
			ID: "daftar tidak boleh diawali di baris namanya",
		},
		Hint: diag.Words{
			EN: "begin a new line for each item, indented by two spaces: \"  - item\"",
			ID: "mulai baris baru untuk setiap butir, menjorok dua spasi: \"  - butir\"",
		},
	}
}

func colonMissing(place diag.Place, unspaced bool) diag.Diagnostic {
	d := diag.Diagnostic{
		Place: place, Code: "yaml-colon",
		Text: diag.Words{
			EN: "the colon between name and value is missing here",
			ID: "titik dua di antara nama dan nilai tidak ada di sini",
		},
		Hint: diag.Words{
			EN: "write \"name: value\"; a value that goes on in the next line must be indented there",
			ID: "tulis \"nama: nilai\"; nilai yang berlanjut di baris berikutnya harus menjorok",
		},
	}
	if unspaced {
		d.Text = diag.Words{
			EN: "a space is missing after the colon",
			ID: "setelah titik dua kurang spasi",
		}
	}
	return d
}

func indentWrong(place diag.Place) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-indent",
		Text: diag.Words{
			EN: "this line does not fit the lines above it",
			ID: "baris ini tidak cocok dengan baris di atasnya",
		},
		Hint: diag.Words{
			EN: "give fields of the same level the same number of spaces at the start of the line",
			ID: "beri isian yang setingkat jumlah spasi yang sama di awal baris",
		},
	}
}

func yamlError(place diag.Place, message string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: place, Code: "yaml-syntax",
		Text: diag.Words{
			EN: "this cannot be read as YAML: " + message,
			ID: "ini tidak dapat dibaca sebagai YAML: " + message,
		},
		Hint: diag.Words{
			EN: "compare it with the lines above and below; if in doubt, quote the value",
			ID: "bandingkan dengan baris di atas dan di bawahnya; jika ragu, beri tanda kutip pada nilainya",
		},
	}
}
