package site

import (
	"slices"
	"strconv"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// plan is what the declared fields of a kind mean for its pages; the same for all of them.
type plan struct {
	anchors []string              // ids that its sections of fields take, given or not
	order   map[*schema.Field]int // of all fields at any depth, as written in the schema
	needs   map[*schema.Field]bool
}

func (j *join) plan(k *schema.Kind) *plan {
	if p := j.plans[k]; p != nil {
		return p
	}
	p := &plan{order: map[*schema.Field]int{}, needs: map[*schema.Field]bool{}}
	for _, f := range k.Fields {
		if f.Show == schema.ShowSection {
			p.anchors = append(p.anchors, anchor(f))
		}
		p.add(f)
	}
	j.plans[k] = p
	return p
}

func (p *plan) add(f *schema.Field) {
	if f == nil {
		return
	}
	if _, known := p.order[f]; known {
		return
	}
	p.order[f] = len(p.order)
	p.add(f.Of)
	for _, below := range f.Fields {
		p.add(below)
	}
	p.needs[f] = needsTranslation(f)
}

// needsTranslation reports fields in which a translation has to write something once the first language has.
func needsTranslation(f *schema.Field) bool {
	switch {
	case !f.Translated:
		return false
	case f.Type == schema.TypeObject:
		return slices.ContainsFunc(f.Fields, func(g *schema.Field) bool { return g.Required && needsTranslation(g) })
	case f.Type == schema.TypeList && f.Of.Type == schema.TypeObject:
		return needsTranslation(&schema.Field{Type: schema.TypeObject, Translated: true, Fields: f.Of.Fields})
	}
	return true
}

func anchor(f *schema.Field) string {
	if f.Anchor != "" {
		return f.Anchor
	}
	return f.Name
}

// ids gives each section of the body its id: one in all languages, so it comes from the first language. Ids that
// authors or kinds of pages gave stay; one made from a title gives way to them.
func ids(d *markdown.Doc, anchors []string) ([]string, diag.List) {
	if d == nil || len(d.Sections) == 0 {
		return nil, nil
	}
	var problems diag.List
	all := make([]string, len(d.Sections))
	taken := newNames(len(anchors) + len(d.Sections))
	for _, a := range anchors {
		taken.add(a)
	}
	for i := range d.Sections {
		s := &d.Sections[i]
		if s.Explicit == "" {
			continue
		}
		if slices.Contains(anchors, s.Explicit) {
			problems = append(problems, anchorTaken(d, s))
		}
		all[i] = taken.free(s.Explicit) // an id given twice is reported by package markdown
		taken.add(all[i])
	}
	for i := range d.Sections {
		if all[i] == "" {
			all[i] = taken.free(d.Sections[i].Slug)
			taken.add(all[i])
		}
	}
	return all, problems
}

// names is a small set of ids.
type names struct {
	few  []string
	many map[string]bool
}

func newNames(n int) *names {
	if n > 40 {
		return &names{many: make(map[string]bool, n)}
	}
	return &names{few: make([]string, 0, n)}
}

func (n *names) has(s string) bool {
	return n.many[s] || slices.Contains(n.few, s)
}

func (n *names) add(s string) {
	if n.many != nil {
		n.many[s] = true
		return
	}
	n.few = append(n.few, s)
}

// free is the id itself, or with the first number that makes it another's no more.
func (n *names) free(id string) string {
	if id == "" {
		id = "section"
	}
	if !n.has(id) {
		return id
	}
	for i := 1; ; i++ {
		if s := id + "-" + strconv.Itoa(i); !n.has(s) {
			return s
		}
	}
}

// translate gives the sections of a translation the ids of those they translate: by explicit id, the rest by position.
func translate(d, origin *markdown.Doc, originIDs, anchors []string) ([]string, diag.List) {
	match := pair(d.Sections, origin.Sections, originIDs)
	all := make([]string, len(d.Sections))
	taken := newNames(len(anchors) + len(originIDs) + len(all))
	for _, a := range anchors {
		taken.add(a)
	}
	for _, id := range originIDs {
		taken.add(id)
	}
	var problems diag.List
	found := make([]bool, len(origin.Sections))
	for i, o := range match {
		if o >= 0 {
			all[i], found[o] = originIDs[o], true
			continue
		}
		s := &d.Sections[i]
		all[i] = s.Explicit
		if all[i] == "" {
			all[i] = s.Slug
		}
		all[i] = taken.free(all[i])
		taken.add(all[i])
		problems = append(problems, sectionExtra(d, s, origin, before(match[:i], origin)))
	}
	for o := range origin.Sections {
		if !found[o] {
			problems = append(problems, sectionMissing(d, above(match, d, o), origin, &origin.Sections[o]))
		}
	}
	return all, problems
}

// before is the section of the first language after which an extra one of a translation stands, or nil.
func before(match []int, origin *markdown.Doc) *markdown.Section {
	for i := len(match) - 1; i >= 0; i-- {
		if match[i] >= 0 {
			return &origin.Sections[match[i]]
		}
	}
	return nil
}

// above is the section of a translation after which section o of the first language is missing, or nil.
func above(match []int, d *markdown.Doc, o int) *markdown.Section {
	best := -1
	for i, m := range match {
		if m >= 0 && m < o && (best < 0 || m > match[best]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return &d.Sections[best]
}

// pair finds for each section the one it translates, or -1.
func pair(sections, origin []markdown.Section, originIDs []string) []int {
	match := make([]int, len(sections))
	if parallel(sections, origin) {
		for i := range match {
			match[i] = i
		}
		return match
	}
	byID := make(map[string]int, len(originIDs))
	for o, id := range originIDs {
		byID[id] = o
	}
	used := make([]bool, len(origin))
	var left, right []int // what is left in both
	for i := range sections {
		match[i] = -1
		if o, ok := byID[sections[i].Explicit]; ok && !used[o] {
			match[i], used[o] = o, true
			continue
		}
		left = append(left, i)
	}
	for o := range origin {
		if !used[o] {
			right = append(right, o)
		}
	}
	for _, p := range common(sections, origin, left, right) {
		match[p[0]] = p[1]
	}
	return match
}

// parallel reports the usual case: the same headings in the same order.
func parallel(a, b []markdown.Section) bool {
	return slices.EqualFunc(a, b, func(x, y markdown.Section) bool {
		return x.Level == y.Level && (x.Explicit == y.Explicit)
	})
}

// common pairs sections of equal level in order, as many as can be (longest common subsequence, where a pair of the
// same title weighs a little more). Two that both have ids of their own, and different ones, are not the same.
func common(a, b []markdown.Section, left, right []int) [][2]int {
	weight := func(i, o int) int32 {
		x, y := &a[left[i]], &b[right[o]]
		switch {
		case x.Level != y.Level || x.Explicit != "" && y.Explicit != "":
			return 0
		case x.Title == y.Title:
			return 3
		}
		return 2
	}
	n, m := len(left), len(right)
	if n*m > 1<<22 {
		return nil // nobody translates two thousand headings of one page in another order
	}
	best := make([][]int32, n+1)
	for i := range best {
		best[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for o := m - 1; o >= 0; o-- {
			best[i][o] = max(best[i+1][o], best[i][o+1])
			if w := weight(i, o); w > 0 {
				best[i][o] = max(best[i][o], best[i+1][o+1]+w)
			}
		}
	}
	var pairs [][2]int
	for i, o := 0, 0; i < n && o < m; {
		w := weight(i, o)
		switch {
		case w > 0 && best[i][o] == best[i+1][o+1]+w:
			pairs = append(pairs, [2]int{left[i], right[o]})
			i, o = i+1, o+1
		case best[i][o+1] >= best[i+1][o]:
			o++
		default:
			i++
		}
	}
	return pairs
}

// sections is those of the body, then the fields that are shown as sections.
func (j *join) sections(d *markdown.Doc, ids []string, fields []Value) []*Section {
	n := len(ids)
	for i := range fields {
		if fields[i].Field.Show == schema.ShowSection {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	all := make([]Section, 0, n)
	for i, id := range ids {
		s := &d.Sections[i]
		all = append(all, Section{ID: id, Level: s.Level, Title: s.Title, Body: i})
	}
	for i := range fields {
		if f := fields[i].Field; f.Show == schema.ShowSection {
			all = append(all, Section{ID: anchor(f), Level: 2, Title: j.name(f, d.Lang), Body: -1, Field: f})
		}
	}
	sections := make([]*Section, n)
	for i := range all {
		sections[i] = &all[i]
	}
	return sections
}

// name is the label of a field in a language, or what comes nearest to one.
func (j *join) name(f *schema.Field, lang string) string {
	if s := f.Label.In(lang); s != "" {
		return s
	}
	for _, l := range j.schema.Languages {
		if s := f.Label.In(l.Code); s != "" {
			return s
		}
	}
	return f.Name
}

// find is the section of a page that an anchor names: its id, the same in all languages, or the one that a code
// host makes of the heading in this file.
func find(p *Page, anchor string) *Section {
	for _, s := range p.Sections {
		if s.ID == anchor {
			return s
		}
	}
	for _, s := range p.Sections {
		if s.Body < 0 {
			continue
		}
		own := &p.doc.Sections[s.Body]
		if own.Explicit == anchor || own.Slug == anchor {
			return s
		}
	}
	return nil
}
