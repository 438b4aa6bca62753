package markdown

import (
	"bytes"
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"handbook/generator/schema"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.out.Text = escape(w.out.Text, n.Value)
		w.plain = append(w.plain, n.Value...)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.mark(n, "<strong>", "</strong>")
		} else {
			w.mark(n, "<em>", "</em>")
		}
	case *extast.Strikethrough:
		w.mark(n, "<del>", "</del>")
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n, string(n.Title))
	case *ast.RawHTML:
		w.rawHTML(n)
	case *extast.TaskCheckBox:
		w.checkBox(n)
	case *extast.FootnoteLink:
		w.noteLink(n)
	case *extast.FootnoteBacklink:
		w.noteBack(n)
	default:
		w.children(n)
	}
}

// mark writes an inline element.
func (w *writer) mark(n ast.Node, open, end string) {
	w.add(open)
	w.children(n)
	w.add(end)
}

func (w *writer) text(n *ast.Text) {
	if n.IsRaw() {
		value := n.Segment.Value(w.src)
		w.out.Text = escape(w.out.Text, value)
		w.plain = append(w.plain, value...)
	} else {
		w.decoded(n.Segment)
	}
	switch {
	case n.HardLineBreak():
		w.add("<br>")
		w.plain = append(w.plain, ' ')
	case n.SoftLineBreak():
		w.add("\n")
		w.plain = append(w.plain, ' ')
	}
}

// decoded writes a stretch of text, its escapes and character references resolved.
func (w *writer) decoded(s text.Segment) {
	b := s.Value(w.src)
	from := 0
	for i := 0; i < len(b); {
		if !markup(b[i]) {
			i++
			continue
		}
		w.verbatim(b[from:i])
		chars, n := decodeAt(b[i:])
		if n == 0 {
			chars, n = string(b[i:i+1]), 1
		} else if r, found := strange(chars); found {
			w.report(characterRefused(w.place(w.span(s.Start+i, s.Start+i+n)), r))
		}
		w.out.Text = escape(w.out.Text, chars)
		w.plain = append(w.plain, chars...)
		i += n
		from = i
	}
	w.verbatim(b[from:])
}

func (w *writer) verbatim(b []byte) {
	w.out.Text = append(w.out.Text, b...)
	w.plain = append(w.plain, b...)
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.add("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.src)
		line, ends := bytes.CutSuffix(value, []byte("\n"))
		w.out.Text = escape(w.out.Text, line)
		w.plain = append(w.plain, line...)
		if ends {
			w.add(" ")
			w.plain = append(w.plain, ' ')
		}
	}
	w.add("</code>")
}

// linkSpan is a link or an image as written.
func (w *writer) linkSpan(n ast.Node) schema.Span {
	start := max(n.Pos(), 0)
	stop := w.ctx.ends[n]
	for stop > start && w.src[stop-1] != ')' && w.src[stop-1] != ']' {
		stop--
	}
	return w.span(start, stop)
}

func (w *writer) link(n *ast.Link) {
	at := w.linkSpan(n)
	dest := decode(n.Destination)
	external, bad := address(dest)
	if bad != faultNone {
		w.report(addressRefused(w.place(at), dest, bad))
	} else {
		w.openLink(dest, external, at, decode(n.Title))
	}
	link := len(w.doc.Links) - 1
	from, images := len(w.plain), len(w.doc.Images)
	w.children(n)
	name := oneLine(string(w.plain[from:]))
	w.linkName(at, name, len(w.doc.Images) > images)
	if bad == faultNone {
		w.doc.Links[link].Text = name
		w.add("</a>")
	}
}

func (w *writer) openLink(dest string, external bool, at schema.Span, title string) {
	w.add(`<a href="`)
	if external {
		w.out.Text = escape(w.out.Text, href(dest))
	} else {
		w.hole(HoleHref, len(w.doc.Links))
	}
	w.add(`"`)
	if title != "" {
		w.add(` title="`)
		w.out.Text = escape(w.out.Text, title)
		w.add(`"`)
	}
	if s := strings.ToLower(scheme(dest)); external && s != "mailto" && s != "tel" {
		w.add(` rel="noopener noreferrer"`)
	}
	w.add(">")
	w.doc.Links = append(w.doc.Links, Link{Dest: dest, External: external, At: at})
}

