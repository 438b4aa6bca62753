package site

import (
	"net/url"
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHref(t *testing.T) {
	for _, c := range []struct{ from, to, id, want string }{
		{"id/model/koalisi.html", "id/model/aliansi.html", "", "aliansi.html"},
		{"id/model/koalisi.html", "id/teknik/perlu.html", "langkah", "../teknik/perlu.html#langkah"},
		{"id/model/koalisi.html", "en/models/coalition.html", "", "../../en/models/coalition.html"},
		{"id/model/koalisi.html", "id/model/koalisi.html", "langkah", "#langkah"},
		{"id/model/koalisi.html", "id/model/koalisi.html", "", "koalisi.html"},
		{"", "id/index.html", "", "id/index.html"},
		{"index.html", "id/index.html", "", "id/index.html"},
		{"404.html", "assets/a-1.css", "", "assets/a-1.css"},
		{"id/index.html", "index.html", "", "../index.html"},
		{"id/a/b/c.html", "id/a/d.html", "", "../d.html"},
		{"id/a/x.html", "id/ab/x.html", "", "../ab/x.html"},
		{"id/日本/a b.html", "id/日本/c:d%.html", "é \"x\"", "c%3Ad%25.html#%C3%A9%20%22x%22"},
		{"id/a.html", "id/日本.html", "", "%E6%97%A5%E6%9C%AC.html"},
	} {
		if got := Href(c.from, c.to, c.id); got != c.want {
			t.Errorf("Href(%q, %q, %q) = %q, want %q", c.from, c.to, c.id, got, c.want)
		}
	}
}

// FuzzHref resolves each address as a browser would, from a server, below a path, and from a disk.
func FuzzHref(f *testing.F) {
	f.Add("id/model/koalisi.html", "en/models/coalition.html", "langkah")
	f.Add("id/a.html", "id/a.html", "")
	f.Add("id/日本/a b.html", "id/日本/c:d%.html", "é#?&\"<")
	f.Add("", "index.html", "x")
	f.Add("a/b/c/d", "a", "")
	f.Fuzz(func(t *testing.T, from, to, id string) {
		for _, p := range []string{from, to} {
			if p != "" && (path.Clean("/"+p) != "/"+p || !utf8.ValidString(p) || strings.ContainsRune(p, 0)) {
				t.Skip("not a path of the output")
			}
		}
		if to == "" || to == "." {
			t.Skip("no page")
		}
		href := Href(from, to, id)
		if href == "" || strings.HasPrefix(href, "/") || strings.ContainsAny(href, " \"'<>\\&") {
			t.Fatalf("Href(%q, %q, %q) = %q", from, to, id, href)
		}
		ref, err := url.Parse(href)
		if err != nil {
			t.Fatalf("%q: %v", href, err)
		}
		for _, root := range []url.URL{
			{Scheme: "http", Host: "example.org", Path: "/"},
			{Scheme: "https", Host: "example.org", Path: "/sub/path/"},
			{Scheme: "file", Path: "/home/a b/ü#%/"},
		} {
			base := root
			base.Path += from
			got := base.ResolveReference(ref)
			if got.Path != root.Path+to || got.Fragment != id || got.Host != root.Host || got.RawQuery != "" {
				t.Errorf("Href(%q, %q, %q) = %q leads to %q from %q", from, to, id, href, got, &base)
			}
		}
	})
}

func TestSlugOf(t *testing.T) {
	for name, want := range map[string]string{
		"coalition": "coalition", "Coalition": "coalition", "a b": "a-b", "a--b": "a-b", " a ": "a", "C++": "c", "01. Intro": "01-intro",
		"Ünïcode": "ünïcode", "cafe\u0301": "caf\u00e9", "日本語": "日本語", "हिन्दी": "हिन्दी", "ไทย": "ไทย", "ΣΊΣΥΦΟΣ": "σίσυφοσ", "🎉": "", "a_b": "a-b",
		"İ": "i", "ǅ": "ǆ",
	} {
		if got := slugOf(name); got != want {
			t.Errorf("slugOf(%q) = %q, want %q", name, got, want)
		}
	}
}

// FuzzSlugOf: a slug is its own slug, and safe.
func FuzzSlugOf(f *testing.F) {
	for _, s := range []string{"a b", "Ünï", "cafe\u0301", "\u0301a", "İ", "🎉", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := slugOf(name)
		if again := slugOf(slug); again != slug {
			t.Errorf("%q gives %q gives %q", name, slug, again)
		}
		if strings.ContainsAny(slug, `/\.:%?#*"<>| `) || strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") {
			t.Errorf("%q gives %q", name, slug)
		}
	})
}

func TestNatural(t *testing.T) {
	for _, c := range [][2]string{{"M2", "M10"}, {"M9", "M10"}, {"K1", "M1"}, {"G045", "G46"}, {"a", "ab"}, {"2-more", "10-end"}, {"", "a"}} {
		if natural(c[0], c[1]) >= 0 || natural(c[1], c[0]) <= 0 {
			t.Errorf("%q should stand before %q", c[0], c[1])
		}
	}
	if natural("G045", "G45") != 0 {
		t.Error("zeros in front count")
	}
}
