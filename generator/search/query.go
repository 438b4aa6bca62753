package search

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Options say what to look for and how much of it.
type Options struct {
	Lang  string            // language of the handbook; "" is the first
	Kind  string            // only pages of this kind, unless ""
	Where map[string]string // only pages with these values of the facets of the kind
	Limit int               // most results; 0 is 5
}

// Answer is what a search found.
type Answer struct {
	Lang       string
	Total      int            // sections found, of Kind
	Kinds      map[string]int // sections found by kind, of any
	Facets     []Facet        // of the kind asked for
	Results    []Result       // in the order of their rank
	Suggestion string         // the query with unknown words mended, or ""
	Notes      []Note
	Words      []string // all words to be marked, folded, in order
}

// Result is one section.
type Result struct {
	URL     string // from the root of the site
	Title   string // of the page
	Heading string // of the section; "" is the page itself
	Kind    string
	Mark    string // the shape of the kind
	Code    string
	Excerpt string      // of the text
	Marked  []string    // the excerpt in pieces: every second one is a word that was found
	Others  [][3]string // language, URL and title of the page in other languages
	Score   int
}

// Note explains how a word that the handbook does not hold was understood.
type Note struct {
	Word string
	How  string // "form", "typo", "split" or "same"
	As   string
}

const (
	defaultLimit = 5
	maxTerms     = 16 // words of a query that count
	window       = 20 // results whose texts are read for phrases, as long as they are in few groups
	fewGroups    = 5
	rareWord     = 4 // entry.df of a word that may be the beginning of another
)

// Weights of a word by how it was found, in 256ths.
const (
	exactWeight = 256
	classWeight = 205
	formWeight  = 190 // by the rules, for a word the text does not hold
	typoWeight  = 154
	typo2Weight = 90
	splitWeight = 180
	joinWeight  = 230
	sameWeight  = 140
)

// Query answers as the browser does: client.js is a copy of it in another language.
func (x *Index) Query(text string, o Options) (Answer, error) {
	for _, e := range x.editions {
		if e.lang == o.Lang || o.Lang == "" {
			return e.reader.query(text, o)
		}
	}
	return Answer{}, fmt.Errorf("the handbook has no language %q", o.Lang)
}

// term is a word of the query.
type term struct {
	word  string
	meant string // if it is a typing error
	df    int    // at least so many sections hold it
	rank  int    // what it counts in coverage
	alts  []*alt
}

// alt is one thing a stretch of the query may mean: words that all have to stand in a section.
type alt struct {
	from, to int // terms it stands for
	weight   int
	words    []sense
}

// sense is where a word is found: in a class, as the word itself or another form.
type sense struct {
	root, word   string
	exact, other int // weights; other 0 leaves the other forms out
}

type hit struct {
	section, score, tier int
}

func (r *reader) query(text string, o Options) (Answer, error) {
	a := Answer{Lang: r.Lang, Kinds: map[string]int{}}
	all := words(text)
	var terms []*term
	for _, w := range all {
		if len(terms) < maxTerms && !slices.ContainsFunc(terms, func(t *term) bool { return t.word == w }) {
			terms = append(terms, &term{word: w})
		}
	}
	if len(terms) == 0 {
		return a, nil
	}
	if err := r.understand(terms, all[len(all)-1], &a); err != nil {
		return a, err
	}
	r.spare(terms)
	classes, err := r.gather(terms)
	if err != nil {
		return a, err
	}
	hits := r.score(terms, classes)
	if hits, err = r.name(all, hits); err != nil {
		return a, err
	}
	for _, h := range hits {
		a.Kinds[r.kindOf(h.section)]++
	}
	if o.Kind != "" {
		if hits, err = r.filter(hits, &o, &a); err != nil {
			return a, err
		}
	}
	a.Total = len(hits)
	slices.SortFunc(hits, order)
	limit := o.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	marks := r.marks(terms, classes)
	for w := range marks {
		a.Words = append(a.Words, w)
	}
	sort.Slice(a.Words, func(i, j int) bool { return before(a.Words[i], a.Words[j]) })
	if err := r.closer(hits, terms, marks, len(all)); err != nil {
		return a, err
	}
	for _, h := range hits[:min(limit, len(hits))] {
		t, err := r.text(h.section)
		if err != nil {
			return a, err
		}
		res := Result{URL: t.page.Address, Title: t.page.Title, Heading: t.heading, Kind: r.Kinds[t.page.Kind], Mark: r.Marks[r.Kinds[t.page.Kind]], Code: t.page.Code,
			Others: t.page.Others, Score: h.tier*1e9 + h.score}
		if t.anchor != "" {
			res.URL += "#" + t.anchor
		}
		res.Marked = t.excerpt(terms, marks)
		res.Excerpt = strings.Join(res.Marked, "")
		a.Results = append(a.Results, res)
	}
	return a, nil
}

