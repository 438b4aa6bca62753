package office

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	ink       = "1F3B47"
	grey      = "595959"
	fillHead  = "E3ECEF"
	fillLabel = "F2F2F2"
)

// workbook makes a .xlsx.
func workbook(f *form) ([]byte, error) {
	b := newBook()
	names := sheetNames(f)
	s := &sheet{form: f, page: b.newPage(names[0], gridOf(f)), instructionSheet: names[1], listSheet: names[2]}
	s.instructions()
	s.write()
	s.print(f, f.paper, true)
	if f.scoring != nil && f.scoring.partners > 1 {
		s.joint(names[3])
	}
	s.listPage()
	return b.bytes(f)
}

// sheetNames are the names of the sheets: to fill in, instructions, lists, statements of all partners. No two are the same.
func sheetNames(f *form) [4]string {
	names := [...]string{f.label, f.instructions.label, f.word("form_options"), f.word("form_joint")}
	for i := range names {
		names[i] = sheetName(names[i])
		if names[i] == "" || slices.ContainsFunc(names[:i], func(s string) bool { return strings.EqualFold(s, names[i]) }) {
			names[i] = strings.TrimSpace(names[i] + " " + itoa(i+1))
		}
	}
	return names
}

// sheet is the sheet to fill in.
type sheet struct {
	*page
	form                        *form
	instructionSheet, listSheet string
	lists                       []list
	bandRow                     int // of the first band, on the sheet of the instructions
	filtered                    bool
}

// list is answers offered in several cells, on a sheet of their own.
type list struct {
	title   string
	options []string
}

// capacity is how many characters of ten points can be read side by side on a paper, somewhat reduced.
func (p paper) capacity() int {
	switch {
	case p.wide && p.a3:
		return 220
	case p.wide:
		return 155
	}
	return 105
}

// gridOf is the widths of the columns: those of the table with the most.
func gridOf(f *form) []float64 {
	total := f.paper.capacity()
	if widest := f.widestTable(); tableColumns(widest) > 2 {
		return tableWidths(widest, total)
	}
	return []float64{6, float64(total-6-14) * 0.4, float64(total-6-14) * 0.6, 14} // holds statements too
}

func tableColumns(b *blank) int {
	if len(b.rowLabels) > 0 {
		return len(b.columns) + 1
	}
	return len(b.columns)
}

// tableWidths are the widths of the columns of a table.
func tableWidths(b *blank, total int) []float64 {
	all := make([]float64, 0, tableColumns(b))
	for _, w := range columnWidths(b, max(total*letterWidth, leastWidth(b))) {
		all = append(all, float64(w)/letterWidth)
	}
	return all
}

// last is the last column.
func (p *page) last() int { return len(p.widths) - 1 }

// until is the last column so that all up to it are at least so wide.
func (p *page) until(most float64) int {
	sum := 0.0
	for i, w := range p.widths {
		if sum += w; sum >= most {
			return i
		}
	}
	return p.last()
}

// spans parts the columns of the sheet among columns of other widths: the last column of each.
func (p *page) spans(want []float64) []int {
	total, sum := 0.0, 0.0
	for _, w := range want {
		total += w
	}
	all := p.width(0, p.last())
	ends := make([]int, len(want))
	next, reached := 0, 0.0
	for i, w := range want {
		sum += w
		end := next
		reached += p.widths[next]
		left := len(want) - 1 - i // columns that still need one each
		for end+1 < len(p.widths)-left && (left == 0 || reached+p.widths[end+1]/2 <= sum/total*all) {
			end++
			reached += p.widths[end]
		}
		ends[i], next = end, end+1
	}
	return ends
}

func (s *sheet) write() {
	f := s.form
	s.put(0, 0, strings.TrimPrefix(f.code+" · "+f.handbook, " · "), look{size: 9, color: grey})
	s.next(0)
	s.put(0, 0, f.title, look{size: 16, bold: true, color: ink})
	s.next(24)
	for _, t := range f.purpose.texts {
		s.say(t.plain(), look{wrap: true})
	}
	for _, t := range f.notice.texts {
		s.say(f.notice.label+": "+t.plain(), look{wrap: true, fill: fillLabel})
	}
	required := func(b blank) bool {
		return b.required || slices.ContainsFunc(b.columns, func(c blank) bool { return c.required })
	}
	if slices.ContainsFunc(f.blanks, required) {
		s.say(f.word("form_required"), look{size: 9, color: grey})
	}
	place := f.scoringAt()
	for i, b := range f.blanks {
		if i == place {
			s.statements()
		}
		if b.part != "" {
			s.heading(b.part)
		} else if i == 0 {
			s.next(6)
		}
		if b.kind == kindTable {
			s.table(&b)
		} else {
			s.single(&b)
		}
	}
	if place == len(f.blanks) {
		s.statements()
	}
}

