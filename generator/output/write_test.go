package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func fixed(files map[string]string) *Tree {
	t := &Tree{}
	all := map[string]func() ([]byte, error){}
	for p, data := range files {
		all[p] = func() ([]byte, error) { return []byte(data), nil }
	}
	if err := t.Add(all); err != nil {
		panic(err)
	}
	return t
}

func write(t *testing.T, tree *Tree, dir string) Report {
	t.Helper()
	return writeWith(t, tree, dir, Options{})
}

func writeWith(t *testing.T, tree *Tree, dir string, o Options) Report {
	t.Helper()
	r, err := tree.Write(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for p, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// visible is every file below dir that is not one of publishing itself.
func visible(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		switch {
		case err != nil:
			return err
		case d.IsDir() && isOwn(rel):
			return filepath.SkipDir
		case d.IsDir() || isOwn(rel):
			return nil
		}
		data, err := os.ReadFile(p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func isRefused(err error) bool {
	var r *RefusedError
	return errors.As(err, &r)
}

func refusedWith(t *testing.T, err error, words ...string) {
	t.Helper()
	if !isRefused(err) {
		t.Fatalf("error %v", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q lacks %q", err, w)
		}
	}
}

func TestWriteAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "public")
	r := write(t, fixed(map[string]string{"index.html": "a", "assets/x-1.css": "c", "id/b.html": "b"}), dir)
	if !slices.Equal(r.Written, []string{"assets/x-1.css", "id/b.html", "index.html"}) || r.Files != 3 || r.Bytes != 3 {
		t.Errorf("%+v", r)
	}
	r = write(t, fixed(map[string]string{"index.html": "A"}), dir)
	if !slices.Equal(r.Written, []string{"index.html"}) || !slices.Equal(r.Deleted, []string{"id/b.html"}) {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(dir, "id")); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder stays behind")
	}
}

// Style sheets, scripts and shards stay for one more build that changes anything: a page that a reader has open may still
// ask for them. A build that changes nothing keeps them too.
func TestOldAssets(t *testing.T) {
	for _, swap := range []bool{false, true} {
		dir := t.TempDir()
		state := func(i int) map[string]string {
			return map[string]string{"index.html": fmt.Sprint(i), fmt.Sprintf("assets/x-%d.css", i): "c",
				fmt.Sprintf("search/en/l-%d.js", i): "s", "search/en/manifest.js": fmt.Sprint(i)}
		}
		for i := 1; i < 5; i++ {
			for range 2 {
				writeWith(t, fixed(state(i)), dir, Options{Swap: swap})
				now := visible(t, dir)
				for j := 1; j < 5; j++ {
					_, asset := now[fmt.Sprintf("assets/x-%d.css", j)]
					_, shard := now[fmt.Sprintf("search/en/l-%d.js", j)]
					if want := j == i || j == i-1; asset != want || shard != want {
						t.Errorf("swap %v, state %d: asset of %d %v, shard %v", swap, i, j, asset, shard)
					}
				}
			}
		}
		// What comes back is no longer old.
		write(t, fixed(state(3)), dir)
		if m := readBack(t, dir); m.Old["assets/x-3.css"] != "" || m.Old["assets/x-4.css"] == "" || m.Old["assets/x-2.css"] != "" {
			t.Errorf("old: %v", m.Old)
		}
	}
}

// On an error, and when it is told to stop, Write leaves everything as it was.
func TestC1_WriteFailure(t *testing.T) {
	for _, swap := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, fixed(map[string]string{"index.html": "old", "b.html": "old"}), dir)
		before := visible(t, dir)
		broken := map[string]func() ([]byte, error){"index.html": func() ([]byte, error) { return []byte("new"), nil }}
		for i := range 50 {
			broken[fmt.Sprintf("p%d.html", i)] = func() ([]byte, error) { return []byte("new"), nil }
		}
		ctx, cancel := context.WithCancel(context.Background())
		for want, make := range map[string]func() ([]byte, error){
			"p30.html: no ink":         func() ([]byte, error) { return nil, errors.New("no ink") },
			"p30.html: making it":      func() ([]byte, error) { panic("spilt") },
			context.Canceled.Error():   func() ([]byte, error) { cancel(); return nil, nil },
			"p30.html: open elsewhere": func() ([]byte, error) { return nil, &os.PathError{Op: "open", Path: "elsewhere", Err: os.ErrNotExist} },
		} {
			broken["p30.html"] = make
			tree := &Tree{}
			if err := tree.Add(broken); err != nil {
				t.Fatal(err)
			}
			if _, err := tree.Write(ctx, dir, Options{Swap: swap}); err == nil || !strings.HasPrefix(err.Error(), want) && !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want %s", err, want)
			}
			if after := visible(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("before %v\nafter %v", before, after)
			}
			if litter := ownFiles(t, dir); !slices.Equal(litter, []string{manifestName}) {
				t.Errorf("litter %v", litter)
			}
		}
	}
}

