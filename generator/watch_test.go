package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fsnotify/fsnotify"

	"handbook/generator"
	"handbook/generator/diag"
	made "handbook/generator/sample"
	"handbook/generator/watch"
	"handbook/themes"
)

// patience is how long a test waits for what must come.
const patience = 30 * time.Second

// desk is a handbook on disk with somebody watching.
type desk struct {
	t       testing.TB
	content string
	theme   string // folder of a user's theme, or ""
	results chan *generator.Result

	mu   sync.Mutex
	all  []*generator.Result
	told []diag.Words
}

// newDesk writes files to disk and watches them once the first result is there.
func newDesk(t testing.TB, content fstest.MapFS, change func(*desk, *generator.Live)) *desk {
	t.Helper()
	d := &desk{t: t, content: filepath.Join(t.TempDir(), "content"), results: make(chan *generator.Result, 10000)}
	if err := os.CopyFS(d.content, content); err != nil {
		t.Fatal(err)
	}
	return d.watch(change)
}

func (d *desk) watch(change func(*desk, *generator.Live)) *desk {
	d.t.Helper()
	live := generator.Live{Content: d.content, Options: d.options, Say: func(w diag.Words) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.told = append(d.told, w)
	}}
	if change != nil {
		change(d, &live)
	}
	live.Theme = d.theme
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- generator.Watch(ctx, generator.NewBuilder(), live, func(r *generator.Result) {
			d.mu.Lock()
			d.all = append(d.all, r)
			d.mu.Unlock()
			d.results <- r
		})
	}()
	d.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			d.t.Errorf("watching ended: %v", err)
		}
	})
	d.next()
	return d
}

func (d *desk) options() generator.Options {
	o := options(os.DirFS(d.content))
	if d.theme != "" {
		o.Theme = themes.Overlay(os.DirFS(d.theme))
	}
	return o
}

func (d *desk) next() *generator.Result {
	d.t.Helper()
	select {
	case r := <-d.results:
		return r
	case <-time.After(patience):
		d.t.Fatal("no result")
		return nil
	}
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	must(d.t, writeFile(d.content, name, []byte(text)))
}

func (d *desk) read(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(d.at(name))
	must(d.t, err)
	return string(data)
}

func (d *desk) at(name string) string { return filepath.Join(d.content, filepath.FromSlash(name)) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// file is the bytes of a published file, nil if there is none.
func file(t testing.TB, r *generator.Result, name string) []byte {
	t.Helper()
	if r.Tree == nil {
		return nil
	}
	make, found, err := r.Tree.Lookup(name)
	must(t, err)
	if !found {
		return nil
	}
	data, err := make()
	must(t, err)
	return data
}

// shows waits for a result that holds something to be true.
func (d *desk) shows(what string, holds func(*generator.Result) bool) *generator.Result {
	d.t.Helper()
	end := time.After(patience)
	for {
		select {
		case r := <-d.results:
			if holds(r) {
				return r
			}
		case <-end:
			d.t.Fatalf("never came: %s", what)
		}
	}
}

// last is the newest result.
func (d *desk) last() *generator.Result {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all[len(d.all)-1]
}

func (d *desk) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.all)
}

// clean waits until the newest result is, byte for byte and problem for problem, what a new builder makes of the files.
func (d *desk) clean(when string) {
	d.t.Helper()
	want, err := generator.NewBuilder().Build(d.options())
	must(d.t, err)
	var wanted map[string][]byte
	if want.Tree != nil {
		wanted = files(d.t, want)
	}
	var seen *generator.Result
	differ := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		got := d.last()
		if got == seen {
			continue
		}
		seen = got
		switch {
		case !reflect.DeepEqual(got.Problems, want.Problems):
			differ = fmt.Sprintf("the problems are\n%v\nand should be\n%v", got.Problems, want.Problems)
		case (got.Tree == nil) != (want.Tree == nil):
			differ = "only one can be published"
		case got.Tree == nil:
			return
		default:
			c := changed(files(d.t, got), wanted)
			if len(c) == 0 {
				return
			}
			differ = fmt.Sprintf("these differ: %v", c)
		}
	}
	d.t.Fatalf("%s: %s", when, differ)
}

