package meta

import (
	"bytes"
	"regexp"
	"sort"
	"strings"

	"handbook/generator/diag"
)

// The library says of a syntax error what it expected, and a line that may be early or
// missing. The true line is the last of the shortest head of the text that gives the same error; what an
// editor most likely did there is guessed from that line.

// syntaxError makes a diagnostic of an error of the library.
func (r *reader) syntaxError(err error) diag.Diagnostic {
	if err == error(secondDocument) {
		return r.second()
	}
	message := withoutLine(err.Error())
	n := r.failingLine(message)
	if name, found := unknownAnchor(message); found {
		if at := bytes.Index(r.text, []byte("*"+name)); at >= 0 {
			return aliasRefused(r.file, Value{Offset: r.base + at, Length: len(name) + 1})
		}
	}
	return r.explain(message, n)
}

// withoutLine strips "yaml: line 3: ".
func withoutLine(message string) string {
	message = strings.TrimPrefix(message, "yaml: ")
	if rest, found := strings.CutPrefix(message, "line "); found {
		if _, after, found := strings.Cut(rest, ": "); found {
			return after
		}
	}
	return message
}

func unknownAnchor(message string) (string, bool) {
	rest, found := strings.CutPrefix(message, "unknown anchor '")
	return strings.TrimSuffix(rest, "' referenced"), found
}

// failingLine is the index of the first line with which the text gives this error.
func (r *reader) failingLine(message string) int {
	n := sort.Search(len(r.lines), func(i int) bool {
		_, err := decode(r.text[:r.lineEnd(i)])
		return err != nil && withoutLine(err.Error()) == message
	})
	return min(n, len(r.lines)-1)
}

// lineEnd is the offset behind line i and its end.
func (r *reader) lineEnd(i int) int {
	if i+1 < len(r.lines) {
		return r.lines[i+1]
	}
	return len(r.text)
}

// content is line i without its end.
func (r *reader) content(i int) string {
	if i < 0 || i >= len(r.lines) {
		return ""
	}
	return strings.TrimRight(string(r.text[r.lines[i]:r.lineEnd(i)]), "\n\u2028\u2029")
}

// at marks from a byte of line i to the end of the line, without the spaces there.
func (r *reader) at(i, from int) diag.Place {
	content := strings.TrimRight(r.content(i), " \t")
	return r.file.Place(r.base+r.lines[i]+from, len(content)-from)
}

// explain guesses what an editor did in line i.
func (r *reader) explain(message string, i int) diag.Diagnostic {
	for _, near := range []int{i, i + 1, i - 1} {
		content := r.content(near)
		indent := len(content) - len(strings.TrimLeft(content, " \t"))
		if tab := strings.IndexByte(content[:indent], '\t'); tab >= 0 {
			return tabIndent(r.file, r.file.Place(r.base+r.lines[near]+tab, 1))
		}
	}
	key, value := splitPair(r.content(i))
	written := ""
	if value >= 0 {
		written = r.content(i)[value:]
	}
	switch {
	case strings.HasPrefix(written, "{{"), strings.HasPrefix(written, "{%"):
		return quoteValue(r.at(i, value), key, opensWith(written[:2]))
	case written != "" && strings.ContainsRune("@`%*&!|>", rune(written[0])) && !blockHeader.MatchString(written),
		strings.HasPrefix(written, "? "), behindBracket(written):
		return quoteValue(r.at(i, value), key, opensWith(written[:1]))
	}
	switch message {
	case "mapping values are not allowed in this context":
		return r.mappingValue(i, key, value)
	case "found unexpected end of stream", "found unexpected document indicator":
		return quoteNotClosed(r.at(i, max(value, 0)))
	case "found unknown escape character", "did not find expected hexdecimal number", "found invalid Unicode character escape code":
		return backslash(r.at(i, max(value, 0)))
	case "could not find expected ':'", "did not find expected '-' indicator", "did not find expected key":
		return r.unexpected(i, key, value)
	case "did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected node content":
		return bracketNotClosed(r.at(i, max(value, 0)))
	case "did not find expected <document start>":
		return r.second()
	case "block sequence entries are not allowed in this context":
		return listOnOneLine(r.at(i, max(value, 0)))
	}
	return yamlError(r.at(i, firstInk(r.content(i))), message)
}

// mappingValue: a colon where none may be. Most often a value with ": " in it; else the line before
// lacks its colon, or this one is indented too far.
func (r *reader) mappingValue(i int, key string, value int) diag.Diagnostic {
	if value >= 0 {
		if second := colon(r.content(i)[value:]); second >= 0 {
			return quoteValue(r.at(i, value), key, hasColon())
		}
	}
	before := i - 1
	for before >= 0 && strings.TrimSpace(r.content(before)) == "" {
		before--
	}
	if before >= 0 {
		if _, v := splitPair(r.content(before)); v < 0 && colon(r.content(before)) < 0 {
			return colonMissing(r.at(before, firstInk(r.content(before))), colonWithoutSpace(r.content(before)))
		}
	}
	return indentWrong(r.at(i, firstInk(r.content(i))))
}

// unexpected: a line that is neither a key nor an item, or goes on behind a closing quote.
func (r *reader) unexpected(i int, key string, value int) diag.Diagnostic {
	content := r.content(i)
	if value >= 0 && strings.ContainsRune(`"'`, rune(content[value])) && !quoted.MatchString(content[value:]) {
		return afterQuote(r.at(i, value), content[value])
	}
	if value < 0 && colon(content) < 0 && !strings.HasPrefix(strings.TrimSpace(content), "- ") {
		return colonMissing(r.at(i, firstInk(content)), colonWithoutSpace(content))
	}
	return indentWrong(r.at(i, firstInk(content)))
}

// second points at the line that begins or ends a document inside the text.
func (r *reader) second() diag.Diagnostic {
	for i := range r.lines {
		content := strings.TrimRight(r.content(i), " \t")
		if i > 0 && strings.HasPrefix(content, "---") || content == "..." {
			return secondDocumentFound(r.at(i, 0))
		}
	}
	return secondDocumentFound(r.at(0, 0))
}

var (
	// pair is an optional "- ", a key, a colon and the beginning of a value.
	pair = regexp.MustCompile(`^[ \t]*(?:- +)*([^\s:#][^:]*):[ \t]+(\S)`)
	// blockHeader is what follows the colon before a block scalar.
	blockHeader = regexp.MustCompile(`^[|>][-+0-9]*[ \t]*(#.*)?$`)
	// quoted is a value in quotes with nothing but a comment behind it.
	quoted = regexp.MustCompile(`^("([^"\\]|\\.)*"|'([^']|'')*')[ \t]*(#.*)?$`)
)

// splitPair finds the key and the offset of the value of a line "key: value", -1 when it is none.
func splitPair(content string) (key string, value int) {
	m := pair.FindStringSubmatchIndex(content)
	if m == nil {
		return "", -1
	}
	return content[m[2]:m[3]], m[4]
}

// colon is the offset of a colon that YAML takes for the one between key and value.
func colon(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == ':' && (i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t') {
			return i
		}
	}
	return -1
}

func colonWithoutSpace(s string) bool { return strings.Contains(s, ":") }

// behindBracket reports whether text follows a value in brackets: "[Draft] Title".
func behindBracket(written string) bool {
	if written == "" || written[0] != '[' && written[0] != '{' {
		return false
	}
	n := flowExtent([]byte(written))
	rest := strings.TrimSpace(written[n:])
	return n > 0 && rest != "" && rest[0] != '#'
}

func firstInk(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }
