package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
)

// The most a text file may hold, in bytes. The Markdown parser's time is not linear in all
// input, and no page for people is longer.
const (
	MaxMarkdown = 2 << 20
	MaxYAML     = 1 << 20
)

// Ignored reports whether a file or folder of this name is no content: hidden, or left behind by
// an editor or a desktop.
func Ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"),
		strings.HasSuffix(name, "~"), strings.HasSuffix(name, ".tmp"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") && len(name) > 1,
		strings.Contains(name, "___jb_") && strings.HasSuffix(name, "___"),
		name == "4913", name == "Thumbs.db", name == "desktop.ini":
		return true
	}
	ext := path.Ext(name)
	return len(ext) == 4 && strings.HasPrefix(ext, ".sw") && ext[3] >= 'a' && ext[3] <= 'p'
}

func read(fsys fs.FS, name string) (*File, diag.List, error) {
	handle, err := fsys.Open(name)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	defer handle.Close()
	f := &File{Path: name, fsys: fsys}
	if !isText(name) {
		hash := sha256.New()
		if f.Size, err = io.Copy(hash, handle); err != nil {
			return nil, nil, readError(name, err)
		}
		hash.Sum(f.Hash[:0])
		return f, nil, nil
	}
	limit := int64(MaxYAML)
	if path.Ext(name) == ".md" {
		limit = MaxMarkdown
	}
	raw, err := readUpTo(handle, limit+1)
	if err != nil {
		return nil, nil, readError(name, err)
	}
	f.Size, f.Hash = int64(len(raw)), sha256.Sum256(raw)
	if f.Size > limit {
		f.Text = []byte{}
		return f, diag.List{tooLarge(f, limit)}, nil
	}
	return f, f.setText(raw), nil
}

// setText normalises raw and reports what is not plain UTF-8 text.
func (f *File) setText(raw []byte) diag.List {
	f.Text = []byte{}
	if name := otherEncoding(raw); name != "" {
		return diag.List{wrongEncoding(f, name)}
	}
	bad := -1
	if !utf8.Valid(raw) {
		bad = firstInvalid(raw)
		raw = replaceInvalid(raw)
	}
	f.Text = normalise(raw)
	f.lines = lineStarts(f.Text)
	var problems diag.List
	if bad >= 0 {
		problems = append(problems, notUTF8(f, len(normalise(raw[:bad])), bad))
	}
	return append(problems, f.checkCharacters()...)
}

// otherEncoding names an encoding that shows by its byte order mark, or by every second of the first bytes
// being 0.
func otherEncoding(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(raw, []byte{0, 0, 0xFE, 0xFF}):
		return "UTF-32"
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return "UTF-16 (little-endian)"
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return "UTF-16 (big-endian)"
	}
	if len(raw) < 4 {
		return ""
	}
	zeros := [2]int{}
	head := raw[:min(len(raw), 64)&^1]
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[0] == 0 && zeros[1] == half:
		return "UTF-16 (little-endian)"
	case zeros[1] == 0 && zeros[0] == half:
		return "UTF-16 (big-endian)"
	}
	return ""
}

// firstInvalid is the offset of the first byte that is no UTF-8.
func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(raw)
}

// replaceInvalid puts "?" in place of each bad byte, so that offsets stay.
func replaceInvalid(raw []byte) []byte {
	out := bytes.Clone(raw)
	for i := 0; i < len(out); {
		r, size := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && size == 1 {
			out[i] = '?'
		}
		i += size
	}
	return out
}

// normalise strips a byte order mark and makes every line end "\n". A carriage return by itself ends a line too.
func normalise(raw []byte) []byte {
	text := bytes.TrimPrefix(raw, []byte("\uFEFF"))
	if bytes.IndexByte(text, '\r') < 0 {
		return slices.Clip(text)
	}
	out := make([]byte, 0, len(text))
	for i, b := range text {
		switch {
		case b != '\r':
			out = append(out, b)
		case i+1 == len(text) || text[i+1] != '\n':
			out = append(out, '\n')
		}
	}
	return out
}
