package review

import (
	"strings"
	"unicode"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// words finds the pages of a glossary whose word no other page of the language uses, by any of its forms, or links to.
func (l *list) words(e *site.Edition) {
	d := dictionary{} // by first word
	claimed := map[string]*site.Page{}
	var all []*term
	for _, p := range e.Pages {
		if p.Role == site.RoleText && !p.Borrowed && p.Kind.Glossary != nil {
			t := &term{page: p}
			all = append(all, t)
			for _, form := range forms(p) {
				d.add(form, t)
				l.claim(claimed, form, p)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	linked := map[*site.Page]bool{}
	for _, p := range e.Pages {
		if p.Origin == nil || p.Borrowed {
			continue
		}
		proses(p, l.site.Doc(p), func(text string) { d.read(text, p) })
		for _, t := range p.Links {
			if t.Page != p {
				linked[t.Page] = true
			}
		}
	}
	for _, t := range all {
		if !t.used && !linked[t.page] {
			l.add(Unused, t.page, known(l.site.Doc(t.page), "title"), quoted(t.page.Title))
		}
	}
}

// claim notes who claims a form, and finds those that another has claimed before: a text can lead to one of them only.
func (l *list) claim(claimed map[string]*site.Page, form string, p *site.Page) {
	key := strings.Join(split(form), " ")
	first := claimed[key]
	switch {
	case key == "" || first == p:
	case first == nil:
		claimed[key] = p
	default:
		d := l.site.Doc(p)
		at := known(d, "title")
		if i := strings.Index(string(d.File.Text[:d.BodyAt]), form); i >= 0 {
			at = d.File.Place(i, len(form))
		}
		l.add(Overlap, p, at, claimedBy(form, first))
	}
}

type term struct {
	page *site.Page
	used bool // by another page
}

// forms is everything a text may call the word of a page.
func forms(p *site.Page) []string {
	all := append([]string{p.Title}, p.Names...)
	for _, f := range p.Kind.Glossary.Forms {
		for i := range p.Fields {
			v := &p.Fields[i]
			if v.Field != f {
				continue
			}
			if f.Type == schema.TypeText {
				all = append(all, v.Given.Text)
			}
			for _, item := range v.Items {
				all = append(all, item.Given.Text)
			}
		}
	}
	return all
}

// dictionary holds forms as rows of words, by the first of them.
type dictionary map[string][]form

type form struct {
	words []string
	term  *term
}

func (d dictionary) add(text string, t *term) {
	if words := split(text); len(words) > 0 {
		d[words[0]] = append(d[words[0]], form{words, t})
	}
}

// read marks the terms that a text of a page uses.
func (d dictionary) read(text string, p *site.Page) {
	words := split(text)
	for i, w := range words {
		for _, f := range d[w] {
			if f.term.page != p && !f.term.used && starts(words[i:], f.words) {
				f.term.used = true
			}
		}
	}
}

func starts(words, with []string) bool {
	if len(words) < len(with) {
		return false
	}
	for i, w := range with {
		if words[i] != w {
			return false
		}
	}
	return true
}

// split is the words of a text in small letters.
func split(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
}
