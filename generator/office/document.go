package office

import "strings"

const (
	star = "\u00a0*" // marks what must be filled in

	shadeLabel = "F2F2F2"
	shadeHead  = "E3ECEF"
)

// document makes a .docx.
func document(f *form) ([]byte, error) {
	d := &layout{form: f, wide: textWidth(f.paper)}
	d.heading()
	place := f.scoringAt()
	d.blanks(0, max(place, 0))
	if f.scoring != nil {
		d.scoring()
	}
	d.blanks(max(place, 0), len(f.blanks))
	if f.scoring != nil {
		d.joint()
	}
	return pack(packageOf(f, &d.writer))
}

// textWidth is the width between the margins.
func textWidth(p paper) int {
	width, _ := p.size()
	return width - 2*margin
}

// size is the width and height of the paper in twips.
func (p paper) size() (width, height int) {
	width, height = 11906, 16838
	if p.a3 {
		width, height = 16838, 23811
	}
	if p.wide {
		width, height = height, width
	}
	return width, height
}

// layout sets a form on paper.
type layout struct {
	writer
	*form
	wide int
}

// heading is all that stands before the blanks.
func (d *layout) heading() {
	d.say(styleCode, strings.TrimPrefix(d.code+" · "+d.handbook, " · "))
	d.say(styleTitle, d.title)
	for _, t := range d.purpose.texts {
		d.text(styleLead, "", nil, t)
	}
	for _, t := range d.notice.texts {
		d.writer.text(styleNotice, "", []run{{text: d.notice.label + ": ", bold: true}}, t)
	}
	if len(d.instructions.texts) > 0 {
		d.say(stylePart, d.instructions.label)
		for _, t := range d.instructions.texts {
			d.step(t)
		}
	}
	for _, b := range d.form.blanks {
		if b.required {
			d.say(styleHelp, d.word("form_required"))
			break
		}
	}
}

// step is one numbered instruction; further paragraphs of it carry no number.
func (d *layout) step(t text) {
	for i, p := range t {
		number := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
		if i > 0 {
			number = ""
		}
		d.paragraph(styleStep, number, func() {
			for _, r := range p.runs {
				d.letters(r)
			}
		})
	}
}

// blanks writes what is to be filled in: those of one cell together in a table of two columns, each table by itself.
func (d *layout) blanks(from, to int) {
	blanks := d.form.blanks[from:to]
	if from == 0 && len(blanks) > 0 && blanks[0].part == "" {
		d.say(stylePart, d.label)
	}
	for i := 0; i < len(blanks); {
		b := blanks[i]
		if b.part != "" {
			d.say(stylePart, b.part)
		}
		if b.kind == kindTable {
			d.tableBlank(b)
			i++
			continue
		}
		from := i
		for i++; i < len(blanks) && blanks[i].kind != kindTable && blanks[i].part == ""; i++ {
		}
		d.grid(blanks[from:i])
	}
}

// grid is a table of blanks, label left and cell right, or one above the other where there is much to write.
func (d *layout) grid(blanks []blank) {
	left := d.wide * 36 / 100
	if d.wide > 10000 {
		left = d.wide * 28 / 100
	}
	widths := []int{left, d.wide - left}
	d.table(widths, true, func() {
		for _, b := range blanks {
			if b.isLong(widths[1]) {
				d.row(0, false, b.lines > 15, func() {
					d.cell(d.wide, 2, "", func() {
						d.labelOf(b, false)
						d.answer(b, d.wide-170)
					})
				})
				continue
			}
			d.row(centimetre*9/10, false, false, func() {
				d.cell(widths[0], 1, shadeLabel, func() { d.labelOf(b, false) })
				d.cell(widths[1], 1, "", func() { d.answer(b, widths[1]-170) })
			})
		}
	})
	d.say(styleBetween, "")
}

// isLong reports a blank that needs the whole width: several lines, many answers, or a long help.
func (b *blank) isLong(width int) bool {
	if b.lines > 1 || len([]rune(b.help.plain()))+len([]rune(b.example.plain())) > 150 {
		return true
	}
	return (b.kind == kindChoice || b.kind == kindScale) && len(b.options) > 5 && !fitsLine(b.options, width)
}

