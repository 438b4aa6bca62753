package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/util"

	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/source"
)

var update = flag.Bool("update", false, "rewrite golden files")

// handbook is a schema with one declared kind, whose fields hold Markdown in every way they can.
func handbook() *schema.Schema {
	return &schema.Schema{
		Title:     schema.Text{"": "Panduan"},
		Languages: []schema.Language{{Code: "id"}, {Code: "en"}},
		Plain:     &schema.Kind{Name: "page"},
		Spelling: map[string][]schema.Spelling{
			"id": {{Wrong: "kerjasama", Right: "kerja sama"}, {Wrong: "antar organisasi", Right: "antarorganisasi"}, {Wrong: "di antara", Right: "di antara"}},
			"en": {{Wrong: "organiz*", Right: "organis*"}, {Wrong: "world health organization", Right: "World Health Organization"}},
		},
		Kinds: []*schema.Kind{{Name: "source", Folder: "sources", Citable: true}, {
			Name: "model", Folder: "models", Plural: schema.Text{"id": "Model kemitraan", "en": "Partnership models"},
			Fields: []*schema.Field{
				{Name: "definition", Type: schema.TypeMarkdown, Translated: true},
				{Name: "note", Type: schema.TypeText, Translated: true},
				{Name: "doi", Type: schema.TypeText},
				{Name: "points", Type: schema.TypeList, Of: &schema.Field{Type: schema.TypeMarkdown}},
				{Name: "steps", Type: schema.TypeList, Of: &schema.Field{Type: schema.TypeObject, Fields: []*schema.Field{
					{Name: "title", Type: schema.TypeText},
					{Name: "text", Type: schema.TypeMarkdown},
				}}},
			},
		}},
	}
}

func parse(name, text string) *Doc {
	return NewParser(handbook()).Parse(&source.File{Path: name, Text: []byte(text)})
}

// shown is a body as a page would show it, each hole filled with something plain.
func shown(d *Doc, b *Body) string {
	return string(b.AppendTo(nil, func(dst []byte, h Hole) []byte {
		switch h.Kind {
		case HoleHref:
			return escape(dst, util.URLEscape([]byte(d.Links[h.Index].Dest), false))
		case HoleImage:
			dst = append(dst, `src="`...)
			dst = escape(dst, util.URLEscape([]byte(d.Images[h.Index].Dest), false))
			return append(dst, '"')
		case HoleID:
			if id := d.Sections[h.Index].Explicit; id != "" {
				return append(dst, id...)
			}
			return append(dst, d.Sections[h.Index].Slug...)
		case HoleWord:
			return append(dst, Word(h.Index).Key()...)
		}
		return dst
	}))
}

// report is diagnostics as a person sees them, in both languages.
func report(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems.Sorted() {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", p.File, p.Line, p.Column, p.Severity, p.Text.EN, p.Code)
		mark(&b, p.Place)
		fmt.Fprintf(&b, "    hint: %s\n    id: %s\n    hint: %s\n", p.Hint.EN, p.Text.ID, p.Hint.ID)
		for _, n := range p.Notes {
			fmt.Fprintf(&b, "  %s:%d:%d: %s / %s\n", n.File, n.Line, n.Column, n.Text.EN, n.Text.ID)
			mark(&b, n.Place)
		}
	}
	return b.String()
}

func mark(b *strings.Builder, p diag.Place) {
	fmt.Fprintf(b, "    | %s\n    | %s%s\n", p.Source, strings.Repeat(" ", max(p.Column-1, 0)), strings.Repeat("^", max(p.Width, 1)))
}

func codes(problems diag.List) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Code)
	}
	return out
}

// golden compares with a file of testdata, or rewrites it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update rewrites it); got:\n%s", file, got)
	}
}
