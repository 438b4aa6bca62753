package meta_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// read splits a Markdown file or parses a YAML file.
func read(f *source.File) (meta.Value, int, diag.List) {
	if strings.HasSuffix(f.Path, ".md") {
		return meta.Split(f)
	}
	v, problems := meta.Parse(f)
	return v, len(f.Text), problems
}

func file(t testing.TB, name, text string) *source.File {
	t.Helper()
	files, _, err := source.Load(fstest.MapFS{name: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return files[0]
}

func TestRead(t *testing.T) {
	golden(t, func(t *testing.T, content fstest.MapFS) string {
		if f := content["large.md"]; f != nil { // too large to be kept in the archive
			f.Data = []byte("---\ntitle: x\nsummary: " + strings.Repeat("x", meta.MaxFront) + "\n---\nIsi.\n")
		}
		files, problems, err := source.Load(content)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		b.WriteString(format(problems))
		for _, f := range files {
			v, body, problems := read(f)
			fmt.Fprintf(&b, "%s: %s", f.Path, show(v))
			if body < len(f.Text) {
				fmt.Fprintf(&b, " then %.40q", f.Text[body:])
			}
			b.WriteByte('\n')
			b.WriteString(format(problems))
		}
		return b.String()
	})
}

// show writes a value like JSON, block scalars marked with a bar.
func show(v meta.Value) string {
	switch v.Kind {
	case meta.Scalar:
		if v.Block {
			return fmt.Sprintf("|%q", v.Text)
		}
		return fmt.Sprintf("%q", v.Text)
	case meta.List:
		var items []string
		for _, item := range v.Items {
			items = append(items, show(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case meta.Map:
		var fields []string
		for _, field := range v.Fields {
			fields = append(fields, field.Key+": "+show(field.Value))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	return "null"
}

// At leads from a scalar's text back to the file, whatever way it was written.
func TestAt(t *testing.T) {
	for _, c := range []struct{ name, text, find string }{
		{"plain", "a: b\ntitle: satu dua X tiga\n", "X"},
		{"double", "title: \"satu X\"\n", "X"},
		{"single", "title: 'satu X'\n", "X"},
		{"literal", "text: |\n  satu\n\n    dua\n  tiga X\nb: c\n", "X"},
		{"literal with comment", "text: |2- # catatan X\n   satu\n  dua Y\n", "Y"},
		{"folded", "text: >-\n  satu\n  dua Xé\n\n  tiga Y\n", "Y"},
		{"folded plain", "text: satu\n  dua\n  X tiga\n", "X"},
		{"folded double", "text: \"satu\n  dua X\"\n", "X"},
		{"whole", "text: |\n  X\n", "X"},
	} {
		f := file(t, "a.yaml", c.text)
		v, problems := meta.Parse(f)
		if len(problems) > 0 {
			t.Fatal(c.name, problems)
		}
		scalar := v.Fields[len(v.Fields)-1].Value
		if c.name == "literal" {
			scalar = v.Fields[0].Value
		}
		got := meta.At(f, scalar.Text, scalar.Block, scalar.Offset, strings.LastIndex(scalar.Text, c.find))
		if want := strings.LastIndex(c.text, c.find); got != want {
			t.Errorf("%s: %s is at %d, not at %d", c.name, c.find, want, got)
		}
		if !scalar.Block {
			continue
		}
		table := meta.Offsets(f, scalar.Text, scalar.Offset)
		for i := range table {
			if i > 0 && i < len(scalar.Text) && !utf8.RuneStart(scalar.Text[i]) || i < len(scalar.Text) && unicode.IsSpace(rune(scalar.Text[i])) {
				continue
			}
			if at := meta.At(f, scalar.Text, true, scalar.Offset, i); table[i] != at {
				t.Errorf("%s: byte %d is at %d by one way, at %d by the other", c.name, i, at, table[i])
			}
		}
	}
}

func TestD14_DuplicateKey(t *testing.T) {
	f := file(t, "p.md", "---\ntitle: Satu\ntitle: Dua\n---\n")
	v, _, problems := meta.Split(f)
	if len(problems) != 1 || problems[0].Line != 3 || problems[0].Notes[0].Line != 2 || !strings.Contains(problems[0].Text.EN, `"title" is already given in line 2`) {
		t.Errorf("%+v", problems)
	}
	if got := v.Get("title"); got == nil || got.Text != "Satu" || v.Get("other") != nil {
		t.Errorf("%+v", v)
	}
}

// hostile is front matter made to keep a parser busy.
func hostile() map[string]string {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	return map[string]string{
		"alias bomb":  bomb,
		"merge bomb":  "a: &a {b: c}\n" + strings.Repeat("d: {<<: *a}\n", 2000),
		"anchors":     "a:\n" + strings.Repeat("- &a a\n", 8000),
		"deep flow":   "a: " + strings.Repeat("[", 10000),
		"deep closed": "a: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"deep maps":   "a: " + strings.Repeat("{a: ", 9000) + strings.Repeat("}", 9000),
		"deep list":   "a:\n" + strings.Repeat("- ", 30000),
		"binary":      "a: !!binary " + strings.Repeat("A", 60000),
		"keys":        "a: " + strings.Repeat("? ", 30000),
		"comments":    "a: b\n" + strings.Repeat("#\n", 30000) + "- c",
		"quotes":      "a: \"" + strings.Repeat("\\x", 30000),
		"same key":    strings.Repeat("a: b\n", 13000),
		"1 MB":        "a: |\n" + strings.Repeat("  x\n", 250000),
		"documents":   "a: b\n" + strings.Repeat("--- a\n", 10000),
	}
}

func TestD19_Hostile(t *testing.T) {
	for name, yaml := range hostile() {
		_, _, problems := meta.Split(file(t, "p.md", "---\n"+yaml+"\n---\ntext\n"))
		if problems.Errors() == 0 {
			t.Errorf("%s: accepted", name)
		}
	}
}

func BenchmarkD19_Hostile(b *testing.B) {
	for name, yaml := range hostile() {
		f := file(b, "p.md", "---\n"+yaml+"\n---\ntext\n")
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				meta.Split(f)
			}
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	f := file(b, "p.md", "---\ntitle: Koalisi\nsummary: Beberapa lembaga bersama memperjuangkan satu perubahan.\ncode: M4\norder: 4\npurpose: [policy-advocacy, joint-programme]\nformality: 4\nsteps:\n  - title: Tetapkan tujuan\n    text: |\n      Tulis satu kalimat.\n  - title: Undang mitra\nreviewed: 2026-11-22\n---\nIsi.\n")
	for b.Loop() {
		meta.Split(f)
	}
}

func FuzzSplit(f *testing.F) {
	seeds(f, "testdata/fence.txtar")
	f.Fuzz(func(t *testing.T, text string) {
		p := file(t, "p.md", text)
		front, body, problems := meta.Split(p)
		check(t, p, front, problems)
		switch {
		case body < 0 || body > len(p.Text):
			t.Fatalf("body at %d of %d", body, len(p.Text))
		case body > 0 && problems.Errors() == 0 && !strings.HasPrefix(string(p.Text), "---"):
			t.Errorf("text is lost: body of %q at %d", p.Text, body)
		case front.Kind != meta.Map && front.Kind != meta.Null:
			t.Errorf("front matter of %q is no map", p.Text)
		}
	})
}

func FuzzParse(f *testing.F) {
	seeds(f, "testdata/*.txtar")
	f.Fuzz(func(t *testing.T, text string) {
		p := file(t, "a.yaml", text)
		v, problems := meta.Parse(p)
		check(t, p, v, problems)
	})
}

func seeds(f *testing.F, pattern string) {
	names, _ := filepath.Glob(pattern)
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name != "result" {
				f.Add(unquote(string(file.Data)))
			}
		}
	}
}

// check holds what the documentation of Value promises, and that problems are placed.
func check(t *testing.T, f *source.File, v meta.Value, problems diag.List) {
	t.Helper()
	if v.Offset < 0 || v.Offset > len(f.Text) || v.Length < 0 || v.Offset+v.Length > len(f.Text) {
		t.Fatalf("a value at %d+%d of %d bytes", v.Offset, v.Length, len(f.Text))
	}
	if v.Kind == meta.Scalar {
		if got := string(f.Text[v.Offset : v.Offset+v.Length]); !v.Block && got != v.Text {
			t.Errorf("%q stands in the file as %q", v.Text, got)
		}
		if at := meta.At(f, v.Text, v.Block, v.Offset, len(v.Text)/2); at < v.Offset || at > len(f.Text) {
			t.Errorf("the middle of %q is at %d", v.Text, at)
		}
	}
	for _, item := range v.Items {
		check(t, f, item, nil)
	}
	for _, field := range v.Fields {
		check(t, f, field.Value, nil)
		if field.Key == "" || field.Offset < v.Offset || field.Offset > len(f.Text) {
			t.Errorf("key %q at %d", field.Key, field.Offset)
		}
	}
	for _, p := range problems {
		if p.Line < 1 || p.Column < 1 || p.Text.EN == "" || p.Text.ID == "" {
			t.Errorf("%+v", p)
		}
	}
}
