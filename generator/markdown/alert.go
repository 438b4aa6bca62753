package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// alertWord is the label of an alert of GitHub's by its name.
func alertWord(name string) (Word, bool) {
	switch strings.ToUpper(name) {
	case "NOTE":
		return WordNote, true
	case "TIP":
		return WordTip, true
	case "IMPORTANT":
		return WordImportant, true
	case "WARNING":
		return WordWarning, true
	case "CAUTION":
		return WordCaution, true
	}
	return 0, false
}

// quote writes a quotation, or an alert when it begins with a line like [!NOTE].
func (w *writer) quote(n *ast.Blockquote) {
	word, found := w.alert(n)
	if !found {
		w.element(n, "<blockquote>", "</blockquote>")
		return
	}
	class := strings.TrimPrefix(word.Key(), "alert_")
	w.add(`<aside class="alert ` + class + `" role="note"><p class="label">`)
	w.word(word)
	w.add("</p>")
	w.element(n, "", "</aside>")
}

// alert takes the first line out of an alert.
func (w *writer) alert(n *ast.Blockquote) (Word, bool) {
	p, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return 0, false
	}
	first := p.Lines().At(0)
	line := bytes.TrimRight(first.Value(w.src), " \t\n")
	if !bytes.HasPrefix(line, []byte("[!")) {
		return 0, false
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 || end+1 < len(line) && line[end+1] == '(' {
		return 0, false
	}
	name, rest := string(line[len("[!"):end]), bytes.TrimSpace(line[end+1:])
	at := w.span(first.Start, first.Start+end+1)
	word, known := alertWord(name)
	switch {
	case !known:
		w.report(alertUnknown(w.place(at), name))
		return 0, false
	case len(rest) > 0:
		w.report(alertOneLine(w.place(w.line(first.Start)), name))
		return 0, false
	case p.Lines().Len() == 1 && n.ChildCount() == 1:
		w.report(alertEmpty(w.place(at), name))
		return 0, false
	}
	for c := p.FirstChild(); c != nil && c.Pos() < first.Stop; c = p.FirstChild() {
		p.RemoveChild(p, c)
	}
	if !p.HasChildren() {
		n.RemoveChild(n, p)
	}
	return word, true
}
