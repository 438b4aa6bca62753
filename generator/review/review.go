// Package review lists what the editors of a handbook should look at next. Nothing of it is a mistake, so nothing of it
// stops a build or is a warning: a page due for review, a text not yet translated, a claim without a source, a page nobody
// leads to.
package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"handbook/generator/diag"
	"handbook/generator/markdown"
	"handbook/generator/schema"
	"handbook/generator/site"
)

// Subject is what a finding is about; also its stable name for programs.
type Subject string

const (
	Due          Subject = "due"          // to be reviewed soon, or long since
	Untranslated Subject = "untranslated" // shows the text of another language
	Behind       Subject = "behind"       // translated from a text that has changed since
	Uncited      Subject = "uncited"      // a claim in a paragraph that names no source
	Unused       Subject = "unused"       // a word of the glossary that no other page uses
	Overlap      Subject = "overlap"      // a form of a word of the glossary that another word claims as well
	Orphan       Subject = "orphan"       // a page that only its index leads to
	Unread       Subject = "source"       // a page to be cited that nobody cites
	Wanted       Subject = "wanted"       // a field that a kind of page should have with another
	Old          Subject = "old"          // of a time longer ago than its kind should be
)

// Subjects are all subjects in the order of a report.
func Subjects() []Subject {
	return []Subject{Due, Untranslated, Behind, Uncited, Unused, Overlap, Orphan, Unread, Wanted, Old}
}

// soon is how many days before its date a review is listed.
const soon = 60

// Finding is one thing to look at.
type Finding struct {
	Subject Subject
	diag.Place
	Page   string // key
	Detail diag.Words
}

// List is all there is to look at on a day (YYYY-MM-DD; "" takes no notice of dates), by subject, file and line.
func List(s *site.Site, today string) []Finding {
	l := &list{site: s, today: today, limit: later(today, soon)}
	if len(s.Editions) == 0 {
		return nil
	}
	for _, p := range s.Editions[0].Pages {
		if p.Origin == nil {
			continue
		}
		l.due(p)
		l.checks(p)
	}
	for _, e := range s.Editions {
		for _, p := range e.Pages {
			if p.Origin != nil {
				l.translation(p)
				l.claims(p)
			}
		}
		l.words(e)
	}
	l.roads()
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Subjects(), a.Subject), slices.Index(Subjects(), b.Subject)),
			strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Detail.EN, b.Detail.EN))
	})
	return l.found
}

type list struct {
	site         *site.Site
	today, limit string
	found        []Finding
}

func (l *list) add(s Subject, p *site.Page, at diag.Place, detail diag.Words) {
	l.found = append(l.found, Finding{Subject: s, Place: at, Page: p.Key, Detail: detail})
}

// later is a day some days on, or "".
func later(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

func (l *list) due(p *site.Page) {
	if p.ReviewDue == "" || p.ReviewDue > l.limit {
		return
	}
	l.add(Due, p, known(p.Origin, "review_due"), dueOn(p.ReviewDue, p.ReviewDue < l.today))
}

// translation looks at one page in one language.
func (l *list) translation(p *site.Page) {
	if p.Borrowed {
		l.add(Untranslated, p, l.site.Doc(p).File.LinePlace(1, 1, 0), inLanguage(p.Edition.Language))
		return
	}
	if p.Behind {
		l.add(Behind, p, known(l.site.Doc(p), "title"), head())
	}
	for _, s := range p.Sections {
		if s.Behind {
			l.add(Behind, p, l.site.Place(p, s), section(s))
		}
	}
}

// checks looks at what a kind of page wants of its fields.
func (l *list) checks(p *site.Page) {
	for i := range p.Kind.Checks {
		c := &p.Kind.Checks[i]
		switch c.Rule {
		case schema.RuleWant:
			if given := c.With.In(p.Origin.Record); given != nil && c.Field.In(p.Origin.Record) == nil {
				l.add(Wanted, p, place(p.Origin, given.Span), wanted(c.Field))
			}
		case schema.RuleOlder:
			if v := c.Field.In(p.Origin.Record); v != nil && l.older(v, c) {
				l.add(Old, p, place(p.Origin, v.Span), old(c))
			}
		}
	}
}

// older compares years, or days where there is a date.
func (l *list) older(v *schema.Value, c *schema.Check) bool {
	day, err := time.Parse(time.DateOnly, l.today)
	switch {
	case err != nil || v.Open:
		return false
	case c.Field.Last().Type == schema.TypeDate:
		return v.Text < day.AddDate(-c.Years, 0, 0).Format(time.DateOnly)
	}
	return int(v.Until) < day.Year()-c.Years
}

// roads finds the pages to which nothing leads.
func (l *list) roads() {
	reached := map[string]bool{} // keys of pages that another page leads to
	cited := map[string]bool{}   // by a page of another kind
	for _, e := range l.site.Editions {
		for _, p := range e.Pages {
			if p.Role == site.RoleIndex {
				continue
			}
			for to := range leads(p) {
				if to.Key != p.Key {
					reached[to.Key] = true
					cited[to.Key] = cited[to.Key] || !p.Kind.Citable
				}
			}
		}
	}
	for _, p := range l.site.Editions[0].Pages {
		if p.Role != site.RoleText {
			continue
		}
		at := l.site.Doc(p).File.LinePlace(1, 1, 0)
		switch {
		case p.Kind.Citable && !cited[p.Key]:
			l.add(Unread, p, at, quoted(p.Title))
		case !reached[p.Key] && p.Kind.Glossary == nil: // words in texts lead to terms
			l.add(Orphan, p, at, quoted(p.Title))
		}
	}
}

// leads is every page that a page names or links to.
func leads(p *site.Page) func(func(*site.Page) bool) {
	return func(yield func(*site.Page) bool) {
		for v := range p.References() {
			if v.Target.Page != nil && !yield(v.Target.Page) {
				return
			}
		}
		for _, t := range p.Links {
			if t.Page != nil && !yield(t.Page) {
				return
			}
		}
	}
}

func known(d *markdown.Doc, name string) diag.Place {
	if at, given := d.Known.At[name]; given {
		return place(d, at)
	}
	return d.File.LinePlace(1, 1, 0)
}

func place(d *markdown.Doc, at schema.Span) diag.Place { return d.File.Place(at.Offset, at.Length) }
