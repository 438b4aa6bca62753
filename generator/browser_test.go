package generator_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// startBrowser starts Chromium with a fresh profile. Without one the test is skipped, unless HANDBOOK_BROWSER is
// "required"; it is skipped as well where that is "no".
func startBrowser(t testing.TB) context.Context {
	t.Helper()
	if os.Getenv("HANDBOOK_BROWSER") == "no" {
		t.Skip("no browser wanted")
	}
	binary := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			binary = p
			break
		}
	}
	if binary == "" {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal("there is no Chromium")
		}
		t.Skip("there is no Chromium; install it to run the browser tests")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(binary), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox,
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(allocator)
	t.Cleanup(quit)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// tab is one page of the browser that notes what goes wrong in it.
type tab struct {
	context.Context
	mu       sync.Mutex
	trouble  []string // console errors, exceptions, policy violations, failed requests
	requests []string
}

func newTab(t testing.TB, browser context.Context) *tab {
	ctx, done := chromedp.NewContext(browser)
	t.Cleanup(done)
	b := &tab{Context: ctx}
	err := chromedp.Listen(ctx, func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
				b.trouble = append(b.trouble, fmt.Sprintf("console %s: %s", e.Type, e.Args[0].Value))
			}
		case *runtime.EventExceptionThrown:
			b.trouble = append(b.trouble, "exception: "+e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
				b.trouble = append(b.trouble, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
			}
		case *network.EventRequestWillBeSent:
			b.requests = append(b.requests, e.Request.URL)
		case *network.EventLoadingFailed:
			if !e.Canceled {
				b.trouble = append(b.trouble, "not loaded: "+e.ErrorText)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	b.run(t, send(network.Enable, network.EnableParams{}), send(log.Enable, cdp.Empty{}),
		send(network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}))
	return b
}

// action is a step in a tab that returns nothing.
type action = chromedp.Action[chromedp.Void]

// send is a command of the browser's protocol whose result does not matter.
func send[P, R any](command cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

func (b *tab) run(t testing.TB, actions ...action) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// ask evaluates an expression on the page.
func ask[T any](t testing.TB, b *tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// take returns what was noted since the last call.
func (b *tab) take() (trouble, requests []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	trouble, requests, b.trouble, b.requests = b.trouble, b.requests, nil, nil
	return trouble, requests
}

// becomes evaluates an expression until it has a value, for at most ten seconds, and returns the last it had. In between
// the page may be on its way to another.
func becomes(t testing.TB, b *tab, expression, want string) string {
	t.Helper()
	got := ""
	for range 100 {
		ctx, cancel := context.WithTimeout(b, 10*time.Second)
		value, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
		cancel()
		if err == nil {
			if got = value; got == want {
				break
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return got
}

func screen(width int64, scheme string) action {
	return chromedp.Steps(
		send(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1}),
		send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}),
	)
}

// publish writes a handbook to a folder with an awkward name and returns it.
func publish(t testing.TB, all map[string][]byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "Buku panduan – édisi 印")
	for p, data := range all {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// host serves a folder below a path as a plain host does, with the headers the handbook asks for.
func host(t testing.TB, dir, below string) string {
	t.Helper()
	headers := map[string]string{}
	if data, err := os.ReadFile(filepath.Join(dir, "_headers")); err == nil {
		for line := range strings.Lines(string(data)) {
			if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && headers[key] == "" {
				headers[key] = value
			}
		}
	}
	fileServer := http.StripPrefix(strings.TrimSuffix(below, "/"), http.FileServer(http.Dir(dir)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for key, value := range headers {
			w.Header().Set(key, value)
		}
		fileServer.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + (&url.URL{Path: below}).EscapedPath()
}

// shown are pages of every layout.
func shown(all map[string][]byte) []string {
	picked := []string{"404.html", "id/index.html", "en/index.html"}
	seen := map[string]int{}
	for _, p := range pagesOf(all) {
		dir, name := path.Split(p)
		class := dir
		switch {
		case name == "index.html", name == "print.html", name == "search.html", name == "compare.html", name == "maps.html":
			class += name
		case strings.HasSuffix(name, ".links.html"):
			class = "links"
		case strings.Contains(name, "--"):
			class = "facet"
		}
		if bytes.Contains(all[p], []byte(`http-equiv="refresh"`)) {
			continue // leads on to another
		}
		if seen[class] == 0 && !slices.Contains(picked, p) {
			picked = append(picked, p)
		}
		seen[class]++
	}
	return picked
}

// TestE5_E7_F22_Everywhere opens the handbook over http below / and below a path and from a disk: no error in the console, no
// violation of the policy, no request to elsewhere.
func TestE5_E7_F22_Everywhere(t *testing.T) {
	browser := startBrowser(t)
	all := files(t, buildWith(t, ownContent(t), ""))
	dir := publish(t, all)
	starts := map[string]string{
		"http root":  host(t, dir, "/"),
		"http below": host(t, dir, "/situs/panduan kesehatan/"),
		"disk":       (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String(),
	}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, browser)
			b.run(t, screen(1280, "light"))
			for _, p := range shown(all) {
				address := start + (&url.URL{Path: p}).EscapedPath()
				b.run(t, chromedp.Navigate(address))
				title := ask[string](t, b, "document.title")
				trouble, requests := b.take()
				for _, s := range trouble {
					t.Errorf("%s: %s", p, s)
				}
				for _, r := range requests {
					if !strings.HasPrefix(r, start) && !strings.HasPrefix(r, "data:") {
						t.Errorf("%s asks for %s", p, r)
					}
				}
				if title == "" || len(requests) == 0 {
					t.Errorf("%s: title %q, %d requests", p, title, len(requests))
				}
			}
			b.run(t, chromedp.Evaluate[chromedp.Void]("location.href = "+strconv.Quote(start+"index.html")))
			if at := becomes(t, b, `location.href.replace(/index\.html$/, "")`, start+"id/"); at != start+"id/" {
				t.Errorf("the first page leads to %s", at)
			}
		})
	}
	start := starts["http root"]
	t.Run("F12 narrow", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, browser)
		b.run(t, screen(320, "light"))
		for _, p := range shown(all) {
			b.run(t, chromedp.Navigate(start+p))
			wide := ask[[]string](t, b, tooWide)
			if len(wide) > 0 {
				t.Errorf("%s scrolls sideways at 320 px: %v", p, wide)
			}
			// The text spacing of WCAG 2.2, 1.4.12, and letters twice as large on a screen twice as wide.
			b.run(t, adopt("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"))
			if wide := ask[[]string](t, b, tooWide); len(wide) > 0 {
				t.Errorf("%s scrolls sideways at 320 px with wide spacing: %v", p, wide)
			}
			b.run(t, screen(640, "light"), adopt("html { font-size: 200% !important }"))
			if wide := ask[[]string](t, b, tooWide); len(wide) > 0 {
				t.Errorf("%s scrolls sideways at 640 px with large letters: %v", p, wide)
			}
			b.run(t, screen(320, "light"))
		}
	})
	t.Run("F2 skip link", func(t *testing.T) { skipLink(t, newTab(t, browser), start+pageOf(all, "models")) })
	t.Run("F3 focus", func(t *testing.T) { focus(t, newTab(t, browser), start+pageOf(all, "models")) })
	t.Run("F8 no script", func(t *testing.T) {
		t.Parallel()
		withoutScript(t, newTab(t, browser), start, all)
	})
	t.Run("F17 print", func(t *testing.T) { printed(t, newTab(t, browser), start+pageOf(all, "models")) })
	t.Run("F1 axe", func(t *testing.T) {
		t.Parallel()
		axe(t, newTab(t, browser), start, all)
	})
}

// tooWide names what reaches past the edge of a page that scrolls sideways.
const tooWide = `document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
	[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90)).slice(0, 5)`

// adopt lays a reader's own style over the page.
func adopt(css string) action {
	return chromedp.Evaluate[chromedp.Void](`(() => { const s = new CSSStyleSheet(); s.replaceSync(` + strconv.Quote(css) + `); document.adoptedStyleSheets = [s] })()`)
}

// pageOf is the first page of a folder in the first language.
func pageOf(all map[string][]byte, folder string) string {
	for _, p := range pagesOf(all) {
		if strings.HasPrefix(p, "id/"+strings.TrimSuffix(folder, "s")+"/") && written(p) {
			return p
		}
	}
	return ""
}

// written tells pages that someone wrote from those that are made of many.
func written(p string) bool {
	name := path.Base(p)
	return !slices.Contains([]string{"index.html", "print.html", "compare.html", "chooser.html"}, name) && !strings.Contains(name, "--")
}

func skipLink(t *testing.T, b *tab, address string) {
	b.run(t, screen(1280, "light"), chromedp.Navigate(address), chromedp.KeyEvent("\t"))
	visible := ask[string](t, b, `(() => { const r = document.activeElement.getBoundingClientRect();
		return r.width > 20 && r.height >= 24 && r.top >= 0 && r.left >= 0 ? document.activeElement.getAttribute("href") || "" : "hidden" })()`)
	if !strings.HasPrefix(visible, "#") {
		t.Errorf("the first stop is %q, not the skip link", visible)
	}
	b.run(t, chromedp.KeyEvent("\r"))
	if where := becomes(t, b, `document.activeElement.closest("main") ? "main" : document.activeElement.outerHTML.slice(0, 80)`, "main"); where != "main" {
		t.Errorf("the skip link leads to %s", where)
	}
}

// focused is one stop of the Tab key.
type focused struct {
	Tag     string `json:"tag"`
	Trouble string `json:"trouble"`
	End     bool   `json:"end"`
}

// focus walks through a page with the Tab key: each stop is in view, nothing lies over it, and it is outlined.
func focus(t *testing.T, b *tab, address string) {
	b.run(t, screen(1280, "light"), chromedp.Navigate(address))
	stops := 0
	for range 200 {
		b.run(t, chromedp.KeyEvent("\t"))
		seen := ask[focused](t, b, `(() => {
			const e = document.activeElement, tag = e.outerHTML.slice(0, 100);
			if (e === document.body || e.dataset.seen) return {tag, end: true};
			e.dataset.seen = 1;
			const r = [...e.getClientRects()].find(r => r.width && r.height), style = getComputedStyle(e);
			if (!r) return {tag, trouble: "cannot be seen"};
			const at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
			if (!at || !(e.contains(at) || at.contains(e))) return {tag, trouble: "is covered by " + (at ? at.outerHTML.slice(0, 60) : "nothing, it is out of view")};
			if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return {tag, trouble: "has no outline: " + style.outline};
			return {tag};
		})()`)
		if seen.End {
			break
		}
		stops++
		if seen.Trouble != "" {
			t.Errorf("%s %s", seen.Tag, seen.Trouble)
		}
	}
	if stops < 20 {
		t.Errorf("only %d stops", stops)
	}
}

// withoutScript reads the handbook with JavaScript off.
func withoutScript(t *testing.T, b *tab, start string, all map[string][]byte) {
	b.run(t, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), screen(390, "light"))
	for _, p := range shown(all) {
		b.run(t, chromedp.Navigate(start+p))
		if trouble, _ := b.take(); len(trouble) > 0 {
			t.Errorf("%s: %v", p, trouble)
		}
	}
	// The navigation leads to a folder, and from there to a page. Links are found in the markup: nothing runs here.
	at := start + "id/index.html"
	for range 2 {
		b.run(t, chromedp.Navigate(at))
		nodes, err := chromedp.Run(b, chromedp.Nodes(chromedp.CSSAll(`main li a[href$=".html"]`)))
		if err != nil || len(nodes) == 0 {
			t.Fatalf("%s: no links in the list: %v", at, err)
		}
		base, _ := url.Parse(at)
		next, err := base.Parse(nodes[len(nodes)-1].AttributeValue("href"))
		if err != nil {
			t.Fatal(err)
		}
		at = next.String()
	}
	b.run(t, chromedp.Navigate(at))
	if title, err := chromedp.Run(b, chromedp.Title()); err != nil || title == "" {
		t.Errorf("%s: title %q, %v", at, title, err)
	}
	if trouble, _ := b.take(); len(trouble) > 0 {
		t.Errorf("%s: %v", at, trouble)
	}
}

