package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"handbook/generator/source"
)

// maxSlug is the longest a suggested slug may be, in bytes, so that with all that is added to it it fits in a name.
const maxSlug = 150

// Href is the relative address, percent-encoded, of a path (and an id on it, if not "") as seen
// from another path; both from the root of the output. It is the only maker of addresses.
func Href(from, to, id string) string {
	var b strings.Builder
	b.Grow(len(to) + len(id) + 16)
	if from == to && id != "" {
		b.WriteByte('#')
		escape(&b, id)
		return b.String()
	}
	// What both begin with, whole segments only.
	common := 0
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			common = i + 1
		}
	}
	up := strings.Count(from[common:], "/")
	for range up {
		b.WriteString("../")
	}
	rest := to[common:]
	if up == 0 && (rest == "" || rest[0] == '/') {
		b.WriteString("./") // an empty address is the page itself, and "//" another host
	}
	escape(&b, rest)
	if id != "" {
		b.WriteByte('#')
		escape(&b, id)
	}
	return b.String()
}

// escape writes s so that every browser, server and file system reads the same address: everything
// but unreserved characters (RFC 3986, 2.3) and slashes is encoded.
func escape(b *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		if c := s[i]; plain(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
}

func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '_' || c == '.' || c == '~' || c == '/'
}

// slugOf makes the part of an address from a name: lower case, letters and digits of all scripts, and a
// hyphen for every run of anything else. It may be "".
func slugOf(name string) string {
	if simpleSlug(name) {
		return name
	}
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(name) {
		if !unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
	}
	return norm.NFC.String(b.String())
}

// simpleSlug reports the usual case: a name that is its own slug, in ASCII.
func simpleSlug(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}

// nfc is s in Unicode's composed form, so that a name typed on one system equals it typed on another.
func nfc(s string) string { return norm.NFC.String(s) }

// fold is what two names have in common that a file system may take for one.
func fold(s string) string {
	if lowerASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return unicode.ToLower(least)
	}, norm.NFC.String(s))
}

func lowerASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// fits reports whether a slug may name a file or folder of the output on every system.
func fits(slug string) bool {
	_, ok := source.CheckName(slug + ".html")
	return ok && slug != ""
}

// reserved reports the last parts of addresses that the handbook itself needs. Directly below a language, folders and pages
// make way for what a host or the theme puts there.
func reserved(slug string, top bool) bool {
	switch slug {
	case "index", "print", "compare":
		return true
	case "404", "search", "assets", "maps":
		return top
	}
	return made(slug)
}

// made reports names of pages that views make beside those of a folder: of one value of a field, and of long lists of links. No
// slug is of this form, but an old address might be.
func made(slug string) bool { return strings.Contains(slug, "--") || strings.Contains(slug, ".links") }

// better is a slug near to one that does not do.
func better(slug string) string {
	if slug == "" {
		return "page"
	}
	if len(slug) <= maxSlug {
		return slug + "-page"
	}
	cut := maxSlug
	for !utf8.RuneStart(slug[cut]) {
		cut--
	}
	return strings.TrimRight(slug[:cut], "-")
}
