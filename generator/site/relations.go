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

// findings is what was found in the fields of some pages, in their order.
type findings struct {
	back   []back
	ruled  []edge // of the first edition, where a rule looks at them
	failed []failure
}

// back is a reference seen from the page that is named.
type back struct {
	from, to *Page
	field    *schema.Field
}

// failure is a reference that leads nowhere.
type failure struct {
	page  *Page
	value *Value
}

func (r *findings) add(more *findings) {
	if r.back == nil {
		r.back, more.back = more.back, nil
	}
	r.back = append(r.back, more.back...)
	r.ruled = append(r.ruled, more.ruled...)
	r.failed = append(r.failed, more.failed...)
}

// referrer resolves the references of one page.
type referrer struct {
	*join
	page  *Page
	edges []edge
	count int // of references so far
}

// named is the page that a reference names.
type named struct {
	given *schema.Value
	entry *entry
}

// entry is the page that the next reference names. What is the same in all languages is looked up once.
func (r *referrer) entry(v *Value, key string) *entry {
	i := r.count
	r.count++
	if i < len(r.heard) && r.heard[i].given == v.Given {
		return r.heard[i].entry
	}
	e := r.byKey[nfc(key)]
	if i == len(r.heard) {
		r.heard = append(r.heard, named{v.Given, e})
	}
	return e
}

// refer finds the targets of all references of an entry's pages, and groups them.
func (j *join) refer(e *entry) {
	if e.facts == nil || !e.facts.refers {
		return
	}
	j.heard = j.heard[:0]
	for lang, p := range e.pages {
		r := referrer{join: j, page: p, edges: j.edges[:0]}
		r.values(p.Fields, true)
		if j.edges = r.edges; len(r.edges) == 0 {
			continue
		}
		for _, e := range r.edges {
			if len(e.field.Inverse) > 0 {
				j.found.back = append(j.found.back, back{p, e.target.Page, e.field})
			}
			if lang == 0 && (e.field.Acyclic || slices.ContainsFunc(e.target.Page.Kind.Checks, isCited)) {
				j.found.ruled = append(j.found.ruled, e)
			}
		}
		p.Relations = j.relations(r.edges, p.Edition.Language.Code)
	}
}

// fail reports the references that lead nowhere.
func (j *join) fail() {
	for _, f := range j.found.failed {
		r := referrer{join: j, page: f.page}
		key, _, _ := strings.Cut(f.value.Given.Text, "#")
		if problem, bad := r.judge(f.value, r.byKey[nfc(key)], key); bad {
			j.report(problem)
		}
	}
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
				r.report(referenceTwice(one, &v.Items[i]))
				break
			}
		}
	}
}

// speaks reports whether problems with a value are reported from this page: each is reported once, in the language
// it was written in.
func (r *referrer) speaks(v *Value) bool { return v.Doc == r.page.doc && !r.page.Borrowed }

