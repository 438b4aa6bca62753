// Package generator turns a content folder and a theme into a finished handbook. It is the only place
// that names all stages; ARCHITECTURE.md beside it draws them.
package generator

import (
	"io/fs"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"handbook/generator/diag"
	"handbook/generator/export"
	"handbook/generator/markdown"
	"handbook/generator/office"
	"handbook/generator/output"
	"handbook/generator/render"
	"handbook/generator/schema"
	"handbook/generator/search"
	"handbook/generator/site"
	"handbook/generator/source"
)

// Options say what to build.
type Options struct {
	Content fs.FS
	Theme   fs.FS  // whole: a user's files already laid over the built-in ones
	BaseURL string // takes the place of base_url in handbook.yaml unless ""
	Drafts  bool   // with drafts and pages of a future date
	Today   string // YYYY-MM-DD, for dates of review and publication; "" takes no notice of them

	// Look names content files and folders to look at first: all else is taken to be as it was at the last build.
	// nil looks at everything.
	Look []string
}

// Result is a built handbook. Tree is nil when there are errors among the problems.
type Result struct {
	Site     *site.Site
	Tree     *output.Tree
	Problems diag.List // sorted
	Phases   []Phase
	Changed  bool // false: nothing differs from the Builder's last result, which is returned again
}

// Phase is how long one stage took.
type Phase struct {
	Name     string
	Duration time.Duration
}

// Builder builds a handbook again and again. What it remembers are files, by what the file system says of them; what was made of a
// file, by its bytes; and what was made of all files together, as long as they are the same to it. So a second build says
// and makes exactly what a first one would. It may be used from several goroutines, one build at a time, while the results of
// earlier builds are in use.
type Builder struct {
	mu         sync.Mutex
	content    *source.Loader
	settings   settings
	parsed     []*markdown.Doc // by path
	parsedWith [32]byte        // hash of the schema
	join       site.Joiner
	theme      theme
	book       *render.Book
	last       Result
	made       made

	searching sync.Mutex // words may be asked for while the next build runs
	words     search.Memo
}

// made is all that a result is made of.
type made struct {
	files    []*source.File
	problems diag.List // of reading them
	theme    *render.Theme
	baseURL  string
	drafts   bool
	today    string
}

// NewBuilder returns a Builder that remembers nothing yet.
func NewBuilder() *Builder {
	return &Builder{content: source.NewLoader(), theme: theme{files: source.NewLoader()}}
}

// Build runs all stages. Mistakes of authors are in the result; the error is a failure of the machine.
func (b *Builder) Build(o Options) (*Result, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := &Result{Changed: true}
	clock := time.Now()
	phase := func(name string) {
		now := time.Now()
		r.Phases = append(r.Phases, Phase{name, now.Sub(clock)})
		clock = now
	}

	files, problems, err := b.read(o)
	if err != nil {
		return nil, err
	}
	phase("read")

	s, found := b.settings.load(files, o.BaseURL)
	theme, wrong, err := b.theme.load(o.Theme, languages(s))
	if err != nil {
		return nil, err
	}
	phase("theme")
	of := made{files, problems, theme, o.BaseURL, o.Drafts, o.Today}
	if b.made.equal(&of) {
		again := b.last
		again.Changed, again.Phases = false, r.Phases
		return &again, nil
	}
	problems = slices.Concat(problems, found, wrong)

	docs := b.parse(s, files)
	for _, d := range docs {
		problems = append(problems, d.Problems...)
	}
	phase("parse")

	r.Site, found = b.join.Join(s, docs, files, site.Options{Drafts: o.Drafts, Today: o.Today})
	r.Problems = append(problems, found...).Sorted()
	phase("join")

	if r.Problems.Errors() == 0 {
		if r.Tree, err = b.tree(theme, r.Site); err != nil {
			return nil, err
		}
		phase("list")
	}
	b.made, b.last = of, *r
	return r, nil
}

// read reads what may have changed.
func (b *Builder) read(o Options) ([]*source.File, diag.List, error) {
	if o.Look != nil {
		return b.content.Look(o.Content, o.Look)
	}
	return b.content.Load(o.Content)
}

func (m *made) equal(o *made) bool {
	return m.theme != nil && m.theme == o.theme && m.baseURL == o.baseURL && m.drafts == o.drafts && m.today == o.today &&
		slices.Equal(m.files, o.files) && reflect.DeepEqual(m.problems, o.problems)
}

