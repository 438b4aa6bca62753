package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"handbook/generator/source"
)

// stamp is what stat says of a file; if it is the same, the file is.
type stamp struct {
	there, dir bool
	mode       fs.FileMode
	size       int64
	modified   int64 // nanoseconds, like changed
	changed    int64 // when the file or what stat says of it was last changed; 0 where there is no such time
	inode      uint64
}

// sameFile leaves aside when the number of links, the owner and the like last changed.
func (s stamp) sameFile(other stamp) bool {
	s.changed = other.changed
	return s == other
}

func stampOf(name string) stamp {
	info, err := os.Lstat(name)
	if err != nil {
		return stamp{}
	}
	return newStamp(info)
}

func newStamp(info fs.FileInfo) stamp {
	s := stamp{there: true, dir: info.IsDir()}
	if !s.dir { // what is in a folder speaks for itself
		s.mode, s.size, s.modified = info.Mode(), info.Size(), info.ModTime().UnixNano()
		s.inode, s.changed = inode(info)
	}
	return s
}

// walk is the stamps of all files and folders that are not ignored.
type walk struct {
	files map[place]stamp
	cost  time.Duration
}

func walkAll(roots []string) walk {
	start := time.Now()
	w := walk{files: map[place]stamp{}}
	for i, root := range roots {
		_ = fs.WalkDir(os.DirFS(root), ".", func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // what cannot be read now is not there
			case path != "." && source.Ignored(e.Name()):
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := e.Info(); err == nil {
				w.files[place{i, path}] = newStamp(info)
			}
			return nil
		})
	}
	w.cost = time.Since(start)
	return w
}

// compare takes in a walk and reports whether it differs from what is known. A difference that no event told of means
// that watches are missing.
func (w *watcher) compare(now map[place]stamp) bool {
	var silent []place
	for at, s := range now {
		if s != w.known[at] && w.traces[at] == nil {
			silent = append(silent, at)
		}
	}
	for at := range w.known {
		if !now[at].there && w.traces[at] == nil {
			silent = append(silent, at)
		}
	}
	if len(silent) == 0 {
		return false
	}
	w.arm()
	for _, at := range silent {
		if now[at].dir || w.known[at].dir {
			w.noteAnywhere()
			if now[at].there {
				w.known[at] = now[at]
			} else {
				delete(w.known, at)
			}
			continue
		}
		w.note(at)
	}
	return true
}

// file is where a file of a root is on disk.
func (w *watcher) file(at place) string {
	return filepath.Join(w.roots[at.root], filepath.FromSlash(at.path))
}
