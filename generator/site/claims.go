package site

import (
	"cmp"
	"path"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
)

// claim is who wants an address.
type claim struct {
	page  *Page
	alias *schema.Span // of an old address, in the text of the page; nil for the page itself
}

// file names the claim's source for people.
func (c claim) file() string {
	if c.page.doc != nil {
		return c.page.doc.File.Path
	}
	return strings.TrimSuffix(c.page.Edition.Language.Code+"/"+c.page.Key, "index")
}

// place is where the address is written, or the top of its file.
func (j *join) claimPlace(c claim) diag.Place {
	d := c.page.doc
	if d == nil {
		return j.folderPlace(j.folders[strings.TrimSuffix(strings.TrimSuffix(c.page.Key, "index"), "/")])
	}
	if c.alias != nil {
		return d.File.Place(c.alias.Offset, c.alias.Length)
	}
	if c.page.Borrowed {
		return top(d)
	}
	return slugPlace(d)
}

// slugPlace is where the slug of a page is written, or the top of its file.
func slugPlace(d *markdown.Doc) diag.Place {
	if at, ok := d.Known.At["slug"]; ok {
		return d.File.Place(at.Offset, at.Length)
	}
	return top(d)
}

// address reports the addresses that two pages want, as some file system sees them.
func (j *join) address() {
	for _, edition := range j.editions {
		for _, p := range edition.Pages {
			j.claim(p.Path, claim{page: p})
		}
	}
	for _, e := range j.entries {
		if e.role != RoleIndex || e.origin == nil {
			continue
		}
		for _, p := range e.pages {
			// Many hosts take x.html and x/index.html for one address: /x.
			if other, ok := j.claims[fold(path.Dir(p.Path)+".html")]; ok && !p.Borrowed && !other.page.Borrowed {
				j.clash(p.Path, claim{page: p}, other)
			}
		}
	}
}

// claim takes an address unless it is taken.
func (j *join) claim(address string, c claim) {
	key := fold(address)
	first, taken := j.claims[key]
	if !taken {
		j.claims[key] = c
		return
	}
	j.clash(address, c, first)
}

// clash reports two pages of one address; once, though they may meet in every language.
func (j *join) clash(address string, second, first claim) {
	pair := [2]string{first.file(), second.file()}
	if j.clashes[pair] {
		return
	}
	j.clashes[pair] = true
	j.report(sameAddress(address, j.claimPlace(second), second.file(), j.claimPlace(first), first.file()))
}

// slugs names a folder and all below it in addresses.
func (j *join) slugs(f *folder, lang int) {
	if f.slugs == nil {
		f.slugs = make([]string, len(j.schema.Languages))
	}
	if f.name != "" {
		f.slugs[lang] = f.parent.slugs[lang] + j.folderSlug(f, lang) + "/"
	}
	for _, below := range f.folders {
		j.slugs(below, lang)
	}
}

func (j *join) folderSlug(f *folder, lang int) string {
	code := j.schema.Languages[lang].Code
	written := ""
	if f.named() {
		written = f.kind.Slug.In(code)
	} else {
		written = j.schema.Folders[f.name].Slug.In(code)
	}
	slug := slugOf(cmp.Or(written, path.Base(f.name)))
	if fits(slug) && !reserved(slug, f.parent.name == "") {
		return slug
	}
	j.report(folderAddress(j.folderPlace(f), f.name, slug))
	return better(slug)
}

// folderPlace is where something can be said about a folder: the first file in it.
func (j *join) folderPlace(f *folder) diag.Place {
	for f.index.origin == nil && len(f.entries) == 0 && len(f.folders) > 0 {
		f = f.folders[0]
	}
	e := f.index
	if e.origin == nil && len(f.entries) > 0 {
		e = f.entries[0]
	}
	if e.origin == nil {
		return diag.Place{File: f.name}
	}
	return top(e.origin)
}

// slug is the last part of a page's address. A page that shows the text of another language takes the name of
// its file, so that the address stays when the translation comes.
func (j *join) slug(e *entry, lang int) string {
	if e.role != RoleText {
		return "index"
	}
	d := e.docs[lang]
	slug := slugOf(path.Base(e.key))
	if d != nil && d.Known.Slug != "" {
		slug = slugOf(d.Known.Slug)
	}
	taken := reserved(slug, e.folder.name == "")
	switch {
	case fits(slug) && !taken:
		return slug
	case d == nil && e.origin.Known.Slug != "": // the name of the file need not do where slug is given
		slug = slugOf(e.origin.Known.Slug)
		if fits(slug) && !reserved(slug, e.folder.name == "") {
			return slug
		}
	case d == nil:
	case taken:
		j.report(slugReserved(d, slugPlace(d), slug))
	default:
		j.report(slugUnfit(d, slugPlace(d), slug, better(slug)))
	}
	return better(slug)
}

// top is the first line of a file, for what is missing in it.
func top(d *markdown.Doc) diag.Place {
	width := 0
	if strings.HasPrefix(string(d.File.Text[:min(3, len(d.File.Text))]), "---") {
		width = 3
	}
	return d.File.LinePlace(1, 1, width)
}
