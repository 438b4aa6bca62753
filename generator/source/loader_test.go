package source

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// counting is a folder on disk that counts how often each file is opened.
type counting struct {
	fs.ReadLinkFS
	*opened
}

type opened struct {
	sync.Mutex
	files map[string]int
}

func (c counting) Open(name string) (fs.File, error) {
	c.Lock()
	c.files[name]++
	c.Unlock()
	return c.ReadLinkFS.Open(name)
}

func (c counting) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(c.ReadLinkFS, name) }

// take returns what was opened since the last time.
func (c counting) take() []string {
	files := slices.Sorted(maps.Keys(c.files))
	clear(c.files)
	return files
}

func onDisk(t testing.TB, files ...string) (string, counting) {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		put(t, dir, files[i], files[i+1])
	}
	return dir, counting{os.DirFS(dir).(fs.ReadLinkFS), &opened{files: map[string]int{}}}
}

func put(t testing.TB, dir, name, data string) {
	t.Helper()
	at := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// later is a Loader whose clock is ahead, so that files just written count as old.
func later() *Loader {
	l := NewLoader()
	l.now = func() time.Time { return time.Now().Add(time.Hour) }
	return l
}

func loaded(t testing.TB, files []*File, err error) map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		all[f.Path] = string(f.Text)
	}
	return all
}

// TestLoaderReadsOnce: what did not change is neither read again nor another *File.
func TestLoaderReadsOnce(t *testing.T) {
	dir, content := onDisk(t, "id/a.md", "a", "id/b.md", "b", "en/a.md", "a", "id/p.png", "p")
	l := later()
	first, _, err := l.Load(content)
	if got := content.take(); err != nil || len(got) != 4 {
		t.Fatal(got, err)
	}
	again, _, err := l.Load(content)
	if got := content.take(); err != nil || len(got) > 0 || !slices.Equal(first, again) {
		t.Errorf("read again: %v, error %v", got, err)
	}
	put(t, dir, "id/b.md", "B")
	l.now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	third, _, err := l.Load(content)
	if got := content.take(); err != nil || !slices.Equal(got, []string{"id/b.md"}) {
		t.Errorf("read again: %v, error %v", got, err)
	}
	if third[0] != first[0] || third[1] != first[1] || third[2] == first[2] || string(third[2].Text) != "B" || string(first[2].Text) != "b" {
		t.Error("not one file is another")
	}
}

// TestLook: only what is named is looked at, and what is named wrong does no harm.
func TestLook(t *testing.T) {
	dir, content := onDisk(t, "id/a.md", "a", "id/b.md", "b", "id/f/x.md", "x", "id/f/y.md", "y")
	l := later()
	if _, _, err := l.Load(content); err != nil {
		t.Fatal(err)
	}
	look := func(paths ...string) map[string]string {
		t.Helper()
		content.take()
		files, _, err := l.Look(content, paths)
		return loaded(t, files, err)
	}
	is := func(got map[string]string, want ...string) {
		t.Helper()
		all := map[string]string{}
		for i := 0; i < len(want); i += 2 {
			all[want[i]] = want[i+1]
		}
		if !maps.Equal(got, all) {
			t.Fatalf("got %v, want %v", got, all)
		}
	}
	put(t, dir, "id/a.md", "A2")
	put(t, dir, "id/b.md", "B2")
	is(look("id/a.md", "id/a.md", "nowhere/x.md", "../x", "/x", ".git/config", "id/a.md~"), "id/a.md", "A2", "id/b.md", "b", "id/f/x.md", "x", "id/f/y.md", "y")
	put(t, dir, "id/g/h/new.md", "n")
	put(t, dir, "id/other.md", "o")
	is(look("id/g/h/new.md"), "id/a.md", "A2", "id/b.md", "b", "id/f/x.md", "x", "id/f/y.md", "y", "id/g/h/new.md", "n", "id/other.md", "o")
	if err := os.Rename(filepath.Join(dir, "id/f"), filepath.Join(dir, "id/e")); err != nil {
		t.Fatal(err)
	}
	is(look("id/f/x.md"), "id/a.md", "A2", "id/b.md", "b", "id/e/x.md", "x", "id/e/y.md", "y", "id/g/h/new.md", "n", "id/other.md", "o")
	if err := os.RemoveAll(filepath.Join(dir, "id/g")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "id/g", "now a file")
	is(look("id/g"), "id/a.md", "A2", "id/b.md", "b", "id/e/x.md", "x", "id/e/y.md", "y", "id/g", "", "id/other.md", "o")
	is(look("."), "id/a.md", "A2", "id/b.md", "B2", "id/e/x.md", "x", "id/e/y.md", "y", "id/g", "", "id/other.md", "o")
}

