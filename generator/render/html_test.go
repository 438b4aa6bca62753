package render

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"text/template/parse"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"handbook/themes"
)

// sample is the content of the golden handbook.
func sample(t testing.TB) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/handbook.txtar")
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			content[f.Name] = string(f.Data)
		}
	}
	return content
}

// crowd is a handbook with a glossary of more than one part and a page that many name.
func crowd() map[string]string {
	content := map[string]string{
		"handbook.yaml":   "title: Crowd\nlanguages: [en]\nprint: true\n",
		"kinds/term.yaml": "folder: terms\nlabel: Term\nplural: Glossary\nlayout: glossary\nmark: ring\n",
	}
	for i := range 230 {
		content[fmt.Sprintf("en/terms/term-%03d.md", i)] = fmt.Sprintf("---\ntitle: %c term %d\n---\nSee [the first](term-000.md).\n", 'A'+i%26, i)
		content[fmt.Sprintf("en/guides/guide-%03d.md", i)] = fmt.Sprintf("---\ntitle: Guide %d\n---\nWords.\n", i)
		content[fmt.Sprintf("en/loose-%03d.md", i)] = fmt.Sprintf("---\ntitle: Loose %d\n---\nWords.\n", i)
	}
	return content
}

// made is every page of a handbook.
func made(t testing.TB, theme *Theme, content map[string]string, base string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for path, make := range Pages(theme, build(t, content, base)) {
		data, err := make()
		if err != nil {
			t.Fatal(path, err)
		}
		all[path] = string(data)
	}
	return all
}

