package themes

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestDefaultIsWhole(t *testing.T) {
	for _, name := range []string{"layouts/page.html", "partials/head.html", "assets/handbook.js", "i18n/id.yaml", "i18n/en.yaml"} {
		if _, err := fs.Stat(Default(), name); err != nil {
			t.Error(err)
		}
	}
}

func TestOverlay(t *testing.T) {
	user := fstest.MapFS{
		"partials/footer.html": {Data: []byte("mine")},
		"assets/99-mine.css":   {Data: []byte("p{}")},
		"extra/deep/file.txt":  {Data: []byte("x")},
	}
	whole := Overlay(user)

	got, err := fs.ReadFile(whole, "partials/footer.html")
	if err != nil || string(got) != "mine" {
		t.Errorf("a user's file does not replace the built-in one: %q %v", got, err)
	}
	if _, err := fs.ReadFile(whole, "partials/head.html"); err != nil {
		t.Errorf("a built-in file beside a user's is hidden: %v", err)
	}
	seen := map[string]int{}
	err = fs.WalkDir(whole, ".", func(path string, d fs.DirEntry, err error) error {
		seen[path]++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"partials/footer.html", "partials/head.html", "assets/99-mine.css", "assets/handbook.js", "extra/deep/file.txt"} {
		if seen[name] != 1 {
			t.Errorf("a walk saw %s %d times", name, seen[name])
		}
	}
	if err := fstest.TestFS(whole, "partials/footer.html", "partials/head.html", "assets/99-mine.css", "extra/deep/file.txt"); err != nil {
		t.Error(err)
	}
}

func TestOverlayOfNothing(t *testing.T) {
	if err := fstest.TestFS(Overlay(nil), "layouts/page.html"); err != nil {
		t.Error(err)
	}
}

// TestOverlayReportsFailure: a folder that cannot be read must not silently turn into the built-in one.
func TestOverlayReportsFailure(t *testing.T) {
	if _, err := fs.ReadFile(Overlay(broken{}), "layouts/page.html"); err == nil {
		t.Error("the failure of the user's folder was passed over")
	}
	if _, err := fs.ReadDir(Overlay(broken{}), "layouts"); err == nil {
		t.Error("the failure of the user's folder was passed over")
	}
}

type broken struct{}

func (broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
