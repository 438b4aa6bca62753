package office

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// What a form needs of WordprocessingML. Lengths are in twentieths of a point ("twips"): 567 are a centimetre.

const (
	centimetre = 567
	keepNext   = "<w:keepNext/>" // on the page of the next paragraph; in a table, of the next row
)

const (
	margin = 2 * centimetre

	// The name of a style is its id; parts.go has what they look like.
	styleTitle   = "Title"
	styleCode    = "Code"
	styleLead    = "Lead"
	styleNotice  = "Notice"
	stylePart    = "Heading1"
	styleTheme   = "Heading2"
	styleStep    = "Step"
	styleLabel   = "Label"
	styleHelp    = "Help"
	styleBlank   = "Blank"
	styleLine    = "Line"
	styleAnswer  = "Answer"
	styleHead    = "TableHead"
	styleCell    = "TableCell"
	styleNumber  = "TableNumber"
	styleBetween = "Between"
	styleFooter  = "Footer"
)

// writer writes the text of a document.
type writer struct {
	b     bytes.Buffer
	links []string // addresses; link i is the relation rIdL<i>
	ids   int      // of content controls
}

func (w *writer) raw(parts ...string) {
	for _, s := range parts {
		w.b.WriteString(s)
	}
}

// escape makes a text safe in XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }

