package schema

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

const (
	types = "text markdown number range date boolean address choice list object reference"
	shows = "lead fact section none"

	// Keys every field may have, and those the item of a list may have.
	generalKeys = "type label help required facet compared show anchor translated"
	itemKeys    = "type label help translated"
)

var (
	fieldName   = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	wholeNumber = regexp.MustCompile(`^-?[0-9]+$`)
)

// Types are the types a field may have.
func Types() []string { return strings.Fields(types) }

// keysOf are the keys a type has beside the general ones.
func keysOf(t Type) string {
	switch t {
	case TypeText, TypeMarkdown:
		return "max"
	case TypeNumber:
		return "min max unit labels"
	case TypeRange:
		return "min max unit calendar"
	case TypeChoice:
		return "choices from"
	case TypeList:
		return "of min max ordered unique inverse acyclic"
	case TypeObject:
		return "fields"
	case TypeReference:
		return "to inverse acyclic"
	}
	return ""
}

// field reads a declaration: "name: {type: …}", or "of: {type: …}" as the item of a list. It is nil
// when the type is not known.
func (l *loader) field(declared meta.Field, item bool) *Field {
	v := declared.Value
	if !item && !fieldName.MatchString(declared.Key) {
		l.report(fieldNameWrong(l.file, declared))
	}
	if v.Kind != meta.Map {
		l.report(fieldNotMap(l.file, declared))
		return nil
	}
	f := &Field{Name: declared.Key}
	general := generalKeys
	if item {
		f.Name, general = "", itemKeys
	}
	typeValue := v.Get("type")
	if typeValue == nil {
		l.report(fieldWithoutType(l.file, declared, strings.Fields(types)))
		return nil
	}
	if f.Type = Type(l.oneOf(*typeValue, types)); f.Type == "" {
		return nil
	}
	l.checkFieldKeys(v, f.Type, general)
	for _, key := range v.Fields {
		l.fieldSetting(f, key)
	}
	l.complete(f, declared, item)
	return f
}

// checkFieldKeys tells a misspelt key from one that belongs to another type.
func (l *loader) checkFieldKeys(v meta.Value, t Type, general string) {
	allowed := strings.Fields(general + " " + keysOf(t))
	for _, key := range v.Fields {
		if slices.Contains(allowed, key.Key) {
			continue
		}
		var owners []string
		for _, other := range strings.Fields(types) {
			if slices.Contains(strings.Fields(keysOf(Type(other))), key.Key) {
				owners = append(owners, other)
			}
		}
		switch {
		case slices.Contains(strings.Fields(generalKeys), key.Key):
			l.report(keyOnItem(l.file, key))
		case len(owners) > 0:
			l.report(keyOfOtherType(l.file, key, t, owners))
		default:
			l.report(keyUnknown(l.file, key, diag.Nearest(key.Key, allowed), allowed))
		}
	}
}

func (l *loader) fieldSetting(f *Field, key meta.Field) {
	v := key.Value
	switch key.Key {
	case "label":
		f.Label = l.text(v)
	case "help":
		f.Help = l.text(v)
	case "required":
		f.Required = l.bool(v)
	case "facet":
		f.Facet = l.bool(v)
	case "compared":
		f.Compared = l.bool(v)
	case "ordered":
		f.Ordered = l.bool(v)
	case "unique":
		f.Unique = l.bool(v)
	case "show":
		f.Show = Show(l.oneOf(v, shows))
	case "anchor":
		if s, ok := l.string(v); ok && anchorShape.MatchString(s) {
			f.Anchor = s
		} else if ok {
			l.report(anchorWrong(l.file, v, betterSlug(s)))
		}
	case "min":
		f.Min = l.limit(f.Type, v)
	case "max":
		f.Max = l.limit(f.Type, v)
	case "unit":
		f.Unit = l.text(v)
	case "calendar":
		f.Calendar = l.bool(v)
	case "labels":
		f.Labels = l.numberLabels(v)
	case "choices":
		f.Choices = l.choiceList(v)
	case "from":
		f.Choices = l.choicesFrom(v)
	case "of":
		f.Of = l.field(key, true)
	case "fields":
		f.Fields = l.objectFields(v)
	case "to":
		f.To = l.kindsOf(v)
	case "inverse":
		f.Inverse = l.text(v)
	case "acyclic":
		f.Acyclic = l.bool(v)
	}
}

func (l *loader) limit(t Type, v meta.Value) *float64 {
	if t == TypeNumber || t == TypeRange {
		return l.number(v)
	}
	return l.count(v)
}

