package preview_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/preview"
	"handbook/generator/site"
)

func record(s *preview.Server, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// FuzzA20_Serve: whatever is asked, nothing breaks down, no answer is for another host, and none lacks its guards.
func FuzzA20_Serve(f *testing.F) {
	s := preview.NewServer(preview.Options{Port: 1313, Lang: "id", Editor: "vscode://file{path}:{line}", Root: "/x"})
	s.Update(preview.Build{Tree: tree(f, small()), Site: &site.Site{}, Problems: diag.List{{Place: diag.Place{File: "a.md"}}}})
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: localhost:1313\r\n\r\n",
		"GET /en HTTP/1.1\r\nHost: [::1]:1313\r\nSec-Fetch-Dest: document\r\n\r\n",
		"GET /..%2f..%5c%00 HTTP/1.1\r\nHost: localhost:1313\r\nRange: bytes=0-1,5-\r\n\r\n",
		"GET http://evil/ HTTP/1.1\r\nHost: localhost:1313\r\n\r\n",
		"HEAD /_preview/state?path=%2f&key=a&source=b HTTP/1.1\r\nHost: a.localhost:1313\r\nOrigin: http://localhost:1313\r\n\r\n",
		"GET /_preview/ HTTP/1.0\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: [::1\r\nCookie: =;a\r\n\r\n",
		"GET /?token=x HTTP/1.1\r\nHost: 127.0.0.1:1313\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, request []byte) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(request)))
		if err != nil {
			return
		}
		r.RemoteAddr = "127.0.0.1:1"
		a := record(s, r)
		body, err := io.ReadAll(a.Body)
		if err != nil {
			t.Fatal(err)
		}
		if a.StatusCode >= 500 {
			t.Fatalf("%d %s", a.StatusCode, body)
		}
		if a.Header.Get("Content-Security-Policy") == "" || a.Header.Get("Cross-Origin-Resource-Policy") == "" {
			t.Fatal("no guards")
		}
		if host := strings.ToLower(r.Host); a.StatusCode < 400 && !strings.HasSuffix(host, "localhost:1313") && host != "127.0.0.1:1313" && host != "[::1]:1313" {
			t.Fatalf("%d for %q", a.StatusCode, r.Host)
		}
		if to := a.Header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n")) {
			t.Fatalf("leads to %q", to)
		}
	})
}
