package output

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Options say how to publish.
type Options struct {
	Adopt bool              // take over a folder with files of somebody else, and replace those where the handbook has its own
	Swap  bool              // exchange the whole folder for a new one in one step; refused where the system cannot
	Made  func(path string) // is told of each file that was made, from several goroutines; may be nil
}

// Report counts what Write did. Paths are sorted.
type Report struct {
	Files     int      // in the handbook
	Bytes     int64    // of all of them
	Written   []string // new or different
	Deleted   []string // no longer made
	Kept      []string // no longer made, but changed by hand since: left alone
	Overwrote []string // changed by hand since the last build and made anew
	Lost      bool     // the manifest of the last build could not be understood, so nothing was deleted
	Odd       []string // what the manifest named outside of the folder: left alone
}

// Write publishes the tree in dir, which it makes when it is not there. An error is a RefusedError, a LockedError, a FailedError,
// what a function of the tree answered, or the cause of ctx. Unless it is a FailedError that says so, nothing was changed.
func (t *Tree) Write(ctx context.Context, dir string, o Options) (Report, error) {
	return t.write(ctx, dir, o, func(d disk) disk { return d })
}

// write is Write on file systems that wrap has had in its hands.
func (t *Tree) write(ctx context.Context, dir string, o Options, wrap func(disk) disk) (_ Report, err error) {
	_, missing := os.Lstat(dir)
	real, err := openFolder(dir)
	if err != nil {
		return Report{}, opening(err, dir)
	}
	w := &writer{disk: wrap(real), dir: dir, options: o, made: map[string]string{}, staged: map[string]string{}}
	defer func() {
		w.disk.Close()
		if err != nil && errors.Is(missing, fs.ErrNotExist) {
			os.Remove(dir) // unless it holds anything
		}
	}()
	if o.Swap {
		if w.swap, err = openSwap(w, wrap); err != nil {
			return Report{}, w.failed(err, dir)
		}
		defer w.swap.close()
	}
	if err := w.begin(wrap); err != nil {
		return Report{}, w.failed(err, dir)
	}
	if err := t.Each(ctx, w.stage); err != nil {
		_ = w.undo(nil)
		return Report{}, err
	}
	if err := w.verify(); err != nil {
		return Report{}, w.undo(err)
	}
	if err := w.publish(); err != nil {
		return Report{}, w.failed(err, dir)
	}
	return w.report, nil
}

// writer publishes one tree in one folder.
type writer struct {
	disk    disk
	dir     string // as the caller named it
	options Options
	swap    *swap // nil to publish in place
	before  past
	begun   bool // something that readers see may have changed

	mu       sync.Mutex
	made     map[string]string // path to hash
	staged   map[string]string // path to its place in the staging folder
	staging  bool              // the staging folder is there
	new      map[string]bool   // of what is staged: not in the output yet
	replaced map[string]string // somebody's change, by its hash, that goes
	foreign  []string          // somebody else's files where ours belong
	notPlain []string          // not even files
	report   Report
	buffers  sync.Pool
}

// begin finds out what earlier builds did, and clears away what one that was killed left behind.
func (w *writer) begin(wrap func(disk) disk) (err error) {
	w.new, w.replaced = map[string]bool{}, map[string]string{}
	w.buffers.New = func() any { return new([bufferSize]byte) }
	if w.before, err = readPast(w.disk, "."); err != nil {
		return err
	}
	w.report.Lost, w.report.Odd = w.before.lost, w.before.odd
	if !w.before.found && !w.options.Adopt {
		if err := w.refuseForeign(); err != nil {
			return err
		}
	}
	left, err := healSwap(w, wrap)
	if err != nil {
		return err
	}
	if w.swap != nil {
		if len(left) > 0 {
			return swapLeft(w.dir, filepath.Join(w.swap.upName, w.swap.side))
		}
		if err := w.swap.probe(); err != nil {
			return err
		}
	}
	return w.clearStaging()
}

func (w *writer) refuseForeign() error {
	infos, err := w.disk.List(".")
	if err != nil {
		return err
	}
	var names []string
	for _, info := range infos {
		if !isOwn(info.Name()) {
			names = append(names, info.Name())
		}
	}
	if len(names) > 0 {
		return foreign(w.dir, names)
	}
	return nil
}

