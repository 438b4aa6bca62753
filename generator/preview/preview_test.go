package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"handbook/generator/diag"
	"handbook/generator/output"
	"handbook/generator/preview"
	"handbook/generator/site"
)

const first = `<!doctype html><html lang="en"><head><title>First</title><link rel="stylesheet" href="../assets/a-1.css"></head><body><main>words</main></body></html>`

// tree is a small output.
func tree(t testing.TB, files map[string]string) *output.Tree {
	t.Helper()
	all := map[string]func() ([]byte, error){}
	for p, text := range files {
		all[p] = func() ([]byte, error) { return []byte(text), nil }
	}
	o := &output.Tree{}
	if err := o.Add(all); err != nil {
		t.Fatal(err)
	}
	return o
}

func small() map[string]string {
	return map[string]string{
		"index.html": first, "en/index.html": first, "en/a b.html": first, "404.html": "<!doctype html><title>None</title>",
		"assets/a-1.css": "p{}", "sections.json": "{}", "en/form.docx": "PK", "k/M3.html": first,
	}
}

// started is a server that listens, and what it shows.
func started(t testing.TB, o preview.Options, b preview.Build) (*preview.Server, string) {
	t.Helper()
	listeners, err := preview.Listen(o.Port, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	o.Port = listeners[0].Addr().(*net.TCPAddr).Port
	s := preview.NewServer(o)
	if b.Site == nil {
		b.Site = &site.Site{}
	}
	s.Update(b)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listeners) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return s, "localhost:" + strconv.Itoa(o.Port)
}

// ask sends a request of exactly these lines and returns the answer.
func ask(t testing.TB, at string, lines ...string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(c, strings.Join(lines, "\r\n")+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", lines, err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatalf("%q: %v", lines, err)
	}
	return r, string(body)
}

func get(t testing.TB, at, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return ask(t, at, append([]string{"GET " + path + " HTTP/1.1", "Host: " + at, "Connection: close"}, headers...)...)
}

func TestA1_Loopback(t *testing.T) {
	listeners, err := preview.Listen(0, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listeners {
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("listens on %s", l.Addr())
		}
		l.Close()
	}
}

func TestA2_A3_A4_A5_Host(t *testing.T) {
	_, at := started(t, preview.Options{Name: "buku.lan"}, preview.Build{Tree: tree(t, small())})
	port := at[strings.LastIndexByte(at, ':'):]
	for _, c := range []struct {
		row, host string
		status    int
	}{
		{"A2", "evil.example", 421},
		{"A2", "evil.example" + port, 421},
		{"A3", "localhost" + port, 200},
		{"A3", "127.0.0.1" + port, 200},
		{"A3", "[::1]" + port, 200},
		{"A3", "x.localhost" + port, 200},
		{"A3", "LocalHost" + port, 200},
		{"A3", "buku.lan" + port, 200},
		{"A4", "127.0.0.1.evil.example" + port, 421},
		{"A4", "localhost.evil.example" + port, 421},
		{"A4", "evil.localhost.example" + port, 421},
		{"A4", "LOCALHOST:1", 421},
		{"A4", "localhost", 421},
		{"A4", "localhost." + port[1:], 421},
		{"A4", "127.1" + port, 421},
		{"A4", "0.0.0.0" + port, 421},
		{"A4", "evil@localhost" + port, 400},
		{"A4", "localhost:0" + port[1:], 421},
		{"A4", ".localhost" + port, 421},
		{"A5", "", 421},
		{"A5", "[::1", 421},
		{"A5", "a b", 400},
		{"A5", strings.Repeat("a", 10<<10), 421},
	} {
		t.Run(c.row+" "+c.host[:min(len(c.host), 40)], func(t *testing.T) {
			r, body := ask(t, at, "GET / HTTP/1.1", "Host: "+c.host, "Connection: close")
			if r.StatusCode != c.status || c.status != 200 && strings.Contains(body, "<main") {
				t.Errorf("%d: %.80q", r.StatusCode, body)
			}
		})
	}
	for name, lines := range map[string][]string{
		"A5 no Host":      {"GET / HTTP/1.1", "Connection: close"},
		"A5 two Hosts":    {"GET / HTTP/1.1", "Host: " + at, "Host: " + at, "Connection: close"},
		"A5 no Host, old": {"GET / HTTP/1.0"},
	} {
		t.Run(name, func(t *testing.T) {
			if r, body := ask(t, at, lines...); r.StatusCode < 400 || r.StatusCode >= 500 || strings.Contains(body, "<main") {
				t.Errorf("%d: %.80q", r.StatusCode, body)
			}
		})
	}
	if r, _ := get(t, at, "/"); r.StatusCode != 200 {
		t.Error("it does not live on")
	}
}

