package generator_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"

	"handbook/generator"
)

// source is the front matter of a case, read with nothing of ours.
type source struct {
	Code    string
	Draft   bool
	Outcome string `yaml:"outcome_class"`
	Topics  []string
	Models  []struct{ Model string }

	Results  []struct{ Indicator string }
	Benefits []struct{ Benefit, Favourable string }
	Partners []struct{ Sector string }
}

func (s source) models() (all []string) {
	for _, m := range s.Models {
		all = append(all, path.Base(m.Model))
	}
	return all
}

func (s source) sectors() (all []string) {
	for _, p := range s.Partners {
		all = append(all, p.Sector)
	}
	return all
}

// sources reads the cases of the handbook in its first language.
func sources(t *testing.T) []source {
	names, err := filepath.Glob("../content/id/cases/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	var all []source
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, front, _ := strings.Cut(string(data), "---\n")
		front, _, _ = strings.Cut(front, "\n---")
		var s source
		if err := yaml.Unmarshal([]byte(front), &s); err != nil {
			t.Fatal(name, err)
		}
		if s.Code != "" && !s.Draft {
			all = append(all, s)
		}
	}
	return all
}

// codes are the codes of the cases that fit, sorted.
func codes(all []source, fits func(source) bool) []string {
	var found []string
	for _, s := range all {
		if fits(s) {
			found = append(found, s.Code)
		}
	}
	slices.Sort(found)
	return found
}

// TestMapsCount: what the maps count is what the sources say, cell by cell, and each count leads to the cases.
func TestMapsCount(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	cases := sources(t)
	for _, lang := range []string{"id", "en"} {
		doc, err := html.Parse(bytes.NewReader(all[lang+"/maps.html"]))
		if err != nil {
			t.Fatal(err)
		}
		cells := 0
		for dt := range doc.Descendants() {
			id := ""
			if dt.Data == "dt" {
				id = attribute(dt, "id")
			}
			parts := strings.Split(id, ":")
			if len(parts) != 4 || parts[0] != "map" {
				continue
			}
			cells++
			want := codes(cases, func(s source) bool { return counted(s, parts[1], parts[2], parts[3]) })
			if got := codesIn(dt.NextSibling); !slices.Equal(got, want) {
				t.Errorf("%s: %s lists %v, the sources say %v", lang, id, got, want)
			}
			if n := numberAt(doc, "#"+id); n != len(want) {
				t.Errorf("%s: %s counts %d, the sources say %d", lang, id, n, len(want))
			}
		}
		// Whatever else the sources pair is a cell too.
		pairs := map[string]bool{}
		for _, s := range cases {
			for _, m := range s.models() {
				for _, b := range s.Benefits {
					pairs["evidence:"+m+":"+path.Base(b.Benefit)] = true
				}
				for _, sector := range s.sectors() {
					pairs["sectors:"+sector+":"+m] = true
				}
			}
		}
		if cells != len(pairs) || cells == 0 {
			t.Errorf("%s: %d cells, the sources have %d pairs", lang, cells, len(pairs))
		}
	}
}

func counted(s source, table, row, column string) bool {
	if table == "sectors" {
		return slices.Contains(s.sectors(), row) && slices.Contains(s.models(), column)
	}
	return slices.Contains(s.models(), row) && slices.ContainsFunc(s.Benefits, func(b struct{ Benefit, Favourable string }) bool {
		return path.Base(b.Benefit) == column
	})
}

// codesIn is the short codes in the links below a node, sorted.
func codesIn(n *html.Node) []string {
	var found []string
	for d := range n.Descendants() {
		if d.Data == "span" && attribute(d, "class") == "code" && d.FirstChild != nil && d.Parent.Data == "a" {
			found = append(found, d.FirstChild.Data)
		}
	}
	slices.Sort(found)
	return found
}

// numberAt is the number in the link to an address, or -1.
func numberAt(doc *html.Node, href string) int {
	for a := range doc.Descendants() {
		if a.Data == "a" && a.Type == html.ElementNode {
			if to, err := url.PathUnescape(attribute(a, "href")); err == nil && to == href && a.LastChild != nil {
				if n, err := strconv.Atoi(strings.TrimSpace(a.LastChild.Data)); err == nil {
					return n
				}
			}
		}
	}
	return -1
}