func (l *loader) numberLabels(v meta.Value) map[string]Text {
	if !l.isMap(v) {
		return nil
	}
	labels := make(map[string]Text, len(v.Fields))
	for _, label := range v.Fields {
		if !wholeNumber.MatchString(label.Key) {
			l.report(labelNotNumber(l.file, label))
			continue
		}
		labels[label.Key] = l.text(label.Value)
	}
	return labels
}

func (l *loader) choiceList(v meta.Value) []Choice {
	if !l.isMap(v) {
		return nil
	}
	choices := make([]Choice, 0, len(v.Fields))
	for _, choice := range v.Fields {
		l.identifier(choice)
		choices = append(choices, Choice{Value: choice.Key, Label: l.text(choice.Value)})
	}
	return choices
}

func (l *loader) choicesFrom(v meta.Value) []Choice {
	name, ok := l.string(v)
	if !ok {
		return nil
	}
	choices, found := l.choices[name]
	if !found {
		var names []string
		for name := range l.choices {
			names = append(names, name)
		}
		slices.Sort(names)
		l.report(choicesUnknown(l.file, v, diag.Nearest(name, names), names))
	}
	return choices
}

func (l *loader) objectFields(v meta.Value) []*Field {
	if !l.isMap(v) {
		return nil
	}
	var fields []*Field
	for _, declared := range v.Fields {
		if f := l.field(declared, false); f != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

// kindsOf reads the kinds a reference may point to: one, a list, or any.
func (l *loader) kindsOf(v meta.Value) []string {
	items := []meta.Value{v}
	if v.Kind == meta.List {
		items = v.Items
	} else if v.Text == "any" {
		return nil
	}
	var kinds []string
	for _, item := range items {
		name, ok := l.string(item)
		if !ok {
			continue
		}
		if !slices.Contains(l.kindNames, name) {
			l.report(kindUnknown(l.file, item, l.nearestKind(name), l.kindNames))
		}
		kinds = append(kinds, name)
	}
	return kinds
}

// complete checks what the keys of a field say together and fills in what they leave out.
func (l *loader) complete(f *Field, declared meta.Field, item bool) {
	v := declared.Value
	if !item && v.Get("label") == nil {
		l.report(fieldIncomplete(l.file, declared, "label"))
	}
	switch f.Type {
	case TypeChoice:
		if (v.Get("choices") == nil) == (v.Get("from") == nil) {
			l.report(choicesOrFrom(l.file, declared))
		}
	case TypeList:
		if v.Get("of") == nil {
			l.report(fieldIncomplete(l.file, declared, "of"))
		}
		if f.Of == nil {
			f.Of = &Field{Type: TypeText, Translated: true}
		}
		if inverse := v.Get("inverse"); inverse != nil && f.Of.Type != TypeReference {
			l.report(inverseWithoutReference(l.file, *inverse))
		}
		if acyclic := v.Get("acyclic"); acyclic != nil && f.Of.Type != TypeReference {
			l.report(acyclicWithoutReference(l.file, *acyclic))
		}
		f.Of.Acyclic = f.Of.Type == TypeReference && f.Acyclic
	case TypeObject:
		if v.Get("fields") == nil {
			l.report(fieldIncomplete(l.file, declared, "fields"))
		}
	case TypeReference:
		if v.Get("to") == nil {
			l.report(fieldIncomplete(l.file, declared, "to"))
		}
	}
	if f.Min != nil && f.Max != nil && *f.Min > *f.Max {
		l.report(minAboveMax(l.file, *v.Get("min")))
	}
	l.translated(f, v.Get("translated"))
	if item {
		return
	}
	if f.Show == "" {
		f.Show = defaultShow(f)
	}
	if f.Anchor == "" {
		f.Anchor = f.Name
	}
}

// translated decides whether a field is written in each language. A list is when its items are, an
// object when any of its fields is.
func (l *loader) translated(f *Field, said *meta.Value) {
	switch f.Type {
	case TypeText, TypeMarkdown:
		f.Translated = true
	case TypeList:
		f.Translated = f.Of.Translated
	case TypeObject:
		f.Translated = slices.ContainsFunc(f.Fields, func(c *Field) bool { return c.Translated })
	}
	if said == nil {
		return
	}
	if f.Type == TypeObject || f.Type == TypeList && f.Of.Type == TypeObject {
		l.report(translatedObject(l.file, *said))
		return
	}
	f.Translated = l.bool(*said)
	if f.Type == TypeList {
		f.Of.Translated = f.Translated
	}
}

func defaultShow(f *Field) Show {
	switch f.Type {
	case TypeMarkdown, TypeObject:
		return ShowSection
	case TypeList:
		if f.Of.Type == TypeChoice || f.Of.Type == TypeText {
			return ShowFact
		}
		return ShowSection
	}
	return ShowFact
}
