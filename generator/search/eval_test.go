package search

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"handbook/generator/site"
)

// known is a query and the page it looks for.
type known struct {
	lang, query string
	key         string // or several, separated by "|", that answer equally well
}

// figures are what an evaluation measures: mean reciprocal rank of the page among the first ten pages, share of queries
// that find it first, share that find it among the first ten.
type figures struct {
	mrr, first, recall float64
	n                  int
}

func evaluate(t testing.TB, s *site.Site, x *Index, set []known, report int) figures {
	t.Helper()
	keys := map[string]string{}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			keys[site.Href("", p.Path, "")] = p.Key
		}
	}
	var f figures
	for _, k := range set {
		a, err := x.Query(k.query, Options{Lang: k.lang, Limit: 50})
		if err != nil {
			t.Fatalf("%q: %v", k.query, err)
		}
		var pages []string
		for _, r := range a.Results {
			address, _, _ := strings.Cut(r.URL, "#")
			if key := keys[address]; !slices.Contains(pages, key) {
				pages = append(pages, key)
			}
		}
		rank := slices.IndexFunc(pages, func(key string) bool { return slices.Contains(strings.Split(k.key, "|"), key) }) + 1
		f.n++
		if rank > 0 && rank <= 10 {
			f.mrr += 1 / float64(rank)
			f.recall++
		}
		if rank == 1 {
			f.first++
		} else if report > 0 {
			report--
			t.Logf("  %s %q: %s at %d, first is %v", k.lang, k.query, k.key, rank, pages[:min(3, len(pages))])
		}
	}
	if f.n > 0 {
		f.mrr, f.first, f.recall = f.mrr/float64(f.n), f.first/float64(f.n), f.recall/float64(f.n)
	}
	return f
}

// pick chooses by what the text is, so that the same text always gives the same query.
func pick(s string, n int) int { return int(mix(s) % uint32(n)) }

// headings are the titles and headings that only one page has.
func headings(s *site.Site) []known {
	var all []known
	for _, e := range s.Editions {
		count := map[string]int{}
		var some []known
		add := func(p *site.Page, title string) {
			key := strings.Join(words(title), " ")
			if len(key) < 3 {
				return
			}
			count[key]++
			some = append(some, known{e.Language.Code, title, p.Key})
		}
		for _, p := range e.Pages {
			if p.Borrowed || p.Origin == nil {
				continue
			}
			add(p, p.Title)
			for _, sec := range p.Sections {
				add(p, sec.Title)
			}
		}
		for _, k := range some {
			if count[strings.Join(words(k.query), " ")] == 1 {
				all = append(all, k)
			}
		}
	}
	return all
}

// change makes another query of each, or none where it returns "".
func change(set []known, to func(k known, words []string) string) []known {
	var all []known
	for _, k := range set {
		if q := to(k, words(k.query)); q != "" {
			k.query = q
			all = append(all, k)
		}
	}
	return all
}

func longest(words []string) int {
	best := 0
	for i, w := range words {
		if len(w) > len(words[best]) {
			best = i
		}
	}
	return best
}

// misspell puts one error into the longest word: a letter left out, doubled, changed or exchanged with the next.
func misspell(k known, words []string) string {
	i := longest(words)
	w := words[i]
	if len(w) < 5 || !isPlain(w) {
		return ""
	}
	at := pick(k.query, len(w)-1)
	switch pick(k.query+"!", 4) {
	case 0:
		w = w[:at] + w[at+1:]
	case 1:
		w = w[:at] + w[at:at+1] + w[at:]
	case 2:
		w = w[:at] + string(rune('a'+pick(k.query+"?", 26))) + w[at+1:]
	case 3:
		w = w[:at] + w[at+1:at+2] + w[at:at+1] + w[at+2:]
	}
	words[i] = w
	return strings.Join(words, " ")
}

// inflect gives a word other affixes: in Indonesian those of the root, in English endings.
func inflect(lang, w, seed string, dictionary map[string]bool) string {
	if len(w) < 4 || !isPlain(w) {
		return w
	}
	if lang == "en" {
		switch {
		case strings.HasSuffix(w, "ies"):
			return w[:len(w)-3] + "y"
		case strings.HasSuffix(w, "ing"), strings.HasSuffix(w, "ed"), strings.HasSuffix(w, "ly"):
			return w
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
			return w[:len(w)-1]
		case strings.HasSuffix(w, "y"), strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "h"):
			return w
		}
		return w + "s"
	}
	root := w
	for _, c := range affixesOf("id").candidates(nil, w) {
		if dictionary[c.root] && len(c.root) > 3 {
			root = c.root
			break
		}
	}
	if root == w && !dictionary[w] {
		return w + "nya"
	}
	switch pick(seed, 6) {
	case 0:
		return "di" + root + "kan"
	case 1:
		return root + "nya"
	case 2:
		return active(root) + "kan"
	case 3:
		return "ter" + root
	case 4:
		return active(root)
	}
	return w + "nya"
}

