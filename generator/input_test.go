//go:build unix

package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"handbook/generator"
	"handbook/generator/diag"
	bytesof "handbook/generator/source"
)

// What stands in files that were made or broken on purpose, through the whole of a build.

// notebook is a small handbook with other files beside its own.
func notebook(namesAndTexts ...string) fstest.MapFS {
	content := fstest.MapFS{
		"handbook.yaml": {Data: []byte("title: Notes\nlanguages: [en]\n")},
		"en/good.md":    {Data: []byte("# Good\n\nWords.\n")},
	}
	for i := 0; i < len(namesAndTexts); i += 2 {
		content[namesAndTexts[i]] = &fstest.MapFile{Data: []byte(namesAndTexts[i+1]), Mode: 0o644}
	}
	return content
}

// tried builds what may be wrong.
func tried(t testing.TB, content fs.FS) *generator.Result {
	t.Helper()
	r, err := generator.NewBuilder().Build(options(content))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// says is problems as "file:line:column code".
func says(problems diag.List) []string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, p.Code))
	}
	return all
}

// pageText is the finished page of a file that may be published.
func pageText(t testing.TB, content fs.FS, path string) string {
	t.Helper()
	r := tried(t, content)
	if r.Tree == nil {
		t.Fatalf("not published: %q", says(r.Problems))
	}
	return string(files(t, r)[path])
}

// TestRefused: each of these stops the build with the place and the sort of the mistake, and the good page beside it is told
// nothing of.
func TestRefused(t *testing.T) {
	wide := strings.Repeat("|a", 4000) + "|\n" + strings.Repeat("|-", 4000) + "|\n" + strings.Repeat("|\n", 4000)
	for _, c := range []struct{ name, file, text, want string }{
		{"D1 a table of 24 KB that would be 160 MB", "en/p.md", "# P\n\n" + wide, "en/p.md:4:1 table-too-large"},
		{"D6 quotations in quotations", "en/p.md", "# P\n\n" + strings.Repeat("> ", 10_000) + "a\n", "en/p.md:3:1 text-too-deep"},
		{"D7 a byte that is no UTF-8", "en/p.md", "  \xa9\n0", "en/p.md:1:3 text-not-utf8"},
		{"D7 another", "en/p.md", "# P\n\nab\xffc\n", "en/p.md:3:3 text-not-utf8"},
		{"D7 half of a pair", "en/p.md", "# P\xed\xa0\x80\n", "en/p.md:1:4 text-not-utf8"},
		{"D7 UTF-16, little end first", "en/p.md", "\xff\xfe#\x00 \x00P\x00", "en/p.md:1:1 text-encoding"},
		{"D7 UTF-16, big end first", "en/p.md", "\xfe\xff\x00#\x00 \x00P", "en/p.md:1:1 text-encoding"},
		{"D10 NUL in a text", "en/p.md", "# P\n\na\x00b\n", "en/p.md:3:2 text-control-character"},
		{"D10 a control character in a title", "en/p.md", "---\ntitle: \"a\\x07b\"\n---\n", "en/p.md:2:8 yaml-control-character"},
		{"D10 a control character by reference", "en/p.md", "# P\n\na&#7;b\n", "en/p.md:3:2 character-refused"},
		{"D10 a control character in a name", "en/p\x07.md", "# P\n", `en/p\a.md:0:0 name-character`},
		{"D11 front matter never closed", "en/p.md", "---\ntitle: P\ndraft: true\n\nText.\n", "en/p.md:1:1 front-not-closed"},
		{"D11 closed with dots", "en/p.md", "---\ntitle: P\n...\nText.\n", "en/p.md:1:1 front-not-closed"},
		{"D11 opened with four", "en/p.md", "----\ntitle: P\n----\nText.\n", "en/p.md:1:1 front-misplaced"},
		{"D12 a key that nobody knows in what may be prose", "en/p.md", "---\nnote: this is prose\n---\nText.\n", "en/p.md:2:1 field-unknown"},
		{"D14 a key twice", "en/p.md", "---\ntitle: A\ntitle: B\n---\n", "en/p.md:3:1 yaml-duplicate-key"},
		{"D15 a key misspelled", "en/p.md", "---\ntitel: A\n---\n# P\n", "en/p.md:2:1 field-unknown"},
		{"D17 a colon in a value", "en/p.md", "---\ntitle: Go: the good parts\n---\n", "en/p.md:2:8 yaml-quote"},
		{"D17 a tab for an indent", "en/p.md", "---\ntitle: A\nnames:\n\t- B\n---\n", "en/p.md:4:1 yaml-tab"},
		{"D17 braces of a template", "en/p.md", "---\ntitle: {{ title }}\n---\n", "en/p.md:2:8 yaml-quote"},
		{"E8 a picture from elsewhere", "en/p.md", "# P\n\n![Seen](https://elsewhere.example/a.png)\n", "en/p.md:3:1 image-external"},
		{"E8 a frame from elsewhere", "en/p.md", "# P\n\n<iframe src=\"https://elsewhere.example/\"></iframe>\n", "en/p.md:3:1 html-refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := tried(t, notebook(c.file, c.text))
			if got := says(r.Problems); !slices.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if r.Problems.Errors() == 0 || r.Tree != nil {
				t.Error("it may be published")
			}
			for _, p := range r.Problems {
				if p.File == "en/good.md" {
					t.Errorf("the good page is blamed: %s", p.Text.EN)
				}
			}
		})
	}
}

