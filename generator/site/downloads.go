package site

import (
	"slices"
	"strings"
)

// Download is a file to fill in that is made from the fields of a page; package office makes it.
type Download struct {
	Path   string // from the root of the output, beside the page: "id/alat/peta.xlsx"
	Format string // docx, xlsx or csv
	Label  string // of the format, in the language of the edition
}

// Downloads lists the files to fill in of a page, in the order its formats are written.
func Downloads(p *Page) []Download {
	if p.Kind == nil || p.Kind.Downloads == nil || p.Role != RoleText {
		return nil
	}
	declared := p.Kind.Downloads
	var all []Download
	blanks, table := false, false
	for _, v := range p.Fields {
		switch v.Field {
		case declared.Format:
			for _, item := range v.Items {
				if c := item.Choice; c != nil && (slices.Contains([]string{"docx", "xlsx", "csv"}, c.Value)) {
					all = append(all, Download{
						Path:   strings.TrimSuffix(p.Path, ".html") + "." + c.Value,
						Format: c.Value,
						Label:  c.Label.In(p.Edition.Language.Code),
					})
				}
			}
		case declared.Scoring:
			blanks = true
		case declared.Fields:
			blanks = true
			table = table || slices.ContainsFunc(v.Items, isTable)
		}
	}
	if !blanks {
		return nil
	}
	return slices.DeleteFunc(all, func(d Download) bool { return d.Format == "csv" && !table })
}

// isTable reports a blank that is a table: only of those there is data.
func isTable(blank Value) bool {
	return slices.ContainsFunc(blank.Fields, func(v Value) bool { return v.Field.Name == "kind" && v.Given.Text == "table" })
}
