package search

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/markdown"
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

// generated is a handbook of n Indonesian pages of about 5 KB, its words made from roots and affixes by Zipf's law.
func generated(n int) fs.FS {
	m := fstest.MapFS{"handbook.yaml": {Data: []byte("title: Sample\nlanguages: [id]\n")}}
	list := strings.Fields(roots)
	seed := uint64(1)
	random := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed>>33) % n
	}
	word := func() string {
		at := len(list)
		for range 3 {
			at = random(at + 1)
		}
		r := list[(at*7919)%len(list)]
		switch random(12) {
		case 0:
			return "di" + r
		case 1:
			return r + "nya"
		case 2:
			return "ber" + r
		case 3:
			return "ke" + r + "an"
		case 4:
			return r + "an"
		case 5:
			return "pe" + list[random(len(list))]
		}
		return r
	}
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "# %s %s %s %d\n\n", word(), word(), word(), i)
		for range 4 {
			fmt.Fprintf(&b, "\n## %s %s %s\n\n", word(), word(), word())
			for w := range 150 {
				b.WriteString(word())
				if w%14 == 13 {
					b.WriteString(".\n")
				} else {
					b.WriteByte(' ')
				}
			}
		}
		m[fmt.Sprintf("id/bab%d/p%d.md", i%7, i)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return m
}
