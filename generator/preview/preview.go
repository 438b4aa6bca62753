// Package preview is the editor's server: it shows a handbook while it is being written.
//
// # What it serves
//
// [Server.Update] is handed each build. The server answers from the Tree of the last build without errors, in memory:
// no address ever becomes a path on the disk. A page is made when it is asked for. What a program asks for is byte for
// byte what a build writes; only when a browser opens a page as a document does it get one script more,
// /_preview/preview.js, which lives under the policy of the finished handbook like any other.
//
// # How a page stays fresh
//
// The script listens to events that say nothing but the number of the latest build, while its tab can be seen, and one
// tab listens for all. At another number it asks /_preview/state how its page stands now. Where the bytes of the page differ it loads
// the page anew and puts back what the editor had: the place on the page, what was folded, the focus, the words in the
// search. (Exchanging parts of a page in place would mean to start its scripts again, which are written for a page that is
// loaded once; a page loaded anew is always what a build shows.) Where only style sheets differ it exchanges those. The
// blocks of text that changed are brought into view and marked for a moment. A page with a new address is
// followed there, by its key or, where the file moved, by its bytes.
//
// # What is wrong
//
// Problems of the latest build stand in a panel over the page, and at /_preview/ with what editors should look at next.
// The panel stands in a shadow tree, so that no theme can change it, and is text only.
//
// # Who may ask
//
// Names of this machine only, with the right port (see guard.go); nothing can be changed by a request. Browsers on other machines are
// asked for a token when [Options.Token] is set.
package preview

import (
	"crypto/rand"
	_ "embed"
	"html/template"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"handbook/generator/diag"
	"handbook/generator/output"
	"handbook/generator/review"
	"handbook/generator/site"
)

//go:embed page.html
var pages string

// Options say where the server stands and how it speaks.
type Options struct {
	Lang  string // "id" or "en"
	Port  int    // part of the names it answers to
	Name  string // one more name it answers to, or ""
	Token string // asked of browsers on other machines unless ""

	Content string // the content folder as people name it, to say where a problem is
	Theme   string // that of a user's theme, or ""
	Root    string // absolute path of Content, for links that open a file; "" makes none
	Themes  string // that of Theme
	Editor  string // address that opens a file, see Editor; "" makes no links
}

// Build is what came of one build.
type Build struct {
	Tree     *output.Tree // nil when there are errors
	Site     *site.Site
	Problems diag.List
	Today    string // YYYY-MM-DD, for dates of review; "" takes no notice of them
	Drafts   bool   // drafts are among the pages
}

// Server shows the last build without errors and the problems of the latest. It may be used from several goroutines.
type Server struct {
	options   Options
	say       phrases
	secret    string // part of the address of the events
	templates *template.Template
	update    sync.Mutex
	current   atomic.Pointer[state]
	listeners atomic.Int32 // streams of events that are open
	quit      chan struct{}
	closed    sync.Once
}

// state is all there is to know at one time; it does not change.
type state struct {
	number   int64 // of the build, larger than any before it, also before a restart
	begun    bool  // there has been a build
	good     Build // the last without errors; its Tree is nil before there is one
	problems diag.List
	findings func() []review.Finding // of good
	over     chan struct{}           // closed when another takes its place
}

// NewServer returns a server that has nothing to show yet.
func NewServer(o Options) *Server {
	s := &Server{options: o, say: phrasesIn(o.Lang), secret: rand.Text(), quit: make(chan struct{})}
	s.templates = template.Must(template.New("").Funcs(template.FuncMap{
		"address": address,
		"safe":    func(link string) template.URL { return template.URL(link) }, // of a scheme that was checked
	}).Parse(pages))
	s.current.Store(&state{
		number:   time.Now().UnixMilli(),
		findings: func() []review.Finding { return nil },
		over:     make(chan struct{}),
	})
	return s
}

// Update shows another build from now on. Where it has errors the pages of the last one without stay.
func (s *Server) Update(b Build) {
	s.update.Lock()
	defer s.update.Unlock()
	before := s.current.Load()
	next := &state{
		number: before.number + 1, begun: true, good: before.good, findings: before.findings,
		problems: b.Problems, over: make(chan struct{}),
	}
	if b.Tree != nil {
		next.good = b
		next.findings = sync.OnceValue(func() []review.Finding { return review.List(b.Site, b.Today) })
	}
	s.current.Store(next)
	close(before.over)
}

// Close ends the events that are being listened to.
func (s *Server) Close() { s.closed.Do(func() { close(s.quit) }) }

// page finds the page at a path of the output.
func (st *state) page(path string) *site.Page {
	return st.find(func(p *site.Page) bool { return p.Path == path })
}

// moved finds where a page went that is no longer at its address: the page of the same key in the same language, else the
// one whose file has the same bytes.
func (st *state) moved(key, edition, source string) *site.Page {
	if key == "" {
		return nil
	}
	if p := st.find(func(p *site.Page) bool { return p.Key == key && p.Edition.Language.Code == edition }); p != nil {
		return p
	}
	return st.find(func(p *site.Page) bool {
		return source != "" && sourceOf(st.good.Site, p) == source && p.Edition.Language.Code == edition
	})
}

func (st *state) find(is func(*site.Page) bool) *site.Page {
	if st.good.Site == nil {
		return nil
	}
	for _, e := range st.good.Site.Editions {
		for _, p := range e.Pages {
			if is(p) {
				return p
			}
		}
	}
	return nil
}

// file is a content or theme file as people name it.
func (s *Server) file(name string) string {
	if theme, ok := strings.CutPrefix(name, "theme:"); ok {
		return under(s.options.Theme, theme)
	}
	return under(s.options.Content, name)
}

func under(folder, name string) string {
	if folder == "" {
		return name
	}
	return strings.TrimSuffix(folder, "/") + "/" + name
}
