package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"handbook/generator/diag"
)

// guesses finds what an author may have meant. It looks at names only when something is wrong, and only so often:
// a handbook in which everything is broken needs other help than a hundred suggestions.
type guesses struct {
	made   int
	folded map[string]string   // paths and folders as they are written, by their folded form
	byBase map[string][]string // paths by last part
	byDir  map[string][]string // paths by folder
	bases  []string            // last parts
	keys   []string
}

const enough = 100

// prepare lists the names, once.
func (g *guesses) prepare(j *join) {
	if g.folded != nil {
		return
	}
	g.folded, g.byBase, g.byDir = map[string]string{}, map[string][]string{}, map[string][]string{}
	add := func(name string) {
		if _, known := g.folded[fold(name)]; known {
			return
		}
		g.folded[fold(name)] = name
		g.byBase[path.Base(name)] = append(g.byBase[path.Base(name)], name)
		g.byDir[path.Dir(name)] = append(g.byDir[path.Dir(name)], name)
	}
	for _, name := range slices.Sorted(slices.Values(j.files.names)) {
		if e := j.pageAt(name); e != nil && e.hidden == nil || allowed(name) {
			add(name)
		}
	}
	for _, e := range j.entries {
		if e.origin == nil {
			continue
		}
		g.keys = append(g.keys, e.key)
		for _, l := range j.schema.Languages {
			if home(e.origin) != "" {
				add(path.Join(l.Code, e.key+".md"))
				if e.folder.name != "" {
					g.folded[fold(path.Join(l.Code, e.folder.name))] = path.Join(l.Code, e.folder.name)
				}
			}
		}
	}
	for _, names := range []map[string][]string{g.byBase, g.byDir} {
		for _, list := range names {
			slices.Sort(list)
		}
	}
	g.bases = slices.Sorted(maps.Keys(g.byBase))
	slices.Sort(g.keys)
}

// spelling is the real name of a file that differs from what was written in letter case only.
func (g *guesses) spelling(j *join, full string) string {
	g.prepare(j)
	real := g.folded[fold(full)]
	if real == "" {
		real = g.folded[fold(full+".md")]
	}
	if real == full {
		return ""
	}
	return real
}

// file is the file nearest to a path, of the same type: of the same name elsewhere, of nearly the same name beside
// it, or anywhere.
func (g *guesses) file(j *join, full string) string {
	g.prepare(j)
	if g.made++; g.made > enough {
		return ""
	}
	if ext := path.Ext(full); ext == "" || ext == ".html" {
		full = strings.TrimSuffix(full, ext) + ".md"
	}
	if same := near(g.byBase[path.Base(full)], full); same != "" {
		return same
	}
	dir := path.Dir(full)
	if best := nearestStem(path.Base(full), g.byDir[dir]); best != "" {
		return path.Join(dir, best)
	}
	if best := nearestStem(path.Base(full), g.bases); best != "" {
		return near(g.byBase[best], full)
	}
	return ""
}

// nearestStem is the last part of a path nearest to a name, among those of the same type.
func nearestStem(name string, paths []string) string {
	ext := path.Ext(name)
	stems := make([]string, 0, len(paths))
	for _, p := range paths {
		if base := path.Base(p); path.Ext(base) == ext {
			stems = append(stems, strings.TrimSuffix(base, ext))
		}
	}
	if best := diag.Nearest(strings.TrimSuffix(name, ext), stems); best != "" {
		return best + ext
	}
	return ""
}

// near is the path that shares most of its beginning with another.
func near(paths []string, full string) string {
	best, most := "", -1
	for _, p := range paths {
		n := 0
		for n < len(p) && n < len(full) && p[n] == full[n] {
			n++
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

// key is the key nearest to what a reference names, of a page it may name.
func (g *guesses) key(j *join, written string, to []string) string {
	g.prepare(j)
	name := strings.TrimSuffix(strings.Trim(path.Clean(strings.ReplaceAll(written, "\\", "/")), "./"), ".md")
	for _, l := range j.schema.Languages {
		name = strings.TrimPrefix(name, l.Code+"/")
	}
	fits := func(e *entry) bool {
		return e != nil && e.hidden == nil && e.origin != nil && (len(to) == 0 || slices.Contains(to, e.kind.Name))
	}
	if e := j.byKey[name]; fits(e) {
		return e.key
	}
	if g.made++; g.made > enough {
		return ""
	}
	var keys, same []string
	for _, key := range g.keys {
		if !fits(j.byKey[key]) {
			continue
		}
		keys = append(keys, key)
		if path.Base(key) == path.Base(name) {
			same = append(same, key)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return diag.Nearest(name, keys)
}

// anchor is the id nearest to one that is not on a page.
func nearAnchor(p *Page, anchor string) string {
	ids := make([]string, 0, 2*len(p.Sections))
	for _, s := range p.Sections {
		ids = append(ids, s.ID)
	}
	for _, s := range p.Sections {
		if s.Body >= 0 {
			ids = append(ids, p.doc.Sections[s.Body].Slug)
		}
	}
	return diag.Nearest(anchor, ids)
}
