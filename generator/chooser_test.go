package generator_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbook/generator/site"
)

// ranking is what the chooser says of answers, as the page shows it and as it is worked out here: codes from the first to the
// last, the totals, for each the answers for and against it, what speaks for a rival of the first, and with what to start.
type ranking struct {
	Codes   []string   `json:"codes"`
	Scores  []string   `json:"scores"`
	For     [][]string `json:"for"`
	Against [][]string `json:"against"`
	Start   string     `json:"start"`
	Par     []string   `json:"par"`
}

// asked is the questions of the handbook as its pages have them: by question and answer, the weights by code.
type asked struct {
	codes   []string
	needs   map[string]float64
	moves   map[string][]string // by code, the codes it may grow into
	answers [][]weighed
}

type weighed struct {
	text    string
	weights map[string]float64
}

func fieldOf(fields []site.Value, name string) site.Value {
	for _, v := range fields {
		if v.Field.Name == name {
			return v
		}
	}
	return site.Value{}
}

// questionsOf reads the questions of an edition.
func questionsOf(e *site.Edition) asked {
	q := asked{needs: map[string]float64{}, moves: map[string][]string{}}
	for _, p := range e.Pages {
		if p.Role != site.RoleText {
			continue
		}
		switch p.Kind.Name {
		case "model":
			q.codes = append(q.codes, p.Code)
			for _, name := range []string{"time_needed", "trust_needed"} {
				q.needs[p.Code] += fieldOf(p.Fields, name).Given.Number
			}
			for _, move := range fieldOf(p.Fields, "moves_to").Items {
				q.moves[p.Code] = append(q.moves[p.Code], fieldOf(move.Fields, "model").Target.Page.Code)
			}
		case "factor":
			for _, question := range fieldOf(p.Fields, "questions").Items {
				var all []weighed
				for _, option := range fieldOf(question.Fields, "options").Items {
					w := weighed{fieldOf(option.Fields, "answer").Given.Text, map[string]float64{}}
					for _, weight := range fieldOf(option.Fields, "weights").Items {
						w.weights[fieldOf(weight.Fields, "model").Target.Page.Code] = fieldOf(weight.Fields, "weight").Given.Number
					}
					all = append(all, w)
				}
				q.answers = append(q.answers, all)
			}
		}
	}
	return q
}

// rank works out what the page should say of answers: for each question the number of one, or -1.
func (q asked) rank(answers []int) ranking {
	var chosen []weighed
	for i, a := range answers {
		if a >= 0 {
			chosen = append(chosen, q.answers[i][a])
		}
	}
	r := ranking{Codes: slices.Clone(q.codes), For: [][]string{}, Against: [][]string{}, Scores: []string{}, Par: []string{}}
	total := map[string]float64{}
	for _, c := range chosen {
		for code, n := range c.weights {
			total[code] += n
		}
	}
	if len(chosen) > 0 {
		slices.SortStableFunc(r.Codes, func(a, b string) int {
			return cmp.Or(cmp.Compare(total[b], total[a]), cmp.Compare(q.needs[a], q.needs[b]))
		})
	}
	for _, code := range r.Codes {
		r.Scores = append(r.Scores, map[bool]string{true: signed(total[code]), false: ""}[len(chosen) > 0])
		r.For = append(r.For, strongest(chosen, code, 1))
		r.Against = append(r.Against, strongest(chosen, code, -1))
		if len(chosen) > 0 && total[code] >= total[r.Codes[0]]-2 {
			r.Par = append(r.Par, code)
		}
	}
	if len(chosen) == 0 {
		return r
	}
	first := r.Codes[0]
	doubts := slices.DeleteFunc(slices.Clone(chosen), func(c weighed) bool { return c.weights[first] >= 0 })
	for _, rival := range r.Codes[1:] {
		if len(doubts) > 0 {
			break
		}
		var most *weighed
		for i, c := range chosen {
			if n := c.weights[rival]; n > 0 && n > c.weights[first] && (most == nil || n > most.weights[rival]) {
				most = &chosen[i]
			}
		}
		if most != nil {
			doubts = []weighed{*most}
			r.Against[0] = []string{"→" + rival + " " + most.text}
		}
	}
	for _, code := range r.Codes {
		easier := slices.Contains(q.moves[code], first) && q.needs[code] < q.needs[first]
		objects := slices.ContainsFunc(doubts, func(c weighed) bool { return c.weights[code] < 0 })
		supported := slices.ContainsFunc(doubts, func(c weighed) bool { return c.weights[code] > 0 })
		if easier && !objects && supported {
			r.Start = code
			break
		}
	}
	return r
}

