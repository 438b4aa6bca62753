package office

import (
	"cmp"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"
)

// book is a workbook being written. The first thing that goes wrong is kept and said in the end.
type book struct {
	file   *excelize.File
	styles map[look]int
	err    error
}

// look is how a cell looks.
type look struct {
	bold, italic, wrap, border, rule, date bool
	size                                   float64 // 10 when 0
	color, fill                            string
	center                                 bool
	middle                                 bool // else at the top
}

// newBook is an empty workbook. Widths of columns count in figures of its first font.
func newBook() *book {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	b.keep(b.file.SetDefaultFont("Arial"))
	if fonts := b.file.Styles.Fonts; fonts != nil && len(fonts.Font) > 0 && fonts.Font[0].Sz != nil {
		*fonts.Font[0].Sz.Val = 10
	}
	return b
}

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// style is the number of a look in the file.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:      font(l),
		Alignment: &excelize.Alignment{WrapText: l.wrap, Vertical: "top"},
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	if l.center {
		s.Alignment.Horizontal = "center"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	sides := map[bool][]string{true: {"left", "right", "top", "bottom"}}[l.border]
	if l.rule {
		sides = []string{"bottom"}
	}
	for _, side := range sides {
		s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: "7F7F7F"})
	}
	if l.date {
		day := "d mmm yyyy"
		s.CustomNumFmt = &day
	}
	id, err := b.file.NewStyle(s)
	b.keep(err)
	b.styles[l] = id
	return id
}

func font(l look) *excelize.Font {
	return &excelize.Font{Family: "Arial", Size: cmp.Or(l.size, 10), Bold: l.bold, Italic: l.italic, Color: l.color}
}

// page is one sheet being written from the top.
type page struct {
	*book
	name   string
	widths []float64 // of its columns, in characters
	row    int       // the next one, from 1
}

// newPage adds a sheet; the first takes the place of the one an empty workbook has.
func (b *book) newPage(name string, widths []float64) *page {
	p := &page{book: b, name: name, widths: widths, row: 1}
	if first := b.file.GetSheetName(0); first == "Sheet1" && len(b.styles) == 0 {
		b.keep(b.file.SetSheetName(first, name))
	} else {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
	for i, w := range widths {
		b.keep(b.file.SetColWidth(name, column(i), column(i), w))
	}
	return p
}

// column is the name of a column, counted from 0.
func column(i int) string {
	name, _ := excelize.ColumnNumberToName(i + 1) // wrong only below 1 and beyond 16384
	return name
}

// at is the name of a cell; columns count from 0, rows from 1.
func at(col, row int) string { return column(col) + itoa(row) }

// fixed is the name of a range that stays where it is when a formula is copied.
func fixed(sheet string, col, from, to int) string {
	return quoteSheet(sheet) + "!$" + column(col) + "$" + itoa(from) + ":$" + column(col) + "$" + itoa(to)
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// put writes a value over columns from to, which become one cell.
func (p *page) put(from, to int, value any, l look) {
	a, z := at(from, p.row), at(to, p.row)
	if to > from {
		p.keep(p.file.MergeCell(p.name, a, z))
	}
	p.keep(p.file.SetCellStyle(p.name, a, z, p.style(l)))
	switch value := value.(type) {
	case nil:
	case []excelize.RichTextRun:
		p.keep(p.file.SetCellRichText(p.name, a, value))
	case formula:
		p.keep(p.file.SetCellFormula(p.name, a, string(value)))
	default:
		p.keep(p.file.SetCellValue(p.name, a, value))
	}
}

type formula string

// width of columns from to, in characters.
func (p *page) width(from, to int) float64 {
	sum := 0.0
	for _, w := range p.widths[from : to+1] {
		sum += w
	}
	return sum
}

// next ends a row that is at least so high, in points. 0 leaves it to the program that opens the file, which does not know
// the height of joined cells.
func (p *page) next(height float64) {
	if height > 0 {
		p.keep(p.file.SetRowHeight(p.name, p.row, min(height, 400)))
	}
	p.row++
}

// height is what a text and others of smaller letters below it need, in points, in a cell of so many characters.
func height(width float64, text string, below ...string) float64 {
	points := 4.0
	for line := range strings.SplitSeq(text, "\n") {
		points += float64(wrapped(line, int(width*1.08))) * 13
	}
	for _, t := range below {
		for line := range strings.SplitSeq(t, "\n") {
			points += float64(wrapped(line, int(width*1.22))) * 12
		}
	}
	return points
}

// wrapped is in how many lines a text breaks.
func wrapped(s string, most int) int {
	lines, used := 1, 0
	for word := range strings.FieldsSeq(s) {
		n := len([]rune(word))
		if used > 0 && used+1+n > most {
			lines, used = lines+1, 0
		}
		if used > 0 {
			used++
		}
		used += n
		for used > most && most > 0 {
			lines, used = lines+1, used-most
		}
	}
	return lines
}

// choose offers a list of answers in cells. Where several may be given they are only offered.
func (p *page) choose(cells, list string, strict bool, wrong string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cells)
	v.SetSqrefDropList(list)
	if strict {
		v.SetError(excelize.DataValidationErrorStyleStop, "", wrong)
	} else {
		v.ShowErrorMessage = false
	}
	p.keep(p.file.AddDataValidation(p.name, v))
}

// among offers the whole numbers of a scale.
func (p *page) among(cells string, scale []string, wrong string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cells)
	p.keep(v.SetDropList(scale))
	v.SetError(excelize.DataValidationErrorStyleStop, "", wrong)
	p.keep(p.file.AddDataValidation(p.name, v))
}

