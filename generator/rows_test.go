package generator_test

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEveryRow: each row of the list of faults, which ARCHITECTURE.md explains, names a test that covers it. A Go test names its
// rows in its name, TestC12_ForeignFolder or TestB4_B5_Folders, or in that of a subtest, "C12 a foreign folder"; a
// script of the command in a comment, "# row C12".
func TestEveryRow(t *testing.T) {
	covered := map[string][]string{}
	name := regexp.MustCompile(`func (?:Test|Fuzz|Benchmark)((?:[A-G]\d{1,2}_?)+)`)
	subtest := regexp.MustCompile(`(?:Run\((?:name\+)?|name: |^\s*\{?)"/?((?:[A-G]\d{1,2}(?:,? |"))+)`)
	comment := regexp.MustCompile(`^# rows?((?: [A-G]\d{1,2},?)+)`)
	row := regexp.MustCompile(`[A-G]\d{1,2}`)
	err := fs.WalkDir(os.DirFS(".."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "content" || d.Name() == ".git") {
			return fs.SkipDir
		}
		script := strings.HasSuffix(p, ".txtar") && strings.Contains(p, "testdata/script")
		if d.IsDir() || !strings.HasSuffix(p, "_test.go") && !script {
			return nil
		}
		data, err := os.ReadFile("../" + p)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(data)) {
			patterns := []*regexp.Regexp{name, subtest}
			if script {
				patterns = []*regexp.Regexp{comment}
			}
			for _, pattern := range patterns {
				for _, m := range pattern.FindAllStringSubmatch(line, -1) {
					for _, r := range row.FindAllString(m[1], -1) {
						covered[r] = append(covered[r], p)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range []struct {
		letter string
		rows   int
	}{{"A", 20}, {"B", 20}, {"C", 25}, {"D", 32}, {"E", 19}, {"F", 23}, {"G", 9}} {
		for n := range group.rows {
			r := fmt.Sprint(group.letter, n+1)
			if len(covered[r]) == 0 {
				t.Errorf("no test covers row %s", r)
			}
			t.Log(r, slices.Compact(covered[r]))
		}
	}
}