// TestHints: what an editor is told to do about the mistakes that are made most.
func TestHints(t *testing.T) {
	for _, c := range []struct{ name, text, hint string }{
		{"D15 a key misspelled", "---\ntitel: A\n---\n# P\n", "title"},
		{"D17 a colon in a value", "---\ntitle: Go: the good parts\n---\n", "quot"},
		{"D17 braces of a template", "---\ntitle: {{ title }}\n---\n", "quot"},
		{"D11 never closed", "---\ntitle: P\ndraft: true\n\nText.\n", "---"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := tried(t, notebook("en/p.md", c.text))
			if len(r.Problems) == 0 || !strings.Contains(r.Problems[0].Hint.EN, c.hint) || r.Problems[0].Hint.ID == "" {
				t.Errorf("%+v", r.Problems)
			}
		})
	}
}

// TestKept: these are no mistakes, and no word of them is lost.
func TestKept(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"D12 a page that begins with a line across and prose", "---\n\nMore to come: nothing is lost.\n\n---\n\n# P\n\nThe end.\n", "More to come: nothing is lost."},
		{"D20 a first line like JSON", "{ \"title\": \"x\" }\n\n# P\n", "{ &quot;title&quot;"},
		{"D20 a first line like TOML", "+++\ntitle = \"x\"\n+++\n\n# P\n", "+++"},
		{"D20 a first line of semicolons", ";;;\n{}\n;;;\n\n# P\n", ";;;"},
		{"D5 a line of a million characters", "# P\n\n" + strings.Repeat("word ", 200_000), strings.Repeat("word ", 100)},
		{"D6 lists in lists by indent", "# P\n\n" + indented(30), "level 29"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := pageText(t, notebook("en/p.md", c.text), "en/p.html")
			got = strings.ReplaceAll(got, `"`, "&quot;")
			if !strings.Contains(got, c.want) {
				t.Errorf("%q is lost in\n%.2000s", c.want, got)
			}
		})
	}
	t.Run("D13 a line of hyphens inside a value", func(t *testing.T) {
		content := hostileTo("---\ntitle: P\ntext: |\n  One.\n\n  ---\n\n  Two.\ndraft: true\n---\nSECRET\n")
		for p, data := range files(t, build(t, content)) {
			if bytes.Contains(data, []byte("SECRET")) || p == "en/notes/p.html" {
				t.Errorf("%s: the draft is published", p)
			}
		}
		content["en/notes/p.md"].Data = bytes.Replace(content["en/notes/p.md"].Data, []byte("draft: true\n"), nil, 1)
		text := pageText(t, content, "en/notes/p.html")
		if !strings.Contains(text, "One.") || !strings.Contains(text, "Two.") {
			t.Error("a part of the value is lost")
		}
	})
}

func indented(levels int) string {
	var b strings.Builder
	for n := range levels {
		fmt.Fprintf(&b, "%s- level %d\n", strings.Repeat("  ", n), n)
	}
	return b.String()
}

