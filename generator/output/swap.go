package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"
)

// swapMark is a file in a new folder that is not whole yet: all that is in it may go.
const swapMark = ".handbook-unfinished"

// swap publishes by making a whole new folder beside the old one, with one more name for each file that has not changed, and
// exchanging the two.
type swap struct {
	w         *writer
	up        disk // the folder that holds both
	upName    string
	out, side string // their names
}

// beside names the folder that holds an output folder, the name it has there, and the name of the new one.
func beside(dir string) (up, out, side string, err error) {
	real, err := filepath.Abs(dir)
	if err == nil {
		real, err = filepath.EvalSymlinks(real)
	}
	out = filepath.Base(real)
	return filepath.Dir(real), out, "." + out + ".handbook-swap", err
}

func openSwap(w *writer, wrap func(disk) disk) (*swap, error) {
	up, out, side, err := beside(w.dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(up)
	if err != nil {
		return nil, err
	}
	return &swap{w, wrap(rooted{root, nil}), up, out, side}, nil
}

func (s *swap) close() { s.up.Close() }

// probe exchanges two empty folders, to refuse before anything is made what cannot be done in the end.
func (s *swap) probe() error {
	err := s.start()
	a, b := s.side+"/a", s.side+"/b"
	for _, step := range []func() error{
		func() error { return s.up.Mkdir(a) },
		func() error { return s.up.Mkdir(b) },
		func() error { return s.up.Exchange(a, b) },
	} {
		if err == nil {
			err = step()
		}
	}
	if cleared := s.discard(); err == nil {
		err = cleared
	}
	return s.refusable(err)
}

// start makes the new folder, marked as unfinished.
func (s *swap) start() error {
	if err := s.up.Mkdir(s.side); err != nil {
		return err
	}
	return writeFile(s.up, s.side+"/"+swapMark, nil)
}

// discard removes an unfinished folder, the mark last.
func (s *swap) discard() error {
	infos, err := s.up.List(s.side)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, info := range infos {
		if err == nil && info.Name() != swapMark {
			err = remove(s.up, s.side+"/"+info.Name(), info)
		}
	}
	if err != nil {
		return err
	}
	return removeAll(s.up, s.side)
}

// refusable makes a refusal of what the system cannot do here.
func (s *swap) refusable(err error) error {
	for _, cannot := range []error{errors.ErrUnsupported, syscall.EINVAL, syscall.EXDEV, syscall.EBUSY} {
		if errors.Is(err, cannot) {
			return noSwap(s.w.dir)
		}
	}
	return err
}

// publish makes the new folder and exchanges it for the old one.
func (s *swap) publish(gone []string) error {
	release, err := s.fill(gone)
	if err != nil {
		_ = s.discard() // what stays is cleared by the next build
		return s.w.undo(s.refusable(err))
	}
	defer release()
	if err := s.up.Exchange(s.out, s.side); err != nil {
		_ = s.discard()
		return s.w.undo(s.refusable(err))
	}
	s.w.begun = true
	left, err := s.dissolve()
	for _, p := range left {
		s.w.report.Kept = append(s.w.report.Kept, path.Join("..", s.side, p))
	}
	return err
}

// fill makes the new folder, whole and locked.
func (s *swap) fill(gone []string) (release func(), err error) {
	if err := s.start(); err != nil {
		return nil, err
	}
	w := s.w
	out := map[string]bool{} // what is not taken along
	for p := range w.staged {
		out[p] = true
	}
	for _, p := range gone {
		hash, err := w.leftover(p)
		switch {
		case err != nil:
			return nil, err
		case hash == notThere:
		case w.before.wrote(p, hash):
			out[p] = true
			w.report.Deleted = append(w.report.Deleted, p)
		default:
			w.report.Kept = append(w.report.Kept, p)
		}
	}
	if _, err := s.take(".", out); err != nil {
		return nil, err
	}
	folders := map[string]bool{".": true}
	for p, staged := range w.staged {
		if err := s.makeFolder(s.side, path.Dir(p), folders); err != nil {
			return nil, err
		}
		if err := s.up.Rename(s.out+"/"+staged, s.side+"/"+p); err != nil {
			return nil, err
		}
	}
	if err := s.up.Rename(s.out+"/"+stagedManifest, s.side+"/"+manifestName); err != nil {
		return nil, err
	}
	old, err := s.up.Lstat(s.out)
	if err == nil {
		err = s.sameMode(s.side, old.Mode())
	}
	if err != nil {
		return nil, err
	}
	held, err := lockFolder(filepath.Join(s.upName, s.side)) // nobody else builds until the old one is gone
	if err != nil {
		return nil, err
	}
	if err := s.up.Remove(s.side + "/" + swapMark); err != nil {
		held.Close()
		return nil, err
	}
	return func() { held.Close() }, nil
}

// take gives each file of a folder that stays one more name in the new one, whoever's it is. It answers whether the
// folder is worth having there.
func (s *swap) take(dir string, out map[string]bool) (any bool, err error) {
	infos, err := s.up.List(path.Join(s.out, dir))
	if err != nil {
		return false, err
	}
	any = true
	for _, info := range infos {
		p := path.Join(dir, info.Name())
		switch {
		case isOwn(p):
		case out[p]:
			any = false
		case info.IsDir():
			err = s.takeFolder(p, info.Mode(), out)
		default:
			err = s.up.Link(path.Join(s.out, p), path.Join(s.side, p))
			if errors.Is(err, syscall.EPERM) {
				err = noSwap(s.w.dir) // a disk without second names
			}
		}
		if err != nil {
			return false, err
		}
	}
	return any, nil
}

func (s *swap) takeFolder(p string, mode fs.FileMode, out map[string]bool) error {
	side := path.Join(s.side, p)
	if err := s.up.Mkdir(side); err != nil {
		return err
	}
	any, err := s.take(p, out)
	if err != nil {
		return err
	}
	if !any {
		if s.up.Remove(side) == nil { // all that was in it is out
			return nil
		}
	}
	return s.sameMode(side, mode)
}

// sameMode gives a new folder the permissions of the old one.
func (s *swap) sameMode(dir string, mode fs.FileMode) error {
	const all = fs.ModePerm | fs.ModeSetgid | fs.ModeSticky
	info, err := s.up.Lstat(dir)
	if err == nil && info.Mode()&all != mode&all {
		err = s.up.Chmod(dir, mode&all)
	}
	return err
}

func (s *swap) makeFolder(below, dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	made[dir] = true
	if err := s.makeFolder(below, path.Dir(dir), made); err != nil {
		return err
	}
	if err := s.up.Mkdir(path.Join(below, dir)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// healSwap clears away what a build that was killed has left beside the output, and answers which files of somebody's are in it.
func healSwap(w *writer, wrap func(disk) disk) (left []string, err error) {
	up, _, side, err := beside(w.dir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(filepath.Join(up, side)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	s, err := openSwap(w, wrap)
	if err != nil {
		return nil, err
	}
	defer s.close()
	return s.dissolve()
}

// dissolve removes the folder beside the output: a new one that is not whole, or the old one. From that, a file that somebody put
// there at the last moment moves to the output; left is what finds its place taken.
func (s *swap) dissolve() (left []string, err error) {
	if _, err := s.up.Lstat(s.side + "/" + swapMark); err == nil {
		return nil, s.discard()
	}
	here, err := readPast(s.up, s.out)
	if err != nil {
		return nil, err
	}
	there, err := readPast(s.up, s.side)
	if err != nil {
		return nil, err
	}
	d := dissolving{s, []past{here, there}, map[string]bool{".": true}, nil}
	if err := d.folder("."); err != nil || len(d.left) > 0 {
		return d.left, err
	}
	return nil, removeAll(s.up, s.side) // what is our own there
}

type dissolving struct {
	*swap
	past    []past
	folders map[string]bool
	left    []string
}

func (d *dissolving) folder(dir string) error {
	infos, err := d.up.List(path.Join(d.side, dir))
	if err != nil {
		return err
	}
	before := len(d.left)
	for _, info := range infos {
		p := path.Join(dir, info.Name())
		switch {
		case isOwn(p):
		case info.IsDir():
			err = d.folder(p)
		default:
			err = d.file(p, info)
		}
		if err != nil {
			return err
		}
	}
	if len(d.left) > before || dir == "." {
		return nil
	}
	return d.up.Remove(path.Join(d.side, dir))
}

func (d *dissolving) file(p string, info fs.FileInfo) error {
	from, to := path.Join(d.side, p), path.Join(d.out, p)
	other, err := d.up.Lstat(to)
	if err == nil && os.SameFile(info, other) {
		return d.up.Remove(from)
	}
	free := errors.Is(err, fs.ErrNotExist)
	if info.Mode().IsRegular() {
		hash, err := d.w.hash(d.up, from)
		if err != nil {
			return err
		}
		if d.w.replaced[p] == hash {
			return d.up.Remove(from)
		}
		for _, past := range d.past {
			if past.wrote(p, hash) {
				return d.up.Remove(from)
			}
		}
	}
	if !free {
		d.left = append(d.left, p)
		return nil
	}
	if err := d.makeFolder(d.out, path.Dir(p), d.folders); err != nil {
		return err
	}
	return d.up.Rename(from, to)
}
