package render

import (
	"html/template"
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/survey"
)

// comparePath is the page that compares the pages of a folder, or "" where there is nothing to compare.
func comparePath(f *site.Folder) string {
	if survey.Compare(f) == nil {
		return ""
	}
	return folderPath(f.Index.Path) + "compare.html"
}

// addCompare adds the comparison of a folder and of those in it.
func (r *renderer) addCompare(f *site.Folder, add adder) {
	if at := comparePath(f); at != "" {
		add(at, func() ([]byte, error) { return r.comparePage(f, at) })
		add(tablePath(at), func() ([]byte, error) { return r.compareTable(f) })
	}
	for _, inside := range f.Folders {
		r.addCompare(inside, add)
	}
}

func tablePath(at string) string { return strings.TrimSuffix(at, ".html") + ".csv" }

// compareLink leads to the comparison of a folder.
func (r *renderer) compareLink(f *site.Folder, at, lang string) (Link, bool) {
	path := comparePath(f)
	return Link{Href: site.Href(at, path, ""), Title: r.theme.Word(lang, "compare")}, path != ""
}

func (r *renderer) comparePage(f *site.Folder, at string) ([]byte, error) {
	index := f.Index
	lang := index.Edition.Language.Code
	c := survey.Compare(f)
	in := func(q *site.Page) string {
		if path := comparePath(q.Folder); path != "" {
			return path
		}
		return q.Path
	}
	heading := r.theme.Word(lang, "compared", "title", index.Title)
	page, err := r.plainView(scene{page: index, at: at, in: in, heading: heading, views: []string{"compare"}})
	if err != nil {
		return nil, err
	}
	page.Summary = index.Summary
	view := &Compare{Page: *page, Back: r.pageLink(index, at, lang), Table: site.Href(at, tablePath(at), "")}
	for _, p := range c.Pages {
		view.Columns = append(view.Columns, CompareColumn{r.pageLink(p, at, lang), columnID(p)})
	}
	letters := 0
	for _, row := range c.Rows {
		shown := CompareRow{ID: facetName(row.Field), Label: r.writer(index, at).label(row.Field)}
		for i, v := range row.Cells {
			cell, n := r.compareCell(c.Pages[i], v, at)
			shown.Cells = append(shown.Cells, cell)
			letters += n
		}
		view.Rows = append(view.Rows, shown)
	}
	view.Density = density(letters)
	return r.execute(lang, "layouts/compare.html", view)
}

// columnID is the name of a page: the same in all languages and unique in its folder.
func columnID(p *site.Page) string { return p.Key[strings.LastIndexByte(p.Key, '/')+1:] }

func facetName(f *schema.Field) string { return strings.ReplaceAll(f.Name, "_", "-") }

func (r *renderer) compareCell(p *site.Page, v *site.Value, at string) (CompareCell, int) {
	if v == nil {
		return CompareCell{}, 0
	}
	w := r.writer(p, at)
	defer w.done()
	w.prefix = name(p.Path) + joint
	cell := CompareCell{}
	if p.Lang() != w.lang {
		cell.Lang, w.lang = p.Lang(), p.Lang()
	}
	letters := len(w.plain(v))
	if pureReference(v.Field) && v.Field.Type == schema.TypeList {
		w.references(v)
	} else {
		w.block(*v)
	}
	cell.HTML = w.take()
	return cell, letters
}

// references adds a list of links.
func (w *writer) references(v *site.Value) {
	w.raw(`<ul>`)
	for _, item := range v.Items {
		w.raw(`<li>`)
		w.inline(item)
		w.raw(`</li>`)
	}
	w.raw(`</ul>`)
}

// density is how small a comparison must be printed to fit a sheet.
func density(letters int) string {
	switch {
	case letters < 2500:
		return "few"
	case letters < 5000:
		return "some"
	case letters < 8500:
		return "much"
	}
	return "most"
}

// compareTable is the comparison for spreadsheets.
func (r *renderer) compareTable(f *site.Folder) ([]byte, error) {
	lang := f.Index.Edition.Language.Code
	c := survey.Compare(f)
	head := []string{f.Label}
	for _, p := range c.Pages {
		head = append(head, strings.TrimSpace(p.Code+" "+p.Title))
	}
	rows := [][]string{head}
	for _, row := range c.Rows {
		line := []string{r.writer(f.Index, "").label(row.Field)}
		for i, v := range row.Cells {
			w := r.writer(c.Pages[i], "")
			line = append(line, w.plain(v))
			w.done()
		}
		rows = append(rows, line)
	}
	return r.spreadsheet(lang, rows)
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
		return "'" + s
	}
	return s
}

