package preview

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"handbook/generator/render"
)

// refusal is why a request gets no answer. Its text is in words.go.
type refusal struct {
	status int
	text   string
}

// protect sets the headers of every answer: the policy of the finished handbook and what only a header can say, nothing
// for other origins, nothing kept.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", render.Policy+"; frame-ancestors 'none'")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

// guard says whom the server answers. It compares with what it knows of itself, never one header with another: under DNS
// rebinding all of them are the attacker's.
func (s *Server) guard(r *http.Request) *refusal {
	switch {
	case !s.ours(r.Host, local(r)):
		return &refusal{http.StatusMisdirectedRequest, s.say.NotThisHost}
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return &refusal{http.StatusMethodNotAllowed, s.say.OnlyRead}
	case !s.sameOrigin(r) || !fetched(r):
		return &refusal{http.StatusForbidden, s.say.OtherOrigin}
	}
	return nil
}

// ours reports whether a Host is a name of this machine with the right port: localhost and names below it, loopback
// addresses, the address the connection came in at, and the one name that was allowed besides.
func (s *Server) ours(host string, at netip.Addr) bool {
	name, port, ok := splitHost(host)
	if !ok || port != s.options.Port {
		return false
	}
	switch {
	case name == "localhost", name == "127.0.0.1", name == "[::1]":
		return true
	case strings.HasSuffix(name, ".localhost"):
		return label(strings.TrimSuffix(name, ".localhost"))
	case s.options.Name != "" && name == strings.ToLower(s.options.Name):
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && at.IsValid() && ip.Unmap() == at
}

// splitHost cuts a Host into a name in small letters and a port, 80 where none is written.
func splitHost(host string) (name string, port int, ok bool) {
	name, port = strings.ToLower(host), 80
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, ']') {
		n, err := strconv.ParseUint(name[i+1:], 10, 16)
		if err != nil || strconv.FormatUint(n, 10) != name[i+1:] {
			return "", 0, false
		}
		name, port = name[:i], int(n)
	}
	return name, port, name != ""
}

func label(s string) bool {
	return s != "" && s[0] != '.' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// sameOrigin reports whether the page that asks, where the browser names it, is one of ours.
func (s *Server) sameOrigin(r *http.Request) bool {
	origins := r.Header["Origin"]
	for _, origin := range origins {
		host, plain := strings.CutPrefix(origin, "http://")
		if !plain || !s.ours(host, local(r)) {
			return false
		}
	}
	return len(origins) < 2
}

// fetched refuses what another site asks for by way of a browser (https://www.w3.org/TR/fetch-metadata/), but for opening
// a page as a whole. Browsers without these headers, and programs, send none.
func fetched(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	dest := r.Header.Get("Sec-Fetch-Dest")
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && (dest == "" || dest == "document") && !strings.HasPrefix(r.URL.Path, own)
}

// local is the address a connection came in at.
func local(r *http.Request) netip.Addr {
	a, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if a == nil {
		return netip.Addr{}
	}
	at, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

// near reports whether a request comes from this machine.
func near(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// admitted reports whether a browser has shown the token. On this machine none is asked for.
func (s *Server) admitted(r *http.Request) bool {
	if s.options.Token == "" || near(r) {
		return true
	}
	c, err := r.Cookie(s.cookie())
	return err == nil && same(c.Value, s.options.Token)
}

// admit gives a browser that comes with the token in the address a cookie in its place, and the page without it. It is
// sent on by the page itself: a cookie of this strictness is not sent along a redirect that began elsewhere.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) {
	if !same(r.URL.Query().Get("token"), s.options.Token) {
		s.refuse(w, r, &refusal{http.StatusForbidden, s.say.NoToken})
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: s.cookie(), Value: s.options.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	s.render(w, r, http.StatusOK, "admitted", struct{ Say phrases }{s.say})
}

// cookie is named by the port too: browsers share cookies between the ports of a host.
func (s *Server) cookie() string { return "handbook-preview-" + strconv.Itoa(s.options.Port) }

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
