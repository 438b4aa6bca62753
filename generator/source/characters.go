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
	found := make([]strange, 0, maxCharacterProblems)
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
			if reported[sort] != line && len(found) < maxCharacterProblems {
				reported[sort] = line
				found = append(found, strange{sort, i, size, r})
			}
		}
		i += size
	}
	var problems diag.List
	for _, c := range found { // Text is what it will be now
		problems = append(problems, characterProblem(f, c))
	}
	return problems
}

// strange is a character that a text should not have.
type strange struct {
	sort, offset, size int
	char               rune
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

func characterProblem(f *File, c strange) diag.Diagnostic {
	switch c.sort {
	case control:
		return controlCharacter(f, c.offset, c.size, c.char)
	case lost:
		return lostCharacter(f, c.offset, c.size)
	}
	return turningCharacter(f, c.offset, c.size, c.char)
}
