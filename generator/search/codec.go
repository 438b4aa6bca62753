package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxShard is how large a shard may be when unpacked, in bytes. A larger one is damaged or hostile.
const maxShard = 64 << 20

var errShard = errors.New("this is no shard of a search index")

// packer makes scripts of shards. It keeps what compressing needs, which is much, from one to the next.
type packer struct {
	fast, small sync.Pool // of *flate.Writer
}

// pack makes the script that hands a shard to the browser: handbook.shard("id/l-abcde","…"), the bytes as
// raw deflate in base64. Texts and postings, of which there are many, are packed at a lower level that costs a third less time
// and 1 % more bytes.
func (p *packer) pack(name string, raw []byte) ([]byte, error) {
	pool, level := &p.small, 6
	if strings.Contains(name, "/t-") || strings.Contains(name, "/p-") {
		pool, level = &p.fast, 4
	}
	var b bytes.Buffer
	b.Grow(len(raw)*3/4 + 64)
	b.WriteString(`handbook.shard("` + name + `","`)
	e := base64.NewEncoder(base64.StdEncoding, &b)
	w, ok := pool.Get().(*flate.Writer)
	if ok {
		w.Reset(e)
	} else {
		var err error
		if w, err = flate.NewWriter(e, level); err != nil {
			return nil, err
		}
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	pool.Put(w)
	if err := e.Close(); err != nil {
		return nil, err
	}
	b.WriteString("\")\n")
	return b.Bytes(), nil
}

// hash is the part of a file's name that its bytes decide: 20 bits, enough to tell a shard from its
// predecessor. salt makes another name where two shards would have the same.
func hash(raw []byte, salt int) string {
	sum := sha256.Sum256(raw)
	if salt > 0 {
		sum = sha256.Sum256(append(sum[:], byte(salt)))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))[:hashLen]
}

const hashLen = 4

// entry is a line of the lexicon: a word, or several words joined by spaces that are a name.
type entry struct {
	key    string
	df     int      // 0 for one the text does not hold, else 1 + binary logarithm of the sections that do, at most 15
	class  string   // its root; "" for what no text holds a form of
	direct []direct // sections it names
	same   []string // what means the same: words, each with ":" and its root where that is another
}

// direct is a section that a word names.
type direct struct {
	grade   int // 3 a code or title, 2 another name or a form, 1 a name in another language
	section int
}

// A line is: a character for how many characters it shares with the key before (32 + n), the rest of the key,
// a capital for df (A is 0), then nothing when the root is the word itself, "!" and the root (which may be ""), or two characters
// (48 + n) for where the root begins in the word and how long it is. After "|" follow the direct sections (grade and
// number in base 36, separated by commas) and, each after ">", the words that mean the same.
func appendEntry(dst []byte, last string, e *entry) []byte {
	shared := sharedPrefix(last, e.key)
	dst = append(dst, byte(32+shared))
	dst = append(dst, e.key[shared:]...)
	dst = append(dst, byte('A'+e.df))
	switch {
	case e.class == e.key || e.class == "" && strings.Contains(e.key, " "):
	case e.class == "":
		dst = append(dst, '!')
	default:
		if at := strings.Index(e.key, e.class); at >= 0 && at < 40 && isPlain(e.class) && isASCII(e.key) && len(e.class) < 40 {
			dst = append(dst, byte(48+at), byte(48+len(e.class)))
		} else {
			dst = append(dst, '!')
			dst = append(dst, e.class...)
		}
	}
	if len(e.direct) > 0 || len(e.same) > 0 {
		dst = append(dst, '|')
		for i, d := range e.direct {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, byte('0'+d.grade))
			dst = strconv.AppendInt(dst, int64(d.section), 36)
		}
		for _, s := range e.same {
			dst = append(dst, '>')
			dst = append(dst, s...)
		}
	}
	return append(dst, '\n')
}

// sharedPrefix counts the ASCII characters two keys begin with.
func sharedPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && n < 60 && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	return n
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func decodeLexicon(raw []byte) ([]entry, error) {
	var all []entry
	last := ""
	for line := range strings.Lines(string(raw)) {
		e, err := decodeEntry(strings.TrimSuffix(line, "\n"), last)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
		last = e.key
	}
	return all, nil
}

