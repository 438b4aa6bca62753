// Package survey lays what the fields of many pages say side by side: the comparison of the pages of a folder, the
// facets by which they can be filtered, maps of one field against another, and paths in stages. Nothing of it is
// written by anyone; all is read from the fields, so nothing is kept twice. Its functions depend on nothing but the
// site and make no HTML.
package survey

import (
	"handbook/generator/schema"
	"handbook/generator/site"
)

// A comparison is of at least two pages, and of no more than fit side by side.
const (
	fewest = 2
	most   = 12
)

// Comparison is the compared fields of the pages of a folder.
type Comparison struct {
	Pages []*site.Page // the columns
	Rows  []Row        // in the schema's order, without those no page gives
}

// Row is one field of all pages.
type Row struct {
	Field *schema.Field
	Cells []*site.Value // one a page, nil where it does not give the field
}

// Compare compares the pages of a folder. It is nil where there is nothing to compare, or where there are too many pages.
func Compare(f *site.Folder) *Comparison {
	if f == nil || f.Kind == nil || len(f.Pages) < fewest || len(f.Pages) > most {
		return nil
	}
	c := &Comparison{Pages: f.Pages}
	for _, field := range f.Kind.Fields {
		if !field.Compared {
			continue
		}
		row := Row{Field: field, Cells: make([]*site.Value, len(f.Pages))}
		given := false
		for i, p := range f.Pages {
			row.Cells[i] = valueOf(p.Fields, field)
			given = given || row.Cells[i] != nil
		}
		if given {
			c.Rows = append(c.Rows, row)
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	return c
}

func valueOf(values []site.Value, f *schema.Field) *site.Value {
	for i := range values {
		if values[i].Field == f {
			return &values[i]
		}
	}
	return nil
}

// Stage is one stage of a path, and the pages that belong to it.
type Stage struct {
	Choice *schema.Choice
	Pages  []*site.Page // in their order
}

// Stages is pages by the stages that a field of theirs names, without stages that no page has. A page of several stages
// stands in each; those that say none come last, under no choice.
func Stages(pages []*site.Page, by *schema.Field) []Stage {
	choices := by.Item().Choices
	all := make([]Stage, len(choices)+1)
	for i := range choices {
		all[i].Choice = &choices[i]
	}
	for _, p := range pages {
		found := false
		leaves(p.Fields, schema.Path{by}, func(v *site.Value, _ []site.Value) {
			for i := range choices {
				if v.Choice != nil && choices[i].Value == v.Choice.Value {
					all[i].Pages = append(all[i].Pages, p)
					found = true
				}
			}
		})
		if !found {
			all[len(choices)].Pages = append(all[len(choices)].Pages, p)
		}
	}
	var stages []Stage
	for _, s := range all {
		if len(s.Pages) > 0 {
			stages = append(stages, s)
		}
	}
	return stages
}

// leaves calls do for every value at the end of a path of fields, through lists and objects, with the values beside it.
func leaves(values []site.Value, path schema.Path, do func(v *site.Value, beside []site.Value)) {
	v := valueOf(values, path[0])
	if v == nil {
		return
	}
	if len(path) > 1 {
		each(v, func(item *site.Value) { leaves(item.Fields, path[1:], do) })
		return
	}
	each(v, func(item *site.Value) { do(item, values) })
}

// each calls do for a value or, of a list, for its items.
func each(v *site.Value, do func(*site.Value)) {
	if v.Field.Type != schema.TypeList {
		do(v)
		return
	}
	for i := range v.Items {
		each(&v.Items[i], do)
	}
}
