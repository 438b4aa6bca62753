package schema_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
)

func TestSchema(t *testing.T) {
	golden(t, func(t *testing.T, content fstest.MapFS) string {
		files, problems, err := source.Load(content)
		if err != nil {
			t.Fatal(err)
		}
		s, found := schema.Load(files)
		var b strings.Builder
		b.WriteString(format(append(problems, found...)))
		if content["show.md"] != nil {
			show(&b, s)
		}
		for _, f := range files {
			if strings.HasSuffix(f.Path, ".md") && strings.Contains(f.Path, "/") {
				page(&b, s, f)
			}
		}
		return b.String()
	})
}

// show writes a schema as far as it is not only copied.
func show(b *strings.Builder, s *schema.Schema) {
	for _, l := range s.Languages {
		fmt.Fprintf(b, "language %s %s %s\n", l.Code, l.Name, l.Direction)
	}
	fmt.Fprintf(b, "title %v, description %v, base %q, edit %q, license %v %q\n", s.Title, s.Description, s.BaseURL, s.EditURL, s.License, s.LicenseURL)
	fmt.Fprintf(b, "navigation %v, markdown %v, print %v, shortcuts %v, folders %v\n", s.Navigation, s.Markdown, s.Print, !s.NoShortcuts, s.Folders)
	if len(s.Claims) > 0 {
		fmt.Fprintf(b, "claims %v\n", s.Claims)
	}
	for _, k := range append(s.Kinds, s.Plain) {
		fmt.Fprintf(b, "kind %s: folder %q slug %v label %v plural %v code %q layout %q mark %q type %q required %v\n",
			k.Name, k.Folder, k.Slug, k.Label, k.Plural, k.Code, k.Layout, k.Mark, k.SchemaType, k.Required)
		showFields(b, k.Fields, "  ")
		for _, c := range k.Checks {
			fmt.Fprintf(b, "  check %s %q with %q if %q %q not %t, %d years\n", c.Rule, c.Field, c.With, c.If.Choice, c.If.Value, c.If.Not, c.Years)
		}
		if k.Citable {
			b.WriteString("  citable\n")
		}
	}
}

func showFields(b *strings.Builder, fields []*schema.Field, indent string) {
	for _, f := range fields {
		fmt.Fprintf(b, "%s%s %s", indent, f.Name, f.Type)
		for _, flag := range []struct {
			name string
			is   bool
		}{{"required", f.Required}, {"translated", f.Translated}, {"facet", f.Facet}, {"compared", f.Compared}, {"ordered", f.Ordered}, {"unique", f.Unique}, {"acyclic", f.Acyclic}} {
			if flag.is {
				b.WriteString(" " + flag.name)
			}
		}
		if f.Show != "" {
			fmt.Fprintf(b, " %s #%s", f.Show, f.Anchor)
		}
		if f.Min != nil {
			fmt.Fprintf(b, " min %v", *f.Min)
		}
		if f.Max != nil {
			fmt.Fprintf(b, " max %v", *f.Max)
		}
		for _, c := range f.Choices {
			fmt.Fprintf(b, " %s=%v", c.Value, c.Label)
		}
		if f.To != nil {
			fmt.Fprintf(b, " to %v", f.To)
		}
		if f.Inverse != nil {
			fmt.Fprintf(b, " inverse %v", f.Inverse)
		}
		if f.Labels != nil {
			fmt.Fprintf(b, " labels %v", f.Labels)
		}
		b.WriteByte('\n')
		showFields(b, f.Fields, indent+"  ")
		if f.Of != nil {
			showFields(b, []*schema.Field{f.Of}, indent+"  of")
		}
	}
}

func read(s *schema.Schema, f *source.File) (*schema.Kind, schema.Known, schema.Record, diag.List) {
	front, _, problems := meta.Split(f)
	folder := strings.Split(f.Path, "/")[1]
	k := s.KindOf(folder)
	known, record, found := k.Read(s, f, front)
	return k, known, record, append(problems, found...)
}

