package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Report counts what Write did.
type Report struct {
	Files     int      // in the handbook
	Bytes     int64    // of all of them
	Written   []string // new or different, sorted
	Deleted   []string // no longer made, sorted
	Kept      []string // no longer made, but changed by hand since: left alone
	Overwrote []string // changed by hand since the last build and made anew
}

// RefusedError says why a folder is not written to. The caller chose it wrongly; nothing was changed.
type RefusedError struct{ Reason string }

func (e *RefusedError) Error() string { return e.Reason }

// Write publishes the tree in dir, which it makes when it is not there. It refuses (RefusedError) a folder
// that holds files but no manifest of an earlier build.
func (t Tree) Write(ctx context.Context, dir string) (Report, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Report{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, err
	}
	defer root.Close()
	before, found, err := readManifest(root)
	if err != nil {
		return Report{}, err
	}
	if err := removeStale(root, found); err != nil {
		return Report{}, err
	}
	if !found {
		if err := refuseForeign(root, dir); err != nil {
			return Report{}, err
		}
	}
	w := &writer{root: root, before: before.Files, after: make(map[string]string, len(t))}
	w.staging = fmt.Sprintf("%s%d", stagingPrefix, os.Getpid())
	if err := root.Mkdir(w.staging, 0o755); err != nil {
		return Report{}, err
	}
	defer root.RemoveAll(w.staging)
	if err := t.Each(ctx, w.stage); err != nil {
		return Report{}, err
	}
	if err := w.publish(t.Paths()); err != nil {
		return Report{}, err
	}
	slices.Sort(w.report.Overwrote)
	return w.report, nil
}

// removeStale clears what a build that was killed left behind.
func removeStale(root *os.Root, ours bool) error {
	if !ours {
		return nil
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), stagingPrefix) {
			if err := root.RemoveAll(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

func refuseForeign(root *os.Root, dir string) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), stagingPrefix) {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	more := ""
	if len(names) > 5 {
		names, more = names[:5], ", …"
	}
	return &RefusedError{fmt.Sprintf("%s holds files that no earlier build wrote (%s%s); choose an empty folder",
		dir, strings.Join(names, ", "), more)}
}

type writer struct {
	root    *os.Root
	staging string
	before  map[string]string

	mu     sync.Mutex
	after  map[string]string
	staged map[string]string // path to name in the staging folder
	report Report
}

// stage compares one file with what is published and lays it ready if it differs.
func (w *writer) stage(p string, data []byte) error {
	hash := sum(data)
	same, byHand, err := w.published(p, data)
	if err != nil {
		return err
	}
	w.mu.Lock()
	w.report.Files++
	w.report.Bytes += int64(len(data))
	w.after[p] = hash
	if byHand {
		w.report.Overwrote = append(w.report.Overwrote, p)
	}
	if same {
		w.mu.Unlock()
		return nil
	}
	if w.staged == nil {
		w.staged = map[string]string{}
	}
	name := path.Join(w.staging, fmt.Sprint(len(w.staged)))
	w.staged[p] = name
	w.mu.Unlock()
	return w.root.WriteFile(name, data, 0o644)
}

// published reports whether the file stands in the output with the same bytes, and whether somebody
// changed it since the last build.
func (w *writer) published(p string, data []byte) (same, byHand bool, err error) {
	info, err := w.root.Lstat(filepath.FromSlash(p))
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	if !info.Mode().IsRegular() {
		return false, false, fmt.Errorf("%s is in the way: it is not a plain file", p)
	}
	last, ours := w.before[p]
	if info.Size() != int64(len(data)) && !ours {
		return false, true, nil
	}
	now, err := w.root.ReadFile(filepath.FromSlash(p))
	if err != nil {
		return false, false, err
	}
	if bytes.Equal(now, data) {
		return true, false, nil
	}
	return false, !ours || sum(now) != last, nil
}

// publish renames what was staged into place, then deletes what is no longer made.
func (w *writer) publish(paths []string) error {
	for _, p := range paths {
		name, ok := w.staged[p]
		if !ok {
			continue
		}
		if d := path.Dir(p); d != "." {
			if err := w.root.MkdirAll(filepath.FromSlash(d), 0o755); err != nil {
				return err
			}
		}
		if err := w.root.Rename(filepath.FromSlash(name), filepath.FromSlash(p)); err != nil {
			return err
		}
		w.report.Written = append(w.report.Written, p)
	}
	slices.Sort(w.report.Written)
	for _, p := range slices.Sorted(maps.Keys(w.before)) {
		if _, made := w.after[p]; made {
			continue
		}
		if err := w.remove(p); err != nil {
			return err
		}
	}
	if !maps.Equal(w.before, w.after) {
		if err := w.replace(manifestName, manifest{manifestVersion, w.after}.bytes()); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) replace(p string, data []byte) error {
	name := path.Join(w.staging, "manifest")
	if err := w.root.WriteFile(filepath.FromSlash(name), data, 0o644); err != nil {
		return err
	}
	return w.root.Rename(filepath.FromSlash(name), p)
}

// remove deletes a file of the last build, unless somebody changed it since.
func (w *writer) remove(p string) error {
	gone, kept, err := removeUnchanged(w.root, p, w.before[p])
	if gone {
		w.report.Deleted = append(w.report.Deleted, p)
	}
	if kept {
		w.report.Kept = append(w.report.Kept, p)
	}
	return err
}

func removeUnchanged(root *os.Root, p, hash string) (gone, kept bool, err error) {
	name := filepath.FromSlash(p)
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, false, nil
	}
	if err != nil {
		return false, false, err
	}
	if !info.Mode().IsRegular() {
		return false, true, nil
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return false, false, err
	}
	if sum(now) != hash {
		return false, true, nil
	}
	if err := root.Remove(name); err != nil {
		return false, false, err
	}
	for d := path.Dir(p); d != "."; d = path.Dir(d) {
		if root.Remove(filepath.FromSlash(d)) != nil { // not empty
			break
		}
	}
	return true, false, nil
}

// Clean deletes what earlier builds published in dir and nobody changed since.
func Clean(dir string) (Report, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return Report{}, nil
	}
	if err != nil {
		return Report{}, err
	}
	defer root.Close()
	m, found, err := readManifest(root)
	if err != nil {
		return Report{}, err
	}
	if !found {
		return Report{}, &RefusedError{fmt.Sprintf("%s holds no manifest of an earlier build; nothing was deleted", dir)}
	}
	if err := removeStale(root, true); err != nil {
		return Report{}, err
	}
	w := &writer{root: root, before: m.Files}
	for _, p := range slices.Sorted(maps.Keys(m.Files)) {
		if err := w.remove(p); err != nil {
			return w.report, err
		}
	}
	if err := root.Remove(manifestName); err != nil {
		return w.report, err
	}
	return w.report, nil
}
