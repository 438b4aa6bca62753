package meta

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// MaxFront is the most front matter may hold, in bytes.
const MaxFront = 64 << 10

// Split separates a Markdown file into its front matter and the offset where its body starts.
// A file without front matter has a Null value and offset 0. Front matter that cannot be told apart
// from text is an error, and then there is no body.
func Split(f *source.File) (front Value, body int, problems diag.List) {
	first, next := line(f.Text, 0)
	if !isFence(first) {
		if p, found := misplaced(f); found {
			return Value{}, len(f.Text), diag.List{p}
		}
		return Value{}, 0, nil
	}
	end, body, closed := closing(f.Text, next)
	if !closed {
		if shapeOf(paragraph(f.Text[next:])) != fields {
			return Value{}, 0, nil
		}
		return Value{}, len(f.Text), diag.List{neverClosed(f, next)}
	}
	switch shapeOf(f.Text[next:end]) {
	case prose:
		return Value{}, 0, nil
	case unclear:
		return Value{}, len(f.Text), diag.List{notFields(f, next, end)}
	case nothing:
		return Value{}, body, nil
	}
	if end-next > MaxFront {
		return Value{}, body, diag.List{frontTooLarge(f, next)}
	}
	front, problems = parse(f, capture(f.Text[:end]), next)
	if front.Kind != Map && front.Kind != Null {
		problems = append(problems, frontNotMap(f, front))
		front = Value{}
	}
	return front, body, problems
}

// endMark closes the block handed to package frontmatter, which would take an indented line of
// hyphens inside a value for the end. No text holds this character: package source sees to it.
const endMark = "\x00"

// capture returns the bytes of the front matter at the head of opened, which ends before its closing line.
func capture(opened []byte) []byte {
	var block []byte
	format := frontmatter.NewFormat("---", endMark, func(data []byte, into any) error {
		*into.(*[]byte) = data
		return nil
	})
	closed := io.MultiReader(bytes.NewReader(opened), strings.NewReader(endMark))
	// The format never fails, and reading from memory does not.
	_, _ = frontmatter.Parse(closed, &block, format)
	return block
}

// line returns the line at an offset without its end, and where the next begins.
func line(text []byte, offset int) (content []byte, next int) {
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		return text[offset : offset+i], offset + i + 1
	}
	return text[offset:], len(text)
}

func isFence(content []byte) bool {
	rest, found := bytes.CutPrefix(content, []byte("---"))
	return found && len(bytes.Trim(rest, " \t")) == 0
}

// closing finds the line that ends front matter: end is its offset, body that of the line after it.
func closing(text []byte, from int) (end, body int, found bool) {
	for at := from; at < len(text); {
		content, next := line(text, at)
		if isFence(content) {
			return at, next, true
		}
		at = next
	}
	return len(text), len(text), false
}

// paragraph is text up to the first blank line after something.
func paragraph(text []byte) []byte {
	seen := false
	for at := 0; at < len(text); {
		content, next := line(text, at)
		if len(bytes.TrimSpace(content)) > 0 {
			seen = true
		} else if seen {
			return text[:at]
		}
		at = next
	}
	return text
}

// shape is what the lines after an opening fence look like.
type shape uint8

const (
	nothing shape = iota // only blank lines
	fields               // key: value
	unclear              // a list or comments without a blank line: never guessed at
	prose                // the fence is a thematic break
)

// opensMap reports whether a line begins a map: key: value, or the brackets of one.
func opensMap(content []byte) bool {
	if len(content) == 0 {
		return false
	}
	switch q := content[0]; q {
	case '{', '?':
		return true
	case '"', '\'':
		i := bytes.IndexByte(content[1:], q)
		return i >= 0 && isColon(bytes.TrimLeft(content[i+2:], " \t"))
	}
	name := bytes.TrimLeftFunc(content, func(r rune) bool {
		return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
	})
	return len(name) < len(content) && content[0] != '-' && isColon(bytes.TrimLeft(name, " \t"))
}

// isColon reports whether rest begins with the colon between a key and its value.
func isColon(rest []byte) bool {
	return len(rest) > 0 && rest[0] == ':' && (len(rest) == 1 || rest[1] == ' ' || rest[1] == '\t')
}

// shapeOf decides by the first line that is no comment; a line further down counts only when it looks
// like one of ours (lower case), since "Note: …" may stand in any prose.
func shapeOf(block []byte) shape {
	var first []byte
	gap, ours := false, false
	for at := 0; at < len(block); {
		content, next := line(block, at)
		at = next
		trimmed := bytes.TrimSpace(content)
		switch {
		case len(trimmed) == 0:
			gap = true
		case first == nil || first[0] == '#' && trimmed[0] != '#':
			first = content
		}
		ours = ours || len(content) > 0 && 'a' <= content[0] && content[0] <= 'z' && opensMap(content)
	}
	switch {
	case first == nil:
		return nothing
	case ours || opensMap(first):
		return fields
	case !gap && (first[0] == '#' || bytes.HasPrefix(first, []byte("- "))):
		return unclear
	}
	return prose
}

// misplaced reports what was meant as front matter, but does not open with exactly three
// hyphens at the first character of the file.
func misplaced(f *source.File) (diag.Diagnostic, bool) {
	at := 0
	for at < len(f.Text) {
		content, next := line(f.Text, at)
		if len(bytes.TrimSpace(content)) > 0 {
			break
		}
		at = next
	}
	content, next := line(f.Text, at)
	dashes := strings.TrimSpace(string(content))
	if strings.Trim(dashes, "-–—") != "" || len(dashes) < 3 || next == len(f.Text) {
		return diag.Diagnostic{}, false
	}
	second, _ := line(f.Text, next)
	if !opensMap(second) {
		return diag.Diagnostic{}, false
	}
	return fenceMisplaced(f, at, content), true
}

// almostFence finds a line that was probably meant to close front matter.
func almostFence(text []byte, from int) (at, width int) {
	for at := from; at < len(text); {
		content, next := line(text, at)
		if isAlmostFence(string(content)) {
			return at, len(content)
		}
		at = next
	}
	return 0, 0
}

func isAlmostFence(content string) bool {
	dashes := 0
	for _, r := range content {
		switch r {
		case '-', '.':
			dashes++
		case '–', '—':
			dashes += 2
		case ' ', '\t':
		default:
			return false
		}
	}
	return dashes >= 3 && utf8.RuneCountInString(content) < 80
}
