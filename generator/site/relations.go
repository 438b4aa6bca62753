package site

import (
	"cmp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/schema"
)

// edge is one reference: a page names another, or a section of it.
type edge struct {
	from   *Page
	field  *schema.Field // the reference, or the list of references
	shown  bool          // among the relations of from
	target Target
}

// referrer resolves the references of one page.
type referrer struct {
	*join
	page     *Page
	edges    []edge
	problems diag.List
}

// refer finds the targets of all references of a page.
func (j *join) refer(p *Page) ([]edge, diag.List) {
	r := referrer{join: j, page: p}
	r.values(p.Fields, true)
	return r.edges, r.problems
}

func (r *referrer) values(all []Value, shown bool) {
	for i := range all {
		v := &all[i]
		shown := shown && v.Field.Show != schema.ShowNone
		switch {
		case v.Field.Type == schema.TypeReference:
			r.value(v, v.Field, shown)
		case v.Field.Type == schema.TypeObject:
			r.values(v.Fields, shown)
		case v.Field.Type != schema.TypeList:
		case v.Field.Of.Type == schema.TypeReference:
			r.list(v, shown)
		case v.Field.Of.Type == schema.TypeObject:
			for k := range v.Items {
				r.values(v.Items[k].Fields, shown)
			}
		case v.Field.Of.Type == schema.TypeList:
			for k := range v.Items {
				r.values(v.Items[k:k+1], shown)
			}
		}
	}
}

func (r *referrer) list(v *Value, shown bool) {
	for k := range v.Items {
		one := &v.Items[k]
		r.value(one, v.Field, shown)
		if v.Field.Unique || !r.speaks(one) {
			continue // package schema reports what repeats in a list that may not
		}
		for i := range k {
			if v.Items[i].Given.Text == one.Given.Text {
				r.problems = append(r.problems, referenceTwice(one, &v.Items[i]))
				break
			}
		}
	}
}

// speaks reports whether problems with a value are reported from this page: each is reported once, in the language
// it was written in.
func (r *referrer) speaks(v *Value) bool { return v.Doc == r.page.Doc && !r.page.Borrowed }

func (r *referrer) value(v *Value, f *schema.Field, shown bool) {
	key, anchor, sectioned := strings.Cut(v.Given.Text, "#")
	e := r.byKey[nfc(key)]
	if problem, bad := r.judge(v, e, key); bad {
		if r.speaks(v) {
			r.problems = append(r.problems, problem)
		}
		return
	}
	v.Target = Target{Page: e.pages[r.lang()]}
	if sectioned {
		v.Target.Section = r.section(v, e, anchor)
	}
	r.edges = append(r.edges, edge{r.page, f, shown, v.Target})
}

func (r *referrer) lang() int { return r.languages[r.page.Edition.Language.Code] }

// judge says what is wrong with the page a reference names.
func (r *referrer) judge(v *Value, e *entry, key string) (diag.Diagnostic, bool) {
	to := v.Field.To
	switch {
	case e == nil:
		if !r.speaks(v) {
			return diag.Diagnostic{}, true
		}
		return referenceNowhere(v, r.guess.key(r.join, key, to)), true
	case e.hidden != nil:
		return referenceHidden(v, e), true
	case len(to) > 0 && !slices.Contains(to, e.kind.Name):
		return referenceKind(r.join, v, e, to), true
	case e.key == r.page.Key:
		return referenceSelf(v), true
	}
	return diag.Diagnostic{}, false
}

// section finds the section of a page that a reference names. It is sought as the text in which it is written
// sees it, then taken by its id.
func (r *referrer) section(v *Value, e *entry, anchor string) *Section {
	own := e.pages[r.languages[v.Doc.Lang]]
	s := find(own, nfc(anchor))
	if s == nil {
		if r.speaks(v) {
			r.problems = append(r.problems, referenceSection(v, own, anchor))
		}
		return nil
	}
	return sameSection(e.pages[r.lang()], s)
}

// sameSection is a section in another language, or nil where the page does not have it.
func sameSection(p *Page, s *Section) *Section {
	if s == nil || s.Page == p {
		return s
	}
	for _, other := range p.Sections {
		if other.ID == s.ID {
			return other
		}
	}
	return nil
}

// relate groups the references from each page, and to it.
func (j *join) relate(edges []edge, edition *Edition) {
	code := edition.Language.Code
	to := make([][]edge, len(edition.Pages))
	for from := 0; from < len(edges); {
		end := from + 1
		for end < len(edges) && edges[end].from == edges[from].from {
			end++
		}
		edges[from].from.Relations = j.relations(edges[from:end], code)
		for _, e := range edges[from:end] {
			if len(e.field.Inverse) > 0 {
				to[e.target.Page.rank] = append(to[e.target.Page.rank], e)
			}
		}
		from = end
	}
	for i, p := range edition.Pages {
		if len(to[i]) > 0 {
			p.Backlinks = j.backlinks(to[i], code)
		}
	}
}

