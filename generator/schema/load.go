package schema

import (
	"crypto/sha256"
	"net/url"
	"path"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

const (
	handbookFile = "handbook.yaml"
	kindsFolder  = "kinds/"
	spellingFile = "spelling.yaml"
)

// Load reads handbook.yaml and kinds/*.yaml among the files. With errors in them the
// schema still holds all that could be understood.
func Load(files []*source.File) (*Schema, diag.List) {
	l := &loader{
		schema:  &Schema{Plain: plain(), Folders: map[string]FolderNames{}},
		choices: map[string][]Choice{},
		pages:   pageFolders(files),
		keys:    pageKeys(files),
	}
	hash := sha256.New()
	var handbook, spelling *source.File
	var kinds []*source.File
	for _, f := range files {
		switch {
		case f.Path == handbookFile:
			handbook = f
		case f.Path == spellingFile:
			spelling = f
		case isKindFile(f.Path):
			kinds = append(kinds, f)
		default:
			continue
		}
		hash.Write([]byte(f.Path + "\x00"))
		hash.Write(f.Hash[:])
	}
	hash.Sum(l.schema.Hash[:0])
	for _, f := range kinds {
		l.kindNames = append(l.kindNames, kindName(f))
	}
	if handbook == nil {
		l.report(handbookMissing(nearestFile(files)))
		l.defaultLanguages()
	} else {
		l.handbook(handbook)
	}
	for _, f := range kinds {
		l.kind(f)
	}
	if spelling != nil {
		l.spelling(spelling)
	}
	l.crossCheck()
	l.schema.Choices = l.choices
	return l.schema, l.problems.Sorted()
}

// loader is the state of one Load.
type loader struct {
	schema    *Schema
	problems  diag.List
	file      *source.File // the one being read
	main      *source.File // handbook.yaml
	choices   map[string][]Choice
	common    []*Field
	kindNames []string
	pages     []string // folders that hold pages, in any language
	keys      []string // of pages
	at        struct { // where things were said that can be checked only in the end
		navigation []meta.Value
		maps       meta.Value
		folders    map[string]claim // by kind's folder
		codes      map[string]claim
		choosers   []pending
		evidence   []pendingEvidence
	}
}

// claim is where a kind said what no other may say.
type claim struct {
	file *source.File
	at   meta.Value
}

func (l *loader) report(d diag.Diagnostic) { l.problems = append(l.problems, d) }

// plain is the kind of pages in folders of no kind.
func plain() *Kind {
	return &Kind{
		Name:       "page",
		Label:      Text{"": "Page", "id": "Halaman"},
		Plural:     Text{"": "Pages", "id": "Halaman"},
		Layout:     "list",
		SchemaType: "Article",
	}
}

func isKindFile(name string) bool {
	rest, found := strings.CutPrefix(name, kindsFolder)
	return found && !strings.Contains(rest, "/") && (path.Ext(rest) == ".yaml" || path.Ext(rest) == ".yml")
}

func kindName(f *source.File) string {
	return strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))
}

// nearestFile is the file that may be a misnamed handbook.yaml, or "".
func nearestFile(files []*source.File) string {
	var names []string
	for _, f := range files {
		if f.IsText() && path.Ext(f.Path) != ".md" {
			names = append(names, f.Path)
		}
	}
	if slices.Contains(names, "handbook.yml") {
		return "handbook.yml"
	}
	return diag.Nearest(handbookFile, names)
}

