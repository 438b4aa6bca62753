package render

import (
	"slices"
	"strconv"

	"handbook/generator/schema"
	"handbook/generator/site"
)

// addChoosers adds the chooser of each kind that declares one.
func (r *renderer) addChoosers(e *site.Edition, add adder) {
	for _, k := range r.site.Schema.Kinds {
		if k.Chooser != nil && len(r.asking(e, k)) > 0 {
			add(chooserPath(e, k.Chooser), func() ([]byte, error) { return r.chooserPage(e, k) })
		}
	}
}

func chooserPath(e *site.Edition, c *schema.Chooser) string {
	return folderPath(e.Home.Path) + c.Slug.In(e.Language.Code) + ".html"
}

// asking is the pages whose questions a chooser asks, in reading order.
func (r *renderer) asking(e *site.Edition, k *schema.Kind) []*site.Page {
	return slices.DeleteFunc(slices.Clone(e.Pages), func(p *site.Page) bool {
		return p.Kind != k || p.Role != site.RoleText
	})
}

// weighed is the kind whose pages a chooser ranks.
func (r *renderer) weighed(c *schema.Chooser) *schema.Kind {
	return r.site.Schema.Kind(c.Weighed.To[0])
}

// choosers is the ways to a chooser from a page: from home, from the indexes of its questions and of what it ranks,
// from the pages of its questions and from the page that explains it.
func (r *renderer) choosers(p *site.Page) []Link {
	var links []Link
	for _, k := range r.site.Schema.Kinds {
		c := k.Chooser
		if c == nil || !(p.Role == site.RoleHome || p.Key == c.Page || p.Role == site.RoleText && p.Kind == k ||
			p.Role == site.RoleIndex && p.Folder != nil && (p.Folder.Kind == k || p.Folder.Kind == r.weighed(c))) {
			continue
		}
		if len(r.asking(p.Edition, k)) > 0 {
			links = append(links, Link{Href: site.Href(p.Path, chooserPath(p.Edition, c), ""), Title: c.Title.In(p.Edition.Language.Code)})
		}
	}
	return links
}

func (r *renderer) chooserPage(e *site.Edition, k *schema.Kind) ([]byte, error) {
	lang, c, at := e.Language.Code, k.Chooser, chooserPath(e, k.Chooser)
	heading := c.Title.In(lang)
	in := func(q *site.Page) string { return chooserPath(q.Edition, c) }
	frame, err := r.frame(scene{page: e.Home, at: at, in: in, heading: heading, views: []string{"chooser"}})
	if err != nil {
		return nil, err
	}
	lead := c.Lead.In(lang)
	if lead != "" {
		frame.Description = lead
	}
	w := r.writer(e.Home, at)
	defer w.done()
	w.crumb(site.Href(at, e.Home.Path, ""), w.words().word("home"))
	view := &Chooser{
		Page: Page{Frame: frame, Title: heading, Breadcrumbs: w.take(), Summary: lead},
		Tie:  strconv.FormatFloat(c.Tie, 'f', -1, 64),
	}
	pages := r.candidates(e, k)
	for i, p := range pages {
		view.Candidates = append(view.Candidates, Candidate{
			Link:   r.pageLink(p, at, lang),
			Needs:  strconv.FormatFloat(needs(p, c), 'f', -1, 64),
			Starts: r.starts(pages, i, c, at, lang),
		})
	}
	for _, p := range r.asking(e, k) {
		source := r.pageLink(p, at, lang)
		for _, v := range items(field(p, c.Questions.Name)) {
			number := len(view.Questions) + 1
			view.Questions = append(view.Questions, Question{
				ID:      "q" + strconv.Itoa(number),
				Number:  number,
				Text:    fieldText(member(v, c.Question), lang),
				Of:      source,
				Options: w.options(v, c, pages),
			})
		}
	}
	for _, p := range e.Pages {
		if p.Key == c.Page {
			l := r.pageLink(p, at, lang)
			view.Explained = &l
		}
	}
	return r.execute(lang, "layouts/chooser.html", view)
}

