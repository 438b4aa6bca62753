package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// lockName is the file that says which build holds a folder, where the system cannot lock the folder itself.
const lockName = ".handbook-lock"

// lockByFile holds a folder by a file that names this process. A file of a process that is no more counts for nothing.
func lockByFile(root *os.Root) (release func(), err error) {
	mine := strconv.Itoa(os.Getpid()) + "\n"
	for range 3 {
		f, err := root.OpenFile(lockName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			if pid := holder(root); pid != 0 {
				return nil, &LockedError{PID: pid, File: lockName}
			}
			if err := root.Remove(lockName); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		_, err = f.WriteString(mine)
		if err := errors.Join(err, f.Close()); err != nil {
			root.Remove(lockName)
			return nil, err
		}
		if now, err := root.ReadFile(lockName); err != nil || string(now) != mine {
			continue // two builds found the same dead one
		}
		return func() { root.Remove(lockName) }, nil
	}
	return nil, &LockedError{File: lockName}
}

// holder is the living process that the lock file names, or 0.
func holder(root *os.Root) int {
	data, err := root.ReadFile(lockName)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || pid <= 0 || !alive(pid) {
		return 0
	}
	return pid
}

// flockHolder finds in Linux's list of locks which process holds the file of a number, or 0.
func flockHolder(locks string, inode uint64) int {
	end := fmt.Sprintf(":%d", inode)
	for line := range strings.Lines(locks) {
		f := strings.Fields(line) // 1: FLOCK ADVISORY WRITE 31189 fe:00:10338322 0 EOF
		if len(f) >= 6 && f[1] == "FLOCK" && f[3] == "WRITE" && strings.HasSuffix(f[5], end) {
			pid, _ := strconv.Atoi(f[4])
			return max(pid, 0)
		}
	}
	return 0
}