func TestA6_Headers(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for _, path := range []string{"/", "/en/index.html", "/assets/a-1.css", "/nothing.html", "/_preview/", "/_preview/state?path=/", "/_preview/preview.js", "/en"} {
		for _, origin := range []string{"http://evil", "http://" + at, "null"} {
			r, _ := get(t, at, path, "Origin: "+origin)
			for name, want := range map[string]string{
				"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
				"Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q", path, name, got)
				}
			}
			policy := r.Header.Get("Content-Security-Policy")
			if !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "require-trusted-types-for 'script'") || !strings.HasSuffix(policy, "frame-ancestors 'none'") {
				t.Errorf("%s: policy %q", path, policy)
			}
			for name := range r.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s: %s", path, name)
				}
			}
			if origin != "http://"+at && r.StatusCode != 403 {
				t.Errorf("%s from %s: %d", path, origin, r.StatusCode)
			}
		}
	}
}

func TestA7_FetchMetadata(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for _, c := range []struct {
		path, site, mode, dest string
		status                 int
	}{
		{"/en/index.html", "cross-site", "no-cors", "script", 403},
		{"/assets/a-1.css", "cross-site", "no-cors", "style", 403},
		{"/en/index.html", "same-site", "cors", "empty", 403},
		{"/en/index.html", "cross-site", "navigate", "iframe", 403},
		{"/en/index.html", "cross-site", "navigate", "document", 200},
		{"/en/index.html", "cross-site", "navigate", "", 200},
		{"/_preview/", "cross-site", "navigate", "document", 403},
		{"/en/index.html", "none", "navigate", "document", 200},
		{"/assets/a-1.css", "same-origin", "no-cors", "style", 200},
	} {
		headers := []string{"Sec-Fetch-Site: " + c.site, "Sec-Fetch-Mode: " + c.mode}
		if c.dest != "" {
			headers = append(headers, "Sec-Fetch-Dest: "+c.dest)
		}
		if r, _ := get(t, at, c.path, headers...); r.StatusCode != c.status {
			t.Errorf("%+v: %d", c, r.StatusCode)
		}
	}
}

// events is the address where builds are told.
func events(t testing.TB, at string) string {
	t.Helper()
	_, body := get(t, at, "/_preview/state?path=/en/index.html")
	var a struct{ Events string }
	if err := json.Unmarshal([]byte(body), &a); err != nil || a.Events == "" {
		t.Fatalf("%s: %v", body, err)
	}
	return a.Events
}

func TestA8_Events(t *testing.T) {
	s, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	address := events(t, at)
	for _, c := range []struct {
		path    string
		headers []string
	}{
		{address, []string{"Origin: http://evil"}},
		{address, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"}},
		{address, []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}},
		{"/_preview/events", nil},
		{"/_preview/events/", nil},
		{"/_preview/events/x", nil},
		{address + "x", nil},
	} {
		if r, body := get(t, at, c.path, c.headers...); r.StatusCode != 403 || strings.Contains(body, "data:") {
			t.Errorf("%s %v: %d %q", c.path, c.headers, r.StatusCode, body)
		}
	}
	if r, _ := ask(t, at, "GET "+address+" HTTP/1.1", "Host: evil.example", "Connection: close"); r.StatusCode != 421 {
		t.Errorf("another Host: %d", r.StatusCode)
	}

	r, err := http.Get("http://" + at + address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewReader(r.Body)
	number := func() int {
		t.Helper()
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if text, ok := strings.CutPrefix(strings.TrimSpace(line), "data: "); ok {
				n, err := strconv.Atoi(text)
				if err != nil {
					t.Fatalf("an event says %q", line)
				}
				return n
			}
		}
	}
	before := number()
	s.Update(preview.Build{Problems: diag.List{{Place: diag.Place{File: "a.md", Line: 1, Column: 1}}}})
	if after := number(); after <= before {
		t.Errorf("%d after %d", after, before)
	}
}

