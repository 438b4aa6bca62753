// Package markdown turns one content file into one Doc, knowing no other file.
//
// The text becomes HTML with holes: literal bytes between the places that only the
// finished site, the theme or the page it is shown on can fill (where a link leads, the id of a
// heading, a word of the interface). Goldmark runs once for a version of a file; its tree is
// dropped, and showing the page is filling the holes.
//
// # What is understood
//
// CommonMark 0.31.2; tables, strikethrough, bare addresses and lists of tasks as GitHub has them;
// footnotes; definition lists; alerts (> [!NOTE]); {#id} at the end of a heading. An image with a title
// that stands alone in a paragraph is a figure, the title its caption. HTML is refused, except comments.
//
// # The HTML
//
// Beside the elements that Markdown is about, a theme meets: div.table round each table; classes left, center
// and right on cells; aside.alert with note, tip, important, warning or caution, its label in
// p.label; li.task; section.footnotes, a.note to a footnote and a.back out of it; figure. A heading holds
// its id and, at its end from level 2 to 4, a permalink. All ids but those of headings hold a colon, which no id
// of a heading can.
package markdown

import (
	"handbook/generator/diag"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// Doc is one parsed Markdown file. It does not change after Parse and depends on nothing but the
// file and the schema.
type Doc struct {
	File      *source.File
	Lang      string       // language of the text, from the path
	Key       string       // folder/name without language and extension; README counts as index
	Kind      *schema.Kind // never nil
	Known     schema.Known
	Record    schema.Record
	Title     string      // never "": from the front matter, the first heading of level 1, or the name of the file
	TitleAt   schema.Span // where it stands; empty when it is in neither
	Lead      string      // plain text of the first paragraph
	Intro     string      // plain text before the first section, blocks separated by "\n"
	BodyAt    int         // offset in the file's Text where the text starts, behind the front matter
	Body      Body
	Fragments []Body    // the markdown fields; schema.Value.Fragment points here
	Sections  []Section // of the body, in order
	Links     []Link    // of body and fragments
	Images    []Image
	Footnotes bool // the body ends in footnotes
	Problems  diag.List
}

// Section is a heading of the body and what follows it up to the next heading.
type Section struct {
	Level    int    // 2 to 6; a further heading of level 1 counts as 2
	Title    string // plain text
	Explicit string // {#id}, or ""
	Slug     string // id made from the title, as GitHub makes it but letters of all scripts kept; unique in the file
	At       schema.Span
	Text     string // plain text below the heading, blocks separated by "\n"
}

// Link is a link out of a text.
type Link struct {
	Dest     string // as meant: escapes and entities resolved
	Text     string // plain text inside
	External bool   // http, https, mailto or tel
	At       schema.Span
}

// Image is a picture beside the page.
type Image struct {
	Dest string
	Alt  string
	At   schema.Span
}

// Body is HTML with holes. Between them the bytes are final: compact, escaped, without inline
// style or script.
type Body struct {
	Text   []byte
	Holes  []Hole // by At
	Inline bool   // of a field: one paragraph, given without its <p>, or nothing
	Plain  string // of a field: its plain text, blocks separated by "\n"
}

// Hole is a place to be filled.
type Hole struct {
	At    int // offset in Text
	Kind  HoleKind
	Index int // see HoleKind
}

// HoleKind says what belongs in a hole.
type HoleKind uint8

const (
	// HoleHref is the value of an href, without quotes: Links[Index], never External.
	HoleHref HoleKind = iota
	// HoleImage is the attributes src, width and height of Images[Index], after "<img ".
	HoleImage
	// HoleID is the value of the id of Sections[Index], without quotes.
	HoleID
	// HolePermalink stands at the end of a heading's content: Sections[Index].
	HolePermalink
	// HoleWord is a word of the interface in the language of the page: Word(Index).
	HoleWord
	// HolePrefix stands at the start of each footnote id and reference to one, so that pages may be
	// joined. Nothing belongs in it on a page by itself.
	HolePrefix
)

// Word is a word of the interface that a text needs.
type Word int

const (
	WordNote Word = iota // labels of GitHub alerts
	WordTip
	WordImportant
	WordWarning
	WordCaution
	WordFootnotes    // heading of the footnotes
	WordFootnoteBack // label of the way back from a footnote
	WordTable        // label of a table that scrolls; the name of its section may follow
	WordDone         // label of a ticked and
	WordOpen         // of an empty box in a list of tasks
)

// Key is the name of the word in the theme's i18n files.
func (w Word) Key() string {
	return [...]string{"alert_note", "alert_tip", "alert_important", "alert_warning", "alert_caution",
		"footnotes", "footnote_back", "table", "task_done", "task_open"}[w]
}

// AppendTo appends the HTML to dst, asking fill for what belongs in each hole.
func (b *Body) AppendTo(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	from := 0
	for _, h := range b.Holes {
		dst = append(dst, b.Text[from:h.At]...)
		dst = fill(dst, h)
		from = h.At
	}
	return append(dst, b.Text[from:]...)
}
