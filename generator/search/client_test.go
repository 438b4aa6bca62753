package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"handbook/generator/site"
)

// question is a query as testdata/run.js takes it.
type question struct {
	Query string            `json:"query"`
	Lang  string            `json:"lang,omitempty"`
	Kind  string            `json:"kind,omitempty"`
	Where map[string]string `json:"where,omitempty"`
	Limit int               `json:"limit,omitempty"`
}

// clientAnswer is what client.js answers.
type clientAnswer struct {
	Error      string
	Lang       string
	Total      int
	Kinds      map[string]int
	Suggestion string
	Notes      []Note
	Words      []string
	Facets     []Facet
	Results    []Result
}

type clientRun struct {
	Answers  []clientAnswer
	Requests int
	Bytes    int
	Median   float64
}

// publish writes the files of an index into a folder.
func publish(t testing.TB, x *Index) string {
	t.Helper()
	dir := t.TempDir()
	for p, data := range x.Files() {
		raw, err := data()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// client answers with client.js in Node. Without Node the test is skipped.
func runClient(t testing.TB, dir string, questions []question, missing ...string) clientRun {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node")
	}
	file, err := filepath.Abs("client.js")
	if err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(map[string]any{"dir": dir, "client": file, "more": More(), "queries": questions, "missing": missing})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/run.js")
	cmd.Stdin = bytes.NewReader(in)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, failed.Bytes())
	}
	var run clientRun
	if err := json.Unmarshal(out, &run); err != nil {
		t.Fatal(err)
	}
	return run
}

// show writes an answer so that two of them can be compared.
func show(a *Answer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d %v %q %v %q\n", a.Lang, a.Total, a.Kinds, a.Suggestion, a.Notes, a.Words)
	fmt.Fprintf(&b, "%v\n", a.Facets)
	for _, r := range a.Results {
		fmt.Fprintf(&b, "%d %s %q %q %s %s %s %q %q %v\n", r.Score, r.URL, r.Title, r.Heading, r.Kind, r.Mark, r.Code, r.Excerpt, r.Marked, r.Others)
	}
	return b.String()
}

func (c *clientAnswer) answer() *Answer {
	return &Answer{Lang: c.Lang, Total: c.Total, Kinds: c.Kinds, Facets: c.Facets, Suggestion: c.Suggestion, Notes: c.Notes, Words: c.Words, Results: c.Results}
}

// questions makes n queries of all sorts from the text of a site.
func questions(s *site.Site, n int) []question {
	titles, body := headings(s), bodies(s)
	names, cross := forms(s)
	dictionary := indonesianRoots()
	sets := [][]known{titles, change(titles, misspell), change(titles, func(k known, w []string) string {
		i := longest(w)
		w[i] = inflect(k.lang, w[i], k.query, dictionary)
		return strings.Join(w, " ")
	}), change(titles, func(k known, w []string) string { return k.query[:len(k.query)*2/3] }), body, names, cross}
	all := []question{}
	for i := 0; len(all) < n; i++ {
		for _, set := range sets {
			if len(set) == 0 {
				continue
			}
			k := set[pick(fmt.Sprint(i), len(set))]
			q := question{Query: k.query, Lang: k.lang, Limit: []int{0, 0, 3, 10, 50}[pick(fmt.Sprint(i, k.query), 5)]}
			if i%9 == 0 {
				q.Kind = "case"
				q.Where = []map[string]string{nil, {"outcome-class": "successful"}, {"scale": "national", "setting": "school"}, {"topics": "no-such"}}[i/9%4]
			}
			all = append(all, q)
		}
	}
	return all[:n]
}

// awkward are queries that no text was made for.
func awkward(lang string) []question {
	var all []question
	for _, q := range []string{
		"", " ", "a", "k", "M3", "m3", "C17", "xqzwvkj", "zzzzzzzzzzzz qqqqq", `<img src=x onerror=alert(1)>`, strings.Repeat("kemitraan ", 1000),
		strings.Repeat("x", 10000), "\x00\x01\x1f", "\u202eabc \u200fdef", "😀 kesehatan 👩‍⚕️", "日本語 健康", "İstanbul ΟΔΟΣ ﬁsik ½ m² ℃", "kerjasama", "kerja sama",
		"sumberdaya manusia", "model-model", "bersama-sama", "Jum’at jum'at", "partner's", "__proto__", "constructor toString", "\\ / * ? [", "ＫＥＳＥＨＡＴＡＮ",
		"кесехатан", "صحة", "a b c d e f g h i j k l m n o p q r s t u v", "tuberkulosisis", "dan yang di", "2018", "PKS", "bapak ibu bapak ibu",
		"mengoordinasikan", "pengkoordinasian bekerjasama", "stakeholder mapping", "coalition", "memmitrakan", "\ue000\U00010400 \U00020000",
	} {
		all = append(all, question{Query: q, Lang: lang})
	}
	return all
}

// The browser's search answers as Go's does, hit for hit.
func TestClientEqualsQuery(t *testing.T) {
	for name, s := range map[string]*site.Site{"handbook": handbook(t), "generated": open(t, generated(150))} {
		x := build1(t, s)
		asked := append(questions(s, 1000), awkward("id")...)
		if name == "handbook" {
			asked = append(asked, awkward("en")...)
		}
		run := runClient(t, publish(t, x), asked)
		t.Logf("%s: %d queries, %d requests, median %.2f ms", name, len(asked), run.Requests, run.Median)
		wrong := 0
		for i, q := range asked {
			a, err := x.Query(q.Query, Options{Lang: q.Lang, Kind: q.Kind, Where: q.Where, Limit: q.Limit})
			if err != nil {
				t.Fatalf("%q: %v", q.Query, err)
			}
			want, got := show(&a), show(run.Answers[i].answer())
			if want != got {
				n := 0
				for n < min(len(got), len(want)) && got[n] == want[n] {
					n++
				}
				part := func(s string) string { return s[max(0, n-200):min(len(s), n+200)] }
				t.Errorf("%s %.100q: the client answers\n…%s…\n%s\nGo answers\n…%s…", name, q.Query, part(got), run.Answers[i].Error, part(want))
				if wrong++; wrong == 3 {
					t.FailNow()
				}
			}
		}
	}
}

// F9: a script that fails once is asked for again; one that stays away is an error that the next search overcomes.
func TestF9_ShardFailsOnce(t *testing.T) {
	site := open(t, generated(300))
	x := build1(t, site)
	dir := publish(t, x)
	q := question{Query: change(headings(site), misspell)[3].query, Lang: "id"}
	missing := []string{"manifest.js", "more.js"}
	for _, f := range x.editions[0].files {
		missing = append(missing, f.name+".js")
	}
	a, err := x.Query(q.Query, Options{Lang: "id"})
	if err != nil {
		t.Fatal(err)
	}
	run := runClient(t, dir, []question{q, q}, missing...)
	for _, got := range run.Answers {
		if show(got.answer()) != show(&a) {
			t.Errorf("answered %s %s", show(got.answer()), got.Error)
		}
	}
	for _, f := range x.editions[0].files {
		if strings.HasPrefix(f.name, "t-") {
			if err := os.Remove(filepath.Join(dir, "search", "id", f.name+".js")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if run = runClient(t, dir, []question{q}); !strings.Contains(run.Answers[0].Error, "id/t-") {
		t.Errorf("without texts it answers %q", run.Answers[0].Error)
	}
}
