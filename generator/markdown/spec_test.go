package markdown

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"handbook/generator/diag"
)

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

func specExamples(t testing.TB) []example {
	data, err := os.ReadFile("testdata/commonmark/spec.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) != 652 {
		t.Fatalf("%d examples, want 652", len(examples))
	}
	return examples
}

// otherwise lists the examples that the extensions of GitHub and ours read in another way, and why.
func otherwise() map[int]string {
	return map[int]string{
		608: "a bare address is a link (GitHub)",
		611: "a bare address is a link (GitHub)",
		612: "a bare address is a link (GitHub)",
	}
}

// TestD31_Spec sends the CommonMark examples through Parse and compares what a browser makes of them. Those with
// HTML or an address we do not let through are refused, each with a line: they are listed in refused.txt.
func TestD31_Spec(t *testing.T) {
	var refused strings.Builder
	equal := 0
	for _, e := range specExamples(t) {
		text := "---\ntitle: T\n---\n" + e.Markdown
		d := parse("id/spec.md", text)
		errors := slices.DeleteFunc(slices.Clone(d.Problems), func(p diag.Diagnostic) bool { return p.Severity != diag.Error })
		for _, p := range errors {
			if p.Line < 4 {
				t.Errorf("example %d: %s has line %d", e.Example, p.Code, p.Line)
			}
		}
		got, want := tree(t, shown(d, &d.Body)), tree(t, e.HTML)
		why, excused := otherwise()[e.Example]
		switch {
		case got == want && excused:
			t.Errorf("example %d equals the specification, but is excused: %s", e.Example, why)
		case got == want:
			equal++
			if len(errors) > 0 {
				fmt.Fprintf(&refused, "%d %s: as specified, and %s\n", e.Example, e.Section, places(errors))
			}
		case len(errors) > 0:
			fmt.Fprintf(&refused, "%d %s: %s\n", e.Example, e.Section, places(errors))
		case !excused:
			t.Errorf("example %d (%s)\n%s\n got %s\nwant %s", e.Example, e.Section, e.Markdown, got, want)
		}
	}
	t.Logf("%d of 652 examples have the tree of the specification", equal)
	golden(t, "refused.txt", refused.String())
}

func places(errors diag.List) string {
	var all []string
	for _, p := range errors {
		all = append(all, fmt.Sprintf("%s at %d:%d", p.Code, p.Line-3, p.Column))
	}
	return strings.Join(all, ", ")
}

// tree writes what a browser makes of HTML, without what we add to the specification's and white space that
// does not show.
func tree(t *testing.T, s string) string {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(s), context)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		write(&b, n, false)
	}
	return tidy(b.String())
}

func write(b *strings.Builder, n *html.Node, pre bool) {
	if n.Type == html.TextNode {
		text := n.Data
		if !pre {
			text = regexp.MustCompile(`[ \t\n]+`).ReplaceAllString(text, " ")
		}
		b.WriteString(html.EscapeString(text))
		return
	}
	if n.Type != html.ElementNode {
		return
	}
	name := n.Data
	switch name {
	case "h1":
		name = "h2"
	case "figcaption":
		return
	case "div":
		if n.FirstChild != nil && n.FirstChild.Data == "table" {
			write(b, n.FirstChild, pre)
			return
		}
	case "figure":
		name = "p"
		n.FirstChild.Attr = append(n.FirstChild.Attr, html.Attribute{Key: "title", Val: n.LastChild.FirstChild.Data})
	}
	b.WriteString("<" + name)
	var attributes []string
	for _, a := range n.Attr {
		switch a.Key {
		case "id", "tabindex", "loading", "decoding", "rel", "scope", "role", "aria-label":
		case "class":
			if name == "td" || name == "th" {
				attributes = append(attributes, fmt.Sprintf(" align=%q", a.Val))
			} else if a.Val != "task" {
				attributes = append(attributes, fmt.Sprintf(" class=%q", a.Val))
			}
		default:
			attributes = append(attributes, fmt.Sprintf(" %s=%q", a.Key, a.Val))
		}
	}
	slices.Sort(attributes)
	b.WriteString(strings.Join(attributes, "") + ">")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c, pre || name == "pre")
	}
	b.WriteString("</" + name + ">")
}

// tidy removes spaces beside the tags of blocks.
func tidy(s string) string {
	block := `(</?(?:p|h2|h3|h4|h5|h6|ul|ol|li|blockquote|pre|hr|br|table|thead|tbody|tr|th|td|div|dl|dt|dd)(?: [^>]*)?>)`
	s = regexp.MustCompile(` *`+block+` *`).ReplaceAllString(s, "$1")
	return strings.TrimSpace(regexp.MustCompile(`  +`).ReplaceAllString(s, " "))
}

