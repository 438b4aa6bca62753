package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// mostTerms is how many words of the glossary a page marks at most; more would be a sea of dots. Definitions weigh, and a page
// has to fit into one window of a network connection: for each termRoom bytes of text it marks one less, down to fewTerms.
const (
	mostTerms = 12
	termRoom  = 4 << 10
	fewTerms  = 4
)

// lexicon finds the words of the glossary in texts of one language. Its forms are a tree of bytes in one table: a row
// of width columns for each node, a column for each byte that occurs in forms.
type lexicon struct {
	words  []word
	column [256]uint8 // of a byte, letter case aside; 0 for bytes of no form
	width  int
	next   []int32 // node after a byte; 0 is none, for no form leads back to the root
	ends   []int32 // which of words ends at a node, counted from 1
}

// word is an entry of the glossary.
type word struct {
	page       *site.Page
	definition string
}

// lexicon is that of a language, or nil where nothing is to be marked.
func (r *renderer) lexicon(lang string) *lexicon {
	x, _ := r.lexicons.get(lang, func() (*lexicon, error) {
		for _, e := range r.site.Editions {
			if e.Language.Code == lang {
				return newLexicon(e, r.codes(e)), nil
			}
		}
		return nil, nil
	})
	return x
}

// codes are the short codes of an edition. A code names a page, also where the glossary has it among the names of a word.
func (r *renderer) codes(e *site.Edition) map[string]bool {
	codes := map[string]bool{}
	for _, p := range e.Pages {
		if p.Code != "" {
			codes[p.Code] = true
		}
	}
	return codes
}

// newLexicon reads the glossaries of an edition. A form that two words claim belongs to the one whose title it is, else
// to the one that has it among its names, else to the first.
func newLexicon(e *site.Edition, not map[string]bool) *lexicon {
	type form struct {
		text string
		word int32
		rank int
	}
	var forms []form
	x := &lexicon{}
	for _, p := range e.Pages {
		if p.Role != site.RoleText || p.Borrowed || p.Kind == nil || p.Kind.Glossary == nil {
			continue
		}
		g := p.Kind.Glossary
		if mark := valueFor(p, g.Mark); mark != nil && !mark.Given.True {
			continue
		}
		definition := fieldText(valueFor(p, g.Definition), e.Language.Code)
		if definition == "" {
			continue
		}
		x.words = append(x.words, word{p, definition})
		unmarked := map[string]bool{}
		for _, s := range texts(valueFor(p, g.Unmarked)) {
			unmarked[folded(s)] = true
		}
		add := func(rank int, all ...string) {
			for _, s := range all {
				if s = strings.TrimSpace(s); utf8.RuneCountInString(s) > 1 && !unmarked[folded(s)] && !not[s] {
					forms = append(forms, form{folded(s), int32(len(x.words)), rank})
				}
			}
		}
		title, aside, _ := strings.Cut(p.Title, " (") // "Kader (community health volunteer)" has two titles
		add(0, title, strings.TrimSuffix(aside, ")"))
		add(1, p.Names...)
		for _, f := range g.Forms {
			add(2, texts(valueFor(p, f))...)
		}
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortStableFunc(forms, func(a, b form) int { return a.rank - b.rank })
	x.width = 1
	for _, f := range forms {
		for i := range len(f.text) {
			if c := f.text[i]; x.column[c] == 0 {
				x.column[c] = uint8(x.width) // at most 256 - 26 - 1: no capitals are left
				x.width++
			}
		}
	}
	for c := byte('a'); c <= 'z'; c++ {
		x.column[c-'a'+'A'] = x.column[c]
	}
	for _, c := range "\n\t\r" {
		x.column[c] = x.column[' ']
	}
	x.grow()
	for _, f := range forms {
		x.add(f.text, f.word)
	}
	return x
}

// valueFor is the value of a declared field of a page, or nil.
func valueFor(p *site.Page, f *schema.Field) *site.Value {
	if f == nil {
		return nil
	}
	return field(p, f.Name)
}

// texts is the text of a field, or those of a list.
func texts(v *site.Value) []string {
	switch {
	case v == nil:
		return nil
	case v.Field.Type == schema.TypeText:
		return []string{v.Given.Text}
	}
	var all []string
	for i := range v.Items {
		all = append(all, texts(&v.Items[i])...)
	}
	return all
}

// folded is a form as it stands in the tree: small letters, one space between words, straight apostrophes.
func folded(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		if c == '’' {
			return '\''
		}
		return unicode.ToLower(c)
	}, s)), " ")
}

