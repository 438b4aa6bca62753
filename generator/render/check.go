package render

import (
	"reflect"
	"slices"
	"strconv"
	"text/template/parse"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// checker follows the types of the views through the templates, as a compiler would, so that a
// wrong field is found when the theme is loaded, even in a branch no page takes.
type checker struct {
	files    map[string]*source.File
	trees    map[string]*parse.Tree
	fills    map[string][]string // words of any language, and what is to be filled into them
	used     map[string]bool
	visited  map[visit]bool
	problems diag.List
}

type visit struct {
	name string
	dot  reflect.Type
}

// checkTemplates walks all templates from the layouts down, then looks at the words they use. What is filled into a
// word is for this program to say, else for the first language that has the word.
func checkTemplates(files map[string]*source.File, trees map[string]*parse.Tree, dictionaries []*dictionary) diag.List {
	c := &checker{files: files, trees: trees, fills: wordsOfGo(), used: map[string]bool{}, visited: map[visit]bool{}}
	for key := range c.fills {
		c.used[key] = true
	}
	for _, d := range dictionaries {
		for key, text := range d.texts {
			if _, known := c.fills[key]; !known {
				c.fills[key] = placeholders(text)
			}
		}
	}
	all := layouts()
	for _, name := range sortedKeys(all) {
		c.template(name, all[name])
	}
	for _, d := range dictionaries {
		c.problems = append(c.problems, d.check(sortedKeys(c.used), c.fills)...)
	}
	return c.problems.Sorted()
}

// template checks a template whose dot is of a type. A nil type is one we know nothing of.
func (c *checker) template(name string, dot reflect.Type) {
	tree := c.trees[name]
	if tree == nil || tree.Root == nil || c.visited[visit{name, dot}] {
		return
	}
	c.visited[visit{name, dot}] = true
	s := scope{checker: c, file: c.files[tree.ParseName], variables: map[string]reflect.Type{"$": dot}}
	s.list(tree.Root, dot)
}

// scope is a template being walked.
type scope struct {
	*checker
	file      *source.File
	variables map[string]reflect.Type
}

func (s *scope) report(d diag.Diagnostic) { s.problems = append(s.problems, d) }

func (s *scope) list(list *parse.ListNode, dot reflect.Type) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			s.pipe(n.Pipe, dot)
		case *parse.IfNode:
			s.pipe(n.Pipe, dot)
			s.list(n.List, dot)
			s.list(n.ElseList, dot)
		case *parse.WithNode:
			s.list(n.List, s.pipe(n.Pipe, dot))
			s.list(n.ElseList, dot)
		case *parse.RangeNode:
			s.list(n.List, s.rangeOver(n.Pipe, dot))
			s.list(n.ElseList, dot)
		case *parse.TemplateNode:
			if s.trees[n.Name] == nil {
				at := s.file.Place(int(n.Pos), len(strconv.Quote(n.Name)))
				s.report(unknownPartial(at, n.Name, diag.Nearest(n.Name, sortedKeys(s.trees))))
				continue
			}
			s.template(n.Name, s.pipe(n.Pipe, dot))
		}
	}
}

// rangeOver is the type of the items of a list; variables of the range get theirs.
func (s *scope) rangeOver(pipe *parse.PipeNode, dot reflect.Type) reflect.Type {
	decl := pipe.Decl
	whole := s.commands(pipe, dot)
	var item reflect.Type
	if whole != nil {
		switch whole.Kind() {
		case reflect.Slice, reflect.Array, reflect.Map:
			item = whole.Elem()
		case reflect.Int:
			item = whole
		default:
			s.report(notRange(s.file.Place(int(pipe.Pos), 1), typeName(whole)))
		}
	}
	for i, v := range decl {
		if len(decl) == 2 && i == 0 {
			s.variables[v.Ident[0]] = reflect.TypeFor[int]()
		} else {
			s.variables[v.Ident[0]] = item
		}
	}
	return item
}

func (s *scope) pipe(pipe *parse.PipeNode, dot reflect.Type) reflect.Type {
	if pipe == nil {
		return nil
	}
	t := s.commands(pipe, dot)
	for _, v := range pipe.Decl {
		s.variables[v.Ident[0]] = t
	}
	return t
}

