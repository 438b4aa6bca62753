// Command compare builds one made-up handbook with this program and with others, in turns, and prints a table of the
// medians. Others are measured when they are installed: Hugo (go install github.com/gohugoio/hugo@v0.164.0)
// and, over what Hugo wrote, Pagefind (npm install pagefind@1.6). The theme for Hugo, beside this file, shows about what ours does,
// in the way that costs Hugo least: what is the same on many pages is made once.
package main

import (
	"bytes"
	"cmp"
	"embed"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"handbook/generator/sample"
)

//go:embed all:hugo
var theme embed.FS

func main() {
	pages := flag.Int("pages", 10000, "pages of the handbook")
	runs := flag.Int("runs", 5, "counted runs of each program, in turns, after one that is not")
	dir := flag.String("dir", "", "where to work; a temporary folder, deleted afterwards, when empty")
	hugo := flag.String("hugo", "hugo", "the program Hugo")
	pagefind := flag.String("pagefind", "pagefind", "the program Pagefind")
	flag.Parse()
	if err := run(*pages, *runs, *dir, *hugo, *pagefind); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// rival is one program. Each run writes into a folder that is not there yet: a disk is slow to make files where many
// have just been deleted.
type rival struct {
	name    string
	command func(run int) []string
	in      string // where it runs
	runs    []usage
}

// usage is what one run took.
type usage struct {
	cpu, wall time.Duration
	memory    int64 // bytes at the most; 0 when the system does not tell
}

func run(pages, runs int, dir, hugo, pagefind string) error {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "compare"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	own := filepath.Join(dir, "handbook")
	if err := writeOwn(pages, own); err != nil {
		return err
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "bin", "handbook"), "handbook/cmd/handbook").CombinedOutput(); err != nil {
		return fmt.Errorf("building handbook: %w\n%s", err, out)
	}
	build := func(run int) []string {
		return []string{filepath.Join(dir, "bin", "handbook"), "build", "--quiet", "--content", "content", "--out", public(run)}
	}
	rivals := []*rival{
		{name: "handbook, everything with search", command: build, in: own},
		{name: "handbook again, nothing changed", command: build, in: own},
	}
	if at, err := find(hugo); err == nil {
		theirs := filepath.Join(dir, "hugo")
		if err := writeHugo(pages, theirs); err != nil {
			return err
		}
		rivals = append(rivals, &rival{name: version(at, "version") + ", no search", in: theirs,
			command: func(run int) []string {
				return []string{at, "--minify", "--quiet", "--destination", public(run), "--cacheDir", filepath.Join(dir, "cache")}
			}})
		if at, err := find(pagefind); err == nil {
			rivals = append(rivals, &rival{name: version(at, "--version") + " over Hugo's pages", in: theirs,
				command: func(run int) []string { return []string{at, "--site", public(run), "--quiet"} }})
		} else {
			fmt.Fprintln(os.Stderr, "compare: no Pagefind:", err)
		}
	} else {
		fmt.Fprintln(os.Stderr, "compare: no Hugo:", err)
	}
	for n := range runs + 1 {
		for _, r := range rivals {
			used, err := r.measure(n)
			if err != nil {
				return err
			}
			if n > 0 { // the first only fills caches of the system
				r.runs = append(r.runs, used)
			}
		}
	}
	report(os.Stdout, pages, rivals)
	return nil
}

// find is where a program is, as a path that holds in any folder.
func find(program string) (string, error) {
	at, err := exec.LookPath(program)
	if err != nil {
		return "", err
	}
	return filepath.Abs(at)
}

// public is the folder that a run writes.
func public(run int) string { return fmt.Sprint("public-", run) }

func (r *rival) measure(run int) (usage, error) {
	command := r.command(run)
	c := exec.Command(command[0], command[1:]...)
	c.Dir = r.in
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	begin := time.Now()
	if err := c.Run(); err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", r.name, err, said.Bytes())
	}
	return usage{cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime(), wall: time.Since(begin), memory: peak(c.ProcessState)}, nil
}

// median of what f tells of the runs.
func median[T cmp.Ordered](runs []usage, f func(usage) T) T {
	var all []T
	for _, u := range runs {
		all = append(all, f(u))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func report(w *os.File, pages int, rivals []*rival) {
	fmt.Fprintf(w, "%d pages, %d processors, %s/%s, medians of %d runs in turns; CPU and time as a share of Hugo's in brackets.\n\n",
		pages, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, len(rivals[0].runs))
	fmt.Fprintln(w, "| program | CPU | time | peak memory |\n|---|---:|---:|---:|")
	cpu := func(u usage) time.Duration { return u.cpu }
	wall := func(u usage) time.Duration { return u.wall }
	var hugo *rival
	for _, r := range rivals {
		if strings.HasSuffix(r.name, ", no search") {
			hugo = r
		}
	}
	share := func(r *rival, f func(usage) time.Duration) string {
		s := fmt.Sprintf("%.2f s", median(r.runs, f).Seconds())
		if hugo != nil {
			s += fmt.Sprintf(" (%.2f)", float64(median(r.runs, f))/float64(median(hugo.runs, f)))
		}
		return s
	}
	for _, r := range rivals {
		fmt.Fprintf(w, "| %s | %s | %s | %d MB |\n", r.name, share(r, cpu), share(r, wall), median(r.runs, func(u usage) int64 { return u.memory })>>20)
	}
}

func version(program, arg string) string {
	out, err := exec.Command(program, arg).Output()
	if err != nil {
		return program
	}
	if m := regexp.MustCompile(`(?i)(hugo|pagefind)\s+v?([\d.]+)`).FindStringSubmatch(string(out)); m != nil {
		return strings.ToUpper(m[1][:1]) + m[1][1:] + " " + m[2]
	}
	return program
}

func writeOwn(pages int, dir string) error {
	return sample.Files(pages, func(p string, data []byte) error { return write(dir, "content/"+p, data) })
}

// writeHugo lays the same pages out as Hugo wants them: the settings of the theme beside this file, an index in every folder,
// and the relations, which are written once for all languages, in each.
func writeHugo(pages int, dir string) error {
	err := fs.WalkDir(theme, "hugo", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := theme.ReadFile(p)
		if err != nil {
			return err
		}
		return write(dir, strings.TrimPrefix(p, "hugo/"), data)
	})
	if err != nil {
		return err
	}
	relations := regexp.MustCompile(`(?m)^(?:related|uses): .*\n`)
	var shared []byte // of the Indonesian page, which comes before its translation
	folders := map[string]bool{}
	return sample.Files(pages, func(p string, data []byte) error {
		if !strings.HasSuffix(p, ".md") {
			return nil
		}
		if strings.HasPrefix(p, "id/") {
			shared = relations.Find(data)
		} else {
			data = slices.Concat([]byte("---\n"), shared, data[len("---\n"):])
		}
		for f := path.Dir(p); strings.Contains(f, "/"); f = path.Dir(f) {
			if !folders[f] {
				folders[f] = true
				if err := write(dir, "content/"+f+"/_index.md", []byte("---\ntitle: "+path.Base(f)+"\n---\n")); err != nil {
					return err
				}
			}
		}
		return write(dir, "content/"+p, data)
	})
}

func write(dir, name string, data []byte) error {
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, data, 0o644)
}
