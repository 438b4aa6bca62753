package search

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbook/generator/site"
)

func bytesOf(t testing.TB, x *Index) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for p, data := range x.Files() {
		raw, err := data()
		if err != nil {
			t.Fatal(err)
		}
		all[p] = raw
	}
	return all
}

func differ(a, b map[string][]byte) []string {
	var all []string
	for p := range a {
		if !bytes.Equal(a[p], b[p]) {
			all = append(all, p)
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			all = append(all, p)
		}
	}
	slices.Sort(all)
	return all
}

func ask(t testing.TB, x *Index, lang, query string) Answer {
	t.Helper()
	a, err := x.Query(query, Options{Lang: lang, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The same content makes the same files, on one processor or many.
func TestSameBytes(t *testing.T) {
	s := handbook(t)
	want := bytesOf(t, build1(t, s))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, n := range []int{1, 7} {
		runtime.GOMAXPROCS(n)
		if d := differ(want, bytesOf(t, build1(t, handbook(t)))); len(d) > 0 {
			t.Errorf("with %d processors differ %v", n, d)
		}
	}
}

// With the words of pages remembered, a build makes what it makes without.
func TestMemo(t *testing.T) {
	s := handbook(t)
	want := bytesOf(t, build1(t, s))
	var m Memo
	for range 2 {
		x := Build(s, &m)
		if d := differ(want, bytesOf(t, x)); len(d) > 0 {
			t.Errorf("differ %v", d)
		}
	}
	if len(m.pages) == 0 {
		t.Error("nothing is remembered")
	}
	Build(pages(t, "id", map[string]string{"id/a.md": "# A\n"}), &m)
	if len(m.pages) > 2 {
		t.Errorf("%d pages are remembered that are no more", len(m.pages))
	}
}

// An edit of one page changes only the shards of its words and its text.
func TestOneEdit(t *testing.T) {
	content := generated(400).(fstest.MapFS)
	before := bytesOf(t, build1(t, open(t, content)))
	var names []string
	for p := range content {
		if strings.HasPrefix(p, "id/notes/") {
			names = append(names, p)
		}
	}
	slices.Sort(names)
	name := names[len(names)/2]
	text := string(content[name].Data)
	at := strings.LastIndex(text, ".\n")
	content[name] = &fstest.MapFile{Data: []byte(text[:at] + " kemitraan puskesmas" + text[at:])}
	after := bytesOf(t, build1(t, open(t, content)))
	changed := differ(before, after)
	t.Logf("%d of %d files: %v", len(changed), len(after), changed)
	// two words in postings, lexicon and vocabulary, one text, each gone and come, and the manifest
	if len(changed) > 2*7+1 {
		t.Errorf("%d of %d files changed", len(changed), len(after))
	}
}

// A small handbook is one file to search.
func TestBundle(t *testing.T) {
	x := build1(t, pages(t, "id", map[string]string{"id/a.md": "# Kemitraan\n\nMitra bekerja sama.\n", "id/b.md": "# Kesehatan\n\n## Gizi\n\nMakan sehat.\n"}))
	if got := slices.Collect(maps.Keys(x.Files())); !slices.Equal(got, []string{"search/id/manifest.js"}) {
		t.Errorf("files are %v", got)
	}
	if a := ask(t, x, "id", "bermitra"); a.Total == 0 || a.Results[0].Title != "Kemitraan" {
		t.Errorf("found %+v", a)
	}
}

// A handbook without a page, and pages without a word, can be searched in vain.
func TestEmpty(t *testing.T) {
	for _, s := range []*site.Site{pages(t, "id", nil), pages(t, "id", map[string]string{"id/a.md": "# 🙂\n"})} {
		x := build1(t, s)
		bytesOf(t, x)
		for _, q := range []string{"", "kata", "🙂"} {
			if a := ask(t, x, "id", q); a.Total != 0 {
				t.Errorf("%q finds %+v", q, a)
			}
		}
	}
}

// Every form and name of every term of the glossary finds its page among the first three.
func TestEveryForm(t *testing.T) {
	s := handbook(t)
	x := build1(t, s)
	n := 0
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if !isTerm(p) || p.Borrowed {
				continue
			}
			for _, f := range slices.Concat(p.Names, listed(p, "abbreviation"), listed(p, "forms"), []string{p.Title, p.Code}) {
				if f == "" {
					continue
				}
				n++
				a := ask(t, x, e.Language.Code, f)
				found := slices.ContainsFunc(a.Results[:min(3, len(a.Results))], func(r Result) bool {
					return r.URL == site.Href("", p.Path, "")
				})
				if !found {
					t.Errorf("%s %q does not find %s", e.Language.Code, f, p.Key)
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d forms", n)
	}
}

// Codes and exact titles come first.
func TestCodesAndTitlesFirst(t *testing.T) {
	s := handbook(t)
	x := build1(t, s)
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Origin == nil {
				continue
			}
			if p.Code != "" {
				if a := ask(t, x, e.Language.Code, p.Code); len(a.Results) == 0 || a.Results[0].Code != p.Code {
					t.Errorf("%s: %s is not first", e.Language.Code, p.Code)
				}
			}
			if phrase(p.Title) != "" {
				if a := ask(t, x, e.Language.Code, p.Title); len(a.Results) == 0 || phrase(a.Results[0].Title) != phrase(p.Title) {
					t.Errorf("%s: %q is not first", e.Language.Code, p.Title)
				}
			}
		}
	}
}

func TestNonsense(t *testing.T) {
	x := build1(t, handbook(t))
	for _, q := range []string{"xqzwvkj", "zzzzqqqq", "qwxkjhgf", "😀", "vvvv", "xyzzy plugh"} {
		for _, lang := range []string{"id", "en"} {
			if a := ask(t, x, lang, q); a.Total != 0 {
				t.Errorf("%s %q finds %d: %v", lang, q, a.Total, a.Results[0])
			}
		}
	}
}

// An unknown word is mended or explained.
func TestNotes(t *testing.T) {
	s := pages(t, "id", map[string]string{
		"id/a.md": "# Koordinasi kegiatan\n\nPara mitra menyepakati jadwal bersama dan sumber daya.\n",
		"id/b.md": "# Gizi anak\n\nMakanan sehat bagi balita.\n",
	})
	x := build1(t, s)
	for _, c := range []struct{ query, note, suggestion string }{
		{"bermitra", "[{bermitra form mitra}]", ""},
		{"kordinasi gizi", "[{kordinasi typo koordinasi}]", "koordinasi gizi"},
		{"sumberdaya", "[]", ""}, // joined while indexing
		{"anakgizi", "[]", ""},
		{"balitasehat", "[{balitasehat split balita sehat}]", ""},
		{"koordinasi", "[]", ""},
	} {
		a := ask(t, x, "id", c.query)
		if got := fmt.Sprint(a.Notes); got != c.note && c.query != "anakgizi" || a.Suggestion != c.suggestion {
			t.Errorf("%q: %s, %q", c.query, got, a.Suggestion)
		}
		if a.Total == 0 {
			t.Errorf("%q finds nothing", c.query)
		}
	}
}

// E4: what looks like HTML is text.
func TestE4_MarkupIsText(t *testing.T) {
	x := build1(t, pages(t, "id", map[string]string{"id/a.md": "# Contoh\n\n## Kode\n\nSebelum.\n\n```\n<img src=x onerror=alert(1)>\n```\n"}))
	a := ask(t, x, "id", `<img src=x onerror=alert(1)>`)
	if a.Total == 0 || !strings.Contains(a.Results[0].Excerpt, "<img src=x onerror=alert(1") {
		t.Fatalf("found %+v", a)
	}
	for p, data := range bytesOf(t, x) {
		if bytes.Contains(data, []byte("<img")) {
			t.Errorf("%s holds markup", p)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"Kerja SAMA":         "kerja sama",
		"model-model":        "model model",
		"Jum’at, 'al-Qur'an": "jumat al quran",
		"café ﬁn İSTANBUL":   "cafe fin istanbul",
		"m² ½ ﬀ":             "m2 1 2 ff",
		"ΟΔΟΣ":               "οδοσ",
		"健康 kata":            "健康 kata",
		"a\u00adb\u200bc":    "abc",
		"صِحَّة":             "صحة",
		"C++ <b>&amp;":       "c b amp",
		"":                   "",
	} {
		if got := strings.Join(words(s), " "); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if w := words(strings.Repeat("é", 100)); len(w) != 1 || len(w[0]) != maxWord {
		t.Errorf("a long word is %q", w)
	}
}

// The rules and the words of the text decide; each line is words of one root.
func TestRoots(t *testing.T) {
	groups := strings.Split(strings.TrimSpace(`mitra kemitraan bermitra kemitraannya mitranya memitrakan
koordinasi berkoordinasi terkoordinasi dikoordinasikan mengkoordinasikan mengoordinasikan pengoordinasian koordinator
kolaborasi berkolaborasi mengolaborasikan kolaboratif kolaborator
buka keterbukaan terbuka membuka
lanjut berkelanjutan keberlanjutan melanjutkan kelanjutan
tinjau meninjau peninjauan tinjauan ditinjau
evaluasi mengevaluasi pengevaluasian dievaluasi
sepakat kesepakatan menyepakati disepakati bersepakat
sekolah bersekolah persekolahan sekolahnya
negosiasi menegosiasikan bernegosiasi
manfaat memanfaatkan pemanfaatan bermanfaat
penting berkepentingan kepentingan terpenting
pangku pemangku memangku
tulis menulis penulis tulisan tertulis penulisan
kelola mengelola pengelolaan dikelola pengelola
nilai menilai penilaian dinilai nilainya
sosialisasi menyosialisasikan mensosialisasikan
prakarsa memprakarsai pemrakarsa
ajar belajar pelajar mengajar pembelajaran pelajaran`), "\n")
	var all []string
	for _, g := range groups {
		all = append(all, strings.Fields(g)...)
	}
	roots := affixesOf("id").choose(all)
	right, n := 0, 0
	for _, g := range groups {
		w := strings.Fields(g)
		for _, f := range w[1:] {
			n++
			if got := roots[f]; got == w[0] || roots[w[0]] != "" && got == roots[w[0]] {
				right++
			} else {
				t.Logf("%s: %q, want %s", f, got, w[0])
			}
		}
	}
	if right*100 < n*97 {
		t.Errorf("%d of %d forms have their root", right, n)
	}
	english := affixesOf("en").choose(strings.Fields("partner partners partnership partnering evaluate evaluation evaluated evaluating plan planning planned policy policies agree agreement agrees"))
	for form, want := range map[string]string{"partners": "partner", "partnership": "partner", "evaluation": "evaluate", "evaluating": "evaluate",
		"planning": "plan", "planned": "plan", "policies": "policy", "agreement": "agree"} {
		if english[form] != want {
			t.Errorf("%s: %q, want %s", form, english[form], want)
		}
	}
}

// The dialog tells kinds apart by the shapes that pages have: its style sheet knows each of them.
func TestShapesOfKinds(t *testing.T) {
	shapes, err := os.ReadFile("../../themes/default/partials/mark.html")
	if err != nil {
		t.Fatal(err)
	}
	style, err := os.ReadFile("../../themes/default/assets/views/search.css")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(shapes)) {
		_, rest, found := strings.Cut(line, `eq . "`)
		if !found {
			continue
		}
		n++
		name, rest, _ := strings.Cut(rest, `"`)
		if !bytes.Contains(style, []byte(".finder ."+name+" {")) {
			t.Errorf("search.css has no shape %s", name)
		}
		if _, path, found := strings.Cut(rest, ` d="`); found {
			path, _, _ = strings.Cut(path, `"`)
			if !bytes.Contains(style, []byte(path)) {
				t.Errorf("search.css has another shape %s", name)
			}
		}
	}
	if n < 5 {
		t.Errorf("only %d shapes", n)
	}
}
