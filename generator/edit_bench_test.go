package generator_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handbook/generator"
	made "handbook/generator/sample"
)

// BenchmarkEdit measures what an editor waits for, apart from the wait for quiet: from the bytes of a saved file on disk to the
// finished bytes of its page, and to knowing that nothing else changed; in milliseconds, by phase, the median and the 95th percentile of all
// edits. Every edit is of another page.
func BenchmarkEdit(b *testing.B) {
	for _, pages := range []int{100, 1000, 10000} {
		content := b.TempDir()
		write := func(p string, data []byte) error {
			at := filepath.Join(content, filepath.FromSlash(p))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				return err
			}
			return os.WriteFile(at, data, 0o644)
		}
		var paths []string // of pages in the content folder
		err := made.Files(pages, func(p string, data []byte) error {
			if strings.HasSuffix(p, ".md") {
				paths = append(paths, p)
			}
			return write(p, data)
		})
		if err != nil {
			b.Fatal(err)
		}
		builder := generator.NewBuilder()
		o := options(os.DirFS(content))
		if _, err := builder.Build(o); err != nil {
			b.Fatal(err)
		}
		for _, c := range []struct{ name, old, new string }{
			{"text", "\n\n## ", "\n\nSaved for the %dth time.\n\n## "},
			{"title", "title: ", "title: %d "},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, pages), func(b *testing.B) {
				times := map[string][]time.Duration{}
				n := 0
				for b.Loop() {
					n++
					p := paths[n*7919%len(paths)]
					before, err := os.ReadFile(filepath.Join(content, filepath.FromSlash(p)))
					if err != nil {
						b.Fatal(err)
					}
					after := bytes.Replace(before, []byte(c.old), fmt.Appendf(nil, c.new, n), 1)
					if bytes.Equal(before, after) {
						b.Fatal("nothing to edit in", p)
					}
					if err := write(p, after); err != nil {
						b.Fatal(err)
					}

					begin := time.Now()
					look := o
					look.Look = []string{p}
					r, err := builder.Build(look)
					if err != nil || r.Tree == nil || !r.Changed {
						b.Fatal(err, r)
					}
					built := time.Now()
					file, found, err := r.Tree.Lookup(strings.TrimSuffix(p, ".md") + ".html")
					if err != nil || !found {
						b.Fatal(p, found, err)
					}
					if data, err := file(); err != nil || !bytes.Contains(data, fmt.Append(nil, n)) {
						b.Fatalf("%s does not show the edit, error %v", p, err)
					}
					end := time.Now()

					again, err := builder.Build(o)
					if err != nil || again.Changed {
						b.Fatal("a second look finds something", err)
					}
					times["rescan"] = append(times["rescan"], time.Since(end))
					times["page"] = append(times["page"], end.Sub(built))
					times["all"] = append(times["all"], end.Sub(begin))
					for _, phase := range r.Phases {
						times[phase.Name] = append(times[phase.Name], phase.Duration)
					}
				}
				b.ReportMetric(0, "ns/op")
				for name, all := range times {
					slices.Sort(all)
					b.ReportMetric(milliseconds(all[len(all)/2]), name+"-ms")
					if name == "all" {
						b.ReportMetric(milliseconds(all[len(all)*95/100]), "all-p95-ms")
					}
				}
			})
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
