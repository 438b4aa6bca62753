package site

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/source"
)

// codes are the codes of diagnostics, in order.
func codes(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Code)
	}
	return all
}

func page(t *testing.T, s *Site, path string) *Page {
	t.Helper()
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Path == path {
				return p
			}
		}
	}
	t.Fatalf("no page %s in\n%s", path, dump(s))
	return nil
}

func TestD21_PagesWithLittleInThem(t *testing.T) {
	s, problems := build(t, content(
		"id/a/empty.md", "",
		"id/a/front.md", "---\norder: 1\n---\n",
		"id/a/spaces.md", " \n\t\n",
		"id/a/no-heading.md", "Text.\n",
		"id/a/two.md", "# One\n\n# Two\n",
		"id/a/index.md", "",
	), Options{})
	for _, p := range s.Editions[0].Pages {
		if p.Title == "" {
			t.Errorf("%s has no title", p.Path)
		}
	}
	for _, name := range []string{"empty", "front", "spaces", "no-heading"} {
		if !slices.ContainsFunc(problems, func(p diag.Diagnostic) bool { return p.File == "id/a/"+name+".md" && p.Line == 1 }) {
			t.Errorf("nothing is said about %s:\n%s", name, told(problems))
		}
	}
	two := page(t, s, "id/a/two.html")
	if len(two.Sections) != 1 || two.Sections[0].Level != 2 {
		t.Errorf("the second title is not a section: %v", two.Sections)
	}
}

func TestD22_TwoSourcesOfOneAddress(t *testing.T) {
	for _, c := range []struct{ name, first, second string }{
		{"letter case", "id/a/Foo.md", "id/a/foo.md"},
		{"space and hyphen", "id/a/a b.md", "id/a/a-b.md"},
		{"composed and not", "id/a/caf\u00e9.md", "id/a/cafe\u0301.md"},
		{"page and folder", "id/x.md", "id/x/index.md"},
		{"index and readme", "id/a/README.md", "id/a/index.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for range 5 {
				_, problems := build(t, content(c.first, "# A\n", c.second, "# B\n"), Options{})
				if problems.Errors() == 0 {
					t.Fatal("no error")
				}
				text := problems[0].Text.EN
				if !strings.Contains(text, c.first) || !strings.Contains(text, c.second) {
					t.Fatalf("%q does not name both", text)
				}
			}
		})
	}
	t.Run("page and old address", func(t *testing.T) {
		_, problems := build(t, content("id/a/x.md", "# A\n", "id/a/y.md", "---\naliases: [a/x]\n---\n# B\n"), Options{})
		if len(problems) != 1 || problems[0].Code != "alias-of-page" || problems[0].File != "id/a/y.md" || problems[0].Notes[0].File != "id/a/x.md" {
			t.Error(told(problems))
		}
	})
	t.Run("page and picture cannot meet", func(t *testing.T) {
		s, problems := build(t, content(
			"handbook.yaml", "title: T\nlanguages: [en]\n",
			"en/a.md", "# A\n\n![drawn](logo.svg)\n",
			"en/logo.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
			"en/assets/logo.md", "# B\n",
		), Options{})
		if got := codes(problems); !slices.Equal(got, []string{"address-folder"}) {
			t.Error(told(problems))
		}
		if !strings.HasPrefix(s.Assets[0].Path, "assets/logo-") {
			t.Error(s.Assets[0].Path)
		}
	})
}

