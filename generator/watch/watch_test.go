package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"handbook/generator/diag"
)

// long is how long a test waits for what must come.
const long = 20 * time.Second

// tree makes a folder with some files of 1,000 bytes each.
func tree(t testing.TB, names ...string) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "content")
	if err := os.MkdirAll(root, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		write(t, filepath.Join(root, name), text(1000))
	}
	return root
}

func text(n int) string { return strings.Repeat("Partners meet.\n", n/15+1)[:n] }

func write(t testing.TB, name, text string) {
	t.Helper()
	check(t, os.MkdirAll(filepath.Dir(name), 0o755))
	check(t, os.WriteFile(name, []byte(text), 0o644))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// said gathers what people are told.
type said struct {
	mu   sync.Mutex
	list []diag.Words
}

func (s *said) say(w diag.Words) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, w)
}

func (s *said) all() []diag.Words {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

func start(t testing.TB, o Options) <-chan Wake {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	wakes := Start(ctx, o).Wakes
	t.Cleanup(func() {
		stop()
		for range wakes { // until all is released
		}
	})
	return wakes
}

func next(t testing.TB, wakes <-chan Wake) Wake {
	t.Helper()
	select {
	case w := <-wakes:
		return w
	case <-time.After(long):
		t.Fatal("nothing woke")
		return Wake{}
	}
}

// silent fails if something wakes until a walk has gone by.
func silent(t testing.TB, wakes <-chan Wake) {
	t.Helper()
	select {
	case w := <-wakes:
		t.Errorf("woke for %v", w.Look)
	case <-time.After(1300 * time.Millisecond):
	}
}

// deaf is a source of events in which nothing ever happens, as on a network drive.
func deaf() (*Notifier, error) {
	return &Notifier{
		Events: make(chan fsnotify.Event),
		Errors: make(chan error),
		Add:    func(string) error { return nil },
		Remove: func(string) error { return nil },
		Close:  func() error { return nil },
	}, nil
}

// Each way in which editors save wakes once, for the page alone.
func TestB2_EditorsSave(t *testing.T) {
	for name, save := range map[string]func(t *testing.T, dir string){
		"overwrite": func(t *testing.T, dir string) { write(t, dir+"/a.md", text(1100)) },
		"rename": func(t *testing.T, dir string) {
			write(t, dir+"/.a.md.123", text(1100))
			check(t, os.Rename(dir+"/.a.md.123", dir+"/a.md"))
		},
		"sed -i": func(t *testing.T, dir string) {
			write(t, dir+"/sedAbC12d", text(1100))
			check(t, os.Rename(dir+"/sedAbC12d", dir+"/a.md"))
		},
		"vim": func(t *testing.T, dir string) {
			write(t, dir+"/.a.md.swp", "swap")
			write(t, dir+"/4913", "")
			check(t, os.Remove(dir+"/4913"))
			check(t, os.Rename(dir+"/a.md", dir+"/a.md~"))
			write(t, dir+"/a.md", text(1100))
			check(t, os.Remove(dir+"/a.md~"))
			check(t, os.Remove(dir+"/.a.md.swp"))
		},
		"JetBrains": func(t *testing.T, dir string) {
			write(t, dir+"/a.md___jb_tmp___", text(1100))
			check(t, os.Rename(dir+"/a.md", dir+"/a.md___jb_old___"))
			check(t, os.Rename(dir+"/a.md___jb_tmp___", dir+"/a.md"))
			check(t, os.Remove(dir+"/a.md___jb_old___"))
		},
		"emacs": func(t *testing.T, dir string) {
			check(t, os.Symlink("someone@host.1:2", dir+"/.#a.md"))
			write(t, dir+"/#a.md#", "saved by itself")
			write(t, dir+"/a.md", text(1100))
			check(t, os.Remove(dir+"/.#a.md"))
			check(t, os.Remove(dir+"/#a.md#"))
		},
		"desktop": func(t *testing.T, dir string) {
			write(t, dir+"/.goutputstream-X1", text(1100))
			check(t, os.Rename(dir+"/.goutputstream-X1", dir+"/a.md"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := tree(t, "en/a.md", "en/b.md")
			wakes := start(t, Options{Roots: []string{root}})
			for range 2 { // B3: the second save as well as the first
				save(t, filepath.Join(root, "en"))
				if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{"en/a.md"}}) {
					t.Errorf("woke for %v", w.Look)
				}
			}
			silent(t, wakes)
		})
	}
}