func TestA9_Paths(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for _, path := range []string{
		"/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/", "/..%5c..%5c", "/a%00b", "//etc/passwd", "/C:/x", "/x::$DATA",
		"/.env", "/.git/config", "/index.html#x", "http://evil/", "/en/../index.html", "/en//index.html", "/./index.html", "/%5cevil.example/",
		"//evil.example/..", "/en/%2e%2e/index.html", "/assets", "/assets/", "/search/", "/en%2Findex.html%00", "*", "/_preview/../index.html",
		"/_preview/assets/preview.js", "/_preview/..%2fpreview.go", "/_preview/page.html", "/index.html/", "/EN/index.html",
	} {
		r, body := get(t, at, path)
		if r.StatusCode != 400 && r.StatusCode != 403 && r.StatusCode != 404 && r.StatusCode != 421 {
			t.Errorf("%s: %d %.60q", path, r.StatusCode, body)
		}
		if strings.Contains(body, "<main") || strings.Contains(body, "root:") || r.Header.Get("Location") != "" {
			t.Errorf("%s: %.80q, leads to %q", path, body, r.Header.Get("Location"))
		}
	}
}

func TestA11_Methods(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for _, method := range []string{"POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "CONNECT", "PROPFIND"} {
		for _, path := range []string{"/", "/_preview/state", "*"} {
			r, _ := ask(t, at, method+" "+path+" HTTP/1.1", "Host: "+at, "Connection: close", "Content-Length: 0")
			refused := r.StatusCode == 405 && r.Header.Get("Allow") == "GET, HEAD"
			if !refused && !(r.StatusCode >= 400 && r.StatusCode < 500 && (path == "*" || method == "CONNECT")) {
				t.Errorf("%s %s: %d, Allow %q", method, path, r.StatusCode, r.Header.Get("Allow"))
			}
		}
	}
}

// TestA12_Slow: who dawdles hinders nobody and is cut off.
func TestA12_Slow(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	slow, lasts := 100, time.Second
	if os.Getenv("HANDBOOK_LONG") != "" {
		slow, lasts = 500, 10*time.Second
	}
	for range slow {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: "+at+"\r\nX: "); err != nil {
			t.Fatal(err)
		}
	}
	worst := time.Duration(0)
	for begun := time.Now(); time.Since(begun) < lasts; {
		asked := time.Now()
		if r, _ := get(t, at, "/"); r.StatusCode != 200 {
			t.Fatalf("%d", r.StatusCode)
		}
		worst = max(worst, time.Since(asked))
		time.Sleep(10 * time.Millisecond)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("with %d slow connections the worst answer took %s; %d MB in use", slow, worst, m.HeapInuse>>20)
	if m.HeapInuse > 200<<20 {
		t.Errorf("%d MB", m.HeapInuse>>20)
	}
}