// TestD23_StrangeNames: whatever a file is called, it is reachable by the link that the site makes, or its name is refused
// with a better one.
func TestD23_StrangeNames(t *testing.T) {
	names := []string{"a b", "a&b", "a'b", "it's \u201cquoted\u201d", "emoji 🎉 party", "שלום עולם", "日本語", "ไทย", "देवनागरी", "ÄÖÜ ß", "İstanbul",
		"a+b=c", "a;b,c", "(x)", "[y]", "{z}", "a~b", "a@b", "a!b", "a$b", "a`b", "x^y", strings.Repeat("n", 190),
		strings.Repeat("漢", 60), "a#b", "a?b", "a%b", "a<b", `a"b`, strings.Repeat("n", 252), "🎉"}
	reached := 0
	for _, name := range names {
		file := "id/folder " + name + "/" + name + ".md"
		if len(name) > 180 {
			file = "id/folder/" + name + ".md"
		}
		link := strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "?", "%3F", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "`", "%60").Replace(strings.TrimPrefix(file, "id/"))
		s, problems := build(t, content("id/index.md", "# Home\n\n[the page]("+link+")\n", file, "# Page\n"), Options{})
		if problems.Errors() > 0 {
			for _, p := range problems {
				if p.Severity == diag.Error && p.Hint.EN == "" {
					t.Errorf("%q is refused without a better name: %s", name, told(problems))
				}
			}
			continue
		}
		home := s.Editions[0].Home
		to := home.Links[0].Page
		if to == nil || to.Title != "Page" {
			t.Errorf("%q: the link leads to %v", name, to)
			continue
		}
		for _, segment := range strings.Split(to.Path, "/") {
			if _, ok := source.CheckName(segment); !ok || len(segment) > 200 {
				t.Errorf("%q: %q is no name for a file", name, segment)
			}
		}
		base, _ := url.Parse("http://host/sub/" + Href("", home.Path, ""))
		ref, err := url.Parse(Href(home.Path, to.Path, ""))
		if err != nil {
			t.Fatal(err)
		}
		if got := base.ResolveReference(ref).Path; got != "/sub/"+to.Path {
			t.Errorf("%q: the link leads to %q, the page is %q", name, got, to.Path)
		}
		reached++
	}
	if reached < 20 {
		t.Errorf("only %d names make a page", reached)
	}
}

func TestD24_DeviceNames(t *testing.T) {
	for _, name := range []string{"con", "aux", "COM1", "com\u00b9", "con!", "nul-", "(prn)", "lpt9"} {
		s, problems := build(t, content("id/a/"+name+".md", "# A\n"), Options{})
		if problems.Errors() == 0 {
			t.Errorf("%s.md is let through", name)
		}
		for _, e := range s.Editions {
			for _, p := range e.Pages {
				for _, segment := range strings.Split(p.Path, "/") {
					if _, ok := source.CheckName(segment); !ok {
						t.Errorf("%s.md: address %s", name, p.Path)
					}
				}
			}
		}
	}
	// Nor by the slug, the folder or an old address.
	_, problems := build(t, content("id/a/a.md", "---\nslug: con\naliases: [a/nul]\n---\n# A\n", "id/aux!/b.md", "# B\n"), Options{})
	if problems.Errors() != 3 {
		t.Error(told(problems))
	}
}

func TestD25_NameNotUTF8(t *testing.T) {
	s, problems := build(t, content("id/a/bad\xff.md", "# A\n"), Options{})
	if problems.Errors() == 0 {
		t.Error("let through")
	}
	if !utf8.ValidString(dump(s)) {
		t.Error("the site holds bytes that are no text")
	}
}

// TestC24_OldAddressesStayInside tries to lead out of the output, and into what the host or the theme needs there.
func TestC24_OldAddressesStayInside(t *testing.T) {
	for _, alias := range []string{"../x", "/../../x", "%2e%2e/x", `..\\x`, "/etc/x", "a/../../x", `nul\0`, "a//b", "./a", "", ".git/config",
		"a/.htaccess", "x:y", "a\\nb", "con", "a/con.html", "a./b", "404", "search", "assets/x", "print", "a/print.html",
		strings.Repeat("a/", 20) + "b", strings.Repeat("n", 250), "x#y", "x?y", "en", "//host/x", "https://host/x"} {
		s, problems := build(t, content("id/a/page.md", "---\naliases: [\""+alias+"\"]\n---\n# A\n"), Options{})
		for _, r := range s.Redirects {
			if path.Clean(r.From) != r.From || !strings.HasPrefix(r.From, "id/") && !strings.HasPrefix(r.From, "en/") || strings.ContainsAny(r.From, "\\:%") {
				t.Errorf("%q makes %q", alias, r.From)
			}
		}
		if alias != "en" && (problems.Errors() == 0 || problems[0].Line != 2) {
			t.Errorf("%q: %d redirects\n%s", alias, len(s.Redirects), told(problems))
		}
	}
}

// TestE9_EveryBrokenLinkIsSaid counts what TestGolden shows.
func TestE9_EveryBrokenLinkIsSaid(t *testing.T) {
	for link, code := range map[string]string{
		"[a](nowhere.md)": "link-no-page", "[a](b.md#nowhere)": "link-no-section", "![a b](nowhere.png)": "image-missing", "[a](nowhere.pdf)": "link-no-page",
		"[a](draft.md)": "link-draft", "[a](B.md)": "link-case", "[a](../../../b.md)": "link-outside", "[a](#nowhere)": "link-no-section",
	} {
		text := "Some words " + link + " here.\n"
		_, problems := build(t, content("id/x/a.md", "# A\n\n"+text, "id/x/b.md", "# B\n", "id/x/draft.md", "---\ndraft: true\n---\n# D\n"), Options{})
		at := strings.Index(text, link) + 1
		if len(problems) != 1 || problems[0].Code != code || problems[0].Line != 3 || problems[0].Column != at {
			t.Errorf("%s: want %s at 3:%d, got\n%s", link, code, at, told(problems))
		}
	}
}

