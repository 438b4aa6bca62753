package site

import (
	"runtime"
	"sync"
	"sync/atomic"

	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// join is what New knows on the way from parsed files to a Site.
type join struct {
	schema    *schema.Schema
	options   Options
	pictures  *pictures
	languages map[string]int // code to index in schema.Languages
	files     *index
	entries   []*entry          // visible, in reading order, home first
	byKey     map[string]*entry // hidden ones as well
	pageOf    []*entry          // of every file that has a key, as in files
	known     memory
	folders   map[string]*folder // by name; "" holds the pages beside the home page
	claims    map[string]claim   // by address, folded
	clashes   map[[2]string]bool // pairs of files reported already
	plans     map[*schema.Kind]*plan
	editions  []*Edition
	assets    map[*source.File]*Asset
	published map[string]*Asset // by path
	guess     guesses
	own
}

// own is what each worker has for itself.
type own struct {
	problems diag.List
	found    findings
	edges    []edge  // see refer
	heard    []named // see referrer.entry
	values   []Value // see copied
	buf      []byte  // see absolute
}

func newJoin(s *schema.Schema, list *index, o Options, pictures *pictures, known memory) *join {
	files := list.files
	j := &join{
		schema: s, options: o, pictures: pictures, known: known,
		languages: make(map[string]int, len(s.Languages)),
		files:     list,
		byKey:     make(map[string]*entry, len(files)),
		pageOf:    make([]*entry, len(files)),
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
	j.plan(s.Plain)
	for _, k := range s.Kinds {
		j.plan(k)
	}
	return j
}

// parts is into how many parts the entries of a large handbook are cut: more than there are processors, since some get on faster.
const parts = 16

// each does something with every entry, on all processors. The step may report, and change the entry and its pages,
// but nothing else. What it reports and finds comes in the order of the entries.
func (j *join) each(step func(*join, *entry)) {
	each := make([]join, max(1, min(parts, len(j.entries)/64)))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(each)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(each); i = int(next.Add(1)) - 1 {
				w := &each[i]
				*w = *j
				w.own = own{}
				w.entries = j.entries[i*len(j.entries)/len(each) : (i+1)*len(j.entries)/len(each)]
				for _, e := range w.entries {
					step(w, e)
				}
			}
		})
	}
	workers.Wait()
	for i := range each {
		j.report(each[i].problems...)
		j.found.add(&each[i].found)
	}
}

// lead finds where the plain links of an entry's texts lead: to a page or a section that is there. That is nearly all of them.
func (j *join) lead(e *entry) {
	for lang, d := range e.docs {
		if d != nil && (j.plainLinks(e.pages[lang], e.facts.links[lang]) || len(d.Images) > 0) {
			e.late = true
		}
	}
	if !e.late {
		j.borrow(e)
	}
}

// connect finds where the other links lead, what the texts show, and all that is wrong with both.
func (j *join) connect(e *entry) {
	if !e.late {
		return
	}
	for lang, d := range e.docs {
		if d != nil {
			j.follow(e.pages[lang])
			j.show(e.pages[lang])
		}
	}
	j.borrow(e)
}

// borrow gives the pages that show another language's text its links and pictures.
func (j *join) borrow(e *entry) {
	for lang, p := range e.pages {
		if p.Borrowed {
			p.borrow(e.pages[j.languages[p.doc.Lang]], lang)
		}
	}
}

func (j *join) report(d ...diag.Diagnostic) { j.problems = append(j.problems, d...) }
