package generator_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"handbook/generator"
	"handbook/themes"
)

// base is where the tests publish; the host does not exist.
const base = "https://handbook.example/panduan/"

func options(content fs.FS) generator.Options {
	return generator.Options{Content: content, Theme: themes.Default(), BaseURL: base, Today: "2026-11-22"}
}

// build builds content that must be without a mistake.
func build(t testing.TB, content fs.FS) *generator.Result { return buildWith(t, content, base) }

func buildWith(t testing.TB, content fs.FS, base string) *generator.Result {
	t.Helper()
	o := options(content)
	o.BaseURL = base
	r, err := generator.NewBuilder().Build(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("%s:%d:%d: %s: %s", p.File, p.Line, p.Column, p.Severity, p.Text.EN)
	}
	if r.Tree == nil {
		t.FailNow()
	}
	return r
}

// files makes every file of a result.
func files(t testing.TB, r *generator.Result) map[string][]byte {
	t.Helper()
	var mu sync.Mutex
	all := map[string][]byte{}
	err := r.Tree.Each(context.Background(), func(p string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		all[p] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ownContent is the handbook in content/, in memory so that tests may change it.
func ownContent(t testing.TB) fstest.MapFS {
	t.Helper()
	return load(t, os.DirFS("../content"))
}

func load(t testing.TB, from fs.FS) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, p)
		m[p] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// changed lists the paths whose bytes differ, or that only one side has.
func changed(a, b map[string][]byte) []string {
	var out []string
	for p := range a {
		if other, ok := b[p]; !ok || !bytes.Equal(a[p], other) {
			out = append(out, p)
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func pagesOf(all map[string][]byte) []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(all)) {
		if strings.HasSuffix(p, ".html") {
			out = append(out, p)
		}
	}
	return out
}