func walk(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, do)
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func parsed(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestE12_E13_LinksAndIDs: on every page, print pages and parts of lists included, ids are unique and every relative
// link leads to a page that exists and an id on it.
func TestE12_E13_LinksAndIDs(t *testing.T) {
	for name, content := range map[string]map[string]string{"sample": sample(t), "crowd": crowd()} {
		t.Run(name, func(t *testing.T) {
			theme := builtinTheme(t, "id", "en")
			pages := made(t, theme, content, "")
			ids := map[string]map[string]bool{}
			type link struct{ from, to, id string }
			var links []link
			for at, page := range pages {
				ids[at] = map[string]bool{}
				walk(parsed(t, page), func(n *html.Node) {
					if id, ok := attr(n, "id"); ok {
						if ids[at][id] || id == "" {
							t.Errorf("%s: id %q twice or empty", at, id)
						}
						ids[at][id] = true
					}
					for _, key := range []string{"href", "src"} {
						value, ok := attr(n, key)
						if !ok {
							continue
						}
						u, err := url.Parse(value)
						if err != nil || value == "" {
							t.Errorf("%s: address %q: %v", at, value, err)
							continue
						}
						if u.Scheme != "" {
							continue
						}
						if strings.HasPrefix(value, "/") {
							t.Errorf("%s: %q begins at the root", at, value)
						}
						to := at
						if u.Path != "" {
							to = path.Join(path.Dir(at), u.Path)
						}
						links = append(links, link{at, to, u.Fragment})
					}
				})
			}
			for _, l := range links {
				if _, asset := theme.Assets()[l.to]; asset {
					continue
				}
				if ids[l.to] == nil {
					t.Errorf("%s: no page %s", l.from, l.to)
				} else if l.id != "" && !ids[l.to][l.id] {
					t.Errorf("%s: no #%s on %s", l.from, l.id, l.to)
				}
			}
			if len(links) < 100 {
				t.Errorf("only %d links looked at", len(links))
			}
		})
	}
}

// TestE13_PrintPage: what is joined stays apart, and links between joined pages stay on the page.
func TestE13_PrintPage(t *testing.T) {
	page := made(t, builtinTheme(t, "id", "en"), sample(t), "")["id/model/print.html"]
	for _, want := range []string{
		`<h2 id="koalisi"`, `<h3 id="koalisi--cara">`, `href="#jaringan--bentuk"`, `id="koalisi--fn:1"`, `id="jaringan--fn:1"`,
		`href="#koalisi--fnref:1"`, `href="#koalisi">koalisi</a>`, `id="koalisi--f2:fn:1"`, `href="../istilah/kepercayaan.html"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the print page lacks %s", want)
		}
	}
	if strings.Contains(page, "<details class=\"more\">") {
		t.Error("facts are folded on paper")
	}
}

// TestE6_NothingInline: no page has a script, style or handler in it.
func TestE6_NothingInline(t *testing.T) {
	bad := regexp.MustCompile(`(?i)<style|<script(>| [^>]*>[^<\n])| style=| on[a-z]+=|javascript:|integrity=|crossorigin|type="module"`)
	for at, page := range made(t, builtinTheme(t, "id", "en"), sample(t), "https://example.org/buku/") {
		if m := bad.FindString(page); m != "" {
			t.Errorf("%s has %q", at, m)
		}
		if !strings.Contains(page, `http-equiv="Content-Security-Policy"`) {
			t.Errorf("%s has no policy", at)
		}
	}
}

// TestE3_Escaping puts hostile words wherever an author can write, and expects to find them as text alone.
func TestE3_Escaping(t *testing.T) {
	for _, payload := range []string{
		`"><script>alert(1)</script>`, `{{.}}`, `</title><img src=x onerror=alert(1)>`, `]]></script>`, `'"><svg onload=x>`, "<!--", `&lt;`,
	} {
		quoted := fmt.Sprintf("%q", payload)
		content := map[string]string{
			"handbook.yaml": "title: " + quoted + "\ndescription: " + quoted + "\nlanguages: [en]\nprint: true\nlicense: {text: " + quoted + "}\n",
			"kinds/a.yaml": "folder: things\nlabel: " + quoted + "\nplural: " + quoted + "\ndescription: " + quoted + "\nmark: star\nfields:\n" +
				"  fact: {type: text, label: " + quoted + "}\n  place: {type: text, label: x}\n" +
				"  pick: {type: choice, choices: {a: " + quoted + "}, label: x}\n" +
				"  list: {type: list, of: {type: text}, show: section, label: " + quoted + "}\n" +
				"  see: {type: list, of: {type: reference, to: any}, label: " + quoted + ", inverse: " + quoted + "}\n",
			"en/index.md": "---\ntitle: " + quoted + "\n---\nText.\n",
			"en/things/one.md": "---\ntitle: " + quoted + "\nsummary: " + quoted + "\nnames: [" + quoted + "]\nfact: " + quoted + "\nplace: " + quoted +
				"\npick: a\nlist: [" + quoted + "]\nsee: [things/two]\n---\n## `" + strings.ReplaceAll(payload, "`", "") + "`\n\nText.\n",
			"en/things/two.md": "---\ntitle: Two\nsee: [things/one]\n---\nText.\n",
		}
		shown := 0
		for at, page := range made(t, builtinTheme(t, "en"), content, "https://example.org/") {
			walk(parsed(t, page), func(n *html.Node) {
				if n.Type == html.TextNode && strings.Contains(n.Data, payload) {
					shown++
				}
				if n.Type == html.CommentNode || n.Type == html.ElementNode && (n.Data == "img" || n.Data == "svg" && len(n.Attr) != 3) {
					t.Errorf("%s: %q became markup: %s %v", at, payload, n.Data, n.Attr)
				}
				if n.Data == "script" && n.FirstChild != nil {
					if kind, _ := attr(n, "type"); kind != "application/ld+json" {
						t.Errorf("%s: %q became a script", at, payload)
					}
				}
			})
		}
		if shown == 0 {
			t.Errorf("%q is shown nowhere", payload)
		}
	}
}

// TestE14_MinifiedTemplates: pages from minified templates are the same documents as from those written, space aside.
func TestE14_MinifiedTemplates(t *testing.T) {
	theme := builtinTheme(t, "id", "en")
	plain := builtinTheme(t, "id", "en")
	files, _, err := readTemplates(themes.Default())
	if err != nil {
		t.Fatal(err)
	}
	trees := map[string]*parse.Tree{}
	for name, f := range files {
		if err := parseInto(trees, name, string(f.Text)); err != nil {
			t.Fatal(err)
		}
	}
	for lang, l := range plain.languages {
		if plain.languages[lang], err = (&templates{trees}).in(l.dictionary); err != nil {
			t.Fatal(err)
		}
	}
	small, large := 0, 0
	written := made(t, plain, sample(t), "https://example.org/")
	for at, page := range made(t, theme, sample(t), "https://example.org/") {
		small, large = small+len(page), large+len(written[at])
		if got, want := outline(parsed(t, page)), outline(parsed(t, written[at])); got != want {
			t.Errorf("%s: minified\n%s\nwritten\n%s", at, got, want)
		}
	}
	if small >= large {
		t.Errorf("minified %d bytes, written %d", small, large)
	}
}

