package site

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// plainLinks finds the targets of links to files that are pages, and of links out. More are left when there are others.
func (j *join) plainLinks(p *Page, roads []road) (more bool) {
	if len(roads) == 0 {
		return false
	}
	p.Links = make([]Target, len(roads))
	for i, r := range roads {
		if l := &p.doc.Links[i]; l.External {
			p.Links[i].Address = l.Dest
			continue
		}
		e := j.pageAt(r.name)
		if e == nil || e.hidden != nil {
			more = true
			continue
		}
		lang, _, _ := j.language(r.name)
		to := Target{Page: e.pages[lang]}
		if r.anchor != "" {
			if to.Section = find(to.Page, r.anchor); to.Section == nil {
				more = true
				continue
			}
		}
		p.Links[i] = to
	}
	return more
}

// follow finds where the links of a file lead that are not known yet, seen from its own edition.
func (j *join) follow(p *Page) {
	for i := range p.Links {
		if p.Links[i] != (Target{}) {
			continue
		}
		to, problem := j.link(p, &p.doc.Links[i])
		if problem != nil {
			j.report(*problem)
		}
		p.Links[i] = to
	}
}

// link finds where one link leads. What it leads to is given even when the section is missing.
func (j *join) link(p *Page, l *markdown.Link) (Target, *diag.Diagnostic) {
	dest, fragment, _ := strings.Cut(l.Dest, "#")
	if strings.IndexByte(dest, '?') >= 0 {
		return Target{}, linkQuery(p.doc, l.At, dest)
	}
	name, ok := decoded(dest)
	if !ok {
		return Target{}, linkEncoding(p.doc, l.At, dest)
	}
	to := Target{Page: p}
	if name != "" {
		var problem *diag.Diagnostic
		if to, problem = j.target(p, l.At, name); problem != nil {
			return Target{}, problem
		}
	}
	if fragment == "" || to.Page == nil {
		return to, nil
	}
	anchor, ok := decoded(fragment)
	if !ok {
		return to, linkEncoding(p.doc, l.At, fragment)
	}
	if to.Section = find(to.Page, anchor); to.Section != nil || isTop(to.Page, anchor) {
		return to, nil
	}
	return to, linkAnchor(p.doc, l.At, to.Page, anchor, name == "")
}

// decoded resolves percent-encoding.
func decoded(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 {
		return nfc(s), true
	}
	plain, err := url.PathUnescape(s)
	return nfc(plain), err == nil && utf8.ValidString(plain) && !strings.ContainsFunc(plain, unicode.IsControl)
}

// isTop reports anchors that mean a page from its beginning: #top, and what a code host makes of its title.
func isTop(p *Page, anchor string) bool {
	return anchor == "top" || p.doc != nil && anchor == headingSlug(p.doc.Title)
}

// headingSlug is what a code host makes of a title.
func headingSlug(title string) string {
	return nfc(strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark), r == '-', r == '_':
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, title))
}

// target finds the page or file that a link names. A name that ends in a slash is a folder.
func (j *join) target(p *Page, at schema.Span, name string) (Target, *diag.Diagnostic) {
	full, inside := j.absolute(p.doc, name)
	if !inside {
		return Target{}, linkOutside(p.doc, at, name)
	}
	folder := name[len(name)-1] == '/'
	if f := j.files.file(string(full)); f != nil && !folder {
		return j.file(p, at, f)
	}
	e, sure := j.named(string(full), folder)
	switch {
	case e == nil:
		return Target{}, j.lost(p.doc, at, name, string(full))
	case e.hidden != nil:
		return Target{}, linkHidden(p.doc, at, e)
	case !sure:
		return Target{}, linkAmbiguous(p.doc, at, name, j.relative(p.doc, e))
	case p.doc.Kind != j.schema.Plain && !endsRight(e, name):
		return Target{}, linkEnding(p.doc, at, name, j.relative(p.doc, e))
	}
	lang, _, _ := j.language(string(full))
	if lang < 0 {
		lang = j.languages[p.doc.Lang]
	}
	return Target{Page: e.pages[lang]}, nil
}

// file is the page of a file, or the file itself where it may be published.
func (j *join) file(p *Page, at schema.Span, f *source.File) (Target, *diag.Diagnostic) {
	if e := j.pageAt(nfc(f.Path)); e != nil {
		if e.hidden != nil {
			return Target{}, linkHidden(p.doc, at, e)
		}
		lang, _, _ := j.language(f.Path)
		return Target{Page: e.pages[lang]}, nil
	}
	if !allowed(f.Path) {
		return Target{}, fileType(p.doc, at, f.Path)
	}
	return Target{Asset: j.asset(f)}, j.unreadable(p.doc, at, f)
}

