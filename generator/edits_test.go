package generator_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"handbook/generator"
	"handbook/generator/diag"
	"handbook/themes"
)

// TestWarmEqualsCold: after each of 500 random scripts of edits a build that remembers earlier ones says and makes exactly what a
// first one does, whatever it was told to look at first; and what earlier builds made stays what it was.
func TestWarmEqualsCold(t *testing.T) {
	chains, scripts := 20, 25
	if testing.Short() {
		scripts = 5
	}
	for seed := range chains {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, uint64(seed), seed%2 == 0)
			compared := 0
			var last *generator.Builder // of a first build
			var lastTheme map[string]string
			var old *generator.Result
			var oldFiles map[string][]byte
			for script := range scripts {
				for range 1 + e.random.IntN(2) {
					e.build()
					e.edit()
				}
				r := e.build()
				first := generator.NewBuilder()
				if last != nil && maps.Equal(lastTheme, e.theme) && e.random.IntN(5) > 0 {
					first.ThemeOf(last)
				}
				last, lastTheme = first, maps.Clone(e.theme)
				cold, err := first.Build(e.options())
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(r.Problems, cold.Problems) {
					t.Fatalf("script %d: %s: the warm build says\n%v\nthe cold one\n%v", script, e.told(), r.Problems, cold.Problems)
				}
				if (r.Tree == nil) != (cold.Tree == nil) {
					t.Fatalf("script %d: %s: only one of them can be published", script, e.told())
				}
				if r.Tree == nil {
					e.mend()
					continue
				}
				compared++
				all := files(t, r)
				if d := changed(all, files(t, cold)); len(d) > 0 {
					t.Fatalf("script %d: %s: these differ: %v", script, e.told(), d)
				}
				if old != nil {
					now := files(t, old)
					maps.DeleteFunc(now, func(p string, _ []byte) bool { return path.Ext(p) == ".svg" })
					if d := changed(oldFiles, now); len(d) > 0 {
						t.Fatalf("script %d: %s: these are no longer what they were: %v", script, e.told(), d)
					}
				}
				if script%5 == 0 {
					old, oldFiles = r, all
					maps.DeleteFunc(all, func(p string, _ []byte) bool { return path.Ext(p) == ".svg" }) // read when they are asked for
				}
			}
			if compared < scripts/6 {
				t.Errorf("only %d of %d scripts left something to publish", compared, scripts)
			}
		})
	}
}

// editor is somebody who edits a small handbook, in memory or on disk.
type editor struct {
	*testing.T
	random  *rand.Rand
	builder *generator.Builder
	first   map[string]string // the content as it was in the beginning
	content map[string]string
	theme   map[string]string
	shown   fstest.MapFS // what a build sees, unless on disk
	dir     string       // on disk, or ""
	touched []string     // since the last build
	log     []string
}

func newEditor(t *testing.T, seed uint64, disk bool) *editor {
	e := &editor{
		T: t, random: rand.New(rand.NewPCG(seed, 1)), builder: generator.NewBuilder(), first: twoLanguages(),
		theme: map[string]string{}, shown: fstest.MapFS{},
	}
	if disk {
		e.dir = t.TempDir()
	}
	e.content = maps.Clone(e.first)
	e.save(slices.Sorted(maps.Keys(e.content))...)
	for _, p := range e.build().Problems {
		if p.Severity == diag.Error {
			t.Fatal(p.File, p.Text.EN)
		}
	}
	return e
}

// told is what was done of late.
func (e *editor) told() string { return strings.Join(e.log[max(0, len(e.log)-6):], "; ") }

func (e *editor) options() generator.Options {
	o := options(e.shown)
	if e.dir != "" {
		o.Content = os.DirFS(e.dir)
	}
	user := fstest.MapFS{}
	for p, text := range e.theme {
		user[p] = &fstest.MapFile{Data: []byte(text)}
	}
	o.Theme = themes.Overlay(user)
	return o
}

