package render

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// The data for search engines (https://schema.org, as JSON-LD). Its addresses are absolute, so without a base URL
// there are none in it.

type linkedData struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type breadcrumbList struct {
	Type  string       `json:"@type"`
	Items []breadcrumb `json:"itemListElement"`
}

type breadcrumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"`
}

type work struct {
	Type          string    `json:"@type"`
	Headline      string    `json:"headline,omitempty"`
	Name          string    `json:"name"`
	Description   string    `json:"description,omitempty"`
	URL           string    `json:"url,omitempty"`
	InLanguage    string    `json:"inLanguage"`
	Published     string    `json:"datePublished,omitempty"`
	Modified      string    `json:"dateModified,omitempty"`
	AlternateName []string  `json:"alternateName,omitempty"`
	License       string    `json:"license,omitempty"`
	Place         *location `json:"contentLocation,omitempty"`
	Period        string    `json:"temporalCoverage,omitempty"`
	TermCode      string    `json:"termCode,omitempty"`
	PartOf        *part     `json:"isPartOf,omitempty"`
}

type location struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
}

type part struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// data describes a page: where it stands, and what it is.
func (r *renderer) data(p *site.Page, view *Page) template.JS {
	lang := p.Edition.Language.Code
	graph := []any{}
	if trail := r.trail(p); len(trail.Items) > 1 && r.site.Schema.BaseURL != "" { // its items must have addresses
		graph = append(graph, trail)
	}
	w := work{
		Type:          "Article",
		Name:          p.Title,
		Description:   p.Summary,
		URL:           r.absolute(p.Path),
		InLanguage:    p.Lang(),
		Published:     p.Published,
		Modified:      max(p.Updated, p.Reviewed),
		AlternateName: p.Names,
		License:       r.site.Schema.LicenseURL,
		PartOf:        &part{"Book", r.handbook(lang), r.absolute(p.Edition.Home.Path)},
	}
	switch {
	case p.Role == site.RoleHome:
		w.Type, w.Name, w.PartOf = "Book", r.handbook(lang), nil
	case p.Role == site.RoleIndex:
		w.Type = "CollectionPage"
	case p.Kind != nil && p.Kind.SchemaType != "":
		w.Type = p.Kind.SchemaType
	}
	switch w.Type {
	case "Article":
		w.Headline = p.Title
	case "DefinedTerm":
		// A term is no work of its own: it has a name and a meaning.
		w = work{Type: w.Type, Name: w.Name, Description: w.Description, URL: w.URL, InLanguage: w.InLanguage,
			AlternateName: w.AlternateName, TermCode: p.Code}
	}
	w.Place, w.Period = placeOf(p), periodOf(p)
	data, err := json.Marshal(linkedData{"https://schema.org", append(graph, w)})
	if err != nil {
		panic(err) // strings and numbers only
	}
	return template.JS(data)
}

// trail is the breadcrumbs and the page itself.
func (r *renderer) trail(p *site.Page) breadcrumbList {
	list := breadcrumbList{Type: "BreadcrumbList"}
	add := func(name, path string) {
		list.Items = append(list.Items, breadcrumb{"ListItem", len(list.Items) + 1, name, r.absolute(path)})
	}
	add(r.handbook(p.Edition.Language.Code), p.Edition.Home.Path)
	var folders []*site.Folder
	for f := p.Folder; f != nil; f = f.Parent {
		if f.Index != p {
			folders = append(folders, f)
		}
	}
	for i := len(folders) - 1; i >= 0; i-- {
		add(folders[i].Label, folders[i].Index.Path)
	}
	if p.Role != site.RoleHome {
		add(p.Title, p.Path)
	}
	return list
}

// placeOf is where something happened, by the field named place: a text, or an object whose texts and choices
// name it, the first of them the place itself.
func placeOf(p *site.Page) *location {
	v := field(p, "place")
	if v == nil {
		return nil
	}
	lang := p.Edition.Language.Code
	if v.Field.Type != schema.TypeObject {
		if text := fieldText(v, lang); text != "" {
			return &location{Type: "Place", Name: text}
		}
		return nil
	}
	var names []string
	for i := range v.Fields {
		if f := &v.Fields[i]; f.Field.Type == schema.TypeText {
			if text := fieldText(f, lang); text != "" {
				names = append(names, text)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &location{Type: "Place", Name: names[0], Address: strings.Join(names[1:], ", ")}
}

// periodOf is when something happened, by the field named period (a range of years, dates or a
// text), as ISO 8601 has it: 2016/2021, 2016/.. where it goes on.
func periodOf(p *site.Page) string {
	v := field(p, "period")
	if v == nil {
		return ""
	}
	switch v.Field.Type {
	case schema.TypeRange:
		from := strconv.FormatFloat(v.Given.Number, 'f', -1, 64)
		switch {
		case v.Given.Open:
			return from + "/.."
		case v.Given.Until == v.Given.Number:
			return from
		}
		return from + "/" + strconv.FormatFloat(v.Given.Until, 'f', -1, 64)
	case schema.TypeDate, schema.TypeText, schema.TypeNumber:
		return v.Given.Text
	case schema.TypeObject:
		var ends []string
		for _, f := range v.Fields {
			switch f.Field.Type {
			case schema.TypeDate, schema.TypeNumber:
				ends = append(ends, f.Given.Text)
			}
		}
		return strings.Join(ends[:min(2, len(ends))], "/")
	}
	return ""
}

// field is a field of a page by name, or nil.
func field(p *site.Page, name string) *site.Value {
	for i := range p.Fields {
		if p.Fields[i].Field.Name == name {
			return &p.Fields[i]
		}
	}
	return nil
}
