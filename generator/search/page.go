package search

import (
	"slices"
	"strings"
	"sync"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// Memo keeps the words of pages from one build to the next. They are a function of the parsed files alone, so
// what it remembers never has to be made invalid; what a build does not use it forgets. The zero Memo is ready.
// One build at a time may use it.
type Memo struct {
	pages map[memoKey]*analysis
}

// memoKey is what the words of a page depend on: the file that is shown and the one whose shared values hold.
type memoKey struct{ doc, origin *markdown.Doc }

// analysis is the words of one page.
type analysis struct {
	forms []string   // distinct
	title []uint32   // in forms
	names []uint32   // other names and the code
	links [][]uint32 // what each of Doc.Links reads; nil for one that leads out
	parts []part     // the page itself, then its sections
}

// part is the words of a section: of its heading, and of the text below.
type part struct {
	heading, body []uint32
}

// analyse finds the words of all pages, in parallel.
func (m *Memo) analyse(s *site.Site, pages []*site.Page) []*analysis {
	all := make([]*analysis, len(pages))
	each(len(pages), func() func(int) {
		var w wordList
		return func(i int) {
			p := pages[i]
			d := s.Doc(p)
			if d != nil && m != nil {
				if all[i] = m.pages[memoKey{d, p.Origin}]; all[i] != nil {
					return
				}
			}
			all[i] = w.read(p, d)
		}
	})
	if m != nil {
		if m.pages == nil {
			m.pages = map[memoKey]*analysis{}
		}
		for i, p := range pages {
			if d := s.Doc(p); d != nil {
				m.pages[memoKey{d, p.Origin}] = all[i]
			}
		}
	}
	return all
}

// forget drops the pages that are no more.
func (m *Memo) forget(s *site.Site) {
	if m == nil {
		return
	}
	used := make(map[memoKey]bool, len(m.pages))
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			used[memoKey{s.Doc(p), p.Origin}] = true
		}
	}
	for k := range m.pages {
		if !used[k] {
			delete(m.pages, k)
		}
	}
}

// wordList gathers the words of one page after another. It knows all words it has met, so that pages share their strings.
type wordList struct {
	folder folder
	ids    map[string]int // in met
	met    []metWord
	page   int
	forms  []string // of this page
	all    []uint32
}

type metWord struct {
	word string
	page int // that had it last
	id   uint32
}

func (w *wordList) read(p *site.Page, d *markdown.Doc) *analysis {
	w.page++
	w.forms, w.all = w.forms[:0], w.all[:0]
	type span struct{ from, to int }
	read := func(text ...string) span {
		from := len(w.all)
		for _, s := range text {
			w.folder.each(s, w.add)
		}
		return span{from, len(w.all)}
	}
	title, names := read(p.Title), read(p.Names...)
	names.to = read(p.Code).to
	spans := make([][2]span, 0, 1+len(p.Sections))
	spans = append(spans, [2]span{{}, read(lead(p, d)...)})
	for _, s := range p.Sections {
		spans = append(spans, [2]span{read(s.Title), read(text(p, s, d))})
	}
	links := make([]span, 0, 8)
	if d != nil {
		for i := range d.Links {
			if l := &d.Links[i]; l.External {
				links = append(links, span{})
			} else {
				links = append(links, read(l.Text))
			}
		}
	}
	words := slices.Clone(w.all)
	cut := func(s span) []uint32 { return words[s.from:s.to:s.to] }
	a := &analysis{forms: slices.Clone(w.forms), title: cut(title), names: cut(names), parts: make([]part, len(spans))}
	for i, s := range spans {
		a.parts[i] = part{cut(s[0]), cut(s[1])}
	}
	a.parts[0].heading = a.title
	for _, s := range links {
		a.links = append(a.links, cut(s))
	}
	return a
}

func (w *wordList) add(word []byte, _, _ int) {
	i, known := w.ids[string(word)]
	if !known {
		if w.ids == nil {
			w.ids = map[string]int{}
		}
		i = len(w.met)
		s := string(word)
		w.ids[s] = i
		w.met = append(w.met, metWord{word: s})
	}
	m := &w.met[i]
	if m.page != w.page {
		m.page, m.id = w.page, uint32(len(w.forms))
		w.forms = append(w.forms, m.word)
	}
	w.all = append(w.all, m.id)
}

// lead is the text of a page above its first section: summary, what its short fields say, first paragraphs.
func lead(p *site.Page, d *markdown.Doc) []string {
	var all []string
	if p.Summary != "" && (d == nil || p.Summary != d.Lead) {
		all = append(all, p.Summary)
	}
	for i := range p.Fields {
		if f := p.Fields[i].Field; f.Show == schema.ShowLead || f.Show == schema.ShowFact {
			if s := values(&p.Fields[i], p.Lang()); s != "" {
				all = append(all, s)
			}
		}
	}
	if d != nil && d.Intro != "" {
		all = append(all, d.Intro)
	}
	return all
}

// text is what stands below the heading of a section of a page. d is the text of the page.
func text(p *site.Page, s *site.Section, d *markdown.Doc) string {
	if s.Body >= 0 {
		return d.Sections[s.Body].Text
	}
	for i := range p.Fields {
		if p.Fields[i].Field == s.Field {
			return values(&p.Fields[i], p.Lang())
		}
	}
	return ""
}

// values is the plain text of a field. References are left out: they show what other pages say.
func values(v *site.Value, lang string) string {
	var b strings.Builder
	appendValue(&b, v, lang)
	return b.String()
}

func appendValue(b *strings.Builder, v *site.Value, lang string) {
	line := func(s string) {
		if s = strings.TrimSpace(s); s == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s)
	}
	switch v.Field.Type {
	case schema.TypeText, schema.TypeDate:
		line(v.Given.Text)
	case schema.TypeNumber, schema.TypeRange:
		line(v.Given.Text + " " + v.Field.Unit.In(lang))
	case schema.TypeMarkdown:
		line(v.Doc.Fragments[v.Given.Fragment].Plain)
	case schema.TypeChoice:
		if v.Choice != nil {
			line(v.Choice.Label.In(lang))
		}
	}
	for i := range v.Items {
		appendValue(b, &v.Items[i], lang)
	}
	for i := range v.Fields {
		appendValue(b, &v.Fields[i], lang)
	}
}

// each calls, for every i below n, a function that start makes once for each worker.
func each(n int, start func() func(int)) {
	next := make(chan [2]int)
	var workers sync.WaitGroup
	for range processors() {
		workers.Go(func() {
			do := start()
			for r := range next {
				for i := r[0]; i < r[1]; i++ {
					do(i)
				}
			}
		})
	}
	for i := 0; i < n; i += 16 {
		next <- [2]int{i, min(i+16, n)}
	}
	close(next)
	workers.Wait()
}