// labelOf is the name of a blank, how to fill it in, and an example. Above a table it is kept on its page; within one nothing
// may be, for LibreOffice would keep the whole table with what follows.
func (d *layout) labelOf(b blank, keep bool) {
	next := ""
	if keep {
		next = keepNext
	}
	d.paragraph(styleLabel, next, func() {
		d.letters(run{text: b.label})
		if b.required {
			d.letters(run{text: star})
		}
		if b.several {
			d.raw(`<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> `, escape("("+d.word("form_several")+")"), `</w:t></w:r>`)
		}
	})
	d.text(styleHelp, next, nil, b.help)
	d.text(styleHelp, next, []run{{text: d.word("form_example") + ": ", italic: true}}, slanted(b.example))
}

// slanted is a text in italics.
func slanted(t text) text {
	out := make(text, len(t))
	for i, p := range t {
		out[i].bullet = p.bullet
		for _, r := range p.runs {
			r.italic = true
			out[i].runs = append(out[i].runs, r)
		}
	}
	return out
}

// answer is the place for what is filled in, in a cell of the given inner width.
func (d *layout) answer(b blank, width int) {
	switch b.kind {
	case kindNumber:
		d.rule(min(width/2, 4*centimetre), b.unit)
	case kindDate:
		d.paragraph(styleBlank, "", func() { d.dateControl(b.name, d.lang) })
	case kindChoice, kindScale:
		d.boxes(b, width)
	default:
		if b.lines == 1 {
			d.say(styleBlank, "")
			return
		}
		for range b.lines {
			d.rule(width, "")
		}
	}
}

// boxes are the answers to tick: in one line where they fit, else in columns.
func (d *layout) boxes(b blank, width int) {
	options := b.answers()
	if len(options) == 0 {
		d.rule(width, "")
		return
	}
	if fitsLine(options, width) {
		d.paragraph(styleAnswer, "", func() {
			for _, o := range options {
				d.box(b.name, o, true)
			}
		})
		return
	}
	columns := 1
	if len(options) > 5 {
		longest := 0
		for _, o := range options {
			longest = max(longest, letterWidth*(len([]rune(o))+4))
		}
		columns = max(1, min(width/longest, 3))
	}
	if columns == 1 {
		for _, o := range options {
			d.paragraph(styleAnswer, "", func() { d.box(b.name, o, false) })
		}
		return
	}
	each := (len(options) + columns - 1) / columns
	for i := range each {
		tabs := `<w:tabs>`
		for c := 1; c < columns; c++ {
			tabs += `<w:tab w:val="left" w:pos="` + itoa(c*width/columns) + `"/>`
		}
		d.paragraph(styleAnswer, tabs+`</w:tabs>`, func() {
			for c := range columns {
				if j := c*each + i; j < len(options) {
					if c > 0 {
						d.raw(`<w:r><w:tab/></w:r>`)
					}
					d.box(b.name, options[j], false)
				}
			}
		})
	}
}

// answers are the options of a choice, or the values of a scale with their meanings.
func (b *blank) answers() []string {
	if b.kind != kindScale || len(b.meanings) == 0 {
		return b.options
	}
	all := make([]string, len(b.options))
	for i, o := range b.options {
		all[i] = o
		if i < len(b.meanings) {
			all[i] += " = " + b.meanings[i]
		}
	}
	return all
}

// letterWidth is about the width of a letter of ten points, in twips.
const letterWidth = 104

// fitsLine reports whether answers with their boxes fit in one line.
func fitsLine(options []string, width int) bool {
	total := 0
	for _, o := range options {
		total += letterWidth*len([]rune(o)) + 520
	}
	return total <= width
}

