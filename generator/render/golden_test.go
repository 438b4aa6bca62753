package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
	"handbook/themes"
)

var update = flag.Bool("update", false, "rewrite golden files")

// hashes are in the names of assets; goldens do without them, or every change of style would change all.
var hashes = regexp.MustCompile(`(assets/\w+)-[0-9a-f]{8}\.`)

func TestGolden(t *testing.T) {
	goldenPages(t, "testdata/handbook.txtar", "id/model/koalisi.html", "en/models/network.html", "id/model/index.html", "id/istilah/index.html",
		"id/index.html", "id/model/print.html", "index.html", "404.html", "id/lama/koalisi.html", "en/search.html")
}

// TestViewsGolden: a table of evidence, what is said of a translation that is behind its source, a short address, and blanks.
func TestViewsGolden(t *testing.T) {
	goldenPages(t, "testdata/views.txtar", "id/manfaat/jangkauan.html", "id/manfaat/jangkauan.evidence.html", "id/manfaat/jangkauan.evidence.csv",
		"en/benefits/reach.evidence.csv", "en/benefits/reach.html", "k/B1.html", "k/B2.html", "id/alat/lembar.html")
}

// goldenPages compares pages of the handbook in an archive with those that stand in it under want/.
func goldenPages(t *testing.T, file string, paths ...string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	var inputs []txtar.File
	want := map[string]string{}
	for _, f := range archive.Files {
		if path, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[path] = string(f.Data)
			continue
		}
		content[f.Name] = string(f.Data)
		inputs = append(inputs, f)
	}
	pages := Pages(builtinTheme(t, "id", "en"), build(t, content, "https://example.org/buku/"))
	archive.Files = inputs
	for _, path := range paths {
		make, ok := pages[path]
		if !ok {
			t.Errorf("no page %s among %q", path, sortedKeys(pages))
			continue
		}
		data, err := make()
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n")) // of tables
		got := readable(hashes.ReplaceAllString(string(data), "$1-HASH."))
		archive.Files = append(archive.Files, txtar.File{Name: "want/" + path, Data: []byte(got)})
		if got != want[path] && !*update {
			t.Errorf("%s is not as in %s; see what -update makes of it\n%s", path, file, got)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// readable breaks lines before tags of blocks, so that a difference shows.
func readable(html string) string {
	html = regexp.MustCompile(`\n\s*`).ReplaceAllString(html, "\n")
	return regexp.MustCompile(`([^\n])(<(?:p|h[1-6]|ul|ol|li|dl|div|section|nav|article|table|aside|header|main|footer|meta|link)[ >])`).
		ReplaceAllString(html, "$1\n$2") + "\n"
}

// TestProblems overlays the built-in theme with broken files and pins what is said of them.
func TestProblems(t *testing.T) {
	cases, err := filepath.Glob("testdata/problems/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			user := fstest.MapFS{}
			languages := []string{"id", "en"}
			var inputs []txtar.File
			want := ""
			for _, f := range archive.Files {
				switch f.Name {
				case "want":
					want = string(f.Data)
					continue
				case "languages":
					languages = strings.Fields(string(f.Data))
				default:
					user[f.Name] = &fstest.MapFile{Data: f.Data}
				}
				inputs = append(inputs, f)
			}
			_, problems, err := LoadTheme(themes.Overlay(user), languages)
			if err != nil {
				t.Fatal(err)
			}
			got := printed(problems)
			if *update {
				archive.Files = append(inputs, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// printed shows diagnostics with the stretch they mark, in both languages.
func printed(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.File)
		if p.Line > 0 {
			source := strings.Map(func(c rune) rune {
				if c == '\t' {
					return ' '
				}
				return c
			}, p.Source)
			b.WriteString(":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) + ": " + p.Code + "\n  " + source + "\n  " +
				strings.Repeat(" ", p.Column-1) + strings.Repeat("^", max(1, p.Width)))
		} else {
			b.WriteString(": " + p.Code)
		}
		b.WriteString("\n  " + p.Text.EN + "\n    " + p.Hint.EN + "\n  " + p.Text.ID + "\n    " + p.Hint.ID + "\n")
	}
	return b.String()
}