// save brings files where a build sees them, or takes away those that are no more.
func (e *editor) save(paths ...string) {
	e.touched = append(e.touched, paths...)
	for _, p := range paths {
		text, there := e.content[p]
		at := filepath.Join(e.dir, filepath.FromSlash(p))
		var err error
		switch {
		case e.dir == "" && there:
			e.shown[p] = &fstest.MapFile{Data: []byte(text)}
		case e.dir == "":
			delete(e.shown, p)
		case !there:
			err = os.Remove(at)
		default:
			if err = os.MkdirAll(filepath.Dir(at), 0o755); err == nil {
				err = os.WriteFile(at, []byte(text), 0o644)
			}
		}
		if err != nil {
			e.Fatal(err)
		}
	}
}

// build builds: with a hint that is right, that misses something or everything, or without.
func (e *editor) build() *generator.Result {
	o := e.options()
	look, right := slices.Clone(e.touched), false
	switch e.random.IntN(4) {
	case 0:
		right = true
	case 1:
		look = look[:e.random.IntN(len(look)+1)]
	case 2:
		look = []string{}
	default:
		look = nil
	}
	e.touched = nil
	var hinted *generator.Result
	var err error
	if look != nil {
		hint := o
		hint.Look = look
		if hinted, err = e.builder.Build(hint); err != nil {
			e.Fatal(err)
		}
	}
	r, err := e.builder.Build(o)
	if err != nil {
		e.Fatal(err)
	}
	if right && hinted != nil && r.Changed {
		e.Fatalf("%s: a full look finds more than one at all that was touched", e.told())
	}
	if hinted != nil && !r.Changed && (r.Site != hinted.Site || r.Tree != hinted.Tree) {
		e.Fatal("nothing changed, but the result is another")
	}
	return r
}

// mend puts everything back as it was in the beginning.
func (e *editor) mend() {
	var paths []string
	for p := range e.content {
		if _, stays := e.first[p]; !stays {
			delete(e.content, p)
			paths = append(paths, p)
		}
	}
	for p, text := range e.first {
		if e.content[p] != text {
			e.content[p] = text
			paths = append(paths, p)
		}
	}
	e.theme = map[string]string{}
	e.save(paths...)
	e.log = append(e.log, "mend all")
}

