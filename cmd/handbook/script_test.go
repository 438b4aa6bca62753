package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"handbook": main,
	})
}

// TestScripts runs the real command. `exits N command…` checks its status, `sametree A B` compares two
// folders byte by byte, `untouched DIR` compares a folder's files, times and identities with `note DIR`, `changes DIR FILE` lists
// what is new (+), gone (-) and replaced (~) since then, with * for hashes in names,
// `becomes FILE TEXT` waits until a file holds a text, `! becomes FILE` until there is none, `jsonlines FILE` checks
// that every line is a JSON object, $OWN is where the handbook of this repository is.
func TestScripts(t *testing.T) {
	own, err := filepath.Abs("../../content")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("OWN", own)
			e.Setenv("LC_ALL", "C")
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			return os.Mkdir(filepath.Join(e.WorkDir, "home"), 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"sametree":  sameTree,
			"note":      noteTree,
			"untouched": untouched,
			"changes":   changes,
			"jsonlines": jsonLines,
			"becomes":   becomes,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command…")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if e, ok := err.(interface{ ExitCode() int }); ok {
		code = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want := args[0]; want != string(rune('0'+code)) {
		ts.Fatalf("exit status %d, want %s", code, want)
	}
}

// tree is every file below dir with its bytes.
func tree(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	ts.Check(fs.WalkDir(os.DirFS(ts.MkAbs(dir)), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(ts.MkAbs(dir), p))
		out[p] = string(data)
		return err
	}))
	if len(out) == 0 {
		ts.Fatalf("%s is empty", dir)
	}
	return out
}

func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	a, b := tree(ts, args[0]), tree(ts, args[1])
	for p := range a {
		if other, ok := b[p]; !ok || other != a[p] {
			ts.Fatalf("%s differs", p)
		}
	}
	if len(a) != len(b) {
		ts.Fatalf("%d files and %d files", len(a), len(b))
	}
}

// stamps is every file below dir with its time, size and mode.
func stamps(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	ts.Check(fs.WalkDir(os.DirFS(ts.MkAbs(dir)), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && !d.IsDir() {
			out[p] = fmt.Sprint(info.ModTime(), info.Mode(), reflect.Indirect(reflect.ValueOf(info.Sys())).FieldByName("Ino"))
		}
		return err
	}))
	return out
}

func noteTree(ts *testscript.TestScript, neg bool, args []string) {
	data, err := json.Marshal(stamps(ts, args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("noted.json"), data, 0o644))
}

func untouched(ts *testscript.TestScript, neg bool, args []string) {
	var before map[string]string
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("noted.json")), &before))
	after := stamps(ts, args[0])
	different := ""
	for p := range after {
		if before[p] != after[p] {
			different = p
		}
	}
	for p := range before {
		if _, ok := after[p]; !ok {
			different = p
		}
	}
	if (different != "") != neg {
		ts.Fatalf("touched: %q", different)
	}
}

func changes(ts *testscript.TestScript, neg bool, args []string) {
	var before map[string]string
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("noted.json")), &before))
	after := stamps(ts, args[0])
	hash := regexp.MustCompile(`-[0-9A-Za-z_-]+(\.(js|css|svg|png))$`)
	var lines []string
	line := func(sign, p string) {
		if strings.Contains(p, "assets/") || strings.Contains(p, "search/") {
			p = hash.ReplaceAllString(p, "-*$1")
		}
		lines = append(lines, sign+" "+p)
	}
	for p := range after {
		if was, ok := before[p]; !ok {
			line("+", p)
		} else if was != after[p] {
			line("~", p)
		}
	}
	for p := range before {
		if _, ok := after[p]; !ok {
			line("-", p)
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Or(strings.Compare(a[2:], b[2:]), strings.Compare(a, b)) })
	if got := strings.Join(lines, "\n") + "\n"; got != ts.ReadFile(args[1]) {
		ts.Fatalf("changed:\n%s", got)
	}
}

func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	lines := bytes.Split(bytes.TrimSpace([]byte(ts.ReadFile(args[0]))), []byte("\n"))
	for _, line := range lines {
		var one struct {
			File, Severity, Code string
			Line, Column         int
		}
		if err := json.Unmarshal(line, &one); err != nil || one.File == "" || one.Line == 0 || one.Column == 0 || one.Code == "" {
			ts.Fatalf("%s: %v", line, err)
		}
	}
}

func becomes(ts *testscript.TestScript, neg bool, args []string) {
	if neg != (len(args) == 1) {
		ts.Fatalf("usage: becomes FILE TEXT, ! becomes FILE")
	}
	file := ts.MkAbs(args[0])
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		data, err := os.ReadFile(file)
		if neg && errors.Is(err, fs.ErrNotExist) || !neg && err == nil && bytes.Contains(data, []byte(args[1])) {
			return
		}
	}
	ts.Fatalf("%s never became so", args[0])
}
