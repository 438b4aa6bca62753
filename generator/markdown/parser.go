package markdown

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"handbook/generator/diag"
	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// Parser reads the Markdown files of one handbook. It may be used by several goroutines.
type Parser struct {
	schema   *schema.Schema
	goldmark parser.Parser
	spellers map[string]speller // by language
}

// NewParser returns a Parser for a handbook.
func NewParser(s *schema.Schema) *Parser {
	p := &Parser{schema: s, goldmark: newGoldmark(), spellers: map[string]speller{}}
	for lang, all := range s.Spelling {
		p.spellers[lang] = newSpeller(all)
	}
	return p
}

func newGoldmark() parser.Parser {
	return parser.NewParser(
		parser.WithAttribute(),
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithBlockParsers(
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(noteParser{extension.NewFootnoteBlockParser()}, 999),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(noteLinkParser{extension.NewFootnoteParser()}, 101),
			util.Prioritized(newLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(
				extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// Locate reads language and key off the path of a content file. A handbook of one language
// may leave out the folder of the language. ok is false for a file in no language's folder.
func Locate(s *schema.Schema, name string) (lang, key string, ok bool) {
	key = strings.TrimSuffix(name, path.Ext(name))
	first, rest, found := strings.Cut(key, "/")
	switch {
	case found && slices.ContainsFunc(s.Languages, func(l schema.Language) bool { return l.Code == first }):
		lang, key = first, rest
	case len(s.Languages) == 1:
		lang = s.Languages[0].Code
	default:
		return "", "", false
	}
	if folder, base := path.Split(key); strings.EqualFold(base, "readme") {
		key = folder + "index"
	}
	return lang, key, true
}

// Parse reads one Markdown file. It never fails: what is wrong is in Problems, and a
// panic of the parser is one of them.
func (p *Parser) Parse(f *source.File) *Doc {
	doc := &Doc{File: f}
	lang, key, ok := Locate(p.schema, f.Path)
	if !ok {
		doc.report(noLanguage(f, p.schema.Languages))
		_, key, _ = strings.Cut(strings.TrimSuffix(f.Path, path.Ext(f.Path)), "/")
	}
	doc.Lang, doc.Key = lang, key
	front, body, problems := meta.Split(f)
	doc.Problems = append(doc.Problems, problems...)
	torn := problems.Errors() > 0
	doc.BodyAt = body
	doc.Kind = p.kindOf(key, &front)
	doc.Known, doc.Record, problems = doc.Kind.Read(p.schema, f, front)
	doc.Problems = append(doc.Problems, problems...)
	doc.Title, doc.TitleAt = doc.Known.Title, doc.Known.At["title"]

	w := &writer{parser: p, doc: doc, explicit: map[string]schema.Span{}, tables: map[string]int{}}
	w.body(f.Text[body:], body)
	if doc.Title == "" {
		doc.Title = p.nameOf(doc)
		empty := front.Kind == meta.Null && len(bytes.TrimSpace(f.Text[body:])) == 0
		switch {
		case torn || w.unread: // the title may be in what could not be read
		case empty:
			doc.report(pageEmpty(f))
		case path.Base(key) != "index":
			doc.report(titleMissing(f, doc.Title))
		}
	}
	w.fragments(doc.Record)
	p.spell(doc)
	return doc
}

// kindOf is the kind of a page by its folder; in a folder of no kind the front matter may name one.
// The index of a folder is about the kind, not of it.
func (p *Parser) kindOf(key string, front *meta.Value) *schema.Kind {
	folder, _, found := strings.Cut(key, "/")
	if !found {
		folder = ""
	}
	kind := p.schema.KindOf(folder)
	if kind != p.schema.Plain {
		if path.Base(key) == "index" {
			return p.schema.Plain
		}
		return kind
	}
	if named := front.Get("kind"); named != nil && named.Kind == meta.Scalar {
		if k := p.schema.Kind(named.Text); k != nil {
			return k
		}
	}
	return kind
}

// nameOf is the title of a page that names itself nowhere: the name of its file, or for an index that of its folder.
func (p *Parser) nameOf(doc *Doc) string {
	folder, base := path.Split(doc.Key)
	if base != "index" {
		return readable(base)
	}
	return p.folderTitle(strings.TrimSuffix(folder, "/"), doc.Lang)
}

func (p *Parser) folderTitle(folder, lang string) string {
	label := p.schema.Title.In(lang)
	if folder != "" {
		label = p.schema.Folders[folder].Label.In(lang)
		if kind := p.schema.KindOf(folder); kind != p.schema.Plain && kind.Folder == folder {
			label = kind.Plural.In(lang)
		}
	}
	if label == "" {
		label = readable(path.Base("/" + folder))
	}
	return label
}

// readable makes a title of a file's name: needs-assessment becomes Needs assessment.
func readable(name string) string {
	words := strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return r == '-' || r == '_' || r == '/' || unicode.IsSpace(r)
	}), " ")
	if words == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// report takes a problem down. Of a file that has very many only the first are told.
func (d *Doc) report(p diag.Diagnostic) {
	switch n := len(d.Problems); {
	case n < maxProblems:
		d.Problems = append(d.Problems, p)
	case n == maxProblems:
		d.Problems = append(d.Problems, tooManyProblems(p.Place))
	}
}

// place is where a problem stands, which nobody asks for once it will not be told.
func (d *Doc) place(s schema.Span) diag.Place {
	if len(d.Problems) > maxProblems {
		return diag.Place{}
	}
	return d.File.Place(s.Offset, s.Length)
}

// context is goldmark's memory of one text, and ours of what its tree does not tell.
type context struct {
	parser.Context
	ends   map[ast.Node]int // where links and images end
	notes  []ast.Node       // definitions of footnotes, used or not
	absent [][2]int         // references to footnotes that are not defined: from, to
}

// tree parses a text. The tree holds offsets in it.
func (p *Parser) tree(src []byte) (ast.Node, *context) {
	pc := &context{Context: parser.NewContext(), ends: map[ast.Node]int{}}
	return p.goldmark.Parse(text.NewReader(src), parser.WithContext(pc)), pc
}

// linkParser is goldmark's, and takes down where a link ends.
type linkParser struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newLinkParser() linkParser {
	inner := parser.NewLinkParser()
	return linkParser{inner, inner.(parser.CloseBlocker)}
}

func (l linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := l.InlineParser.Parse(parent, block, pc)
	if n == nil || n.Kind() != ast.KindLink && n.Kind() != ast.KindImage {
		return n
	}
	_, at := block.Position()
	pc.(*context).ends[n] = at.Start
	return n
}

// noteParser is goldmark's parser of the definitions of footnotes, and remembers them:
// the tree keeps only those in use.
type noteParser struct{ parser.BlockParser }

func (n noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	note, state := n.BlockParser.Open(parent, reader, pc)
	if note != nil {
		c := pc.(*context)
		c.notes = append(c.notes, note)
	}
	return note, state
}

// noteLinkParser is goldmark's parser of references to footnotes, and remembers those that lead nowhere.
type noteLinkParser struct{ parser.InlineParser }

func (n noteLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	link := n.InlineParser.Parse(parent, block, pc)
	if link == nil && bytes.HasPrefix(line, []byte("[^")) {
		end := bytes.IndexByte(line, ']') + 1
		if end > len("[^]") && (end == len(line) || line[end] != '(' && line[end] != '[') {
			c := pc.(*context)
			c.absent = append(c.absent, [2]int{at.Start, at.Start + end})
		}
	}
	return link
}
