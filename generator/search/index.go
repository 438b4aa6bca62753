package search

import (
	"cmp"
	"encoding/json"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"handbook/generator/site"
)

// Index is what a browser needs to search a handbook, in all its languages. It does not change after Build.
type Index struct {
	editions []*edition
	packer   packer
}

type edition struct {
	lang     string
	manifest manifest
	files    []file
	bundled  bool // the small shards travel with the manifest
	reader   *reader
}

// file is one shard. raw makes its bytes before packing.
type file struct {
	name string // "l-abcde"
	raw  func() []byte
}

func processors() int { return runtime.GOMAXPROCS(0) }

// Build makes the index. memo saves a second Build from reading again the words of pages that have
// not changed; it may be nil.
func Build(s *site.Site, memo *Memo) *Index {
	x := &Index{}
	for _, e := range s.Editions {
		b := &builder{site: s, edition: e, pages: e.Pages, scale: impacts()}
		b.pack(b.analyse(memo))
		classes := b.classes()
		b.glossary()
		x.editions = append(x.editions, b.shards(classes))
	}
	memo.forget(s)
	return x
}

// Files are the files of the index by their path in the output. Each is packed when it is asked for.
func (x *Index) Files() map[string]func() ([]byte, error) {
	all := map[string]func() ([]byte, error){}
	for _, e := range x.editions {
		dir := "search/" + e.lang + "/"
		all[dir+"manifest.js"] = func() ([]byte, error) { return e.entrance(&x.packer) }
		if e.bundled {
			continue
		}
		for _, f := range e.files {
			all[dir+f.name+".js"] = func() ([]byte, error) {
				return x.packer.pack(e.lang+"/"+f.name, f.raw())
			}
		}
	}
	return all
}