// What editors and desktops leave behind wakes nobody, with events and without.
func TestIgnored(t *testing.T) {
	for name, open := range map[string]func() (*Notifier, error){"events": nil, "walks": deaf} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := tree(t, "en/a.md")
			wakes := start(t, Options{Roots: []string{root}, Open: open})
			for _, f := range []string{".git/index", "en/.a.md.swp", "en/a.md~", "en/4913", "en/~$a.md", "en/Thumbs.db", ".DS_Store", "en/x.tmp"} {
				write(t, filepath.Join(root, f), "x")
			}
			silent(t, wakes)
		})
	}
}

// A folder and all in it are watched as soon as they are there, wherever they come from.
func TestB4_B5_Folders(t *testing.T) {
	t.Parallel()
	root := tree(t, "en/a.md")
	wakes := start(t, Options{Roots: []string{root}})
	edit := func(name string) {
		t.Helper()
		write(t, filepath.Join(root, name), text(900))
		for { // what woke before may have been the folder
			w := next(t, wakes)
			if w.Look != nil && slices.Contains(w.Look[0], name) {
				return
			}
		}
	}
	write(t, root+"/x/y/z/n.md", text(1000))
	next(t, wakes)
	edit("x/y/z/n.md")

	outside := filepath.Join(filepath.Dir(root), "outside")
	for i := range 100 {
		write(t, fmt.Sprintf("%s/deep/p%d.md", outside, i), text(1000))
	}
	check(t, os.Rename(outside, root+"/in"))
	next(t, wakes)
	edit("in/deep/p7.md")
	check(t, os.Rename(root+"/in", root+"/renamed"))
	next(t, wakes)
	edit("renamed/deep/p8.md")
	check(t, os.Rename(root+"/renamed", outside))
	next(t, wakes)
	edit("en/a.md")
}

func TestB6_RootComesBack(t *testing.T) {
	for name, swap := range map[string]func(t *testing.T, root string){
		"removed and made again": func(t *testing.T, root string) {
			check(t, os.RemoveAll(root))
			write(t, root+"/en/a.md", text(1000))
		},
		"renamed and another put there": func(t *testing.T, root string) {
			check(t, os.Rename(root, root+"2"))
			write(t, root+"3/en/a.md", text(1000))
			check(t, os.Rename(root+"3", root))
		},
		"its parent removed and made again": func(t *testing.T, root string) {
			check(t, os.RemoveAll(filepath.Dir(root)))
			write(t, root+"/en/a.md", text(1000))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(filepath.Dir(tree(t)), "project", "content")
			write(t, root+"/en/a.md", text(1000))
			wakes := start(t, Options{Roots: []string{root}})
			swap(t, root)
			next(t, wakes)
			for i := range 3 {
				write(t, root+"/en/a.md", text(1001+i))
				next(t, wakes)
			}
		})
	}
}

// B10: the limits of the system are named once, with what they are set to, and walks take over.
func TestB10_Limits(t *testing.T) {
	for name, c := range map[string]struct {
		open func() (*Notifier, error)
		want string
	}{
		"watches": {func() (*Notifier, error) {
			n, _ := deaf()
			n.Add = func(string) error { return fmt.Errorf("inotify_add_watch: %w", syscall.ENOSPC) }
			return n, nil
		}, "fs.inotify.max_user_watches"},
		"instances": {func() (*Notifier, error) {
			return nil, fmt.Errorf("couldn't initialize inotify: %w", syscall.EMFILE)
		}, "fs.inotify.max_user_instances"},
		"other": {func() (*Notifier, error) { return nil, errors.New("not supported here") }, "not supported here"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var told said
			root := tree(t, "en/a.md", "en/more/b.md")
			wakes := start(t, Options{Roots: []string{root}, Say: told.say, Open: c.open})
			noticed(t, wakes, root, "en/a.md")
			noticed(t, wakes, root, "en/more/b.md")
			all := told.all()
			if len(all) != 1 || !strings.Contains(all[0].EN, c.want) || !strings.Contains(all[0].ID, c.want) {
				t.Errorf("told %v", all)
			}
			if runtime.GOOS == "linux" && strings.HasPrefix(c.want, "fs.") && !strings.Contains(all[0].EN, c.want+" = ") {
				t.Errorf("the limit is not in %q", all[0].EN)
			}
		})
	}
}

// noticed changes a file and fails if that is noticed too late.
func noticed(t *testing.T, wakes <-chan Wake, root, name string) {
	t.Helper()
	write(t, filepath.Join(root, name), text(900))
	begin := time.Now()
	if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{name}}) {
		t.Errorf("woke for %v", w.Look)
	}
	if took := time.Since(begin); took > Stale {
		t.Errorf("noticed after %v", took)
	}
}