// idle waits until a full walk has gone by without a result.
func (d *desk) idle() {
	n := d.count()
	for {
		time.Sleep(1500 * time.Millisecond)
		if now := d.count(); now == n {
			return
		} else {
			n = now
		}
	}
}

// deafEvents is a source of events in which nothing ever happens, as on a network drive.
func deafEvents() (*watch.Notifier, error) {
	return &watch.Notifier{
		Events: make(chan fsnotify.Event),
		Errors: make(chan error),
		Add:    func(string) error { return nil },
		Remove: func(string) error { return nil },
		Close:  func() error { return nil },
	}, nil
}

// B1: from the save of a page to a result with its new bytes, 50 saves at each size. The benchmark prints the figures
// and how much of them is the quiet that is waited for: go test -run xxx -bench B1 -benchtime 50x ./generator.
func BenchmarkB1_SaveToPage(b *testing.B) {
	for _, pages := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			content := fstest.MapFS{}
			must(b, made.Files(pages, func(p string, data []byte) error {
				content[p] = &fstest.MapFile{Data: data, Mode: 0o644}
				return nil
			}))
			d := newDesk(b, content, nil)
			var texts []string
			for p := range content {
				if strings.HasPrefix(p, "id/notes/") {
					texts = append(texts, p)
				}
			}
			slices.Sort(texts)
			time.Sleep(3 * time.Second) // files just written are not trusted to keep their times; those of an editor are older
			random := rand.New(rand.NewPCG(1, 1))
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				name := texts[random.IntN(len(texts))]
				text := d.read(name) + fmt.Sprintf("\nSaved for the %dth time.\n", i)
				out := d.output(name)
				time.Sleep(time.Duration(20+random.IntN(400)) * time.Millisecond) // editors think between saves
				b.StartTimer()
				start := time.Now()
				d.write(name, text)
				d.shows("the save of "+name, func(r *generator.Result) bool {
					return bytes.Contains(file(b, r, out), fmt.Appendf(nil, "Saved for the %dth time.", i))
				})
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
			b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
			b.ReportMetric(ms(watch.Quiet), "quiet-ms")
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// output is where a page is published.
func (d *desk) output(name string) string {
	d.t.Helper()
	for _, e := range d.last().Site.Editions {
		for _, p := range e.Pages {
			if e.Language.Code+"/"+p.Key+".md" == name {
				return p.Path
			}
		}
	}
	d.t.Fatalf("%s is not published", name)
	return ""
}

// B2, B3, B14: each save is one result, also the second after an atomic one; a touch is none.
func TestB2_B3_B14_Saves(t *testing.T) {
	t.Parallel()
	d := newDesk(t, sample(6), nil)
	name := "en/notes/p0.md"
	text := d.read(name)
	rename := func(tmp, to string) { t.Helper(); must(t, os.Rename(d.at(tmp), d.at(to))) }
	remove := func(name string) { t.Helper(); must(t, os.Remove(d.at(name))) }
	for what, save := range map[string]func(text string){
		"overwrite": func(text string) { d.write(name, text) },
		"atomic": func(text string) {
			d.write("en/notes/.p0.md.x", text)
			rename("en/notes/.p0.md.x", name)
		},
		"vim": func(text string) {
			d.write("en/notes/4913", "")
			remove("en/notes/4913")
			rename(name, name+"~")
			d.write(name, text)
			remove(name + "~")
		},
		"JetBrains": func(text string) {
			d.write(name+"___jb_tmp___", text)
			rename(name, name+"___jb_old___")
			rename(name+"___jb_tmp___", name)
			remove(name + "___jb_old___")
		},
		"emacs": func(text string) {
			must(t, os.Symlink("nobody@host.1", d.at("en/notes/.#p0.md")))
			d.write(name, text)
			remove("en/notes/.#p0.md")
		},
	} {
		for i := range 2 {
			before := d.count()
			mark := fmt.Sprintf("By %s, %d.", what, i)
			save(text + "\n" + mark + "\n")
			r := d.shows(mark, func(r *generator.Result) bool { return bytes.Contains(file(t, r, "en/notes/p0.html"), []byte(mark)) })
			if len(r.Problems) > 0 || d.count() != before+1 {
				t.Errorf("%s: %d results, problems %v", what, d.count()-before, r.Problems)
			}
		}
	}
	before := d.count()
	now := time.Now().Add(time.Minute)
	must(t, os.Chtimes(d.at(name), now, now))
	must(t, os.Chmod(d.at(name), 0o600))
	must(t, os.Chtimes(d.at(name), now, now.Add(time.Second)))
	d.idle()
	if n := d.count() - before; n > 0 {
		t.Errorf("%d results of a touch or a late one of a save", n)
	}
}

// B4, B5, B6, B7, B13: folders and pages that come, go, move and change the case of their letters; the folder itself swapped.
func TestB4_B5_B6_B7_B13_Trees(t *testing.T) {
	t.Parallel()
	d := newDesk(t, sample(6), nil)
	for i := range 100 {
		must(t, writeFile(filepath.Dir(d.content), fmt.Sprintf("outside/deep/p%d.md", i), fmt.Appendf(nil, "---\ntitle: Moved %d\n---\n\nText.\n", i)))
	}
	outside, inside := filepath.Join(filepath.Dir(d.content), "outside"), d.at("en/inside")
	text := d.read("en/notes/p0.md")
	swapped := d.content + "2"
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"B4 a page in new folders", func() error { d.write("en/x/y/z/n.md", "---\ntitle: New\n---\n\nText.\n"); return nil }},
		{"B5 100 pages moved in", func() error { return os.Rename(outside, inside) }},
		{"B5 renamed", func() error { return os.Rename(inside, inside+"2") }},
		{"B5 moved out", func() error { return os.Rename(inside+"2", outside) }},
		{"B13 another case", func() error { return os.Rename(d.at("en/notes/p4.md"), d.at("en/notes/P4.md")) }},
		{"B13 the same name in both cases", func() error { d.write("en/notes/p4.md", text); return nil }},
		{"B13 one of them again", func() error { return os.Remove(d.at("en/notes/P4.md")) }},
		{"B6 root removed and made again", func() error {
			if err := os.CopyFS(swapped, os.DirFS(d.content)); err != nil {
				return err
			}
			if err := os.RemoveAll(d.content); err != nil {
				return err
			}
			if err := os.CopyFS(d.content, os.DirFS(swapped)); err != nil {
				return err
			}
			d.write("en/notes/p0.md", text+"\nAfter the root came back.\n")
			return nil
		}},
		{"B6 root swapped by renaming", func() error {
			if err := os.Rename(d.content, d.content+"3"); err != nil {
				return err
			}
			return os.Rename(swapped, d.content)
		}},
		{"B6 edited after that", func() error { d.write("en/notes/p0.md", text+"\nAfter the swap.\n"); return nil }},
	} {
		must(t, step.do())
		d.clean(step.what)
	}

	before := d.count()
	must(t, os.Remove(d.at("en/x/y/z/n.md")))
	d.clean("B7 a page deleted")
	if n := d.count() - before; n != 1 {
		t.Errorf("B7: %d results of a deleted page", n)
	}
	if file(t, d.last(), "en/x/y/z/n.html") != nil {
		t.Error("B7: the deleted page is still there")
	}
}

