package schema_test

import (
	"os"
	"testing"

	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
	"strings"
)

// The handbook this repository carries is read without a word, and so is the front matter of all
// its pages.
func TestOwnHandbook(t *testing.T) {
	files, problems, err := source.Load(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	s, found := schema.Load(files)
	problems = append(problems, found...)
	pages := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		pages++
		front, _, found := meta.Split(f)
		problems = append(problems, found...)
		folder := strings.Split(f.Path, "/")[1]
		_, _, found = s.KindOf(folder).Read(s, f, front)
		problems = append(problems, found...)
	}
	for _, p := range problems.Sorted() {
		t.Errorf("%s:%d:%d: %s: %s (%s)\n\t%s", p.File, p.Line, p.Column, p.Code, p.Text.EN, p.Hint.EN, p.Source)
	}
	if len(s.Kinds) == 0 || pages == 0 {
		t.Errorf("read %d kinds and %d pages", len(s.Kinds), pages)
	}
}