func TestE11_Redirects(t *testing.T) {
	s, problems := build(t, content(
		"id/a/x.md", "---\naliases: [old/x, id/a/before.html, en/older/x, old/folder/]\n---\n# X\n",
		"en/a/x.md", "---\naliases: [old/x]\n---\n# X\n"), Options{})
	if len(problems) > 0 {
		t.Error(told(problems))
	}
	var got []string
	for _, r := range s.Redirects {
		got = append(got, r.From+" "+r.To.Path)
	}
	want := []string{"en/old/x.html en/a/x.html", "en/older/x.html id/a/x.html", "id/a/before.html id/a/x.html",
		"id/old/folder/index.html id/a/x.html", "id/old/x.html id/a/x.html"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestE12_IDs: on every page all ids are different, not empty and fit for an address; they do not hang on other pages.
func TestE12_IDs(t *testing.T) {
	page := "# P\n\n## A\n\n## A\n\n## A {#b}\n\n## B\n\n## B-1\n\n## A-1\n\n## 日本語\n\n## C++\n\n## C#\n\n## ...\n\n## `x`\n\n## 🎉\n\n# Again\n\n###### Deep\n"
	ids := func(fsys fstest.MapFS) []string {
		s, _ := build(t, fsys, Options{})
		var all []string
		for _, e := range s.Editions {
			for _, p := range e.Pages {
				seen := map[string]bool{}
				for _, sec := range p.Sections {
					if sec.ID == "" || seen[sec.ID] || strings.ContainsAny(sec.ID, " \t\"'<>&#%") {
						t.Errorf("%s: id %q", p.Path, sec.ID)
					}
					seen[sec.ID] = true
					if p.Key == "m/p" {
						all = append(all, sec.ID)
					}
				}
			}
		}
		return all
	}
	alone := ids(content("id/m/p.md", page))
	if len(alone) != 28 {
		t.Fatal(alone)
	}
	if with := ids(content("id/m/a.md", page, "id/m/p.md", page, "id/m/z.md", page)); !slices.Equal(alone, with) {
		t.Errorf("ids change with other pages:\n%q\n%q", alone, with)
	}
}

func TestE16_NothingStrangeInText(t *testing.T) {
	s, _ := build(t, content(
		"id/a/bom.md", "\ufeff# Title\r\n\r\nText [a](crlf.md)\r\n",
		"id/a/crlf.md", "---\r\ntitle: A\r\nsummary: S\r\n---\r\n## B\r\n",
		"id/a/bad.md", "# T\xff\n\n## S\xfe\n",
		"id/a/lost.md", "# T\ufffd\n"), Options{})
	text := dump(s)
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\ufeff") {
		t.Errorf("%q", text)
	}
	for _, p := range s.Editions[0].Pages {
		if strings.Contains(p.Path, "\ufffd") {
			t.Error(p.Path)
		}
	}
}

// TestE17_Drafts looks for the words of withheld pages in everything the site holds.
func TestE17_Drafts(t *testing.T) {
	fsys := content(
		"id/a/open.md", "# Open\n",
		"id/a/draft.md", "---\ndraft: true\naliases: [old/secret]\ncode-of: x\n---\n# SECRET\n\n![SECRET](secret.svg)\n",
		"en/a/draft.md", "# SECRET\n\n[SECRET](open.md)\n",
		"id/a/later.md", "---\npublished: 2026-12-01\n---\n# SECRET\n",
		"en/a/open.md", "---\npublished: 2026-12-01\n---\n# SECRET\n",
		"id/b/index.md", "---\ndraft: true\n---\n# SECRET\n",
		"id/c/index.md", "---\ndraft: true\n---\n# SECRET\n", "id/c/d.md", "# D\n",
		"id/a/secret.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)
	s, _ := build(t, fsys, Options{Today: "2026-11-30"})
	if text := dump(s); strings.Contains(strings.ToLower(text), "secret") {
		t.Error(text)
	}
	s, _ = build(t, fsys, Options{Today: "2026-11-30", Drafts: true})
	if n := strings.Count(dump(s), `"SECRET"`); n < 7 {
		t.Errorf("a preview of drafts shows %d of them:\n%s", n, dump(s))
	}
	s, _ = build(t, fsys, Options{Today: "2026-12-01"})
	if p := page(t, s, "en/a/open.html"); p.Borrowed {
		t.Error("not published on its day")
	}
}

func encode(t *testing.T, how func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := how(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPictureSizes measures each format, and tells one from another by its content.
func TestPictureSizes(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 7, 5))
	pngText := encode(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
	files := map[string]string{
		"a.png":  pngText,
		"a.jpg":  encode(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }),
		"a.JPEG": encode(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }),
		"a.gif":  encode(t, func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) }),
		// One lossless pixel row of 7 × 5, as in the WebP specification.
		"a.webp": "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x06\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
		"a.svg":  `<svg xmlns="http://www.w3.org/2000/svg" width="7px" height="5"/>`,
		"b.svg":  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 5" width="100%"/>`,
		"c.svg":  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0,0,14,10" height="5"/>`,
	}
	for name, data := range files {
		s, problems := build(t, content("id/a.md", "# A\n\n![drawn here]("+name+")\n", "id/"+name, data), Options{})
		if len(problems) > 0 || len(s.Assets) != 1 || s.Assets[0].Width != 7 || s.Assets[0].Height != 5 {
			t.Errorf("%s: %s%s", name, dump(s), told(problems))
		}
	}
	_, problems := build(t, content("id/a.md", "# A\n\n![drawn here](a.jpg)\n", "id/a.jpg", pngText), Options{})
	if got := codes(problems); !slices.Equal(got, []string{"image-broken"}) || !strings.Contains(problems[0].Text.EN, "PNG") {
		t.Error(told(problems))
	}
}

