package reach

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"handbook/generator/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

func everywhere(netip.Addr) bool { return true }

// quick are limits for hosts that answer at once.
func quick() Limits {
	return Limits{Each: 300 * time.Millisecond, Repeats: 2, Patience: 2 * time.Second}.orGood()
}

// host answers as its paths say.
type host struct {
	*httptest.Server
	asked atomic.Int64
	now   atomic.Int64 // questions in work
	most  atomic.Int64
}

func newHost(t *testing.T, answer http.HandlerFunc) *host {
	h := &host{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.asked.Add(1)
		now := h.now.Add(1)
		defer h.now.Add(-1)
		for most := h.most.Load(); now > most && !h.most.CompareAndSwap(most, now); most = h.most.Load() {
		}
		answer(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func TestVerdicts(t *testing.T) {
	release := make(chan struct{})
	busy := atomic.Int64{}
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/fine", "/landing":
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/no-head":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/head-404":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusNotFound)
			}
		case "/forbidden":
			w.WriteHeader(http.StatusForbidden)
		case "/moved":
			http.Redirect(w, r, "/landing", http.StatusMovedPermanently)
		case "/moved-away":
			http.Redirect(w, r, "/nowhere", http.StatusFound)
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/slow":
			select {
			case <-release:
			case <-r.Context().Done():
			}
		case "/endless":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
			for r.Method == http.MethodGet && r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		case "/busy": // once
			if busy.Add(1) == 1 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	defer close(release)
	want := map[string]Answer{
		"/fine": {Verdict: Fine, Status: 200}, "/landing": {Verdict: Fine, Status: 200}, "/gone": {Verdict: Dead, Status: 410},
		"/no-head": {Verdict: Fine, Status: 200}, "/head-404": {Verdict: Fine, Status: 200}, "/nowhere": {Verdict: Dead, Status: 404},
		"/forbidden": {Verdict: Unsure, Status: 403}, "/moved": {Verdict: Fine, Status: 200}, "/moved-away": {Verdict: Dead, Status: 404},
		"/circle": {Verdict: Dead, Why: Redirects}, "/slow": {Verdict: Unsure, Why: Slow}, "/endless": {Verdict: Fine, Status: 200},
		"/busy": {Verdict: Fine, Status: 200},
	}
	var addresses []string
	for p := range want {
		addresses = append(addresses, h.URL+p, h.URL+p) // linked to twice, asked once
	}
	limits := quick()
	limits.Repeats = 1
	answers := check(t.Context(), addresses, limits, nil, everywhere)
	if len(answers) != len(want) {
		t.Fatalf("%d answers for %d addresses", len(answers), len(want))
	}
	for _, a := range answers {
		w := want[strings.TrimPrefix(a.Address, h.URL)]
		w.Address = a.Address
		if a != w {
			t.Errorf("got %+v, want %+v", a, w)
		}
	}
	if !slices.IsSortedFunc(answers, func(a, b Answer) int { return strings.Compare(a.Address, b.Address) }) {
		t.Error("answers are not sorted")
	}
}

// TestBounded: hosts asked at once, the time of all, and questions to a host that has enough of them.
func TestBounded(t *testing.T) {
	t.Run("hosts", func(t *testing.T) {
		var now, most atomic.Int64
		var addresses []string
		for range 12 {
			h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
				n := now.Add(1)
				defer now.Add(-1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				time.Sleep(10 * time.Millisecond)
			})
			addresses = append(addresses, h.URL+"/")
		}
		limits := quick()
		limits.Hosts = 3
		if check(t.Context(), addresses, limits, nil, everywhere); most.Load() > 3 || most.Load() < 2 {
			t.Errorf("%d hosts were asked at once", most.Load())
		}
	})
	t.Run("one host", func(t *testing.T) {
		h := newHost(t, func(http.ResponseWriter, *http.Request) { time.Sleep(time.Millisecond) })
		var addresses []string
		for n := range 20 {
			addresses = append(addresses, fmt.Sprint(h.URL, "/", n))
		}
		if check(t.Context(), addresses, quick(), nil, everywhere); h.most.Load() != 1 || h.asked.Load() != 20 {
			t.Errorf("%d questions, %d at once", h.asked.Load(), h.most.Load())
		}
	})
	t.Run("time", func(t *testing.T) {
		h := newHost(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		limits := quick()
		limits.All = 100 * time.Millisecond
		start := time.Now()
		answers := check(t.Context(), []string{h.URL + "/a", h.URL + "/b", h.URL + "/c"}, limits, nil, everywhere)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if last := answers[2]; last.Verdict != Unsure || last.Why != NotAsked {
			t.Errorf("%+v", last)
		}
	})
	t.Run("enough", func(t *testing.T) {
		h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		})
		var addresses []string
		for n := range 50 {
			addresses = append(addresses, fmt.Sprint(h.URL, "/", n))
		}
		for _, a := range check(t.Context(), addresses, quick(), nil, everywhere) {
			if a.Verdict != Unsure || a.Status != http.StatusTooManyRequests {
				t.Errorf("%+v", a)
			}
		}
		if n := h.asked.Load(); n != 1 {
			t.Errorf("asked %d times after being told to wait an hour", n)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if a := check(ctx, []string{"http://a.example/"}, quick(), nil, everywhere); a[0].Why != NotAsked {
			t.Errorf("%+v", a)
		}
	})
}

