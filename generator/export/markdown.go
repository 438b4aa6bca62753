package export

import (
	"bytes"
	"strconv"
	"strings"

	"handbook/generator/markdown"
	"handbook/generator/render"
	"handbook/generator/schema"
	"handbook/generator/site"
	"handbook/generator/source"
)

// page is a page as plain Markdown: its title, summary and fields, then its text as written with the
// links leading to the Markdown of the other pages.
func page(t *render.Theme, s *site.Site, p *site.Page) []byte {
	m := &writer{site: s, page: p, lang: p.Edition.Language.Code, theme: t}
	m.line("# " + escapeText(p.Title))
	if p.Summary != "" {
		m.line("")
		m.line(escapeText(oneLine(p.Summary)))
	}
	m.facts()
	if d := m.site.Doc(p); d != nil {
		if text := strings.Trim(body(d), "\n"); text != "" {
			m.line("")
			m.line(m.relink(d, text))
		}
	}
	for _, v := range p.Fields {
		if v.Field.Show == schema.ShowSection {
			m.section(v)
		}
	}
	m.relations(p.Backlinks) // those from this page stand among its fields
	if p.Role != site.RoleText {
		m.contents()
	}
	return append(bytes.TrimRight(m.b.Bytes(), "\n"), '\n')
}

type writer struct {
	b     bytes.Buffer
	site  *site.Site
	page  *site.Page
	lang  string
	theme *render.Theme
}

func (m *writer) line(s string) { m.b.WriteString(s + "\n") }

// facts are the lead and the short fields.
func (m *writer) facts() {
	first := true
	for _, v := range m.page.Fields {
		if v.Field.Show != schema.ShowLead && v.Field.Show != schema.ShowFact || v.Field.Type == schema.TypeReference {
			continue
		}
		if first {
			m.line("")
			first = false
		}
		m.line("- **" + escapeText(v.Field.Label.In(m.lang)) + "**: " + m.inline(v))
	}
}

func (m *writer) section(v site.Value) {
	m.line("")
	m.line("## " + escapeText(v.Field.Label.In(m.lang)))
	m.line("")
	m.block(v, "")
}

// block writes a value as one or more lines at an indent.
func (m *writer) block(v site.Value, indent string) {
	switch v.Field.Type {
	case schema.TypeList:
		for i, item := range v.Items {
			sign := "- "
			if v.Field.Ordered {
				sign = strconv.Itoa(i+1) + ". "
			}
			if item.Field.Type != schema.TypeObject {
				m.line(indent + sign + m.inline(item))
				continue
			}
			lead := sign
			for j, f := range item.Fields {
				m.line(indent + lead + m.labelled(f, j == 0))
				lead = strings.Repeat(" ", len(sign)) + "- "
			}
		}
	case schema.TypeObject:
		for _, f := range v.Fields {
			m.line(indent + "- " + m.labelled(f, false))
		}
	default:
		m.line(indent + m.inline(v))
	}
}

func (m *writer) labelled(v site.Value, bare bool) string {
	if label := v.Field.Label.In(m.lang); label != "" && !bare {
		return "**" + escapeText(label) + "**: " + m.inline(v)
	}
	return m.inline(v)
}

// inline writes a value in one line.
func (m *writer) inline(v site.Value) string {
	switch v.Field.Type {
	case schema.TypeMarkdown:
		return oneLine(m.relink(v.Doc, v.Given.Text))
	case schema.TypeChoice:
		return escapeText(v.Choice.Label.In(m.lang))
	case schema.TypeBoolean:
		if v.Given.True {
			return m.theme.Word(m.lang, "yes")
		}
		return m.theme.Word(m.lang, "no")
	case schema.TypeAddress:
		return "<" + v.Given.Text + ">"
	case schema.TypeReference:
		return m.link(v.Target)
	case schema.TypeNumber, schema.TypeRange:
		text := v.Given.Text
		if word := v.Field.Labels[text].In(m.lang); word != "" {
			text += " (" + word + ")"
		}
		if unit := v.Field.Unit.In(m.lang); unit != "" {
			text += " " + unit
		}
		return escapeText(text)
	case schema.TypeList, schema.TypeObject:
		var parts []string
		for _, item := range v.Items {
			parts = append(parts, m.inline(item))
		}
		for _, f := range v.Fields {
			parts = append(parts, m.labelled(f, false))
		}
		return strings.Join(parts, "; ")
	default:
		return escapeText(v.Given.Text)
	}
}