func order(x, y hit) int {
	return cmp.Or(cmp.Compare(y.tier, x.tier), cmp.Compare(y.score, x.score), cmp.Compare(x.section, y.section))
}

// understand finds for each term what it may mean.
func (r *reader) understand(terms []*term, last string, a *Answer) error {
	for i, t := range terms {
		e, err := r.lookup(t.word)
		if err != nil {
			return err
		}
		if e != nil && e.class != "" {
			t.add(i, 256, sense{e.class, t.word, exactWeight, classWeight})
		}
		if e != nil && e.df > 0 {
			t.df = 1 << (e.df - 1)
		}
		known := e != nil && (e.df > 0 || e.class != "" && e.class != t.word)
		rare := len(terms) > 1 && e != nil && e.df > 0 && e.df <= rareWord // perhaps not all typed
		if t.word == last && (!known || rare) {
			ends, err := r.completions(t.word)
			if err != nil {
				return err
			}
			for _, c := range ends {
				n := units(t.word)
				w, other := 90+90*n/units(c.key), 0
				if rare {
					w /= 2
				}
				if n > 4 {
					other = w * classWeight / 256
				}
				t.add(i, 256, sense{c.class, c.key, w, other})
				known = true
			}
		}
		if !known {
			if err := r.guess(i, e, a, terms); err != nil {
				return err
			}
		}
	}
	return r.expand(terms, a)
}

// add adds what a term, the i-th, may mean.
func (t *term) add(i, weight int, words ...sense) {
	t.alts = append(t.alts, &alt{i, i + 1, weight, words})
}

// guess finds what a term may mean that the handbook does not hold.
func (r *reader) guess(i int, e *entry, a *Answer, terms []*term) error {
	t := terms[i]
	if e == nil || e.class == "" {
		root, err := r.rootOf(t.word)
		if err != nil {
			return err
		}
		if root != "" {
			t.add(i, 256, sense{root, "", 0, formWeight})
			if e == nil || len(e.same) == 0 {
				a.Notes = append(a.Notes, Note{t.word, "form", root})
			}
		}
	}
	if len(t.alts) > 0 || e != nil {
		return nil
	}
	near, err := r.neighbours(t.word)
	if err != nil {
		return err
	}
	for _, n := range near {
		w := typoWeight
		if n.distance == 2 {
			w = typo2Weight
		}
		t.add(i, 256, sense{n.class, n.key, w, w * classWeight / 256})
	}
	first, second, err := r.split(t.word)
	if err != nil {
		return err
	}
	if first != nil {
		t.add(i, splitWeight, sense{first.class, first.key, exactWeight, classWeight}, sense{second.class, second.key, exactWeight, classWeight})
		a.Notes = append(a.Notes, Note{t.word, "split", first.key + " " + second.key})
	} else if len(near) > 0 {
		t.meant = near[0].key
		a.Notes = append(a.Notes, Note{t.word, "typo", t.meant})
		var mended []string
		for _, t := range terms {
			mended = append(mended, cmp.Or(t.meant, t.word))
		}
		a.Suggestion = strings.Join(mended, " ")
	}
	return nil
}