// TestPicturesRemembered: measured once, a picture is not read again; what was wrong with it is said again.
func TestPicturesRemembered(t *testing.T) {
	s, docs, files, _ := parse(t, content("id/a.md", "# A\n\n![drawn here](a.svg)\n", "id/a.svg",
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x"/>`))
	var j Joiner
	_, first := j.Join(s, docs, files, Options{})
	_, again := j.Join(s, docs, files, Options{Drafts: true})
	if told(first) != told(again) || !slices.Equal(codes(first), []string{"svg-active"}) {
		t.Errorf("%s\n%s", told(first), told(again))
	}
	if len(j.pictures.known) != 1 {
		t.Error(j.pictures.known)
	}
	j.Join(s, nil, nil, Options{})
	if len(j.pictures.known) != 0 {
		t.Error("a picture that is gone is remembered")
	}
}

// TestAssetsOfOneName: the same bytes are published once, others apart.
func TestAssetsOfOneName(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 1"/>`
	s, problems := build(t, content(
		"id/a/p.md", "# A\n\n![drawn here](x.svg) [other](../b/x.svg)\n", "id/b/p.md", "# B\n\n![drawn here](x.svg) [other](X.svg)\n",
		"id/a/x.svg", fmt.Sprintf(svg, 1), "id/b/x.svg", fmt.Sprintf(svg, 1), "id/b/X.svg", fmt.Sprintf(svg, 2)), Options{})
	if len(problems) > 0 || len(s.Assets) != 2 {
		t.Error(dump(s), told(problems))
	}
}

// TestManyBroken: a handbook in which nothing is right is judged in linear time, and suggestions end at some point.
func TestManyBroken(t *testing.T) {
	fsys := content()
	for i := range 300 {
		fsys[fmt.Sprintf("id/a/p%d.md", i)] = &fstest.MapFile{Data: []byte("# P\n\n[a](q.md) [b](../c/d.md) ![e f](g.png)\n")}
	}
	_, problems := build(t, fsys, Options{})
	if problems.Errors() != 900 {
		t.Error(problems.Errors())
	}
}

// TestSameOnAnyProcessors: pages are joined on all processors, and what is said and made is the same on one.
func TestSameOnAnyProcessors(t *testing.T) {
	fsys := large(400)
	for i := range 50 {
		fsys[fmt.Sprintf("id/models/p%d.md", i)].Data = append(fsys[fmt.Sprintf("id/models/p%d.md", i)].Data, "\n[x y](nowhere.md) [z](p1.md#nowhere)\n"...)
	}
	s, docs, files, _ := parse(t, fsys)
	join := func() string {
		site, problems := New(s, docs, files, Options{})
		return dump(site) + told(problems)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := join()
	for _, n := range []int{2, 3, 8} {
		runtime.GOMAXPROCS(n)
		if got := join(); got != want {
			t.Errorf("on %d processors: %s", n, difference(want, got))
		}
	}
}
