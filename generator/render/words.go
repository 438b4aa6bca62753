package render

import (
	"fmt"
	"reflect"
	"strings"

	"handbook/generator/diag"
)

// The wording of everything this package finds wrong with a theme.

func problem(at diag.Place, code string, text, hint diag.Words) diag.Diagnostic {
	return diag.Diagnostic{Place: at, Severity: diag.Error, Code: code, Text: text, Hint: hint}
}

func noLayout(at diag.Place, name string) diag.Diagnostic {
	return problem(at, "theme-file", diag.Words{
		EN: fmt.Sprintf("the theme has no %s", name),
		ID: fmt.Sprintf("tema tidak memiliki %s", name),
	}, diag.Words{
		EN: "put the file back; the built-in theme has one to start from",
		ID: "kembalikan berkas itu; tema bawaan menyediakan contohnya",
	})
}

func notText(at diag.Place) diag.Diagnostic {
	return problem(at, "theme-file", diag.Words{
		EN: "this file is not UTF-8 text",
		ID: "berkas ini bukan teks UTF-8",
	}, diag.Words{
		EN: "save it again with the encoding UTF-8",
		ID: "simpan ulang dengan pengodean UTF-8",
	})
}

func badTemplate(at diag.Place, reason string) diag.Diagnostic {
	return problem(at, "theme-template", diag.Words{
		EN: "the template cannot be read: " + reason,
		ID: "templat tidak dapat dibaca: " + reason,
	}, diag.Words{
		EN: "look for a brace, a quote or an end that is missing on this line or before it",
		ID: "cari kurung, tanda kutip, atau end yang kurang pada baris ini atau sebelumnya",
	})
}

func badContext(at diag.Place, reason string) diag.Diagnostic {
	return problem(at, "theme-template", diag.Words{
		EN: "the template does not make safe HTML: " + reason,
		ID: "templat tidak menghasilkan HTML yang aman: " + reason,
	}, diag.Words{
		EN: "close every tag and quote within the same branch of an if or range",
		ID: "tutup setiap tag dan tanda kutip di cabang if atau range yang sama",
	})
}

func unknownField(at diag.Place, field string, view diag.Words, nearest string) diag.Diagnostic {
	return problem(at, "theme-field", diag.Words{
		EN: fmt.Sprintf("%s has no field %s", view.EN, field),
		ID: fmt.Sprintf("%s tidak memiliki kolom %s", view.ID, field),
	}, didYouMean(nearest, diag.Words{
		EN: "the fields a template may use are listed in generator/render/views.go",
		ID: "kolom yang boleh dipakai templat ada di generator/render/views.go",
	}))
}

func notRange(at diag.Place, is diag.Words) diag.Diagnostic {
	return problem(at, "theme-field", diag.Words{
		EN: "range needs a list, and this is " + is.EN,
		ID: "range memerlukan daftar, sedangkan ini " + is.ID,
	}, diag.Words{
		EN: "use if or with for a single value",
		ID: "pakai if atau with untuk nilai tunggal",
	})
}

// typeName names a type as a theme's author knows it: a view by its name in views.go.
func typeName(t reflect.Type) diag.Words {
	switch t.Kind() {
	case reflect.Struct:
		return diag.Words{EN: t.Name(), ID: t.Name()}
	case reflect.Slice:
		return diag.Words{EN: "a list", ID: "daftar"}
	case reflect.Bool:
		return diag.Words{EN: "a yes or no", ID: "nilai ya atau tidak"}
	case reflect.Int:
		return diag.Words{EN: "a number", ID: "bilangan"}
	}
	return diag.Words{EN: "a text", ID: "teks"}
}

func unknownPartial(at diag.Place, name, nearest string) diag.Diagnostic {
	return problem(at, "theme-partial", diag.Words{
		EN: fmt.Sprintf("the theme has no template named %s", name),
		ID: fmt.Sprintf("tema tidak memiliki templat bernama %s", name),
	}, didYouMean(nearest, diag.Words{
		EN: "templates are named by their path in the theme, for example partials/head.html",
		ID: "templat dinamai menurut letaknya di tema, misalnya partials/head.html",
	}))
}

func unknownFunction(at diag.Place, name, nearest string) diag.Diagnostic {
	return problem(at, "theme-template", diag.Words{
		EN: fmt.Sprintf("there is no function %s", name),
		ID: fmt.Sprintf("tidak ada fungsi %s", name),
	}, didYouMean(nearest, diag.Words{
		EN: "templates know word and the functions of Go templates",
		ID: "templat mengenal word dan fungsi templat Go",
	}))
}

func badWordCall(at diag.Place) diag.Diagnostic {
	return problem(at, "theme-word", diag.Words{
		EN: "word needs the name of a word in quotes, then pairs of a name in quotes and a value",
		ID: "word memerlukan nama kata dalam tanda kutip, lalu pasangan nama dalam tanda kutip dan nilai",
	}, diag.Words{
		EN: `for example {{word "permalink" "title" .Title}}`,
		ID: `misalnya {{word "permalink" "title" .Title}}`,
	})
}

func unknownWord(at diag.Place, key, nearest string) diag.Diagnostic {
	return problem(at, "theme-word", diag.Words{
		EN: fmt.Sprintf("no language has the word %s", key),
		ID: fmt.Sprintf("tidak ada bahasa yang memiliki kata %s", key),
	}, didYouMean(nearest, diag.Words{}))
}