// TestFacetPages: the page of each topic lists the cases that name it, and no case else.
func TestFacetPages(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	cases := sources(t)
	topics := map[string]bool{}
	for _, s := range cases {
		for _, topic := range s.Topics {
			topics[topic] = true
		}
	}
	for topic := range topics {
		data, ok := all["id/kasus/topics--"+topic+".html"]
		if !ok {
			t.Errorf("no page of the topic %s", topic)
			continue
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want := codes(cases, func(s source) bool { return slices.Contains(s.Topics, topic) })
		for ul := range doc.Descendants() {
			if ul.Data == "ul" && strings.HasPrefix(attribute(ul, "class"), "entries") {
				if got := codesIn(ul); !slices.Equal(got, want) {
					t.Errorf("%s lists %v, the sources say %v", topic, got, want)
				}
			}
		}
	}
}

// TestCompareTable: the comparison for spreadsheets opens in Excel in either language: marked as UTF-8, values apart.
func TestCompareTable(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	for p, comma := range map[string]rune{"id/model/compare.csv": ';', "en/models/compare.csv": ','} {
		data, marked := bytes.CutPrefix(all[p], []byte("\ufeff"))
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma = comma
		rows, err := r.ReadAll() // which wants as many values in each row
		if err != nil || !marked {
			t.Errorf("%s: %v, marked %v", p, err, marked)
			continue
		}
		if len(rows) < 15 || len(rows[0]) != 6 || !strings.HasPrefix(rows[0][1], "M1 ") {
			t.Errorf("%s: %d rows, the first %q", p, len(rows), rows[0])
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@") {
					t.Errorf("%s: %q may be taken for a formula", p, cell)
				}
			}
		}
	}
}

// TestEvidence: the table of each benefit has a row for every figure of the cases that name it, on the page and for spreadsheets,
// each with its source, grade and caveat; the page of the benefit leads to it in one line.
func TestEvidence(t *testing.T) {
	all := files(t, build(t, ownContent(t)))
	cases := sources(t)
	comma := map[string]rune{"id": ';', "en": ','}
	tables := 0
	for _, p := range pagesOf(all) {
		if !strings.HasSuffix(p, ".evidence.html") {
			continue
		}
		tables++
		doc, err := html.Parse(bytes.NewReader(all[p]))
		if err != nil {
			t.Fatal(err)
		}
		code := ""
		var rows []string // codes
		for n := range doc.Descendants() {
			if n.Data == "span" && attribute(n, "class") == "code" && n.Parent.Parent.Parent.Parent.Data == "nav" {
				code = words(n)
			}
			if n.Data == "th" && attribute(n, "scope") == "row" {
				rows = append(rows, codesIn(n)...)
			}
		}
		var want []string
		for _, s := range cases {
			names := slices.ContainsFunc(s.Benefits, func(b struct{ Benefit, Favourable string }) bool {
				return benefitCodes(t)[path.Base(b.Benefit)] == code
			})
			for range max(1, len(s.Results)) {
				if names {
					want = append(want, s.Code)
				}
			}
		}
		slices.Sort(rows)
		slices.Sort(want)
		if !slices.Equal(rows, want) || len(want) == 0 {
			t.Errorf("%s (%s) has findings of %v, the sources of %v", p, code, rows, want)
		}
		csvPath := strings.TrimSuffix(p, ".html") + ".csv"
		data, marked := bytes.CutPrefix(all[csvPath], []byte("\ufeff"))
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma = comma[p[:2]]
		table, err := r.ReadAll()
		if err != nil || !marked || len(table) != len(want)+1 {
			t.Errorf("%s has %d rows, not %d and a head: %v", csvPath, len(table), len(want), err)
		}
		if n := bytes.Count(all[strings.Replace(p, ".evidence", "", 1)], []byte(path.Base(p))); n != 1 {
			t.Errorf("%s is led to %d times", p, n)
		}
	}
	for _, p := range []string{"id/manfaat/koordinasi.evidence.html", "id/pemilih-model.html", "en/models/compare.html", "en/maps.html"} {
		if n := bytes.Count(all["sitemap.xml"], []byte("<loc>"+base+p+"</loc>")); n != 1 {
			t.Errorf("the sitemap has %s %d times", p, n)
		}
	}
	if tables != 12 {
		t.Errorf("%d tables of evidence, not one for each of six benefits in two languages", tables)
	}
}

// benefitCodes is the short codes of the benefits by their names.
func benefitCodes(t *testing.T) map[string]string {
	names, err := filepath.Glob("../content/id/benefits/*.md")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`(?m)^code: (\w+)$`).FindSubmatch(data); m != nil {
			codes[strings.TrimSuffix(filepath.Base(name), ".md")] = string(m[1])
		}
	}
	return codes
}

