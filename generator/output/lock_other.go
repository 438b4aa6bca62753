//go:build !linux

package output

import "os"

func lock(root *os.Root) (release func(), err error) { return lockByFile(root) }
