package schema

import (
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// spelledShape is what may be looked for: words of at least two letters, at the end perhaps any ending.
var spelledShape = regexp.MustCompile(`^\pL[\pL\pN'-]+( [\pL\pN'-]+)*\*?$`)

// spelling reads the list of spellings: for each language, what is wrong and what is right.
func (l *loader) spelling(f *source.File) {
	l.file = f
	v, problems := meta.Parse(f)
	l.problems = append(l.problems, problems...)
	if v.Kind == meta.Null || !l.isMap(v) {
		return
	}
	codes := l.schema.codes()
	l.schema.Spelling = map[string][]Spelling{}
	for _, lang := range v.Fields {
		if !slices.Contains(codes, lang.Key) {
			l.report(textLanguage(f, lang, diag.Nearest(lang.Key, codes), codes, isLanguage(lang.Key)))
			continue
		}
		if lang.Value.Kind == meta.Null || !l.isMap(lang.Value) {
			continue
		}
		for _, entry := range lang.Value.Fields {
			right, ok := l.string(entry.Value)
			if !ok {
				continue
			}
			wrong := strings.ToLower(entry.Key)
			if !spelledShape.MatchString(wrong) || strings.HasSuffix(right, "*") && !strings.HasSuffix(wrong, "*") {
				l.report(spellingShape(f, entry))
				continue
			}
			l.schema.Spelling[lang.Key] = append(l.schema.Spelling[lang.Key], Spelling{wrong, right})
		}
	}
}