// TestBehindIsSaid: a section of a translation that is older than its source says so in the reader's language and leads there,
// and no other section does.
func TestBehindIsSaid(t *testing.T) {
	content := ownContent(t)
	r := build(t, content)
	var stamps strings.Builder
	for _, p := range r.Site.Editions[1].Pages {
		if p.Key == "models/network" {
			for _, s := range r.Site.Stamps(p) {
				fmt.Fprintf(&stamps, "  %s: %q\n", cmp.Or(s.Section, "."), s.Hash)
			}
		}
	}
	const name = "en/models/network.md"
	text := regexp.MustCompile(`(?m)^translated_from:\n(?:  .*\n)+`).ReplaceAllString(string(content[name].Data), "")
	_, rest, _ := strings.Cut(text, "---\n")
	content[name].Data = []byte("---\ntranslated_from:\n" + stamps.String() + rest)
	if data := files(t, build(t, content))["en/models/network.html"]; bytes.Contains(data, []byte("notice behind")) {
		t.Error("a translation that is up to date is said to be behind")
	}
	source := string(content["id/models/network.md"].Data)
	heading := regexp.MustCompile(`(?m)^## .*\{#([\w-]+)\}\n`).FindStringSubmatchIndex(source)
	id := source[heading[2]:heading[3]]
	content["id/models/network.md"].Data = []byte(source[:heading[1]] + "\nSatu kalimat baru.\n" + source[heading[1]:])
	o := options(content)
	changed, err := generator.NewBuilder().Build(o)
	if err != nil || changed.Problems.Errors() > 0 {
		t.Fatal(err, changed.Problems)
	}
	page := string(files(t, changed)["en/models/network.html"])
	if n := strings.Count(page, "notice behind"); n != 1 {
		t.Errorf("%d notices", n)
	}
	_, after, _ := strings.Cut(page, ` id="`+id+`"`)
	_, after, _ = strings.Cut(after, "</h2>")
	if want := `<p class="notice behind">The Indonesian text of this section has changed`; !strings.HasPrefix(strings.TrimSpace(after), want) || !strings.Contains(after[:400], "jaringan.html#"+id) {
		t.Errorf("behind the heading of %s stands %.300s", id, after)
	}
}

// TestViews drives comparison, filter and maps over http and from a disk, with and without scripts.
func TestViews(t *testing.T) {
	browser := startBrowser(t)
	all := files(t, buildWith(t, ownContent(t), ""))
	dir := publish(t, all)
	http := host(t, dir, "/buku panduan/")
	for name, start := range map[string]string{
		"http": http, "disk": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}).String(),
	} {
		t.Run("compare "+name, func(t *testing.T) { compare(t, browser, start) })
		t.Run("filter "+name, func(t *testing.T) { filter(t, browser, start) })
		t.Run("evidence "+name, func(t *testing.T) { evidence(t, newTab(t, browser), start) })
		t.Run("downloads "+name, func(t *testing.T) { downloads(t, newTab(t, browser), start, all) })
	}
	t.Run("without script", func(t *testing.T) { viewsWithoutScript(t, newTab(t, browser), http) })
	t.Run("one sheet", func(t *testing.T) { oneSheet(t, newTab(t, browser), http) })
	t.Run("narrow", func(t *testing.T) {
		b := newTab(t, browser)
		for _, p := range views() {
			b.run(t, screen(390, "light"), chromedp.Navigate(http+p))
			if !ask[bool](t, b, `document.documentElement.scrollWidth <= document.documentElement.clientWidth`) {
				t.Errorf("%s scrolls sideways", p)
			}
		}
	})
	t.Run("axe", func(t *testing.T) { viewsAxe(t, newTab(t, browser), http) })
}

// views is one page of each view, some with a choice made.
func views() []string {
	return []string{
		"id/model/compare.html", "en/models/compare.html?columns=network,coalition", "id/kasus/index.html",
		"id/kasus/index.html?outcome-class=mixed,failed", "id/kasus/topics--tobacco.html", "id/maps.html", "id/teknik/index.html",
		"id/manfaat/koordinasi.evidence.html", "en/tools/one-page-proposal.html", "id/alat/daftar-periksa-kemitraan.html", "id/glosarium/index.html",
	}
}

const open = `document.querySelectorAll("main details").forEach(d => { d.open = true })`

