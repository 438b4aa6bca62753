package search

import "testing"

// BenchmarkBuild3000 makes the index of 3,000 generated pages.
func BenchmarkBuild3000(b *testing.B) {
	s := open(b, generated(3000))
	b.ReportAllocs()
	for b.Loop() {
		Build(s, nil)
	}
	sections := 0
	for _, p := range s.Editions[0].Pages {
		sections += 1 + len(p.Sections)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(sections), "µs/section")
}