// A folder that was made for a build that failed goes again.
func TestC1_FirstFailure(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	tree := &Tree{}
	if err := tree.Add(map[string]func() ([]byte, error){"index.html": func() ([]byte, error) { return nil, errors.New("no ink") }}); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Write(context.Background(), dir, Options{}); err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder stays behind")
	}
}

// A build of what is published already writes nothing at all.
func TestC8_SecondBuild(t *testing.T) {
	for _, swap := range []bool{false, true} {
		before, after, _, _ := faultyTrees()
		dir := filepath.Join(t.TempDir(), "public")
		write(t, fixed(before), dir)
		writeWith(t, fixed(after), dir, Options{Swap: swap})
		noted := stats(t, dir)
		f := &fault{}
		r, err := fixed(after).write(context.Background(), dir, Options{}, f.wrap)
		if err != nil || len(r.Written)+len(r.Deleted)+len(r.Overwrote)+len(r.Kept) > 0 || r.Files != len(after) {
			t.Errorf("%+v, error %v", r, err)
		}
		if len(f.writes) > 0 {
			t.Errorf("writes: %v", f.writes)
		}
		if now := stats(t, dir); !slices.Equal(now, noted) {
			t.Errorf("before %v\nafter %v", noted, now)
		}
		// With --swap too, the folder stays the same one.
		writeWith(t, fixed(after), dir, Options{Swap: true})
		if now := stats(t, dir); !slices.Equal(now, noted) {
			t.Errorf("before %v\nafter %v", noted, now)
		}
	}
}

// One file that changed costs one file and the manifest.
func TestC9_OneFile(t *testing.T) {
	_, after, _, _ := faultyTrees()
	dir := filepath.Join(t.TempDir(), "public")
	write(t, fixed(after), dir)
	write(t, fixed(after), dir)
	after["en/a.html"] = "a 3"
	f := &fault{}
	if _, err := fixed(after).write(context.Background(), dir, Options{}, f.wrap); err != nil {
		t.Fatal(err)
	}
	var renamed []string
	for _, w := range f.writes {
		if strings.HasPrefix(w, "rename ") && !strings.HasPrefix(w, "rename "+stagingName) {
			renamed = append(renamed, w)
		}
		if strings.HasPrefix(w, "create ") && !strings.HasPrefix(w, "create "+stagingName) {
			t.Errorf("%s: not staged", w)
		}
	}
	if want := []string{"rename en/a.html", "rename " + manifestName}; !slices.Equal(renamed, want) {
		t.Errorf("%v, want %v", renamed, want)
	}
}

