package preview

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"handbook/generator/output"
)

// own is the folder of addresses that are the preview's; the rest are the handbook's.
const own = "/_preview/"

//go:embed assets
var assets embed.FS

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			http.Error(w, fmt.Sprintf("%s: %v\n\n%s", s.say.BrokeDown, p, debug.Stack()), http.StatusInternalServerError)
		}
	}()
	if no := s.guard(r); no != nil {
		s.refuse(w, r, no)
		return
	}
	if !s.admitted(r) {
		s.admit(w, r)
		return
	}
	if rest, ok := strings.CutPrefix(r.URL.Path, own); ok {
		s.serveOwn(w, r, rest)
		return
	}
	s.serveHandbook(w, r)
}

func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch {
	case name == "":
		s.serveDocument(w, r, s.current.Load(), s.document(s.current.Load(), r.URL.Path, near(r)))
	case name == "state":
		s.serveState(w, r)
	case name == "events/"+s.secret:
		s.serveEvents(w, r)
	case name == "events", strings.HasPrefix(name, "events/"):
		s.refuse(w, r, &refusal{http.StatusForbidden, s.say.NotFound})
	case name == "preview.js", name == "preview.css", name == "icon.svg":
		data, err := assets.ReadFile("assets/" + name)
		send(w, r, name, data, err)
	default:
		s.refuse(w, r, &refusal{http.StatusNotFound, s.say.NotFound})
	}
}

// serveHandbook answers with a file of the handbook.
func (s *Server) serveHandbook(w http.ResponseWriter, r *http.Request) {
	st := s.current.Load()
	name := fileOf(r.URL.Path)
	if folder(st.good.Tree, r.URL.Path) {
		to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		w.Header().Set("Location", to.String())
		s.refuse(w, r, &refusal{http.StatusPermanentRedirect, to.Path})
		return
	}
	if isDocument(r) && (path.Ext(name) == ".html" || !has(st.good.Tree, name)) {
		s.serveDocument(w, r, st, s.document(st, r.URL.Path, near(r)))
		return
	}
	make, found, err := lookup(st.good.Tree, name)
	switch {
	case st.good.Tree == nil:
		s.refuse(w, r, &refusal{http.StatusServiceUnavailable, s.waiting(st)})
	case err != nil:
		send(w, r, name, nil, err)
	case found:
		data, err := make()
		send(w, r, name, data, err)
	default:
		s.serveMissing(w, r, st)
	}
}

// serveMissing answers as hosts do for what is not there.
func (s *Server) serveMissing(w http.ResponseWriter, r *http.Request, st *state) {
	if make, found, err := lookup(st.good.Tree, "404.html"); found && err == nil {
		if data, err := make(); err == nil {
			write(w, r, http.StatusNotFound, typeOf("404.html"), data)
			return
		}
	}
	s.refuse(w, r, &refusal{http.StatusNotFound, s.say.NotFound})
}

// fileOf is the file of the output an address stands for: a folder's is its index.html.
func fileOf(address string) string {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// folder reports whether an address is that of a folder but for the slash at its end.
func folder(t *output.Tree, address string) bool {
	name := strings.TrimPrefix(address, "/")
	return name != "" && path.Ext(name) == "" && !has(t, name) && has(t, name+"/index.html")
}

// lookup finds a file of a tree. Names that cannot be paths of the output are never looked for.
func lookup(t *output.Tree, name string) (func() ([]byte, error), bool, error) {
	if t == nil || !fs.ValidPath(name) {
		return nil, false, nil
	}
	return t.Lookup(name)
}

func has(t *output.Tree, name string) bool {
	_, found, err := lookup(t, name)
	return found && err == nil
}

// isDocument reports whether a browser opens the address as a page of its own, and no program does.
func isDocument(r *http.Request) bool {
	if dest := r.Header.Get("Sec-Fetch-Dest"); dest != "" {
		return dest == "document"
	}
	return r.Header.Get("Upgrade-Insecure-Requests") == "1"
}

// send answers with a file, or with why it could not be made.
func send(w http.ResponseWriter, r *http.Request, name string, data []byte, err error) {
	if err != nil {
		write(w, r, http.StatusInternalServerError, plain, []byte(name+": "+err.Error()+"\n"))
		return
	}
	w.Header().Set("Content-Type", typeOf(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // parts of films and recordings, too
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, no *refusal) {
	if no.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	write(w, r, no.status, plain, []byte(no.text+"\n"))
}

const plain = "text/plain; charset=utf-8"

func write(w http.ResponseWriter, r *http.Request, status int, contentType string, data []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the browser may be gone
	}
}

// typeOf is the type of a file by its name: the same on every machine, so not the system's.
func typeOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		return "application/xml"
	case ".atom":
		return "application/atom+xml"
	case ".txt", "":
		return plain
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/vnd.microsoft.icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".pdf":
		return "application/pdf"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case ".mp3":
		return "audio/mpeg"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	}
	return "application/octet-stream"
}
