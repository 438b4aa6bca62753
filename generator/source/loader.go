package source

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"handbook/generator/diag"
)

// Loader reads a content folder again and again. A file whose size, times and identity are as they were is not read
// again, and one whose bytes are as they were is the same *File. One goroutine at a time may use it.
//
// Two saves within one tick of a file system's clock leave the same times behind. So a file is read again until its
// times are older than the coarsest tick, by the clock of the computer and by how long ago they were first seen, as Git does with
// its index ("racy git", https://git-scm.com/docs/racy-git).
type Loader struct {
	fsys    fs.FS
	items   map[string]*item // by path
	order   []*item          // by path
	moved   bool             // items are not those in order
	pending []examination
	turn    int  // of Load and Look
	round   int  // of listing folders
	first   bool // nothing was seen before
	now     func() time.Time
}

// tick is the coarsest step of a file system's times: that of FAT.
const tick = 2 * time.Second

// item is what was last seen at a path.
type item struct {
	path    string
	folder  bool
	round   int       // when it was last listed
	named   diag.List // what is wrong with its name or nature
	file    *File     // nil for what is no plain file
	found   diag.List // what is wrong in it
	stamp   stamp
	since   time.Time // when the stamp was first seen; zero for the first look of all
	sure    bool      // another stamp is sure to follow the next change
	awaited int       // the turn in which it was last looked at
	gone    bool
}

// examination is a file to be looked at.
type examination struct {
	item *item
	stat func() (fs.FileInfo, error)
}

// NewLoader returns a Loader that has seen nothing yet.
func NewLoader() *Loader { return &Loader{now: time.Now} }

// Load reads every content file below fsys, sorted by path. Files whose names start with a dot,
// and those that editors leave behind, are passed over. Bad encodings, control
// characters, bad names, links and special files are diagnostics; the error is a failure to read.
func Load(fsys fs.FS) ([]*File, diag.List, error) { return NewLoader().Load(fsys) }

// Load looks at every file, as the function Load does.
func (l *Loader) Load(content fs.FS) ([]*File, diag.List, error) {
	l.begin(content)
	err := l.list(".", true)
	if err == nil {
		l.forget(func(it *item) bool { return it.round != l.round })
		err = l.examine()
	}
	return l.result(err)
}

// Look looks at these files and folders only, new or gone, and takes all else to be as it was. What it cannot know
// without looking further (a folder above that became a link) it leaves to the next Load.
func (l *Loader) Look(content fs.FS, paths []string) ([]*File, diag.List, error) {
	if l.begin(content); l.first {
		return l.Load(content)
	}
	var err error
	for _, p := range paths {
		if p = path.Clean(p); p == "." {
			return l.Load(content)
		}
		if fs.ValidPath(p) && !slices.ContainsFunc(strings.Split(p, "/"), Ignored) {
			if err = l.look(p); err != nil {
				break
			}
		}
	}
	if err == nil {
		err = l.examine()
	}
	return l.result(err)
}

// begin forgets what was seen in another folder.
func (l *Loader) begin(content fs.FS) {
	if l.items == nil || !same(l.fsys, content) {
		l.items, l.order, l.first = map[string]*item{}, nil, true
	}
	l.fsys, l.moved, l.pending = content, false, l.pending[:0]
	l.turn++
	l.round++
}

// same reports file systems that are known to be one.
func same(a, b fs.FS) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case x.Type() != y.Type():
		return false
	case x.Kind() == reflect.Map:
		return x.Pointer() == y.Pointer()
	}
	return x.Comparable() && a == b
}

// result is all files, and what is wrong with them. After an error nothing is taken for granted.
func (l *Loader) result(err error) ([]*File, diag.List, error) {
	if err != nil {
		l.items = nil
		return nil, nil, err
	}
	l.first = false
	if l.moved {
		l.order = l.order[:0:0]
		for _, it := range l.items {
			l.order = append(l.order, it)
		}
		slices.SortFunc(l.order, func(a, b *item) int { return strings.Compare(a.path, b.path) })
	}
	files := make([]*File, 0, len(l.order))
	var problems diag.List
	for _, it := range l.order {
		problems = append(append(problems, it.named...), it.found...)
		if it.file != nil {
			files = append(files, it.file)
		}
	}
	return files, problems.Sorted(), nil
}

// look looks at one path.
func (l *Loader) look(p string) error {
	it := l.items[p]
	if it != nil && it.folder {
		return l.relist(p, true)
	}
	info, err := fs.Lstat(l.fsys, p)
	switch {
	case it == nil && errors.Is(err, fs.ErrNotExist):
		return nil // it came and went
	case it != nil && it.file != nil && err == nil && info.Mode().IsRegular():
		l.await(it, func() (fs.FileInfo, error) { return info, nil })
		return nil
	}
	// The folder knows how the name is written, and of what nature it is.
	return l.relist(path.Dir(p), false)
}

