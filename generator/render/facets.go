package render

import (
	"encoding/json"
	"slices"
	"strconv"

	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/survey"
)

// Each value of a facet has a page of its own beside the index of its folder: topics--tobacco.html. No page of the site
// can have such a name, because no slug holds two hyphens in a row. The ids of fields and values are the same in all
// languages, so an address lives as long as the value does, whatever it is called.

// facetPath is the page of a value of a facet of a folder, and its further parts.
func facetPath(f *site.Folder, facet, value string, part int) string {
	path := folderPath(f.Index.Path) + facet + "--" + value
	if part > 1 {
		path += ".part-" + strconv.Itoa(part)
	}
	return path + ".html"
}

// addFacets adds the pages of the values of all facets of a folder and of those in it.
func (r *renderer) addFacets(f *site.Folder, add adder) {
	facets := survey.Facets(f)
	for i := range facets {
		facet := &facets[i]
		for k := range facet.Values {
			v := &facet.Values[k]
			parts := partsOf(len(v.Pages))
			for n := 1; n <= parts; n++ {
				at := facetPath(f, facet.ID, v.ID, n)
				add(at, func() ([]byte, error) { return r.facetPage(f, facet, v, at, n, parts) })
			}
		}
	}
	if offered := offered(f, facets); len(offered) > 0 {
		add(facetDataPath(f), func() ([]byte, error) { return r.facetData(f, offered) })
	}
	for _, inside := range f.Folders {
		r.addFacets(inside, add)
	}
}

// partsOf is over how many pages a list goes.
func partsOf(n int) int { return max(1, (n+perPage-1)/perPage) }

// offered is the facets by which it makes sense to filter.
func offered(f *site.Folder, all []survey.Facet) []survey.Facet {
	return slices.DeleteFunc(slices.Clone(all), func(facet survey.Facet) bool { return !facet.TellsApart(len(f.Pages)) })
}

func (r *renderer) facetPage(f *site.Folder, facet *survey.Facet, v *survey.Value, at string, n, parts int) ([]byte, error) {
	index := f.Index
	lang := index.Edition.Language.Code
	value := r.facetValue(facet, v, lang)
	heading := r.theme.Word(lang, "facet_heading", "facet", r.facetLabel(facet, lang), "value", value.Title)
	if n > 1 {
		heading += " · " + r.theme.Word(lang, "part", "number", strconv.Itoa(n))
	}
	in := func(q *site.Page) string { return facetPath(q.Folder, facet.ID, v.ID, n) }
	page, err := r.plainView(scene{page: index, at: at, in: in, heading: heading, views: []string{"facet"}})
	if err != nil {
		return nil, err
	}
	page.Kind = &Kind{Label: f.Label, Mark: r.theme.languages[lang].mark(f.Kind)}
	page.Frame.Description = f.Label + ". " + heading
	view := &FacetList{
		Page:   *page,
		Of:     Link{Href: site.Href(at, index.Path, ""), Title: f.Label},
		Layout: "list",
		Count:  len(v.Pages),
	}
	if facet.TellsApart(len(f.Pages)) {
		view.Combine = view.Of.Href + "?" + facet.ID + "=" + v.ID
	}
	if f.Kind.Layout == "cards" {
		view.Layout = "cards"
	}
	var shown []*site.Page
	for _, i := range v.Pages[(n-1)*perPage : min(n*perPage, len(v.Pages))] {
		shown = append(shown, f.Pages[i])
	}
	view.Entries = r.entries(shown, at, lang)
	for i := 1; i <= parts && parts > 1; i++ {
		view.Parts = append(view.Parts, Part{i, site.Href(at, facetPath(f, facet.ID, v.ID, i), ""), i == n})
	}
	return r.execute(lang, "layouts/facet.html", view)
}

func (r *renderer) facetLabel(facet *survey.Facet, lang string) string {
	w := writer{renderer: r, lang: lang}
	return w.label(facet.Field())
}

