package render

import (
	"errors"
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// Theme is a loaded theme. Once pages are made from it, it does not change.
type Theme struct {
	languages           map[string]*language
	assets              map[string][]byte
	style, script, icon string // paths of assets, "" where there is none

	viewStyles, viewScripts map[string]string // paths of assets that only one view loads, by its name
	searches                map[string]string // paths of the scripts of the search, by language
}

// language is a theme with its words put in.
type language struct {
	*dictionary
	templates map[string]*template.Template
	marks     map[string]template.HTML
}

// layouts are the templates a theme must have, each with the view it gets.
func layouts() map[string]reflect.Type {
	return map[string]reflect.Type{
		"layouts/page.html":       reflect.TypeFor[Page](),
		"layouts/index.html":      reflect.TypeFor[List](),
		"layouts/home.html":       reflect.TypeFor[List](),
		"layouts/links.html":      reflect.TypeFor[Links](),
		"layouts/compare.html":    reflect.TypeFor[Compare](),
		"layouts/facet.html":      reflect.TypeFor[FacetList](),
		"layouts/maps.html":       reflect.TypeFor[Maps](),
		"layouts/evidence.html":   reflect.TypeFor[EvidenceTable](),
		"layouts/print.html":      reflect.TypeFor[Print](),
		"layouts/search.html":     reflect.TypeFor[Search](),
		"layouts/chooser.html":    reflect.TypeFor[Chooser](),
		"layouts/404.html":        reflect.TypeFor[NotFound](),
		"layouts/languages.html":  reflect.TypeFor[Languages](),
		"layouts/redirect.html":   reflect.TypeFor[Redirect](),
		"partials/resources.html": reflect.TypeFor[Place](),
		"partials/header.html":    reflect.TypeFor[Place](),
		"partials/footer.html":    reflect.TypeFor[Place](),
		"partials/folders.html":   reflect.TypeFor[Folders](),
		"partials/mark.html":      reflect.TypeFor[string](),
	}
}

// marks are the shapes that tell kinds apart; see package schema.
func marks() []string {
	return []string{"circle", "square", "diamond", "triangle", "hexagon", "star", "cross", "ring", "bars",
		"chevron", "flag", "book", "pin", "leaf"}
}

// LoadTheme reads a theme for the languages of a handbook. Mistakes in templates, words and style sheets are
// diagnostics with the theme file, line and column; with one of them the theme must not be used.
func LoadTheme(fsys fs.FS, languages []string) (*Theme, diag.List, error) {
	t := &Theme{languages: map[string]*language{}}
	files, problems, err := readTemplates(fsys)
	if err != nil {
		return nil, nil, err
	}
	dictionaries, found, err := readDictionaries(fsys, languages)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, found...)
	found, err = t.readAssets(fsys)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, found...)

	if !complete(files) { // what the others would say of those that are missing means nothing
		return t, problems.Sorted(), nil
	}
	parsed, found := parseTemplates(files, dictionaries)
	problems = append(problems, found...)
	if problems.Errors() > 0 {
		return t, problems.Sorted(), nil
	}
	for _, d := range dictionaries {
		l, err := parsed.in(d)
		if err != nil {
			return nil, nil, err
		}
		t.languages[d.lang] = l
	}
	return t, problems.Sorted(), nil
}

// Word is a word of the interface in a language; {names} in it are replaced by the pairs given.
// A word the theme does not have is its key.
func (t *Theme) Word(lang, key string, pairs ...string) string {
	l, ok := t.languages[lang]
	if !ok {
		return key
	}
	return l.word(key, pairs...)
}

// Assets are the theme's style sheet, script and pictures: hashed path to bytes.
func (t *Theme) Assets() map[string][]byte { return t.assets }

// readTemplates reads layouts and partials, by path. The path of each file begins with "theme:".
func readTemplates(fsys fs.FS) (map[string]*source.File, diag.List, error) {
	var problems diag.List
	files := map[string]*source.File{}
	for _, folder := range []string{"layouts", "partials"} {
		entries, err := fs.ReadDir(fsys, folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
		for _, entry := range entries {
			name := path.Join(folder, entry.Name())
			if entry.IsDir() || path.Ext(name) != ".html" || strings.HasPrefix(entry.Name(), ".") {
				continue
			}
			f, err := readText(fsys, name)
			if err != nil {
				return nil, nil, err
			}
			if !utf8.Valid(f.Text) {
				problems = append(problems, notText(f.Whole()))
				continue
			}
			files[name] = f
		}
	}
	for name := range layouts() {
		if files[name] == nil && !slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.File == "theme:"+name }) {
			problems = append(problems, noLayout(diag.Place{File: "theme:" + name}, name))
		}
	}
	return files, problems, nil
}

// readText reads a text file of a theme; lines end in "\n".
func readText(fsys fs.FS, name string) (*source.File, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	text := strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(string(data))
	return &source.File{Path: "theme:" + name, Text: []byte(text)}, nil
}

// complete reports that every template a theme must have was read.
func complete(files map[string]*source.File) bool {
	for name := range layouts() {
		if files[name] == nil {
			return false
		}
	}
	return true
}
