//go:build unix

package generator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// probe is a handbook of one long page that has what is hard on a small screen, and of pages around it.
func probe() map[string]string {
	var b strings.Builder
	b.WriteString("# Probe\n\nIt begins[^1] with [a link](good.md) and `code`.\n\n## Wide table\n\n")
	b.WriteString(strings.Repeat("| a column of some width ", 12) + "|\n" + strings.Repeat("|---", 12) + "|\n" + strings.Repeat("| cell ", 12) + "|\n\n")
	b.WriteString("## Long line\n\n```sh\nmake one-thing && " + strings.Repeat("another-thing --with-a-flag ", 12) + "\nmake second-thing\n```\n\n")
	for n := range 12 {
		fmt.Fprintf(&b, "## Part %d\n\n%s\n\n", n, strings.Repeat("Words that fill the page. ", 60))
	}
	b.WriteString("## Last part\n\nThe needle is here.\n\n[^1]: A note.\n")
	return map[string]string{"en/probe.md": b.String()}
}

// TestPage opens one page, in one tab, and does with it what readers do.
func TestPage(t *testing.T) {
	browser := startBrowser(t)
	content := notebook("en/other.md", "# Other\n\nMore words.\n")
	for p, text := range probe() {
		content[p] = notebook(p, text)[p]
	}
	all := files(t, buildWith(t, content, ""))
	start := host(t, publish(t, all), "/")
	address := start + "en/probe.html"
	b := newTab(t, browser)

	t.Run("F11 targets", func(t *testing.T) {
		for _, width := range []int64{320, 1280} {
			b.run(t, screen(width, "light"), chromedp.Navigate(address))
			for _, small := range ask[[]string](t, b, tooSmall) {
				t.Errorf("at %d px: %s", width, small)
			}
		}
	})
	t.Run("F14 what is wide", func(t *testing.T) {
		b.run(t, screen(320, "light"), chromedp.Navigate(address))
		for element, want := range map[string]string{"div.table": "true,true,region true", "pre": "true,true,null false"} {
			state := ask[string](t, b, `(() => { const e = document.querySelector("main `+element+`"); e.scrollIntoView({block: "center"}); e.focus();
				return [e.scrollWidth > e.clientWidth, document.activeElement === e, e.getAttribute("role") + " " + !!e.getAttribute("aria-label")].join() })()`)
			if state != want {
				t.Errorf("%s scrolls, takes the focus, is a named region: %s", element, state)
			}
			b.run(t, chromedp.KeyEvent("\u0303")) // →
			if moved := becomes(t, b, `String(document.activeElement.scrollLeft > 0)`, "true"); moved != "true" {
				t.Errorf("%s does not scroll by the keyboard", element)
			}
		}
	})
	t.Run("F20 nothing moves or flashes", func(t *testing.T) { steady(t, b, address) })
	t.Run("F21 ways through a page", func(t *testing.T) { ways(t, b, address) })
	t.Run("F23 names", func(t *testing.T) { named(t, b, address) })
	if trouble, _ := b.take(); len(trouble) > 0 {
		t.Error(trouble)
	}
}

// tooSmall names targets of less than 24 by 24 pixels that are not words in a line, and have no room around them either (WCAG
// 2.2, 2.5.8): a circle of 24 pixels round their middle meets another target, or the circle of another that is too small.
const tooSmall = `(() => {
	const all = [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")]
		.filter(e => !e.closest("[hidden]") && e.checkVisibility({visibilityProperty: true}) && !e.matches("div.table, pre"))
		.map(e => ({e, r: e.getBoundingClientRect()})).filter(x => x.r.width > 0 && x.r.right > 0);
	const small = x => x.r.width < 24 || x.r.height < 24;
	const inline = x => { const p = x.e.closest("p, li, td, th, dd, dt, h2, h3, h4, figcaption, sup");
		return getComputedStyle(x.e).display === "inline" && p && p.textContent.trim().length > x.e.textContent.trim().length };
	const middle = x => [x.r.left + x.r.width / 2, x.r.top + x.r.height / 2];
	const near = (x, y) => { const [a, b] = middle(x), [c, d] = middle(y);
		if (small(y) && Math.hypot(a - c, b - d) < 24) return true;
		return Math.hypot(Math.max(y.r.left - a, 0, a - y.r.right), Math.max(y.r.top - b, 0, b - y.r.bottom)) < 12 };
	return all.filter(x => small(x) && !inline(x)).filter(x => all.some(y => y !== x && !inline(y) && !x.e.contains(y.e) && !y.e.contains(x.e) && near(x, y)))
		.map(x => Math.round(x.r.width) + "×" + Math.round(x.r.height) + " " + x.e.outerHTML.slice(0, 90));
})()`

