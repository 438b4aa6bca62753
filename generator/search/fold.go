package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is how many characters of a word count.
const maxWord = 40

// A folder turns text into words: compatibility decomposition, marks and invisible characters dropped, lower case,
// letters and digits of all scripts. Apostrophes inside a word vanish (jum'at is jumat, partner's partners).
//
// It walks over raw words, stretches of letters, digits, marks and apostrophes, because the page that
// shows a found word has to mark it where it stands. client.js does the same.
type folder struct {
	word  []byte // being folded
	runes int    // in word
	slow  []byte
}

// each calls use with each word of s and the bytes of s its raw word takes. The word is only good during the call.
func (f *folder) each(s string, use func(word []byte, from, to int)) {
	start := -1
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		var in bool
		if c < utf8.RuneSelf {
			in = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '\'' || c == '`'
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			in = isRaw(r)
		}
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			f.raw(s[start:i], start, use)
			start = -1
		}
		i += size
	}
	if start >= 0 {
		f.raw(s[start:], start, use)
	}
}

func isRaw(r rune) bool {
	switch r {
	case '‘', '’':
		return true
	case utf8.RuneError:
		return false
	}
	return r > 0xA0 && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.Cf, r))
}

// raw folds one raw word, which may hold several words, or none.
func (f *folder) raw(s string, at int, use func([]byte, int, int)) {
	f.word, f.runes = f.word[:0], 0
	emit := func() {
		if len(f.word) > 0 {
			use(f.word, at, at+len(s))
		}
		f.word, f.runes = f.word[:0], 0
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			f.ascii(c)
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		f.slow = norm.NFKD.AppendString(f.slow[:0], s[i:i+size])
		i += size
		for j := 0; j < len(f.slow); {
			r, size := utf8.DecodeRune(f.slow[j:])
			j += size
			switch {
			case r < utf8.RuneSelf:
				if !f.ascii(byte(r)) {
					emit()
				}
			case r == '‘' || r == '’' || r == 'ʻ' || r == 'ʼ' || unicode.IsMark(r) || unicode.Is(unicode.Cf, r):
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				f.add(r)
			default:
				emit()
			}
		}
	}
	emit()
}

// ascii adds a character and reports whether it belongs in a word.
func (f *folder) ascii(c byte) bool {
	switch {
	case 'A' <= c && c <= 'Z':
		c += 'a' - 'A'
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
	default:
		return c == '\'' || c == '`'
	}
	if f.runes < maxWord {
		f.word = append(f.word, c)
		f.runes++
	}
	return true
}

func (f *folder) add(r rune) {
	if f.runes == maxWord {
		return
	}
	if r = unicode.ToLower(r); r == 'ς' {
		r = 'σ'
	}
	f.word = utf8.AppendRune(f.word, r)
	f.runes++
}

// words returns the words of s.
func words(s string) []string {
	var f folder
	var all []string
	f.each(s, func(w []byte, _, _ int) { all = append(all, string(w)) })
	return all
}

// before reports the order of words in shards: by UTF-16 code units, as JavaScript compares strings.
func before(a, b string) bool { return compare(a, b) < 0 }

func compare(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		// A character beyond the basic plane begins with a surrogate, which is less than U+E000.
		x, y := a[i], b[i]
		if x >= 0xEE && x < 0xF0 && y >= 0xF0 {
			return 1
		}
		if y >= 0xEE && y < 0xF0 && x >= 0xF0 {
			return -1
		}
		if x < y {
			return -1
		}
		return 1
	}
	return len(a) - len(b)
}
