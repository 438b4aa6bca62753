// Package source holds content files as bytes and is the only place that turns an offset
// into a line and a column.
package source

import (
	"io/fs"

	"handbook/generator/diag"
)

// File is one file of the content folder. It does not change after Load.
//
// Text files (Markdown, YAML) are normalised when loaded: valid UTF-8, no byte order mark,
// lines end in "\n". Other files keep their bytes on disk and are read by Tree entries.
type File struct {
	Path string   // slash-separated, relative to the content folder: "id/models/coalition.md"
	Hash [32]byte // SHA-256 of the bytes as found on disk
	Size int64    // bytes on disk
	Text []byte   // normalised text of .md and .yaml files; nil for others
	fsys fs.FS
}

// IsText reports whether the file is Markdown or YAML.
func (f *File) IsText() bool { return f.Text != nil }

// Place gives the line, column and source line of Text[offset:offset+length]. Column and
// width count characters; the width ends with the line. An offset past the end is the end.
func (f *File) Place(offset, length int) diag.Place { panic("to be written") }

// LinePlace gives the place of a 1-based line and column (in characters), as other
// parsers report them, of the given width.
func (f *File) LinePlace(line, column, width int) diag.Place { panic("to be written") }

// Offset is the byte offset in Text of a 1-based line and column (in characters).
func (f *File) Offset(line, column int) int { panic("to be written") }

// Whole is the place of the file as a whole.
func (f *File) Whole() diag.Place { return diag.Place{File: f.Path} }

// Read returns the bytes of the file as they are on disk.
func (f *File) Read() ([]byte, error) { panic("to be written") }

// Load reads every content file below fsys, sorted by path. Files whose names start with a dot,
// and those that editors leave behind, are passed over. Bad encodings, control
// characters, bad names, links and special files are diagnostics; the error is a failure to read.
func Load(fsys fs.FS) ([]*File, diag.List, error) { panic("to be written") }
