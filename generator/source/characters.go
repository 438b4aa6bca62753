package source

import (
	"unicode/utf8"

	"handbook/generator/diag"
)

// maxCharacterProblems bounds what one file that is no text at all has to say.
const maxCharacterProblems = 10

// checkCharacters reports control characters, characters that an earlier conversion lost, and
// characters that turn the direction of text, one of each sort a line. Control characters
// become "?" in Text.
func (f *File) checkCharacters() diag.List {
	var problems diag.List
	reported := [3]int{-1, -1, -1} // line of the last report of each sort
	line := 0
	for i := 0; i < len(f.Text); {
		b := f.Text[i]
		if b >= 0x20 && b < 0x7F || b == '\t' {
			i++
			continue
		}
		if b == '\n' {
			line++
			i++
			continue
		}
		r, size := utf8.DecodeRune(f.Text[i:])
		if sort := sortOf(r); sort >= 0 {
			if sort == control {
				for j := range size {
					f.Text[i+j] = '?'
				}
			}
			if reported[sort] != line && len(problems) < maxCharacterProblems {
				reported[sort] = line
				problems = append(problems, characterProblem(f, sort, i, size, r))
			}
		}
		i += size
	}
	return problems
}

const (
	control = iota
	lost
	turning
)

// sortOf tells the characters that must not or should not be in a text; -1 for all others.
func sortOf(r rune) int {
	switch {
	case r < 0x20 || r >= 0x7F && r <= 0x9F || r == '\uFEFF': // a byte order mark inside a text
		return control
	case r == utf8.RuneError:
		return lost
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return turning
	}
	return -1
}

func characterProblem(f *File, sort, offset, size int, r rune) diag.Diagnostic {
	switch sort {
	case control:
		return controlCharacter(f, offset, size, r)
	case lost:
		return lostCharacter(f, offset, size)
	}
	return turningCharacter(f, offset, size, r)
}
