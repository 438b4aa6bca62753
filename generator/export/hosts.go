package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"handbook/generator/render"
	"handbook/generator/site"
)

// headers is read by Netlify, Cloudflare Pages and others of their kind. The policy is the one each page
// carries, and what only a header can say. Names that hold a hash of the content never change meaning.
func headers() []byte {
	// Files named by what is in them.
	const forever = "  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n"
	return []byte("/*\n" +
		"  Content-Security-Policy: " + render.Policy + "; frame-ancestors 'none'\n" +
		"  Cross-Origin-Opener-Policy: same-origin\n" +
		"  Permissions-Policy: camera=(), geolocation=(), microphone=()\n" +
		"  Referrer-Policy: no-referrer\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  Cache-Control: public, max-age=0, must-revalidate\n" +
		"/assets/*\n" + forever +
		"/search/*\n" + forever +
		"/search/:language/manifest.js\n" +
		"  ! Cache-Control\n" +
		"  Cache-Control: public, max-age=0, must-revalidate\n")
}

func robots(s *site.Site) []byte {
	b := []byte("User-agent: *\nAllow: /\n")
	if s.Schema.BaseURL != "" {
		b = fmt.Appendf(b, "\nSitemap: %ssitemap.xml\n", s.Schema.BaseURL)
	}
	return b
}

// redirects is read by the same hosts as headers; others have the redirecting pages.
func redirects(s *site.Site) []byte {
	var b bytes.Buffer
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "/%s /%s 301\n", site.Href("", r.From, ""), site.Href("", r.To.Path, ""))
	}
	return b.Bytes()
}

// sitemapLimit is how many addresses one sitemap may list (sitemaps.org protocol 0.9).
const sitemapLimit = 50_000

// sitemap lists the pages that stand in their own language, each with its translations.
func sitemap(s *site.Site) map[string]func() ([]byte, error) {
	var pages []*site.Page
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if !p.Borrowed {
				pages = append(pages, p)
			}
		}
	}
	views := render.Overviews(s)
	if len(pages)+len(views)*len(s.Editions) <= sitemapLimit {
		return map[string]func() ([]byte, error){
			"sitemap.xml": func() ([]byte, error) { return urlset(s, pages, views), nil },
		}
	}
	files := map[string]func() ([]byte, error){}
	var parts []string
	for from := 0; from < len(pages); from += sitemapLimit {
		part := pages[from:min(from+sitemapLimit, len(pages))]
		name := fmt.Sprintf("sitemap-%d.xml", len(parts)+1)
		parts = append(parts, name)
		files[name] = func() ([]byte, error) { return urlset(s, part, nil), nil }
	}
	if len(views) > 0 {
		parts = append(parts, "sitemap-views.xml")
		files["sitemap-views.xml"] = func() ([]byte, error) { return urlset(s, nil, views), nil }
	}
	files["sitemap.xml"] = func() ([]byte, error) {
		b := []byte(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
		for _, name := range parts {
			b = fmt.Appendf(b, "<sitemap><loc>%s</loc></sitemap>\n", escape(absolute(s, name, "")))
		}
		return append(b, "</sitemapindex>\n"...), nil
	}
	return files
}

func urlset(s *site.Site, pages []*site.Page, views []render.Overview) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, p := range pages {
		b.WriteString("<url><loc>" + escape(absolute(s, p.Path, "")) + "</loc>")
		if d := changed(p); d != "" {
			b.WriteString("<lastmod>" + d + "</lastmod>")
		}
		if own := translated(p); len(own) > 1 {
			for _, o := range own {
				alternate(&b, o.Edition.Language.Code, absolute(s, o.Path, ""))
			}
			alternate(&b, "x-default", absolute(s, own[0].Path, ""))
		}
		b.WriteString("</url>\n")
	}
	for _, v := range views {
		for _, path := range v.Paths {
			b.WriteString("<url><loc>" + escape(absolute(s, path, "")) + "</loc>")
			for i := 0; i < len(v.Paths) && len(v.Paths) > 1; i++ {
				alternate(&b, v.Languages[i], absolute(s, v.Paths[i], ""))
			}
			b.WriteString("</url>\n")
		}
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

func alternate(b *bytes.Buffer, lang, address string) {
	fmt.Fprintf(b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, lang, escape(address))
}

// translated is the page in every language it was written in.
func translated(p *site.Page) []*site.Page {
	var own []*site.Page
	for _, t := range p.Translations {
		if !t.Borrowed {
			own = append(own, t)
		}
	}
	return own
}

// changed is the latest date a page gives of itself, YYYY-MM-DD or "".
func changed(p *site.Page) string { return max(p.Published, p.Updated, p.Reviewed) }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
