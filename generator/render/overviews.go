package render

import (
	"handbook/generator/site"
	"handbook/generator/survey"
)

// Overview is a page that is made from the fields of many pages, in the languages that have it.
type Overview struct {
	Languages []string
	Paths     []string
}

// Overviews is the choosers, comparisons, maps and tables of evidence of a site, for those who list its pages.
func Overviews(s *site.Site) []Overview {
	r := &renderer{site: s, kept: &kept{}}
	var all []Overview
	add := func(path func(e *site.Edition) string) {
		var o Overview
		for _, e := range s.Editions {
			if p := path(e); p != "" {
				o.Languages, o.Paths = append(o.Languages, e.Language.Code), append(o.Paths, p)
			}
		}
		if len(o.Paths) > 0 {
			all = append(all, o)
		}
	}
	for _, k := range s.Schema.Kinds {
		if k.Chooser != nil {
			add(func(e *site.Edition) string {
				if len(r.asking(e, k)) == 0 {
					return ""
				}
				return chooserPath(e, k.Chooser)
			})
		}
	}
	add(r.mapsPath)
	if len(s.Editions) == 0 {
		return all
	}
	for _, p := range s.Editions[0].Pages {
		switch {
		case p.Role == site.RoleIndex:
			add(func(e *site.Edition) string { return comparePath(in(e, p).Folder) })
		case p.Kind != nil && p.Kind.Evidence != nil:
			add(func(e *site.Edition) string {
				if q := in(e, p); survey.EvidenceOf(q) != nil {
					return evidencePath(q)
				}
				return ""
			})
		}
	}
	return all
}

// in is a page in another edition.
func in(e *site.Edition, p *site.Page) *site.Page {
	for _, q := range p.Translations {
		if q.Edition == e {
			return q
		}
	}
	return p
}
