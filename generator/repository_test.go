package generator_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestG9_NoNetwork: with the libraries that go.sum names in the computer's store, nothing of this repository needs the
// network to be compiled. HANDBOOK_LONG=1 compiles the tests as well.
func TestG9_NoNetwork(t *testing.T) {
	args := [][]string{{"list", "-deps", "-test", "./..."}}
	if os.Getenv("HANDBOOK_LONG") != "" {
		args = append(args, []string{"mod", "verify"}, []string{"build", "./..."}, []string{"vet", "./..."})
	}
	for _, a := range args {
		cmd := exec.Command("go", a...)
		cmd.Dir = ".."
		cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=readonly", "GOTOOLCHAIN=local", "GOSUMDB=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%.2000s", strings.Join(a, " "), err, out)
		}
	}
}