// B8: a tool that changes 2,000 files makes at most two results, the last of them that of a clean build.
func TestB8_Checkout(t *testing.T) {
	t.Parallel()
	content := sample(2000)
	d := newDesk(t, content, nil)
	before := d.count()
	for p, f := range content { // as git does: away, then there again
		if strings.HasSuffix(p, ".md") {
			must(t, os.Remove(d.at(p)))
			d.write(p, strings.Replace(string(f.Data), "Page number", "Other page", 1))
		}
	}
	d.clean("all pages changed")
	d.idle()
	if n := d.count() - before; n > 2 {
		t.Errorf("%d results", n)
	}
}

// B9: when events are lost, and the system says so, all is found.
func TestB9_Overflow(t *testing.T) {
	t.Parallel()
	errs := make(chan error)
	d := newDesk(t, sample(8), func(_ *desk, l *generator.Live) {
		l.Open = func() (*watch.Notifier, error) {
			n, _ := deafEvents()
			n.Errors = errs
			return n, nil
		}
	})
	must(t, os.Remove(d.at("en/cases/p7.md")))
	d.write("en/new/n.md", "---\ntitle: New\n---\n\nText.\n")
	d.write("en/notes/p0.md", d.read("en/notes/p0.md")+"\nMore.\n")
	errs <- fsnotify.ErrEventOverflow
	d.clean("after an overflow")
}