func TestServesWhatABuildWrites(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for path, want := range map[string]struct{ body, kind string }{
		"/":               {first, "text/html; charset=utf-8"},
		"/en/":            {first, "text/html; charset=utf-8"},
		"/en/index.html":  {first, "text/html; charset=utf-8"},
		"/en/a%20b.html":  {first, "text/html; charset=utf-8"},
		"/assets/a-1.css": {"p{}", "text/css; charset=utf-8"},
		"/sections.json":  {"{}", "application/json"},
		"/en/form.docx":   {"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"/?q=x":           {first, "text/html; charset=utf-8"},
	} {
		r, body := get(t, at, path)
		if r.StatusCode != 200 || body != want.body || r.Header.Get("Content-Type") != want.kind || r.Header.Get("Content-Length") != strconv.Itoa(len(want.body)) {
			t.Errorf("%s: %d %v %.60q", path, r.StatusCode, r.Header, body)
		}
		r, err := http.Head("http://" + at + path)
		if err != nil || r.StatusCode != 200 || r.ContentLength != int64(len(want.body)) {
			t.Errorf("HEAD %s: %v %v", path, r, err)
		}
	}
	if r, body := get(t, at, "/nothing.html"); r.StatusCode != 404 || !strings.Contains(body, "None") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	for path, to := range map[string]string{"/en": "/en/", "/en?q=1": "/en/?q=1"} {
		if r, _ := get(t, at, path); r.StatusCode != 308 || r.Header.Get("Location") != to {
			t.Errorf("%s: %d to %q", path, r.StatusCode, r.Header.Get("Location"))
		}
	}
}

// TestInjection: only a browser that opens a page gets a script more.
func TestInjection(t *testing.T) {
	_, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, small())})
	for _, c := range []struct {
		path    string
		headers []string
		more    bool
	}{
		{"/en/index.html", []string{"Sec-Fetch-Dest: document"}, true},
		{"/en/index.html", []string{"Upgrade-Insecure-Requests: 1"}, true},
		{"/en/index.html", []string{"Sec-Fetch-Dest: empty", "Upgrade-Insecure-Requests: 1"}, false},
		{"/en/index.html", []string{"Sec-Fetch-Dest: iframe"}, false},
		{"/en/index.html", nil, false},
		{"/sections.json", []string{"Sec-Fetch-Dest: document"}, false},
		{"/_preview/", []string{"Sec-Fetch-Dest: document"}, true},
		{"/_preview/", nil, false},
		{"/nothing.html", []string{"Sec-Fetch-Dest: document"}, true},
	} {
		_, body := get(t, at, c.path, c.headers...)
		n := strings.Count(body, `<script src="/_preview/preview.js" defer`)
		if (n == 1) != c.more {
			t.Errorf("%s %v: %d scripts of the preview", c.path, c.headers, n)
		}
		if c.path == "/en/index.html" && c.more {
			from := strings.Index(body, `<script src="/_preview`)
			until := from + strings.Index(body[from:], "</script>") + len("</script>")
			if rest := body[:from] + body[until:]; rest != first {
				t.Errorf("more than the script differs: %s", rest)
			}
		}
	}
}

