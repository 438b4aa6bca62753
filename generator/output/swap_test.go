package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
)

// What somebody puts into the folder while it is being exchanged is in the new one; what finds its place taken is kept
// beside it and told.
func TestSwapLateFiles(t *testing.T) {
	needSwap(t)
	dir := filepath.Join(t.TempDir(), "public")
	write(t, fixed(map[string]string{"index.html": "1", "en/gone.html": "gone"}), dir)
	late := func(d disk) disk { return lateDisk{d, dir, t} }
	r, err := fixed(map[string]string{"index.html": "2", "en/new.html": "new"}).write(context.Background(), dir, Options{Swap: true}, late)
	if err != nil {
		t.Fatal(err)
	}
	now := visible(t, dir)
	if now["mine/late.txt"] != "late" || now["index.html"] != "2" || now["en/new.html"] != "new" {
		t.Errorf("%v", now)
	}
	if !slices.Equal(r.Kept, []string{"../.public.handbook-swap/en/new.html"}) {
		t.Errorf("%+v", r)
	}
	// The next one says what it would have to delete; without --swap it is no matter.
	_, err = fixed(map[string]string{"index.html": "3"}).Write(context.Background(), dir, Options{Swap: true})
	refusedWith(t, err, ".public.handbook-swap")
	write(t, fixed(map[string]string{"index.html": "3"}), dir)
	if data, err := os.ReadFile(filepath.Join(filepath.Dir(dir), ".public.handbook-swap", "en", "new.html")); string(data) != "somebody's" {
		t.Errorf("%q, error %v", data, err)
	}
}

// lateDisk puts files into the folder right before it is exchanged.
type lateDisk struct {
	disk
	dir string
	t   *testing.T
}

func (d lateDisk) Exchange(a, b string) error {
	if a == filepath.Base(d.dir) {
		put(d.t, d.dir, map[string]string{"mine/late.txt": "late", "en/new.html": "somebody's"})
	}
	return d.disk.Exchange(a, b)
}

// A system that cannot is said so, in words, and nothing is changed.
func TestSwapRefused(t *testing.T) {
	for name, fails := range map[string]error{"unsupported": errors.ErrUnsupported, "mount point": syscall.EBUSY, "old kernel": syscall.ENOSYS, "other disk": syscall.EXDEV} {
		for _, last := range []bool{false, true} {
			dir := filepath.Join(t.TempDir(), "public")
			write(t, fixed(map[string]string{"index.html": "1"}), dir)
			_, err := fixed(map[string]string{"index.html": "2"}).write(context.Background(), dir, Options{Swap: true},
				func(d disk) disk { return unable{d, fails, last} })
			if last && runtime.GOOS != "linux" {
				continue
			}
			refusedWith(t, err, "--swap")
			if now := visible(t, dir); now["index.html"] != "1" {
				t.Errorf("%s: %v", name, now)
			}
			if litter := ownFiles(t, dir); !slices.Equal(litter, []string{manifestName}) {
				t.Errorf("%s: %v", name, litter)
			}
		}
	}
}

type unable struct {
	disk
	err  error
	last bool // only when it comes to the folder itself
}

func (d unable) Exchange(a, b string) error {
	if d.last && a != "public" {
		return d.disk.Exchange(a, b)
	}
	return d.err
}

// The new folder is a new one, files that did not change are the same ones.
func TestSwapFolder(t *testing.T) {
	needSwap(t)
	dir := filepath.Join(t.TempDir(), "public")
	write(t, fixed(map[string]string{"index.html": "1", "same.html": "same"}), dir)
	if err := os.Chmod(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	folder, same := identify(t, dir), identify(t, filepath.Join(dir, "same.html"))
	writeWith(t, fixed(map[string]string{"index.html": "2", "same.html": "same"}), dir, Options{Swap: true})
	if os.SameFile(folder, identify(t, dir)) {
		t.Error("the folder is the old one")
	}
	if !os.SameFile(same, identify(t, filepath.Join(dir, "same.html"))) {
		t.Error("an unchanged file is a new one")
	}
	if mode := identify(t, dir).Mode().Perm(); mode != 0o750 {
		t.Errorf("mode %o", mode)
	}
	// By way of a link, the link stays.
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	writeWith(t, fixed(map[string]string{"index.html": "3"}), link, Options{Swap: true})
	if to, err := os.Readlink(link); err != nil || to != dir || visible(t, dir)["index.html"] != "3" {
		t.Errorf("the link leads to %q, error %v", to, err)
	}
}

func identify(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func needSwap(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux exchanges folders")
	}
}