// edit does one thing that editors do.
func (e *editor) edit() {
	pick := func(suffix string) string {
		var all []string
		for _, p := range slices.Sorted(maps.Keys(e.content)) {
			if strings.HasSuffix(p, suffix) {
				all = append(all, p)
			}
		}
		if len(all) == 0 {
			return ""
		}
		return all[e.random.IntN(len(all))]
	}
	p := pick(".md")
	if p == "" {
		e.mend()
		return
	}
	n := e.random.IntN(1000)
	note := fmt.Sprintf("notes/p%d", e.random.IntN(6))
	replace := func(old, new string) func() string {
		return func() string {
			e.content[p] = strings.Replace(e.content[p], old, new, 1)
			e.save(p)
			return fmt.Sprintf("%q to %q in %s", old, new, p)
		}
	}
	add := func(text string) func() string {
		return func() string {
			e.content[p] += text
			e.save(p)
			return fmt.Sprintf("%q to %s", text, p)
		}
	}
	front := func(line string) func() string { return replace("---\n", "---\n"+line+"\n") }
	rename := func(to string) func() string {
		return func() string {
			if _, taken := e.content[to]; taken || to == p {
				return "nothing"
			}
			e.content[to] = e.content[p]
			delete(e.content, p)
			e.save(p, to)
			return p + " becomes " + to
		}
	}
	other := func(file, old, new string) func() string {
		return func() string {
			e.content[file] = strings.Replace(e.content[file], old, new, 1)
			e.save(file)
			return fmt.Sprintf("%q to %q in %s", old, new, file)
		}
	}
	theme := func(file, text string) func() string {
		return func() string {
			if e.theme[file] == text {
				delete(e.theme, file)
			} else {
				e.theme[file] = text
			}
			return "theme " + file
		}
	}
	acts := []func() string{
		replace("words", fmt.Sprintf("words %d", n)), replace(" of", fmt.Sprintf(" of %d", n)), add(fmt.Sprintf("\nOne more %d.\n", n)),
		add(fmt.Sprintf("\nBased on trust and need, %d.\n", n)), add("\n- [ ] to do\n\nA note.[^n]\n\n[^n]: Below.\n"),
		replace("title: ", fmt.Sprintf("title: New %d ", n)), replace("summary: ", "summary: Not "), replace("summary: ", "#summary: "),
		add(fmt.Sprintf("\n## Part %d\n\nText.\n", n%3)), replace("## ", "## The "), replace("## ", "### "), replace("\n## First\n", "\n## First {#one}\n"), replace("\n## First\n", "\n"),
		add("\n[there](../" + note + ".md)\n"), add("\n[there](../" + note + ".md#first)\n"), add("\n[gone](gone.md)\n"), add("\n[out](https://example.org/" + fmt.Sprint(n) + ")\n"),
		replace("](../", "](../../en/"), replace("(p.svg)", "(q.svg)"), add("\n![a picture](p.svg)\n"),
		front("related: [" + note + "]"), front("notes: [" + note + "#first]"), front("related: [notes/gone]"), replace("related: [", "related: ["+note+", "),
		front("draft: true"), replace("code: N", "code: N1"), replace("code: N1", "code: N"), front(fmt.Sprintf("slug: address-%d", n%3)), front("aliases: [old]"), front(fmt.Sprintf("order: %d", n%5)),
		front("published: 2099-01-01"), front("review_due: 2020-01-01"), front("translated_from: {first: 01234567, .: 01234567}"), front("names: [Trust]"),
		front("broken: ["), front("title: twice"), replace("---\n", ""), replace("---\n", "---\n\xff"),
		rename(path.Join(path.Dir(p), fmt.Sprintf("moved-%d.md", n%4))), rename(strings.Replace(p, "notes/", "cases/", 1)), rename(strings.Replace(p, "en/", "id/", 1)),
		func() string { delete(e.content, p); e.save(p); return "no more " + p },
		func() string {
			to := path.Join(path.Dir(p), fmt.Sprintf("new-%d.md", n%3))
			e.content[to] = e.content[p]
			e.save(to)
			return "copy of " + p + " as " + to
		},
		func() string {
			folder := fmt.Sprintf("id/plain-%d/deep", n%2)
			e.content[folder+"/a.md"] = "# Plain\n\nSee [b](b.md).\n"
			e.content[folder+"/b.md"] = "# Other\n\nSee [a](a.md).\n"
			e.save(folder+"/a.md", folder+"/b.md")
			return "new folder " + folder
		},
		other("handbook.yaml", "Sample", "Sample!"), other("handbook.yaml", "[notes, cases]", "[cases, notes]"), other("handbook.yaml", "print: true", "print: false"),
		other("kinds/note.yaml", "label: Note", "label: Remark"), other("kinds/note.yaml", "fields:\n", "fields:\n  extra: {type: text, label: Extra, required: true}\n"),
		other("kinds/case.yaml", "label: Uses", "label: Needs"), other("kinds/term.yaml", "definition: definition", "definition: nothing"),
		other("id/terms/trust.md", "believing", "firmly believing"), other("id/terms/trust.md", "forms: [", "forms: [sure, "), other("en/terms/need.md", "title: Need", "title: Want"),
		other("id/notes/p.svg", "viewBox=\"0 0 ", "viewBox=\"0 0 1"), other("id/notes/p.svg", "<svg ", "<svg onload=\"x\" "), other("id/notes/p.svg", "<svg", "<sv"),
		theme("assets/base.css", "body { color: red }\n"), theme("i18n/en.yaml", "home: Start\n"), theme("layouts/page.html", "{{.Nothing}}"),
		e.undo(p), e.undo(p), e.undo(p), e.undo(p),
	}
	if e.dir == "" || runtime.GOOS == "linux" {
		acts = append(acts, rename(path.Join(path.Dir(p), strings.ToUpper(path.Base(p[:len(p)-3]))+".md")))
	}
	e.log = append(e.log, acts[e.random.IntN(len(acts))]())
}