// B10, B11: without events, for want of watches or on a network drive, all is found, and told of if there is something
// to do about it.
func TestB10_B11_NoEvents(t *testing.T) {
	for name, c := range map[string]struct {
		open func() (*watch.Notifier, error)
		says string
	}{
		"B10 watches": {func() (*watch.Notifier, error) {
			n, _ := deafEvents()
			n.Add = func(string) error { return syscall.ENOSPC }
			return n, nil
		}, "fs.inotify.max_user_watches"},
		"B10 instances": {func() (*watch.Notifier, error) { return nil, syscall.EMFILE }, "fs.inotify.max_user_instances"},
		"B11":           {deafEvents, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, sample(6), func(_ *desk, l *generator.Live) { l.Open = c.open })
			d.write("en/notes/p0.md", d.read("en/notes/p0.md")+"\nMore.\n")
			d.clean("a page edited")
			d.write("en/x/y/n.md", "---\ntitle: New\n---\n\nText.\n")
			d.clean("a page in a new folder")
			must(t, os.RemoveAll(d.at("en/x")))
			d.clean("the folder deleted")
			d.mu.Lock()
			defer d.mu.Unlock()
			switch {
			case c.says == "" && len(d.told) == 0:
			case c.says != "" && len(d.told) == 1 && strings.Contains(d.told[0].EN, c.says) && strings.Contains(d.told[0].ID, c.says):
			default:
				t.Errorf("told %v", d.told)
			}
		})
	}
}

// B12: while a page is written bit by bit no result has an error, and none an empty or half page.
func TestB12_HalfWritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t, sample(6), nil)
	name := "en/notes/p0.md"
	text := d.read(name)
	for i := range 4 {
		whole := strings.Replace(text, "Part 4 of", fmt.Sprintf("Version %d, part 4 of", i), 1)
		f, err := os.OpenFile(d.at(name), os.O_WRONLY|os.O_TRUNC, 0o644)
		must(t, err)
		for part := range 4 {
			if i%2 == 0 || part > 0 { // with a pause between truncating and the first bytes, and without
				time.Sleep(60 * time.Millisecond)
			}
			_, err = f.WriteString(whole[part*len(whole)/4 : (part+1)*len(whole)/4])
			must(t, err)
		}
		must(t, f.Close())
		d.clean("written bit by bit")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, r := range d.all {
		html := file(t, r, "en/notes/p0.html")
		if len(r.Problems) > 0 || !bytes.Contains(html, []byte("art 4 of")) {
			t.Errorf("result %d of %d: problems %v, %d bytes", i, len(d.all), r.Problems, len(html))
		}
	}
}

// B16: content that is a link is followed and watched where it leads; a loop of links in it is an error.
func TestB16_Links(t *testing.T) {
	t.Parallel()
	d := newDesk(t, sample(4), func(d *desk, l *generator.Live) {
		link := d.content + "-link"
		must(t, os.Symlink(d.content, link))
		l.Content = link
		l.Options = func() generator.Options { return options(os.DirFS(link)) }
	})
	d.write("en/notes/p0.md", d.read("en/notes/p0.md")+"\nThrough a link.\n")
	d.clean("edited where the link leads")
	must(t, os.Symlink("..", d.at("en/loop")))
	d.clean("a loop")
	if d.last().Problems.Errors() != 1 {
		t.Errorf("problems of a loop: %v", d.last().Problems)
	}
	must(t, os.Remove(d.at("en/loop")))
	d.clean("no loop")
}