// paragraph writes one paragraph. Properties are those beside the style, as XML.
func (w *writer) paragraph(style, properties string, content func()) {
	w.raw(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`, properties, `</w:pPr>`)
	if content != nil {
		content()
	}
	w.raw(`</w:p>`)
}

// say writes a paragraph of one look.
func (w *writer) say(style, s string) {
	w.paragraph(style, "", func() { w.letters(run{text: s}) })
}

// letters writes one run.
func (w *writer) letters(r run) {
	if r.link != "" {
		w.raw(`<w:hyperlink r:id="rIdL`, itoa(w.link(r.link)), `">`)
		defer w.raw(`</w:hyperlink>`)
	}
	w.raw(`<w:r>`)
	look := ""
	if r.link != "" {
		look = `<w:rStyle w:val="Hyperlink"/>`
	}
	if r.bold {
		look += `<w:b/>`
	}
	if r.italic {
		look += `<w:i/>`
	}
	if look != "" {
		w.raw(`<w:rPr>`, look, `</w:rPr>`)
	}
	w.raw(`<w:t xml:space="preserve">`, escape(r.text), `</w:t></w:r>`)
}

// link is the number of an address among the links of the document.
func (w *writer) link(address string) int {
	for i, one := range w.links {
		if one == address {
			return i
		}
	}
	w.links = append(w.links, address)
	return len(w.links) - 1
}

// text writes paragraphs of a style, with a lead before the first.
func (w *writer) text(style, properties string, lead []run, t text) {
	for _, p := range t {
		properties := properties
		if p.bullet {
			properties += `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`
		}
		w.paragraph(style, properties, func() {
			for _, r := range append(lead, p.runs...) {
				w.letters(r)
			}
		})
		lead = nil
	}
}

// box writes a box that can be ticked, with its answer behind it. Spaces in the answer do not
// break when it is to stand with others in a line.
func (w *writer) box(name, answer string, inline bool) {
	w.ids++
	const font = `<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>`
	w.raw(`<w:sdt><w:sdtPr><w:rPr>`, font, `</w:rPr>`, tag(name), `<w:id w:val="`, itoa(w.ids), `"/>`,
		`<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>`,
		`<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>`,
		`<w:sdtContent><w:r><w:rPr>`, font, `</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>`)
	if answer == "" {
		return
	}
	if inline {
		answer = strings.ReplaceAll(answer, " ", "\u00a0") + "   "
	}
	w.letters(run{text: "\u00a0" + answer})
}

// list writes a control that offers answers to choose from, empty on paper.
func (w *writer) list(name string, options []string) {
	w.ids++
	w.raw(`<w:sdt><w:sdtPr>`, tag(name), `<w:id w:val="`, itoa(w.ids), `"/><w:dropDownList>`)
	for _, o := range distinct(options) {
		w.raw(`<w:listItem w:displayText="`, escape(o), `" w:value="`, escape(o), `"/>`)
	}
	w.raw(`</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t xml:space="preserve">`, "\u2003\u2003", `</w:t></w:r></w:sdtContent></w:sdt>`)
}

// dateControl writes a control for a date, on paper a place for day, month and year.
func (w *writer) dateControl(name, lang string) {
	w.ids++
	w.raw(`<w:sdt><w:sdtPr>`, tag(name), `<w:id w:val="`, itoa(w.ids), `"/><w:showingPlcHdr/>`,
		`<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="`, locale(lang), `"/>`,
		`<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date></w:sdtPr>`,
		`<w:sdtContent><w:r><w:rPr><w:color w:val="7F7F7F"/></w:rPr><w:t xml:space="preserve">`, "____ / ____ / ________", `</w:t></w:r></w:sdtContent></w:sdt>`)
}

func tag(name string) string {
	if name == "" {
		return ""
	}
	return `<w:tag w:val="` + escape(name) + `"/>`
}

// distinct leaves out repeats, which a list of Word may not have.
func distinct(all []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// locale is a language as Word names it.
func locale(lang string) string {
	switch lang {
	case "id":
		return "id-ID"
	case "en":
		return "en-GB"
	}
	return lang
}

// rule fills a line up to a place, in twips, with a rule to write on.
func (w *writer) rule(to int, behind string) {
	w.paragraph(styleLine, `<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="`+itoa(to)+`"/></w:tabs>`, func() {
		w.raw(`<w:r><w:rPr><w:color w:val="7F7F7F"/></w:rPr><w:tab/></w:r>`)
		if behind != "" {
			w.letters(run{text: " " + behind})
		}
	})
}

// table writes a table of columns of the given widths.
func (w *writer) table(widths []int, borders bool, rows func()) {
	total := 0
	for _, one := range widths {
		total += one
	}
	w.raw(`<w:tbl><w:tblPr><w:tblW w:w="`, itoa(total), `" w:type="dxa"/>`)
	if borders {
		w.raw(`<w:tblBorders>`)
		for _, side := range [...]string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			w.raw(`<w:`, side, ` w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>`)
		}
		w.raw(`</w:tblBorders>`)
	}
	w.raw(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>`,
		`<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, one := range widths {
		w.raw(`<w:gridCol w:w="`, itoa(one), `"/>`)
	}
	w.raw(`</w:tblGrid>`)
	rows()
	w.raw(`</w:tbl>`)
}

// row writes a row of a table, at least so high. A head is repeated on each page; other rows are kept on one unless
// they may split.
func (w *writer) row(height int, head, split bool, cells func()) {
	w.raw(`<w:tr><w:trPr>`)
	if !split {
		w.raw(`<w:cantSplit/>`)
	}
	w.raw(`<w:trHeight w:val="`, itoa(height), `" w:hRule="atLeast"/>`)
	if head {
		w.raw(`<w:tblHeader/>`)
	}
	w.raw(`</w:trPr>`)
	cells()
	w.raw(`</w:tr>`)
}

// cell writes a cell over one or more columns, shaded or not.
func (w *writer) cell(width, span int, shade string, content func()) {
	w.raw(`<w:tc><w:tcPr><w:tcW w:w="`, itoa(width), `" w:type="dxa"/>`)
	if span > 1 {
		w.raw(`<w:gridSpan w:val="`, itoa(span), `"/>`)
	}
	if shade != "" {
		w.raw(`<w:shd w:val="clear" w:color="auto" w:fill="`, shade, `"/>`)
	}
	w.raw(`</w:tcPr>`)
	content()
	w.raw(`</w:tc>`)
}
