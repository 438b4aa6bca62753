package render

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
	"handbook/themes"
)

// build joins content given as path and text. Problems fail the test unless they are warnings.
func build(t testing.TB, content map[string]string, base string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{}
	for path, text := range content {
		fsys[path] = &fstest.MapFile{Data: []byte(text)}
	}
	files, problems, err := source.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	s, found := schema.Load(files)
	problems = append(problems, found...)
	s.BaseURL = base
	var docs []*markdown.Doc
	parser := markdown.NewParser(s)
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".md") {
			d := parser.Parse(f)
			problems = append(problems, d.Problems...)
			docs = append(docs, d)
		}
	}
	joined, found := site.New(s, docs, files, site.Options{})
	problems = append(problems, found...)
	for _, p := range problems {
		if p.Severity == 0 {
			t.Errorf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text.EN)
		}
	}
	return joined
}

func builtinTheme(t testing.TB, languages ...string) *Theme {
	t.Helper()
	theme, problems, err := LoadTheme(themes.Default(), languages)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text.EN)
	}
	return theme
}

// manyPages is a plain handbook of n pages of about 600 words in folders of fifty.
func manyPages(n int) map[string]string {
	content := map[string]string{"handbook.yaml": "title: Handbook\nlanguages: [en]\n"}
	paragraph := strings.Repeat("A partnership needs a [clear aim](page-1.md) and people who *keep* it in mind. ", 5)
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Page %d\nsummary: What page %d is about, in one sentence.\n---\n", i, i)
		for s := range 8 {
			fmt.Fprintf(&b, "\n## Section %d\n\n%s\n", s, paragraph)
		}
		content[fmt.Sprintf("en/part-%d/page-%d.md", i/50, i%50)] = b.String()
	}
	return content
}

// BenchmarkPages makes every page of a handbook; "ratio" is that to filling the holes of the bodies alone, "extra-µs" is
// what a page costs besides.
func BenchmarkPages(b *testing.B) {
	s := build(b, manyPages(500), "https://example.org/")
	theme := builtinTheme(b, "en")
	var body float64
	b.Run("body", func(b *testing.B) {
		r := newRenderer(theme, s, nil)
		for b.Loop() {
			for _, p := range s.Editions[0].Pages {
				if d := s.Doc(p); d != nil {
					w := r.writer(p, p.Path)
					w.body(d, &d.Body)
					w.done()
				}
			}
		}
		body = float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	})
	b.Run("page", func(b *testing.B) {
		r := newRenderer(theme, s, nil)
		b.ReportAllocs()
		for b.Loop() {
			for _, p := range s.Editions[0].Pages {
				if p.Role != site.RoleText {
					continue
				}
				if _, err := r.textPage(p); err != nil {
					b.Fatal(err)
				}
			}
		}
		all := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
		b.ReportMetric(all/body, "ratio")
		b.ReportMetric((all-body)/500/1000, "extra-µs/page")
	})
}

func BenchmarkLoadTheme(b *testing.B) {
	fsys := themes.Default()
	for b.Loop() {
		if _, _, err := LoadTheme(fsys, []string{"id", "en"}); err != nil {
			b.Fatal(err)
		}
	}
}
