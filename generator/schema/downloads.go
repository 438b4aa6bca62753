package schema

import (
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

// Downloads says from which fields of a kind files to fill in are made: Format tells which, Fields or Scoring what
// stands in them. Those that the kind does not name are nil.
type Downloads struct {
	Format       *Field // list of choice; docx, xlsx and csv are made
	Fields       *Field // list of objects: the blanks
	Instructions *Field
	Scoring      *Field // object: statements to be rated
	Purpose      *Field
	Notice       *Field
	Paper        *Field // choice: a4, a4-landscape, a3-landscape
}

// need is what a field must be like so that a file can be made from it.
type need struct {
	name    string
	types   string // those that do, separated by ","; "list text" is a list of texts
	must    bool   // be there
	choices string // the only values of a choice, where not every one does
	within  []need // of an object
}

// downloadNeeds are the fields that downloads may name, in order.
func downloadNeeds() []need {
	column := []need{
		{name: "label", types: "text", must: true},
		{name: "help", types: "text,markdown"},
		{name: "kind", types: "choice", must: true, choices: "text number date choice scale"},
		{name: "options", types: "list text"},
		{name: "from", types: "text"},
		{name: "several", types: "boolean"},
		{name: "scale", types: "range"},
		{name: "required", types: "boolean"},
	}
	field := slices.Concat(column, []need{
		{name: "part", types: "text"},
		{name: "example", types: "text,markdown"},
		{name: "lines", types: "number"},
		{name: "unit", types: "text"},
		{name: "scale_labels", types: "list text"},
		{name: "rows", types: "number"},
		{name: "row_labels", types: "list text"},
		{name: "columns", types: "list object", within: column},
	})
	field[2].choices += " table"
	return []need{
		{name: "format", types: "list choice", must: true},
		{name: "fields", types: "list object", must: true, within: field},
		{name: "instructions", types: "list text,list markdown"},
		{name: "scoring", types: "object", within: []need{
			{name: "scale", types: "range", must: true},
			{name: "scale_labels", types: "list text"},
			{name: "partner_columns", types: "number"},
			{name: "themes", types: "list object", must: true, within: []need{
				{name: "title", types: "text", must: true},
				{name: "about", types: "text,markdown"},
				{name: "items", types: "list text", must: true},
			}},
			{name: "bands", types: "list object", within: []need{
				{name: "score", types: "range", must: true},
				{name: "meaning", types: "text", must: true},
				{name: "advice", types: "text,markdown"},
			}},
		}},
		{name: "purpose", types: "text,markdown"},
		{name: "notice", types: "text,markdown"},
		{name: "paper", types: "choice", choices: "a4 a4-landscape a3-landscape"},
	}
}

// downloads reads which fields files to fill in are made from.
func (l *loader) downloads(k *Kind, v meta.Value) {
	if !l.isMap(v) {
		return
	}
	d := &Downloads{}
	parts := map[string]**Field{"format": &d.Format, "fields": &d.Fields, "instructions": &d.Instructions,
		"scoring": &d.Scoring, "purpose": &d.Purpose, "notice": &d.Notice, "paper": &d.Paper}
	var keys []string
	for _, n := range downloadNeeds() {
		keys = append(keys, n.name)
		said := v.Get(n.name)
		if said == nil {
			if n.must {
				l.report(downloadMissing(l.file, v, n.name))
			}
			continue
		}
		name, ok := l.string(*said)
		if !ok {
			continue
		}
		f := k.Field(name)
		if f == nil {
			names := fieldNames(k.Fields)
			l.report(downloadField(l.file, *said, diag.Nearest(name, names), names))
			continue
		}
		if l.suits(*said, f, n, name) {
			*parts[n.name] = f
		}
	}
	l.checkKeys(v, keys)
	if d.Format != nil && d.Fields != nil {
		k.Downloads = d
	}
}

// suits reports whether a field is what a file needs, and says at the place that names it what is not.
func (l *loader) suits(at meta.Value, f *Field, n need, name string) bool {
	if types := strings.Split(n.types, ","); !slices.Contains(types, shapeOf(f)) {
		l.report(downloadType(l.file, at, name, shapeOf(f), types))
		return false
	}
	ok := true
	for _, c := range f.Choices {
		if allowed := strings.Fields(n.choices); n.choices != "" && !slices.Contains(allowed, c.Value) {
			l.report(downloadChoice(l.file, at, name, c.Value, allowed))
			ok = false
		}
	}
	inside := f.Fields
	if f.Type == TypeList {
		inside = f.Of.Fields
	}
	for _, inner := range n.within {
		i := slices.IndexFunc(inside, func(f *Field) bool { return f.Name == inner.name })
		switch {
		case i >= 0:
			ok = l.suits(at, inside[i], inner, name+"."+inner.name) && ok
		case inner.must:
			l.report(downloadInner(l.file, at, name, inner.name, strings.Split(inner.types, ",")))
			ok = false
		}
	}
	return ok
}

// shapeOf is the type of a field, of a list also that of its items.
func shapeOf(f *Field) string {
	if f.Type == TypeList {
		return string(TypeList) + " " + string(f.Of.Type)
	}
	return string(f.Type)
}

// fillable checks what the blanks of a page say together. In a translation, which gives their texts
// only, there is nothing to check.
func (r *reader) fillable(d *Downloads, record Record) {
	if v := record.Get(d.Fields.Name); v != nil {
		for i := range v.Items {
			r.blank(&v.Items[i])
		}
	}
	if d.Scoring == nil {
		return
	}
	if v := record.Get(d.Scoring.Name); v != nil {
		r.bands(v.Record)
	}
}

// blank checks that a blank has what its kind needs: a choice its answers, a scale its ends, a table its columns.
func (r *reader) blank(v *Value) {
	if from := v.Record.Get("from"); from != nil {
		if _, found := r.schema.Choices[from.Text]; !found {
			var names []string
			for name := range r.schema.Choices {
				names = append(names, name)
			}
			slices.Sort(names)
			r.report(choicesUnknown(r.file, written(from), diag.Nearest(from.Text, names), names))
		}
	}
	kind := v.Record.Get("kind")
	if kind == nil {
		return
	}
	either := map[string][]string{"choice": {"options", "from"}, "scale": {"scale"}, "table": {"columns"}}[kind.Text]
	if len(either) > 0 && !slices.ContainsFunc(either, func(name string) bool { return v.Record.Get(name) != nil }) {
		r.report(blankIncomplete(r.file, written(kind), either))
	}
	if columns := v.Record.Get("columns"); columns != nil {
		for i := range columns.Items {
			r.blank(&columns.Items[i])
		}
	}
}

// bands checks that every sum of the statements falls into one band of the score, written from the lowest.
func (r *reader) bands(scoring Record) {
	scale, themes, bands := scoring.Get("scale"), scoring.Get("themes"), scoring.Get("bands")
	if scale == nil || themes == nil || bands == nil {
		return
	}
	statements := 0
	for _, theme := range themes.Items {
		if items := theme.Record.Get("items"); items != nil {
			statements += len(items.Items)
		}
	}
	next, last := scale.Number*float64(statements), scale.Until*float64(statements)
	for i := range bands.Items {
		score := bands.Items[i].Record.Get("score")
		if score == nil {
			return
		}
		until := score.Until
		if i == len(bands.Items)-1 && score.Open {
			until = last
		}
		if score.Number != next || i == len(bands.Items)-1 && until != last || until < score.Number {
			r.report(bandWrong(r.file, written(score), statements, next, last))
			return
		}
		next = until + 1
	}
}

// written is a value again as it stands in the file.
func written(v *Value) meta.Value {
	return meta.Value{Kind: meta.Scalar, Text: v.Text, Block: v.Block, Offset: v.Offset, Length: v.Length}
}
