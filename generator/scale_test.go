//go:build unix

package generator_test

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"handbook/generator"
	"handbook/generator/output"
	made "handbook/generator/sample"
)

// BenchmarkScale builds made-up handbooks from disk to disk, with search and every view, and prints what each phase took, in
// milliseconds of time, and the CPU of all as a ratio to two floors measured in the same run: floor, the least that any
// generator with a section search must do (read, goldmark, fixed text around it, an index of words for each section, write), and
// copy, reading and writing the bytes that are published. Sizes: go test -bench Scale -benchtime 3x ./generator; 50,000 pages
// with HANDBOOK_LONG=1.
func BenchmarkScale(b *testing.B) {
	sizes := []int{100, 1000, 10000}
	if os.Getenv("HANDBOOK_LONG") != "" {
		sizes = append(sizes, 50000)
	}
	for _, pages := range sizes {
		b.Run(fmt.Sprint(pages), func(b *testing.B) { benchmarkScale(b, pages) })
	}
}

func benchmarkScale(b *testing.B, pages int) {
	content := b.TempDir()
	if err := made.Files(pages, func(p string, data []byte) error { return writeFile(content, p, data) }); err != nil {
		b.Fatal(err)
	}
	phases := map[string]time.Duration{}
	var own, floor, copied time.Duration
	b.ReportAllocs()
	for b.Loop() {
		public := b.TempDir()
		runtime.GC()
		before := cpuTime()
		r, err := generator.NewBuilder().Build(options(os.DirFS(content)))
		if err != nil || r.Problems.Errors() > 0 {
			b.Fatal(err, r.Problems)
		}
		begin := time.Now()
		if _, err := r.Tree.Write(context.Background(), public, output.Options{}); err != nil {
			b.Fatal(err)
		}
		own += cpuTime() - before
		for _, p := range r.Phases {
			phases[p.Name] += p.Duration
		}
		phases["render and write"] += time.Since(begin)

		b.StopTimer()
		runtime.GC()
		before = cpuTime()
		if err := leastBuild(content, b.TempDir()); err != nil {
			b.Fatal(err)
		}
		floor += cpuTime() - before
		before = cpuTime()
		if err := os.CopyFS(b.TempDir(), os.DirFS(public)); err != nil {
			b.Fatal(err)
		}
		copied += cpuTime() - before
		b.StartTimer()
	}
	for _, name := range slices.Sorted(maps.Keys(phases)) {
		b.ReportMetric(float64(phases[name].Milliseconds())/float64(b.N), strings.ReplaceAll(name, " ", "-")+"-ms")
	}
	b.ReportMetric(float64(own)/float64(floor), "CPU/floor")
	b.ReportMetric(float64(own)/float64(copied), "CPU/copy")
	b.ReportMetric(float64(own.Microseconds())/float64(b.N)/float64(pages), "CPU-µs/page")
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys>>20), "MB-from-system")
}

// cpuTime is what this process has used of all processors.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func writeFile(dir, name string, data []byte) error {
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, data, 0o644)
}

// leastBuild is a generator that knows nothing: it reads each page, lets goldmark make it HTML between two fixed
// texts, notes the words of each section, and writes pages and index.
func leastBuild(content, out string) error {
	var pages []string
	err := fs.WalkDir(os.DirFS(content), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".md") {
			pages = append(pages, p)
		}
		return err
	})
	if err != nil {
		return err
	}
	head, foot := bytes.Repeat([]byte("<p>frame of a page</p>\n"), 170), bytes.Repeat([]byte("<p>end of a page</p>\n"), 50)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	words := make([]map[string][]int, len(pages)) // of each page: word to the sections it is in
	texts := make([][]byte, len(pages))
	next := make(chan int)
	var workers sync.WaitGroup
	errs := make([]error, len(pages))
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var html bytes.Buffer
			for i := range next {
				data, err := os.ReadFile(filepath.Join(content, pages[i]))
				if err != nil {
					errs[i] = err
					continue
				}
				if _, rest, found := bytes.Cut(data, []byte("\n---\n")); found {
					data = rest
				}
				html.Reset()
				html.Write(head)
				if err := md.Convert(data, &html); err != nil {
					errs[i] = err
					continue
				}
				html.Write(foot)
				words[i], texts[i] = sectionWords(data), data
				errs[i] = writeFile(out, strings.TrimSuffix(pages[i], ".md")+".html", html.Bytes())
			}
		})
	}
	for i := range pages {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return leastIndex(out, words, texts)
}

// sectionWords is the words of a text and in which of its sections they are.
func sectionWords(text []byte) map[string][]int {
	words, section := map[string][]int{}, 0
	for line := range bytes.Lines(text) {
		if bytes.HasPrefix(line, []byte("##")) {
			section++
		}
		for word := range bytes.FieldsFuncSeq(bytes.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if in := words[string(word)]; len(in) == 0 || in[len(in)-1] != section {
				words[string(word)] = append(in, section)
			}
		}
	}
	return words
}

// leastIndex writes the sections of each word, and the texts to show of them, in compressed files of about 16 KB.
func leastIndex(out string, words []map[string][]int, texts [][]byte) error {
	all := map[string][]byte{}
	last := map[string]int{}
	for i, page := range words {
		for word, in := range page {
			for _, section := range in {
				id := i*16 + section
				all[word] = binary.AppendUvarint(all[word], uint64(id-last[word]))
				last[word] = id
			}
		}
	}
	n := 0
	var raw, packed bytes.Buffer
	squeeze, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return err
	}
	flush := func() error {
		packed.Reset()
		squeeze.Reset(&packed)
		if _, err := squeeze.Write(raw.Bytes()); err != nil {
			return err
		}
		if err := squeeze.Close(); err != nil {
			return err
		}
		raw.Reset()
		n++
		return writeFile(out, fmt.Sprintf("search/%05d", n), packed.Bytes())
	}
	for _, word := range slices.Sorted(maps.Keys(all)) {
		if utf8.RuneCountInString(word) > 1 {
			raw.WriteString(word)
			raw.Write(all[word])
		}
		if raw.Len() > 16<<10 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	for _, text := range texts {
		raw.Write(text)
		if raw.Len() > 16<<10 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
