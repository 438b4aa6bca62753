// Package render gives each page its HTML from a theme.
//
// A theme is a folder of layouts, partials, assets and words; a user's theme overlays the built-in one
// file by file. Templates are parsed, checked and minified when the theme is loaded, so that a page is
// made by executing a layout over a view and filling the holes of its text. The view types are the
// theme's contract.
package render

import (
	"io/fs"

	"handbook/generator/diag"
	"handbook/generator/site"
)

// Theme is a loaded theme. It does not change.
type Theme struct{}

// LoadTheme reads a theme for the languages of a handbook. Mistakes in templates, words and style sheets are
// diagnostics with the theme file, line and column.
func LoadTheme(fsys fs.FS, languages []string) (*Theme, diag.List, error) { panic("to be written") }

// Word is a word of the interface in a language; {names} in it are replaced by the pairs given.
func (t *Theme) Word(lang, key string, pairs ...string) string { panic("to be written") }

// Assets are the theme's style sheet, script and pictures: hashed path to bytes.
func (t *Theme) Assets() map[string][]byte { panic("to be written") }

// Pages is every HTML page of the site: path to a function that makes its bytes. The functions may be called
// at any time, in any order, from several goroutines.
func Pages(t *Theme, s *site.Site) map[string]func() ([]byte, error) { panic("to be written") }
