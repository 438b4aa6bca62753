package render

import (
	"cmp"
	"strconv"
	"strings"

	"handbook/generator/site"
)

// cite is what a citation of a page is made of. Its day is that of review, else of the last change.
func (r *renderer) cite(p *site.Page) *Cite {
	lang, s := p.Edition.Language.Code, r.site.Schema
	c := &Cite{
		Publisher:  s.Publisher.In(lang),
		Handbook:   r.handbook(lang),
		Date:       r.theme.languages[lang].cited(cmp.Or(p.Reviewed, p.Updated, p.Published)),
		Address:    r.absolute(p.Path),
		LicenseURL: s.LicenseURL,
	}
	if !strings.HasSuffix(c.Date, ".") {
		c.Stop = "."
	}
	if c.Publisher == c.Handbook {
		c.Publisher = "" // said once
	}
	if short := shortPath(r.site, p); short != "" {
		c.Short = &Link{Href: site.Href(p.Path, short, ""), Title: cmp.Or(r.absolute(short), short)}
	}
	return c
}

// cited is a day as citations write it.
func (d *dictionary) cited(day string) string {
	date := d.date(day)
	if date.Machine == "" {
		return d.word("cite_undated")
	}
	month, _ := strconv.Atoi(day[5:7])
	return d.word("cite_date", "year", day[:4], "month", d.months[month-1], "day", strings.TrimLeft(day[8:], "0"))
}

// shortPath is the address of a page by its short code, or "".
func shortPath(s *site.Site, p *site.Page) string {
	if p.Code == "" {
		return ""
	}
	path := "k/" + p.Code + ".html"
	for low, high := 0, len(s.Redirects); low < high; {
		switch middle := (low + high) / 2; cmp.Compare(s.Redirects[middle].From, path) {
		case 0:
			if s.Redirects[middle].To.Key == p.Key {
				return path
			}
			return ""
		case -1:
			low = middle + 1
		default:
			high = middle
		}
	}
	return ""
}
