package office

import (
	"cmp"
	"strings"

	"handbook/generator/render"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// form is what a page gives to fill in.
type form struct {
	word     func(key string, pairs ...string) string // of the interface, in the language of the form
	lang     string
	code     string // short code, or ""
	title    string
	handbook string
	address  string // of the page, absolute, or ""
	licence  string
	date     string // YYYY-MM-DD of the text, or ""
	paper    paper

	purpose, notice labelled
	instructions    labelled // one text for each step
	label           string   // of the blanks as a whole
	blanks          []blank
	scoring         *scoring
}

// labelled is texts under a label.
type labelled struct {
	label string
	texts []text
}

// paper is a size and direction of paper.
type paper struct {
	wide bool // landscape
	a3   bool
}

// blank is one thing to fill in.
type blank struct {
	part          string // heading of the part that begins here
	name          string // for programs
	label         string
	help, example text
	kind          kind
	required      bool
	lines         int // of text, 1 or more
	unit          string
	options       []string // choice, scale
	meanings      []string // of the options of a scale
	several       bool
	rows          int      // of a table: empty ones
	rowLabels     []string // of a table: printed ones, in a column before the others
	columns       []blank
}

type kind string

const (
	kindText   kind = "text"
	kindNumber kind = "number"
	kindDate   kind = "date"
	kindChoice kind = "choice"
	kindScale  kind = "scale"
	kindTable  kind = "table"
)

// scoring is statements to be rated.
type scoring struct {
	label                     string
	themeLabel, itemLabel     string
	scoreLabel, meaning, tips string // labels of the bands
	low, high                 int
	meanings                  []string // of the values, from the lowest
	partners                  int      // columns of the joint sheet
	partnersLabel             string
	themes                    []theme
	bands                     []band
}

type theme struct {
	title string
	about text
	items []string
}

type band struct {
	from, to int
	meaning  string
	advice   text
}

// statements is how many there are.
func (s *scoring) statements() int {
	n := 0
	for _, t := range s.themes {
		n += len(t.items)
	}
	return n
}

// scoringAt is the number of the blank before which the statements stand: they come after the first part, which says who
// rates what. Without statements it is -1.
func (f *form) scoringAt() int {
	if f.scoring == nil {
		return -1
	}
	for i, b := range f.blanks {
		if i > 0 && b.part != "" {
			return i
		}
	}
	return len(f.blanks)
}

// read makes the form of a page. Labels and words are in the language of the text, which on a page that is not translated
// is not that of the edition.
func read(t *render.Theme, s *site.Site, p *site.Page) *form {
	lang := p.Lang()
	f := &form{
		word:     func(key string, pairs ...string) string { return t.Word(lang, key, pairs...) },
		lang:     lang,
		code:     p.Code,
		title:    p.Title,
		handbook: s.Schema.Title.In(lang),
		licence:  s.Schema.License.In(lang),
		date:     cmp.Or(p.Updated, p.Reviewed, p.Published),
	}
	if s.Schema.BaseURL != "" {
		f.address = s.Schema.BaseURL + site.Href("", p.Path, "")
	}
	r := reader{site: s, page: p, lang: lang}
	declared := p.Kind.Downloads
	for _, v := range p.Fields {
		label := v.Field.Label.In(lang)
		switch v.Field {
		case declared.Purpose:
			f.purpose = labelled{label, []text{r.text(&v)}}
		case declared.Notice:
			f.notice = labelled{label, []text{r.text(&v)}}
		case declared.Instructions:
			f.instructions = labelled{label, r.texts(&v)}
		case declared.Paper:
			f.paper = paper{wide: strings.HasSuffix(v.Given.Text, "-landscape"), a3: strings.HasPrefix(v.Given.Text, "a3")}
		case declared.Fields:
			f.label = label
			for i := range v.Items {
				f.blanks = append(f.blanks, r.blank(&v.Items[i]))
			}
		case declared.Scoring:
			f.scoring = r.scoring(&v)
		}
	}
	return f
}

// reader turns values of a page into parts of a form.
type reader struct {
	site *site.Site
	page *site.Page
	lang string
}

// get is a field of an object, or nil.
func get(v *site.Value, name string) *site.Value {
	for i := range v.Fields {
		if v.Fields[i].Field.Name == name {
			return &v.Fields[i]
		}
	}
	return nil
}

func (r *reader) blank(v *site.Value) blank {
	b := blank{
		part:      r.line(get(v, "part")),
		name:      r.line(get(v, "name")),
		label:     r.line(get(v, "label")),
		help:      r.text(get(v, "help")),
		example:   r.text(get(v, "example")),
		kind:      kindText,
		required:  truth(get(v, "required")),
		lines:     max(1, number(get(v, "lines"))),
		unit:      r.line(get(v, "unit")),
		several:   truth(get(v, "several")),
		rows:      number(get(v, "rows")),
		options:   r.lines(get(v, "options")),
		rowLabels: r.lines(get(v, "row_labels")),
	}
	if said := get(v, "kind"); said != nil {
		b.kind = kind(said.Given.Text)
	}
	if from := get(v, "from"); from != nil {
		for _, c := range r.site.Schema.Choices[from.Given.Text] {
			b.options = append(b.options, c.Label.In(r.lang))
		}
	}
	if scale := get(v, "scale"); scale != nil && b.kind == kindScale {
		low, high := ends(scale)
		b.options = values(low, high)
		b.meanings = r.lines(get(v, "scale_labels"))
	}
	if columns := get(v, "columns"); columns != nil {
		for i := range columns.Items {
			b.columns = append(b.columns, r.blank(&columns.Items[i]))
		}
	}
	if b.kind == kindTable && b.rows == 0 && len(b.rowLabels) == 0 {
		b.rows = 3
	}
	return b
}

func (r *reader) scoring(v *site.Value) *scoring {
	s := &scoring{label: v.Field.Label.In(r.lang), partners: number(get(v, "partner_columns")), meanings: r.lines(get(v, "scale_labels"))}
	if scale := get(v, "scale"); scale != nil {
		s.low, s.high = ends(scale)
	}
	for _, inner := range v.Field.Fields {
		if inner.Name == "partner_columns" {
			s.partnersLabel = inner.Label.In(r.lang)
		}
	}
	if themes := get(v, "themes"); themes != nil {
		s.themeLabel = r.labelOf(themes.Field, "title")
		s.itemLabel = r.labelOf(themes.Field, "items")
		for i := range themes.Items {
			one := &themes.Items[i]
			s.themes = append(s.themes, theme{r.line(get(one, "title")), r.text(get(one, "about")), r.lines(get(one, "items"))})
		}
	}
	if bands := get(v, "bands"); bands != nil {
		s.scoreLabel = r.labelOf(bands.Field, "score")
		s.meaning = r.labelOf(bands.Field, "meaning")
		s.tips = r.labelOf(bands.Field, "advice")
		for i := range bands.Items {
			one := &bands.Items[i]
			b := band{meaning: r.line(get(one, "meaning")), advice: r.text(get(one, "advice"))}
			if score := get(one, "score"); score != nil {
				if b.from, b.to = ends(score); score.Given.Open {
					b.to = s.high * s.statements()
				}
			}
			s.bands = append(s.bands, b)
		}
	}
	return s
}

// labelOf is the label of a field of the objects in a list.
func (r *reader) labelOf(list *schema.Field, name string) string {
	for _, f := range list.Of.Fields {
		if f.Name == name {
			return f.Label.In(r.lang)
		}
	}
	return ""
}

// line is a text of one line, or "".
func (r *reader) line(v *site.Value) string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(v.Given.Text)
}

func (r *reader) lines(v *site.Value) []string {
	if v == nil {
		return nil
	}
	all := make([]string, len(v.Items))
	for i := range v.Items {
		all[i] = r.line(&v.Items[i])
	}
	return all
}

func (r *reader) texts(v *site.Value) []text {
	all := make([]text, len(v.Items))
	for i := range v.Items {
		all[i] = r.text(&v.Items[i])
	}
	return all
}

func truth(v *site.Value) bool { return v != nil && v.Given.True }

// number is a whole number, or 0.
func number(v *site.Value) int {
	if v == nil {
		return 0
	}
	return int(v.Given.Number)
}

func ends(v *site.Value) (low, high int) { return int(v.Given.Number), int(v.Given.Until) }
