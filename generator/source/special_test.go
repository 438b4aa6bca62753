//go:build unix

package source_test

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// Special files are named and never opened: opening a pipe nobody writes to would hang.
func TestD26_SpecialFiles(t *testing.T) {
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.WriteFile(filepath.Join(dir, "page.md"), []byte("teks"), 0o644))
	must(os.Symlink("page.md", filepath.Join(dir, "link.md")))
	must(os.Symlink("nowhere", filepath.Join(dir, "dangling.md")))
	must(os.Symlink(".", filepath.Join(dir, "loop")))
	must(syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644))
	t.Chdir(dir) // the path of a socket may have some 100 bytes only
	socket, err := net.Listen("unix", "socket.md")
	must(err)
	defer socket.Close()
	must(os.Mkdir(filepath.Join(dir, "folder.md"), 0o755))

	files, problems := load(t, os.DirFS(dir))
	if len(files) != 1 || files[0].Path != "page.md" {
		t.Errorf("files: %v", files)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Text.EN)
	}
	want := []string{
		`"dangling.md" is a symbolic link, not an ordinary file`,
		`"folder.md" is a folder, but is named like a file`,
		`"link.md" is a symbolic link, not an ordinary file`,
		`"loop" is a symbolic link, not an ordinary file`,
		`"pipe.md" is a named pipe, not an ordinary file`,
		`"socket.md" is a socket, not an ordinary file`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
