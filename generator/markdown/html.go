package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// HTML is refused wherever it stands; comments are dropped. What is refused is shown as
// text, so that nothing vanishes from a preview.

func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	start := n.Lines().At(0).Start
	for start < len(w.src) && (w.src[start] == ' ' || w.src[start] == '\t') {
		start++
	}
	stop := n.Lines().At(n.Lines().Len() - 1).Stop
	if n.HasClosure() {
		stop = n.ClosureLine.Stop
	}
	raw := bytes.TrimSpace(w.src[start:max(start, stop)])
	if n.HTMLBlockType == ast.HTMLBlockType2 && w.comments(raw, start) {
		return
	}
	if n.HTMLBlockType != ast.HTMLBlockType2 {
		w.refuse(raw, start)
	}
	w.add("<p>")
	w.out.Text = escape(w.out.Text, raw)
	w.add("</p>")
}

// comments says whether raw is nothing but comments; else it reports what is not.
func (w *writer) comments(raw []byte, start int) bool {
	rest := raw
	for len(rest) > 0 {
		at := start + len(raw) - len(rest)
		after, isComment := bytes.CutPrefix(rest, []byte("<!--"))
		if !isComment {
			w.report(commentThenText(w.place(w.line(at))))
			return false
		}
		if cut, found := bytes.CutPrefix(after, []byte(">")); found {
			rest = bytes.TrimSpace(cut)
			continue
		}
		if cut, found := bytes.CutPrefix(after, []byte("->")); found {
			rest = bytes.TrimSpace(cut)
			continue
		}
		end := bytes.Index(after, []byte("-->"))
		if end < 0 && at > start {
			// The line that ends the first comment ends the block: the rest of this one would be text.
			w.report(commentThenText(w.place(w.line(at))))
			return false
		}
		if end < 0 {
			w.report(commentOpen(w.place(w.span(at, at+len("<!--")))))
			return false
		}
		rest = bytes.TrimSpace(after[end+len("-->"):])
	}
	return true
}

func (w *writer) rawHTML(n *ast.RawHTML) {
	raw := n.Segments.Value(w.src)
	if bytes.HasPrefix(raw, []byte("<!--")) {
		return
	}
	w.refuse(raw, n.Segments.At(0).Start)
	w.out.Text = escape(w.out.Text, raw)
	w.plain = append(w.plain, raw...)
}

// refuse reports HTML once for each pair of tags.
func (w *writer) refuse(raw []byte, start int) {
	name := tagName(raw)
	if bytes.HasPrefix(raw, []byte("</")) && w.refused == name {
		return
	}
	w.refused = name
	stop := start + len(raw)
	if i := bytes.IndexByte(raw, '>'); i >= 0 {
		stop = start + i + 1
	}
	w.report(htmlRefused(w.place(w.span(start, stop)), name))
}

// tagName is the name of a tag in small letters, or the mark that a declaration begins with.
func tagName(raw []byte) string {
	s := strings.TrimPrefix(strings.TrimPrefix(string(raw), "<"), "/")
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		return s[:min(1, len(s))]
	}
	return strings.ToLower(s[:end])
}
