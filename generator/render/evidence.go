package render

import (
	"bytes"
	"encoding/csv"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/survey"
)

// evidencePath is the page with the table of evidence of a page; its table for spreadsheets stands beside it.
func evidencePath(p *site.Page) string { return beside(p.Path, ".evidence") }

// addEvidence adds the table of evidence of a page that has one.
func (r *renderer) addEvidence(p *site.Page, add adder) {
	if survey.EvidenceOf(p) == nil {
		return
	}
	at := evidencePath(p)
	add(at, func() ([]byte, error) { return r.evidencePage(p, at) })
	add(tablePath(at), func() ([]byte, error) { return r.evidenceTable(p) })
}

// evidenceLink leads from a page to its table of evidence, or is nil.
func (r *renderer) evidenceLink(p *site.Page) *Link {
	e := survey.EvidenceOf(p)
	if e == nil {
		return nil
	}
	lang := p.Edition.Language.Code
	return &Link{
		Href:  site.Href(p.Path, evidencePath(p), ""),
		Title: r.theme.Word(lang, "evidence_link", "rows", strconv.Itoa(len(e.Rows)), "pages", strconv.Itoa(e.Pages)),
	}
}

func (r *renderer) evidencePage(p *site.Page, at string) ([]byte, error) {
	lang, e := p.Edition.Language.Code, survey.EvidenceOf(p)
	in := func(q *site.Page) string {
		if survey.EvidenceOf(q) != nil {
			return evidencePath(q)
		}
		return q.Path
	}
	heading := r.theme.Word(lang, "evidence_of", "title", p.Title)
	page, err := r.plainView(scene{page: p, at: at, in: in, heading: heading, views: []string{"evidence"}})
	if err != nil {
		return nil, err
	}
	page.Code = p.Code
	page.Frame.Description = r.theme.Word(lang, "evidence_text", "rows", strconv.Itoa(len(e.Rows)), "pages", strconv.Itoa(e.Pages))
	page.Summary = page.Frame.Description
	view := &EvidenceTable{Page: *page, Of: r.pageLink(p, at, lang), Table: site.Href(at, tablePath(at), ""), Corner: p.Kind.Evidence.Kind.Label.In(lang)}
	w := r.writer(p, at)
	defer w.done()
	for _, c := range e.Columns {
		view.Columns = append(view.Columns, w.columnLabel(c))
	}
	for i, f := range e.Rows {
		row := EvidenceRow{Link: r.pageLink(f.Page, at, lang), Same: i > 0 && e.Rows[i-1].Page == f.Page}
		for i, g := range f.Cells {
			w.given(g, e.Columns[i].Change)
			row.Cells = append(row.Cells, w.take())
		}
		view.Rows = append(view.Rows, row)
	}
	for _, work := range e.Works {
		view.Works = append(view.Works, Work{r.pageLink(work, at, lang), reference(work, w)})
	}
	for _, f := range p.Kind.Evidence.Also {
		if t := w.tableOf(valueFor(p, f)); t != nil {
			view.Also = append(view.Also, *t)
		}
	}
	return r.execute(lang, "layouts/evidence.html", view)
}

// columnLabel is what stands above a column.
func (w *writer) columnLabel(c schema.Column) string {
	if s := c.Label.In(w.lang); s != "" {
		return s
	}
	return w.label(c.Fields[0].Last())
}

// given adds what a finding gives for a column.
func (w *writer) given(g survey.Given, change bool) {
	if g.Empty() {
		return
	}
	last, said := lastGiven(g), false
	for i, all := range g.Fields {
		if i > 0 && change {
			w.raw(" → ")
		} else if said && len(all) > 0 {
			w.raw(", ")
		}
		said = said || len(all) > 0
		if len(all) == 0 && change {
			w.raw("–")
		}
		for k, v := range all {
			if k > 0 {
				w.raw(", ")
			}
			if v.Field.Type == schema.TypeObject {
				w.pair(*v)
			} else {
				w.inline(*v)
			}
		}
		if i == last && g.Unit != nil {
			w.text(spaced(w.plain(g.Unit)))
		}
	}
}

// spaced is a unit with the space before it; a per cent sign has none.
func spaced(unit string) string {
	if strings.HasPrefix(unit, "%") {
		return unit
	}
	return " " + unit
}

// lastGiven is the last field that is given, behind which the unit stands.
func lastGiven(g survey.Given) int {
	last := -1
	for i, all := range g.Fields {
		if len(all) > 0 {
			last = i
		}
	}
	return last
}