func quiet(t *testing.T, b *tab) {
	t.Helper()
	if trouble, _ := b.take(); len(trouble) > 0 {
		t.Errorf("in the console: %q", trouble)
	}
}

// shownCells is the rows and columns of the comparison that can be seen.
const shownCells = `(() => { const rows = [...document.querySelectorAll(".matrix tbody tr")].filter(r => r.getClientRects().length);
	return rows.map(r => r.dataset.row + ":" + [...r.cells].filter(c => c.getClientRects().length).length).join(" ") })()`

func compare(t *testing.T, browser context.Context, start string) {
	b := newTab(t, browser)
	b.run(t, screen(1280, "light"), chromedp.Navigate(start+"id/model/compare.html"))
	if n := ask[int](t, b, `document.querySelectorAll(".matrix tbody tr").length`); n < 14 {
		t.Errorf("%d rows", n)
	}
	if lead := ask[string](t, b, `document.querySelector(".summary").textContent`); !strings.Contains(lead, "lebih baik") {
		t.Errorf("above the comparison stands %q", lead)
	}
	// By keyboard: into the choice, to the first box, off.
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".pick summary").focus()`), chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"), chromedp.KeyEvent(" "))
	if got := ask[string](t, b, `[...document.querySelectorAll("[data-pick=columns] input:checked")].map(b => b.value).join()`); strings.Contains(got, "collaboration") || !strings.Contains(got, "network") {
		t.Errorf("the space bar leaves %q", got)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`(() => { for (const box of document.querySelectorAll(".pick input"))
		if (box.checked !== ["network", "coalition", "power", "formality"].includes(box.value)) box.click() })()`))
	const want = "formality:3 power:3"
	if got := ask[string](t, b, shownCells); got != want {
		t.Errorf("shown are %q, want %q", got, want)
	}
	address := ask[string](t, b, "location.href")
	if !strings.Contains(address, "columns=network,coalition") && !strings.Contains(address, "columns=coalition,network") {
		t.Errorf("the address is %s", address)
	}
	other := newTab(t, browser)
	other.run(t, screen(1280, "light"), chromedp.Navigate(address))
	if got := ask[string](t, other, shownCells); got != want {
		t.Errorf("the copied address shows %q", got)
	}
	other.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".languages [lang=en]").click()`))
	if got := becomes(t, other, `location.pathname.includes("/en/") && document.readyState === "complete" ? `+shownCells+` : ""`, want); got != want {
		t.Errorf("in the other language are shown %q at %s", got, ask[string](t, other, "location.href"))
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".pick button").click()`))
	if got := ask[string](t, b, "location.search + location.hash"); got != "" {
		t.Errorf("all is shown, and the address still says %q", got)
	}
	quiet(t, b)
	quiet(t, other)
}

// found is the codes of the cases that an index shows.
const found = `[...document.querySelectorAll(".entries > li")].filter(e => e.getClientRects().length).map(e => e.querySelector(".code").textContent).sort()`

func filter(t *testing.T, browser context.Context, start string) {
	cases := sources(t)
	b := newTab(t, browser)
	b.run(t, screen(1280, "light"), chromedp.Navigate(start+"id/kasus/index.html"))
	every := codes(cases, func(source) bool { return true })
	if got := ask[[]string](t, b, found); !slices.Equal(got, every) {
		t.Errorf("without a choice %v are shown, failures included, not %v", got, every)
	}
	// By keyboard: open the filter, open the first facet, tick its second value.
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".facets summary").focus()`), chromedp.KeyEvent("\r"),
		chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"), chromedp.KeyEvent(" "))
	ticked := ask[string](t, b, `(() => { const box = document.querySelector(".facets input:checked"); return box ? box.closest("[data-facet]").dataset.facet + "=" + box.value : "none" })()`)
	if ticked != "outcome-class=mixed" {
		t.Errorf("the keyboard ticks %s", ticked)
	}
	mixed := codes(cases, func(s source) bool { return s.Outcome == "mixed" })
	if got := ask[[]string](t, b, found); !slices.Equal(got, mixed) {
		t.Errorf("mixed are %v, not %v", got, mixed)
	}
	tick := func(facet, value string) {
		b.run(t, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector('[data-facet="%s"] [value="%s"]').click()`, facet, value)))
	}
	tick("outcome-class", "failed")
	either := func(s source) bool { return s.Outcome == "mixed" || s.Outcome == "failed" }
	if got, want := ask[[]string](t, b, found), codes(cases, either); !slices.Equal(got, want) {
		t.Errorf("mixed or failed are %v, not %v", got, want)
	}
	tick("model", "coordination")
	both := codes(cases, func(s source) bool { return either(s) && slices.Contains(s.models(), "coordination") })
	if got := ask[[]string](t, b, found); !slices.Equal(got, both) || len(both) == 0 {
		t.Errorf("two facets give %v, not the intersection %v", got, both)
	}
	// What each value would add is counted against the other facets.
	for _, value := range []string{"successful", "mixed", "failed"} {
		want := len(codes(cases, func(s source) bool { return s.Outcome == value && slices.Contains(s.models(), "coordination") }))
		if got := ask[string](t, b, `document.querySelector('[data-facet="outcome-class"] [value="`+value+`"]').parentNode.querySelector(".count").textContent`); got != strconv.Itoa(want) {
			t.Errorf("%s counts %s, not %d", value, got, want)
		}
	}
	if said := ask[string](t, b, `document.querySelector(".state [role=status]").textContent`); !strings.HasPrefix(said, strconv.Itoa(len(both))+" ") {
		t.Errorf("the live region says %q", said)
	}
	address := ask[string](t, b, "location.href")
	if !strings.Contains(address, "?outcome-class=mixed,failed&model=coordination") {
		t.Errorf("the address is %s", address)
	}
	other := newTab(t, browser)
	other.run(t, screen(390, "light"), chromedp.Navigate(address))
	if got := ask[[]string](t, other, found); !slices.Equal(got, both) {
		t.Errorf("the copied address shows %v", got)
	}
	// To a case and back, then back over the last choice.
	b.run(t, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".entries a")].find(a => a.getClientRects().length).click()`))
	if at := becomes(t, b, `location.href.includes("model=coordination") || document.readyState !== "complete" ? "list" : "case"`, "case"); at != "case" {
		t.Fatal("a case does not open")
	}
	b.run(t, chromedp.Evaluate[chromedp.Void]("history.back()"))
	if got, want := becomes(t, b, "("+found+").join()", strings.Join(both, ",")), strings.Join(both, ","); got != want {
		t.Errorf("back from a case shows %v", got)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void]("history.back()"))
	if want := strings.Join(codes(cases, either), ","); becomes(t, b, "("+found+").join()", want) != want {
		t.Errorf("back over the model does not show %v", want)
	}
	b.run(t, chromedp.Evaluate[chromedp.Void](`document.querySelector(".state > button").click()`))
	if got := ask[[]string](t, b, found); !slices.Equal(got, every) {
		t.Errorf("from the start %v are shown", got)
	}
	quiet(t, b)
	quiet(t, other)
}