func page(b *strings.Builder, s *schema.Schema, f *source.File) {
	k, known, record, problems := read(s, f)
	fmt.Fprintf(b, "%s:", f.Path)
	for _, c := range []struct {
		name  string
		value any
	}{{"title", known.Title}, {"summary", known.Summary}, {"slug", known.Slug}, {"code", known.Code}, {"kind", known.Kind},
		{"names", known.Names}, {"aliases", known.Aliases}, {"draft", known.Draft}, {"published", known.Published},
		{"updated", known.Updated}, {"reviewed", known.Reviewed}, {"review_due", known.ReviewDue}} {
		if s := fmt.Sprintf("%q", c.value); s != `""` && s != "[]" && s != "%!q(bool=false)" {
			fmt.Fprintf(b, " %s %v", c.name, c.value)
		}
	}
	if known.Order != nil {
		fmt.Fprintf(b, " order %v", *known.Order)
	}
	b.WriteByte('\n')
	for _, stamp := range known.TranslatedFrom {
		fmt.Fprintf(b, "  from %q %s in line %d\n", stamp.Section, stamp.Hash, f.Place(stamp.At.Offset, 0).Line)
	}
	showRecord(b, record, "  ")
	for _, gap := range k.Missing(known, record, record, true) {
		fmt.Fprintf(b, "  missing %s", gap.Name)
		if gap.At.Length > 0 {
			fmt.Fprintf(b, " in line %d", f.Place(gap.At.Offset, 0).Line)
		}
		if gap.If != nil {
			fmt.Fprintf(b, " if %s is %s: %t", gap.If.Choice, gap.If.Value, !gap.If.Not)
		}
		b.WriteByte('\n')
	}
	for _, gap := range k.Missing(known, record, record, false) {
		fmt.Fprintf(b, "  missing in a translation %s\n", gap.Name)
	}
	b.WriteString(format(problems.Sorted()))
}

func showRecord(b *strings.Builder, record schema.Record, indent string) {
	for _, e := range record {
		fmt.Fprintf(b, "%s%s ", indent, e.Field.Name)
		showValue(b, e.Field, e.Value, indent)
	}
}

func showValue(b *strings.Builder, f *schema.Field, v schema.Value, indent string) {
	switch f.Type {
	case schema.TypeList:
		b.WriteByte('\n')
		for _, item := range v.Items {
			b.WriteString(indent + "- ")
			showValue(b, f.Of, item, indent+"  ")
		}
	case schema.TypeObject:
		b.WriteByte('\n')
		showRecord(b, v.Record, indent+"  ")
	case schema.TypeNumber:
		fmt.Fprintln(b, v.Number)
	case schema.TypeRange:
		fmt.Fprintln(b, v.Number, v.Until, v.Open)
	case schema.TypeBoolean:
		fmt.Fprintln(b, v.True)
	default:
		fmt.Fprintf(b, "%q\n", v.Text)
	}
}

func load(t testing.TB, content map[string]string) (*schema.Schema, []*source.File, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range content {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	files, _, err := source.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := schema.Load(files)
	return s, files, problems
}

func TestD18_TitleAsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"yes": "yes", "1.10": "1.10", "010": "010", "2024-01-02": "2024-01-02", "NO": "NO", `"~"`: "~", "'null'": "null", "1:30:00": "1:30:00",
		"C++": "C++", "0x1F": "0x1F", "~": "", "null": "", "": "", `"  "`: "",
	} {
		s, files, _ := load(t, map[string]string{"handbook.yaml": "title: T\nlanguages: [id]\n", "id/p.md": "---\ntitle: " + typed + "\n---\n"})
		_, known, _, problems := read(s, files[1])
		if known.Title != want {
			t.Errorf("title: %s became %q", typed, known.Title)
		}
		if empty := len(problems) == 1 && problems[0].Code == "title-empty" && problems[0].Line == 2; empty != (want == "") {
			t.Errorf("title: %s: %v", typed, problems)
		}
	}
}

