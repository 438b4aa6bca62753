package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// CheckPlace refuses (RefusedError) to publish where files of the handbook's sources would be overwritten: in the
// content folder, below it or above it, also by way of links; and in the root of the file system or a home folder.
func CheckPlace(out, content string) error {
	if strings.TrimSpace(out) == "" {
		return noName()
	}
	o, err := resolve(out)
	if err != nil {
		return &FailedError{out, err, false}
	}
	c, err := resolve(content)
	if err != nil {
		return &FailedError{content, err, false}
	}
	if o == filepath.Dir(o) {
		return isRoot()
	}
	if home, err := os.UserHomeDir(); err == nil && same(o, filepath.Clean(home)) {
		return isHome()
	}
	switch {
	case same(o, c):
		return isContent(out)
	case below(o, c):
		return inContent(out)
	case below(c, o):
		return holdsContent(out)
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
