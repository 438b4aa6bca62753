package search

import (
	"bytes"
	"compress/flate"
	"slices"
	"strings"

	"handbook/generator/site"
)

// How large shards are, unpacked, in bytes. Smaller ones cost requests, larger ones bytes.
const (
	lexiconSize    = 4000
	postingsSize   = 4000
	vocabularySize = 4000
	textSize       = 2200 // packed
	manyTexts      = 6000 // then they get larger, because the manifest names each
)

// Groups of texts are told by one character each: firstSize and the number of sections, at most maxGroup.
const (
	firstSize = '#'
	maxGroup  = 88
)

// cut divides n items into stretches of about the target's size and returns their ends. Where a cut falls is decided by the key of
// the item after it, so that a change moves only the cuts around it.
func cut(n, target int, size func(int) int, key func(int) string) []int {
	if n == 0 {
		return nil
	}
	total := 0
	for i := range n {
		total += size(i)
	}
	mask := uint32(1) // cuts at one of mask+1 keys: half the target apart
	for int(mask+1)*total/n < target/2 {
		mask = mask<<1 | 1
	}
	var ends []int
	sum := 0
	for i := range n {
		if sum > 0 && (sum+size(i) > target*3/2 || sum >= target/2 && mix(key(i))&mask == 0) {
			ends = append(ends, i)
			sum = 0
		}
		sum += size(i)
	}
	return append(ends, n)
}

// mix is FNV-1a with its bits mixed once more.
func mix(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>12
}

// bound is the shortest start of next that comes after last.
func bound(last, next string) string {
	for i := range next {
		if i > 0 && compare(next[:i], last) > 0 {
			return next[:i]
		}
	}
	return next
}

// postings packs the classes. Their lists are let go as soon as they are written.
func (b *builder) postings(classes []class) (raws [][]byte, bounds []string) {
	ends := cut(len(classes), postingsSize, func(i int) int {
		n := len(classes[i].root) + 2
		for _, f := range classes[i].forms {
			l := b.lists[b.ids[f.word]]
			n += len(l.gaps) + len(l.impacts)/2 + 5
		}
		return n
	}, func(i int) string { return classes[i].root })
	raws, bounds = make([][]byte, len(ends)), make([]string, len(ends))
	start := 0
	starts := make([]int, len(ends))
	for i, end := range ends {
		if starts[i] = start; start > 0 {
			bounds[i] = bound(classes[start-1].root, classes[start].root)
		}
		start = end
	}
	each(len(ends), func() func(int) {
		var w filler
		return func(i int) {
			some := classes[starts[i]:ends[i]]
			for j := range some {
				w.fill(b, &some[j])
			}
			raws[i] = encodePostings(some)
			for j := range some {
				for k := range some[j].forms {
					f := &some[j].forms[k]
					b.lists[b.ids[f.word]] = nil
					f.sections, f.impacts = nil, nil
				}
			}
		}
	})
	return raws, bounds
}

// lexicon packs all words and names. All keys with the same first word stay together.
func (b *builder) lexicon() (raws [][]byte, bounds []string) {
	keys := make([]string, 0, len(b.entries))
	for k := range b.entries {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compare)
	var starts []int // of first words, in keys
	for i, k := range keys {
		if i == 0 || !strings.HasPrefix(k, firstWord(keys[i-1])) || firstWord(k) != firstWord(keys[i-1]) {
			starts = append(starts, i)
		}
	}
	starts = append(starts, len(keys))
	lines := make([]int, len(keys)+1) // bytes up to each
	var line []byte
	last := ""
	for i, k := range keys {
		line = appendEntry(line[:0], last, b.entries[k])
		lines[i+1] = lines[i] + len(line)
		last = k
	}
	ends := cut(len(starts)-1, lexiconSize, func(i int) int { return lines[starts[i+1]] - lines[starts[i]] },
		func(i int) string { return keys[starts[i]] })
	from := 0
	for _, end := range ends {
		to := starts[end]
		raw := make([]byte, 0, lines[to]-lines[from]+16)
		last := ""
		for _, k := range keys[from:to] {
			raw = appendEntry(raw, last, b.entries[k])
			last = k
		}
		raws = append(raws, raw)
		at := ""
		if from > 0 {
			at = bound(keys[from-1], keys[from])
		}
		bounds = append(bounds, at)
		from = to
	}
	return raws, bounds
}

func firstWord(key string) string {
	w, _, _ := strings.Cut(key, " ")
	return w
}

