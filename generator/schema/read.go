package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// Read checks the front matter of one file against its kind, by itself: unknown and
// repeated keys, types, choices, limits. What needs other files (required fields that another language may
// give, references) is for package site; see [Kind.Missing].
//
// A key with nothing behind it counts as not given, but for title.
func (k *Kind) Read(s *Schema, f *source.File, front meta.Value) (Known, Record, diag.List) {
	r := &reader{schema: s, kind: k, file: f}
	known := Known{At: map[string]Span{}}
	given := make(map[*Field]Entry, len(front.Fields))
	for _, key := range front.Fields {
		if !isEmpty(key.Value) {
			known.At[key.Key] = span(key.Value)
		}
		if field := knownField(key.Key); field != nil {
			r.known(&known, field, key)
		} else if field := k.Field(key.Key); field != nil {
			if value, ok := r.value(field, key.Value); ok {
				given[field] = Entry{Field: field, Key: Span{key.Offset, len(key.Key)}, Value: value}
			}
		} else {
			names := append(knownNames(), fieldNames(k.Fields)...)
			r.report(fieldUnknown(f, key, diag.Nearest(key.Key, names), k, names))
		}
	}
	record := ordered(k.Fields, given)
	if k.Downloads != nil {
		r.fillable(k.Downloads, record)
	}
	return known, record, r.problems
}

// ordered puts what was given in the order of the schema.
func ordered(fields []*Field, given map[*Field]Entry) Record {
	if len(given) == 0 {
		return nil
	}
	record := make(Record, 0, len(given))
	for _, field := range fields {
		if entry, found := given[field]; found {
			record = append(record, entry)
		}
	}
	return record
}