// TestGFM holds the examples of GitHub's specification for what it adds to CommonMark, but for raw HTML and ftp.
func TestGFM(t *testing.T) {
	row := func(cell string, texts ...string) string {
		return "<tr><" + cell + ">" + strings.Join(texts, "</"+cell+"><"+cell+">") + "</" + cell + "></tr>"
	}
	table := func(head string, rows ...string) string {
		s := "<table><thead>" + head + "</thead>"
		if len(rows) > 0 {
			s += "<tbody>" + strings.Join(rows, "") + "</tbody>"
		}
		return s + "</table>"
	}
	link := func(href, text string) string { return `<a href="` + href + `">` + text + "</a>" }
	head := "| abc | def |\n| --- | --- |\n"
	for markdown, want := range map[string]string{
		"| foo | bar |\n| --- | --- |\n| baz | bim |": table(row("th", "foo", "bar"), row("td", "baz", "bim")),
		"| abc | defghi |\n:-: | -----------:\nbar | baz": `<table><thead><tr><th align="center">abc</th><th align="right">defghi</th></tr></thead>` +
			`<tbody><tr><td align="center">bar</td><td align="right">baz</td></tr></tbody></table>`,
		"| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |":          table(row("th", "f|oo"), row("td", "b <code>|</code> az"), row("td", "b <strong>|</strong> im")),
		head + "| bar | baz |\n> bar":                                        table(row("th", "abc", "def"), row("td", "bar", "baz")) + "<blockquote><p>bar</p></blockquote>",
		head + "| bar | baz |\nbar\n\nbar":                                   table(row("th", "abc", "def"), row("td", "bar", "baz"), row("td", "bar", "")) + "<p>bar</p>",
		"| abc | def |\n| --- |\n| bar |":                                    "<p>| abc | def | | --- | | bar |</p>",
		head + "| bar |\n| bar | baz | boo |":                                table(row("th", "abc", "def"), row("td", "bar", ""), row("td", "bar", "baz")),
		head:                                                                 table(row("th", "abc", "def")),
		"~~Hi~~ Hello, ~there~ world!":                                       "<p><del>Hi</del> Hello, <del>there</del> world!</p>",
		"This ~~has a\n\nnew paragraph~~.":                                   "<p>This ~~has a</p><p>new paragraph~~.</p>",
		"This will ~~~not~~~ strike.":                                        "<p>This will ~~~not~~~ strike.</p>",
		"- [ ] foo\n- [x] bar":                                               `<ul><li><input type="checkbox" disabled> foo</li><li><input type="checkbox" disabled checked> bar</li></ul>`,
		"- [x] foo\n  - [ ] bar":                                             `<ul><li><input type="checkbox" disabled checked> foo<ul><li><input type="checkbox" disabled> bar</li></ul></li></ul>`,
		"Visit www.commonmark.org/help for more.":                            "<p>Visit " + link("http://www.commonmark.org/help", "www.commonmark.org/help") + " for more.</p>",
		"Visit www.commonmark.org.":                                          "<p>Visit " + link("http://www.commonmark.org", "www.commonmark.org") + ".</p>",
		"Visit www.commonmark.org/a.b.":                                      "<p>Visit " + link("http://www.commonmark.org/a.b", "www.commonmark.org/a.b") + ".</p>",
		"www.google.com/search?q=Markup+(business)":                          "<p>" + link("http://www.google.com/search?q=Markup+(business)", "www.google.com/search?q=Markup+(business)") + "</p>",
		"www.google.com/search?q=Markup+(business)))":                        "<p>" + link("http://www.google.com/search?q=Markup+(business)", "www.google.com/search?q=Markup+(business)") + "))</p>",
		"(www.google.com/search?q=Markup+(business)":                         "<p>(" + link("http://www.google.com/search?q=Markup+(business)", "www.google.com/search?q=Markup+(business)") + "</p>",
		"www.google.com/search?q=(business))+ok":                             "<p>" + link("http://www.google.com/search?q=(business))+ok", "www.google.com/search?q=(business))+ok") + "</p>",
		"www.google.com/search?q=commonmark&hl=en":                           "<p>" + link("http://www.google.com/search?q=commonmark&amp;hl=en", "www.google.com/search?q=commonmark&amp;hl=en") + "</p>",
		"www.google.com/search?q=commonmark&hl;":                             "<p>" + link("http://www.google.com/search?q=commonmark", "www.google.com/search?q=commonmark") + "&amp;hl;</p>",
		"www.commonmark.org/he<lp":                                           "<p>" + link("http://www.commonmark.org/he", "www.commonmark.org/he") + "&lt;lp</p>",
		"(Visit https://encrypted.google.com/search?q=Markup+(business))":    "<p>(Visit " + link("https://encrypted.google.com/search?q=Markup+(business)", "https://encrypted.google.com/search?q=Markup+(business)") + ")</p>",
		"foo@bar.baz":                                                        "<p>" + link("mailto:foo@bar.baz", "foo@bar.baz") + "</p>",
		"hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.": "<p>hello@mail+xyz.example isn't valid, but " + link("mailto:hello+xyz@mail.example", "hello+xyz@mail.example") + " is.</p>",
		"a.b-c_d@a.b.":                                                       "<p>" + link("mailto:a.b-c_d@a.b", "a.b-c_d@a.b") + ".</p>",
		"a.b-c_d@a.b-":                                                       "<p>a.b-c_d@a.b-</p>",
		"a.b-c_d@a.b_":                                                       "<p>a.b-c_d@a.b_</p>",
	} {
		d := parse("id/gfm.md", "---\ntitle: T\n---\n"+markdown+"\n")
		if got, want := tree(t, shown(d, &d.Body)), tree(t, want); got != want || len(d.Problems) > 0 {
			t.Errorf("%s\n got %s\nwant %s\n%q", markdown, got, want, codes(d.Problems))
		}
	}
}