// TestNoGoodBuild: before the first build without errors every address says what is wrong.
func TestNoGoodBuild(t *testing.T) {
	wrong := diag.List{{
		Place: diag.Place{File: "id/a.md", Line: 3, Column: 2, Width: 4, Source: "x<b>y</b>"}, Code: "x",
		Text: diag.Words{EN: "wrong", ID: "salah"}, Hint: diag.Words{EN: "mend it", ID: "betulkan"},
	}}
	s, at := started(t, preview.Options{Lang: "id", Content: "content"}, preview.Build{Problems: wrong})
	for _, path := range []string{"/", "/en/index.html", "/_preview/"} {
		r, body := get(t, at, path, "Sec-Fetch-Dest: document")
		if (r.StatusCode == 503) != (path != "/_preview/") || !strings.Contains(body, "content/id/a.md:3:2") || !strings.Contains(body, "Salah.") || !strings.Contains(body, "x<mark>&lt;b&gt;y</mark>&lt;/b&gt;") {
			t.Errorf("%s: %d %s", path, r.StatusCode, body)
		}
	}
	if r, body := get(t, at, "/en/index.html"); r.StatusCode != 503 || !strings.Contains(body, "content/id/a.md:3:2: Salah") {
		t.Errorf("a program is told %d %s", r.StatusCode, body)
	}
	s.Update(preview.Build{Tree: tree(t, small()), Site: &site.Site{}})
	if r, body := get(t, at, "/en/index.html"); r.StatusCode != 200 || body != first {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	s.Update(preview.Build{Problems: wrong})
	if r, body := get(t, at, "/en/index.html"); r.StatusCode != 200 || body != first {
		t.Errorf("the last good page is gone: %d %s", r.StatusCode, body)
	}
}

// TestState: what a page is told distinguishes its text from its style.
func TestState(t *testing.T) {
	files := small()
	s, at := started(t, preview.Options{}, preview.Build{Tree: tree(t, files)})
	type state struct {
		Build  int64
		Page   string
		Styles []string
		Absent bool
	}
	ask := func() (a state) {
		t.Helper()
		_, body := get(t, at, "/_preview/state?path=/en/index.html")
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	one := ask()
	files["en/index.html"] = strings.Replace(first, "a-1.css", "a-2.css", 1)
	s.Update(preview.Build{Tree: tree(t, files), Site: &site.Site{}})
	two := ask()
	files["en/index.html"] = strings.Replace(first, "words", "other words", 1)
	s.Update(preview.Build{Tree: tree(t, files), Site: &site.Site{}})
	three := ask()
	delete(files, "en/index.html")
	s.Update(preview.Build{Tree: tree(t, files), Site: &site.Site{}})
	if one.Page != two.Page || fmt.Sprint(two.Styles) != "[../assets/a-2.css]" || two.Page == three.Page || !ask().Absent || three.Absent {
		t.Error(one, two, three, ask())
	}
	if !(one.Build < two.Build && two.Build < three.Build) {
		t.Error("builds do not count up")
	}
}

// TestBrokenPage: a page that cannot be made does not take the server with it.
func TestBrokenPage(t *testing.T) {
	o := tree(t, small())
	err := o.Add(map[string]func() ([]byte, error){
		"bad.html":   func() ([]byte, error) { return nil, errors.New("no ink") },
		"panic.html": func() ([]byte, error) { panic("no paper") },
	})
	if err != nil {
		t.Fatal(err)
	}
	_, at := started(t, preview.Options{}, preview.Build{Tree: o})
	for path, want := range map[string]string{"/bad.html": "no ink", "/panic.html": "no paper"} {
		for _, dest := range []string{"document", "empty"} {
			if r, body := get(t, at, path, "Sec-Fetch-Dest: "+dest); r.StatusCode != 500 || !strings.Contains(body, want) {
				t.Errorf("%s: %d %s", path, r.StatusCode, body)
			}
		}
	}
	if r, _ := get(t, at, "/"); r.StatusCode != 200 {
		t.Error("it does not live on")
	}
}

func TestA17_Taken(t *testing.T) {
	listeners, err := preview.Listen(0, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for _, l := range listeners {
			l.Close()
		}
	}()
	port := listeners[0].Addr().(*net.TCPAddr).Port
	var taken *preview.TakenError
	if _, err := preview.Listen(port, preview.Loopback()...); !errors.As(err, &taken) || taken.Port != port {
		t.Errorf("%v", err)
	}
}

// TestA18_Ends: with tabs that listen, slow ones and idle ones, the server ends within a second.
func TestA18_Ends(t *testing.T) {
	listeners, err := preview.Listen(0, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	at := "localhost:" + strconv.Itoa(listeners[0].Addr().(*net.TCPAddr).Port)
	s := preview.NewServer(preview.Options{Port: listeners[0].Addr().(*net.TCPAddr).Port})
	s.Update(preview.Build{Tree: tree(t, small()), Site: &site.Site{}})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listeners) }()
	r, err := http.Get("http://" + at + events(t, at))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "GET /"); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
		t.Log("ended after", time.Since(begun))
	case <-time.After(10 * time.Second):
		t.Fatal("does not end")
	}
}

