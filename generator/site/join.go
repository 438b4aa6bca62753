package site

import (
	"runtime"
	"slices"
	"sync"

	"handbook/generator/diag"
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
	j.behind(e)
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

// each does something with every entry, on all processors. The step may report, and change the entry and its pages,
// but nothing else. What it reports comes in the order of the entries.
func (j *join) each(step func(*join, *entry)) {
	n := max(1, min(runtime.GOMAXPROCS(0), len(j.entries)/64))
	parts := make([]join, n)
	var workers sync.WaitGroup
	for i := range parts {
		w := &parts[i]
		*w = *j
		w.problems, w.buf = nil, nil
		w.entries = j.entries[i*len(j.entries)/n : (i+1)*len(j.entries)/n]
		workers.Go(func() {
			for _, e := range w.entries {
				step(w, e)
			}
		})
	}
	workers.Wait()
	for i := range parts {
		j.report(parts[i].problems...)
	}
}

// lead finds where the plain links of an entry's texts lead: to a page or a section that is there. That is nearly all of them.
func (j *join) lead(e *entry) {
	for lang, p := range e.pages {
		if e.docs[lang] != nil {
			j.plainLinks(p)
		}
	}
}

// connect finds where the other links lead, what the texts show, and all that is wrong with both.
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
