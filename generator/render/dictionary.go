package render

import (
	"errors"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// dictionary is the words of the interface in one language.
type dictionary struct {
	lang   string
	file   *source.File
	texts  map[string]string
	at     map[string]meta.Value
	months []string
}

// wordsOfGo are the words this program uses itself, with what it fills into them. Templates name theirs.
func wordsOfGo() map[string][]string {
	words := map[string][]string{
		"home": nil, "search": nil, "yes": nil, "no": nil, "names": nil, "more_facts": nil, "print": nil,
		"decimal": nil, "thousands": nil, "mentions": nil, "mentioned_in": nil, "related": nil,
		"compare": nil, "maps": nil, "maps_text": nil, "other_stage": nil,
		"choose_language": nil, "cite_undated": nil, "not_found": nil, "not_found_text": nil, "not_found_hint": nil,
		"date":        {"day", "month", "year"},
		"cite_date":   {"day", "month", "year"},
		"range":       {"from", "to"},
		"range_open":  {"from"},
		"range_since": {"from"},
		"scale":       {"value", "max"},
		"permalink":   {"title"},
		"all_links":   {"count"},
		"links_of":    {"title"},
		"moved_to":    {"title"},
		"part":        {"number"},
		"compared":    {"title"},
		"decade":      {"year"},

		"evidence_link": {"rows", "pages"},
		"evidence_text": {"rows", "pages"},
		"evidence_of":   {"title"},
		"behind":        {"language"},
		"behind_page":   {"language"},
		"behind_read":   {"language"},
		"evidence_code": nil, "evidence_reference": nil,

		"facet_heading": {"facet", "value"},
	}
	for w := markdown.WordNote; w <= markdown.WordOpen; w++ {
		words[w.Key()] = nil
	}
	maps.Copy(words, wordsOfForms())
	maps.Copy(words, wordsOfSearch())
	maps.Copy(words, wordsOfMore())
	return words
}

// readDictionaries reads i18n/LANGUAGE.yaml for each language, in their order; en-GB is served by en.yaml where it has no file of its own.
func readDictionaries(fsys fs.FS, languages []string) ([]*dictionary, diag.List, error) {
	var found []*dictionary
	sub, err := fs.Sub(fsys, "i18n")
	if err != nil {
		return nil, nil, err
	}
	files, problems, err := source.Load(sub)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return nil, nil, err
	}
	for i := range problems {
		problems[i].File = "theme:i18n/" + problems[i].File
	}
	for _, lang := range languages {
		base, _, _ := strings.Cut(lang, "-")
		i := slices.IndexFunc(files, func(f *source.File) bool { return f.Path == lang+".yaml" })
		if i < 0 {
			i = slices.IndexFunc(files, func(f *source.File) bool { return f.Path == base+".yaml" })
		}
		if i < 0 {
			problems = append(problems, noWords(diag.Place{File: "theme:i18n/" + lang + ".yaml"}, lang))
			continue
		}
		file := *files[i]
		file.Path = "theme:i18n/" + file.Path
		d, more := readDictionary(&file)
		problems = append(problems, more...)
		d.lang = lang
		found = append(found, d)
	}
	return found, problems, nil
}

func readDictionary(f *source.File) (*dictionary, diag.List) {
	d := &dictionary{file: f, texts: map[string]string{}, at: map[string]meta.Value{}}
	value, problems := meta.Parse(f)
	for _, field := range value.Fields {
		v := field.Value
		d.at[field.Key] = v
		switch {
		case field.Key == "months":
			for _, item := range v.Items {
				d.months = append(d.months, item.Text)
			}
			if len(d.months) != 12 {
				problems = append(problems, badMonths(f.Place(field.Offset, len(field.Key))))
			}
		case v.Kind == meta.Scalar:
			d.texts[field.Key] = v.Text
		default:
			problems = append(problems, badWord(f.Place(field.Offset, len(field.Key)), field.Key))
		}
	}
	return d, problems
}

// check compares the words with those that are used and what is filled into each.
func (d *dictionary) check(used []string, fills map[string][]string) diag.List {
	var problems diag.List
	var missing []string
	for _, key := range append(used, "months") {
		text, ok := d.texts[key]
		if !ok {
			if _, written := d.at[key]; !written {
				missing = append(missing, key)
			}
			continue
		}
		at := d.file.Place(d.at[key].Offset, d.at[key].Length)
		has := placeholders(text)
		for _, p := range fills[key] {
			if !slices.Contains(has, p) {
				problems = append(problems, missingPlaceholder(at, key, p))
			}
		}
		for _, p := range has {
			if !slices.Contains(fills[key], p) {
				problems = append(problems, unknownPlaceholder(at, key, p, fills[key]))
			}
		}
	}
	if len(missing) > 0 {
		problems = append(problems, missingWords(d.file.Place(0, 0), missing))
	}
	return problems
}

// placeholders are the names in curly braces in a text, in order.
func placeholders(text string) []string {
	var names []string
	for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// word is a text with its placeholders replaced by pairs of name and value.
func (d *dictionary) word(key string, pairs ...string) string {
	text, ok := d.texts[key]
	if !ok {
		return key
	}
	if len(pairs) == 0 {
		return text
	}
	return fill(text, pairs)
}

// fill puts values into a text in one pass, so that what is put in is never read again.
func fill(text string, pairs []string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:open])
		text = text[open:]
		length := strings.IndexByte(text, '}')
		value, found := "", false
		for i := 0; i < len(pairs) && length > 0; i += 2 {
			if pairs[i] == text[1:length] {
				value, found = pairs[i+1], true
			}
		}
		if !found {
			length = 0
			value = "{"
		}
		b.WriteString(value)
		text = text[length+1:]
	}
}

// date writes a day YYYY-MM-DD as the language does; what is no such day stays as it is.
func (d *dictionary) date(day string) Date {
	parts := strings.Split(day, "-")
	if len(parts) != 3 {
		return Date{Text: day}
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > len(d.months) {
		return Date{Text: day}
	}
	text := d.word("date", "day", strings.TrimLeft(parts[2], "0"), "month", d.months[month-1], "year", parts[0])
	return Date{Machine: day, Text: text}
}

// number writes a number as the language does. Four figures stay together, so years do.
func (d *dictionary) number(n float64) string {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(n, 'f', -1, 64), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + d.word("thousands") + whole[i:]
		}
	}
	if fraction != "" {
		fraction = d.word("decimal") + fraction
	}
	return sign + whole + fraction
}
