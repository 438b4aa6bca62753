package jsonschema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	validator "github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"handbook/generator/jsonschema"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// load reads the schema and the text files of a handbook.
func load(t *testing.T, content fs.FS) (*schema.Schema, []*source.File) {
	t.Helper()
	files, _, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := schema.Load(files)
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	return s, files
}

func compile(t *testing.T, data []byte) *validator.Schema {
	t.Helper()
	document, err := validator.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://handbook.example/schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("https://handbook.example/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// front is the front matter of a page; the file itself where it is YAML.
func front(f *source.File) []byte {
	if path.Ext(f.Path) != ".md" {
		return f.Text
	}
	rest, found := bytes.CutPrefix(f.Text, []byte("---\n"))
	if !found {
		return nil
	}
	front, _, _ := bytes.Cut(rest, []byte("\n---"))
	return front
}

// read makes of YAML what editors' servers make of it: dates are texts.
func read(t *testing.T, data []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil {
		t.Fatal(err)
	}
	if n.Kind == 0 {
		return map[string]any{}
	}
	return value(t, n.Content[0])
}

func value(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		l := []any{}
		for _, c := range n.Content {
			l = append(l, value(t, c))
		}
		return l
	case yaml.AliasNode:
		return value(t, n.Alias)
	}
	if n.Tag == "!!timestamp" {
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestOwnContent: no file of our own handbook has a mistake by its schema.
func TestOwnContent(t *testing.T) {
	s, files := load(t, os.DirFS("../../content"))
	schemas := map[string]*validator.Schema{}
	of := func(k *schema.Kind, translation bool) *validator.Schema {
		name := k.Name
		if translation {
			name += " translated"
		}
		if schemas[name] == nil {
			schemas[name] = compile(t, jsonschema.Page(s, k, translation, jsonschema.Options{Lang: "id"}))
		}
		return schemas[name]
	}
	there := map[string]bool{}
	for _, f := range files {
		there[f.Path] = true
	}
	pages := 0
	for _, f := range files {
		var by *validator.Schema
		switch {
		case f.Path == "handbook.yaml":
			by = compile(t, jsonschema.Handbook(s, jsonschema.Options{Lang: "en"}))
		case strings.HasPrefix(f.Path, "kinds/"):
			by = compile(t, jsonschema.Kind(s, jsonschema.Options{Lang: "en"}))
		case path.Ext(f.Path) == ".md":
			lang, key, _ := strings.Cut(f.Path, "/")
			folder, _, _ := strings.Cut(key, "/")
			k := s.KindOf(folder)
			if path.Base(f.Path) == "index.md" {
				k = s.Plain
			}
			by = of(k, lang != s.Languages[0].Code && there[s.Languages[0].Code+"/"+key])
			pages++
		default:
			continue
		}
		if err := by.Validate(read(t, front(f))); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
	if pages < 700 {
		t.Errorf("only %d pages", pages)
	}
}

func sample() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"handbook.yaml": "title: {id: Contoh, en: Sample}\nlanguages: [id, en]\nchoices: {sector: {health: Health, other: Other}}\n",
		"kinds/case.yaml": `folder: cases
label: Case
plural: Cases
code: C
fields:
  summary: {required: true}
  sector: {type: choice, from: sector, required: true, label: Sector, help: "Whose it is"}
  people: {type: number, min: 1, max: 10, label: People}
  period: {type: range, label: Period}
  checked: {type: date, label: Checked}
  open: {type: boolean, label: Open}
  url: {type: address, label: Address}
  lead: {type: markdown, max: 20, label: Lead, required: true}
  next: {type: list, unique: true, min: 1, max: 2, label: Next, of: {type: reference, to: case}}
  partners:
    type: list
    label: Partners
    of: {type: object, fields: {name: {type: text, required: true, label: Name}, sector: {type: choice, required: true, from: sector, label: Sector}}}
`,
		"id/cases/one.md": "---\ntitle: Satu\n---\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// TestPage: what is right in front matter, and what editors are told is wrong.
func TestPage(t *testing.T) {
	s, _ := load(t, sample())
	k := s.Kind("case")
	first := compile(t, jsonschema.Page(s, k, false, jsonschema.Options{Lang: "en"}))
	translated := compile(t, jsonschema.Page(s, k, true, jsonschema.Options{Lang: "en"}))
	const full = "title: A\nsummary: B\ncode: C1\nsector: health\nlead: Text\n"
	const texts = "title: A\nsummary: B\nlead: Text\n"
	for _, c := range []struct {
		text  string
		by    *validator.Schema
		wrong string // part of what is said; "" is right
	}{
		{full, first, ""},
		{full + "people: 3\nperiod: 2018-2020\nchecked: 2026-11-22\nopen: true\nurl: https://example.org/\nnext: [cases/one, cases/two#part]\n", first, ""},
		{full + "period: 5\npartners:\n  - {name: A, sector: other}\n", first, ""},
		{full + "period: {from: 2012}\naliases: [id/kasus/lama.html]\nnames: [A, B]\norder: 3\ndraft: false\n", first, ""},
		{strings.Replace(full, "title: A", "title: 2020", 1), first, ""},
		{texts, translated, ""},
		{texts + "partners:\n  - {name: A}\ntranslated_from: {part: 0a1b2c3d, .: 12345678}\n", translated, ""},

		{"title: A\n", first, "summary"},
		{"title: A\n", translated, "lead"},
		{texts, first, "sector"},
		{full + "sectr: health\n", first, "sectr"},
		{strings.Replace(full, "health", "helth", 1), first, "sector"},
		{strings.Replace(full, "C1", "M1", 1), first, "code"},
		{full + "people: eleven\n", first, "people"},
		{full + "people: 11\n", first, "people"},
		{full + "period: long ago\n", first, "period"},
		{full + "checked: 22/11/2026\n", first, "checked"},
		{full + "checked: 2026-02-30\n", first, "checked"},
		{full + "open: maybe\n", first, "open"},
		{full + "url: not an address\n", first, "url"},
		{full + "next: cases/one\n", first, "next"},
		{full + "next: [cases/one, cases/one]\n", first, "next"},
		{full + "next: []\n", first, "next"},
		{full + "next: [a, b, c]\n", first, "next"},
		{full + "partners: [{sector: other}]\n", first, "partners"},
		{full + "partners: [{name: A}]\n", first, "partners"},
		{texts + "partners: [{nme: A}]\n", translated, "partners"},
		{strings.Replace(full, "Text", "More than twenty letters", 1), first, "lead"},
		{full + "kind: case\n", first, "kind"},
	} {
		err := c.by.Validate(read(t, []byte(c.text)))
		switch {
		case c.wrong == "" && err != nil:
			t.Errorf("%s\n%v", c.text, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s\nsays %v, nothing of %s", c.text, err, c.wrong)
		}
	}
}

// TestSettings: what is wrong in handbook.yaml and the files of kinds.
func TestSettings(t *testing.T) {
	s, _ := load(t, sample())
	handbook := compile(t, jsonschema.Handbook(s, jsonschema.Options{Lang: "en"}))
	kind := compile(t, jsonschema.Kind(s, jsonschema.Options{Lang: "en"}))
	const head = "folder: a\nlabel: A\nplural: As\n"
	for _, c := range []struct {
		text  string
		by    *validator.Schema
		wrong string
	}{
		{"title: A\nlanguages: [id]\n", handbook, ""},
		{"title: A\n", handbook, "languages"},
		{"title: {fr: A}\nlanguages: [id]\n", handbook, "title"},
		{"title: A\nlanguages: id\n", handbook, "languages"},
		{"title: A\nlanguages: [id]\nbase_url: example.org\n", handbook, "base_url"},
		{"title: A\nlanguages: [id]\nnavigaton: []\n", handbook, "navigaton"},
		{head, kind, ""},
		{head + "fields: {summary: {required: true}, a: {type: list, label: A, of: {type: text}}}\n", kind, ""},
		{"folder: a\n", kind, "label"},
		{head + "mark: blob\n", kind, "mark"},
		{head + "fields: {a: {label: A}}\n", kind, "fields"},
		{head + "fields: {a: {type: txt, label: A}}\n", kind, "fields"},
		{head + "fields: {a: {type: reference, label: A, to: cse}}\n", kind, "fields"},
	} {
		err := c.by.Validate(read(t, []byte(c.text)))
		switch {
		case c.wrong == "" && err != nil:
			t.Errorf("%s\n%v", c.text, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s\nsays %v, nothing of %s", c.text, err, c.wrong)
		}
	}
}

// TestKeys: schemas have the keys that the reader of handbook.yaml and kinds takes, no more and no fewer. What it
// says about a wrong key lists them.
func TestKeys(t *testing.T) {
	content := sample()
	wrong := func(name, with string) []string {
		changed := fstest.MapFS{}
		for n, f := range content {
			changed[n] = f
		}
		changed[name] = &fstest.MapFile{Data: append(slices.Clone(content[name].Data), with...)}
		files, _, err := source.Load(changed)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := schema.Load(files)
		for _, p := range problems {
			if p.Code == "key-unknown" {
				_, list, _ := strings.Cut(p.Hint.EN, ":")
				return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
			}
		}
		t.Fatalf("no such problem among %v", problems)
		return nil
	}
	s, _ := load(t, content)
	for name, c := range map[string]struct {
		with string
		data []byte
	}{
		"handbook.yaml":   {"qqqqqqqq: 1\n", jsonschema.Handbook(s, jsonschema.Options{})},
		"kinds/case.yaml": {"\nqqqqqqqq: 1\n", jsonschema.Kind(s, jsonschema.Options{})},
	} {
		var got struct{ Properties map[string]any }
		if err := json.Unmarshal(c.data, &got); err != nil {
			t.Fatal(err)
		}
		var keys []string
		for key, n := range got.Properties {
			keys = append(keys, key)
			if n.(map[string]any)["description"] == nil {
				t.Errorf("%s: nothing is said about %s", name, key)
			}
		}
		slices.Sort(keys)
		want := wrong(name, c.with)
		slices.Sort(want)
		if !slices.Equal(keys, want) {
			t.Errorf("%s has the keys %v and the schema %v", name, want, keys)
		}
	}
}

// TestWords: every key is explained, in both languages.
func TestWords(t *testing.T) {
	s, _ := load(t, sample())
	texts := map[string]map[string]string{}
	for _, lang := range []string{"en", "id"} {
		var got struct {
			Properties map[string]struct{ Description string }
		}
		if err := json.Unmarshal(jsonschema.Page(s, s.Kind("case"), false, jsonschema.Options{Lang: lang}), &got); err != nil {
			t.Fatal(err)
		}
		texts[lang] = map[string]string{}
		for key, p := range got.Properties {
			texts[lang][key] = p.Description
			if p.Description == "" {
				t.Errorf("nothing is said about %s in %s", key, lang)
			}
		}
	}
	for _, key := range []string{"title", "order", "review_due"} {
		if texts["en"][key] == texts["id"][key] {
			t.Errorf("%s is explained in one language", key)
		}
	}
	if got := texts["en"]["sector"]; got != "Sector: Whose it is" {
		t.Errorf("sector is explained as %q", got)
	}
}

// TestPages: pages that may be referred to are offered.
func TestPages(t *testing.T) {
	s, _ := load(t, sample())
	data := jsonschema.Page(s, s.Kind("case"), false, jsonschema.Options{Lang: "en", Pages: map[string][]string{"case": {"cases/two", "cases/one"}}})
	if !bytes.Contains(bytes.Join(bytes.Fields(data), nil), []byte(`"examples":["cases/one","cases/two"]`)) {
		t.Errorf("%s", data)
	}
}
