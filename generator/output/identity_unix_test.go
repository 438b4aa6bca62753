//go:build unix

package output

import (
	"io/fs"
	"syscall"
)

func identity(info fs.FileInfo) uint64 { return uint64(info.Sys().(*syscall.Stat_t).Ino) }
