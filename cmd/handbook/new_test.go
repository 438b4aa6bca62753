package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"handbook/generator/schema"
	"handbook/generator/source"
)

// TestNewKinds: a page of every kind of our own handbook that new made, and whose blanks were then filled, has no
// error in any language.
func TestNewKinds(t *testing.T) {
	all, _, err := source.Load(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := schema.Load(all)
	// A few pages of each kind to refer to; that their own links lead nowhere does not matter.
	content := filepath.Join(t.TempDir(), "content")
	var files []*source.File
	count := map[string]int{}
	for _, file := range all {
		if folder := path.Dir(file.Path); !file.IsText() || strings.HasSuffix(file.Path, ".md") && count[folder] == 4 {
			continue
		} else {
			count[folder]++
		}
		files = append(files, file)
		at := filepath.Join(content, filepath.FromSlash(file.Path))
		if err := create(at, file.Text); err != nil {
			t.Fatal(err)
		}
	}
	f := filler{t: t, schema: s, pages: map[string][]string{}}
	for _, file := range files {
		if key, ok := strings.CutPrefix(file.Path, s.Languages[0].Code+"/"); ok && strings.HasSuffix(key, ".md") && !strings.HasSuffix(key, "index.md") {
			folder, _, _ := strings.Cut(key, "/")
			f.pages[s.KindOf(folder).Name] = append(f.pages[s.KindOf(folder).Name], strings.TrimSuffix(key, ".md"))
		}
	}
	for _, k := range append(s.Kinds, s.Plain) {
		name := "made-for-a-test"
		if k == s.Plain {
			name = "elsewhere/" + name
		}
		var out, problems bytes.Buffer
		if status := run(context.Background(), []string{"new", k.Name, name, "--content", content}, &out, &problems); status != exitFine {
			t.Fatalf("%s: status %d, %s", k.Name, status, &problems)
		}
		made := strings.Fields(out.String())
		if len(made) != len(s.Languages) {
			t.Errorf("%s: made %v", k.Name, made)
		}
		for _, file := range made {
			f.fill(k, file)
		}
	}
	var out, problems bytes.Buffer
	run(context.Background(), []string{"check", "--content", content, "--drafts", "--json"}, &out, &problems)
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "made-for-a-test") && strings.Contains(line, `"severity":"error"`) {
			t.Error(line)
		}
	}
	if !strings.Contains(out.String(), `"severity":"error"`) {
		t.Error("pages whose links lead nowhere have no error: nothing was checked")
	}
}

// filler fills the blanks of a page as somebody would who reads what is written beside them.
type filler struct {
	t      *testing.T
	schema *schema.Schema
	pages  map[string][]string // keys of each kind
	n      int                 // of blanks filled
	inside bool                // an object
}

func (f *filler) fill(k *schema.Kind, file string) {
	f.t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		f.t.Fatal(err)
	}
	front, found := strings.CutPrefix(string(data), "---\n")
	front, _, closed := strings.Cut(front, "\n---\n")
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(front), &document); err != nil || !found || !closed {
		f.t.Fatalf("%s: %v\n%s", file, err, data)
	}
	page := document.Content[0]
	for i := 0; i < len(page.Content); i += 2 {
		field := k.Field(page.Content[i].Value)
		for _, known := range schema.KnownFields() {
			if known.Name == page.Content[i].Value {
				field = known
			}
		}
		if field == nil {
			f.t.Fatalf("%s: there is no field %s", file, page.Content[i].Value)
		}
		f.value(page.Content[i+1], field, 0)
	}
	filled, err := yaml.Marshal(&document)
	if err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(file, fmt.Appendf(nil, "---\n%s---\n\nIsi halaman.\n", filled), fs.FileMode(0o644)); err != nil {
		f.t.Fatal(err)
	}
}

// value fills what is empty. The number tells the items of a list apart.
func (f *filler) value(n *yaml.Node, field *schema.Field, number int) {
	switch {
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			f.value(item, field.Of, i)
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			for _, part := range field.Fields {
				if part.Name == n.Content[i].Value && part.Required {
					f.inside = true
					f.value(n.Content[i+1], part, number)
					f.inside = false
				}
			}
		}
	case n.Tag == "!!null":
		f.n++
		n.Tag, n.Value = "", f.text(field, number)
	}
}

func (f *filler) text(field *schema.Field, number int) string {
	switch field.Type {
	case schema.TypeNumber:
		if field.Min != nil {
			return fmt.Sprint(*field.Min)
		}
		return "1"
	case schema.TypeRange:
		if field.Calendar {
			return "2018-2020"
		}
		return "3-15"
	case schema.TypeDate:
		return "2026-11-22"
	case schema.TypeBoolean:
		return "true"
	case schema.TypeAddress:
		return "https://example.org/"
	case schema.TypeChoice:
		if f.inside {
			return field.Choices[number].Value
		}
		// The last: by the checks of our kinds it asks for no more.
		return field.Choices[len(field.Choices)-1-number].Value
	case schema.TypeReference:
		kind := "term"
		if len(field.To) > 0 {
			kind = field.To[0]
		}
		return f.pages[kind][number]
	}
	return fmt.Sprintf("Isian nomor %d", f.n)
}
