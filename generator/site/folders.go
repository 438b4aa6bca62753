package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// folder is one folder before it comes apart into languages.
type folder struct {
	name    string
	parent  *folder
	kind    *schema.Kind
	index   *entry
	entries []*entry
	folders []*folder
	views   []*Folder // by language
	slugs   []string  // by language: path below the language, "" or ending in "/"
}

// arrange makes folders of the entries and puts everything in reading order.
func (j *join) arrange() {
	root := j.folder("")
	for _, e := range j.entries {
		name := path.Dir(e.key)
		if name == "." {
			name = ""
		}
		e.folder = j.folder(name)
		if e.role == RoleText {
			e.folder.entries = append(e.folder.entries, e)
		} else {
			e.folder.index = e
		}
	}
	for _, f := range j.folders {
		if f.index == nil {
			f.index = j.unwritten(f)
		}
		slices.SortFunc(f.entries, inOrder)
		slices.SortFunc(f.folders, j.byNavigation())
	}
	j.entries = j.entries[:0]
	j.line(root)
	for i, e := range j.entries {
		e.rank = i
	}
}

// folder returns the folder of a name, made with all above it when first asked for.
func (j *join) folder(name string) *folder {
	if f := j.folders[name]; f != nil {
		return f
	}
	f := &folder{name: name, kind: j.schema.Plain}
	j.folders[name] = f
	if name == "" {
		return f
	}
	first, _, _ := strings.Cut(name, "/")
	f.kind = j.kindOf(first)
	above := path.Dir(name)
	if above == "." {
		above = ""
	}
	f.parent = j.folder(above)
	f.parent.folders = append(f.parent.folders, f)
	return f
}

func (j *join) kindOf(folder string) *schema.Kind {
	for _, k := range j.schema.Kinds {
		if k.Folder == folder {
			return k
		}
	}
	return j.schema.Plain
}

// unwritten is the home page or index of a folder for which there is no file.
func (j *join) unwritten(f *folder) *entry {
	e := &entry{key: "index", role: RoleHome, kind: j.schema.Plain, folder: f}
	if f.name != "" {
		e.key, e.role = f.name+"/index", RoleIndex
	}
	e.docs = make([]*markdown.Doc, len(j.schema.Languages))
	if j.byKey[e.key] == nil {
		j.byKey[e.key] = e
	}
	return e
}

// line appends what is in a folder, in reading order: its index, its pages, its folders.
func (j *join) line(f *folder) {
	j.entries = append(j.entries, f.index)
	j.entries = append(j.entries, f.entries...)
	for _, below := range f.folders {
		j.line(below)
	}
}

func (j *join) byNavigation() func(a, b *folder) int {
	order := make(map[string]int, len(j.schema.Navigation))
	for i, name := range j.schema.Navigation {
		order[strings.Trim(name, "/")] = i + 1
	}
	return func(a, b *folder) int {
		return cmp.Or(missingLast(order[a.name], order[b.name]), strings.Compare(a.name, b.name))
	}
}

// view is a folder in one language, with all below it.
func (j *join) view(f *folder, parent *Folder, lang int) *Folder {
	code := j.schema.Languages[lang].Code
	v := &Folder{Name: f.name, Kind: f.kind, Parent: parent, Index: f.index.pages[lang]}
	v.Label = j.label(f, v.Index, code)
	if f.named() {
		v.Description = f.kind.Description.In(code)
	}
	index := v.Index
	index.Folder = v
	if index.Title == "" || f.index.origin != nil && !titled(index.doc) {
		index.Title = v.Label
	}
	v.Description = cmp.Or(v.Description, index.Summary)
	index.Summary = cmp.Or(index.Summary, v.Description)
	for _, e := range f.entries {
		e.pages[lang].Folder = v
		v.Pages = append(v.Pages, e.pages[lang])
	}
	chain(v.Pages)
	for _, below := range f.folders {
		v.Folders = append(v.Folders, j.view(below, v, lang))
	}
	if f.views == nil {
		f.views = make([]*Folder, len(j.schema.Languages))
	}
	f.views[lang] = v
	return v
}

// named reports the folder that a kind is declared for.
func (f *folder) named() bool { return f.name != "" && f.kind.Folder == f.name }

func (j *join) label(f *folder, index *Page, code string) string {
	if f.named() {
		if s := cmp.Or(f.kind.Plural.In(code), f.kind.Label.In(code)); s != "" {
			return s
		}
	}
	if s := j.schema.Folders[f.name].Label.In(code); s != "" {
		return s
	}
	if index.doc != nil && titled(index.doc) {
		return index.doc.Title
	}
	return readable(path.Base(f.name))
}
