package schema

import (
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

// Evidence is a table of what the pages of another kind say of a page.
type Evidence struct {
	Kind       *Kind  // whose pages say it
	Names      Path   // from a field of that kind down to the reference to a page of this one
	Rows       *Field // list of objects of that kind, each a row; nil: each page is one
	Columns    []Column
	References Path     // one of the paths of the columns, to the works that are listed below the table; or nil
	Also       []*Field // lists of objects of the page itself, each a table of its own
}

// Column is one column of such a table: the values at the end of its paths, in one cell.
type Column struct {
	Label  Text // nil: that of the first field
	Fields []Path
	Change bool // the two fields are the state before and after
	Unit   Path // text behind the numbers, or nil
}

// pendingEvidence is what a kind says of another, read when all are known.
type pendingEvidence struct {
	pending
	evidence meta.Value
}

// evidence reads a table of evidence.
func (l *loader) evidence(p pendingEvidence) {
	l.file = p.file
	v := p.evidence
	if !l.isMap(v) {
		return
	}
	l.checkKeys(v, []string{"kind", "names", "rows", "columns", "references", "also"})
	for _, key := range []string{"kind", "names", "columns"} {
		if v.Get(key) == nil {
			l.report(keyMissing(l.file, v, key, evidenceHint()))
			return
		}
	}
	name, ok := l.string(*v.Get("kind"))
	if !ok {
		return
	}
	e := &Evidence{Kind: l.schema.Kind(name)}
	if e.Kind == nil {
		l.report(kindUnknown(l.file, *v.Get("kind"), l.nearestKind(name), l.kindNames))
		return
	}
	if e.Names = l.valuePath(e.Kind, *v.Get("names")); e.Names == nil {
		return
	}
	if last := e.Names.Last().Item(); last.Type != TypeReference || len(last.To) > 0 && !slices.Contains(last.To, p.kind.Name) {
		l.report(namedType(l.file, *v.Get("names"), Type("reference, to: "+p.kind.Name)))
		return
	}
	if v.Get("rows") != nil {
		e.Rows = l.named(v, "rows", e.Kind.Fields, "list of object")
	}
	for _, item := range l.list(*v.Get("columns")) {
		if c, ok := l.column(e.Kind, item); ok {
			e.Columns = append(e.Columns, c)
		}
	}
	if at := v.Get("references"); at != nil {
		e.References = l.valuePath(e.Kind, *at)
		if e.References != nil && e.References.Last().Item().Type != TypeReference {
			l.report(namedType(l.file, *at, TypeReference))
			e.References = nil
		}
	}
	if also := v.Get("also"); also != nil {
		for _, item := range l.list(*also) {
			if f := l.fieldOf(item, p.kind.Fields, "list of object", ofType("list of object")); f != nil {
				e.Also = append(e.Also, f)
			}
		}
	}
	if len(e.Columns) > 0 {
		p.kind.Evidence = e
	}
}

// column reads one column: the name of a field, or a map of several with what stands between them.
func (l *loader) column(k *Kind, v meta.Value) (Column, bool) {
	c := Column{}
	names := []meta.Value{v}
	if v.Kind == meta.Map {
		l.checkKeys(v, []string{"label", "fields", "change", "unit"})
		if label := v.Get("label"); label != nil {
			c.Label = l.text(*label)
		}
		if unit := v.Get("unit"); unit != nil {
			c.Unit = l.valuePath(k, *unit)
		}
		fields := v.Get("fields")
		if fields == nil {
			l.report(keyMissing(l.file, v, "fields", nameHint("fields")))
			return c, false
		}
		names = l.list(*fields)
		if change := v.Get("change"); change != nil {
			c.Change = l.bool(*change)
			if c.Change && len(names) != 2 {
				l.report(changeOfTwo(l.file, *fields))
				return c, false
			}
		}
	}
	for _, name := range names {
		if p := l.valuePath(k, name); p != nil {
			c.Fields = append(c.Fields, p)
		}
	}
	return c, len(c.Fields) == len(names) && len(names) > 0
}

// reference reads which fields of a work make a reference to it.
func (l *loader) reference(k *Kind, v meta.Value) {
	for _, item := range l.list(v) {
		if f := l.fieldOf(item, k.Fields, "text, number, address or list of text", func(f *Field) bool {
			return isTexts(f) || f.Type == TypeNumber || f.Type == TypeAddress
		}); f != nil {
			k.Reference = append(k.Reference, f)
		}
	}
}

// valuePath finds a field by its name and, within objects, those above it: results.indicator.
func (l *loader) valuePath(k *Kind, v meta.Value) Path {
	name, ok := l.string(v)
	if !ok {
		return nil
	}
	var path Path
	fields, before := k.Fields, ""
	for part := range strings.SplitSeq(name, ".") {
		f := fieldNamed(fields, part)
		if f == nil {
			var all []string
			for _, n := range names(fields) {
				all = append(all, before+n)
			}
			l.report(fieldOfKindUnknown(l.file, v, k, diag.Nearest(before+part, all), all))
			return nil
		}
		path = append(path, f)
		fields, before = f.Item().Fields, before+part+"."
	}
	return path
}
