package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"handbook/generator/source"
)

// page is about 5 KB of ordinary text: what a page of a handbook holds.
func page() []byte {
	var b strings.Builder
	b.WriteString("# Koalisi lintas sektor\n\n")
	for i := range 6 {
		fmt.Fprintf(&b, `## Bagian %d: cara *kerja*

Kemitraan mempertemukan **puskesmas**, sekolah, dan [organisasi warga](../types/civic-%d.md#peran) yang punya tujuan
sama, tetapi kekuatan & sumber daya berbeda. Mulailah dari apa yang sudah ada; lihat juga
[panduan pemetaan](../techniques/mapping.md) dan https://example.org/kemitraan?id=%d sebelum pertemuan pertama.

- Tentukan siapa yang diajak, dan siapa yang *belum* diajak
- Sepakati satu ukuran keberhasilan, misalnya `+"`cakupan imunisasi`"+`
- Tulis pembagian peran[^%d] dalam satu halaman

1. Undang mitra dan jelaskan maksudnya dalam bahasa sehari-hari
2. Dengarkan kebutuhan mereka sebelum menawarkan jalan keluar

| Peran | Siapa | Kapan |
|-------|-------|------:|
| Pemimpin | Dinas kesehatan | %d |
| Pelaksana | Kader posyandu | tiap bulan |

> [!NOTE]
> Kesepakatan yang tidak ditulis mudah dilupakan.

[^%d]: Lihat pedoman kementerian.

`, i, i, i, i, i, i)
	}
	return []byte(b.String())
}

// BenchmarkParsePage measures Parse, and prints how its time compares with bare goldmark
// with the same extensions, measured in the same run.
func BenchmarkParsePage(b *testing.B) {
	text := page()
	p := NewParser(handbook())
	bare := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAttribute(), parser.WithAutoHeadingID()))
	var buffer bytes.Buffer
	var ours, theirs time.Duration
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		p.Parse(&source.File{Path: "id/page.md", Text: text})
		middle := time.Now()
		buffer.Reset()
		if err := bare.Convert(text, &buffer); err != nil {
			b.Fatal(err)
		}
		ours += middle.Sub(start)
		theirs += time.Since(middle)
	}
	b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N), "ns/parse")
	b.ReportMetric(float64(ours)/float64(theirs), "x-goldmark")
}
