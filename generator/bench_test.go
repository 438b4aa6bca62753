package generator_test

import (
	"context"
	"io"
	"testing"

	"handbook/generator"
)

// BenchmarkBuild makes every file of a generated handbook of 1,000 pages in memory, from reading on.
func BenchmarkBuild(b *testing.B) {
	content := sample(1000)
	b.ReportAllocs()
	for b.Loop() {
		r, err := generator.NewBuilder().Build(options(content))
		if err != nil || r.Tree == nil {
			b.Fatal(err, r.Problems)
		}
		if err := r.Tree.Each(context.Background(), func(_ string, data []byte) error { _, err := io.Discard.Write(data); return err }); err != nil {
			b.Fatal(err)
		}
	}
}