// tableBlank is a table to fill in.
func (d *layout) tableBlank(b blank) {
	d.labelOf(b, true)
	if leastWidth(&b) > d.wide {
		d.cards(b)
		return
	}
	widths := columnWidths(&b, d.wide)
	printed := len(b.rowLabels) > 0
	boxed := make([]bool, len(b.columns)) // answers stand in the cells as boxes
	for i, c := range b.columns {
		boxed[i] = printed && c.kind == kindChoice && len(c.options) <= 4 && totalWidth(c.options) <= 40
	}
	d.table(widths, true, func() {
		d.row(0, true, false, func() {
			if printed {
				d.cell(widths[0], 1, shadeHead, func() { d.say(styleHead, "") })
			}
			for i, c := range b.columns {
				d.cell(widths[len(widths)-len(b.columns)+i], 1, shadeHead, func() { d.columnHead(c, boxed[i], "") })
			}
		})
		for i := range len(b.rowLabels) + b.rows {
			height := centimetre * 8 / 10
			if len(b.columns) <= 3 && len(b.rowLabels)+b.rows <= 4 {
				height = centimetre * 11 / 10
			}
			if len(b.columns) == 2 && len(b.rowLabels) == 2 && b.rows == 0 { // a map of four boxes
				height = centimetre * 9 / 2
			}
			d.row(height, false, false, func() {
				if printed {
					d.cell(widths[0], 1, shadeLabel, func() {
						label := ""
						if i < len(b.rowLabels) {
							label = b.rowLabels[i]
						}
						d.say(styleCell, label)
					})
				}
				for j, c := range b.columns {
					width := widths[len(widths)-len(b.columns)+j]
					d.cell(width, 1, "", func() { d.tableCell(c, boxed[j]) })
				}
			})
		}
	})
	d.say(styleBetween, "")
}

// cards writes a table that is too wide for the paper as one small table for each of its rows, two columns side by side.
func (d *layout) cards(b blank) {
	label := d.wide * 21 / 100
	widths := []int{label, d.wide/2 - label, label, d.wide - d.wide/2 - label}
	for i := range len(b.rowLabels) + b.rows {
		title := itoa(i + 1)
		if i < len(b.rowLabels) {
			title = b.rowLabels[i]
		}
		d.table(widths, true, func() {
			d.row(0, false, false, func() {
				d.cell(d.wide, 4, shadeHead, func() { d.paragraph(styleHead, keepNext, func() { d.letters(run{text: title}) }) })
			})
			for j := 0; j < len(b.columns); j += 2 {
				keep := keepNext // a card stays on one page
				if j+2 >= len(b.columns) {
					keep = ""
				}
				d.row(centimetre*8/10, false, false, func() {
					if j+1 == len(b.columns) {
						d.card(b.columns[j], label, d.wide-label, 3, keep)
						return
					}
					d.card(b.columns[j], widths[0], widths[1], 1, keep)
					d.card(b.columns[j+1], widths[2], widths[3], 1, keep)
				})
			}
		})
		d.say(styleBetween, "")
	}
}

// card is one column of a table in a card: its head, and the cell over one or more columns.
func (d *layout) card(c blank, label, width, span int, keep string) {
	boxed := c.kind == kindChoice && len(c.options) <= 4
	d.cell(label, 1, shadeLabel, func() { d.columnHead(c, boxed, keep) })
	d.cell(width, span, "", func() {
		if c.kind == kindDate {
			d.paragraph(styleCell, "", func() { d.dateControl(c.name, d.lang) })
			return
		}
		d.tableCell(c, boxed)
	})
}

// columnHead is the head of a column, with the answers to choose from unless they stand in each cell.
func (d *layout) columnHead(c blank, boxed bool, keep string) {
	label := c.label
	if c.required {
		label += star
	}
	d.paragraph(styleHead, keep, func() { d.letters(run{text: label}) })
	d.text(styleHelp, "", nil, c.help)
	if c.unit != "" {
		d.say(styleHelp, c.unit)
	}
	switch n := len(c.options); {
	case c.kind == kindScale && n > 1:
		d.say(styleHelp, c.options[0]+"–"+c.options[n-1])
	case c.kind == kindChoice && n > 0 && n <= 6 && !boxed:
		d.say(styleHelp, strings.Join(c.options, " / "))
	}
}