// undo brings a file back as it was in the beginning.
func (e *editor) undo(p string) func() string {
	return func() string {
		text, there := e.first[p]
		if !there {
			delete(e.content, p)
		} else {
			e.content[p] = text
		}
		e.save(p)
		return "undo " + p
	}
}

// twoLanguages is a small handbook with a little of everything.
func twoLanguages() map[string]string {
	m := map[string]string{
		"handbook.yaml": "title: Sample\nlanguages: [id, en]\nnavigation: [notes, cases]\nprint: true\nmarkdown: true\n",
		"kinds/note.yaml": "folder: notes\nlabel: Note\nplural: Notes\ncode: N\nfields:\n  goal: {type: markdown, show: section, label: Goal}\n" +
			"  related: {type: list, label: Related, inverse: Named by, of: {type: reference, to: note}}\n",
		"kinds/case.yaml": "folder: cases\nlabel: Case\nplural: Cases\nfields:\n  place: {type: text, label: Place, facet: true, translated: false}\n" +
			"  notes: {type: list, label: Uses, inverse: Used by, of: {type: reference, to: note}}\n  related: {type: list, label: Related, of: {type: reference, to: any}}\n",
		"kinds/term.yaml": "folder: terms\nlabel: Term\nplural: Terms\nlayout: glossary\nfields:\n  definition: {type: text, label: Meaning, translated: true, required: true}\n" +
			"  forms: {type: list, label: Forms, translated: true, of: {type: text}}\nglossary: {definition: definition, forms: [forms]}\n",
		"id/notes/p.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9"/></svg>`,
		"en/notes/p.svg":    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30"><path d="M0 0h9"/></svg>`,
		"id/terms/trust.md": "---\ntitle: Trust\ndefinition: Is believing in others\nforms: [trusted]\n---\nMore words on trust.\n",
		"en/terms/trust.md": "---\ntitle: Trust\ndefinition: Is believing in others\nforms: [trusting]\n---\nMore words on trust.\n",
		"en/terms/need.md":  "---\ntitle: Need\ndefinition: What is missing\n---\n",
		"id/index.md":       "# Home\n\nAll words of the sample.\n",
		"id/cases/index.md": "---\ntitle: All cases\n---\nCases in many words.\n",
	}
	for i := range 6 {
		for k, lang := range []string{"id", "en"} {
			if lang == "en" && i%3 == 2 {
				continue
			}
			fields := ""
			if lang == "id" {
				fields = fmt.Sprintf("code: N%d\nrelated: [notes/p%d]\n", i+1, (i+1)%6)
			}
			m[fmt.Sprintf("%s/notes/p%d.md", lang, i)] = fmt.Sprintf("---\ntitle: Note %d\nsummary: What note %d is about.\ngoal: To see [another](p%d.md) with trust.\n%s---\nIntroducing words of %d.\n\n"+
				"## First\n\nMany words on trust of people, [elsewhere](../cases/c%d.md#second).\n\n## Second\n\nThe need of some words.\n\n![a picture](p.svg)\n", i, i, (i+2)%6, fields, i+k, i%4)
		}
	}
	for i := range 4 {
		m[fmt.Sprintf("id/cases/c%d.md", i)] = fmt.Sprintf("---\ntitle: Case %d\nplace: Place %d\nnotes: [notes/p%d, notes/p%d]\n---\n## First\n\nIts words of old.\n\n## Second\n\nSee [it](../notes/p%d.md).\n", i, i%2, i, i+1, i)
	}
	for i := range 2 {
		m[fmt.Sprintf("en/cases/c%d.md", i)] = fmt.Sprintf("---\ntitle: Case %d\ntranslated_from: {first: 89abcdef}\n---\n## First\n\nIts words of old.\n\n## Second\n\nSee [it](../notes/p%d.md).\n", i, i)
	}
	return m
}

