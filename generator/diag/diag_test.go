package diag

import "testing"

func TestNearest(t *testing.T) {
	candidates := []string{"title", "summary", "slug", "code", "judul"}
	for word, want := range map[string]string{
		"titel": "title", "tilte": "title", "Title": "title", "sumary": "summary", "slugs": "slug",
		"cdoe": "code", "": "", "x": "", "completely": "", "judúl": "judul",
	} {
		if got := Nearest(word, candidates); got != want {
			t.Errorf("Nearest(%q) is %q, want %q", word, got, want)
		}
	}
	if got := Nearest("ab", []string{"ac", "bb"}); got != "ac" {
		t.Errorf("of equally near ones the first: %q", got)
	}
}

func TestSorted(t *testing.T) {
	at := func(file string, line, column int, code string, s Severity) Diagnostic {
		return Diagnostic{Place: Place{File: file, Line: line, Column: column}, Code: code, Severity: s}
	}
	l := List{at("b", 1, 1, "x", Error), at("a", 2, 1, "x", Warning), at("a", 1, 9, "x", Error), at("a", 1, 2, "y", Error), at("a", 1, 2, "x", Error), at("b", 1, 1, "x", Error)}
	sorted := l.Sorted()
	want := []Diagnostic{l[4], l[3], l[2], l[1], l[0]}
	if len(sorted) != len(want) {
		t.Fatalf("%d of them, want %d: repeats go", len(sorted), len(want))
	}
	for i := range want {
		if sorted[i].Place != want[i].Place || sorted[i].Code != want[i].Code {
			t.Errorf("%d is %+v, want %+v", i, sorted[i], want[i])
		}
	}
	if n := l.Errors(); n != 5 {
		t.Errorf("%d errors", n)
	}
}

func TestWords(t *testing.T) {
	w := Words{EN: "page", ID: "halaman"}
	if w.In("id") != "halaman" || w.In("en") != "page" || w.In("fr") != "page" || (Words{EN: "page"}).In("id") != "page" {
		t.Error("wrong language")
	}
}