func decodeEntry(line, last string) (entry, error) {
	var e entry
	if line == "" {
		return e, errShard
	}
	shared := int(line[0]) - 32
	capital := strings.IndexAny(line[1:], "ABCDEFGHIJKLMNOP") + 1
	if shared < 0 || shared > len(last) || capital == 0 {
		return e, errShard
	}
	e.key = last[:shared] + line[1:capital]
	e.df = int(line[capital] - 'A')
	rest, extra, more := strings.Cut(line[capital+1:], "|")
	switch {
	case rest == "" && strings.Contains(e.key, " "):
	case rest == "":
		e.class = e.key
	case rest[0] == '!':
		e.class = rest[1:]
	case len(rest) == 2:
		at, n := int(rest[0])-48, int(rest[1])-48
		if at < 0 || n < 0 || at+n > len(e.key) {
			return e, errShard
		}
		e.class = e.key[at : at+n]
	default:
		return e, errShard
	}
	if !more {
		return e, nil
	}
	parts := strings.Split(extra, ">")
	e.same = parts[1:]
	if parts[0] == "" {
		return e, nil
	}
	for _, s := range strings.Split(parts[0], ",") {
		if s == "" {
			return e, errShard
		}
		section, err := strconv.ParseUint(s[1:], 36, 31)
		if err != nil {
			return e, errShard
		}
		e.direct = append(e.direct, direct{int(s[0] - '0'), int(section)})
	}
	return e, nil
}

// class is a root with all its forms and where they stand.
type class struct {
	root  string
	df    int // sections that hold any of its forms
	forms []form
}

// form is a word as it is written, and the sections that hold it, in order.
type form struct {
	word     string
	sections []int32
	impacts  []uint8 // 1 to 15
}

// A shard of postings begins with the length in bytes of a text: a line for each class, the root front-coded as in the lexicon,
// then its forms after tabs, in which "*" stands for the root. After the text follow, all as varints, df and for each form the
// number of its sections, then the gaps between all sections, then all impacts, each taken from 15, two in a byte, the first in the low half.
func encodePostings(classes []class) []byte {
	var text []byte
	var counts, gaps, impacts []byte
	last := ""
	odd := false
	for i := range classes {
		c := &classes[i]
		shared := sharedPrefix(last, c.root)
		text = append(text, byte(32+shared))
		text = append(text, c.root[shared:]...)
		counts = binary.AppendUvarint(counts, uint64(c.df))
		for _, f := range c.forms {
			text = append(text, '\t')
			if before, after, found := strings.Cut(f.word, c.root); found {
				text = append(append(append(text, before...), '*'), after...)
			} else {
				text = append(text, f.word...)
			}
			counts = binary.AppendUvarint(counts, uint64(len(f.sections)))
			at := int32(-1)
			for j, s := range f.sections {
				gaps = binary.AppendUvarint(gaps, uint64(s-at-1))
				at = s
				if odd {
					impacts[len(impacts)-1] |= (15 - f.impacts[j]) << 4
				} else {
					impacts = append(impacts, 15-f.impacts[j])
				}
				odd = !odd
			}
		}
		text = append(text, '\n')
		last = c.root
	}
	raw := binary.AppendUvarint(nil, uint64(len(text)))
	raw = append(raw, text...)
	raw = append(raw, counts...)
	raw = append(raw, gaps...)
	return append(raw, impacts...)
}

