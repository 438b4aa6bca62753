package render

import "handbook/generator/site"

// Download is a file to fill in, made from the fields of the page by package office.
type Download struct {
	Href   string
	Format string // docx, xlsx or csv
	Label  string // of the format
}

// downloads is the files to fill in of a page.
func (r *renderer) downloads(p *site.Page) []Download {
	var all []Download
	for _, d := range site.Downloads(p) {
		all = append(all, Download{Href: site.Href(p.Path, d.Path, ""), Format: d.Format, Label: d.Label})
	}
	return all
}

// wordsOfForms are the words that stand in files to fill in.
func wordsOfForms() map[string][]string {
	return map[string][]string{
		"form_required": nil, "form_example": nil, "form_several": nil, "form_options": nil, "form_number": nil,
		"form_total": nil, "form_spread": nil, "form_result": nil, "form_joint": nil, "form_unfinished": nil,
		"form_wrong_choice": nil, "form_wrong_number": nil, "form_wrong_date": nil,
		"form_partner": {"number"},
		"form_sum":     {"title"},
		"form_most":    {"number"},
		"form_page":    {"page", "pages"},
	}
}

// paperOf is the paper that the blanks of a page are for, or "".
func paperOf(p *site.Page) string {
	if p.Kind == nil || p.Kind.Downloads == nil {
		return ""
	}
	if v := valueFor(p, p.Kind.Downloads.Paper); v != nil {
		return v.Given.Text
	}
	return ""
}
