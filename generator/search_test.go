package generator_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	made "handbook/generator/sample"
)

// hostile is what a page shows as code and a reader searches for.
const hostile = "<img src=x onerror=alert(1)>"

// searchable is the handbook with a page that shows hostile code, published in a folder.
func searchable(t testing.TB) (all map[string][]byte, dir string) {
	t.Helper()
	content := ownContent(t)
	for _, lang := range []string{"id", "en"} {
		content[lang+"/hostile-code.md"] = &fstest.MapFile{Data: []byte("# Onerrorz\n\n`" + hostile + "` onerrorz\n")}
	}
	all = files(t, buildWith(t, content, ""))
	return all, publish(t, all)
}

// until waits for an expression to be true on the page or on the one it leads to, 10 seconds at most.
func until(t testing.TB, b *tab, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		// While a page is left there is none to ask.
		ok, err := chromedp.Run(b, chromedp.Evaluate[bool](`(() => { try { return !!(`+expression+`) } catch (e) { return false } })()`))
		if err == nil && ok {
			return
		}
	}
	trouble, _ := b.take()
	t.Fatalf("waited for %s; there is\n%s\n%q", expression,
		ask[string](t, b, `location.href + ": " + (document.querySelector("dialog") || {innerText: "no dialog"}).innerText.slice(0, 600)`), trouble)
}

const (
	opened  = `document.querySelector("dialog.finder[open]") && document.activeElement.id === "search:query"`
	closed  = `!document.querySelector("dialog[open]")`
	results = `[...document.querySelectorAll("[role=option]")]`
	chosen  = `document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))`
	onLink  = `document.activeElement.matches("a.search")`
	said    = `document.querySelector(".finder .said").textContent`
)

