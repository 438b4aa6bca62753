package markdown

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"handbook/generator/schema"
	"handbook/generator/source"
)

func TestLocate(t *testing.T) {
	two := &schema.Schema{Languages: []schema.Language{{Code: "id"}, {Code: "en"}}}
	one := &schema.Schema{Languages: []schema.Language{{Code: "id"}}}
	for _, c := range []struct {
		schema          *schema.Schema
		path, lang, key string
		ok              bool
	}{
		{two, "id/models/coalition.md", "id", "models/coalition", true},
		{two, "en/index.md", "en", "index", true},
		{two, "en/README.md", "en", "index", true},
		{two, "en/models/Readme.md", "en", "models/index", true},
		{two, "fr/models/coalition.md", "", "", false},
		{two, "coalition.md", "", "", false},
		{two, "id.md", "", "", false},
		{one, "models/coalition.md", "id", "models/coalition", true},
		{one, "id/models/coalition.md", "id", "models/coalition", true},
		{one, "README.md", "id", "index", true},
		{one, "id.md", "id", "id", true},
		{one, "a/b.c.md", "id", "a/b.c", true},
	} {
		lang, key, ok := Locate(c.schema, c.path)
		if lang != c.lang || key != c.key || ok != c.ok {
			t.Errorf("%s: %q %q %t", c.path, lang, key, ok)
		}
	}
}

// panics is a parser that fails on one word.
type panics struct{ parser.Parser }

func (p panics) Parse(r text.Reader, opts ...parser.ParseOption) ast.Node {
	if strings.Contains(string(r.Source()), "BOOM") {
		panic("out of range")
	}
	return p.Parser.Parse(r, opts...)
}

func TestD29_Panic(t *testing.T) {
	p := NewParser(handbook())
	p.goldmark = panics{p.goldmark}
	d := p.Parse(&source.File{Path: "id/models/bad.md", Text: []byte("---\ntitle: Judul\ndefinition: Arti [tautan panjang](a.md)\npoints:\n  - BOOM\n  - Lain\n---\nBOOM\n")})
	var got []string
	for _, p := range d.Problems {
		got = append(got, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, p.Code))
	}
	want := []string{"id/models/bad.md:8:1 text-unreadable", "id/models/bad.md:5:5 text-unreadable"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if len(d.Fragments) != 3 || shown(d, &d.Fragments[2]) != "Lain" {
		t.Errorf("what came after is lost: %d fragments", len(d.Fragments))
	}
}

// TestParser_Concurrent is for the race detector, and holds that a Parser has no memory.
func TestParser_Concurrent(t *testing.T) {
	p := NewParser(handbook())
	text := "# Judul\n\n[a](b.md)[^1] ![c](d.png)\n\n## Bab\n\n| a |\n|-|\n| b |\n\n[^1]: x\n"
	want := parse("id/a.md", text)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				d := p.Parse(&source.File{Path: "id/a.md", Text: []byte(text)})
				if shown(d, &d.Body) != shown(want, &want.Body) {
					t.Error("another body")
				}
			}
		})
	}
	group.Wait()
}

func TestBody_AppendTo(t *testing.T) {
	b := Body{Text: []byte("abc"), Holes: []Hole{{0, HoleWord, 1}, {2, HoleWord, 2}, {2, HoleWord, 3}, {3, HoleWord, 4}}}
	got := b.AppendTo([]byte(">"), func(dst []byte, h Hole) []byte { return append(dst, '0'+byte(h.Index)) })
	if string(got) != ">1ab23c4" {
		t.Errorf("got %s", got)
	}
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		`a\&amp;b`: "a&amp;b", `&amp;lt;`: "&lt;", `&#38;lt;`: "&lt;", `\\\*`: `\*`, `&nope;`: "&nope;", `&#x110000;`: "\uFFFD", `&#0;`: "\uFFFD",
		`&#12345678;`: "&#12345678;", `&`: "&", `a&`: "a&", `&;`: "&;", `&#;`: "&#;", `&#x;`: "&#x;", `\`: `\`, `\a`: `\a`, `&#xD800;`: "\uFFFD", `日&copy;本`: "日©本",
	} {
		if got := decode([]byte(in)); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"Cara memulai": "cara-memulai", "A & B": "a--b", "Überblick": "überblick", "Cafe\u0301": "café", "हिन्दी": "हिन्दी", "İstanbul": "istanbul",
		"...": "section", "": "section", "🚀": "section", "C++": "c", "a.b": "ab", "1. Satu": "1-satu", "a—b": "ab", "x_y": "x_y", "-": "section",
	} {
		if got := slugOf(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
	for id, want := range map[string]bool{"a": true, "a-b_c.1": true, "日本": true, "é": true, "": false, "A": false, "a b": false, "a:b": false, "a/b": false, "e\u0301": false, "🚀": false} {
		if got := validID(id); got != want {
			t.Errorf("validID(%q) = %t", id, got)
		}
	}
}
