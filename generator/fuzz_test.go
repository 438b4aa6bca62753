//go:build unix

package generator_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"handbook/generator"
)

// FuzzD30_Page: whatever stands in a file, the build ends with a page that is HTML of bounded size in which nothing runs, or
// with problems that have a place.
func FuzzD30_Page(f *testing.F) {
	for _, text := range pathological(600) {
		f.Add(text)
	}
	for _, text := range []string{
		"---\ntitle: P\ntext: |\n  a [b](good.md)\n---\n# P\n", "# P\n\n| a | b |\n|:-|-:|\n| `c` | [d](p.md#p) |\n", "---\ntitle: [x]\n---\n", "---\nslug: ../x\naliases: [a/b, %2e%2e/x]\n---\n# P\n",
		"# P\n\n[a](javascript&colon;alert(1)) ![b](data:image/svg+xml,x)\n<svg onload=x>\n", "# P {#a}\n## Q {#a}\n[c](#a)\n", "\ufeff# P\r\n\r\na\rb\x00\xff", "# \u202e<script>\n",
	} {
		f.Add(text)
	}
	builder := generator.NewBuilder()
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 8<<10 {
			t.Skip("longer ones are for TestD3_Growth")
		}
		content := hostileTo("")
		content["en/notes/p.md"].Data = []byte(text)
		r, err := builder.Build(options(content))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Problems {
			if p.File == "" || p.Text.EN == "" || p.Text.ID == "" || p.Code == "text-unreadable" {
				t.Errorf("%+v", p)
			}
		}
		if r.Tree == nil {
			if r.Problems.Errors() == 0 {
				t.Error("nothing is published, and nothing is said")
			}
			return
		}
		paths, err := r.Tree.Paths()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			if !strings.HasPrefix(p, "en/notes/") || !strings.HasSuffix(p, ".html") {
				continue
			}
			file, _, _ := r.Tree.Lookup(p)
			data, err := file()
			if err != nil {
				t.Fatal(err)
			}
			bounded(t, data, len(text))
			harmless(t, p, data)
		}
	})
}

// harmless: a page holds text, and no code but that of the theme.
func harmless(t *testing.T, p string, data []byte) {
	t.Helper()
	if !utf8.Valid(data) || bytes.ContainsAny(data, "\x00\r\ufffd\ufeff") {
		t.Errorf("%s is not clean text", p)
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "iframe", "object", "embed", "base", "style", "form":
			t.Errorf("%s has <%s>", p, n.Data)
		case "script":
			if attribute(n, "type") != "application/ld+json" && !strings.HasPrefix(strings.TrimLeft(attribute(n, "src"), "./"), "assets/") {
				t.Errorf("%s has a script", p)
			}
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc":
				t.Errorf("%s: <%s %s>", p, n.Data, a.Key)
			case (a.Key == "href" || a.Key == "src") && (value == "" || strings.HasPrefix(value, "javascript") || strings.HasPrefix(value, "data") || strings.HasPrefix(value, "vbscript") || strings.HasPrefix(value, "file:")):
				t.Errorf("%s: <%s %s=%q>", p, n.Data, a.Key, a.Val)
			case a.Key == "id":
				if ids[a.Val] || a.Val == "" {
					t.Errorf("%s: id %q is empty or used twice", p, a.Val)
				}
				ids[a.Val] = true
			}
		}
	}
}