func (m *writer) relations(groups []site.Relation) {
	for _, g := range groups {
		label := g.Label
		if label == "" {
			label = m.theme.Word(m.lang, "mentioned_in")
		}
		m.line("")
		m.line("## " + escapeText(label))
		m.line("")
		for _, target := range g.Targets {
			m.line("- " + m.link(target))
		}
	}
}

// contents lists what a home page or an index leads to.
func (m *writer) contents() {
	var pages []*site.Page
	switch {
	case m.page.Role == site.RoleHome:
		for _, f := range m.page.Edition.Folders {
			pages = append(pages, f.Index)
		}
	default:
		for _, f := range m.page.Folder.Folders {
			pages = append(pages, f.Index)
		}
		pages = append(pages, m.page.Folder.Pages...)
	}
	m.line("")
	for _, p := range pages {
		one := "- " + m.link(site.Target{Page: p})
		if p.Summary != "" {
			one += ": " + escapeText(oneLine(p.Summary))
		}
		m.line(one)
	}
}

func (m *writer) link(t site.Target) string {
	if t.Page == nil {
		return "<" + m.address(t) + ">"
	}
	title := t.Page.Title
	if t.Section != nil {
		title += ", " + t.Section.Title
	}
	return "[" + escapeText(title) + "](" + m.address(t) + ")"
}

// address leads to the Markdown of a page, or to a file as it is.
func (m *writer) address(t site.Target) string {
	from := MarkdownPath(m.page)
	switch {
	case t.Page != nil:
		id := ""
		if t.Section != nil {
			id = t.Section.ID
		}
		return site.Href(from, MarkdownPath(t.Page), id)
	case t.Asset != nil:
		return site.Href(from, t.Asset.Path, "")
	default:
		return t.Address
	}
}

// body is the text below the front matter without the heading that became the title.
func body(d *markdown.Doc) string {
	text := string(d.File.Text[d.BodyAt:])
	line, rest, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	if strings.HasPrefix(line, "# ") {
		return rest
	}
	return text
}

// relink gives the links and pictures in a text of the page the addresses they have beside this file.
func (m *writer) relink(d *markdown.Doc, text string) string {
	if !m.page.Shows(d) {
		return text
	}
	d = m.site.Doc(m.page)
	var pairs []string
	add := func(at schema.Span, label, dest string, t site.Target) {
		old := span(d.File, at)
		if old == "" {
			return
		}
		if i := strings.LastIndex(old, "]("); i >= 0 && strings.HasSuffix(old, ")") {
			pairs = append(pairs, old, old[:i]+"]("+m.address(t)+")")
		} else if strings.HasSuffix(old, "]") {
			pairs = append(pairs, old, "["+escapeText(label)+"]("+m.address(t)+")")
		}
	}
	for i, l := range d.Links {
		if !l.External && i < len(m.page.Links) {
			add(l.At, l.Text, l.Dest, m.page.Links[i])
		}
	}
	for i, img := range d.Images {
		if i < len(m.page.Images) && m.page.Images[i] != nil {
			add(img.At, img.Alt, img.Dest, site.Target{Asset: m.page.Images[i]})
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func span(f *source.File, at schema.Span) string {
	if at.Offset < 0 || at.Offset+at.Length > len(f.Text) {
		return ""
	}
	return string(f.Text[at.Offset : at.Offset+at.Length])
}

// escapeText keeps plain text plain in Markdown.
func escapeText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`").Replace(s)
}