// relist lists a folder again, or the nearest one above that is still known and there.
func (l *Loader) relist(dir string, deep bool) error {
	for dir != "." {
		if it := l.items[dir]; it != nil && it.folder {
			if info, err := fs.Lstat(l.fsys, dir); err == nil && info.IsDir() {
				break
			}
		}
		dir, deep = path.Dir(dir), false
	}
	l.round++
	if err := l.list(dir, deep); err != nil {
		return err
	}
	prefix := dir + "/"
	l.forget(func(it *item) bool {
		below, inside := strings.CutPrefix(it.path, prefix)
		return it.round != l.round && (inside || dir == ".") && (deep || !strings.Contains(below, "/"))
	})
	return nil
}

// list notes what is in a folder. Its files, and what is in folders below, are looked at when they are new, or all of them when
// it goes deep.
func (l *Loader) list(dir string, deep bool) error {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		if dir != "." && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return readError(dir, err)
	}
	for _, entry := range entries {
		if Ignored(entry.Name()) {
			continue
		}
		it, fresh := l.item(path.Join(dir, entry.Name()), entry)
		it.round = l.round
		switch {
		case it.folder && (deep || fresh):
			if err := l.list(it.path, true); err != nil {
				return err
			}
		case entry.Type().IsRegular() && utf8.ValidString(entry.Name()) && (deep || fresh):
			l.await(it, entry.Info)
		}
	}
	return nil
}

// await has a file looked at, once.
func (l *Loader) await(it *item, stat func() (fs.FileInfo, error)) {
	if it.awaited != l.turn {
		it.awaited = l.turn
		l.pending = append(l.pending, examination{it, stat})
	}
}

// item is the one of a listed name, a new one unless it is known as what it is now.
func (l *Loader) item(name string, entry fs.DirEntry) (it *item, fresh bool) {
	mode := entry.Type()
	if it := l.items[name]; it != nil && it.folder == mode.IsDir() && (it.file != nil) == mode.IsRegular() && !it.gone {
		return it, false
	}
	it = &item{path: name}
	l.items[name], l.moved = it, true
	if !utf8.ValidString(entry.Name()) {
		// Nothing below it can be opened through fs.FS.
		it.named = diag.List{nameNotUTF8(name, suggest(entry.Name()))}
		return it, true
	}
	if p, found := nameProblem(name, entry); found {
		it.named = diag.List{p}
	}
	it.folder = mode.IsDir()
	if !it.folder && !mode.IsRegular() {
		it.named = append(it.named, specialFile(name, mode))
	}
	return it, true
}

// forget drops items, and with a folder all that is in it.
func (l *Loader) forget(gone func(*item) bool) {
	for p, it := range l.items {
		if gone(it) {
			delete(l.items, p)
			l.moved = true
		}
	}
	if !l.moved {
		return
	}
	for p := range l.items {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if it := l.items[dir]; it == nil || !it.folder { // it may have become a file
				delete(l.items, p)
				break
			}
		}
	}
}

// examine looks at the files that wait for it, with as many readers as there are processors. Each writes only to
// the items it looks at.
func (l *Loader) examine() error {
	errs := make([]error, len(l.pending))
	var next atomic.Int64
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(l.pending)) {
		readers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(errs)); i = next.Add(1) - 1 {
				errs[i] = l.one(l.pending[i])
			}
		})
	}
	readers.Wait()
	for i, err := range errs {
		switch it := l.pending[i].item; {
		case err != nil:
			return err
		case it.gone && l.items[it.path] == it:
			delete(l.items, it.path)
			l.moved = true
		}
	}
	return nil
}

// one reads a file unless it is known to be as it was. A file that is gone by now, or no longer a file, is as if it had not
// been listed.
func (l *Loader) one(x examination) error {
	it := x.item
	info, err := x.stat()
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		it.gone = true
		return nil
	}
	if err != nil {
		return readError(it.path, err)
	}
	now, stamp := l.now(), stampOf(info)
	if it.file != nil && it.sure && it.stamp == stamp {
		return nil
	}
	if it.stamp != stamp && !l.first {
		it.since = now
	}
	it.stamp, it.sure = stamp, stamp.known && now.Sub(stamp.latest()) > tick && now.Sub(it.since) > tick
	file, found, err := read(l.fsys, it.path)
	if errors.Is(err, fs.ErrNotExist) {
		it.gone = true
		return nil
	}
	if err != nil {
		return err
	}
	if it.file == nil || it.file.Hash != file.Hash {
		it.file, it.found = file, found
	}
	return nil
}

// stamp is what a file system tells of a file that changes when the file does. Times are nanoseconds since 1970.
type stamp struct {
	known            bool // the file system knows times at all
	size             int64
	written, changed int64 // changed, of the bytes or of what is known of the file, is 0 where the system does not tell; nobody can set it
	device, inode    uint64
}

func stampOf(info fs.FileInfo) stamp {
	s := stamp{known: !info.ModTime().IsZero(), size: info.Size(), written: info.ModTime().UnixNano()}
	s.identify(info.Sys())
	return s
}

// latest is the time of the last change.
func (s stamp) latest() time.Time { return time.Unix(0, cmp.Or(s.changed, s.written)) }
