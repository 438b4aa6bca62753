package site

import (
	"bytes"
	"slices"
	"strings"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// redirects makes the old addresses of pages lead to them. Each leads to a page itself, never to another old address, so
// there is neither chain nor loop.
func (j *join) redirects() []Redirect {
	all := j.codeAddresses()
	for _, edition := range j.editions {
		for _, p := range edition.Pages {
			if p.doc == nil || p.Borrowed {
				continue
			}
			for _, written := range p.doc.Known.Aliases {
				if r, ok := j.redirect(p, written, aliasSpan(p.doc, written)); ok {
					all = append(all, r)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
	return all
}

// codeFolder holds the short addresses, beside the folders of the languages.
const codeFolder = "k"

// codeAddresses leads from the short code of each page to it in the first language. A code that two pages claim is
// reported by codes, and leads to the first.
func (j *join) codeAddresses() []Redirect {
	var all []Redirect
	for _, p := range j.editions[0].Pages {
		if p.Code == "" {
			continue
		}
		from := codeFolder + "/" + p.Code + ".html"
		if _, taken := j.claims[fold(from)]; !taken {
			j.claims[fold(from)] = claim{page: p}
			all = append(all, Redirect{From: from, To: p, Code: p.Code})
		}
	}
	return all
}

func (j *join) redirect(p *Page, written string, at schema.Span) (Redirect, bool) {
	from, ok := j.oldPath(p, written)
	if !ok {
		j.report(aliasForm(p.doc, at, written))
		return Redirect{}, false
	}
	mine := claim{page: p, alias: &at}
	first, taken := j.claims[fold(from)]
	switch {
	case !taken:
		j.claims[fold(from)] = mine
		return Redirect{From: from, To: p}, true
	case first.page == p && first.alias == nil:
		j.report(aliasSelf(p.doc, at, written))
	case first.alias == nil:
		j.report(aliasOfPage(p.doc, at, from, first.file(), j.claimPlace(first)))
	default:
		j.report(aliasTwice(p.doc, at, from, first.file(), j.claimPlace(first)))
	}
	return Redirect{}, false
}

// oldPath is the file of an old address, written with or without language and .html.
func (j *join) oldPath(p *Page, written string) (string, bool) {
	from := nfc(written)
	first, rest, _ := strings.Cut(from, "/")
	if _, isLanguage := j.languages[first]; !isLanguage || rest == "" {
		rest, first = from, p.Edition.Language.Code
	}
	if strings.HasSuffix(rest, "/") {
		rest += "index"
	}
	rest = strings.TrimSuffix(rest, ".html")
	segments := strings.Split(rest, "/")
	if len(segments) > 16 {
		return "", false
	}
	for i, s := range segments {
		last := i == len(segments)-1
		if _, ok := source.CheckName(s + ".html"); !ok || s == "" || s[0] == '.' || reserved(s, i == 0) && (!last || s != "index") {
			return "", false
		}
	}
	return first + "/" + rest + ".html", true
}

// aliasSpan is where an old address is written: its own place in the list, else the list's.
func aliasSpan(d *markdown.Doc, written string) schema.Span {
	at := d.Known.At["aliases"]
	text := d.File.Text[min(at.Offset, len(d.File.Text)):]
	if i := bytes.Index(text, []byte(written)); i >= 0 && i < 1<<14 {
		return schema.Span{Offset: at.Offset + i, Length: len(written)}
	}
	return at
}
