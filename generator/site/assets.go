package site

import (
	"cmp"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/source"
)

// allowed reports files that may be published beside pages: what people expect in a handbook, and nothing
// that a browser would run.
func allowed(name string) bool {
	switch extension(name) {
	case "pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "txt", "zip", "mp3", "mp4":
		return true
	}
	return isPicture(name)
}

func isPicture(name string) bool {
	switch extension(name) {
	case "png", "jpg", "jpeg", "gif", "webp", "svg":
		return true
	}
	return false
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// show finds the pictures of a page.
func (j *join) show(p *Page) {
	d := p.doc
	if len(d.Images) == 0 {
		return
	}
	p.Images = make([]*Asset, len(d.Images))
	for i := range d.Images {
		at := d.Images[i].At
		f, problem := j.picture(d, at, d.Images[i].Dest)
		if f != nil {
			p.Images[i] = j.asset(f)
			problem = j.unreadable(d, at, f)
		}
		if problem != nil {
			j.report(*problem)
		}
	}
}

// unreadable reports a picture that no browser would show.
func (j *join) unreadable(d *markdown.Doc, at schema.Span, f *source.File) *diag.Diagnostic {
	if !isPicture(f.Path) {
		return nil
	}
	if p := j.pictures.measure(f); p.fault != (diag.Words{}) {
		return pictureBroken(d, at, f.Path, p.fault)
	}
	return nil
}

// picture finds the file of a picture. It is nil for one outside the handbook, which package markdown reports.
func (j *join) picture(d *markdown.Doc, at schema.Span, dest string) (*source.File, *diag.Diagnostic) {
	if elsewhere(dest) {
		return nil, nil
	}
	if strings.ContainsAny(dest, "?#") {
		return nil, linkQuery(d, at, dest)
	}
	name, ok := decoded(dest)
	if !ok {
		return nil, linkEncoding(d, at, dest)
	}
	path, inside := j.absolute(d, name)
	if !inside {
		return nil, linkOutside(d, at, name)
	}
	full := string(path)
	f := j.files.file(full)
	switch {
	case f != nil && isPicture(full):
		return f, nil
	case f != nil:
		return nil, imageType(d, at, name)
	}
	if real := j.guess.spelling(j, full); real != "" {
		return nil, linkCase(d, at, name, relative(folderOf(d), real))
	}
	near := j.guess.file(j, full)
	if near = relative(folderOf(d), near); !isPicture(near) {
		near = ""
	}
	return nil, imageNowhere(d, at, name, near)
}

// elsewhere reports addresses that begin with a scheme or a host.
func elsewhere(dest string) bool {
	i := strings.IndexAny(dest, ":/?#")
	return dest == "" || i >= 0 && dest[i] == ':' || strings.HasPrefix(dest, "//")
}

// asset is the published form of a file. Two files of one name and the same bytes are one.
func (j *join) asset(f *source.File) *Asset {
	if a := j.assets[f]; a != nil {
		return a
	}
	a := &Asset{File: f, Path: assetPath(f, 4)}
	if other := j.published[a.Path]; other != nil && other.File.Hash != f.Hash {
		a.Path = assetPath(f, len(f.Hash))
	}
	if other := j.published[a.Path]; other != nil {
		a = other
	} else {
		j.published[a.Path] = a
		if isPicture(f.Path) {
			p := j.pictures.measure(f)
			a.Width, a.Height = p.width, p.height
			j.report(p.problems...)
		}
	}
	j.assets[f] = a
	return a
}

func assetPath(f *source.File, hash int) string {
	base := path.Base(f.Path)
	ext := path.Ext(base)
	name := slugOf(strings.TrimSuffix(base, ext))
	if len(name) > maxSlug {
		name = better(name)
	}
	if name == "" {
		name = "file"
	}
	return "assets/" + name + "-" + hex.EncodeToString(f.Hash[:hash]) + strings.ToLower(ext)
}

// used is all assets, by path.
func (j *join) used() []*Asset {
	all := make([]*Asset, 0, len(j.published))
	for _, a := range j.published {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *Asset) int { return cmp.Compare(a.Path, b.Path) })
	return all
}
