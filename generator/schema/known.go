package schema

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// knownField describes a field the generator knows, or is nil.
func knownField(name string) *Field {
	switch name {
	case "title", "summary", "slug":
		return &Field{Name: name, Type: TypeText, Translated: true}
	case "names":
		return &Field{Name: name, Type: TypeList, Translated: true, Of: &Field{Type: TypeText, Translated: true}}
	case "aliases":
		return &Field{Name: name, Type: TypeList, Translated: true, Of: &Field{Type: TypeText, Translated: true}}
	case "code", "kind":
		return &Field{Name: name, Type: TypeText}
	case "draft":
		return &Field{Name: name, Type: TypeBoolean}
	case "order":
		return &Field{Name: name, Type: TypeNumber}
	case "published", "updated", "reviewed", "review_due":
		return &Field{Name: name, Type: TypeDate}
	case "translated_from":
		return &Field{Name: name, Type: TypeObject, Translated: true}
	}
	return nil
}

func knownNames() []string {
	return []string{"title", "summary", "slug", "code", "names", "aliases", "draft", "order", "kind",
		"published", "updated", "reviewed", "review_due", "translated_from"}
}

// KnownFields are the fields the generator knows, as if they were declared.
func KnownFields() []*Field {
	var fields []*Field
	for _, name := range knownNames() {
		fields = append(fields, knownField(name))
	}
	return fields
}

// known reads one of the fields the generator knows.
func (r *reader) known(k *Known, field *Field, key meta.Field) {
	if isEmpty(key.Value) {
		if field.Name == "title" {
			r.report(titleEmpty(r.file, key))
		}
		return
	}
	if field.Name == "translated_from" {
		k.TranslatedFrom = r.stamps(key.Value)
		return
	}
	value, ok := r.value(field, key.Value)
	if !ok {
		return
	}
	switch field.Name {
	case "title":
		k.Title = value.Text
	case "summary":
		k.Summary = value.Text
	case "slug":
		if !isSlug(value.Text) {
			r.report(slugShape(r.file, key.Value, betterSlug(value.Text)))
			return
		}
		k.Slug = value.Text
	case "code":
		k.Code = r.code(key.Value)
	case "kind":
		k.Kind = r.kindName(key.Value)
	case "names":
		for _, item := range value.Items {
			k.Names = append(k.Names, item.Text)
		}
	case "aliases":
		for _, item := range key.Value.Items {
			if path, good := r.alias(item); good {
				k.Aliases = append(k.Aliases, path)
			}
		}
	case "draft":
		k.Draft = value.True
	case "order":
		k.Order = &value.Number
	case "published":
		k.Published = value.Text
	case "updated":
		k.Updated = value.Text
	case "reviewed":
		k.Reviewed = value.Text
	case "review_due":
		k.ReviewDue = value.Text
	}
}

var codeDigits = regexp.MustCompile(`^[0-9]+$`)

func (r *reader) code(v meta.Value) string {
	if r.kind.Code == "" {
		r.report(codeNotUsed(r.file, v, r.kind))
		return ""
	}
	digits, found := strings.CutPrefix(v.Text, r.kind.Code)
	if !found || !codeDigits.MatchString(digits) {
		r.report(codeWrong(r.file, v, r.kind.Code))
		return ""
	}
	return v.Text
}

func (r *reader) kindName(v meta.Value) string {
	if folder := r.folder(); r.schema.KindOf(folder) != r.schema.Plain {
		r.report(kindByFolder(r.file, v, folder))
		return ""
	}
	if r.schema.Kind(v.Text) == nil && v.Text != r.schema.Plain.Name {
		names := make([]string, len(r.schema.Kinds))
		for i, k := range r.schema.Kinds {
			names[i] = k.Name
		}
		r.report(kindUnknown(r.file, v, diag.Nearest(v.Text, names), names))
		return ""
	}
	return v.Text
}

// folder is the first element of the page's key.
func (r *reader) folder() string {
	parts := strings.Split(r.file.Path, "/")
	if slices.Contains(r.schema.codes(), parts[0]) {
		parts = parts[1:]
	}
	if len(parts) < 2 {
		return ""
	}
	return parts[0]
}

// alias reads an old address: a path inside the site, and nothing that could leave it.
func (r *reader) alias(v meta.Value) (string, bool) {
	if v.Kind != meta.Scalar || isEmpty(v) {
		return "", false
	}
	parts := strings.Split(strings.TrimSuffix(v.Text, "/"), "/")
	for _, part := range parts {
		if _, ok := source.CheckName(part); !ok || part == ".." || part == "." {
			r.report(aliasWrong(r.file, v))
			return "", false
		}
	}
	return v.Text, true
}

// worksAsName reports whether a part of an address may be the name of a file on all systems.
func worksAsName(s string) bool {
	_, ok := source.CheckName(s + ".html")
	return ok
}

// At is the offset in the file of byte i of the value's text; see [meta.At].
func (v *Value) At(f *source.File, i int) int { return meta.At(f, v.Text, v.Block, v.Offset, i) }