// asks types a query into the open dialog in place of what is there.
func asks(t testing.TB, b *tab, query string) {
	t.Helper()
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`),
		send(input.InsertText, input.InsertTextParams{Text: query}))
}

func click(selector string) action {
	return chromedp.Evaluate[chromedp.Void](`document.querySelector(` + strconv.Quote(selector) + `).click()`)
}

// slash presses the key as a keyboard does: what a page takes for itself types nothing.
func slash() action {
	key := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/", WindowsVirtualKeyCode: 191}
	up := key
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	return chromedp.Steps(send(input.DispatchKeyEvent, key), send(input.DispatchKeyEvent, up))
}

// TestSearch drives the dialog over http and from a disk (E4, F4, F5, F6, F9, F22).
func TestSearch(t *testing.T) {
	browser := startBrowser(t)
	all, dir := searchable(t)
	starts := map[string]string{
		"http": host(t, dir, "/situs/panduan kesehatan/"),
		"disk": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String(),
	}
	for name, start := range starts {
		model := start + pageOf(all, "models")
		b := newTab(t, browser)
		b.run(t, screen(1280, "light"))
		t.Run(name+"/F4 F6 open", func(t *testing.T) { opens(t, b, model) })
		t.Run(name+"/F5 answers", func(t *testing.T) { answers(t, b, model) })
		t.Run(name+"/F4 keys", func(t *testing.T) { listKeys(t, b, model) })
		t.Run(name+"/F22 arrival", func(t *testing.T) { arrives(t, b, model) })
		t.Run(name+"/E4", func(t *testing.T) { shownAsText(t, b, start) })
		t.Run(name+"/F9", func(t *testing.T) { loseShards(t, b, model, dir) })
	}
	t.Run("F9 no script", func(t *testing.T) {
		b := newTab(t, browser)
		scripts, err := filepath.Glob(filepath.Join(dir, "assets", "search-*.js"))
		if err != nil || len(scripts) != 4 { // two of each language
			t.Fatalf("%q, %v", scripts, err)
		}
		b.run(t, chromedp.Navigate(starts["http"]+pageOf(all, "models")))
		for _, s := range scripts {
			if err := os.Rename(s, s+".away"); err != nil {
				t.Fatal(err)
			}
			defer os.Rename(s+".away", s)
		}
		b.run(t, click("a.search"))
		until(t, b, `location.pathname.endsWith("/id/search.html") && document.querySelectorAll("main a").length > 5`)
	})
	t.Run("axe", func(t *testing.T) { axeDialog(t, newTab(t, browser), starts["http"]+pageOf(all, "models")) })
}

// TestScriptsOfSearch holds the search and its dialog to 6 KB as a server sends them; what few searches need comes apart.
func TestScriptsOfSearch(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	n := 0
	for p, data := range all {
		name := strings.TrimPrefix(p, "assets/search-")
		if name == p || !strings.HasSuffix(p, ".js") {
			continue
		}
		n++
		most := 6 << 10
		if strings.HasPrefix(name, "more-") {
			most = 3600
		}
		size := gzipped(t, data)
		t.Logf("%s: %d bytes, %d packed", p, len(data), size)
		if size > most {
			t.Errorf("%s is %d bytes packed, at most %d", p, size, most)
		}
	}
	if n != 4 {
		t.Errorf("there are %d scripts", n)
	}
}

// TestF7_NoShortcuts: a handbook can do without the keys that open the search; then no single character does anything (WCAG
// 2.1.4).
func TestF7_NoShortcuts(t *testing.T) {
	browser := startBrowser(t)
	content := ownContent(t)
	f := content["handbook.yaml"]
	f.Data = append(bytes.Clone(f.Data), "\nsearch: {shortcuts: false}\n"...)
	all := files(t, buildWith(t, content, ""))
	b := newTab(t, browser)
	b.run(t, screen(1280, "light"), chromedp.Navigate(host(t, publish(t, all), "/")+pageOf(all, "models")))
	b.run(t, slash(), chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierMeta)))
	if ask[bool](t, b, `!!document.querySelector("dialog") || document.querySelector("a.search").hasAttribute("aria-keyshortcuts")`) {
		t.Error("a key opens the search")
	}
	b.run(t, click("a.search"))
	until(t, b, opened)
	quiet(t, b)
}

// TestF19_FirstSearch measures a first search on 5,000 pages in a browser slowed down four times: what is loaded for it, and how
// long after the last letter the first result stands there. Times are told, not tested.
func TestF19_FirstSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("5,000 pages")
	}
	browser := startBrowser(t)
	content := fstest.MapFS{}
	if err := made.Files(5000, func(p string, data []byte) error {
		content[p] = &fstest.MapFile{Data: data}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	all := files(t, buildWith(t, content, ""))
	start := host(t, publish(t, all), "/")
	var pages []string
	for p := range content {
		if strings.HasPrefix(p, "id/notes/") {
			pages = append(pages, p)
		}
	}
	slices.Sort(pages)
	_, titleOf, _ := strings.Cut(string(content[pages[len(pages)/2]].Data), "title: ")
	query, _, _ := strings.Cut(titleOf, "\n")
	b := newTab(t, browser)
	b.run(t, screen(390, "light"), chromedp.Navigate(start+"id/index.html"), send(emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}), click("a.search"))
	until(t, b, opened)
	b.take()
	took := ask[float64](t, b, `new Promise(done => {
		const input = document.activeElement, list = document.querySelector("[role=listbox]");
		let from = performance.now();
		new MutationObserver(() => { if (list.querySelector("[role=option]")) done(performance.now() - from) }).observe(list, {childList: true, subtree: true});
		input.value = `+strconv.Quote(strings.Trim(query, "\"'"))+`;
		input.dispatchEvent(new Event("input"));
	})`)
	_, requests := b.take()
	size, shards := 0, 0
	for _, r := range requests {
		u, err := url.Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := all[strings.TrimPrefix(u.Path, "/")]; ok && strings.HasPrefix(u.Path, "/search/") {
			size += gzipped(t, data)
			shards++
		}
	}
	t.Logf("%q: first result after %.0f ms, of which 120 ms wait for the next letter; %d requests for %d bytes packed", query, took, shards, size)
	if size == 0 || size > 200_000 {
		t.Errorf("%d requests for %d bytes of the index", shards, size)
	}
}

func opens(t *testing.T, b *tab, address string) {
	b.run(t, chromedp.Navigate(address))
	if _, requests := b.take(); len(requests) > 6 {
		t.Errorf("before the first search %d requests: %q", len(requests), requests)
	}
	before := ask[string](t, b, "location.href")
	// Neither letters in a field nor other modifiers nor arrows open anything.
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".theme select").focus()`), slash(),
		chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`),
		chromedp.KeyEvent("k"), chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl, chromedp.ModifierShift)),
		chromedp.KeyEvent("/", chromedp.KeyModifiers(chromedp.ModifierAlt)), chromedp.KeyEvent(kb.ArrowRight))
	if ask[bool](t, b, `!!document.querySelector("dialog") || location.href !== `+strconv.Quote(before)) {
		t.Error("a key opened the dialog that should not")
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("a.search").focus()`), chromedp.KeyEvent("\r"))
	until(t, b, opened)
	for range 8 {
		b.run(t, chromedp.KeyEvent("\t"))
		if ask[bool](t, b, `document.activeElement !== document.body && !document.activeElement.closest("dialog")`) {
			t.Fatal("Tab leaves the dialog")
		}
	}
	b.run(t, click(".finder .ask button"))
	until(t, b, closed+" && "+onLink)
	b.run(t, slash())
	until(t, b, opened+` && document.activeElement.value === ""`)
	b.run(t, chromedp.KeyEvent(kb.Escape))
	until(t, b, closed+" && "+onLink)
	b.run(t, chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	until(t, b, opened)
	b.run(t, chromedp.KeyEvent(kb.Escape))
	until(t, b, closed+" && "+onLink)
	quiet(t, b)
}

