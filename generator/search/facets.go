package search

import (
	"cmp"
	"encoding/json"
	"slices"

	"handbook/generator/site"
	"handbook/generator/survey"
)

// Facet is a field by whose values the sections of one kind were counted.
type Facet struct {
	ID, Label string
	Values    []FacetValue
}

// FacetValue is a value of a facet. Count is how many of the sections found have it, and what is asked of all other facets.
type FacetValue struct {
	ID, Label string
	Count     int
}

// facetFile is a shard of facets: which pages of a kind have which values. JSON.
type facetFile struct {
	At     []int       `json:"at"` // sections from the first of a page to that of the next of its kind; first the number of the first
	Facets []facetData `json:"facets"`
}

// facetData is an array in JSON: id, label, values.
type facetData struct {
	ID, Label string
	Values    []valueData
}

// valueData is an array in JSON: id, label, pages of the kind by number.
type valueData struct {
	ID, Label string
	Pages     []int
}

func (f facetData) MarshalJSON() ([]byte, error) { return json.Marshal([]any{f.ID, f.Label, f.Values}) }
func (v valueData) MarshalJSON() ([]byte, error) { return json.Marshal([]any{v.ID, v.Label, v.Pages}) }

// UnmarshalJSON reads a facet from an array.
func (f *facetData) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&f.ID, &f.Label, &f.Values})
}

// UnmarshalJSON reads a value from an array.
func (v *valueData) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&v.ID, &v.Label, &v.Pages})
}

// facets are the shards of facets of the kinds, nil for a kind without: choices and references to pages that tell its pages
// apart.
func (b *builder) facets(kinds []string) [][]byte {
	all := make([][]byte, len(kinds))
	for i, kind := range kinds {
		var file facetFile
		own := map[*site.Page]int{} // number among the pages of the kind
		var folders []*site.Folder
		last := 0
		for n, p := range b.pages {
			if p.Kind.Name != kind {
				continue
			}
			own[p] = len(own)
			file.At = append(file.At, b.first[n]-last)
			last = b.first[n]
			if p.Folder != nil && !slices.Contains(folders, p.Folder) {
				folders = append(folders, p.Folder)
			}
		}
		for _, folder := range folders {
			for _, f := range survey.Facets(folder) {
				b.addFacet(&file, &f, folder, own)
			}
		}
		file.Facets = slices.DeleteFunc(file.Facets, func(f facetData) bool { return len(f.Values) < 2 })
		if len(file.Facets) == 0 {
			continue
		}
		raw, err := json.Marshal(file)
		if err != nil {
			panic(err) // it holds only strings and numbers
		}
		all[i] = raw
	}
	return all
}

// addFacet adds the values that the pages of a folder have of a facet.
func (b *builder) addFacet(file *facetFile, f *survey.Facet, folder *site.Folder, own map[*site.Page]int) {
	lang := b.edition.Language.Code
	at := slices.IndexFunc(file.Facets, func(one facetData) bool { return one.ID == f.ID })
	if at < 0 {
		at = len(file.Facets)
		label := f.Field().Label.In(lang)
		if label == "" {
			label = f.Field().Item().Label.In(lang)
		}
		file.Facets = append(file.Facets, facetData{ID: f.ID, Label: label})
	}
	one := &file.Facets[at]
	for i := range f.Values {
		v := &f.Values[i]
		var label string
		switch {
		case v.Choice != nil:
			label = cmp.Or(v.Choice.Label.In(lang), v.ID)
		case v.Page != nil:
			label = v.Page.Title
		default:
			continue
		}
		k := slices.IndexFunc(one.Values, func(value valueData) bool { return value.ID == v.ID })
		if k < 0 {
			k = len(one.Values)
			one.Values = append(one.Values, valueData{ID: v.ID, Label: label})
		}
		for _, n := range v.Pages {
			if number, ok := own[folder.Pages[n]]; ok {
				one.Values[k].Pages = append(one.Values[k].Pages, number)
			}
		}
	}
}

// filter keeps the hits of the kind that have the values asked for, and counts them.
func (r *reader) filter(hits []hit, o *Options, a *Answer) ([]hit, error) {
	hits = slices.DeleteFunc(hits, func(h hit) bool { return r.kindOf(h.section) != o.Kind })
	k := slices.Index(r.Kinds, o.Kind)
	if k < 0 || r.manifest.Facets[k] == "" {
		return hits, nil
	}
	file, err := shard(r, "f", r.manifest.Facets[k], 0, func(raw []byte) (*facetFile, error) {
		var f facetFile
		err := json.Unmarshal(raw, &f)
		return &f, err
	})
	if err != nil {
		return nil, err
	}
	at, first := make([]int, len(file.At)), 0
	for i, gap := range file.At {
		first += gap
		at[i] = first
	}
	pages, misses := make([]int, len(hits)), make([]int, len(hits))
	for i, h := range hits {
		n, found := slices.BinarySearch(at, h.section)
		if !found {
			n--
		}
		pages[i] = n
	}
	missing := make([][]int, len(file.Facets))
	for i, f := range file.Facets {
		missing[i] = make([]int, len(hits))
		asked := o.Where[f.ID]
		if asked == "" {
			continue
		}
		v := slices.IndexFunc(f.Values, func(v valueData) bool { return v.ID == asked })
		for n, p := range pages {
			if v < 0 || !slices.Contains(f.Values[v].Pages, p) {
				missing[i][n] = 1
				misses[n]++
			}
		}
	}
	for i, f := range file.Facets {
		one := Facet{ID: f.ID, Label: f.Label}
		for _, v := range f.Values {
			n := 0
			for k, p := range pages {
				if misses[k] == missing[i][k] && slices.Contains(v.Pages, p) {
					n++
				}
			}
			one.Values = append(one.Values, FacetValue{v.ID, v.Label, n})
		}
		a.Facets = append(a.Facets, one)
	}
	var kept []hit
	for i, h := range hits {
		if misses[i] == 0 {
			kept = append(kept, h)
		}
	}
	return kept, nil
}
