package search

import (
	"encoding/json"
	"fmt"
	"sync"
	"unicode/utf16"
)

// reader answers queries from shards, as the browser does: it sees nothing else, and each shard only when a query needs
// it. It may be used from several goroutines.
type reader struct {
	manifest
	affixes *affixes
	scale   [16]int
	kinds   []uint8 // of each section
	groups  []int   // first section of each group, and the number of all at the end
	often   map[string]*entry
	load    func(name string) ([]byte, error)

	mu     sync.Mutex
	shards map[string]any
}

// newReader reads from the shards of an edition without packing them.
func newReader(e *edition) *reader {
	files := make(map[string]func() []byte, len(e.files))
	for _, f := range e.files {
		files[f.name] = f.raw
	}
	raw, err := json.Marshal(e.manifest)
	if err != nil {
		panic(err) // it holds only strings and numbers
	}
	r, err := openReader(raw, func(name string) ([]byte, error) {
		if f := files[name]; f != nil {
			return f(), nil
		}
		return nil, fmt.Errorf("there is no shard %s", name)
	})
	if err != nil {
		panic(err)
	}
	return r
}

// openReader reads a manifest.
func openReader(raw []byte, load func(name string) ([]byte, error)) (*reader, error) {
	r := &reader{load: load, scale: impacts(), shards: map[string]any{}}
	if err := json.Unmarshal(raw, &r.manifest); err != nil {
		return nil, err
	}
	r.affixes = affixesOf(r.Lang)
	if r.Sections < 0 || r.Sections > maxShard {
		return nil, errShard
	}
	if len(r.Runs) != len(r.Of) || len(r.Facets) != len(r.Kinds) {
		return nil, errShard
	}
	for i, n := range r.Runs {
		if r.Of[i] < 0 || r.Of[i] >= len(r.Kinds) || n < 0 || n > r.Sections-len(r.kinds) {
			return nil, errShard
		}
		for range n {
			r.kinds = append(r.kinds, uint8(r.Of[i]))
		}
	}
	at := 0
	for i := range len(r.Groups) {
		n := int(r.Groups[i]) - firstSize
		if n < 0 || n > r.Sections-at {
			return nil, errShard
		}
		r.groups = append(r.groups, at)
		at += n
	}
	often, err := decodeLexicon([]byte(r.Often))
	if err != nil {
		return nil, err
	}
	r.often = map[string]*entry{}
	for i := range often {
		r.often[often[i].key] = &often[i]
	}
	r.groups = append(r.groups, at)
	if at != r.Sections || len(r.kinds) != r.Sections || len(r.Texts) != hashLen*(len(r.groups)-1) ||
		len(r.Words) != hashLen*len(r.WordsAt) || len(r.Posts) != hashLen*len(r.PostsAt) || len(r.Vocab) != hashLen*len(r.VocabAt) {
		return nil, errShard
	}
	return r, nil
}

// find is the last shard that begins at or before a key.
func find(bounds []string, key string) int {
	low, high := 0, len(bounds)
	for low < high {
		if mid := (low + high) / 2; compare(bounds[mid], key) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return max(0, low-1)
}

// shard loads and decodes a shard once.
func shard[T any](r *reader, letter, hashes string, i int, decode func([]byte) (T, error)) (T, error) {
	var none T
	if i < 0 || (i+1)*hashLen > len(hashes) {
		return none, nil
	}
	name := letter + "-" + hashes[i*hashLen:(i+1)*hashLen]
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.shards[name].(T); ok {
		return known, nil
	}
	raw, err := r.load(name)
	if err != nil {
		return none, err
	}
	value, err := decode(raw)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	r.shards[name] = value
	return value, nil
}

func (r *reader) lexicon(i int) ([]entry, error) {
	return shard(r, "l", r.Words, i, decodeLexicon)
}

func (r *reader) vocabulary(i int) ([]entry, error) {
	return shard(r, "v", r.Vocab, i, decodeLexicon)
}

// shardOf is the shard of the lexicon that holds a key: the one of its first word.
func (r *reader) shardOf(key string) int { return find(r.WordsAt, firstWord(key)) }

func (r *reader) kindOf(section int) string { return r.Kinds[r.kinds[section]] }

// lookup finds a key among the frequent words or in the lexicon, or nil.
func (r *reader) lookup(key string) (*entry, error) {
	if e := r.often[key]; e != nil {
		return e, nil
	}
	all, err := r.lexicon(r.shardOf(key))
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].key == key {
			return &all[i], nil
		}
	}
	return nil, nil
}

