package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"
)

// patience is how long the program waits, when all is done, for somebody to read what it has to say.
const patience = 15 * time.Second

// process runs the command as the shell started it and returns its exit status.
func process() int {
	signal.Ignore(syscall.SIGPIPE) // whoever reads may go away; the handbook is built all the same
	ctx, stop := untilSignal(context.Background())
	defer stop()
	var stderr io.Writer = os.Stderr
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
		q := newQueue(os.Stderr, patience)
		defer q.close()
		stderr = q
	}
	return run(ctx, os.Args[1:], os.Stdout, stderr)
}

// stoppedBy is why a command ended that a signal has stopped.
type stoppedBy struct{ signal os.Signal }

func (e stoppedBy) Error() string        { return e.signal.String() }
func (e stoppedBy) Is(target error) bool { return target == context.Canceled }

// untilSignal ends with the first signal to stop. A second one ends the process at once.
func untilSignal(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			cancel(stoppedBy{s})
		case <-ctx.Done():
			signal.Stop(signals)
		}
	}()
	return ctx, func() { cancel(nil) }
}

// stoppedStatus is the exit status of a command that was stopped.
func stoppedStatus(ctx context.Context) int {
	if by, ok := context.Cause(ctx).(stoppedBy); ok && by.signal == syscall.SIGTERM {
		return 128 + int(syscall.SIGTERM)
	}
	return 128 + int(syscall.SIGINT)
}

// unlessDone runs f, and does not wait for it when ctx ends first. Only for what changes nothing that outlives the process.
func unlessDone[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}

// queue writes to a pipe that perhaps nobody reads, without ever making its writers wait.
type queue struct {
	lines    chan []byte
	progress chan struct{}
	patience time.Duration
}

func newQueue(w io.Writer, patience time.Duration) *queue {
	q := &queue{make(chan []byte, 1<<16), make(chan struct{}, 1), patience}
	go func() {
		defer close(q.progress)
		for line := range q.lines {
			_, _ = w.Write(line) // a closed pipe is the reader's choice
			select {
			case q.progress <- struct{}{}:
			default:
			}
		}
	}()
	return q
}

// Write never fails. What does not fit into the queue is lost.
func (q *queue) Write(p []byte) (int, error) {
	select {
	case q.lines <- slices.Clone(p):
	default:
	}
	return len(p), nil
}

// close waits until all is written, or nothing has been for a while.
func (q *queue) close() {
	close(q.lines)
	for {
		select {
		case _, more := <-q.progress:
			if !more {
				return
			}
		case <-time.After(q.patience):
			return
		}
	}
}
