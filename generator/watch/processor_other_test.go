//go:build !unix

package watch

import (
	"testing"
	"time"
)

func processor(t *testing.T) time.Duration {
	t.Skip("not measured here")
	return 0
}