// candidates is the pages that any question weighs, in reading order.
func (r *renderer) candidates(e *site.Edition, k *schema.Kind) []*site.Page {
	c := k.Chooser
	weighed := map[string]bool{}
	for _, p := range r.asking(e, k) {
		for _, q := range items(field(p, c.Questions.Name)) {
			for _, o := range items(member(q, c.Options)) {
				for _, weight := range items(member(o, c.Weights)) {
					if v := member(weight, c.Weighed); v != nil && v.Target.Page != nil {
						weighed[v.Target.Page.Key] = true
					}
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(e.Pages), func(p *site.Page) bool { return !weighed[p.Key] })
}

// options is the answers to a question, each with what it gives every candidate.
func (w *writer) options(question *site.Value, c *schema.Chooser, candidates []*site.Page) []Option {
	lang := w.page.Edition.Language.Code
	var all []Option
	for i, o := range items(member(question, c.Options)) {
		option := Option{
			Value:   optionValue(i),
			Answer:  fieldText(member(o, c.Answer), lang),
			Weights: make([]Weight, len(candidates)),
		}
		if c.Reason != nil {
			option.Reason = fieldText(member(o, c.Reason), lang)
		}
		for _, weight := range items(member(o, c.Weights)) {
			to, n := member(weight, c.Weighed), member(weight, c.Weight)
			if to == nil || n == nil || to.Target.Page == nil || n.Given.Number == 0 {
				continue
			}
			for j, p := range candidates {
				if p.Key == to.Target.Page.Key {
					option.Weights[j] = w.weight(n.Given.Number)
				}
			}
		}
		all = append(all, option)
	}
	return all
}

// optionValue names an answer in addresses: a, b, … z, a1, b1, …
func optionValue(i int) string {
	letter := string(rune('a' + i%26))
	if i < 26 {
		return letter
	}
	return letter + strconv.Itoa(i/26)
}

func (w *writer) weight(n float64) Weight {
	text := w.words().number(max(n, -n))
	if n < 0 {
		text = "−" + text
	} else {
		text = "+" + text
	}
	return Weight{Number: strconv.FormatFloat(n, 'f', -1, 64), Text: text}
}

// needs is what a candidate asks for, all in one.
func needs(p *site.Page, c *schema.Chooser) float64 {
	sum := 0.0
	for _, f := range c.Needs {
		if v := valueFor(p, f); v != nil {
			sum += v.Given.Number
		}
	}
	return sum
}

// starts is the candidates that may grow into one and ask for less.
func (r *renderer) starts(pages []*site.Page, into int, c *schema.Chooser, at, lang string) []Start {
	if c.Moves == nil || len(c.Needs) == 0 {
		return nil
	}
	var all []Start
	for i, p := range pages {
		if needs(p, c) >= needs(pages[into], c) {
			continue
		}
		for _, move := range items(valueFor(p, c.Moves)) {
			next := member(move, c.Next)
			if next == nil || next.Target.Page == nil || next.Target.Page.Key != pages[into].Key {
				continue
			}
			start := Start{Link: r.pageLink(p, at, lang), From: i}
			if c.Condition != nil {
				start.Condition = fieldText(member(move, c.Condition), lang)
			}
			all = append(all, start)
			break
		}
	}
	return all
}

// items is the items of a list, none of nil.
func items(v *site.Value) []*site.Value {
	if v == nil {
		return nil
	}
	all := make([]*site.Value, len(v.Items))
	for i := range v.Items {
		all[i] = &v.Items[i]
	}
	return all
}

// member is a field of an object, or nil.
func member(v *site.Value, f *schema.Field) *site.Value {
	for i := range v.Fields {
		if v.Fields[i].Field == f {
			return &v.Fields[i]
		}
	}
	return nil
}

// The views of a chooser.

// Chooser is what layouts/chooser.html gets: questions, and what their answers are weighed for.
type Chooser struct {
	Page       Page
	Tie        string // candidates no more than this behind the first are on a par with it
	Candidates []Candidate
	Questions  []Question
	Explained  *Link // the page that explains the chooser
}

// Candidate is a page that a chooser ranks.
type Candidate struct {
	Link
	Needs  string // number: of candidates with equal weight the one that needs less stands first
	Starts []Start
}

// Start is another candidate to begin with where an answer speaks against this one.
type Start struct {
	Link
	From      int // index of the candidate
	Condition string
}

// Question is one question of a chooser.
type Question struct {
	ID      string // "q1"
	Number  int
	Text    string
	Of      Link // the page that asks it
	Options []Option
}

// Option is an answer to a question. Weights are in the order of the candidates.
type Option struct {
	Value, Answer, Reason string
	Weights               []Weight
}

// Weight is what an answer gives a candidate; empty for nothing.
type Weight struct{ Number, Text string }