func (d *layout) tableCell(c blank, boxed bool) {
	switch {
	case boxed:
		for _, o := range c.options {
			d.paragraph(styleCell, "", func() { d.box(c.name, o, false) })
		}
	case (c.kind == kindChoice || c.kind == kindScale) && len(c.options) > 0 && !c.several:
		d.paragraph(styleCell, "", func() { d.list(c.name, c.options) })
	default:
		d.say(styleCell, "")
	}
}

func totalWidth(all []string) int {
	n := 0
	for _, s := range all {
		n += len([]rune(s))
	}
	return n
}

// leastWidth is the width of a table in which no word breaks.
func leastWidth(b *blank) int {
	least, _ := columnNeeds(b)
	sum := 0
	for _, w := range least {
		sum += w
	}
	return sum
}

// columnWidths shares the width among the columns: each its longest word, the rest by what is to be written in it.
func columnWidths(b *blank, total int) []int {
	least, weight := columnNeeds(b)
	return share(total, least, weight)
}

// columnNeeds is the least width of each column and its share in what is left.
func columnNeeds(b *blank) (least, weight []int) {
	if len(b.rowLabels) > 0 {
		longest, sum := 0, 0
		for _, s := range b.rowLabels {
			longest = max(longest, longestWord(s))
			sum = max(sum, width(s))
		}
		least = append(least, longest*letterWidth+200)
		weight = append(weight, min(max(sum, 4), 40))
	}
	for _, c := range b.columns {
		words := longestWord(c.label)
		for _, o := range c.options {
			words = max(words, longestWord(o))
		}
		if len(c.options) > 6 {
			words = longestWord(c.label)
		}
		if c.kind == kindDate {
			words = max(words, 11)
		}
		least = append(least, (words+1)*letterWidth+200)
		switch c.kind {
		case kindText:
			weight = append(weight, 30)
		case kindChoice:
			weight = append(weight, 8)
		default:
			weight = append(weight, 4)
		}
	}
	return least, weight
}

// share divides a total so that everyone has at least so much, and the rest goes by weight.
func share(total int, least, weight []int) []int {
	sum, weights := 0, 0
	for i := range least {
		sum += least[i]
		weights += weight[i]
	}
	out := make([]int, len(least))
	used := 0
	for i := range out {
		if sum > total {
			out[i] = least[i] * total / sum
		} else {
			out[i] = least[i] + (total-sum)*weight[i]/weights
		}
		used += out[i]
	}
	out[len(out)-1] += total - used
	return out
}

// scoring writes the statements with a box for each value, the sums, the bands, and the joint sheet.
func (d *layout) scoring() {
	s := d.form.scoring
	d.say(stylePart, s.label)
	if len(s.meanings) > 0 {
		legend := blank{kind: kindScale, options: values(s.low, s.high), meanings: s.meanings}
		d.say(styleHelp, strings.Join(legend.answers(), "   "))
	}
	steps := values(s.low, s.high)
	box := 620
	widths := []int{600, d.wide - 600 - box*len(steps)}
	for range steps {
		widths = append(widths, box)
	}
	number := 0
	for _, t := range s.themes {
		d.say(styleTheme, t.title)
		d.text(styleHelp, keepNext, nil, t.about)
		d.table(widths, true, func() {
			d.row(0, true, false, func() {
				d.cell(widths[0], 1, shadeHead, func() { d.say(styleHead, d.word("form_number")) })
				d.cell(widths[1], 1, shadeHead, func() { d.say(styleHead, s.itemLabel) })
				for _, v := range steps {
					d.cell(box, 1, shadeHead, func() { d.centred(styleHead, v) })
				}
			})
			for _, item := range t.items {
				number++
				d.row(centimetre*7/10, false, false, func() {
					d.cell(widths[0], 1, "", func() { d.say(styleNumber, itoa(number)) })
					d.cell(widths[1], 1, "", func() { d.say(styleCell, item) })
					for _, v := range steps {
						d.cell(box, 1, "", func() {
							d.paragraph(styleCell, `<w:jc w:val="center"/>`, func() { d.box("statement_"+itoa(number)+"_"+v, "", false) })
						})
					}
				})
			}
			d.sumRow(widths, box*len(steps), d.word("form_sum", "title", t.title), len(t.items)*s.high)
		})
	}
	d.say(styleBetween, "")
	d.table([]int{d.wide - box*len(steps), box * len(steps)}, true, func() {
		d.sumRow([]int{0, d.wide - box*len(steps)}, box*len(steps), d.word("form_total"), s.statements()*s.high)
	})
	d.bands()
}