func answers(t *testing.T, b *tab, address string) {
	b.run(t, chromedp.Navigate(address), click("a.search"))
	until(t, b, opened)
	for _, a := range []struct{ query, holds string }{
		{"memberdayakan", `/berdaya|pemberdayaan/i.test(` + results + `[0].innerText) && document.querySelector(".finder mark")`},
		{"kemitran", `/mitra/i.test(` + results + `[0].innerText) && /kemitraan/.test(document.querySelector(".about").textContent)`},
		{"berkoalisilah", results + `.length > 0 && document.querySelector(".about").textContent.includes("“berkoalisilah” ditemukan sebagai bentuk lain dari “koalisi”")`},
		{"M3", results + `[0].parentNode.textContent.includes("M3")`},
		{"xqzvvkkjwp", results + `.length === 0 && ` + said + `.includes("xqzvvkkjwp") && document.querySelector(".after a").href.endsWith("/search.html")`},
	} {
		asks(t, b, a.query)
		until(t, b, a.holds)
	}
	// One announcement for a query, two where it takes long.
	times := ask[int](t, b, `new Promise(done => { let n = 0; const o = new MutationObserver(() => n++);
		o.observe(document.querySelector(".said"), {childList: true, characterData: true, subtree: true});
		const i = document.activeElement; i.value = "jejaring kemitraan"; i.dispatchEvent(new Event("input"));
		setTimeout(() => done(n), 1500) })`)
	if times < 1 || times > 2 {
		t.Errorf("the count was announced %d times", times)
	}
	until(t, b, results+`.length > 1`)
	// By kind.
	b.run(t, chromedp.Evaluate[chromedp.Void](`(s => { s.value = "case"; s.dispatchEvent(new Event("change")) })(document.querySelector(".kinds select"))`))
	until(t, b, results+`.length > 0 && [...document.querySelectorAll("[role=group] .label")].every(e => e.textContent.startsWith("Kasus"))`)
	quiet(t, b)
}

func listKeys(t *testing.T, b *tab, address string) {
	b.run(t, chromedp.Navigate(address), click("a.search"))
	until(t, b, opened)
	asks(t, b, "kemitraan")
	until(t, b, results+`.length > 3 && document.activeElement.getAttribute("aria-expanded") === "true"`)
	for _, step := range []struct{ key, at string }{
		{kb.ArrowDown, "0"}, {kb.ArrowDown, "1"}, {kb.ArrowUp, "0"}, {kb.ArrowUp, "length - 1"}, {kb.ArrowDown, "0"},
		{kb.End, "length - 1"}, {kb.Home, "0"}, {kb.ArrowDown, "1"},
	} {
		b.run(t, chromedp.KeyEvent(step.key))
		index := strings.Replace(step.at, "length", results+".length", 1)
		if !ask[bool](t, b, chosen+` === `+results+`[`+index+`] && `+chosen+`.getAttribute("aria-selected") === "true" &&
			document.querySelectorAll("[aria-selected=true]").length === 1`) {
			t.Errorf("after %q the option %s is not chosen", step.key, step.at)
		}
	}
	to := ask[string](t, b, chosen+".href")
	b.run(t, chromedp.KeyEvent("\r"))
	until(t, b, `location.href === `+strconv.Quote(to)+` && document.readyState === "complete" && `+closed)
	b.run(t, slash())
	until(t, b, opened+` && document.querySelector(".recent button").textContent === "kemitraan"`)
	quiet(t, b)
}

