package render

import (
	"strings"

	"handbook/generator/site"
)

// behind adds that what stands here is older than the text it was translated from, with the way there. A section is the
// part; nil is all that stands in none.
func (w *writer) behind(s *site.Section) {
	source := w.original()
	if source == nil {
		return
	}
	key, id := "behind_page", ""
	if s != nil {
		key, id = "behind", s.ID
	}
	language := w.words().languageName(source.Edition.Language.Code, source.Edition.Language.Name)
	w.raw(`<p class="notice behind">`)
	w.text(w.words().word(key, "language", language))
	w.raw(` <a href="`)
	w.text(site.Href(w.at, source.Path, id))
	w.raw(`" hreflang="`)
	w.text(source.Lang())
	w.raw(`">`)
	w.text(w.words().word("behind_read", "language", language))
	w.raw(`</a></p>`)
}

// original is the page that the page was translated from, or nil.
func (w *writer) original() *site.Page {
	for _, p := range w.page.Translations {
		if p != w.page && !p.Borrowed && p.Shows(w.page.Origin) {
			return p
		}
	}
	return nil
}

// languageName is what the language calls another one, or that one's own name.
func (d *dictionary) languageName(code, own string) string {
	if name, ok := d.texts["language_"+code]; ok {
		return name
	}
	return own
}

// behindSections puts the notice behind the headings of sections of a text that are older than their source. They are
// few, so the finished text is looked through instead of every heading.
func (w *writer) behindSections(from int) {
	for _, s := range w.page.Sections {
		if !s.Behind || s.Field != nil {
			continue
		}
		text := string(w.b[from:])
		start := strings.Index(text, ` id="`+string(appendText(nil, w.prefix+s.ID))+`"`)
		if start < 0 {
			continue
		}
		end := strings.Index(text[start:], "</h")
		if end < 0 {
			continue
		}
		end += start + len("</h2>")
		w.b = append(w.b[:from], text[:end]...)
		w.behind(s)
		w.raw(text[end:])
	}
}