// clearStaging removes the staging folder, except for a plan that is still needed.
func (w *writer) clearStaging() error {
	infos, err := w.disk.List(stagingName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, info := range infos {
		name := stagingName + "/" + info.Name()
		if name == planName && w.before.plan != nil {
			w.staging = true
			continue
		}
		if err := w.disk.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if w.staging {
		return nil
	}
	return w.disk.Remove(stagingName)
}

// undo clears away what was staged after an error, which it hands back.
func (w *writer) undo(err error) error {
	w.staging = false
	_ = w.clearStaging() // what stays is cleared by the next build
	return w.failed(err, w.dir)
}

// stage compares one file with what is published and lays it ready if it differs.
func (w *writer) stage(p string, data []byte) error {
	if w.options.Made != nil {
		w.options.Made(p)
	}
	digest := sha256.Sum256(data)
	hash := hex.EncodeToString(digest[:])
	now, obstacle, err := w.published(p, data, hash)
	if err != nil {
		return w.failed(err, p)
	}
	w.mu.Lock()
	w.report.Files++
	w.report.Bytes += int64(len(data))
	w.made[p] = hash
	switch {
	case now == hash:
		w.mu.Unlock()
		return nil
	case now == notThere:
		w.new[p] = true
	case now == notAFile:
		w.notPlain = append(w.notPlain, obstacle)
	case w.before.wrote(p, now):
	case w.options.Adopt || w.before.lost || w.before.knows(p):
		w.report.Overwrote = append(w.report.Overwrote, p)
		w.replaced[p] = now
	default:
		w.foreign = append(w.foreign, p)
	}
	name := fmt.Sprintf("%s/%d", stagingName, len(w.staged))
	w.staged[p] = name
	err = w.needStaging()
	w.mu.Unlock()
	if err == nil {
		err = writeFile(w.disk, name, data)
	}
	return w.failed(err, p)
}

func (w *writer) needStaging() error {
	if w.staging {
		return nil
	}
	err := w.disk.Mkdir(stagingName)
	w.staging = err == nil
	return err
}

// What published answers if there is nothing to hash.
const (
	notThere = ""
	notAFile = "-"
)

// published is the hash of the file that stands in the output: made, if it holds the same as data. Where no file can stand,
// obstacle is what is in its way.
func (w *writer) published(p string, data []byte, made string) (hash, obstacle string, err error) {
	info, err := w.disk.Lstat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return notThere, "", nil
	case err == nil && !info.Mode().IsRegular():
		return notAFile, p, nil
	case err != nil:
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			if info, err := w.disk.Lstat(d); err == nil && !info.IsDir() { // a file, or a link that leads out
				return notAFile, d, nil
			}
		}
		return "", "", err
	}
	if info.Size() == int64(len(data)) {
		if same, err := w.holds(p, data); same || err != nil {
			return made, "", err
		}
	}
	hash, err = w.hash(w.disk, p)
	return hash, "", err
}

// holds reports whether a file as long as data holds the same.
func (w *writer) holds(p string, data []byte) (bool, error) {
	f, err := w.disk.Open(p)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buffer := w.buffers.Get().(*[bufferSize]byte)
	defer w.buffers.Put(buffer)
	for len(data) > 0 {
		n, err := f.Read(buffer[:])
		switch {
		case n > len(data), !bytes.Equal(buffer[:n], data[:n]), n == 0 && errors.Is(err, io.EOF):
			return false, nil
		case n == 0 && err != nil:
			return false, err
		}
		data = data[n:]
	}
	return true, nil
}

func (w *writer) hash(d disk, p string) (string, error) {
	f, err := d.Open(p)
	if err != nil {
		return "", err
	}
	defer f.Close()
	buffer := w.buffers.Get().(*[bufferSize]byte)
	defer w.buffers.Put(buffer)
	h := sha256.New()
	if _, err := io.CopyBuffer(onlyWriter{h}, onlyReader{f}, buffer[:]); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

const bufferSize = 64 << 10

// They keep io.CopyBuffer from going round its buffer.
type (
	onlyReader struct{ io.Reader }
	onlyWriter struct{ io.Writer }
)

// verify looks at everything that could stand in the way of publishing, before anything is published.
func (w *writer) verify() error {
	paths := slices.Sorted(maps.Keys(w.made))
	folded := make(map[string]string, len(paths))
	for _, p := range paths {
		low := strings.ToLower(p)
		if other, ok := folded[low]; ok {
			return alike(other, p)
		}
		folded[low] = p
	}
	seen := map[string]bool{".": true}
	for _, p := range slices.Sorted(maps.Keys(w.staged)) {
		if err := w.verifyFolder(path.Dir(p), seen); err != nil {
			return w.failed(err, p)
		}
	}
	for _, list := range [][]string{w.notPlain, w.foreign} {
		slices.Sort(list)
	}
	w.notPlain = slices.Compact(w.notPlain)
	switch {
	case len(w.notPlain) > 0:
		return notPlain(w.dir, w.notPlain)
	case len(w.foreign) > 0:
		return inPlace(w.dir, w.foreign)
	}
	return nil
}

// verifyFolder checks that a folder is one, or can become one.
func (w *writer) verifyFolder(dir string, seen map[string]bool) error {
	if seen[dir] {
		return nil
	}
	seen[dir] = true
	if err := w.verifyFolder(path.Dir(dir), seen); err != nil {
		return err
	}
	info, err := w.disk.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if link, err := w.disk.Lstat(dir); err == nil && !link.IsDir() { // it leads nowhere
			w.notPlain = append(w.notPlain, dir)
		}
	case err == nil && !info.IsDir():
		w.notPlain = append(w.notPlain, dir)
	case err != nil && len(w.notPlain) == 0: // else that is why
		return err
	}
	return nil
}

