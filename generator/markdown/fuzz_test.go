package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"handbook/generator/source"
)

// FuzzParse: whatever stands in a file, there is a Doc that a page can be made of.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"# a\n\n[b](c.md) ![d](e.png 'f')\n", "---\ntitle: x\n---\n> [!NOTE]\n> a\n", "a[^1]\n\n[^1]: b\n", "## a {#b}\n## c {#b .x}\n",
		"| a | b |\n|:-|-:|\n| `c \\| d` |\n", "a\n: b\n", "<b>x</b> <!-- y -->\n<script>\n", "- [ ] a\n- [x] b\n", "www.a.example https://b.example/(c) d@e.example\n",
		"```go\nx\n", "~~a~~ **b** _c_ &amp; \\* &#0;\n", "[a]\n\n[a]: javascript:x\n", "a\n===\nb\n---\n", "1. a\n\n   b\n   > c\n",
		"---\ntitle: x\ndefinition: \"a [b](c)\\n\\n## d\"\npoints:\n  - |\n    日 <b>\n  - >\n    x\n    [y](z)\n---\n",
	} {
		f.Add(seed)
	}
	for _, e := range specExamples(f) {
		f.Add(e.Markdown)
	}
	p := NewParser(handbook())
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == utf8.RuneError }) || len(text) > 4<<10 {
			t.Skip("package source refuses it")
		}
		d := p.Parse(&source.File{Path: "id/models/fuzz.md", Text: []byte(text)})
		if d.Title == "" || d.Kind == nil {
			t.Error("no title or kind")
		}
		check(t, d, &d.Body)
		for i := range d.Fragments {
			check(t, d, &d.Fragments[i])
		}
		ids := map[string]bool{}
		for _, s := range d.Sections {
			id := s.Explicit
			if id == "" {
				id = s.Slug
			}
			if id == "" || ids[id] {
				t.Errorf("id %q is empty or taken", id)
			}
			ids[id] = true
		}
		for _, p := range d.Problems {
			if p.Code == "text-unreadable" {
				t.Errorf("the parser panicked: %s", p.Hint.EN)
			}
			if p.Line < 1 || p.Column < 1 || p.Text.EN == "" || p.Text.ID == "" {
				t.Errorf("%s at %d:%d", p.Code, p.Line, p.Column)
			}
		}
		for _, l := range d.Links {
			if l.At.Offset < 0 || l.At.Length < 0 || l.At.Offset+l.At.Length > len(text) {
				t.Errorf("link %q at %v", l.Dest, l.At)
			}
		}
	})
}

func check(t *testing.T, d *Doc, b *Body) {
	t.Helper()
	last := 0
	for _, h := range b.Holes {
		if h.At < last || h.At > len(b.Text) {
			t.Errorf("hole at %d after %d in %d bytes", h.At, last, len(b.Text))
		}
		last = h.At
	}
	text := shown(d, b)
	if why := unsafe(t, text); why != "" {
		t.Errorf("output holds %s: %s", why, text)
	}
	if strings.Contains(strings.ToLower(text), "<script") {
		t.Errorf("output holds a script: %s", text)
	}
}

// FuzzD30_Guard: what the guard lets through is written in bounded space; it never fails itself.
func FuzzD30_Guard(f *testing.F) {
	for _, unit := range []string{"[a](", "> ", "* ", "1. ", "|a", "|a|\n|-|\n", "[^1]", "[^1]: a\n", "[a]: b\n", "~a~~", "*a_ ", "](", "`a ``", "<!-- ", "\n", "# a\n", ": a\n", "a\n===\n"} {
		f.Add(unit, "a\n", uint16(300))
		f.Add("## a\n", unit, uint16(40))
	}
	p := NewParser(handbook())
	f.Fuzz(func(t *testing.T, first, again string, times uint16) {
		if len(again) > 12 || len(first) > 2<<10 || times > 2000 {
			t.Skip("longer than it needs to be")
		}
		text := first + strings.Repeat(again, int(times))
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == utf8.RuneError }) {
			t.Skip("package source refuses it")
		}
		d := p.Parse(&source.File{Path: "id/fuzz.md", Text: []byte(text)})
		if len(d.Body.Text)+holeSize*len(d.Body.Holes) > maxGrowth*len(text)+maxStart || len(d.Problems) > maxProblems+2 {
			t.Errorf("%d bytes, %d holes and %d problems of %d bytes", len(d.Body.Text), len(d.Body.Holes), len(d.Problems), len(text))
		}
		for _, p := range d.Problems {
			if p.Code == "text-unreadable" {
				t.Errorf("the parser panicked: %s", p.Hint.EN)
			}
		}
	})
}

// FuzzD30_IDs: an id made of a title, whatever its letters, is one that an author could have given or a permitted slug.
func FuzzD30_IDs(f *testing.F) {
	for _, title := range []string{"Cara memulai", "A & B", "Überblick", "Cafe\u0301", "हिन्दी", "İstanbul", "...", "", "🚀", "C++", "x_y", "-", "ǅ", "ﬁ", "\u0345a", "Σς", "K", "a\u200db"} {
		f.Add(title, title)
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		w := &writer{doc: &Doc{Sections: []Section{{Title: one}, {Title: two}, {Title: one, Explicit: "a"}}}}
		w.slugs()
		seen := map[string]bool{"a": true}
		for _, s := range w.doc.Sections {
			if s.Explicit == "" && seen[s.Slug] {
				t.Errorf("%q twice", s.Slug)
			}
			seen[s.Slug] = true
			if s.Slug == "" || strings.ContainsAny(s.Slug, " \t\n\"'<>&#%?/\\:") || !utf8.ValidString(s.Slug) {
				t.Errorf("%q makes the id %q", s.Title, s.Slug)
			}
		}
		if validID(one) && strings.ContainsAny(one, " \t\n\"'<>&#%?/\\:") {
			t.Errorf("%q is taken for an id", one)
		}
	})
}
