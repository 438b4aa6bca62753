package office

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// score is the statements on a sheet, with one or more columns for values.
type score struct {
	*sheet
	ends        []int // last columns of number and statement
	first, last int   // columns of the values
	spread      int   // column of the differences, or -1
	sums        []int // rows of the sums of the themes
	items       []int // rows of the statements
	wholeSum    int   // row of the sum of all
}

// statements writes the statements for one partner.
func (s *sheet) statements() {
	sc := s.form.scoring
	s.heading(sc.label)
	ends := s.spans([]float64{6, float64(s.form.paper.capacity()) - 20, 14})
	c := &score{sheet: s, ends: ends[:2], first: ends[1] + 1, last: ends[1] + 1, spread: -1}
	if len(sc.meanings) > 0 {
		legend := blank{kind: kindScale, options: values(sc.low, sc.high), meanings: sc.meanings}
		s.say(strings.Join(legend.answers(), "; "), look{wrap: true, size: 9, color: grey})
	}
	c.write(sc, func(int) string { return sc.scoreLabel })
	s.next(6)
}

// joint is a sheet of the statements with a column for each partner, so that differences show.
func (s *sheet) joint(name string) {
	f := s.form
	sc := f.scoring
	widths := []float64{6, 60}
	for range sc.partners {
		widths = append(widths, 10)
	}
	j := &sheet{form: f, page: s.newPage(name, append(widths, 12)), instructionSheet: s.instructionSheet, bandRow: s.bandRow}
	j.put(0, j.last(), strings.TrimSpace(f.code+" "+f.title)+" · "+name, look{size: 14, bold: true, color: ink})
	j.next(22)
	c := &score{sheet: j, ends: []int{0, 1}, first: 2, last: 1 + sc.partners, spread: 2 + sc.partners}
	head := j.row
	c.write(sc, func(i int) string { return f.word("form_partner", "number", itoa(i+1)) })
	c.markSpread(sc)
	j.keep(j.file.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: head, TopLeftCell: at(2, head+1), ActivePane: "bottomRight"}))
	j.keep(j.file.SetDefinedName(&excelize.DefinedName{ // printed on each page
		Name: "_xlnm.Print_Titles", RefersTo: quoteSheet(name) + "!$" + itoa(head) + ":$" + itoa(head), Scope: name,
	}))
	j.print(f, paper{wide: sc.partners > 3, a3: f.paper.a3}, true)
}

func (c *score) write(sc *scoring, label func(i int) string) {
	c.head(sc, label)
	number := 0
	for _, t := range sc.themes {
		number = c.theme(sc, t, number)
	}
	c.total(sc)
	if len(sc.bands) > 0 && len(c.items) > 0 {
		c.result(sc)
	}
}

// each calls do for each column of values; it may be several columns of the sheet.
func (c *score) each(do func(i, from, to int)) {
	if c.first == c.last {
		do(0, c.first, c.page.last())
		return
	}
	for col := c.first; col <= c.last; col++ {
		do(col-c.first, col, col)
	}
}

// pair writes a number and a statement.
func (c *score) pair(number, statement any, l look) {
	numbered := l
	numbered.center = true
	c.put(0, c.ends[0], number, numbered)
	c.put(c.ends[0]+1, c.ends[1], statement, l)
}

func (c *score) head(sc *scoring, label func(i int) string) {
	head := look{bold: true, wrap: true, border: true, fill: fillHead}
	c.pair(c.form.word("form_number"), sc.itemLabel, head)
	head.center = true
	c.each(func(i, from, to int) { c.put(from, to, label(i), head) })
	if c.spread > 0 {
		c.put(c.spread, c.spread, c.form.word("form_spread"), head)
	}
	c.next(30)
}

