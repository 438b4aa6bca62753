package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/schema"
	"handbook/generator/site"
)

type adder func(path string, make func() ([]byte, error))

// addLists adds the index of a folder, or a home page, and the further parts of a long list.
func (r *renderer) addLists(p *site.Page, add adder) {
	pages, ok := r.listed(p)
	if !ok {
		return
	}
	parts := max(1, (len(pages)+perPage-1)/perPage)
	for n := 1; n <= parts; n++ {
		add(partPath(p, n), func() ([]byte, error) { return r.listPage(p, pages, n, parts) })
	}
}

// listed is the pages that an index or home lists; ok is false for other pages.
func (r *renderer) listed(p *site.Page) (pages []*site.Page, ok bool) {
	switch p.Role {
	case site.RoleHome:
		return r.loose[p.Edition], true
	case site.RoleIndex:
		if p.Folder == nil {
			return nil, true
		}
		if p.Folder.Kind != nil && p.Folder.Kind.Layout == "glossary" {
			return alphabetical(p.Folder.Pages), true
		}
		return p.Folder.Pages, true
	}
	return nil, false
}

// partPath is the address of a part of a list, counted from 1.
func partPath(p *site.Page, part int) string {
	if part == 1 {
		return p.Path
	}
	return beside(p.Path, "-"+strconv.Itoa(part))
}

// alphabetical sorts pages by title as a reader looks for them: letter case and marks like quotes aside.
func alphabetical(pages []*site.Page) []*site.Page {
	keys := make(map[*site.Page]string, len(pages))
	for _, p := range pages {
		keys[p] = sortKey(p.Title)
	}
	sorted := slices.Clone(pages)
	slices.SortStableFunc(sorted, func(a, b *site.Page) int {
		return cmp.Or(strings.Compare(keys[a], keys[b]), strings.Compare(a.Title, b.Title), strings.Compare(a.Key, b.Key))
	})
	return sorted
}

func sortKey(title string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == ' ':
			return unicode.ToLower(c)
		case c == '-' || c == '/':
			return ' '
		}
		return -1
	}, title)
}

// initial is the letter under which a title stands; "#" for figures and the like.
func initial(title string) string {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(sortKey(title), " "))
	if !unicode.IsLetter(c) {
		return "#"
	}
	return string(unicode.ToUpper(c))
}

// letterID is the id of a letter's list. No heading of the text can have it, because of the colon.
func letterID(letter string) string {
	if letter == "#" {
		return "letter:0"
	}
	return "letter:" + letter
}

func (r *renderer) listPage(p *site.Page, pages []*site.Page, n, parts int) ([]byte, error) {
	lang := p.Edition.Language.Code
	at := partPath(p, n)
	heading := p.Title
	if n > 1 {
		heading += " · " + r.theme.Word(lang, "part", "number", strconv.Itoa(n))
	}
	in := func(q *site.Page) string {
		if other, _ := r.listed(q); len(other) > (n-1)*perPage {
			return partPath(q, n)
		}
		return q.Path
	}
	s := scene{page: p, at: at, in: in, heading: heading}
	var filter *Filter
	if n == 1 {
		filter = r.filter(p.Folder, at, lang)
	}
	if filter != nil {
		s.data, s.views = facetDataPath(p.Folder), []string{"filter"}
	}
	if byStages(p.Folder) {
		s.views = append(s.views, "path")
	}
	page, err := r.view(r.writer(p, at), s)
	if err != nil {
		return nil, err
	}
	if page.Summary == "" {
		page.Summary = r.introduction(p)
	}
	view := &List{Page: *page, Further: n > 1, Layout: "list", Filter: filter, Views: r.views(p, at, lang)}
	layout := "layouts/index.html"
	shown := pages[min((n-1)*perPage, len(pages)):min(n*perPage, len(pages))]
	switch {
	case p.Role == site.RoleHome:
		layout = "layouts/home.html"
		view.Groups = r.groups(p.Edition.Folders, at, lang)
		view.Entries = r.entries(shown, at, lang)
	default:
		view.Page.Kind = &Kind{Mark: r.theme.languages[lang].mark(p.Folder.Kind)}
		view.Groups = r.groups(p.Folder.Folders, at, lang)
		if p.Folder.Kind != nil && p.Folder.Kind.Layout != "" {
			view.Layout = p.Folder.Kind.Layout
		}
		switch {
		case view.Layout == "glossary":
			view.Letters = r.letters(shown, at, lang)
			view.Index = initials(p, pages, at)
		case byStages(p.Folder):
			view.Stages = r.stages(p.Folder.Kind, shown, at, lang)
		default:
			view.Entries = r.entries(shown, at, lang)
		}
	}
	for i := 1; i <= parts && parts > 1; i++ {
		view.Parts = append(view.Parts, Part{i, site.Href(at, partPath(p, i), ""), i == n})
	}
	return r.execute(lang, layout, view)
}

