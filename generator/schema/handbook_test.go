package schema_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
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

// No figure of our own cases can lose its source, its grade, the date of its check or its caveat, nor a case all its
// figures: each is an error then.
func TestFiguresKeepWhatTheyStandOn(t *testing.T) {
	files, _, err := source.Load(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := schema.Load(files)
	cases := s.Kind("case")
	wrong := func(name string, text []byte) bool {
		changed, _, err := source.Load(fstest.MapFS{name: {Data: text}})
		if err != nil {
			t.Fatal(err)
		}
		front, _, _ := meta.Split(changed[0])
		known, record, problems := cases.Read(s, changed[0], front)
		return problems.Errors() > 0 || len(cases.Missing(known, record, record, true)) > 0
	}
	figures, without := 0, 0
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "id/cases/") || strings.HasSuffix(f.Path, "/index.md") || !f.IsText() {
			continue
		}
		front, _, _ := meta.Split(f)
		_, record, _ := cases.Read(s, f, front)
		results := record.Get("results")
		if results == nil {
			without++
			continue
		}
		if wrong(f.Path, f.Text) {
			t.Errorf("%s: there are errors before anything is taken away", f.Path)
			continue
		}
		waits := record.Get("outcome_class").Text == "no-data-yet"
		for _, entry := range record {
			if entry.Field.Name == "results" && !waits && !wrong(f.Path, empty(f.Text, entry.Key)) {
				t.Errorf("%s: all its figures may go", f.Path)
			}
		}
		for _, figure := range results.Items {
			figures++
			for _, name := range []string{"source", "evidence", "checked_on", "caveat"} {
				i := slices.IndexFunc(figure.Record, func(e schema.Entry) bool { return e.Field.Name == name })
				if i < 0 {
					t.Errorf("%s:%d: no %s", f.Path, f.Place(figure.Offset, 0).Line, name)
				} else if text := empty(f.Text, figure.Record[i].Key); !wrong(f.Path, text) {
					t.Errorf("%s:%d: %s may go", f.Path, f.Place(figure.Offset, 0).Line, name)
				}
			}
		}
	}
	if figures < 20 {
		t.Errorf("%d figures in all, and %d cases without", figures, without)
	}
}

// empty takes away what stands behind a key, down to the next line that is indented no more.
func empty(text []byte, key schema.Span) []byte {
	start := bytes.LastIndexByte(text[:key.Offset], '\n') + 1
	depth := key.Offset - start
	end := key.Offset
	for {
		next := bytes.IndexByte(text[end:], '\n')
		if next < 0 {
			break
		}
		end += next + 1
		line, _, _ := bytes.Cut(text[end:], []byte("\n"))
		if indent := len(line) - len(bytes.TrimLeft(line, " ")); indent < len(line) && indent <= depth && (indent < depth || line[indent] != '-') {
			break
		}
	}
	return slices.Concat(text[:key.Offset+key.Length], []byte(":\n"), text[end:])
}
