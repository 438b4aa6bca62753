package preview

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"handbook/generator/diag"
)

var update = flag.Bool("update", false, "rewrite testdata/words.txt")

// TestWords pins every text in both languages.
func TestWords(t *testing.T) {
	var b strings.Builder
	en, id := phrasesIn("en"), phrasesIn("id")
	shape := reflect.TypeFor[phrases]()
	for i := range shape.NumField() {
		if name := shape.Field(i).Name; name != "lang" {
			one, other := reflect.ValueOf(en).Field(i).String(), reflect.ValueOf(id).Field(i).String()
			fmt.Fprintf(&b, "%s\n\ten: %s\n\tid: %s\n", name, one, other)
			if one == "" || other == "" || one == other {
				t.Errorf("%s is %q and %q", name, one, other)
			}
		}
	}
	for _, n := range [][2]int{{0, 0}, {1, 0}, {2, 1}, {0, 1}, {0, 7}} {
		fmt.Fprintf(&b, "errors %v\n\ten: %s\n\tid: %s\n", n, en.errors(n[0], n[1]), id.errors(n[0], n[1]))
	}
	p := problem{Text: "…", excerpt: excerpt{File: "content/id/a.md", Line: 3}}
	fmt.Fprintf(&b, "first\n\ten: %s\n\tid: %s\n", en.first(2, p), id.first(2, p))
	fmt.Fprintf(&b, "looks\n\ten: %s\n\tid: %s\n", en.looks(1), id.looks(1))
	fmt.Fprintf(&b, "more\n\ten: %s\n\tid: %s\n", en.more(9), id.more(9))

	const golden = "testdata/words.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the words are now\n%s", b.String())
	}
}

// TestExcerpt: of long lines the part around the mark is shown; nothing falls off the ends.
func TestExcerpt(t *testing.T) {
	s := NewServer(Options{Content: "content"})
	long := strings.Repeat("é", 500)
	for _, c := range []struct {
		at                  diag.Place
		before, mark, after string
	}{
		{diag.Place{File: "a.md", Line: 2, Column: 3, Width: 2, Source: "abcdef"}, "ab", "cd", "ef"},
		{diag.Place{File: "a.md", Line: 2, Column: 3, Source: "abcdef"}, "ab", "c", "def"},
		{diag.Place{File: "a.md", Line: 2, Column: 7, Source: "abcdef"}, "abcdef", "", ""},
		{diag.Place{File: "a.md", Line: 2, Column: 99, Width: 9, Source: "abc"}, "abc", "", ""},
		{diag.Place{File: "a.md", Line: 2, Column: 1, Width: 1, Source: "\ta: b  "}, "", "\t", "a: b"},
		{diag.Place{File: "a.md", Line: 2, Column: 250, Width: 100, Source: long}, "…" + long[:2*60], long[:2*80] + "…", long[:2*60] + "…"},
		{diag.Place{File: "a.md"}, "", "", ""},
	} {
		if e := s.excerpt(c.at, true); e.Before != c.before || e.Mark != c.mark || e.After != c.after {
			t.Errorf("%+v: %q %q %q", c.at, e.Before, e.Mark, e.After)
		}
	}
}

// TestRanked: what keeps a file from being read comes first, warnings last.
func TestRanked(t *testing.T) {
	l := diag.List{{Code: "w", Severity: diag.Warning}, {Code: "link"}, {Code: "yaml-tab"}, {Code: "field"}, {Code: "front-not-closed"}}
	var codes []string
	for _, d := range ranked(l) {
		codes = append(codes, d.Code)
	}
	if got := strings.Join(codes, " "); got != "yaml-tab front-not-closed link field w" {
		t.Error(got)
	}
}