// plain is a value as plain text; items are separated by semicolons.
func (w *writer) plain(v *site.Value) string {
	if v == nil {
		return ""
	}
	words, f := w.words(), v.Field
	switch f.Type {
	case schema.TypeList, schema.TypeObject:
		var parts []string
		for i := range v.Items {
			parts = append(parts, w.plain(&v.Items[i]))
		}
		for i := range v.Fields {
			parts = append(parts, w.plain(&v.Fields[i]))
		}
		if f.Type == schema.TypeObject {
			return strings.Join(parts, ", ")
		}
		return strings.Join(parts, "; ")
	case schema.TypeMarkdown:
		if v.Doc == nil {
			return ""
		}
		return strings.ReplaceAll(v.Doc.Fragments[v.Given.Fragment].Plain, "\n", " ")
	case schema.TypeNumber:
		n := words.number(v.Given.Number)
		if label := f.Labels[strconv.FormatFloat(v.Given.Number, 'f', -1, 64)].In(w.lang); label != "" {
			return n + " – " + label
		}
		return n + w.unit(f)
	case schema.TypeRange:
		return w.rangeText(*v)
	case schema.TypeDate:
		return v.Given.Text
	case schema.TypeBoolean:
		if v.Given.True {
			return words.word("yes")
		}
		return words.word("no")
	case schema.TypeChoice:
		return choiceLabel(v.Choice, w.lang)
	case schema.TypeReference:
		if t := w.ours(v.Target); t.Page != nil {
			return strings.TrimSpace(t.Page.Code + " " + t.Page.Title)
		}
		return ""
	}
	return v.Given.Text
}

func choiceLabel(c *schema.Choice, lang string) string {
	if c == nil {
		return ""
	}
	if s := c.Label.In(lang); s != "" {
		return s
	}
	return c.Value
}

// plainView is a page with its frame and where it is, without the texts of the page of the site it is made from.
func (r *renderer) plainView(s scene) (*Page, error) {
	frame, err := r.frame(s)
	if err != nil {
		return nil, err
	}
	view := &Page{Frame: frame, Title: s.heading, Name: name(s.at)}
	w := r.writer(s.page, s.at)
	defer w.done()
	view.Breadcrumbs, err = w.breadcrumbs()
	return view, err
}

// stages is pages as the steps of a path.
func (r *renderer) stages(k *schema.Kind, pages []*site.Page, at, lang string) []Stage {
	var all []Stage
	number := 1
	for i, s := range survey.Stages(pages, k.Path.By) {
		stage := Stage{ID: "stage:" + strconv.Itoa(i+1), Label: r.theme.Word(lang, "other_stage"), First: number}
		if s.Choice != nil {
			stage.ID, stage.Label = "stage:"+s.Choice.Value, choiceLabel(s.Choice, lang)
		}
		for i, e := range r.entries(s.Pages, at, lang) {
			stage.Steps = append(stage.Steps, Step{e, r.stepFields(s.Pages[i], k.Path.Show, at)})
		}
		number += len(stage.Steps)
		all = append(all, stage)
	}
	return all
}

func (r *renderer) stepFields(p *site.Page, show []*schema.Field, at string) []StepField {
	var all []StepField
	w := r.writer(p, at)
	defer w.done()
	w.prefix = name(p.Path) + joint
	for _, f := range show {
		for _, v := range p.Fields {
			if v.Field != f {
				continue
			}
			step := StepField{Label: w.label(f)}
			if f.Translated && p.Lang() != w.lang {
				step.Lang = p.Lang()
			}
			if f.Type == schema.TypeList && f.Of.Type != schema.TypeObject {
				w.references(&v)
			} else {
				w.block(v)
			}
			step.HTML = w.take()
			all = append(all, step)
		}
	}
	return all
}

