package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
)

// printer says what is wrong with a handbook, to people or, with --json, to programs.
type printer struct {
	common
	stdout, stderr io.Writer
}

func (p printer) problems(l diag.List) {
	for _, d := range l {
		if p.json {
			p.line(d)
		} else {
			p.excerpt(d)
		}
	}
	if len(l) > 0 && !p.json {
		fmt.Fprintln(p.stderr, p.count(l))
	}
}

func (p printer) count(l diag.List) string {
	errors, warnings := l.Errors(), len(l)-l.Errors()
	if p.lang == "id" {
		return fmt.Sprintf("%d kesalahan, %d peringatan", errors, warnings)
	}
	return fmt.Sprintf("%s, %s", plural(errors, "error"), plural(warnings, "warning"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// jsonProblem is one line of --json. Lines and columns count from 1, columns and width in characters.
type jsonProblem struct {
	File     string     `json:"file"`
	Line     int        `json:"line"`
	Column   int        `json:"column"`
	Width    int        `json:"width"`
	Severity string     `json:"severity"`
	Code     string     `json:"code"`
	Text     diag.Words `json:"text"`
	Hint     diag.Words `json:"hint"`
	Notes    []jsonNote `json:"notes,omitempty"`
}

type jsonNote struct {
	File   string     `json:"file"`
	Line   int        `json:"line"`
	Column int        `json:"column"`
	Text   diag.Words `json:"text"`
}

func (p printer) line(d diag.Diagnostic) {
	j := jsonProblem{p.file(d.File), d.Line, d.Column, d.Width, d.Severity.String(), d.Code, d.Text, d.Hint, nil}
	for _, n := range d.Notes {
		j.Notes = append(j.Notes, jsonNote{p.file(n.File), n.Line, n.Column, n.Text})
	}
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	_ = e.Encode(j) // strings and numbers; a closed pipe is the reader's choice
}

func (p printer) excerpt(d diag.Diagnostic) {
	severity := d.Severity.String()
	hint := "hint"
	if p.lang == "id" {
		severity = map[string]string{"error": "kesalahan", "warning": "peringatan"}[severity]
		hint = "saran"
	}
	fmt.Fprintf(p.stderr, "%s: %s: %s\n", p.at(d.Place), severity, d.Text.In(p.lang))
	p.mark(d.Place)
	for _, n := range d.Notes {
		fmt.Fprintf(p.stderr, "  %s: %s\n", p.at(n.Place), n.Text.In(p.lang))
		p.mark(n.Place)
	}
	if h := d.Hint.In(p.lang); h != "" {
		fmt.Fprintf(p.stderr, "  %s: %s\n", hint, h)
	}
}

func (p printer) at(at diag.Place) string {
	if at.Line == 0 {
		return p.file(at.File)
	}
	return fmt.Sprintf("%s:%d:%d", p.file(at.File), at.Line, at.Column)
}

// file is a content file as the shell knows it.
func (p printer) file(name string) string {
	if theme, ok := strings.CutPrefix(name, "theme:"); ok {
		if p.theme != "" {
			return strings.TrimSuffix(p.theme, "/") + "/" + theme
		}
		return theme
	}
	return strings.TrimSuffix(p.content, "/") + "/" + name
}

// excerptWidth is how many characters of a long line are shown.
const excerptWidth = 100

// mark shows the line with the place underlined.
func (p printer) mark(at diag.Place) {
	if at.Line == 0 || strings.TrimSpace(at.Source) == "" {
		return
	}
	column, from := max(at.Column-1, 0), 0
	if column > excerptWidth*3/4 {
		from = column - excerptWidth/4
	}
	shown := characters(at.Source, from, excerptWidth)
	column = min(column-from, len(shown))
	width := min(max(at.Width, 1), max(len(shown)-column, 1))
	fmt.Fprintf(p.stderr, "  %s\n  %s%s\n", string(shown), strings.Repeat(" ", column), strings.Repeat("^", width))
}

// characters are so many of a line, which may be long, from one on. What would move the cursor becomes a space.
func characters(line string, from, most int) []rune {
	var shown []rune
	n := 0
	for _, r := range line {
		if n++; n <= from {
			continue
		}
		if len(shown) == most {
			break
		}
		if unicode.IsControl(r) {
			r = ' '
		}
		shown = append(shown, r)
	}
	return shown
}

// progress is a line on a terminal while a long build runs.
type progress struct {
	w     io.Writer
	on    bool
	total int
	made  atomic.Int64
	quit  chan struct{}
	ended chan struct{}
}

// newProgress shows nothing unless w is a terminal.
func newProgress(w io.Writer, quiet bool, total int) *progress {
	p := &progress{w: w, total: total, quit: make(chan struct{}), ended: make(chan struct{})}
	if f, ok := w.(*os.File); ok && !quiet && os.Getenv("NO_COLOR") == "" && os.Getenv("CI") == "" {
		info, err := f.Stat()
		p.on = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	go p.run()
	return p
}

func (p *progress) run() {
	defer close(p.ended)
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	shown := 0
	for {
		select {
		case <-p.quit:
			if shown > 0 {
				fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", shown))
			}
			return
		case <-tick.C:
			if p.on {
				s := fmt.Sprintf("%d of %d files", p.made.Load(), p.total)
				shown = utf8.RuneCountInString(s)
				fmt.Fprint(p.w, "\r"+s)
			}
		}
	}
}

func (p *progress) done() {
	close(p.quit)
	<-p.ended
}
