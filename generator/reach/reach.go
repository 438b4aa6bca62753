// Package reach asks whether the addresses that a handbook links to still answer.
//
// It is the only part of the handbook that uses the network, and no build does. It asks each address once however often it
// is linked to, one host after the other and several hosts at a time, each with HEAD and, where a host does not like that, with
// GET, of which it reads nothing. Bodies, redirects, repeats and time are bounded. It asks nothing of the computer that it runs on nor
// of the network that this is in, since texts may come from strangers.
package reach

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Verdict says what is known of an address.
type Verdict uint8

const (
	Fine    Verdict = iota
	Dead            // it does not exist, or nobody can open it
	Unsure          // the host did not say, or not now
	Private         // it leads into the computer or the network of who asks
)

// Answer is what was found out about an address.
type Answer struct {
	Address string
	Verdict Verdict
	Status  int    // of the answer over HTTP, 0 for none
	Why     Reason // where there is no status
	Cached  bool
}

// Reason is why there was no answer.
type Reason string

const (
	NoHost      Reason = "no host"     // the name leads nowhere
	NoAnswer    Reason = "no answer"   // the host refuses or is not there
	Slow        Reason = "slow"        // no answer in time
	Certificate Reason = "certificate" // a browser would warn
	Redirects   Reason = "redirects"   // it leads in circles
	NotAsked    Reason = "not asked"   // the time was up before
	Local       Reason = "private"
)

// Limits bound a check. The zero value of each is a good one.
type Limits struct {
	Hosts    int           // asked at the same time
	Each     time.Duration // for one answer
	All      time.Duration // for the whole check
	Repeats  int           // of a question that had no clear answer
	Patience time.Duration // the longest that a host may have us wait before a repeat
}

func (l Limits) orGood() Limits {
	l.Hosts = cmp.Or(l.Hosts, 8)
	l.Each = cmp.Or(l.Each, 15*time.Second)
	l.All = cmp.Or(l.All, 15*time.Minute)
	l.Repeats = cmp.Or(l.Repeats, 2)
	l.Patience = cmp.Or(l.Patience, 30*time.Second)
	return l
}

const (
	maxRedirects = 5
	maxHeader    = 64 << 10
	maxBody      = 16 << 10 // read of a body, so that a connection may be used again
	agent        = "handbook-check/1 (looks whether links still work)"
)

// Check asks addresses that begin with http: or https:, and gives an answer to each, sorted. What memory knows it is not asked
// again; memory may be nil. Answers do not depend on the order of addresses.
func Check(ctx context.Context, addresses []string, l Limits, memory *Memory) []Answer {
	return check(ctx, addresses, l.orGood(), memory, guarded)
}

// guard says whether an address of the network may be asked.
type guard func(netip.Addr) bool

// guarded allows what everybody can reach.
func guarded(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(reserved(), func(p netip.Prefix) bool { return p.Contains(a) })
}

// reserved are networks that nobody has in public, beside those that package netip knows.
func reserved() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	}
}

func check(ctx context.Context, addresses []string, l Limits, memory *Memory, allowed guard) []Answer {
	ctx, cancel := context.WithTimeout(ctx, l.All)
	defer cancel()
	a := &asker{client: client(allowed), limits: l}
	defer a.client.CloseIdleConnections()

	var answers []Answer
	hosts := map[string][]string{}
	addresses = slices.Clone(addresses)
	slices.Sort(addresses)
	for _, address := range slices.Compact(addresses) {
		if memory.fine(address) {
			answers = append(answers, Answer{Address: address, Cached: true})
			continue
		}
		host := ""
		if u, err := url.Parse(address); err == nil {
			host = strings.ToLower(u.Host)
		}
		hosts[host] = append(hosts[host], address)
	}

	var mu sync.Mutex
	turns := make(chan struct{}, l.Hosts)
	var group sync.WaitGroup
	for _, queue := range hosts {
		group.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			tired := 0 // the status with which the host wants no more questions
			for _, address := range queue {
				answer := Answer{Address: address, Verdict: Unsure, Status: tired}
				if tired == 0 {
					answer = a.ask(ctx, address)
				}
				if answer.Status == http.StatusTooManyRequests {
					tired = answer.Status
				}
				mu.Lock()
				answers = append(answers, answer)
				mu.Unlock()
				if answer.Verdict == Fine {
					memory.keep(address)
				}
			}
		})
	}
	group.Wait()
	slices.SortFunc(answers, func(x, y Answer) int { return strings.Compare(x.Address, y.Address) })
	return answers
}