func noWords(at diag.Place, lang string) diag.Diagnostic {
	return problem(at, "theme-language", diag.Words{
		EN: fmt.Sprintf("the theme has no words for the language %s", lang),
		ID: fmt.Sprintf("tema tidak memiliki kata untuk bahasa %s", lang),
	}, diag.Words{
		EN: fmt.Sprintf("make i18n/%s.yaml in your theme from i18n/en.yaml of the built-in one, translated", lang),
		ID: fmt.Sprintf("buat i18n/%s.yaml di tema Anda dari i18n/en.yaml tema bawaan, lalu terjemahkan", lang),
	})
}

func missingWords(at diag.Place, keys []string) diag.Diagnostic {
	all := strings.Join(keys, ", ")
	return problem(at, "theme-word-missing", diag.Words{
		EN: "this file lacks words the theme uses: " + all,
		ID: "berkas ini belum memuat kata yang dipakai tema: " + all,
	}, diag.Words{
		EN: fmt.Sprintf("add a line for each, as in %s: …", keys[0]),
		ID: fmt.Sprintf("tambahkan satu baris untuk tiap kata, misalnya %s: …", keys[0]),
	})
}

func badWord(at diag.Place, key string) diag.Diagnostic {
	return problem(at, "theme-word", diag.Words{
		EN: fmt.Sprintf("the word %s must be a text", key),
		ID: fmt.Sprintf("kata %s harus berupa teks", key),
	}, diag.Words{
		EN: "write it after the colon on one line",
		ID: "tuliskan sesudah titik dua pada satu baris",
	})
}

func badMonths(at diag.Place) diag.Diagnostic {
	return problem(at, "theme-word", diag.Words{
		EN: "months must be a list of the twelve names of the months",
		ID: "months harus berupa daftar dua belas nama bulan",
	}, diag.Words{
		EN: "write months: [January, February, …]",
		ID: "tulis months: [Januari, Februari, …]",
	})
}

func missingPlaceholder(at diag.Place, key, placeholder string) diag.Diagnostic {
	return problem(at, "theme-placeholder", diag.Words{
		EN: fmt.Sprintf("the word %s lacks {%s}", key, placeholder),
		ID: fmt.Sprintf("kata %s tidak memuat {%s}", key, placeholder),
	}, diag.Words{
		EN: fmt.Sprintf("write {%s} where the program is to put that value", placeholder),
		ID: fmt.Sprintf("tulis {%s} di tempat nilai itu akan diisi program", placeholder),
	})
}

func unknownPlaceholder(at diag.Place, key, placeholder string, known []string) diag.Diagnostic {
	hint := diag.Words{EN: "this word has nothing to fill in", ID: "kata ini tidak memiliki isian"}
	if len(known) > 0 {
		list := "{" + strings.Join(known, "}, {") + "}"
		hint = diag.Words{EN: "this word knows " + list, ID: "kata ini mengenal " + list}
	}
	return problem(at, "theme-placeholder", diag.Words{
		EN: fmt.Sprintf("nothing fills {%s} in the word %s", placeholder, key),
		ID: fmt.Sprintf("tidak ada yang mengisi {%s} dalam kata %s", placeholder, key),
	}, hint)
}

func missingArgument(at diag.Place, key, placeholder string) diag.Diagnostic {
	return problem(at, "theme-placeholder", diag.Words{
		EN: fmt.Sprintf("the word %s needs a value for {%s}", key, placeholder),
		ID: fmt.Sprintf("kata %s memerlukan nilai untuk {%s}", key, placeholder),
	}, diag.Words{
		EN: fmt.Sprintf("write {{word %q %q …}} with the value", key, placeholder),
		ID: fmt.Sprintf("tulis {{word %q %q …}} beserta nilainya", key, placeholder),
	})
}

func styleNotClosed(at diag.Place, what string) diag.Diagnostic {
	return problem(at, "theme-style", diag.Words{
		EN: fmt.Sprintf("%s is opened here and never closed", what),
		ID: fmt.Sprintf("%s dibuka di sini dan tidak pernah ditutup", what),
	}, diag.Words{
		EN: "close it, or what follows in the style sheet is lost",
		ID: "tutuplah, karena bagian sesudahnya tidak akan berlaku",
	})
}

func styleNotOpened(at diag.Place, what string) diag.Diagnostic {
	return problem(at, "theme-style", diag.Words{
		EN: fmt.Sprintf("%s closes nothing", what),
		ID: fmt.Sprintf("%s tidak menutup apa pun", what),
	}, diag.Words{
		EN: "remove it, or open the block before it",
		ID: "hapus, atau buka bloknya lebih dahulu",
	})
}

func styleLeavesSite(at diag.Place) diag.Diagnostic {
	return problem(at, "theme-style", diag.Words{
		EN: "the style sheet asks for something that is not part of the theme",
		ID: "lembar gaya meminta sesuatu di luar tema",
	}, diag.Words{
		EN: "a handbook must work without the Internet: leave out @import and url(…), put rules into the file itself",
		ID: "buku panduan harus berfungsi tanpa internet: hindari @import dan url(…), tulis aturannya di berkas ini",
	})
}

func badScript(at diag.Place, reason string) diag.Diagnostic {
	return problem(at, "theme-script", diag.Words{
		EN: "the script cannot be read: " + reason,
		ID: "skrip tidak dapat dibaca: " + reason,
	}, diag.Words{
		EN: "mend the script at this place",
		ID: "perbaiki skrip di tempat ini",
	})
}

// didYouMean is a hint that names the nearest candidate, or another where none is near.
func didYouMean(nearest string, otherwise diag.Words) diag.Words {
	if nearest == "" {
		return otherwise
	}
	return diag.Words{EN: "did you mean " + nearest + "?", ID: "apakah maksudnya " + nearest + "?"}
}
