package markdown

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// markup tells the characters of a text that are not simply themselves.
func markup(c byte) bool {
	switch c {
	case '&', '<', '>', '"', '\\':
		return true
	}
	return false
}

// escape appends text as HTML, fit for attributes too.
func escape[T []byte | string](dst []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&quot;"
		default:
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, with...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}

// decode resolves backslashes and character references in one pass, so that what they
// yield is never read again.
func decode(src []byte) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(src); {
		chars, n := decodeAt(src[i:])
		if n == 0 {
			i++
			continue
		}
		b.Write(src[from:i])
		b.WriteString(chars)
		i += n
		from = i
	}
	if from == 0 {
		return string(src)
	}
	b.Write(src[from:])
	return b.String()
}

// decodeAt reads an escape or a character reference at the start of src and says how many bytes it takes, 0 for none.
func decodeAt(src []byte) (chars string, n int) {
	switch src[0] {
	case '\\':
		if len(src) > 1 && util.IsPunct(src[1]) {
			return string(src[1:2]), 2
		}
	case '&':
		return reference(src)
	}
	return "", 0
}

// reference reads a character reference: &name; &#decimal; or &#xhex;.
func reference(src []byte) (chars string, n int) {
	end := 1
	for end < len(src) && end < 40 && src[end] != ';' {
		end++
	}
	if end < 3 || end >= len(src) || src[end] != ';' {
		return "", 0
	}
	name := string(src[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base, most := name[1:], 10, 7
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base, most = digits[1:], 16, 6
	}
	if digits == "" || len(digits) > most {
		return "", 0
	}
	number, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	if number == 0 || !utf8.ValidRune(rune(number)) {
		return "\uFFFD", end + 1
	}
	return string(rune(number)), end + 1
}

// strange finds a character that may not stand in a page, however it is written: controls, the mark of
// the byte order, and the one that stands for a broken one.
func strange(s string) (rune, bool) {
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' || r >= 0x7F && r <= 0x9F || r == 0xFEFF || r == utf8.RuneError {
			return r, true
		}
	}
	return 0, false
}
