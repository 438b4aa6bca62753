package site

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// build runs all stages up to this one over a content folder.
func build(t testing.TB, fsys fs.FS, o Options) (*Site, diag.List) {
	t.Helper()
	s, docs, files, problems := parse(t, fsys)
	site, found := New(s, docs, files, o)
	return site, append(problems, found...).Sorted()
}

func parse(t testing.TB, fsys fs.FS) (*schema.Schema, []*markdown.Doc, []*source.File, diag.List) {
	t.Helper()
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
	return s, docs, files, problems
}

// folder makes a content folder of the files of a txtar archive.
func archive(a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// content makes a content folder of names and texts.
func content(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	if fsys["handbook.yaml"] == nil {
		fsys["handbook.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [id, en]\n")}
	}
	return fsys
}

// told is diagnostics as people read them, in both languages.
func told(problems diag.List) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d+%d: %s: %s\n", p.File, p.Line, p.Column, p.Width, p.Severity, p.Code)
		for _, lang := range []string{"en", "id"} {
			fmt.Fprintf(&b, "  %s\n", p.Text.In(lang))
			if hint := p.Hint.In(lang); hint != "" {
				fmt.Fprintf(&b, "    > %s\n", hint)
			}
		}
		for _, n := range p.Notes {
			fmt.Fprintf(&b, "  %s:%d:%d: %s / %s\n", n.File, n.Line, n.Column, n.Text.EN, n.Text.ID)
		}
	}
	return b.String()
}

// dump is a site as text, one line a fact.
func dump(s *Site) string {
	var b strings.Builder
	line := func(indent int, format string, a ...any) {
		b.WriteString(strings.Repeat("  ", indent))
		fmt.Fprintf(&b, format, a...)
		b.WriteByte('\n')
	}
	var folders func(f *Folder, depth int)
	folders = func(f *Folder, depth int) {
		line(depth, "folder %s: %q %q (%s) index %s", f.Name, f.Label, f.Description, f.Kind.Name, f.Index.Path)
		for _, p := range f.Pages {
			line(depth+1, "%s", p.Path)
		}
		for _, below := range f.Folders {
			folders(below, depth+1)
		}
	}
	for _, e := range s.Editions {
		line(0, "edition %s, home %s", e.Language.Code, e.Home.Path)
		for _, f := range e.Folders {
			folders(f, 1)
		}
		for _, p := range e.Pages {
			dumpPage(line, p)
		}
	}
	for _, a := range s.Assets {
		line(0, "asset %s of %s, %d × %d", a.Path, a.File.Path, a.Width, a.Height)
	}
	for _, r := range s.Redirects {
		line(0, "redirect %s to %s", r.From, r.To.Path)
	}
	return b.String()
}

func dumpPage(line func(int, string, ...any), p *Page) {
	role := [...]string{"page", "index", "home"}[p.Role]
	from := "nobody's"
	if p.doc != nil {
		from = p.doc.File.Path
	}
	line(1, "%s %s of %s: %q (%s)", role, p.Path, from, p.Title, p.Kind.Name)
	for _, fact := range []struct{ name, value string }{
		{"summary", p.Summary}, {"code", p.Code}, {"names", strings.Join(p.Names, ", ")}, {"published", p.Published},
		{"updated", p.Updated}, {"reviewed", p.Reviewed}, {"due", p.ReviewDue},
	} {
		if fact.value != "" {
			line(2, "%s: %s", fact.name, fact.value)
		}
	}
	if p.Borrowed {
		line(2, "borrowed from %s", p.Lang())
	}
	if p.Draft {
		line(2, "draft")
	}
	if p.Behind {
		line(2, "behind")
	}
	if p.Prev != nil || p.Next != nil {
		between := [2]string{"–", "–"}
		for i, q := range []*Page{p.Prev, p.Next} {
			if q != nil {
				between[i] = q.Path
			}
		}
		line(2, "between %s and %s", between[0], between[1])
	}
	dumpValues(line, 2, p.Fields)
	for _, s := range p.Sections {
		behind := ""
		if s.Behind {
			behind = " behind"
		}
		line(2, "h%d #%s %q%s", s.Level, s.ID, s.Title, behind)
	}
	for _, r := range p.Relations {
		line(2, "%s [%s] → %s", r.Label, kindOf(r), targets(r.Targets))
	}
	for _, r := range p.Backlinks {
		label := r.Label
		if r.Field == nil {
			label = "(mentioned)"
		}
		line(2, "%s [%s] ← %s", label, kindOf(r), targets(r.Targets))
	}
	for i, t := range p.Links {
		line(2, "link %s → %s", p.doc.Links[i].Dest, target(t))
	}
	for i, a := range p.Images {
		if a != nil {
			line(2, "image %s → %s", p.doc.Images[i].Dest, a.Path)
		}
	}
}

func dumpValues(line func(int, string, ...any), depth int, values []Value) {
	for _, v := range values {
		text := ""
		if v.Given != nil {
			text = " " + v.Given.Text
		}
		if v.Choice != nil {
			text += " (" + v.Choice.Label.In("en") + ")"
		}
		line(depth, "- %s%s [%s]", v.Field.Name, strings.TrimRight(text, " "), v.Doc.Lang)
		dumpValues(line, depth+1, v.Items)
		dumpValues(line, depth+1, v.Fields)
	}
}

func kindOf(r Relation) string {
	if r.Kind == nil {
		return "mixed"
	}
	return r.Kind.Name
}

func targets(all []Target) string {
	words := make([]string, len(all))
	for i, t := range all {
		words[i] = target(t)
	}
	return strings.Join(words, ", ")
}

func target(t Target) string {
	switch {
	case t.Page != nil && t.Section != nil:
		return t.Page.Path + "#" + t.Section.ID
	case t.Page != nil:
		return t.Page.Path
	case t.Asset != nil:
		return t.Asset.Path
	case t.Address != "":
		return t.Address
	}
	return "nowhere"
}