// TestD6_Deep: lists ten thousand deep by indent, and a hundred thousand headings, are read or refused, and overflow nothing.
func TestD6_Deep(t *testing.T) {
	deep := indented(1_000) // ten thousand would be a file of 100 MB, which is refused by its size
	headings := strings.Repeat("## A\n", 100_000)
	for _, text := range []string{deep, headings} {
		r := tried(t, notebook("en/p.md", "# P\n\n"+text))
		for _, p := range r.Problems {
			if p.Line == 0 || p.Code == "text-unreadable" {
				t.Errorf("%s: %s", p.Code, p.Text.EN)
			}
		}
		if r.Tree != nil {
			bounded(t, files(t, r)["en/p.html"], len(text))
		}
	}
}

// bounded: a page is never more than so much larger than its text.
func bounded(t *testing.T, page []byte, text int) {
	t.Helper()
	if frame := 64 << 10; len(page) > 32*text+2*frame {
		t.Errorf("a text of %d bytes makes a page of %d", text, len(page))
	}
}

// counting is a file that tells how much of it was read.
type counting struct {
	fs.FS
	name string
	size int64
	read int64
}

type countingFile struct {
	fs.File
	of *counting
	at int64
}

func (c *counting) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if err == nil && name == c.name {
		return &countingFile{File: f, of: c}, nil
	}
	return f, err
}

func (f *countingFile) Read(p []byte) (int, error) {
	if f.at >= f.of.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), f.of.size-f.at))
	for i := range n {
		p[i] = 'x'
	}
	f.at += int64(n)
	f.of.read += int64(n)
	return n, nil
}

// TestD4_HugeFile: 100 MB are refused by their size after the first two.
func TestD4_HugeFile(t *testing.T) {
	for name, most := range map[string]int64{"en/huge.md": bytesof.MaxMarkdown, "data.yaml": bytesof.MaxYAML} {
		content := &counting{FS: notebook(name, ""), name: name, size: 100 << 20}
		r := tried(t, content)
		if got := says(r.Problems); !slices.Contains(got, name+":0:0 file-too-large") && !slices.Contains(got, name+":1:1 file-too-large") {
			t.Errorf("got %q", got)
		}
		if content.read > most+64<<10 {
			t.Errorf("%s: %d bytes were read, %d are allowed", name, content.read, most)
		}
	}
}

// TestD27_ChangingFile: files come, change and go while they are read; a page is made of one state of its file, or there
// is an error.
func TestD27_ChangingFile(t *testing.T) {
	old, now := "# Old\n\n"+strings.Repeat("old ", 5000), "# New\n\n"+strings.Repeat("new ", 5000)
	t.Run("another text", func(t *testing.T) {
		content := notebook("en/p.md", old)
		r := tried(t, &swapping{MapFS: content, after: func() { content["en/p.md"] = &fstest.MapFile{Data: []byte(now)} }})
		text := string(files(t, r)["en/p.html"])
		if strings.Contains(text, "old ") == strings.Contains(text, "new ") {
			t.Error("the page is of both states, or of none")
		}
	})
	t.Run("gone", func(t *testing.T) {
		content := notebook("en/p.md", old)
		r := tried(t, &swapping{MapFS: content, after: func() { delete(content, "en/p.md") }})
		if r.Tree == nil || len(files(t, r)["en/p.html"]) > 0 {
			t.Errorf("%q", says(r.Problems))
		}
	})
	t.Run("a picture that is gone when it is published", func(t *testing.T) {
		content := notebook("en/p.md", "# P\n\n![A dot](dot.svg)\n", "en/dot.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)
		r := tried(t, content)
		delete(content, "en/dot.svg")
		if err := r.Tree.Each(context.Background(), func(string, []byte) error { return nil }); err == nil {
			t.Error("published without the picture")
		}
	})
}

// swapping changes content once its files are listed.
type swapping struct {
	fstest.MapFS
	after func()
	done  bool
}

func (s *swapping) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := s.MapFS.ReadDir(name)
	if name == "en" && !s.done {
		s.done = true
		s.after()
	}
	return entries, err
}

// TestD28_Turning: characters that turn the direction of text are named, in prose and in code, and fail a strict build.
func TestD28_Turning(t *testing.T) {
	for _, text := range []string{"a \u202e b", "`a \u2066 b`", "[a\u202db](good.md)", "```\nx \u2067\n```"} {
		r := tried(t, notebook("en/p.md", "# P\n\n"+text+"\n"))
		if len(r.Problems) != 1 || r.Problems[0].Code != "text-bidi-control" || r.Problems[0].Severity != diag.Warning || r.Problems[0].Line < 3 {
			t.Errorf("%q: %q", text, says(r.Problems))
		}
	}
}

