package render

import (
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/source"
	"handbook/themes"
)

// FuzzTemplate gives a theme a partial of any text: it is loaded or refused with a place, never with a panic.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{
		"", "<p>{{.License}}</p>", "{{.Licence}}", "{{if .Print}}<a href=\"{{end}}", "{{with $x := .Home}}{{$x.Y}}{{$.Z.W}}{{end}}", "{{range .Handbook}}{{.}}{{end}}",
		"{{template \"partials/footer.html\" .}}", "{{define \"x\"}}{{.Nope}}{{end}}{{template \"x\" .}}", "{{word}}{{word \"skip\" 1}}{{word .A}}", "{{(index .Home 1).X}}",
		"<script>{{.Home}}</script>", "{{/* */}}{{- .Home -}}", "{{break}}", "<a b={{.Home}} c='{{word \"skip\"}}'", "{{\"\xff\"}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "{{") > 50 {
			t.Skip()
		}
		user := fstest.MapFS{"partials/footer.html": {Data: []byte(text)}}
		_, problems, err := LoadTheme(themes.Overlay(user), []string{"en"})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if p.Line == 0 && p.Code != "theme-file" || !strings.HasPrefix(p.File, "theme:") {
				t.Errorf("no place: %+v", p)
			}
		}
	})
}

// FuzzStyle: a style sheet of any text is accepted or refused with a place.
func FuzzStyle(f *testing.F) {
	for _, seed := range []string{"", "a{}", "a{b:\"", "}", "/*", "a[b=']']{}", "@import x", "a{b:url(x)}", "\\", "\"\\"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, p := range checkStyle(&source.File{Path: "theme:assets/x.css", Text: append([]byte{}, text...)}) {
			if p.Line == 0 && len(text) > 0 {
				t.Errorf("no place: %+v", p)
			}
		}
	})
}
