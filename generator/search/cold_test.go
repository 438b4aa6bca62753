package search

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"handbook/generator/site"
)

// cold is what a first query costs a reader: files asked for, and bytes as a server sends them, the client apart.
func cold(t testing.TB, x *Index, q question) (requests, size int) {
	t.Helper()
	for _, e := range x.editions {
		if e.lang != q.Lang {
			continue
		}
		raw, err := json.Marshal(e.manifest)
		if err != nil {
			t.Fatal(err)
		}
		sent := func(name string, raw []byte) {
			script, err := new(packer).pack(e.lang+"/"+name, raw)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			w.Write(script)
			w.Close()
			requests++
			size += b.Len()
		}
		sent("manifest", raw)
		r, err := openReader(raw, func(name string) ([]byte, error) {
			raw, err := e.reader.load(name)
			if err == nil {
				sent(name, raw)
			}
			return raw, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.query(q.Query, Options{Kind: q.Kind, Limit: q.Limit}); err != nil {
			t.Fatal(err)
		}
	}
	return requests, size
}

// runtime and second are what the scripts of search and dialog may weigh, as TestScripts of the generator has it.
const (
	runtimeSize = 6144
	secondSize  = 3600
)

// A first query costs few requests and few bytes, and the one after it fewer. The scripts are counted, the second where a word
// is unknown.
func TestColdQuery(t *testing.T) {
	for _, one := range []struct {
		name           string
		s              *site.Site
		requests, size map[string]float64 // means, by set
	}{
		{"handbook", handbook(t), map[string]float64{"headings": 13, "typos": 16, "body words": 13},
			map[string]float64{"headings": 44e3, "typos": 53e3, "body words": 44e3}},
		{"generated", open(t, generated(2000)), map[string]float64{"headings": 13, "typos": 16, "body words": 13},
			map[string]float64{"headings": 46e3, "typos": 55e3, "body words": 48e3}},
	} {
		x := build1(t, one.s)
		if x.editions[0].bundled {
			t.Fatalf("%s is one bundle", one.name)
		}
		titles, body := headings(one.s), bodies(one.s)
		sets := map[string][]known{"headings": titles, "typos": change(titles, misspell), "body words": body}
		for _, name := range slices.Sorted(maps.Keys(sets)) {
			set := sets[name]
			var n, requests, size, most int
			for i := 0; i < len(set); i += 1 + len(set)/60 {
				r, b := cold(t, x, question{Query: set[i].query, Lang: set[i].lang})
				r, b = r+1, b+runtimeSize
				if name == "typos" {
					r, b = r+1, b+secondSize
				}
				n, requests, size, most = n+1, requests+r, size+b, max(most, r)
			}
			meanRequests, meanSize := float64(requests)/float64(n), float64(size)/float64(n)
			t.Logf("%s, %s: %.1f requests, at most %d, %.1f KB", one.name, name, meanRequests, most, meanSize/1000)
			if meanRequests > one.requests[name] || meanSize > one.size[name] {
				t.Errorf("%s, %s: a first query costs %.1f requests and %.0f bytes", one.name, name, meanRequests, meanSize)
			}
		}
	}
}
