package schema

import (
	"handbook/generator/source"
)

// Text is a text for people in each language of the handbook; the key "" holds for all.
type Text map[string]string

// In returns the text in a language, else the one for all, else "".
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	return t[""]
}

// Schema is what a handbook declares about itself. It does not change after Load.
type Schema struct {
	Title       Text
	Description Text
	Languages   []Language // the first is the default
	BaseURL     string     // "" or an absolute http(s) address ending in "/"
	EditURL     string     // "" or an address with {path}
	Publisher   Text       // who stands behind the handbook; its title speaks for it where nobody is named
	License     Text
	LicenseURL  string
	Navigation  []string // folders in reading order
	Markdown    bool     // publish a .md beside each page
	Print       bool     // publish a page for printing for each folder
	NoShortcuts bool     // no key opens the search (WCAG 2.2, 2.1.4)
	Kinds       []*Kind  // by name; does not hold the plain kind
	Plain       *Kind    // of pages in folders of no kind: named "page", no declared fields
	Folders     map[string]FolderNames
	Maps        []*Map                // in written order
	Choices     map[string][]Choice   // lists of allowed values, by name
	Claims      map[string][]string   // by language: words that need something to stand on, in small letters
	Spelling    map[string][]Spelling // by language, in written order
	Hash        [32]byte              // of all files it was read from; part of the key of a parsed file
}

// Spelling is one entry of the list of spellings of a handbook.
type Spelling struct {
	Wrong string // in small letters; a "*" at its end stands for any ending, kept by one at the end of Right
	Right string // equal to Wrong where a name is spelled its own way
}

// FolderNames names a folder that belongs to no kind.
type FolderNames struct {
	Slug  Text
	Label Text
}

// Language is one language of the handbook.
type Language struct {
	Code      string // BCP 47, as in the content folder: "id"
	Name      string // in that language: "Indonesia", "English"
	Direction string // "ltr" or "rtl"
}

// Kind is one kind of page.
type Kind struct {
	Name        string // "model"
	Folder      string // "models"
	Slug        Text   // folder in addresses
	Label       Text
	Plural      Text
	Description Text
	Code        string  // prefix of short codes, or ""
	Layout      string  // list, cards, glossary, path
	Path        *Stages // of layout path, else nil
	Mark        string
	SchemaType  string
	Citable     bool       // its pages are what others cite
	Forms       []string   // fields that hold other forms of the title, by which texts mention a page
	Fields      []*Field   // its own, then the common ones of the handbook, each in written order
	Required    []string   // known fields that must be given: "summary"
	Downloads   *Downloads // nil when no files to fill in are made
	Glossary    *Glossary  // nil unless its pages explain words
	Chooser     *Chooser   // nil unless its pages ask the questions of one
	Evidence    *Evidence  // nil unless what others say of its pages is laid out in tables
	Reference   []*Field   // what a reference to a page of it is made of, in order: text, number, address or list of text
	Checks      []Check
	File        *source.File
}

// Field returns a declared field by name, or nil.
func (k *Kind) Field(name string) *Field {
	for _, f := range k.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Type is the type of a field.
type Type string

const (
	TypeText      Type = "text"
	TypeMarkdown  Type = "markdown"
	TypeNumber    Type = "number"
	TypeRange     Type = "range"
	TypeDate      Type = "date"
	TypeBoolean   Type = "boolean"
	TypeAddress   Type = "address"
	TypeChoice    Type = "choice"
	TypeList      Type = "list"
	TypeObject    Type = "object"
	TypeReference Type = "reference"
)

// Show says where the theme puts a field.
type Show string

const (
	ShowLead    Show = "lead"
	ShowFact    Show = "fact"
	ShowSection Show = "section"
	ShowNone    Show = "none"
)

// Field is one declared field, or the item of a list (then without Name).
type Field struct {
	Name       string
	Type       Type
	Required   bool
	Translated bool // written in each language; else only in the first that has the page
	Label      Text
	Help       Text
	Facet      bool
	Compared   bool
	Show       Show
	Anchor     string          // id of its section
	Min, Max   *float64        // number, range: limits; list: items; text, markdown: Max characters
	Unit       Text            // number, range
	Calendar   bool            // range: of years
	Labels     map[string]Text // number: words for whole numbers
	Choices    []Choice        // choice
	Ordered    bool            // list
	Unique     bool            // list
	Of         *Field          // list
	Fields     []*Field        // object
	To         []string        // reference: kinds; empty is any
	Inverse    Text            // reference: label seen from the other side; nil for no backlink.
	// On a list of references both Label and Inverse of the list hold.
	Acyclic bool // reference: following it never leads back; on a list also set on its items
}

// Choice is one allowed value.
type Choice struct {
	Value string
	Label Text
}

// Known is what every page may say, read by the generator itself.
type Known struct {
	Title, Summary, Slug, Code, Kind string
	Names, Aliases                   []string
	Draft                            bool
	Order                            *float64
	Published, Updated               string // YYYY-MM-DD or ""
	Reviewed, ReviewDue              string
	TranslatedFrom                   []Stamp         // of a translation
	At                               map[string]Span // where each field's value is written, declared ones and wrong ones too
}

// Stamp is the state of a part of the first language's text that a translation was made from.
type Stamp struct {
	Section string // id; "" is all that stands in no section: title, summary, text and fields above the first
	Hash    string // eight hexadecimal digits
	At      Span
}

// Span is a stretch of a file's Text.
type Span struct{ Offset, Length int }

// Record is the declared fields a page gives, in the schema's order.
type Record []Entry

// Entry is one given field.
type Entry struct {
	Field *Field
	Key   Span
	Value Value
}

// Get returns a field's value by name, or nil.
func (r Record) Get(name string) *Value {
	for i := range r {
		if r[i].Field.Name == name {
			return &r[i].Value
		}
	}
	return nil
}

// Value is one value of the type its field declares.
type Value struct {
	Span
	Block    bool    // see meta.Value
	Text     string  // text, markdown, date, address, choice value, reference, and number or range as typed
	Number   float64 // number; range: from
	Until    float64 // range: to
	Open     bool    // range without an end
	True     bool    // boolean
	Items    []Value // list
	Record   Record  // object
	Fragment int     // markdown: index in the Doc's Fragments, set by package markdown
}

// KindOf is the kind of the pages of a folder (first element of their keys): Plain when the folder belongs
// to no kind.
func (s *Schema) KindOf(folder string) *Kind {
	for _, k := range s.Kinds {
		if k.Folder == folder {
			return k
		}
	}
	return s.Plain
}

// Kind returns a declared kind by name, or nil.
func (s *Schema) Kind(name string) *Kind {
	for _, k := range s.Kinds {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// codes are the codes of the languages.
func (s *Schema) codes() []string {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
	}
	return codes
}
