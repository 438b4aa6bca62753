package site

import (
	"iter"
	"slices"

	"handbook/generator/diag"
	"handbook/generator/schema"
)

// References is every reference in the fields of the page, in order, also those that lead nowhere.
func (p *Page) References() iter.Seq[*Value] {
	return func(yield func(*Value) bool) { references(p.Fields, yield) }
}

func references(all []Value, yield func(*Value) bool) bool {
	for i := range all {
		v := &all[i]
		if v.Field.Type == schema.TypeReference && !yield(v) || !references(v.Items, yield) || !references(v.Fields, yield) {
			return false
		}
	}
	return true
}

// circles reports references along which one comes back to where one was, each circle once.
func (j *join) circles(edges []edge) {
	byField := map[*schema.Field][]edge{}
	var order []*schema.Field
	for _, e := range edges {
		if e.field.Acyclic {
			if byField[e.field] == nil {
				order = append(order, e.field)
			}
			byField[e.field] = append(byField[e.field], e)
		}
	}
	for _, f := range order {
		w := walk{join: j, field: f, next: map[*Page][]*Page{}, done: map[*Page]bool{}}
		for _, e := range byField[f] {
			w.next[e.from] = append(w.next[e.from], e.target.Page)
		}
		for _, e := range byField[f] {
			w.visit(e.from)
		}
	}
}

// walk follows the references of one field from page to page.
type walk struct {
	*join
	field *schema.Field
	next  map[*Page][]*Page
	path  []*Page // from the start to where it is
	done  map[*Page]bool
}

func (w *walk) visit(p *Page) {
	if w.done[p] {
		return
	}
	w.path = append(w.path, p)
	for _, to := range w.next[p] {
		if i := slices.Index(w.path, to); i >= 0 {
			w.join.report(w.closed(append(slices.Clone(w.path[i:]), to)))
			continue
		}
		w.visit(to)
	}
	w.path = w.path[:len(w.path)-1]
	w.done[p] = true
}

// closed reports a circle at the reference that leads back to its first page.
func (w *walk) closed(pages []*Page) diag.Diagnostic {
	keys := make([]string, len(pages))
	for i, p := range pages {
		keys[i] = p.Key
	}
	from, to := pages[len(pages)-2], pages[len(pages)-1]
	at := top(from.doc)
	for v := range from.References() {
		if v.Target.Page == to && (v.Field == w.field || w.field.Of == v.Field) {
			at = spanPlace(v.Doc, v.Given.Span)
		}
	}
	return circle(at, w.labels(w.field), w.field.Name, keys)
}

// cited reports fields that name a page of which its kind says that it is no longer to be named.
func (j *join) cited(edges []edge) {
	for i, e := range edges {
		to := e.target.Page
		if to.Origin == nil || e.from.Kind == to.Kind {
			continue
		}
		for _, c := range to.Kind.Checks {
			if !isCited(c) || !c.If.Holds(to.Origin.Record) {
				continue
			}
			if i > 0 && edges[i-1].from == e.from && edges[i-1].target.Page == to {
				continue // told together with the one before
			}
			for v := range e.from.References() {
				if v.Target.Page == to {
					j.report(j.citedValue(v, to, &c.If))
				}
			}
		}
	}
}

func isCited(c schema.Check) bool { return c.Rule == schema.RuleCited }

func (j *join) citedValue(v *Value, to *Page, c *schema.Condition) diag.Diagnostic {
	label := j.labels(c.Choice.Last())
	value := diag.Words{EN: c.Value, ID: c.Value}
	for _, choice := range c.Choice.Last().Choices {
		if choice.Value == c.Value {
			value = diag.Words{EN: choice.Label.In("en"), ID: choice.Label.In("id")}
		}
	}
	at := top(to.Origin)
	if said := c.Choice.In(to.Origin.Record); said != nil {
		at = spanPlace(to.Origin, said.Span)
	}
	return citedValue(spanPlace(v.Doc, v.Given.Span), to.Title, label, value, at)
}
