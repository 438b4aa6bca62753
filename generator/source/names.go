package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
)

// maxName is the longest a name may be, in bytes. File systems stop at 255, and an output file may need
// a few more than its source.
const maxName = 200

// forbidden are the characters that Windows refuses in names or that mean something in an address.
const forbidden = `#?%\:*"<>|`

// nameProblem says what is wrong with the last element of a path, if anything.
func nameProblem(name string, entry fs.DirEntry) (diag.Diagnostic, bool) {
	base := path.Base(name)
	bad, found := badRune(base)
	switch {
	case found && unicode.IsPrint(bad):
		return nameForbidden(name, bad, suggest(base)), true
	case found:
		return nameControl(name, bad, suggest(base)), true
	case badEdge(base):
		return nameEdge(name, suggest(base)), true
	case isDevice(base):
		return nameDevice(name, stem(base), suggest(base)), true
	case len(base) > maxName:
		return nameTooLong(name, suggest(base)), true
	case entry.IsDir() && isText(base):
		return folderNamedLikeFile(name), true
	case !entry.IsDir() && isMarkdown(base) && path.Ext(base) != ".md":
		return markdownExtension(name, strings.TrimSuffix(base, path.Ext(base))+".md"), true
	}
	return diag.Diagnostic{}, false
}

// CheckName reports whether a file or folder of this name works on all systems and in addresses, and if not
// which name near it would.
func CheckName(name string) (better string, ok bool) {
	_, bad := badRune(name)
	if name == "" || bad || !utf8.ValidString(name) || badEdge(name) || isDevice(name) || len(name) > maxName {
		return suggest(name), false
	}
	return name, true
}

// badEdge: Windows drops a dot or space at the end, people overlook a space at the start.
func badEdge(name string) bool {
	return strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " ")
}

// isMarkdown knows the other endings people give to Markdown files; they would be left out in silence.
func isMarkdown(base string) bool {
	switch strings.ToLower(path.Ext(base)) {
	case ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx":
		return true
	}
	return false
}

// badRune is the first character a name may not have.
func badRune(base string) (rune, bool) {
	for _, r := range base {
		if strings.ContainsRune(forbidden, r) || sortOf(r) == control || sortOf(r) == turning ||
			r == '\u2028' || r == '\u2029' {
			return r, true
		}
	}
	return 0, false
}

// isDevice reports names that Windows takes for devices, whatever their ending: Go's own list
// (internal/filepathlite) and Microsoft's "Naming Files, Paths, and Namespaces".
func isDevice(base string) bool {
	s := strings.ToUpper(strings.TrimRight(stem(base), " "))
	switch s {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	for _, port := range []string{"COM", "LPT"} {
		digit, found := strings.CutPrefix(s, port)
		if found && slices.Contains([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "¹", "²", "³"}, digit) {
			return true
		}
	}
	return false
}

// stem is a name up to its first dot.
func stem(base string) string {
	s, _, _ := strings.Cut(base, ".")
	return s
}

// suggest makes the nearest name that works everywhere.
func suggest(base string) string {
	ext := path.Ext(base)
	if !isEnding(ext) {
		ext = ""
	}
	name := clean(strings.TrimSuffix(base, ext))
	for len(name)+len(ext) > maxName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	name = strings.Trim(name, "-. ")
	if name == "" {
		name = "page"
	}
	if isDevice(name) {
		device, rest, _ := strings.Cut(name, ".")
		name = strings.TrimRight(device, " ") + "-page"
		if rest != "" {
			name += "." + rest
		}
	}
	return name + ext
}

// isEnding reports whether what follows the last dot tells a type of file.
func isEnding(ext string) bool {
	return 2 <= len(ext) && len(ext) <= 9 && strings.IndexFunc(ext[1:], func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

func clean(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if _, bad := badRune(string(r)); bad || r == utf8.RuneError {
			r = '-'
		}
		if r != '-' || last != '-' {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
