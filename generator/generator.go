// Package generator turns a content folder and a theme into a finished handbook. It is the only place
// that names all stages; ARCHITECTURE.md beside it draws them.
package generator

import (
	"crypto/sha256"
	"io/fs"
	"runtime"
	"strings"
	"sync"
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
}

// Result is a built handbook. Tree is nil when there are errors among the problems.
type Result struct {
	Site     *site.Site
	Tree     output.Tree
	Problems diag.List // sorted
	Phases   []Phase
}

// Phase is how long one stage took.
type Phase struct {
	Name     string
	Duration time.Duration
}

// Builder builds a handbook again and again. All it remembers is the schema, the files parsed with it and the
// measures of pictures, each file by its path and its bytes, and the words of pages, so a second build says and makes exactly what a first one would.
// It may be used from several goroutines, one build at a time.
type Builder struct {
	mu       sync.Mutex
	schema   *schema.Schema
	docs     map[docKey]*markdown.Doc // parsed with schema
	pictures *site.Pictures
	words    search.Memo
}

type docKey struct {
	path string
	hash [sha256.Size]byte
}

// NewBuilder returns a Builder that remembers nothing yet.
func NewBuilder() *Builder { return &Builder{pictures: site.NewPictures()} }

// Build runs all stages. Mistakes of authors are in the result; the error is a failure of the machine.
func (b *Builder) Build(o Options) (*Result, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := &Result{}
	clock := time.Now()
	phase := func(name string) {
		now := time.Now()
		r.Phases = append(r.Phases, Phase{name, now.Sub(clock)})
		clock = now
	}

	files, problems, err := source.Load(o.Content)
	if err != nil {
		return nil, err
	}
	phase("read")

	s, found := schema.Load(files)
	problems = append(problems, found...)
	if b.schema != nil && b.schema.Hash == s.Hash {
		s = b.schema // parsed files point into it
	} else {
		b.schema, b.docs = s, nil
	}
	docs := b.parse(s, files)
	for _, d := range docs {
		problems = append(problems, d.Problems...)
	}
	phase("parse")

	joined, found := site.New(published(s, o.BaseURL), docs, files, site.Options{Drafts: o.Drafts, Today: o.Today, Pictures: b.pictures})
	problems = append(problems, found...)
	r.Site = joined
	phase("join")

	theme, found, err := render.LoadTheme(o.Theme, languages(s))
	if err != nil {
		return nil, err
	}
	r.Problems = append(problems, found...).Sorted()
	if r.Problems.Errors() > 0 {
		phase("theme")
		return r, nil
	}
	if err := theme.AddSearch(search.Client()); err != nil {
		return nil, err
	}
	phase("theme")

	index := search.Build(joined, &b.words) // its files are named by what is in them
	phase("search")
	if r.Tree, err = tree(theme, joined, index); err != nil {
		return nil, err
	}
	phase("list")
	return r, nil
}

// tree is the map from path to bytes of everything that is published.
func tree(t *render.Theme, s *site.Site, x *search.Index) (output.Tree, error) {
	all := output.Tree{}
	for _, files := range []map[string]func() ([]byte, error){
		assets(t),
		render.Pages(t, s),
		x.Files(),
		export.Files(t, s),
		office.Files(t, s),
	} {
		if err := all.Add(files); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func assets(t *render.Theme) map[string]func() ([]byte, error) {
	files := map[string]func() ([]byte, error){}
	for path, data := range t.Assets() {
		files[path] = func() ([]byte, error) { return data, nil }
	}
	return files
}

// parse reads all Markdown files on all processors, and those it has read before not again. Where it has, the file
// it read then takes the place of the equal one in files, so that there is one of each.
func (b *Builder) parse(s *schema.Schema, files []*source.File) []*markdown.Doc {
	var pages []int // in files
	for i, f := range files {
		if strings.HasSuffix(f.Path, ".md") {
			pages = append(pages, i)
		}
	}
	docs := make([]*markdown.Doc, len(pages))
	parser := markdown.NewParser(s)
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				f := files[pages[i]]
				if docs[i] = b.docs[docKey{f.Path, f.Hash}]; docs[i] == nil {
					docs[i] = parser.Parse(f)
				}
				files[pages[i]] = docs[i].File
			}
		})
	}
	for i := range pages {
		next <- i
	}
	close(next)
	workers.Wait()

	b.docs = make(map[docKey]*markdown.Doc, len(docs))
	for _, d := range docs {
		b.docs[docKey{d.File.Path, d.File.Hash}] = d
	}
	return docs
}

// published is the schema with another base URL, unless that is "".
func published(s *schema.Schema, base string) *schema.Schema {
	if base == "" {
		return s
	}
	other := *s
	other.BaseURL = strings.TrimSuffix(base, "/") + "/"
	return &other
}

func languages(s *schema.Schema) []string {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
	}
	return codes
}