// strongest is at most two answers with a weight of a sign for a code, the heaviest first.
func strongest(chosen []weighed, code string, sign float64) []string {
	heavy := slices.DeleteFunc(slices.Clone(chosen), func(c weighed) bool { return c.weights[code]*sign <= 0 })
	slices.SortStableFunc(heavy, func(a, b weighed) int { return cmp.Compare(b.weights[code]*sign, a.weights[code]*sign) })
	texts := []string{}
	for _, c := range heavy[:min(2, len(heavy))] {
		texts = append(texts, c.text)
	}
	return texts
}

func signed(n float64) string {
	switch {
	case n > 0:
		return fmt.Sprintf("+%v", n)
	case n < 0:
		return fmt.Sprintf("−%v", -n)
	}
	return "0"
}

// readRanking reads the ranking from the page. Of a line only the answer is of interest: what stands before its weight.
const readRanking = `(() => {
	const items = [...document.querySelectorAll(".candidates > li")], text = e => e.textContent;
	const lines = (item, box) => item.querySelector(box).hidden ? [] : [...item.querySelectorAll(box + " li")].map(li => {
		const line = li.textContent.replace(/ \([+−]\d+\).*$/s, ""), rival = item.querySelector(".against ul").dataset.rival.split("{title}");
		const code = line.startsWith(rival[0]) && line.slice(rival[0].length).match(/^(M\d): /);
		return code ? "→" + code[1] + " " + line.slice(rival[0].length + code[0].length) : line;
	});
	const start = document.querySelector(".start:not([hidden]) a");
	return {
		codes: items.map(i => text(i.querySelector(".code"))), scores: items.map(i => text(i.querySelector(".score"))),
		for: items.map(i => lines(i, ".for")), against: items.map(i => lines(i, ".against")),
		start: start ? text(start).slice(0, 2) : "", par: items.filter(i => i.classList.contains("par")).map(i => text(i.querySelector(".code"))),
	};
})()`