// TestLan: browsers elsewhere need the token once.
func TestLan(t *testing.T) {
	s := preview.NewServer(preview.Options{Port: 1313, Token: "GEHEIM", Lang: "en"})
	s.Update(preview.Build{Tree: tree(t, small()), Site: &site.Site{}})
	from := func(remote, path string, cookies ...string) *http.Response {
		r, err := http.NewRequest(http.MethodGet, "http://192.168.1.5:1313"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.ParseIP("192.168.1.5"), Port: 1313}))
		r.RemoteAddr = remote
		for _, c := range cookies {
			r.Header.Add("Cookie", c)
		}
		return record(s, r)
	}
	if r := from("127.0.0.1:999", "/"); r.StatusCode != 200 {
		t.Errorf("this machine: %d", r.StatusCode)
	}
	if r := from("192.168.1.9:999", "/"); r.StatusCode != 403 {
		t.Errorf("without a token: %d", r.StatusCode)
	}
	for _, wrong := range []string{"/?token=", "/?token=GEHEIMER", "/_preview/state?token=geheim"} {
		if r := from("192.168.1.9:999", wrong); r.StatusCode != 403 || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d", wrong, r.StatusCode)
		}
	}
	r := from("192.168.1.9:999", "/?token=GEHEIM")
	cookie := r.Header.Get("Set-Cookie")
	if r.StatusCode != 200 || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") || !strings.Contains(cookie, "Path=/") {
		t.Errorf("%d %q", r.StatusCode, cookie)
	}
	pair, _, _ := strings.Cut(cookie, ";")
	if r := from("192.168.1.9:999", "/en/index.html", pair); r.StatusCode != 200 {
		t.Errorf("with the cookie: %d", r.StatusCode)
	}
	if r := from("192.168.1.9:999", "/en/index.html", pair+"x"); r.StatusCode != 403 {
		t.Errorf("with another cookie: %d", r.StatusCode)
	}
	// Another address of this machine than the one the connection came in at is not believed.
	other, _ := http.NewRequest(http.MethodGet, "http://192.168.1.6:1313/", nil)
	other = other.WithContext(context.WithValue(other.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.ParseIP("192.168.1.5"), Port: 1313}))
	other.RemoteAddr = "127.0.0.1:9"
	if r := record(s, other); r.StatusCode != 421 {
		t.Errorf("another address: %d", r.StatusCode)
	}
}

func TestEditor(t *testing.T) {
	wrong := diag.List{{Place: diag.Place{File: "id/a & b#ü.md", Line: 3, Column: 2}, Text: diag.Words{EN: "wrong"}}, {Place: diag.Place{File: "theme:layouts/page.html", Line: 1, Column: 1}, Text: diag.Words{EN: "wrong"}}}
	for name, want := range map[string]string{
		"vscode":                     "vscode://file/home/my%20book/id/a%20%26%20b%23%C3%BC.md:3:2",
		"idea":                       "idea://open?file=/home/my%20book/id/a%20%26%20b%23%C3%BC.md&line=3&column=2",
		"my://file/{path}:{line}":    "my://file/home/my%20book/id/a%20%26%20b%23%C3%BC.md:3",
		"txmt://x?url=file://{path}": "txmt://x?url=file:///home/my%20book/id/a%20%26%20b%23%C3%BC.md",
		"none":                       "",
	} {
		address, err := preview.EditorAddress(name)
		if err != nil {
			t.Fatal(err)
		}
		_, at := started(t, preview.Options{Root: "/home/my book", Editor: address}, preview.Build{Problems: wrong})
		_, body := get(t, at, "/_preview/state")
		var a struct {
			Panel struct{ Problems []struct{ Open string } }
		}
		if err := json.Unmarshal([]byte(body), &a); err != nil || len(a.Panel.Problems) != 2 {
			t.Fatal(body, err)
		}
		if got := a.Panel.Problems[0].Open; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if a.Panel.Problems[1].Open != "" {
			t.Error("a file of the built-in theme is nowhere")
		}
		if want != "" {
			if _, page := get(t, at, "/_preview/"); !strings.Contains(page, `href="`+strings.NewReplacer("&", "&amp;").Replace(want)) {
				t.Errorf("%s: no link in the list: %s", name, page)
			}
		}
	}
	for _, name := range []string{"notepad", "", "vscode://file", "javascript:{path}", "data:{path}", "https://evil/{path}", "{path}"} {
		if got, err := preview.EditorAddress(name); err == nil {
			t.Errorf("%q is taken for %q", name, got)
		}
	}
}
