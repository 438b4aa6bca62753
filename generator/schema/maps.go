package schema

import (
	"slices"

	"handbook/generator/diag"
	"handbook/generator/meta"
)

// Map is a cross-table of the pages of a kind: how many have a value of one field and a value of another.
type Map struct {
	Name        string // id of its section
	Label       Text
	Description Text
	Kind        *Kind
	Rows        Path // from a field of the kind down to a choice or reference; lists are passed through
	Columns     Path
	Split       Path // a choice beside the rows' or columns' by which each count is told apart, or nil
}

// Stages says how the index of a kind of layout "path" is arranged.
type Stages struct {
	By   *Field   // a choice, or list of choices: the stages
	Show []*Field // at each step
}

// maps reads the maps of handbook.yaml, once all kinds are known.
func (l *loader) maps(v meta.Value) {
	l.file = l.main
	if !l.isMap(v) {
		return
	}
	for _, declared := range v.Fields {
		l.identifier(declared)
		if m := l.crossTable(declared); m != nil {
			l.schema.Maps = append(l.schema.Maps, m)
		}
	}
}

func (l *loader) crossTable(declared meta.Field) *Map {
	v := declared.Value
	if !l.isMap(v) {
		return nil
	}
	l.checkKeys(v, []string{"label", "description", "kind", "rows", "columns", "split"})
	complete := true
	for _, key := range []string{"label", "kind", "rows", "columns"} {
		if v.Get(key) == nil {
			l.report(mapIncomplete(l.file, declared, key))
			complete = false
		}
	}
	if !complete {
		return nil
	}
	m := &Map{Name: declared.Key, Label: l.text(*v.Get("label"))}
	if description := v.Get("description"); description != nil {
		m.Description = l.text(*description)
	}
	name, ok := l.string(*v.Get("kind"))
	if !ok {
		return nil
	}
	if m.Kind = l.schema.Kind(name); m.Kind == nil {
		l.report(kindUnknown(l.file, *v.Get("kind"), l.nearestKind(name), l.kindNames))
		return nil
	}
	m.Rows, m.Columns = l.fieldPath(m.Kind, *v.Get("rows")), l.fieldPath(m.Kind, *v.Get("columns"))
	if split := v.Get("split"); split != nil {
		m.Split = l.fieldPath(m.Kind, *split)
		if m.Split != nil && !beside(m.Split, m.Rows) && !beside(m.Split, m.Columns) {
			l.report(splitApart(l.file, *split))
		}
	}
	if m.Rows == nil || m.Columns == nil {
		return nil
	}
	return m
}

// beside reports a choice that stands in the same object as another field.
func beside(split, other Path) bool {
	n := len(split)
	return n > 1 && n == len(other) && split[n-2] == other[n-2] && split[n-1].Type == TypeChoice
}

// fieldPath finds a field by its name and, within objects, those above it: partners.sector.
func (l *loader) fieldPath(k *Kind, v meta.Value) Path {
	path := l.valuePath(k, v)
	if path == nil {
		return nil
	}
	if last := path[len(path)-1].Item(); last.Type != TypeChoice && last.Type != TypeReference {
		l.report(fieldNoSet(l.file, v))
		return nil
	}
	return path
}

// Item is the field itself or, of a list, what the list holds.
func (f *Field) Item() *Field {
	for f.Type == TypeList && f.Of != nil {
		f = f.Of
	}
	return f
}

func fieldNamed(fields []*Field, name string) *Field {
	i := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return fields[i]
}

func names(fields []*Field) []string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.Name
	}
	return all
}

// stages reads how the index of a kind is arranged by stages.
func (l *loader) stages(k *Kind, v meta.Value) {
	if !l.isMap(v) {
		return
	}
	l.checkKeys(v, []string{"by", "show"})
	p := &Stages{}
	if by := v.Get("by"); by == nil {
		l.report(pathWithoutStages(l.file, v))
	} else if found := l.fieldPath(k, *by); len(found) == 1 && found[0].Item().Type == TypeChoice {
		p.By = found[0]
	} else if found != nil {
		l.report(stagesNoChoice(l.file, *by))
	}
	if show := v.Get("show"); show != nil {
		for _, item := range l.list(*show) {
			name, ok := l.string(item)
			if f := fieldNamed(k.Fields, name); f != nil {
				p.Show = append(p.Show, f)
			} else if ok {
				l.report(fieldOfKindUnknown(l.file, item, k, diag.Nearest(name, names(k.Fields)), names(k.Fields)))
			}
		}
	}
	if p.By != nil {
		k.Path = p
	}
}