// outline is a document without the differences of white space.
func outline(root *html.Node) string {
	var b bytes.Buffer
	walk(root, func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			if s := strings.Join(strings.Fields(n.Data), " "); s != "" {
				b.WriteString(s + "\n")
			}
		case html.ElementNode:
			fmt.Fprintf(&b, "<%s", n.Data)
			for _, a := range n.Attr {
				if n.Data == "meta" || n.Data == "path" { // "width=device-width, initial-scale=1" and paths lose spaces and noughts
					a.Val = strings.ReplaceAll(a.Val, " ", "")
				}
				fmt.Fprintf(&b, " %s=%q", a.Key, a.Val)
			}
			b.WriteString(">\n")
		}
	})
	return b.String()
}

// TestE16_CleanBytes: no page has a replacement character, a byte order mark, a carriage return or a mark of ours.
func TestE16_CleanBytes(t *testing.T) {
	for at, page := range made(t, builtinTheme(t, "id", "en"), sample(t), "") {
		if i := strings.IndexAny(page, "\ufffd\ufeff\r"+gapMark); i >= 0 {
			t.Errorf("%s has %q", at, page[max(0, i-20):i+4])
		}
	}
}

// TestParts: long lists are split, and each part leads to all others.
func TestParts(t *testing.T) {
	pages := made(t, builtinTheme(t, "en"), crowd(), "")
	for at, want := range map[string]int{
		"en/terms/index.html": 200, "en/terms/index-2.html": 30, "en/guides/index.html": 200, "en/guides/index-2.html": 30,
		"en/index.html": 200, "en/index-2.html": 30,
	} {
		if pages[at] == "" {
			t.Errorf("no page %s", at)
			continue
		}
		entries := 0
		walk(parsed(t, pages[at]), func(n *html.Node) {
			if class, _ := attr(n, "class"); n.Data == "dt" || n.Data == "li" && n.Parent != nil && strings.HasPrefix(class+classOf(n.Parent), "entries") {
				entries++
			}
		})
		if entries != want {
			t.Errorf("%s lists %d pages, want %d", at, entries, want)
		}
	}
	if !strings.Contains(pages["en/terms/index.html"], `href="index-2.html#letter%3AZ"`) {
		t.Error("a letter of the second part cannot be reached from the first")
	}
}

func classOf(n *html.Node) string {
	class, _ := attr(n, "class")
	return class
}

// TestManyLinks: a page shows twenty of the pages that name it and leads to all of them.
func TestManyLinks(t *testing.T) {
	pages := made(t, builtinTheme(t, "en"), crowd(), "")
	page := pages["en/terms/term-000.html"]
	if n := strings.Count(page[strings.Index(page, `class="related"`):], `<li>`); n != fewLinks {
		t.Errorf("the page shows %d links to it", n)
	}
	if !strings.Contains(page, `href="term-000.links.html"`) {
		t.Error("the rest cannot be reached")
	}
	n := 0
	for _, path := range []string{"en/terms/term-000.links.html", "en/terms/term-000.links-2.html"} {
		_, groups, _ := strings.Cut(pages[path], `class="groups"`)
		groups, _, _ = strings.Cut(groups, `class="parts"`)
		n += strings.Count(groups, `<li>`)
	}
	if n != 229 {
		t.Errorf("all links are %d", n)
	}
}

// TestCurrentPage: the navigation marks the page, and only that.
func TestCurrentPage(t *testing.T) {
	for at, page := range made(t, builtinTheme(t, "id", "en"), sample(t), "") {
		var marked []string
		walk(parsed(t, page), func(n *html.Node) {
			if value, ok := attr(n, "aria-current"); ok && value == "page" {
				href, _ := attr(n, "href")
				marked = append(marked, href)
			}
		})
		want := ""
		if strings.Contains(page, `class="folders"`) && !strings.Contains(at, ".links") {
			want = path.Base(at)
		}
		if got := strings.Join(marked, " "); got != want {
			t.Errorf("%s marks %q, want %q", at, got, want)
		}
	}
}

// Test404 has links that work wherever a host shows it, once the address of the handbook is known.
func Test404(t *testing.T) {
	theme := builtinTheme(t, "id", "en")
	if page := made(t, theme, sample(t), "https://example.org/buku/")["404.html"]; !strings.Contains(page, `href="/buku/id/index.html"`) || !strings.Contains(page, `href="/buku/assets/`) {
		t.Error(page)
	}
	if page := made(t, theme, sample(t), "")["404.html"]; !strings.Contains(page, `href="id/index.html"`) || !strings.Contains(page, "hapus bagian akhir alamat") {
		t.Error(page)
	}
}
