package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// fault fails the n-th operation of a build, once, or from there on as if the process had been killed.
type fault struct {
	n    int // 0 fails none
	err  error
	kill bool

	mu     sync.Mutex
	count  int
	hit    string
	writes []string // operations that change something
}

var errKilled = errors.New("killed")

func (f *fault) wrap(d disk) disk { return faulty{d, f} }

func (f *fault) at(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	if f.n == 0 || f.count < f.n || f.count > f.n && !f.kill {
		return nil
	}
	if f.count == f.n {
		f.hit = op + " " + name
	}
	if f.kill {
		return errKilled
	}
	return &fs.PathError{Op: op, Path: name, Err: f.err}
}

func (f *fault) change(op, name string, do func() error) error {
	f.mu.Lock()
	f.writes = append(f.writes, op+" "+name)
	f.mu.Unlock()
	if err := f.at(op, name); err != nil {
		return err
	}
	return do()
}

// faulty is a disk with a fault.
type faulty struct {
	disk
	f *fault
}

func (d faulty) Stat(name string) (fs.FileInfo, error) {
	if err := d.f.at("stat", name); err != nil {
		return nil, err
	}
	return d.disk.Stat(name)
}

func (d faulty) Lstat(name string) (fs.FileInfo, error) {
	if err := d.f.at("lstat", name); err != nil {
		return nil, err
	}
	return d.disk.Lstat(name)
}

func (d faulty) List(name string) ([]fs.FileInfo, error) {
	if err := d.f.at("list", name); err != nil {
		return nil, err
	}
	return d.disk.List(name)
}

func (d faulty) Open(name string) (io.ReadCloser, error) {
	if err := d.f.at("open", name); err != nil {
		return nil, err
	}
	r, err := d.disk.Open(name)
	return faultyReader{r, d.f, name}, err
}

func (d faulty) Create(name string) (w io.WriteCloser, err error) {
	err = d.f.change("create", name, func() (err error) { w, err = d.disk.Create(name); return err })
	return faultyWriter{w, d.f, name}, err
}

func (d faulty) Mkdir(name string) error {
	return d.f.change("mkdir", name, func() error { return d.disk.Mkdir(name) })
}

func (d faulty) Chmod(name string, mode fs.FileMode) error {
	return d.f.change("chmod", name, func() error { return d.disk.Chmod(name, mode) })
}

func (d faulty) Rename(from, to string) error {
	return d.f.change("rename", to, func() error { return d.disk.Rename(from, to) })
}

func (d faulty) Link(from, to string) error {
	return d.f.change("link", to, func() error { return d.disk.Link(from, to) })
}

func (d faulty) Exchange(a, b string) error {
	return d.f.change("exchange", a, func() error { return d.disk.Exchange(a, b) })
}

func (d faulty) Remove(name string) error {
	return d.f.change("remove", name, func() error { return d.disk.Remove(name) })
}

type faultyReader struct {
	io.ReadCloser
	f    *fault
	name string
}

