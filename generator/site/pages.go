package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// join is what New knows on the way from parsed files to a Site.
type join struct {
	schema    *schema.Schema
	options   Options
	languages map[string]int          // code to index in schema.Languages
	paths     []string                // of all content files, in NFC, sorted
	files     map[string]*source.File // by path
	entries   []*entry                // visible, in reading order, home first
	byKey     map[string]*entry       // hidden ones as well
	byFile    map[*source.File]*entry // of every file that has a key
	folders   map[string]*folder      // by name; "" holds the pages beside the home page
	claims    map[string]claim        // by address, folded
	clashes   map[[2]string]bool      // pairs of files reported already
	plans     map[*schema.Kind]*plan
	editions  []*Edition
	assets    map[*source.File]*Asset
	published map[string]*Asset // by path
	guess     guesses
	buf       []byte // see absolute
	problems  diag.List
}

// entry is one page before it comes apart into languages.
type entry struct {
	key    string
	role   Role
	kind   *schema.Kind
	docs   []*markdown.Doc // by language; nil where the page is not written
	origin *markdown.Doc   // the first of them; nil for an index nobody wrote
	hidden *markdown.Doc   // the file that keeps the page out, a draft or of a future date
	draft  bool            // would be hidden without Options.Drafts
	folder *folder
	pages  []*Page // by language
	rank   int     // place in reading order
}

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

func newJoin(s *schema.Schema, files []*source.File, o Options) *join {
	j := &join{
		schema: s, options: o,
		languages: make(map[string]int, len(s.Languages)),
		files:     make(map[string]*source.File, len(files)),
		byKey:     make(map[string]*entry, len(files)),
		byFile:    make(map[*source.File]*entry, len(files)),
		folders:   map[string]*folder{},
		clashes:   map[[2]string]bool{},
		claims:    make(map[string]claim, len(files)),
		plans:     map[*schema.Kind]*plan{},
		assets:    map[*source.File]*Asset{},
		published: map[string]*Asset{},
	}
	for i, l := range s.Languages {
		j.languages[l.Code] = i
	}
	for _, f := range files {
		name := nfc(f.Path)
		j.paths = append(j.paths, name)
		j.files[name] = f
	}
	slices.Sort(j.paths)
	j.plan(s.Plain)
	for _, k := range s.Kinds {
		j.plan(k)
	}
	return j
}

// read gives the pages of an entry what is in their files: fields and sections.
func (j *join) read(e *entry) {
	if e.origin == nil {
		return
	}
	j.shared(e)
	for _, d := range e.docs {
		if d != nil {
			j.missing(e, d)
		}
	}
	anchors := j.plans[e.origin.Kind].anchors
	first, problems := ids(e.origin, anchors)
	j.report(problems...)
	for lang, p := range e.pages {
		own := e.docs[lang]
		fields, problems := j.values(e.origin.Kind, e.origin, own)
		p.Fields = fields
		j.report(problems...)
		all := first
		if own != nil && own != e.origin {
			all, problems = translate(own, e.origin, first, anchors)
			j.report(problems...)
		}
		j.section(p, all)
	}
}

// references finds the targets of all references of an edition.
func (j *join) references(edition *Edition) []edge {
	var all []edge
	for _, p := range edition.Pages {
		edges, problems := j.refer(p)
		all = append(all, edges...)
		j.report(problems...)
	}
	return all
}

// connect finds where the texts of an entry lead, and what they show.
func (j *join) connect(e *entry) {
	for lang, p := range e.pages {
		if e.docs[lang] != nil {
			j.follow(p)
			j.show(p)
		}
	}
	for lang, p := range e.pages {
		if p.Borrowed {
			p.borrow(e.pages[j.languages[p.Doc.Lang]], lang)
		}
	}
}

func (j *join) report(d ...diag.Diagnostic) { j.problems = append(j.problems, d...) }

// collect brings the files of one key together. Files of no language are the business of package markdown.
func (j *join) collect(docs []*markdown.Doc) {
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b *markdown.Doc) int { return strings.Compare(a.File.Path, b.File.Path) })
	for _, d := range docs {
		lang, ok := j.languages[d.Lang]
		if !ok {
			continue
		}
		key := nfc(d.Key)
		e := j.byKey[key]
		if e == nil {
			e = &entry{key: key, docs: make([]*markdown.Doc, len(j.schema.Languages))}
			j.byKey[key] = e
			j.entries = append(j.entries, e)
		}
		if e.docs[lang] != nil {
			j.report(sameKey(d, e.docs[lang]))
			j.byFile[d.File] = e
			continue
		}
		e.docs[lang] = d
		j.byFile[d.File] = e
	}
	j.entries = slices.DeleteFunc(j.entries, func(e *entry) bool {
		j.settle(e)
		return e.hidden != nil
	})
}

// settle finds whose shared values hold, and what must stay out.
func (j *join) settle(e *entry) {
	for _, d := range e.docs {
		if d != nil {
			e.origin = d
			break
		}
	}
	e.kind = e.origin.Kind
	switch path.Base(e.key) {
	case e.key:
		if e.key == "index" {
			e.role = RoleHome
		}
	case "index":
		e.role = RoleIndex
	}
	for _, d := range e.docs {
		if d != nil && d != e.origin && d.Known.Draft {
			j.report(sharedKnown(d, "draft", e.origin))
		}
	}
	e.draft = e.origin.Known.Draft || j.early(e.origin)
	if j.options.Drafts {
		return
	}
	if e.draft {
		e.hidden = e.origin
		return
	}
	for i, d := range e.docs {
		if d != nil && j.early(d) {
			e.docs[i] = nil
		}
	}
}

