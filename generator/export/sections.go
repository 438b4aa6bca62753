package export

import (
	"bytes"
	"encoding/json"
	"strings"

	"handbook/generator/render"
	"handbook/generator/site"
)

// Section is one line of sections.json: a page (Anchor "") or a section of it.
type Section struct {
	Key      string `json:"key"`      // folder/name, the same in all languages
	Page     string `json:"page"`     // address from the root of the output
	Anchor   string `json:"anchor"`   // id on the page
	Title    string `json:"title"`    // in Language
	Language string `json:"language"` // of the text
	Kind     string `json:"kind"`
	Code     string `json:"code,omitempty"` // short code of the page
}

// sections lists every page and section for other programs, one line each, in reading order.
func sections(s *site.Site) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	sep := "["
	line := func(one Section) error {
		b.WriteString(sep)
		sep = ","
		return e.Encode(one)
	}
	for _, edition := range s.Editions {
		for _, p := range edition.Pages {
			one := Section{p.Key, site.Href("", p.Path, ""), "", p.Title, p.Lang(), p.Kind.Name, p.Code}
			if err := line(one); err != nil {
				return nil, err
			}
			for _, sec := range p.Sections {
				one.Anchor, one.Title = sec.ID, sec.Title
				if err := line(one); err != nil {
					return nil, err
				}
			}
		}
	}
	if sep == "[" {
		b.WriteString(sep)
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// llms is a map of the handbook for language models (llmstxt.org): a title, what it is about, and the
// pages by folder. The first language comes whole, the others after it.
func llms(t *render.Theme, s *site.Site) []byte {
	var b bytes.Buffer
	first := s.Editions[0].Language.Code
	b.WriteString("# " + s.Schema.Title.In(first) + "\n\n")
	if d := s.Schema.Description.In(first); d != "" {
		b.WriteString("> " + oneLine(d) + "\n\n")
	}
	for i, e := range s.Editions {
		group := func(label string) {
			if i > 0 {
				label += " (" + e.Language.Name + ")"
			}
			b.WriteString("## " + label + "\n\n")
		}
		folder := (*site.Folder)(nil)
		for n, p := range e.Pages {
			if p.Borrowed {
				continue
			}
			if n == 0 || p.Folder != folder {
				if folder = p.Folder; n > 0 {
					b.WriteString("\n")
				}
				if folder != nil {
					group(folder.Label)
				} else {
					group(e.Home.Title)
				}
			}
			address := p.Path
			if s.Schema.Markdown {
				address = MarkdownPath(p)
			}
			b.WriteString("- [" + escapeText(p.Title) + "](" + absolute(s, address, "") + ")")
			if p.Summary != "" {
				b.WriteString(": " + oneLine(p.Summary))
			}
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n')
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
