package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"handbook/generator/diag"
	"handbook/generator/schema"
)

// writer turns the tree of one text into a Body, and what it finds on the way into the Doc.
type writer struct {
	parser *Parser
	doc    *Doc
	out    *Body
	src    []byte
	locate func(offset int) int // from an offset in src to one in the file
	ctx    *context

	fragment int    // number of the field's fragment, from 1; 0 in the body
	prefix   string // of the ids of footnotes
	plain    []byte // plain text since the last heading
	level    int    // of the last heading

	explicit map[string]schema.Span // ids that authors gave
	tables   map[string]int         // labels of tables
	root     ast.Node
	refused  string // name of the last tag that was refused
	unread   bool   // a text was not or could not be read
}

// body writes the text of a page; base is where it stands in the file.
func (w *writer) body(src []byte, base int) {
	w.out = &w.doc.Body
	w.locate = func(offset int) int { return base + offset }
	w.level = 1
	w.guarded(src, func() {
		title := w.title()
		for n := w.root.FirstChild(); n != nil; n = n.NextSibling() {
			if n != title {
				w.block(n)
			}
		}
		w.endSection()
	})
	w.slugs()
}

// guarded parses a text and hands it to write. Whatever panics in there becomes a problem of this file.
func (w *writer) guarded(src []byte, write func()) {
	defer func() {
		if p := recover(); p != nil {
			w.doc.report(parserFailed(w.doc.File.Place(w.locate(0), 0), p))
			*w.out = Body{}
			w.unread = true
		}
	}()
	w.src = src
	w.plain = w.plain[:0]
	if !w.passes(src) {
		w.unread = true
		return
	}
	w.out.Text = make([]byte, 0, len(src)+len(src)/4)
	w.root, w.ctx = w.parser.tree(src)
	write()
	if w.full() {
		w.report(pageTooLarge(w.place(w.line(0))))
		*w.out = Body{}
		w.unread = true
		return
	}
	w.notes()
}

// full says whether a page grew too large for its text. Nothing is written any more then.
func (w *writer) full() bool {
	return len(w.out.Text)+holeSize*len(w.out.Holes) > maxGrowth*len(w.src)+maxStart
}

// holeSize is what fills a hole, in bytes: about so much, but for names of pages as long as one likes.
const holeSize = 16

// span is a stretch of src as one of the file.
func (w *writer) span(start, stop int) schema.Span {
	at := w.locate(start)
	if stop <= start {
		return schema.Span{Offset: at}
	}
	return schema.Span{Offset: at, Length: w.locate(stop-1) + 1 - at}
}

func (w *writer) place(s schema.Span) diag.Place { return w.doc.place(s) }

func (w *writer) report(d diag.Diagnostic) { w.doc.report(d) }

func (w *writer) add(s string) { w.out.Text = append(w.out.Text, s...) }

func (w *writer) hole(kind HoleKind, index int) {
	w.out.Holes = append(w.out.Holes, Hole{At: len(w.out.Text), Kind: kind, Index: index})
}

func (w *writer) word(word Word) { w.hole(HoleWord, int(word)) }

// endBlock separates the plain text of blocks.
func (w *writer) endBlock() {
	if n := len(w.plain); n > 0 && w.plain[n-1] != '\n' {
		w.plain = append(w.plain, '\n')
	}
}

// endSection gives the plain text so far to the section it belongs to.
func (w *writer) endSection() {
	text := strings.TrimSpace(string(w.plain))
	w.plain = w.plain[:0]
	if n := len(w.doc.Sections); n > 0 {
		w.doc.Sections[n-1].Text = text
	} else {
		w.doc.Intro = text
	}
}

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !w.full(); c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			w.inline(c)
		} else {
			w.block(c)
		}
	}
}

// element writes a container and the end of its plain text.
func (w *writer) element(n ast.Node, open, end string) {
	w.add(open)
	w.children(n)
	w.endBlock()
	w.add(end)
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.element(n, "", "")
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.item(n)
	case *ast.Blockquote:
		w.quote(n)
	case *ast.CodeBlock:
		w.code(n, nil)
	case *ast.FencedCodeBlock:
		w.code(n, n.Info)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *ast.ThematicBreak:
		w.add("<hr>")
	case *ast.LinkReferenceDefinition:
	case *extast.Table:
		w.table(n)
	case *extast.DefinitionList:
		w.element(n, "<dl>", "</dl>")
	case *extast.DefinitionTerm:
		w.element(n, "<dt>", "</dt>")
	case *extast.DefinitionDescription:
		w.element(n, "<dd>", "</dd>")
	case *extast.FootnoteList:
		w.footnotes(n)
	default:
		w.children(n)
	}
}