// B11: where no events come, files of all kinds of change are noticed all the same.
func TestB11_NoEvents(t *testing.T) {
	t.Parallel()
	root := tree(t, "en/a.md", "en/b.md", "kinds/note.yaml")
	wakes := start(t, Options{Roots: []string{root}, Open: deaf})
	noticed(t, wakes, root, "en/a.md")
	check(t, os.Remove(root+"/en/b.md"))
	if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{"en/b.md"}}) {
		t.Errorf("woke for %v", w.Look)
	}
	check(t, os.Rename(root+"/en/a.md", root+"/en/c.md"))
	if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{"en/a.md", "en/c.md"}}) {
		t.Errorf("woke for %v", w.Look)
	}
	write(t, root+"/new/more/d.md", text(1000))
	next(t, wakes)
	check(t, os.RemoveAll(root+"/new"))
	next(t, wakes)
	silent(t, wakes)
}

// B11: looking at 10,000 files again and again takes at most a twentieth of a processor.
func BenchmarkB11_Walk(b *testing.B) {
	root := tree(b)
	for i := range 10000 {
		write(b, fmt.Sprintf("%s/en/f%d/p%d.md", root, i/100, i), "text")
	}
	var last walk
	for b.Loop() {
		last = walkAll([]string{root})
	}
	w := watcher{cost: last.cost}
	b.ReportMetric(100*last.cost.Seconds()/(last.cost+w.pause()).Seconds(), "%-of-core")
}

// B11: watching 10,000 files that nobody touches takes at most a twentieth of a processor. It needs ten seconds:
// HANDBOOK_LONG=1.
func TestB11_IdleCost(t *testing.T) {
	if os.Getenv("HANDBOOK_LONG") == "" {
		t.Skip("HANDBOOK_LONG is not set")
	}
	root := tree(t)
	for i := range 10000 {
		write(t, fmt.Sprintf("%s/en/f%d/p%d.md", root, i/100, i), "text")
	}
	wakes := start(t, Options{Roots: []string{root}})
	before := processor(t)
	select {
	case w := <-wakes:
		t.Errorf("woke for %v", w.Look)
	case <-time.After(10 * time.Second):
	}
	used := processor(t) - before
	t.Logf("%v of 10 s", used)
	if used > 500*time.Millisecond {
		t.Errorf("%v of 10 s", used)
	}
}

// B9: when events are lost, everything is looked at, and folders that came meanwhile are watched.
func TestB9_Overflow(t *testing.T) {
	t.Parallel()
	events, errs := make(chan fsnotify.Event), make(chan error)
	var mu sync.Mutex
	added := map[string]int{}
	root := tree(t, "en/a.md")
	wakes := start(t, Options{Roots: []string{root}, Open: func() (*Notifier, error) {
		n, _ := deaf()
		n.Events, n.Errors = events, errs
		n.Add = func(dir string) error {
			mu.Lock()
			defer mu.Unlock()
			added[dir]++
			return nil
		}
		return n, nil
	}})
	write(t, root+"/unheard/b.md", text(1000))
	errs <- fsnotify.ErrEventOverflow
	if w := next(t, wakes); w.Look != nil {
		t.Errorf("looks only at %v", w.Look)
	}
	mu.Lock()
	defer mu.Unlock()
	if added[filepath.Join(root, "unheard")] == 0 {
		t.Errorf("watched: %v", added)
	}
}

// B12: while a file is written bit by bit, nobody is sent to look at it.
func TestB12_HalfWritten(t *testing.T) {
	whole := text(4000)
	for name, steps := range map[string][]string{
		"truncated first":     {"", whole[:1000], whole[1000:2000], whole[2000:3000], whole[3000:]},
		"first part at once":  {whole[:1000], whole[1000:2000], whole[2000:3000], whole[3000:]},
		"what is new, slowly": {whole[:10], whole[10:4000]},
	} {
		for source, open := range map[string]func() (*Notifier, error){"events": nil, "walks": deaf} {
			t.Run(name+" "+source, func(t *testing.T) {
				t.Parallel()
				root := tree(t)
				file := filepath.Join(root, "en/a.md")
				write(t, file, whole)
				wakes := start(t, Options{Roots: []string{root}, Open: open})
				go func() {
					if open != nil {
						time.Sleep(900 * time.Millisecond) // a walk comes upon it on the way
					}
					f, err := os.OpenFile(file, os.O_WRONLY|os.O_TRUNC, 0o644)
					if err != nil {
						return
					}
					defer f.Close()
					for _, s := range steps {
						_, _ = f.WriteString(s)
						time.Sleep(60 * time.Millisecond)
					}
				}()
				next(t, wakes)
				if info, err := os.Stat(file); err != nil || info.Size() != 4000 {
					t.Errorf("sent to look when it had %d bytes", info.Size())
				}
			})
		}
	}
}

// A file that stays empty is told of in the end.
func TestEmptied(t *testing.T) {
	t.Parallel()
	root := tree(t, "en/a.md")
	wakes := start(t, Options{Roots: []string{root}})
	check(t, os.Truncate(root+"/en/a.md", 0))
	if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{"en/a.md"}}) {
		t.Errorf("woke for %v", w.Look)
	}
}

