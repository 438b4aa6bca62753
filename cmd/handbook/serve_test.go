package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"handbook/generator/diag"
	"handbook/generator/preview"
)

var updateWords = flag.Bool("update", false, "rewrite testdata/serve-words.txt")

// small writes a handbook of one page to a folder, goes there, and returns it.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{
		"content/handbook.yaml":  "title: Notes\nlanguages: [en]\n",
		"content/en/index.md":    "# Notes\n\nWords.\n",
		"content/en/notes/a.md":  "# A\n\nWords.\n",
		"elsewhere/handbook.txt": "",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// said is what a command has said until now.
type said struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// until waits for something to be said.
func (s *said) until(t *testing.T, want string) []string {
	t.Helper()
	pattern := regexp.MustCompile(want)
	for range 400 {
		if m := pattern.FindStringSubmatch(s.String()); m != nil {
			return m
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%q is not said: %s", want, s)
	return nil
}

// serving runs the command until the test ends, and returns what it says, its address and how to stop it.
func runServe(t *testing.T, args ...string) (out, errs *said, address string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, errs = &said{}, &said{}
	code := make(chan int, 1)
	go func() { code <- run(ctx, args, out, errs) }()
	stop = sync.OnceValue(func() int {
		cancel()
		select {
		case c := <-code:
			return c
		case <-time.After(10 * time.Second):
			t.Error("does not end")
			return -1
		}
	})
	t.Cleanup(func() { stop() })
	return out, errs, out.until(t, `(http://\S+/) `)[1], stop
}

func TestServe(t *testing.T) {
	small(t)
	out, errs, address, stop := runServe(t, "serve", "--port", "0", "--lang", "en", "--editor", "none")
	r, err := http.Get(address + "en/notes/a.html")
	if err != nil || r.StatusCode != 200 {
		t.Fatal(r, err)
	}
	r.Body.Close()
	errs.until(t, `built: 3 pages \(`)
	if err := os.WriteFile("content/en/notes/a.md", []byte("# A\n\n[x](none.md)\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	errs.until(t, `content/en/notes/a.md:3:1: error: this link leads nowhere`)
	errs.until(t, `changed: en/notes/a.md \(\d+m?s\); 1 error`)
	if err := os.WriteFile("content/en/notes/a.md", []byte("# A\n\nMore words.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	errs.until(t, `(?m)^changed: en/notes/a.md \(\d+m?s\)$`)
	if err := os.WriteFile("content/handbook.yaml", []byte("title: Other notes\nlanguages: [en]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	errs.until(t, `(?m)^changed: settings, theme or pictures \(`)
	if code := stop(); code != exitFine {
		t.Errorf("exit %d", code)
	}
	if s := out.String(); strings.Count(s, "\n") != 1 {
		t.Errorf("more than the address on standard output: %s", s)
	}
}

func TestServeInIndonesian(t *testing.T) {
	small(t)
	t.Chdir("content") // without arguments, where the settings are
	t.Setenv("LC_ALL", "id_ID.UTF-8")
	t.Setenv("PATH", t.TempDir()) // nothing that opens a browser
	out, errs, address, stop := runServe(t)
	out.until(t, `Buku panduan ada di http://localhost:`)
	errs.until(t, `dibangun: 3 halaman`)
	errs.until(t, `peramban tidak dapat dibuka; buka sendiri `+regexp.QuoteMeta(address))
	if code := stop(); code != exitFine {
		t.Errorf("exit %d", code)
	}
}

// TestA1_ServeLoopback: by default nothing but this machine is listened to.
func TestA1_ServeLoopback(t *testing.T) {
	for _, c := range []struct {
		o    serving
		only bool
	}{{serving{}, true}, {serving{host: "localhost"}, true}, {serving{host: "127.0.0.1"}, true}, {serving{host: "0.0.0.0"}, false}, {serving{lan: true}, false}} {
		c.o.fixed = true
		listeners, err := listen(c.o)
		if err != nil {
			t.Fatal(err)
		}
		only := true
		for _, l := range listeners {
			only = only && l.Addr().(*net.TCPAddr).IP.IsLoopback()
			l.Close()
		}
		if only != c.only {
			t.Errorf("%+v listens on loopback only: %v", c.o, only)
		}
	}
}

func TestA17_PortTaken(t *testing.T) {
	small(t)
	taken, err := preview.Listen(0, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, l := range taken {
			l.Close()
		}
	}()
	port := taken[0].Addr().(*net.TCPAddr).Port
	var errs said
	if code := run(t.Context(), []string{"serve", "--port", strconv.Itoa(port), "--lang", "en"}, io.Discard, &errs); code != exitUse || !strings.Contains(errs.String(), strconv.Itoa(port)) {
		t.Errorf("exit %d: %s", code, &errs)
	}
	// A port nobody asked for gives way to the next.
	listeners, err := listen(serving{port: port})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listeners {
		if got := l.Addr().(*net.TCPAddr).Port; got <= port || got > port+morePorts {
			t.Errorf("port %d for %d", got, port)
		}
		l.Close()
	}
}

// TestA18_Signals drives the real program.
func TestA18_Signals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
	program := filepath.Join(t.TempDir(), "handbook")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir := small(t)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := exec.Command(program, "serve", "--port", "0", "--lang", "en")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		address := regexp.MustCompile(`http://\S+`).FindString(line)
		if r, err := http.Get(address); err != nil || r.StatusCode != 200 {
			t.Fatal(r, err)
		}
		asked := time.Now()
		if err := cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		err = cmd.Wait()
		t.Logf("%v: ended after %s", s, time.Since(asked))
		if err != nil {
			t.Errorf("%v: %v", s, err)
		}
	}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if strings.Contains(d.Name(), "tmp") {
			t.Errorf("left behind: %s", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestA19_Network: who lets others look is warned, and names are checked all the same.
func TestA19_Network(t *testing.T) {
	small(t)
	for _, flags := range [][]string{{"--host", "0.0.0.0"}, {"--lan"}} {
		out, errs, address, stop := runServe(t, append([]string{"serve", "--port", "0", "--lang", "en"}, flags...)...)
		errs.until(t, "reachable from the network")
		r, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "evil.example"
		if a, err := http.DefaultClient.Do(r); err != nil || a.StatusCode != 421 {
			t.Errorf("%v: %v %v", flags, a, err)
		}
		if ip := networkAddress(); flags[0] == "--lan" && ip != "" {
			to := out.until(t, `open (http://\S+\?token=\w+)`)[1]
			if !strings.Contains(out.String(), "█") {
				t.Error("no code to scan")
			}
			plain, _, _ := strings.Cut(to, "?")
			if a, err := http.Get(plain); err != nil || a.StatusCode != 403 {
				t.Errorf("without the token: %v %v", a, err)
			}
			a, err := http.Get(to)
			if err != nil || a.StatusCode != 200 || len(a.Cookies()) != 1 {
				t.Fatalf("with the token: %v %v", a, err)
			}
			r, err := http.NewRequest(http.MethodGet, plain, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.AddCookie(a.Cookies()[0])
			if a, err := http.DefaultClient.Do(r); err != nil || a.StatusCode != 200 {
				t.Errorf("with the cookie: %v %v", a, err)
			}
		}
		stop()
	}
}

func TestServeWrongUse(t *testing.T) {
	small(t)
	for _, args := range [][]string{
		{"--content", "nowhere"}, {"--theme", "nowhere"}, {"--port", "70000"}, {"--port", "x"}, {"--lang", "fr"}, {"--editor", "notepad"},
		{"--editor", "javascript:{path}"}, {"--lan", "--host", "0.0.0.0"}, {"--host", "no such host"}, {"extra"},
	} {
		var errs said
		if code := run(t.Context(), append([]string{"serve"}, args...), io.Discard, &errs); code != exitUse || errs.String() == "" {
			t.Errorf("%v: exit %d, %s", args, code, &errs)
		}
	}
	t.Chdir("elsewhere")
	var out said
	if code := run(t.Context(), nil, &out, io.Discard); code != exitFine || !strings.Contains(out.String(), "Usage") {
		t.Errorf("without a handbook: exit %d, %s", code, &out)
	}
}

func TestEditorHere(t *testing.T) {
	env := func(value string) func(string) string {
		return func(name string) string { return map[string]string{"TERM_PROGRAM": value}[name] }
	}
	has := func(names ...string) func(string) (string, error) {
		return func(name string) (string, error) {
			if slices.Contains(names, name) {
				return name, nil
			}
			return "", exec.ErrNotFound
		}
	}
	for _, c := range []struct {
		got, want string
	}{
		{editorHere(env(""), has()), "none"},
		{editorHere(env("vscode"), has()), "vscode"},
		{editorHere(env("xterm"), has("zed", "cursor")), "cursor"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestServeWords pins what serve says in both languages.
func TestServeWords(t *testing.T) {
	var b strings.Builder
	for _, w := range []diag.Words{
		ready("http://localhost:1313/"),
		rebuilt(true, []string{"9 pages"}, 12*time.Millisecond, ""),
		rebuilt(false, []string{"id/a.md"}, 3*time.Millisecond, "1 error"),
		rebuilt(false, []string{"id/a.md", "id/b.md", "id/c.md", "id/d.md", "id/e.md"}, time.Second, ""),
		rebuilt(false, nil, 3*time.Millisecond, ""),
		otherPort(1313), portTaken(1313), portsTaken(1313, 1333), badPort(-1), cannotListen(net.ErrClosed), lanAndHost(), noContent("content"),
		badEditor("x", "vscode, zed"), reachable(), shared(), scan("http://192.0.2.1:1313/?token=x"), noNetwork(), notOpened("http://localhost:1313/"),
	} {
		fmt.Fprintf(&b, "en: %s\nid: %s\n\n", w.EN, w.ID)
		if w.EN == "" || w.ID == "" || w.EN == w.ID {
			t.Errorf("%+v", w)
		}
	}
	const golden = "testdata/serve-words.txt"
	if *updateWords {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil || b.String() != string(want) {
		t.Errorf("%v; serve now says\n%s", err, b.String())
	}
}