// What others put there stays, and what they changed is told.
func TestC11_C13_OthersFiles(t *testing.T) {
	for _, swap := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		write(t, fixed(map[string]string{"a.html": "a", "b.html": "b", "c.html": "c"}), dir)
		put(t, dir, map[string]string{"CNAME": "mine", "a.html": "a by hand", "b.html": "b by hand", "keep/x.pdf": "pdf", ".git/HEAD": "main"})
		if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(filepath.Join(dir, "empty"), 0o750); err != nil {
			t.Fatal(err)
		}
		r := writeWith(t, fixed(map[string]string{"a.html": "a2", "d.html": "d"}), dir, Options{Swap: swap})
		if link, err := os.Readlink(filepath.Join(dir, "link")); link != "nowhere" {
			t.Errorf("the link is gone: %v", err)
		}
		if info, err := os.Stat(filepath.Join(dir, "empty")); err != nil || info.Mode().Perm() != 0o750 {
			t.Errorf("the empty folder: %v %v", info, err)
		}
		os.Remove(filepath.Join(dir, "link"))
		want := map[string]string{"CNAME": "mine", "a.html": "a2", "b.html": "b by hand", "d.html": "d", "keep/x.pdf": "pdf", ".git/HEAD": "main"}
		if got := visible(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if !slices.Equal(r.Overwrote, []string{"a.html"}) || !slices.Equal(r.Kept, []string{"b.html"}) || !slices.Equal(r.Deleted, []string{"c.html"}) {
			t.Errorf("%+v", r)
		}
	}
}

// A file of somebody's at a place of the handbook is not replaced unasked.
func TestC11_InPlace(t *testing.T) {
	dir := t.TempDir()
	write(t, fixed(map[string]string{"a.html": "a"}), dir)
	put(t, dir, map[string]string{"b.html": "mine", "same.html": "same"})
	next := map[string]string{"a.html": "a2", "b.html": "b", "same.html": "same"}
	_, err := fixed(next).Write(context.Background(), dir, Options{})
	refusedWith(t, err, "b.html", "--adopt")
	if got := visible(t, dir); got["a.html"] != "a" || got["b.html"] != "mine" {
		t.Errorf("got %v", got)
	}
	r := writeWith(t, fixed(next), dir, Options{Adopt: true})
	if got := visible(t, dir); fmt.Sprint(got) != fmt.Sprint(next) || !slices.Equal(r.Overwrote, []string{"b.html"}) {
		t.Errorf("got %v, %+v", got, r)
	}
}

func TestC12_ForeignFolder(t *testing.T) {
	dir := t.TempDir()
	mine := map[string]string{"1.md": "", "2.md": "", "3.md": "", "4.md": "", "5.md": "", "6.md": "", "index.html": "mine"}
	put(t, dir, mine)
	_, err := fixed(map[string]string{"index.html": "ours"}).Write(context.Background(), dir, Options{})
	refusedWith(t, err, "1.md, 2.md, 3.md, 4.md, 5.md, …", "--adopt")
	if got := visible(t, dir); fmt.Sprint(got) != fmt.Sprint(mine) {
		t.Errorf("got %v", got)
	}
	if own := ownFiles(t, dir); len(own) > 0 {
		t.Errorf("litter %v", own)
	}
	writeWith(t, fixed(map[string]string{"index.html": "ours", "a.html": "a"}), dir, Options{Adopt: true})
	write(t, fixed(map[string]string{"index.html": "ours 2"}), dir)
	mine["index.html"] = "ours 2"
	if got := visible(t, dir); fmt.Sprint(got) != fmt.Sprint(mine) {
		t.Errorf("got %v", got)
	}
}

func TestC14_Place(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "book", "content")
	if err := os.MkdirAll(filepath.Join(content, "en"), 0o755); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{
		"link":          content, // where capital letters are no difference, Content is such another name
		"book/into":     filepath.Join(content, "en"),
		"book/up":       dir,
		"book/dangling": filepath.Join(content, "not-there"),
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "book", "contents"), 0o755); err != nil {
		t.Fatal(err)
	}
	for out, refuse := range map[string]bool{
		"book/content": true, "book": true, ".": true, "book/content/out": true, "book/content/en/deep/out": true,
		"book/public/../content": true, "link": true, "link/out": true, "book/into": true, "book/into/new/out": true, "book/up": true,
		"book/up/book/content/x": true, "link/..": true, "book/public": false, "public": false, "book/contents": false, "book/content-2": false,
	} {
		// Not filepath.Join, which would take away what ".." is there for.
		if err := CheckPlace(dir+"/"+out, content); isRefused(err) != refuse {
			t.Errorf("%s: %v", out, err)
		}
		t.Chdir(filepath.Join(dir, "book"))
		if err := CheckPlace(dir+"/"+out, "content"); isRefused(err) != refuse {
			t.Errorf("%s: %v", out, err)
		}
	}
	for _, out := range []string{"", " ", "/"} {
		if !isRefused(CheckPlace(out, content)) {
			t.Errorf("%q: not refused", out)
		}
	}
	t.Setenv("HOME", dir)
	if err := os.Symlink(dir, filepath.Join(dir, "home")); err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	for _, out := range []string{dir, filepath.Join(dir, "home")} {
		if !isRefused(CheckPlace(out, other)) {
			t.Errorf("%s: not refused", out)
		}
	}
}