// B8: a tool that changes thousands of files wakes at most twice, and an editor who never stops is heard.
func TestB8_Storm(t *testing.T) {
	t.Parallel()
	root := tree(t)
	for i := range 2000 {
		write(t, fmt.Sprintf("%s/en/f%d/p%d.md", root, i/50, i), "text")
	}
	wakes := start(t, Options{Roots: []string{root}})
	for i := range 2000 {
		name := fmt.Sprintf("%s/en/f%d/p%d.md", root, i/50, i)
		check(t, os.Remove(name))
		write(t, name, "other text")
	}
	woken := 1
	next(t, wakes)
	for quiet := false; !quiet; {
		select {
		case <-wakes:
			woken++
		case <-time.After(Stale):
			quiet = true
		}
	}
	if woken > 2 {
		t.Errorf("woke %d times", woken)
	}
}

func TestEndlessChange(t *testing.T) {
	t.Parallel()
	root := tree(t, "en/a.md")
	wakes := start(t, Options{Roots: []string{root}})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 2000 {
			select {
			case w, open := <-wakes:
				if !open || w.Look == nil {
					t.Errorf("woke for %v", w.Look)
				}
				return
			default:
				_ = os.WriteFile(root+"/en/a.md", []byte(text(900+i%7)), 0o644)
				time.Sleep(Quiet / 4)
			}
		}
		t.Error("never woke")
	}()
	<-done
}

// B16: a link to the folder is followed, where it leads is watched, and so is the link.
func TestB16_LinkedRoot(t *testing.T) {
	t.Parallel()
	real := tree(t, "en/a.md")
	other := tree(t, "en/a.md")
	link := filepath.Join(filepath.Dir(real), "link")
	check(t, os.Symlink(real, link))
	check(t, os.Symlink("..", filepath.Join(real, "loop")))
	wakes := start(t, Options{Roots: []string{link}})
	noticed(t, wakes, real, "en/a.md")
	check(t, os.Symlink(other, link+"2"))
	check(t, os.Rename(link+"2", link))
	next(t, wakes)
	write(t, other+"/en/a.md", text(800))
	next(t, wakes)
}

// B19: a change is noticed whatever the clock says, also where events are missing.
func TestB19_Clock(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only size and time are compared here")
	}
	for name, open := range map[string]func() (*Notifier, error){"events": nil, "walks": deaf} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := tree(t, "en/a.md")
			file := filepath.Join(root, "en/a.md")
			then := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
			check(t, os.Chtimes(file, then, then))
			wakes := start(t, Options{Roots: []string{root}, Open: open})
			write(t, file, strings.ToUpper(text(1000)))
			check(t, os.Chtimes(file, then, then))
			if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{{"en/a.md"}}) {
				t.Errorf("woke for %v", w.Look)
			}
		})
	}
}

// Several roots are told apart.
func TestRoots(t *testing.T) {
	t.Parallel()
	content, theme := tree(t, "en/a.md"), tree(t, "assets/style.css")
	wakes := start(t, Options{Roots: []string{content, theme}})
	write(t, theme+"/assets/style.css", text(900))
	if w := next(t, wakes); !reflect.DeepEqual(w.Look, [][]string{nil, {"assets/style.css"}}) {
		t.Errorf("woke for %v", w.Look)
	}
}

// fsnotify reports some errors while it holds the lock that adding a folder needs: moving a folder and deleting it at once.
func TestNoDeadlock(t *testing.T) {
	t.Parallel()
	root := tree(t, "en/a.md")
	wakes := start(t, Options{Roots: []string{root}})
	for i := range 200 {
		a, b := fmt.Sprintf("%s/x%d", root, i), fmt.Sprintf("%s/y%d", root, i)
		check(t, os.MkdirAll(a+"/z", 0o755))
		check(t, os.Rename(a, b))
		check(t, os.RemoveAll(b))
	}
	write(t, root+"/en/a.md", text(900))
	next(t, wakes)
	write(t, root+"/en/a.md", text(901))
	next(t, wakes)
}

// When watching ends, nothing stays open or running.
func TestReleased(t *testing.T) {
	root := tree(t, "en/a.md")
	before := open(t)
	for range 20 {
		ctx, stop := context.WithCancel(context.Background())
		wakes := Start(ctx, Options{Roots: []string{root}}).Wakes
		write(t, root+"/en/a.md", text(900))
		next(t, wakes)
		stop()
		for range wakes {
		}
	}
	if after := open(t); after > before {
		t.Errorf("%d files open, %d before", after, before)
	}
}

func open(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no list of open files")
	}
	return len(entries)
}
