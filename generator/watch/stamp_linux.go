package watch

import (
	"io/fs"
	"syscall"
)

// inode is the number of a file and when it was last changed in any way, which no program can set.
func inode(info fs.FileInfo) (number uint64, changed int64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino, s.Ctim.Nano()
	}
	return 0, 0
}
