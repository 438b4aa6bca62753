package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// hostile are texts that goldmark takes quadratic time or memory for, at a size.
func hostile(n int) map[string]string {
	r := strings.Repeat
	numbered := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]string{
		"table":          r("|a", n/10) + "|\n" + r("|-", n/10) + "|\n" + r("|\n", n/10),
		"long table":     "|a|b|c|\n|-|-|-|\n" + r("|\n", 10*n),
		"links":          r("[a](", n),
		"links b":        r("[a](b", n),
		"links <":        r("[a](<b", n),
		"emphasis":       r("*a_ ", n),
		"strong":         r("a**b", n) + r("c* ", n),
		"strike":         r("~a~~b ", n),
		"quotes":         r("> ", n) + "a",
		"lists":          r("* ", n) + "a",
		"both":           r("> * ", n) + "a",
		"numbers":        r("1. ", n) + "a",
		"brackets":       r("](", n) + r("[\n", n),
		"lines":          r("a *b\n", n),
		"paragraphs":     r(r("*a ", 4000)+"\n\n", 10),
		"references":     numbered("[a%d]: b\n"),
		"footnotes":      numbered("[^a%d]\n\n[^a%[1]d]: b\n\n"),
		"to one note":    r("a[^1]\n\n", 2*n) + "[^1]: b\n",
		"not a table":    "| a | b |\n|---|\n" + r("| [a](b |\n", n),
		"deep in a list": "- " + r("[a](", n),
		"in a note":      "[^1]: " + r("> ", n) + "a",
		"deep and blank": indented(100) + r("\n", 2*n),
		"deep in quotes": "> " + strings.ReplaceAll(indented(100), "\n", "\n> ") + r("\n>", 2*n),
	}
}

// indented are lists in lists by their indent.
func indented(levels int) string {
	var b strings.Builder
	for n := range levels {
		fmt.Fprintf(&b, "%s- a\n", strings.Repeat("  ", n))
	}
	return b.String()
}

// TestD2_Guard: what would take goldmark long is refused with a line, in the text and in fields.
func TestD2_Guard(t *testing.T) {
	for name, text := range hostile(10_000) {
		d := parse("id/hostile.md", "# Judul\n\n"+text)
		if codes := codes(d.Problems); len(codes) != 1 || d.Problems[0].Line < 3 {
			t.Errorf("%s: %q", name, codes)
		}
		if d.Title == "" || len(d.Body.Text) > 0 {
			t.Errorf("%s: title %q, %d bytes", name, d.Title, len(d.Body.Text))
		}
	}
	d := parse("id/models/hostile.md", "---\ntitle: Judul\ndefinition: '"+strings.Repeat("[a](", 6000)+"'\npoints: [Lain]\n---\nIsi\n")
	if !slices.Equal(codes(d.Problems), []string{"text-too-dense"}) || d.Problems[0].Line != 3 || shown(d, &d.Fragments[1]) != "Lain" {
		t.Errorf("field: %q", codes(d.Problems))
	}
}

// TestGuard_Ordinary: large but ordinary texts pass.
func TestGuard_Ordinary(t *testing.T) {
	for name, text := range map[string]string{
		"long list":   strings.Repeat("- [tautan *satu*](a_b_c.md)\n", 4000),
		"long table":  "| a | b | c |\n|---|---|---|\n" + strings.Repeat("| x | [y](z.md) | **w** |\n", 1000),
		"many pages":  strings.Repeat("Satu *dua* [tiga](empat.md), `lima`.\nEnam _tujuh_.\n\n", 5000),
		"code":        "```\n" + strings.Repeat("a[i] = b[i] * c_d\n", 1200) + "```\n",
		"one line":    strings.Repeat("kata ", 200_000),
		"nested":      "- a\n  - b\n    - c\n      > d\n      > > e\n        1. f\n",
		"rule":        "* * * * * * * * * *\n\n- - - - - - -\n",
		"long lists":  strings.Repeat(indented(8)+"\n\nText.\n\n", 800),
		"loose list":  strings.Repeat("- a\n\n  - b\n\n    c\n\n", 5000),
		"empty lines": indented(3) + strings.Repeat("\n", 100_000) + "a\n",
		"many notes":  strings.Repeat("a[^1] ", 1000) + "\n\n[^1]: b\n",
		"wide enough": strings.Repeat("|a", 100) + "|\n" + strings.Repeat("|-", 100) + "|\n" + strings.Repeat(strings.Repeat("|b", 100)+"|\n", 100),
	} {
		if d := parse("id/ordinary.md", "# Judul\n\n"+text); d.Problems.Errors() > 0 {
			t.Errorf("%s: %q", name, codes(d.Problems))
		}
	}
}
