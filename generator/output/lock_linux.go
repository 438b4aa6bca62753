package output

import (
	"errors"
	"os"
	"syscall"
)

// lock holds a folder for this process until it gives it back or ends, however it ends. Nothing is written.
func lock(root *os.Root) (release func(), err error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	switch {
	case err == nil:
		return func() { dir.Close() }, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		defer dir.Close()
		pid := 0
		if info, err := dir.Stat(); err == nil {
			if s, ok := info.Sys().(*syscall.Stat_t); ok {
				locks, _ := os.ReadFile("/proc/locks") // without it the process has no name
				pid = flockHolder(string(locks), s.Ino)
			}
		}
		return nil, &LockedError{PID: pid}
	default: // a file system without such locks
		dir.Close()
		return lockByFile(root)
	}
}