func (w *writer) paragraph(n *ast.Paragraph) {
	from := len(w.plain)
	if isFigure(n) {
		w.figure(n.FirstChild().(*ast.Image))
		return
	}
	w.element(n, "<p>", "</p>")
	if w.fragment == 0 && w.doc.Lead == "" && n.Parent() == w.root && !isImage(n) {
		w.doc.Lead = oneLine(string(w.plain[from:]))
	}
}

// isImage says whether a paragraph is nothing but an image; with a title it is a figure.
func isImage(n *ast.Paragraph) bool {
	return n.ChildCount() == 1 && n.FirstChild().Kind() == ast.KindImage
}

func isFigure(n *ast.Paragraph) bool {
	return isImage(n) && len(bytes.TrimSpace(n.FirstChild().(*ast.Image).Title)) > 0
}

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.element(n, "<ul>", "</ul>")
		return
	}
	open := "<ol>"
	if n.Start != 1 {
		open = `<ol start="` + itoa(n.Start) + `">`
	}
	w.element(n, open, "</ol>")
}

func (w *writer) item(n *ast.ListItem) {
	if first := n.FirstChild(); first != nil && first.FirstChild() != nil &&
		first.FirstChild().Kind() == extast.KindTaskCheckBox {
		w.element(n, `<li class="task">`, "</li>")
		return
	}
	w.element(n, "<li>", "</li>")
}

func (w *writer) code(n ast.Node, info *ast.Text) {
	w.add(`<pre tabindex="0"><code`)
	if info != nil {
		language := decode(info.Segment.Value(w.src))
		if i := strings.IndexAny(language, " \t\n"); i >= 0 {
			language = language[:i]
		}
		w.add(` class="language-`)
		w.out.Text = escape(w.out.Text, language)
		w.add(`"`)
	}
	w.add(">")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		value := line.Value(w.src)
		w.out.Text = escape(w.out.Text, value)
		w.plain = append(w.plain, value...)
	}
	w.add("</code></pre>")
	w.endBlock()
}

func (w *writer) table(n *extast.Table) {
	w.tableName()
	w.add("<table>")
	bodied := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() == extast.KindTableHeader {
			if !w.headed(row) {
				w.report(tableNoHeader(w.place(w.line(row.Pos()))))
			}
			w.row(row, "<thead>", true)
			w.add("</thead>")
			continue
		}
		open := ""
		if !bodied {
			bodied = true
			open = "<tbody>"
		}
		w.row(row, open, false)
	}
	if bodied {
		w.add("</tbody>")
	}
	w.add("</table></div>")
}

// tableName opens the region of a table and names it after its section; several tables of a section are counted.
func (w *writer) tableName() {
	name := ""
	if n := len(w.doc.Sections); n > 0 && w.fragment == 0 {
		name = shortened(w.doc.Sections[n-1].Title)
	}
	w.tables[name]++
	w.add(`<div class="table" role="region" tabindex="0" aria-label="`)
	w.word(WordTable)
	if name != "" {
		w.add(": ")
		w.out.Text = escape(w.out.Text, name)
	}
	if count := w.tables[name]; count > 1 {
		w.add(" (" + itoa(count) + ")")
	}
	w.add(`">`)
}

// shortened is a title that may be said again at every table below it.
func shortened(title string) string {
	const most = 120
	if len(title) <= most {
		return title
	}
	for i := range title {
		if i > most {
			return title[:i] + "…"
		}
	}
	return title
}

// headed says whether any cell of a head holds something.
func (w *writer) headed(row ast.Node) bool {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.HasChildren() {
			return true
		}
	}
	return false
}

func (w *writer) row(row ast.Node, open string, head bool) {
	w.add(open)
	w.add("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		name := "td"
		// An empty th announces a heading that is not there.
		if head && c.HasChildren() {
			name = "th"
		}
		w.add("<" + name)
		if head && name == "th" {
			w.add(` scope="col"`)
		}
		switch c.(*extast.TableCell).Alignment {
		case extast.AlignLeft:
			w.add(` class="left"`)
		case extast.AlignCenter:
			w.add(` class="center"`)
		case extast.AlignRight:
			w.add(` class="right"`)
		}
		w.element(c, ">", "</"+name+">")
	}
	w.add("</tr>")
}

// line is the stretch from an offset of src to the end of its line.
func (w *writer) line(start int) schema.Span {
	start = min(max(start, 0), len(w.src))
	stop := len(w.src)
	if i := bytes.IndexByte(w.src[start:], '\n'); i >= 0 {
		stop = start + i
	}
	return w.span(start, start+len(bytes.TrimRight(w.src[start:stop], " \t")))
}
