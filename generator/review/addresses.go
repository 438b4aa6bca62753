package review

import (
	"cmp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// Address is a place that leads out of the handbook, over http or https.
type Address struct {
	diag.Place
	URL string // without the part behind #
}

// Addresses are all of them, in texts and in fields, by file and line.
func Addresses(s *site.Site) []Address {
	var all []Address
	seen := map[*markdown.Doc]bool{}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			for _, d := range []*markdown.Doc{s.Doc(p), p.Origin} {
				if d == nil || seen[d] {
					continue
				}
				seen[d] = true
				for _, l := range d.Links {
					if l.External {
						all = appendAddress(all, l.Dest, d, l.At)
					}
				}
				for _, entry := range d.Record {
					all = fieldAddresses(all, d, entry.Field, &entry.Value)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b Address) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.URL, b.URL))
	})
	return slices.Compact(all)
}

func fieldAddresses(all []Address, d *markdown.Doc, f *schema.Field, v *schema.Value) []Address {
	switch f.Type {
	case schema.TypeAddress:
		at := v.At(d.File, 0)
		return appendAddress(all, v.Text, d, schema.Span{Offset: at, Length: v.At(d.File, max(len(v.Text)-1, 0)) + 1 - at})
	case schema.TypeList:
		for i := range v.Items {
			all = fieldAddresses(all, d, f.Of, &v.Items[i])
		}
	case schema.TypeObject:
		for i := range v.Record {
			all = fieldAddresses(all, d, v.Record[i].Field, &v.Record[i].Value)
		}
	}
	return all
}

func appendAddress(all []Address, address string, d *markdown.Doc, at schema.Span) []Address {
	address, _, _ = strings.Cut(address, "#")
	scheme, _, _ := strings.Cut(strings.ToLower(address), "://")
	if scheme != "http" && scheme != "https" {
		return all
	}
	return append(all, Address{d.File.Place(at.Offset, at.Length), address})
}
