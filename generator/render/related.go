package render

import (
	"html/template"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// fewLinks is how many links a group from other pages shows before the rest goes to a page of its own.
const fewLinks = 20

// linksPath is the page with all links of a page that has many.
func linksPath(p *site.Page) string { return beside(p.Path, ".links") }

// crowded reports a page that does not show all links to it.
func crowded(p *site.Page) bool {
	for _, g := range p.Backlinks {
		if len(g.Targets) > fewLinks {
			return true
		}
	}
	return false
}

// related is the groups of pages this page names and of those that name it.
func (w *writer) related() template.HTML {
	for _, g := range w.page.Relations {
		if g.Field == nil || w.listedHere(g.Field) {
			w.group(g, len(g.Targets))
		}
	}
	for _, g := range w.page.Backlinks {
		w.group(g, fewLinks)
	}
	return w.take()
}

// listedHere reports fields whose only place on the page is among the related pages: lists of references. A single
// reference is a fact, and one inside an object stands with the object; showing them twice would only cost room.
func (w *writer) listedHere(f *schema.Field) bool {
	for _, v := range w.page.Fields {
		if v.Field == f || v.Field.Of == f {
			return pureReference(v.Field) && (v.Field.Type == schema.TypeList || v.Field.Show != schema.ShowFact)
		}
	}
	return false
}

// group adds one labelled group of links, no more than a limit.
func (w *writer) group(g site.Relation, limit int) {
	w.raw(`<section><h3`)
	if s := w.sectionOf(g); s != nil {
		w.raw(` id="`)
		w.text(w.prefix + s.ID)
		w.raw(`"`)
	}
	w.raw(`>`)
	if g.Kind != nil { // one mark for all
		w.raw(string(w.words().mark(g.Kind)))
	}
	w.text(w.groupLabel(g))
	w.raw(`</h3><ul>`)
	for _, t := range g.Targets[:min(limit, len(g.Targets))] {
		w.raw(`<li>`)
		if g.Kind == nil && t.Page != nil {
			w.raw(string(w.words().mark(t.Page.Kind)))
		}
		w.link(t)
		w.raw(`</li>`)
	}
	w.raw(`</ul>`)
	if len(g.Targets) > limit {
		w.raw(`<p><a href="`)
		w.text(site.Href(w.at, linksPath(w.page), ""))
		w.raw(`">`)
		w.text(w.words().word("all_links", "count", w.words().number(float64(len(g.Targets)))))
		w.raw(`</a></p>`)
	}
	w.raw(`</section>`)
}

func (w *writer) groupLabel(g site.Relation) string {
	switch {
	case g.Label != "":
		return g.Label
	case g.Inverse:
		return w.words().word("mentioned_in")
	}
	return w.words().word("mentions")
}

// sectionOf is the section that a group of references stands for, or nil.
func (w *writer) sectionOf(g site.Relation) *site.Section {
	if g.Inverse || g.Field == nil {
		return nil
	}
	for _, s := range w.page.Sections {
		if s.Field != nil && pureReference(s.Field) && (s.Field == g.Field || s.Field.Of == g.Field) {
			return s
		}
	}
	return nil
}

// mark is the shape of a kind.
func (l *language) mark(k *schema.Kind) template.HTML {
	if k == nil {
		return ""
	}
	return l.marks[k.Mark]
}
