package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/themes"
)

func newCommand() *cobra.Command {
	var c common
	cmd := &cobra.Command{
		Use:   "new KIND NAME",
		Short: "Start a page of a kind, in every language, with its fields explained",
		Example: "  handbook new case village-clinic-garden\n" +
			"  handbook new page guides/first-steps",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return wrongUse("new takes the kind of page and its name: handbook new case village-clinic-garden")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.check(); err != nil {
				return err
			}
			return newPage(c, args[0], args[1], cmd.OutOrStdout())
		},
	}
	c.register(cmd)
	return cmd
}

var pageName = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$`)

func newPage(c common, kindName, name string, stdout io.Writer) error {
	if _, err := os.Stat(filepath.Join(c.content, "handbook.yaml")); err != nil {
		return wrongUse("there is no %s; start a handbook with 'handbook init'", filepath.Join(c.content, "handbook.yaml"))
	}
	r, err := generator.NewBuilder().Build(generator.Options{Content: os.DirFS(c.content), Theme: themes.Default(), Drafts: true})
	if err != nil {
		return machineFailed(err)
	}
	s := r.Site.Schema
	kind, folder, err := chooseKind(s, kindName, &name)
	if err != nil {
		return err
	}
	if !pageName.MatchString(name) {
		return wrongUse("a page name is small letters, digits and hyphens, such as village-clinic-garden, not %q", name)
	}
	code := nextCode(r, kind)
	var made []string
	for i, l := range s.Languages {
		file := filepath.Join(c.content, languageFolder(c, s, l.Code), filepath.FromSlash(folder), name+".md")
		if err := create(file, blankPage(s, kind, l.Code, i == 0, code)); err != nil {
			if errors.Is(err, fs.ErrExist) {
				return wrongUse("%s is there already", file)
			}
			return machineFailed(err)
		}
		made = append(made, file)
	}
	for _, f := range made {
		fmt.Fprintln(stdout, filepath.ToSlash(f))
	}
	return nil
}

// languageFolder is where the pages of a language are; "" where a handbook of one language has none.
func languageFolder(c common, s *schema.Schema, code string) string {
	if _, err := os.Stat(filepath.Join(c.content, code)); len(s.Languages) == 1 && errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return code
}

// chooseKind finds the kind and the folder of its pages. A plain page names its folder before its name.
func chooseKind(s *schema.Schema, want string, name *string) (*schema.Kind, string, error) {
	var names []string
	for _, k := range s.Kinds {
		if k.Name == want {
			return k, k.Folder, nil
		}
		names = append(names, k.Name)
	}
	names = append(names, s.Plain.Name)
	if want == s.Plain.Name {
		folder := ""
		if i := strings.LastIndex(*name, "/"); i >= 0 {
			folder, *name = (*name)[:i], (*name)[i+1:]
		}
		if !fs.ValidPath(folder + "x") {
			return nil, "", wrongUse("%q cannot be a folder of the handbook", folder)
		}
		return s.Plain, folder, nil
	}
	if near := diag.Nearest(want, names); near != "" {
		return nil, "", wrongUse("there is no kind %q; did you mean %q?", want, near)
	}
	return nil, "", wrongUse("there is no kind %q; there are %s", want, strings.Join(names, ", "))
}

// nextCode is the short code after the highest of a kind, written as wide as the others.
func nextCode(r *generator.Result, k *schema.Kind) string {
	if k.Code == "" {
		return ""
	}
	highest, width := 0, 1
	for _, p := range r.Site.Editions[0].Pages {
		digits, ok := strings.CutPrefix(p.Code, k.Code)
		if n, err := strconv.Atoi(digits); ok && err == nil && p.Kind.Name == k.Name {
			highest, width = max(highest, n), max(width, len(digits))
		}
	}
	return fmt.Sprintf("%s%0*d", k.Code, width, highest+1)
}

func create(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// blankPage is a page whose blanks are to be filled. The first language holds what is the same in all.
func blankPage(s *schema.Schema, k *schema.Kind, lang string, first bool, code string) []byte {
	b := &blank{lang: lang, first: first}
	b.b.WriteString("---\n")
	b.line("", "title:", words{"required", "wajib"})
	if first && code != "" {
		b.line("", "code: "+code, words{"short code for slides and print; never changes", "kode singkat untuk salindia dan cetakan; tidak pernah berubah"})
	}
	summary := words{"one or two sentences for lists and search", "satu atau dua kalimat untuk daftar dan pencarian"}
	if slices.Contains(k.Required, "summary") {
		b.line("", "summary:", words{"required: " + summary.en, "wajib: " + summary.id})
	} else {
		b.line("", "# summary:", summary)
	}
	for _, name := range k.Required {
		b.known(name)
	}
	b.line("", "# slug:", words{"last part of the address in this language", "bagian akhir alamat dalam bahasa ini"})
	for _, f := range k.Fields {
		b.field(f, "")
	}
	b.b.WriteString("---\n\n")
	return b.b.Bytes()
}

type words struct{ en, id string }

type blank struct {
	b     bytes.Buffer
	lang  string
	first bool
}

func (b *blank) say(w words) string {
	if b.lang == "id" {
		return w.id
	}
	return w.en
}

func (b *blank) line(indent, text string, comment words) {
	b.b.WriteString(indent + text)
	if c := b.say(comment); c != "" {
		b.b.WriteString(" # " + c)
	}
	b.b.WriteString("\n")
}

// known writes a field the generator knows that the kind requires, unless it is written anyway.
func (b *blank) known(name string) {
	for _, f := range schema.KnownFields() {
		if f.Name != name || name == "title" || name == "summary" || name == "code" || !b.wanted(f) {
			continue
		}
		fmt.Fprintf(&b.b, "# %s\n", b.say(words{"required", "wajib"}))
		b.value(f, "", b.example(f))
	}
}

// wanted reports whether a field, or any part of it, is written in this language.
func (b *blank) wanted(f *schema.Field) bool {
	if b.first || f.Translated {
		return true
	}
	if f.Of != nil && b.wanted(f.Of) {
		return true
	}
	for _, part := range f.Fields {
		if b.wanted(part) {
			return true
		}
	}
	return false
}

// field writes a field with its blanks; one that may be left out is commented out.
func (b *blank) field(f *schema.Field, indent string) {
	if !b.wanted(f) {
		return
	}
	about := f.Label.In(b.lang)
	if help := f.Help.In(b.lang); help != "" {
		about += ": " + strings.Join(strings.Fields(help), " ")
	}
	fmt.Fprintf(&b.b, "%s# %s%s\n", indent, about, b.demands(f))
	if values := choices(f); values != "" {
		fmt.Fprintf(&b.b, "%s# %s: %s\n", indent, b.say(words{"one of", "salah satu dari"}), values)
	}
	inner := &blank{lang: b.lang, first: b.first}
	inner.value(f, indent, b.example(f))
	for line := range strings.Lines(inner.b.String()) {
		if !f.Required {
			line = indent + "# " + strings.TrimPrefix(line, indent)
		}
		b.b.WriteString(line)
	}
}

// demands says in brackets what must be: " (required, at least 2)".
func (b *blank) demands(f *schema.Field) string {
	var all []string
	if f.Required {
		all = append(all, b.say(words{"required", "wajib"}))
	}
	if f.Min != nil {
		all = append(all, fmt.Sprintf(b.say(words{"at least %v", "paling sedikit %v"}), *f.Min))
	}
	if f.Max != nil && (f.Type == schema.TypeText || f.Type == schema.TypeMarkdown) {
		all = append(all, fmt.Sprintf(b.say(words{"at most %v characters", "paling banyak %v huruf"}), *f.Max))
	} else if f.Max != nil {
		all = append(all, fmt.Sprintf(b.say(words{"at most %v", "paling banyak %v"}), *f.Max))
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, ", ") + ")"
}

func choices(f *schema.Field) string {
	if f.Of != nil {
		return choices(f.Of)
	}
	var values []string
	for _, c := range f.Choices {
		values = append(values, c.Value)
	}
	return strings.Join(values, ", ")
}

// value writes the key and the shape of its value, with a comment where it is on one line.
func (b *blank) value(f *schema.Field, indent, comment string) {
	fmt.Fprintf(&b.b, "%s%s:", indent, f.Name)
	switch {
	case f.Type == schema.TypeObject:
		b.b.WriteString("\n")
		b.parts(f, indent+"  ", indent+"  ")
	case f.Type == schema.TypeList:
		b.b.WriteString("\n")
		for range items(f) {
			if f.Of.Type == schema.TypeObject {
				b.parts(f.Of, indent+"  - ", indent+"    ")
			} else {
				b.b.WriteString(indent + "  -" + commented(b.example(f.Of)) + "\n")
			}
		}
	default:
		b.b.WriteString(commented(comment) + "\n")
	}
}

// items is how many items of a list have a blank.
func items(f *schema.Field) int {
	if f.Min == nil {
		return 1
	}
	return max(1, int(*f.Min))
}

// parts writes the fields of an object, each with what it is behind it. Lists and objects that may be left out
// are commented out, since an item with nothing in it is a mistake.
func (b *blank) parts(object *schema.Field, first, rest string) {
	var wanted, spare []*schema.Field
	for _, f := range object.Fields {
		switch {
		case !b.wanted(f):
		case !f.Required && (f.Type == schema.TypeList || f.Type == schema.TypeObject):
			spare = append(spare, f)
		default:
			wanted = append(wanted, f)
		}
	}
	for i, f := range append(wanted, spare...) {
		one := blank{lang: b.lang, first: b.first}
		one.value(f, "", b.explained(f))
		for line := range strings.Lines(one.b.String()) {
			switch {
			case i >= len(wanted) && i > 0:
				line = rest + "# " + line
			case i == 0 && strings.HasPrefix(line, f.Name+":"):
				line = first + line
			default:
				line = rest + line
			}
			b.b.WriteString(line)
		}
	}
}

// explained is a field of an object on one line: label, what must be, choices or form.
func (b *blank) explained(f *schema.Field) string {
	about := f.Label.In(b.lang) + b.demands(f)
	switch {
	case choices(f) != "":
		about += ": " + choices(f)
	case b.example(f) != "":
		about += ": " + b.example(f)
	}
	return about
}

func commented(text string) string {
	if text == "" {
		return ""
	}
	return " # " + text
}

// example shows the form of a value that is not plain text.
func (b *blank) example(f *schema.Field) string {
	switch f.Type {
	case schema.TypeDate:
		return b.say(words{"YYYY-MM-DD", "TTTT-BB-HH"})
	case schema.TypeRange:
		if f.Calendar {
			return "2012-2015"
		}
		return "3-15"
	case schema.TypeReference:
		page := b.say(words{"folder/name", "folder/nama"})
		if len(f.To) == 1 {
			return f.To[0] + ": " + page
		}
		return page
	case schema.TypeAddress:
		return "https://…"
	case schema.TypeBoolean:
		return "true / false"
	}
	return ""
}
