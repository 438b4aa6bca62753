package review

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// claims finds paragraphs of a page that claim something and name neither source nor footnote. Pages that are themselves
// to be cited are left out: what they say is said of one work.
func (l *list) claims(p *site.Page) {
	words := l.site.Schema.Claims[p.Lang()]
	if len(words) == 0 || p.Borrowed || p.Kind.Citable {
		return
	}
	c := claims{list: l, page: p, word: pattern(words)}
	d := l.site.Doc(p)
	text := d.File.Text
	for _, r := range paragraphs(text, d.BodyAt) {
		c.paragraph(string(text[r[0]:r[1]]), r[0], r[1], func(i int) int { return r[0] + i })
	}
	c.values(p.Fields)
}

type claims struct {
	*list
	page *site.Page
	word *regexp.Regexp
}

// pattern matches any of the words, as a whole word, however lines are broken in it.
func pattern(words []string) *regexp.Regexp {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = strings.Join(mapped(strings.Fields(w), regexp.QuoteMeta), `\s+`)
	}
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) }) // "most common" before "most"
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{M}\p{N}])(` + strings.Join(parts, "|") + `)(?:[^\p{L}\p{M}\p{N}]|$)`)
}

func mapped(all []string, f func(string) string) []string {
	for i := range all {
		all[i] = f(all[i])
	}
	return all
}

// paragraph looks at one; from and until are where it stands in the file, at is where a byte of it does.
func (c *claims) paragraph(text string, from, until int, at func(int) int) {
	m := c.word.FindStringSubmatchIndex(text)
	if m == nil || strings.Contains(text, "[^") {
		return
	}
	d := c.site.Doc(c.page)
	for i, link := range d.Links {
		to := c.page.Links[i].Page
		if to != nil && to.Kind.Citable && link.At.Offset >= from && link.At.Offset < until {
			return
		}
	}
	start := at(m[2])
	c.add(Uncited, c.page, d.File.Place(start, at(m[3])-start), quoted(strings.Join(strings.Fields(text[m[2]:m[3]]), " ")))
}

// values looks at the texts in fields. Beside a source in the same group of fields nothing needs another.
func (c *claims) values(all []site.Value) {
	for i := range all {
		v := &all[i]
		switch {
		case v.Field.Type == schema.TypeList:
			c.values(v.Items)
		case v.Field.Type == schema.TypeObject:
			if !slices.ContainsFunc(v.Fields, citing) {
				c.values(v.Fields)
			}
		case v.Field.Type == schema.TypeMarkdown && c.page.Shows(v.Doc):
			c.text(v)
		}
	}
}

func citing(v site.Value) bool {
	return v.Target.Page != nil && v.Target.Page.Kind.Citable || slices.ContainsFunc(v.Items, citing)
}

func (c *claims) text(v *site.Value) {
	text := v.Given.Text
	at := func(i int) int { return v.Given.At(v.Doc.File, i) }
	for _, r := range paragraphs([]byte(text), 0) {
		part := func(i int) int { return at(r[0] + i) }
		c.paragraph(text[r[0]:r[1]], at(r[0]), at(r[1]), part)
	}
}

var (
	listItem = regexp.MustCompile(`^[ \t]*([-*+]|[0-9]+[.)])[ \t]`)
	fence    = regexp.MustCompile("^ {0,3}(```|~~~)")
)

// paragraphs finds where the paragraphs of a text stand: what is between blank lines, each item of a list and each row of
// a table for itself. Headings, code and comments are none.
func paragraphs(text []byte, from int) [][2]int {
	var all [][2]int
	open, code, comment := false, "", false
	for at := from; at < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := text[at:end]
		start, bare := at, bytes.TrimSpace(line)
		at = end
		switch mark := fence.FindSubmatch(line); {
		case code != "":
			if mark != nil && string(mark[1]) == code {
				code = ""
			}
			continue
		case comment:
			comment = !bytes.Contains(line, []byte("-->"))
			continue
		case mark != nil:
			code, open = string(mark[1]), false
			continue
		case bytes.HasPrefix(bare, []byte("<!--")):
			comment, open = !bytes.Contains(bare, []byte("-->")), false
			continue
		case len(bare) == 0 || bare[0] == '#':
			open = false
			continue
		}
		if !open || bare[0] == '|' || listItem.Match(line) {
			all = append(all, [2]int{start, end})
		}
		all[len(all)-1][1] = end
		open = true
	}
	return all
}

// proses is every text of a page that people read, in its own language: title, summary, texts and the texts of fields.
func proses(p *site.Page, d *markdown.Doc, yield func(string)) {
	yield(p.Title)
	yield(d.Known.Summary)
	yield(d.Intro)
	for i := range d.Sections {
		yield(d.Sections[i].Title)
		yield(d.Sections[i].Text)
	}
	fieldTexts(p, p.Fields, yield)
}

func fieldTexts(p *site.Page, all []site.Value, yield func(string)) {
	for i := range all {
		v := &all[i]
		fieldTexts(p, v.Items, yield)
		fieldTexts(p, v.Fields, yield)
		if p.Shows(v.Doc) && v.Given != nil && (v.Field.Type == schema.TypeText || v.Field.Type == schema.TypeMarkdown) {
			yield(v.Given.Text)
		}
	}
}
