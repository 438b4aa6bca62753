package source

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
)

// All this package has to say to authors.

func wrongEncoding(f *File, encoding string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: f.Path, Line: 1, Column: 1}, Code: "text-encoding",
		Text: diag.Words{
			EN: "this file is saved as " + encoding + ", not as UTF-8",
			ID: "berkas ini disimpan sebagai " + encoding + ", bukan UTF-8",
		},
		Hint: saveAsUTF8(),
	}
}

func notUTF8(f *File, offset, onDisk int) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(offset, 1), Code: "text-not-utf8",
		Text: diag.Words{
			EN: fmt.Sprintf("the character here is not UTF-8 (byte %d of the file)", onDisk+1),
			ID: fmt.Sprintf("karakter di sini bukan UTF-8 (bita ke-%d berkas)", onDisk+1),
		},
		Hint: saveAsUTF8(),
	}
}

func saveAsUTF8() diag.Words {
	return diag.Words{
		EN: "open it in your editor and save it again with the encoding UTF-8",
		ID: "buka di penyunting Anda, lalu simpan lagi dengan pengodean UTF-8",
	}
}

func controlCharacter(f *File, offset, size int, r rune) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(offset, size), Code: "text-control-character",
		Text: diag.Words{
			EN: fmt.Sprintf("an invisible control character (U+%04X) stands here", r),
			ID: fmt.Sprintf("ada karakter kendali yang tidak tampak (U+%04X) di sini", r),
		},
		Hint: diag.Words{
			EN: "delete it: put the cursor here and press Delete, or type the line anew",
			ID: "hapus: letakkan kursor di sini lalu tekan Delete, atau ketik ulang barisnya",
		},
	}
}

func lostCharacter(f *File, offset, size int) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(offset, size), Code: "text-lost-character",
		Text: diag.Words{
			EN: "a character was lost here when the text was converted (�)",
			ID: "sebuah karakter hilang di sini ketika teks diubah pengodeannya (�)",
		},
		Hint: diag.Words{
			EN: "type the right character in place of it",
			ID: "ketik karakter yang benar sebagai gantinya",
		},
	}
}

func turningCharacter(f *File, offset, size int, r rune) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Place(offset, size), Severity: diag.Warning, Code: "text-bidi-control",
		Text: diag.Words{
			EN: fmt.Sprintf("an invisible character (U+%04X) turns the direction of the text from here", r),
			ID: fmt.Sprintf("karakter yang tidak tampak (U+%04X) membalik arah teks mulai dari sini", r),
		},
		Hint: diag.Words{
			EN: "delete it, unless it was put there on purpose for a right-to-left script",
			ID: "hapus, kecuali sengaja dipasang untuk aksara yang ditulis dari kanan ke kiri",
		},
	}
}

func tooLarge(f *File, limit int64) diag.Diagnostic {
	return diag.Diagnostic{
		Place: f.Whole(), Code: "file-too-large",
		Text: diag.Words{
			EN: fmt.Sprintf("this file is larger than %d MB", limit>>20),
			ID: fmt.Sprintf("berkas ini lebih besar daripada %d MB", limit>>20),
		},
		Hint: diag.Words{
			EN: "divide it into several files",
			ID: "bagi menjadi beberapa berkas",
		},
	}
}

func specialFile(name string, mode fs.FileMode) diag.Diagnostic {
	what := diag.Words{EN: "a device", ID: "perangkat"}
	switch {
	case mode&fs.ModeSymlink != 0:
		what = diag.Words{EN: "a symbolic link", ID: "tautan simbolis"}
	case mode&fs.ModeNamedPipe != 0:
		what = diag.Words{EN: "a named pipe", ID: "pipa bernama"}
	case mode&fs.ModeSocket != 0:
		what = diag.Words{EN: "a socket", ID: "soket"}
	}
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "file-special",
		Text: diag.Words{
			EN: quoted(path.Base(name)) + " is " + what.EN + ", not an ordinary file",
			ID: quoted(path.Base(name)) + " adalah " + what.ID + ", bukan berkas biasa",
		},
		Hint: diag.Words{
			EN: "put a copy of the file itself here, or take this away",
			ID: "taruh salinan berkasnya di sini, atau keluarkan dari folder isi",
		},
	}
}

func folderNamedLikeFile(name string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-folder",
		Text: diag.Words{
			EN: quoted(path.Base(name)) + " is a folder, but is named like a file",
			ID: quoted(path.Base(name)) + " adalah folder, tetapi bernama seperti berkas",
		},
		Hint: rename(strings.TrimSuffix(path.Base(name), path.Ext(name))),
	}
}

func nameNotUTF8(name, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: strings.Trim(strconv.Quote(name), `"`)}, Code: "name-not-utf8",
		Text: diag.Words{
			EN: "the name " + quoted(path.Base(name)) + " is not valid UTF-8",
			ID: "nama " + quoted(path.Base(name)) + " bukan UTF-8 yang sah",
		},
		Hint: rename(better),
	}
}

func nameForbidden(name string, r rune, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-character",
		Text: diag.Words{
			EN: fmt.Sprintf("the name %s has the character %c, which does not work in addresses or on Windows", quoted(path.Base(name)), r),
			ID: fmt.Sprintf("nama %s memuat karakter %c, yang tidak dapat dipakai di alamat atau di Windows", quoted(path.Base(name)), r),
		},
		Hint: rename(better),
	}
}

func nameControl(name string, r rune, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: strings.Trim(strconv.Quote(name), `"`)}, Code: "name-character",
		Text: diag.Words{
			EN: fmt.Sprintf("the name %s has an invisible character (U+%04X)", quoted(path.Base(name)), r),
			ID: fmt.Sprintf("nama %s memuat karakter yang tidak tampak (U+%04X)", quoted(path.Base(name)), r),
		},
		Hint: rename(better),
	}
}

func nameEdge(name, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-edge",
		Text: diag.Words{
			EN: "the name " + quoted(path.Base(name)) + " begins or ends with a space, or ends with a dot",
			ID: "nama " + quoted(path.Base(name)) + " diawali atau diakhiri spasi, atau diakhiri titik",
		},
		Hint: rename(better),
	}
}

func nameDevice(name, device, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-device",
		Text: diag.Words{
			EN: "Windows keeps the name " + quoted(device) + " for a device, so nobody there could copy this handbook",
			ID: "Windows memakai nama " + quoted(device) + " untuk perangkat, sehingga buku ini tidak dapat disalin di sana",
		},
		Hint: rename(better),
	}
}

func nameTooLong(name, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-long",
		Text: diag.Words{
			EN: fmt.Sprintf("this name is too long: %d bytes, %d are allowed", len(path.Base(name)), maxName),
			ID: fmt.Sprintf("nama ini terlalu panjang: %d bita, yang dibolehkan %d", len(path.Base(name)), maxName),
		},
		Hint: rename(better),
	}
}

func markdownExtension(name, better string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: name}, Code: "name-markdown",
		Text: diag.Words{
			EN: "the name of a page must end in .md, not in " + path.Ext(name),
			ID: "nama halaman harus berakhiran .md, bukan " + path.Ext(name),
		},
		Hint: rename(better),
	}
}

// quoted shows a name as it is, unless not all of it can be seen.
func quoted(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) >= 0 {
		return strconv.Quote(name)
	}
	return `"` + name + `"`
}

func rename(better string) diag.Words {
	return diag.Words{
		EN: "rename it, for example to " + quoted(better),
		ID: "ganti namanya, misalnya menjadi " + quoted(better),
	}
}
