// Package site is the model of the handbook: pages, languages, folders, sections, relations and
// where every link leads. New joins the parsed files; what it returns does not change.
//
// # Pages
//
// Files of one key are one page. Every page exists in every language: where it is not translated it shows the text of
// the first language that has it (Borrowed). Fields that are the same in all languages come from that first language
// too, its Origin. Drafts, and pages whose published date is yet to come, are nowhere. Inside a folder pages stand by
// order, then short code, then name, numbers in both by their value.
//
// # Addresses
//
// A page with a short code is also found at k/<code>.html, which leads to it in the first language, so that the code
// alone is an address that lasts. A page is at <language>/<folder>/<slug>.html, the index of a folder at <language>/<folder>/index.html. The slug is the
// one written, else it is made from the name of the file; a borrowed page takes the name of its file, so that its
// address stays when the translation brings a slug. No two pages and old addresses may differ in letter case only.
//
// # Sections
//
// A section has one id in all languages, that of the first: the one written, else one made from its title. Ids that
// were written, and those of sections made from fields, stay; one made from a title gives way (contoh, contoh-1). The
// sections of a translation are matched by written id, the rest by position and level.
//
// # Links
//
// A link names a file, as every code host understands it; folders, addresses from the root and, in plain pages, names
// without .md or with .html are understood too. An anchor is an id, or what a code host makes of the heading
// in the file that is named.
//
// # Relations
//
// A reference makes a relation of the page that names and, where its field declares an inverse, a backlink of the
// one that is named, by kind. Pages that are only linked to from a text are the last group of backlinks, without a Field.
package site

import (
	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// Site is a handbook whose every link, reference and address is resolved.
type Site struct {
	Schema    *schema.Schema
	Editions  []*Edition // one for each language, in the schema's order
	Assets    []*Asset   // by Path; only those a page uses
	Redirects []Redirect // by From

	newer map[*markdown.Doc]*markdown.Doc // texts that changed since the pages were made, by the file as it was then
	texts func() map[string]*Page         // by path
}

// Text is the page at a path of the output, unless it is an index or home; nil where there is none.
func (s *Site) Text(path string) *Page { return s.texts()[path] }

// SharesPages reports a site with the same pages, of which only the texts of files may differ.
func (s *Site) SharesPages(other *Site) bool {
	return other != nil && s.Schema == other.Schema && len(s.Editions) > 0 && len(other.Editions) > 0 && s.Editions[0] == other.Editions[0]
}

// Edition is the handbook in one language. Every page exists in every edition: where it is not
// translated it shows the text of another language.
type Edition struct {
	Language schema.Language
	Home     *Page
	Folders  []*Folder // top level, in navigation order; without empty ones
	Pages    []*Page   // all, home first, then in reading order (each folder's index before its pages)
}

// Folder is a group of pages.
type Folder struct {
	Name        string       // path in the content folder below the language: "models"
	Kind        *schema.Kind // of its pages
	Label       string
	Description string
	Index       *Page   // never nil; its Doc is nil when no index.md was written
	Pages       []*Page // in order, without the index
	Parent      *Folder // nil at the top
	Folders     []*Folder
}

// Role tells the three roles a page can have.
type Role uint8

const (
	RoleText Role = iota
	RoleIndex
	RoleHome
)

// Page is one page in one language.
type Page struct {
	Role     Role
	Key      string // the same in all languages: "models/coalition", "models/index", "index"
	Edition  *Edition
	Folder   *Folder // of an index the folder itself; nil for the home page and pages beside it
	Kind     *schema.Kind
	Origin   *markdown.Doc // whose shared values hold, its text perhaps an earlier one; nil for an index or home nobody wrote
	Borrowed bool          // the text is of another language than Edition
	Title    string
	Summary  string // the written one, else the first paragraph
	Code     string
	Names    []string
	Path     string // from the root of the output, not percent-encoded: "id/model/koalisi.html"
	Draft    bool   // only in a preview of drafts
	Order    float64

	Published, Updated, Reviewed, ReviewDue string // YYYY-MM-DD or ""
	Behind                                  bool   // what stands in no section is older than the text it translates

	Fields    []Value    // all given fields, joined over languages, in the schema's order
	Sections  []*Section // of body and fields, as they stand on the page
	Relations []Relation // from this page to others, in the schema's order
	Backlinks []Relation // from others to this page
	Links     []Target   // where each of Doc.Links leads
	Images    []*Asset   // each of Doc.Images

	Prev, Next   *Page   // in the same folder; an index has none
	Translations []*Page // this page in every edition, itself included, in edition order

	doc  *markdown.Doc // the file whose text was shown when the page was made; see Site.Doc
	rank int           // place in Edition.Pages
}

// Doc is the file whose text a page shows; nil for an index or home nobody wrote.
func (s *Site) Doc(p *Page) *markdown.Doc {
	if d := s.newer[p.doc]; d != nil {
		return d
	}
	return p.doc
}

// Shows reports whether a page shows the text of a file.
func (p *Page) Shows(d *markdown.Doc) bool {
	return p.doc != nil && d != nil && p.doc.File.Path == d.File.Path
}

// Lang is the language of the text on the page.
func (p *Page) Lang() string {
	if p.doc != nil {
		return p.doc.Lang
	}
	return p.Edition.Language.Code
}

// Section is a part of a page that can be linked to. Its id is the same in all languages. Pages of one text share theirs.
type Section struct {
	ID    string
	Level int
	Title string
	Body  int           // index in Doc.Sections, or -1
	Field *schema.Field // the field it shows, or nil

	Behind bool // translated from a text that has changed since
}

// Value is one field of a page in one language.
type Value struct {
	Field  *schema.Field
	Given  *schema.Value
	Doc    *markdown.Doc // the file it was written in, the translation's or the origin's; its text may be an earlier one
	Choice *schema.Choice
	Target Target  // reference
	Items  []Value // list
	Fields []Value // object
}

// Target is where a link or reference leads: to a page, a section of it, an asset, or out.
type Target struct {
	Page    *Page
	Section *Section // nil for the page as a whole
	Asset   *Asset
	Address string // external
}

// Relation is a labelled group of pages that this page names, or that name it.
type Relation struct {
	Label   string        // in the language of the edition; "" for mentions
	Kind    *schema.Kind  // of the pages in it, when all are of one
	Field   *schema.Field // that declares it; nil for mentions in the text
	Inverse bool          // among the backlinks
	Targets []Target      // in reading order, without repeats
}

// Asset is a file published as it is.
type Asset struct {
	File          *source.File
	Path          string // "assets/name-1a2b3c4d.png"
	Width, Height int    // pixels of a picture, or 0
}

// Redirect is an old address of a page, or the short one made of its code: k/M3.html.
type Redirect struct {
	From string // path of the page that redirects, from the root of the output
	To   *Page
	Code string // of a short address; "" for an old one
}

// Options say what belongs in the handbook.
type Options struct {
	Drafts bool   // with drafts and pages of a future date
	Today  string // YYYY-MM-DD; "" takes no notice of dates
}

// New joins parsed files, both lists sorted by path. It reports every problem and returns what could be joined.
func New(s *schema.Schema, docs []*markdown.Doc, files []*source.File, o Options) (*Site, diag.List) {
	return new(Joiner).Join(s, docs, files, o)
}
