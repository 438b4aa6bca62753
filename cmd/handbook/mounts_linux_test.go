package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// ownMounts gives a command mounts that nobody else sees.
func ownMounts() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		a.Cloneflags |= syscall.CLONE_NEWUSER
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	return a
}

// A build asks nothing of the network: it ends well where there is none.
func TestG9_NoNetwork(t *testing.T) {
	dir := t.TempDir()
	pagesOf(t, filepath.Join(dir, "content"), 5, 1)
	for i, content := range []string{filepath.Join(dir, "content"), filepath.Join("..", "..", "content")} {
		cmd := handbook("build", "-q", "-c", content, "-o", filepath.Join(dir, fmt.Sprint("public-", i)), "--base-url", "https://handbook.example/")
		cmd.SysProcAttr = ownMounts()
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWNET
		switch code, said := status(cmd); code {
		case 0:
		case -1:
			t.Skipf("this system does not let us have a network of our own: %s", said)
		default:
			t.Errorf("exit status %d: %s", code, said)
		}
	}
}
