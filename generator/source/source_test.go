package source_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/source"
)

func TestLoad(t *testing.T) {
	golden(t, func(t *testing.T, content fstest.MapFS) string {
		for _, f := range content {
			special(f)
		}
		files, problems, err := source.Load(content)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, f := range files {
			fmt.Fprintf(&b, "%s %d", strings.Trim(fmt.Sprintf("%q", f.Path), `"`), f.Size)
			if f.IsText() {
				fmt.Fprintf(&b, " %.60q", f.Text)
			}
			b.WriteByte('\n')
		}
		return b.String() + format(problems)
	})
}

// special makes a file what its content in a golden file says: "!2097153 bytes", or "!p---------" as ls shows a pipe.
func special(f *fstest.MapFile) {
	said, found := strings.CutPrefix(strings.TrimSpace(string(f.Data)), "!")
	if !found {
		return
	}
	size := 0
	if _, err := fmt.Sscanf(said, "%d bytes", &size); err == nil {
		f.Data = bytes.Repeat([]byte("x"), size)
		return
	}
	f.Mode = map[byte]fs.FileMode{'p': fs.ModeNamedPipe, 'l': fs.ModeSymlink, 's': fs.ModeSocket, 'b': fs.ModeDevice}[said[0]]
}

func load(t *testing.T, content fs.FS) ([]*source.File, diag.List) {
	t.Helper()
	files, problems, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	return files, problems
}

func TestD8D9_BOMAndLineEnds(t *testing.T) {
	want := "---\ntitle: Judul\n---\n\nsatu\ndua\n"
	for name, raw := range map[string]string{
		"lf":    want,
		"crlf":  strings.ReplaceAll(want, "\n", "\r\n"),
		"cr":    strings.ReplaceAll(want, "\n", "\r"),
		"mixed": "---\r\ntitle: Judul\r---\n\r\nsatu\rdua\r\n",
		"bom":   "\ufeff" + want,
	} {
		files, problems := load(t, fstest.MapFS{"p.md": {Data: []byte(raw)}})
		if got := string(files[0].Text); got != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", name, got, problems)
		}
		if onDisk, err := files[0].Read(); err != nil || string(onDisk) != raw {
			t.Errorf("%s: read %q, %v", name, onDisk, err)
		}
	}
}

func TestSizes(t *testing.T) {
	ok, large := bytes.Repeat([]byte("x"), source.MaxYAML), bytes.Repeat([]byte("x"), source.MaxMarkdown+1)
	files, problems := load(t, fstest.MapFS{
		"a.md": {Data: large}, "a.yaml": {Data: ok}, "b.md": {Data: large[1:]}, "b.yaml": {Data: append(ok, 'x')}, "c.jpg": {Data: large},
	})
	if len(problems) != 2 || problems[0].File != "a.md" || problems[1].File != "b.yaml" {
		t.Errorf("got %v", problems)
	}
	if files[4].IsText() || files[4].Size != int64(len(large)) || files[4].Hash != sha256.Sum256(large) {
		t.Error("the picture is not as on disk")
	}
	if !files[0].IsText() || len(files[0].Text) != 0 {
		t.Error("a file that is too large has text")
	}
}

func TestD25_NameNotUTF8(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bad\xff.md"), nil, 0o644); err != nil {
		t.Skip("this file system refuses such names itself:", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "fol\xffder", "inside"), 0o755); err != nil {
		t.Fatal(err)
	}
	files, problems := load(t, os.DirFS(dir))
	if len(files) != 0 || len(problems) != 2 {
		t.Fatal(files, problems)
	}
	if p := problems[0]; p.File != `bad\xff.md` || p.Code != "name-not-utf8" || p.Text.EN != `the name "bad\xff.md" is not valid UTF-8` ||
		p.Hint.EN != `rename it, for example to "bad.md"` {
		t.Errorf("%+v", p)
	}
}

// unreadable refuses to open one file.
type unreadable struct {
	fs.FS
	name string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.FS.Open(name)
}