func (s *scope) commands(pipe *parse.PipeNode, dot reflect.Type) reflect.Type {
	var t reflect.Type
	for _, cmd := range pipe.Cmds {
		t = s.operand(cmd.Args[0], dot)
		for _, arg := range cmd.Args[1:] {
			s.operand(arg, dot)
		}
		if function, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			t = s.function(function, cmd.Args[1:])
		}
	}
	return t
}

func (s *scope) operand(node parse.Node, dot reflect.Type) reflect.Type {
	switch n := node.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return s.fields(dot, n.Ident, int(n.Pos), n.Ident)
	case *parse.VariableNode:
		return s.fields(s.variables[n.Ident[0]], n.Ident[1:], int(n.Pos), n.Ident)
	case *parse.ChainNode:
		return s.fields(s.operand(n.Node, dot), n.Field, int(n.Pos), nil)
	case *parse.PipeNode:
		return s.pipe(n, dot)
	case *parse.StringNode:
		return reflect.TypeFor[string]()
	case *parse.NumberNode:
		return reflect.TypeFor[int]()
	}
	return nil
}

// fields follows .A.B.C from a type. The parser gives the place of the second name of such a chain, if it has one.
func (s *scope) fields(t reflect.Type, names []string, pos int, chain []string) reflect.Type {
	at := pos
	if len(chain) > 1 {
		at -= len(chain[0])
		if chain[0][0] != '$' {
			at--
		}
	}
	if len(chain) > 0 && chain[0][0] == '$' {
		at += len(chain[0])
	}
	for _, name := range names {
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t == nil {
			return nil
		}
		var field reflect.StructField
		ok := false
		if t.Kind() == reflect.Struct {
			field, ok = t.FieldByName(name)
		}
		if !ok {
			s.report(unknownField(s.file.Place(at, len(name)+1), name, typeName(t), diag.Nearest(name, fieldNames(t))))
			return nil
		}
		t = field.Type
		at += len(name) + 1
	}
	return t
}

func fieldNames(t reflect.Type) []string {
	if t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	return names
}

// function is the type of what a function returns, where we know it.
func (s *scope) function(n *parse.IdentifierNode, args []parse.Node) reflect.Type {
	if n.Ident == "word" {
		s.word(n, args)
		return reflect.TypeFor[string]()
	}
	known := []string{"and", "or", "not", "len", "index", "slice", "print", "printf", "println", "eq", "ne", "lt", "le",
		"gt", "ge", "html", "js", "urlquery", "call", "word", "break", "continue"}
	if !slices.Contains(known, n.Ident) {
		s.report(unknownFunction(s.file.Place(int(n.Pos), len(n.Ident)), n.Ident, diag.Nearest(n.Ident, known)))
	}
	return nil
}

// word checks {{word "key" "name" value …}} and notes what it uses.
func (s *scope) word(n *parse.IdentifierNode, args []parse.Node) {
	at := s.file.Place(int(n.Pos), len("word"))
	if len(args)%2 == 0 {
		s.report(badWordCall(at))
		return
	}
	key, ok := args[0].(*parse.StringNode)
	if !ok {
		s.report(badWordCall(at))
		return
	}
	names := []string{}
	for i := 1; i < len(args); i += 2 {
		name, ok := args[i].(*parse.StringNode)
		if !ok {
			s.report(badWordCall(at))
			return
		}
		names = append(names, name.Text)
	}
	fills, known := s.fills[key.Text]
	if !known {
		nearest := diag.Nearest(key.Text, sortedKeys(s.fills))
		if nearest == "" { // no slip of the pen: each language lacks it, and is told so
			s.used[key.Text] = true
			return
		}
		s.report(unknownWord(s.file.Place(int(key.Pos), len(key.Quoted)), key.Text, nearest))
		return
	}
	s.used[key.Text] = true
	for _, f := range fills {
		if !slices.Contains(names, f) {
			s.report(missingArgument(at, key.Text, f))
		}
	}
	for _, n := range names {
		if !slices.Contains(fills, n) {
			s.report(unknownPlaceholder(at, key.Text, n, fills))
		}
	}
}