// entrance is the file of the manifest, and of the shards of a small index.
func (e *edition) entrance(p *packer) ([]byte, error) {
	raw, err := json.Marshal(e.manifest)
	if err != nil {
		return nil, err
	}
	all, err := p.pack(e.lang+"/manifest", raw)
	if err != nil || !e.bundled {
		return all, err
	}
	for _, f := range e.files {
		one, err := p.pack(e.lang+"/"+f.name, f.raw())
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	return all, nil
}

// builder makes the index of one language.
type builder struct {
	site    *site.Site
	edition *site.Edition
	pages   []*site.Page
	first   []int // number of the first section of each page, and of all at the end
	words   []*analysis
	anchors [][]anchor        // of each page
	ids     map[string]uint32 // of forms
	forms   []string
	foreign []bool  // forms that only texts of another language hold
	lists   []*list // of each form
	sizes   []int32 // sections of each form
	pairs   map[[2]uint32]uint32
	begins  []bool // forms that a pair begins with
	own     []bool // forms that stand in the text as one word
	average [3]int
	scale   [16]int
	entries map[string]*entry
}

// list gathers the sections of one form.
type list struct {
	last, n int32
	gaps    []byte
	impacts []byte // and 16 for a word of the title or the heading
}

const inHeading = 16

func (l *list) add(section int32, impact byte) {
	gap := uint32(section - l.last)
	for ; gap >= 0x80; gap >>= 7 {
		l.gaps = append(l.gaps, byte(gap)|0x80)
	}
	l.gaps = append(l.gaps, byte(gap))
	l.impacts = append(l.impacts, impact)
	l.last = section
	l.n++
}

// each calls use with every section of the list in order.
func (l *list) each(use func(section int32, impact byte)) {
	at := int32(0)
	i := 0
	for _, impact := range l.impacts {
		gap, shift := uint32(0), 0
		for ; l.gaps[i] >= 0x80; i++ {
			gap |= uint32(l.gaps[i]&0x7F) << shift
			shift += 7
		}
		gap |= uint32(l.gaps[i]) << shift
		i++
		at += int32(gap)
		use(at, impact)
	}
}

// analyse reads all pages and gives each form its number.
func (b *builder) analyse(memo *Memo) [][]uint32 {
	b.words = memo.analyse(b.site, b.pages)
	b.first = make([]int, len(b.pages)+1)
	b.ids = map[string]uint32{}
	local := make([][]uint32, len(b.pages))
	lang := b.edition.Language.Code
	var length [3]int
	for i, a := range b.words {
		b.first[i+1] = b.first[i] + len(a.parts)
		ids := make([]uint32, len(a.forms))
		other := b.pages[i].Lang() != lang
		for j, w := range a.forms {
			id, known := b.ids[w]
			if !known {
				id = uint32(len(b.forms))
				b.ids[w] = id
				b.forms = append(b.forms, w)
				b.foreign = append(b.foreign, true)
			}
			b.foreign[id] = b.foreign[id] && other
			ids[j] = id
		}
		local[i] = ids
		for _, p := range a.parts {
			length[0] += len(a.title)
			length[1] += len(p.heading)
			length[2] += len(p.body)
		}
	}
	for i := range length {
		b.average[i] = step(length[i] / max(1, b.first[len(b.pages)]))
	}
	b.findPairs()
	b.findAnchors(local)
	return local
}

// step rounds up coarsely, so that an edit of one page does not change the weights of all.
func step(n int) int {
	x := 2
	for x < n {
		x += x/2 + 1
	}
	return x
}

// findPairs lists the neighbours that are also written as one word: sumber daya and sumberdaya. Where
// they stand side by side, the joined word counts as said too.
func (b *builder) findPairs() {
	b.pairs = map[[2]uint32]uint32{}
	known := len(b.forms)
	b.begins = make([]bool, known+strings.Count(joinedPairs, ",")+1)
	add := func(x, y string, joined uint32) {
		first, ok := b.ids[x]
		second, too := b.ids[y]
		if ok && too && int(first) < known && int(second) < known {
			b.pairs[[2]uint32{first, second}] = joined
			b.begins[first] = true
		}
	}
	b.own = make([]bool, len(b.begins))
	for i := range known {
		b.own[i] = true
		w := b.forms[i]
		if len(w) < 7 || !isPlain(w) {
			continue
		}
		for at := 3; at <= len(w)-3; at++ {
			add(w[:at], w[at:], uint32(i))
		}
	}
	if b.edition.Language.Code != "id" {
		return
	}
	for pair := range strings.SplitSeq(joinedPairs, ",") {
		x, y, _ := strings.Cut(pair, " ")
		if _, ok := b.ids[x]; !ok {
			continue
		}
		if _, ok := b.ids[y]; !ok {
			continue
		}
		joined, ok := b.ids[x+y]
		if !ok {
			joined = uint32(len(b.forms))
			b.ids[x+y] = joined
			b.forms = append(b.forms, x+y)
			b.foreign = append(b.foreign, false)
		}
		add(x, y, joined)
	}
}

// joinedPairs are words that many write as one. They are for handbooks that never do themselves.
const joinedPairs = "kerja sama,tanggung jawab,sumber daya,peran serta,ikut serta,tindak lanjut,tata kelola,gotong royong,lintas sektor," +
	"lintas program,antar sektor,antar lembaga,antar organisasi,antar komunitas,antar individu,antar program,antar negara,antar daerah," +
	"olah raga,segi tiga,bumi putra,daya guna,beri tahu,serah terima,suka rela,mata hari,orang tua,rumah sakit,lalu lintas,anak didik," +
	"non formal,pasca sarjana,pra sejarah,multi sektor,sub bagian,nara sumber,nara hubung,tumpang tindih,kerja bakti,ambil alih,sebar luas"

// weight is how much a word counts in the title, the heading, the text and what links to the section read, in 256ths of one in a text of
// average length.
func weight(field int) int { return [4]int{3 * 256, 4 * 256, 256, 640}[field] }

// saturation is the k1 of BM25F in 256ths.
const saturation = 2 * 256

// counter counts the words of one section after another.
type counter struct {
	times [][4]int          // by form of the page: in title, heading, text, and in links to it
	own   map[uint32]uint32 // forms of the page by their number among all
	seen  []uint32
	extra []extra // joined pairs
}

type extra struct {
	form  uint32
	field int
}

type posting struct {
	form    uint32
	section int32
	impact  byte
}

// block is how many pages are counted at a time.
const block = 32

// anchor is what a link to a part of a page reads: what others call it.
type anchor struct {
	part  int
	words []uint32
}

// Links say most about where they lead when they are short and few say the same. Each text counts once.
const (
	maxAnchor  = 8  // words
	maxAnchors = 16 // for a page
)

// findAnchors hands what links read to the pages they lead to.
func (b *builder) findAnchors(local [][]uint32) {
	b.anchors = make([][]anchor, len(b.pages))
	number := make(map[*site.Page]int, len(b.pages))
	for i, p := range b.pages {
		number[p] = i
	}
	for i, a := range b.words {
		p := b.pages[i]
		for k, words := range a.links[:min(len(a.links), len(p.Links))] {
			to := p.Links[k]
			n, ok := number[to.Page]
			if !ok || n == i || len(words) == 0 || len(words) > maxAnchor || len(b.anchors[n]) == maxAnchors {
				continue
			}
			one := anchor{words: make([]uint32, len(words))}
			if to.Section != nil {
				one.part = slices.Index(to.Page.Sections, to.Section) + 1
			}
			for j, w := range words {
				one.words[j] = local[i][w]
			}
			if !slices.ContainsFunc(b.anchors[n], func(x anchor) bool { return x.part == one.part && slices.Equal(x.words, one.words) }) {
				b.anchors[n] = append(b.anchors[n], one)
			}
		}
	}
}

// pack makes the lists of all forms. Blocks of pages are counted in parallel and appended in order.
func (b *builder) pack(local [][]uint32) {
	b.lists = make([]*list, len(b.forms))
	n := (len(b.pages) + block - 1) / block
	slots := make([]chan []posting, n)
	for i := range slots {
		slots[i] = make(chan []posting, 1)
	}
	tickets := make(chan int, processors()*2) // how far the counting may run ahead
	var workers sync.WaitGroup
	jobs := make(chan int)
	for range processors() {
		workers.Go(func() {
			var c counter
			for i := range jobs {
				var out []posting
				for p := i * block; p < min((i+1)*block, len(b.pages)); p++ {
					out = b.count(&c, out, p, local[p])
				}
				slots[i] <- out
			}
		})
	}
	go func() {
		for i := range n {
			tickets <- i
			jobs <- i
		}
		close(jobs)
	}()
	all := make([]list, len(b.forms))
	for i := range n {
		for _, p := range <-slots[i] {
			l := b.lists[p.form]
			if l == nil {
				l = &all[p.form]
				b.lists[p.form] = l
			}
			l.add(p.section, p.impact)
		}
		<-tickets
	}
	workers.Wait()
}

// count appends the postings of one page.
func (b *builder) count(c *counter, out []posting, page int, ids []uint32) []posting {
	a := b.words[page]
	anchors, ids := b.local(c, page, ids)
	if len(c.times) < len(ids) {
		c.times = append(c.times, make([][4]int, len(ids)-len(c.times))...)
	}
	for i, p := range a.parts {
		c.seen, c.extra = c.seen[:0], c.extra[:0]
		add := func(words []uint32, field int) {
			for j, w := range words {
				t := &c.times[w]
				if *t == [4]int{} {
					c.seen = append(c.seen, w)
				}
				t[field]++
				if j > 0 && b.begins[ids[words[j-1]]] {
					if joined, ok := b.pairs[[2]uint32{ids[words[j-1]], ids[w]}]; ok {
						c.extra = append(c.extra, extra{joined, field})
					}
				}
			}
		}
		add(a.title, 0)
		add(p.heading, 1)
		if i == 0 {
			add(a.names, 0)
		}
		add(p.body, 2)
		for _, a := range anchors {
			if a.part == i {
				add(a.words, 3)
			}
		}
		lengths := [3]int{len(a.title), len(p.heading), len(p.body)}
		section := int32(b.first[page] + i)
		for _, w := range c.seen {
			out = append(out, posting{ids[w], section, b.impact(c.times[w], lengths)})
			c.times[w] = [4]int{}
		}
		out = b.addJoined(out, c.extra, lengths, section)
	}
	return out
}

// local is the links to a page in forms of the page, and these with those that only the links have.
func (b *builder) local(c *counter, page int, ids []uint32) ([]anchor, []uint32) {
	if len(b.anchors[page]) == 0 {
		return nil, ids
	}
	if c.own == nil {
		c.own = map[uint32]uint32{}
	}
	clear(c.own)
	for i, id := range ids {
		c.own[id] = uint32(i)
	}
	ids = slices.Clip(ids)
	all := make([]anchor, len(b.anchors[page]))
	for i, a := range b.anchors[page] {
		all[i] = anchor{part: a.part, words: make([]uint32, len(a.words))}
		for j, id := range a.words {
			n, ok := c.own[id]
			if !ok {
				n = uint32(len(ids))
				ids = append(ids, id)
				c.own[id] = n
			}
			all[i].words[j] = n
		}
	}
	return all, ids
}

// addJoined appends the postings of joined pairs, adding to those of the joined word itself.
func (b *builder) addJoined(out []posting, extras []extra, lengths [3]int, section int32) []posting {
	if len(extras) == 0 {
		return out
	}
	slices.SortFunc(extras, func(x, y extra) int { return cmp.Compare(x.form, y.form) })
	for i := 0; i < len(extras); {
		var times [4]int
		form := extras[i].form
		for ; i < len(extras) && extras[i].form == form; i++ {
			times[extras[i].field]++
		}
		impact := b.impact(times, lengths)
		found := false
		for j := len(out) - 1; j >= 0 && out[j].section == section; j-- {
			if out[j].form == form {
				out[j].impact = max(out[j].impact&15, impact&15) | (out[j].impact|impact)&inHeading
				found = true
				break
			}
		}
		if !found {
			out = append(out, posting{form, section, impact})
		}
	}
	return out
}

// impact is the weight of a word in a section by BM25F (Robertson and Zaragoza), on a scale of 1 to 15.
func (b *builder) impact(times [4]int, lengths [3]int) byte {
	total := 0
	for f, n := range times {
		if n > 0 {
			// b is 3/4 in texts, 1/2 in headings
			long := 256
			switch f {
			case 0, 1:
				long = 128 + 128*lengths[f]/b.average[f]
			case 2:
				long = 64 + 192*lengths[f]/b.average[f]
			}
			total += n * weight(f) * 256 / long
		}
	}
	v := 4096 * total / (total + saturation)
	q := byte(15)
	for q > 1 && b.scale[q] > v {
		q--
	}
	if times[0]+times[1] > 0 {
		return q | inHeading
	}
	return q | 1 // half the steps do in texts
}

// impacts is the scale: what each impact counts, of 4096.
func impacts() [16]int {
	var scale [16]int
	v := 3600
	for q := 15; q > 0; q-- {
		scale[q] = v
		v = v * 27 / 32
	}
	return scale
}

// root finds the root of every form.
func (b *builder) roots() map[string]string {
	own, other := []string{}, []string{}
	for i, w := range b.forms {
		if b.lists[i] == nil || !isPlain(w) {
			continue
		}
		if b.foreign[i] {
			other = append(other, w)
		} else {
			own = append(own, w)
		}
	}
	roots := affixesOf(b.edition.Language.Code).choose(own)
	if roots == nil {
		roots = map[string]string{}
	}
	lang := ""
	for _, p := range b.pages {
		if l := p.Lang(); l != b.edition.Language.Code {
			lang = l
			break
		}
	}
	if len(other) > 0 && lang != "" {
		for w, root := range affixesOf(lang).choose(other) {
			roots[w] = root
		}
	}
	return roots
}

// classes groups the forms by root, and makes the entries of the lexicon. What the glossary says about forms wins
// over the rules.
func (b *builder) classes() []class {
	roots := b.roots()
	for form, title := range b.exceptions() {
		root := title
		if r, ok := roots[title]; ok {
			root = r
		}
		roots[form] = root
		if form == root {
			delete(roots, form)
		}
	}
	members := map[string][]string{}
	b.sizes = make([]int32, len(b.forms))
	b.entries = make(map[string]*entry, len(b.forms)*5/4)
	add := func(w string) {
		if b.entries[w] != nil {
			return
		}
		root := w
		if r, ok := roots[w]; ok {
			root = r
		}
		e := &entry{key: w, class: root}
		if id, ok := b.ids[w]; ok && b.lists[id] != nil {
			b.sizes[id] = b.lists[id].n
			e.df = size(int(b.sizes[id]))
			members[root] = append(members[root], w)
		}
		b.entries[w] = e
	}
	for _, w := range b.forms {
		add(w)
	}
	for form := range roots {
		add(form)
	}
	for _, root := range roots {
		if b.entries[root] == nil {
			b.entries[root] = &entry{key: root, class: root}
		}
	}
	all := make([]class, 0, len(members))
	for root, forms := range members {
		sort.Strings(forms)
		c := class{root: root, forms: make([]form, len(forms))}
		for i, w := range forms {
			c.forms[i].word = w
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(x, y class) int { return compare(x.root, y.root) })
	return all
}

// size is a frequency in one character of the lexicon: 0, or 1 and its binary logarithm.
func size(n int) int {
	k := 0
	for ; n > 0; n >>= 1 {
		k++
	}
	return min(k, 15)
}

// manyPostings is how many sections may hold a word before an eighth of all, not a quarter, makes it so common that only
// titles and headings tell by it.
const manyPostings = 2000

// filler puts the sections into one class after another.
type filler struct {
	seen []int32 // the last class, counted from 1, that a section was seen in
	n    int32
}

func (w *filler) fill(b *builder, c *class) {
	total := b.first[len(b.pages)]
	if w.seen == nil {
		w.seen = make([]int32, total)
	}
	w.n++
	c.df = 0
	for i := range c.forms {
		l := b.lists[b.ids[c.forms[i].word]]
		common := int(l.n)*4 > total && total > 40 || int(l.n)*8 > total && l.n > manyPostings
		sections, impacts := make([]int32, 0, l.n), make([]uint8, 0, l.n)
		l.each(func(section int32, impact byte) {
			if w.seen[section] != w.n {
				w.seen[section] = w.n
				c.df++
			}
			if !common || impact&inHeading != 0 {
				sections, impacts = append(sections, section), append(impacts, impact&15)
			}
		})
		c.forms[i].sections, c.forms[i].impacts = sections, impacts
	}
}

// shards cuts everything into files.
func (b *builder) shards(classes []class) *edition {
	e := &edition{lang: b.edition.Language.Code}
	m := &e.manifest
	m.Lang, m.Sections = e.lang, b.first[len(b.pages)]
	b.kinds(m)
	total := 0
	store := func(letter string, raws [][]byte) string {
		var hashes strings.Builder
		taken := map[string]bool{}
		for _, raw := range raws {
			h := unique(raw, taken)
			hashes.WriteString(h)
			total += len(raw)
			e.files = append(e.files, file{letter + "-" + h, func() []byte { return raw }})
		}
		return hashes.String()
	}
	m.Facets = make([]string, len(m.Kinds))
	for i, raw := range b.facets(m.Kinds) {
		if raw != nil {
			m.Facets[i] = store("f", [][]byte{raw})
		}
	}
	posts, bounds := b.postings(classes)
	m.Posts, m.PostsAt = store("p", posts), bounds
	lexicon, bounds := b.lexicon()
	m.Words, m.WordsAt = store("l", lexicon), bounds
	vocabulary, bounds := b.vocabulary()
	m.Vocab, m.VocabAt = store("v", vocabulary), bounds
	if e.bundled = b.texts(e)+total < bundle; !e.bundled {
		m.Often = b.often()
	}
	e.reader = newReader(e)
	return e
}

// bundle is up to what size, unpacked, all shards travel with the manifest: about 30 KB packed.
const bundle = 80 << 10

func unique(raw []byte, taken map[string]bool) string {
	for salt := 0; ; salt++ {
		if h := hash(raw, salt); !taken[h] {
			taken[h] = true
			return h
		}
	}
}

// kinds tells the manifest which kinds of pages there are, and which sections are of which.
func (b *builder) kinds(m *manifest) {
	m.Labels, m.Marks = map[string]string{}, map[string]string{}
	last := -1
	m.Kinds, m.Runs, m.Of = []string{}, []int{}, []int{}
	m.WordsAt, m.PostsAt, m.VocabAt = []string{}, []string{}, []string{}
	for i, p := range b.pages {
		k := slices.Index(m.Kinds, p.Kind.Name)
		if k < 0 {
			k = len(m.Kinds)
			m.Kinds = append(m.Kinds, p.Kind.Name)
			m.Labels[p.Kind.Name] = p.Kind.Plural.In(b.edition.Language.Code)
			m.Marks[p.Kind.Name] = p.Kind.Mark
		}
		if k != last {
			m.Runs, m.Of = append(m.Runs, 0), append(m.Of, k)
			last = k
		}
		m.Runs[len(m.Runs)-1] += b.first[i+1] - b.first[i]
	}
}

// oftenSize is how many bytes the entries of frequent words may take in the manifest, about a third of that when packed.
const oftenSize = 6 << 10

// often is the entries of the most frequent words, so that most queries need few shards of the lexicon. A word that begins a
// name with others that mean the same is not among them.
func (b *builder) often() string {
	begins := map[string]bool{}
	for key, e := range b.entries {
		if first := firstWord(key); first != key && len(e.same) > 0 {
			begins[first] = true
		}
	}
	type word struct {
		*entry
		n int
	}
	var all []word
	for key, e := range b.entries {
		if e.df > 0 && !begins[key] {
			all = append(all, word{e, steps(int(b.sizes[b.ids[key]]))})
		}
	}
	slices.SortFunc(all, func(x, y word) int { return cmp.Or(cmp.Compare(y.n, x.n), compare(x.key, y.key)) })
	// Only whole steps of frequency, so that an edit rarely moves a word in or out.
	size, end := 0, 0
	for i, w := range all {
		if size += len(w.key)*2/3 + 2; size > oftenSize {
			break
		}
		if i+1 < len(all) && all[i+1].n < w.n {
			end = i + 1
		}
	}
	all = all[:end]
	slices.SortFunc(all, func(x, y word) int { return compare(x.key, y.key) })
	var lines []byte
	last := ""
	for _, w := range all {
		lines = appendEntry(lines, last, w.entry)
		last = w.key
	}
	return string(lines)
}

// steps is the greatest of a series, each a quarter more than the one before, that is at most n.
func steps(n int) int {
	x := 1
	for x+x/4+1 <= n {
		x += x/4 + 1
	}
	return x
}