// spare leaves out words that an eighth of the handbook holds, when there are three better ones: their postings would cost more
// than they tell.
func (r *reader) spare(terms []*term) {
	better := 0
	for _, t := range terms {
		if t.df*8 <= r.Sections {
			better++
		}
	}
	for _, t := range terms {
		if better > 2 && t.df*8 > r.Sections {
			t.alts = nil
		}
	}
}

// expand adds what stretches of the query also mean: joined spellings and words of the glossary. None begins with a word
// that the manifest holds.
func (r *reader) expand(terms []*term, a *Answer) error {
	added := 0
	for i := range terms {
		if r.often[terms[i].word] != nil {
			continue
		}
		key := ""
		for j := i; j < min(i+5, len(terms)); j++ {
			if key != "" {
				key += " "
			}
			key += terms[j].word
			e, err := r.lookup(key)
			if err != nil {
				return err
			}
			if e == nil {
				continue
			}
			for n, same := range e.same {
				if n == 2 || n == 1 && e.df > 0 {
					break
				}
				if added++; added > 3 {
					break
				}
				as, senses := rooted(same)
				weight := sameWeight
				if as == strings.Replace(key, " ", "", 1) {
					weight = joinWeight
				} else if e.df == 0 {
					a.Notes = append(a.Notes, Note{key, "same", as})
				}
				for _, t := range terms[i : j+1] {
					t.alts = append(t.alts, &alt{i, j + 1, weight, senses})
				}
			}
		}
	}
	return nil
}

// rooted reads words with their roots.
func rooted(same string) (as string, senses []sense) {
	var all []string
	for s := range strings.SplitSeq(same, " ") {
		word, root, found := strings.Cut(s, ":")
		if !found {
			root = word
		}
		all = append(all, word)
		senses = append(senses, sense{root, word, exactWeight, classWeight})
	}
	return strings.Join(all, " "), senses
}

// rootOf is the root that the rules find for a word the handbook does not hold: of those it does the most frequent,
// with few affixes taken away and preferably of two syllables.
func (r *reader) rootOf(word string) (string, error) {
	all := r.affixes.candidates(nil, word)
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Or(cmp.Compare(prior(y), prior(x)), compare(x.root, y.root)) })
	best, top := "", 0
	shards := map[int]bool{}
	for _, c := range all {
		if s := r.shardOf(c.root); !shards[s] {
			if len(shards) == 4 {
				continue
			}
			shards[s] = true
		}
		e, err := r.lookup(c.root)
		if err != nil {
			return "", err
		}
		if e == nil || e.class == "" || strings.Contains(e.key, " ") {
			continue
		}
		if n := prior(c) + 4*e.df + 40; n > top {
			best, top = e.class, n
		}
	}
	return best, nil
}

// prior is how likely a candidate is before the handbook is asked.
func prior(c candidate) int {
	n := -7 * c.cost
	if v := vowels(c.root); v == 2 || v == 3 {
		n += 12
	} else if v == 1 {
		n -= 12
	}
	return n
}

// completions are the words that begin with the last word of a query, the most frequent first.
func (r *reader) completions(word string) ([]*entry, error) {
	from := r.shardOf(word)
	to := min(r.shardOf(word+"\uffff"), from+2)
	if units(word) < 2 {
		to = from
	}
	var all []*entry
	for s := from; s <= to; s++ {
		shard, err := r.lexicon(s)
		if err != nil {
			return nil, err
		}
		for i := range shard {
			if e := &shard[i]; e.df > 0 && len(e.key) > len(word) && strings.HasPrefix(e.key, word) {
				all = append(all, e)
			}
		}
	}
	slices.SortFunc(all, func(x, y *entry) int {
		return cmp.Or(cmp.Compare(y.df, x.df), cmp.Compare(units(x.key), units(y.key)), compare(x.key, y.key))
	})
	var few []*entry
	shards := map[int]bool{}
	for _, e := range all {
		s := find(r.PostsAt, e.class)
		if len(few) == 8 || !shards[s] && len(shards) == 3 {
			continue
		}
		shards[s] = true
		few = append(few, e)
	}
	return few, nil
}

