package office

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// text is what a Markdown field says, as far as it matters on a form.
type text []paragraph

type paragraph struct {
	bullet bool
	runs   []run
}

// run is letters of one look.
type run struct {
	text         string
	bold, italic bool
	link         string // absolute address, or ""
}

// plain is the text without looks, paragraphs separated by a line break.
func (t text) plain() string {
	var b strings.Builder
	for i, p := range t {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.bullet {
			b.WriteString("• ")
		}
		for _, r := range p.runs {
			b.WriteString(r.text)
		}
	}
	return b.String()
}

// plainText is a text of one look.
func plainText(s string) text {
	if s == "" {
		return nil
	}
	return text{{runs: []run{{text: s}}}}
}

// text reads a field of the type text or markdown; nil is no text.
func (r *reader) text(v *site.Value) text {
	switch {
	case v == nil:
		return nil
	case v.Field.Type != schema.TypeMarkdown:
		return plainText(r.line(v))
	}
	body := &v.Doc.Fragments[v.Given.Fragment]
	links := r.links(v.Doc)
	html := body.AppendTo(nil, func(dst []byte, h markdown.Hole) []byte {
		if h.Kind == markdown.HoleHref && h.Index < len(links) {
			var b bytes.Buffer
			_ = xml.EscapeText(&b, []byte(r.address(links[h.Index]))) // a Buffer takes everything
			dst = append(dst, b.Bytes()...)
		}
		return dst
	})
	return parse(html)
}

// links is where the links of a file lead.
func (r *reader) links(doc *markdown.Doc) []site.Target {
	if r.page.Shows(doc) {
		return r.page.Links
	}
	for _, p := range r.page.Translations {
		if p.Shows(doc) {
			return p.Links
		}
	}
	return nil
}

// address is where a link leads to from a file that was taken away: an absolute address, or none.
func (r *reader) address(t site.Target) string {
	base := r.site.Schema.BaseURL
	switch {
	case t.Address != "":
		return t.Address
	case base == "":
		return ""
	case t.Asset != nil:
		return base + site.Href("", t.Asset.Path, "")
	case t.Page == nil:
		return ""
	case t.Section != nil:
		return base + site.Href("", t.Page.Path, t.Section.ID)
	}
	return base + site.Href("", t.Page.Path, "")
}

// parse reads the HTML that package markdown makes. Of what a form has no use for, such as pictures, nothing is left.
func parse(html []byte) text {
	d := xml.NewDecoder(bytes.NewReader(html))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	p := &parser{}
	for {
		token, err := d.Token()
		if err != nil { // the end: what we made ourselves has no other errors
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			p.start(token)
		case xml.EndElement:
			p.end(token.Name.Local)
		case xml.CharData:
			p.letters(string(token))
		}
	}
	p.flush(false)
	return p.out
}

type parser struct {
	out          text
	open         []run
	bold, italic int
	link         string
	lists        int
}

func (p *parser) start(e xml.StartElement) {
	switch e.Name.Local {
	case "strong", "th":
		p.bold++
	case "em":
		p.italic++
	case "a":
		for _, a := range e.Attr {
			if a.Name.Local == "href" && strings.Contains(a.Value, ":") {
				p.link = a.Value
			}
		}
	case "br":
		p.letters(" ")
	case "ul", "ol":
		p.flush(p.lists > 0)
		p.lists++
	case "p", "li", "tr", "pre", "blockquote", "dt", "dd":
		p.flush(p.lists > 0)
	}
}

func (p *parser) end(name string) {
	switch name {
	case "strong", "th":
		p.bold--
	case "em":
		p.italic--
	case "a":
		p.link = ""
	case "ul", "ol":
		p.flush(true)
		p.lists--
	case "p", "li", "tr", "pre", "blockquote", "dt", "dd":
		p.flush(p.lists > 0)
	}
}

func (p *parser) letters(s string) {
	s = strings.ReplaceAll(s, "\n", " ")
	if len(p.open) == 0 {
		s = strings.TrimLeft(s, " ")
	}
	if s == "" {
		return
	}
	next := run{text: s, bold: p.bold > 0, italic: p.italic > 0, link: p.link}
	if n := len(p.open); n > 0 && p.open[n-1].bold == next.bold && p.open[n-1].italic == next.italic && p.open[n-1].link == next.link {
		p.open[n-1].text += s
		return
	}
	p.open = append(p.open, next)
}

func (p *parser) flush(bullet bool) {
	if len(p.open) > 0 {
		last := &p.open[len(p.open)-1]
		last.text = strings.TrimRight(last.text, " ")
		p.out = append(p.out, paragraph{bullet, p.open})
	}
	p.open = nil
}

// values are the values of a scale.
func values(low, high int) []string {
	var all []string
	for i := low; i <= high; i++ {
		all = append(all, strconv.Itoa(i))
	}
	return all
}

// width is how many characters a text has.
func width(s string) int { return utf8.RuneCountInString(s) }

// longestWord is the width of the longest word of a text, which a column must hold.
func longestWord(s string) int {
	longest := 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '/' }) {
		longest = max(longest, width(word))
	}
	return longest
}