// Wrong types are reported at the line and column of what is wrong.
func TestD16_Positions(t *testing.T) {
	kind := "folder: k\nlabel: K\nplural: K\nfields:\n" +
		"  tags: {type: list, of: {type: text}, label: T}\n" +
		"  when: {type: range, label: W}\n  box: {type: object, label: B, fields: {a: {type: number, label: A}}}\n"
	for _, c := range []struct {
		front        string
		line, column int
		code         string
	}{
		{"order: ten", 2, 8, "number-wrong"},
		{"title: x\norder: [1]", 3, 8, "value-shape"},
		{"title: x\n\ntags: a, b", 4, 7, "list-expected"},
		{"title: [x]", 2, 8, "value-shape"},
		{"title:\n  a: b", 3, 3, "value-shape"},
		{"- a\n- b", 2, 1, "front-not-fields"},
		{"title: x\n# note\n\ndraft: maybe", 5, 8, "boolean-wrong"},
		{"names: [a, [b]]", 2, 12, "value-shape"},
		{"tags:\n  - a\n  - {b: c}", 4, 5, "value-shape"},
		{"title: é\nreviewed: 2026-02-30", 3, 11, "date-wrong"},
		{"when: {from: 1, until: 2}", 2, 17, "range-wrong"},
		{"box:\n  a: satu", 3, 6, "number-wrong"},
		{"box: [a]", 2, 6, "object-expected"},
		{"{title: x, order: é}", 2, 19, "number-wrong"},
		{"title: x\n? [a]\n: b", 3, 3, "yaml-key"},
	} {
		s, files, problems := load(t, map[string]string{
			"handbook.yaml": "title: T\nlanguages: [id]\n", "kinds/k.yaml": kind, "id/k/p.md": "---\n" + c.front + "\n---\nIsi.\n",
		})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		_, _, _, problems = read(s, files[1])
		if len(problems) != 1 || problems[0].Line != c.line || problems[0].Column != c.column || problems[0].Code != c.code {
			t.Errorf("%q: want %d:%d %s, got\n%s", c.front, c.line, c.column, c.code, format(problems))
		}
	}
}

func TestThreeLines(t *testing.T) {
	s, _, problems := load(t, map[string]string{"handbook.yaml": "title: Panduan\nlanguages: [id]\nnavigation: [mulai]\n", "id/mulai/a.md": "# Satu\n"})
	if len(problems) > 0 {
		t.Error(format(problems))
	}
	if s.KindOf("mulai") != s.Plain || s.KindOf("") != s.Plain || s.Kind("page") != nil || s.Title.In("id") != "Panduan" || s.Plain.Name != "page" {
		t.Errorf("%+v", s)
	}
}

func TestHash(t *testing.T) {
	content := map[string]string{"handbook.yaml": "title: T\nlanguages: [id]\n", "kinds/k.yaml": "folder: k\nlabel: K\nplural: K\n", "id/a.md": "a"}
	first, _, _ := load(t, content)
	content["id/a.md"] = "b"
	if same, _, _ := load(t, content); same.Hash != first.Hash {
		t.Error("a page changes the hash of the schema")
	}
	content["kinds/k.yaml"] += "mark: star\n"
	if other, _, _ := load(t, content); other.Hash == first.Hash {
		t.Error("a kind does not change the hash of the schema")
	}
}

func TestF16_Languages(t *testing.T) {
	for code, want := range map[string]string{
		"id": "Indonesia ltr", "en": "English ltr", "ar": "العربية rtl", "ur": "اردو rtl", "he": "עברית rtl", "jv": "Basa Jawa ltr", "ms-Arab": "Melayu rtl",
		"pt-BR": "português ltr", "ban": "Basa Bali ltr", "bew": "Betawi ltr",
	} {
		s, _, problems := load(t, map[string]string{"handbook.yaml": "title: T\nlanguages: [" + code + "]\n"})
		if l := s.Languages[0]; len(problems) > 0 || l.Code != code || l.Name+" "+l.Direction != want {
			t.Errorf("%s: %+v %v", code, l, problems)
		}
	}
	for _, code := range []string{"indonesia", "xx", "e", "en_us_", "IN", "in", "EN", "id-id", "1", "english"} {
		s, _, problems := load(t, map[string]string{"handbook.yaml": "title: T\nlanguages: [" + code + "]\n"})
		if len(problems) != 1 || problems[0].Line != 2 || problems[0].Column != 13 || len(s.Languages) != 1 {
			t.Errorf("%s: %v", code, problems)
		}
	}
}