// errPrivate is why a connection was not made.
var errPrivate = errors.New("not a public address")

func client(allowed guard) *http.Client {
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error {
			if to, err := netip.ParseAddrPort(address); err != nil || !allowed(to.Addr()) {
				return errPrivate
			}
			return nil
		},
	}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: maxHeader,
		TLSHandshakeTimeout: 10 * time.Second, IdleConnTimeout: 10 * time.Second, MaxIdleConns: 32, DisableCompression: true,
	}
	return &http.Client{Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errRedirects
		}
		return nil
	}}
}

var errRedirects = errors.New("too many redirects")

// asker asks one address after the other.
type asker struct {
	client *http.Client
	limits Limits
}

// ask repeats a question that had no clear answer.
func (a *asker) ask(ctx context.Context, address string) Answer {
	for turn := 0; ; turn++ {
		if ctx.Err() != nil {
			return Answer{Address: address, Verdict: Unsure, Why: NotAsked}
		}
		answer, wait := a.once(ctx, address)
		if answer.Verdict != Unsure || turn == a.limits.Repeats {
			return answer
		}
		if wait == 0 {
			wait = time.Second << turn
		}
		if wait > a.limits.Patience {
			return answer
		}
		select {
		case <-ctx.Done():
			return answer
		case <-time.After(wait):
		}
	}
}

// once asks with HEAD, and with GET where that is not answered as GET would be. wait is how long the host has us wait.
func (a *asker) once(ctx context.Context, address string) (answer Answer, wait time.Duration) {
	answer, wait = a.request(ctx, http.MethodHead, address)
	if answer.Status >= 400 && answer.Status != http.StatusTooManyRequests && answer.Status != http.StatusServiceUnavailable {
		answer, wait = a.request(ctx, http.MethodGet, address)
	}
	return answer, wait
}

func (a *asker) request(ctx context.Context, method, address string) (Answer, time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, a.limits.Each)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return Answer{Address: address, Verdict: Dead, Why: NoHost}, 0
	}
	r.Header.Set("User-Agent", agent)
	r.Header.Set("Accept", "*/*")
	response, err := a.client.Do(r)
	if err != nil {
		return failure(address, err), 0
	}
	_, _ = io.CopyN(io.Discard, response.Body, maxBody) // only so that the connection may be used again
	_ = response.Body.Close()
	return Answer{Address: address, Verdict: verdict(response.StatusCode), Status: response.StatusCode}, retryAfter(response.Header.Get("Retry-After"))
}

// verdict is what a status says of an address: many hosts answer programs with 403 what they give to people.
func verdict(status int) Verdict {
	switch {
	case status == http.StatusNotFound, status == http.StatusGone:
		return Dead
	case status >= 400:
		return Unsure
	}
	return Fine
}

func failure(address string, err error) Answer {
	answer := Answer{Address: address, Verdict: Unsure, Why: NoAnswer}
	var noName *net.DNSError
	var unknown x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	var slow net.Error
	switch {
	case errors.Is(err, errPrivate):
		answer.Verdict, answer.Why = Private, Local
	case errors.Is(err, errRedirects):
		answer.Verdict, answer.Why = Dead, Redirects
	case errors.As(err, &noName) && noName.IsNotFound:
		answer.Verdict, answer.Why = Dead, NoHost
	case errors.As(err, &verification), errors.As(err, &unknown), errors.As(err, &wrongName), errors.As(err, &invalid):
		answer.Verdict, answer.Why = Dead, Certificate
	case errors.As(err, &slow) && slow.Timeout():
		answer.Why = Slow
	}
	return answer
}

// retryAfter reads how long to wait, as a number of seconds.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(header))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(min(seconds, 24*3600)) * time.Second
}
