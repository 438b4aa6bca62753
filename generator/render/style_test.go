package render

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"handbook/themes"
)

// palettes are the colours of the built-in theme in its three places: light, dark by the system, dark by choice.
func palettes(t testing.TB) []map[string]string {
	t.Helper()
	data, err := fs.ReadFile(themes.Default(), "assets/10-colours.css")
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, block := range strings.Split(string(data), "--paper:")[1:] {
		colours := map[string]string{}
		block, _, _ = strings.Cut("--paper:"+block, "}")
		for _, m := range regexp.MustCompile(`--([a-z]+):\s*(#[0-9a-f]{6})`).FindAllStringSubmatch(block, -1) {
			colours[m[1]] = m[2]
		}
		all = append(all, colours)
	}
	return all
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(hex string) float64 {
	channel := func(s string) float64 {
		n, _ := strconv.ParseUint(s, 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(hex[1:3]) + 0.7152*channel(hex[3:5]) + 0.0722*channel(hex[5:7])
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if c := contrast("#000000", "#ffffff"); math.Abs(c-21) > 0.01 {
		t.Fatalf("black on white is %v", c)
	}
	if c := contrast("#767676", "#ffffff"); c < 4.5 || c > 4.6 {
		t.Fatalf("the known grey is %v", c)
	}
}

// TestF10_Palette: text has 4.5:1 on every ground it stands on, what must be seen to be used 3:1.
func TestF10_Palette(t *testing.T) {
	all := palettes(t)
	if len(all) != 3 {
		t.Fatalf("%d palettes", len(all))
	}
	text := []string{"ink", "quiet", "accent", "note", "important", "warning", "caution"}
	controls := []string{"edge", "focus", "accent"}
	grounds := []string{"paper", "tint", "code", "target"}
	for i, colours := range all {
		for _, ground := range grounds {
			for _, name := range text {
				if c := contrast(colours[name], colours[ground]); c < 4.5 {
					t.Errorf("palette %d: text %s on %s has %.2f", i, name, ground, c)
				}
			}
			for _, name := range controls {
				if c := contrast(colours[name], colours[ground]); c < 3 {
					t.Errorf("palette %d: %s on %s has %.2f", i, name, ground, c)
				}
			}
		}
		// The focus must also stand out from what it surrounds.
		if c := contrast(colours["focus"], colours["paper"]); c < 3 {
			t.Errorf("palette %d: focus has %.2f", i, c)
		}
	}
	if fmt.Sprint(all[1]) != fmt.Sprint(all[2]) {
		t.Error("dark by choice differs from dark by the system")
	}
}

// TestColoursAreNamed: style sheets name colours, so that the palette test sees all of them.
func TestColoursAreNamed(t *testing.T) {
	names, err := fs.Glob(themes.Default(), "assets/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(themes.Default(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if m := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(`).FindString(line); m != "" && !strings.Contains(line, "  --") {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

// TestF13_NothingMoves: no animation, transition or smooth scrolling at all.
func TestF13_NothingMoves(t *testing.T) {
	style := string(builtinTheme(t, "en").assets[builtinTheme(t, "en").style])
	if m := regexp.MustCompile(`animation|transition|scroll-behavior`).FindString(style); m != "" {
		t.Error(m)
	}
}

func gzipped(t testing.TB, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestF18_Weight: style ≤ 5 KB, script ≤ 2.5 KB, a page of about 600 words ≤ 14 KB in all and ≤ 4 requests, as much at
// 2,000 pages as at 20.
func TestF18_Weight(t *testing.T) {
	theme := builtinTheme(t, "en")
	style, script := gzipped(t, theme.assets[theme.style]), gzipped(t, theme.assets[theme.script])
	if style > 5*1024 {
		t.Errorf("style sheet: %d bytes", style)
	}
	if script > 2560 {
		t.Errorf("script: %d bytes", script)
	}
	var weights []int
	for _, n := range []int{20, 2000} {
		page, err := Pages(theme, build(t, manyPages(n), "https://example.org/"))["en/part-0/page-1.html"]()
		if err != nil {
			t.Fatal(err)
		}
		if words := len(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(page), " "))); words < 550 {
			t.Fatalf("the page has only %d words", words)
		}
		weight := gzipped(t, page)
		weights = append(weights, weight)
		if all := weight + style + script; all > 14*1024 {
			t.Errorf("%d pages: page %d + style %d + script %d = %d bytes", n, weight, style, script, all)
		}
		requests := 1 + len(regexp.MustCompile(`<script src=|rel="stylesheet"|rel="icon"|<img `).FindAllString(string(page), -1))
		if requests > 4 {
			t.Errorf("%d requests", requests)
		}
		t.Logf("%d pages: page %d, style %d, script %d bytes compressed, %d requests", n, weight, style, script, requests)
	}
	// The navigation names the folders, forty more of them here; nothing else may grow.
	if weights[1]-weights[0] > 600 {
		t.Errorf("a page grows with the handbook: %v", weights)
	}
}

// TestWordsAreUsed: the built-in theme has no words that nothing uses.
func TestWordsAreUsed(t *testing.T) {
	files, _, err := readTemplates(themes.Default())
	if err != nil {
		t.Fatal(err)
	}
	used := wordsOfGo()
	for _, f := range files {
		for _, m := range regexp.MustCompile(`word "(\w+)"`).FindAllSubmatch(f.Text, -1) {
			used[string(m[1])] = nil
		}
	}
	dictionaries, _, err := readDictionaries(themes.Default(), []string{"id", "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dictionaries {
		for _, key := range sortedKeys(d.texts) {
			if _, ok := used[key]; !ok && !strings.HasPrefix(key, "language_") {
				t.Errorf("%s: nothing uses %s", d.file.Path, key)
			}
		}
	}
	if !slices.Equal(sortedKeys(dictionaries[0].texts), sortedKeys(dictionaries[1].texts)) {
		t.Error("the two languages have different words")
	}
}

func TestWord(t *testing.T) {
	theme := builtinTheme(t, "id", "en")
	for _, c := range []struct{ lang, key, want string }{
		{"id", "skip", "Langsung ke isi"},
		{"en", "skip", "Skip to content"},
		{"en", "no_such_word", "no_such_word"},
		{"fr", "skip", "skip"},
	} {
		if got := theme.Word(c.lang, c.key); got != c.want {
			t.Errorf("%s %s: %q", c.lang, c.key, got)
		}
	}
	if got := theme.Word("en", "permalink", "title", "{title} {x}"); got != "Link to section “{title} {x}”" {
		t.Errorf("what is filled in is read again: %q", got)
	}
}

func TestNumbersAndDates(t *testing.T) {
	theme := builtinTheme(t, "id", "en")
	id, en := theme.languages["id"], theme.languages["en"]
	for _, c := range []struct{ got, want string }{
		{id.number(2021), "2021"}, {id.number(12000), "12.000"}, {en.number(1234567.5), "1,234,567.5"}, {id.number(0.5), "0,5"}, {en.number(-3), "−3"},
		{id.date("2026-11-02").Text, "2 November 2026"}, {id.date("2026-08-17").Text, "17 Agustus 2026"}, {en.date("2026-05-30").Text, "30 May 2026"},
		{en.date("soon").Text, "soon"}, {en.date("2026-13-01").Text, "2026-13-01"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
