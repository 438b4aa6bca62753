package search

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/markdown"
	"handbook/generator/sample"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
)

// open joins a content folder. Mistakes in it do not matter here.
func open(t testing.TB, content fs.FS) *site.Site {
	t.Helper()
	files, _, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := schema.Load(files)
	parser := markdown.NewParser(s)
	var docs []*markdown.Doc
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".md") {
			docs = append(docs, parser.Parse(f))
		}
	}
	joined, _ := site.New(s, docs, files, site.Options{})
	return joined
}

func build1(t testing.TB, s *site.Site) *Index {
	t.Helper()
	return Build(s, nil)
}

// handbook is our own content.
func handbook(t testing.TB) *site.Site {
	t.Helper()
	return open(t, os.DirFS("../../content"))
}

// pages is a handbook of plain pages: "id/folder/name.md" to text.
func pages(t testing.TB, languages string, texts map[string]string) *site.Site {
	t.Helper()
	m := fstest.MapFS{"handbook.yaml": {Data: []byte("title: Test\nlanguages: [" + languages + "]\n")}}
	for p, s := range texts {
		m[p] = &fstest.MapFile{Data: []byte(s)}
	}
	return open(t, m)
}

// generated is a made-up handbook of n pages, half in each language.
func generated(n int) fs.FS {
	m := fstest.MapFS{}
	if err := sample.Files(n, func(p string, data []byte) error {
		m[p] = &fstest.MapFile{Data: data}
		return nil
	}); err != nil {
		panic(err) // it has no reason to fail
	}
	return m
}
