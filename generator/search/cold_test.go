package search

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
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

func TestColdQuery(t *testing.T) {
	for _, one := range []struct {
		name     string
		s        *site.Site
		requests float64
		size     float64
	}{{"handbook", handbook(t), 17, 60e3}, {"generated", open(t, generated(1500)), 14, 50e3}} {
		x := build1(t, one.s)
		if x.editions[0].bundled {
			t.Fatalf("%s is one bundle", one.name)
		}
		titles, body := headings(one.s), bodies(one.s)
		for name, set := range map[string][]known{"headings": titles, "typos": change(titles, misspell), "body words": body} {
			var n, requests, size, most int
			for i := 0; i < len(set); i += 1 + len(set)/60 {
				r, b := cold(t, x, question{Query: set[i].query, Lang: set[i].lang})
				n, requests, size, most = n+1, requests+r, size+b, max(most, r)
			}
			meanRequests, meanSize := float64(requests)/float64(n), float64(size)/float64(n)
			t.Logf("%s, %s: %.1f requests, at most %d, %.1f KB", one.name, name, meanRequests, most, meanSize/1000)
			if name == "headings" && (meanRequests > one.requests || meanSize > one.size) {
				t.Errorf("%s: a first query costs %.1f requests and %.0f bytes", one.name, meanRequests, meanSize)
			}
		}
	}
}