// TestPrivate: texts of strangers cannot have the computer ask itself or its neighbours, by address, by redirect or by a name.
func TestPrivate(t *testing.T) {
	secret := newHost(t, func(http.ResponseWriter, *http.Request) {})
	port := secret.Listener.Addr().(interface{ AddrPort() netip.AddrPort }).AddrPort().Port()
	for _, address := range []string{secret.URL, fmt.Sprintf("http://localhost:%d/", port), fmt.Sprintf("http://[::ffff:127.0.0.1]:%d/", port)} {
		if a := Check(t.Context(), []string{address}, quick(), nil); a[0].Verdict != Private {
			t.Errorf("%+v", a[0])
		}
	}
	front := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.Replace(secret.URL, "127.0.0.1", "127.0.0.2", 1), http.StatusFound)
	})
	first := netip.MustParseAddr("127.0.0.1")
	if a := check(t.Context(), []string{front.URL}, quick(), nil, func(to netip.Addr) bool { return to == first }); a[0].Verdict != Private {
		t.Errorf("%+v", a[0])
	}
	if secret.asked.Load() > 0 {
		t.Error("it was asked")
	}
	for address, want := range map[string]bool{
		"127.0.0.1": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "fe80::1": false,
		"fc00::1": false, "0.0.0.0": false, "0.1.2.3": false, "100.64.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "::ffff:10.0.0.1": false,
		"64:ff9b::a00:1": false, "93.184.216.34": true, "2606:2800:220:1::1": true,
	} {
		if got := guarded(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}

func TestMemory(t *testing.T) {
	h := newHost(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/dead" {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	addresses := []string{h.URL + "/fine", h.URL + "/dead"}
	ask := func(kept string, now time.Time) (string, int64) {
		before := h.asked.Load()
		m := NewMemory(strings.NewReader(kept), 7*24*time.Hour, now)
		if a := check(t.Context(), addresses, quick(), m, everywhere); a[0].Verdict != Dead || a[1].Verdict != Fine {
			t.Errorf("%+v", a)
		}
		var b bytes.Buffer
		if err := m.Save(&b); err != nil {
			t.Fatal(err)
		}
		return b.String(), h.asked.Load() - before
	}
	kept, n := ask("", day)
	if n != 3 { // HEAD of both, GET of the dead one
		t.Errorf("%d questions at first", n)
	}
	again, n := ask(kept, day.AddDate(0, 0, 6))
	if n != 2 || again != kept {
		t.Errorf("%d questions after six days", n)
	}
	if _, n = ask(kept, day.AddDate(0, 0, 8)); n != 3 {
		t.Errorf("%d questions after eight days", n)
	}
	for _, broken := range []string{"{", "[]", `{"a": 1}`, kept[:len(kept)/2], strings.ReplaceAll(kept, "2026", "2999")} {
		if _, n = ask(broken, day); n != 3 {
			t.Errorf("%q: %d questions", broken, n)
		}
	}
	var none *Memory
	if none.keep("x"); none.fine("x") {
		t.Error("no memory remembers")
	}
}

// TestWords pins what is said.
func TestWords(t *testing.T) {
	var b strings.Builder
	at := diag.Place{File: "id/a.md", Line: 3, Column: 5}
	for _, a := range []Answer{
		{Verdict: Dead, Status: 404}, {Verdict: Dead, Why: NoHost}, {Verdict: Dead, Why: Certificate}, {Verdict: Dead, Why: Redirects},
		{Verdict: Unsure, Status: 429}, {Verdict: Unsure, Status: 999}, {Verdict: Unsure, Why: NoAnswer}, {Verdict: Unsure, Why: Slow}, {Verdict: Unsure, Why: NotAsked}, {Verdict: Private, Why: Local},
	} {
		a.Address = "https://host.example/a"
		p, ok := a.Problem(at)
		if !ok {
			t.Errorf("%+v is no problem", a)
		}
		fmt.Fprintf(&b, "%s [%s]\n  en: %s\n  en: hint: %s\n  id: %s\n  id: hint: %s\n", p.Severity, p.Code, p.Text.EN, p.Hint.EN, p.Text.ID, p.Hint.ID)
	}
	if _, problem := (Answer{}).Problem(at); problem {
		t.Error("a good answer is a problem")
	}
	const file = "testdata/words.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != b.String() {
		t.Errorf("%s differs (-update rewrites it): %v\n%s", file, err, b.String())
	}
}
