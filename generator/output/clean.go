package output

import (
	"errors"
	"io/fs"
	"os"
)

// Clean deletes what earlier builds published in dir and nobody changed since. Its errors are those of Write.
func Clean(dir string) (Report, error) {
	return clean(dir, func(d disk) disk { return d })
}

func clean(dir string, wrap func(disk) disk) (Report, error) {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return Report{}, nil
	}
	real, err := lockFolder(dir)
	if err != nil {
		return Report{}, opening(err, dir)
	}
	w := &writer{disk: wrap(real), dir: dir, options: Options{Adopt: true}, staged: map[string]string{}}
	defer w.disk.Close()
	if err := w.begin(wrap); err != nil {
		return Report{}, w.failed(err, dir)
	}
	if !w.before.found || w.before.lost {
		return Report{}, noManifest(dir)
	}
	w.begun = true
	for _, p := range w.before.paths() {
		if err := w.remove(p); err != nil {
			return w.report, w.failed(err, p)
		}
	}
	if err := w.disk.Remove(manifestName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return w.report, w.failed(err, manifestName)
	}
	w.before.plan, w.staging = nil, false
	return w.report, w.failed(w.clearStaging(), dir)
}
