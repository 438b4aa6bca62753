package output

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// stats is the time, mode and identity of every file and folder.
func stats(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			all = append(all, fmt.Sprint(p, info.Size(), info.Mode(), info.ModTime().UnixNano(), identity(info)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
