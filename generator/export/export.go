// Package export makes what hosts and programs expect beside the pages: the sitemap, robots.txt,
// feeds, host settings, redirects, the list of sections, llms.txt and the pages as Markdown.
//
// Everything is made from the site model; nothing here knows HTML layouts. What needs absolute
// addresses is made only when the handbook has a base URL.
package export

import (
	"maps"
	"strings"

	"handbook/generator/render"
	"handbook/generator/site"
)

// Files is every file of this package: path to a function that makes its bytes.
func Files(t *render.Theme, s *site.Site) map[string]func() ([]byte, error) {
	files := map[string]func() ([]byte, error){
		".nojekyll":     func() ([]byte, error) { return nil, nil },
		"_headers":      func() ([]byte, error) { return headers(), nil },
		"robots.txt":    func() ([]byte, error) { return robots(s), nil },
		"sections.json": func() ([]byte, error) { return sections(s) },
		"llms.txt":      func() ([]byte, error) { return llms(t, s), nil },
	}
	if len(s.Redirects) > 0 {
		files["_redirects"] = func() ([]byte, error) { return redirects(s), nil }
	}
	for _, a := range s.Assets {
		files[a.Path] = a.File.Read
	}
	if s.Schema.BaseURL != "" {
		maps.Copy(files, sitemap(s))
		for _, e := range s.Editions {
			files[FeedPath(e)] = func() ([]byte, error) { return feed(s, e) }
		}
	}
	if s.Schema.Markdown {
		for _, e := range s.Editions {
			for _, p := range e.Pages {
				files[MarkdownPath(p)] = func() ([]byte, error) { return page(t, s, p), nil }
			}
		}
	}
	return files
}

// FeedPath is where the feed of one language stands.
func FeedPath(e *site.Edition) string { return e.Language.Code + "/feed.xml" }

// MarkdownPath is where the Markdown of a page stands.
func MarkdownPath(p *site.Page) string { return strings.TrimSuffix(p.Path, ".html") + ".md" }

// absolute is the address a page will have when published.
func absolute(s *site.Site, path, id string) string {
	return s.Schema.BaseURL + site.Href("", path, id)
}