// B17: the settings and the theme changed, broken and mended.
func TestB17_SettingsAndTheme(t *testing.T) {
	t.Parallel()
	d := newDesk(t, sample(4), func(d *desk, _ *generator.Live) {
		d.theme = d.content + "-theme"
		must(t, writeFile(d.theme, "partials/footer.html", []byte("<footer>Ours</footer>\n")))
	})
	theme := func(name, text string) { t.Helper(); must(t, writeFile(d.theme, name, []byte(text))) }
	settings := d.read("handbook.yaml")
	for _, step := range []struct {
		what   string
		do     func()
		broken bool
	}{
		{"settings changed", func() { d.write("handbook.yaml", strings.Replace(settings, "Sample", "Other", 1)) }, false},
		{"settings broken", func() { d.write("handbook.yaml", settings+"languages: {\n") }, true},
		{"settings mended", func() { d.write("handbook.yaml", settings) }, false},
		{"kind broken", func() { d.write("kinds/note.yaml", d.read("kinds/note.yaml")+"  wrong: {type: nothing}\n") }, true},
		{"kind mended", func() {
			d.write("kinds/note.yaml", strings.Replace(d.read("kinds/note.yaml"), "  wrong: {type: nothing}\n", "", 1))
		}, false},
		{"theme changed", func() { theme("partials/footer.html", "<footer>Ours, changed</footer>\n") }, false},
		{"theme broken", func() { theme("partials/footer.html", "<footer>{{ if }}</footer>\n") }, true},
		{"theme mended", func() { theme("partials/footer.html", "<footer>Ours, mended</footer>\n") }, false},
	} {
		step.do()
		d.clean(step.what)
		if broken := d.last().Problems.Errors() > 0; broken != step.broken {
			t.Errorf("%s: problems %v", step.what, d.last().Problems)
		}
	}
	if html := file(t, d.last(), "en/notes/p0.html"); !bytes.Contains(html, []byte("Ours, mended")) {
		t.Error("the theme is not the mended one")
	}
}

// B18: after each of many random edits on disk the newest result is what a clean build makes of the files. The
// same without a disk and with many more edits is TestWarmEqualsCold.
func TestB18_WatchEqualsClean(t *testing.T) {
	seeds := uint64(6)
	if os.Getenv("HANDBOOK_LONG") != "" {
		seeds = 100
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 18))
			content := sample(12)
			d := newDesk(t, content, func(d *desk, _ *generator.Live) {
				d.theme = d.content + "-theme"
				must(t, os.Mkdir(d.theme, 0o755))
			})
			for step := range 5 {
				what := editDisk(d, random)
				d.clean(fmt.Sprintf("step %d: %s", step, what))
			}
		})
	}
}

// editDisk does one thing on disk that editors do.
func editDisk(d *desk, random *rand.Rand) string {
	d.t.Helper()
	switch random.IntN(12) {
	case 2:
		name := fmt.Sprintf("en/notes/new%d/n.md", random.IntN(3))
		d.write(name, fmt.Sprintf("---\ntitle: New %d\nsummary: One sentence.\n---\n\nText.\n", random.IntN(100)))
		return "create " + name
	case 3:
		footers := []string{"<footer>Ours</footer>", "<footer>Ours, changed</footer>", "<footer>{{ if }}</footer>"}
		must(d.t, writeFile(d.theme, "partials/footer.html", []byte(footers[random.IntN(len(footers))])))
		return "edit the theme"
	case 4:
		must(d.t, os.RemoveAll(filepath.Join(d.theme, "partials")))
		return "take the theme away"
	case 0:
		from, to := "en/notes", "en/sub/notes"
		if _, err := os.Stat(d.at(to)); err == nil {
			from, to = to, from
		}
		_ = os.MkdirAll(d.at(path.Dir(to)), 0o755)
		_ = os.RemoveAll(d.at(to))
		_ = os.Rename(d.at(from), d.at(to)) // unless it is gone
		return "move a folder"
	case 1:
		all := load(d.t, os.DirFS(d.content))
		for _, p := range slices.Sorted(maps.Keys(all)) {
			if base := path.Base(p); strings.HasSuffix(p, ".md") && strings.HasPrefix(base, "p") {
				must(d.t, os.Rename(d.at(p), d.at(path.Dir(p)+"/P"+base[1:])))
				return "change the case of " + p
			}
		}
		return "nothing"
	}
	before := load(d.t, os.DirFS(d.content))
	after := maps.Clone(before)
	what := edit(random, after)
	for p := range before {
		if _, ok := after[p]; !ok {
			must(d.t, os.Remove(d.at(p)))
		}
	}
	for p, f := range after {
		if old, ok := before[p]; !ok || !bytes.Equal(old.Data, f.Data) {
			d.write(p, string(f.Data))
		}
	}
	return what
}

