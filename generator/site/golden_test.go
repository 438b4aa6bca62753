package site

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the wanted parts of testdata/*.txtar")

// TestGolden joins the content files of each archive in testdata. What it finds stands at the end of the archive: the
// site in "want/site", unless a problem is all the case is about, and everything there is to say in "want/problems". The
// archive's comment may hold options, each a line of its own: "drafts", "today 2026-01-31", "problems only".
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	input := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "want/") {
			want[f.Name] = string(f.Data)
		} else {
			input.Files = append(input.Files, f)
		}
	}
	var o Options
	problemsOnly := false
	for line := range strings.Lines(string(a.Comment)) {
		switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
		case "drafts":
			o.Drafts = true
		case "today":
			o.Today = rest
		case "problems":
			problemsOnly = true
		}
	}
	site, problems := build(t, archive(input), o)
	got := map[string]string{"want/problems": told(problems)}
	if !problemsOnly {
		got["want/site"] = dump(site)
	}
	if *update {
		for _, name := range []string{"want/site", "want/problems"} {
			if text, ok := got[name]; ok {
				input.Files = append(input.Files, txtar.File{Name: name, Data: []byte(text)})
			}
		}
		if err := os.WriteFile(name, txtar.Format(input), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for part, text := range got {
		if text != want[part] {
			t.Errorf("%s of %s is not as wanted (go test -update rewrites it):\n%s", part, name, difference(want[part], text))
		}
	}
}

// difference is the lines in which two texts differ, from the first to the last.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for len(w) > 0 && len(g) > 0 && w[0] == g[0] {
		w, g = w[1:], g[1:]
	}
	for len(w) > 0 && len(g) > 0 && w[len(w)-1] == g[len(g)-1] {
		w, g = w[:len(w)-1], g[:len(g)-1]
	}
	return "- " + strings.Join(w, "\n- ") + "\n+ " + strings.Join(g, "\n+ ")
}
