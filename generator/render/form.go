package render

import (
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// The blanks that a page gives to fill in (see schema.Downloads) are shown as the sheet of paper they become: lines to
// write on, boxes to tick, tables with empty rows. Package office makes its files of the same fields.

// onPaper reports fields that belong on the printed sheet of a page with blanks.
func (w *writer) onPaper(f *schema.Field) bool {
	d := w.page.Kind.Downloads
	return d != nil && w.page.Role == site.RoleText && (f == d.Fields || f == d.Instructions || f == d.Scoring)
}

// form adds the blanks, part by part.
func (w *writer) form(v site.Value) {
	must := false
	for i := range v.Items {
		must = must || truth(named(&v.Items[i], "required"))
	}
	if must {
		w.raw(`<p class="must">`)
		w.text(w.words().word("form_required"))
		w.raw(`</p>`)
	}
	for i := range v.Items {
		b := &v.Items[i]
		if part := lineOf(b, "part"); part != "" {
			w.raw(`<h3>`)
			w.text(part)
			w.raw(`</h3>`)
		}
		if short := named(b, "help") == nil && named(b, "example") == nil && lines(b) == 1; short {
			w.raw(`<div class="blank row">`) // label and line side by side
		} else {
			w.raw(`<div class="blank">`)
		}
		w.blankHead(b)
		w.blankSpace(b)
		w.raw(`</div>`)
	}
}

// blankHead is what a blank is called and how it is filled in.
func (w *writer) blankHead(b *site.Value) {
	w.raw(`<p class="head">`)
	w.text(lineOf(b, "label"))
	if unit := lineOf(b, "unit"); unit != "" {
		w.text(" (" + unit + ")")
	}
	if truth(named(b, "required")) {
		w.raw(` *`)
	}
	if truth(named(b, "several")) {
		w.raw(` <span class="of">`)
		w.text(w.words().word("form_several"))
		w.raw(`</span>`)
	}
	w.raw(`</p>`)
	if help := named(b, "help"); help != nil {
		w.raw(`<div class="help">`)
		w.inline(*help)
		w.raw(`</div>`)
	}
	if example := named(b, "example"); example != nil {
		w.raw(`<p class="help"><span class="label">`)
		w.text(w.words().word("form_example"))
		w.raw(`:</span> `)
		w.inline(*example)
		w.raw(`</p>`)
	}
}

// blankSpace is where one writes.
func (w *writer) blankSpace(b *site.Value) {
	switch kindOfBlank(b) {
	case "choice":
		w.ticks("ticks", w.answers(b))
	case "scale":
		w.ticks("ticks across", w.steps(b))
	case "table":
		w.blankTable(b)
	case "number", "date":
		w.raw(`<div class="lines few"><span></span></div>`)
	default:
		w.raw(`<div class="lines">`, strings.Repeat(`<span></span>`, lines(b)), `</div>`)
	}
}

func kindOfBlank(b *site.Value) string {
	if said := named(b, "kind"); said != nil {
		return said.Given.Text
	}
	return "text"
}

// lines is how many lines there are to write on: none for what is ticked or filled into a table.
func lines(b *site.Value) int {
	switch kindOfBlank(b) {
	case "choice", "scale", "table":
		return 0
	case "text":
		if n := named(b, "lines"); n != nil {
			return max(1, int(n.Given.Number))
		}
	}
	return 1
}

// ticks is a list of what can be ticked.
func (w *writer) ticks(class string, options []string) {
	w.raw(`<ul class="`, class, `">`)
	for _, o := range options {
		w.raw(`<li>`)
		w.text(o)
		w.raw(`</li>`)
	}
	w.raw(`</ul>`)
}

// answers is the answers to choose from: written, or of a list of the handbook.
func (w *writer) answers(b *site.Value) []string {
	all := texts(named(b, "options"))
	if from := named(b, "from"); from != nil {
		for _, c := range w.site.Schema.Choices[from.Given.Text] {
			all = append(all, choiceLabel(&c, w.lang))
		}
	}
	return all
}

// steps is the values of a scale, each with its meaning where one is given.
func (w *writer) steps(b *site.Value) []string {
	scale := named(b, "scale")
	if scale == nil {
		return nil
	}
	meanings := texts(named(b, "scale_labels"))
	var all []string
	low := int(scale.Given.Number)
	for n := low; n <= int(scale.Given.Until) && len(all) < 20; n++ {
		step := strconv.Itoa(n)
		if n-low < len(meanings) {
			step += " " + meanings[n-low]
		}
		all = append(all, step)
	}
	return all
}

// fewRows is how many empty rows of a table a screen shows; paper has them all.
const fewRows = 2

func (w *writer) blankTable(b *site.Value) {
	label, labels, rows := lineOf(b, "label"), texts(named(b, "row_labels")), 0
	if n := named(b, "rows"); n != nil {
		rows = int(n.Given.Number)
	}
	if rows == 0 && len(labels) == 0 {
		rows = 3
	}
	var columns []*site.Value
	if v := named(b, "columns"); v != nil {
		columns = items(v)
	}
	w.raw(`<div class="table" role="region" tabindex="0" aria-label="`)
	w.text(label)
	w.raw(`"><table><thead><tr>`)
	if len(labels) > 0 {
		w.raw(`<th scope="col">`)
		w.text(label)
		w.raw(`</th>`)
	}
	for _, c := range columns {
		w.raw(`<th scope="col">`)
		w.text(lineOf(c, "label"))
		options := w.answers(c)
		if len(options) == 0 {
			options = w.steps(c)
		}
		if help := lineOf(c, "help"); help != "" || len(options) > 0 {
			w.raw(`<span class="help">`)
			w.text(strings.TrimSpace(help + " " + strings.Join(options, " / ")))
			w.raw(`</span>`)
		}
		w.raw(`</th>`)
	}
	w.raw(`</tr></thead><tbody>`)
	empty := strings.Repeat(`<td></td>`, len(columns))
	for _, l := range labels {
		w.raw(`<tr><th scope="row">`)
		w.text(l)
		w.raw(`</th>`, empty, `</tr>`)
	}
	if len(labels) > 0 {
		empty += `<td></td>`
	}
	for i := range rows {
		if i < fewRows {
			w.raw(`<tr>`, empty, `</tr>`)
		} else {
			w.raw(`<tr class="spare">`, empty, `</tr>`)
		}
	}
	w.raw(`</tbody></table></div>`)
}

// named is a field of an object by its name, or nil.
func named(v *site.Value, name string) *site.Value {
	for i := range v.Fields {
		if v.Fields[i].Field.Name == name {
			return &v.Fields[i]
		}
	}
	return nil
}

func lineOf(v *site.Value, name string) string {
	if f := named(v, name); f != nil {
		return strings.TrimSpace(f.Given.Text)
	}
	return ""
}

func truth(v *site.Value) bool { return v != nil && v.Given.True }

// rating adds statements to be rated: a table for each theme with a circle for each value, and what the sums mean.
func (w *writer) rating(v site.Value) {
	scale := named(&v, "scale")
	if scale == nil {
		w.block(v)
		return
	}
	var values []string
	for n := int(scale.Given.Number); n <= int(scale.Given.Until) && len(values) < 12; n++ {
		values = append(values, strconv.Itoa(n))
	}
	if meanings := texts(named(&v, "scale_labels")); len(meanings) > 0 {
		w.raw(`<p class="help">`)
		for i, m := range meanings[:min(len(meanings), len(values))] {
			if i > 0 {
				w.raw(`; `)
			}
			w.text(values[i] + " = " + m)
		}
		w.raw(`</p>`)
	}
	themes := named(&v, "themes")
	if themes == nil {
		return
	}
	number := 0
	for i := range themes.Items {
		theme := &themes.Items[i]
		w.raw(`<h3>`)
		w.text(lineOf(theme, "title"))
		w.raw(`</h3>`)
		if about := named(theme, "about"); about != nil {
			w.raw(`<p class="help">`)
			w.inline(*about)
			w.raw(`</p>`)
		}
		statements := named(theme, "items")
		if statements == nil {
			continue
		}
		w.raw(`<div class="table rate" role="region" tabindex="0" aria-label="`)
		w.text(lineOf(theme, "title"))
		w.raw(`"><table><thead><tr><th scope="col">`)
		w.text(w.words().word("form_number"))
		w.raw(`</th><th scope="col">`)
		w.text(w.label(statements.Field))
		w.raw(`</th>`)
		for _, value := range values {
			w.raw(`<th scope="col">`, value, `</th>`)
		}
		w.raw(`</tr></thead><tbody>`)
		for _, statement := range texts(statements) {
			number++
			w.raw(`<tr><td>`, strconv.Itoa(number), `</td><th scope="row">`)
			w.text(statement)
			w.raw(`</th>`, strings.Repeat(`<td>○</td>`, len(values)), `</tr>`)
		}
		w.raw(`</tbody></table></div>`)
	}
	if bands := named(&v, "bands"); bands != nil {
		if t := w.tableOf(bands); t != nil {
			w.raw(`<h3>`)
			w.text(t.Label)
			w.raw(`</h3><div class="table bands" role="region" tabindex="0" aria-label="`)
			w.text(t.Label)
			w.raw(`"><table><thead><tr>`)
			for _, c := range t.Columns {
				w.raw(`<th scope="col">`)
				w.text(c)
				w.raw(`</th>`)
			}
			w.raw(`</tr></thead><tbody>`)
			for _, row := range t.Rows {
				w.raw(`<tr>`)
				for _, cell := range row {
					w.raw(`<td>`, string(cell), `</td>`)
				}
				w.raw(`</tr>`)
			}
			w.raw(`</tbody></table></div>`)
		}
	}
}
