package meta_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden runs each archive in testdata: its files, but for the last named "result", are the
// content, and what run makes of them is the result. Names and contents in Go quotes are unquoted.
func golden(t *testing.T, run func(t *testing.T, content fstest.MapFS) string) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content, want := fstest.MapFS{}, ""
			inputs := archive.Files[:0:0]
			for _, f := range archive.Files {
				if f.Name == "result" {
					want = string(f.Data)
					continue
				}
				inputs = append(inputs, f)
				content[unquote(f.Name)] = &fstest.MapFile{Data: []byte(unquote(string(f.Data)))}
			}
			got := run(t, content)
			if *update {
				archive.Files = append(inputs, txtar.File{Name: "result", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func unquote(s string) string {
	if u, err := strconv.Unquote(strings.TrimSpace(s)); err == nil {
		return u
	}
	return s
}

// format writes diagnostics as people see them, in both languages.
func format(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s [%s]\n", p.File, p.Line, p.Column, p.Severity, p.Code)
		if p.Line > 0 {
			indent := strings.Repeat(" ", p.Column-1)
			fmt.Fprintf(&b, "\t%s\n\t%s%s\n", strings.ReplaceAll(p.Source, "\t", "→"), indent, strings.Repeat("^", max(p.Width, 1)))
		}
		fmt.Fprintf(&b, "\ten: %s\n\tid: %s\n", p.Text.EN, p.Text.ID)
		if p.Hint.EN != "" {
			fmt.Fprintf(&b, "\ten: hint: %s\n\tid: hint: %s\n", p.Hint.EN, p.Hint.ID)
		}
		for _, n := range p.Notes {
			fmt.Fprintf(&b, "\t%s:%d:%d: note: %s / %s\n", n.File, n.Line, n.Column, n.Text.EN, n.Text.ID)
		}
	}
	return b.String()
}

// Each diagnostic of words.go stands in a golden file, and in both languages.
func TestAllWordsPinned(t *testing.T) {
	words, err := os.ReadFile("words.go")
	if err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob("testdata/*.txtar")
	pinned := ""
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pinned += string(data)
	}
	codes := regexp.MustCompile(`"([a-z]+(?:-[a-z0-9]+)+)"`).FindAllStringSubmatch(string(words), -1)
	if len(codes) == 0 {
		t.Fatal("no codes in words.go")
	}
	for _, code := range codes {
		if !strings.Contains(pinned, "["+code[1]+"]") {
			t.Errorf("no golden file shows %s", code[1])
		}
	}
	if regexp.MustCompile(`(?m)^\t(en|id): (hint: )?$`).MatchString(pinned) {
		t.Error("a text is empty in one language")
	}
}
