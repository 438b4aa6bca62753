package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestGolden holds what files become, and the words of every problem in them: each .txtar of
// testdata is content files and, last, what is known of them.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want string
			var got strings.Builder
			inputs := archive.Files[:0:0]
			for _, f := range archive.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				inputs = append(inputs, f)
				describe(&got, parse(f.Name, string(f.Data)))
			}
			if *update {
				archive.Files = append(inputs, txtar.File{Name: "want", Data: []byte(got.String())})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.String() != want {
				t.Errorf("%s differs (-update rewrites it); got:\n%s", file, got.String())
			}
		})
	}
}

// describe writes all that is known of a file.
func describe(b *strings.Builder, d *Doc) {
	fmt.Fprintf(b, "== %s: %s %s (%s)\n", d.File.Path, d.Lang, d.Key, d.Kind.Name)
	fmt.Fprintf(b, "title: %s\n", d.Title)
	if d.Lead != "" {
		fmt.Fprintf(b, "lead: %s\n", d.Lead)
	}
	if d.Intro != "" && d.Intro != d.Lead {
		fmt.Fprintf(b, "intro: %q\n", d.Intro)
	}
	for _, s := range d.Sections {
		fmt.Fprintf(b, "section: %d %q explicit=%q slug=%q at %s %q\n", s.Level, s.Title, s.Explicit, s.Slug, d.written(s.At.Offset, s.At.Length), s.Text)
	}
	for _, l := range d.Links {
		fmt.Fprintf(b, "link: %q %q external=%t at %s\n", l.Dest, l.Text, l.External, d.written(l.At.Offset, l.At.Length))
	}
	for _, i := range d.Images {
		fmt.Fprintf(b, "image: %q %q at %s\n", i.Dest, i.Alt, d.written(i.At.Offset, i.At.Length))
	}
	fmt.Fprintf(b, "body: %s\n", shown(d, &d.Body))
	for i := range d.Fragments {
		f := &d.Fragments[i]
		fmt.Fprintf(b, "fragment %d inline=%t: %s\n   plain: %q\n", i, f.Inline, shown(d, f), f.Plain)
	}
	b.WriteString(report(d.Problems))
}

// written is where a stretch stands, and its characters.
func (d *Doc) written(offset, length int) string {
	p := d.File.Place(offset, 0)
	return fmt.Sprintf("%d:%d %q", p.Line, p.Column, d.File.Text[offset:offset+length])
}