// neighbour is a word of the handbook near an unknown one.
type neighbour struct {
	*entry
	distance int
}

// neighbours are the words within one edit of an unknown word of at least 4 letters, or two of one of at least 8. An error leaves the
// beginning or the end of the word whole, so the shards near both are enough.
func (r *reader) neighbours(word string) ([]neighbour, error) {
	letters := []rune(word)
	if len(letters) < 4 || strings.IndexFunc(word, isDigit) >= 0 {
		return nil, nil
	}
	most := 1
	if len(letters) >= 8 {
		most = 2
	}
	part := max(2, (len(letters)-2)/2)
	var found []neighbour
	look := func(shards []string, word string, read func(int) ([]entry, error), backwards bool) error {
		start := string([]rune(word)[:part])
		own := find(shards, word)
		from, to := max(find(shards, start), own-1), min(find(shards, start+"\uffff"), own+1)
		for s := from; s <= to; s++ {
			shard, err := read(s)
			if err != nil {
				return err
			}
			for i := range shard {
				e := &shard[i]
				if e.df == 0 {
					continue
				}
				d := distance([]rune(word), []rune(e.key), most)
				if d > most {
					continue
				}
				key := e.key
				if backwards {
					key = reversed(key)
				}
				if !slices.ContainsFunc(found, func(n neighbour) bool { return n.key == key }) {
					found = append(found, neighbour{&entry{key: key, df: e.df, class: e.class}, d})
				}
			}
		}
		return nil
	}
	if err := look(r.WordsAt, word, r.lexicon, false); err != nil {
		return nil, err
	}
	if err := look(r.VocabAt, reversed(word), r.vocabulary, true); err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(x, y neighbour) int {
		return cmp.Or(cmp.Compare(x.distance, y.distance), cmp.Compare(y.df, x.df), compare(x.key, y.key))
	})
	var near []neighbour
	for _, n := range found {
		if len(near) == 3 || n.distance > found[0].distance {
			break
		}
		e, err := r.lookup(n.key)
		if err != nil {
			return nil, err
		}
		if e != nil && e.class != "" {
			n.entry = e
			near = append(near, n)
		}
	}
	return near, nil
}

