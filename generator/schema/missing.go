package schema

import "slices"

// Gap is a required field that a page does not give.
type Gap struct {
	Name  string     // of the field
	Field *Field     // nil for one the generator knows
	At    Span       // of the object that lacks it; zero for the page itself
	If    *Condition // why it is required; nil when it always is
}

// Missing lists the required fields that a page does not give, in the schema's order. Origin says that
// no other language has the page before this one: then the fields that are the same in all languages are
// required too. First is the record of that first language.
func (k *Kind) Missing(known Known, record, first Record, origin bool) []Gap {
	var gaps []Gap
	required := k.Required
	if k.Code != "" {
		required = append(required[:len(required):len(required)], "code")
	}
	for _, name := range required {
		field := knownField(name)
		if _, given := known.At[name]; !given && (origin || field.Translated) {
			gaps = append(gaps, Gap{Name: name})
		}
	}
	for _, f := range k.Fields {
		if _, given := known.At[f.Name]; f.Required && !given && (origin || f.Translated) {
			gaps = append(gaps, Gap{Name: f.Name, Field: f})
		}
	}
	for i := range k.Checks {
		if gap, missing := k.Checks[i].missing(known, record, first, origin); missing {
			gaps = append(gaps, gap)
		}
	}
	if origin {
		for i := range record {
			gaps = append(gaps, missingInside(record[i].Field, &record[i].Value)...)
		}
	}
	return gaps
}

// Requires reports whether a page must give a field of its own: always, or because a check says so. First is the record
// of its first language.
func (k *Kind) Requires(f *Field, first Record) bool {
	return f.Required || slices.ContainsFunc(k.Checks, func(c Check) bool {
		return c.Rule == RuleRequire && len(c.Field) == 1 && c.Field[0] == f && c.If.Holds(first)
	})
}

// missing is the gap that a check with a condition finds.
func (c *Check) missing(known Known, record, first Record, origin bool) (Gap, bool) {
	if c.Rule != RuleRequire || !origin && !c.Field.Last().Translated || !c.If.Holds(first) {
		return Gap{}, false
	}
	f := c.Field
	if !origin && f.In(first) == nil {
		return Gap{}, false // nothing to translate
	}
	gap := Gap{Name: f.Last().Name, Field: f.Last(), If: &c.If}
	if len(f) == 1 {
		_, given := known.At[gap.Name]
		return gap, !given
	}
	object := f[:len(f)-1].In(record)
	if object == nil || object.Record.Get(gap.Name) != nil {
		return Gap{}, false
	}
	gap.At = object.Span
	return gap, true
}

// missingInside lists what the objects in a value lack of the fields that are the same in all languages; [Kind.Read]
// has looked after the others.
func missingInside(f *Field, v *Value) []Gap {
	var gaps []Gap
	switch {
	case f.Type == TypeList:
		for i := range v.Items {
			gaps = append(gaps, missingInside(f.Of, &v.Items[i])...)
		}
	case f.Type == TypeObject:
		for _, inner := range f.Fields {
			value := v.Record.Get(inner.Name)
			switch {
			case value != nil:
				gaps = append(gaps, missingInside(inner, value)...)
			case inner.Required && f.Translated && !inner.Translated:
				gaps = append(gaps, Gap{Name: inner.Name, Field: inner, At: v.Span})
			}
		}
	}
	return gaps
}