// relations groups the references from one page by field, in the schema's order.
func (j *join) relations(edges []edge, code string) []Relation {
	order := j.plans[edges[0].from.Kind].order
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(order[a.field], order[b.field]) })
	var all []Relation
	for from := 0; from < len(edges); {
		end := from + 1
		for end < len(edges) && edges[end].field == edges[from].field {
			end++
		}
		r := Relation{Label: j.name(edges[from].field, code), Field: edges[from].field}
		for _, e := range edges[from:end] {
			if e.shown {
				r.Targets = append(r.Targets, e.target)
			}
		}
		if len(r.Targets) > 0 {
			r.settle()
			all = append(all, r)
		}
		from = end
	}
	return all
}

// backlinks groups the pages that name one page by their kind and field: kinds in reading order, fields in the
// schema's.
func (j *join) backlinks(edges []edge, code string) []Relation {
	var all []Relation
	for _, e := range edges {
		i := slices.IndexFunc(all, func(r Relation) bool { return r.Field == e.field && r.Kind == e.from.Kind })
		if i < 0 {
			i = len(all)
			all = append(all, Relation{Label: j.inverse(e.field, code), Field: e.field, Kind: e.from.Kind, Inverse: true})
		}
		all[i].Targets = append(all[i].Targets, Target{Page: e.from})
	}
	first := map[*schema.Kind]int{}
	for i := range all {
		r := &all[i]
		r.settle()
		rank := r.Targets[0].Page.rank
		if least, seen := first[r.Kind]; !seen || rank < least {
			first[r.Kind] = rank
		}
	}
	slices.SortStableFunc(all, func(a, b Relation) int {
		return cmp.Or(cmp.Compare(first[a.Kind], first[b.Kind]),
			cmp.Compare(j.plans[a.Kind].order[a.Field], j.plans[b.Kind].order[b.Field]))
	})
	return all
}

func (j *join) inverse(f *schema.Field, code string) string {
	if s := f.Inverse.In(code); s != "" {
		return s
	}
	for _, l := range j.schema.Languages {
		if s := f.Inverse.In(l.Code); s != "" {
			return s
		}
	}
	return j.name(f, code)
}

// settle puts the targets in reading order, without repeats, and finds their kind.
func (r *Relation) settle() {
	slices.SortStableFunc(r.Targets, compareTargets)
	r.Targets = slices.CompactFunc(r.Targets, func(a, b Target) bool { return a.Page == b.Page && a.Section == b.Section })
	r.findKind()
}

func (r *Relation) findKind() {
	r.Kind = r.Targets[0].Page.Kind
	for _, t := range r.Targets {
		if t.Page.Kind != r.Kind {
			r.Kind = nil
			return
		}
	}
}

func compareTargets(a, b Target) int {
	return cmp.Or(cmp.Compare(a.Page.rank, b.Page.rank), cmp.Compare(a.Section.index(), b.Section.index()))
}

// index is the place of a section on its page; the page as a whole comes first.
func (s *Section) index() int {
	if s == nil {
		return -1
	}
	return slices.Index(s.Page.Sections, s)
}

// mention adds to each page a last group: the pages that only their text links to it.
func mention(edition *Edition) {
	counts := make([]int, len(edition.Pages)+1) // of mentions, then where those of a page end
	last := make([]*Page, len(edition.Pages))   // to see each pair of pages once
	each := func(do func(from, to *Page)) {
		clear(last)
		for _, p := range edition.Pages {
			for i := range p.Links {
				to := p.Links[i].Page
				if to != nil && to != p && to.Edition == edition && last[to.rank] != p {
					last[to.rank] = p
					do(p, to)
				}
			}
		}
	}
	each(func(_, to *Page) { counts[to.rank+1]++ })
	for i := range edition.Pages {
		counts[i+1] += counts[i]
	}
	all := make([]*Page, counts[len(edition.Pages)])
	next := slices.Clone(counts)
	each(func(from, to *Page) {
		all[next[to.rank]] = from
		next[to.rank]++
	})
	for i, p := range edition.Pages {
		p.mentionedBy(all[counts[i]:counts[i+1]])
	}
}

// mentionedBy takes pages in reading order.
func (p *Page) mentionedBy(pages []*Page) {
	r := Relation{Inverse: true}
	for _, q := range pages {
		if !p.linkedFrom(q) {
			if r.Targets == nil {
				r.Targets = make([]Target, 0, len(pages))
			}
			r.Targets = append(r.Targets, Target{Page: q})
		}
	}
	if len(r.Targets) > 0 {
		r.findKind()
		p.Backlinks = append(p.Backlinks, r)
	}
}

// linkedFrom reports a page among the backlinks so far.
func (p *Page) linkedFrom(q *Page) bool {
	for i := range p.Backlinks {
		r := &p.Backlinks[i]
		if r.Kind != q.Kind {
			continue
		}
		if _, found := slices.BinarySearchFunc(r.Targets, q.rank, func(t Target, rank int) int {
			return cmp.Compare(t.Page.rank, rank)
		}); found {
			return true
		}
	}
	return false
}

// kindName is a kind in words.
func (j *join) kindName(name, lang string) string {
	if k := j.schema.Kind(name); k != nil {
		return cmp.Or(k.Label.In(lang), name)
	}
	return plainName().In(lang)
}

func (j *join) kindNames(all []string, lang, or string) string {
	labels := make([]string, len(all))
	for i, name := range all {
		labels[i] = j.kindName(name, lang)
	}
	return strings.Join(labels, or)
}
