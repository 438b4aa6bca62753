package site

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/schema"
)

// behind finds the parts of translations whose source has changed since. What was never stamped is taken to be up to date.
func (j *join) behind(e *entry) {
	if len(e.origin.Known.TranslatedFrom) > 0 {
		j.report(stampOnFirst(e.origin))
	}
	source := e.pages[j.languages[e.origin.Lang]]
	for lang, d := range e.docs {
		if d == nil || d == e.origin {
			continue
		}
		p := e.pages[lang]
		for _, s := range d.Known.TranslatedFrom {
			j.compare(p, source, s)
		}
	}
}

// compare looks at one part that a translation says it was made from.
func (j *join) compare(p, source *Page, s schema.Stamp) {
	if s.Section == "" {
		if s.Hash != headHash(source) {
			p.Behind = true
			j.report(sectionBehind(p.Doc, knownPlace(p.Doc, "title"), "", knownPlace(source.Doc, "title")))
		}
		return
	}
	from, own := source.section(s.Section), p.section(s.Section)
	switch {
	case from == nil && own == nil:
		j.report(stampUnknown(p.Doc, s, source.Doc))
	case from == nil || own == nil: // one of the two lacks it, which is reported already
	case s.Hash != sectionHash(from):
		own.Behind = true
		j.report(sectionBehind(p.Doc, own.Place(), own.Title, from.Place()))
	}
}

// Stamps is what translated_from says in a translation that is up to date; nil for a page that is none.
func (p *Page) Stamps() []schema.Stamp {
	if p.Doc == nil || p.Borrowed || p.Doc == p.Origin {
		return nil
	}
	source := p.Translations[slices.IndexFunc(p.Translations, func(t *Page) bool { return t.Doc == p.Origin && !t.Borrowed })]
	all := []schema.Stamp{{Hash: headHash(source)}}
	for _, s := range source.Sections {
		if p.section(s.ID) != nil {
			all = append(all, schema.Stamp{Section: s.ID, Hash: sectionHash(s)})
		}
	}
	return all
}

func (p *Page) section(id string) *Section {
	for _, s := range p.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Place is where the text of a section begins.
func (s *Section) Place() diag.Place {
	d := s.Page.Doc
	if s.Field != nil {
		return knownPlace(d, s.Field.Name)
	}
	return spanPlace(d, d.Sections[s.Body].At)
}

// sectionHash is made from the words of a section, so that neither the breaking of lines nor the address of a link
// counts as a change.
func sectionHash(s *Section) string {
	h := sha256.New()
	if s.Field != nil {
		for i := range s.Page.Fields {
			if v := &s.Page.Fields[i]; v.Field == s.Field {
				hashValue(h, v)
			}
		}
	} else {
		own := &s.Page.Doc.Sections[s.Body]
		hashWords(h, own.Title)
		hashWords(h, own.Text)
	}
	return short(h)
}

// headHash is made from all that stands in no section.
func headHash(p *Page) string {
	h := sha256.New()
	d := p.Doc
	for _, text := range [...]string{d.Title, d.Known.Summary, strings.Join(d.Known.Names, "\n"), d.Intro} {
		hashWords(h, text)
	}
	for i := range p.Fields {
		if v := &p.Fields[i]; v.Field.Show != schema.ShowSection && v.Field.Translated {
			hashValue(h, v)
		}
	}
	return short(h)
}

// hashValue takes in the texts in a value that a translation has to give.
func hashValue(h hash.Hash, v *Value) {
	for i := range v.Items {
		hashValue(h, &v.Items[i])
	}
	for i := range v.Fields {
		hashValue(h, &v.Fields[i])
	}
	if v.Field.Translated && len(v.Items) == 0 && len(v.Fields) == 0 {
		hashWords(h, wordsIn(v))
	}
}

// wordsIn is the words of a text.
func wordsIn(v *Value) string {
	if v.Field.Type == schema.TypeMarkdown && v.Given.Fragment < len(v.Doc.Fragments) {
		return v.Doc.Fragments[v.Given.Fragment].Plain
	}
	return v.Given.Text
}

// hashWords takes in a text word by word, and its end.
func hashWords(h hash.Hash, text string) {
	for word := range strings.FieldsSeq(text) {
		h.Write([]byte(word))
		h.Write([]byte{' '})
	}
	h.Write([]byte{'\n'})
}

func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:4]) }
