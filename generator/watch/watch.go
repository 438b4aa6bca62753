// Package watch says when something below some folders has changed and where to look first, never what has.
//
// The system's events only wake. A walk that compares what stat says stands behind them, so a change is noticed
// within [Stale] also where no event tells of it: on network drives and shared folders of virtual machines, after an
// overflow, and when the system has no watches left. Whoever is woken looks at the files and finds the truth there.
package watch

import (
	"context"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"handbook/generator/diag"
)

// Stale bounds how long a change goes unnoticed that no event tells of.
const Stale = 2500 * time.Millisecond

// Options say what to watch.
type Options struct {
	Roots []string         // folders; a link to a folder is followed. They may vanish and come back
	Say   func(diag.Words) // tells people what they should know; nil says nothing
	// Open starts the source of events; nil is the system's. Tests put others there.
	Open func() (*Notifier, error)
}

// Wake is a reason to look.
type Wake struct {
	// Look has, for each root, the files to look at first: slash-separated paths below it, sorted. It is nil when
	// too much may have changed for that.
	Look [][]string

	number uint64 // Wakes count from 1
}

// Watch is what Start began.
type Watch struct {
	Wakes   <-chan Wake // closed at the end, when all is released
	pending *atomic.Uint64
}

// Unsettled reports whether something was heard of that the last Wake received does not tell of. Files may be half
// written then.
func (w *Watch) Unsettled(last Wake) bool {
	number := w.pending.Load()
	return number != 0 && number != last.number
}

// Start watches until ctx ends. Whatever changes after Start has returned wakes. What happens while nobody receives is
// gathered into one Wake.
func Start(ctx context.Context, o Options) *Watch {
	w := &watcher{
		say:    o.Say,
		wakes:  make(chan Wake),
		dirs:   map[string]bool{},
		errs:   make(chan error, 16),
		walks:  make(chan walk, 1),
		traces: map[place]*trace{},
	}
	if w.say == nil {
		w.say = func(diag.Words) {}
	}
	for _, r := range o.Roots {
		if abs, err := filepath.Abs(r); err == nil {
			r = abs
		}
		w.roots = append(w.roots, r)
	}
	w.reals = make([]string, len(w.roots))
	w.open(o.Open)
	w.arm()
	first := walkAll(w.roots)
	w.known, w.cost = first.files, first.cost
	go w.run(ctx)
	return &Watch{w.wakes, &w.pending}
}

// place is a file or folder of a root.
type place struct {
	root int
	path string // slash-separated; "." is the root itself
}

// watcher belongs to its own goroutine once it runs.
type watcher struct {
	say   func(diag.Words)
	roots []string // absolute
	reals []string // where they lead when links are followed; "" where there is nothing
	wakes chan Wake

	notifier *Notifier       // nil when there are no events
	dirs     map[string]bool // folders with a watch
	errs     chan error      // of the notifier
	told     bool            // that there are not enough watches

	known map[place]stamp // as of the last Wake; of the last walk where nothing was heard since
	walks chan walk
	cost  time.Duration // of the last walk

	traces      map[place]*trace // what was heard of since the last Wake
	anywhere    bool             // more may have changed
	first, last time.Time        // when something was heard of
	ready       bool             // for the Wake
	number      uint64           // of the next Wake
	pending     atomic.Uint64    // the same while there will be one, else 0
}

func (w *watcher) run(ctx context.Context) {
	defer close(w.wakes)
	defer w.close()
	poll, settle := time.NewTimer(w.pause()), time.NewTimer(time.Hour)
	defer poll.Stop()
	defer settle.Stop()
	for {
		var wakes chan<- Wake
		var wake Wake
		if w.ready {
			wakes, wake = w.wakes, w.wake()
		}
		select {
		case <-ctx.Done():
			return
		case e, open := <-w.events():
			if !open {
				w.close()
			} else if w.hear(e) {
				settle.Reset(w.disturbed())
			}
		case err := <-w.errs:
			w.fail(err)
			settle.Reset(w.disturbed())
		case <-poll.C:
			go func() { w.walks <- walkAll(w.roots) }()
		case found := <-w.walks:
			w.cost = found.cost
			if w.compare(found.files) {
				settle.Reset(w.disturbed())
			}
			poll.Reset(w.pause())
		case <-settle.C:
			if more := w.settle(time.Now()); more > 0 {
				settle.Reset(more)
			}
		case wakes <- wake:
			w.traces, w.anywhere, w.ready = map[place]*trace{}, false, false
			w.pending.Store(0)
		}
	}
}

// pause is the time from one walk to the next. Up to some 20,000 files a thirtieth of it is spent walking.
func (w *watcher) pause() time.Duration {
	return min(max(30*w.cost, time.Second), Stale-500*time.Millisecond)
}

func (w *watcher) events() <-chan fsnotify.Event {
	if w.notifier == nil {
		return nil
	}
	return w.notifier.Events
}

func (w *watcher) wake() Wake {
	if w.stormy() {
		return Wake{number: w.number}
	}
	look := make([][]string, len(w.roots))
	for at := range w.traces {
		look[at.root] = append(look[at.root], at.path)
	}
	for _, paths := range look {
		slices.Sort(paths)
	}
	return Wake{look, w.number}
}
