package schema

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"handbook/generator/meta"
)

// languages reads the codes of the handbook's languages.
func (l *loader) languages(v meta.Value) {
	seen := map[string]meta.Value{}
	for _, item := range l.list(v) {
		code, ok := l.string(item)
		if !ok {
			continue
		}
		tag, err := language.Parse(code)
		if err != nil {
			l.report(languageUnknown(l.file, item))
			continue
		}
		if before, found := seen[code]; found {
			l.report(repeated(l.file, item, before))
			continue
		}
		seen[code] = item
		if canonical := tag.String(); canonical != code {
			l.report(languageSpelling(l.file, item, canonical))
			continue
		}
		l.schema.Languages = append(l.schema.Languages, newLanguage(tag))
	}
	if v.Kind == meta.List && len(v.Items) == 0 {
		l.report(emptyList(l.file, v))
	}
}

// defaultLanguages keeps the later stages going when none could be read.
func (l *loader) defaultLanguages() {
	if len(l.schema.Languages) == 0 {
		l.schema.Languages = []Language{newLanguage(language.English)}
	}
}

func newLanguage(tag language.Tag) Language {
	lang := Language{Code: tag.String(), Name: ownName(tag), Direction: "ltr"}
	if script, _ := tag.Script(); isRightToLeft(script.String()) {
		lang.Direction = "rtl"
	}
	return lang
}

// ownName is what speakers call a language. The Unicode data in x/text lack most languages of Indonesia.
func ownName(tag language.Tag) string {
	base, _ := tag.Base()
	for _, t := range []language.Tag{tag, language.Make(base.String())} {
		if name := display.Self.Name(t); name != "" {
			return name
		}
	}
	switch base.String() {
	case "ace":
		return "Bahsa Acèh"
	case "ban":
		return "Basa Bali"
	case "bjn":
		return "Bahasa Banjar"
	case "bug":
		return "Basa Ugi"
	case "jv":
		return "Basa Jawa"
	case "mad":
		return "Bhâsa Madhurâ"
	case "min":
		return "Baso Minangkabau"
	case "su":
		return "Basa Sunda"
	}
	if name := display.English.Languages().Name(tag); name != "" {
		return name
	}
	return tag.String()
}

// isRightToLeft knows the scripts in use that Unicode writes from right to left (ISO 15924).
func isRightToLeft(script string) bool {
	return slices.Contains(strings.Fields("Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi"), script)
}