func fieldNames(fields []*Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

// reader is the state of one Read.
type reader struct {
	schema   *Schema
	kind     *Kind
	file     *source.File
	problems diag.List
}

func (r *reader) report(d diag.Diagnostic) { r.problems = append(r.problems, d) }

func span(v meta.Value) Span { return Span{v.Offset, v.Length} }

// isEmpty tells a value with nothing in it: null, or a string of spaces.
func isEmpty(v meta.Value) bool {
	return v.Kind == meta.Null || v.Kind == meta.Scalar && strings.TrimSpace(v.Text) == ""
}

// value reads a value of a field; false when there is none or it is wrong.
func (r *reader) value(field *Field, v meta.Value) (Value, bool) {
	if isEmpty(v) {
		return Value{}, false
	}
	switch field.Type {
	case TypeList:
		return r.list(field, v)
	case TypeObject:
		return r.object(field, v)
	case TypeRange:
		return r.rangeValue(field, v)
	}
	out := Value{Span: span(v), Block: v.Block, Text: v.Text}
	if v.Kind != meta.Scalar {
		r.report(wrongShape(r.file, v, field))
		return out, false
	}
	var ok bool
	switch field.Type {
	case TypeText:
		out.Text, ok = r.text(field, v)
	case TypeMarkdown:
		ok = r.length(field, v)
	case TypeNumber:
		out.Number, ok = r.number(v)
		ok = ok && r.limits(field, v, out.Number)
	case TypeDate:
		ok = r.date(v)
	case TypeBoolean:
		out.True, ok = r.boolean(v)
	case TypeAddress:
		if ok = isAddress(v.Text); !ok {
			r.report(notAddress(r.file, v, betterAddress(v.Text)))
		}
	case TypeChoice:
		ok = r.choice(field, v)
	case TypeReference:
		ok = r.reference(v)
	}
	return out, ok
}

// text is one line.
func (r *reader) text(field *Field, v meta.Value) (string, bool) {
	s := strings.TrimRight(v.Text, "\n")
	if strings.ContainsAny(s, "\n\u2028\u2029") {
		r.report(severalLines(r.file, v))
		return s, false
	}
	return s, r.length(field, v)
}

// length checks the number of characters.
func (r *reader) length(field *Field, v meta.Value) bool {
	if field.Max == nil {
		return true
	}
	if n := utf8.RuneCountInString(strings.TrimRight(v.Text, "\n")); n > int(*field.Max) {
		r.report(textTooLong(r.file, v, n, int(*field.Max)))
		return false
	}
	return true
}

func (r *reader) number(v meta.Value) (float64, bool) {
	if n, ok := parseNumber(v.Text); ok {
		return n, true
	}
	r.report(notNumber(r.file, v, betterNumber(v.Text)))
	return 0, false
}

var (
	plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	// grouped is a number that is a thousand to an Indonesian and one to YAML: 1.000.
	grouped = regexp.MustCompile(`^-?[1-9][0-9]{0,2}(\.[0-9]{3})+$`)
	// commas is the same in English: 1,000.
	commas    = regexp.MustCompile(`^-?[1-9][0-9]{0,2}(,[0-9]{3})+$`)
	commaPart = regexp.MustCompile(`^(-?[0-9]{1,3}(?:\.[0-9]{3})+|-?[0-9]+),([0-9]+)$`)
)

func parseNumber(s string) (float64, bool) {
	if !plainNumber.MatchString(s) || grouped.MatchString(s) {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

// isUnclear reports a number that may be meant as thousands or as decimals.
func isUnclear(s string) bool { return grouped.MatchString(s) || commas.MatchString(s) }

// betterNumber rewrites a number with decimal comma or separators of thousands; "" when it is neither.
func betterNumber(s string) string {
	s = strings.TrimSpace(s)
	switch {
	case isUnclear(s):
		return strings.NewReplacer(".", "", ",", "").Replace(s)
	case commaPart.MatchString(s):
		m := commaPart.FindStringSubmatch(s)
		return strings.ReplaceAll(m[1], ".", "") + "." + m[2]
	}
	if bare := strings.TrimSpace(strings.TrimSuffix(s, "%")); bare != s && plainNumber.MatchString(bare) {
		return bare
	}
	return ""
}

func (r *reader) limits(field *Field, v meta.Value, n float64) bool {
	if field.Min != nil && n < *field.Min || field.Max != nil && n > *field.Max {
		r.report(outOfLimits(r.file, v, field))
		return false
	}
	return true
}

// rangeText is "2012-2015", "3–15", "5-" or "5".
var rangeText = regexp.MustCompile(`^([0-9.,]+)(?:\s*([-–—])\s*([0-9.,]+)?)?$`)

func (r *reader) rangeValue(field *Field, v meta.Value) (Value, bool) {
	out := Value{Span: span(v), Block: v.Block, Text: v.Text}
	var from, until string
	switch v.Kind {
	case meta.Scalar:
		m := rangeText.FindStringSubmatch(strings.TrimSpace(v.Text))
		if m == nil {
			r.report(notRange(r.file, v))
			return out, false
		}
		from, until, out.Open = m[1], m[3], m[2] != "" && m[3] == ""
		if m[2] == "" {
			until = from
		}
	case meta.Map:
		var ok bool
		if from, until, out.Open, ok = r.rangeMap(v); !ok {
			return out, false
		}
		out.Text = from + "-" + until
	default:
		r.report(notRange(r.file, v))
		return out, false
	}
	var ok bool
	if out.Number, ok = r.bound(v, from); !ok {
		return out, false
	}
	out.Until = out.Number
	if !out.Open {
		if out.Until, ok = r.bound(v, until); !ok {
			return out, false
		}
	}
	if out.Until < out.Number {
		r.report(rangeBackwards(r.file, v, from, until))
		return out, false
	}
	return out, r.limits(field, v, out.Number) && r.limits(field, v, out.Until)
}

func (r *reader) bound(v meta.Value, s string) (float64, bool) {
	n, ok := parseNumber(s)
	if !ok {
		r.report(notNumber(r.file, v, betterNumber(s)))
	}
	return n, ok
}

// rangeMap reads {from: 2012, to: 2015}; without to the range is open.
func (r *reader) rangeMap(v meta.Value) (from, until string, open, ok bool) {
	open, ok = true, true
	for _, key := range v.Fields {
		if key.Value.Kind == meta.Null && key.Key == "to" {
			continue
		}
		if key.Key != "from" && key.Key != "to" || key.Value.Kind != meta.Scalar {
			r.report(rangeKey(r.file, key))
			ok = false
			continue
		}
		if key.Key == "from" {
			from = key.Value.Text
		} else {
			until, open = key.Value.Text, false
		}
	}
	if ok && from == "" {
		r.report(notRange(r.file, v))
		ok = false
	}
	return from, until, open, ok
}

func (r *reader) date(v meta.Value) bool {
	if isDate(v.Text) {
		return true
	}
	r.report(notDate(r.file, v, betterDate(v.Text)))
	return false
}

func isDate(s string) bool {
	d, err := time.Parse(time.DateOnly, s)
	return err == nil && d.Year() >= 1000
}

// betterDate turns a date written day first round; "" when it is none.
func betterDate(s string) string {
	for _, layout := range []string{"2/1/2006", "2-1-2006", "2.1.2006", "2006/1/2", "2006-1-2", "2 January 2006", "January 2, 2006",
		time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if d, err := time.Parse(layout, englishMonths.Replace(s)); err == nil {
			return d.Format(time.DateOnly)
		}
	}
	return ""
}

var englishMonths = strings.NewReplacer("Januari", "January", "Februari", "February", "Maret", "March", "Mei", "May",
	"Juni", "June", "Juli", "July", "Agustus", "August", "Oktober", "October", "Desember", "December")

func (r *reader) boolean(v meta.Value) (value, ok bool) {
	switch v.Text {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	r.report(notBoolean(r.file, v))
	return false, false
}

func (r *reader) choice(field *Field, v meta.Value) bool {
	values := make([]string, len(field.Choices))
	for i, c := range field.Choices {
		if values[i] = c.Value; c.Value == v.Text {
			return true
		}
	}
	r.report(choiceUnknown(r.file, v, nearestChoice(v.Text, field.Choices), values))
	return false
}

// nearestChoice looks at the labels too: editors write what readers see.
func nearestChoice(s string, choices []Choice) string {
	var values, labels []string
	for _, c := range choices {
		values = append(values, c.Value)
		for _, label := range c.Label {
			if strings.EqualFold(label, s) {
				return c.Value
			}
		}
		labels = append(labels, c.Label.In("id"), c.Label.In("en"))
	}
	if near := diag.Nearest(s, values); near != "" {
		return near
	}
	near := diag.Nearest(s, labels)
	for _, c := range choices {
		if near != "" && (c.Label.In("id") == near || c.Label.In("en") == near) {
			return c.Value
		}
	}
	return ""
}

// keyShape is folder/name with an optional #section.
var keyShape = regexp.MustCompile(`^[^\s/#?\\:%]+(/[^\s/#?\\:%]+)*(#[^\s#]+)?$`)

func (r *reader) reference(v meta.Value) bool {
	key, section, _ := strings.Cut(v.Text, "#")
	bare := strings.TrimSuffix(strings.Trim(key, "/"), ".md")
	for strings.HasPrefix(bare, "../") || strings.HasPrefix(bare, "./") {
		_, bare, _ = strings.Cut(bare, "/")
	}
	if first, rest, found := strings.Cut(bare, "/"); found && strings.Contains(rest, "/") && slices.Contains(r.schema.codes(), first) {
		bare = rest
	}
	if keyShape.MatchString(v.Text) && bare == key {
		return true
	}
	better := ""
	if section != "" {
		section = "#" + section
	}
	if keyShape.MatchString(bare + section) {
		better = bare + section
	}
	r.report(notKey(r.file, v, better))
	return false
}

func (r *reader) list(field *Field, v meta.Value) (Value, bool) {
	out := Value{Span: span(v)}
	if v.Kind != meta.List {
		r.report(listExpected(r.file, v, field.Of.Type))
		return out, false
	}
	ok := true
	seen := map[string]meta.Value{}
	for _, item := range v.Items {
		if isEmpty(item) {
			r.report(emptyItem(r.file, item))
			ok = false
			continue
		}
		value, good := r.value(field.Of, item)
		if !good {
			ok = false
			continue
		}
		if field.Unique && value.Text != "" {
			if before, found := seen[value.Text]; found {
				r.report(repeated(r.file, item, before))
			}
			seen[value.Text] = item
		}
		out.Items = append(out.Items, value)
	}
	if n := float64(len(v.Items)); field.Min != nil && n < *field.Min || field.Max != nil && n > *field.Max {
		r.report(listLength(r.file, v, len(v.Items), field))
	}
	// A list with a bad item is given all the same: later stages must not call it missing.
	return out, ok || len(v.Items) > 0
}

func (r *reader) object(field *Field, v meta.Value) (Value, bool) {
	out := Value{Span: span(v)}
	if v.Kind != meta.Map {
		r.report(objectExpected(r.file, v, fieldNames(field.Fields)))
		return out, false
	}
	given := make(map[*Field]Entry, len(v.Fields))
	for _, key := range v.Fields {
		i := slices.IndexFunc(field.Fields, func(f *Field) bool { return f.Name == key.Key })
		if i < 0 {
			names := fieldNames(field.Fields)
			r.report(keyUnknown(r.file, key, diag.Nearest(key.Key, names), names))
			continue
		}
		if value, ok := r.value(field.Fields[i], key.Value); ok {
			given[field.Fields[i]] = Entry{Field: field.Fields[i], Key: Span{key.Offset, len(key.Key)}, Value: value}
		} else if !isEmpty(key.Value) {
			given[field.Fields[i]] = Entry{} // said, though wrongly: not missing
		}
	}
	// A translation gives only the texts of a translated object, so of the rest nothing can be
	// missed here.
	for _, f := range field.Fields {
		if _, found := given[f]; f.Required && !found && (f.Translated || !field.Translated) {
			r.report(objectIncomplete(r.file, v, f.Name))
		}
		if given[f].Field == nil {
			delete(given, f)
		}
	}
	out.Record = ordered(field.Fields, given)
	return out, true
}
