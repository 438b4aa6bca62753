package survey

import (
	"slices"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// Evidence is what the pages of another kind say of a page: a table with a row for each finding.
type Evidence struct {
	Columns []schema.Column
	Rows    []Finding
	Pages   int          // that speak of the page
	Works   []*site.Page // that the findings come from, by title
}

// Finding is one row: what one page says in one item of a list.
type Finding struct {
	Page  *site.Page
	Cells []Given // by column
}

// Given is what a finding gives for a column: of each field its values, none where it says nothing.
type Given struct {
	Fields [][]*site.Value
	Unit   *site.Value
}

// Empty reports that no field of the column is given.
func (g Given) Empty() bool {
	return !slices.ContainsFunc(g.Fields, func(all []*site.Value) bool { return len(all) > 0 })
}

// EvidenceOf is the table of a page, in reading order, or nil where nothing is said of it.
func EvidenceOf(p *site.Page) *Evidence {
	if p.Role != site.RoleText || p.Kind == nil || p.Kind.Evidence == nil {
		return nil
	}
	d := p.Kind.Evidence
	e := &Evidence{Columns: d.Columns}
	for _, from := range speakers(p, d) {
		naming := names(from, d.Names, p)
		if naming == nil {
			continue
		}
		e.Pages++
		rows := []*site.Value{nil}
		if list := valueOf(from.Fields, d.Rows); d.Rows != nil && list != nil && len(list.Items) > 0 {
			rows = rows[:0]
			each(list, func(item *site.Value) { rows = append(rows, item) })
		}
		for _, row := range rows {
			s := speech{from, naming, row, d}
			e.Rows = append(e.Rows, s.finding())
			for _, work := range s.values(d.References) {
				if work.Target.Page != nil && !slices.Contains(e.Works, work.Target.Page) {
					e.Works = append(e.Works, work.Target.Page)
				}
			}
		}
	}
	if len(e.Rows) == 0 {
		return nil
	}
	e.withoutEmpty()
	order := map[*site.Page]int{}
	for i, w := range p.Edition.Pages {
		order[w] = i
	}
	slices.SortFunc(e.Works, func(a, b *site.Page) int { return order[a] - order[b] })
	return e
}

// withoutEmpty takes away the columns that no finding gives.
func (e *Evidence) withoutEmpty() {
	var columns []schema.Column
	var kept []int
	for i, c := range e.Columns {
		if slices.ContainsFunc(e.Rows, func(f Finding) bool { return !f.Cells[i].Empty() }) {
			columns, kept = append(columns, c), append(kept, i)
		}
	}
	e.Columns = columns
	for r := range e.Rows {
		cells := make([]Given, len(kept))
		for k, i := range kept {
			cells[k] = e.Rows[r].Cells[i]
		}
		e.Rows[r].Cells = cells
	}
}

// speakers is the pages that may speak of a page, in reading order: those that name it where it knows them.
func speakers(p *site.Page, d *schema.Evidence) []*site.Page {
	all := p.Edition.Pages
	if len(d.Names.Last().Inverse) > 0 {
		all = nil
		for _, g := range p.Backlinks {
			for _, t := range g.Targets {
				if !slices.Contains(all, t.Page) {
					all = append(all, t.Page)
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(from *site.Page) bool { return from.Kind != d.Kind || from.Role != site.RoleText })
}

// names is the values beside the first reference of a page to another, or nil.
func names(from *site.Page, path schema.Path, to *site.Page) []site.Value {
	var naming []site.Value
	leaves(from.Fields, path, func(v *site.Value, beside []site.Value) {
		if naming == nil && v.Target.Page != nil && v.Target.Page.Key == to.Key {
			naming = beside
		}
	})
	return naming
}

// speech is what a page says of another in one item of its list.
type speech struct {
	from   *site.Page
	naming []site.Value // the object that names the other page
	row    *site.Value  // may be nil
	as     *schema.Evidence
}

func (s speech) finding() Finding {
	f := Finding{Page: s.from}
	for _, c := range s.as.Columns {
		var g Given
		for _, path := range c.Fields {
			g.Fields = append(g.Fields, s.values(path))
		}
		if unit := s.values(c.Unit); len(unit) > 0 {
			g.Unit = unit[0]
		}
		f.Cells = append(f.Cells, g)
	}
	return f
}

// values is those at the end of a path: of the row or of the object that names the page where the path leads through
// them, else of the page.
func (s speech) values(path schema.Path) []*site.Value {
	if len(path) == 0 {
		return nil
	}
	fields := s.from.Fields
	switch {
	case len(path) > 1 && path[0] == s.as.Rows:
		if s.row == nil {
			return nil
		}
		fields, path = s.row.Fields, path[1:]
	case len(path) > 1 && len(s.as.Names) > 1 && path[0] == s.as.Names[0]:
		fields, path = s.naming, path[1:]
	}
	var all []*site.Value
	leaves(fields, path, func(v *site.Value, _ []site.Value) { all = append(all, v) })
	return all
}
