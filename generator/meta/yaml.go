package meta

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// MaxDepth is how deep lists and maps may stand in each other.
const MaxDepth = 16

// Parse reads a whole YAML file. An empty file is a Null value.
func Parse(f *source.File) (Value, diag.List) { return parse(f, f.Text, 0) }

// parse reads the part of a file that begins at base.
func parse(f *source.File, text []byte, base int) (Value, diag.List) {
	r := &reader{file: f, text: text, base: base, lines: lineStarts(text)}
	node, err := decode(text)
	if err != nil {
		return Value{}, diag.List{r.syntaxError(err)}
	}
	if node == nil {
		return Value{Offset: base}, nil
	}
	v := r.value(node, 1)
	return v, r.problems
}

// failure is an error of reading that the YAML library does not report as one.
type failure string

func (f failure) Error() string { return string(f) }

const secondDocument failure = "a second document"

// decode reads the only document of text; nil when it holds none.
func decode(text []byte) (node *yaml.Node, err error) {
	defer func() {
		// The parser panics on a few comments in places it did not expect ("please report").
		if p := recover(); p != nil {
			node, err = nil, failure(fmt.Sprint(p))
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case err == io.EOF:
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, secondDocument
	case err != io.EOF:
		return nil, err
	}
	if len(document.Content) == 0 {
		return nil, nil
	}
	return document.Content[0], nil
}

// reader turns nodes into values.
type reader struct {
	file     *source.File
	text     []byte
	base     int
	lines    []int // where each line of text begins, as YAML counts lines
	problems diag.List
	deep     bool // too deep has been reported

	line, column, offsetAt int // of the node that was placed last
}

// Of a file that has very many problems only the first are told, and of a long line only so much is looked at.
const (
	maxProblems = 300
	maxExtent   = 4 << 10
)

// lineStarts counts as YAML 1.1 does: U+2028 and U+2029 end lines too.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			starts = append(starts, i+1)
		case 0xE2:
			if bytes.HasPrefix(text[i:], []byte("\u2028")) || bytes.HasPrefix(text[i:], []byte("\u2029")) {
				starts = append(starts, i+3)
			}
		}
	}
	return starts
}

// offset is where a node stands in text.
func (r *reader) offset(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(r.lines) {
		return len(r.text)
	}
	at, column := r.lines[n.Line-1], 1
	if n.Line == r.line && n.Column >= r.column { // a line may be long, and most nodes come in order
		at, column = r.offsetAt, r.column
	}
	for ; column < n.Column && at < len(r.text); column++ {
		_, size := utf8.DecodeRune(r.text[at:])
		at += size
	}
	r.line, r.column, r.offsetAt = n.Line, column, at
	return at
}

func (r *reader) report(d diag.Diagnostic) { r.problems = append(r.problems, d) }

func (r *reader) value(n *yaml.Node, depth int) Value {
	at := r.offset(n)
	v := Value{Offset: r.base + at, Length: extent(r.text, at)}
	if len(r.problems) >= maxProblems || r.refused(n, v) {
		return v
	}
	if depth > MaxDepth && n.Kind != yaml.ScalarNode {
		if !r.deep {
			r.deep = true
			r.report(tooDeep(r.file, v))
		}
		return v
	}
	switch n.Kind {
	case yaml.ScalarNode:
		r.scalar(n, at, &v)
	case yaml.SequenceNode:
		v.Kind = List
		v.Items = make([]Value, 0, len(n.Content))
		for _, item := range n.Content {
			v.Items = append(v.Items, r.value(item, depth+1))
		}
	case yaml.MappingNode:
		v.Kind = Map
		r.fields(n, depth, &v)
	}
	return v
}

// refused reports the parts of YAML that a handbook does not use.
func (r *reader) refused(n *yaml.Node, v Value) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		r.report(aliasRefused(r.file, v))
	case n.Anchor != "":
		r.report(anchorRefused(r.file, v))
	case n.Style&yaml.TaggedStyle != 0:
		r.report(tagRefused(r.file, v))
	default:
		return false
	}
	return true
}

func (r *reader) scalar(n *yaml.Node, at int, v *Value) {
	if n.Style == 0 && n.Tag == "!!null" {
		return
	}
	v.Kind, v.Text = Scalar, n.Value
	start := at
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		start++
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && start <= len(r.text) &&
		bytes.HasPrefix(r.text[start:], []byte(n.Value)) {
		v.Offset, v.Length = r.base+start, len(n.Value)
	} else {
		v.Block = true
	}
	if i := strings.IndexFunc(n.Value, isControl); i >= 0 {
		c, _ := utf8.DecodeRuneInString(n.Value[i:])
		r.report(controlEscape(r.file, *v, c))
		v.Text = strings.Map(func(c rune) rune {
			if isControl(c) {
				return '?'
			}
			return c
		}, n.Value)
		v.Block = true
	}
}

// isControl tells the characters that escapes like "\0" can bring in behind package source's back.
func isControl(r rune) bool {
	return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7F && r <= 0x9F || r == utf8.RuneError
}

func (r *reader) fields(n *yaml.Node, depth int, v *Value) {
	first := make(map[string]int, len(n.Content)/2)
	v.Fields = make([]Field, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content) && len(r.problems) < maxProblems; i += 2 {
		key := r.value(n.Content[i], depth+1)
		switch {
		case n.Content[i].Tag == "!!merge":
			r.report(mergeRefused(r.file, key))
			continue
		case r.isTemplate(n.Content[i]):
			r.report(templateBraces(r.file, key))
			continue
		case key.Kind != Scalar || key.Text == "":
			if len(r.problems) == 0 || r.problems[len(r.problems)-1].Place != r.file.Place(key.Offset, key.Length) {
				r.report(keyNotText(r.file, key))
			}
			continue
		}
		field := Field{Key: key.Text, Offset: key.Offset, Value: r.value(n.Content[i+1], depth+1)}
		if before, found := first[field.Key]; found {
			r.report(duplicateKey(r.file, field, key.Length, v.Fields[before]))
			continue
		}
		first[field.Key] = len(v.Fields)
		v.Fields = append(v.Fields, field)
	}
}

// isTemplate recognises {{ … }}, which YAML takes for a map whose key is a map.
func (r *reader) isTemplate(key *yaml.Node) bool {
	at := r.offset(key)
	return key.Kind == yaml.MappingNode && at > 0 && at < len(r.text) && r.text[at] == '{' && r.text[at-1] == '{'
}

// extent is how far a value that begins at an offset goes on its line: a bracket to its partner,
// all else to the end of the line.
func extent(text []byte, at int) int {
	if at >= len(text) {
		return 0
	}
	content, _ := line(text[:min(len(text), at+maxExtent)], at)
	if len(content) > 0 && (content[0] == '[' || content[0] == '{') {
		if n := flowExtent(content); n > 0 {
			return n
		}
	}
	return len(bytes.TrimRight(content, " \t"))
}

// flowExtent is the length of [ … ] or { … }, or 0 when it does not end in content.
func flowExtent(content []byte) int {
	depth := 0
	quote := byte(0)
	for i, b := range content {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case (b == '"' || b == '\'') && i > 0 && strings.IndexByte(" [{,:", content[i-1]) >= 0:
			quote = b
		case b == '[' || b == '{':
			depth++
		case b == ']' || b == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
