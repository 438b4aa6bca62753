package search

import (
	"cmp"
	"slices"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// A page is a term of the glossary when its kind declares the field forms.
func isTerm(p *site.Page) bool { return p.Origin != nil && p.Kind.Field("forms") != nil }

// phrase is the key of a name in the lexicon; "" for one that is too long or holds no word.
func phrase(s string) string {
	w := words(s)
	if len(w) == 0 || len(w) > maxPhrase {
		return ""
	}
	return strings.Join(w, " ")
}

// maxPhrase is how many words a name in the lexicon may have.
const maxPhrase = 9

// listed is the texts of a field of a page: a text or a list of them.
func listed(p *site.Page, name string) []string {
	for i := range p.Fields {
		v := &p.Fields[i]
		if v.Field.Name != name {
			continue
		}
		if v.Field.Type == schema.TypeText {
			return []string{v.Given.Text}
		}
		var all []string
		for _, item := range v.Items {
			if item.Given != nil && item.Field.Type == schema.TypeText {
				all = append(all, item.Given.Text)
			}
		}
		return all
	}
	return nil
}

// exceptions are the forms of the glossary that belong to a word by decree: form to title, both single words. A form
// that two terms claim, or that is itself the title of a term, belongs to none.
func (b *builder) exceptions() map[string]string {
	titles := map[string]bool{}
	for _, p := range b.pages {
		if isTerm(p) {
			titles[phrase(p.Title)] = true
		}
	}
	all := map[string]string{}
	claimed := map[string]int{}
	for _, p := range b.pages {
		title := phrase(p.Title)
		if !isTerm(p) || strings.Contains(title, " ") || title == "" {
			continue
		}
		for _, f := range listed(p, "forms") {
			form := phrase(f)
			if form == "" || strings.Contains(form, " ") || titles[form] {
				continue
			}
			if all[form] != title {
				claimed[form]++
			}
			all[form] = title
		}
	}
	for form, n := range claimed {
		if n > 1 {
			delete(all, form)
		}
	}
	return all
}

// glossary enters what names a page: its code, its title and other names, the forms of a term; and for terms which
// words mean the same, in both directions.
func (b *builder) glossary() {
	for i, p := range b.pages {
		if p.Origin == nil {
			continue
		}
		section := b.first[i]
		title := phrase(p.Title)
		term := isTerm(p)
		own := b.names(p)
		name := func(key string, grade int) {
			if key == "" {
				return
			}
			e := b.entry(key)
			at := slices.IndexFunc(e.direct, func(d direct) bool { return d.section == section })
			if at < 0 {
				e.direct = append(e.direct, direct{grade, section})
			} else {
				e.direct[at].grade = max(e.direct[at].grade, grade)
			}
			if term && key != title && title != "" && grade < 3 && !slices.Contains(e.same, title) && len(e.same) < 4 {
				e.same = append(e.same, title)
			}
		}
		name(phrase(p.Code), 3)
		name(title, 3)
		said := 0
		for _, n := range own {
			key := phrase(n)
			name(key, 2)
			if term && said < 3 && key != title && b.knows(key) {
				if e := b.entry(title); !slices.Contains(e.same, key) && len(e.same) < 4 {
					e.same = append(e.same, key)
					said++
				}
			}
		}
		if term {
			for _, f := range listed(p, "forms") {
				name(phrase(f), 2)
			}
		}
		for _, t := range p.Translations {
			if t == p || t.Borrowed || t.Origin == nil {
				continue
			}
			name(phrase(t.Title), 1)
			for _, n := range b.names(t) {
				name(phrase(n), 1)
			}
			if term {
				for _, f := range listed(t, "forms") {
					name(phrase(f), 1)
				}
			}
		}
	}
	b.joined()
	for _, e := range b.entries {
		e.same = b.rooted(e.same)
		slices.SortFunc(e.direct, func(x, y direct) int { return cmp.Or(cmp.Compare(y.grade, x.grade), cmp.Compare(x.section, y.section)) })
		if len(e.direct) > maxDirect {
			e.direct = e.direct[:maxDirect]
		}
	}
}

// joined enters the two words that the text also writes as one.
func (b *builder) joined() {
	for pair, joined := range b.pairs {
		if word := b.forms[joined]; b.own[joined] {
			e := b.entry(b.forms[pair[0]] + " " + b.forms[pair[1]])
			e.same = append([]string{word}, e.same...)
		}
	}
}

// rooted adds to each word its root, where that is another, and leaves out what holds a word without.
func (b *builder) rooted(same []string) []string {
	var all []string
names:
	for _, s := range same {
		words := strings.Split(s, " ")
		for i, w := range words {
			e := b.entries[w]
			if e == nil || e.class == "" {
				continue names
			}
			if e.class != w {
				words[i] = w + ":" + e.class
			}
		}
		all = append(all, strings.Join(words, " "))
	}
	return all
}

// maxDirect is how many pages one name may lead to.
const maxDirect = 12

// names are the other names of a page, the abbreviation of a term among them.
func (b *builder) names(p *site.Page) []string {
	return append(slices.Clone(p.Names), listed(p, "abbreviation")...)
}

// entry is the entry of a key, made if it is not there.
func (b *builder) entry(key string) *entry {
	e := b.entries[key]
	if e == nil {
		e = &entry{key: key}
		b.entries[key] = e
	}
	return e
}

// knows reports whether the text holds all words of a phrase.
func (b *builder) knows(key string) bool {
	for w := range strings.SplitSeq(key, " ") {
		if e := b.entries[w]; e == nil || e.df == 0 {
			return false
		}
	}
	return key != ""
}