// steady reloads a page whose reader wants another theme than the system: no frame shows the system's, and nothing moves.
func steady(t *testing.T, b *tab, address string) {
	watch := func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
			window.colours = []; window.shift = 0;
			new PerformanceObserver(l => l.getEntries().forEach(e => { window.shift += e.value })).observe({type: "layout-shift", buffered: true});
			(function frame() {
				if (document.body) window.colours.push(getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor);
				if (window.colours.length < 30) requestAnimationFrame(frame);
			})()`})
		return err
	}
	b.run(t, screen(1280, "light"), chromedp.Func(watch), chromedp.Navigate(address))
	light := ask[string](t, b, `getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor`)
	b.run(t, chromedp.Evaluate[chromedp.Void](`localStorage.setItem("handbook-theme", "dark")`), chromedp.Reload())
	if n := becomes(t, b, `String(window.colours && window.colours.length >= 30)`, "true"); n != "true" {
		t.Error("too few frames were drawn")
	}
	seen := ask[[]string](t, b, `[...new Set(window.colours)]`)
	if len(seen) != 1 || seen[0] == light {
		t.Errorf("the page was drawn in %q; light is %q", seen, light)
	}
	if moved := ask[float64](t, b, `window.shift`); moved != 0 {
		t.Errorf("the page moved by %v while it was loaded", moved)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`localStorage.removeItem("handbook-theme")`))
}

// ways follows addresses with #, goes back and forward, finds a word, and takes text with it.
func ways(t *testing.T, b *tab, address string) {
	clear := `String((() => { const e = document.querySelector(":target"); if (!e) return "no target"; const r = e.getBoundingClientRect();
		const at = document.elementFromPoint(r.left + 5, r.top + r.height / 2);
		return r.top >= 0 && r.bottom <= innerHeight && !!at && e.contains(at) })())`
	b.run(t, screen(1280, "light"), chromedp.Navigate(address+"#part-7"))
	if got := becomes(t, b, clear, "true"); got != "true" {
		t.Errorf("the section that the address names is hidden: %s", got)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector('a[href$="#part-2"]').click()`))
	if got := becomes(t, b, `location.hash + `+clear, "#part-2true"); got != "#part-2true" {
		t.Errorf("a link of the contents leads to %s", got)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`history.back()`))
	if got := becomes(t, b, `location.hash + `+clear, "#part-7true"); got != "#part-7true" {
		t.Errorf("back leads to %s", got)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`history.forward()`))
	if got := becomes(t, b, `location.hash + `+clear, "#part-2true"); got != "#part-2true" {
		t.Errorf("forward leads to %s", got)
	}
	if !ask[bool](t, b, `window.find("The needle is here")`) {
		t.Error("a search in the page does not find its text")
	}
	code := ask[string](t, b, `(() => { const s = getSelection(); s.selectAllChildren(document.querySelector("main pre")); return s.toString() })()`)
	if !strings.HasPrefix(code, "make one-thing && ") || !strings.HasSuffix(strings.TrimSpace(code), "\nmake second-thing") {
		t.Errorf("selected code is %q", code)
	}
	heading := ask[string](t, b, `(() => { const s = getSelection(); s.selectAllChildren(document.querySelector("#part-3")); return s.toString().trim() })()`)
	if heading != "Part 3" {
		t.Errorf("a selected heading is %q", heading)
	}
}

// landmarks are the roles that a screen reader offers as ways through a page.
func landmark(role string) bool {
	switch role {
	case "banner", "navigation", "main", "contentinfo", "region", "search", "form", "complementary", "heading", "dialog":
		return true
	}
	return false
}

// named compares the landmarks, headings and controls of a page, as a screen reader has them, with those that were agreed.
func named(t *testing.T, b *tab, address string) {
	b.run(t, screen(1280, "light"), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}), chromedp.Navigate(address))
	result, err := chromedp.Run(b, func(ctx context.Context, target *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	seen := map[string]int{}
	for _, n := range result.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role, name := plain(n.Role), plain(n.Name)
		control := role == "button" || role == "combobox" || role == "searchbox" || role == "textbox" || role == "link" || role == "DisclosureTriangle"
		if control && name == "" {
			t.Errorf("a %s has no name", role)
		}
		if !landmark(role) || role == "heading" && strings.HasPrefix(name, "Part ") {
			continue
		}
		fmt.Fprintf(&text, "%s %s\n", role, name)
		if role != "heading" {
			seen[role+" "+name]++
		}
	}
	for what, n := range seen {
		if n > 1 || strings.HasSuffix(what, " ") && what != "main " && what != "banner " && what != "contentinfo " {
			t.Errorf("%d landmarks are %q: they cannot be told apart", n, what)
		}
	}
	if seen["main "] != 1 {
		t.Errorf("%d main landmarks", seen["main "])
	}
	const file = "testdata/landmarks.txt"
	if *update {
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != text.String() {
		t.Errorf("%s differs (-update rewrites it): %v\n%s", file, err, text.String())
	}
}

func plain(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if err := json.Unmarshal(v.Value, &s); err != nil {
		return string(v.Value)
	}
	return s
}