// class finds a root in the postings, or nil.
func (r *reader) class(root string) (*class, error) {
	all, err := shard(r, "p", r.Posts, find(r.PostsAt, root), func(raw []byte) ([]class, error) { return decodePostings(raw, r.Sections) })
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].root == root {
			return &all[i], nil
		}
	}
	return nil, nil
}

func (r *reader) groupOf(section int) int {
	low, high := 0, len(r.groups)-1
	for high-low > 1 {
		if mid := (low + high) / 2; r.groups[mid] <= section {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// sectionText is the text of one section.
type sectionText struct {
	page                  *groupPage
	anchor, heading, body string
	title, inHeading      []spot // words of the title and heading
	inBody                []spot
}

// spot is a word of a text and the bytes it takes.
type spot struct {
	word     string
	from, to int
}

func (r *reader) text(section int) (*sectionText, error) {
	g := r.groupOf(section)
	all, err := shard(r, "t", r.Texts, g, decodeTexts)
	if err != nil {
		return nil, err
	}
	if i := section - r.groups[g]; i < len(all) {
		if p := all[i].page; p.Kind < 0 || p.Kind >= len(r.Kinds) {
			return nil, errShard
		}
		return all[i], nil
	}
	return nil, errShard
}

func decodeTexts(raw []byte) ([]*sectionText, error) {
	g, err := decodeGroup(raw)
	if err != nil {
		return nil, err
	}
	var all []*sectionText
	for i := range g {
		for _, s := range g[i].Sections {
			t := &sectionText{page: &g[i], anchor: s[0], heading: s[1], body: s[2]}
			t.title, t.inHeading, t.inBody = spots(g[i].Title), spots(s[1]), spots(s[2])
			all = append(all, t)
		}
	}
	return all, nil
}

func spots(s string) []spot {
	var f folder
	var all []spot
	f.each(s, func(w []byte, from, to int) { all = append(all, spot{string(w), from, to}) })
	return all
}

// own is the words of the section's own heading: of the page itself the title.
func (t *sectionText) own() []spot {
	if t.anchor == "" {
		return t.title
	}
	return t.inHeading
}

// closeness is how near the neighbours of the query stand in the text or heading, 16 for each pair side by side.
func (t *sectionText) closeness(terms int, marks map[string]int) int {
	best := make([]int, terms)
	for _, text := range [][]spot{t.own(), t.inBody} {
		last := make([]int, terms)
		for i, s := range text {
			n, ok := marks[s.word]
			if !ok {
				continue
			}
			n >>= 1
			if n > 0 && last[n-1] > 0 {
				best[n] = max(best[n], 16/(i+1-last[n-1]))
			}
			if n+1 < terms && last[n+1] > 0 {
				best[n+1] = max(best[n+1], 16/(i+2-last[n+1]))
			}
			last[n] = i + 1
		}
	}
	sum := 0
	for _, n := range best {
		sum += n
	}
	return sum
}

// sameness is 4 when the heading says what the query says, 3 when in other forms, else 0.
func (t *sectionText) sameness(length int, marks map[string]int) int {
	own := t.own()
	if len(own) != length {
		return 0
	}
	same := 4
	for _, s := range own {
		n, ok := marks[s.word]
		if !ok {
			return 0
		}
		if n&1 == 1 {
			same = 3
		}
	}
	return same
}

// Sizes of an excerpt: words, words before the first that was found, characters.
const (
	excerptWords  = 30
	excerptBefore = 5
	excerptLength = 300
)

// excerpt is the stretch of the text that holds most of the query, in pieces: every second one is a word that was found.
func (t *sectionText) excerpt(terms []*term, marks map[string]int) []string {
	spots := t.inBody
	start, top := 0, 0
	for i, s := range spots {
		if _, ok := marks[s.word]; !ok {
			continue
		}
		seen := make([]bool, len(terms))
		sum := 0
		for _, s := range spots[i:min(i+excerptWords-excerptBefore, len(spots))] {
			if n, ok := marks[s.word]; ok && !seen[n>>1] {
				seen[n>>1] = true
				sum += terms[n>>1].rank
			}
		}
		if sum > top {
			start, top = max(0, i-excerptBefore), sum
		}
	}
	if len(spots) == 0 {
		return []string{""}
	}
	at := spots[start].from
	if start == 0 {
		at = 0
	}
	begin, end := at, at
	var pieces []string
	for _, s := range spots[start:min(start+excerptWords, len(spots))] {
		if units(t.body[begin:s.to]) > excerptLength {
			break
		}
		if _, ok := marks[s.word]; ok && s.from >= at {
			pieces = append(pieces, t.body[at:s.from], t.body[s.from:s.to])
			at = s.to
		}
		end = s.to
	}
	return append(pieces, t.body[at:end])
}

// units counts as JavaScript does.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