func (r *referrer) value(v *Value, f *schema.Field, shown bool) {
	key, anchor, sectioned := strings.Cut(v.Given.Text, "#")
	e := r.entry(v, key)
	if !r.may(v, e) {
		if r.speaks(v) {
			r.found.failed = append(r.found.failed, failure{r.page, v})
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

// may reports whether a reference may name a page.
func (r *referrer) may(v *Value, e *entry) bool {
	to := v.Field.To
	return e != nil && e.hidden == nil && (len(to) == 0 || slices.Contains(to, e.kind.Name)) && e.key != r.page.Key
}

// judge says what is wrong with the page a reference names.
func (r *referrer) judge(v *Value, e *entry, key string) (diag.Diagnostic, bool) {
	to := v.Field.To
	switch {
	case e == nil:
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
			r.report(referenceSection(v, own, anchor))
		}
		return nil
	}
	return sameSection(e.pages[r.lang()], s)
}

// sameSection is a section in another language, or nil where the page does not have it.
func sameSection(p *Page, s *Section) *Section {
	if s == nil {
		return nil
	}
	for _, other := range p.Sections {
		if other.ID == s.ID {
			return other
		}
	}
	return nil
}

// place is a number for every page of all editions.
func (j *join) place(p *Page) int {
	return j.languages[p.Edition.Language.Code]*len(j.entries) + p.rank
}

// gathered is what was found, together for each page that it is about.
type gathered[T any] struct {
	all  []T
	from []int32 // where that of a page begins, by place
}

// gather puts what is about one page together; each calls use with all there is, in order, the same twice.
func gather[T any](j *join, each func(use func(to *Page, what T))) gathered[T] {
	g := gathered[T]{from: make([]int32, len(j.editions)*len(j.entries)+1)}
	each(func(to *Page, _ T) { g.from[j.place(to)+1]++ })
	for i := 1; i < len(g.from); i++ {
		g.from[i] += g.from[i-1]
	}
	g.all = make([]T, g.from[len(g.from)-1])
	next := slices.Clone(g.from)
	each(func(to *Page, what T) {
		i := j.place(to)
		g.all[next[i]] = what
		next[i]++
	})
	return g
}

func (g *gathered[T]) of(place int) []T { return g.all[g.from[place]:g.from[place+1]] }

// relate gives every page its backlinks: those of references, then a last group, the pages that only their text links to it.
func (j *join) relate() {
	named := gather(j, func(use func(*Page, back)) {
		for _, b := range j.found.back {
			use(b.to, b)
		}
	})
	mentioned := gather(j, j.mentions)
	j.each(func(w *join, e *entry) {
		for _, p := range e.pages {
			i := j.place(p)
			if from := named.of(i); len(from) > 0 {
				p.Backlinks = w.backlinks(from, p.Edition.Language.Code)
			}
			if from := mentioned.of(i); len(from) > 0 {
				p.mentionedBy(from)
			}
		}
	})
}

// mentions calls use with each page that a text links to and the page of that text, each pair once.
func (j *join) mentions(use func(to, from *Page)) {
	last := make([]*Page, len(j.entries)) // that mentioned a page
	for _, edition := range j.editions {
		clear(last)
		for _, p := range edition.Pages {
			for i := range p.Links {
				to := p.Links[i].Page
				if to != nil && to != p && to.Edition == edition && last[to.rank] != p {
					last[to.rank] = p
					use(to, p)
				}
			}
		}
	}
}

// relations groups the references from one page by field, in the schema's order.
func (j *join) relations(edges []edge, code string) []Relation {
	order := j.plans[edges[0].from.Kind].order
	groups := 1
	for i := 1; i < len(edges); i++ {
		if edges[i].field != edges[i-1].field {
			groups++
		}
	}
	if groups > 1 {
		slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(order[a.field], order[b.field]) })
	}
	all := make([]Relation, 0, groups)
	targets := make([]Target, 0, len(edges))
	for from := 0; from < len(edges); {
		end, start := from, len(targets)
		for ; end < len(edges) && edges[end].field == edges[from].field; end++ {
			if edges[end].shown {
				targets = append(targets, edges[end].target)
			}
		}
		if start < len(targets) {
			r := Relation{Label: j.name(edges[from].field, code), Field: edges[from].field, Targets: targets[start:len(targets):len(targets)]}
			r.settle()
			all = append(all, r)
		}
		from = end
	}
	return slices.Clip(all)
}

// backlinks groups the pages that name one page by their kind and field: kinds in reading order, fields in the
// schema's.
func (j *join) backlinks(edges []back, code string) []Relation {
	var all []Relation
	var counts []int
	group := func(b *back) int {
		return slices.IndexFunc(all, func(r Relation) bool { return r.Field == b.field && r.Kind == b.from.Kind })
	}
	for i := range edges {
		b := &edges[i]
		g := group(b)
		if g < 0 {
			g = len(all)
			all = append(all, Relation{Label: j.inverse(b.field, code), Field: b.field, Kind: b.from.Kind, Inverse: true})
			counts = append(counts, 0)
		}
		counts[g]++
	}
	targets := make([]Target, len(edges))
	for g, n := range counts {
		all[g].Targets, targets = targets[:0:n], targets[n:]
	}
	for i := range edges {
		g := group(&edges[i])
		all[g].Targets = append(all[g].Targets, Target{Page: edges[i].from})
	}
	for i := range all {
		all[i].settle()
	}
	if len(all) > 1 {
		first := map[*schema.Kind]int{}
		for _, r := range all {
			rank := r.Targets[0].Page.rank
			if least, seen := first[r.Kind]; !seen || rank < least {
				first[r.Kind] = rank
			}
		}
		slices.SortStableFunc(all, func(a, b Relation) int {
			return cmp.Or(cmp.Compare(first[a.Kind], first[b.Kind]),
				cmp.Compare(j.plans[a.Kind].order[a.Field], j.plans[b.Kind].order[b.Field]))
		})
	}
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
	if !inSequence(r.Targets) {
		slices.SortStableFunc(r.Targets, compareTargets)
		r.Targets = slices.CompactFunc(r.Targets, func(a, b Target) bool { return a.Page == b.Page && a.Section == b.Section })
	}
	r.findKind()
}

// inSequence reports the usual case: targets in reading order, without repeats.
func inSequence(all []Target) bool {
	for i := 1; i < len(all); i++ {
		if all[i-1].Page.rank >= all[i].Page.rank {
			return false
		}
	}
	return true
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
	return cmp.Or(cmp.Compare(a.Page.rank, b.Page.rank), cmp.Compare(a.index(), b.index()))
}

// index is the place of a section on its page; the page as a whole comes first.
func (t *Target) index() int {
	if t.Section == nil {
		return -1
	}
	return slices.Index(t.Page.Sections, t.Section)
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
