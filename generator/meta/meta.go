// Package meta turns YAML into values that know where they stand.
//
// A Value is a scalar exactly as typed (1.10 stays "1.10", yes stays "yes"), a list or a map
// in written order. What a scalar means is for the schema to say. Everything that YAML can do beyond
// that (anchors, aliases, tags, merge keys, several documents) is refused with its place, and so
// is what is too large or too deep.
package meta

import (
	"handbook/generator/diag"
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
type Value struct {
	Kind   Kind
	Text   string // Scalar: as typed, quotes and folding resolved
	Block  bool   // Scalar: written as a block (| or >), so offsets inside it are not those of the file
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

// Split separates a Markdown file into its front matter and the offset where its body starts.
// A file without front matter has a Null value and offset 0.
func Split(f *source.File) (front Value, body int, problems diag.List) { panic("to be written") }

// Parse reads a whole YAML file.
func Parse(f *source.File) (Value, diag.List) { panic("to be written") }