func TestD26_Unreadable(t *testing.T) {
	for _, name := range []string{"id/b.md", "id/c.jpg", "id"} {
		content := unreadable{fstest.MapFS{"id/a.md": {}, "id/b.md": {}, "id/c.jpg": {}}, name}
		_, _, err := source.Load(content)
		if !errors.Is(err, fs.ErrPermission) || err.Error() != "read content file "+name+": permission denied" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSameForAnyNumberOfProcessors(t *testing.T) {
	content := fstest.MapFS{}
	for i := range 300 {
		content[fmt.Sprintf("id/f%d/p%d.md", i%7, i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "halaman %d \x01", i)}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	files, problems := load(t, content)
	runtime.GOMAXPROCS(8)
	again, same := load(t, content)
	if !slices.IsSortedFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("not sorted")
	}
	if !reflect.DeepEqual(problems, same) || len(files) != 300 || len(problems) != 300 {
		t.Error(len(files), len(problems))
	}
	for i := range files {
		if files[i].Path != again[i].Path || files[i].Hash != again[i].Hash {
			t.Error(files[i].Path, again[i].Path)
		}
	}
}

func TestPlace(t *testing.T) {
	f := &source.File{Path: "p.md", Text: []byte("satu\ndúa tiga\n\nakhir")}
	for _, c := range []struct {
		offset, length      int
		line, column, width int
		source              string
	}{
		{0, 4, 1, 1, 4, "satu"},
		{2, 99, 1, 3, 2, "satu"},
		{4, 1, 1, 5, 0, "satu"},
		{5, 4, 2, 1, 3, "dúa tiga"},
		{10, 4, 2, 5, 4, "dúa tiga"},
		{15, 0, 3, 1, 0, ""},
		{21, 5, 4, 6, 0, "akhir"},
		{99, 5, 4, 6, 0, "akhir"},
		{-1, 1, 1, 1, 1, "satu"},
	} {
		want := diag.Place{File: "p.md", Line: c.line, Column: c.column, Width: c.width, Source: c.source}
		if got := f.Place(c.offset, c.length); got != want {
			t.Errorf("Place(%d, %d) = %+v", c.offset, c.length, got)
		}
		if got := f.LinePlace(c.line, c.column, c.width); got != want {
			t.Errorf("LinePlace(%d, %d, %d) = %+v", c.line, c.column, c.width, got)
		}
		if got := f.Offset(c.line, c.column); got != min(max(c.offset, 0), len(f.Text)) {
			t.Errorf("Offset(%d, %d) = %d", c.line, c.column, got)
		}
	}
	if got := (&source.File{Path: "p.jpg"}).LinePlace(3, 4, 1); got != (diag.Place{File: "p.jpg"}) {
		t.Errorf("a picture has lines: %+v", got)
	}
}

// Whatever a name is, the one suggested works and is left alone.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"con.md", "COM¹", "a.", " a", "", "..", "#?%", "x\xff.md", strings.Repeat("é", 150) + ".md", "lpt1 .x.y", "-.-", "aux. ."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		better, ok := source.CheckName(name)
		if ok && better != name {
			t.Errorf("%q is fine, but became %q", name, better)
		}
		if again, ok := source.CheckName(better); !ok {
			t.Errorf("%q: suggested %q, which is no better (%q)", name, better, again)
		}
	})
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{"  \xa9\n0", "a\r\r\nb\rc", "\ufeff\ufeffx", "a\x00\u0085b", "\xff\xfea\x00", "\u202e\ufffd", "日本\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		files, problems := load(t, fstest.MapFS{"p.md": {Data: raw}})
		text := files[0].Text
		if !utf8.Valid(text) || bytes.ContainsAny(text, "\r\x00\uFEFF") {
			t.Errorf("not normalised: %q", text)
		}
		if bytes.ContainsRune(text, utf8.RuneError) && problems.Errors() == 0 {
			t.Errorf("a lost character without an error: %q", text)
		}
		for i := range min(utf8.RuneCount(text), 200) { // each place costs a walk over the text
			offset := len(string([]rune(string(text))[:i]))
			if p := files[0].Place(offset, 0); files[0].Offset(p.Line, p.Column) != offset {
				t.Fatalf("offset %d of %q is %d:%d, which is %d", offset, text, p.Line, p.Column, files[0].Offset(p.Line, p.Column))
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	content := fstest.MapFS{}
	page := []byte(strings.Repeat("Kemitraan yang baik dimulai dari tujuan bersama — dan bukan dari surat.\n", 70))
	for i := range 1000 {
		content[fmt.Sprintf("id/f%d/p%d.md", i%10, i)] = &fstest.MapFile{Data: page}
	}
	b.SetBytes(int64(len(page) * 1000))
	for b.Loop() {
		if _, _, err := source.Load(content); err != nil {
			b.Fatal(err)
		}
	}
}
