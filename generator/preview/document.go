package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/site"
)

// document is what a browser is shown at an address.
type document struct {
	status int
	html   []byte
	page   *site.Page // whose page it is, or nil
	own    bool       // a page of the preview, with no place for the panel
	absent bool       // there is no page at the address
}

// document is what there is at an address now: a page of the handbook, or one of ours that says why there is none.
func (s *Server) document(st *state, address string, near bool) document {
	if address == own {
		return s.ownDocument(st, http.StatusOK, "list", s.list(st, near))
	}
	if st.good.Tree == nil {
		return s.ownDocument(st, http.StatusServiceUnavailable, "waiting", s.list(st, near))
	}
	name := fileOf(address)
	make, found, err := lookup(st.good.Tree, name)
	if !found && err == nil {
		d := s.ownDocument(st, http.StatusNotFound, "missing", s.missing(st, address))
		d.absent = true
		return d
	}
	var data []byte
	if err == nil {
		data, err = make()
	}
	if err != nil {
		return s.ownDocument(st, http.StatusInternalServerError, "failed", struct {
			Say  phrases
			Text string
		}{s.say, name + ": " + err.Error()})
	}
	return document{status: http.StatusOK, html: data, page: st.page(name)}
}

func (s *Server) ownDocument(_ *state, status int, name string, view any) document {
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, name, view); err != nil {
		b.Reset()
		fmt.Fprintf(&b, "<!doctype html><title>preview</title><p>%s", html.EscapeString(err.Error()))
		status = http.StatusInternalServerError
	}
	return document{status: status, html: b.Bytes(), own: true}
}

// render answers with one of our pages that needs no script.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, view any) {
	d := s.ownDocument(nil, status, name, view)
	write(w, r, d.status, typeOf(".html"), d.html)
}

// serveDocument answers a browser with a page and the preview's script in it; a program gets the page alone.
func (s *Server) serveDocument(w http.ResponseWriter, r *http.Request, st *state, d document) {
	data := d.html
	if isDocument(r) {
		data = inject(data, s.tag(st, d))
	}
	write(w, r, d.status, typeOf(".html"), data)
}

// tag is the script with what it has to know of the page it stands on.
func (s *Server) tag(st *state, d document) string {
	sum, _ := digest(d.html)
	var b strings.Builder
	b.WriteString(`<script src="` + own + `preview.js" defer`)
	add := func(name, value string) { fmt.Fprintf(&b, ` data-%s="%s"`, name, html.EscapeString(value)) }
	add("build", strconv.FormatInt(st.number, 10))
	add("events", own+"events/"+s.secret)
	add("page", sum)
	if d.own {
		add("own", "")
	}
	if d.absent {
		add("absent", "")
	}
	if d.page != nil {
		add("key", d.page.Key)
		add("edition", d.page.Edition.Language.Code)
		add("source", sourceOf(st.good.Site, d.page))
	}
	b.WriteString("></script>")
	return b.String()
}

// inject puts the script at the end of the head, or of the page where a theme's pages have no such place.
func inject(page []byte, tag string) []byte {
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

var (
	linkTag = regexp.MustCompile(`<link\b[^>]*\brel="?stylesheet"?[^>]*>`)
	href    = regexp.MustCompile(`\bhref=(?:"([^"]*)"|([^\s">]+))`)
)

// digest names the bytes of a page without its style sheets, and lists those.
func digest(page []byte) (sum string, styles []string) {
	hash := sha256.New()
	last := 0
	for _, at := range linkTag.FindAllIndex(page, -1) {
		hash.Write(page[last:at[0]])
		last = at[1]
		if m := href.FindSubmatch(page[at[0]:at[1]]); m != nil {
			styles = append(styles, html.UnescapeString(string(m[1])+string(m[2])))
		}
	}
	hash.Write(page[last:])
	return hex.EncodeToString(hash.Sum(nil)[:12]), styles
}

// sourceOf names the bytes of the file a page shows, or is "".
func sourceOf(s *site.Site, p *site.Page) string {
	d := s.Doc(p)
	if d == nil {
		return ""
	}
	return hex.EncodeToString(d.File.Hash[:12])
}

// missing is the view of the page that says there is none.
type missing struct {
	Say      phrases
	Address  string
	Near     *site.Page // what was probably meant
	Home     string
	Problems string // in how many words, "" for none
}

func (s *Server) missing(st *state, address string) missing {
	m := missing{Say: s.say, Address: address, Home: "/"}
	var paths []string
	for _, e := range st.good.Site.Editions {
		for _, p := range e.Pages {
			if path.Dir(p.Path) == path.Dir(fileOf(address)) {
				paths = append(paths, p.Path)
			}
		}
	}
	m.Near = st.page(diag.Nearest(fileOf(address), paths))
	if len(st.problems) > 0 {
		m.Problems = s.say.count(st.problems)
	}
	return m
}

// address is where a browser finds a file of the output.
func address(p string) string { return (&url.URL{Path: "/" + p}).EscapedPath() }