func (x *lexicon) grow() int32 {
	x.next = append(x.next, make([]int32, x.width)...)
	x.ends = append(x.ends, 0)
	return int32(len(x.ends) - 1)
}

func (x *lexicon) add(form string, word int32) {
	node := int32(0)
	for i := range len(form) {
		at := int(node)*x.width + int(x.column[form[i]])
		if x.next[at] == 0 {
			x.next[at] = x.grow()
		}
		node = x.next[at]
	}
	if x.ends[node] == 0 {
		x.ends[node] = word
	}
}

// match finds the longest form that begins at i and ends with a word: its end and which of words it is, from 1.
func (x *lexicon) match(html string, i int) (end int, found int32) {
	node := int32(0)
	for i < len(html) {
		c := html[i]
		switch {
		case c == '<':
			return end, found
		case c == '&':
			char, n := entity(html[i:])
			if n == 0 {
				return end, found
			}
			node = x.next[int(node)*x.width+int(x.column[char])]
			i += n
		case c < utf8.RuneSelf:
			node = x.next[int(node)*x.width+int(x.column[c])]
			i++
			if c == ' ' || c == '\n' {
				for i < len(html) && (html[i] == ' ' || html[i] == '\n') {
					i++
				}
			}
		default:
			r, n := utf8.DecodeRuneInString(html[i:])
			node = x.step(node, r)
			i += n
		}
		if node == 0 {
			return end, found
		}
		if x.ends[node] != 0 && !within(html, i) {
			end, found = i, x.ends[node]
		}
	}
	return end, found
}

// step follows a letter beyond ASCII.
func (x *lexicon) step(node int32, r rune) int32 {
	switch r {
	case '\u00a0':
		r = ' '
	case '’':
		r = '\''
	}
	var bytes [utf8.UTFMax]byte
	for _, c := range bytes[:utf8.EncodeRune(bytes[:], unicode.ToLower(r))] {
		if node = x.next[int(node)*x.width+int(x.column[c])]; node == 0 {
			return 0
		}
	}
	return node
}

// entity is the character that a reference stands for, and the length of that; 0 for others than forms may have.
func entity(html string) (byte, int) {
	for _, e := range [...]struct {
		text string
		char byte
	}{{"&amp;", '&'}, {"&#39;", '\''}, {"&quot;", '"'}, {"&#34;", '"'}} {
		if strings.HasPrefix(html, e.text) {
			return e.char, len(e.text)
		}
	}
	return 0, 0
}

// letter reports whether a letter, digit or mark begins at i, and its length (that of the character in any case).
func letter(html string, i int) (bool, int) {
	c := html[i]
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9', 1
	}
	r, n := utf8.DecodeRuneInString(html[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r), n
}

// within reports whether the word before i goes on there. A hyphen joins words: "mitra-mitra" is one.
func within(html string, i int) bool {
	if i < len(html) && html[i] == '-' {
		i++
	}
	if i >= len(html) {
		return false
	}
	inside, _ := letter(html, i)
	return inside
}

// passOver are the elements whose text is not marked: links, code, headings and what stands like one.
func passOver(name string) bool {
	switch name {
	case "a", "code", "pre", "kbd", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "button", "summary", "legend", "label", "sup", "svg":
		return true
	}
	return false
}

