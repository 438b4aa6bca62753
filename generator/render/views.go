package render

import "html/template"

// The views are what templates see; they are the contract of a theme. Fields of type template.HTML are finished
// HTML, made by this package or by a partial of the theme; strings are plain text and
// escaped where they are used. Addresses are relative to the page unless said otherwise.
// Empty means absent. Languages are BCP 47 codes.

// Page is what layouts/page.html gets, and what the other layouts get as .Page.
type Page struct {
	Frame *Frame

	Name     string // last part of the address without ending; tells pages apart within their folder
	Key      string // the same in all languages
	Kind     *Kind  // nil for pages of no declared kind
	Code     string // short code: "M4"
	Title    string
	Lang     string // language of the text where it is not Frame.Lang
	Borrowed string // name of the language of the text where the page is not translated
	Draft    bool
	Behind   template.HTML // notice where what stands in no section is older than the text it was translated from
	Summary  string

	Breadcrumbs template.HTML // list items: the folders above the page
	Lead        template.HTML // fields shown above the text
	Facts       template.HTML // <dl> of the short fields
	Downloads   []Download    // files to fill in; on the page itself only
	Paper       string        // that the page is printed on, where it is a sheet to fill in: a4, a4-landscape or a3-landscape
	Contents    template.HTML // list items: the sections of the page
	Body        template.HTML // the text
	Sections    template.HTML // fields shown as sections after the text
	Related     template.HTML // groups of related pages, each with its heading of level 3

	Published, Updated, Reviewed Date
	Edit                         string // address for editing
	Previous, Next               *Link
	Choosers                     []Link // choosers this page leads to
	Cite                         *Cite  // nil for lists
	Evidence                     *Link  // to the table of what others say of the page, or nil
}

// Cite is what a citation is made of, beside title and code of the page.
type Cite struct {
	Publisher  string // "" where nobody is named
	Handbook   string
	Date       string // of review, else of the last change, as citations write it
	Stop       string // full stop behind the date, unless that ends in one
	Address    string // absolute, or ""
	Short      *Link  // address by the short code
	LicenseURL string
}

// Frame is what surrounds every page.
type Frame struct {
	Lang        string // of the interface
	Direction   string // ltr or rtl
	Title       string // of the window
	Heading     string // of the page, without the title of the handbook
	Description string
	Type        string // of OpenGraph: article or website
	NoIndex     bool
	Canonical   string      // absolute, or ""
	Alternates  []Alternate // the page in each language and x-default
	Data        template.JS // JSON-LD
	Languages   []Language  // the switch; empty for one language
	Styles      []string    // style sheets that only some pages load: assets/views of the theme
	Scripts     []string    // classic scripts that only some pages load, in this order

	// Made once for a folder of the output and shared by its pages.
	Resources template.HTML // partials/resources.html over Place: the unchanging part of <head>
	Header    template.HTML // partials/header.html over Place
	Footer    template.HTML // partials/footer.html over Place
	Folders   template.HTML // partials/folders.html over Folders, the current page marked
}

// Place is what partials/resources.html, header.html and footer.html get.
type Place struct {
	Lang                string
	Policy              string // content security policy
	Handbook            string // title of the handbook
	Home, Search        string
	SearchScript        string // the search and its dialog, "" where there is none
	SearchStyle         string
	NoShortcuts         bool // no key opens the search
	Style, Script, Icon string
	Feed                string // absolute, or ""
	License             string
	LicenseURL          string
	Print               string // address of the print page of the folder, or ""
}

// Folders is what partials/folders.html gets, and for a folder within a folder again.
type Folders struct {
	Home    *Link // nil inside a folder
	Pages   []Link
	Folders []MenuFolder
}

// MenuFolder is a folder in the navigation. Only the open ones have something inside.
type MenuFolder struct {
	Link
	Open   bool
	Inside Folders
}

// Link is a link to a page.
type Link struct {
	Href    string
	Title   string
	Code    string
	Lang    string // of the title, where it differs
	Current template.HTMLAttr
}

// Language is one choice of the language switch.
type Language struct {
	Lang    string
	Name    string // in that language
	Href    string
	Current bool
}

// Alternate is the same page in another language.
type Alternate struct{ Lang, Href string }

// Kind says what sort of page this is.
type Kind struct {
	Name  string // identifier
	Label string
	Mark  template.HTML // partials/mark.html
}

// Date is a day.
type Date struct {
	Machine string // YYYY-MM-DD
	Text    string // as the language writes it
}

// List is what layouts/index.html (a folder) and layouts/home.html get.
type List struct {
	Page    Page
	Layout  string  // list, cards, glossary or path
	Groups  []Group // folders inside; on the home page the parts of the handbook
	Entries []Entry
	Letters []Letter // of a glossary, instead of Entries
	Index   []Initial
	Parts   []Part // where the list is split over pages
	Further bool   // a further part: without the text of the first
	Views   []Link // the same pages seen otherwise: compared, on maps
	Filter  *Filter
	Stages  []Stage // of layout path, instead of Entries
}

// Entry is a page in a list.
type Entry struct {
	Link
	Summary string
	Names   string
	Mark    template.HTML
}

// Group is a folder in a list, with its pages where they are few.
type Group struct {
	Link
	Description string
	Mark        template.HTML
	Pages       []Link
}

// Letter is the entries of a glossary that begin with a letter.
type Letter struct {
	ID, Letter string
	Entries    []Entry
}

// Initial leads to a letter.
type Initial struct{ Letter, Href string }

// Part is one page of a split list.
type Part struct {
	Number  int
	Href    string
	Current bool
}

// Links is what layouts/links.html gets: all links from and to a page that has many.
type Links struct {
	Page   Page
	Of     Link
	Groups template.HTML
	Parts  []Part
}

// Print is what layouts/print.html gets: a folder as one page.
type Print struct {
	Page        Page
	Description string
	Intro       template.HTML // text of the folder's index
	Back        Link
	Pages       []PrintPage
	Address     string // absolute address of the folder, or ""
}

// PrintPage is a page within a print page. Its headings begin at level 3, its ids with its own.
type PrintPage struct {
	ID   string
	Page Page
}

// Search is what layouts/search.html gets.
type Search struct {
	Page   Page
	Groups []Group
}

// NotFound is what layouts/404.html gets: one text for each language.
type NotFound struct {
	Frame     *Frame
	Languages []NotFoundText
	Rooted    bool // the links work wherever the page is shown
}

// NotFoundText is the text of the 404 page in one language.
type NotFoundText struct {
	Lang, Direction   string
	Title, Text, Hint string
	Home, Search      Link
}

// Languages is what layouts/languages.html gets: the choice of a language.
type Languages struct {
	Frame   *Frame
	Choices []LanguageChoice
	First   string // address of the home page in the first language
}

// LanguageChoice is the handbook in one language.
type LanguageChoice struct {
	Link
	Choose      string // "choose a language" in that language
	Name        string
	Description string
}

// Redirect is what layouts/redirect.html gets: an old address of a page, or the short one made of its code.
type Redirect struct {
	Frame   *Frame
	To      Link
	Moved   string // sentence, at an old address
	Code    string // at a short one, with what the page is and where it stands in each language
	Kind    *Kind
	Choices []LanguageChoice
}
