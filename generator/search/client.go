package search

import (
	_ "embed"
	"encoding/json"
)

//go:embed client.js
var client string

//go:embed more.js
var more string

// Client is the script that searches in the browser, as written; see the package comment for where it must lie.
func Client() string { return client }

// More is the script that Client loads for what few searches need.
func More() string {
	rules := map[string]any{}
	for _, lang := range []string{"en", "id"} {
		a := affixesOf(lang)
		rules[lang] = []any{a.depth, a.spelling}
	}
	data, err := json.Marshal(rules)
	if err != nil {
		panic(err) // it holds only strings and numbers
	}
	return "handbook.rules = " + string(data) + ";\n" + more
}
