package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/markdown"
	"handbook/generator/schema"
)

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
	facts  *facts
	late   bool // its links and pictures need a closer look
}

// collect brings the files of one key together. Files of no language are the business of package markdown.
func (j *join) collect(docs []*markdown.Doc) {
	slab := make([]*markdown.Doc, len(docs)*len(j.schema.Languages))
	entries := make([]entry, len(docs))
	j.entries = make([]*entry, 0, len(docs))
	at := 0 // in files
	for _, d := range docs {
		lang, ok := j.languages[d.Lang]
		if !ok {
			continue
		}
		key := nfc(d.Key)
		e := j.byKey[key]
		if e == nil {
			n := len(j.schema.Languages)
			e = &entries[len(j.entries)]
			e.key, e.docs, slab = key, slab[:n:n], slab[n:]
			j.byKey[key] = e
			j.entries = append(j.entries, e)
		}
		for j.files.files[at] != d.File {
			at++
		}
		j.pageOf[at] = e
		if e.docs[lang] != nil {
			j.report(sameKey(d, e.docs[lang]))
			continue
		}
		e.docs[lang] = d
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
	for lang := range j.schema.Languages {
		j.slugs(j.folders[""], lang)
	}
	n := len(j.schema.Languages)
	pages := make([]Page, len(j.entries)*n)
	pointers := make([]*Page, len(pages)) // of one entry, by language: its translations
	for i, e := range j.entries {
		e.pages = pointers[i*n : (i+1)*n : (i+1)*n]
		for lang := range n {
			e.pages[lang] = &pages[lang*len(j.entries)+i]
		}
	}
	for _, language := range j.schema.Languages {
		j.editions = append(j.editions, &Edition{Language: language, Pages: make([]*Page, len(j.entries))})
	}
	j.each(func(w *join, e *entry) {
		w.recall(e)
		for lang, edition := range w.editions {
			edition.Pages[e.rank] = e.pages[lang]
			w.fill(e.pages[lang], e, lang, edition)
		}
		w.read(e)
	})
	for lang, edition := range j.editions {
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
	p.Role, p.Key, p.Edition, p.Kind, p.Translations, p.Draft, p.rank = e.role, e.key, edition, e.kind, e.pages, e.draft, e.rank
	p.Path = edition.Language.Code + "/" + e.folder.slugs[lang] + e.facts.slugs[lang] + ".html"
	p.doc, p.Origin = e.docs[lang], e.origin
	if p.doc == nil {
		p.doc, p.Borrowed = e.origin, e.origin != nil
	}
	if p.doc == nil {
		return // its folder names it
	}
	own, shared := &p.doc.Known, &p.Origin.Known
	p.Draft = p.Draft || j.early(p.doc)
	p.Title = p.doc.Title
	p.Summary = cmp.Or(own.Summary, p.doc.Lead)
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

// titled reports whether somebody wrote the title of a text.
func titled(d *markdown.Doc) bool {
	return d.Title != "" && (d.Known.Title != "" || d.TitleAt.Length > 0)
}

// home names the home page of an edition.
func (j *join) home(edition *Edition) {
	p, code := edition.Home, edition.Language.Code
	if p.doc == nil || !titled(p.doc) {
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
