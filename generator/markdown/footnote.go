package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"handbook/generator/diag"
)

// Ids of footnotes are fn:1 for the note and fnref:1 (fnref:1:2, …) for each place that refers to it.

func (w *writer) noteLink(n *extast.FootnoteLink) {
	w.add(`<sup><a class="note" role="doc-noteref" id="`)
	w.noteRef(n.Index, n.RefIndex)
	w.add(`" href="#`)
	w.noteID(n.Index)
	w.add(`">` + itoa(n.Index) + `</a></sup>`)
}

func (w *writer) noteBack(n *extast.FootnoteBacklink) {
	w.add(` <a class="back" role="doc-backlink" href="#`)
	w.noteRef(n.Index, n.RefIndex)
	w.add(`" aria-label="`)
	w.word(WordFootnoteBack)
	w.add(" " + itoa(n.Index))
	if n.RefIndex > 0 {
		w.add("-" + itoa(n.RefIndex+1))
	}
	w.add(`">↩`)
	if n.RefIndex > 0 {
		w.add("<sup>" + itoa(n.RefIndex+1) + "</sup>")
	}
	w.add("</a>")
}

func (w *writer) noteID(index int) {
	w.hole(HolePrefix, 0)
	w.add(w.prefix + "fn:" + itoa(index))
}

func (w *writer) noteRef(index, ref int) {
	w.hole(HolePrefix, 0)
	w.add(w.prefix + "fnref:" + itoa(index))
	if ref > 0 {
		w.add(":" + itoa(ref+1))
	}
}

// footnotes writes the notes at the end of a text. Their words belong to no section.
func (w *writer) footnotes(n *extast.FootnoteList) {
	text := len(w.plain)
	if w.fragment == 0 {
		w.doc.Footnotes = true
		w.add(`<section class="footnotes" role="doc-endnotes"><h2>`)
		w.word(WordFootnotes)
		w.add(`</h2><ol>`)
	} else {
		w.add(`<section class="footnotes" role="doc-endnotes" aria-label="`)
		w.word(WordFootnotes)
		w.add(`"><ol>`)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note := c.(*extast.Footnote)
		w.add(`<li id="`)
		w.noteID(note.Index)
		w.element(note, `">`, "</li>")
	}
	w.add("</ol></section>")
	w.plain = w.plain[:min(text, len(w.plain))]
}

// notes reports footnotes that nothing refers to, which goldmark drops, and references without a
// note, which it leaves as they are.
func (w *writer) notes() {
	first := map[string]ast.Node{}
	for _, n := range w.ctx.notes {
		note := n.(*extast.Footnote)
		at := w.noteHead(note.Pos())
		if before, found := first[string(note.Ref)]; found {
			w.report(noteTwice(at, w.noteHead(before.Pos()), string(note.Ref)))
			continue
		}
		first[string(note.Ref)] = n
		if note.Index < 0 {
			w.report(noteUnused(at, string(note.Ref)))
		}
	}
	for _, at := range w.ctx.absent {
		w.report(noteAbsent(w.place(w.span(at[0], at[1])), string(w.src[at[0]+2:at[1]-1])))
	}
}

// noteHead is the place of [^name] where a note begins.
func (w *writer) noteHead(start int) diag.Place {
	start = max(start, 0)
	if i := bytes.IndexByte(w.src[start:], ']'); i >= 0 {
		return w.place(w.span(start, start+i+1))
	}
	return w.place(w.line(start))
}
