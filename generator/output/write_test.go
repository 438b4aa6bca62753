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

func fixed(files map[string]string) Tree {
	t := Tree{}
	for p, data := range files {
		t[p] = func() ([]byte, error) { return []byte(data), nil }
	}
	return t
}

func write(t *testing.T, tree Tree, dir string) Report {
	t.Helper()
	r, err := tree.Write(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		if rel != manifestName {
			out[filepath.ToSlash(rel)] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWriteAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "public")
	r := write(t, fixed(map[string]string{"index.html": "a", "assets/x-1.css": "c", "id/b.html": "b"}), dir)
	if !slices.Equal(r.Written, []string{"assets/x-1.css", "id/b.html", "index.html"}) || r.Files != 3 || r.Bytes != 3 {
		t.Errorf("%+v", r)
	}
	before, err := os.Stat(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	r = write(t, fixed(map[string]string{"index.html": "a", "assets/x-1.css": "c", "id/b.html": "b"}), dir)
	if len(r.Written)+len(r.Deleted)+len(r.Overwrote) != 0 {
		t.Errorf("a second build changed %+v", r)
	}
	after, err := os.Stat(filepath.Join(dir, manifestName))
	if err != nil || !os.SameFile(before, after) {
		t.Error("a second build replaced the manifest")
	}
	r = write(t, fixed(map[string]string{"index.html": "A"}), dir)
	if !slices.Equal(r.Written, []string{"index.html"}) || !slices.Equal(r.Deleted, []string{"assets/x-1.css", "id/b.html"}) {
		t.Errorf("%+v", r)
	}
	if _, err := os.Stat(filepath.Join(dir, "id")); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder stays behind")
	}
}

// On an error, and when it is told to stop, Write leaves everything as it was.
func TestWriteFailure(t *testing.T) {
	dir := t.TempDir()
	write(t, fixed(map[string]string{"index.html": "old", "b.html": "old"}), dir)
	before := read(t, dir)
	broken := fixed(map[string]string{"index.html": "new"})
	for i := range 50 {
		broken[fmt.Sprintf("p%d.html", i)] = func() ([]byte, error) { return []byte("new"), nil }
	}
	broken["p30.html"] = func() ([]byte, error) { return nil, errors.New("no ink") }
	if _, err := broken.Write(context.Background(), dir); err == nil || err.Error() != "p30.html: no ink" {
		t.Errorf("error %v", err)
	}
	broken["p30.html"] = func() ([]byte, error) { panic("spilt") }
	if _, err := broken.Write(context.Background(), dir); err == nil || !strings.Contains(err.Error(), "p30.html: ") {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	broken["p30.html"] = func() ([]byte, error) { cancel(); return nil, nil }
	if _, err := broken.Write(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if after := read(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("before %v\nafter %v", before, after)
	}
}

// What others put there stays, and what they changed is told.
func TestOthersFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, fixed(map[string]string{"a.html": "a", "b.html": "b", "c.html": "c"}), dir)
	for name, data := range map[string]string{"CNAME": "mine", "a.html": "a by hand", "b.html": "b by hand"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := write(t, fixed(map[string]string{"a.html": "a2", "d.html": "d"}), dir)
	want := map[string]string{"CNAME": "mine", "a.html": "a2", "b.html": "b by hand", "d.html": "d"}
	if got := read(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !slices.Equal(r.Overwrote, []string{"a.html"}) || !slices.Equal(r.Kept, []string{"b.html"}) || !slices.Equal(r.Deleted, []string{"c.html"}) {
		t.Errorf("%+v", r)
	}
}

// A link in the output that leads out of it is not followed.
func TestC25_LinkOut(t *testing.T) {
	dir, victim := t.TempDir(), t.TempDir()
	write(t, fixed(map[string]string{"index.html": "a"}), dir)
	if err := os.Symlink(victim, filepath.Join(dir, "id")); err != nil {
		t.Fatal(err)
	}
	if _, err := fixed(map[string]string{"index.html": "a", "id/x.html": "x"}).Write(context.Background(), dir); err == nil {
		t.Error("wrote through a link")
	}
	if got := read(t, victim); len(got) != 0 {
		t.Errorf("the victim holds %v", got)
	}
}

func TestAdd(t *testing.T) {
	tree := fixed(map[string]string{"a.html": ""})
	for _, p := range []string{"a.html", "../x", "/x", "x/../y", "", ".", manifestName, stagingPrefix + "1/x"} {
		if err := tree.Add(fixed(map[string]string{p: ""})); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
}
