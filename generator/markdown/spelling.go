package markdown

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/schema"
)

// speller finds the wrong spellings of one language. Entries stand under the first three letters of what is wrong.
type speller map[string][]misspelling

type misspelling struct {
	wrong  string // in small letters
	ending bool   // any ending may follow
	right  string
}

const headLength = 3

func newSpeller(all []schema.Spelling) speller {
	s := speller{}
	for _, entry := range all {
		wrong, ending := strings.CutSuffix(entry.Wrong, "*")
		key := wrong[:min(headLength, len(wrong))]
		s[key] = append(s[key], misspelling{wrong, ending, strings.TrimSuffix(entry.Right, "*")})
	}
	for _, entries := range s { // the longest first
		slices.SortStableFunc(entries, func(a, b misspelling) int { return len(b.wrong) - len(a.wrong) })
	}
	return s
}

// each calls found for every wrong spelling in a text.
func (s speller) each(text []byte, found func(from, to int, right string)) {
	for i := 0; i < len(text); {
		if n := letterAt(text, i); n == 0 {
			i++
			continue
		}
		end, m := s.match(text, i)
		if m == nil {
			i = wordEnd(text, i)
			continue
		}
		if right := m.suggest(text[i:end]); !strings.EqualFold(right, strings.Join(strings.Fields(string(text[i:end])), " ")) {
			found(i, end, right)
		}
		i = end
	}
}

// match is the longest entry that stands at a place, and where it ends there; nil for none.
func (s speller) match(text []byte, at int) (int, *misspelling) {
	for n := min(headLength, len(text)-at); n > 1; n-- {
		entries := s[strings.ToLower(string(text[at:at+n]))]
		for k := range entries {
			if end := entries[k].at(text, at); end > 0 {
				return end, &entries[k]
			}
		}
	}
	return 0, nil
}

// at is where the wrong spelling that begins at a place ends, or 0. Where it has a space any white space may stand.
func (m *misspelling) at(text []byte, i int) int {
	for k := 0; k < len(m.wrong); k++ {
		if i >= len(text) {
			return 0
		}
		if m.wrong[k] == ' ' {
			from := i
			for i < len(text) && (text[i] == ' ' || text[i] == '\n') {
				i++
			}
			if i == from {
				return 0
			}
			continue
		}
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != m.wrong[k] {
			return 0
		}
		i++
	}
	if m.ending {
		return wordEnd(text, i)
	}
	if letterAt(text, i) > 0 {
		return 0
	}
	return i
}

// suggest is what is right for a wrong spelling as it stands in a text.
func (m *misspelling) suggest(wrong []byte) string {
	right := m.right
	if m.ending {
		right += string(wrong[len(m.wrong):])
	}
	if first, _ := utf8.DecodeRune(wrong); unicode.IsUpper(first) {
		c, n := utf8.DecodeRuneInString(right)
		right = string(unicode.ToUpper(c)) + right[n:]
	}
	return right
}

// letterAt is the length of the letter or digit at a place, or 0.
func letterAt(text []byte, i int) int {
	if i >= len(text) {
		return 0
	}
	r, n := utf8.DecodeRune(text[i:])
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
		return n
	}
	return 0
}

func wordEnd(text []byte, i int) int {
	for {
		n := letterAt(text, i)
		if n == 0 {
			return i
		}
		i += n
	}
}

// spell warns of the wrong spellings in a file: in title and summary, in the fields that are written in each language, and
// in the text.
func (p *Parser) spell(d *Doc) {
	s := p.spellers[d.Lang]
	if s == nil {
		return
	}
	if !d.Kind.Citable { // a work is named as its authors named it
		p.spellKnown(s, d, "title", d.Known.Title)
	}
	p.spellKnown(s, d, "summary", d.Known.Summary)
	for i := range d.Record {
		p.spellValue(s, d, d.Record[i].Field, &d.Record[i].Value)
	}
	text := p.ownWords(d.File.Text[d.BodyAt:], true)
	s.each(text, func(from, to int, right string) {
		from, to = d.BodyAt+from, d.BodyAt+to
		d.report(misspelled(d.place(schema.Span{Offset: from, Length: to - from}), string(d.File.Text[from:to]), right))
	})
}

// spellKnown looks at a field that the generator knows, of which only the place as a whole is known.
func (p *Parser) spellKnown(s speller, d *Doc, name, value string) {
	at, written := d.Known.At[name]
	if !written {
		return
	}
	s.each(p.ownWords([]byte(value), false), func(from, to int, right string) {
		wrong := value[from:to]
		start, length := at.Offset, at.Length
		if i := bytes.Index(d.File.Text[at.Offset:d.BodyAt], []byte(wrong)); i >= 0 {
			start, length = at.Offset+i, len(wrong)
		}
		d.report(misspelled(d.place(schema.Span{Offset: start, Length: length}), wrong, right))
	})
}

