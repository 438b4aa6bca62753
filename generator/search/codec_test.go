package search

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

// FuzzRoundTrip makes classes of a text and reads them back.
func FuzzRoundTrip(f *testing.F) {
	f.Add("mitra kemitraan bermitra sehat", uint16(300))
	f.Add("ñandú 健 \U00010400", uint16(1))
	f.Fuzz(func(t *testing.T, text string, n uint16) {
		var classes []class
		var lexicon []entry
		all := words(text)
		for i, w := range all {
			sections := int(n)%50 + 1
			c := class{root: w, df: i + 1, forms: []form{{word: w}, {word: "me" + w + "kan"}, {word: "x"}}}
			for j := range c.forms {
				c.forms[j].sections, c.forms[j].impacts = []int32{}, []uint8{}
				for s := j; s < sections; s += 1 + i + j {
					c.forms[j].sections = append(c.forms[j].sections, int32(s))
					c.forms[j].impacts = append(c.forms[j].impacts, uint8(1+(s+i)%15))
				}
			}
			classes = append(classes, c)
			lexicon = append(lexicon, entry{key: "me" + w + "kan", df: i % 16, class: w}, entry{key: w + " " + w, direct: []direct{{3, i}, {1, int(n)}}, same: []string{w}},
				entry{key: w, df: 1, class: w}, entry{key: w + "q", class: ""})
		}
		raw := encodePostings(classes)
		got, err := decodePostings(raw, 60)
		if err != nil || !reflect.DeepEqual(got, classes) {
			t.Fatalf("%v\n%v\n%v", err, got, classes)
		}
		var lines []byte
		last := ""
		for i := range lexicon {
			lines = appendEntry(lines, last, &lexicon[i])
			last = lexicon[i].key
		}
		entries, err := decodeLexicon(lines)
		if err != nil || len(entries) != len(lexicon) {
			t.Fatal(err, len(entries))
		}
		for i, e := range entries {
			if fmt.Sprint(e) != fmt.Sprint(lexicon[i]) {
				t.Fatalf("%v, want %v", e, lexicon[i])
			}
		}
		script, err := new(packer).pack("id/p-abcde", raw)
		if err != nil {
			t.Fatal(err)
		}
		name, back, err := unpack(string(script))
		if err != nil || name != "id/p-abcde" || !bytes.Equal(back, raw) {
			t.Fatalf("%s %v", name, err)
		}
	})
}

// FuzzHostileShard reads what may be anything: an error or a value, never a crash or a great deal of memory.
func FuzzHostileShard(f *testing.F) {
	f.Add([]byte(" mitraB\n#kanA!\n"), "")
	f.Add(encodePostings([]class{{root: "a", df: 1, forms: []form{{"a", []int32{1}, []uint8{3}}}}}), `handbook.shard("x","AAAA")`)
	f.Add([]byte(`[["a.html","A",0,"",[],[["","","text"]]]]`), `handbook.shard("","`)
	f.Add([]byte(`{"n":2,"kinds":["a"],"runs":"0 2","groups":"2","t":"aaaaa"}`), "")
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), "")
	f.Fuzz(func(t *testing.T, raw []byte, script string) {
		if all, err := decodePostings(raw, 1000); err == nil {
			for _, c := range all {
				for _, f := range c.forms {
					for i, s := range f.sections {
						if s < 0 || s >= 1000 || i > 0 && s <= f.sections[i-1] {
							t.Fatalf("sections %v", f.sections)
						}
					}
				}
			}
		}
		decodeLexicon(raw)
		decodeTexts(raw)
		unpack(script)
		r, err := openReader(raw, func(string) ([]byte, error) { return raw, nil })
		if err == nil {
			r.query("mitra kesehatn bermitra a", Options{})
		}
	})
}

// A shard that is late, missing or damaged is an error that says which.
func TestMissingShard(t *testing.T) {
	x := build1(t, open(t, generated(150)))
	e := x.editions[0]
	raw, err := json.Marshal(e.manifest)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"l", "p", "t"} {
		r, err := openReader(raw, func(name string) ([]byte, error) {
			data, err := e.reader.load(name)
			if strings.HasPrefix(name, bad) {
				return data[:len(data)/2], err
			}
			return data, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.query("kesehatan masyarakat", Options{}); err == nil && bad != "l" { // half a lexicon is a smaller one
			t.Errorf("half of %s- is no error", bad)
		}
	}
}

// unpack reads one line of a script that pack made.
func unpack(script string) (name string, raw []byte, err error) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(script, "\n"), `handbook.shard("`)
	name, rest, found := strings.Cut(rest, `","`)
	data, closed := strings.CutSuffix(rest, `")`)
	if !ok || !found || !closed {
		return "", nil, errShard
	}
	r := flate.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(data)))
	raw, err = io.ReadAll(io.LimitReader(r, maxShard+1))
	if err == nil && len(raw) > maxShard {
		err = errShard
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	return name, raw, nil
}
