// Package themes holds the built-in theme and lays a user's theme over it.
//
// A theme is four folders: layouts (one template for each sort of page), partials (templates they share),
// assets (style sheets, scripts, pictures) and i18n (the words of the interface, one YAML file for each
// language). A user's theme holds only the files that differ.
package themes

import (
	"cmp"
	"embed"
	"errors"
	"io"
	"io/fs"
	"slices"
)

//go:embed all:default
var builtin embed.FS

// Default is the built-in theme.
func Default() fs.FS {
	sub, err := fs.Sub(builtin, "default")
	if err != nil {
		panic(err) // the name is valid, so this cannot happen
	}
	return sub
}

// Overlay is the built-in theme with a user's files in place of those of the same name. Without a
// user's theme (nil) it is the built-in one.
func Overlay(user fs.FS) fs.FS {
	if user == nil {
		return Default()
	}
	return overlay{user, Default()}
}

// overlay shows the files of both; the upper one's hide the lower one's.
type overlay struct{ upper, lower fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	upper, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	if err != nil {
		return nil, err
	}
	info, err := upper.Stat()
	if err != nil || !info.IsDir() {
		return upper, err
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, upper.Close())
	}
	return &directory{File: upper, entries: entries}, nil
}

// ReadDir lists a folder of both themes, by name. Without it a walk would see only the upper one.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, upperErr := fs.ReadDir(o.upper, name)
	if upperErr != nil && !errors.Is(upperErr, fs.ErrNotExist) {
		return nil, upperErr
	}
	lower, lowerErr := fs.ReadDir(o.lower, name)
	if upperErr != nil {
		return lower, lowerErr
	}
	entries := slices.Concat(upper, lower)
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// directory is an open folder that lists the files of both themes.
type directory struct {
	fs.File
	entries []fs.DirEntry
	read    int
}

func (d *directory) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.entries[d.read:]
	if n <= 0 {
		d.read = len(d.entries)
		return slices.Clone(rest), nil
	}
	if len(rest) == 0 {
		return nil, io.EOF
	}
	rest = rest[:min(n, len(rest))]
	d.read += len(rest)
	return slices.Clone(rest), nil
}
