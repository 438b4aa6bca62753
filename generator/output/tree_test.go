package output

import (
	"errors"
	"slices"
	"testing"
)

func files(paths ...string) map[string]func() ([]byte, error) {
	all := map[string]func() ([]byte, error){}
	for _, p := range paths {
		all[p] = func() ([]byte, error) { return []byte(p), nil }
	}
	return all
}

// What is put off is listed once, and only when a path there, or every path, is asked for.
func TestLater(t *testing.T) {
	listed := 0
	tree := &Tree{}
	if err := tree.Add(files("index.html", "search/client.js")); err != nil {
		t.Fatal(err)
	}
	tree.Later("search/", func() (map[string]func() ([]byte, error), error) {
		listed++
		return files("search/en/a.js"), nil
	})
	for _, c := range []struct {
		path   string
		found  bool
		listed int
	}{
		{"index.html", true, 0}, {"nowhere.html", false, 0}, {"search/client.js", true, 0},
		{"search/en/b.js", false, 1}, {"search/en/a.js", true, 1},
	} {
		file, found, err := tree.Lookup(c.path)
		if err != nil || found != c.found || listed != c.listed {
			t.Errorf("%s: found %v, listed %d times, error %v", c.path, found, listed, err)
		}
		if found {
			if data, err := file(); err != nil || string(data) != c.path {
				t.Errorf("%s holds %q, error %v", c.path, data, err)
			}
		}
	}
	paths, err := tree.Paths()
	if want := []string{"search/client.js", "search/en/a.js", "index.html"}; err != nil || !slices.Equal(paths, want) || listed != 1 {
		t.Errorf("paths %v, listed %d times, error %v", paths, listed, err)
	}
}

// What can be found is not listed for it, but is among all paths.
func TestFind(t *testing.T) {
	listed := 0
	tree := &Tree{}
	tree.Later("search/", func() (map[string]func() ([]byte, error), error) { return files("search/a.js"), nil })
	tree.Find(func(path string) func() ([]byte, error) { return files("a.html", "b.html")[path] },
		func() (map[string]func() ([]byte, error), error) {
			listed++
			return files("a.html", "b.html", "index.html"), nil
		})
	for _, c := range []struct {
		path   string
		found  bool
		listed int
	}{{"a.html", true, 0}, {"search/a.js", true, 0}, {"index.html", true, 1}, {"c.html", false, 1}} {
		if _, found, err := tree.Lookup(c.path); err != nil || found != c.found || listed != c.listed {
			t.Errorf("%s: found %v, listed %d times, error %v", c.path, found, listed, err)
		}
	}
	if paths, err := tree.Paths(); err != nil || len(paths) != 4 {
		t.Errorf("paths %v, error %v", paths, err)
	}
}

func TestLaterFails(t *testing.T) {
	for name, list := range map[string]func() (map[string]func() ([]byte, error), error){
		"an error":    func() (map[string]func() ([]byte, error), error) { return nil, errors.New("no index") },
		"taken":       func() (map[string]func() ([]byte, error), error) { return files("search/client.js"), nil },
		"not below":   func() (map[string]func() ([]byte, error), error) { return files("index.html"), nil },
		"not a place": func() (map[string]func() ([]byte, error), error) { return files("search/../x"), nil },
	} {
		tree := &Tree{}
		if err := tree.Add(files("search/client.js")); err != nil {
			t.Fatal(err)
		}
		tree.Later("search/", list)
		if _, err := tree.Paths(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := tree.Each(t.Context(), func(string, []byte) error { return nil }); err == nil {
			t.Errorf("%s: no error of Each", name)
		}
	}
}
