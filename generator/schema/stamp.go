package schema

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"handbook/generator/meta"
	"handbook/generator/source"
)

// headKey stands for a stamp of no section. No id of a section can be a point.
const headKey = "."

var stampHash = regexp.MustCompile(`^[0-9a-f]{8}$`)

// stamps reads translated_from.
func (r *reader) stamps(v meta.Value) []Stamp {
	if v.Kind != meta.Map {
		r.report(stampsNotMap(r.file, v))
		return nil
	}
	var all []Stamp
	for _, key := range v.Fields {
		if key.Value.Kind != meta.Scalar || !stampHash.MatchString(key.Value.Text) {
			r.report(stampWrong(r.file, key))
			continue
		}
		s := Stamp{Section: key.Key, Hash: key.Value.Text, At: Span{key.Offset, len(key.Key)}}
		if key.Key == headKey {
			s.Section = ""
		}
		all = append(all, s)
	}
	return all
}

// errFront is front matter that cannot be changed line by line.
var errFront = errors.New("its front matter cannot be read, or not changed line by line")

// Stamped returns the bytes of a Markdown file with translated_from as given, and everything else as it is: byte order
// mark, ends of lines, comments, the order of fields. Without stamps the field goes. The error tells a file whose front matter
// cannot be changed so, or that cannot be read.
func Stamped(f *source.File, stamps []Stamp) ([]byte, error) {
	front, body, problems := meta.Split(f)
	if problems.Errors() > 0 || front.Kind != meta.Map && front.Kind != meta.Null {
		return nil, errFront
	}
	raw, err := f.Read()
	if err != nil {
		return nil, err
	}
	plain := bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
	from, until, fenced, ok := stampLines(f.Text, front, body)
	if !ok || len(plain) != len(f.Text) { // in another encoding, or changed since it was read
		return nil, errFront
	}
	text := stampText(stamps)
	if !fenced && len(stamps) > 0 {
		text = "---\n" + text + "---\n"
	}
	edited := replaceLines(f.Text, from, until, text)
	if !onlyStamps(f, edited, front, body, stamps) {
		return nil, errFront
	}
	return replaceLines(raw, from, until, text), nil
}

// stampLines is which lines translated_from takes, counted from 0, the second exclusive; where there is none, the
// place behind the last field. Fenced is whether there is front matter.
func stampLines(text []byte, front meta.Value, body int) (from, until int, fenced, ok bool) {
	if body == 0 {
		return 0, 0, false, true
	}
	closing := bytes.Count(text[:body], []byte("\n")) - 1 // the line of the fence
	if body == len(text) && !bytes.HasSuffix(text, []byte("\n")) {
		closing++
	}
	i := slices.IndexFunc(front.Fields, func(f meta.Field) bool { return f.Key == "translated_from" })
	if i < 0 {
		return closing, closing, true, true
	}
	at := front.Fields[i].Offset
	if at > 0 && text[at-1] != '\n' {
		return 0, 0, true, false
	}
	from, until = bytes.Count(text[:at], []byte("\n")), closing
	if i+1 < len(front.Fields) {
		until = bytes.Count(text[:front.Fields[i+1].Offset], []byte("\n"))
	}
	// What stands between this field and the next belongs to the next.
	lines := bytes.Split(text, []byte("\n"))
	for until > from+1 {
		last := bytes.TrimSpace(lines[until-1])
		if len(last) > 0 && last[0] != '#' {
			break
		}
		until--
	}
	return from, until, true, until > from
}

func stampText(stamps []Stamp) string {
	if len(stamps) == 0 {
		return ""
	}
	b := []byte("translated_from:\n")
	for _, s := range stamps {
		key := s.Section
		if key == "" {
			key = headKey
		}
		b = fmt.Appendf(b, "  %s: %s\n", quoteKey(key), quoteHash(s.Hash))
	}
	return string(b)
}

var plainKey = regexp.MustCompile(`^(\.|\p{L}[\p{L}\p{M}\p{Nd}_-]*)$`)

func quoteKey(key string) string {
	switch key {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n": // not words to every reader of YAML
	default:
		if plainKey.MatchString(key) {
			return key
		}
	}
	return "'" + key + "'"
}

// quoteHash keeps other readers of YAML from taking a hash for a number, as they would 12345678 and 1234e567.
func quoteHash(hash string) string {
	if bytes.ContainsAny([]byte(hash), "abcdf") {
		return hash
	}
	return `"` + hash + `"`
}

// replaceLines puts text in the place of some lines, with the ends of lines that the first has. A byte order mark stays
// in front.
func replaceLines(raw []byte, from, until int, text string) []byte {
	mark := []byte("\uFEFF")
	head := 0
	if bytes.HasPrefix(raw, mark) {
		head = len(mark)
	}
	starts := []int{head}
	end := "\n"
	for i := head; i < len(raw); i++ {
		if raw[i] != '\n' && raw[i] != '\r' {
			continue
		}
		size := 1
		if raw[i] == '\r' && i+1 < len(raw) && raw[i+1] == '\n' {
			size = 2
		}
		if len(starts) == 1 {
			end = string(raw[i : i+size])
		}
		i += size - 1
		starts = append(starts, i+1)
	}
	starts = append(starts, len(raw))
	a, b := starts[min(from, len(starts)-1)], starts[min(until, len(starts)-1)]
	out := slices.Clone(raw[:a])
	out = append(out, bytes.ReplaceAll([]byte(text), []byte("\n"), []byte(end))...)
	return append(out, raw[b:]...)
}

// onlyStamps reads the changed text again: all but translated_from must be as it was.
func onlyStamps(f *source.File, edited []byte, front meta.Value, body int, stamps []Stamp) bool {
	again, bodyAgain, problems := meta.Split(&source.File{Path: f.Path, Text: edited})
	if problems.Errors() > 0 || !bytes.Equal(edited[bodyAgain:], f.Text[body:]) {
		return false
	}
	var found []Stamp
	r := &reader{file: f}
	if v := again.Get("translated_from"); v != nil {
		found = r.stamps(*v)
	}
	same := func(a, b Stamp) bool { return a.Section == b.Section && a.Hash == b.Hash }
	return len(r.problems) == 0 && slices.EqualFunc(found, stamps, same) && equalFields(without(front), without(again))
}

func without(front meta.Value) []meta.Field {
	return slices.DeleteFunc(slices.Clone(front.Fields), func(f meta.Field) bool { return f.Key == "translated_from" })
}

// equalFields compares what values say, not where they stand.
func equalFields(a, b []meta.Field) bool {
	return slices.EqualFunc(a, b, func(x, y meta.Field) bool { return x.Key == y.Key && equalValue(x.Value, y.Value) })
}

func equalValue(a, b meta.Value) bool {
	return a.Kind == b.Kind && a.Text == b.Text && slices.EqualFunc(a.Items, b.Items, equalValue) && equalFields(a.Fields, b.Fields)
}