// active is the root with meN-.
func active(root string) string {
	switch root[0] {
	case 'b', 'f', 'v':
		return "mem" + root
	case 'p':
		return "mem" + root[1:]
	case 'd', 'c', 'j', 'z':
		return "men" + root
	case 't':
		return "men" + root[1:]
	case 's':
		return "meny" + root[1:]
	case 'k':
		return "meng" + root[1:]
	case 'g', 'h', 'a', 'i', 'u', 'e', 'o', 'q':
		return "meng" + root
	}
	return "me" + root
}

// bodies are four words of five letters or more from one section.
func bodies(s *site.Site) []known {
	var all []known
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Borrowed || p.Origin == nil {
				continue
			}
			for _, sec := range p.Sections {
				var long []string
				for _, w := range words(text(p, sec, s.Doc(p))) {
					if len(w) >= 5 && isPlain(w) && !slices.Contains(long, w) {
						long = append(long, w)
					}
				}
				if len(long) < 12 {
					continue
				}
				var q []string
				for i := range 4 {
					w := long[pick(fmt.Sprint(p.Key, sec.ID, i), len(long))]
					if !slices.Contains(q, w) {
						q = append(q, w)
					}
				}
				all = append(all, known{e.Language.Code, strings.Join(q, " "), p.Key})
			}
		}
	}
	return all
}

// forms are the other names and forms of the terms, and cross what they are called in the other language.
func forms(s *site.Site) (names, cross []known) {
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if !isTerm(p) || p.Borrowed {
				continue
			}
			for _, n := range slices.Concat(p.Names, listed(p, "abbreviation"), listed(p, "forms")) {
				names = append(names, known{e.Language.Code, n, p.Key})
			}
			for _, other := range p.Translations {
				if other != p && !other.Borrowed {
					cross = append(cross, known{e.Language.Code, other.Title, p.Key})
				}
			}
		}
	}
	return names, cross
}

// written are the queries of testdata/queries.txt: language, key and query separated by tabs.
func written(t testing.TB) []known {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []known
	for line := range strings.Lines(string(data)) {
		part := strings.Split(strings.TrimSpace(line), "\t")
		if len(part) == 3 && !strings.HasPrefix(line, "#") {
			all = append(all, known{part[0], part[2], part[1]})
		}
	}
	return all
}

func TestEvaluation(t *testing.T) {
	s := handbook(t)
	x := build1(t, s)
	dictionary := indonesianRoots()
	titles := headings(s)
	body := bodies(s)
	names, cross := forms(s)
	sets := []struct {
		name   string
		set    []known
		target float64
	}{
		{"headings", titles, .97},
		{"inflected", change(titles, func(k known, w []string) string {
			i := longest(w)
			other := inflect(k.lang, w[i], k.query, dictionary)
			if other == w[i] {
				return ""
			}
			w[i] = other
			return strings.Join(w, " ")
		}), .95},
		{"typos", change(titles, misspell), .95},
		{"prefixes", change(titles, func(k known, w []string) string {
			last := w[len(w)-1]
			if len(last) < 6 || !isPlain(last) {
				return ""
			}
			w[len(w)-1] = last[:len(last)*6/10]
			return strings.Join(w, " ")
		}), .93},
		{"body words", body, .85},
		{"body inflected", change(body, func(k known, w []string) string {
			for i := range w {
				w[i] = inflect(k.lang, w[i], fmt.Sprint(k.query, i), dictionary)
			}
			return strings.Join(w, " ")
		}), .8},
		{"forms and synonyms", names, .9},
		{"other language", cross, .95},
		{"written by hand", written(t), .85},
	}
	report := 0
	if testing.Verbose() {
		report = 15
	}
	t.Logf("%-20s %6s %7s %9s %7s", "set", "n", "MRR@10", "success@1", "recall")
	for _, set := range sets {
		f := evaluate(t, s, x, set.set, report)
		t.Logf("%-20s %6d %7.3f %9.3f %7.3f", set.name, f.n, f.mrr, f.first, f.recall)
		if f.n == 0 || f.mrr < set.target {
			t.Errorf("%s: MRR@10 is %.3f, the target %.2f", set.name, f.mrr, set.target)
		}
	}
}
