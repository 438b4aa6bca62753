//go:build !unix

package output

import "os"

// alive is true in doubt: a lock too many can be removed by hand.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	p.Release()
	return true
}