// behindTag is where the text goes on behind the tag at i, or behind the whole element where that is passed over.
func behindTag(html string, i int) int {
	length := strings.IndexByte(html[i:], '>')
	if length < 0 {
		return len(html)
	}
	tag := html[i+1 : i+length]
	behind := i + length + 1
	name := tag
	if space := strings.IndexByte(tag, ' '); space >= 0 {
		name = tag[:space]
		if strings.Contains(tag, ` class="label"`) || strings.Contains(tag, ` class="head"`) {
			return behindElement(html, behind, name)
		}
	}
	if passOver(name) {
		return behindElement(html, behind, name)
	}
	return behind
}

func behindElement(html string, i int, name string) int {
	if end := strings.Index(html[i:], "</"+name+">"); end >= 0 {
		return i + end + len(name) + len("</>")
	}
	return len(html)
}

// mentions calls found for each word of the glossary in a text, from left to right, the longest form first; it ends when
// found returns false.
func (x *lexicon) mentions(html string, found func(start, end int, word int32) bool) {
	for i := 0; i < len(html); {
		switch c := html[i]; {
		case c == '<':
			i = behindTag(html, i)
			continue
		case c == '&':
			if end := strings.IndexByte(html[i:], ';'); end > 0 {
				i += end
			}
			i++
			continue
		case c == ' ':
			i++
			continue
		}
		inside, n := letter(html, i)
		if !inside {
			i += n
			continue
		}
		end, word := x.match(html, i)
		if word != 0 {
			if !found(i, end, word) {
				return
			}
			i = end
		}
		for i < len(html) { // to the end of the word
			inside, n := letter(html, i)
			if !inside && !(html[i] == '-' && within(html, i)) {
				break
			}
			i += n
		}
	}
}

// explained is what has been marked on a page of the output. Pages that are joined on one share it.
type explained struct {
	words map[*site.Page]bool
	count int
}

// about takes note of the words a page is about: on it they need no explaining.
func (x *lexicon) about(p *site.Page, done *explained) {
	done.words[p] = true
	for _, name := range append([]string{p.Title}, p.Names...) {
		if end, word := x.match(name, 0); word != 0 && end == len(name) {
			done.words[x.words[word-1].page] = true
		}
	}
}

// terms marks in the texts of a page the first mention of each word of the glossary.
func (w *writer) terms(texts ...*template.HTML) {
	x := w.lexicon(w.page.Lang())
	if x == nil || w.page.Role != site.RoleText {
		return
	}
	if w.explained == nil {
		w.explained = &explained{words: map[*site.Page]bool{}}
	}
	x.about(w.page, w.explained)
	size := 0
	for _, text := range texts {
		size += len(*text)
	}
	room := max(fewTerms, mostTerms-size/termRoom)
	for _, text := range texts {
		*text = w.mark(x, *text, &room)
	}
}

// mark marks words in one text while there is room.
func (w *writer) mark(x *lexicon, html template.HTML, room *int) template.HTML {
	text, from := string(html), 0
	x.mentions(text, func(start, end int, found int32) bool {
		if *room == 0 {
			return false
		}
		term := x.words[found-1]
		if w.explained.words[term.page] {
			return true
		}
		w.explained.words[term.page] = true
		w.explained.count++
		*room--
		w.raw(text[from:start])
		w.term(text[start:end], term)
		from = end
		return true
	})
	if from == 0 {
		return html
	}
	w.raw(text[from:])
	return w.take()
}

// term adds a mention: a link to the entry, with its definition beside it unless the page is one for printing. The element
// around them takes the focus of a tap, so that a finger gets to see the definition before it follows the link.
func (w *writer) term(mention string, term word) {
	href := site.Href(w.at, w.ours(site.Target{Page: term.page}).Page.Path, "")
	if w.joined != nil {
		href = w.href(w.ours(site.Target{Page: term.page}))
		w.raw(`<a class="term" href="`)
		w.text(href)
		w.raw(`">`, mention, `</a>`)
		return
	}
	id := "term:" + strconv.Itoa(w.explained.count)
	w.raw(`<span class="term" tabindex="-1"><a href="`)
	w.text(href)
	w.raw(`" aria-describedby="`, id, `">`, mention, `</a><span role="tooltip" id="`, id, `">`)
	w.text(term.definition)
	w.raw(`</span></span>`)
}
