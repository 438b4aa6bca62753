package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// TakenError is a port on which another program listens.
type TakenError struct{ Port int }

func (e *TakenError) Error() string { return fmt.Sprintf("port %d is taken", e.Port) }

// Loopback are the addresses that only this machine reaches.
func Loopback() []string { return []string{"127.0.0.1", "::1"} }

// Listen opens a port on each of the hosts; a machine may lack all but the first. Port 0 is any that is free, the same for
// all. A port in use is a *TakenError.
func Listen(port int, hosts ...string) ([]net.Listener, error) {
	var all []net.Listener
	for i, h := range hosts {
		l, err := net.Listen("tcp", net.JoinHostPort(h, strconv.Itoa(port)))
		switch {
		case err == nil:
			all = append(all, l)
			port = l.Addr().(*net.TCPAddr).Port // the others take the same
		case errors.Is(err, syscall.EADDRINUSE):
			closeAll(all)
			return nil, &TakenError{port}
		case i > 0: // such as the newer protocol
		default:
			return nil, err
		}
	}
	return all, nil
}

func closeAll(all []net.Listener) {
	for _, l := range all {
		_ = l.Close() // nothing was served on it
	}
}

// Limits of a server for a few people: whoever dawdles is cut off, and connections beyond the most are closed at once.
const (
	headerTime     = 5 * time.Second
	answerTime     = 30 * time.Second
	idleTime       = time.Minute
	headerBytes    = 16 << 10
	mostConnection = 1024
	mostEvents     = 64
	shutdownTime   = 300 * time.Millisecond
)

// Serve answers on the listeners until ctx is done, and then ends within a second.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       headerTime,
		WriteTimeout:      answerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          log.New(io.Discard, "", 0), // what strangers send wrong is no news to editors

		DisableGeneralOptionsHandler: true,
	}
	var open atomic.Int32
	ended := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { ended <- server.Serve(&bounded{l, &open}) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
	}
	s.Close()
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if server.Shutdown(limit) != nil {
		_ = server.Close() // what has not ended by itself
	}
	return err
}

// bounded closes connections beyond the most at once.
type bounded struct {
	net.Listener
	open *atomic.Int32
}

func (b *bounded) Accept() (net.Conn, error) {
	for {
		c, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if b.open.Add(1) <= mostConnection {
			return &counted{Conn: c, open: b.open}, nil
		}
		b.open.Add(-1)
		_ = c.Close() // refused
	}
}

type counted struct {
	net.Conn
	open *atomic.Int32
	once sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.open.Add(-1) })
	return c.Conn.Close()
}