// FuzzRead: whatever a page says, it is read without a panic, and what is in the record fits its field.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"title: x", "range: 3–15", "number: 1,5", "list: [a, b]", "object: {a: 1}", "slug: É é", "aliases: [../x, a/b.html]", "code: M1",
		"choice: satu", "reference: ../a/b.md#c", "date: 1/2/2026", "address: www.example.org", "range: {from: 1, to: }"} {
		f.Add(seed)
	}
	s, _, problems := load(f, map[string]string{
		"handbook.yaml": "title: T\nlanguages: [id, en]\n",
		"kinds/k.yaml": "folder: k\nlabel: K\nplural: K\ncode: M\nfields:\n" +
			"  range: {type: range, min: 1, label: L}\n  number: {type: number, max: 9, label: L}\n  list: {type: list, unique: true, of: {type: text, max: 3}, label: L}\n" +
			"  object: {type: object, label: L, fields: {a: {type: number, required: true, label: L}}}\n  choice: {type: choice, choices: {satu: Satu}, label: L}\n" +
			"  reference: {type: reference, to: any, label: L}\n  date: {type: date, label: L}\n  address: {type: address, label: L}\n",
	})
	if len(problems) > 0 {
		f.Fatal(format(problems))
	}
	f.Fuzz(func(t *testing.T, front string) {
		files, _, err := source.Load(fstest.MapFS{"id/k/p.md": {Data: []byte("---\n" + front + "\n---\n")}})
		if err != nil {
			t.Fatal(err)
		}
		_, known, record, problems := read(s, files[0])
		for _, a := range known.Aliases {
			if strings.HasPrefix(a, "/") || slices.Contains(strings.Split(a, "/"), "..") || strings.ContainsAny(a, "%\\:?#") {
				t.Errorf("alias %q leaves the site", a)
			}
		}
		if strings.ContainsAny(known.Slug, "/\\ .%?#") {
			t.Errorf("slug %q", known.Slug)
		}
		for _, e := range record {
			if e.Field.Type == schema.TypeRange && e.Value.Until < e.Value.Number && !e.Value.Open {
				t.Errorf("range %+v", e.Value)
			}
			if e.Value.Offset < 0 || e.Value.Offset+e.Value.Length > len(files[0].Text) {
				t.Errorf("%s at %d+%d", e.Field.Name, e.Value.Offset, e.Value.Length)
			}
		}
		for _, p := range problems {
			if p.Line < 1 || p.Text.ID == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s, files, problems := load(b, map[string]string{
		"handbook.yaml": "title: T\nlanguages: [id, en]\n",
		"kinds/k.yaml": "folder: k\nlabel: K\nplural: K\nfields:\n  years: {type: range, label: L}\n  goals: {type: list, of: {type: choice, choices: {a: A, b: B}}, label: L}\n" +
			"  steps: {type: list, label: L, of: {type: object, fields: {title: {type: text, label: L}, text: {type: markdown, label: L}}}}\n",
		"id/k/p.md": "---\ntitle: Satu\nsummary: Dua tiga\nreviewed: 2026-01-02\nyears: 2012-2015\ngoals: [a, b]\nsteps:\n  - title: A\n    text: B\n  - title: C\n---\n",
	})
	front, _, found := meta.Split(files[1])
	if problems = append(problems, found...); len(problems) > 0 {
		b.Fatal(format(problems))
	}
	for b.Loop() {
		s.Kinds[0].Read(s, files[1], front)
	}
}
