// Package output holds a finished handbook as a map from path to a function that makes its bytes, and
// is the only writer of files.
//
// Write changes a folder in four steps, under a lock that names the process that holds it. It reads what earlier builds
// left there (past). It makes every file and lays those that differ from what is published in a staging folder. It looks at everything
// that could stand in the way. So far nothing that readers see has changed, and any failure ends here. Then it renames the staged files into place,
// what pages need before the pages that need it; then the manifest; last it deletes what earlier builds wrote, is no longer
// made and nobody changed. Style sheets, scripts and shards of the build before stay, so that a page that a reader has open
// never misses its own. With Options.Swap it makes a whole new folder of second names for files instead, and
// exchanges the two in one step (swap).
//
// Files it did not write are never touched. A build may be killed at any moment: each file is wholly old or wholly new, and a plan in the
// staging folder tells the next build which files are of that one, so that it can put all right.
//
// All this goes through one small interface, disk: the real one is an os.Root, which nothing leads out of; that of the tests fails
// at any operation they like.
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

// Tree is a finished handbook: slash-separated path to a function that makes its bytes. These functions may
// be called at any time and together. Some files are not known by name before a costly step is done: Later puts that step off
// until one of them, or everything, is asked for; Find puts off listing files that can be found one by one. The zero Tree is empty. One goroutine fills it, then any number may use it.
type Tree struct {
	files map[string]func() ([]byte, error)
	finds []func(path string) func() ([]byte, error)
	later []later
}

// later is a group of files whose names are not known yet.
type later struct {
	prefix string
	list   func() (map[string]func() ([]byte, error), error)
}

// Add joins another set of files. A path that is there already is an error: no file may
// quietly take the place of another.
func (t *Tree) Add(files map[string]func() ([]byte, error)) error {
	if t.files == nil {
		t.files = make(map[string]func() ([]byte, error), len(files))
	}
	return join(t.files, files)
}

// Later joins the files that list will name, all of them below prefix, which is "" or ends in "/". list is called once, when a
// path there is looked up and no other file is known to be there, or all paths are.
func (t *Tree) Later(prefix string, list func() (map[string]func() ([]byte, error), error)) {
	t.later = append(t.later, later{prefix, sync.OnceValues(func() (map[string]func() ([]byte, error), error) {
		files, err := list()
		for p := range files {
			if !strings.HasPrefix(p, prefix) {
				return nil, fmt.Errorf("%q is not below %q", p, prefix)
			}
		}
		return files, err
	})})
}

// Find joins the files of list as Later does with prefix "". Of those that are asked for one by one find knows most without the list;
// it returns nil for others.
func (t *Tree) Find(find func(path string) func() ([]byte, error), list func() (map[string]func() ([]byte, error), error)) {
	t.finds = append(t.finds, find)
	t.Later("", list)
}

// Lookup finds the function that makes the file at a path. An error is one of listing the files there.
func (t *Tree) Lookup(path string) (file func() ([]byte, error), found bool, err error) {
	if file, found = t.files[path]; found {
		return file, true, nil
	}
	for _, find := range t.finds {
		if file = find(path); file != nil {
			return file, true, nil
		}
	}
	for _, l := range t.later {
		if strings.HasPrefix(path, l.prefix) {
			files, err := l.list()
			if file, found = files[path]; found || err != nil {
				return file, found, err
			}
		}
	}
	return nil, false, nil
}

// every is all files, those of Later too.
func (t *Tree) every() (map[string]func() ([]byte, error), error) {
	all := make(map[string]func() ([]byte, error), len(t.files))
	maps.Copy(all, t.files)
	for _, l := range t.later {
		files, err := l.list()
		if err != nil {
			return nil, err
		}
		if err := join(all, files); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func join(all, files map[string]func() ([]byte, error)) error {
	for p, file := range files {
		if _, taken := all[p]; taken {
			return fmt.Errorf("two files want the place %s in the output", p)
		}
		if !fs.ValidPath(p) || p == "." || isOwn(p) {
			return fmt.Errorf("%q cannot be a place in the output", p)
		}
		all[p] = file
	}
	return nil
}

// Paths returns all paths in the order they are published: what pages need, pages, the rest.
func (t *Tree) Paths() ([]string, error) {
	all, err := t.every()
	return inOrder(all), err
}

func inOrder(files map[string]func() ([]byte, error)) []string {
	return slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
}

func rank(p string) int {
	switch {
	case isEntrance(p):
		return 2
	case path.Ext(p) == ".html":
		return 1
	case outlives(p):
		return 0
	case path.Dir(p) == ".", path.Ext(p) == ".xml":
		return 2
	default: // what a page offers to download
		return 0
	}
}

// Each makes every file and hands it to use, on all processors, in no particular order. It stops at the
// first error, which names the path, or when ctx is done.
func (t *Tree) Each(ctx context.Context, use func(path string, data []byte) error) error {
	all, err := t.every()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	jobs := make(chan string)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for p := range jobs {
				if err := one(p, all[p], use); err != nil {
					stop(err)
				}
			}
		})
	}
feed:
	for _, p := range inOrder(all) {
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

func one(p string, file func() ([]byte, error), use func(string, []byte) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: making it broke down: %v", p, r)
		}
	}()
	data, err := file()
	if err != nil {
		return fmt.Errorf("%s: %w", p, err)
	}
	return use(p, data)
}
