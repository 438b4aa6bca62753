package search

import (
	"fmt"
	"strings"
	"testing"

	"handbook/generator/site"
)

// BenchmarkBuild makes the index of our own handbook and of made-up ones, and packs its files, as a publication does: time and
// packed bytes of a section (texts apart), and what the first search for a title loads, scripts apart. Its share of a whole build
// is what BenchmarkScale of the generator prints. Warm answers: BenchmarkQuery, and the median TestClientEqualsQuery tells.
func BenchmarkBuild(b *testing.B) {
	for _, pages := range []int{0, 1000, 10000} {
		name := "handbook"
		if pages > 0 {
			name = fmt.Sprint(pages)
		}
		b.Run(name, func(b *testing.B) {
			s := benchmarked(b, pages)
			b.ReportAllocs()
			var x *Index
			for b.Loop() {
				x = Build(s, nil)
				for _, data := range x.Files() {
					if _, err := data(); err != nil {
						b.Fatal(err)
					}
				}
			}
			sections := 0
			for _, e := range x.editions {
				sections += e.manifest.Sections
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(sections), "µs/section")
			sizes, _ := packedSizes(b, x)
			index := 0
			for letter, n := range sizes {
				if letter != "t" {
					index += n
				}
			}
			b.ReportMetric(float64(index)/float64(sections), "B/section")
			set := headings(s)
			requests, size, n := 0, 0, 0
			for i := 0; i < len(set); i += 1 + len(set)/40 {
				r, k := cold(b, x, question{Query: set[i].query, Lang: set[i].lang})
				requests, size, n = requests+r, size+k, n+1
			}
			b.ReportMetric(float64(requests)/float64(n), "cold-requests")
			b.ReportMetric(float64(size)/float64(n), "cold-bytes")
		})
	}
}

func benchmarked(b *testing.B, pages int) *site.Site {
	if pages == 0 {
		return handbook(b)
	}
	return open(b, generated(pages))
}

// BenchmarkQuery answers queries in Go when nothing is left to load.
func BenchmarkQuery(b *testing.B) {
	s := handbook(b)
	x := Build(s, nil)
	set := headings(s)
	i := 0
	for b.Loop() {
		k := set[i%len(set)]
		if _, err := x.Query(strings.ToLower(k.query), Options{Lang: k.lang}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