// A link in the output that leads out of it is not followed, nor does anything else in the way make half a handbook.
func TestC25_InTheWay(t *testing.T) {
	for name, block := range map[string]func(dir, victim string) error{
		"a link out":        func(dir, victim string) error { return os.Symlink(victim, filepath.Join(dir, "id")) },
		"a link to nowhere": func(dir, _ string) error { return os.Symlink("nowhere", filepath.Join(dir, "id")) },
		"a file":            func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, "id"), []byte("mine"), 0o644) },
		"a folder":          func(dir, _ string) error { return os.MkdirAll(filepath.Join(dir, "id", "deep", "x.html"), 0o755) },
		"a link for a file": func(dir, victim string) error { return os.Symlink(victim+"/x", filepath.Join(dir, "z.html")) },
		"a link in deep": func(dir, victim string) error {
			os.Mkdir(filepath.Join(dir, "id"), 0o755)
			return os.Symlink(victim, filepath.Join(dir, "id", "deep"))
		},
		"a link that goes back": func(dir, _ string) error { return os.Symlink("../../..", filepath.Join(dir, "id")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, victim := t.TempDir(), t.TempDir()
			write(t, fixed(map[string]string{"index.html": "a"}), dir)
			if err := block(dir, victim); err != nil {
				t.Fatal(err)
			}
			_, err := fixed(map[string]string{"index.html": "b", "id/deep/x.html": "x", "id/y.html": "y", "z.html": "z"}).Write(context.Background(), dir, Options{})
			refusedWith(t, err, "move them away")
			if got := visible(t, victim); len(got) != 0 {
				t.Errorf("the victim holds %v", got)
			}
			if data, err := os.ReadFile(filepath.Join(dir, "index.html")); string(data) != "a" {
				t.Errorf("index.html is %q, error %v", data, err)
			}
		})
	}
}

// A link in the output to another folder in it is the user's choice.
func TestLinkWithin(t *testing.T) {
	dir := t.TempDir()
	write(t, fixed(map[string]string{"index.html": "a"}), dir)
	put(t, dir, map[string]string{"real/keep": ""})
	if err := os.Symlink("real", filepath.Join(dir, "id")); err != nil {
		t.Fatal(err)
	}
	write(t, fixed(map[string]string{"index.html": "a", "id/x.html": "x"}), dir)
	if got := visible(t, filepath.Join(dir, "real")); got["x.html"] != "x" {
		t.Errorf("%v", got)
	}
}

// What an old manifest names and is reached through a link is left alone.
func TestC25_DeleteThroughLink(t *testing.T) {
	dir, victim := t.TempDir(), t.TempDir()
	write(t, fixed(map[string]string{"index.html": "a", "id/x.html": "x"}), dir)
	put(t, victim, map[string]string{"x.html": "x"})
	os.RemoveAll(filepath.Join(dir, "id"))
	if err := os.Symlink(victim, filepath.Join(dir, "id")); err != nil {
		t.Fatal(err)
	}
	write(t, fixed(map[string]string{"index.html": "a"}), dir)
	if got := visible(t, victim); got["x.html"] != "x" {
		t.Errorf("the victim holds %v", got)
	}
}

// Names that would be one file on many disks.
func TestAlike(t *testing.T) {
	_, err := fixed(map[string]string{"en/a.html": "", "en/A.html": ""}).Write(context.Background(), t.TempDir(), Options{})
	refusedWith(t, err, "en/A.html", "en/a.html")
}