// evidence: by keyboard, the table and its references are copied as they are pasted, and that is said.
func evidence(t *testing.T, b *tab, start string) {
	b.run(t, screen(1280, "dark"), chromedp.Navigate(start+"id/manfaat/koordinasi.evidence.html"), chromedp.Evaluate[chromedp.Void](
		`addEventListener("copy", e => { window.taken = [e.clipboardData.getData("text/html"), e.clipboardData.getData("text/plain")] }); document.querySelector(".take").focus()`),
		chromedp.KeyEvent("\r"))
	if said := becomes(t, b, `document.querySelector(".status").textContent`, "Tabel dan daftar pustaka tersalin"); said != "Tabel dan daftar pustaka tersalin" {
		t.Errorf("said is %q", said)
	}
	rows := ask[int](t, b, `document.querySelectorAll(".proof tr").length`)
	got := ask[[]string](t, b, `window.taken || ["", ""]`)
	if n := strings.Count(got[0], "<tr>"); n != rows || strings.Contains(got[0], "<a ") || strings.Contains(got[0], "class=") || !strings.Contains(got[0], "<th>") {
		t.Errorf("of %d rows %d are copied: %.300s", rows, n, got[0])
	}
	if lines := strings.Split(got[1], "\n"); len(lines) <= rows || strings.Count(lines[0], "\t") < 6 || strings.Count(lines[0], "\t") != strings.Count(lines[1], "\t") {
		t.Errorf("as plain text: %.300s", got[1])
	}
	quiet(t, b)
}

