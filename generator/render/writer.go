package render

import (
	"html/template"
	"strconv"
	"strings"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// writer makes the HTML of a page's text and fields as they stand on some page of the output.
type writer struct {
	*renderer
	page      *site.Page
	at        string                   // path of the page of the output
	lang      string                   // language of labels and words
	prefix    string                   // of ids; "" unless pages are joined
	joined    map[*site.Page]string    // pages joined on this page: the prefix of each
	explained *explained               // words of the glossary explained on this page of the output so far
	linked    map[*schema.Field]string // choices that lead to the pages with the same value, and the id of each facet
	b         []byte
}

func (r *renderer) writer(p *site.Page, at string) *writer {
	w := &writer{renderer: r, page: p, at: at, lang: p.Edition.Language.Code}
	if b, ok := r.scratch.Get().(*[]byte); ok {
		w.b = (*b)[:0]
	}
	return w
}

// done gives back what the writer wrote on.
func (w *writer) done() {
	w.scratch.Put(&w.b)
}

// raw adds HTML.
func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.b = append(w.b, s...)
	}
}

// text adds plain text.
func (w *writer) text(s string) { w.b = appendText(w.b, s) }

// take returns what was written and starts anew.
func (w *writer) take() template.HTML {
	if len(w.b) == 0 {
		return ""
	}
	s := template.HTML(w.b)
	w.b = w.b[:0]
	return s
}

func (w *writer) words() *language { return w.theme.languages[w.lang] }

// appendText appends s, safe as text and in quoted attributes.
func appendText(dst []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var escaped string
		switch s[i] {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&#34;"
		case '\'':
			escaped = "&#39;"
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), escaped...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// href is the address of a target as seen from the page being made.
func (w *writer) href(t site.Target) string {
	switch {
	case t.Asset != nil:
		return site.Href(w.at, t.Asset.Path, "")
	case t.Page == nil:
		return t.Address
	}
	id := ""
	if t.Section != nil {
		id = t.Section.ID
	}
	if prefix, here := w.joined[t.Page]; here {
		if id == "" {
			return site.Href(w.at, w.at, strings.TrimSuffix(prefix, joint))
		}
		return site.Href(w.at, w.at, prefix+id)
	}
	return site.Href(w.at, t.Page.Path, id)
}

// body adds a text of a file, its holes filled.
func (w *writer) body(doc *markdown.Doc, b *markdown.Body) {
	links, images := w.targets(doc)
	w.b = b.AppendTo(w.b, func(dst []byte, h markdown.Hole) []byte {
		switch h.Kind {
		case markdown.HoleHref:
			return appendText(dst, w.href(links[h.Index]))
		case markdown.HoleImage:
			return w.image(dst, images[h.Index])
		case markdown.HoleID:
			return appendText(append(dst, w.prefix...), w.section(h.Index).ID)
		case markdown.HolePermalink:
			s := w.section(h.Index)
			return w.permalink(dst, s.ID, s.Title)
		case markdown.HoleWord:
			return appendText(dst, w.words().word(markdown.Word(h.Index).Key()))
		case markdown.HolePrefix:
			return append(dst, w.prefix...)
		}
		return dst
	})
}

// section is the section of the body with an index in Doc.Sections.
func (w *writer) section(index int) *site.Section {
	if index < len(w.page.Sections) && w.page.Sections[index].Body == index {
		return w.page.Sections[index]
	}
	for _, s := range w.page.Sections {
		if s.Body == index {
			return s
		}
	}
	return &site.Section{}
}

// targets is where the links of a file lead on this page, and its pictures. The file may be that of another
// language: its links then lead to the same pages in ours.
func (w *writer) targets(doc *markdown.Doc) ([]site.Target, []*site.Asset) {
	p := w.page
	if p.Shows(doc) {
		return p.Links, p.Images
	}
	for _, other := range p.Translations {
		if !other.Shows(doc) {
			continue
		}
		links := make([]site.Target, len(other.Links))
		for i, t := range other.Links {
			links[i] = w.ours(t)
		}
		return links, other.Images
	}
	return make([]site.Target, len(doc.Links)), make([]*site.Asset, len(doc.Images))
}

// ours is a target in the language of the page being made.
func (w *writer) ours(t site.Target) site.Target {
	if t.Page == nil || t.Page.Edition == w.page.Edition {
		return t
	}
	for _, p := range t.Page.Translations {
		if p.Edition == w.page.Edition {
			t.Page = p
		}
	}
	return t
}

func (w *writer) image(dst []byte, a *site.Asset) []byte {
	if a == nil {
		return append(dst, `src="data:,"`...)
	}
	dst = append(dst, `src="`...)
	dst = appendText(dst, site.Href(w.at, a.Path, ""))
	dst = append(dst, '"')
	if a.Width > 0 && a.Height > 0 {
		dst = append(strconv.AppendInt(append(dst, ` width="`...), int64(a.Width), 10), '"')
		dst = append(strconv.AppendInt(append(dst, ` height="`...), int64(a.Height), 10), '"')
	}
	return dst
}

// permalink is the sign after a heading that holds its address.
func (w *writer) permalink(dst []byte, id, title string) []byte {
	dst = append(dst, ` <a class="permalink" href="`...)
	dst = appendText(dst, site.Href(w.at, w.at, w.prefix+id))
	dst = append(dst, `"><span class="hidden">`...)
	dst = appendText(dst, w.words().word("permalink", "title", title))
	return append(dst, `</span></a>`...)
}

// heading adds the heading of a section.
func (w *writer) heading(s *site.Section) {
	w.raw(`<h2 id="`)
	w.text(w.prefix + s.ID)
	w.raw(`">`)
	w.text(s.Title)
	w.b = w.permalink(w.b, s.ID, s.Title)
	w.raw(`</h2>`)
}

// link adds a link to a page or a section of it, with its short code.
func (w *writer) link(t site.Target) {
	t = w.ours(t)
	if t.Page == nil {
		return
	}
	w.raw(`<a href="`)
	w.text(w.href(t))
	w.raw(`"`)
	w.langOf(t.Page.Lang())
	w.raw(`>`)
	if t.Page.Code != "" {
		w.raw(`<span class="code">`)
		w.text(t.Page.Code)
		w.raw(`</span> `)
	}
	w.text(t.Page.Title)
	if t.Section != nil {
		w.raw(`: `)
		w.text(t.Section.Title)
	}
	w.raw(`</a>`)
}

// langOf adds the attribute lang where a text is not of the language around it.
func (w *writer) langOf(lang string) {
	if lang != w.lang && lang != "" {
		w.raw(` lang="`)
		w.text(lang)
		w.raw(`"`)
	}
}

// pureReference reports fields that are nothing but links to pages: they are shown among the related pages.
func pureReference(f *schema.Field) bool {
	return f.Type == schema.TypeReference || f.Type == schema.TypeList && f.Of.Type == schema.TypeReference
}