func decodePostings(raw []byte, sections int) ([]class, error) {
	at := 0
	next := func() (int, error) {
		n, size := binary.Uvarint(raw[at:])
		if size <= 0 || n > maxShard {
			return 0, errShard
		}
		at += size
		return int(n), nil
	}
	size, err := next()
	if err != nil || size > len(raw)-at {
		return nil, errShard
	}
	text := string(raw[at : at+size])
	at += size
	var all []class
	last := ""
	total := 0
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if parts[0] == "" {
			return nil, errShard
		}
		shared := int(parts[0][0]) - 32
		if shared < 0 || shared > len(last) {
			return nil, errShard
		}
		c := class{root: last[:shared] + parts[0][1:]}
		last = c.root
		if c.df, err = next(); err != nil {
			return nil, err
		}
		for _, p := range parts[1:] {
			n, err := next()
			if err != nil {
				return nil, err
			}
			if total += n; n > sections || total > len(raw) {
				return nil, errShard
			}
			c.forms = append(c.forms, form{word: strings.Replace(p, "*", c.root, 1), sections: make([]int32, n), impacts: make([]uint8, n)})
		}
		all = append(all, c)
	}
	for i := range all {
		for _, f := range all[i].forms {
			section := -1
			for j := range f.sections {
				gap, err := next()
				if err != nil {
					return nil, err
				}
				if section += gap + 1; section >= sections {
					return nil, errShard
				}
				f.sections[j] = int32(section)
			}
		}
	}
	if (total+1)/2 != len(raw)-at {
		return nil, errShard
	}
	n := 0
	for i := range all {
		for _, f := range all[i].forms {
			for j := range f.impacts {
				f.impacts[j] = 15 - raw[at+n/2]>>(4*(n%2))&15
				n++
			}
		}
	}
	return all, nil
}

// group is a shard of texts: pages, or parts of pages, in order.
type group []groupPage

type groupPage struct {
	Address  string // of the page from the root of the output, percent-encoded
	Title    string
	Kind     int // in the manifest's kinds
	Code     string
	Others   [][3]string // language, address and title of its translations
	Sections [][3]string // anchor ("" is the page itself), heading, text
}

// UnmarshalJSON reads a page from an array.
func (p *groupPage) UnmarshalJSON(data []byte) error {
	all := []any{&p.Address, &p.Title, &p.Kind, &p.Code, &p.Others, &p.Sections}
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	if len(all) != 6 {
		return errShard
	}
	return nil
}

// encodeGroup writes a group as JSON, a page as an array of its fields. By hand, because all texts of the handbook pass here.
func encodeGroup(g group) []byte {
	n := 2
	for _, p := range g {
		n += 64 + len(p.Address) + len(p.Title)
		for _, s := range p.Sections {
			n += 16 + len(s[0]) + len(s[1]) + len(s[2])*33/32
		}
	}
	b := append(make([]byte, 0, n), '[')
	triples := func(all [][3]string) {
		b = append(b, '[')
		for i, s := range all {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendQuoted(append(b, '['), s[0])
			b = appendQuoted(append(b, ','), s[1])
			b = append(appendQuoted(append(b, ','), s[2]), ']')
		}
		b = append(b, ']')
	}
	for i, p := range g {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(append(b, '['), p.Address)
		b = appendQuoted(append(b, ','), p.Title)
		b = strconv.AppendInt(append(b, ','), int64(p.Kind), 10)
		b = append(appendQuoted(append(b, ','), p.Code), ',')
		triples(p.Others)
		b = append(b, ',')
		triples(p.Sections)
		b = append(b, ']')
	}
	return append(b, ']')
}

// appendQuoted appends a string in JSON.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', '0', '0', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
	}
	return append(append(b, s[from:]...), '"')
}

func decodeGroup(raw []byte) (group, error) {
	var g group
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, err
	}
	return g, nil
}

// manifest says what there is in one language.
type manifest struct {
	Lang     string            `json:"lang"`
	Sections int               `json:"n"`
	Kinds    []string          `json:"kinds"`
	Labels   map[string]string `json:"labels"` // of the kinds in this language
	Marks    map[string]string `json:"marks"`  // and the shapes that tell them apart
	Facets   []string          `json:"facets"` // hash of the facets of each kind, or ""
	Runs     []int             `json:"runs"`   // how many sections in a row are of one kind
	Of       []int             `json:"of"`     // which kind that is
	Groups   string            `json:"groups"` // number of sections of each shard of texts, a character for each: # and so many more
	Often    string            `json:"often"`  // the entries of frequent words, as in the lexicon
	Texts    string            `json:"t"`      // hashes, one after the other
	Words    string            `json:"l"`      // hashes of the lexicon
	WordsAt  []string          `json:"la"`     // the first key each may hold
	Posts    string            `json:"p"`      // hashes of the postings
	PostsAt  []string          `json:"pa"`     // the first root each may hold
	Vocab    string            `json:"v"`      // hashes of the vocabulary
	VocabAt  []string          `json:"va"`     // the first reversed word each may hold
}
