package output

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
)

const (
	manifestName    = ".handbook-manifest.json"
	stagingPrefix   = ".handbook-staging-"
	manifestVersion = 1
)

// manifest lists what the last build published, so that the next one deletes nothing else.
type manifest struct {
	Version int               `json:"version"`
	Files   map[string]string `json:"files"` // path to SHA-256 in hex
}

func isOwn(p string) bool {
	return p == manifestName || strings.HasPrefix(p, stagingPrefix)
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// readManifest returns what the last build published. A manifest that cannot be understood counts as an
// empty one: then nothing is deleted. found tells whether there was any.
func readManifest(root *os.Root) (m manifest, found bool, err error) {
	data, err := root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, false, nil
	}
	if err != nil {
		return manifest{}, false, err
	}
	if json.Unmarshal(data, &m) != nil || m.Version != manifestVersion {
		return manifest{}, true, nil
	}
	for p := range m.Files {
		if !fs.ValidPath(p) || p == "." || isOwn(p) {
			delete(m.Files, p)
		}
	}
	return m, true, nil
}

func (m manifest) bytes() []byte {
	data, err := json.MarshalIndent(m, "", " ") // sorts the paths
	if err != nil {
		panic(err) // strings only
	}
	return append(data, '\n')
}
