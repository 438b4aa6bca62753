package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// lead is the fields shown above the text: each a label and its text.
func (w *writer) lead() template.HTML {
	for _, v := range w.page.Fields {
		if v.Field.Show == schema.ShowLead && !pureReference(v.Field) {
			w.raw(`<div class="lead" data-field="`, v.Field.Name, `"><p class="label">`)
			w.text(w.label(v.Field))
			w.raw(`</p>`)
			w.block(v)
			w.raw(`</div>`)
		}
	}
	return w.take()
}

// manyFacts is how many short fields a page shows at most; of more it shows fewFacts and folds the others.
const (
	manyFacts = 10
	fewFacts  = 8
)

// facts is the table of short fields.
func (w *writer) facts() template.HTML {
	var starts []int
	if w.joined == nil {
		w.linked = w.facetLinks()
		defer func() { w.linked = nil }()
	}
	for _, v := range w.page.Fields {
		if v.Field.Show == schema.ShowFact && !(pureReference(v.Field) && v.Field.Type == schema.TypeList) {
			starts = append(starts, len(w.b))
			w.fact(v)
		}
	}
	if len(w.page.Names) > 0 {
		starts = append(starts, len(w.b))
		w.raw(`<div><dt>`)
		w.text(w.words().word("names"))
		w.raw(`</dt><dd`)
		w.langOf(w.page.Lang())
		w.raw(`>`)
		w.text(strings.Join(w.page.Names, ", "))
		w.raw(`</dd></div>`)
	}
	if len(starts) == 0 {
		return ""
	}
	all := w.take()
	if len(starts) <= manyFacts || w.joined != nil {
		return `<dl class="facts">` + all + `</dl>`
	}
	w.raw(`</dl><details class="more"><summary>`)
	w.text(w.words().word("more_facts"))
	w.raw(`</summary><dl class="facts">`)
	fold := w.take()
	return `<dl class="facts">` + all[:starts[fewFacts]] + fold + all[starts[fewFacts]:] + `</dl></details>`
}

func (w *writer) fact(v site.Value) {
	w.raw(`<div><dt>`)
	w.text(w.label(v.Field))
	w.raw(`</dt><dd>`)
	w.block(v)
	w.raw(`</dd></div>`)
}

// sections is the fields that have a section of their own, in the order of the page's sections.
func (w *writer) sections() template.HTML {
	for _, s := range w.page.Sections {
		if s.Field == nil || pureReference(s.Field) {
			continue
		}
		for _, v := range w.page.Fields {
			if v.Field == s.Field {
				w.raw(`<section data-field="`, v.Field.Name, `"`)
				if w.onPaper(v.Field) {
					w.raw(` class="paper"`)
				}
				w.raw(`>`)
				w.heading(s)
				if s.Behind {
					w.behind(s)
				}
				switch {
				case !w.onPaper(v.Field) || v.Field == w.page.Kind.Downloads.Instructions:
					w.block(v)
				case v.Field == w.page.Kind.Downloads.Scoring:
					w.rating(v)
				default:
					w.form(v)
				}
				w.raw(`</section>`)
			}
		}
	}
	return w.take()
}

func (w *writer) label(f *schema.Field) string {
	if s := f.Label.In(w.lang); s != "" {
		return s
	}
	return f.Name
}

// block adds a value where paragraphs and lists may stand.
func (w *writer) block(v site.Value) {
	switch v.Field.Type {
	case schema.TypeList:
		w.list(v)
	case schema.TypeObject:
		w.raw(`<dl class="facts">`)
		for _, f := range v.Fields {
			w.fact(f)
		}
		w.raw(`</dl>`)
	case schema.TypeMarkdown:
		inline := v.Doc != nil && v.Doc.Fragments[v.Given.Fragment].Inline
		if inline && v.Field.Show != schema.ShowFact {
			w.raw(`<p>`)
			w.inline(v)
			w.raw(`</p>`)
		} else {
			w.inline(v)
		}
	case schema.TypeText:
		if v.Field.Show == schema.ShowLead || v.Field.Show == schema.ShowSection {
			w.raw(`<p>`)
			w.inline(v)
			w.raw(`</p>`)
		} else {
			w.inline(v)
		}
	default:
		w.inline(v)
	}
}