// only takes numbers or dates of a kind.
func (p *page) only(cells string, k kind, wrong string) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cells)
	if k == kindDate {
		p.keep(v.SetRange(1, 2958465, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)) // 1900 to 9999
	} else {
		p.keep(v.SetRange(-1e15, 1e15, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
	}
	v.SetError(excelize.DataValidationErrorStyleStop, "", wrong)
	p.keep(p.file.AddDataValidation(p.name, v))
}

// print sets how the sheet is printed: with a foot and, if it is to fit, no wider than the paper.
func (p *page) print(f *form, paper paper, fit bool) {
	size, direction, one, any := 9, "portrait", 1, 0
	if paper.a3 {
		size = 8
	}
	if paper.wide {
		direction = "landscape"
	}
	p.keep(p.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &direction, FitToWidth: &one, FitToHeight: &any}))
	p.keep(p.file.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	side, top, foot, head := 0.6, 0.6, 0.4, 0.3
	bottom := 0.8
	p.keep(p.file.SetPageMargins(p.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Footer: &foot, Header: &head}))
	escaped := func(s string) string { return strings.ReplaceAll(s, "&", "&&") }
	left := "&L&8 " + escaped(f.handbook+" · "+strings.TrimSpace(f.code+" "+f.title))
	right := "&R&8 " + f.word("form_page", "page", "&P", "pages", "&N")
	if more := left + "\n" + escaped(f.address); f.address != "" && width(more+right) < 250 { // of 255
		left = more
	}
	if width(left+right) > 250 {
		left = ""
	}
	p.keep(p.file.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{OddFooter: left + right}))
}

// bytes is the finished workbook.
func (b *book) bytes(f *form) ([]byte, error) {
	yes, calc := true, "auto"
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes, CalcMode: &calc}))
	b.keep(b.file.SetDocProps(&excelize.DocProperties{
		Title: f.title, Subject: f.code, Creator: f.handbook, LastModifiedBy: f.handbook, Language: f.lang,
		Created: f.day() + "T00:00:00Z", Modified: f.day() + "T00:00:00Z",
	}))
	b.keep(b.file.SetAppProps(&excelize.AppProperties{Application: "handbook"}))
	b.file.SetActiveSheet(0)
	if b.err != nil {
		return nil, errors.Join(b.err, b.file.Close())
	}
	buffer, err := b.file.WriteToBuffer()
	if err := errors.Join(err, b.file.Close()); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

// sheetName makes a name a sheet may have: at most 31 characters, without those that formulas use.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	return strings.TrimSpace(s)
}