func (p *Parser) spellValue(s speller, d *Doc, f *schema.Field, v *schema.Value) {
	if len(d.Problems) > maxProblems {
		return
	}
	if g := d.Kind.Glossary; g != nil && (f == g.Unmarked || slices.Contains(g.Forms, f)) {
		return // how people write a word, right or wrong
	}
	switch f.Type {
	case schema.TypeList:
		for i := range v.Items {
			p.spellValue(s, d, f.Of, &v.Items[i])
		}
	case schema.TypeObject:
		for i := range v.Record {
			p.spellValue(s, d, v.Record[i].Field, &v.Record[i].Value)
		}
	case schema.TypeText, schema.TypeMarkdown:
		if !f.Translated {
			return
		}
		at := locator(d.File, v)
		s.each(p.ownWords([]byte(v.Text), f.Type == schema.TypeMarkdown), func(from, to int, right string) {
			start, end := at(from), at(to-1)+1
			d.report(misspelled(d.place(schema.Span{Offset: start, Length: end - start}), v.Text[from:to], right))
		})
	}
}

var (
	codeLine = regexp.MustCompile("^ {0,3}(```|~~~)")
	linkText = regexp.MustCompile(`\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)`)
)

// ownWords is a text of the same length with spaces for all that is another's or no prose: quotations, emphasis, code,
// addresses, and the names of works that are linked to.
func (p *Parser) ownWords(text []byte, marked bool) []byte {
	own := bytes.Clone(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			if own[i] != '\n' {
				own[i] = '|'
			}
		}
	}
	if marked {
		blankLines(own, blank)
		for _, m := range linkText.FindAllSubmatchIndex(own, -1) {
			blank(m[3], m[1])
			if p.citable(string(text[m[4]:m[5]])) {
				blank(m[2], m[3])
			}
		}
	}
	from := 0
	for at := 0; at <= len(own); { // quotation marks that nobody closed hold for their paragraph alone
		next := bytes.Index(own[at:], []byte("\n\n"))
		end := len(own)
		if next >= 0 {
			end = at + next
		}
		foreign(own[from:end], func(a, b int) { blank(from+a, from+b) })
		if next < 0 {
			break
		}
		at = end + 2
		from = at
	}
	return own
}

// foreign calls found for every stretch of a text that is not its author's prose. It looks at each byte a few times at
// most: what has no end once has none further on either.
func foreign(text []byte, found func(from, to int)) {
	endless := map[string]bool{}
	until := func(from int, end string) int { // behind the next such end, or 0
		if from > len(text) || endless[end] {
			return 0
		}
		i := bytes.Index(text[from:], []byte(end))
		if i < 0 {
			endless[end] = true
			return 0
		}
		return from + i + len(end)
	}
	for i := 0; i < len(text); {
		end := foreignAt(text, i, until)
		if end == 0 {
			i++
			continue
		}
		found(i, end)
		i = end
	}
}

// foreignAt is where a stretch that begins at a place ends, or 0.
func foreignAt(text []byte, i int, until func(from int, end string) int) int {
	rest := text[i:]
	next := func(n int) byte { // the character so far on
		if n < len(rest) {
			return rest[n]
		}
		return 0
	}
	switch c := rest[0]; {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return until(i+len("<!--"), "-->")
	case c == '`':
		n := 1
		if next(1) == '`' {
			n = 2
		}
		end := until(i+n, "`")
		if end <= i+n+1 || n == 2 && (end >= len(text) || text[end] != '`') {
			return 0
		}
		return end + n - 1
	case c == '<' && 'a' <= next(1) && next(1) <= 'z':
		return until(i+2, ">")
	case c == '{' && next(1) == '#':
		return until(i+2, "}")
	case c == '[' && next(1) == '^':
		return until(i+2, "]")
	case c == 'h' && (bytes.HasPrefix(rest, []byte("http://")) || bytes.HasPrefix(rest, []byte("https://"))):
		if n := bytes.IndexAny(rest, " \t\n\f\r)>"); n >= 0 {
			return i + n
		}
		return len(text)
	case bytes.HasPrefix(rest, []byte("“")):
		return until(i+len("“"), "”")
	case c == '"':
		if n := bytes.IndexAny(rest[1:], "\"\n"); n >= 0 && rest[1+n] == '"' {
			return i + n + 2
		}
	case (c == '*' || c == '_') && (i == 0 || text[i-1] != c && !wordByte(text[i-1])) && next(1) > ' ' && next(1) != c:
		return until(i+2, string(c))
	}
	return 0
}

func wordByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// citable reports an address that leads to a page of a kind that others cite.
func (p *Parser) citable(address string) bool {
	folder := path.Base(path.Dir(address))
	return slices.ContainsFunc(p.schema.Kinds, func(k *schema.Kind) bool { return k.Citable && k.Folder == folder })
}

// blankLines blanks blocks of code and quotations; what stands in an alert is our own.
func blankLines(text []byte, blank func(from, to int)) {
	code, quote, alert := false, false, false
	for at := 0; at < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := text[at:end]
		bare := bytes.TrimSpace(line)
		fence := codeLine.Match(line)
		quoted := bytes.HasPrefix(bare, []byte(">"))
		if quoted && !quote {
			alert = bytes.HasPrefix(bytes.TrimSpace(bare[1:]), []byte("[!"))
		}
		quote = quoted
		if code || fence || quoted && !alert {
			blank(at, end)
		}
		code = code != fence
		at = end
	}
}
