package search

import (
	"slices"
	"strings"
)

// affixes are the rules by which the words of a language may be inflected: confix stripping after Nazief and Adriani,
// without a dictionary. The rules only propose roots; choose decides. They are text because the browser gets
// the same ones with the manifest, for words that the handbook never uses.
type affixes struct {
	prefixes   []prefix
	suffixes   [][]suffix // layers, the outermost first
	depth      int        // how many prefixes a word may have
	oneVowel   int        // what a root of one syllable loses, in hundredths
	spelling   string     // the rules as written
	dictionary map[string]bool
}

type prefix struct {
	strip, restore string
	next           string   // letters that may follow; "" is any
	not            []string // suffixes it never goes with when nothing stands before it
}

type suffix struct {
	strip, restore string // restore "=" takes one of a doubled letter away
	min            int    // letters that must be left
	closed         bool   // counts for prefix.not
}

// indonesianRules: prefixes, a line break, then a line for each layer of suffixes. A prefix is
// strip/restore/next/not, a suffix strip/restore/min.
const indonesianRules = `di///an ke///i,kan se///i,kan ku kau ber///i be//rkpts/i bel//a/i ter///an te//rp/an per pe pel//a ` +
	`mem//bfvp/an mem/p/aiueor/an men//dcjtsz/an men/t/aiueo/an meng//ghkqaiueo/an meng/k/aiueo/an menge///an meny/s/aiueo/an me//lrwymn/an ` +
	`pem//bfvp/i,kan pem/p/aiueor/i,kan pen//dcjtsz/i,kan pen/t/aiueo/i,kan peng//ghkqaiueo/i,kan peng/k/aiueo/i,kan penge///i,kan peny/s/aiueo/i,kan
lah kah tah pun
nya ku mu
kan//3/x an//3/x i//3/x
ator/asi/5 atif/asi/5`

const englishRules = `
s//3 es//3 ies/y/3
ing//3 ing/e/3 ing/=/3 ed//3 ed/e/3 ed/=/3 ied/y/3 ly//3 ily/y/3
er//4 er/e/3 er/=/4 or//4 or/e/4 ment//4 ness//3 ful//4 less//4 able//4 able/e/4 al//4 ship//4 ive/e/4 ive/ion/4
ation//4 ation/e/4 ation/ate/4 ion//4 ion/e/4 ity//4 ity/e/4 ization/ise/3 isation/ise/3 ize/ise/4`

// affixesOf returns the rules of a language, or nil for one without.
func affixesOf(lang string) *affixes {
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "id":
		a := parseAffixes(indonesianRules, 3, 120)
		a.dictionary = indonesianRoots()
		return a
	case "en":
		return parseAffixes(englishRules, 0, 0)
	}
	return nil
}

func parseAffixes(text string, depth, oneVowel int) *affixes {
	a := &affixes{depth: depth, oneVowel: oneVowel, spelling: text}
	lines := strings.Split(text, "\n")
	for _, rule := range strings.Fields(lines[0]) {
		part := append(strings.Split(rule, "/"), "", "", "")
		p := prefix{strip: part[0], restore: part[1], next: part[2]}
		if part[3] != "" {
			p.not = strings.Split(part[3], ",")
		}
		a.prefixes = append(a.prefixes, p)
	}
	for _, line := range lines[1:] {
		var layer []suffix
		for _, rule := range strings.Fields(line) {
			part := append(strings.Split(rule, "/"), "", "", "")
			min := 3
			if part[2] != "" {
				min = int(part[2][0] - '0')
			}
			layer = append(layer, suffix{part[0], part[1], min, part[3] != ""})
		}
		a.suffixes = append(a.suffixes, layer)
	}
	return a
}

// candidate is a possible root of a word.
type candidate struct {
	root string
	cost int // affixes taken away
}

