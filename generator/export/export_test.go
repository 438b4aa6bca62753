package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"handbook/generator"
	"handbook/themes"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden builds the content of each archive and compares the files named "want/…" with what is made.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content := fstest.MapFS{}
			for _, f := range a.Files {
				if !strings.HasPrefix(f.Name, "want/") {
					content[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			r, err := generator.NewBuilder().Build(generator.Options{
				Content: content, Theme: themes.Default(), BaseURL: strings.TrimSpace(string(a.Comment)), Today: "2026-11-22",
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Problems) > 0 {
				t.Fatal(r.Problems)
			}
			for i, f := range a.Files {
				p, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				got := []byte("(not made)\n")
				file, found, err := r.Tree.Lookup(p)
				if err != nil {
					t.Fatal(err)
				}
				if found {
					if got, err = file(); err != nil {
						t.Fatal(err)
					}
				}
				checkForm(t, p, got)
				if *update {
					a.Files[i].Data = got
				} else if !bytes.Equal(got, f.Data) {
					t.Errorf("%s is\n%s\nwant\n%s", p, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// checkForm reads a file as a program would.
func checkForm(t *testing.T, p string, data []byte) {
	if string(data) == "(not made)\n" {
		return
	}
	switch filepath.Ext(p) {
	case ".json":
		if !json.Valid(data) {
			t.Errorf("%s is not JSON", p)
		}
	case ".xml":
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Errorf("%s: %v", p, err)
				return
			}
		}
	}
}