// theme writes the statements of a theme, numbered on from the last, and their sum.
func (c *score) theme(sc *scoring, t theme, number int) int {
	runs := []excelize.RichTextRun{{Text: t.title, Font: font(look{bold: true, color: ink})}}
	about := t.about.plain()
	if about != "" {
		runs = append(runs, excelize.RichTextRun{Text: "\n" + about, Font: font(look{size: 9, color: grey})})
	}
	end := c.page.last()
	c.put(0, end, runs, look{wrap: true, border: true, fill: fillLabel})
	c.next(height(c.width(0, end), t.title, about) + 2)
	from := c.row
	for _, item := range t.items {
		number++
		c.pair(number, item, look{border: true, wrap: true, middle: true})
		c.each(func(_, from, to int) { c.put(from, to, nil, look{border: true, center: true, middle: true}) })
		c.compare(look{border: true, center: true, middle: true})
		c.items = append(c.items, c.row)
		c.next(max(height(c.width(c.ends[0]+1, c.ends[1]), item)+4, 22))
	}
	to := c.row - 1
	if to >= from {
		c.among(at(c.first, from)+":"+at(c.last, to), values(sc.low, sc.high), c.form.word("form_wrong_choice"))
	}
	c.sums = append(c.sums, c.row)
	c.sumRow(c.form.word("form_sum", "title", t.title), len(t.items)*sc.high, func(col int) string {
		cells := at(col, from) + ":" + at(col, to)
		return "IF(COUNT(" + cells + ")<" + itoa(len(t.items)) + `,"",SUM(` + cells + "))"
	})
	return number
}

// sumRow is a row of sums, empty where a value is still missing: a sum of some would look like a low score.
func (c *score) sumRow(label string, most int, sum func(col int) string) {
	bold := look{bold: true, border: true, wrap: true, middle: true, fill: fillHead}
	label += " (" + c.form.word("form_most", "number", itoa(most)) + ")"
	c.put(0, c.ends[1], label, bold)
	bold.center = true
	c.each(func(_, from, to int) { c.put(from, to, formula(sum(from)), bold) })
	c.compare(bold)
	c.next(max(22, height(c.width(0, c.ends[1]), label)))
}

// compare writes how far the values of a row lie apart.
func (c *score) compare(l look) {
	if c.spread < 0 {
		return
	}
	cells := at(c.first, c.row) + ":" + at(c.last, c.row)
	c.put(c.spread, c.spread, formula("IF(COUNT("+cells+`)<2,"",MAX(`+cells+")-MIN("+cells+"))"), l)
}

func (c *score) total(sc *scoring) {
	c.wholeSum = c.row
	c.sumRow(c.form.word("form_total"), sc.statements()*sc.high, func(col int) string {
		cells := make([]string, len(c.sums))
		for i, row := range c.sums {
			cells[i] = at(col, row)
		}
		all := strings.Join(cells, ",")
		return "IF(COUNT(" + all + ")<" + itoa(len(cells)) + `,"",SUM(` + all + "))"
	})
}

// result looks the band of each sum up on the sheet of the instructions.
func (c *score) result(sc *scoring) {
	last := c.bandRow + len(sc.bands) - 1
	from, meaning := fixed(c.instructionSheet, 0, c.bandRow, last), fixed(c.instructionSheet, 2, c.bandRow, last)
	bold := look{bold: true, border: true, wrap: true, middle: true, fill: fillHead}
	c.put(0, c.ends[1], c.form.word("form_result"), bold)
	bold.size, bold.center = 9, true
	unfinished := `"` + strings.ReplaceAll(c.form.word("form_unfinished"), `"`, `""`) + `"`
	longest := 0.0
	c.each(func(_, a, z int) {
		sum, all := at(a, c.wholeSum), at(a, c.items[0])+":"+at(a, c.items[len(c.items)-1])
		c.put(a, z, formula("IF(ISNUMBER("+sum+"),INDEX("+meaning+",MATCH("+sum+","+from+",1)),IF(COUNT("+all+`)=0,"",`+unfinished+"))"), bold)
		for _, b := range sc.bands {
			longest = max(longest, height(c.width(a, z)-1, b.meaning))
		}
	})
	if c.spread > 0 {
		c.put(c.spread, c.spread, nil, bold)
	}
	c.next(max(30, longest))
}

// markSpread makes statements stand out on which partners differ by half the scale or more: those to talk about.
func (c *score) markSpread(sc *scoring) {
	id, err := c.file.NewConditionalStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "7A3E00"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FCE8D0"}},
	})
	c.keep(err)
	for _, row := range c.items {
		cell := at(c.spread, row)
		c.keep(c.file.SetConditionalFormat(c.name, cell, []excelize.ConditionalFormatOptions{{
			Type: "formula", Criteria: "AND(ISNUMBER(" + cell + ")," + cell + ">=" + itoa((sc.high-sc.low)/2) + ")", Format: &id,
		}}))
	}
}