// facetValue is what a value is called. Its address is not filled in.
func (r *renderer) facetValue(facet *survey.Facet, v *survey.Value, lang string) Link {
	words, field := r.theme.languages[lang], facet.Field().Item()
	switch {
	case v.Choice != nil:
		return Link{Title: choiceLabel(v.Choice, lang)}
	case v.Page != nil:
		l := Link{Title: v.Page.Title}
		if v.Page.Lang() != lang {
			l.Lang = v.Page.Lang()
		}
		return l
	case field.Type == schema.TypeBoolean && v.Number == 1:
		return Link{Title: words.word("yes")}
	case field.Type == schema.TypeBoolean:
		return Link{Title: words.word("no")}
	case field.Type == schema.TypeRange:
		return Link{Title: words.word("decade", "year", v.ID[:len(v.ID)-1])}
	}
	n := words.number(v.Number)
	if label := field.Labels[v.ID].In(lang); label != "" {
		return Link{Title: label + " (" + n + ")"}
	}
	w := writer{renderer: r, lang: lang}
	return Link{Title: n + w.unit(field)}
}

// filter is the filter of an index, or nil where there is nothing to filter by.
func (r *renderer) filter(f *site.Folder, at, lang string) *Filter {
	if f == nil || f.Kind == nil {
		return nil
	}
	view := &Filter{Count: len(f.Pages)}
	for _, facet := range offered(f, survey.Facets(f)) {
		shown := Facet{ID: facet.ID, Label: r.facetLabel(&facet, lang)}
		for _, v := range facet.Values {
			link := r.facetValue(&facet, &v, lang)
			link.Href = site.Href(at, facetPath(f, facet.ID, v.ID, 1), "")
			shown.Values = append(shown.Values, FacetValue{link, v.ID, len(v.Pages)})
		}
		view.Facets = append(view.Facets, shown)
	}
	if len(view.Facets) == 0 {
		return nil
	}
	return view
}

// facetDataPath is the script that tells the filter of an index which pages have which values.
func facetDataPath(f *site.Folder) string { return folderPath(f.Index.Path) + "facets.js" }

// facetPages is the pages of a folder as the filter knows them.
type facetPages struct {
	Pages  []facetEntry                `json:"pages"`
	Facets map[string]map[string][]int `json:"facets"` // by facet and value: places in Pages
}

type facetEntry struct {
	Href    string `json:"href"`
	Title   string `json:"title"`
	Code    string `json:"code,omitempty"`
	Summary string `json:"summary,omitempty"`
	Lang    string `json:"lang,omitempty"`
}

// facetData is a classic script, since pages opened from a disk may load no other kind of data.
func (r *renderer) facetData(f *site.Folder, facets []survey.Facet) ([]byte, error) {
	at, lang := f.Index.Path, f.Index.Edition.Language.Code
	pages := f.Pages
	data := facetPages{Pages: make([]facetEntry, len(pages)), Facets: map[string]map[string][]int{}}
	for i, p := range pages {
		l := r.pageLink(p, at, lang)
		data.Pages[i] = facetEntry{l.Href, l.Title, l.Code, p.Summary, l.Lang}
	}
	for _, facet := range facets {
		values := map[string][]int{}
		for _, v := range facet.Values {
			values[v.ID] = v.Pages
		}
		data.Facets[facet.ID] = values
	}
	text, err := json.Marshal(data) // which escapes what a script may not hold, and sorts maps
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte("window.handbookFacets="), text, []byte(";\n")), nil
}

// facetLinks are the facets whose values are linked where they stand among the facts of a page.
func (w *writer) facetLinks() map[*schema.Field]string {
	k := w.page.Kind
	if w.page.Folder == nil || w.page.Folder.Kind != k || w.page.Role != site.RoleText {
		return nil
	}
	links, _ := w.links.get(k, func() (map[*schema.Field]string, error) {
		links := map[*schema.Field]string{}
		for _, facet := range survey.Declared(k) {
			if field := facet.Field().Item(); len(facet.Path) == 1 && field.Type == schema.TypeChoice {
				links[field] = facet.ID
			}
		}
		return links, nil
	})
	return links
}

// facetHref is the address of the page that lists who has the same value, or "".
func (w *writer) facetHref(v site.Value) string {
	facet, ok := w.linked[v.Field]
	if !ok || v.Choice == nil {
		return ""
	}
	return site.Href(w.at, facetPath(w.page.Folder, facet, v.Choice.Value, 1), "")
}