// pageFolders lists the folders in which a language's pages stand.
func pageFolders(files []*source.File) []string {
	var folders []string
	for _, f := range files {
		if parts := strings.Split(f.Path, "/"); path.Ext(f.Path) == ".md" {
			folders = append(folders, parts[:len(parts)-1]...)
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

// handbook reads handbook.yaml. Languages come first: all other texts are checked against them.
func (l *loader) handbook(f *source.File) {
	l.file, l.main = f, f
	v, problems := meta.Parse(f)
	l.problems = append(l.problems, problems...)
	if v.Kind != meta.Map && (v.Kind != meta.Null || problems.Errors() > 0) {
		if problems.Errors() == 0 {
			l.report(notMap(f, v))
		}
		l.defaultLanguages()
		return
	}
	known := []string{"title", "languages", "description", "base_url", "edit_url", "license", "navigation", "publisher",
		"markdown", "print", "search", "folders", "claims", "choices", "fields", "maps"}
	l.checkKeys(v, known)
	if languages := v.Get("languages"); languages != nil {
		l.languages(*languages)
	}
	if len(l.schema.Languages) == 0 {
		if v.Get("languages") == nil {
			l.report(keyMissing(f, v, "languages", languagesHint()))
		}
		l.defaultLanguages()
	}
	if v.Get("title") == nil {
		l.report(keyMissing(f, v, "title", titleHint(l.schema.codes())))
	}
	if choices := v.Get("choices"); choices != nil && l.isMap(*choices) {
		for _, list := range choices.Fields {
			l.identifier(list)
			l.choices[list.Key] = l.choiceList(list.Value)
		}
	}
	for _, field := range v.Fields {
		l.setting(field.Key, field.Value)
	}
}

// setting reads one key of handbook.yaml.
func (l *loader) setting(key string, v meta.Value) {
	s := l.schema
	switch key {
	case "title":
		s.Title = l.text(v)
	case "description":
		s.Description = l.text(v)
	case "publisher":
		s.Publisher = l.text(v)
	case "base_url":
		s.BaseURL = l.baseURL(v)
	case "edit_url":
		s.EditURL = l.editURL(v)
	case "license":
		if l.isMap(v) {
			l.checkKeys(v, []string{"text", "url"})
			if text := v.Get("text"); text != nil {
				s.License = l.text(*text)
			}
			if address := v.Get("url"); address != nil {
				s.LicenseURL = l.address(*address)
			}
		}
	case "navigation":
		for _, item := range l.list(v) {
			if name, ok := l.string(item); ok {
				s.Navigation = append(s.Navigation, name)
				l.at.navigation = append(l.at.navigation, item)
			}
		}
	case "markdown":
		s.Markdown = l.bool(v)
	case "print":
		s.Print = l.bool(v)
	case "search":
		if l.isMap(v) {
			l.checkKeys(v, []string{"shortcuts"})
			if shortcuts := v.Get("shortcuts"); shortcuts != nil {
				s.NoShortcuts = !l.bool(*shortcuts)
			}
		}
	case "folders":
		l.folders(v)
	case "maps":
		l.at.maps = v
	case "claims":
		l.claimWords(v)
	case "fields":
		if l.isMap(v) {
			for _, field := range v.Fields {
				if d := l.field(field, false); d != nil {
					l.common = append(l.common, d)
				}
			}
		}
	}
}

func (l *loader) folders(v meta.Value) {
	if !l.isMap(v) {
		return
	}
	for _, folder := range v.Fields {
		if !l.isMap(folder.Value) {
			continue
		}
		l.checkKeys(folder.Value, []string{"slug", "label"})
		names := FolderNames{}
		if slug := folder.Value.Get("slug"); slug != nil {
			names.Slug = l.slugs(*slug)
		}
		if label := folder.Value.Get("label"); label != nil {
			names.Label = l.text(*label)
		}
		l.schema.Folders[folder.Key] = names
	}
}

func (l *loader) baseURL(v meta.Value) string {
	address := l.address(v)
	if address == "" {
		return ""
	}
	if u, err := url.Parse(address); err != nil || u.RawQuery != "" || u.Fragment != "" {
		l.report(baseWithQuery(l.file, v))
		return ""
	}
	return strings.TrimSuffix(address, "/") + "/"
}

func (l *loader) editURL(v meta.Value) string {
	// The braces of the placeholder may not stand in an address.
	filled := v
	filled.Text = strings.ReplaceAll(v.Text, "{path}", "path")
	if l.address(filled) == "" {
		return ""
	}
	if !strings.Contains(v.Text, "{path}") {
		l.report(editWithoutPath(l.file, v))
		return ""
	}
	return v.Text
}

// crossCheck looks at what only all files together can tell.
func (l *loader) crossCheck() {
	slices.SortFunc(l.schema.Kinds, func(a, b *Kind) int { return strings.Compare(a.Name, b.Name) })
	if l.main != nil && l.at.maps.Kind != meta.Null {
		l.maps(l.at.maps)
	}
	var known []string
	for _, k := range l.schema.Kinds {
		known = append(known, k.Folder)
	}
	for name := range l.schema.Folders {
		known = append(known, name)
	}
	known = append(known, l.pages...)
	slices.Sort(known)
	seen := map[string]meta.Value{}
	for _, item := range l.at.navigation {
		before, found := seen[item.Text]
		switch {
		case found:
			l.report(repeated(l.main, item, before))
		case !slices.Contains(known, item.Text):
			l.report(folderUnknown(l.main, item, diag.Nearest(item.Text, known)))
		}
		seen[item.Text] = item
	}
	for _, p := range l.at.choosers {
		l.weighed(p)
	}
	for _, p := range l.at.evidence {
		l.evidence(p)
	}
}