// settings is what a handbook declares about itself.
type settings struct {
	files     []*source.File
	declared  *schema.Schema
	problems  diag.List
	published *schema.Schema // at another base URL
}

// load reads them, unless they are known: they depend on the bytes of YAML files, and of all others on the path alone.
func (t *settings) load(files []*source.File, base string) (*schema.Schema, diag.List) {
	same := t.declared != nil && slices.EqualFunc(t.files, files, func(a, b *source.File) bool {
		return a == b || a.Path == b.Path && !strings.HasSuffix(a.Path, ".yaml")
	})
	t.files = files
	if !same {
		s, found := schema.Load(files)
		t.problems = found
		if t.declared == nil || t.declared.Hash != s.Hash { // parsed files point into it
			t.declared, t.published = s, nil
		}
	}
	if base == "" {
		return t.declared, t.problems
	}
	if base = strings.TrimSuffix(base, "/") + "/"; t.published == nil || t.published.BaseURL != base {
		other := *t.declared
		other.BaseURL = base
		t.published = &other
	}
	return t.published, t.problems
}

// theme is a theme as it was last read.
type theme struct {
	files     *source.Loader
	read      []*source.File
	languages []string
	loaded    *render.Theme
	problems  diag.List
}

// load loads a theme, unless its files are as they were.
func (t *theme) load(fsys fs.FS, languages []string) (*render.Theme, diag.List, error) {
	files, _, err := t.files.Load(fsys) // what is wrong with their names does not matter
	if err != nil {
		return nil, nil, err
	}
	same := slices.EqualFunc(files, t.read, func(a, b *source.File) bool {
		return a == b || a.Path == b.Path && a.Hash == b.Hash
	})
	if t.loaded != nil && same && slices.Equal(languages, t.languages) {
		return t.loaded, t.problems, nil
	}
	loaded, problems, err := render.LoadTheme(fsys, languages)
	if err != nil {
		return nil, nil, err
	}
	if problems.Errors() == 0 {
		if err := loaded.AddSearch(search.Client(), search.More()); err != nil {
			return nil, nil, err
		}
	}
	t.read, t.languages, t.loaded, t.problems = files, languages, loaded, problems
	return loaded, problems, nil
}

// tree is the map from path to bytes of everything that is published.
func (b *Builder) tree(t *render.Theme, s *site.Site) (*output.Tree, error) {
	all := &output.Tree{}
	if err := all.Add(assets(t)); err != nil {
		return nil, err
	}
	all.Later("search/", func() (map[string]func() ([]byte, error), error) {
		b.searching.Lock()
		defer b.searching.Unlock()
		return search.Build(s, &b.words).Files(), nil // they are named by what is in them
	})
	b.book = render.NewBook(t, s, b.book)
	all.Find(b.book.Text, listed(b.book.Pages))
	all.Later("", listed(func() map[string]func() ([]byte, error) { return export.Files(t, s) }))
	all.Later("", listed(func() map[string]func() ([]byte, error) { return office.Files(t, s) }))
	return all, nil
}

// listed is a list that cannot fail.
func listed(files func() map[string]func() ([]byte, error)) func() (map[string]func() ([]byte, error), error) {
	return func() (map[string]func() ([]byte, error), error) { return files(), nil }
}

func assets(t *render.Theme) map[string]func() ([]byte, error) {
	files := map[string]func() ([]byte, error){}
	for path, data := range t.Assets() {
		files[path] = func() ([]byte, error) { return data, nil }
	}
	return files
}

// parse reads all Markdown files on all processors, and those it read the last time not again.
func (b *Builder) parse(s *schema.Schema, files []*source.File) []*markdown.Doc {
	known := b.parsed
	if b.parsedWith != s.Hash {
		known = nil
	}
	docs := make([]*markdown.Doc, 0, len(files))
	var missing []*source.File
	var at []int // where they belong in docs
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".md") {
			continue
		}
		for len(known) > 0 && known[0].File != f && known[0].File.Path <= f.Path {
			known = known[1:]
		}
		if len(known) > 0 && known[0].File == f {
			docs, known = append(docs, known[0]), known[1:]
			continue
		}
		missing, at = append(missing, f), append(at, len(docs))
		docs = append(docs, nil)
	}
	parser := markdown.NewParser(s)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(missing)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(missing)); i = next.Add(1) - 1 {
				docs[at[i]] = parser.Parse(missing[i])
			}
		})
	}
	workers.Wait()
	b.parsed, b.parsedWith = docs, s.Hash
	return docs
}

func languages(s *schema.Schema) []string {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
	}
	return codes
}
