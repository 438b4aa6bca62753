package schema

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

// The shapes of values in handbook.yaml and kinds/*.yaml. Each reports what is wrong and returns
// what could be understood.

func (l *loader) checkKeys(v meta.Value, known []string) {
	for _, field := range v.Fields {
		if !slices.Contains(known, field.Key) {
			l.report(keyUnknown(l.file, field, diag.Nearest(field.Key, known), known))
		}
	}
}

func (l *loader) isMap(v meta.Value) bool {
	if v.Kind != meta.Map {
		l.report(notMap(l.file, v))
		return false
	}
	return true
}

func (l *loader) list(v meta.Value) []meta.Value {
	if v.Kind != meta.List {
		l.report(notList(l.file, v))
		return nil
	}
	return v.Items
}

func (l *loader) string(v meta.Value) (string, bool) {
	if v.Kind != meta.Scalar || strings.TrimSpace(v.Text) == "" {
		l.report(notWord(l.file, v))
		return "", false
	}
	return v.Text, true
}

func (l *loader) bool(v meta.Value) bool {
	if v.Kind != meta.Scalar || v.Text != "true" && v.Text != "false" {
		l.report(notBoolean(l.file, v))
		return false
	}
	return v.Text == "true"
}

func (l *loader) number(v meta.Value) *float64 {
	if n, ok := parseNumber(v.Text); ok && v.Kind == meta.Scalar {
		return &n
	}
	l.report(notNumber(l.file, v, betterNumber(v.Text)))
	return nil
}

// count reads a whole number that is not negative.
func (l *loader) count(v meta.Value) *float64 {
	n := l.number(v)
	if n != nil && (*n < 0 || *n != float64(int(*n))) {
		l.report(notCount(l.file, v))
		return nil
	}
	return n
}

func (l *loader) oneOf(v meta.Value, allowed string) string {
	s, ok := l.string(v)
	if !ok {
		return ""
	}
	words := strings.Fields(allowed)
	if !slices.Contains(words, s) {
		l.report(wordUnknown(l.file, v, diag.Nearest(s, words), words))
		return ""
	}
	return s
}

// text reads a text for people: one string for all languages, or one for each.
func (l *loader) text(v meta.Value) Text {
	switch v.Kind {
	case meta.Scalar, meta.Null:
		if s, ok := l.string(v); ok {
			return Text{"": strings.TrimRight(s, "\n")}
		}
		return nil
	case meta.Map:
	default:
		l.report(notText(l.file, v))
		return nil
	}
	t := Text{}
	codes := l.schema.codes()
	for _, field := range v.Fields {
		if !slices.Contains(codes, field.Key) {
			l.report(textLanguage(l.file, field, diag.Nearest(field.Key, codes), codes, isLanguage(field.Key)))
			continue
		}
		if s, ok := l.string(field.Value); ok {
			t[field.Key] = strings.TrimRight(s, "\n")
		} else {
			t[field.Key] = ""
		}
	}
	for _, code := range codes {
		if _, found := t[code]; !found {
			l.report(textMissing(l.file, v, code))
		}
	}
	return t
}

func isLanguage(code string) bool {
	_, err := language.Parse(code)
	return err == nil
}

// slugs reads a text whose strings are each one part of an address.
func (l *loader) slugs(v meta.Value) Text {
	t := l.text(v)
	check := func(at meta.Value) {
		if at.Kind == meta.Scalar && at.Text != "" && !isSlug(at.Text) {
			l.report(slugShape(l.file, at, betterSlug(at.Text)))
		}
	}
	check(v)
	for _, field := range v.Fields {
		check(field.Value)
	}
	return t
}

func (l *loader) address(v meta.Value) string {
	s, ok := l.string(v)
	if !ok {
		return ""
	}
	if !isAddress(s) {
		l.report(notAddress(l.file, v, betterAddress(s)))
		return ""
	}
	return s
}

// identifier checks the key of something that files refer to.
func (l *loader) identifier(field meta.Field) bool {
	if !identifier.MatchString(field.Key) {
		l.report(notIdentifier(l.file, field, betterSlug(field.Key)))
		return false
	}
	return true
}

var (
	identifier  = regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)
	slugPart    = regexp.MustCompile(`^[\p{Ll}\p{Lm}\p{Lo}\p{M}\p{Nd}]+(-[\p{Ll}\p{Lm}\p{Lo}\p{M}\p{Nd}]+)*$`)
	noSlugPart  = regexp.MustCompile(`[^\p{L}\p{M}\p{Nd}]+`)
	anchorShape = regexp.MustCompile(`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}_-]*$`)
)

// isSlug reports whether s may be one part of an address: letters of any script without
// capitals, digits and hyphens.
func isSlug(s string) bool {
	return slugPart.MatchString(s) && norm.NFC.IsNormalString(s) && worksAsName(s)
}

// betterSlug makes the nearest slug.
func betterSlug(s string) string {
	s = norm.NFC.String(strings.ToLower(strings.TrimSuffix(s, ".md")))
	s = strings.Trim(noSlugPart.ReplaceAllString(s, "-"), "-")
	if s == "" {
		return "page"
	}
	if !worksAsName(s) {
		return s + "-page"
	}
	return s
}

// isAddress reports whether s is an absolute http(s) address.
func isAddress(s string) bool {
	if strings.ContainsAny(s, " \t\n\\<>\"{}|^`") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

// betterAddress completes an address without its scheme; "" when that is not what is wrong.
func betterAddress(s string) string {
	for _, better := range []string{"https:" + s, "https://" + s} {
		if strings.Contains(s, ".") && !strings.Contains(s, "@") && isAddress(better) && !strings.Contains(strings.TrimPrefix(s, "//"), ":") {
			return better
		}
	}
	return ""
}
