package markdown

import (
	"bytes"

	"handbook/generator/diag"
)

// What goldmark takes quadratic time or memory for, a text may hold only so much of. The limits are
// far above what people write, and keep the worst text below half a second.
const (
	maxDepth   = 32          // lists and quotations opened in one line
	maxOpeners = 5_000       // [ ]( * _ ~ in a paragraph
	maxEffort  = 100_000_000 // the sum of the squares of that over a text
	maxColumns = 256         // of a table
	maxCells   = 100_000     // of a table
	maxNotes   = 5_000       // footnotes, references to them, and addresses named at the end of a text: each

	maxOpen = 1_000_000 // lists that are open at a blank line, summed up over a text

	maxGrowth   = 32       // times its text a page may be
	maxStart    = 64 << 10 // bytes that do not count for that
	maxProblems = 300      // of one file that are told
)

// guard reads a text once, before goldmark does, and says what in it is too much.
type guard struct {
	effort                    int
	definitions, notes, links int
	nest                      nest
	paragraph
}

// paragraph is what guard knows of the lines since the last blank one.
type paragraph struct {
	openers        int
	columns, cells int  // of the line before; of the table
	divided        bool // a line like |---| has been seen
	inTable        bool
}

// passes says whether a text may be parsed; the first thing that is too much is reported.
func (w *writer) passes(src []byte) bool {
	var g guard
	for at := 0; at < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end = at + i
		}
		if refusal := g.line(src[at:end]); refusal != nil {
			w.report(refusal(w.place(w.span(at, end))))
			return false
		}
		at = end + 1
	}
	return true
}

func (g *guard) line(line []byte) func(diag.Place) diag.Diagnostic {
	if g.nest.line(line); g.nest.waiting > maxOpen {
		return textTooDeep
	}
	rest := bytes.TrimLeft(line, " \t")
	if len(rest) == 0 {
		g.paragraph = paragraph{}
		return nil
	}
	depth, notes, text := opened(rest)
	if depth > maxDepth {
		return textTooDeep
	}
	g.definitions += notes
	if depth > 0 && len(line)-len(rest) < 4 && len(text) > 0 && rest[0] != '>' && (rest[0] < '0' || rest[0] > '9') {
		g.openers = 0 // an item of a list is a paragraph of its own
	}
	if len(text) > 0 && text[0] == '[' && bytes.Contains(text, []byte("]:")) {
		g.links++
	}
	n := openers(line)
	g.effort += n*n + 2*n*g.openers
	g.openers += n
	g.notes += bytes.Count(line, []byte("[^"))
	switch {
	case g.openers > maxOpeners || g.effort > maxEffort:
		return textTooDense
	case g.definitions > maxNotes || g.notes > 2*maxNotes || g.links > maxNotes:
		return tooManyNotes
	}
	return g.table(text)
}

// nest is how deep lists stand in each other by their indent, or deeper than that: goldmark asks every open list about every
// blank line.
type nest struct {
	open    []int // columns at which items begin
	blank   bool  // so was the line before
	waiting int   // sum of the lists open at blank lines
}

func (n *nest) line(line []byte) {
	column := 0
	for column < len(line) && (line[column] == ' ' || line[column] == '\t' || line[column] == '>') {
		column++
	}
	text := line[column:]
	if len(text) == 0 {
		n.waiting += len(n.open)
		n.blank = true
		return
	}
	depth, _, inner := opened(text)
	// A line that may belong to the paragraph above closes nothing.
	if n.blank || depth > 0 && len(inner) > 0 && (text[0] < '0' || text[0] > '9') {
		for len(n.open) > 0 && n.open[len(n.open)-1] >= max(column, 1) {
			n.open = n.open[:len(n.open)-1]
		}
		if column == 0 && len(n.open) > 0 {
			n.open = n.open[:0]
		}
	}
	for range depth {
		n.open = append(n.open, column)
	}
	n.blank = false
}

// table counts cells. A table begins with the first line of a paragraph that divides a head from rows, when it has as
// many columns as the line before; its cells are read one by one, so what they hold does not add up.
func (g *guard) table(text []byte) func(diag.Place) diag.Diagnostic {
	columns := cells(text)
	switch {
	case g.inTable:
		g.cells += g.columns
		g.openers = 0
	case !g.divided && g.columns > 0 && len(bytes.Trim(text, "|-: \t")) == 0 && bytes.IndexByte(text, '-') >= 0:
		g.divided, g.inTable = true, columns == g.columns
	}
	if !g.inTable {
		g.columns = columns
	}
	if g.inTable && g.columns > maxColumns || g.cells > maxCells {
		return tableTooLarge
	}
	return nil
}

// cells counts the columns of a line of a table.
func cells(line []byte) int {
	line = bytes.TrimRight(line, " \t")
	n := 1 + bytes.Count(line, []byte("|")) - bytes.Count(line, []byte(`\|`))
	if bytes.HasPrefix(line, []byte("|")) {
		n--
	}
	if bytes.HasSuffix(line, []byte("|")) && len(line) > 1 && !bytes.HasSuffix(line, []byte(`\|`)) {
		n--
	}
	return n
}

// opened counts what a line opens: lists, quotations and, also for itself, definitions of footnotes.
func opened(line []byte) (depth, notes int, rest []byte) {
	depth, rest = containers(line)
	for bytes.HasPrefix(rest, []byte("[^")) {
		end := bytes.Index(rest, []byte("]:"))
		if end < 0 {
			break
		}
		n, after := containers(bytes.TrimLeft(rest[end+len("]:"):], " \t"))
		depth, notes, rest = depth+1+n, notes+1, after
	}
	return depth, notes, rest
}

// containers counts the marks of lists and quotations that a line begins with.
func containers(line []byte) (depth int, rest []byte) {
	for len(line) > 0 {
		n := 0
		switch c := line[0]; {
		case c == '>':
			n = 1
		case (c == '-' || c == '*' || c == '+' || c == ':') && (len(line) == 1 || line[1] == ' ' || line[1] == '\t'):
			n = 1
		case c >= '0' && c <= '9':
			for n < len(line) && line[n] >= '0' && line[n] <= '9' {
				n++
			}
			if n == len(line) || line[n] != '.' && line[n] != ')' || n+1 < len(line) && line[n+1] != ' ' && line[n+1] != '\t' {
				return depth, line
			}
			n++
		}
		if n == 0 {
			return depth, line
		}
		depth++
		line = bytes.TrimLeft(line[n:], " \t")
	}
	return depth, line
}

func openers(line []byte) int {
	n := 0
	for i, c := range line {
		switch c {
		case '[', '*', '_', '~':
			n++
		case ']':
			if i+1 < len(line) && line[i+1] == '(' {
				n++
			}
		}
	}
	return n
}