// A manifest that is broken, of another version, or names what is not in the folder: nothing unknown is deleted.
func TestG8_Manifests(t *testing.T) {
	for name, c := range map[string]struct {
		manifest string
		lost     bool
		odd      int
	}{
		"empty file":  {"", true, 0},
		"cut short":   {`{"version": 1, "files"`, true, 0},
		"not a map":   {`[1]`, true, 0},
		"newer":       {`{"version": 99, "files": {"kept.html": "` + sum([]byte("kept")) + `"}}`, true, 0},
		"older":       {`{"version": 0, "files": {"kept.html": "` + sum([]byte("kept")) + `"}}`, true, 0},
		"outside":     {`{"version": 1, "files": {"index.html": "` + sum([]byte("a")) + `", "../victim": "` + sum([]byte("victim")) + `", "/etc/hostname": "", "": "", "a/../../victim": ""}}`, false, 4},
		"own":         {`{"version": 1, "files": {"index.html": "` + sum([]byte("a")) + `", ".handbook-manifest.json": "", ".handbook-staging/plan.json": ""}}`, false, 2},
		"wrong hash":  {`{"version": 1, "files": {"index.html": "` + sum([]byte("a")) + `", "kept.html": "0000"}}`, false, 0},
		"old outside": {`{"version": 1, "files": {"index.html": "` + sum([]byte("a")) + `"}, "old": {"../victim": "` + sum([]byte("victim")) + `"}}`, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			write(t, fixed(map[string]string{"index.html": "a"}), dir)
			put(t, dir, map[string]string{manifestName: c.manifest, "kept.html": "kept", "../victim": "victim"})
			r := write(t, fixed(map[string]string{"index.html": "b"}), dir)
			if r.Lost != c.lost || len(r.Odd) != c.odd || len(r.Deleted) > 0 {
				t.Errorf("%+v", r)
			}
			if got := visible(t, filepath.Dir(dir)); got["victim"] != "victim" || got["public/kept.html"] != "kept" || got["public/index.html"] != "b" {
				t.Errorf("%v", got)
			}
			if r := write(t, fixed(map[string]string{"index.html": "b"}), dir); r.Lost || len(r.Odd) > 0 {
				t.Errorf("then %+v", r)
			}
		})
	}
}

// Pages never come before what they load, changed pages never before new ones they may lead to.
func TestOrder(t *testing.T) {
	w := &writer{staged: map[string]string{}, new: map[string]bool{"en/new.html": true}}
	want := []string{"assets/s.css", "en/a.md", "search/en/l-1.js", "en/new.html", "en/a.html", "index.html", "en/feed.xml", "search/en/manifest.js", "sitemap.xml"}
	for _, p := range want {
		w.staged[p] = ""
	}
	if got := w.inOrder(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestClean(t *testing.T) {
	before, after, _, others := faultyTrees()
	dir := filepath.Join(t.TempDir(), "public")
	write(t, fixed(before), dir)
	write(t, fixed(after), dir)
	put(t, dir, others)
	put(t, dir, map[string]string{"en/a.html": "by hand"})
	r, err := Clean(dir)
	others["en/a.html"] = "by hand"
	if got := visible(t, dir); err != nil || fmt.Sprint(got) != fmt.Sprint(others) || !slices.Equal(r.Kept, []string{"en/a.html"}) {
		t.Errorf("%v, %+v, error %v", got, r, err)
	}
	if own := ownFiles(t, dir); len(own) > 0 {
		t.Errorf("litter %v", own)
	}
	if _, err := Clean(dir); !isRefused(err) {
		t.Errorf("again: %v", err)
	}
	if r, err := Clean(filepath.Join(dir, "nowhere")); err != nil || len(r.Deleted) > 0 {
		t.Errorf("nowhere: %+v, %v", r, err)
	}
}

func TestAdd(t *testing.T) {
	tree := fixed(map[string]string{"a.html": ""})
	for _, p := range []string{"a.html", "../x", "/x", "x/../y", "", ".", manifestName, stagingName + "/1/x", lockName, swapMark} {
		if err := tree.Add(map[string]func() ([]byte, error){p: nil}); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
}
