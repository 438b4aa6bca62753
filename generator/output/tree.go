// Package output holds a finished handbook as a map from path to a function that makes its bytes, and
// is the only writer of files.
//
// Write changes a folder in three steps. It makes every file and lays those that differ from what is
// published in a staging folder beside them; nothing published has changed so far, and
// any failure ends here. It then renames them into place, what pages need before the pages
// that need it, so that a reader never meets a page without its style sheet. Last it deletes the files of the
// manifest before that are no longer made and that nobody changed, and writes the new manifest.
// Files it did not write are never touched.
package output

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Tree is a finished handbook: slash-separated path to a function that makes its bytes. The functions may
// be called at any time and together.
type Tree map[string]func() ([]byte, error)

// Add joins another set of files. A path that is there already is an error: no file may
// quietly take the place of another.
func (t Tree) Add(files map[string]func() ([]byte, error)) error {
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if _, taken := t[p]; taken {
			return fmt.Errorf("two files want the place %s in the output", p)
		}
		if !fs.ValidPath(p) || p == "." || isOwn(p) {
			return fmt.Errorf("%q cannot be a place in the output", p)
		}
		t[p] = files[p]
	}
	return nil
}

// Paths returns all paths in the order they are published: what pages need, pages, the rest.
func (t Tree) Paths() []string {
	return slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
}

func rank(p string) int {
	switch {
	case strings.HasPrefix(p, "assets/"), strings.HasPrefix(p, "search/"):
		return 0
	case path.Ext(p) == ".html":
		return 1
	default:
		return 2
	}
}

// Each makes every file and hands it to use, on all processors, in no particular order. It stops at the
// first error, which names the path, or when ctx is done.
func (t Tree) Each(ctx context.Context, use func(path string, data []byte) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	paths := t.Paths()
	jobs := make(chan string)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for p := range jobs {
				if err := t.one(p, use); err != nil {
					stop(err)
				}
			}
		})
	}
feed:
	for _, p := range paths {
		select {
		case jobs <- p:
		case <-ctx.Done():
			break feed
		}
	}
	close(jobs)
	workers.Wait()
	return context.Cause(ctx)
}

func (t Tree) one(p string, use func(string, []byte) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: making it broke down: %v", p, r)
		}
	}()
	data, err := t[p]()
	if err != nil {
		return fmt.Errorf("%s: %w", p, err)
	}
	return use(p, data)
}
