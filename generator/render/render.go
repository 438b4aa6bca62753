// Package render gives each page its HTML from a theme.
//
// A theme is a folder of layouts, partials, assets and words; a user's theme overlays the built-in one
// file by file. Templates are parsed, checked and minified when the theme is loaded, so that a page is
// made by executing a layout over a view and filling the holes of its text. The view types are the
// theme's contract: see [Page] and its neighbours in views.go, and layouts in theme.go for which layout gets which.
//
// What does not depend on the page (navigation, header, footer, links to style and script) is made once for
// each folder and language. Nothing on a page grows with the size of the handbook: long lists are split over
// pages of [perPage] entries.
package render

import (
	"bytes"
	"html/template"
	"path"
	"slices"
	"strings"
	"sync"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// Policy is the content security policy of every page (https://www.w3.org/TR/CSP3/), as far as a page
// can say it of itself. Of the two trusted types the page makes the address of the script of the search, that script those
// of its index.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types handbook handbook-search"

// perPage is how many entries a list of pages may have before it is split.
const perPage = 200

// Book is every HTML page of a site in a theme. It may be used from several goroutines.
type Book struct {
	*renderer
	all func() map[string]func() ([]byte, error)
}

// NewBook returns the pages of a site. What another book of the same theme and pages has made for all pages alike is not made again;
// last may be nil.
func NewBook(t *Theme, s *site.Site, last *Book) *Book {
	var k *kept
	if last != nil && last.theme == t && s.SharesPages(last.site) {
		k = last.kept
	}
	r := newRenderer(t, s, k)
	return &Book{r, sync.OnceValue(r.pages)}
}

// Text finds the function that makes a page which is neither an index nor a list; nil where there is none.
func (b *Book) Text(path string) func() ([]byte, error) {
	p := b.site.Text(path)
	if p == nil {
		return nil
	}
	return func() ([]byte, error) { return b.textPage(p) }
}

// Pages is all pages: path to a function that makes its bytes. The functions may be called
// at any time, in any order, from several goroutines. Paths never clash with those of the
// site's own pages: where one is taken the page of the site wins.
func (b *Book) Pages() map[string]func() ([]byte, error) { return b.all() }

// Pages is every HTML page of the site, as those of its [Book].
func Pages(t *Theme, s *site.Site) map[string]func() ([]byte, error) {
	return NewBook(t, s, nil).Pages()
}

func (r *renderer) pages() map[string]func() ([]byte, error) {
	s := r.site
	pages := map[string]func() ([]byte, error){}
	add := func(path string, make func() ([]byte, error)) {
		if _, taken := pages[path]; !taken {
			pages[path] = make
		}
	}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Role == site.RoleText {
				add(p.Path, func() ([]byte, error) { return r.textPage(p) })
			}
		}
	}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			r.addLists(p, add)
			r.addLinks(p, add)
			r.addEvidence(p, add)
		}
		for _, f := range e.Folders {
			r.addPrint(f, add)
			r.addCompare(f, add)
			r.addFacets(f, add)
		}
		if at := r.mapsPath(e); at != "" {
			add(at, func() ([]byte, error) { return r.mapsPage(e, at) })
		}
		r.addChoosers(e, add)
		add(searchPath(e), func() ([]byte, error) { return r.searchPage(e) })
	}
	for _, redirect := range s.Redirects {
		add(redirect.From, func() ([]byte, error) { return r.redirectPage(redirect) })
	}
	add("index.html", r.languagesPage)
	add("404.html", r.notFoundPage)
	return pages
}

// renderer is a theme applied to a site.
type renderer struct {
	theme *Theme
	site  *site.Site
	*kept
}

// kept is what a renderer has made for all pages alike. It follows from theme and pages, not from texts, and could be made again at any
// time.
type kept struct {
	loose    map[*site.Edition][]*site.Page // pages beside the home page, in no folder
	buffers  sync.Pool                      // *bytes.Buffer
	scratch  sync.Pool                      // *[]byte
	places   memo[placeKey, *place]
	menus    memo[menuKey, menu]
	links    memo[*schema.Kind, map[*schema.Field]string] // see facetLinks
	lexicons memo[string, *lexicon]
}

func newRenderer(t *Theme, s *site.Site, k *kept) *renderer {
	if k != nil {
		return &renderer{t, s, k}
	}
	r := &renderer{t, s, &kept{loose: map[*site.Edition][]*site.Page{}}}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Folder == nil && p.Role == site.RoleText {
				r.loose[e] = append(r.loose[e], p)
			}
		}
	}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	return r
}

// execute runs a layout over a view.
func (r *renderer) execute(lang, layout string, view any) ([]byte, error) {
	b := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(b)
	b.Reset()
	if err := r.theme.languages[lang].templates[layout].Execute(b, view); err != nil {
		return nil, err
	}
	return slices.Clone(b.Bytes()), nil
}

// partial runs a partial over a view and returns it as part of a page.
func (r *renderer) partial(lang, name string, view any) (template.HTML, error) {
	data, err := r.execute(lang, name, view)
	return template.HTML(data), err
}

// memo remembers what a function made for a key.
type memo[K comparable, V any] struct{ made sync.Map }

type once[V any] struct {
	sync.Once
	value V
	err   error
}

func (m *memo[K, V]) get(key K, make func() (V, error)) (V, error) {
	found, ok := m.made.Load(key)
	if !ok {
		found, _ = m.made.LoadOrStore(key, new(once[V]))
	}
	o := found.(*once[V])
	o.Do(func() { o.value, o.err = make() })
	return o.value, o.err
}

// folderPath is the path of the folder of a page, "" or ending in "/".
func folderPath(p string) string {
	dir, _ := path.Split(p)
	return dir
}

// name is the last part of an address without its ending: "koalisi" of "id/model/koalisi.html".
func name(p string) string { return strings.TrimSuffix(path.Base(p), ".html") }

// beside is a path in the same folder as p: beside("id/model/koalisi.html", ".links") is
// "id/model/koalisi.links.html".
func beside(p, suffix string) string { return strings.TrimSuffix(p, ".html") + suffix + ".html" }
