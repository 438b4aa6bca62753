package review_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"handbook/generator/markdown"
	"handbook/generator/review"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
)

var update = flag.Bool("update", false, "rewrite the wanted parts of testdata/*.txtar")

func list(t *testing.T, a *txtar.Archive, today string) []review.Finding {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	files, problems, err := source.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	s, found := schema.Load(files)
	problems = append(problems, found...)
	var docs []*markdown.Doc
	parser := markdown.NewParser(s)
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".md") {
			d := parser.Parse(f)
			problems = append(problems, d.Problems...)
			docs = append(docs, d)
		}
	}
	joined, found := site.New(s, docs, files, site.Options{Today: today})
	for _, p := range append(problems, found...) {
		if p.Severity.String() == "error" {
			t.Errorf("%s:%d: %s", p.File, p.Line, p.Text.EN)
		}
	}
	return review.List(joined, today)
}

func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			if n := len(a.Files) - 1; a.Files[n].Name == "want" {
				want = string(a.Files[n].Data)
				a.Files = a.Files[:n]
			}
			day := regexp.MustCompile(`\d{4}-\d\d-\d\d`).FindString(string(a.Comment))
			got := told(list(t, a, day))
			if *update {
				a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for _, s := range review.Subjects() {
				if !strings.Contains(got, "= "+string(s)+" ") {
					t.Errorf("no finding shows %s", s)
				}
			}
		})
	}
}

// told is findings as text, with the marked stretch.
func told(found []review.Finding) string {
	var b strings.Builder
	for i, f := range found {
		if i == 0 || found[i-1].Subject != f.Subject {
			fmt.Fprintf(&b, "= %s / %s / %s\n", f.Subject, f.Subject.Words().EN, f.Subject.Words().ID)
		}
		marked := string([]rune(f.Source)[f.Column-1 : f.Column-1+f.Width])
		fmt.Fprintf(&b, "%s:%d:%d %q %s\n\t%s\n\t%s\n", f.File, f.Line, f.Column, marked, f.Page, f.Detail.EN, f.Detail.ID)
	}
	return b.String()
}

// Without a day nothing is due and nothing old.
func TestWithoutADay(t *testing.T) {
	a, err := txtar.ParseFile("testdata/report.txtar")
	if err != nil {
		t.Fatal(err)
	}
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	for _, f := range list(t, a, "") {
		if f.Subject == review.Due || f.Subject == review.Old {
			t.Errorf("%s: %s", f.File, f.Detail.EN)
		}
	}
}