// B19: a change is seen although the clock was set back, and although size and time stay the same.
func TestB19_Clock(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func() (*watch.Notifier, error){"events": nil, "walks": deafEvents} {
		d := newDesk(t, sample(4), func(d *desk, l *generator.Live) {
			l.Open = open
			setTime(t, d.at("en/notes/p0.md"))
		})
		text := d.read("en/notes/p0.md")
		d.write("en/notes/p0.md", strings.Replace(text, "Part 1", "Port 1", 1))
		setTime(t, d.at("en/notes/p0.md"))
		d.clean(name)
	}
}

func setTime(t *testing.T, name string) {
	t.Helper()
	then := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	must(t, os.Chtimes(name, then, then))
}

// B20: neither files left open nor goroutines nor memory grow with the number of saves: 300, or 10,000 with
// HANDBOOK_LONG=1.
func TestB20_ManySaves(t *testing.T) {
	saves := 300
	if os.Getenv("HANDBOOK_LONG") != "" {
		saves = 10000
	}
	d := newDesk(t, sample(50), nil)
	text := d.read("en/notes/p0.md")
	save := func(i int) {
		mark := fmt.Appendf(nil, "Save number %d.", i)
		d.write("en/notes/p0.md", text+"\n"+string(mark)+"\n")
		d.shows(string(mark), func(r *generator.Result) bool { return bytes.Contains(file(t, r, "en/notes/p0.html"), mark) })
		d.mu.Lock()
		d.all = d.all[len(d.all)-1:] // as somebody who serves the newest
		d.mu.Unlock()
	}
	for i := range saves / 3 {
		save(i)
	}
	filesBefore, heapBefore, running := openFiles(t), heap(), runtime.NumGoroutine()
	for i := range saves {
		save(saves + i)
	}
	filesAfter, heapAfter := openFiles(t), heap()
	t.Logf("after %d saves: %d files open (%d before), %d goroutines (%d), %d KB in use (%d)",
		saves, filesAfter, filesBefore, runtime.NumGoroutine(), running, heapAfter>>10, heapBefore>>10)
	if filesAfter > filesBefore {
		t.Errorf("%d files are open, %d before", filesAfter, filesBefore)
	}
	if n := runtime.NumGoroutine(); n > running+2 {
		t.Errorf("%d goroutines, %d before", n, running)
	}
	if heapAfter > heapBefore+heapBefore/10 {
		t.Errorf("%d bytes in use, %d before", heapAfter, heapBefore)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no list of open files")
	}
	return len(entries)
}

// A folder that cannot be read in the beginning is an error; one that vanishes later is told of, and the last
// good result stays.
func TestContentGone(t *testing.T) {
	t.Parallel()
	gone := os.DirFS(filepath.Join(t.TempDir(), "nowhere"))
	err := generator.Watch(context.Background(), generator.NewBuilder(), generator.Live{
		Content: "nowhere",
		Options: func() generator.Options { return options(gone) },
	}, func(*generator.Result) { t.Error("a result of nothing") })
	if err == nil {
		t.Error("no error")
	}

	d := newDesk(t, sample(4), nil)
	aside := d.content + "-aside"
	must(t, os.Rename(d.content, aside))
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		d.mu.Lock()
		told := len(d.told)
		d.mu.Unlock()
		if told > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("nobody told of it")
		}
	}
	if n := d.count(); n != 1 {
		t.Errorf("%d results", n)
	}
	must(t, os.Rename(aside, d.content))
	d.write("en/notes/p0.md", d.read("en/notes/p0.md")+"\nBack.\n")
	d.clean("content is back")
}
