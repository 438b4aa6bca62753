package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestE19_NoNetwork builds where there is no network at all, not even the computer's own, and gets the same bytes.
func TestE19_NoNetwork(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	pagesOf(t, content, 12, 1)
	mustBuild(t, "--content", content, "--out", filepath.Join(dir, "with"))

	cmd := handbook("build", "--content", content, "--out", filepath.Join(dir, "without"))
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
	if err := cmd.Start(); errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL) {
		t.Skip("this system gives no network of one's own:", err)
	} else if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(files(t, filepath.Join(dir, "with")), files(t, filepath.Join(dir, "without"))) {
		t.Error("without a network other bytes are published")
	}
}