// sumRow is a row for a sum, with the most it can be.
func (d *layout) sumRow(widths []int, width int, label string, most int) {
	d.row(centimetre*8/10, false, false, func() {
		left := 0
		span := 0
		for _, one := range widths[:2] {
			if left += one; one > 0 {
				span++
			}
		}
		d.cell(left, span, shadeLabel, func() { d.say(styleLabel, label) })
		d.cell(width, len(widths)-2, shadeLabel, func() {
			d.paragraph(styleBlank, `<w:jc w:val="right"/>`, func() { d.letters(run{text: "______ / " + itoa(most)}) })
		})
	})
}

func (d *layout) centred(style, s string) {
	d.paragraph(style, `<w:jc w:val="center"/>`, func() { d.letters(run{text: s}) })
}

func (d *layout) bands() {
	s := d.form.scoring
	if len(s.bands) == 0 {
		return
	}
	d.say(styleTheme, d.word("form_result"))
	widths := share(d.wide, []int{1300, 1500, 2000}, []int{1, 12, 30})
	d.table(widths, true, func() {
		d.row(0, true, false, func() {
			for i, label := range [...]string{s.scoreLabel, s.meaning, s.tips} {
				d.cell(widths[i], 1, shadeHead, func() { d.say(styleHead, label) })
			}
		})
		for _, b := range s.bands {
			d.row(0, false, false, func() {
				d.cell(widths[0], 1, "", func() { d.say(styleCell, itoa(b.from)+"–"+itoa(b.to)) })
				d.cell(widths[1], 1, "", func() { d.say(styleCell, b.meaning) })
				d.cell(widths[2], 1, "", func() {
					d.text(styleCell, "", nil, b.advice)
					if len(b.advice) == 0 {
						d.say(styleCell, "")
					}
				})
			})
		}
	})
	d.say(styleBetween, "")
}

// joint is the table on which the values of all partners stand side by side.
func (d *layout) joint() {
	s := d.form.scoring
	if s.partners < 2 {
		return
	}
	d.say(stylePart, d.word("form_joint"))
	least, weight := []int{500, 2600}, []int{0, 10}
	for range s.partners + 1 {
		least, weight = append(least, 480), append(weight, 1)
	}
	least[len(least)-1] = 1150
	widths := share(d.wide, least, weight)
	partners := 0
	for _, w := range widths[2 : len(widths)-1] {
		partners += w
	}
	d.table(widths, true, func() {
		d.row(0, true, false, func() {
			d.cell(widths[0]+widths[1], 2, shadeHead, func() { d.say(styleHead, "") })
			d.cell(partners, s.partners, shadeHead, func() { d.centred(styleHead, s.partnersLabel) })
			d.cell(widths[len(widths)-1], 1, shadeHead, func() { d.say(styleHead, "") })
		})
		d.row(0, true, false, func() {
			d.cell(widths[0], 1, shadeHead, func() { d.say(styleHead, d.word("form_number")) })
			d.cell(widths[1], 1, shadeHead, func() { d.say(styleHead, s.itemLabel) })
			for i := range s.partners {
				d.cell(widths[i+2], 1, shadeHead, func() { d.centred(styleHead, itoa(i+1)) })
			}
			d.cell(widths[len(widths)-1], 1, shadeHead, func() { d.centred(styleHead, d.word("form_spread")) })
		})
		number := 0
		for _, t := range s.themes {
			for _, item := range t.items {
				number++
				d.row(0, false, false, func() {
					d.cell(widths[0], 1, "", func() { d.say(styleNumber, itoa(number)) })
					d.cell(widths[1], 1, "", func() { d.say(styleCell, item) })
					for _, w := range widths[2:] {
						d.cell(w, 1, "", func() { d.say(styleCell, "") })
					}
				})
			}
		}
	})
	d.say(styleBetween, "")
}
