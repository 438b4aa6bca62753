package site

import (
	"slices"

	"handbook/generator/source"
)

// index finds content files by their paths in NFC.
type index struct {
	files []*source.File
	names []string         // of files
	at    map[string]int32 // in files, by name
}

// newIndex is the index of files; of the last one the names are taken where they are the same.
func newIndex(files []*source.File, last *index) *index {
	if last != nil && slices.EqualFunc(files, last.files, func(a, b *source.File) bool { return a == b || a.Path == b.Path }) {
		return &index{files, last.names, last.at}
	}
	x := &index{files, make([]string, len(files)), make(map[string]int32, len(files))}
	for i, f := range files {
		x.names[i] = nfc(f.Path)
		x.at[x.names[i]] = int32(i)
	}
	return x
}

// file is the file at a path, or nil.
func (x *index) file(name string) *source.File {
	if i, found := x.at[name]; found {
		return x.files[i]
	}
	return nil
}

// pageAt is the page that the file at a path belongs to, or nil.
func (j *join) pageAt(name string) *entry {
	if i, found := j.files.at[name]; found {
		return j.pageOf[i]
	}
	return nil
}
