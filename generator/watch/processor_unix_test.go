//go:build unix

package watch

import (
	"syscall"
	"testing"
	"time"
)

// processor is the time that this process has had of all processors.
func processor(t *testing.T) time.Duration {
	var used syscall.Rusage
	check(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
