package jsonschema

import (
	"strings"

	"handbook/generator/schema"
)

// Handbook describes handbook.yaml.
func Handbook(s *schema.Schema, o Options) []byte {
	w := writer{Options: o, schema: s}
	text := w.text()
	properties := node{
		"title":       text,
		"languages":   node{"type": "array", "minItems": 1, "uniqueItems": true, "items": node{"type": "string"}},
		"description": text,
		"publisher":   text,
		"base_url":    node{"type": "string", "pattern": "^https?://"},
		"edit_url":    node{"type": "string", "pattern": "^https?://.*\\{path\\}"},
		"license":     object(node{"text": text, "url": address()}),
		"navigation":  listOf(node{"type": "string"}),
		"markdown":    node{"type": "boolean"},
		"print":       node{"type": "boolean"},
		"search":      object(node{"shortcuts": node{"type": "boolean"}}),
		"folders":     mapOf(object(node{"slug": text, "label": text})),
		"choices":     mapOf(w.choices()),
		"fields":      mapOf(w.declaration()),
		"claims":      mapOf(listOf(node{"type": "string"})),
		"maps": mapOf(object(node{
			"label": text, "description": text, "kind": w.kind(), "rows": path(), "columns": path(), "split": path(),
		}, "label", "kind", "rows", "columns")),
	}
	return document("handbook.yaml", object(w.explained(properties, handbookWords), "title", "languages"))
}

// Kind describes the files of kinds.
func Kind(s *schema.Schema, o Options) []byte {
	w := writer{Options: o, schema: s}
	text := w.text()
	name := node{"type": "string"}
	properties := node{
		"folder":      node{"type": "string"},
		"slug":        text,
		"label":       text,
		"plural":      text,
		"description": text,
		"code":        node{"type": "string", "pattern": "^[A-Z]+$"},
		"layout":      oneOf(schema.Layouts()...),
		"path":        object(node{"by": name, "show": listOf(name)}, "by"),
		"mark":        oneOf(schema.Marks()...),
		"schema_type": node{"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
		"citable":     node{"type": "boolean"},
		"downloads":   mapOf(name),
		"glossary":    mapOf(anyOf(name, listOf(name))),
		"chooser":     node{"type": "object"},
		"evidence":    node{"type": "object"},
		"reference":   listOf(name),
		"checks":      listOf(node{"type": "object"}),
		"fields":      mapOf(anyOf(object(node{"required": node{"type": "boolean"}}, "required"), w.declaration())),
	}
	return document("kinds/*.yaml", object(w.explained(properties, kindWords), "folder", "label", "plural"))
}

// declaration describes how a field is declared.
func (w writer) declaration() node {
	text, yes := w.text(), node{"type": "boolean"}
	properties := node{
		"type":       oneOf(schema.Types()...),
		"label":      text,
		"help":       text,
		"required":   yes,
		"facet":      yes,
		"compared":   yes,
		"show":       oneOf("lead", "fact", "section", "none"),
		"anchor":     node{"type": "string"},
		"translated": yes,
		"min":        node{"type": "number"},
		"max":        node{"type": "number"},
		"unit":       text,
		"labels":     mapOf(text),
		"calendar":   yes,
		"choices":    w.choices(),
		"from":       node{"type": "string"},
		"of":         node{"type": "object"},
		"ordered":    yes,
		"unique":     yes,
		"inverse":    text,
		"acyclic":    yes,
		"fields":     node{"type": "object"},
		"to":         anyOf(w.kind(), oneOf("any"), listOf(w.kind())),
	}
	return object(w.explained(properties, fieldWords), "type")
}

// text is a text for people: one for all languages, or one for each.
func (w writer) text() node {
	properties := node{}
	for _, code := range codes(w.schema) {
		properties[code] = scalar()
	}
	return anyOf(scalar(), object(properties))
}

func (w writer) choices() node { return mapOf(w.text()) }

func (w writer) kind() node {
	var names []string
	for _, k := range w.schema.Kinds {
		names = append(names, k.Name)
	}
	if len(names) == 0 {
		return node{"type": "string"}
	}
	return oneOf(append(names, w.schema.Plain.Name)...)
}

// path names a field, or one inside an object.
func path() node { return node{"type": "string", "pattern": `^[a-z0-9_]+(\.[a-z0-9_]+)*$`} }

func address() node { return node{"type": "string", "format": "uri"} }

// explained gives each key what words there are for it.
func (w writer) explained(properties node, about func(key string) words) node {
	for key, n := range properties {
		// Texts stand under several keys, each with its own description.
		own := node{}
		for k, v := range n.(node) {
			own[k] = v
		}
		properties[key] = own.about(strings.TrimSpace(w.say(about(key))))
	}
	return properties
}
