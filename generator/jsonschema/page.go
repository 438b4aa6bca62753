package jsonschema

import (
	"slices"
	"strings"

	"handbook/generator/schema"
)

// Page describes the front matter of a kind of page. In a translation only what is written in each language must be
// there; the rest stands in the file of the first language.
func Page(s *schema.Schema, k *schema.Kind, translation bool, o Options) []byte {
	w := writer{Options: o, schema: s, translation: translation}
	properties, required := node{}, []string{"title"}
	for _, f := range schema.KnownFields() {
		switch {
		case f.Name == "code" && k.Code == "", f.Name == "kind" && k != s.Plain:
			continue
		}
		properties[f.Name] = w.known(k, f)
		if w.asked(f, nil) && (slices.Contains(k.Required, f.Name) || f.Name == "code") {
			required = append(required, f.Name)
		}
	}
	for _, f := range k.Fields {
		properties[f.Name] = w.field(f)
		if f.Required && w.asked(f, nil) {
			required = append(required, f.Name)
		}
	}
	return document(k.Label.In(o.Lang), object(properties, slices.Compact(required)...))
}

// writer describes the fields of one kind.
type writer struct {
	Options
	schema      *schema.Schema
	translation bool
}

// asked reports whether a field is to be given in this file: in an object of a translation only its texts.
func (w writer) asked(f, within *schema.Field) bool {
	return !w.translation || f.Translated || within != nil && !within.Translated
}

// known describes a field that the generator knows.
func (w writer) known(k *schema.Kind, f *schema.Field) node {
	n := w.value(f)
	switch f.Name {
	case "code":
		n = node{"type": "string", "pattern": "^" + k.Code + "[0-9]+$"}
	case "kind":
		var names []string
		for _, k := range w.schema.Kinds {
			names = append(names, k.Name)
		}
		n = oneOf(append(names, w.schema.Plain.Name)...)
	case "slug":
		n = node{"type": []string{"string", "number"}}
	case "translated_from":
		n = mapOf(node{"type": []string{"string", "number"}})
	}
	return n.about(w.say(knownWords(f.Name)))
}

// field describes a declared field with its label and help.
func (w writer) field(f *schema.Field) node {
	about := f.Label.In(w.Lang)
	if help := strings.Join(strings.Fields(f.Help.In(w.Lang)), " "); help != "" {
		about += ": " + help
	}
	return w.value(f).about(about)
}

// value describes what may stand behind a field's colon.
func (w writer) value(f *schema.Field) node {
	switch f.Type {
	case schema.TypeNumber:
		return limits(node{"type": "number"}, f, "minimum", "maximum")
	case schema.TypeRange:
		number := node{"type": []string{"number", "string"}}
		return anyOf(node{"type": "string", "pattern": `^[0-9.,]+(\s*[-–—]\s*([0-9.,]+)?)?$`},
			limits(node{"type": "number"}, f, "minimum", "maximum"),
			object(node{"from": number, "to": node{"type": []string{"number", "string", "null"}}}, "from"))
	case schema.TypeDate:
		return node{"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
	case schema.TypeBoolean:
		return node{"type": "boolean"}
	case schema.TypeAddress:
		return node{"type": "string", "format": "uri"}
	case schema.TypeChoice:
		return w.choice(f)
	case schema.TypeReference:
		return w.reference(f)
	case schema.TypeList:
		n := limits(listOf(w.value(f.Of)), f, "minItems", "maxItems")
		if f.Unique {
			n["uniqueItems"] = true
		}
		return n
	case schema.TypeObject:
		return w.object(f)
	}
	if f.Max != nil {
		return node{"type": []string{"string", "number", "boolean"}, "maxLength": *f.Max}
	}
	return scalar()
}

func limits(n node, f *schema.Field, least, most string) node {
	if f.Min != nil {
		n[least] = *f.Min
	}
	if f.Max != nil {
		n[most] = *f.Max
	}
	return n
}

func (w writer) choice(f *schema.Field) node {
	var values, labels []string
	for _, c := range f.Choices {
		values = append(values, c.Value)
		labels = append(labels, c.Label.In(w.Lang))
	}
	n := oneOf(values...)
	n["enumDescriptions"] = labels // VS Code shows them
	return n
}

func (w writer) reference(f *schema.Field) node {
	n := node{"type": "string", "pattern": "^[^ #]+(#[^ #]+)?$"}
	kinds := f.To
	if len(kinds) == 0 {
		kinds = nil
		for kind := range w.Pages {
			kinds = append(kinds, kind)
		}
		slices.Sort(kinds)
	}
	var keys []string
	for _, kind := range kinds {
		keys = append(keys, w.Pages[kind]...)
	}
	if len(keys) > 0 {
		slices.Sort(keys)
		n["examples"] = slices.Compact(keys)
	}
	return n
}

func (w writer) object(f *schema.Field) node {
	properties, required := node{}, []string(nil)
	for _, part := range f.Fields {
		properties[part.Name] = w.field(part)
		if part.Required && w.asked(part, f) {
			required = append(required, part.Name)
		}
	}
	return object(properties, required...)
}
