package render

import (
	"html/template"
	"strconv"
	"strings"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// place is the parts of a page that all pages in one folder of the output share.
type place struct{ resources, header, footer template.HTML }

type placeKey struct{ lang, folder, print string }

// place makes them once. A print page exists only for folders; print is its path or "".
func (r *renderer) place(e *site.Edition, at, print string) (*place, error) {
	lang, folder := e.Language.Code, folderPath(at)
	return r.places.get(placeKey{lang, folder, print}, func() (*place, error) {
		view := &Place{
			Lang:       lang,
			Policy:     Policy,
			Handbook:   r.handbook(lang),
			Home:       site.Href(at, e.Home.Path, ""),
			Search:     site.Href(at, searchPath(e), ""),
			License:    r.site.Schema.License.In(lang),
			LicenseURL: r.site.Schema.LicenseURL,
		}
		for _, asset := range []struct {
			path string
			href *string
		}{{r.theme.style, &view.Style}, {r.theme.script, &view.Script}, {r.theme.icon, &view.Icon}} {
			if asset.path != "" {
				*asset.href = site.Href(at, asset.path, "")
			}
		}
		if script := r.theme.searches[lang]; script != "" {
			view.SearchScript = site.Href(at, script, "")
			if style := r.theme.viewStyles[searchView]; style != "" {
				view.SearchStyle = site.Href(at, style, "")
			}
			view.NoShortcuts = r.site.Schema.NoShortcuts
		}
		if print != "" {
			view.Print = site.Href(at, print, "")
		}
		if r.site.Schema.BaseURL != "" {
			view.Feed = r.absolute(lang + "/feed.xml")
		}
		return r.makePlace(lang, view)
	})
}

func (r *renderer) makePlace(lang string, view *Place) (*place, error) {
	var p place
	for _, part := range []struct {
		name string
		html *template.HTML
	}{
		{"partials/resources.html", &p.resources},
		{"partials/header.html", &p.header},
		{"partials/footer.html", &p.footer},
	} {
		made, err := r.partial(lang, part.name, view)
		if err != nil {
			return nil, err
		}
		*part.html = made
	}
	return &p, nil
}

// handbook is the title of the whole in a language.
func (r *renderer) handbook(lang string) string { return r.site.Schema.Title.In(lang) }

// absolute is the address a path of the output has when published, or "" where that is not known.
func (r *renderer) absolute(path string) string {
	if r.site.Schema.BaseURL == "" {
		return ""
	}
	return r.site.Schema.BaseURL + site.Href("", path, "")
}

// scene is what a frame is made for: a page of the site, or a page made from it that stands elsewhere.
type scene struct {
	page    *site.Page
	at      string                  // path of the page being made
	in      func(*site.Page) string // path of the same page for another language's p
	heading string
	noIndex bool
	views   []string // what of assets/views the page loads: "compare" is compare.css and compare.js
	data    string   // path of a script of data that the views need, or ""
}

// frame makes what surrounds a page.
func (r *renderer) frame(s scene) (*Frame, error) {
	p := s.page
	e := p.Edition
	lang := e.Language.Code
	place, err := r.place(e, s.at, r.printPath(p.Folder))
	if err != nil {
		return nil, err
	}
	folders, err := r.folders(p, s.at)
	if err != nil {
		return nil, err
	}
	f := &Frame{
		Lang:        lang,
		Direction:   direction(e.Language),
		Heading:     s.heading,
		Title:       s.heading,
		Description: p.Summary,
		Type:        "website",
		NoIndex:     s.noIndex,
		Resources:   place.resources,
		Header:      place.header,
		Footer:      place.footer,
		Folders:     folders,
	}
	if name := r.handbook(lang); name != s.heading {
		f.Title = s.heading + " · " + name
	}
	if p.Role == site.RoleText {
		f.Type = "article"
	}
	if p.Draft {
		f.NoIndex = true
	}
	if p.Role != site.RoleText && p.Summary == "" {
		f.Description = r.description(p)
	}
	// A page that is not translated is the same as the one it shows.
	original := p
	if p.Borrowed {
		for _, q := range p.Translations {
			if q.Lang() == p.Lang() && !q.Borrowed {
				original = q
			}
		}
	}
	f.Canonical = r.absolute(s.in(original))
	r.languages(f, s)
	r.viewAssets(f, s)
	return f, nil
}

// listView is the style of all pages but those of text.
const listView = "lists"

// viewAssets adds the style sheets and scripts that only this sort of page loads. Scripts run in their order, data first.
func (r *renderer) viewAssets(f *Frame, s scene) {
	if s.page == nil || s.page.Role != site.RoleText || s.at != s.page.Path {
		s.views = append([]string{listView}, s.views...)
	}
	if s.data != "" {
		f.Scripts = append(f.Scripts, site.Href(s.at, s.data, ""))
	}
	for _, name := range s.views {
		if path, ok := r.theme.viewStyles[name]; ok {
			f.Styles = append(f.Styles, site.Href(s.at, path, ""))
		}
		if path, ok := r.theme.viewScripts[name]; ok {
			f.Scripts = append(f.Scripts, site.Href(s.at, path, ""))
		}
	}
}

// languages adds the language switch and says where the page is in other languages.
func (r *renderer) languages(f *Frame, s scene) {
	if len(s.page.Translations) < 2 {
		return
	}
	f.Languages = make([]Language, 0, len(s.page.Translations))
	for _, p := range s.page.Translations {
		path := s.in(p)
		language := p.Edition.Language
		f.Languages = append(f.Languages, Language{
			Lang:    language.Code,
			Name:    language.Name,
			Href:    site.Href(s.at, path, ""),
			Current: p == s.page,
		})
		if p.Borrowed || f.NoIndex {
			continue
		}
		href := r.absolute(path)
		if href == "" {
			href = site.Href(s.at, path, "")
		}
		if len(f.Alternates) == 0 {
			f.Alternates = append(f.Alternates, Alternate{"x-default", href})
		}
		f.Alternates = append(f.Alternates, Alternate{language.Code, href})
	}
	if len(f.Alternates) <= 2 {
		f.Alternates = nil // a page in one language has no alternatives
	}
}

// description is what a folder or home nobody described says of itself.
func (r *renderer) description(p *site.Page) string {
	if p.Folder != nil {
		return p.Folder.Description
	}
	return r.site.Schema.Description.In(p.Edition.Language.Code)
}

func direction(l schema.Language) string {
	if l.Direction == "" {
		return "ltr"
	}
	return l.Direction
}

func searchPath(e *site.Edition) string { return folderPath(e.Home.Path) + "search.html" }

// printPath is the print page of a folder, or "".
func (r *renderer) printPath(f *site.Folder) string {
	if f == nil || !r.site.Schema.Print || len(f.Pages) == 0 {
		return ""
	}
	return folderPath(f.Index.Path) + "print.html"
}

// menu is the navigation of a folder with a gap before each link that may be the current one.
type menu struct {
	parts []template.HTML
	gaps  map[*site.Page]int // after which part a page's gap is
}

type menuKey struct {
	edition *site.Edition
	folder  *site.Folder
	at      string
}

// fewSiblings is how many pages of the current folder the navigation shows; more are left to the folder's index.
const fewSiblings = 12

// folders is the navigation with the current page marked.
func (r *renderer) folders(p *site.Page, at string) (template.HTML, error) {
	m, err := r.menus.get(menuKey{p.Edition, p.Folder, folderPath(at)}, func() (menu, error) {
		return r.menu(p.Edition, p.Folder, at)
	})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	gap, marked := m.gaps[p]
	for i, part := range m.parts {
		b.WriteString(string(part))
		if marked && i == gap && at == p.Path {
			b.WriteString(` aria-current="page"`)
		}
	}
	return template.HTML(b.String()), nil
}

// gapMark stands around the number of a gap while the navigation is made. Authors cannot write it: content has no
// control characters.
const gapMark = "\x01"

// splitGaps cuts the navigation at its gaps. The theme decides which links it shows and in which order.
func splitGaps(whole string, pages []*site.Page) menu {
	m := menu{gaps: map[*site.Page]int{}}
	for {
		before, rest, found := strings.Cut(whole, gapMark)
		if !found {
			m.parts = append(m.parts, template.HTML(whole))
			return m
		}
		number, rest, _ := strings.Cut(rest, gapMark)
		if i, err := strconv.Atoi(number); err == nil && i < len(pages) {
			m.gaps[pages[i]] = len(m.parts)
		}
		m.parts = append(m.parts, template.HTML(strings.TrimSuffix(before, " ")))
		whole = rest
	}
}

func (r *renderer) menu(e *site.Edition, current *site.Folder, at string) (menu, error) {
	var pages []*site.Page // that have a gap
	link := func(p *site.Page, title string) Link {
		l := r.pageLink(p, at, e.Language.Code)
		if title != "" {
			l.Title, l.Lang = title, ""
		}
		l.Current = template.HTMLAttr(gapMark + strconv.Itoa(len(pages)) + gapMark)
		pages = append(pages, p)
		return l
	}
	open := map[*site.Folder]bool{}
	for f := current; f != nil; f = f.Parent {
		open[f] = true
	}
	var inside func(folders []*site.Folder) []MenuFolder
	inside = func(folders []*site.Folder) []MenuFolder {
		var all []MenuFolder
		for _, f := range folders {
			entry := MenuFolder{Link: link(f.Index, f.Label), Open: open[f]}
			if open[f] {
				if len(f.Pages) <= fewSiblings {
					for _, p := range f.Pages {
						entry.Inside.Pages = append(entry.Inside.Pages, link(p, ""))
					}
				}
				if l, ok := r.compareLink(f, at, e.Language.Code); ok {
					entry.Inside.Pages = append(entry.Inside.Pages, l)
				}
				entry.Inside.Folders = inside(f.Folders)
			}
			all = append(all, entry)
		}
		return all
	}
	home := link(e.Home, r.theme.Word(e.Language.Code, "home"))
	view := Folders{Home: &home}
	if loose := r.loose[e]; len(loose) <= fewSiblings {
		for _, p := range loose {
			view.Pages = append(view.Pages, link(p, ""))
		}
	}
	view.Folders = inside(e.Folders)
	whole, err := r.partial(e.Language.Code, "partials/folders.html", &view)
	if err != nil {
		return menu{}, err
	}
	return splitGaps(string(whole), pages), nil
}

// pageLink is a link to a page as the entry of a list.
func (r *renderer) pageLink(p *site.Page, at, lang string) Link {
	l := Link{Href: site.Href(at, p.Path, ""), Title: p.Title, Code: p.Code}
	if p.Lang() != lang {
		l.Lang = p.Lang()
	}
	return l
}