// absolute is the path in the content folder that a link in a file names; one that begins with a slash is first
// sought in the folder of the language. The bytes hold until the next call.
func (j *join) absolute(d *markdown.Doc, name string) (full []byte, inside bool) {
	if name[0] != '/' {
		dir := nfc(d.File.Path)
		return j.walk(dir[:max(strings.LastIndexByte(dir, '/'), 0)], name)
	}
	full, inside = j.walk(home(d), name)
	if inside && j.exists(string(full)) {
		return full, true
	}
	if other, ok := j.walk("", name); ok && j.exists(string(other)) {
		return other, true
	}
	return j.walk(home(d), name)
}

// walk goes from a folder to where a name leads; not inside means that it left the content folder.
func (j *join) walk(dir, name string) (full []byte, inside bool) {
	b := append(j.buf[:0], dir...)
	for name != "" {
		var step string
		step, name, _ = strings.Cut(name, "/")
		switch step {
		case "", ".":
		case "..":
			if len(b) == 0 {
				return nil, false
			}
			b = b[:max(bytes.LastIndexByte(b, '/'), 0)]
		default:
			if len(b) > 0 {
				b = append(b, '/')
			}
			b = append(b, step...)
		}
	}
	j.buf = b
	return b, true
}

func (j *join) exists(full string) bool {
	if j.files.file(full) != nil {
		return true
	}
	e, _ := j.named(full, true)
	return e != nil
}

// home is the folder of the language a file stands in, or "" where there is none.
func home(d *markdown.Doc) string {
	if strings.HasPrefix(d.File.Path, d.Lang+"/") {
		return d.Lang
	}
	return ""
}

// language splits a path into its language and the rest. lang is -1 for one in no language's folder.
func (j *join) language(full string) (lang int, rest string, ok bool) {
	first, rest, _ := strings.Cut(full, "/")
	if lang, ok := j.languages[first]; ok {
		return lang, rest, true
	}
	if full == "" {
		return -1, "", true
	}
	if len(j.schema.Languages) == 1 {
		return 0, full, true
	}
	return -1, "", false
}

// named is the page that a path means without being its file: one that is not translated, a folder, or a name
// without .md or with .html, as other generators want it. It is not sure when a page and a folder share the name.
func (j *join) named(full string, slash bool) (e *entry, sure bool) {
	_, name, ok := j.language(full)
	if !ok {
		return nil, false
	}
	if name == "" {
		return j.folders[""].index, true
	}
	ext := path.Ext(name)
	if ext == ".md" || ext == ".html" {
		if e := j.page(strings.TrimSuffix(name, ext)); e != nil {
			return e, true
		}
	}
	page, folder := j.page(name), j.folders[name]
	switch {
	case folder != nil && (slash || page == nil):
		return folder.index, true
	case page != nil:
		return page, folder == nil
	}
	return nil, false
}

// page is the entry of a key, where README means index.
func (j *join) page(key string) *entry {
	if folder, base := path.Split(key); strings.EqualFold(base, "readme") {
		key = folder + "index"
	}
	return j.byKey[key]
}

// endsRight reports a link as every code host understands it: to a file or to a folder.
func endsRight(e *entry, name string) bool {
	return strings.HasSuffix(name, ".md") || e.role != RoleText && path.Base(name) != "index" && path.Ext(name) != ".html"
}

// lost says that a link leads nowhere, and what it may mean.
func (j *join) lost(d *markdown.Doc, at schema.Span, name, full string) *diag.Diagnostic {
	if real := j.guess.spelling(j, full); real != "" {
		real = relative(folderOf(d), real)
		if strings.HasSuffix(name, "/") && !strings.HasSuffix(real, ".md") {
			real += "/"
		}
		return linkCase(d, at, name, real)
	}
	return linkNowhere(d, at, name, relative(folderOf(d), j.guess.file(j, full)))
}

// folderOf is the folder a file stands in, "." at the top.
func folderOf(d *markdown.Doc) string { return path.Dir(nfc(d.File.Path)) }

// relative is the link to the file of a page as a text would write it.
func (j *join) relative(d *markdown.Doc, e *entry) string {
	file := path.Join(home(d), e.key+".md")
	if e.origin == nil {
		file = path.Join(home(d), path.Dir(e.key))
	}
	return relative(folderOf(d), file)
}

// relative is the way from a folder to a file, as a link; "" for none.
func relative(from, to string) string {
	if to == "" {
		return ""
	}
	if from == "." {
		from = ""
	}
	a, b := strings.Split(from, "/"), strings.Split(to, "/")
	if from == "" {
		a = nil
	}
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.ReplaceAll(strings.Repeat("../", len(a))+strings.Join(b, "/"), " ", "%20")
}

// borrow gives a page that shows the text of another language the targets of that text: pages of
// its own edition, unless the text means another language's file.
func (p *Page) borrow(from *Page, lang int) {
	p.Images = from.Images
	if len(from.Links) == 0 {
		return
	}
	p.Links = make([]Target, len(from.Links))
	for i, to := range from.Links {
		if to.Page != nil && to.Page.Edition == from.Edition {
			to.Page = to.Page.Translations[lang]
			to.Section = sameSection(to.Page, to.Section)
		}
		p.Links[i] = to
	}
}
