package site

import (
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// facts is what follows for a page from its files alone, whatever other pages there are. It does not change, so sites may share it.
type facts struct {
	docs     []*markdown.Doc // by language; nil where the page is not written
	slugs    []string        // the rest by language as well
	fields   [][]Value       // without targets
	sections [][]*Section
	links    [][]road // of the files that are written
	behind   []bool   // see Page.Behind
	refers   bool     // some field is a reference
	problems diag.List
}

// road is where a link seems to lead: to a file of the content folder. A name that is "" needs a closer look.
type road struct{ name, anchor string }

// memory is the facts of pages, by the file of their first language.
type memory map[*markdown.Doc]*facts

// recall gives an entry its facts, those that hold from the last time if they do.
func (j *join) recall(e *entry) {
	if e.origin == nil {
		e.facts = &facts{slugs: slices.Repeat([]string{"index"}, len(e.docs))}
		return
	}
	if e.facts = j.known[e.origin]; e.facts == nil || !slices.Equal(e.facts.docs, e.docs) {
		e.facts = j.learn(e)
	}
	j.report(e.facts.problems...)
}

// learn finds the facts of an entry.
func (j *join) learn(e *entry) *facts {
	l := *j
	l.own = own{} // what it reports are facts
	n := len(e.docs)
	f := &facts{
		docs: e.docs, slugs: make([]string, n), fields: make([][]Value, n), sections: make([][]*Section, n),
		links: make([][]road, n), behind: make([]bool, n),
	}
	l.shared(e)
	anchors := j.plans[e.origin.Kind].anchors
	first, problems := ids(e.origin, anchors)
	l.report(problems...)
	for lang, d := range e.docs {
		f.slugs[lang] = l.slug(e, lang)
		if d == nil {
			continue
		}
		l.missing(e, d)
		all := first
		if d != e.origin {
			all, problems = translate(d, e.origin, first, anchors)
			l.report(problems...)
		}
		f.fields[lang], problems = l.joined(e.origin.Kind, e.origin, d)
		l.report(problems...)
		f.sections[lang] = l.sections(d, all, f.fields[lang])
		f.links[lang] = l.roads(d)
	}
	for lang, d := range e.docs {
		if d == nil {
			from := j.languages[e.origin.Lang]
			f.fields[lang], f.sections[lang] = f.fields[from], f.sections[from]
		}
	}
	f.refers = slices.ContainsFunc(f.fields, refers)
	l.stamps(e, f)
	f.problems = slices.Clip(l.problems)
	return f
}

// refers reports whether one of the values is a reference.
func refers(all []Value) bool {
	return slices.ContainsFunc(all, func(v Value) bool {
		return v.Field.Type == schema.TypeReference || refers(v.Items) || refers(v.Fields)
	})
}

// copied is values that may be given targets.
func (j *join) copied(all []Value) []Value {
	if len(j.values) < len(all) {
		j.values = make([]Value, max(len(all), 256))
	}
	n := copy(j.values, all)
	all, j.values = j.values[:n:n], j.values[n:]
	for i := range all {
		v := &all[i]
		if len(v.Items) > 0 {
			v.Items = j.copied(v.Items)
		}
		if len(v.Fields) > 0 {
			v.Fields = j.copied(v.Fields)
		}
	}
	return all
}

// stamps compares what the stamps of translations say, on pages made for it.
func (j *join) stamps(e *entry, f *facts) {
	if !slices.ContainsFunc(e.docs, func(d *markdown.Doc) bool { return d != nil && len(d.Known.TranslatedFrom) > 0 }) {
		return
	}
	pages := make([]*Page, len(e.docs))
	for lang, d := range e.docs {
		if d == nil {
			continue
		}
		pages[lang] = &Page{doc: d, Origin: e.origin, Fields: f.fields[lang], Sections: f.sections[lang]}
	}
	j.behind(e, pages)
	for lang, p := range pages {
		if p == nil {
			continue
		}
		f.behind[lang] = p.Behind
	}
}

// roads is where the links of a file seem to lead.
func (j *join) roads(d *markdown.Doc) []road {
	if len(d.Links) == 0 {
		return nil
	}
	all := make([]road, len(d.Links))
	for i := range d.Links {
		l := &d.Links[i]
		name, anchor, _ := strings.Cut(l.Dest, "#")
		if l.External || name == "" || name[0] == '/' || name[len(name)-1] == '/' || strings.ContainsAny(l.Dest, "%?") {
			continue
		}
		if full, inside := j.absolute(d, nfc(name)); inside {
			all[i] = road{string(full), nfc(anchor)}
		}
	}
	return all
}

// read gives the pages of an entry what is in their files: fields and sections.
func (j *join) read(e *entry) {
	if e.origin == nil {
		return
	}
	f := e.facts
	for lang, p := range e.pages {
		p.Fields = f.fields[lang]
		if f.refers {
			p.Fields = j.copied(p.Fields)
		}
		p.Sections, p.Behind = f.sections[lang], f.behind[lang]
	}
}