// publish makes what is staged visible. Up to here, nothing that readers see has changed.
func (w *writer) publish() error {
	next, gone := w.before.next(w.made)
	if len(w.staged) == 0 && len(gone) == 0 && w.before.plan == nil && w.before.equal(next) {
		return nil
	}
	if err := w.stagePlan(next, gone); err != nil {
		return w.undo(err)
	}
	w.report.Written = slices.Sorted(maps.Keys(w.staged))
	slices.Sort(w.report.Overwrote)
	if w.swap != nil {
		return w.swap.publish(gone)
	}
	w.begun = true
	folders := map[string]bool{".": true}
	for _, p := range w.inOrder() {
		if err := w.makeFolder(path.Dir(p), folders); err != nil {
			return err
		}
		if err := w.disk.Rename(w.staged[p], p); err != nil {
			return w.failed(err, p)
		}
	}
	if err := w.disk.Rename(stagedManifest, manifestName); err != nil {
		return w.failed(err, manifestName)
	}
	for _, p := range gone {
		if err := w.remove(p); err != nil {
			return w.failed(err, p)
		}
	}
	w.before.plan = nil // done
	w.staging = false
	return w.clearStaging()
}

const stagedManifest = stagingName + "/manifest.json"

// stagePlan lays ready the next manifest, and says first what is going to be done, in case it is cut short.
func (w *writer) stagePlan(next manifest, gone []string) error {
	if err := w.needStaging(); err != nil {
		return err
	}
	if err := writeFile(w.disk, stagedManifest, encode(next)); err != nil {
		return err
	}
	all := plan{}
	maps.Copy(all, w.before.plan)
	for p := range w.staged {
		all[p] = append(slices.Clone(all[p]), w.made[p])
	}
	for _, p := range gone {
		all[p] = w.before.hashes(p)
	}
	if err := writeFile(w.disk, planName+".new", encode(all)); err != nil {
		return err
	}
	return w.disk.Rename(planName+".new", planName)
}

// inOrder is what is staged so that a reader never meets a page before what it needs: what pages load, pages
// that are new, pages that changed and may lead to them, and what lists them all.
func (w *writer) inOrder() []string {
	return slices.SortedFunc(maps.Keys(w.staged), func(a, b string) int {
		known := func(p string) int {
			if w.new[p] {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(known(a), known(b)), strings.Compare(a, b))
	})
}

func (w *writer) makeFolder(dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	made[dir] = true
	if err := w.makeFolder(path.Dir(dir), made); err != nil {
		return err
	}
	if err := w.disk.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return w.failed(err, dir)
	}
	return nil
}

// remove deletes a file of an earlier build, unless somebody changed it since.
func (w *writer) remove(p string) error {
	hash, err := w.leftover(p)
	if err != nil || hash == notThere {
		return err
	}
	if !w.before.wrote(p, hash) {
		w.report.Kept = append(w.report.Kept, p)
		return nil
	}
	if err := w.disk.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	w.report.Deleted = append(w.report.Deleted, p)
	for d := path.Dir(p); d != "."; d = path.Dir(d) {
		if w.disk.Remove(d) != nil { // not empty
			break
		}
	}
	return nil
}

// leftover is the hash of a file that is no longer made. What a path through a file or link leads to is not ours.
func (w *writer) leftover(p string) (hash string, err error) {
	for d := path.Dir(p); d != "."; d = path.Dir(d) {
		if info, err := w.disk.Lstat(d); err == nil && !info.IsDir() {
			return notThere, nil
		}
	}
	hash, _, err = w.published(p, nil, sum(nil))
	return hash, err
}

// failed puts the path before a failure of the machine; other errors stay as they are.
func (w *writer) failed(err error, p string) error {
	var path *fs.PathError
	var link *os.LinkError
	var errno syscall.Errno
	var already *FailedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &already):
		return err
	case errors.As(err, &path), errors.As(err, &link), errors.As(err, &errno):
		name := w.dir
		if p != w.dir {
			name = filepath.Join(w.dir, filepath.FromSlash(p))
		}
		return &FailedError{name, err, w.begun}
	default:
		return err
	}
}

func opening(err error, dir string) error {
	var locked *LockedError
	if errors.As(err, &locked) {
		locked.Dir = dir
		if locked.File != "" {
			locked.File = filepath.Join(dir, locked.File)
		}
		return err
	}
	name := dir
	var p *fs.PathError
	if errors.As(err, &p) && filepath.IsAbs(p.Path) {
		name = p.Path
	}
	return &FailedError{name, err, false}
}
