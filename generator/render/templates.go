package render

import (
	"bytes"
	"errors"
	"html"
	"html/template"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// templates are the parsed templates of a theme, minified, words not yet put in.
type templates struct{ trees map[string]*parse.Tree }

// parseTemplates parses, checks and minifies templates. Everything is checked on the files as written, so that
// places are true; only then are they minified.
func parseTemplates(files map[string]*source.File, dictionaries []*dictionary) (*templates, diag.List) {
	var problems diag.List
	written := map[string]*parse.Tree{}
	for _, name := range sortedKeys(files) {
		if err := parseInto(written, name, string(files[name].Text)); err != nil {
			problems = append(problems, templateError(files, err))
		}
	}
	if problems.Errors() > 0 {
		return nil, problems
	}
	problems = append(problems, checkTemplates(files, written, dictionaries)...)
	if problems.Errors() > 0 {
		return nil, problems
	}
	if len(dictionaries) > 0 { // of any language: the words make no difference
		problems = append(problems, escapeErrors(files, written, dictionaries[0])...)
	}
	minified := map[string]*parse.Tree{}
	for _, name := range sortedKeys(files) {
		minifyInto(minified, name, files[name])
	}
	return &templates{minified}, problems
}

// minifyInto adds a template minified, or as written where minifying would change what it does: the minifier does not
// know every place in which an action may stand.
func minifyInto(trees map[string]*parse.Tree, name string, f *source.File) {
	written, small := map[string]*parse.Tree{}, map[string]*parse.Tree{}
	if err := parseInto(written, name, string(f.Text)); err != nil {
		return // was parsed before
	}
	text, err := minifyTemplate(f)
	if err != nil || parseInto(small, name, text) != nil || actions(small) != actions(written) {
		small = written
	}
	maps.Copy(trees, small)
}

// actions is everything in templates but their text.
func actions(trees map[string]*parse.Tree) string {
	var b strings.Builder
	var list func(*parse.ListNode)
	branch := func(kind string, pipe *parse.PipeNode, then, otherwise *parse.ListNode) {
		b.WriteString("{{" + kind + " " + pipe.String() + "}}")
		list(then)
		b.WriteString("{{else}}")
		list(otherwise)
		b.WriteString("{{end}}")
	}
	list = func(l *parse.ListNode) {
		if l == nil {
			return
		}
		for _, node := range l.Nodes {
			switch n := node.(type) {
			case *parse.TextNode:
			case *parse.IfNode:
				branch("if", n.Pipe, n.List, n.ElseList)
			case *parse.RangeNode:
				branch("range", n.Pipe, n.List, n.ElseList)
			case *parse.WithNode:
				branch("with", n.Pipe, n.List, n.ElseList)
			default:
				b.WriteString(n.String())
			}
		}
	}
	for _, name := range sortedKeys(trees) {
		b.WriteString("{{define " + strconv.Quote(name) + "}}")
		list(trees[name].Root)
	}
	return b.String()
}

func parseInto(trees map[string]*parse.Tree, name, text string) error {
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	_, err := t.Parse(text, "", "", trees)
	return err
}

// in is the templates with the words of a language put in.
func (p *templates) in(d *dictionary) (*language, error) {
	set, err := executable(p.trees, d)
	if err != nil {
		return nil, err
	}
	l := &language{dictionary: d, templates: map[string]*template.Template{}, marks: map[string]template.HTML{}}
	for name := range layouts() {
		l.templates[name] = set.Lookup(name)
	}
	for _, mark := range marks() {
		var b strings.Builder
		if err := l.templates["partials/mark.html"].Execute(&b, mark); err != nil {
			return nil, err
		}
		l.marks[mark] = template.HTML(strings.ReplaceAll(b.String(), "\n", "")) // it stands on a page many times
	}
	return l, nil
}

// executable makes templates that can be run. Words without anything to fill in become text here, once, and cost
// nothing when a page is made.
func executable(trees map[string]*parse.Tree, d *dictionary) (*template.Template, error) {
	set := template.New("").Funcs(template.FuncMap{"word": func(key string, pairs ...any) string {
		texts := make([]string, len(pairs))
		for i, p := range pairs {
			texts[i] = text(p)
		}
		return d.word(key, texts...)
	}})
	for _, name := range sortedKeys(trees) {
		tree := trees[name].Copy()
		putWords(tree.Root, d)
		if _, err := set.AddParseTree(name, tree); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	if n, ok := v.(int); ok {
		return strconv.Itoa(n)
	}
	return reflect.ValueOf(v).String()
}

// putWords replaces {{word "key"}} by the word.
func putWords(list *parse.ListNode, d *dictionary) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if key, ok := plainWord(n); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(d.word(key)))}
			}
		case *parse.IfNode:
			putWords(n.List, d)
			putWords(n.ElseList, d)
		case *parse.RangeNode:
			putWords(n.List, d)
			putWords(n.ElseList, d)
		case *parse.WithNode:
			putWords(n.List, d)
			putWords(n.ElseList, d)
		}
	}
}