// arrives follows a result to another page and to this one: words are marked, the section is in view.
func arrives(t *testing.T, b *tab, address string) {
	const other = `.find(o => o.hash && o.pathname !== location.pathname)`
	b.run(t, chromedp.Navigate(address), click("a.search"))
	until(t, b, opened)
	asks(t, b, "pertemuan")
	until(t, b, results+other)
	to := ask[string](t, b, results+other+`.href`)
	b.run(t, chromedp.Evaluate[chromedp.Void](results+other+`.click()`))
	const inView = `(r => r.top >= -1 && r.top < innerHeight)(document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect())`
	until(t, b, `location.href === `+strconv.Quote(to)+` && CSS.highlights.get("found").size > 0 && `+inView)
	b.run(t, chromedp.Reload())
	if ask[bool](t, b, `!!CSS.highlights.get("found")`) {
		t.Error("words are marked for ever")
	}
	b.run(t, click("a.search"))
	until(t, b, opened)
	asks(t, b, "pertemuan")
	const here = `.find(o => o.hash && o.pathname === location.pathname)`
	until(t, b, results+`.length`)
	if ask[bool](t, b, `!!`+results+here) {
		b.run(t, chromedp.Evaluate[chromedp.Void](results+here+`.click()`))
		until(t, b, closed+` && CSS.highlights.get("found").size > 0 && `+inView)
	}
	quiet(t, b)
}

// shownAsText searches for hostile words: as a query, on a page, and in an address.
func shownAsText(t *testing.T, b *tab, start string) {
	b.run(t, chromedp.Navigate(start+"id/search.html?q="+url.QueryEscape(hostile)))
	until(t, b, opened+` && document.activeElement.value === `+strconv.Quote(hostile)+` && `+said+` && `+results+`.some(o => o.textContent.includes("<img src=x"))`)
	asks(t, b, hostile+" onerrorz")
	until(t, b, results+`[0].textContent.includes(`+strconv.Quote(hostile)+`)`)
	if strings.HasPrefix(start, "http") {
		until(t, b, `new URLSearchParams(location.search).get("q") === `+strconv.Quote(hostile+" onerrorz"))
	}
	for _, q := range []string{"xq" + hostile + "zv", strings.Repeat("a ", 5000), "\u202eمرحبا", "🙂", "a", `"><script>alert(1)</script>`} {
		asks(t, b, q)
		until(t, b, `!`+said+`.includes("…") && document.querySelector(".foot a").href.includes("q=")`)
	}
	if n := ask[int](t, b, `document.querySelectorAll("dialog img, dialog script, dialog [onerror]").length`); n > 0 {
		t.Errorf("%d elements came from text", n)
	}
	quiet(t, b)
}

// loseShards takes the index away while the dialog is open, and puts it back.
func loseShards(t *testing.T, b *tab, address, dir string) {
	b.run(t, chromedp.Navigate(address))
	index, away := filepath.Join(dir, "search"), filepath.Join(dir, "away")
	if err := os.Rename(index, away); err != nil {
		t.Fatal(err)
	}
	b.run(t, click("a.search"))
	until(t, b, opened)
	asks(t, b, "koalisi")
	until(t, b, `document.querySelector(".after button") && document.querySelector(".after a") && `+results+`.length === 0 && !`+said+`.includes("…")`)
	if err := os.Rename(away, index); err != nil {
		t.Fatal(err)
	}
	if trouble, _ := b.take(); len(trouble) == 0 || strings.Contains(fmt.Sprint(trouble), "exception") {
		t.Errorf("trouble: %q", trouble) // files that are not there, but nothing unhandled
	}
	b.run(t, click(".after button"))
	until(t, b, results+`.length > 0`)
	quiet(t, b)
}

func axeDialog(t *testing.T, b *tab, address string) {
	script, err := os.ReadFile("../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("axe-core is not installed: npm ci --prefix .ci")
	}
	b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
	for _, width := range []int64{320, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			b.run(t, screen(width, scheme), chromedp.Navigate(address), click("a.search"), chromedp.Evaluate[chromedp.Void](string(script)))
			until(t, b, opened)
			for _, query := range []string{"kemitran sekolah", "", "xqzvvkkjwp"} {
				if query != "kemitran sekolah" && (width > 320 || scheme == "light") {
					continue
				}
				asks(t, b, query)
				until(t, b, map[string]string{"": said, "kemitran sekolah": results + ".length > 2", "xqzvvkkjwp": said + `.includes("xqzv")`}[query])
				if query != "" {
					b.run(t, chromedp.KeyEvent(kb.ArrowDown))
				}
				if shots := os.Getenv("HANDBOOK_SHOTS"); shots != "" {
					shoot(t, b, filepath.Join(shots, fmt.Sprintf("search-%d-%s-%d.png", width, scheme, len(query))))
				}
				violations := ask[[]string](t, b, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r =>
					r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`)
				for _, v := range violations {
					t.Errorf("%q at %d px, %s: %s", query, width, scheme, v)
				}
				if wide := ask[[]string](t, b, tooWide); len(wide) > 0 {
					t.Errorf("%q at %d px scrolls sideways: %v", query, width, wide)
				}
			}
		}
	}
}

func shoot(t testing.TB, b *tab, file string) {
	t.Helper()
	picture, err := chromedp.Run(b, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
