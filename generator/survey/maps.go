package survey

import (
	"slices"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// Map is a cross-table of the pages of a kind.
type Map struct {
	Declared *schema.Map
	Rows     []Heading
	Columns  []Heading
	Cells    [][]Cell // by row and column; empty ones too
	Pages    int      // of the kind
}

// Heading is a row or a column: a choice, or a page that is named.
type Heading struct {
	ID     string // as of the value of a facet
	Choice *schema.Choice
	Page   *site.Page
}

// Cell is the pages that have both values.
type Cell struct {
	Pages []*site.Page // in reading order
	Split []Share      // how they are told apart, in the order of the choices; empty without a split
}

// Share is the pages of a cell of which one thing is said. A page may be in several.
type Share struct {
	Choice *schema.Choice
	Pages  []*site.Page
}

// manyHeadings is how many pages a map shows as rows or columns although nothing names them.
const manyHeadings = 40

// Maps is the declared maps of a handbook, in one language.
func Maps(e *site.Edition, declared []*schema.Map) []Map {
	var all []Map
	for _, d := range declared {
		all = append(all, crossTable(e, d))
	}
	return all
}

func crossTable(e *site.Edition, d *schema.Map) Map {
	m := Map{Declared: d}
	var pages []*site.Page
	for _, p := range e.Pages {
		if p.Role == site.RoleText && p.Kind == d.Kind {
			pages = append(pages, p)
		}
	}
	m.Pages = len(pages)
	m.Rows, m.Columns = headings(e, pages, d.Rows), headings(e, pages, d.Columns)
	rows, columns := places(m.Rows), places(m.Columns)
	m.Cells = make([][]Cell, len(m.Rows))
	for i := range m.Cells {
		m.Cells[i] = make([]Cell, len(m.Columns))
	}
	for _, p := range pages {
		for _, at := range meetings(p, d) {
			if row, known := rows[at.row]; known {
				if column, known := columns[at.column]; known {
					m.Cells[row][column].add(p, at.split, d.Split)
				}
			}
		}
	}
	return m
}

// meeting is a pair of values of one page, with what is said of it.
type meeting struct {
	row, column string
	split       *schema.Choice
}

// meetings is the pairs of values of a page: each row with each column. Rows and columns in items of one list meet only
// where they are in the same item.
func meetings(p *site.Page, d *schema.Map) []meeting {
	rows, columns := said(p, d.Rows, d.Split), said(p, d.Columns, d.Split)
	together := len(d.Rows) > 1 && len(d.Rows) == len(d.Columns) && slices.Equal(d.Rows[:len(d.Rows)-1], d.Columns[:len(d.Columns)-1])
	var all []meeting
	for _, r := range rows {
		for _, c := range columns {
			if together && r.item != c.item {
				continue
			}
			split := r.split
			if split == nil {
				split = c.split
			}
			all = append(all, meeting{r.id, c.id, split})
		}
	}
	return all
}

// saying is one value of a page.
type saying struct {
	id    string
	item  *site.Value // the first value of the object it is in
	split *schema.Choice
}

func said(p *site.Page, path, split schema.Path) []saying {
	var all []saying
	leaves(p.Fields, path, func(v *site.Value, beside []site.Value) {
		for _, value := range values(v, 0) {
			s := saying{id: value.ID, item: &beside[0]}
			if len(split) > 1 && len(split) == len(path) && split[len(split)-2] == path[len(path)-2] {
				if told := valueOf(beside, split.Last()); told != nil {
					s.split = told.Choice
				}
			}
			all = append(all, s)
		}
	})
	return all
}

// add counts a page once, however often the values meet on it.
func (c *Cell) add(p *site.Page, split *schema.Choice, by schema.Path) {
	if !slices.Contains(c.Pages, p) {
		c.Pages = append(c.Pages, p)
	}
	if split == nil || by == nil {
		return
	}
	if c.Split == nil {
		choices := by.Last().Choices
		c.Split = make([]Share, len(choices))
		for i := range choices {
			c.Split[i].Choice = &choices[i]
		}
	}
	for i := range c.Split {
		if c.Split[i].Choice.Value == split.Value && !slices.Contains(c.Split[i].Pages, p) {
			c.Split[i].Pages = append(c.Split[i].Pages, p)
		}
	}
}

func places(all []Heading) map[string]int {
	at := make(map[string]int, len(all))
	for i, h := range all {
		at[h.ID] = i
	}
	return at
}

// headings is all values that a field may have, so that what is missing shows: all choices, and all pages of the kinds it
// may name, unless they are many; then those that some page names.
func headings(e *site.Edition, pages []*site.Page, path schema.Path) []Heading {
	field := path.Last().Item()
	if field.Type == schema.TypeChoice {
		all := make([]Heading, len(field.Choices))
		for i := range field.Choices {
			all[i] = Heading{ID: field.Choices[i].Value, Choice: &field.Choices[i]}
		}
		return all
	}
	named := map[*site.Page]bool{}
	for _, p := range pages {
		leaves(p.Fields, path, func(v *site.Value, _ []site.Value) { named[v.Target.Page] = true })
	}
	var every, used []Heading
	for _, p := range e.Pages {
		h := Heading{ID: pageID(field, p), Page: p}
		if p.Role == site.RoleText && p.Kind != nil && slices.Contains(field.To, p.Kind.Name) {
			every = append(every, h)
		}
		if named[p] {
			used = append(used, h)
		}
	}
	if len(every) == 0 || len(every) > manyHeadings {
		return used
	}
	return every
}