// mapsPath is the page of the maps of an edition, or "".
func (r *renderer) mapsPath(e *site.Edition) string {
	if len(r.site.Schema.Maps) == 0 {
		return ""
	}
	return folderPath(e.Home.Path) + "maps.html"
}

func (r *renderer) mapsPage(e *site.Edition, at string) ([]byte, error) {
	lang := e.Language.Code
	in := func(q *site.Page) string { return r.mapsPath(q.Edition) }
	heading := r.theme.Word(lang, "maps")
	page, err := r.plainView(scene{page: e.Home, at: at, in: in, heading: heading, views: []string{"maps"}})
	if err != nil {
		return nil, err
	}
	page.Frame.Description, page.Summary = r.theme.Word(lang, "maps_text"), r.theme.Word(lang, "maps_text")
	w := r.writer(e.Home, at)
	defer w.done()
	page.Breadcrumbs = crumbHome(w)
	view := &Maps{Page: *page}
	for _, m := range survey.Maps(e, r.site.Schema.Maps) {
		view.Maps = append(view.Maps, r.mapView(e, &m, at))
	}
	return r.execute(lang, "layouts/maps.html", view)
}

// crumbHome is the way back from a page beside the home page.
func crumbHome(w *writer) template.HTML {
	w.crumb(site.Href(w.at, w.page.Path, ""), w.words().word("home"))
	return w.take()
}

func (r *renderer) mapView(e *site.Edition, m *survey.Map, at string) Map {
	lang, d := e.Language.Code, m.Declared
	label := func(p schema.Path) string { return (&writer{lang: lang}).label(p.Last()) }
	view := Map{ID: d.Name, Label: d.Label.In(lang), Description: d.Description.In(lang)}
	if d.Split != nil {
		view.Note = label(d.Split)
	}
	view.Corner = template.HTML(template.HTMLEscapeString(label(d.Rows)))
	for _, h := range m.Columns {
		view.Columns = append(view.Columns, r.headingLink(h, at, lang))
	}
	folder := folderOf(e, d.Kind)
	for i, h := range m.Rows {
		row := MapRow{Link: r.headingLink(h, at, lang)}
		list := MapList{Link: row.Link}
		for k := range m.Cells[i] {
			cell := &m.Cells[i][k]
			id := "map:" + d.Name + ":" + h.ID + ":" + m.Columns[k].ID
			count := MapCell{Count: len(cell.Pages), Name: row.Title + " × " + view.Columns[k].Title}
			if count.Count > 0 {
				count.Href = site.Href(at, at, id)
				for _, s := range cell.Split {
					if len(s.Pages) > 0 {
						count.Shares = append(count.Shares, MapShare{choiceLabel(s.Choice, lang), len(s.Pages)})
					}
				}
				pages := r.mapPages(cell, at, lang)
				pages.ID, pages.Label = id, strings.TrimSpace(view.Columns[k].Code+" "+view.Columns[k].Title)
				if pages.More > 0 && folder != nil {
					pages.All = site.Href(at, folder.Index.Path, "")
				}
				list.Cells = append(list.Cells, pages)
			}
			row.Cells = append(row.Cells, count)
		}
		view.Rows = append(view.Rows, row)
		if len(list.Cells) > 0 {
			view.Lists = append(view.Lists, list)
		}
	}
	return view
}

func folderOf(e *site.Edition, k *schema.Kind) *site.Folder {
	for _, f := range e.Folders {
		if f.Kind == k {
			return f
		}
	}
	return nil
}

func (r *renderer) headingLink(h survey.Heading, at, lang string) Link {
	if h.Page != nil {
		return r.pageLink(h.Page, at, lang)
	}
	return Link{Title: choiceLabel(h.Choice, lang)}
}

// mapPages lists the pages of a cell, no more than fewLinks.
func (r *renderer) mapPages(cell *survey.Cell, at, lang string) MapPages {
	var all MapPages
	for i, p := range cell.Pages {
		if i == fewLinks {
			all.More = len(cell.Pages) - fewLinks
			break
		}
		var said []string
		for _, s := range cell.Split {
			for _, q := range s.Pages {
				if p == q {
					said = append(said, choiceLabel(s.Choice, lang))
				}
			}
		}
		all.Pages = append(all.Pages, MapPage{r.pageLink(p, at, lang), strings.Join(said, ", ")})
	}
	return all
}
