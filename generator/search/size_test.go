package search

import (
	"bytes"
	"compress/gzip"
	"maps"
	"slices"
	"strings"
	"testing"
)

// packedSizes are the sizes of the files of an index as a server sends them, and how many there are, by the letter of the shard.
func packedSizes(t testing.TB, x *Index) (sizes, files map[string]int) {
	t.Helper()
	sizes, files = map[string]int{}, map[string]int{}
	for p, data := range x.Files() {
		raw, err := data()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(raw)
		w.Close()
		letter, _, _ := strings.Cut(p[strings.LastIndex(p, "/")+1:], "-")
		sizes[letter] += b.Len()
		files[letter]++
	}
	return sizes, files
}

// The index stays small: what it may be is the budget of the page and of a copy on a stick.
func TestSizes(t *testing.T) {
	for _, one := range []struct {
		name  string
		pages int
		most  int // bytes a section, texts apart
	}{{"handbook", 0, 112}, {"generated", 800, 130}} {
		s := handbook(t)
		if one.pages > 0 {
			s = open(t, generated(one.pages))
		}
		x := build1(t, s)
		sizes, files := packedSizes(t, x)
		sections := 0
		for _, e := range x.editions {
			sections += e.manifest.Sections
		}
		index := sizes["l"] + sizes["p"] + sizes["v"] + sizes["manifest.js"]
		t.Logf("%s: %d sections, index %d bytes a section, with texts %d", one.name, sections, index/sections, (index+sizes["t"])/sections)
		for _, l := range slices.Sorted(maps.Keys(sizes)) {
			t.Logf("   %-12s %4d files %8d bytes, %d each", l, files[l], sizes[l], sizes[l]/files[l])
		}
		if index/sections > one.most {
			t.Errorf("%s: the index is %d bytes a section, at most %d", one.name, index/sections, one.most)
		}
	}
}
