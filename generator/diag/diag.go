// Package diag is what a build has to say to the people who write a handbook.
//
// A [Diagnostic] is an author's mistake or doubt: a place, a text and a hint, in both
// languages of the interface. Stages return diagnostics beside their value and never stop at
// the first; only the command prints them. A failure of the machine (disk, permission) is an
// ordinary error and never a Diagnostic.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Words is one text in each language of the interface.
type Words struct {
	EN string `json:"en"`
	ID string `json:"id"`
}

// In returns the text in a language, "id" or "en"; any other language gets English.
func (w Words) In(lang string) string {
	if lang == "id" && w.ID != "" {
		return w.ID
	}
	return w.EN
}

// Severity says whether a handbook with this problem may be published.
type Severity uint8

const (
	Error   Severity = iota // stops the build
	Warning                 // is reported; stops it only when asked to be strict
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Place is a stretch of one line of a content file. Lines and columns count from 1, columns
// and Width in characters. A Line of 0 means the file as a whole; only problems that
// have no line (an unreadable file, a bad name) may use it.
type Place struct {
	File   string // slash-separated, relative to the content folder; theme files start with "theme:"
	Line   int
	Column int
	Width  int    // characters to mark; 0 is a single caret
	Source string // the whole line
}

// Note points at a second place that explains the first.
type Note struct {
	Place
	Text Words
}

// Diagnostic is one problem at one place.
type Diagnostic struct {
	Place
	Severity Severity
	Code     string // stable kebab-case name of the problem, e.g. "link-no-page"
	Text     Words  // what is wrong, without a full stop
	Hint     Words  // what to do; may be empty
	Notes    []Note
}

// List is diagnostics in the order they were found.
type List []Diagnostic

// Errors counts those that stop a build.
func (l List) Errors() int {
	n := 0
	for i := range l {
		if l[i].Severity == Error {
			n++
		}
	}
	return n
}

// Sorted returns the list by file, line, column and code, without repeats.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Text.EN, b.Text.EN),
		)
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool {
		return a.Place == b.Place && a.Code == b.Code && a.Text == b.Text
	})
}
