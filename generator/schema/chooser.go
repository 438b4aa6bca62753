package schema

import (
	"path"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/source"
)

// Glossary says how the pages of a kind explain the words that others use.
type Glossary struct {
	Definition *Field   // text: what a marked word shows
	Forms      []*Field // text or list of text: forms of the word besides title and names
	Unmarked   *Field   // list of text: forms that are not marked; may be nil
	Mark       *Field   // boolean: false leaves all forms unmarked; may be nil
}

// Chooser is a page that asks the questions of a kind and ranks the pages they weigh.
type Chooser struct {
	Slug, Title, Lead Text
	Page              string // key of the page that explains it, or ""

	Questions *Field // list of objects, each one question
	Question  *Field // text in it
	Options   *Field // list of objects in it, each one answer
	Answer    *Field // text in that
	Reason    *Field // text in that, or nil
	Weights   *Field // list of objects in that
	Weighed   *Field // reference to one kind in that
	Weight    *Field // number in that

	Tie       float64  // pages that are no more than this behind the first are on a par with it
	Moves     *Field   // of the kind weighed: list of objects, or nil
	Next      *Field   // reference to the same kind in it
	Condition *Field   // text in it, or nil
	Needs     []*Field // of the kind weighed: numbers, of which less is easier
}

// pending is what a kind says of another, checked when all are read.
type pending struct {
	file    *source.File
	kind    *Kind
	chooser meta.Value
}

// glossary reads what makes a kind a glossary.
func (l *loader) glossary(k *Kind, v meta.Value) {
	if !l.isMap(v) {
		return
	}
	l.checkKeys(v, []string{"definition", "forms", "unmarked", "mark"})
	g := &Glossary{Definition: l.named(v, "definition", k.Fields, TypeText)}
	if forms := v.Get("forms"); forms != nil {
		names := []meta.Value{*forms}
		if forms.Kind == meta.List {
			names = forms.Items
		}
		for _, name := range names {
			if f := l.fieldOf(name, k.Fields, "text or list of text", isTexts); f != nil {
				g.Forms = append(g.Forms, f)
			}
		}
	}
	if v.Get("unmarked") != nil {
		g.Unmarked = l.named(v, "unmarked", k.Fields, "list of text")
	}
	if v.Get("mark") != nil {
		g.Mark = l.named(v, "mark", k.Fields, TypeBoolean)
	}
	if g.Definition != nil {
		k.Glossary = g
	}
}

// chooser reads what makes a chooser of the questions of a kind.
func (l *loader) chooser(k *Kind, v meta.Value) {
	if !l.isMap(v) {
		return
	}
	l.checkKeys(v, []string{"slug", "title", "lead", "page", "questions", "question", "options", "answer", "reason",
		"weights", "tie", "moves", "needs"})
	c := &Chooser{}
	for _, text := range []struct {
		name string
		to   *Text
		read func(meta.Value) Text
		must bool
	}{{"slug", &c.Slug, l.slugs, true}, {"title", &c.Title, l.text, true}, {"lead", &c.Lead, l.text, false}} {
		if at := v.Get(text.name); at != nil {
			*text.to = text.read(*at)
		} else if text.must {
			l.report(keyMissing(l.file, v, text.name, textHint(text.name, l.schema.codes())))
		}
	}
	l.chooserSlug(v)
	if tie := v.Get("tie"); tie != nil {
		if n := l.count(*tie); n != nil {
			c.Tie = *n
		}
	}
	c.Questions = l.named(v, "questions", k.Fields, "list of object")
	asked := inside(c.Questions)
	c.Question = l.named(v, "question", asked, TypeText)
	c.Options = l.named(v, "options", asked, "list of object")
	offered := inside(c.Options)
	c.Answer = l.named(v, "answer", offered, TypeText)
	if v.Get("reason") != nil {
		c.Reason = l.named(v, "reason", offered, TypeText)
	}
	c.Weights = l.named(v, "weights", offered, "list of object")
	for _, f := range inside(c.Weights) {
		switch {
		case f.Type == TypeReference && len(f.To) == 1 && c.Weighed == nil:
			c.Weighed = f
		case f.Type == TypeNumber && c.Weight == nil:
			c.Weight = f
		}
	}
	switch {
	case c.Weights == nil || c.Question == nil || c.Answer == nil || len(c.Title) == 0 || len(c.Slug) == 0:
	case c.Weighed == nil || c.Weight == nil:
		l.report(weightsShape(l.file, *v.Get("weights")))
	default:
		k.Chooser = c
		l.at.choosers = append(l.at.choosers, pending{l.file, k, v})
	}
}