// byStages reports a folder whose index is a path.
func byStages(f *site.Folder) bool {
	return f != nil && f.Kind != nil && f.Kind.Path != nil && f.Kind.Layout == "path"
}

// views is where the pages of a list are seen otherwise: side by side, and on the maps that count them.
func (r *renderer) views(p *site.Page, at, lang string) []Link {
	var all []Link
	if p.Folder != nil {
		if l, ok := r.compareLink(p.Folder, at, lang); ok {
			all = append(all, l)
		}
	}
	path := r.mapsPath(p.Edition)
	counted := slices.ContainsFunc(r.site.Schema.Maps, func(m *schema.Map) bool { return p.Folder != nil && m.Kind == p.Folder.Kind })
	if path != "" && (counted || p.Role == site.RoleHome) {
		all = append(all, Link{Href: site.Href(at, path, ""), Title: r.theme.Word(lang, "maps")})
	}
	return all
}

// introduction is what stands below the heading of a list without a summary of its own. Where a text was written it
// introduces the list itself.
func (r *renderer) introduction(p *site.Page) string {
	if d := r.site.Doc(p); d != nil && len(d.Body.Text) > 0 {
		return ""
	}
	return r.description(p)
}

func (r *renderer) entries(pages []*site.Page, at, lang string) []Entry {
	all := make([]Entry, len(pages))
	for i, p := range pages {
		all[i] = Entry{Link: r.pageLink(p, at, lang), Summary: p.Summary, Names: strings.Join(p.Names, ", ")}
		if p.Kind != nil {
			all[i].Mark = r.theme.languages[lang].mark(p.Kind)
		}
	}
	return all
}

// groups is folders with their pages where they are few.
func (r *renderer) groups(folders []*site.Folder, at, lang string) []Group {
	all := make([]Group, len(folders))
	for i, f := range folders {
		g := Group{
			Link:        Link{Href: site.Href(at, f.Index.Path, ""), Title: f.Label},
			Description: f.Description,
			Mark:        r.theme.languages[lang].mark(kindOf(f)),
		}
		if len(f.Pages) <= fewSiblings {
			for _, p := range f.Pages {
				g.Pages = append(g.Pages, r.pageLink(p, at, lang))
			}
		}
		all[i] = g
	}
	return all
}

func kindOf(f *site.Folder) *schema.Kind { return f.Kind }

// letters is the entries of a glossary by letter.
func (r *renderer) letters(pages []*site.Page, at, lang string) []Letter {
	var all []Letter
	for i, e := range r.entries(pages, at, lang) {
		letter := initial(pages[i].Title)
		if len(all) == 0 || all[len(all)-1].Letter != letter {
			all = append(all, Letter{ID: letterID(letter), Letter: letter})
		}
		last := &all[len(all)-1]
		last.Entries = append(last.Entries, e)
	}
	return all
}

// initials leads to the letters of all parts of a glossary.
func initials(p *site.Page, pages []*site.Page, at string) []Initial {
	var all []Initial
	for i, q := range pages {
		letter := initial(q.Title)
		if len(all) == 0 || all[len(all)-1].Letter != letter {
			all = append(all, Initial{letter, site.Href(at, partPath(p, i/perPage+1), letterID(letter))})
		}
	}
	return all
}
