package render

import (
	"html/template"
	"strings"
)

// lower makes every heading of a text one level lower, so that it can stand below the heading of its page. It
// looks for tags only: text and attributes have no "<" of their own.
func lower(s template.HTML) template.HTML {
	return template.HTML(strings.NewReplacer(
		"<h2", "<h3", "</h2>", "</h3>",
		"<h3", "<h4", "</h3>", "</h4>",
		"<h4", "<h5", "</h4>", "</h5>",
		"<h5", "<h6", "</h5>", "</h6>",
	).Replace(string(s)))
}