// TestF15_Accessible: what shuts readers out is named with its line.
func TestF15_Accessible(t *testing.T) {
	for code, text := range map[string]string{
		"heading-skipped":  "## A\n\n#### B\n",
		"image-no-alt":     "![](dot.svg)\n",
		"link-no-text":     "[](good.md)\n",
		"table-no-header":  "| | |\n|-|-|\n| a | b |\n",
		"link-vague":       "[click here](good.md)\n",
		"heading-empty":    "##\n",
		"link-image-alt":   "[![](dot.svg)](good.md)\n",
		"heading-as-title": "# Another\n",
	} {
		r := tried(t, notebook("en/p.md", "# P\n\n"+text, "en/dot.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`))
		if len(r.Problems) == 0 || r.Problems[0].Line < 3 || r.Problems[0].Hint.EN == "" {
			t.Errorf("%s: %q", code, says(r.Problems))
		}
	}
}

// TestE19_Libraries: versions are exact, every library says what it is there for, and none is older than the holes that it
// had.
func TestE19_Libraries(t *testing.T) {
	data, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^\t(\S+) (v\S+)(?: // (.*))?$`)
	versions := map[string]string{}
	for _, m := range line.FindAllStringSubmatch(string(data), -1) {
		versions[m[1]] = m[2]
		if m[3] == "" {
			t.Errorf("go.mod does not say what %s is there for", m[1])
		}
		if !strings.HasPrefix(m[3], "indirect") && !regexp.MustCompile(`^v\d+\.\d+\.\d+$`).MatchString(m[2]) {
			t.Errorf("%s %s is no release", m[1], m[2])
		}
	}
	if bytes.Contains(data, []byte("\nreplace ")) || bytes.Contains(data, []byte("\nexclude ")) {
		t.Error("go.mod replaces or excludes")
	}
	for module, least := range map[string]string{"github.com/yuin/goldmark": "v1.8.4", "github.com/fsnotify/fsnotify": "v1.10.1"} {
		if v := versions[module]; v == "" || older(v, least) {
			t.Errorf("%s is %q, needed is %s", module, v, least)
		}
	}
}

// older compares versions of three numbers.
func older(a, b string) bool {
	var x, y [3]int
	_, errA := fmt.Sscanf(a, "v%d.%d.%d", &x[0], &x[1], &x[2])
	_, errB := fmt.Sscanf(b, "v%d.%d.%d", &y[0], &y[1], &y[2])
	return errA != nil || errB != nil || slices.Compare(x[:], y[:]) < 0
}

// pathological are texts that readers of Markdown take long for or make much of; of a size in bytes.
func pathological(size int) map[string]string {
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	front := func(format string) string { // as much as may stand in front matter
		var b strings.Builder
		for i := 0; b.Len() < min(size, 60_000); i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]string{
		"[a](": repeat("[a]("), "[a](b": repeat("[a](b"), "[a](<b": repeat("[a](<b"), "*a_": repeat("*a_ "), "a**b": repeat("a**b") + repeat("c* "),
		"~a~~b": repeat("~a~~b "), "quotes": repeat("> "), "lists": repeat("* "), "both": repeat("> * "), "numbers": repeat("1. "),
		"](": repeat("](") + repeat("[\n"), "definitions": numbered("[a%d]: b\n"), "notes": numbered("a[^n%d]\n\n[^n%[1]d]: b\n\n"),
		"one note": repeat("a[^1]\n\n") + "[^1]: b\n", "one address": repeat("[a] ") + "\n\n[a]: good.md\n",
		"tags": repeat("<a>"), "tags and alerts": numbered("<a>[!NOTE]%d"), "tags in lines": repeat("<b>x</b>\n"), "comments": repeat("<!-- "),
		"comments and code": repeat("<!-- `a` "), "quotation marks": repeat("“ `a` "), "straight marks": repeat("\" `a` "),
		"code": repeat("`a ``b "), "headings": repeat("## A\n"), "underlined": repeat("a\n===\n"), "empty headings": repeat("#\n"), "ids": repeat("## a {#b}\n"),
		"wrong spelling": repeat("seperate "), "characters": repeat("&#7;"), "entities": repeat("&amp;"), "backslashes": repeat("\\*"),
		"alerts": repeat("> [!NOTE]\n\n"), "tables": repeat("|a|\n|-|\n\n"), "named tables": "## " + repeat("a") + "\n\n" + repeat("|a|\n|-|\n\n"),
		"addresses": repeat("http://a.example "), "mails": repeat("a@b.example "), "pictures": repeat("![a](b.png)\n\n"), "broken links": repeat("[a](b.md)\n\n"),
		"terms": repeat("a\n: b\n\n"), "lines": repeat("a\n"), "breaks": repeat("a\\\n"), "rules": repeat("---\n"), "boxes": repeat("- [ ] a\n"),
		"deep and blank": indented(min(size/2000, 150)) + repeat("\n"), "deep and loose": indented(30) + repeat("\n"+strings.Repeat(" ", 62)+"a\n"),
		"unknown keys": "---\n" + front("k%d: v\n") + "---\n# P\n", "flow": "---\n{" + front("k%d: v, ") + "z: v}\n---\n# P\n",
		"field": "---\ntitle: P\ntext: |\n" + front("  [a](b%d\n") + "---\n", "long field": "---\ntitle: P\ntext: '" + front("[a](b%d ") + "'\n---\n",
		"html in a field": "---\ntitle: P\ntext: >\n  " + front("<a>%d ") + "\n---\n", "spelling in a field": "---\ntitle: P\ntext: |\n  " + front("seperate %d ") + "\n---\n",
	}
}

// hostileTo is a handbook with a text on a page that has fields, and words that are spelled wrong.
func hostileTo(text string) fstest.MapFS {
	if !strings.HasPrefix(text, "---") {
		text = "# P\n\n" + text
	}
	return notebook("en/notes/p.md", text, "spelling.yaml", "en:\n  seperate: separate\n",
		"kinds/note.yaml", "folder: notes\nlabel: Note\nplural: Notes\nfields:\n  text: {type: markdown, label: Text}\n")
}

// TestD2_Bounded: whatever the text, a build of it ends with a page of bounded size, or with a problem and its line.
func TestD2_Bounded(t *testing.T) {
	builder := generator.NewBuilder()
	for name, text := range pathological(24 << 10) {
		r, err := builder.Build(options(hostileTo(text)))
		if err != nil {
			t.Fatal(err)
		}
		if r.Tree != nil {
			file, _, _ := r.Tree.Lookup("en/notes/p.html")
			page, err := file()
			if err != nil {
				t.Error(err)
			}
			bounded(t, page, len(text))
		}
		for _, p := range r.Problems {
			if p.Line == 0 || p.Code == "text-unreadable" {
				t.Errorf("%s: %s: %s", name, p.Code, p.Text.EN)
				break
			}
		}
	}
}

// TestD3_Growth measures what twice the text costs. It takes long and needs a quiet computer: HANDBOOK_LONG=1. Without, the
// difference between 32 and 256 KB must only be far from that of a square.
func TestD3_Growth(t *testing.T) {
	small, factor, most := 32<<10, 8, 30.0
	long := os.Getenv("HANDBOOK_LONG") != ""
	if long {
		small, factor, most = 256<<10, 4, 2.6*2.6 // 2.6 for each time it doubles
	}
	builder := generator.NewBuilder()
	measure := func(text string) (took time.Duration, memory uint64) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := cpuTime()
		r, err := builder.Build(options(hostileTo(text)))
		if err != nil {
			t.Fatal(err)
		}
		if r.Tree != nil {
			file, _, _ := r.Tree.Lookup("en/notes/p.html")
			if _, err := file(); err != nil {
				t.Error(err)
			}
		}
		took = cpuTime() - start
		runtime.ReadMemStats(&after)
		return took, after.TotalAlloc - before.TotalAlloc
	}
	measure("")
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // what is measured is our work, not when memory is swept
	little, large := pathological(small), pathological(small*factor)
	for _, name := range slices.Sorted(maps.Keys(large)) {
		one, two, memory, ratio := time.Hour, time.Hour, uint64(0), 0.0
		for try := range 5 { // what else the computer does may make it slower, but never faster
			text := strings.Repeat("\n", try) // no text is parsed twice
			took, _ := measure(little[name] + text)
			one = max(min(one, took), 100*time.Millisecond)
			took, memory = measure(large[name] + text)
			two = min(two, took)
			if ratio = float64(two) / float64(one); ratio <= most {
				break
			}
		}
		if long {
			t.Logf("%-20s %8v %8v %5.1f %5d MB", name, one.Round(time.Millisecond), two.Round(time.Millisecond), ratio, memory>>20)
		}
		if ratio > most || long && (two > 2*time.Second || memory > 2<<30) {
			t.Errorf("%s: %v for %d KB, %v for %d times as much; %d MB allocated", name, one, small>>10, two, factor, memory>>20)
		}
	}
}

// TestE11_Loops: an old address leads to a page and nowhere else, so redirects make no loop, no chain and lead to nothing that is
// not there; each try at it is an error that names both sides.
func TestE11_Loops(t *testing.T) {
	aliases := func(list string) string { return "---\naliases: [" + list + "]\n---\n# Page\n" }
	for _, c := range []struct {
		name    string
		files   []string
		want    []string
		mention string
	}{
		{"loop", []string{"en/a.md", aliases("b"), "en/b.md", aliases("a")}, []string{"en/a.md:2:11 alias-of-page", "en/b.md:2:11 alias-of-page"}, "en/b.md"},
		{"self", []string{"en/a.md", aliases("a")}, []string{"en/a.md:2:11 alias-self"}, "a"},
		{"chain", []string{"en/a.md", aliases("old"), "en/b.md", aliases("old")}, []string{"en/b.md:2:11 alias-twice"}, "en/a.md"},
		{"letter case", []string{"en/a.md", aliases("B"), "en/b.md", "# B\n"}, []string{"en/a.md:2:11 alias-of-page"}, "en/b.md"},
		{"composed and not", []string{"en/a.md", aliases("cafe\u0301"), "en/caf\u00e9.md", "# C\n"}, []string{"en/a.md:2:11 alias-of-page"}, "en/caf\u00e9.md"},
		{"fragment", []string{"en/a.md", aliases("\"a#b\"")}, []string{"en/a.md:2:12 alias-wrong"}, "a#b"},
		{"elsewhere", []string{"en/a.md", aliases("https://elsewhere.example/")}, []string{"en/a.md:2:11 alias-wrong"}, "elsewhere"},
		{"twice in one list", []string{"en/a.md", aliases("old, old")}, []string{"en/a.md:2:11 alias-twice"}, "en/a.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := tried(t, notebook(c.files...))
			if got := says(r.Problems); !slices.Equal(got, c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			p := r.Problems[0]
			if told := p.Text.EN + fmt.Sprint(p.Notes); !strings.Contains(told, c.mention) || p.Hint.EN == "" || p.Hint.ID == "" {
				t.Errorf("%q does not name %q", told, c.mention)
			}
		})
	}
	t.Run("to what is not there", func(t *testing.T) {
		for p := range files(t, build(t, notebook("en/draft.md", "---\ndraft: true\naliases: [old]\n---\n# D\n"))) {
			if strings.Contains(p, "old") {
				t.Errorf("%s leads to a draft", p)
			}
		}
	})
	t.Run("in place of what the handbook makes", func(t *testing.T) {
		content := ownContent(t)
		var list []string
		for _, p := range pagesOf(files(t, build(t, content))) {
			old, inside := strings.CutPrefix(strings.TrimSuffix(p, ".html"), "id/")
			name := old[strings.LastIndexByte(old, '/')+1:]
			if inside && (slices.Contains([]string{"index", "print", "search", "compare", "maps"}, name) || strings.Contains(name, "--") || strings.Contains(name, ".links")) {
				list = append(list, fmt.Sprintf("%q", old))
			}
		}
		if len(list) < 20 {
			t.Fatalf("only %q are made", list)
		}
		content["id/other-page.md"] = &fstest.MapFile{Data: []byte("---\naliases: [" + strings.Join(list, ", ") + "]\n---\n# Halaman\n")}
		content["en/other-page.md"] = &fstest.MapFile{Data: []byte("# Page\n")}
		if got := tried(t, content).Problems; got.Errors() != len(list) {
			t.Errorf("%d of %d old addresses are refused", got.Errors(), len(list))
		}
	})
}
