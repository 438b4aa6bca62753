package preview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/review"
	"handbook/generator/site"
)

// panel is what stands over a page in the browser; /_preview/ lists the same.
type panel struct {
	Count    string    `json:"count"` // "1 error, 2 warnings", or ""
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Spoken   string    `json:"spoken"` // of the errors, for screen readers
	Problems []problem `json:"problems"`
	More     string    `json:"more,omitempty"` // there are too many to show
}

// problem is one diagnostic as people read it.
type problem struct {
	Severity string `json:"severity"` // "error" or "warning"
	Text     string `json:"text"`
	Lead     string `json:"lead,omitempty"` // before the hint, unless that asks something
	Hint     string `json:"hint,omitempty"`
	excerpt
	Notes []note `json:"notes,omitempty"`
}

// note is a second place that explains the first.
type note struct {
	Text string `json:"text"`
	excerpt
}

// excerpt is a place with the line that stands there, cut in three: before what is marked, that, and after it.
type excerpt struct {
	File   string `json:"file"`  // as people name it
	Where  string `json:"where"` // with line and column
	Line   int    `json:"line"`  // 0 for the file as a whole
	Before string `json:"before"`
	Mark   string `json:"mark"`
	After  string `json:"after"`
	Open   string `json:"open,omitempty"` // address that opens it in the editor
}

// mostProblems are shown at once.
const mostProblems = 100

// panel makes the panel. near says whether the browser stands on the machine that has the files.
func (s *Server) panel(st *state, near bool) panel {
	errors := st.problems.Errors()
	p := panel{Errors: errors, Warnings: len(st.problems) - errors, Problems: []problem{}}
	if len(st.problems) > 0 {
		p.Count = s.say.count(st.problems)
	}
	for _, d := range ranked(st.problems)[:min(len(st.problems), mostProblems)] {
		p.Problems = append(p.Problems, s.problem(d, near))
	}
	if rest := len(st.problems) - len(p.Problems); rest > 0 {
		p.More = s.say.more(rest)
	}
	if errors > 0 {
		p.Spoken = s.say.first(errors, p.Problems[0])
	}
	return p
}

// ranked is the problems with errors before warnings, and first those that keep a file from being read: others may only
// follow from them.
func ranked(l diag.List) diag.List {
	rank := func(d diag.Diagnostic) int {
		switch {
		case d.Severity == diag.Warning:
			return 2
		case strings.HasPrefix(d.Code, "yaml-"), strings.HasPrefix(d.Code, "front-"):
			return 0
		}
		return 1
	}
	l = slices.Clone(l)
	slices.SortStableFunc(l, func(a, b diag.Diagnostic) int { return cmp.Compare(rank(a), rank(b)) })
	return l
}

func (s *Server) problem(d diag.Diagnostic, near bool) problem {
	lang := s.say.lang
	p := problem{Severity: d.Severity.String(), Text: sentence(d.Text.In(lang)), Lead: s.say.Hint, Hint: ended(d.Hint.In(lang)), excerpt: s.excerpt(d.Place, near)}
	if strings.HasSuffix(p.Hint, "?") {
		p.Lead, p.Hint = "", sentence(p.Hint)
	}
	for _, n := range d.Notes {
		p.Notes = append(p.Notes, note{sentence(n.Text.In(lang)), s.excerpt(n.Place, near)})
	}
	return p
}

// sentence makes a text begin and end as a sentence does. Names of fields stay as they are.
func sentence(s string) string {
	word, _, _ := strings.Cut(s, " ")
	if first, size := utf8.DecodeRuneInString(s); !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) {
		s = string(unicode.ToUpper(first)) + s[size:]
	}
	return ended(s)
}

