package generator_test

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator"
	"handbook/generator/diag"
)

// TestSameInputSameBytes: the number of processors and the order of work leave no trace.
func TestSameInputSameBytes(t *testing.T) {
	content := ownContent(t)
	var first map[string][]byte
	for _, n := range []int{1, 8, 2} {
		before := runtime.GOMAXPROCS(n)
		all := files(t, build(t, content))
		runtime.GOMAXPROCS(before)
		if first == nil {
			first = all
		} else if d := changed(first, all); len(d) > 0 {
			t.Errorf("with %d processors %d files differ: %v …", n, len(d), d[:min(len(d), 5)])
		}
	}
}

// edit does one thing that editors do.
func edit(random *rand.Rand, content fstest.MapFS) string {
	paths := slices.DeleteFunc(slices.Sorted(maps.Keys(content)), func(p string) bool { return !strings.HasSuffix(p, ".md") })
	p := paths[random.IntN(len(paths))]
	text := string(content[p].Data)
	set := func(to string) { content[p] = &fstest.MapFile{Data: []byte(to)} }
	switch random.IntN(9) {
	case 0:
		set(text + "\n## One more part\n\nWith a [link](../notes/p0.md#one-more-part).\n")
		return "add a section to " + p
	case 1:
		set(strings.Replace(text, "Page number", "New title", 1))
		return "change the title of " + p
	case 2:
		delete(content, p)
		return "delete " + p
	case 3:
		to := strings.Replace(p, "/p", "/moved-p", 1)
		content[to] = content[p]
		delete(content, p)
		return "move " + p
	case 4:
		set(strings.Replace(text, "---\n", "---\nbroken: [\n", 1))
		return "break " + p
	case 5:
		set(strings.Replace(text, "broken: [\n", "", 1))
		return "mend " + p
	case 6:
		content["handbook.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["handbook.yaml"].Data), "Sample", "Sample!", 1))}
		return "rename the handbook"
	case 7:
		content["kinds/note.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(content["kinds/note.yaml"].Data), "label: Note\n", "label: Remark\n", 1))}
		return "rename a kind"
	default:
		set(strings.Replace(text, "## Part", "## Chapter", 1))
		return "rename a section of " + p
	}
}

// TestErrorsPublishNothing: with an error among the problems there is nothing to publish.
func TestErrorsPublishNothing(t *testing.T) {
	content := sample(4)
	content["en/notes/p0.md"].Data = append(content["en/notes/p0.md"].Data, "\n[nowhere](nowhere.md)\n"...)
	r, err := generator.NewBuilder().Build(options(content))
	if err != nil {
		t.Fatal(err)
	}
	if r.Tree != nil || r.Problems.Errors() != 1 {
		t.Errorf("tree %v, problems %v", r.Tree != nil, r.Problems)
	}
}

// TestD32_ManyErrors: every mistake of every page is named in one run, in order, with its line.
func TestD32_ManyErrors(t *testing.T) {
	content := sample(50)
	for i := range 50 {
		folder := [...]string{"notes", "cases"}[i%2]
		p := fmt.Sprintf("en/%s/p%d.md", folder, i)
		content[p] = &fstest.MapFile{Data: append(slices.Clone(content[p].Data), "\n[gone](gone.md)\n"...)}
	}
	r, err := generator.NewBuilder().Build(options(content))
	if err != nil {
		t.Fatal(err)
	}
	if r.Problems.Errors() != 50 {
		t.Errorf("%d errors of 50", r.Problems.Errors())
	}
	if !slices.IsSortedFunc(r.Problems, func(a, b diag.Diagnostic) int { return strings.Compare(a.File, b.File) }) {
		t.Error("not sorted by file")
	}
	for _, p := range r.Problems {
		if p.Line == 0 {
			t.Errorf("%s has no line: %s", p.File, p.Text.EN)
		}
	}
}

// TestAssetNames (E18): the name of an asset of the theme changes if and only if its bytes do.
func TestE18_AssetNames(t *testing.T) {
	all := files(t, build(t, sample(4)))
	n := 0
	for p, data := range all {
		if !strings.HasPrefix(p, "assets/") {
			continue
		}
		n++
		if hash := fmt.Sprintf("%x", sha256.Sum256(data)); !strings.Contains(p, "-"+hash[:8]+".") {
			t.Errorf("%s does not carry the hash of its bytes, %s", p, hash[:8])
		}
	}
	if n < 2 {
		t.Errorf("%d assets", n)
	}
}
