package render

import (
	"html/template"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// textPage is one page of the handbook.
func (r *renderer) textPage(p *site.Page) ([]byte, error) {
	w := r.writer(p, p.Path)
	defer w.done()
	s := scene{page: p, at: p.Path, in: ownPath, heading: p.Title}
	if p.Kind != nil && p.Kind.Downloads != nil {
		s.views = []string{"form"}
	}
	view, err := r.view(w, s)
	if err != nil {
		return nil, err
	}
	return r.execute(p.Edition.Language.Code, "layouts/page.html", view)
}

// ownPath is where a page itself stands.
func ownPath(p *site.Page) string { return p.Path }

// view is a page with its frame.
func (r *renderer) view(w *writer, s scene) (*Page, error) {
	frame, err := r.frame(s)
	if err != nil {
		return nil, err
	}
	view := w.view()
	view.Frame = frame
	if s.at == s.page.Path {
		frame.Data = r.data(s.page, view)
		view.Downloads = r.downloads(s.page)
		view.Paper = paperOf(s.page)
		view.Choosers = r.choosers(s.page)
		view.Evidence = r.evidenceLink(s.page)
		if s.page.Role == site.RoleText {
			view.Cite = r.cite(s.page)
		}
	}
	if view.Breadcrumbs, err = w.breadcrumbs(); err != nil {
		return nil, err
	}
	return view, nil
}

// view is the texts of a page, without what surrounds it.
func (w *writer) view() *Page {
	p := w.page
	words := w.words()
	v := &Page{
		Name:      name(p.Path),
		Key:       p.Key,
		Code:      p.Code,
		Title:     p.Title,
		Draft:     p.Draft,
		Summary:   p.Summary,
		Published: words.dateOr(p.Published),
		Updated:   words.dateOr(p.Updated),
		Reviewed:  words.dateOr(p.Reviewed),
		Edit:      w.edit(),
	}
	if p.Kind != nil && p.Kind != w.site.Schema.Plain && p.Role == site.RoleText {
		v.Kind = &Kind{Name: p.Kind.Name, Label: p.Kind.Label.In(w.lang), Mark: words.mark(p.Kind)}
	}
	if p.Lang() != w.lang {
		v.Lang = p.Lang()
	}
	if p.Borrowed {
		v.Borrowed = w.languageName(p.Lang())
	}
	d := w.site.Doc(p)
	if d != nil && p.Summary == d.Lead && d.Known.Summary == "" {
		v.Summary = "" // the text begins with it
	}
	if p.Prev != nil {
		l := w.pageLink(p.Prev, w.at, w.lang)
		v.Previous = &l
	}
	if p.Next != nil {
		l := w.pageLink(p.Next, w.at, w.lang)
		v.Next = &l
	}
	if p.Behind {
		w.behind(nil)
		v.Behind = w.take()
	}
	v.Facts = w.facts()
	v.Related = w.related()
	v.Contents = w.contents(v.Related != "")

	// The text is in its own language, and so are the labels in it.
	w.lang = p.Lang()
	v.Lead = w.lead()
	if d != nil {
		w.body(d, &d.Body)
		w.behindSections(0)
		v.Body = w.take()
	}
	v.Sections = w.sections()
	w.terms(&v.Lead, &v.Body, &v.Sections)
	w.lang = p.Edition.Language.Code
	return v
}

// dateOr is a date, or none.
func (d *dictionary) dateOr(day string) Date {
	if day == "" {
		return Date{}
	}
	return d.date(day)
}

func (w *writer) languageName(code string) string {
	for _, l := range w.site.Schema.Languages {
		if l.Code == code {
			return l.Name
		}
	}
	return code
}

// edit is the address where the page's file can be edited.
func (w *writer) edit() string {
	d := w.site.Doc(w.page)
	if w.site.Schema.EditURL == "" || d == nil {
		return ""
	}
	return strings.ReplaceAll(w.site.Schema.EditURL, "{path}", site.Href("", d.File.Path, ""))
}

// relatedID is the id of the related pages. No heading can have it: ids made from titles have no colon.
const relatedID = "page:related"

// contents is the list of a page's sections, two levels of them. A page with one section needs none.
func (w *writer) contents(related bool) template.HTML {
	n, below := 0, false
	for _, s := range w.page.Sections {
		if s.Level > 3 || s.Field != nil && pureReference(s.Field) {
			continue
		}
		switch {
		case s.Level == 2 || n == 0:
			if below {
				w.raw(`</li></ul>`)
				below = false
			}
			if n > 0 {
				w.raw(`</li>`)
			}
		case !below:
			w.raw(`<ul>`)
			below = true
		default:
			w.raw(`</li>`)
		}
		n++
		w.contentsEntry(w.prefix+s.ID, s.Title, w.page.Lang())
	}
	if below {
		w.raw(`</li></ul>`)
	}
	if n > 0 {
		w.raw(`</li>`)
	}
	if related {
		n++
		w.contentsEntry(relatedID, w.words().word("related"), w.lang)
		w.raw(`</li>`)
	}
	if n < 2 {
		w.take()
		return ""
	}
	return w.take()
}

func (w *writer) contentsEntry(id, title, lang string) {
	w.raw(`<li><a href="`)
	w.text(site.Href(w.at, w.at, id))
	w.raw(`"`)
	w.langOf(lang)
	w.raw(`>`)
	w.text(title)
	w.raw(`</a>`)
}

// breadcrumbs is the folders above a page, as list items; nothing for the home page.
func (w *writer) breadcrumbs() (template.HTML, error) {
	p := w.page
	if p.Role == site.RoleHome {
		return "", nil
	}
	var folders []*site.Folder
	for f := p.Folder; f != nil; f = f.Parent {
		if f.Index != p {
			folders = append(folders, f)
		}
	}
	home := p.Edition.Home
	w.crumb(site.Href(w.at, home.Path, ""), w.words().word("home"))
	for i := len(folders) - 1; i >= 0; i-- {
		w.crumb(site.Href(w.at, folders[i].Index.Path, ""), folders[i].Label)
	}
	return w.take(), nil
}

func (w *writer) crumb(href, title string) {
	w.raw(`<li><a href="`)
	w.text(href)
	w.raw(`">`)
	w.text(title)
	w.raw(`</a></li>`)
}

// fieldText is the plain text of a field, or of the first item of a list; "" where it is absent or not a text.
func fieldText(v *site.Value, lang string) string {
	switch {
	case v == nil:
		return ""
	case v.Choice != nil:
		return v.Choice.Label.In(lang)
	case v.Target.Page != nil:
		return v.Target.Page.Title
	case v.Field.Type == schema.TypeText:
		return v.Given.Text
	case len(v.Items) > 0:
		return fieldText(&v.Items[0], lang)
	}
	return ""
}