// downloads: the files to fill in are fetched by keyboard, whole, with and without a script; and a letter of the glossary leads
// to its words.
func downloads(t *testing.T, b *tab, start string, all map[string][]byte) {
	dir := t.TempDir()
	b.run(t, screen(390, "light"), send(browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir}),
		chromedp.Navigate(start+"id/glosarium/index.html"), chromedp.Evaluate[chromedp.Void](`document.querySelector(".letters li:nth-child(4) a").focus()`), chromedp.KeyEvent("\r"))
	if at := becomes(t, b, `(e => e && e.getBoundingClientRect().top < innerHeight ? "in view" : location.href)(document.querySelector(":target"))`, "in view"); at != "in view" {
		t.Errorf("a letter leads to %s", at)
	}
	for i, p := range []string{"id/alat/proposal-satu-halaman.docx", "en/tools/partnership-checklist.xlsx"} {
		b.run(t, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: i > 0}),
			chromedp.Navigate(start+strings.TrimSuffix(p, path.Ext(p))+".html"))
		if err := onNode(b, `.downloads a[href$="`+path.Ext(p)+`"]`, func(ctx context.Context, target *chromedp.Target, node cdp.NodeID) error {
			_, err := cdp.Call(ctx, target, dom.Focus, dom.FocusParams{NodeID: node})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		b.run(t, chromedp.KeyEvent("\r"))
		var got []byte
		for range 100 {
			if got, _ = os.ReadFile(filepath.Join(dir, path.Base(p))); len(got) > 0 && len(got) == len(all[p]) {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		if !bytes.Equal(got, all[p]) || len(got) == 0 {
			t.Errorf("of %s %d of %d bytes arrive", p, len(got), len(all[p]))
		}
	}
}

// viewsWithoutScript: the whole table, no boxes that do nothing, and a page for each value.
func viewsWithoutScript(t *testing.T, b *tab, start string) {
	b.run(t, send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), screen(390, "light"))
	for p, selector := range map[string]string{
		"id/model/compare.html": `.matrix tbody tr`,
		"id/kasus/index.html":   `[data-facet="topics"] a[href="topics--tobacco.html"]`,
		"id/maps.html":          `.map td a`,
		"id/teknik/index.html":  `.stage h3 a`,

		"id/manfaat/koordinasi.evidence.html": `.proof tbody tr`,
		"id/alat/proposal-satu-halaman.html":  `.blank .lines span`,
	} {
		b.run(t, chromedp.Navigate(start+p))
		nodes, err := chromedp.Run(b, chromedp.Nodes(chromedp.CSSAll(selector)))
		if err != nil || len(nodes) == 0 {
			t.Errorf("%s has no %s: %v", p, selector, err)
		}
		hidden, err := chromedp.Run(b, chromedp.Nodes(chromedp.CSSAll(`form.pick:not([hidden]), .filter input, .state:not([hidden]), button.take:not([hidden])`), chromedp.AtLeast(0)))
		if err != nil || len(hidden) > 0 {
			t.Errorf("%s shows %d controls that do nothing: %v", p, len(hidden), err)
		}
	}
	quiet(t, b)
}

// oneSheet: the five models are one page of paper in landscape, and the proposal of one page is one in portrait, in both languages.
func oneSheet(t *testing.T, b *tab, start string) {
	for p, paper := range map[string]string{
		"id/model/compare.html": "841", "en/models/compare.html": "841",
		"id/alat/proposal-satu-halaman.html": "59[45]", "en/tools/one-page-proposal.html": "59[45]",
	} {
		b.run(t, chromedp.Navigate(start+p))
		pdf, err := chromedp.Run(b, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
			byStyle := true
			r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &byStyle})
			return r.Data, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(pdf, -1)); n != 1 {
			t.Errorf("%s is printed on %d pages", p, n)
		}
		if !regexp.MustCompile(`/MediaBox\s*\[\s*0 0 ` + paper + `\.?\d* `).Match(pdf) {
			t.Errorf("%s is not printed on A4 in its direction: %s", p, regexp.MustCompile(`/MediaBox[^\]]*\]`).Find(pdf))
		}
	}
}

func viewsAxe(t *testing.T, b *tab, start string) {
	script, err := os.ReadFile("../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("HANDBOOK_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("axe-core is not installed: npm ci --prefix .ci")
	}
	b.run(t, send(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
	for _, p := range views() {
		for width, scheme := range map[int64]string{390: "light", 1280: "dark"} {
			b.run(t, screen(width, scheme), chromedp.Navigate(start+p), chromedp.Evaluate[chromedp.Void](open), chromedp.Evaluate[chromedp.Void](string(script)))
			violations := ask[[]string](t, b, `axe.run({runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r =>
				r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`)
			for _, v := range violations {
				t.Errorf("%s at %d px, %s: %s", p, width, scheme, v)
			}
		}
	}
}
