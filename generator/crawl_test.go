package generator_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// crawler follows every link of a published handbook as a browser would, knowing nothing of how it was made.
type crawler struct {
	t     *testing.T
	get   func(address string) ([]byte, error) // without fragment
	start string                               // what addresses of the handbook start with
	pages map[string]*crawled
	found int // links followed
}

type crawled struct {
	ids   map[string]bool
	links []string
}

// crawl starts at the first page and returns how many pages it saw.
func crawl(t *testing.T, start string, get func(string) ([]byte, error)) int {
	c := &crawler{t: t, get: get, start: start, pages: map[string]*crawled{}}
	queue := []string{start + "index.html"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if c.pages[at] != nil {
			continue
		}
		data, err := get(at)
		if err != nil {
			t.Errorf("%s: %v", at, err)
			c.pages[at] = &crawled{}
			continue
		}
		page := &crawled{ids: map[string]bool{}}
		c.pages[at] = page
		if !isPage(at) {
			continue
		}
		c.read(at, data, page)
		for _, l := range page.links {
			l, _, _ = strings.Cut(l, "#")
			queue = append(queue, l)
		}
	}
	for at, page := range c.pages {
		for _, l := range page.links {
			c.found++
			target, id, _ := strings.Cut(l, "#")
			id, err := url.PathUnescape(id)
			if err != nil || id != "" && isPage(target) && c.pages[target] != nil && !c.pages[target].ids[id] {
				t.Errorf("%s leads to %s, where nothing has the id %q", at, target, id)
			}
		}
	}
	if len(c.pages) < 2 || c.found == 0 {
		t.Errorf("the crawl saw %d pages and %d links", len(c.pages), c.found)
	}
	return len(c.pages)
}

func isPage(address string) bool { return strings.HasSuffix(address, ".html") }

// read notes ids and addresses of one page and checks what must hold for each.
func (c *crawler) read(at string, data []byte, page *crawled) {
	base, err := url.Parse(at)
	if err != nil {
		c.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		c.t.Errorf("%s: %v", at, err)
		return
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		rel := attribute(n, "rel")
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if page.ids[a.Val] || a.Val == "" {
					c.t.Errorf("%s: id %q is empty or used twice", at, a.Val)
				}
				page.ids[a.Val] = true
			case "style":
				c.t.Errorf("%s: <%s> has an inline style", at, n.Data)
			case "href", "src", "action", "poster":
				c.link(at, base, n, rel, a.Val, page)
			case "srcset":
				for part := range strings.SplitSeq(a.Val, ",") {
					c.link(at, base, n, rel, strings.Fields(part)[0], page)
				}
			default:
				if strings.HasPrefix(a.Key, "on") {
					c.t.Errorf("%s: <%s> has %s", at, n.Data, a.Key)
				}
			}
		}
		switch n.Data {
		case "style", "iframe", "object", "embed", "base":
			c.t.Errorf("%s: <%s> does not belong on a page", at, n.Data)
		case "script":
			if attribute(n, "src") == "" && attribute(n, "type") != "application/ld+json" {
				c.t.Errorf("%s: inline script", at)
			}
		case "a":
			if strings.TrimSpace(words(n)) == "" && attribute(n, "aria-label") == "" {
				c.t.Errorf("%s: a link to %s says nothing", at, attribute(n, "href"))
			}
		case "meta":
			if attribute(n, "http-equiv") == "refresh" {
				if _, to, ok := strings.Cut(attribute(n, "content"), "url="); ok {
					c.link(at, base, n, rel, to, page)
				}
			}
		}
	}
}

// link resolves one address. Those that leave the handbook may only be links a reader can follow.
func (c *crawler) link(at string, base *url.URL, n *html.Node, rel, value string, page *crawled) {
	if value == "" {
		c.t.Errorf("%s: <%s> has an empty address", at, n.Data)
		return
	}
	u, err := base.Parse(value)
	if err != nil {
		c.t.Errorf("%s: %q: %v", at, value, err)
		return
	}
	switch address := u.String(); {
	case strings.HasPrefix(address, c.start):
		page.links = append(page.links, address)
	case n.Data == "a" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto" || u.Scheme == "tel") && u.Host != base.Host:
		// leaves the handbook
	case n.Data == "link" && strings.HasPrefix(address, publicBase) && (rel == "canonical" || rel == "alternate"):
		// says where the handbook is published
	default:
		c.t.Errorf("%s: <%s> asks for %s", at, n.Data, address)
	}
}

