package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// unsafe finds in finished HTML what no text may put there.
func unsafe(t *testing.T, text string) string {
	t.Helper()
	if !utf8.ValidString(text) {
		return "bad UTF-8"
	}
	doc, err := html.Parse(strings.NewReader("<!doctype html><body>" + text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			return "a comment"
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(elements(), n.Data) {
			return "<" + n.Data + ">"
		}
		for _, a := range n.Attr {
			if why := unsafeAttribute(n.Data, a); why != "" {
				return why
			}
		}
	}
	return ""
}

func elements() []string {
	return strings.Fields(`html head body p h2 h3 h4 h5 h6 ul ol li blockquote aside pre code hr br em strong del a img
		figure figcaption div table thead tbody tr th td dl dt dd section sup input`)
}

func unsafeAttribute(element string, a html.Attribute) string {
	allowed := strings.Fields("id class title role tabindex aria-label scope start href rel src alt loading decoding type disabled checked")
	if !slices.Contains(allowed, a.Key) {
		return fmt.Sprintf("<%s %s>", element, a.Key)
	}
	if a.Key != "href" && a.Key != "src" {
		return ""
	}
	// As a browser reads an address: controls at its ends and tabs and line ends within do not count.
	address := strings.Trim(a.Val, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\v\f\r\x0e\x0f\x10\x1f ")
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address)
	scheme := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`).FindString(address)
	switch strings.ToLower(scheme) {
	case "", "http:", "https:", "mailto:", "tel:":
	default:
		return scheme
	}
	if address == "" || a.Key == "src" && (scheme != "" || strings.HasPrefix(address, "//")) {
		return fmt.Sprintf("%s=%q", a.Key, a.Val)
	}
	return ""
}

// TestE1_HTML: nothing that authors write becomes an element, and each try is an error with a line.
func TestE1_HTML(t *testing.T) {
	for _, payload := range []string{
		`<script>alert(1)</script>`, `<SCRIPT SRC=//e.example/x.js></SCRIPT>`, `<img src=x onerror=alert(1)>`,
		`<svg onload=alert(1)>`, `<iframe src="//e.example"></iframe>`, `<style>*{display:none}</style>`,
		`<base href="//e.example/">`, `<meta http-equiv="refresh" content="0;url=//e.example">`, `<form action="//e.example"><input></form>`,
		`<a href="javascript:alert(1)">x</a>`, `<math><mtext></mtext></math>`, `<object data=x></object>`, `<embed src=x>`,
		`<link rel=stylesheet href=x>`, `<details open ontoggle=alert(1)>`, `<b onmouseover=alert(1)>x</b>`, `<x-y onclick=alert(1)>`,
		`<?xml version="1.0"?>`, `<!DOCTYPE html>`, `<![CDATA[<script>alert(1)</script>]]>`, `</p>`, `<p style="color:red">x</p>`,
	} {
		for _, around := range []string{"%s", "kata %s kata", "- %s", "> %s", "| a |\n|---|\n| %s |", "## %s", "*%s*", "[%s](a.md)", "x[^1]\n\n[^1]: %s", "Istilah\n: %s"} {
			text := "# Judul\n\n" + fmt.Sprintf(around, payload) + "\n"
			d := parse("id/e1.md", text)
			if d.Problems.Errors() == 0 || d.Problems[0].Line < 3 {
				t.Errorf("%q: no error with a line: %v", text, codes(d.Problems))
			}
			if why := unsafe(t, shown(d, &d.Body)); why != "" {
				t.Errorf("%q: output holds %s: %s", text, why, shown(d, &d.Body))
			}
		}
	}
}