// linkName reports a link that says nothing, or nothing of where it leads.
func (w *writer) linkName(at schema.Span, name string, image bool) {
	switch bare := strings.TrimFunc(strings.ToLower(name), unicode.IsPunct); {
	case name == "" && image:
		w.report(linkImageNoAlt(w.place(at)))
	case name == "":
		w.report(linkNoText(w.place(at)))
	case vague(oneLine(bare)):
		w.report(linkVague(w.place(at), name))
	}
}

// vague tells words that mean nothing to who reads the links of a page by themselves.
func vague(name string) bool {
	switch name {
	case "click", "click here", "here", "this", "this link", "this page", "link", "more", "read more", "see here",
		"klik", "klik di sini", "klik disini", "di sini", "disini", "sini", "ini", "tautan", "tautan ini", "link ini",
		"halaman ini", "selengkapnya", "baca selengkapnya", "lihat di sini":
		return true
	}
	return false
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	start := max(n.Pos(), 0)
	bracketed := start < len(w.src) && w.src[start] == '<'
	// The place of a bare address is that of the character before it.
	if i := bytes.Index(w.src[start:], label); i >= 0 {
		start += i
	}
	stop := start + len(label)
	if bracketed {
		start, stop = start-1, stop+1
	}
	at := w.span(start, stop)
	dest := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	external, bad := address(dest)
	if bad == faultNone {
		w.openLink(dest, external, at, "")
		w.doc.Links[len(w.doc.Links)-1].Text = string(label)
	} else {
		w.report(addressRefused(w.place(at), dest, bad))
	}
	w.out.Text = escape(w.out.Text, label)
	w.plain = append(w.plain, label...)
	if bad == faultNone {
		w.add("</a>")
	}
}

// altText is the plain text inside an image.
func (w *writer) altText(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			dst = w.altText(dst, c)
			continue
		}
		if t.IsRaw() || n.Kind() == ast.KindCodeSpan {
			dst = append(dst, t.Segment.Value(w.src)...)
		} else {
			dst = append(dst, decode(t.Segment.Value(w.src))...)
		}
		if t.SoftLineBreak() || t.HardLineBreak() {
			dst = append(dst, '\n')
		}
	}
	return dst
}

func (w *writer) image(n *ast.Image, title string) {
	at := w.linkSpan(n)
	dest := decode(n.Destination)
	alt := string(w.altText(nil, n))
	w.plain = append(w.plain, oneLine(alt)...)
	external, bad := address(dest)
	switch {
	case bad != faultNone:
		w.report(addressRefused(w.place(at), dest, bad))
	case external:
		w.report(imageExternal(w.place(at), dest))
	}
	if bad != faultNone || external {
		w.out.Text = escape(w.out.Text, alt)
		return
	}
	if w.unnamed(alt, dest) {
		w.report(imageNoAlt(w.place(at), strings.TrimSpace(alt) == ""))
	}
	w.add("<img ")
	w.hole(HoleImage, len(w.doc.Images))
	w.add(` alt="`)
	w.out.Text = escape(w.out.Text, alt)
	w.add(`"`)
	if title != "" {
		w.add(` title="`)
		w.out.Text = escape(w.out.Text, decode([]byte(title)))
		w.add(`"`)
	}
	w.add(` loading="lazy" decoding="async">`)
	w.doc.Images = append(w.doc.Images, Image{Dest: dest, Alt: alt, At: at})
}

// unnamed says whether an image is described by nothing, or by the name of its file.
func (w *writer) unnamed(alt, dest string) bool {
	alt = strings.TrimSpace(alt)
	file := path.Base(dest)
	return alt == "" || strings.EqualFold(alt, file) || strings.EqualFold(alt, strings.TrimSuffix(file, path.Ext(file)))
}

// figure writes an image with a title that has a paragraph for itself.
func (w *writer) figure(n *ast.Image) {
	caption := decode(n.Title)
	w.add("<figure>")
	w.image(n, "")
	w.endBlock()
	w.add("<figcaption>")
	w.out.Text = escape(w.out.Text, caption)
	w.add("</figcaption></figure>")
	w.plain = append(w.plain, oneLine(caption)...)
	w.endBlock()
}

func (w *writer) checkBox(n *extast.TaskCheckBox) {
	w.add(`<input type="checkbox" disabled`)
	word := WordOpen
	if n.IsChecked {
		w.add(" checked")
		word = WordDone
	}
	w.add(` aria-label="`)
	w.word(word)
	w.add(`"> `)
}
