package render

import (
	"net/url"
	"strconv"
	"strings"

	"handbook/generator/site"
)

// addLinks adds the page with all links of a page that has many, in parts of perPage links.
func (r *renderer) addLinks(p *site.Page, add adder) {
	if !crowded(p) {
		return
	}
	first, parts := linksPath(p), linkParts(p)
	for i := range parts {
		at := first
		if i > 0 {
			at = beside(p.Path, ".links-"+strconv.Itoa(i+1))
		}
		add(at, func() ([]byte, error) { return r.linksPage(p, at, parts, i) })
	}
}

// linkParts splits the groups of links of a page; a group may go over several parts.
func linkParts(p *site.Page) [][]site.Relation {
	parts := [][]site.Relation{nil}
	room := perPage
	for _, g := range append(append([]site.Relation{}, p.Relations...), p.Backlinks...) {
		for rest := g.Targets; len(rest) > 0; {
			if room == 0 {
				parts, room = append(parts, nil), perPage
			}
			n := min(room, len(rest))
			g.Targets = rest[:n]
			parts[len(parts)-1] = append(parts[len(parts)-1], g)
			rest, room = rest[n:], room-n
		}
	}
	return parts
}

func (r *renderer) linksPage(p *site.Page, at string, parts [][]site.Relation, n int) ([]byte, error) {
	lang := p.Edition.Language.Code
	in := func(q *site.Page) string {
		if crowded(q) {
			return linksPath(q)
		}
		return q.Path
	}
	w := r.writer(p, at)
	heading := r.theme.Word(lang, "links_of", "title", p.Title)
	page, err := r.view(w, scene{page: p, at: at, in: in, heading: heading, noIndex: true})
	if err != nil {
		return nil, err
	}
	page.Title = heading
	for _, g := range parts[n] {
		w.group(g, len(g.Targets))
	}
	view := &Links{Page: *page, Of: r.pageLink(p, at, lang), Groups: w.take()}
	for i := 0; i < len(parts) && len(parts) > 1; i++ {
		suffix := ".links"
		if i > 0 {
			suffix += "-" + strconv.Itoa(i+1)
		}
		view.Parts = append(view.Parts, Part{i + 1, site.Href(at, beside(p.Path, suffix), ""), i == n})
	}
	return r.execute(lang, "layouts/links.html", view)
}

// joint stands between the name of a page and an id of it on a page that joins several.
const joint = "--"

// addPrint adds the print page of a folder and of those in it.
func (r *renderer) addPrint(f *site.Folder, add adder) {
	if at := r.printPath(f); at != "" {
		add(at, func() ([]byte, error) { return r.printPage(f, at) })
	}
	for _, inside := range f.Folders {
		r.addPrint(inside, add)
	}
}

func (r *renderer) printPage(f *site.Folder, at string) ([]byte, error) {
	index := f.Index
	lang := index.Edition.Language.Code
	joined := map[*site.Page]string{}
	for _, p := range f.Pages {
		joined[p] = name(p.Path) + joint
	}
	in := func(q *site.Page) string {
		if other := r.printPath(q.Folder); other != "" {
			return other
		}
		return q.Path
	}
	w := r.writer(index, at)
	w.joined, w.prefix = joined, "index"+joint
	s := scene{page: index, at: at, in: in, heading: index.Title, noIndex: true}
	if f.Kind != nil && f.Kind.Downloads != nil {
		s.views = []string{"form"}
	}
	page, err := r.view(w, s)
	if err != nil {
		return nil, err
	}
	view := &Print{
		Page:        *page,
		Description: r.introduction(index),
		Intro:       page.Body,
		Back:        r.pageLink(index, at, lang),
		Address:     r.absolute(index.Path),
	}
	said := &explained{words: map[*site.Page]bool{}}
	for _, p := range f.Pages {
		w := r.writer(p, at)
		w.joined, w.prefix, w.explained = joined, joined[p], said
		v := w.view()
		v.Lead, v.Body, v.Sections = lower(v.Lead), lower(v.Body), lower(v.Sections)
		view.Pages = append(view.Pages, PrintPage{ID: strings.TrimSuffix(w.prefix, joint), Page: *v})
	}
	return r.execute(lang, "layouts/print.html", view)
}

// searchPage is where the search leads without JavaScript: the parts of the handbook.
func (r *renderer) searchPage(e *site.Edition) ([]byte, error) {
	lang := e.Language.Code
	at := searchPath(e)
	in := func(q *site.Page) string { return searchPath(q.Edition) }
	heading := r.theme.Word(lang, "search")
	frame, err := r.frame(scene{page: e.Home, at: at, in: in, heading: heading, noIndex: true})
	if err != nil {
		return nil, err
	}
	view := &Search{Page: Page{Frame: frame, Title: heading}, Groups: r.groups(e.Folders, at, lang)}
	for i := range view.Groups {
		view.Groups[i].Pages = nil
	}
	return r.execute(lang, "layouts/search.html", view)
}