// TestB19_ClocksAndTicks: a change is seen whatever the times of the file say.
func TestB19_ClocksAndTicks(t *testing.T) {
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	t.Run("times put back", func(t *testing.T) {
		if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
			t.Skip("this system does not tell when a file was changed")
		}
		dir, content := onDisk(t, "a.md", "old")
		at := filepath.Join(dir, "a.md")
		if err := os.Chtimes(at, day, day); err != nil {
			t.Fatal(err)
		}
		l := later()
		files, _, err := l.Load(content)
		loaded(t, files, err)
		put(t, dir, "a.md", "new")
		if err := os.Chtimes(at, day, day); err != nil {
			t.Fatal(err)
		}
		files, _, err = l.Load(content)
		if got := loaded(t, files, err)["a.md"]; got != "new" {
			t.Errorf("got %q", got)
		}
	})
	// A file system that knows nothing but time and size, and both stay.
	for _, c := range []struct {
		name         string
		saved, clock time.Time // of the first save and look
		pass         time.Duration
	}{
		{"one tick", day, day.Add(time.Second), time.Millisecond},
		{"a file of the future", day.AddDate(1, 0, 0), day, time.Hour},
		{"the clock was set back", day, day.Add(-time.Minute), time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := fstest.MapFS{"a.md": {Data: []byte("old"), ModTime: c.saved}}
			l := NewLoader()
			now := c.clock
			l.now = func() time.Time { return now }
			files, _, err := l.Load(content)
			loaded(t, files, err)
			content["a.md"].Data = []byte("new")
			now = now.Add(c.pass)
			files, _, err = l.Load(content)
			if got := loaded(t, files, err)["a.md"]; got != "new" {
				t.Errorf("got %q", got)
			}
		})
	}
	t.Run("the clock of the server is behind", func(t *testing.T) {
		content := fstest.MapFS{"a.md": {Data: []byte("old"), ModTime: day}}
		l := NewLoader()
		now := day.Add(time.Hour)
		l.now = func() time.Time { return now }
		files, _, err := l.Load(content)
		loaded(t, files, err)
		for _, text := range []string{"one", "two", "thr"} { // saved within one of its ticks
			content["a.md"] = &fstest.MapFile{Data: []byte(text), ModTime: day.Add(10 * time.Second)}
			now = now.Add(100 * time.Millisecond)
			files, _, err = l.Load(content)
			if got := loaded(t, files, err)["a.md"]; got != text {
				t.Errorf("got %q, want %q", got, text)
			}
		}
	})
	t.Run("no times at all", func(t *testing.T) {
		content := fstest.MapFS{"a.md": {Data: []byte("old")}}
		l := NewLoader()
		files, _, err := l.Load(content)
		loaded(t, files, err)
		content["a.md"].Data = []byte("new")
		files, _, err = l.Load(content)
		if got := loaded(t, files, err)["a.md"]; got != "new" {
			t.Errorf("got %q", got)
		}
	})
}

// TestLoaderEqualsLoad: whatever is done to a folder, and whatever hints come of it, a Loader ends up with what is there.
func TestLoaderEqualsLoad(t *testing.T) {
	names := []string{"a.md", "A.md", "b.md", "c.yaml", "p.png", "bad:name.md", "x\xff.md", ".hidden.md", "d.md~"}
	folders := []string{"", "id", "id/f", "id/F", "en", "id/f/g", "x.md"}
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 3))
		dir := t.TempDir()
		content := os.DirFS(dir)
		l := NewLoader()
		for step := range 40 {
			var hints []string
			for range 1 + random.IntN(3) {
				p := path.Join(folders[random.IntN(len(folders))], names[random.IntN(len(names))])
				hints = append(hints, p)
				if to := act(random, dir, p, path.Join(folders[random.IntN(len(folders))], names[random.IntN(len(names))])); to != "" {
					hints = append(hints, to)
				}
			}
			switch random.IntN(4) {
			case 0:
				hints = nil
			case 1:
				hints = hints[:random.IntN(len(hints)+1)]
			case 2:
				hints = append(hints, folders[random.IntN(len(folders))])
			}
			if _, _, err := l.Look(content, hints); err != nil {
				t.Fatal(err)
			}
			files, problems, err := l.Load(content)
			want, told, wrong := Load(content)
			if err != nil || wrong != nil {
				t.Fatal(err, wrong)
			}
			if got, want := summary(files), summary(want); got != want {
				t.Fatalf("seed %d, step %d: got\n%s\nwant\n%s", seed, step, got, want)
			}
			if !reflect.DeepEqual(problems, told) {
				t.Fatalf("seed %d, step %d: got\n%v\nwant\n%v", seed, step, problems, told)
			}
		}
	}
}

// act does something to a path, perhaps in vain, and returns the other path that it touched.
func act(random *rand.Rand, dir, p, other string) string {
	at, to := filepath.Join(dir, p), filepath.Join(dir, other)
	switch random.IntN(8) {
	case 0:
		os.RemoveAll(at)
	case 1:
		os.MkdirAll(filepath.Dir(to), 0o755)
		os.Rename(at, to)
		return other
	case 2:
		os.RemoveAll(filepath.Dir(at))
		os.MkdirAll(dir, 0o755)
	case 3:
		os.RemoveAll(at)
		os.Symlink("elsewhere", at)
	case 4:
		os.Rename(filepath.Dir(at), filepath.Dir(to))
		return path.Dir(other)
	default:
		os.MkdirAll(filepath.Dir(at), 0o755)
		os.WriteFile(at, fmt.Append(nil, "text ", random.IntN(10), strings.Repeat("\x01", random.IntN(2))), 0o644)
	}
	return ""
}

func summary(files []*File) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s %x %q\n", f.Path, f.Hash[:4], f.Text)
	}
	return b.String()
}

// BenchmarkLoader looks again at 10,000 files, of which none changed.
func BenchmarkLoader(b *testing.B) {
	dir := b.TempDir()
	for i := range 10000 {
		put(b, dir, fmt.Sprintf("id/f%d/p%d.md", i%10, i), "# Page\n")
	}
	content, l := os.DirFS(dir), later()
	if _, _, err := l.Load(content); err != nil {
		b.Fatal(err)
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := l.Load(content); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("look", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := l.Look(content, []string{"id/f7/p77.md"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