// plainGiven is the same as plain text.
func (w *writer) plainGiven(g survey.Given, change bool) string {
	if g.Empty() {
		return ""
	}
	var parts []string
	last := lastGiven(g)
	for i, all := range g.Fields {
		var said []string
		for _, v := range all {
			said = append(said, w.plain(v))
		}
		text := orDash(strings.Join(said, ", "))
		if i == last && g.Unit != nil {
			text += spaced(w.plain(g.Unit))
		}
		if len(said) > 0 || change {
			parts = append(parts, text)
		}
	}
	if change {
		return strings.Join(parts, " → ")
	}
	return strings.Join(parts, ", ")
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// tableOf lays a list of objects out as a table, or is nil where nothing is in it.
func (w *writer) tableOf(v *site.Value) *SmallTable {
	if v == nil || len(v.Items) == 0 {
		return nil
	}
	t := &SmallTable{ID: v.Field.Anchor, Label: w.label(v.Field)}
	var fields []*schema.Field
	for _, f := range v.Field.Of.Fields {
		if slices.ContainsFunc(v.Items, func(item site.Value) bool { return member(&item, f) != nil }) && f.Show != schema.ShowNone {
			fields = append(fields, f)
			t.Columns = append(t.Columns, w.label(f))
		}
	}
	for i := range v.Items {
		var row []template.HTML
		for _, f := range fields {
			from := len(w.b) // there may be more on it already
			if cell := member(&v.Items[i], f); cell != nil {
				w.inline(*cell)
			}
			row = append(row, template.HTML(w.b[from:]))
			w.b = w.b[:from]
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// reference is a work as a list of references has it, made of the fields that its kind declares: a number (the year) in
// brackets, and the first address only, for which a digital object identifier will do.
func reference(p *site.Page, w *writer) string {
	if p.Kind == nil || len(p.Kind.Reference) == 0 {
		return p.Title
	}
	var parts []string
	year, addressed := "", false
	for _, f := range p.Kind.Reference {
		v := valueFor(p, f)
		text := ""
		switch {
		case v == nil:
		case f.Type == schema.TypeNumber:
			year = " (" + strconv.FormatFloat(v.Given.Number, 'f', -1, 64) + ")"
			if len(parts) > 0 {
				parts[len(parts)-1] += year
				year = ""
			}
		case f.Type == schema.TypeAddress || f.Name == "doi":
			if text = v.Given.Text; f.Name == "doi" && !strings.Contains(text, "://") {
				text = "https://doi.org/" + text
			}
			if addressed {
				text = ""
			}
			addressed = true
		default:
			text = strings.Join(texts(v), ", ")
		}
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text+year) // a work without authors begins with its title
			year = ""
		}
	}
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(part)
		if !strings.HasSuffix(part, ".") && !strings.Contains(part, "://") && !strings.HasSuffix(part, "?") {
			b.WriteByte('.')
		}
	}
	if b.Len() == 0 {
		return p.Title
	}
	return b.String()
}

// evidenceTable is the table for spreadsheets, with the works in full.
func (r *renderer) evidenceTable(p *site.Page) ([]byte, error) {
	lang, e := p.Edition.Language.Code, survey.EvidenceOf(p)
	w := r.writer(p, "")
	defer w.done()
	head := []string{r.theme.Word(lang, "evidence_code"), p.Kind.Evidence.Kind.Label.In(lang)}
	for _, c := range e.Columns {
		head = append(head, w.columnLabel(c))
	}
	rows := [][]string{append(head, r.theme.Word(lang, "evidence_reference"))}
	for _, f := range e.Rows {
		line := []string{f.Page.Code, f.Page.Title}
		var works []string
		for i, g := range f.Cells {
			line = append(line, w.plainGiven(g, e.Columns[i].Change))
			for _, v := range slices.Concat(g.Fields...) {
				if work := w.ours(v.Target).Page; work != nil && slices.Contains(e.Works, work) {
					works = append(works, reference(work, w))
				}
			}
		}
		rows = append(rows, append(line, strings.Join(works, "; ")))
	}
	return r.spreadsheet(lang, rows)
}

// spreadsheet is rows as values separated by commas. It begins with a byte order mark, by which Excel knows UTF-8, and where
// decimals have a comma values are separated by a semicolon, as Excel expects there (RFC 4180 for the rest).
func (r *renderer) spreadsheet(lang string, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	table := csv.NewWriter(&b)
	table.UseCRLF = true
	if r.theme.Word(lang, "decimal") == "," {
		table.Comma = ';'
	}
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	err := table.WriteAll(rows)
	return b.Bytes(), err
}

// The views of a table of evidence.

// EvidenceTable is what layouts/evidence.html gets: what other pages say of a page.
type EvidenceTable struct {
	Page    Page
	Of      Link   // the page
	Corner  string // what the pages are
	Columns []string
	Rows    []EvidenceRow
	Works   []Work
	Also    []SmallTable // of the page itself
	Table   string       // address of the same as comma-separated values
}

// EvidenceRow is one finding.
type EvidenceRow struct {
	Link       // the page it is from
	Same  bool // as in the row before
	Cells []template.HTML
}

// Work is a work that findings come from.
type Work struct {
	Link
	Reference string
}

// SmallTable is a list of objects as a table.
type SmallTable struct {
	ID, Label string
	Columns   []string
	Rows      [][]template.HTML
}