// distance is the optimal string alignment distance, or more than most.
func distance(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// split finds two words of the handbook that an unknown one joins.
func (r *reader) split(word string) (first, second *entry, err error) {
	if !isPlain(word) {
		return nil, nil, nil
	}
	top, tries := 0, 0
	for i := len(word) - 3; i >= 3; i-- {
		if r.shardOf(word[:i]) != r.shardOf(word) {
			continue
		}
		x, err := r.lookup(word[:i])
		if err != nil {
			return nil, nil, err
		}
		if x == nil || x.df == 0 || tries == 4 {
			continue
		}
		tries++
		y, err := r.lookup(word[i:])
		if err != nil {
			return nil, nil, err
		}
		if y != nil && y.df > 0 && x.df+y.df > top {
			first, second, top = x, y, x.df+y.df
		}
	}
	return first, second, nil
}

// gather loads the classes of all senses.
func (r *reader) gather(terms []*term) (map[string]*class, error) {
	all := map[string]*class{}
	for _, t := range terms {
		for _, a := range t.alts {
			for _, s := range a.words {
				if all[s.root] == nil {
					c, err := r.class(s.root)
					if err != nil {
						return nil, err
					}
					if c != nil {
						all[s.root] = c
					}
				}
			}
		}
	}
	return all, nil
}

// rarity is the inverse document frequency in 64ths of a bit.
func (r *reader) rarity(c *class) int {
	return log2((2*r.Sections+1)*64/(2*c.df+1)+64) - 6*64
}

// score ranks the sections that hold enough of the query.
func (r *reader) score(terms []*term, classes map[string]*class) []hit {
	scores, cover := make([]int, r.Sections), make([]int, r.Sections)
	var touched []int
	whole := 0
	for _, t := range terms {
		best := map[int]int{}
		for _, a := range t.alts {
			r.match(a, classes, func(section, value, rank int) {
				best[section] = max(best[section], value)
				t.rank = max(t.rank, rank)
			})
		}
		whole += t.rank
		for section, value := range best {
			if scores[section] == 0 {
				touched = append(touched, section)
			}
			scores[section] += value
			cover[section] += t.rank
		}
	}
	most := 0
	for _, s := range touched {
		most = max(most, cover[s])
	}
	var hits []hit
	for _, s := range touched {
		if 2*cover[s] >= most {
			hits = append(hits, hit{section: s, score: scores[s] * (64 + 192*cover[s]*cover[s]/(whole*whole)) / 256})
		}
	}
	return hits
}

// match calls use with each section that an alternative is found in, what that counts, and how rare it is.
func (r *reader) match(a *alt, classes map[string]*class, use func(section, value, rank int)) {
	rank := 0
	for _, s := range a.words {
		c := classes[s.root]
		if c == nil {
			return
		}
		rank = max(rank, r.rarity(c))
	}
	var sofar map[int]int
	for i, s := range a.words {
		here := map[int]int{}
		for _, f := range classes[s.root].forms {
			w := s.other
			if f.word == s.word {
				w = s.exact
			}
			if w == 0 {
				continue
			}
			for j, section := range f.sections {
				n := int(section)
				v := w * r.scale[f.impacts[j]]
				if i > 0 {
					old, ok := sofar[n]
					if !ok {
						continue
					}
					v = min(v, old)
				}
				here[n] = max(here[n], v)
			}
		}
		sofar = here
	}
	for n, v := range sofar {
		use(n, v*a.weight/65536*rank, rank)
	}
}

// name puts the sections first that the whole query names.
func (r *reader) name(all []string, hits []hit) ([]hit, error) {
	if len(all) > maxPhrase {
		return hits, nil
	}
	e, err := r.lookup(strings.Join(all, " "))
	if err != nil || e == nil {
		return hits, err
	}
	for _, d := range e.direct {
		i := slices.IndexFunc(hits, func(h hit) bool { return h.section == d.section })
		if i < 0 {
			i = len(hits)
			hits = append(hits, hit{section: d.section})
		}
		hits[i].tier = d.grade
	}
	return hits, nil
}

// marks is which term each word of a text belongs to, and whether exactly: 2*term, plus 1 for another form.
func (r *reader) marks(terms []*term, classes map[string]*class) map[string]int {
	all := map[string]int{}
	add := func(word string, n int) {
		if old, ok := all[word]; !ok || n&1 < old&1 {
			all[word] = n
		}
	}
	for i, t := range terms {
		add(t.word, 2*i)
		for _, a := range t.alts {
			for _, s := range a.words {
				c := classes[s.root]
				if c == nil {
					continue
				}
				for _, f := range c.forms {
					if f.word == s.word && s.exact > 0 || s.other > 0 {
						add(f.word, 2*i+1)
					}
				}
			}
		}
	}
	return all
}

// closer ranks the first hits again, now that their texts are read: words of the query that stand together, and headings
// that say just what was asked.
func (r *reader) closer(hits []hit, terms []*term, marks map[string]int, length int) error {
	groups := map[int]bool{}
	n := 0
	for n < len(hits) && n < window {
		g := r.groupOf(hits[n].section)
		if !groups[g] && len(groups) == fewGroups {
			break
		}
		groups[g] = true
		n++
	}
	for i := range hits[:n] {
		t, err := r.text(hits[i].section)
		if err != nil {
			return err
		}
		factor := 256
		if len(terms) > 1 {
			factor += 160 * t.closeness(len(terms), marks) / (16 * (len(terms) - 1))
		}
		factor += 128 * t.sameness(length, marks) / 4
		hits[i].score = hits[i].score * factor / 256
	}
	slices.SortFunc(hits[:n], order)
	return nil
}
