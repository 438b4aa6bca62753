package generator_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/generator/preview"
	"handbook/themes"
)

// studio is a folder that is edited while its preview is looked at.
type studio struct {
	dir, theme, url string // content folder, that of a user's theme
	port            int
	stop            func()
	builds          atomic.Int64
}

// openStudio writes content to a folder and starts its preview. Port 0 is any.
func openStudio(t testing.TB, content fs.FS, lang string, port int) *studio {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, content); err != nil {
		t.Fatal(err)
	}
	d := &studio{dir: dir, theme: t.TempDir(), port: port}
	d.start(t, lang)
	t.Cleanup(func() { d.stop() })
	return d
}

func (d *studio) start(t testing.TB, lang string) {
	t.Helper()
	listeners, err := preview.Listen(d.port, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	d.port = listeners[0].Addr().(*net.TCPAddr).Port
	d.url = fmt.Sprintf("http://localhost:%d/", d.port)
	server := preview.NewServer(preview.Options{
		Lang: lang, Port: d.port, Content: "content", Root: d.dir, Editor: "vscode://file{path}:{line}:{column}",
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 2)
	go func() { ended <- server.Serve(ctx, listeners) }()
	go func() {
		ended <- generator.Watch(ctx, generator.NewBuilder(), generator.Live{
			Content: d.dir,
			Theme:   d.theme,
			Options: func() generator.Options {
				return generator.Options{Content: os.DirFS(d.dir), Theme: themes.Overlay(os.DirFS(d.theme)), Today: "2026-11-22"}
			},
		}, func(r *generator.Result) {
			server.Update(preview.Build{Tree: r.Tree, Site: r.Site, Problems: r.Problems, Today: "2026-11-22"})
			d.builds.Add(1)
		})
	}()
	d.stop = func() {
		cancel()
		for range 2 {
			if err := <-ended; err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, net.ErrClosed) {
				t.Error(err)
			}
		}
		d.stop = func() {}
	}
}

func (d *studio) read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func (d *studio) write(t testing.TB, name, text string) {
	t.Helper()
	file := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Expressions about the panel, as text.
const (
	panelText  = `(() => { const h = document.querySelector("handbook-preview"); return h && h.getClientRects().length && !h.shadowRoot.querySelector(".sheet").hidden ? h.shadowRoot.querySelector(".sheet").innerText : "" })()`
	pillText   = `(h => h && !h.shadowRoot.querySelector(".pill").hidden ? h.shadowRoot.querySelector(".pill").textContent : "")(document.querySelector("handbook-preview"))`
	panelShown = `(` + panelText + ` ? "shown" : "none")`
)

func snapshot(t testing.TB, b *tab, name string) {
	t.Helper()
	dir := os.Getenv("HANDBOOK_SHOTS")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(b, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// sees waits until the preview has made n builds more than it had.
func (d *studio) sees(t testing.TB, before int64) {
	t.Helper()
	for range 400 {
		if d.builds.Load() > before {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("the change was not seen")
}

// get asks as a program does.
func (d *studio) get(t testing.TB, path string) (int, string) {
	t.Helper()
	r, err := http.Get(strings.TrimSuffix(d.url, "/") + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// TestPreviewServesTheBuild: what a program is given is byte for byte what a build writes.
func TestPreviewServesTheBuild(t *testing.T) {
	d := openStudio(t, os.DirFS("../content"), "id", 0)
	r, err := generator.NewBuilder().Build(generator.Options{Content: os.DirFS(d.dir), Theme: themes.Default(), Today: "2026-11-22"})
	if err != nil {
		t.Fatal(err)
	}
	d.sees(t, 0)
	all := files(t, r)
	for p, want := range all {
		if status, body := d.get(t, (&url.URL{Path: "/" + p}).EscapedPath()); status != 200 || body != string(want) {
			t.Errorf("%s: %d, %d bytes in place of %d", p, status, len(body), len(want))
		}
	}
	t.Logf("%d files", len(all))
}

// TestA10_Links: what a link in the content folder points to is never served.
func TestA10_Links(t *testing.T) {
	d := openStudio(t, sample(4), "en", 0)
	d.sees(t, 0)
	for link, target := range map[string]string{"p.txt": "/etc/passwd", "en/notes/secret.md": "/etc/passwd", "en/etc": "/etc"} {
		before := d.builds.Load()
		if err := os.Symlink(target, filepath.Join(d.dir, filepath.FromSlash(link))); err != nil {
			t.Skip(err)
		}
		d.sees(t, before)
	}
	for _, p := range []string{"/p.txt", "/en/p.txt", "/assets/p.txt", "/en/notes/secret.html", "/en/etc/passwd", "/en/etc/", "/en/notes/secret.md"} {
		if status, body := d.get(t, p); status == 200 || strings.Contains(body, "root:") {
			t.Errorf("%s: %d %.80s", p, status, body)
		}
	}
	if _, list := d.get(t, "/_preview/"); !strings.Contains(list, "p.txt") || !strings.Contains(list, "secret.md") {
		t.Errorf("the links are not named: %s", list)
	}
}

// TestA13_Error: the last good page stays, the list has the place, and mending clears it.
func TestA13_Error(t *testing.T) {
	d := openStudio(t, sample(4), "en", 0)
	d.sees(t, 0)
	const file = "en/notes/p0.md"
	was := d.read(t, file)
	_, page := d.get(t, "/en/notes/p0.html")
	until := func(what string, is func(list string) bool) {
		t.Helper()
		for range 200 {
			if _, list := d.get(t, "/_preview/"); is(list) {
				return
			}
			time.Sleep(25 * time.Millisecond)
		}
		t.Fatal(what)
	}
	at := fmt.Sprintf("content/en/notes/p0.md:%d:", strings.Count(was, "\n")+2)
	d.write(t, file, was+"\n[x](nope.md)\n")
	until("the error is not listed", func(list string) bool { return strings.Contains(list, at) })
	if status, now := d.get(t, "/en/notes/p0.html"); status != 200 || now != page {
		t.Errorf("the last good page is gone: %d", status)
	}
	d.write(t, file, was)
	until("the error stays", func(list string) bool { return !strings.Contains(list, at) })
}

// TestA14_WholePages: while builds follow each other, every page is there, whole, and of one build.
func TestA14_WholePages(t *testing.T) {
	rounds := 150
	if os.Getenv("HANDBOOK_LONG") != "" {
		rounds = 1000
	}
	content := sample(12)
	settings := string(content["handbook.yaml"].Data)
	listeners, err := preview.Listen(0, preview.Loopback()...)
	if err != nil {
		t.Fatal(err)
	}
	port := listeners[0].Addr().(*net.TCPAddr).Port
	server := preview.NewServer(preview.Options{Port: port})
	builder := generator.NewBuilder()
	build := func(n int) {
		content["handbook.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(settings, "Sample", fmt.Sprintf("Build%dend", n), 1))}
		r, err := builder.Build(options(content))
		if err != nil || r.Tree == nil {
			t.Fatal(err, r.Problems)
		}
		server.Update(preview.Build{Tree: r.Tree, Site: r.Site})
	}
	build(0)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, listeners) }()
	var readers sync.WaitGroup
	var reads atomic.Int64
	number := regexp.MustCompile(`Build(\d+)end`)
	done := make(chan struct{})
	for i := range 8 {
		readers.Go(func() {
			for n := i; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				p := fmt.Sprintf("http://localhost:%d/en/%s/p%d.html", port, []string{"notes", "cases"}[n%12%2], n%12)
				r, err := http.Get(p)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(r.Body)
				r.Body.Close()
				numbers := number.FindAllString(string(body), -1)
				slices.Sort(numbers)
				if err != nil || r.StatusCode != 200 || !strings.HasSuffix(string(body), "</html>") || len(slices.Compact(numbers)) != 1 || len(numbers) == 0 {
					t.Errorf("%s: %d %v, builds %v", p, r.StatusCode, err, numbers)
					return
				}
				reads.Add(1)
			}
		})
	}
	for n := range rounds {
		build(n + 1)
	}
	close(done)
	readers.Wait()
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	t.Logf("%d builds, %d reads", rounds, reads.Load())
	if reads.Load() < 100 {
		t.Error("too few reads to tell")
	}
}

// longPage is a page with enough text to scroll in.
func longPage(title, part string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\nsummary: Enough to scroll.\n---\n", title)
	for i := range 30 {
		fmt.Fprintf(&b, "\n## Part %d\n\n%s\n", i, strings.Repeat(part+" and more of it. ", 20))
	}
	b.WriteString("\n[One](one.md), [two](two.md), [three](three.md).\n")
	return b.String()
}

// draftBook is what the browser tests edit.
func draftBook() fstest.MapFS {
	m := sample(4)
	m["handbook.yaml"] = &fstest.MapFile{Data: []byte("title: Sample\nlanguages: [en, id]\nnavigation: [notes, cases]\n")}
	for name, text := range map[string]string{"kinds/note.yaml": "label: {en: Note, id: Catatan}\nfolder: notes\nplural: {en: Notes, id: Catatan}\nfields:\n  summary: {required: true}\n", "kinds/case.yaml": "label: {en: Case, id: Kasus}\nfolder: cases\nplural: {en: Cases, id: Kasus}\n"} {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for p := range m {
		if strings.HasPrefix(p, "en/") {
			delete(m, p)
		}
	}
	for _, n := range []string{"one", "two", "three"} {
		m["en/notes/"+n+".md"] = &fstest.MapFile{Data: []byte(longPage("Note "+n, "Words of "+n))}
	}
	return m
}

// axeScript is the checker of accessibility; without it the test is skipped.
func axeScript(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("axe-core is not installed: npm ci --prefix .ci")
	}
	return string(script)
}

const axeRun = `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r =>
	r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => JSON.stringify(n.target) + n.html.slice(0, 160)).join(" | ")))`

// told is what the panel says of problems in a language.
func told(t *testing.T, lang string, problems diag.List) (all []toldProblem) {
	t.Helper()
	s := preview.NewServer(preview.Options{Lang: lang, Port: 80, Content: "content"})
	for from := 0; from < len(problems); from += 50 {
		s.Update(preview.Build{Problems: problems[from:min(from+50, len(problems))]})
		r := httptest.NewRequest(http.MethodGet, "http://localhost/_preview/state", nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		var state struct {
			Panel struct{ Problems []toldProblem }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &state); err != nil {
			t.Fatalf("%v: %.200s", err, w.Body)
		}
		all = append(all, state.Panel.Problems...)
	}
	return all
}

type toldProblem struct {
	Where, Text, Lead, Hint, Before, Mark, After string
	Line                                         int
	Notes                                        []struct{ Where, Text string }
}

// TestPanelInBothLanguages: every diagnostic of every golden file stands in the panel in Indonesian and in English.
func TestPanelInBothLanguages(t *testing.T) {
	var all diag.List
	pair := regexp.MustCompile(`(?m)^\s*en: (.+)\n\s*id: (.+)$`)
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".txtar" {
			return err
		}
		data, err := os.ReadFile(p)
		for _, m := range pair.FindAllStringSubmatch(string(data), -1) {
			w := diag.Words{EN: m[1], ID: m[2]}
			if strings.HasPrefix(w.EN, "hint: ") {
				w.EN, w.ID = strings.TrimPrefix(w.EN, "hint: "), strings.TrimPrefix(w.ID, "hint: ")
				if len(all) > 0 {
					all[len(all)-1].Hint = w
				}
				continue
			}
			all = append(all, diag.Diagnostic{Place: diag.Place{File: p, Line: len(all) + 1, Column: 1, Source: "x"}, Code: "x", Text: w})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 200 {
		t.Errorf("only %d diagnostics", len(all))
	}
	en, id := told(t, "en", all), told(t, "id", all)
	if len(en) != len(all) || len(id) != len(all) {
		t.Fatalf("%d and %d of %d are told", len(en), len(id), len(all))
	}
	has := func(said, text string) bool {
		return text == "" && said == "" || text != "" && strings.Contains(strings.ToLower(said), strings.ToLower(text))
	}
	for i, d := range all {
		if !has(en[i].Text, d.Text.EN) || !has(id[i].Text, d.Text.ID) || !has(en[i].Hint, d.Hint.EN) || !has(id[i].Hint, d.Hint.ID) {
			t.Errorf("%+v is told as %+v and %+v", d, en[i], id[i])
		}
		if en[i].Text == id[i].Text {
			t.Errorf("%s: the same in both languages: %s", d.File, en[i].Text)
		}
	}
	t.Logf("%d diagnostics", len(all))
}

var update = flag.Bool("update", false, "rewrite testdata/mistakes.txt")

// TestUsualMistakes: five mistakes of those who do not program, as the panel tells them.
func TestUsualMistakes(t *testing.T) {
	page := func(front, text string) string { return "---\n" + front + "---\n\n" + text + "\n" }
	var b strings.Builder
	for _, mistake := range []struct{ name, text string }{
		{"a quotation mark is missing", page("title: \"Working together\nsummary: How.\n", "Text.")},
		{"a tab", page("title: Working together\nsummary: How.\naliases:\n\t- old\n", "Text.")},
		{"a broken link", page("title: Working together\nsummary: How.\n", "See [the second](p2x.md) page.")},
		{"a wrong date", page("title: Working together\nsummary: How.\nreviewed: 31/12/2026\n", "Text.")},
		{"an image is not found", page("title: Working together\nsummary: How.\n", "![People at a table](meeting.png)")},
	} {
		content := sample(6)
		content["en/notes/p0.md"] = &fstest.MapFile{Data: []byte(mistake.text)}
		r, err := generator.NewBuilder().Build(options(content))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", mistake.name)
		if r.Tree != nil {
			t.Errorf("%s: no error", mistake.name)
		}
		for _, lang := range []string{"en", "id"} {
			for _, p := range told(t, lang, r.Problems) {
				fmt.Fprintf(&b, "%s: %s\n    %s\n    %s[%s]%s\n    %s\n", lang, p.Where, p.Text, p.Before, p.Mark, p.After, strings.TrimSpace(p.Lead+" "+p.Hint))
				for _, n := range p.Notes {
					fmt.Fprintf(&b, "    %s: %s\n", n.Where, n.Text)
				}
			}
		}
	}
	const golden = "testdata/mistakes.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil || b.String() != string(want) {
		t.Errorf("%v; the panel now says\n%s", err, b.String())
	}
}

// oneTab runs parts of a test one after the other in the same tab.
type oneTab struct {
	whole *testing.T
	now   **testing.T // the part that runs
}

func (o oneTab) Run(name string, part func(t *testing.T)) {
	o.whole.Run(name, func(t *testing.T) {
		*o.now = t
		part(t)
	})
	*o.now = o.whole
}

func TestPreviewInBrowser(t *testing.T) {
	browser := startBrowser(t)
	d := openStudio(t, draftBook(), "en", 0)
	d.sees(t, 0)
	b := newTab(t, browser)
	b.run(t, screen(1280, "light"), chromedp.Navigate(d.url+"en/notes/one.html"))
	const file = "en/notes/one.md"
	one := oneTab{t, &t} // the helpers below fail the part that runs
	was := d.read(t, file)

	// soon waits for an expression to become so, and fails where it does not.
	soon := func(what, expression, want string) {
		t.Helper()
		if got := becomes(t, b, expression, want); got != want {
			trouble, requests := b.take()
			t.Fatalf("%s: %q, want %q\npanel: %s\ntrouble: %q\nlast requests: %q", what, got, want, ask[string](t, b, panelText), trouble, requests[max(0, len(requests)-12):])
		}
	}
	same := func(what string) { // the page was not loaded anew
		t.Helper()
		soon(what, `window.untouched ? "same" : "loaded anew"`, "same")
	}
	touch := func() { b.run(t, chromedp.Evaluate[chromedp.Void](`window.untouched = true`)) }
	scroll := func(id string) int {
		return ask[int](t, b, `(() => { const e = document.getElementById("`+id+`"); scrollTo(0, 0); scrollTo(0, e.getBoundingClientRect().top - 137); return Math.round(e.getBoundingClientRect().top) })()`)
	}
	stays := func(what, id string, at int) { // within 20 px, once the page is there
		t.Helper()
		soon(what, fmt.Sprintf(`(top => Math.abs(top - %d) <= 20 ? "stays" : "is at " + top)(document.getElementById(%q).getBoundingClientRect().top)`, at, id), "stays")
	}
	soon("events", `document.querySelector('script[src="/_preview/preview.js"]') ? "there" : ""`, "there")

	one.Run("A13 break and mend", func(t *testing.T) {
		at := scroll("part-12")
		touch()
		begun := time.Now()
		d.write(t, file, strings.Replace(was, "title: ", "title: \"", 1))
		soon("panel", panelShown, "shown")
		t.Logf("the panel was there within %s of the save", time.Since(begun))
		text := ask[string](t, b, panelText)
		for _, want := range []string{"content/en/notes/one.md:2:", "1 error", "title: \"Note one", "What to do:"} {
			if !strings.Contains(text, want) {
				t.Errorf("the panel lacks %q: %s", want, text)
			}
		}
		if open := ask[string](t, b, `document.querySelector("handbook-preview").shadowRoot.querySelector(".where").href`); open != "vscode://file"+d.dir+"/en/notes/one.md:2:8" {
			t.Errorf("opens %s", open)
		}
		if status, _ := d.get(t, "/en/notes/two.html"); status != 200 {
			t.Error("other pages do not work")
		}
		same("broken")
		d.write(t, file, was)
		soon("no panel", panelShown, "none")
		same("mended")
		stays("mended", "part-12", at)
	})

	one.Run("edit", func(t *testing.T) {
		b.run(t, screen(390, "light"), chromedp.Evaluate[chromedp.Void](`document.querySelector(".contents details").open = true; document.querySelector(".contents a").focus({preventScroll: true})`))
		scroll("part-12")
		touch()
		d.write(t, file, strings.Replace(was, "## Part 3\n", "## Part 3\n\nA paragraph that is new.\n\nAnd another one, above what is being read.\n", 1))
		soon("edited", `document.querySelector("main").innerText.includes("A paragraph that is new") ? "there" : ""`, "there")
		soon("the edit is in view", `(() => { const p = [...document.querySelectorAll("main p")].find(p => p.textContent.includes("that is new")); const r = p.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight ? "in view" : "at " + r.top })()`, "in view")
		if marked := ask[int](t, b, `document.getAnimations().filter(a => a.id === "handbook-preview").length`); marked != 2 {
			t.Errorf("%d blocks are marked as edited", marked)
		}
		if open := ask[bool](t, b, `document.querySelector(".contents details").open`); !open {
			t.Error("what was unfolded is folded")
		}
		if focus := ask[string](t, b, `document.activeElement.getAttribute("href") || document.activeElement.tagName`); !strings.HasPrefix(focus, "#") {
			t.Errorf("the focus is on %s", focus)
		}
		// An edit within view moves nothing.
		at := scroll("part-12")
		d.write(t, file, strings.Replace(d.read(t, file), "## Part 12\n", "## Part 12\n\nAnd this is new as well.\n", 1))
		soon("edited again", `document.querySelector("main").innerText.includes("new as well") ? "there" : ""`, "there")
		stays("an edit in view", "part-12", at)
		// Another page's edit leaves this one alone.
		touch()
		d.write(t, "en/notes/two.md", strings.Replace(d.read(t, "en/notes/two.md"), "Words of two", "Other words", 1))
		before := d.builds.Load()
		d.sees(t, before-1)
		d.write(t, file, strings.Replace(d.read(t, file), "new as well", "newer", 1))
		soon("edited once more", `document.querySelector("main").innerText.includes("this is newer") ? "there" : ""`, "there")
	})

	one.Run("search", func(t *testing.T) {
		soon("the search is ready", `document.querySelector("a.search[aria-haspopup]") ? "ready" : ""`, "ready")
		b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("a.search").click()`))
		soon("the dialog", `document.querySelector("dialog[open] input") ? "open" : ""`, "open")
		b.run(t, chromedp.Evaluate[chromedp.Void](`(i => { i.value = "note"; i.dispatchEvent(new Event("input", {bubbles: true})) })(document.querySelector("dialog[open] input"))`))
		const results = `document.querySelectorAll("dialog[open] [role=option], dialog[open] li").length ? "found" : "nothing"`
		soon("results", results, "found")
		touch()
		d.write(t, file, was)
		soon("loaded anew", `window.untouched ? "same" : "anew"`, "anew")
		soon("the words of the search", `(document.querySelector("dialog[open] input") || {}).value || ""`, "note")
		soon("results again", results, "found")
		b.run(t, chromedp.KeyEvent("\x1b"))
		soon("closed", `document.querySelector("dialog[open]") ? "open" : "closed"`, "closed")
	})

	one.Run("warnings are quiet", func(t *testing.T) {
		d.write(t, file, strings.Replace(was, "## Part 2\n", "## Part 2\n\n<!-- none -->\n\n![](x.svg)\n", 1))
		d.write(t, "en/notes/x.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>`)
		soon("the count", pillText, "1 warning")
		soon("closed", panelShown, "none")
		b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("handbook-preview").shadowRoot.querySelector(".pill").click()`))
		soon("opened", panelShown, "shown")
		b.run(t, chromedp.KeyEvent("\x1b"))
		soon("closed again", panelShown, "none")
		d.write(t, file, was)
		soon("gone", pillText, "")
	})

	one.Run("add, rename, delete", func(t *testing.T) {
		d.write(t, "en/notes/four.md", longPage("Note four", "Words of four"))
		soon("the list has it", `[...document.querySelectorAll(".folders a")].some(a => a.textContent.includes("Note four")) ? "there" : ""`, "there")
		b.run(t, chromedp.Navigate(d.url+"en/notes/four.html"))
		soon("the page", `document.querySelector("h1").textContent.trim()`, "Note four")
		scroll("part-9")
		d.write(t, "en/notes/four.md", strings.Replace(longPage("Note four", "Words of four"), "title: Note four", "title: Note four\nslug: quattro", 1))
		soon("a new slug is followed", `location.pathname`, "/en/notes/quattro.html")
		if err := os.Rename(filepath.Join(d.dir, "en/notes/four.md"), filepath.Join(d.dir, "en/notes/five.md")); err != nil {
			t.Fatal(err)
		}
		d.write(t, "en/notes/five.md", longPage("Note four", "Words of four"))
		soon("a moved file that was changed too cannot be followed; the panel says so", panelShown, "shown")
		if text := ask[string](t, b, panelText); !strings.Contains(text, "no longer a page at this address") {
			t.Errorf("the panel says %s", text)
		}
		b.run(t, chromedp.Navigate(d.url+"en/notes/five.html"))
		soon("the page", `document.querySelector("h1").textContent.trim()`, "Note four")
		if err := os.Rename(filepath.Join(d.dir, "en/notes/five.md"), filepath.Join(d.dir, "en/notes/six.md")); err != nil {
			t.Fatal(err)
		}
		soon("a moved file is followed", `location.pathname`, "/en/notes/six.html")
		touch()
		if err := os.Remove(filepath.Join(d.dir, "en/notes/six.md")); err != nil {
			t.Fatal(err)
		}
		soon("deleted", panelShown, "shown")
		if text := ask[string](t, b, panelText); !strings.Contains(text, "no longer a page at this address") {
			t.Errorf("the panel says %s", text)
		}
		same("deleted")
		// Where there is no page one comes by itself.
		b.run(t, chromedp.Navigate(d.url+"en/notes/seven.html"))
		soon("none", `document.querySelector("h1").textContent`, "There is no page here")
		d.write(t, "en/notes/seven.md", longPage("Note seven", "Words"))
		soon("it comes", `document.querySelector("h1").textContent.trim()`, "Note seven")
		soon("nobody leads to it, which is said quietly", pillText, "1 to look at")
		b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("handbook-preview").shadowRoot.querySelector(".pill").click()`))
		if text := ask[string](t, b, panelText); !strings.Contains(text, "To look at on this page") || !strings.Contains(text, "Pages that no other page leads to") || !strings.Contains(text, "content/en/notes/seven.md:1:1") {
			t.Errorf("the panel says %s", text)
		}
	})

	one.Run("style", func(t *testing.T) {
		b.run(t, chromedp.Navigate(d.url+"en/notes/one.html"))
		at := scroll("part-12")
		touch()
		if err := os.MkdirAll(filepath.Join(d.theme, "assets"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d.theme, "assets", "95-mine.css"), []byte("h1 { letter-spacing: 3px }"), 0o644); err != nil {
			t.Fatal(err)
		}
		soon("the style", `getComputedStyle(document.querySelector("h1")).letterSpacing`, "3px")
		same("only the style differs")
		soon("one style sheet", `String(document.querySelectorAll("link[rel=stylesheet]").length)`, "1")
		stays("with another style", "part-12", at)
		if err := os.Remove(filepath.Join(d.theme, "assets", "95-mine.css")); err != nil {
			t.Fatal(err)
		}
		soon("the style before", `getComputedStyle(document.querySelector("h1")).letterSpacing`, "normal")
	})

	one.Run("axe", func(t *testing.T) {
		script := axeScript(t)
		d.write(t, "en/notes/three.md", strings.Replace(d.read(t, "en/notes/three.md"), "title: ", "title: \"", 1)+"\n[x](nowhere.md)\n")
		b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
		for _, p := range []string{"en/notes/one.html", "_preview/", "nowhere.html"} {
			b.run(t, chromedp.Navigate(d.url+p))
			if strings.HasPrefix(p, "en/") {
				soon("panel", panelShown, "shown")
			}
			b.run(t, chromedp.Evaluate[chromedp.Void](script))
			for _, width := range []int64{390, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					b.run(t, screen(width, scheme))
					for _, v := range ask[[]string](t, b, axeRun) {
						t.Errorf("%s at %d px, %s: %s", p, width, scheme, v)
					}
				}
			}
		}
		d.write(t, "en/notes/three.md", longPage("Note three", "Words of three"))
		b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{}), screen(1280, "light"))
	})

	one.Run("A16 restart", func(t *testing.T) {
		b.run(t, chromedp.Navigate(d.url+"en/notes/one.html"))
		soon("it is there", `document.querySelector("handbook-preview") ? "there" : ""`, "there")
		touch()
		d.stop()
		soon("it says that it stopped", panelShown, "shown")
		if text := ask[string](t, b, panelText); !strings.Contains(text, "The preview has stopped") {
			t.Errorf("the panel says %s", text)
		}
		d.builds.Store(0)
		d.start(t, "en")
		d.sees(t, 0)
		soon("it goes on", panelShown, "none")
		same("nothing changed, so nothing is loaded")
		b.take()
		d.write(t, file, strings.Replace(was, "## Part 0\n", "## Part 0\n\nAfter the restart.\n", 1))
		soon("edits show", `document.querySelector("main").innerText.includes("After the restart") ? "there" : ""`, "there")
		time.Sleep(time.Second) // in which no loop may show
		_, requests := b.take()
		navigations := 0
		for _, r := range requests {
			if strings.HasSuffix(r, "/en/notes/one.html") {
				navigations++
			}
		}
		if navigations != 1 {
			t.Errorf("%d navigations: %v", navigations, requests)
		}
		d.write(t, file, was)
	})

	one.Run("A15 eight tabs", func(t *testing.T) {
		tabs := []*tab{b}
		for range 7 {
			tabs = append(tabs, newTab(t, browser))
		}
		for i, other := range tabs {
			begun := time.Now()
			other.run(t, chromedp.Navigate(d.url+"en/notes/one.html"))
			if took := time.Since(begun); took > 2*time.Second {
				t.Logf("tab %d took %s to load", i, took)
			}
		}
		if held := ask[int](t, b, `navigator.locks.query().then(q => q.held.filter(l => l.name === "handbook-preview").length)`); held != 1 {
			t.Errorf("%d tabs listen", held)
		}
		d.write(t, file, strings.Replace(was, "## Part 0\n", "## Part 0\n\nIn all tabs.\n", 1))
		for i, other := range tabs {
			other.run(t, send(page.BringToFront, cdp.Empty{}))
			if got := becomes(t, other, `document.querySelector("main").innerText.includes("In all tabs") ? "there" : ""`, "there"); got != "there" {
				t.Errorf("tab %d does not have it", i)
			}
		}
		d.write(t, file, was)
	})
}

// TestPreviewOfHandbook opens pages of every layout of the handbook of this repository in its preview: no error, no violation of
// the policy, and what a page can do it does. Then it is edited.
func TestPreviewOfHandbook(t *testing.T) {
	browser := startBrowser(t)
	d := openStudio(t, os.DirFS("../content"), "id", 0)
	d.sees(t, 0)
	b := newTab(t, browser)
	b.run(t, screen(1280, "light"))
	seen := map[string]bool{}
	for _, p := range shown(files(t, buildWith(t, os.DirFS(d.dir), ""))) {
		layout := path.Base(p)
		if written(p) {
			layout = path.Dir(p)
		} else if strings.Contains(layout, "--") {
			layout = "facet"
		}
		if seen[layout] || strings.HasPrefix(p, "en/") {
			continue
		}
		seen[layout] = true
		b.run(t, chromedp.Navigate(d.url+(&url.URL{Path: p}).EscapedPath()))
		becomes(t, b, `document.querySelector("handbook-preview") ? "there" : ""`, "there")
		trouble, _ := b.take()
		for _, s := range trouble {
			t.Errorf("%s: %s", p, s)
		}
	}
	t.Logf("%d pages", len(seen))
	b.run(t, chromedp.Navigate(d.url))
	if at := becomes(t, b, `location.pathname`, "/id/index.html"); at != "/id/index.html" {
		t.Errorf("the first address leads to %s", at)
	}

	const file, address = "id/models/coalition.md", "id/model/koalisi.html"
	was := d.read(t, file)
	b.run(t, chromedp.Navigate(d.url+address))
	becomes(t, b, `document.querySelector("handbook-preview") ? "there" : ""`, "there")
	snapshot(t, b, "page")
	begun := time.Now()
	d.write(t, file, strings.Replace(was, "title: ", "title: \"", 1))
	if got := becomes(t, b, panelShown, "shown"); got != "shown" {
		t.Fatal("no panel")
	}
	t.Logf("the panel was there within %s of the save", time.Since(begun))
	t.Log(ask[string](t, b, panelText))
	shots(t, b, "panel")
	b.run(t, chromedp.Navigate(d.url+"_preview/"))
	shots(t, b, "list")
	d.write(t, file, was)
	becomes(t, b, `document.querySelector(".problems") ? "" : "none"`, "none")
	shots(t, b, "list-fine")
	b.run(t, chromedp.Navigate(d.url+"id/model/koalis.html"))
	shots(t, b, "missing")
}

// shots keeps pictures for people to look at where HANDBOOK_SHOTS names a folder.
func shots(t *testing.T, b *tab, name string) {
	if os.Getenv("HANDBOOK_SHOTS") == "" {
		return
	}
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.run(t, screen(width, scheme), chromedp.Sleep(200*time.Millisecond))
			snapshot(t, b, fmt.Sprintf("%s-%s-%d", name, scheme, width))
		}
	}
	b.run(t, screen(1280, "light"))
}