// list adds a list: short values in a line, texts as points, objects as records.
func (w *writer) list(v site.Value) {
	of := v.Field.Of
	if v.Field.Show == schema.ShowFact && of.Type != schema.TypeObject && of.Type != schema.TypeMarkdown {
		for i, item := range v.Items {
			if i > 0 {
				w.raw(`, `)
			}
			w.inline(item)
		}
		return
	}
	tag := "ul"
	if v.Field.Ordered {
		tag = "ol"
	}
	class := ""
	if of.Type == schema.TypeObject {
		class = ` class="records"`
	}
	w.raw(`<`, tag, class, `>`)
	headed := headed(v.Items)
	for _, item := range v.Items {
		w.raw(`<li>`)
		if of.Type == schema.TypeObject {
			w.record(item, headed)
		} else {
			w.inline(item)
		}
		w.raw(`</li>`)
	}
	w.raw(`</`, tag, `>`)
}

// headed reports records whose first fields are short enough to be headings of the rest.
func headed(records []site.Value) bool {
	for _, r := range records {
		if len(r.Fields) == 0 {
			continue
		}
		switch first := r.Fields[0]; first.Field.Type {
		case schema.TypeMarkdown:
			return false
		case schema.TypeText:
			if t := first.Given.Text; utf8.RuneCountInString(t) > 64 || strings.HasSuffix(t, ".") {
				return false
			}
		}
	}
	return true
}

// record adds one object of a list: its first field, as its head where that is short, and the others
// below it, each with its label.
func (w *writer) record(v site.Value, headed bool) {
	for i, f := range v.Fields {
		switch {
		case f.Field.Show == schema.ShowNone:
		case roomy(f):
			w.raw(`<p class="pair"><span class="label">`)
			w.text(w.label(f.Field))
			w.raw(`</span></p>`)
			w.list(f)
		case w.blocks(f):
			w.inline(f)
		case i == 0 && headed && len(v.Fields) > 1:
			w.raw(`<p class="head">`)
			w.inline(f)
			w.raw(`</p>`)
		case i == 0 || f.Field.Type == schema.TypeMarkdown:
			w.raw(`<p>`)
			w.inline(f)
			w.raw(`</p>`)
		default:
			class := "pair"
			if short(f) {
				class = "pair short"
			}
			w.raw(`<p class="`, class, `"><span class="label">`)
			w.text(w.label(f.Field))
			w.raw(`</span> `)
			w.pair(f)
			w.raw(`</p>`)
		}
	}
}

// roomy reports lists inside an object that need lines of their own: of objects, and of whole sentences.
func roomy(v site.Value) bool {
	if v.Field.Type != schema.TypeList {
		return false
	}
	switch v.Field.Of.Type {
	case schema.TypeObject:
		return true
	case schema.TypeText, schema.TypeMarkdown:
		return slices.ContainsFunc(v.Items, func(item site.Value) bool { return utf8.RuneCountInString(item.Given.Text) > 40 })
	}
	return false
}

// short reports values that several of which fit in a line.
func short(v site.Value) bool {
	switch v.Field.Type {
	case schema.TypeText:
		return utf8.RuneCountInString(v.Given.Text) <= 32
	case schema.TypeChoice, schema.TypeNumber, schema.TypeRange, schema.TypeDate, schema.TypeBoolean:
		return true
	}
	return false
}

// pair adds a value in a line.
func (w *writer) pair(v site.Value) {
	switch v.Field.Type {
	case schema.TypeList:
		for i, item := range v.Items {
			if i > 0 {
				w.raw(`, `)
			}
			w.pair(item)
		}
	case schema.TypeObject:
		for i, f := range v.Fields {
			if i > 0 {
				w.raw(`; `)
			}
			w.pair(f)
		}
	default:
		w.inline(v)
	}
}

// blocks reports a markdown value of more than one paragraph.
func (w *writer) blocks(v site.Value) bool {
	return v.Field.Type == schema.TypeMarkdown && v.Doc != nil && !v.Doc.Fragments[v.Given.Fragment].Inline
}