// plainWord is the key of an action that is nothing but {{word "key"}}.
func plainWord(n *parse.ActionNode) (string, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	args := n.Pipe.Cmds[0].Args
	function, isFunction := args[0].(*parse.IdentifierNode)
	key, isText := args[1].(*parse.StringNode)
	if !isFunction || !isText || function.Ident != "word" {
		return "", false
	}
	return key.Text, true
}

// escapeErrors tries every layout on an empty view: html/template then finds what it cannot make safe.
func escapeErrors(files map[string]*source.File, trees map[string]*parse.Tree, d *dictionary) diag.List {
	var problems diag.List
	all := layouts()
	var set *template.Template
	for _, name := range sortedKeys(all) {
		var err error
		if set == nil { // at first, and after an error: html/template then refuses all that belongs together
			set, err = executable(trees, d)
		}
		if err == nil {
			view := reflect.New(all[name]).Elem()
			fillPointers(view)
			err = set.ExecuteTemplate(io.Discard, name, view.Interface())
		}
		if err != nil {
			problems = append(problems, templateError(files, err))
			set = nil
		}
	}
	return problems
}

// fillPointers makes the pointers of a view, and of the views in it, point to empty views.
func fillPointers(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillPointers(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			fillPointers(v.Field(i))
		}
	}
}

// templateError turns an error of the template packages into a diagnostic. Theirs begin with
// "template: NAME:LINE:" or "html/template:NAME:LINE:COLUMN:", the column from 0 and in bytes.
func templateError(files map[string]*source.File, err error) diag.Diagnostic {
	var unsafe *template.Error
	if errors.As(err, &unsafe) && files[unsafe.Name] != nil {
		// What follows the colon is the state of html/template's own parser.
		reason, _, _ := strings.Cut(firstLine(unsafe.Description), ": {state")
		if unsafe.Node != nil {
			return badContext(actionPlace(files[unsafe.Name], int(unsafe.Node.Position())), reason)
		}
		return badContext(linePlace(files[unsafe.Name], unsafe.Line, 0), reason)
	}
	m := regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (.*)$`).FindStringSubmatch(err.Error())
	if m == nil || files[m[1]] == nil {
		return badTemplate(diag.Place{File: "theme:layouts"}, firstLine(err.Error()))
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	reason := regexp.MustCompile(`^executing "[^"]*" at `).ReplaceAllString(m[4], "")
	return badTemplate(linePlace(files[m[1]], line, column), firstLine(reason))
}

// actionPlace is the place of the action in braces that an offset stands in.
func actionPlace(f *source.File, offset int) diag.Place {
	start := max(0, bytes.LastIndex(f.Text[:offset], []byte("{{")))
	length := bytes.Index(f.Text[start:], []byte("}}")) + len("}}")
	return f.Place(start, length)
}

// linePlace is a place of a line and a column from 0 in bytes. Where the column is not known (0) it
// is that of the first action of the line.
func linePlace(f *source.File, line, column int) diag.Place {
	start := f.Offset(line, 1)
	rest, _, _ := bytes.Cut(f.Text[start:], []byte("\n"))
	if column == 0 {
		if column = bytes.Index(rest, []byte("{{")); column < 0 {
			column = len(rest) - len(bytes.TrimLeft(rest, " \t"))
		}
	}
	return f.Place(start+column, len(bytes.TrimRight(rest[min(column, len(rest)):], " \t")))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimSuffix(strings.TrimPrefix(s, "template: "), ".")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
