package markdown

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// fault says what is wrong with an address.
type fault uint8

const (
	faultNone      fault = iota
	faultEmpty           // nothing, or nothing behind the scheme
	faultScheme          // none of those we let through
	faultCharacter       // a control, or a backslash
)

// address judges a decoded destination: is it one we let through, and does it lead out of the handbook?
// What the browser would read as a scheme must be one of four; the same holds for what it would read as one
// after percent-decoding.
func address(dest string) (external bool, bad fault) {
	if strings.TrimSpace(dest) == "" {
		return false, faultEmpty
	}
	if strings.IndexFunc(dest, func(r rune) bool {
		return unicode.IsControl(r) || r == '\\' || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
	}) >= 0 {
		return false, faultCharacter
	}
	if plain, err := url.PathUnescape(dest); err == nil && plain != dest && scheme(plain) != scheme(dest) {
		return false, faultScheme
	}
	s := scheme(dest)
	switch strings.ToLower(s) {
	case "":
		if rest, found := strings.CutPrefix(dest, "//"); found {
			return true, host(rest)
		}
		return false, faultNone
	case "http", "https":
		rest, found := strings.CutPrefix(dest[len(s)+1:], "//")
		if !found {
			return true, faultEmpty
		}
		return true, host(rest)
	case "mailto", "tel":
		if len(dest) == len(s)+1 {
			return true, faultEmpty
		}
		return true, faultNone
	}
	return false, faultScheme
}

// scheme is what stands before a colon in the first part of an address, or "".
func scheme(dest string) string {
	if i := strings.IndexAny(dest, ":/?#"); i >= 0 && dest[i] == ':' {
		return dest[:i]
	}
	return ""
}

func host(rest string) fault {
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	switch {
	case strings.Trim(rest, ".:@") == "":
		return faultEmpty
	case strings.ContainsAny(rest, " <>\"'"):
		return faultCharacter
	}
	return faultNone
}

// href is an address that leads out, percent-encoded. One without a scheme gets one,
// for in a copy opened from disk it would lead to a file.
func href(dest string) []byte {
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return util.URLEscape([]byte(dest), false)
}