const publicBase = base

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if d.Type == html.ElementNode && d.Data == "img" {
			b.WriteString(attribute(d, "alt"))
		}
	}
	return b.String()
}

// TestE10_Crawl covers E6, E7 and E12 too: over http below / and below a path, and from a disk folder whose name
// has spaces and letters beyond ASCII.
func TestE10_Crawl(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	html := len(pagesOf(all))

	dir := filepath.Join(t.TempDir(), "Buku panduan – édisi 印")
	for p, data := range all {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("disk", func(t *testing.T) {
		start := (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()
		seen := crawl(t, start, func(address string) ([]byte, error) {
			u, err := url.Parse(address)
			if err != nil {
				return nil, err
			}
			return os.ReadFile(filepath.FromSlash(u.Path))
		})
		if seen < html/2 {
			t.Errorf("only %d of %d pages can be reached", seen, html)
		}
	})
	for _, below := range []string{"/", "/situs/panduan kesehatan/"} {
		t.Run("http "+below, func(t *testing.T) {
			server := httptest.NewServer(http.StripPrefix(strings.TrimSuffix(below, "/"), http.FileServer(http.Dir(dir))))
			defer server.Close()
			start := server.URL + (&url.URL{Path: below}).EscapedPath()
			crawl(t, start, func(address string) ([]byte, error) {
				// The file server sends …/index.html on to …/, as some hosts do.
				response, err := server.Client().Get(address)
				if err != nil {
					return nil, err
				}
				defer response.Body.Close()
				if response.StatusCode != http.StatusOK {
					return nil, fmt.Errorf("status %s", response.Status)
				}
				return io.ReadAll(response.Body)
			})
		})
	}
}

// TestE15_HTML has the checker of the W3C and WHATWG look at some pages, or with HANDBOOK_LONG=1 at one of every
// layout; the gate has it look at all.
func TestE15_HTML(t *testing.T) {
	const jar = "../.ci/node_modules/vnu-jar/build/dist/vnu.jar"
	java, err := exec.LookPath("java")
	if _, missing := os.Stat(jar); err != nil || missing != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal("there is no Java, or no vnu.jar")
		}
		t.Skip("the checker is not installed: npm ci --prefix .ci")
	}
	all := files(t, build(t, ownContent(t)))
	dir := publish(t, all)
	args := []string{"-jar", jar, "--errors-only"}
	pages := shown(all)
	if os.Getenv("HANDBOOK_LONG") == "" { // half a second a page
		pages = pages[:min(len(pages), 8)]
	}
	for _, p := range pages {
		args = append(args, filepath.Join(dir, filepath.FromSlash(p)))
	}
	if out, err := exec.Command(java, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

// TestE16_Encoding: what browsers and programs of the web read is clean UTF-8. Tables for spreadsheets begin with a byte
// order mark and end lines as RFC 4180 says, or Excel would misread them.
func TestE16_Encoding(t *testing.T) {
	for p, data := range files(t, build(t, ownContent(t))) {
		if !slices.Contains([]string{".html", ".css", ".js", ".md", ".txt", ".xml", ".json", ".svg"}, path.Ext(p)) {
			continue
		}
		if !utf8.Valid(data) || bytes.ContainsRune(data, '\uFFFD') || bytes.ContainsRune(data, '\r') || bytes.HasPrefix(data, []byte("\uFEFF")) {
			t.Errorf("%s is not clean UTF-8", p)
		}
	}
}

// TestE6_NoInlineCode is the check of the finished bytes, without a parser's forgiveness.
func TestE6_NoInlineCode(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	bad := regexp.MustCompile(`<style|<script(>| [^>]*>[^<\n])| style=|<[a-z][^>]* on[a-z]+=`)
	for _, p := range pagesOf(all) {
		if m := bad.Find(all[p]); m != nil {
			t.Errorf("%s has %q", p, m)
		}
	}
	if !slices.Contains(pagesOf(all), "404.html") {
		t.Error("there is no 404.html")
	}
}