// vocabulary packs the words of the text once more, in the order of their ends, so that a word with an error near its
// beginning has its neighbours in one shard too.
func (b *builder) vocabulary() (raws [][]byte, bounds []string) {
	var words []entry
	for k, e := range b.entries {
		if n := len(k); e.df > 0 && n > 2 && strings.IndexFunc(k, isDigit) < 0 {
			words = append(words, entry{key: reversed(k), df: e.df})
		}
	}
	slices.SortFunc(words, func(x, y entry) int { return compare(x.key, y.key) })
	ends := cut(len(words), vocabularySize, func(i int) int { return 6 }, func(i int) string { return words[i].key })
	from := 0
	for _, end := range ends {
		var raw []byte
		last := ""
		for i := from; i < end; i++ {
			raw = appendEntry(raw, last, &words[i])
			last = words[i].key
		}
		raws = append(raws, raw)
		at := ""
		if from > 0 {
			at = bound(words[from-1].key, words[from].key)
		}
		bounds = append(bounds, at)
		from = end
	}
	return raws, bounds
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// place is a section as the texts are cut.
type place struct{ page, part int }

// texts cuts the texts of all sections into groups. Their bytes are made when they are asked for.
func (b *builder) texts(e *edition) int {
	m := &e.manifest
	places := make([]place, 0, m.Sections)
	sizes := make([]int, 0, m.Sections)
	total := 0
	for p, page := range b.pages {
		d := b.site.Doc(page)
		for i := range b.words[p].parts {
			places = append(places, place{p, i})
			n := 40
			if i == 0 {
				n += len(page.Title) + len(page.Path)
				for _, s := range lead(page, d) {
					n += len(s)
				}
			} else if s := page.Sections[i-1]; s.Body >= 0 {
				n += len(s.Title) + len(d.Sections[s.Body].Text)
			} else {
				n += len(s.Title) + len(text(page, s, d))
			}
			sizes = append(sizes, n)
			total += n
		}
	}
	packing := b.packing()
	target := textSize
	for total*10/packing/target > manyTexts {
		target += target / 2
	}
	least := target*packing/10*3/2/maxGroup + 1
	ends := cut(len(places), target*packing/10, func(i int) int { return max(sizes[i], least) }, func(i int) string {
		p := b.pages[places[i].page]
		if places[i].part == 0 {
			return p.Key
		}
		return p.Key + "#" + p.Sections[places[i].part-1].ID
	})
	hashes := make([]string, len(ends))
	raw := func(i int) []byte {
		from := 0
		if i > 0 {
			from = ends[i-1]
		}
		return encodeGroup(b.group(m, places[from:ends[i]]))
	}
	each(len(ends), func() func(int) {
		return func(i int) { hashes[i] = hash(raw(i), 0) }
	})
	taken := map[string]bool{}
	groups := make([]byte, len(ends))
	from := 0
	for i, h := range hashes {
		if taken[h] {
			h = unique(raw(i), taken)
		}
		taken[h] = true
		m.Texts += h
		groups[i] = byte(firstSize + ends[i] - from)
		from = ends[i]
		e.files = append(e.files, file{"t-" + h, func() []byte { return raw(i) }})
	}
	m.Groups = string(groups)
	return total
}

// packing is how many times smaller packed texts are, in tenths and coarsely, from a few pages.
func (b *builder) packing() int {
	var sample, packed bytes.Buffer
	for i := 0; i < len(b.pages) && sample.Len() < 96<<10; i += 1 + len(b.pages)/24 {
		for _, s := range lead(b.pages[i], b.site.Doc(b.pages[i])) {
			sample.WriteString(s)
		}
		for _, s := range b.pages[i].Sections {
			sample.WriteString(text(b.pages[i], s, b.site.Doc(b.pages[i])))
		}
	}
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil || sample.Len() < 16<<10 {
		return 25
	}
	n := sample.Len()
	w.Write(sample.Bytes())
	w.Close()
	ratio := 20
	for _, r := range []int{25, 30, 40, 60, 80, 120, 160} {
		if n*10/packed.Len() >= r-3 {
			ratio = r
		}
	}
	return ratio
}

// group is the texts of a stretch of sections.
func (b *builder) group(m *manifest, places []place) group {
	var g group
	last := -1
	for _, at := range places {
		p := b.pages[at.page]
		if at.page != last {
			last = at.page
			one := groupPage{Address: site.Href("", p.Path, ""), Title: p.Title, Kind: slices.Index(m.Kinds, p.Kind.Name), Code: p.Code,
				Others: [][3]string{}, Sections: [][3]string{}}
			for _, t := range p.Translations {
				if t != p && !t.Borrowed {
					one.Others = append(one.Others, [3]string{t.Edition.Language.Code, site.Href("", t.Path, ""), t.Title})
				}
			}
			g = append(g, one)
		}
		one := &g[len(g)-1]
		if at.part == 0 {
			one.Sections = append(one.Sections, [3]string{"", "", oneLine(strings.Join(lead(p, b.site.Doc(p)), " "))})
			continue
		}
		s := p.Sections[at.part-1]
		_, anchor, _ := strings.Cut(site.Href("", p.Path, s.ID), "#")
		one.Sections = append(one.Sections, [3]string{anchor, s.Title, oneLine(text(p, s, b.site.Doc(p)))})
	}
	return g
}

// oneLine is a text as an excerpt shows it.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
