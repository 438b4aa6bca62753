package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugOf makes an id of a heading as GitHub does: letters, marks and digits of all scripts, hyphens and
// low lines stay, a space becomes a hyphen, all else goes. Nothing left is "section".
func slugOf(title string) string {
	readable := false
	slug := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			readable = true
			return unicode.ToLower(r)
		case unicode.IsMark(r), r == '-', unicode.Is(unicode.Pc, r):
			return r
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, norm.NFC.String(strings.ToLower(title)))
	if !readable {
		return "section"
	}
	return norm.NFC.String(slug)
}

// validID says whether an id of an author's may stand in addresses: letters of any script, but no capitals,
// digits, marks and - _ .
func validID(id string) bool {
	for _, r := range id {
		switch {
		case unicode.IsUpper(r), unicode.IsTitle(r):
			return false
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), strings.ContainsRune("-_.", r):
		default:
			return false
		}
	}
	return id != "" && norm.NFC.IsNormalString(id)
}

// slugs gives every section its slug. Ids that authors gave are taken first; a section that has one
// takes the slug that is left when all others have theirs.
func (w *writer) slugs() {
	taken := make(map[string]bool, len(w.doc.Sections))
	for i := range w.doc.Sections {
		taken[w.doc.Sections[i].Explicit] = true
	}
	last := map[string]int{}
	for _, explicit := range []bool{false, true} {
		for i := range w.doc.Sections {
			s := &w.doc.Sections[i]
			if (s.Explicit != "") != explicit {
				continue
			}
			base := slugOf(s.Title)
			s.Slug = base
			for n := last[base]; taken[s.Slug]; {
				n++
				last[base] = n
				s.Slug = base + "-" + strconv.Itoa(n)
			}
			taken[s.Slug] = true
		}
	}
}