// printed looks at the sheet for printing through the media type it is for.
func printed(t *testing.T, b *tab, address string) {
	b.run(t, chromedp.Navigate(address), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	if shown := ask[[]string](t, b, `[...document.querySelectorAll("nav:not(.breadcrumbs), button, select, .skip")].filter(e => e.getClientRects().length > 0).map(e => e.outerHTML.slice(0, 80))`); len(shown) > 0 {
		t.Errorf("these are printed: %q", shown)
	}
	spelled := ask[int](t, b, `(() => { const all = [...document.querySelectorAll('main a[href^="http"]')];
		return all.every(a => getComputedStyle(a, "::after").content.includes(a.getAttribute("href")) || a.textContent === a.getAttribute("href")) ? all.length : -1 })()`)
	if spelled < 0 {
		t.Error("addresses of links are not spelled out in print")
	}
	pdf, err := chromedp.Run(b, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{})
		return r.Data, err
	})
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("no PDF: %v", err)
	}
}

// axe runs the accessibility rules over home, index, page, search, 404 and print, narrow and wide, light and dark, and with the
// few colours of a reader's own.
func axe(t *testing.T, b *tab, start string, all map[string][]byte) {
	script, err := os.ReadFile("../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("axe-core is not installed: npm ci --prefix .ci")
	}
	pages := []string{"id/index.html", "en/index.html", "404.html"}
	for _, folder := range []string{"model", "istilah", "kasus"} {
		for _, p := range pagesOf(all) {
			if strings.HasPrefix(p, "id/"+folder+"/") && (written(p) || path.Base(p) == "index.html") && !slices.ContainsFunc(pages, func(q string) bool { return path.Dir(q) == path.Dir(p) && path.Base(q) != "index.html" }) {
				pages = append(pages, p)
			}
		}
	}
	for _, p := range []string{"id/search.html", "id/model/print.html"} {
		if all[p] != nil {
			pages = append(pages, p)
		}
	}
	b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
	check := func(p, how string) {
		b.run(t, chromedp.Navigate(start+p), chromedp.Evaluate[chromedp.Void](string(script)))
		violations := ask[[]string](t, b, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r =>
			r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`)
		for _, v := range violations {
			t.Errorf("%s %s: %s", p, how, v)
		}
	}
	for _, width := range []int64{320, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.run(t, screen(width, scheme))
			for _, p := range pages {
				check(p, fmt.Sprintf("at %d px, %s", width, scheme))
			}
		}
	}
	b.run(t, screen(1280, "light"), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}}))
	for _, p := range pages[:4] {
		check(p, "in a reader's own colours")
	}
	b.run(t, send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	for _, p := range pages[:4] {
		check(p, "on paper")
	}
}

// TestF18_Weight: a page of about 600 words costs the same in a small and in a large handbook.
func TestF18_Weight(t *testing.T) {
	browser := startBrowser(t)
	var sizes []int
	for _, n := range []int{20, 5000} {
		r := build(t, sample(n))
		all := map[string][]byte{}
		paths, err := r.Tree.Paths()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			if strings.HasPrefix(p, "assets/") || p == "en/notes/p10.html" {
				file, _, _ := r.Tree.Lookup(p)
				data, err := file()
				if err != nil {
					t.Fatal(err)
				}
				all[p] = data
			}
		}
		dir := publish(t, all)
		b := newTab(t, browser)
		start := host(t, dir, "/")
		b.run(t, chromedp.Navigate(start+"en/notes/p10.html"), chromedp.Sleep(300*time.Millisecond))
		_, requests := b.take()
		if len(requests) > 4 {
			t.Errorf("%d pages: %d requests: %v", n, len(requests), requests)
		}
		total, script := 0, 0
		for _, address := range requests {
			p := strings.TrimPrefix(address, start)
			size := gzipped(t, all[p])
			if all[p] == nil {
				t.Errorf("%d pages: %s is asked for and not there", n, p)
			}
			total += size
			if strings.HasSuffix(p, ".js") {
				script += size
			}
		}
		t.Logf("%d pages: %d requests, %d bytes gzip, %d of them script", n, len(requests), total, script)
		if total > 14<<10 || script > 6<<10 {
			t.Errorf("%d pages: %d bytes gzip, %d of them script", n, total, script)
		}
		sizes = append(sizes, total)
	}
	if grown := sizes[1] - sizes[0]; grown > 64 {
		t.Errorf("the page grew by %d bytes with the handbook", grown)
	}
}

func gzipped(t *testing.T, data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