func ended(s string) string {
	if s == "" || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// Of a long line only so many characters are shown around what is marked.
const (
	mostBefore = 60
	mostMarked = 80
	mostAfter  = 60
)

func (s *Server) excerpt(at diag.Place, near bool) excerpt {
	e := excerpt{File: s.file(at.File), Line: at.Line}
	e.Where = e.File
	if near {
		e.Open = s.link(at)
	}
	if at.Line == 0 {
		return e
	}
	e.Where = fmt.Sprintf("%s:%d:%d", e.File, at.Line, at.Column)
	line := []rune(strings.TrimRight(at.Source, " \t"))
	from := min(max(at.Column-1, 0), len(line))
	until := min(from+max(at.Width, 1), len(line))
	e.Before = string(line[:from])
	if from > mostBefore {
		e.Before = "…" + string(line[from-mostBefore:from])
	}
	e.Mark = string(line[from:until])
	if until-from > mostMarked {
		e.Mark = string(line[from:from+mostMarked]) + "…"
	}
	e.After = string(line[until:])
	if len(line)-until > mostAfter {
		e.After = string(line[until:until+mostAfter]) + "…"
	}
	return e
}

// look is one thing an editor should look at on a page, though nothing is wrong with it.
type look struct {
	Subject string `json:"subject"`
	Text    string `json:"text,omitempty"`
	excerpt
}

// look lists what there is to look at on one page: not what is missing all over the handbook, as translations may be.
func (s *Server) look(st *state, p *site.Page, near bool) []look {
	d := st.good.Site.Doc(p)
	if d == nil || p.Borrowed {
		return nil
	}
	var all []look
	for _, f := range st.findings() {
		switch f.Subject {
		case review.Untranslated, review.Wanted, review.Old:
			continue
		}
		if f.File != d.File.Path {
			continue
		}
		l := look{Subject: s.say.subject(f.Subject), Text: f.Detail.In(s.say.lang), excerpt: s.excerpt(f.Place, near)}
		if l.Text == p.Title {
			l.Text = ""
		}
		all = append(all, l)
	}
	return all
}

// list is the view of /_preview/, and of the page that waits for the first build without errors.
type list struct {
	Say    phrases
	Panel  panel
	Begun  bool
	Groups []group
}

// group is findings of one subject.
type group struct {
	ID, Title string
	Text      string // where there are no entries, why
	Command   string // what would change that
	Count     int
	Entries   []entry
	More      string
}

// entry is one thing to look at.
type entry struct {
	Title, Detail string
	Page          string // address of the page, or ""
	excerpt
}

// mostEntries of one group are listed.
const mostEntries = 200

func (s *Server) list(st *state, near bool) list {
	l := list{Say: s.say, Panel: s.panel(st, near), Begun: st.begun}
	if st.good.Site == nil {
		return l
	}
	l.Groups = append(l.Groups, s.drafts(st, near))
	pages := map[string]*site.Page{} // by the file they show
	for _, e := range st.good.Site.Editions {
		for _, p := range e.Pages {
			if d := st.good.Site.Doc(p); d != nil && (pages[d.File.Path] == nil || !p.Borrowed) {
				pages[d.File.Path] = p
			}
		}
	}
	bySubject := map[review.Subject][]review.Finding{}
	for _, f := range st.findings() {
		bySubject[f.Subject] = append(bySubject[f.Subject], f)
	}
	for _, subject := range review.Subjects() {
		g := group{ID: string(subject), Title: s.say.subject(subject), Count: len(bySubject[subject])}
		for _, f := range bySubject[subject] {
			e := entry{Title: f.Page, Detail: f.Detail.In(s.say.lang), excerpt: s.excerpt(f.Place, near)}
			if p := pages[f.File]; p != nil {
				e.Title, e.Page = p.Title, address(p.Path)
			}
			g.Entries = append(g.Entries, e)
		}
		l.Groups = append(l.Groups, s.cut(g))
	}
	return l
}

// drafts lists what is not published yet.
func (s *Server) drafts(st *state, near bool) group {
	g := group{ID: "drafts", Title: s.say.Drafts}
	if !st.good.Drafts {
		g.Text, g.Command = s.say.DraftsHidden, "handbook serve --drafts"
		return g
	}
	for _, e := range st.good.Site.Editions {
		for _, p := range e.Pages {
			if d := st.good.Site.Doc(p); p.Draft && d != nil && !p.Borrowed {
				g.Entries = append(g.Entries, entry{
					Title: p.Title, Detail: s.say.Draft, Page: address(p.Path), excerpt: s.excerpt(d.File.LinePlace(1, 1, 0), near),
				})
			}
		}
	}
	g.Count = len(g.Entries)
	return s.cut(g)
}

func (s *Server) cut(g group) group {
	if rest := len(g.Entries) - mostEntries; rest > 0 {
		g.Entries, g.More = g.Entries[:mostEntries], s.say.more(rest)
	}
	return g
}

// waiting is what a program is told before the first build without errors.
func (s *Server) waiting(st *state) string {
	var b strings.Builder
	b.WriteString(s.say.Waiting + "\n")
	for _, q := range s.panel(st, false).Problems {
		b.WriteString(q.Where + ": " + strings.TrimSuffix(q.Text, ".") + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
