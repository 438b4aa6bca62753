package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// CheckPlace refuses (RefusedError) to publish where files of the handbook's sources would be overwritten: in the
// content folder, below it or above it, also by way of links; and in the root of the file system or a home folder.
func CheckPlace(out, content string) error {
	if strings.TrimSpace(out) == "" {
		return &RefusedError{"the output folder has no name"}
	}
	o, err := resolve(out)
	if err != nil {
		return err
	}
	c, err := resolve(content)
	if err != nil {
		return err
	}
	if o == filepath.Dir(o) {
		return &RefusedError{"the output cannot be the root of the file system"}
	}
	if home, err := os.UserHomeDir(); err == nil && o == filepath.Clean(home) {
		return &RefusedError{"the output cannot be the home folder"}
	}
	switch {
	case same(o, c):
		return &RefusedError{fmt.Sprintf("the output folder %s is the content folder", out)}
	case below(o, c):
		return &RefusedError{fmt.Sprintf("the output folder %s lies in the content folder", out)}
	case below(c, o):
		return &RefusedError{fmt.Sprintf("the output folder %s holds the content folder", out)}
	}
	return nil
}

// resolve follows links in the part of a path that exists.
func resolve(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if errors.Is(err, fs.ErrNotExist) && abs != filepath.Dir(abs) {
		dir, err := resolve(filepath.Dir(abs))
		return filepath.Join(dir, filepath.Base(abs)), err
	}
	return real, err
}

// below reports whether p lies in dir, also where upper and lower case are the same.
func below(p, dir string) bool {
	for d := filepath.Dir(p); ; d = filepath.Dir(d) {
		if same(d, dir) {
			return true
		}
		if d == filepath.Dir(d) {
			return false
		}
	}
}

func same(a, b string) bool {
	if a == b {
		return true
	}
	ai, err := os.Stat(a)
	if err != nil {
		return false
	}
	bi, err := os.Stat(b)
	return err == nil && os.SameFile(ai, bi)
}
