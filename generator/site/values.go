package site

import (
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// merge joins what the first language and a translation say in their fields.
type merge struct {
	*join
	plan     *plan
	origin   *markdown.Doc
	own      *markdown.Doc // nil where the page shows the text of the origin
	problems diag.List
}

// joined joins the fields of a page in one language. Where both are given, shared fields come from the first and
// translated ones from the own.
func (j *join) joined(kind *schema.Kind, origin, own *markdown.Doc) ([]Value, diag.List) {
	if own == origin {
		own = nil
	}
	m := merge{join: j, plan: j.plans[kind], origin: origin, own: own}
	var translated schema.Record
	if own != nil {
		translated = own.Record
	}
	fields := m.record(kind.Fields, origin.Record, translated, nil)
	return fields, m.problems
}

// record joins the fields of a page or, where place is given in the translation, of an object.
func (m *merge) record(fields []*schema.Field, first, second schema.Record, place *schema.Value) []Value {
	all := make([]Value, 0, max(len(first), len(second)))
	x, y := 0, 0
	for _, f := range fields {
		a, b := take(first, &x, f), take(second, &y, f)
		if m.own == nil {
			if a != nil {
				all = append(all, m.value(f, &a.Value, m.origin))
			}
			continue
		}
		if v, ok := m.both(f, a, b, place); ok {
			all = append(all, v)
		}
	}
	return all
}

// take finds the entry of a field. Records are in the schema's order, so it is mostly the next one.
func take(r schema.Record, next *int, f *schema.Field) *schema.Entry {
	if *next < len(r) && r[*next].Field == f {
		*next++
		return &r[*next-1]
	}
	for i := range r {
		if r[i].Field == f {
			*next = i + 1
			return &r[i]
		}
	}
	return nil
}

// both joins one field of the first language and of the translation, either of which may be nil.
func (m *merge) both(f *schema.Field, a, b *schema.Entry, place *schema.Value) (Value, bool) {
	switch {
	case !f.Translated:
		if b != nil {
			m.problems = append(m.problems, sharedField(m.own, b, m.origin, a))
		}
		if a == nil {
			return Value{}, false
		}
		return m.value(f, &a.Value, m.origin), true
	case a == nil && b == nil:
		return Value{}, false
	case b == nil && m.plan.needs[f]:
		if _, wrong := m.own.Known.At[f.Name]; place == nil && !wrong && !m.origin.Kind.Requires(f, m.origin.Record) && f.Show == schema.ShowSection {
			m.problems = append(m.problems, sectionOfField(m.join, m.own, f, m.origin, a))
		}
		return Value{}, false
	case f.Type == schema.TypeObject:
		return m.object(f, valueOf(a), valueOf(b)), true
	case f.Type == schema.TypeList && f.Of.Type == schema.TypeObject:
		return m.list(f, valueOf(a), valueOf(b)), true
	case b == nil:
		return Value{}, false
	}
	return m.value(f, &b.Value, m.own), true
}

func valueOf(e *schema.Entry) *schema.Value {
	if e == nil {
		return nil
	}
	return &e.Value
}

// list joins the items of a translated list of objects by position.
func (m *merge) list(f *schema.Field, a, b *schema.Value) Value {
	v := Value{Field: f, Given: b, Doc: m.own}
	if b == nil {
		v.Given, v.Doc = a, m.origin
	}
	n := 0
	if a != nil {
		n = len(a.Items)
	}
	if b != nil && a != nil && len(a.Items) != len(b.Items) {
		m.problems = append(m.problems, listLength(m.labels(f), m.own, b, m.origin, a))
	}
	if a == nil {
		n = len(b.Items)
	}
	v.Items = make([]Value, n)
	for i := range v.Items {
		v.Items[i] = m.object(f.Of, item(a, i), item(b, i))
	}
	return v
}

func item(list *schema.Value, i int) *schema.Value {
	if list == nil || i >= len(list.Items) {
		return nil
	}
	return &list.Items[i]
}

func (m *merge) object(f *schema.Field, a, b *schema.Value) Value {
	v := Value{Field: f, Given: b, Doc: m.own}
	if b == nil {
		v.Given, v.Doc = a, m.origin
	}
	var first, second schema.Record
	if a != nil {
		first = a.Record
	}
	if b != nil {
		second = b.Record
	}
	v.Fields = m.record(f.Fields, first, second, v.Given)
	return v
}

// value is a value of one file, with all in it.
func (m *merge) value(f *schema.Field, given *schema.Value, d *markdown.Doc) Value {
	v := Value{Field: f, Given: given, Doc: d}
	switch f.Type {
	case schema.TypeChoice:
		for i := range f.Choices {
			if f.Choices[i].Value == given.Text {
				v.Choice = &f.Choices[i]
				break
			}
		}
	case schema.TypeList:
		v.Items = make([]Value, len(given.Items))
		for i := range given.Items {
			v.Items[i] = m.value(f.Of, &given.Items[i], d)
		}
	case schema.TypeObject:
		v.Fields = m.within(f.Fields, given, d)
	}
	return v
}

// within is the fields of an object that stands in one file only.
func (m *merge) within(fields []*schema.Field, given *schema.Value, d *markdown.Doc) []Value {
	all := make([]Value, 0, len(given.Record))
	next := 0
	for _, f := range fields {
		if e := take(given.Record, &next, f); e != nil {
			all = append(all, m.value(f, &e.Value, d))
		}
	}
	return all
}

// missing reports the required fields that a page does not give. A translation has to give only what
// is written in each language.
func (j *join) missing(e *entry, d *markdown.Doc) {
	if e.role != RoleText || unread(d) || unread(e.origin) {
		return
	}
	for _, gap := range e.kind.Missing(d.Known, d.Record, e.origin.Record, d == e.origin) {
		at := top(d)
		if gap.At.Length > 0 {
			at = d.File.Place(gap.At.Offset, gap.At.Length)
		}
		f := gap.Field
		switch {
		case f == nil:
			j.report(knownMissing(at, gap.Name, e.kind))
		case d == e.origin && gap.If != nil:
			j.report(fieldMissingIf(at, j.labels(f), f, gap.If))
		case d == e.origin:
			j.report(fieldMissing(at, j.labels(f), f))
		case j.plans[e.kind].needs[f]:
			j.report(translationMissing(at, j.labels(f), f, e.origin))
		}
	}
}

// unread reports whether the front matter of a file could not be read. What it gives is not known then, and nothing in it missing.
func unread(d *markdown.Doc) bool {
	return slices.ContainsFunc(d.Problems, func(p diag.Diagnostic) bool {
		return p.Severity == diag.Error && (strings.HasPrefix(p.Code, "yaml-") || strings.HasPrefix(p.Code, "front-"))
	})
}

// shared reports what a translation says though it holds for all languages.
func (j *join) shared(e *entry) {
	for _, d := range e.docs {
		if d == nil || d == e.origin {
			continue
		}
		for _, name := range [...]string{"code", "order", "reviewed", "review_due"} {
			if _, written := d.Known.At[name]; written {
				j.report(sharedKnown(d, name, e.origin))
			}
		}
		if d.Kind != e.origin.Kind {
			j.report(otherKind(d, e.origin))
		}
	}
}

// labels is what people call a field, in the languages of the interface.
func (j *join) labels(f *schema.Field) diag.Words {
	return diag.Words{EN: j.name(f, "en"), ID: j.name(f, "id")}
}
