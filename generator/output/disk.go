package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// disk is all that publishing asks of a file system; tests put one that fails in its place. Names are
// slash-separated and lie below one folder: no name leads out of it, not by way of a link either.
type disk interface {
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	List(dir string) ([]fs.FileInfo, error) // sorted by name; links are not followed
	Open(name string) (io.ReadCloser, error)
	Create(name string) (io.WriteCloser, error) // a file that is not there yet
	Mkdir(name string) error
	Chmod(name string, mode fs.FileMode) error
	Rename(from, to string) error // in the place of a file that is there
	Link(from, to string) error   // one more name for a file; of a link, the link itself
	Exchange(a, b string) error   // two folders take each other's place in one step
	Remove(name string) error     // a file or an empty folder
	Close() error
}

// rooted is a folder of the real file system.
type rooted struct {
	root    *os.Root
	release func() // gives the lock back; nil if there is none
}

func (r rooted) Stat(name string) (fs.FileInfo, error) { return r.root.Stat(filepath.FromSlash(name)) }
func (r rooted) Lstat(name string) (fs.FileInfo, error) {
	return r.root.Lstat(filepath.FromSlash(name))
}
func (r rooted) Open(name string) (io.ReadCloser, error) {
	f, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err // not a nil file in an interface
	}
	return f, nil
}
func (r rooted) Create(name string) (io.WriteCloser, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return f, nil
}
func (r rooted) Mkdir(name string) error { return r.root.Mkdir(filepath.FromSlash(name), 0o755) }
func (r rooted) Chmod(name string, mode fs.FileMode) error {
	return r.root.Chmod(filepath.FromSlash(name), mode)
}
func (r rooted) Link(from, to string) error {
	return r.root.Link(filepath.FromSlash(from), filepath.FromSlash(to))
}
func (r rooted) Remove(name string) error   { return r.root.Remove(filepath.FromSlash(name)) }
func (r rooted) Exchange(a, b string) error { return exchange(r.root, a, b) }

func (r rooted) List(dir string) ([]fs.FileInfo, error) {
	f, err := r.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	infos, err := f.Readdir(-1)
	slices.SortFunc(infos, func(a, b fs.FileInfo) int { return strings.Compare(a.Name(), b.Name()) })
	return infos, err
}

// Rename tries again for a moment on Windows, where a file that somebody reads cannot be replaced.
func (r rooted) Rename(from, to string) error {
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		err := r.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
		if err == nil || runtime.GOOS != "windows" || errors.Is(err, fs.ErrNotExist) || wait > 100*time.Millisecond {
			return err
		}
		time.Sleep(wait)
	}
}

func (r rooted) Close() error {
	if r.release != nil {
		r.release()
	}
	return r.root.Close()
}

// openFolder makes a folder if it is not there and locks it. An error is a LockedError if another build holds it.
func openFolder(dir string) (rooted, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return rooted{}, err
	}
	return lockFolder(dir)
}

// lockFolder opens and locks a folder that is there.
func lockFolder(dir string) (rooted, error) {
	for {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return rooted{}, err
		}
		release, err := lock(root)
		if err != nil {
			root.Close()
			return rooted{}, err
		}
		r := rooted{root, release}
		if now, err := os.Stat(dir); err == nil {
			if mine, err := root.Stat("."); err == nil && os.SameFile(mine, now) {
				return r, nil
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			r.Close()
			return rooted{}, err
		}
		r.Close() // a build before has put another folder in its place meanwhile
	}
}

func readFile(d disk, name string) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func writeFile(d disk, name string, data []byte) error {
	f, err := d.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// removeAll removes a folder and what is in it, or nothing if it is not there.
func removeAll(d disk, dir string) error {
	infos, err := d.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, info := range infos {
		if err := remove(d, dir+"/"+info.Name(), info); err != nil {
			return err
		}
	}
	return d.Remove(dir)
}

func remove(d disk, name string, info fs.FileInfo) error {
	if info.IsDir() {
		return removeAll(d, name)
	}
	if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
