package site

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/markdown"
	"handbook/generator/source"
)

// TestJoinerShares: while files keep their outlines the next site has the same pages and the new texts, and the one before keeps
// its own; what other pages or problems can see makes new pages.
func TestJoinerShares(t *testing.T) {
	text := "---\ntitle: A\n---\nFirst.\n\n## One {#one}\n\nText with [a link](b.md).\n"
	files := func(a string, more ...string) fstest.MapFS {
		return content(append([]string{"id/a.md", a, "id/b.md", "# B\n\nSee [a](a.md#one).\n", "en/b.md", "---\ntitle: B\n---\n"}, more...)...)
	}
	stamped := []string{"en/a.md", "---\ntitle: A\ntranslated_from: {one: 01234567}\n---\n## One\n"}
	for _, c := range []struct {
		name, old, new string
		more           []string
		shared         bool
	}{
		{"text", "Text with", "Other text, with", nil, true},
		{"more lines", "Text with", "More.\n\n- and\n- more\n\nText with", nil, true},
		{"words of a link", "[a link]", "[another link]", nil, true},
		{"title", "title: A", "title: Z", nil, false},
		{"first words, the summary", "First.", "Furst.", nil, false},
		{"heading", "## One", "## Uno", nil, false},
		{"id", "{#one}", "{#uno}", nil, false},
		{"level", "## One", "### One", nil, false},
		{"link", "b.md)", "b.md#top)", nil, false},
		{"picture", "Text with", "![drawn here](p.svg) with", []string{"id/p.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`}, false},
		{"a file beside", "", "", []string{"id/c.md", "# C\n"}, false},
		{"text of a translation's source", "Text with", "Other text, with", stamped, false},
	} {
		var j Joiner
		before := c.more
		if c.name == "a file beside" {
			before = nil
		}
		// One schema for both, as files parsed with another are others.
		s, docs, all, _ := parse(t, files(text, before...))
		first, _ := j.Join(s, docs, all, Options{})
		_, docs2, all2, _ := parse(t, files(strings.Replace(text, c.old, c.new, 1), c.more...))
		for i, f := range all2 { // as a Loader and a Builder keep them
			if k := slices.IndexFunc(all, func(o *source.File) bool { return o.Path == f.Path && o.Hash == f.Hash }); k >= 0 {
				if d := slices.IndexFunc(docs, func(d *markdown.Doc) bool { return d.File == all[k] }); d >= 0 {
					docs2[slices.IndexFunc(docs2, func(d *markdown.Doc) bool { return d.File == f })] = docs[d]
				}
				all2[i] = all[k]
			}
		}
		for _, d := range docs2 {
			d.Kind = s.Plain
		}
		second, _ := j.Join(s, docs2, all2, Options{})
		if second.SharesPages(first) != c.shared {
			t.Errorf("%s: pages are shared: %v", c.name, !c.shared)
		}
		if got := dump(second); c.shared && got != dump(first) {
			t.Errorf("%s: another outline\n%s", c.name, got)
		}
		p, old := second.Text("id/a.html"), first.Text("id/a.html")
		if now := string(second.Doc(p).File.Text); now != strings.Replace(text, c.old, c.new, 1) {
			t.Errorf("%s: the page shows %q", c.name, now)
		}
		if before := string(first.Doc(old).File.Text); before != text {
			t.Errorf("%s: the page before shows %q", c.name, before)
		}
	}
}