// bareFrame is a frame without navigation, for pages that belong to no language or lead elsewhere.
func (r *renderer) bareFrame(e *site.Edition, at, heading string) (*Frame, error) {
	place, err := r.place(e, at, "")
	if err != nil {
		return nil, err
	}
	f := &Frame{
		Lang:      e.Language.Code,
		Direction: direction(e.Language),
		Heading:   heading,
		Title:     heading,
		Type:      "website",
		Resources: place.resources,
	}
	r.viewAssets(f, scene{at: at})
	return f, nil
}

// languagesPage is the root of the output: it leads to the first language and offers the others.
func (r *renderer) languagesPage() ([]byte, error) {
	first := r.site.Editions[0]
	lang := first.Language.Code
	const at = "index.html"
	frame, err := r.bareFrame(first, at, r.handbook(lang))
	if err != nil {
		return nil, err
	}
	frame.Description = r.site.Schema.Description.In(lang)
	frame.Canonical = r.absolute(first.Home.Path)
	view := &Languages{Frame: frame, First: site.Href(at, first.Home.Path, "")}
	for _, e := range r.site.Editions {
		l := e.Language.Code
		view.Choices = append(view.Choices, LanguageChoice{
			Link:        Link{Href: site.Href(at, e.Home.Path, ""), Title: r.handbook(l), Lang: l},
			Choose:      r.theme.Word(l, "choose_language"),
			Name:        e.Language.Name,
			Description: r.site.Schema.Description.In(l),
		})
	}
	return r.execute(lang, "layouts/languages.html", view)
}

// notFoundPage is shown by hosts in place of any page that is not there, so relative addresses mean nothing on it: with
// a base URL its addresses begin at the root of the host. Without one they hold where the missing
// page would have been in the root of the handbook; the text says what to do elsewhere.
func (r *renderer) notFoundPage() ([]byte, error) {
	first := r.site.Editions[0]
	lang := first.Language.Code
	root := ""
	if base, err := url.Parse(r.site.Schema.BaseURL); err == nil && r.site.Schema.BaseURL != "" {
		root = base.EscapedPath()
		if !strings.HasSuffix(root, "/") {
			root += "/"
		}
	}
	href := func(path string) string { return root + site.Href("404.html", path, "") }
	place := &Place{Lang: lang, Policy: Policy, Handbook: r.handbook(lang), Home: href(first.Home.Path)}
	if r.theme.style != "" {
		place.Style = href(r.theme.style)
	}
	if r.theme.script != "" {
		place.Script = href(r.theme.script)
	}
	if r.theme.icon != "" {
		place.Icon = href(r.theme.icon)
	}
	resources, err := r.partial(lang, "partials/resources.html", place)
	if err != nil {
		return nil, err
	}
	title := r.theme.Word(lang, "not_found")
	view := &NotFound{
		Rooted: root != "",
		Frame: &Frame{
			Lang: lang, Direction: direction(first.Language), Heading: title,
			Title: title + " · " + r.handbook(lang), Type: "website", NoIndex: true, Resources: resources,
		},
	}
	if style := r.theme.viewStyles[listView]; style != "" {
		view.Frame.Styles = append(view.Frame.Styles, href(style))
	}
	for _, e := range r.site.Editions {
		l := e.Language.Code
		view.Languages = append(view.Languages, NotFoundText{
			Lang:      l,
			Direction: direction(e.Language),
			Title:     r.theme.Word(l, "not_found"),
			Text:      r.theme.Word(l, "not_found_text"),
			Hint:      r.theme.Word(l, "not_found_hint"),
			Home:      Link{Href: href(e.Home.Path), Title: r.handbook(l)},
			Search:    Link{Href: href(searchPath(e)), Title: r.theme.Word(l, "search")},
		})
	}
	return r.execute(lang, "layouts/404.html", view)
}

// redirectPage stands at an old address of a page, or at its short one: that says what the page is, in each language.
func (r *renderer) redirectPage(old site.Redirect) ([]byte, error) {
	to := old.To
	lang := to.Edition.Language.Code
	heading := to.Title
	if old.Code != "" {
		heading = old.Code + " – " + to.Title
	}
	frame, err := r.bareFrame(to.Edition, old.From, heading)
	if err != nil {
		return nil, err
	}
	frame.NoIndex = true
	frame.Canonical = r.absolute(to.Path)
	view := &Redirect{Frame: frame, To: r.pageLink(to, old.From, lang), Code: old.Code}
	if old.Code == "" {
		view.Moved = r.theme.Word(lang, "moved_to", "title", to.Title)
		return r.execute(lang, "layouts/redirect.html", view)
	}
	if to.Kind != nil {
		view.Kind = &Kind{Name: to.Kind.Name, Label: to.Kind.Label.In(lang), Mark: r.theme.languages[lang].mark(to.Kind)}
	}
	for _, p := range to.Translations {
		if p.Borrowed {
			continue
		}
		l := p.Edition.Language
		view.Choices = append(view.Choices, LanguageChoice{
			Link:        Link{Href: site.Href(old.From, p.Path, ""), Title: p.Title, Lang: l.Code},
			Name:        l.Name,
			Description: p.Summary,
		})
	}
	return r.execute(lang, "layouts/redirect.html", view)
}
