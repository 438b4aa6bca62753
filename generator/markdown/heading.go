package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"handbook/generator/schema"
)

// title takes the title of a page out of its text: the first heading of level 1 when the front matter has
// none, else one with the same words that the text begins with. It returns the heading that is
// not to be written, or nil.
func (w *writer) title() ast.Node {
	for n := w.root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Level != 1 {
			if w.doc.Title != "" && !silent(n) {
				return nil
			}
			continue
		}
		text := w.discarded(h)
		switch {
		case text == "":
			return nil
		case w.doc.Title == "":
			w.doc.Title, w.doc.TitleAt = text, w.headingSpan(h)
			return h
		case strings.EqualFold(text, oneLine(w.doc.Title)):
			return h
		}
		return nil
	}
	return nil
}

// silent tells what leaves no trace on a page.
func silent(n ast.Node) bool {
	if html, ok := n.(*ast.HTMLBlock); ok {
		return html.HTMLBlockType == ast.HTMLBlockType2
	}
	return n.Kind() == ast.KindLinkReferenceDefinition
}

// discarded returns the plain text of a heading's content and leaves no other trace but problems.
func (w *writer) discarded(h *ast.Heading) string {
	text, holes, links, images := len(w.out.Text), len(w.out.Holes), len(w.doc.Links), len(w.doc.Images)
	problems := len(w.doc.Problems)
	w.children(h)
	title := oneLine(string(w.plain))
	w.plain = w.plain[:0]
	w.out.Text, w.out.Holes = w.out.Text[:text], w.out.Holes[:holes]
	w.doc.Links, w.doc.Images = w.doc.Links[:links], w.doc.Images[:images]
	if w.doc.Title != "" && !strings.EqualFold(title, oneLine(w.doc.Title)) {
		w.doc.Problems = w.doc.Problems[:problems] // it will be written after all
	}
	return title
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// headingSpan is a heading as written, with its marks.
func (w *writer) headingSpan(h *ast.Heading) schema.Span {
	start := max(h.Pos(), 0)
	if h.Lines().Len() > 0 {
		first := h.Lines().At(0).Start
		if from := bytes.LastIndexByte(w.src[:first], '\n') + 1; start < from || start > first {
			start = first
		}
	}
	return w.line(start)
}

func (w *writer) heading(h *ast.Heading) {
	if w.fragment > 0 {
		w.report(headingInField(w.place(w.headingSpan(h))))
		w.element(h, "<p>", "</p>")
		return
	}
	w.endSection()
	at := w.headingSpan(h)
	level := h.Level
	if level == 1 {
		level = 2
		w.report(headingSecondTitle(w.place(at), w.doc.Title))
	}
	if level > w.level+1 {
		w.report(headingSkipped(w.place(at), w.level, level))
	}
	w.level = level
	index := len(w.doc.Sections)
	w.doc.Sections = append(w.doc.Sections, Section{Level: level, At: at, Explicit: w.headingID(h)})

	tag := "h" + itoa(level)
	w.add("<" + tag + ` id="`)
	w.hole(HoleID, index)
	w.add(`">`)
	w.children(h)
	title := oneLine(string(w.plain))
	w.plain = w.plain[:0]
	w.doc.Sections[index].Title = title
	if title == "" {
		w.report(headingEmpty(w.place(at)))
	}
	if level <= 4 {
		w.hole(HolePermalink, index)
	}
	w.add("</" + tag + ">")
}

// headingID reads {#id}, the only thing that may stand in braces behind a heading.
func (w *writer) headingID(h *ast.Heading) string {
	at, written := w.braces(h)
	if h.Attributes() == nil {
		if strings.HasPrefix(written, "{#") {
			w.report(headingBadID(w.place(at), strings.Trim(written, "{#}")))
		}
		return ""
	}
	id := ""
	for _, a := range h.Attributes() {
		value, ok := a.Value.([]byte)
		if string(a.Name) != "id" || !ok {
			w.report(headingAttribute(w.place(at), written))
			continue
		}
		id = string(value)
		if !validID(id) {
			w.report(headingBadID(w.place(at), id))
			id = ""
		}
	}
	if id == "" {
		return ""
	}
	if first, found := w.explicit[id]; found {
		w.report(headingSameID(w.place(at), w.place(first), id))
		return ""
	}
	w.explicit[id] = at
	return id
}

// braces finds the { … } that the last line of a heading ends with, and is where the heading is without.
func (w *writer) braces(h *ast.Heading) (schema.Span, string) {
	if h.Lines().Len() == 0 {
		return w.headingSpan(h), ""
	}
	start := h.Lines().At(h.Lines().Len() - 1).Start
	line, _, _ := bytes.Cut(w.src[start:], []byte("\n"))
	line = bytes.TrimRight(bytes.TrimRight(line, " \t"), "#")
	line = bytes.TrimRight(line, " \t")
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' || open > 0 && line[open-1] == '\\' {
		return w.headingSpan(h), ""
	}
	return w.span(start+open, start+len(line)), string(line[open:])
}
