// Package jsonschema describes the files of a handbook in JSON Schema, so that editors complete and check them while
// they are written: handbook.yaml, the files of kinds and the front matter of each kind of page.
//
// It is draft 7, which every YAML server takes. Schemas help and never decide: what they cannot say, such as
// where a reference leads, a build does.
package jsonschema

import (
	"bytes"
	"encoding/json"

	"handbook/generator/schema"
)

// Options say for whom schemas are.
type Options struct {
	Lang  string              // of descriptions: en or id
	Pages map[string][]string // keys of the pages of each kind, offered where one is referred to
}

// node is a schema, or a part of one.
type node map[string]any

func document(title string, n node) []byte {
	n["$schema"] = "http://json-schema.org/draft-07/schema#"
	n["title"] = title
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(n); err != nil {
		panic(err) // it is made of maps, lists and texts alone
	}
	return b.Bytes()
}

// object is a map with these keys and no others.
func object(properties node, required ...string) node {
	n := node{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		n["required"] = required
	}
	return n
}

// mapOf is a map from names of the writer's own to values that are alike.
func mapOf(value node) node { return node{"type": "object", "additionalProperties": value} }

func listOf(item node) node { return node{"type": "array", "items": item} }

func oneOf(values ...string) node { return node{"enum": values} }

func anyOf(nodes ...node) node { return node{"anyOf": nodes} }

// scalar is any value on one line: YAML takes 2020 and true for something else than text.
func scalar() node { return node{"type": []string{"string", "number", "boolean"}} }

func (n node) about(text string) node {
	if text != "" {
		n["description"] = text
	}
	return n
}

// words is one text in both languages of the interface.
type words struct{ en, id string }

func (o Options) say(w words) string {
	if o.Lang == "id" {
		return w.id
	}
	return w.en
}

func codes(s *schema.Schema) []string {
	var all []string
	for _, l := range s.Languages {
		all = append(all, l.Code)
	}
	return all
}
