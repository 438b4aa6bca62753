package site

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// behind finds the parts of translations whose source has changed since. What was never stamped is taken to be up to date.
func (j *join) behind(e *entry, pages []*Page) {
	if len(e.origin.Known.TranslatedFrom) > 0 {
		j.report(stampOnFirst(e.origin))
	}
	source := pages[j.languages[e.origin.Lang]]
	for lang, d := range e.docs {
		if d == nil || d == e.origin {
			continue
		}
		p := pages[lang]
		for _, s := range d.Known.TranslatedFrom {
			j.compare(p, source, s)
		}
	}
}

// compare looks at one part that a translation says it was made from.
func (j *join) compare(p, source *Page, s schema.Stamp) {
	if s.Section == "" {
		if s.Hash != headHash(source, source.doc) {
			p.Behind = true
			j.report(sectionBehind(p.doc, knownPlace(p.doc, "title"), "", knownPlace(source.doc, "title")))
		}
		return
	}
	from, own := source.section(s.Section), p.section(s.Section)
	switch {
	case from == nil && own == nil:
		j.report(stampUnknown(p.doc, s, source.doc))
	case from == nil || own == nil: // one of the two lacks it, which is reported already
	case s.Hash != sectionHash(source, from, source.doc):
		own.Behind = true
		j.report(sectionBehind(p.doc, own.place(p.doc), own.Title, from.place(source.doc)))
	}
}

// Stamps is what translated_from says in a translation that is up to date; nil for a page that is none.
func (s *Site) Stamps(p *Page) []schema.Stamp {
	if p.doc == nil || p.Borrowed || p.doc == p.Origin {
		return nil
	}
	source := p.Translations[slices.IndexFunc(p.Translations, func(t *Page) bool { return t.doc == p.Origin && !t.Borrowed })]
	text := s.Doc(source)
	all := []schema.Stamp{{Hash: headHash(source, text)}}
	for _, part := range source.Sections {
		if p.section(part.ID) == nil {
			continue
		}
		if hash := sectionHash(source, part, text); hash != nothing { // of relations alone, say
			all = append(all, schema.Stamp{Section: part.ID, Hash: hash})
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

// Place is where the text of a section of a page begins.
func (s *Site) Place(p *Page, part *Section) diag.Place { return part.place(s.Doc(p)) }

func (s *Section) place(d *markdown.Doc) diag.Place {
	if s.Field != nil {
		return knownPlace(d, s.Field.Name)
	}
	return spanPlace(d, d.Sections[s.Body].At)
}

// sectionHash is made from the words of a section, so that neither the breaking of lines nor the address of a link
// counts as a change. d is the text of the page.
func sectionHash(p *Page, s *Section, d *markdown.Doc) string {
	h := sha256.New()
	if s.Field != nil {
		for i := range p.Fields {
			if v := &p.Fields[i]; v.Field == s.Field {
				hashValue(h, v)
			}
		}
	} else {
		own := &d.Sections[s.Body]
		hashWords(h, own.Title)
		hashWords(h, own.Text)
	}
	return short(h)
}

// headHash is made from all that stands in no section.
func headHash(p *Page, d *markdown.Doc) string {
	h := sha256.New()
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

// nothing is the hash of a section without words to translate.
const nothing = "e3b0c442"

func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:4]) }