// say writes a text over the columns of texts.
func (s *sheet) say(t string, l look) {
	s.put(0, s.last(), t, l)
	s.next(height(s.width(0, s.last()), t))
}

func (s *sheet) heading(t string) {
	s.next(8)
	s.put(0, s.last(), t, look{size: 12, bold: true, color: ink, rule: true})
	s.next(20)
}

// caption is a label with its help and example below, in one cell.
func (s *sheet) caption(b *blank, unit bool) (runs []excelize.RichTextRun, title string, below []string) {
	label := b.label
	if unit && b.unit != "" {
		label += " (" + b.unit + ")"
	}
	if b.required {
		label += star
	}
	if b.several {
		below = append(below, "("+s.form.word("form_several")+")")
	}
	if t := b.help.plain(); t != "" {
		below = append(below, t)
	}
	if b.kind == kindScale && len(b.meanings) > 0 {
		below = append(below, strings.Join(b.answers(), "; "))
	}
	if t := b.example.plain(); t != "" {
		below = append(below, s.form.word("form_example")+": "+t)
	}
	runs = []excelize.RichTextRun{{Text: label, Font: font(look{bold: true})}}
	for _, t := range below {
		runs = append(runs, excelize.RichTextRun{Text: "\n" + t, Font: font(look{size: 9, color: grey})})
	}
	return runs, label, below
}

// single is a blank of one cell, its label to the left.
func (s *sheet) single(b *blank) {
	label, last := min(s.until(34), s.last()-1), s.last()
	runs, title, below := s.caption(b, true)
	s.put(0, label, runs, look{wrap: true, border: true, fill: fillLabel})
	s.put(label+1, last, nil, look{wrap: true, border: true, date: b.kind == kindDate})
	s.limit(at(label+1, s.row), b)
	s.next(max(height(s.width(0, label), title, below...), float64(b.lines)*15+6))
}

// limit says what may be written in cells.
func (s *sheet) limit(cells string, b *blank) {
	word := s.form.word
	switch {
	case b.kind == kindScale && len(b.options) > 0:
		s.among(cells, b.options, word("form_wrong_choice"))
	case b.kind == kindChoice && len(b.options) > 0:
		s.choose(cells, s.offer(b), !b.several, word("form_wrong_choice"))
	case b.kind == kindNumber:
		s.only(cells, b.kind, word("form_wrong_number"))
	case b.kind == kindDate:
		s.only(cells, b.kind, word("form_wrong_date"))
	}
}

// offer is the range of a list of answers on the sheet of lists.
func (s *sheet) offer(b *blank) string {
	i := slices.IndexFunc(s.lists, func(l list) bool { return slices.Equal(l.options, b.options) })
	if i < 0 {
		i = len(s.lists)
		s.lists = append(s.lists, list{b.label, b.options})
	}
	return fixed(s.listSheet, i, 2, len(b.options)+1)
}

func (s *sheet) table(b *blank) {
	runs, title, below := s.caption(b, false)
	s.put(0, s.last(), runs, look{wrap: true})
	s.next(height(s.width(0, s.last()), title, below...) + 2)
	ends := s.spans(tableWidths(b, s.form.paper.capacity()))
	columns := b.columns
	if len(b.rowLabels) > 0 {
		columns = append([]blank{{}}, columns...)
	}
	top, head := s.row, 0.0
	each := func(do func(i, from, to int)) {
		from := 0
		for i, to := range ends {
			do(i, from, to)
			from = to + 1
		}
	}
	each(func(i, from, to int) {
		var value any
		if columns[i].label != "" { // not above the rows that are printed
			runs, title, below := s.caption(&columns[i], true)
			value = runs
			head = max(head, height(s.width(from, to)-1, title, below...))
		}
		s.put(from, to, value, look{wrap: true, border: true, fill: fillHead})
	})
	s.next(head + 4)
	rows := len(b.rowLabels) + b.rows
	for r := range rows {
		tall := 27.0
		if len(b.rowLabels) == 2 && len(b.columns) == 2 && b.rows == 0 { // a map of four boxes
			tall = 120
		}
		each(func(i, from, to int) {
			if i > 0 || len(b.rowLabels) == 0 {
				s.put(from, to, nil, look{wrap: true, border: true, date: columns[i].kind == kindDate})
				return
			}
			label := ""
			if r < len(b.rowLabels) {
				label = b.rowLabels[r]
			}
			s.put(from, to, label, look{wrap: true, border: true, fill: fillLabel})
			tall = max(tall, height(s.width(from, to), label))
		})
		s.next(tall)
	}
	each(func(i, from, to int) {
		s.limit(at(from, top+1)+":"+at(from, top+rows), &columns[i])
	})
	if !s.filtered && rows >= 8 && len(ends) == len(s.widths) && len(b.rowLabels) == 0 {
		s.filtered = true // a sheet can have one
		s.keep(s.file.AutoFilter(s.name, at(0, top)+":"+at(len(ends)-1, top+rows), nil))
	}
	s.next(6)
}

