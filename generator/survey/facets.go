package survey

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// Facet is a field by whose values the pages of a folder can be told apart.
type Facet struct {
	ID     string      // in addresses: "outcome-class"
	Path   schema.Path // from a field of the page down to the one with the values
	Values []Value     // those some page has: choices as declared, pages in reading order, numbers by size
}

// Field is the one that has the values.
func (f *Facet) Field() *schema.Field { return f.Path[len(f.Path)-1] }

// Value is one value of a facet. One of Choice and Page is given, or Number holds.
type Value struct {
	ID     string // in addresses: "tobacco", "4", "2010s"
	Choice *schema.Choice
	Page   *site.Page // that is named
	Number float64    // a number, the first year of ten, a year, or 1 for yes
	Pages  []int      // those that have it, in the order of the folder
}

// ValueOf is the value of a facet with an id, or nil.
func (f *Facet) ValueOf(id string) *Value {
	for i := range f.Values {
		if f.Values[i].ID == id {
			return &f.Values[i]
		}
	}
	return nil
}

// Declared is the facets of a kind, without their values: the fields that are, also those inside objects, in the schema's
// order. Their ids depend on nothing but the kind.
func Declared(k *schema.Kind) []Facet {
	if k == nil {
		return nil
	}
	var found []Facet
	var walk func(fields []*schema.Field, above schema.Path)
	walk = func(fields []*schema.Field, above schema.Path) {
		for _, f := range fields {
			here := append(slices.Clip(above), f)
			if f.Facet && filterable(f.Item()) {
				found = append(found, Facet{ID: facetID(here, found), Path: here})
			}
			walk(f.Item().Fields, here)
		}
	}
	walk(k.Fields, nil)
	return found
}

// Facets is what the pages of a folder can be filtered by, with the values that some page has.
func Facets(f *site.Folder) []Facet {
	var all []Facet
	for _, facet := range Declared(f.Kind) {
		if facet.collect(f); len(facet.Values) > 0 {
			all = append(all, facet)
		}
	}
	return all
}

// filterable reports types whose values are few: of texts each page has its own.
func filterable(f *schema.Field) bool {
	switch f.Type {
	case schema.TypeChoice, schema.TypeReference, schema.TypeNumber, schema.TypeBoolean, schema.TypeDate:
		return true
	case schema.TypeRange:
		return f.Calendar
	}
	return false
}

// facetID is the name of the field, or with those above it where another facet has that name.
func facetID(p schema.Path, taken []Facet) string {
	dashed := func(s string) string { return strings.ReplaceAll(s, "_", "-") }
	id := dashed(p.Last().Name)
	if slices.ContainsFunc(taken, func(f Facet) bool { return f.ID == id }) {
		id = dashed(strings.ReplaceAll(p.String(), ".", "-"))
	}
	return id
}

// collect finds the values of the pages of a folder.
func (f *Facet) collect(folder *site.Folder) {
	latest := 0.0 // a period without an end lasts until the last year the pages speak of
	if f.Field().Item().Type == schema.TypeRange {
		for _, p := range folder.Pages {
			leaves(p.Fields, f.Path, func(v *site.Value, _ []site.Value) {
				latest = max(latest, v.Given.Number, v.Given.Until)
			})
		}
	}
	at := map[string]int{} // in f.Values, by id
	for i, p := range folder.Pages {
		leaves(p.Fields, f.Path, func(v *site.Value, _ []site.Value) {
			for _, value := range values(v, latest) {
				k, known := at[value.ID]
				if !known {
					k = len(f.Values)
					at[value.ID] = k
					f.Values = append(f.Values, value)
				}
				has := &f.Values[k].Pages
				if n := len(*has); n == 0 || (*has)[n-1] != i {
					*has = append(*has, i)
				}
			}
		})
	}
	f.sort(folder)
}

// sort puts choices in the order in which they are declared, pages in reading order, and numbers by size, the latest
// years first.
func (f *Facet) sort(folder *site.Folder) {
	field := f.Field().Item()
	choices := map[string]int{}
	for i, c := range field.Choices {
		choices[c.Value] = i
	}
	pages := map[*site.Page]int{}
	if field.Type == schema.TypeReference {
		for i, p := range folder.Index.Edition.Pages {
			pages[p] = i
		}
	}
	slices.SortStableFunc(f.Values, func(a, b Value) int {
		switch field.Type {
		case schema.TypeChoice:
			return cmp.Compare(choices[a.ID], choices[b.ID])
		case schema.TypeReference:
			return cmp.Compare(pages[a.Page], pages[b.Page])
		case schema.TypeRange, schema.TypeDate, schema.TypeBoolean:
			return cmp.Compare(b.Number, a.Number)
		}
		return cmp.Compare(a.Number, b.Number)
	})
}

// TellsApart reports a facet of more than one value, or of one that not all of so many pages have.
func (f *Facet) TellsApart(pages int) bool {
	return len(f.Values) > 1 || len(f.Values) == 1 && len(f.Values[0].Pages) < pages
}

// values is what one given value is filtered by: itself, or the decades of a period.
func values(v *site.Value, latest float64) []Value {
	switch v.Field.Type {
	case schema.TypeChoice:
		if v.Choice != nil {
			return []Value{{ID: v.Choice.Value, Choice: v.Choice}}
		}
	case schema.TypeReference:
		if v.Target.Page != nil {
			return []Value{{ID: pageID(v.Field, v.Target.Page), Page: v.Target.Page}}
		}
	case schema.TypeNumber:
		return []Value{{ID: number(v.Given.Number), Number: v.Given.Number}}
	case schema.TypeBoolean:
		if v.Given.True {
			return []Value{{ID: "yes", Number: 1}}
		}
		return []Value{{ID: "no"}}
	case schema.TypeDate:
		if year, err := strconv.Atoi(v.Given.Text[:min(4, len(v.Given.Text))]); err == nil {
			return []Value{{ID: strconv.Itoa(year), Number: float64(year)}}
		}
	case schema.TypeRange:
		return decades(v.Given.Number, until(v, latest))
	}
	return nil
}

func until(v *site.Value, latest float64) float64 {
	if v.Given.Open {
		return max(latest, v.Given.Number)
	}
	return v.Given.Until
}

// decades is the decades that years belong to.
func decades(from, until float64) []Value {
	var all []Value
	for year := math.Floor(from/10) * 10; year <= until && len(all) < 100; year += 10 {
		all = append(all, Value{ID: number(year) + "s", Number: year})
	}
	return all
}

// number is a number as it stands in an address.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// pageID tells the pages that a field may name apart as short as can be: by the name, where all are of one kind.
func pageID(f *schema.Field, p *site.Page) string {
	id := p.Key
	if len(f.To) == 1 {
		_, id, _ = strings.Cut(p.Key, "/")
	}
	return strings.ReplaceAll(id, "/", "--") // which no name holds
}