// inline adds a value in the flow of a line (but for a markdown value of several blocks).
func (w *writer) inline(v site.Value) {
	words := w.words()
	switch v.Field.Type {
	case schema.TypeText:
		if v.Doc != nil && v.Field.Translated && v.Doc.Lang != w.lang {
			w.raw(`<span`)
			w.langOf(v.Doc.Lang)
			w.raw(`>`)
			w.text(v.Given.Text)
			w.raw(`</span>`)
			return
		}
		w.text(v.Given.Text)
	case schema.TypeMarkdown:
		if v.Doc == nil {
			return
		}
		foreign := v.Doc.Lang != w.lang
		fragment := &v.Doc.Fragments[v.Given.Fragment]
		tag := "div"
		if fragment.Inline {
			tag = "span"
		}
		if foreign {
			w.raw(`<`, tag)
			w.langOf(v.Doc.Lang)
			w.raw(`>`)
		}
		w.body(v.Doc, fragment)
		if foreign {
			w.raw(`</`, tag, `>`)
		}
	case schema.TypeNumber:
		w.number(v)
	case schema.TypeRange:
		w.text(w.rangeText(v))
	case schema.TypeDate:
		w.date(words.date(v.Given.Text))
	case schema.TypeBoolean:
		if v.Given.True {
			w.text(words.word("yes"))
		} else {
			w.text(words.word("no"))
		}
	case schema.TypeAddress:
		w.raw(`<a href="`)
		w.text(v.Given.Text)
		w.raw(`" rel="noopener noreferrer">`)
		_, short, _ := strings.Cut(v.Given.Text, "://")
		w.text(strings.TrimSuffix(short, "/"))
		w.raw(`</a>`)
	case schema.TypeChoice:
		w.choice(v)
	case schema.TypeReference:
		w.link(v.Target)
	}
}

// rangeText is a range in words.
func (w *writer) rangeText(v site.Value) string {
	words := w.words()
	from, until, unit := words.number(v.Given.Number), words.number(v.Given.Until), w.unit(v.Field)
	switch {
	case v.Given.Open && v.Field.Calendar:
		return words.word("range_since", "from", from+unit)
	case v.Given.Open:
		return words.word("range_open", "from", from+unit)
	case from == until:
		return until + unit
	}
	return words.word("range", "from", from, "to", until+unit)
}

// unit is the unit of a field after a number, with the space between them.
func (w *writer) unit(f *schema.Field) string {
	if unit := f.Unit.In(w.lang); unit != "" {
		return " " + unit
	}
	return ""
}

func (w *writer) date(d Date) {
	w.raw(`<time datetime="`)
	w.text(d.Machine)
	w.raw(`">`)
	w.text(d.Text)
	w.raw(`</time>`)
}

// number adds a number; on a scale with words also those, and as many dots as the scale has steps.
func (w *writer) number(v site.Value) {
	words, f := w.words(), v.Field
	n := words.number(v.Given.Number)
	label := f.Labels[strconv.FormatFloat(v.Given.Number, 'f', -1, 64)].In(w.lang)
	if f.Max == nil || len(f.Labels) == 0 {
		if label != "" {
			w.text(label + " (" + n + ")")
		} else {
			w.text(n + w.unit(f))
		}
		return
	}
	if steps := int(*f.Max); steps >= 2 && steps <= 10 {
		filled := min(max(int(v.Given.Number), 0), steps)
		w.raw(`<span class="scale" aria-hidden="true">`, strings.Repeat("●", filled), strings.Repeat("○", steps-filled), `</span> `)
	}
	if label != "" {
		w.text(label)
		w.raw(` `)
	}
	w.raw(`<span class="of">`)
	if label != "" {
		w.raw(`(`)
	}
	w.text(words.word("scale", "value", n, "max", words.number(*f.Max)))
	if label != "" {
		w.raw(`)`)
	}
	w.raw(`</span>`)
}

// choice adds the label of a choice. Evidence has a shape as well: choices of such fields go from the
// strongest to the weakest, a third of them full, a third half, a third open.
func (w *writer) choice(v site.Value) {
	if v.Choice == nil {
		w.text(v.Given.Text)
		return
	}
	label := choiceLabel(v.Choice, w.lang)
	if href := w.facetHref(v); href != "" {
		w.raw(`<a href="`)
		w.text(href)
		w.raw(`">`)
		defer w.raw(`</a>`)
	}
	if !evidence(v.Field) {
		w.text(label)
		return
	}
	shape := [...]string{"●", "◐", "○"}[rank(v.Field, v.Choice)]
	w.raw(`<span class="evidence"><span aria-hidden="true">`, shape, `</span> `)
	w.text(label)
	w.raw(`</span>`)
}

// evidence tells fields that grade evidence, by name and by the choices they share.
func evidence(f *schema.Field) bool {
	if len(f.Choices) < 3 {
		return false
	}
	switch f.Name {
	case "evidence", "evidence_grade", "grade", "design":
		return true
	}
	return false
}

// rank is the third of the choices in which one stands: 0, 1 or 2.
func rank(f *schema.Field, c *schema.Choice) int {
	for i := range f.Choices {
		if f.Choices[i].Value == c.Value {
			return i * 3 / len(f.Choices)
		}
	}
	return 2
}
