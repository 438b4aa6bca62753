package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"handbook/generator/source"
)

// Notifier is a source of events about folders, each watched without those in it.
type Notifier struct {
	Events      <-chan fsnotify.Event
	Errors      <-chan error
	Add, Remove func(dir string) error
	Close       func() error
}

// System is the system's own source of events.
func System() (*Notifier, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &Notifier{w.Events, w.Errors, w.Add, w.Remove, w.Close}, nil
}

func (w *watcher) open(source func() (*Notifier, error)) {
	if source == nil {
		source = System
	}
	n, err := source()
	if err != nil {
		w.tell(err)
		return
	}
	w.notifier = n
	go func() { // fsnotify may report an error while it holds the lock that Add needs
		for err := range n.Errors {
			select {
			case w.errs <- err:
			default: // there are others to be heard of
			}
		}
	}()
}

func (w *watcher) close() {
	if w.notifier != nil {
		_ = w.notifier.Close() // nothing is written
		w.notifier = nil
	}
}

// arm watches all folders of all roots anew. Nothing that was watched keeps a name it has no longer.
func (w *watcher) arm() {
	if w.notifier == nil {
		return
	}
	for dir := range w.dirs {
		_ = w.notifier.Remove(dir) // it may be gone
	}
	clear(w.dirs)
	for i, root := range w.roots {
		w.reals[i] = ""
		w.add(filepath.Dir(root)) // says when the root comes and goes
		real, err := filepath.EvalSymlinks(root)
		if err != nil {
			continue
		}
		w.reals[i] = real
		w.add(filepath.Dir(real))
		w.addTree(real)
	}
}

// addTree watches a folder and those in it. A folder is watched before it is listed, so that none slips through.
func (w *watcher) addTree(dir string) {
	if !w.add(dir) {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // gone again, or not ours to read; the reader of content says so
	}
	for _, e := range entries {
		if e.IsDir() && !source.Ignored(e.Name()) {
			w.addTree(filepath.Join(dir, e.Name()))
		}
	}
}

func (w *watcher) add(dir string) bool {
	if w.notifier == nil {
		return false
	}
	err := w.notifier.Add(dir)
	switch {
	case err == nil:
		w.dirs[dir] = true
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
	default:
		w.tell(err)
	}
	return err == nil
}

// forget ends the watch of a folder that is no longer under this name, and of those that were in it.
func (w *watcher) forget(dir string) {
	for d := range w.dirs {
		if d == dir || strings.HasPrefix(d, dir+string(filepath.Separator)) {
			_ = w.notifier.Remove(d) // it may be gone
			delete(w.dirs, d)
		}
	}
}

// hear takes in an event and reports whether it may be about a file that counts.
func (w *watcher) hear(e fsnotify.Event) bool {
	if e.Op == 0 {
		return false // of a folder no longer watched
	}
	gone := e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	heard := false
	for i := range w.roots {
		if e.Name == w.roots[i] || e.Name == w.reals[i] {
			if gone || e.Has(fsnotify.Create) {
				w.arm()
				w.noteAnywhere()
				heard = true
			}
			continue
		}
		path, inside := below(w.reals[i], e.Name)
		if !inside {
			continue
		}
		at := place{i, path}
		if e.Op == fsnotify.Chmod { // in a container a write may show by the time alone
			if now := stampOf(e.Name); now.sameFile(w.known[at]) {
				w.known[at] = now
				continue
			}
		}
		heard = true
		switch {
		case w.dirs[e.Name] && gone:
			w.forget(e.Name)
			w.noteAnywhere()
		case e.Has(fsnotify.Create) && isDir(e.Name):
			w.forget(e.Name)
			w.addTree(e.Name)
			w.noteAnywhere()
		case isDir(e.Name): // that its list changed is told of what is in it
			heard = false
		default:
			w.note(at)
		}
	}
	return heard
}

// fail takes in an error of the notifier. Events may be lost, so all is looked at and watched anew.
func (w *watcher) fail(error) {
	w.arm()
	w.noteAnywhere()
}

// tell says, once, that events do not suffice.
func (w *watcher) tell(err error) {
	if !w.told {
		w.told = true
		w.say(noEvents(err))
	}
}

// below is the path of name below root, unless an element of it is ignored.
func below(root, name string) (path string, ok bool) {
	if root == "" {
		return "", false
	}
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator))
	if !ok {
		return "", false
	}
	path = filepath.ToSlash(rest)
	for element := range strings.SplitSeq(path, "/") {
		if source.Ignored(element) {
			return "", false
		}
	}
	return path, true
}

func isDir(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.IsDir()
}