// early reports a text of a future date.
func (j *join) early(d *markdown.Doc) bool {
	return j.options.Today != "" && d.Known.Published > j.options.Today
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

// missingLast compares numbers from 1; 0 stands for none and comes last.
func missingLast(a, b int) int {
	if a == 0 || b == 0 {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// inOrder is the order of pages in a folder: order, then short code, then name.
func inOrder(a, b *entry) int {
	x, y := &a.origin.Known, &b.origin.Known
	switch {
	case x.Order != nil && y.Order == nil:
		return -1
	case x.Order == nil && y.Order != nil:
		return 1
	case x.Order != nil && *x.Order != *y.Order:
		return cmp.Compare(*x.Order, *y.Order)
	case x.Code != "" && y.Code == "":
		return -1
	case x.Code == "" && y.Code != "":
		return 1
	}
	return cmp.Or(natural(x.Code, y.Code), natural(a.key, b.key), strings.Compare(a.key, b.key))
}

// natural compares codes and names so that M2 stands before M10.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == 0 || y == 0 {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
		if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// publish gives every entry a page in every language, and every language its edition.
func (j *join) publish() {
	n := len(j.schema.Languages)
	pages := make([]Page, len(j.entries)*n)
	pointers := make([]*Page, len(pages)) // of one entry, by language: its translations
	for i, e := range j.entries {
		e.pages = pointers[i*n : (i+1)*n : (i+1)*n]
		for lang := range n {
			e.pages[lang] = &pages[lang*len(j.entries)+i]
		}
	}
	for lang, language := range j.schema.Languages {
		edition := &Edition{Language: language, Pages: make([]*Page, len(j.entries))}
		j.editions = append(j.editions, edition)
		for i, e := range j.entries {
			edition.Pages[i] = e.pages[lang]
			j.fill(e.pages[lang], e, lang, edition)
		}
		root := j.folders[""]
		edition.Home = root.index.pages[lang]
		chain(edition.Pages[1 : 1+len(root.entries)])
		for _, f := range root.folders {
			edition.Folders = append(edition.Folders, j.view(f, nil, lang))
		}
	}
}

// fill sets what a page is by itself.
func (j *join) fill(p *Page, e *entry, lang int, edition *Edition) {
	*p = Page{Role: e.role, Key: e.key, Edition: edition, Kind: e.kind, Translations: e.pages, Draft: e.draft, rank: e.rank}
	p.Doc, p.Origin = e.docs[lang], e.origin
	if p.Doc == nil {
		p.Doc, p.Borrowed = e.origin, e.origin != nil
	}
	if p.Doc == nil {
		return // its folder names it
	}
	own, shared := &p.Doc.Known, &p.Origin.Known
	p.Draft = p.Draft || j.early(p.Doc)
	p.Title = p.Doc.Title
	p.Summary = cmp.Or(own.Summary, p.Doc.Lead)
	p.Names = own.Names
	p.Code = shared.Code
	if shared.Order != nil {
		p.Order = *shared.Order
	}
	p.Published = cmp.Or(own.Published, shared.Published)
	p.Updated = cmp.Or(own.Updated, shared.Updated)
	p.Reviewed, p.ReviewDue = shared.Reviewed, shared.ReviewDue
	if p.Title == "" && e.role == RoleText {
		p.Title = readable(path.Base(e.key))
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
	if index.Title == "" || f.index.origin != nil && !titled(index.Doc) {
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
	if index.Doc != nil && titled(index.Doc) {
		return index.Doc.Title
	}
	return readable(path.Base(f.name))
}

// titled reports whether somebody wrote the title of a text.
func titled(d *markdown.Doc) bool {
	return d.Title != "" && (d.Known.Title != "" || d.TitleAt.Length > 0)
}

// home names the home page of an edition.
func (j *join) home(edition *Edition) {
	p, code := edition.Home, edition.Language.Code
	if p.Doc == nil || !titled(p.Doc) {
		p.Title = j.schema.Title.In(code)
	}
	p.Summary = cmp.Or(p.Summary, j.schema.Description.In(code))
}

// chain sets the pages before and after.
func chain(pages []*Page) {
	for i, p := range pages {
		if i > 0 {
			p.Prev = pages[i-1]
		}
		if i < len(pages)-1 {
			p.Next = pages[i+1]
		}
	}
}

// readable makes words of a file's name: needs-assessment is Needs assessment.
func readable(name string) string {
	words := strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return r == '-' || r == '_' || unicode.IsSpace(r)
	}), " ")
	if words == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// codes reports short codes that two pages claim.
func (j *join) codes() {
	claimed := map[string]*entry{}
	for _, e := range j.entries {
		if e.origin == nil || e.origin.Known.Code == "" {
			continue
		}
		code := fold(e.origin.Known.Code)
		if first := claimed[code]; first != nil {
			j.report(sameCode(e.origin, first.origin))
			continue
		}
		claimed[code] = e
	}
}

// overdue reports pages whose review is past its date.
func (j *join) overdue() {
	for _, e := range j.entries {
		if e.origin == nil || j.options.Today == "" {
			continue
		}
		if due := e.origin.Known.ReviewDue; due != "" && due < j.options.Today {
			j.report(reviewDue(e.origin))
		}
	}
}
