// Package sample makes handbooks of any size for benchmarks: realistic pages of about 5 KB in Indonesian and
// English, with front matter, two kinds of relations, three to eight headings, lists, tables and links, from words
// that are made of syllables and affixes and fall off in frequency as those of a language do (Zipf's law). A page depends
// on its number alone and on how many there are, so that every run and every machine gets the same bytes.
package sample

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// Files hands every file of a handbook of the given number of pages to use, by its path in the content folder. Half
// the pages are Indonesian, half their translations; a third are cases, the others notes. It stops at the
// first error.
func Files(pages int, use func(path string, data []byte) error) error {
	for _, f := range settings() {
		if err := use(f[0], []byte(f[1])); err != nil {
			return err
		}
	}
	w := newWriter(max(pages/2, 1))
	for i := range w.keys {
		for _, lang := range []string{"id", "en"} {
			if err := use(lang+"/"+w.key(i)+".md", w.page(i, lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

func settings() [][2]string {
	return [][2]string{
		{"handbook.yaml", `title: {id: Buku contoh, en: Sample handbook}
languages: [id, en]
base_url: https://example.org/
navigation: [notes, cases]
`},
		{"kinds/note.yaml", `folder: notes
label: {id: Catatan, en: Note}
plural: {id: Catatan, en: Notes}
fields:
  summary: {required: true}
  related: {type: list, label: {id: Lihat juga, en: See also}, inverse: {id: Disebut oleh, en: Named by}, of: {type: reference, to: note}}
`},
		{"kinds/case.yaml", `folder: cases
label: {id: Kasus, en: Case}
plural: {id: Kasus, en: Cases}
fields:
  summary: {required: true}
  uses: {type: list, label: {id: Memakai, en: Uses}, inverse: {id: Dipakai dalam, en: Used in}, of: {type: reference, to: note}}
`},
	}
}

// perFolder is how many pages stand in one folder below that of their kind.
const perFolder = 100

type writer struct {
	keys  int
	words map[string][]string // by language, the most frequent first
	sum   []float64           // of the frequencies up to each word
}

func newWriter(keys int) *writer {
	w := &writer{keys: keys, words: map[string][]string{"id": vocabulary(indonesian(), 1), "en": vocabulary(english(), 2)}}
	total := 0.0
	for i := range w.words["id"] {
		total += 1 / math.Pow(float64(i)+2.7, 1.05) // Mandelbrot's form of Zipf's law
		w.sum = append(w.sum, total)
	}
	return w
}

func (w *writer) isCase(i int) bool { return i%3 == 2 }

func (w *writer) key(i int) string {
	if w.isCase(i) {
		return fmt.Sprintf("cases/group-%03d/case-%05d", i/3/perFolder, i)
	}
	return fmt.Sprintf("notes/group-%03d/note-%05d", i*2/3/perFolder, i)
}

// note is the number of a note, never a case.
func (w *writer) note(r *rand.Rand) int {
	i := r.IntN(w.keys)
	if w.isCase(i) {
		i--
	}
	return i
}

func (w *writer) page(i int, lang string) []byte {
	shape := rand.New(rand.NewPCG(uint64(i), 7)) // the same in both languages
	text := rand.New(rand.NewPCG(uint64(i), uint64(len(lang))+uint64(lang[0])))
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %s\nsummary: %s\n", title(w.some(text, lang, 3+text.IntN(3))), w.sentence(text, lang))
	field, n := "related", 2+shape.IntN(3)
	if w.isCase(i) {
		field, n = "uses", 1+shape.IntN(3)
	}
	var named []string
	for range n {
		if key := w.key(w.note(shape)); key != w.key(i) && !strings.Contains(strings.Join(named, ","), key) {
			named = append(named, key)
		}
	}
	if lang == "id" && len(named) > 0 {
		fmt.Fprintf(&b, "%s: [%s]\n", field, strings.Join(named, ", "))
	}
	b.WriteString("---\n")
	w.paragraph(&b, text, lang, 3)
	for h := range 3 + shape.IntN(6) {
		level := "##"
		if h > 0 && shape.IntN(3) == 0 {
			level = "###"
		}
		fmt.Fprintf(&b, "\n%s %s\n", level, title(w.some(text, lang, 2+text.IntN(4))))
		w.paragraph(&b, text, lang, 3+text.IntN(4))
		switch shape.IntN(5) {
		case 0:
			w.list(&b, shape, text, lang)
		case 1:
			w.table(&b, shape, text, lang)
		case 2:
			to := w.note(shape)
			fmt.Fprintf(&b, "\n%s [%s](../../%s.md) %s.\n", sentenceCase(w.some(text, lang, 5)), w.some(text, lang, 3), w.key(to), w.some(text, lang, 6))
		}
	}
	return b.Bytes()
}

func (w *writer) paragraph(b *bytes.Buffer, r *rand.Rand, lang string, sentences int) {
	b.WriteByte('\n')
	for range sentences {
		s := w.sentence(r, lang)
		switch r.IntN(8) {
		case 0:
			word, rest, _ := strings.Cut(s, " ")
			s = "**" + word + "** " + rest
		case 1:
			word, rest, _ := strings.Cut(s, " ")
			s = "*" + word + "* " + rest
		}
		b.WriteString(s)
		b.WriteByte('\n')
	}
}

func (w *writer) list(b *bytes.Buffer, shape, r *rand.Rand, lang string) {
	b.WriteByte('\n')
	for range 3 + shape.IntN(4) {
		fmt.Fprintf(b, "- %s\n", sentenceCase(w.some(r, lang, 4+r.IntN(8))))
	}
}

func (w *writer) table(b *bytes.Buffer, shape, r *rand.Rand, lang string) {
	fmt.Fprintf(b, "\n| %s | %s | %s |\n| --- | --- | ---: |\n", w.some(r, lang, 1), w.some(r, lang, 2), w.some(r, lang, 1))
	for range 3 + shape.IntN(4) {
		fmt.Fprintf(b, "| %s | %s | %d |\n", w.some(r, lang, 2), w.some(r, lang, 5), r.IntN(1000))
	}
}

func (w *writer) sentence(r *rand.Rand, lang string) string {
	return sentenceCase(w.some(r, lang, 8+r.IntN(9))) + "."
}

// some is n words, each as often as its place in the vocabulary says.
func (w *writer) some(r *rand.Rand, lang string, n int) string {
	words := w.words[lang]
	var b strings.Builder
	for k := range n {
		if k > 0 {
			b.WriteByte(' ')
		}
		at := r.Float64() * w.sum[len(w.sum)-1]
		low, high := 0, len(w.sum)-1
		for low < high {
			if mid := (low + high) / 2; w.sum[mid] < at {
				low = mid + 1
			} else {
				high = mid
			}
		}
		b.WriteString(words[low])
	}
	return b.String()
}

func title(s string) string { return sentenceCase(s) }

func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// language says how words are built.
type language struct {
	particles []string // stand among the most frequent
	onsets    []string
	vowels    []string
	codas     []string
	affixes   [][2]string // before and behind a root
}

func indonesian() language {
	return language{
		particles: strings.Fields("yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh atau juga bagi agar setiap secara"),
		onsets:    strings.Fields("b c d g h j k l m n p r s t w b d k l m p r s t"),
		vowels:    strings.Fields("a a a a i i u u e o"),
		codas:     []string{"", "", "", "", "n", "ng", "r", "s", "t", "k", "l", "m", "h"},
		affixes: [][2]string{{"", ""}, {"", ""}, {"", ""}, {"ber", ""}, {"di", ""}, {"di", "kan"}, {"ke", "an"}, {"per", "an"}, {"", "an"},
			{"", "nya"}, {"ter", ""}, {"meng", "kan"}, {"peng", "an"}, {"", "kan"}},
	}
}

func english() language {
	return language{
		particles: strings.Fields("the of and to in is that for it with as on be by at are from or which an this not they each can when"),
		onsets:    strings.Fields("b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sh st str t tr th v w"),
		vowels:    strings.Fields("a a e e e i i o o u ea ou ai"),
		codas:     []string{"", "", "n", "r", "t", "s", "l", "m", "d", "nd", "st", "ck", "ll"},
		affixes:   [][2]string{{"", ""}, {"", ""}, {"", ""}, {"", "s"}, {"", "s"}, {"", "ed"}, {"", "ing"}, {"re", ""}, {"un", ""}, {"", "ly"}, {"", "ment"}, {"", "er"}},
	}
}

const vocabularySize = 12000

// vocabulary is words of a language, the most frequent first, none twice.
func vocabulary(l language, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, seed))
	words, seen := make([]string, 0, vocabularySize), map[string]bool{}
	add := func(word string) {
		if !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	for _, p := range l.particles {
		add(p)
	}
	var roots []string
	for len(words) < vocabularySize {
		// A form of a root that is there already, or a new root: as a text grows, more of its new words are forms.
		if len(roots) > 50 && r.IntN(5) < 3 {
			affix := l.affixes[r.IntN(len(l.affixes))]
			add(affix[0] + roots[r.IntN(len(roots))] + affix[1])
			continue
		}
		root := ""
		for range 2 + r.IntN(2)*r.IntN(2) {
			root += l.onsets[r.IntN(len(l.onsets))] + l.vowels[r.IntN(len(l.vowels))] + l.codas[r.IntN(len(l.codas))]
		}
		roots = append(roots, root)
		add(root)
	}
	return words
}
