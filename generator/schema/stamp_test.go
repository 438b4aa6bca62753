package schema_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"handbook/generator/meta"
	"handbook/generator/schema"
	"handbook/generator/source"
)

func sourceFile(t testing.TB, raw string) *source.File {
	t.Helper()
	files, _, err := source.Load(fstest.MapFS{"en/a/p.md": {Data: []byte(raw)}})
	if err != nil {
		t.Fatal(err)
	}
	return files[0]
}

func TestStamped(t *testing.T) {
	stamps := []schema.Stamp{{Section: "", Hash: "0a1b2c3d"}, {Section: "langkah", Hash: "12345678"}, {Section: "no", Hash: "1234e567"}, {Section: "2019", Hash: "abcdef01"}}
	const block = "translated_from:\n  .: 0a1b2c3d\n  langkah: \"12345678\"\n  'no': \"1234e567\"\n  '2019': abcdef01\n"
	for _, c := range []struct {
		name, raw, want string
		none            bool // no stamps: the field goes
	}{
		{"behind the last field", "---\ntitle: x\n---\nText\n", "---\ntitle: x\n" + block + "---\nText\n", false},
		{"in its place", "---\ntitle: x\ntranslated_from:\n  .: 00000000\norder: 1\n---\n", "---\ntitle: x\n" + block + "order: 1\n---\n", false},
		{"in brackets", "---\ntranslated_from: {.: 00000000,\n  a: 00000000}\ntitle: x\n---\n", "---\n" + block + "title: x\n---\n", false},
		{"empty", "---\ntranslated_from:\ntitle: x\n---\n", "---\n" + block + "title: x\n---\n", false},
		{"comments and blank lines stay", "---\n# one\ntitle: x # two\ntranslated_from: {}\n\n# three\norder: 1\n---\n",
			"---\n# one\ntitle: x # two\n" + block + "\n# three\norder: 1\n---\n", false},
		{"spaces and odd spelling stay", "---  \ntitle:   'x'\nnames: [ a ,b ]  \n---\n\n\n# H  \n\ttab\n",
			"---  \ntitle:   'x'\nnames: [ a ,b ]  \n" + block + "---\n\n\n# H  \n\ttab\n", false},
		{"without front matter", "# Title\n\n---\n", "---\n" + block + "---\n# Title\n\n---\n", false},
		{"an empty file", "", "---\n" + block + "---\n", false},
		{"empty front matter", "---\n---\nText", "---\n" + block + "---\nText", false},
		{"no end of the last line", "---\ntitle: x\n---", "---\ntitle: x\n" + block + "---", false},
		{"lines of Windows", "\uFEFF---\r\ntitle: x\r\n---\r\nText\r\nlone\n", "\uFEFF---\r\ntitle: x\r\n" +
			string(bytes.ReplaceAll([]byte(block), []byte("\n"), []byte("\r\n"))) + "---\r\nText\r\nlone\n", false},
		{"away", "---\ntitle: x\n" + block + "# c\n---\nText", "---\ntitle: x\n# c\n---\nText", true},
		{"nothing to take away", "Text", "Text", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := stamps
			if c.none {
				given = nil
			}
			got, err := schema.Stamped(sourceFile(t, c.raw), given)
			if err != nil || string(got) != c.want {
				t.Errorf("%v\n%q\nwant\n%q", err, got, c.want)
			}
		})
	}
	for _, raw := range []string{"---\n{title: x, translated_from: {}}\n---\n", "---\ntitle: [\n---\n", "---\ntitle: x\n"} {
		if got, err := schema.Stamped(sourceFile(t, raw), stamps); err == nil {
			t.Errorf("%q became %q", raw, got)
		}
	}
}

// Whatever the file, it is either refused or changed in nothing but translated_from.
func FuzzStamped(f *testing.F) {
	for _, seed := range []string{"---\ntitle: x\n---\nText", "---\r\na: |\r\n  b\r\n\r\ntranslated_from: {.: 0a1b2c3d}\r\n---\r\n", "\uFEFF---\ntranslated_from:\n- a\n---", "x\ry\r"} {
		f.Add(seed)
	}
	stamps := []schema.Stamp{{Hash: "0a1b2c3d"}, {Section: "a-b", Hash: "00000000"}}
	f.Fuzz(func(t *testing.T, raw string) {
		before := sourceFile(t, raw)
		edited, err := schema.Stamped(before, stamps)
		if err != nil {
			return
		}
		after := sourceFile(t, string(edited))
		_, from, _ := meta.Split(before)
		front, to, problems := meta.Split(after)
		if problems.Errors() > 0 || front.Get("translated_from") == nil || !bytes.Equal(before.Text[from:], after.Text[to:]) {
			t.Fatalf("%q became %q: %v", raw, edited, problems)
		}
		again, err := schema.Stamped(after, stamps)
		if err != nil || !bytes.Equal(again, edited) {
			t.Fatalf("%q became %q, then %q: %v", raw, edited, again, err)
		}
	})
}
