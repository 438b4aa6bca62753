package output

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Readers of a site that is rebuilt over and over find every page, whole, and the style sheet that it names.
func TestC7_Readers(t *testing.T) {
	for _, swap := range []bool{false, true} {
		pages, builds, reads := 200, 6, int64(10_000)
		if os.Getenv("HANDBOOK_LONG") != "" {
			pages, builds, reads = 3000, 20, 500_000
			if swap {
				pages, reads = 1000, 100_000
			}
		}
		t.Run(fmt.Sprintf("swap=%v", swap), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			writeWith(t, readersTree(t, pages, 0), dir, Options{})
			var done, missing, empty, cut, unstyled atomic.Int64
			stop := make(chan struct{})
			var readers sync.WaitGroup
			for i := range 4 {
				random := rand.New(rand.NewPCG(1, uint64(i)))
				readers.Go(func() {
					for {
						select {
						case <-stop:
							return
						default:
						}
						n := random.IntN(pages)
						data, err := os.ReadFile(filepath.Join(dir, "en", fmt.Sprintf("p%d.html", n)))
						done.Add(1)
						style, whole := readersPage(string(data), n)
						switch {
						case err != nil:
							missing.Add(1)
						case len(data) == 0:
							empty.Add(1)
						case !whole:
							cut.Add(1)
						default:
							done.Add(1)
							if data, err := os.ReadFile(filepath.Join(dir, "assets", style)); err != nil || string(data) != style {
								unstyled.Add(1)
							}
						}
					}
				})
			}
			built := 0
			for ; built < builds || done.Load() < reads; built++ {
				if _, err := readersTree(t, pages, built+1).Write(context.Background(), dir, Options{Swap: swap}); err != nil {
					t.Error(err)
					break
				}
			}
			close(stop)
			readers.Wait()
			t.Logf("%d reads over %d builds of %d pages: %d missing, %d empty, %d cut short, %d without style",
				done.Load(), built, pages, missing.Load(), empty.Load(), cut.Load(), unstyled.Load())
			if missing.Load()+empty.Load()+cut.Load()+unstyled.Load() > 0 {
				t.Error("readers met half a handbook")
			}
		})
	}
}

// readersTree is a handbook of pages that know whether they are whole. Every page is different in every state.
func readersTree(t *testing.T, pages, state int) *Tree {
	style := fmt.Sprintf("s-%d.css", state)
	files := map[string]func() ([]byte, error){
		"assets/" + style: func() ([]byte, error) { return []byte(style), nil },
	}
	for n := range pages {
		files[fmt.Sprintf("en/p%d.html", n)] = func() ([]byte, error) {
			return fmt.Appendf(nil, "<%d %s>%s</%d>", n, style, strings.Repeat("x", 2000+(n*7+state*131)%6000), n), nil
		}
	}
	tree := &Tree{}
	if err := tree.Add(files); err != nil {
		t.Fatal(err)
	}
	return tree
}

func readersPage(page string, n int) (style string, whole bool) {
	m := regexp.MustCompile(`^<(\d+) (\S+)>x+</(\d+)>$`).FindStringSubmatch(page)
	if m == nil || m[1] != fmt.Sprint(n) || m[3] != m[1] {
		return "", false
	}
	return m[2], true
}
