// Package source holds content files as bytes and is the only place that turns an offset
// into a line and a column.
//
// [Load] walks a content folder once. What an author can get wrong with a file as such is
// found here, so that no later stage has to think of it: encodings, control characters, names
// that do not work everywhere, links, special files, sizes. Text that is not valid stays in its
// place as "?" for each bad byte, so that later stages can go on and offsets stay true.
package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"unicode/utf8"
	"unsafe"

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

	lines []int32 // where each line of Text begins, of a file that was loaded
}

// IsText reports whether the file is Markdown or YAML.
func (f *File) IsText() bool { return f.Text != nil }

// Place gives the line, column and source line of Text[offset:offset+length]. Column and
// width count characters; the width ends with the line. An offset past the end is the end.
func (f *File) Place(offset, length int) diag.Place {
	if f.Text == nil {
		return f.Whole()
	}
	offset = min(max(offset, 0), len(f.Text))
	start := bytes.LastIndexByte(f.Text[:offset], '\n') + 1
	end := lineEnd(f.Text, offset)
	stop := min(offset+max(length, 0), end)
	return diag.Place{
		File:   f.Path,
		Line:   f.line(start),
		Column: 1 + utf8.RuneCount(f.Text[start:offset]),
		Width:  utf8.RuneCount(f.Text[offset:stop]),
		Source: shared(f.Text[start:end]),
	}
}

// line is the number of the line that begins at an offset.
func (f *File) line(start int) int {
	if f.lines == nil {
		return 1 + bytes.Count(f.Text[:start], []byte("\n"))
	}
	i, _ := slices.BinarySearch(f.lines, int32(start))
	return i + 1
}

func lineStarts(text []byte) []int32 {
	starts := make([]int32, 1, 1+bytes.Count(text, []byte("\n")))
	for i, b := range text {
		if b == '\n' {
			starts = append(starts, int32(i+1))
		}
	}
	return starts
}

// shared is text as a string without a copy, which Text allows because it does not change: a thousand problems in a
// line of a megabyte hold that line once.
func shared(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// LinePlace gives the place of a 1-based line and column (in characters), as other
// parsers report them, of the given width in characters.
func (f *File) LinePlace(line, column, width int) diag.Place {
	offset := f.Offset(line, column)
	return f.Place(offset, advance(f.Text[offset:], width))
}

// Offset is the byte offset in Text of a 1-based line and column (in characters). A line past
// the last is the end of the text, a column past the end of its line is that end.
func (f *File) Offset(line, column int) int {
	start := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(f.Text[start:], '\n')
		if i < 0 {
			return len(f.Text)
		}
		start += i + 1
	}
	return start + advance(f.Text[start:lineEnd(f.Text, start)], column-1)
}

// Whole is the place of the file as a whole.
func (f *File) Whole() diag.Place { return diag.Place{File: f.Path} }

// Read returns the bytes of the file as they are on disk.
func (f *File) Read() ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, f.Path)
	if err != nil {
		return nil, readError(f.Path, err)
	}
	return data, nil
}

// isText says by name which files are text to us.
func isText(name string) bool {
	switch path.Ext(name) {
	case ".md", ".yaml", ".yml":
		return true
	}
	return false
}

// advance is the number of bytes in the first n characters of text.
func advance(text []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(text); n-- {
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	return i
}

func lineEnd(text []byte, offset int) int {
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(text)
}

// readError names the file once: the errors of package fs name it too.
func readError(name string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return &fs.PathError{Op: "read content file", Path: name, Err: err}
}

func readUpTo(r io.Reader, limit int64) ([]byte, error) {
	var buffer bytes.Buffer
	_, err := buffer.ReadFrom(io.LimitReader(r, limit))
	return bytes.Clone(buffer.Bytes()), err // it stays in memory, so without what the buffer has to spare
}
