package schema

// Gap is a required field that a page does not give.
type Gap struct {
	Name string // of the field
	At   Span   // of the object that lacks it; zero for the page itself
}

// Missing lists the required fields that a page does not give, in the schema's order. Origin says that
// no other language has the page before this one: then the fields that are the same in all languages are
// required too.
func (k *Kind) Missing(known Known, record Record, origin bool) []Gap {
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
			gaps = append(gaps, Gap{Name: f.Name})
		}
	}
	if origin {
		for i := range record {
			gaps = append(gaps, missingInside(record[i].Field, &record[i].Value)...)
		}
	}
	return gaps
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
				gaps = append(gaps, Gap{Name: inner.Name, At: v.Span})
			}
		}
	}
	return gaps
}
