package site

import (
	"bytes"
	"maps"
	"slices"
	"sync"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// Joiner joins the files of a handbook again and again. As long as every file has the outline it had, what was joined holds:
// the next Site shares it, and knows the files' new texts. One goroutine at a time may use it; the sites it made stay
// what they are. The zero Joiner is ready.
type Joiner struct {
	pictures pictures
	last     *joined
}

// joined is a Site and all it was made of.
type joined struct {
	schema   *schema.Schema
	options  Options
	files    []*source.File
	docs     []*markdown.Doc
	outlines []*markdown.Doc // of each the version the pages were made of
	site     *Site
	problems diag.List
	index    *index
	known    memory
	told     map[string]bool        // files that problems speak of
	stamped  map[*markdown.Doc]bool // files whose words the stamps of translations are compared with
}

// Join joins parsed files, both lists sorted by path, as New does.
func (j *Joiner) Join(s *schema.Schema, docs []*markdown.Doc, files []*source.File, o Options) (*Site, diag.List) {
	if j.last == nil || !j.last.holds(s, docs, files, o) {
		j.last = j.join(s, docs, files, o)
	} else {
		j.last = j.last.with(docs, files)
	}
	return j.last.site, j.last.problems
}

// join joins files anew.
func (j *Joiner) join(s *schema.Schema, docs []*markdown.Doc, files []*source.File, o Options) *joined {
	var known memory
	var list *index
	if j.last != nil && j.last.schema.Hash == s.Hash {
		known, list = j.last.known, j.last.index
	}
	n := newJoin(s, newIndex(files, list), o, &j.pictures, known)
	n.collect(docs)
	n.arrange()
	if len(files) > 0 && !slices.ContainsFunc(n.entries, func(e *entry) bool { return e.origin != nil }) {
		n.report(noPages(files, len(docs)))
	}
	n.publish()
	n.address()
	n.codes()
	n.overdue()
	for _, edition := range n.editions {
		n.home(edition)
	}
	n.each(func(w *join, e *entry) {
		w.refer(e)
		w.lead(e)
	})
	n.fail()
	n.circles(n.found.ruled)
	n.cited(n.found.ruled)
	for _, e := range n.entries {
		n.connect(e)
	}
	n.relate()
	redirects := n.redirects()
	j.pictures.forget()
	return &joined{
		schema: s, options: o, files: files, docs: docs, outlines: docs, index: n.files, known: n.learnt(),
		site: &Site{Schema: s, Editions: n.editions, Assets: n.used(), Redirects: redirects,
			texts: sync.OnceValue(func() map[string]*Page { return texts(n.editions) })},
		problems: n.problems, told: speaksOf(n.problems), stamped: n.stamped(),
	}
}

// texts is the pages that are neither index nor home, by path.
func texts(editions []*Edition) map[string]*Page {
	all := map[string]*Page{}
	for _, e := range editions {
		for _, p := range e.Pages {
			if p.Role == RoleText {
				all[p.Path] = p
			}
		}
	}
	return all
}

// learnt is the facts of all pages.
func (j *join) learnt() memory {
	all := make(memory, len(j.entries))
	for _, e := range j.entries {
		if e.origin != nil {
			all[e.origin] = e.facts
		}
	}
	return all
}

// stamped is the files whose words the stamps of translations were compared with.
func (j *join) stamped() map[*markdown.Doc]bool {
	files := map[*markdown.Doc]bool{}
	for _, e := range j.entries {
		for _, d := range e.docs {
			if d != nil && len(d.Known.TranslatedFrom) > 0 {
				files[e.origin] = true
			}
		}
	}
	return files
}

// holds reports that files make the same pages as those joined, but for their texts.
func (l *joined) holds(s *schema.Schema, docs []*markdown.Doc, files []*source.File, o Options) bool {
	if s != l.schema || o != l.options || len(docs) != len(l.docs) || len(files) != len(l.files) {
		return false
	}
	for i, d := range docs {
		if old := l.docs[i]; d != old && (l.told[d.File.Path] || !sameOutline(old, d) || l.stamped[l.outlines[i]] && !sameWords(old, d)) {
			return false
		}
	}
	next := 0 // in docs
	for i, f := range files {
		if next < len(docs) && docs[next].File == f {
			next++
		} else if f != l.files[i] {
			return false
		}
	}
	return next == len(docs)
}

// with is the same with other texts.
func (l *joined) with(docs []*markdown.Doc, files []*source.File) *joined {
	now := *l
	now.docs, now.files = docs, files
	site := *l.site
	site.newer = maps.Clone(site.newer)
	for i, d := range docs {
		if d != l.docs[i] {
			if site.newer == nil {
				site.newer = map[*markdown.Doc]*markdown.Doc{}
			}
			site.newer[l.outlines[i]] = d
		}
	}
	now.site = &site
	return &now
}

// sameOutline reports two versions of a file of which other pages see the same: what is above the text, title, first words where they
// are the summary, headings, and where links and pictures lead.
func sameOutline(a, b *markdown.Doc) bool {
	return a.File.Path == b.File.Path && a.Kind == b.Kind &&
		bytes.Equal(a.File.Text[:a.BodyAt], b.File.Text[:b.BodyAt]) &&
		a.Title == b.Title && titled(a) == titled(b) && (a.Lead == b.Lead || a.Known.Summary != "") &&
		slices.EqualFunc(a.Sections, b.Sections, func(x, y markdown.Section) bool {
			return x.Level == y.Level && x.Title == y.Title && x.Explicit == y.Explicit && x.Slug == y.Slug
		}) &&
		slices.EqualFunc(a.Links, b.Links, func(x, y markdown.Link) bool { return x.Dest == y.Dest && x.External == y.External }) &&
		slices.EqualFunc(a.Images, b.Images, func(x, y markdown.Image) bool { return x.Dest == y.Dest })
}

// sameWords reports two versions of a file that say the same, as stamps see it.
func sameWords(a, b *markdown.Doc) bool {
	return a.Intro == b.Intro && slices.EqualFunc(a.Sections, b.Sections, func(x, y markdown.Section) bool { return x.Text == y.Text })
}

// speaksOf adds the files that problems are in or refer to.
func speaksOf(problems diag.List) map[string]bool {
	files := map[string]bool{}
	for _, p := range problems {
		files[p.File] = true
		for _, n := range p.Notes {
			files[n.File] = true
		}
	}
	return files
}