// TestResultsInUse: pages are made from older results while newer ones are built, and a result that nobody holds is let go.
func TestResultsInUse(t *testing.T) {
	content := twoLanguages()
	dir := t.TempDir()
	save := func(p, text string) {
		at := filepath.Join(dir, filepath.FromSlash(p))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for p, text := range content {
		save(p, text)
	}
	b := generator.NewBuilder()
	o := options(os.DirFS(dir))
	const builds, readers = 60, 4
	var gone atomic.Int64
	var latest atomic.Pointer[generator.Result]
	build := func(i int) {
		// The text of a page, what others see of it, and a word of the glossary.
		p := []string{"id/notes/p1.md", "id/cases/c1.md", "id/terms/trust.md"}[i%3]
		save(p, strings.Replace(content[p], []string{"words", "title: ", "definition: "}[i%3], fmt.Sprintf("%s%d ", []string{"words", "title: ", "definition: "}[i%3], i), 1))
		r, err := b.Build(o)
		if err != nil || r.Tree == nil {
			t.Fatal(err, r.Problems)
		}
		runtime.AddCleanup(r.Site, func(*int) { gone.Add(1) }, nil)
		latest.Store(r)
	}
	build(0)
	var reading sync.WaitGroup
	stop := make(chan struct{})
	for n := range readers {
		reading.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r := latest.Load()
				for _, p := range []string{"id/notes/p1.html", "id/notes/index.html", "en/cases/c1.html", "id/feed.xml", "search/id/manifest.js"}[:4+n%2] {
					file, found, err := r.Tree.Lookup(p)
					if err != nil || !found && p != "id/feed.xml" {
						t.Error(p, found, err)
						return
					}
					if found {
						if _, err := file(); err != nil {
							t.Error(err)
							return
						}
					}
				}
			}
		})
	}
	for i := range builds {
		build(i + 1)
	}
	close(stop)
	reading.Wait()
	for range 100 {
		if runtime.GC(); gone.Load() >= builds-5 {
			return
		}
		time.Sleep(10 * time.Millisecond) // cleanups run when they run
	}
	t.Errorf("of %d results that nobody holds %d are let go", builds, gone.Load())
}

// TestNothingChanged: looking again at content that is as it was gives the last result again, and a change of what is asked for another.
func TestNothingChanged(t *testing.T) {
	b := generator.NewBuilder()
	o := options(sample(4))
	first, err := b.Build(o)
	if err != nil || !first.Changed {
		t.Fatal(err, "nothing changed by the first build")
	}
	again, err := b.Build(o)
	if err != nil || again.Changed || again.Tree != first.Tree || again.Site != first.Site {
		t.Error(err, "the second build is not the first again")
	}
	for name, change := range map[string]func(*generator.Options){
		"drafts":   func(o *generator.Options) { o.Drafts = true },
		"today":    func(o *generator.Options) { o.Today = "2027-01-01" },
		"base URL": func(o *generator.Options) { o.BaseURL = "https://elsewhere.example/" },
		"theme": func(o *generator.Options) {
			o.Theme = themes.Overlay(fstest.MapFS{"assets/print.css": {Data: []byte("p{color:red}")}})
		},
		"content": func(o *generator.Options) { o.Content = fs.FS(sample(6)) },
	} {
		other := o
		change(&other)
		if r, err := b.Build(other); err != nil || !r.Changed {
			t.Errorf("%s: %v, nothing changed", name, err)
		}
		if _, err := b.Build(o); err != nil {
			t.Fatal(err)
		}
	}
}
