package output

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

const (
	manifestName    = ".handbook-manifest.json"
	manifestVersion = 1

	// stagingName is the folder in the output that holds what is not published yet. Its plan outlives a build
	// that is killed: by it the next one knows which files are of that build.
	stagingName = ".handbook-staging"
	planName    = stagingName + "/plan.json"
)

// manifest lists what the last build published, so that the next one deletes nothing else.
type manifest struct {
	Version int               `json:"version"`
	Files   map[string]string `json:"files"`         // path to SHA-256 in hex
	Old     map[string]string `json:"old,omitempty"` // no longer made, but kept for pages that readers have open
}

// plan lists files that may be in the output by our hand although the manifest there does not say so:
// path to each SHA-256 they may have.
type plan map[string][]string

// isOwn reports whether a path is one that publishing needs for itself.
func isOwn(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return first == manifestName || first == stagingName || first == lockName || first == swapMark
}

// outlives reports whether a file stays for one more generation once it is no longer made: a page that a reader has
// open, or that a cache holds, may still ask for it. Such files are named by what is in them.
func outlives(p string) bool {
	return (strings.HasPrefix(p, "assets/") || strings.HasPrefix(p, "search/")) && !isEntrance(p)
}

// isEntrance reports whether a file tells the names of others that have to be there first.
func isEntrance(p string) bool { return path.Base(p) == "manifest.js" }

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// past is what is known of earlier builds in a folder.
type past struct {
	manifest          // of the last build that came to its end
	found    bool     // there is a manifest
	lost     bool     // there is one, but it cannot be understood
	odd      []string // what it names is no place in the output
	plan     plan     // of a build that did not come to its end
}

// readPast reads the manifest and the plan in a folder. A manifest that cannot be understood counts as an empty one: then
// nothing is deleted.
func readPast(d disk, dir string) (past, error) {
	var b past
	data, err := readFile(d, path.Join(dir, manifestName))
	switch {
	case err == nil:
		b.found = true
		if json.Unmarshal(data, &b.manifest) != nil || b.Version != manifestVersion {
			b.manifest, b.lost = manifest{}, true
		}
	case !errors.Is(err, fs.ErrNotExist):
		return past{}, err
	}
	b.odd = append(dropOdd(b.Files), dropOdd(b.Old)...)
	data, err = readFile(d, path.Join(dir, planName))
	switch {
	case err == nil:
		b.found = true // a first build that was killed
		if json.Unmarshal(data, &b.plan) != nil {
			b.plan = nil
		}
		dropOdd(b.plan)
	case !errors.Is(err, fs.ErrNotExist):
		return past{}, err
	}
	return b, nil
}

func dropOdd[V any](files map[string]V) (odd []string) {
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if !fs.ValidPath(p) || p == "." || isOwn(p) {
			odd = append(odd, p)
			delete(files, p)
		}
	}
	return odd
}

// paths is every path at which an earlier build may have left a file, sorted.
func (b past) paths() []string {
	all := map[string]bool{}
	for _, files := range []map[string]string{b.Files, b.Old} {
		for p := range files {
			all[p] = true
		}
	}
	for p := range b.plan {
		all[p] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// knows reports whether an earlier build may have left anything at a path.
func (b past) knows(p string) bool { return len(b.hashes(p)) > 0 }

// wrote reports whether an earlier build left these very bytes at a path.
func (b past) wrote(p, hash string) bool { return slices.Contains(b.hashes(p), hash) }

func (b past) hashes(p string) []string {
	all := slices.Clone(b.plan[p])
	if h, ok := b.Files[p]; ok {
		all = append(all, h)
	}
	if h, ok := b.Old[p]; ok {
		all = append(all, h)
	}
	return all
}

// next is the manifest after a build that made these files, and what that build is to delete. What is no longer made and
// outlives its pages is kept until the next build that changes anything.
func (b past) next(made map[string]string) (m manifest, gone []string) {
	m = manifest{manifestVersion, made, nil}
	changed := !b.found || b.lost || b.plan != nil || !maps.Equal(b.Files, made)
	for _, p := range b.paths() {
		if _, ok := made[p]; ok {
			continue
		}
		hash, was := b.Old[p]
		if keep := outlives(p) && was != changed; !keep {
			gone = append(gone, p)
			continue
		} else if !was {
			hash = b.hashes(p)[0]
		}
		if m.Old == nil {
			m.Old = map[string]string{}
		}
		m.Old[p] = hash
	}
	return m, gone
}

func (m manifest) equal(o manifest) bool {
	return m.Version == o.Version && maps.Equal(m.Files, o.Files) && maps.Equal(m.Old, o.Old)
}

func encode(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ") // sorts the paths
	if err != nil {
		panic(err) // strings and numbers only
	}
	return append(data, '\n')
}