// instructions is the second sheet: the steps, and the bands of the score.
func (s *sheet) instructions() {
	f := s.form
	p := s.newPage(s.instructionSheet, []float64{8, 8, 24, 56})
	p.put(0, 0, f.instructions.label, look{size: 14, bold: true, color: ink})
	p.next(22)
	for i, t := range f.instructions.texts {
		text := t.plain()
		p.put(0, 0, i+1, look{bold: true, center: true})
		p.put(1, 3, text, look{wrap: true})
		p.next(height(p.width(1, 3), text) + 3)
	}
	if sc := f.scoring; sc != nil {
		p.scale(sc, f)
		s.bandRow = p.bands(sc, f)
	}
	p.next(8)
	p.put(0, 3, f.handbook, look{size: 9, color: grey, wrap: true})
	p.next(0)
	if f.address != "" {
		p.keep(p.file.SetCellHyperLink(p.name, at(0, p.row), f.address, "External"))
		p.put(0, 3, f.address, look{size: 9, color: "1F4E79", wrap: true})
		p.next(0)
	}
	if f.licence != "" {
		p.put(0, 3, f.licence, look{size: 9, color: grey, wrap: true})
		p.next(height(p.width(0, 3), f.licence))
	}
	p.print(f, paper{}, true)
}

// scale is what the values mean.
func (p *page) scale(s *scoring, f *form) {
	if len(s.meanings) == 0 {
		return
	}
	p.next(8)
	p.put(0, 3, s.label, look{size: 12, bold: true, color: ink, rule: true})
	p.next(20)
	for i, m := range s.meanings {
		p.put(0, 0, s.low+i, look{bold: true, center: true})
		p.put(1, 3, m, look{wrap: true})
		p.next(height(p.width(1, 3), m))
	}
}

// bands is the table that the result is looked up in; its first row is returned.
func (p *page) bands(s *scoring, f *form) int {
	if len(s.bands) == 0 {
		return 0
	}
	p.next(8)
	p.put(0, 3, f.word("form_result"), look{size: 12, bold: true, color: ink, rule: true})
	p.next(20)
	head := look{bold: true, wrap: true, border: true, fill: fillHead}
	p.put(0, 1, s.scoreLabel, head)
	p.put(2, 2, s.meaning, head)
	p.put(3, 3, s.tips, head)
	p.next(18)
	first := p.row
	for _, b := range s.bands {
		advice := b.advice.plain()
		p.put(0, 0, b.from, look{border: true, center: true})
		p.put(1, 1, b.to, look{border: true, center: true})
		p.put(2, 2, b.meaning, look{border: true, wrap: true, bold: true})
		p.put(3, 3, advice, look{border: true, wrap: true})
		p.next(max(height(p.widths[2], b.meaning), height(p.widths[3], advice)) + 2)
	}
	return first
}

// listPage is the sheet of the answers to choose from, which an office may change.
func (s *sheet) listPage() {
	if len(s.lists) == 0 {
		return
	}
	var widths []float64
	for _, l := range s.lists {
		w := width(l.title)
		for _, o := range l.options {
			w = max(w, width(o))
		}
		widths = append(widths, float64(min(max(w+3, 12), 60)))
	}
	p := s.newPage(s.listSheet, widths)
	for i, l := range s.lists {
		p.row = 1
		p.put(i, i, l.title, look{bold: true, wrap: true, border: true, fill: fillHead})
		p.next(0)
		for _, o := range l.options {
			p.put(i, i, o, look{border: true, wrap: true})
			p.next(0)
		}
	}
	p.print(s.form, paper{}, false)
}