func (r faultyReader) Read(p []byte) (int, error) {
	if err := r.f.at("read", r.name); err != nil {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

type faultyWriter struct {
	io.WriteCloser
	f    *fault
	name string
}

// Write leaves the first half behind when it fails.
func (w faultyWriter) Write(p []byte) (n int, err error) {
	if err := w.f.at("write", w.name); err != nil {
		n, _ = w.WriteCloser.Write(p[:len(p)/2])
		return n, err
	}
	return w.WriteCloser.Write(p)
}

func (w faultyWriter) Close() error {
	err := w.WriteCloser.Close()
	return errors.Join(w.f.at("close", w.name), err)
}

// Three states of a handbook, and files of somebody else's in its folder.
func faultyTrees() (before, after, third, others map[string]string) {
	before = map[string]string{
		"index.html": "start 1", "en/a.html": "a 1", "en/b.html": "b 1", "en/same.html": "same", "gone/for/good.html": "good",
		"assets/s-1.css": "style 1", "assets/p-1.png": "picture", "search/en/l-1.js": "shard 1", "search/en/manifest.js": "l-1",
		"sitemap.xml": "1", "en/a.md": "a 1",
	}
	after = map[string]string{
		"index.html": "start 2", "en/a.html": "a 2, longer", "en/same.html": "same", "new/folder/c.html": "c 2",
		"assets/s-2.css": "style 2", "assets/p-1.png": "picture", "search/en/l-2.js": "shard 2", "search/en/manifest.js": "l-2",
		"sitemap.xml": "2", "en/a.md": "a 2",
	}
	third = map[string]string{"index.html": "start 3", "en/same.html": "same", "assets/s-3.css": "style 3", "en/b.html": "b 3"}
	others = map[string]string{"CNAME": "example.org", "keep/x.pdf": "pdf", "gone/mine.txt": "mine"}
	return
}

// For every n: when the n-th operation of a build fails, or the process is killed there, each file that readers see is wholly
// old or wholly new, nothing of somebody else's is touched, the error names a path, and the next build puts all right.
// With --swap the folder is wholly old or wholly new.
func TestC4_FaultInjection(t *testing.T) {
	full := os.Getenv("HANDBOOK_LONG") != ""
	for _, swap := range []bool{false, true} {
		for _, first := range []bool{false, true} {
			for name, f := range map[string]struct {
				err  error
				kill bool
			}{
				"ENOSPC": {err: syscall.ENOSPC}, "EIO": {err: syscall.EIO}, "EACCES": {err: syscall.EACCES},
				"EMFILE": {err: syscall.EMFILE}, "killed": {kill: true},
			} {
				if !full && (swap || first) && name != "ENOSPC" && name != "killed" {
					continue
				}
				t.Run(fmt.Sprintf("%s swap=%v first=%v", name, swap, first), func(t *testing.T) {
					t.Parallel()
					n := 1
					for ; faultAt(t, n, f.err, f.kill, swap, first); n++ {
					}
					if n < 50 {
						t.Errorf("only %d operations were tried", n)
					}
				})
			}
		}
	}
}

// A build that is killed while it puts right what one killed before it has left.
func TestC4_KilledTwice(t *testing.T) {
	step := 9
	if os.Getenv("HANDBOOK_LONG") != "" {
		step = 4
	}
	before, after, third, others := faultyTrees()
	for n := 3; ; n += step {
		ended := false
		for m := 1 + n%step; ; m += step {
			dir := filepath.Join(t.TempDir(), "public")
			write(t, fixed(before), dir)
			put(t, dir, others)
			first, second := &fault{n: n, kill: true}, &fault{n: m, kill: true}
			_, _ = fixed(after).write(context.Background(), dir, Options{Swap: true}, first.wrap)
			_, _ = fixed(third).write(context.Background(), dir, Options{Swap: m%2 == 0}, second.wrap)
			r := write(t, fixed(after), dir)
			now := published(visible(t, dir), after)
			for p, data := range others {
				if now[p] != data {
					t.Fatalf("n=%d m=%d: somebody's %s is %q", n, m, p, now[p])
				}
				delete(now, p)
			}
			if !sameFiles(now, after) || len(r.Overwrote)+len(r.Kept) > 0 {
				t.Fatalf("n=%d (%s) m=%d (%s): %v %+v", n, first.hit, m, second.hit, now, r)
			}
			if litter := ownFiles(t, dir); !slices.Equal(litter, []string{manifestName}) {
				t.Fatalf("n=%d (%s) m=%d (%s): %v", n, first.hit, m, second.hit, litter)
			}
			ended = first.hit == ""
			if second.hit == "" {
				break
			}
		}
		if ended {
			break
		}
	}
}

// faultAt runs one build with a fault at the n-th operation and reports whether there was an n-th.
func faultAt(t *testing.T, n int, fails error, kill, swap, first bool) bool {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	before, after, third, others := faultyTrees()
	if first {
		before, others = nil, nil
	} else {
		write(t, fixed(before), dir)
		put(t, dir, others)
	}
	f := &fault{n: n, err: fails, kill: kill}
	_, err := fixed(after).write(context.Background(), dir, Options{Swap: swap}, f.wrap)
	where := fmt.Sprintf("n=%d (%s)", n, f.hit)
	now := map[string]string{}
	if _, missing := os.Stat(dir); missing == nil {
		now = visible(t, dir)
	}
	for p, data := range others {
		if now[p] != data {
			t.Fatalf("%s: somebody's %s is %q", where, p, now[p])
		}
		delete(now, p)
	}
	var failed *FailedError
	switch {
	case err == nil && f.hit != "" && !sameFiles(published(now, after), after):
		t.Fatalf("%s: no error, but %v", where, now)
	case err != nil && !kill && (!errors.As(err, &failed) || !errors.Is(err, fails) || !strings.HasPrefix(failed.Path, dir)):
		t.Fatalf("%s: error %v", where, err)
	case err != nil && failed != nil && !failed.Begun && !sameFiles(now, before):
		t.Fatalf("%s: nothing was to change, but %v", where, now)
	}
	if swap && !sameFiles(now, before) && !sameFiles(published(now, after), after) {
		t.Fatalf("%s: neither old nor new: %v", where, now)
	}
	for p, data := range now {
		if data != before[p] && data != after[p] {
			t.Fatalf("%s: %s is %q", where, p, data)
		}
	}
	for p := range after {
		if _, old := before[p]; old && now[p] == "" {
			t.Fatalf("%s: %s is missing", where, p)
		}
	}
	next := after
	if n%2 == 0 {
		next = third
	}
	r := write(t, fixed(next), dir)
	if len(r.Overwrote)+len(r.Kept) > 0 {
		t.Fatalf("%s: then %+v", where, r)
	}
	now = visible(t, dir)
	for p := range others {
		delete(now, p)
	}
	if !sameFiles(published(now, next), next) {
		t.Fatalf("%s: then %v", where, now)
	}
	var m manifest
	if m = readBack(t, dir); !maps.Equal(m.Files, hashes(next)) {
		t.Fatalf("%s: then a manifest of %v", where, m.Files)
	}
	for p := range now {
		if _, made := next[p]; !made && m.Old[p] == "" {
			t.Fatalf("%s: then %s stays for no reason", where, p)
		}
	}
	if litter := ownFiles(t, dir); !slices.Equal(litter, []string{manifestName}) {
		t.Fatalf("%s: then %v", where, litter)
	}
	return f.hit != ""
}

// published is the files of a folder without old assets that the handbook no longer has.
func published(files, made map[string]string) map[string]string {
	files = maps.Clone(files)
	maps.DeleteFunc(files, func(p, _ string) bool { _, ok := made[p]; return !ok && outlives(p) })
	return files
}

func sameFiles(a, b map[string]string) bool { return maps.Equal(a, b) }

func hashes(files map[string]string) map[string]string {
	all := map[string]string{}
	for p, data := range files {
		all[p] = sum([]byte(data))
	}
	return all
}

func readBack(t *testing.T, dir string) manifest {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	b, err := readPast(rooted{root, nil}, ".")
	if err != nil {
		t.Fatal(err)
	}
	return b.manifest
}

// ownFiles is what publishing keeps for itself in and beside a folder.
func ownFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	for _, place := range []string{dir, filepath.Dir(dir)} {
		entries, err := os.ReadDir(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") {
				names = append(names, e.Name())
			}
		}
	}
	return names
}

func TestC4_CleanFault(t *testing.T) {
	before, _, _, others := faultyTrees()
	for n := 1; ; n++ {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, fixed(before), dir)
		put(t, dir, others)
		f := &fault{n: n, err: syscall.EIO}
		_, err := clean(dir, f.wrap)
		if f.hit == "" {
			break
		}
		if err != nil && !errors.Is(err, syscall.EIO) {
			t.Fatalf("%s: %v", f.hit, err)
		}
		if _, err := Clean(dir); err != nil && !isRefused(err) {
			t.Fatalf("%s: then %v", f.hit, err)
		}
		if now := visible(t, dir); !sameFiles(now, others) {
			t.Fatalf("%s: then %v", f.hit, now)
		}
	}
}
