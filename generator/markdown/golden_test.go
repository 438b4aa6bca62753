package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
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

// TestWords_Rare pins the words that no short file brings about.
func TestWords_Rare(t *testing.T) {
	at := diag.Place{File: "id/a.md", Line: 3, Column: 5, Width: 4, Source: "日本 teks"}
	golden(t, "rare.txt", report(diag.List{
		parserFailed(at, "slice bounds out of range"), textTooDeep(at), textTooDense(at), tooManyNotes(at), tableTooLarge(at), pageTooLarge(at), tooManyProblems(at),
	}))
}

// TestWords_Pinned: every problem this package can report stands in a golden file.
func TestWords_Pinned(t *testing.T) {
	source, err := os.ReadFile("words.go")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/*.txt*")
	var pinned strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pinned.Write(data)
	}
	codes := regexp.MustCompile(`diag\.(?:Error|Warning), "([a-z-]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(codes) < 25 {
		t.Fatalf("found only %d codes", len(codes))
	}
	for _, code := range codes {
		if !strings.Contains(pinned.String(), "["+code[1]+"]") {
			t.Errorf("%s is in no golden file", code[1])
		}
	}
}