// TestChooser answers the questions of our own handbook over http and from a disk, with and without a script.
func TestChooser(t *testing.T) {
	browser := startBrowser(t)
	built := buildWith(t, ownContent(t), "")
	all := files(t, built)
	const id, en = "id/pemilih-model.html", "en/model-chooser.html"
	for p, of := range map[string]string{"id/index.html": id, "id/model/index.html": id, "id/faktor/index.html": id, "id/panduan/memilih-model.html": id, "en/index.html": en} {
		if !strings.Contains(string(all[p]), `href="`+strings.TrimPrefix(site.Href(p, of, ""), "./")+`"`) {
			t.Errorf("%s does not lead to %s", p, of)
		}
	}
	dir := publish(t, all)
	starts := map[string]string{"http": host(t, dir, "/buku/"), "disk": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, browser)
			b.run(t, screen(1280, "light"), chromedp.Navigate(start+id))
			t.Run("ranking", func(t *testing.T) { rankings(t, b, questionsOf(built.Site.Editions[0])) })
			t.Run("address", func(t *testing.T) { chooserAddress(t, b, start+id) })
			if trouble, _ := b.take(); len(trouble) > 0 {
				t.Error(trouble)
			}
		})
	}
	start := starts["http"]
	t.Run("keyboard", func(t *testing.T) { chooserKeyboard(t, newTab(t, browser), start+id) })
	t.Run("no script", func(t *testing.T) { chooserWithoutScript(t, newTab(t, browser), start+id) })
	t.Run("print", func(t *testing.T) { chooserPrinted(t, newTab(t, browser), start+id+"?q1=c&q2=a&q3=b&q5=a") })
	t.Run("axe", func(t *testing.T) {
		b := newTab(t, browser)
		b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
		for _, width := range []int64{320, 390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				for _, p := range []string{id, en + "?q1=c&q2=a&q3=b&q4=a&q5=a&q6=b&q7=b&q8=c"} {
					b.run(t, screen(width, scheme), chromedp.Navigate(start+p), chromedp.Sleep(200*time.Millisecond))
					accessible(t, b, fmt.Sprintf("%s at %d px, %s", p, width, scheme))
					if ask[bool](t, b, `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
						t.Errorf("%s scrolls sideways at %d px", p, width)
					}
				}
			}
		}
	})
}

// rankings compares the page with what is worked out here for random answers, none and all of them among them.
func rankings(t *testing.T, b *tab, q asked) {
	random := rand.New(rand.NewPCG(3, 14))
	var answers [][]int
	for n := range 200 {
		one := make([]int, len(q.answers))
		for i, options := range q.answers {
			if one[i] = random.IntN(len(options)+1) - 1; n == 0 {
				one[i] = -1
			} else if n%2 == 0 && one[i] < 0 {
				one[i] = 0
			}
		}
		answers = append(answers, one)
	}
	data, _ := json.Marshal(answers)
	got := ask[[]ranking](t, b, `(() => {
		history.replaceState = () => {}; // so many at once the browser would refuse
		const form = document.querySelector(".chooser"), sets = [...form.querySelectorAll("fieldset")];
		return `+string(data)+`.map(answers => {
			answers.forEach((a, i) => sets[i].querySelectorAll("input").forEach((input, n) => { input.checked = n === a; }));
			form.dispatchEvent(new Event("change"));
			return `+readRanking+`;
		});
	})()`)
	seen, started := map[string]bool{}, 0
	for i, a := range answers {
		want := q.rank(a)
		if !reflect.DeepEqual(got[i], want) {
			t.Fatalf("answers %v:\n got %+v\nwant %+v", a, got[i], want)
		}
		seen[want.Codes[0]] = true
		if want.Start != "" {
			started++
		}
	}
	if len(seen) < 5 || started == 0 {
		t.Errorf("of the models only %v come first, and %d times another is the start", seen, started)
	}
}

// chooserAddress: the address holds the answers, brings them back, and what is wrong in it is passed over.
func chooserAddress(t *testing.T, b *tab, address string) {
	b.run(t, chromedp.Navigate(address))
	if got := ask[string](t, b, `document.querySelector(".said").textContent + document.querySelector(".score").textContent`); strings.ContainsAny(got, "+−") {
		t.Errorf("without answers there is a total: %q", got)
	}
	b.run(t, chromedp.Click(chromedp.CSS(`[name="q1"][value="c"]`)), chromedp.Click(chromedp.CSS(`[name="q5"][value="a"]`)))
	want := address + "?q1=c&q5=a"
	shared := becomes(t, b, "location.href", want)
	if shared != want {
		t.Errorf("the address is %s, want %s", shared, want)
	}
	becomes(t, b, `String(document.querySelector(".said[role=status]").textContent.includes("2 dari 8"))`, "true") // said after a pause
	before := ask[ranking](t, b, readRanking)
	said := ask[string](t, b, `document.querySelector(".said[role=status]").textContent`)
	if !strings.Contains(said, "2 dari 8") || !strings.Contains(said, before.Codes[0]) {
		t.Errorf("said is %q", said)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }; document.querySelector(".copy").click()`))
	if copied := ask[string](t, b, "window.copied"); copied != shared {
		t.Errorf("copied is %s", copied)
	}
	b.run(t, chromedp.Navigate("about:blank"), chromedp.Navigate(shared+"&q2=zz&q99=a&x=<b>&q3"))
	if after := ask[ranking](t, b, readRanking); !reflect.DeepEqual(after, before) {
		t.Errorf("the address brings back %+v, want %+v", after, before)
	}
	b.run(t, chromedp.Click(chromedp.CSS(`.chooser [type="reset"]`)))
	if left := becomes(t, b, `document.querySelectorAll(".chooser :checked").length + location.search`, "0"); left != "0" {
		t.Errorf("%s answers are left", left)
	}
}

// chooserKeyboard answers with the keyboard alone.
func chooserKeyboard(t *testing.T, b *tab, address string) {
	b.run(t, screen(1280, "light"), chromedp.Navigate(address))
	for range 60 {
		b.run(t, chromedp.KeyEvent("\t"))
		if ask[string](t, b, "document.activeElement.name || ''") == "q1" {
			break
		}
	}
	b.run(t, chromedp.KeyEvent(" "), chromedp.KeyEvent("\ue015")) // space, then arrow down
	if at := ask[string](t, b, "location.search"); at != "?q1=b" && at != "?q1=a" {
		t.Errorf("the address is %q", at)
	}
	b.run(t, chromedp.KeyEvent("\t"))
	if next := ask[string](t, b, "document.activeElement.name || document.activeElement.outerHTML.slice(0, 80)"); next != "q2" {
		t.Errorf("behind the first question stands %s", next)
	}
}

// chooserWithoutScript: the questions are a table with all weights, and it says how to add them up.
func chooserWithoutScript(t *testing.T, b *tab, address string) {
	b.run(t, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), screen(390, "light"), chromedp.Navigate(address))
	for _, selector := range []string{`.by-hand li`, `[data-question="q8"] thead th`, `td[data-weight="3"]`, `td[data-weight="-2"]`, `.reason`, `.candidates a`} {
		if !visible(t, b, selector) {
			t.Errorf("%s is not to be seen", selector)
		}
	}
	for _, selector := range []string{`.copy`, `.start`, `.for`} {
		if visible(t, b, selector) {
			t.Errorf("%s is to be seen", selector)
		}
	}
	if trouble, _ := b.take(); len(trouble) > 0 {
		t.Error(trouble)
	}
}

// chooserPrinted: the answers given and the ranking stand on paper, the buttons and the other answers do not.
func chooserPrinted(t *testing.T, b *tab, address string) {
	b.run(t, screen(1280, "light"), chromedp.Navigate(address), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	shown := ask[[]int](t, b, `[".chooser tbody tr", ".chooser fieldset", ".chooser button", ".candidates > li"].map(s =>
		[...document.querySelectorAll(s)].filter(e => e.getClientRects().length).length)`)
	if want := []int{4, 4, 0, 5}; !slices.Equal(shown, want) {
		t.Errorf("answers, questions, buttons and models on paper: %v, want %v", shown, want)
	}
}

// accessible runs axe on the page as it is.
func accessible(t *testing.T, b *tab, what string) {
	t.Helper()
	script, err := os.ReadFile("../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("axe-core is not installed: npm ci --prefix .ci")
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](string(script)))
	for _, v := range ask[[]string](t, b, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r =>
		r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`) {
		t.Errorf("%s: %s", what, v)
	}
}

// visible reports whether the first element of a selector has a box. It needs no script on the page.
func visible(t *testing.T, b *tab, selector string) bool {
	t.Helper()
	err := onNode(b, selector, func(ctx context.Context, target *chromedp.Target, node cdp.NodeID) error {
		_, err := cdp.Call(ctx, target, dom.GetBoxModel, dom.GetBoxModelParams{NodeID: node})
		return err
	})
	if err != nil && !strings.Contains(err.Error(), "Could not compute box model") {
		t.Fatalf("%s: %v", selector, err)
	}
	return err == nil
}

// onNode does something with the first element of a selector, again where the browser has numbered its elements
// anew in between.
func onNode(b *tab, selector string, do func(ctx context.Context, target *chromedp.Target, node cdp.NodeID) error) error {
	var err error
	for range 50 {
		err = chromedp.Do(b, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			document, err := cdp.Call(ctx, target, dom.GetDocument, dom.GetDocumentParams{})
			if err != nil {
				return err
			}
			node, err := cdp.Call(ctx, target, dom.QuerySelector, dom.QuerySelectorParams{NodeID: document.Root.NodeID, Selector: selector})
			if err != nil {
				return err
			}
			if node.NodeID == 0 {
				return fmt.Errorf("there is no %s", selector)
			}
			return do(ctx, target, node.NodeID)
		}))
		if err == nil || !strings.Contains(err.Error(), "Could not find node") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// TestTermExplainsItself: the first mention of a word of the glossary shows its definition to pointer, keyboard and finger,
// with and without script, wherever it stands on a narrow screen, and not on paper.
func TestTermExplainsItself(t *testing.T) {
	browser := startBrowser(t)
	all := files(t, buildWith(t, ownContent(t), ""))
	dir := publish(t, all)
	starts := map[string]string{"http": host(t, dir, "/"), "disk": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String()}
	const at = "id/model/kolaborasi.html"
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, browser)
			for _, width := range []int64{320, 1280} {
				b.run(t, screen(width, "light"), chromedp.Navigate(start+at))
				for _, s := range ask[[]string](t, b, `[...document.querySelectorAll(".term")].map(term => {
					const link = term.querySelector("a"), tip = document.getElementById(link.getAttribute("aria-describedby"));
					if (tip.getClientRects().length) return "is open: " + link.textContent;
					link.focus();
					const r = tip.getBoundingClientRect(), line = link.getClientRects(), last = line[line.length - 1];
					const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
					return !r.height ? "stays shut: " + link.textContent
						: r.left < 0 || r.right > innerWidth ? "is cut: " + link.textContent
						: Math.abs(r.top - last.bottom) > 14 ? "stands " + (r.top - last.bottom) + " px from its word: " + link.textContent
						: r.left > last.left || r.right < last.right ? "is not below its word: " + link.textContent
						: top && !tip.contains(top) ? "is covered: " + link.textContent
						: !link.href.includes("/glosarium/") ? "leads to " + link.href : "";
				}).filter(s => s)`) {
					t.Errorf("%d px: a definition %s", width, s)
				}
				if n := ask[int](t, b, `document.querySelectorAll(".term").length`); n < 3 || n > 12 {
					t.Errorf("%d words are marked", n)
				}
				pointer(t, b)
			}
			if trouble, _ := b.take(); len(trouble) > 0 {
				t.Error(trouble)
			}
		})
	}
	start := starts["http"]
	t.Run("no script", func(t *testing.T) {
		b := newTab(t, browser)
		b.run(t, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), screen(390, "light"), chromedp.Navigate(start+at))
		if visible(t, b, "[role=tooltip]") {
			t.Error("the definition is open")
		}
		if err := onNode(b, ".term a", func(ctx context.Context, target *chromedp.Target, node cdp.NodeID) error {
			_, err := cdp.Call(ctx, target, dom.Focus, dom.FocusParams{NodeID: node})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if !visible(t, b, "[role=tooltip]") {
			t.Error("the definition stays shut")
		}
	})
	t.Run("finger", func(t *testing.T) { finger(t, newTab(t, browser), start+at) })
	t.Run("print", func(t *testing.T) {
		b := newTab(t, browser)
		b.run(t, screen(1280, "light"), chromedp.Navigate(start+at), send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
		if n := ask[int](t, b, `(document.querySelector(".term a").focus(), [...document.querySelectorAll("[role=tooltip]")].filter(e => e.getClientRects().length).length)`); n != 0 {
			t.Errorf("%d definitions are printed", n)
		}
	})
	t.Run("axe", func(t *testing.T) {
		b := newTab(t, browser)
		b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
		for _, width := range []int64{390, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				b.run(t, screen(width, scheme), chromedp.Navigate(start+at), chromedp.Evaluate[chromedp.Void](`document.querySelector(".term a").focus(); document.querySelector(".cite").open = true`))
				accessible(t, b, fmt.Sprintf("an open definition at %d px, %s", width, scheme))
			}
		}
	})
}

// spot is the middle of an element in the window.
type spot struct{ X, Y float64 }

func middle(t *testing.T, b *tab, selector string) spot {
	return ask[spot](t, b, `(() => { const e = document.querySelector("`+selector+`"); if (e.scrollIntoView) e.scrollIntoView({block: "center"});
		const r = e.getClientRects()[0]; return {X: r.left + r.width / 2, Y: r.top + r.height / 2}; })()`)
}

const openTips = `[...document.querySelectorAll("[role=tooltip]")].filter(e => e.getClientRects().length).length`

// pointer opens a definition by pointing at its word, and moves onto it without losing it.
func pointer(t *testing.T, b *tab) {
	b.run(t, chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"))
	at := middle(t, b, ".term a")
	move := func(x, y float64) int {
		b.run(t, send(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y}))
		return ask[int](t, b, openTips)
	}
	if move(at.X, at.Y) != 1 {
		t.Error("pointing at a word does not open its definition")
	}
	bottom := ask[float64](t, b, `(() => { const e = [...document.querySelectorAll("[role=tooltip]")].find(e => e.getClientRects().length); return e ? e.getBoundingClientRect().bottom - 4 : 0; })()`)
	for y := at.Y; y < bottom; y += 3 {
		if move(at.X, y) != 1 {
			t.Fatalf("the definition closes on the way to it, %v px below the word", y-at.Y)
		}
	}
	if move(2, 2) != 0 {
		t.Error("the definition stays open")
	}
}

// finger taps a word: the first tap shows the definition, the second follows the link.
func finger(t *testing.T, b *tab, address string) {
	b.run(t, send(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 1}),
		send(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 800, DeviceScaleFactor: 1, Mobile: true}),
		chromedp.Navigate(address))
	if !ask[bool](t, b, `matchMedia("(hover: none)").matches`) {
		t.Fatal("this Chromium does not pretend to have no pointer")
	}
	at := middle(t, b, ".term a")
	tap := func() {
		b.run(t, send(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at.X, Y: at.Y}}}),
			send(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}}),
			chromedp.Sleep(500*time.Millisecond))
	}
	tap()
	if where := ask[string](t, b, "location.href"); where != address || ask[int](t, b, openTips) != 1 {
		t.Fatalf("after a tap %d definitions are open on %s", ask[int](t, b, openTips), where)
	}
	tap()
	if where := ask[string](t, b, "location.href"); !strings.Contains(where, "/glosarium/") {
		t.Errorf("a second tap leads to %s", where)
	}
}

// TestCitation: each page says how to cite it, by its absolute address where there is one, and copies that.
func TestCitation(t *testing.T) {
	const at = "id/model/koalisi.html"
	want := []string{
		"Model Koalisi (M4). (2026, 22 November). Dalam <cite>Buku Panduan Kemitraan dalam Promosi Kesehatan</cite>.",
		"Buku Panduan Kemitraan dalam Promosi Kesehatan. Model Koalisi (M4) [Internet]. 2026, 22 November.",
	}
	for base, texts := range map[string][]string{
		"": {want[0] + "</p>", want[1] + "</p>", `<a href="../../k/M4.html">k/M4.html</a>`},
		"https://example.org/buku/": {want[0] + " https://example.org/buku/" + at, want[1] + " Tersedia pada: https://example.org/buku/" + at,
			`<a href="../../k/M4.html">https://example.org/buku/k/M4.html</a>`},
	} {
		html := string(files(t, buildWith(t, ownContent(t), base))[at])
		for _, text := range texts {
			if !strings.Contains(html, text) {
				t.Errorf("with the base %q the page does not say %s", base, text)
			}
		}
	}
	browser := startBrowser(t)
	b := newTab(t, browser)
	start := host(t, publish(t, files(t, buildWith(t, ownContent(t), ""))), "/")
	b.run(t, screen(390, "light"), chromedp.Navigate(start+at))
	got := ask[[]string](t, b, `(() => { navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };
		document.querySelector(".cite").open = true; document.querySelector(".cite button").click();
		return new Promise(done => setTimeout(() => done([window.copied, document.querySelector(".status").textContent]), 50)); })()`)
	if !strings.HasPrefix(got[0], "Model Koalisi (M4). (2026") || strings.Contains(got[0], "Salin") || got[1] != "Sudah disalin" {
		t.Errorf("copied and said: %q", got)
	}
}

// TestWeightOfModels: the pages of models have three times the words of the page that F18 weighs, and may weigh three quarters of a KB more.
func TestWeightOfModels(t *testing.T) {
	all := files(t, buildWith(t, ownContent(t), ""))
	shared := 0
	for p, data := range all {
		if strings.HasPrefix(p, "assets/handbook-") {
			shared += gzipped(t, data)
		}
	}
	pages := 0
	for p, data := range all {
		if strings.HasPrefix(p, "id/model/") || strings.HasPrefix(p, "en/models/") {
			if name := filepath.Base(p); !strings.HasSuffix(name, ".html") || !strings.Contains(string(data), `data-kind="model"`) {
				continue
			}
			pages++
			if n := gzipped(t, data) + shared; n > 14<<10+768 {
				t.Errorf("%s: %d bytes gzip", p, n)
			}
		}
	}
	if pages != 10 {
		t.Errorf("%d pages of models", pages)
	}
}