// weighed reads what a chooser says of the kind it weighs and of the page that explains it.
func (l *loader) weighed(p pending) {
	l.file = p.file
	c, v := p.kind.Chooser, p.chooser
	if key := v.Get("page"); key != nil {
		if s, ok := l.string(*key); ok {
			if c.Page = s; !slices.Contains(l.keys, s) {
				l.report(pageUnknown(l.file, *key, diag.Nearest(s, l.keys)))
			}
		}
	}
	kind := l.schema.Kind(c.Weighed.To[0])
	if kind == nil {
		return // the field says so itself
	}
	if needs := v.Get("needs"); needs != nil {
		for _, name := range l.list(*needs) {
			if f := l.fieldOf(name, kind.Fields, TypeNumber, ofType(TypeNumber)); f != nil {
				c.Needs = append(c.Needs, f)
			}
		}
	}
	if v.Get("moves") == nil {
		return
	}
	if c.Moves = l.named(v, "moves", kind.Fields, "list of object"); c.Moves == nil {
		return
	}
	for _, f := range inside(c.Moves) {
		switch {
		case f.Type == TypeReference && slices.Contains(f.To, kind.Name) && c.Next == nil:
			c.Next = f
		case f.Type == TypeText && c.Condition == nil:
			c.Condition = f
		}
	}
	if c.Next == nil {
		l.report(movesShape(l.file, *v.Get("moves"), kind.Name))
		c.Moves = nil
	}
}

// named finds the field that a key of a declaration names. The type is one of schema, or "list of …".
func (l *loader) named(v meta.Value, key string, fields []*Field, t Type) *Field {
	at := v.Get(key)
	if at == nil {
		if fields != nil {
			l.report(keyMissing(l.file, v, key, nameHint(key)))
		}
		return nil
	}
	if fields == nil {
		return nil // what it should be in was reported
	}
	return l.fieldOf(*at, fields, t, ofType(t))
}

// fieldOf finds the field that a value names; want says in words what is right for it.
func (l *loader) fieldOf(v meta.Value, fields []*Field, want Type, right func(*Field) bool) *Field {
	name, ok := l.string(v)
	if !ok {
		return nil
	}
	i := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == name })
	if i < 0 {
		var names []string
		for _, f := range fields {
			names = append(names, f.Name)
		}
		l.report(namedUnknown(l.file, v, diag.Nearest(name, names), names))
		return nil
	}
	if !right(fields[i]) {
		l.report(namedType(l.file, v, want))
		return nil
	}
	return fields[i]
}

func ofType(t Type) func(*Field) bool {
	of, list := strings.CutPrefix(string(t), "list of ")
	return func(f *Field) bool {
		if list {
			return f.Type == TypeList && f.Of != nil && f.Of.Type == Type(of)
		}
		return f.Type == t
	}
}

func isTexts(f *Field) bool { return ofType(TypeText)(f) || ofType("list of text")(f) }

// inside is the fields of the objects of a list, never nil but for a nil list.
func inside(list *Field) []*Field {
	if list == nil {
		return nil
	}
	return append([]*Field{}, list.Of.Fields...)
}

// pageKeys are the keys of the pages among files.
func pageKeys(files []*source.File) []string {
	var keys []string
	for _, f := range files {
		if _, key, ok := strings.Cut(f.Path, "/"); ok && path.Ext(key) == ".md" {
			keys = append(keys, strings.TrimSuffix(key, ".md"))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// chooserSlug reports the address of a chooser that another page has: one beside the home page, the index of a folder, or
// one that the generator makes itself.
func (l *loader) chooserSlug(v meta.Value) {
	at := v.Get("slug")
	if at == nil {
		return
	}
	slugs := []meta.Value{*at}
	if at.Kind == meta.Map {
		slugs = nil
		for _, lang := range at.Fields {
			slugs = append(slugs, lang.Value)
		}
	}
	for _, slug := range slugs {
		if slug.Kind == meta.Scalar && (slices.Contains(l.keys, slug.Text) || slices.Contains(l.pages, slug.Text) ||
			slices.Contains([]string{"index", "search", "maps", "print"}, slug.Text)) {
			l.report(chooserTaken(l.file, slug))
		}
	}
}