// TestE2_Addresses: every address but a relative one, http, https, mailto and tel is an error at its place.
func TestE2_Addresses(t *testing.T) {
	payloads := []string{
		`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, `javascript&colon;alert(1)`, `javascript&#58;alert(1)`, `javascript&#x3a;alert(1)`,
		`javascript&#x3A;alert(1)`, `&#106;avascript:alert(1)`, `&#x6A;&#x61;vascript:alert(1)`, `java\script:alert(1)`,
		`javascript\:alert(1)`, `java&Tab;script:alert(1)`, `java&NewLine;script:alert(1)`, `java&#9;script:alert(1)`, `java&#10;script:alert(1)`,
		`java&#13;script:alert(1)`, `&#1;javascript:alert(1)`, `&#32;javascript:alert(1)`, `&#x0;javascript:alert(1)`, `javascript://example.org/%0aalert(1)`,
		`javascript%3Aalert(1)`, `%6Aavascript:alert(1)`, `vbscript:msgbox(1)`, `VBScript:x`, `livescript:x`, `data:text/html,x`,
		`data:text/html;base64,PHNjcmlwdD4=`, `data:image/svg+xml,x`, `data:image/png;base64,AA`, `DATA:,x`, `file:///etc/passwd`, `file:x`,
		`blob:https://example.org/x`, `filesystem:x`, `ftp://example.org`, `irc://example.org`, `about:blank`, `view-source:x`, `chrome://settings`,
		`unknown://x`, `ms-word:ofe|u|x`, `intent://x`, `ws://example.org`, `jar:x`, `x:y`, `C:\\x`, `c:/x`, `日本:x`, `http:`, `https:example.org`, `http:///x`,
		`https://`, `mailto:`, `tel:`, `\\\\example.org\x`, `/\example.org`, `a\b`, `a&#x7f;b`, `a&#xFEFF;b`, `&#x200b;javascript&#58;x`,
	}
	if len(payloads) < 40 {
		t.Fatal("too few payloads")
	}
	for _, payload := range payloads {
		forms := map[string]int{
			"日 [x](" + payload + ")":               3,
			"日 [x](<" + payload + ">)":             3,
			"日 [x](" + payload + " \"judul\")":     3,
			"日 ![x](" + payload + ")":              3,
			"日 [x][r]\n\n[r]: " + payload:          3,
			"日 [r]\n\n[r]: <" + payload + ">":      3,
			"> 日 ![r][]\n\n[r]: " + payload:        5,
			"- 日 [*x*](" + payload + ")":           5,
			"| 日 |\n|-|\n| [x](" + payload + ") |": 3,
		}
		for form, column := range forms {
			if strings.Contains(payload, "|") && strings.Contains(form, "|-|") {
				continue
			}
			d := parse("id/e2.md", "# Judul\n\n"+form+"\n")
			if d.Problems.Errors() == 0 {
				t.Errorf("%q: no error", form)
				continue
			}
			line := 3
			if strings.Contains(form, "|-|") {
				line = 5
			}
			if p := d.Problems[0]; p.Line != line || p.Column != column || p.Width == 0 {
				t.Errorf("%q: %s at %d:%d, want %d:%d", form, p.Code, p.Line, p.Column, line, column)
			}
			text := shown(d, &d.Body)
			if why := unsafe(t, text); why != "" {
				t.Errorf("%q: output holds %s: %s", form, why, text)
			}
			if len(d.Links)+len(d.Images) > 0 {
				t.Errorf("%q: is taken for a link: %v %v", form, d.Links, d.Images)
			}
		}
	}
	for _, payload := range []string{"javascript:alert(1)", "data:text/html,x", "VBSCRIPT:x", "file:///x", "unknown:x"} {
		d := parse("id/e2.md", "# Judul\n\n日 <"+payload+">\n")
		if p := d.Problems; len(p) != 1 || p[0].Line != 3 || p[0].Column != 3 {
			t.Errorf("<%s>: %v", payload, codes(p))
		}
	}
}

// TestE2_Allowed: what may be written stays.
func TestE2_Allowed(t *testing.T) {
	for dest, external := range map[string]bool{
		"a.md": false, "../b/c.md#d": false, "#x": false, "/id/a.md": false, "a.pdf": false, "a?b:c": false, "a/b:c": false, "#a:b": false, "日本.md": false,
		"http://example.org": true, "HTTPS://example.org/a?b=c&amp;d": true, "//example.org/x": true, "mailto:a@example.org?subject=x": true,
		"tel:+62-21-1": true, "https://[::1]:80/x": true, "https://example.org/日本": true,
	} {
		d := parse("id/e2.md", "# Judul\n\n[teks]("+dest+")\n")
		if len(d.Problems) > 0 || len(d.Links) != 1 || d.Links[0].External != external {
			t.Errorf("%s: %v %v", dest, codes(d.Problems), d.Links)
		}
		if why := unsafe(t, shown(d, &d.Body)); why != "" {
			t.Errorf("%s: %s", dest, why)
		}
	}
}

// TestE3_Escaped: hostile words stay words wherever they stand.
func TestE3_Escaped(t *testing.T) {
	for _, payload := range []string{`"\><script\>alert(1)</script\>`, `&quot;&gt;&lt;script&gt;alert(1)`, `{{.}}`, `&lt;/title&gt;`, `]]&gt;`, `' onload='x`, `\" onload=\"x`, `--\>`} {
		escaped := strings.NewReplacer("<", `\<`, "]", `\]`).Replace(payload)
		text := "# " + escaped + "\n\n## " + escaped + "\n\n[" + escaped + "](a.md '" + strings.ReplaceAll(escaped, "'", `\'`) + "') ![" + escaped + "](b.png)\n\n```" +
			strings.ReplaceAll(escaped, " ", "") + "\n" + payload + "\n```\n\n`" + payload + "`\n\n| " + escaped + " |\n|-|\n| " + escaped + " |\n\n![x](c.png \"" +
			strings.ReplaceAll(escaped, `"`, `&quot;`) + "\")\n"
		d := parse("id/e3.md", text)
		if n := d.Problems.Errors(); n > 0 {
			t.Errorf("%q: %v", payload, codes(d.Problems))
		}
		if why := unsafe(t, shown(d, &d.Body)); why != "" {
			t.Errorf("%q: output holds %s: %s", payload, why, shown(d, &d.Body))
		}
		if len(d.Links) != 1 || len(d.Images) != 2 || len(d.Sections) != 1 {
			t.Errorf("%q: %d links, %d images, %d sections", payload, len(d.Links), len(d.Images), len(d.Sections))
		}
	}
}