// candidates appends what the word may be a form of, itself not counted, each root once with its least cost.
func (a *affixes) candidates(dst []candidate, word string) []candidate {
	if a == nil || len(word) < 4 || !isPlain(word) {
		return dst
	}
	start := len(dst)
	add := func(root string, cost int) {
		if len(root) < 3 || vowels(root) == 0 || root == word {
			return
		}
		for i := start; i < len(dst); i++ {
			if dst[i].root == root {
				dst[i].cost = min(dst[i].cost, cost)
				return
			}
		}
		dst = append(dst, candidate{root, cost})
	}
	type state struct {
		stem, closed string
		cost         int
	}
	states := []state{{word, "", 0}}
	for _, layer := range a.suffixes {
		for _, s := range states[:len(states):len(states)] {
			for _, x := range layer {
				stem, ok := strings.CutSuffix(s.stem, x.strip)
				if !ok || len(stem) < x.min {
					continue
				}
				if x.restore == "=" {
					n := len(stem)
					if stem[n-1] != stem[n-2] {
						continue
					}
					stem = stem[:n-1]
				} else {
					stem += x.restore
				}
				closed := s.closed
				if x.closed {
					closed = x.strip
				}
				states = append(states, state{stem, closed, s.cost + 1})
			}
		}
	}
	var open func(stem, closed string, cost, depth int, last string)
	open = func(stem, closed string, cost, depth int, last string) {
		add(stem, cost)
		if depth == 0 {
			return
		}
		for i := range a.prefixes {
			p := &a.prefixes[i]
			rest, ok := strings.CutPrefix(stem, p.strip)
			if !ok || len(rest) < 3 || p.strip == last || p.next != "" && strings.IndexByte(p.next, rest[0]) < 0 || last == "" && slices.Contains(p.not, closed) {
				continue
			}
			open(p.restore+rest, closed, cost+1, depth-1, p.strip)
		}
	}
	for _, s := range states {
		open(s.stem, s.closed, s.cost, a.depth, "")
	}
	return dst
}

// isPlain reports words that affix rules are about.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func vowels(word string) int {
	n := 0
	for i := range len(word) {
		switch word[i] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			n++
		}
	}
	return n
}

// choose gives each word its root: of all candidates the one that most words propose, with a bonus when it
// stands in the text or in our list, less for each affix taken away and for a single syllable. Only words that
// stand in the text or are given as forms count.
func (a *affixes) choose(forms []string) map[string]string {
	if a == nil {
		return nil
	}
	attested := make(map[string]bool, len(forms))
	support := make(map[string]int32, len(forms)*4)
	var all []candidate
	ends := make([]int32, len(forms))
	for i, w := range forms {
		attested[w] = true
		support[w]++
		from := len(all)
		all = a.candidates(all, w)
		for _, c := range all[from:] {
			support[c.root]++
		}
		ends[i] = int32(len(all))
	}
	score := func(root string, cost int) int {
		n := logarithm(int(support[root])) - 60*cost
		if attested[root] {
			n += 150
		}
		if a.dictionary[root] {
			n += 250
		}
		if vowels(root) <= 1 {
			n -= a.oneVowel
		}
		return n
	}
	best := make(map[string]string)
	from := int32(0)
	for i, w := range forms {
		root, top := w, score(w, 0)
		for _, c := range all[from:ends[i]] {
			if n := score(c.root, c.cost); n > top || n == top && root != w && c.root < root {
				root, top = c.root, n
			}
		}
		from = ends[i]
		if root != w {
			best[w] = root
		}
	}
	// A root may itself be a form: kesepakatan of sepakat.
	roots := make(map[string]string, len(best))
	for w, root := range best {
		for range 3 {
			next, ok := best[root]
			if !ok || next == w {
				break
			}
			root = next
		}
		roots[w] = root
	}
	return roots
}

// logarithm is the natural logarithm in hundredths, of whole numbers and in whole numbers.
func logarithm(n int) int { return log2(n) * 69 / 64 }

// log2 is the binary logarithm in units of 1/64, with straight lines between powers of two.
func log2(n int) int {
	k := 0
	for n>>k > 1 {
		k++
	}
	return k<<6 + (n-1<<k)<<6>>k
}
