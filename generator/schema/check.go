package schema

import (
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

// Rule says what a check is about.
type Rule string

const (
	RuleRequire Rule = "require" // Field must be given where If holds
	RuleCited   Rule = "cited"   // a warning where a field of another page names one for which If holds
	RuleWant    Rule = "want"    // Field should be given with With: told in the report
	RuleOlder   Rule = "older"   // Field is more than Years ago: told in the report
)

// Check is one rule of a kind that no field can say of itself.
type Check struct {
	Rule  Rule
	Field Path
	With  Path
	If    Condition
	Years int
}

// Path leads to a field: the objects it stands in come first.
type Path []*Field

// String is the path as it is written: regulation.status.
func (p Path) String() string {
	names := make([]string, len(p))
	for i, f := range p {
		names[i] = f.Name
	}
	return strings.Join(names, ".")
}

// Last is the field itself.
func (p Path) Last() *Field { return p[len(p)-1] }

// In returns the value in a record, or nil. It does not look into lists.
func (p Path) In(r Record) *Value {
	var v *Value
	for _, f := range p {
		if v = r.Get(f.Name); v == nil {
			return nil
		}
		r = v.Record
	}
	return v
}

// Condition is that a choice has a value, or with Not that it has not.
type Condition struct {
	Choice Path
	Value  string
	Not    bool
}

// Holds reports whether the fields of the first language meet the condition.
func (c *Condition) Holds(first Record) bool {
	v := c.Choice.In(first)
	return (v != nil && v.Text == c.Value) != c.Not
}

// rules are the keys a check begins with, and those that go with each.
func rules() []string { return []string{"require", "cited", "want", "older"} }

func keysOfRule(rule Rule) []string {
	switch rule {
	case RuleRequire:
		return []string{"require", "when", "unless"}
	case RuleWant:
		return []string{"want", "with"}
	case RuleOlder:
		return []string{"older", "years"}
	}
	return []string{"cited"}
}

func (l *loader) checks(k *Kind, v meta.Value) {
	for _, item := range l.list(v) {
		if !l.isMap(item) {
			continue
		}
		if c, ok := l.check(k, item); ok {
			k.Checks = append(k.Checks, c)
		}
	}
}

// check reads one item of the list; false when it cannot be used.
func (l *loader) check(k *Kind, v meta.Value) (Check, bool) {
	c := Check{}
	for _, rule := range rules() {
		if v.Get(rule) != nil {
			c.Rule = Rule(rule)
			break
		}
	}
	if c.Rule == "" {
		var names []string
		for _, key := range v.Fields {
			names = append(names, key.Key)
		}
		l.report(checkWithoutRule(l.file, v, names, rules()))
		return c, false
	}
	l.checkKeys(v, keysOfRule(c.Rule))
	about := *v.Get(string(c.Rule))
	ok := true
	switch c.Rule {
	case RuleRequire:
		c.Field, ok = l.path(k, about)
		when, unless := v.Get("when"), v.Get("unless")
		if (when == nil) == (unless == nil) {
			l.report(checkCondition(l.file, about))
			return c, false
		}
		c.If.Not = unless != nil
		if when == nil {
			when = unless
		}
		return c, l.condition(k, &c.If, *when) && ok
	case RuleCited:
		return c, l.condition(k, &c.If, about)
	case RuleWant:
		c.Field, ok = l.path(k, about)
		with := v.Get("with")
		if with == nil {
			l.report(checkIncomplete(l.file, about, "with"))
			return c, false
		}
		var found bool
		c.With, found = l.path(k, *with)
		return c, ok && found
	default:
		c.Field, ok = l.path(k, about)
		if ok && c.Field.Last().Type != TypeDate && !c.Field.Last().Calendar {
			l.report(checkType(l.file, about, diag.Words{
				EN: "a date, or a range with calendar: true", ID: "tanggal (date), atau rentang (range) dengan calendar: true"}))
			ok = false
		}
		years := v.Get("years")
		if years == nil {
			l.report(checkIncomplete(l.file, about, "years"))
			return c, false
		}
		n := l.count(*years)
		if n == nil {
			return c, false
		}
		c.Years = int(*n)
		return c, ok
	}
}

// path reads the name of a field, or of one in an object: regulation.status.
func (l *loader) path(k *Kind, v meta.Value) (Path, bool) {
	name, ok := l.string(v)
	if !ok {
		return nil, false
	}
	return l.find(k, v, name)
}

func (l *loader) find(k *Kind, at meta.Value, name string) (Path, bool) {
	var path Path
	fields, before := k.Fields, ""
	for part := range strings.SplitSeq(name, ".") {
		i := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == part })
		if i < 0 {
			var all []string
			for _, n := range fieldNames(fields) {
				all = append(all, before+n)
			}
			l.report(checkField(l.file, at, name, diag.Nearest(before+part, all), all))
			return nil, false
		}
		path = append(path, fields[i])
		fields, before = fields[i].Fields, before+part+"."
	}
	return path, true
}

// condition reads {field: value}.
func (l *loader) condition(k *Kind, c *Condition, v meta.Value) bool {
	if !l.isMap(v) {
		return false
	}
	if len(v.Fields) != 1 {
		l.report(conditionCount(l.file, v))
		return false
	}
	key := v.Fields[0]
	path, ok := l.find(k, meta.Value{Kind: meta.Scalar, Text: key.Key, Offset: key.Offset, Length: len(key.Key)}, key.Key)
	if !ok {
		return false
	}
	if path.Last().Type != TypeChoice {
		l.report(checkType(l.file, meta.Value{Text: key.Key, Offset: key.Offset, Length: len(key.Key)},
			diag.Words{EN: "a choice", ID: "pilihan (choice)"}))
		return false
	}
	value, ok := l.string(key.Value)
	if !ok {
		return false
	}
	choices := path.Last().Choices
	if !slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == value }) {
		values := make([]string, len(choices))
		for i, c := range choices {
			values[i] = c.Value
		}
		l.report(choiceUnknown(l.file, key.Value, nearestChoice(value, choices), values))
		return false
	}
	c.Choice, c.Value = path, value
	return true
}

// claimWords reads the words that need something to stand on, in each language.
func (l *loader) claimWords(v meta.Value) {
	if !l.isMap(v) {
		return
	}
	codes := l.schema.codes()
	l.schema.Claims = map[string][]string{}
	for _, lang := range v.Fields {
		if !slices.Contains(codes, lang.Key) {
			l.report(textLanguage(l.file, lang, diag.Nearest(lang.Key, codes), codes, isLanguage(lang.Key)))
			continue
		}
		for _, item := range l.list(lang.Value) {
			if word, ok := l.string(item); ok {
				l.schema.Claims[lang.Key] = append(l.schema.Claims[lang.Key], strings.ToLower(word))
			}
		}
	}
}
