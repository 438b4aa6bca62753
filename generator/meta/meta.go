// Package meta turns YAML into values that know where they stand.
//
// A Value is a scalar exactly as typed (1.10 stays "1.10", yes stays "yes"), a list or a map
// in written order. What a scalar means is for the schema to say. Everything that YAML can do beyond
// that (anchors, aliases, tags, merge keys, several documents) is refused with its place, and so
// is what is too large or too deep.
//
// # Front matter
//
// Front matter begins at the first character of a file with a line of exactly three hyphens and ends
// with the next such line. Spaces at the end of those lines do not matter, spaces before the hyphens do:
// an indented line of hyphens is part of a value. A page may as well begin with a thematic break, so
// what stands between the two lines must look like fields (see [Split]). No text is ever dropped:
// it is front matter, or part of the page, or an error.
package meta

import (
	"unicode/utf8"

	"handbook/generator/source"
)

// Kind tells the three shapes of a Value, and nothing.
type Kind uint8

const (
	Null Kind = iota // nothing was written, or ~ or null, unquoted
	Scalar
	List
	Map
)

// Value is one YAML value and where it stands in its file.
//
// A scalar that is not Block stands in the file as it is: Text equals the file's
// Text[Offset : Offset+Length], quotes left out. For all else Offset is the first character as
// written and Length ends with its line.
type Value struct {
	Kind   Kind
	Text   string // Scalar: as typed, quotes and folding resolved
	Block  bool   // Scalar: not in the file in one piece (| or >, several lines, escapes); use [At]
	Offset int    // byte offset of its first character in the file's Text
	Length int    // bytes on the first line of it
	Items  []Value
	Fields []Field
}

// Field is one key of a map.
type Field struct {
	Key    string
	Offset int // of the key
	Value  Value
}

// Get returns the value of a key of a map, or nil.
func (v *Value) Get(key string) *Value {
	for i := range v.Fields {
		if v.Fields[i].Key == key {
			return &v.Fields[i].Value
		}
	}
	return nil
}

// At is the offset in the file of the byte i of a scalar's text. In a Block it is found by counting
// what is no white space, for that is what folding leaves alone; behind an escape it may be early
// by the length of the escape.
func At(f *source.File, text string, block bool, offset, i int) int {
	i = min(max(i, 0), len(text))
	if !block {
		return min(offset+i, len(f.Text))
	}
	at := min(contentStart(f.Text, offset), len(f.Text))
	for _, r := range text[:i] {
		if blank(r) {
			continue
		}
		next, size := nextInk(f.Text, at)
		at = next + size
	}
	if i < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[i:]); !blank(r) {
			at, _ = nextInk(f.Text, at)
		}
	}
	return at
}

// Offsets is [At] for every byte of a Block's text, and for its end.
func Offsets(f *source.File, text string, offset int) []int {
	table := make([]int, len(text)+1)
	at := min(contentStart(f.Text, offset), len(f.Text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		here, next := at, at
		if !blank(r) {
			ink, n := nextInk(f.Text, at)
			here, next = ink, ink+n
		}
		for range size {
			table[i] = here
			i++
		}
		at = next
	}
	table[len(text)] = at
	return table
}

// contentStart passes over the header of a block scalar or an opening quote.
func contentStart(text []byte, offset int) int {
	if offset >= len(text) {
		return len(text)
	}
	switch text[offset] {
	case '|', '>':
		_, next := line(text, offset)
		return next
	case '"', '\'':
		return offset + 1
	}
	return offset
}

// nextInk is the place and size of the next character that is no white space.
func nextInk(text []byte, at int) (offset, size int) {
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if !blank(r) {
			return at, size
		}
		at += size
	}
	return at, 0
}

func blank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\u2028' || r == '\u2029'
}
