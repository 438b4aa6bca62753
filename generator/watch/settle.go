package watch

import "time"

// Quiet is how long nothing must happen after the save of a file until it is told of.
const Quiet = 8 * time.Millisecond

const (
	// A file that is new, empty, gone, or much shorter than it was may be on its way.
	quietNew   = 50 * time.Millisecond
	quietGone  = 100 * time.Millisecond
	quietShort = 200 * time.Millisecond
	mostQuiet  = time.Second // from when it was first heard of; then it is told of as it is
	lookAgain  = 25 * time.Millisecond

	// More than a few files at once are the work of a tool, such as git checkout.
	storm      = 8
	quietStorm = 200 * time.Millisecond
	mostStorm  = 2 * time.Second
)

// trace is what was seen of a file since something was heard of it.
type trace struct {
	stamp stamp
	taken bool
	quiet time.Duration // that it needs
}

// note remembers that something may have happened to a file.
func (w *watcher) note(at place) {
	if w.traces[at] == nil {
		w.begin()
		w.traces[at] = &trace{}
	}
}

func (w *watcher) noteAnywhere() {
	w.begin()
	w.anywhere = true
}

func (w *watcher) begin() {
	if len(w.traces) == 0 && !w.anywhere {
		w.first = time.Now()
		w.number++
		w.pending.Store(w.number)
	}
}

func (w *watcher) stormy() bool { return w.anywhere || len(w.traces) > storm }

// disturbed starts the quiet anew and returns how long it must last.
func (w *watcher) disturbed() time.Duration {
	w.ready = false
	w.last = time.Now()
	quiet := Quiet
	if w.stormy() {
		quiet = quietStorm
	}
	return min(quiet, max(0, w.most().Sub(w.last)))
}

// most is when it is told at the latest.
func (w *watcher) most() time.Time {
	if w.stormy() {
		return w.first.Add(mostStorm)
	}
	return w.first.Add(mostQuiet)
}

// settle gets ready for the Wake, or returns how much longer to wait.
func (w *watcher) settle(now time.Time) time.Duration {
	if len(w.traces) == 0 && !w.anywhere {
		return 0
	}
	quiet := quietStorm
	if !w.stormy() {
		quiet = w.needed(now)
		if len(w.traces) == 0 {
			w.pending.Store(0)
			return 0
		}
	}
	until, most := w.last.Add(quiet), w.most()
	if now.Before(until) && now.Before(most) {
		return max(min(until.Sub(now), most.Sub(now), lookAgain), time.Millisecond)
	}
	w.remember()
	w.ready = true
	return 0
}

// needed looks at all that was heard of and returns how long a quiet it needs. What came and went it forgets.
func (w *watcher) needed(now time.Time) time.Duration {
	quiet := Quiet
	for at, t := range w.traces {
		before := w.known[at]
		seen := stampOf(w.file(at))
		if !seen.there && !before.there {
			delete(w.traces, at) // a temporary file
			continue
		}
		if t.taken && t.stamp != seen {
			w.last = now // without events the look itself shows that it goes on
		}
		t.stamp, t.taken = seen, true
		t.quiet = max(t.quiet, doubt(before, seen)) // who was in doubt once stays so
		quiet = max(quiet, t.quiet)
	}
	return quiet
}

// doubt is how long a quiet shows that a file is done.
func doubt(before, now stamp) time.Duration {
	switch {
	case !now.there:
		return quietGone
	case now.dir:
		return Quiet
	case now.size == 0, before.there && now.size < before.size*3/4:
		return quietShort
	case !before.there:
		return quietNew
	}
	return Quiet
}

// remember makes what is told of now what later looks are compared with.
func (w *watcher) remember() {
	for at, t := range w.traces {
		if !t.taken || w.stormy() {
			t.stamp = stampOf(w.file(at))
		}
		if t.stamp.there {
			w.known[at] = t.stamp
		} else {
			delete(w.known, at)
		}
	}
}
