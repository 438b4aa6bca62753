package export

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"handbook/generator/site"
)

// feedLimit is how many pages a feed lists.
const feedLimit = 30

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Author   atomPerson  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Title     string        `xml:"title"`
	ID        string        `xml:"id"`
	Link      atomLink      `xml:"link"`
	Published string        `xml:"published,omitempty"`
	Updated   string        `xml:"updated"`
	Category  *atomCategory `xml:"category"`
	Summary   string        `xml:"summary,omitempty"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// feed lists the pages that were last new or reviewed, in Atom (RFC 4287). Pages without a date are not
// news; a handbook without dates has an empty feed of the first day of the calendar in use on the web.
func feed(s *site.Site, e *site.Edition) ([]byte, error) {
	pages := slices.Clone(e.Pages)
	pages = slices.DeleteFunc(pages, func(p *site.Page) bool { return p.Borrowed || changed(p) == "" })
	slices.SortStableFunc(pages, func(a, b *site.Page) int {
		return cmp.Or(strings.Compare(changed(b), changed(a)), strings.Compare(a.Key, b.Key))
	})
	pages = pages[:min(len(pages), feedLimit)]

	lang := e.Language.Code
	self := absolute(s, FeedPath(e), "")
	f := atomFeed{
		Lang:     lang,
		Title:    s.Schema.Title.In(lang),
		Subtitle: s.Schema.Description.In(lang),
		ID:       self,
		Updated:  instant("1970-01-01"),
		Author:   atomPerson{s.Schema.Title.In(lang)},
		Links: []atomLink{
			{"self", "application/atom+xml", self},
			{"alternate", "text/html", absolute(s, e.Home.Path, "")},
		},
	}
	if len(pages) > 0 {
		f.Updated = instant(changed(pages[0]))
	}
	for _, p := range pages {
		address := absolute(s, p.Path, "")
		entry := atomEntry{
			Title:   p.Title,
			ID:      address,
			Link:    atomLink{"alternate", "text/html", address},
			Updated: instant(changed(p)),
			Summary: p.Summary,
		}
		if p.Published != "" {
			entry.Published = instant(p.Published)
		}
		if label := p.Kind.Label.In(lang); label != "" {
			entry.Category = &atomCategory{p.Kind.Name, label}
		}
		f.Entries = append(f.Entries, entry)
	}
	data, err := xml.MarshalIndent(f, "", " ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}

// instant is the start of a day, as Atom wants it.
func instant(day string) string { return day + "T00:00:00Z" }
