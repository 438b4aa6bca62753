package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// fragments parses every markdown field of a record, also inside lists and objects.
func (w *writer) fragments(r schema.Record) {
	for i := range r {
		w.fragmentsOf(r[i].Field, &r[i].Value)
	}
}

func (w *writer) fragmentsOf(f *schema.Field, v *schema.Value) {
	switch f.Type {
	case schema.TypeMarkdown:
		v.Fragment = len(w.doc.Fragments)
		w.doc.Fragments = append(w.doc.Fragments, Body{})
		w.field(v)
	case schema.TypeList:
		for i := range v.Items {
			w.fragmentsOf(f.Of, &v.Items[i])
		}
	case schema.TypeObject:
		w.fragments(v.Record)
	}
}

// field writes the text of one markdown field. Goldmark gets the text as YAML reads it; package meta
// knows where each byte of it stands in the file.
func (w *writer) field(v *schema.Value) {
	w.fragment = v.Fragment + 1
	w.out = &w.doc.Fragments[v.Fragment]
	w.prefix = "f" + itoa(w.fragment) + ":"
	w.refused = ""
	w.locate = locator(w.doc.File, v)
	w.guarded([]byte(v.Text), func() {
		if p := w.onlyParagraph(); p != nil {
			w.element(p, "", "")
			w.out.Inline = true
		} else {
			w.children(w.root)
		}
		w.out.Plain = strings.TrimSpace(string(w.plain))
	})
	w.out.Inline = w.out.Inline || len(w.out.Text) == 0
}

// onlyParagraph is the paragraph that a text consists of, or nil.
func (w *writer) onlyParagraph() ast.Node {
	var only ast.Node
	for n := w.root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindLinkReferenceDefinition {
			continue
		}
		p, ok := n.(*ast.Paragraph)
		if !ok || only != nil {
			return nil
		}
		only = p
	}
	if p, ok := only.(*ast.Paragraph); ok && isFigure(p) {
		return nil
	}
	return only
}

// locator finds the bytes of a field's text in its file. Package meta counts what is no white space, which
// is exact but behind the escapes of quoted text: there each byte is looked up. A text that does not stand in the file in one
// piece is gone through once, when it is first asked for.
func locator(f *source.File, v *schema.Value) func(offset int) int {
	var table []int
	if v.Block && v.Offset < len(f.Text) && (f.Text[v.Offset] == '"' || f.Text[v.Offset] == '\'') {
		table = align(v.Text, f.Text[v.Offset+1:], f.Text[v.Offset])
	}
	var offsets []int
	return func(offset int) int {
		switch {
		case offset < len(table):
			return v.Offset + 1 + table[offset]
		case v.Block && offset >= 0 && offset <= len(v.Text):
			if offsets == nil {
				offsets = meta.Offsets(f, v.Text, v.Offset)
			}
			return offsets[offset]
		}
		return meta.At(f, v.Text, v.Block, v.Offset, offset)
	}
}

// align gives for each byte of a text where it stands in raw, which is the text as written in quotes. It is nil
// when raw holds escapes for other than quotes, backslashes and white space.
func align(text string, raw []byte, quote byte) []int {
	table := make([]int, len(text)+1)
	at := 0
	for i := range len(text) {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\n' {
			table[i] = at
			continue
		}
		for at < len(raw) {
			if raw[at] == ' ' || raw[at] == '\t' || raw[at] == '\n' {
				at++
			} else if quote == '"' && raw[at] == '\\' && at+1 < len(raw) && bytes.IndexByte([]byte("nt \n"), raw[at+1]) >= 0 {
				at += 2
			} else {
				break
			}
		}
		if at+1 < len(raw) && (quote == '\'' && raw[at] == '\'' || quote == '"' && raw[at] == '\\') {
			at++
		}
		if at >= len(raw) || raw[at] != c {
			return nil
		}
		table[i] = at
		at++
	}
	table[len(text)] = at
	return table
}
