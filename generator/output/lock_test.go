package output

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// The second of two builds stops, names the first, and changes nothing.
func TestC15_Locked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	write(t, fixed(map[string]string{"index.html": "1"}), dir)
	inside := &Tree{}
	err := inside.Add(map[string]func() ([]byte, error){"index.html": func() ([]byte, error) {
		for _, o := range []Options{{}, {Swap: true}, {Adopt: true}} {
			_, err := fixed(map[string]string{"index.html": "2"}).Write(context.Background(), dir, o)
			var locked *LockedError
			if !errors.As(err, &locked) || locked.PID != os.Getpid() || !strings.Contains(locked.Words().ID, strconv.Itoa(os.Getpid())) {
				t.Errorf("error %v", err)
			}
		}
		if _, err := Clean(dir); err == nil {
			t.Error("cleaned what is being built")
		}
		return []byte("3"), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, inside, dir)
	if got := visible(t, dir); got["index.html"] != "3" {
		t.Errorf("%v", got)
	}
}

func openRoot(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

// Where folders cannot be locked a file does it.
func TestC15_LockFile(t *testing.T) {
	dir := t.TempDir()
	root := openRoot(t, dir)
	release, err := lockByFile(root)
	if err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := lockByFile(root); !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.File != lockName {
		t.Errorf("error %v", err)
	}
	release()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("litter %v, error %v", entries, err)
	}
}

// The lock file of a process that is no more, or that names none, counts for nothing.
func TestC16_StaleLock(t *testing.T) {
	dead := exec.Command(os.Args[0], "-test.run=^$")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{strconv.Itoa(dead.ProcessState.Pid()) + "\n", "", "x", "-1", "0"} {
		dir := t.TempDir()
		put(t, dir, map[string]string{lockName: text})
		release, err := lockByFile(openRoot(t, dir))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if now, err := os.ReadFile(filepath.Join(dir, lockName)); string(now) != strconv.Itoa(os.Getpid())+"\n" {
			t.Errorf("the lock says %q, error %v", now, err)
		}
		release()
		// Nor does it stop a build or make its folder somebody else's.
		put(t, dir, map[string]string{lockName: text})
		write(t, fixed(map[string]string{"index.html": "1"}), dir)
	}
}

func TestFlockHolder(t *testing.T) {
	const locks = "1: FLOCK  ADVISORY  WRITE 31189 fe:00:10338322 0 EOF\n" +
		"2: POSIX  ADVISORY  WRITE 11 fe:00:7 0 EOF\n2: -> FLOCK  ADVISORY  WRITE 12 fe:00:7 0 EOF\n" +
		"3: FLOCK  ADVISORY  WRITE 13 00:2a:7 0 EOF\n4: FLOCK  ADVISORY  WRITE -1 fe:00:8 0 EOF\nnonsense\n"
	for inode, pid := range map[uint64]int{10338322: 31189, 338322: 0, 7: 13, 8: 0, 9: 0} {
		if got := flockHolder(locks, inode); got != pid {
			t.Errorf("%d: %d, want %d", inode, got, pid)
		}
	}
	if runtime.GOOS == "linux" {
		if _, err := os.Stat("/proc/locks"); err != nil {
			t.Log("this system does not list its locks; a second build cannot name the first")
		}
	}
}
