package output

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"handbook/generator/diag"
)

var update = flag.Bool("update", false, "write the golden file anew")

// Every text of the package in both languages.
func TestWords(t *testing.T) {
	pathError := func(err error) error { return &fs.PathError{Op: "rename", Path: "x", Err: err} }
	var b strings.Builder
	for _, err := range []error{
		noName(), isRoot(), isHome(), isContent("out"), inContent("out"), holdsContent("out"),
		foreign("out", []string{"a", "b"}), foreign("out", []string{"1", "2", "3", "4", "5", "6"}),
		inPlace("out", []string{"a.html"}), notPlain("out", []string{"en"}), alike("A.html", "a.html"), noManifest("out"),
		noSwap("out"), swapLeft("out", ".out.handbook-swap"),
		&LockedError{Dir: "out"}, &LockedError{Dir: "out", PID: 12}, &LockedError{Dir: "out", PID: 12, File: "out/.handbook-lock"},
		&FailedError{"out/a.html", pathError(syscall.ENOSPC), false}, &FailedError{"out/a.html", pathError(syscall.EDQUOT), true},
		&FailedError{"out/a.html", pathError(syscall.EFBIG), true}, &FailedError{"out/a.html", pathError(syscall.EIO), false},
		&FailedError{"out/a.html", pathError(syscall.EROFS), false}, &FailedError{"out/a.html", pathError(syscall.EMFILE), false},
		&FailedError{"out", pathError(syscall.ENOTDIR), false}, &FailedError{"out", pathError(syscall.EACCES), false},
		&FailedError{"out/a.html", pathError(errors.New("something else")), false},
	} {
		w, ok := err.(interface{ Words() diag.Words })
		if !ok {
			t.Fatalf("%v has no words", err)
		}
		if err.Error() != w.Words().EN || w.Words().ID == "" {
			t.Errorf("%q: %+v", err, w.Words())
		}
		fmt.Fprintf(&b, "%s\n%s\n\n", w.Words().EN, w.Words().ID)
	}
	golden := filepath.Join("testdata", "words.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != b.String() {
		t.Errorf("%s (error %v), now:\n%s", golden, err, b.String())
	}
}
