package generator

import (
	"context"
	"time"

	"handbook/generator/diag"
	"handbook/generator/watch"
)

// Live is a handbook on disk that is edited while it is watched.
type Live struct {
	Content string                          // folder on disk
	Theme   string                          // folder on disk of a user's theme; "" if there is none
	Options func() Options                  // asked before each build, since the day changes; Look is left to Watch
	Say     func(diag.Words)                // tells people what stands in the way; nil says nothing
	Open    func() (*watch.Notifier, error) // source of events; nil is the system's
}

const (
	// calm is how long nothing must have changed until all is looked at, put off by no more than late.
	calm = time.Second
	late = 2 * time.Second
	// doubt is the time after which a second look must find the same errors: half a file may have been read.
	// Who keeps changing files is told of errors after mostDoubt looks.
	doubt     = 100 * time.Millisecond
	mostDoubt = 8
	// Files may vanish between the list of their folder and their turn. If reading still fails after some tries, it
	// is told and tried now and then.
	retry      = 50 * time.Millisecond
	mostRetry  = 4
	nowAndThen = 2 * time.Second
	// While files go on changing, results are held back for this long.
	mostHeld = 500 * time.Millisecond
	// midnight is how often is asked whether it is another day.
	midnight = time.Minute
)

// Watch builds a handbook, hands the result over, and does so again whenever something changed that makes a
// difference, until ctx ends. What was hinted at is looked at first, so that the page just saved is there soon; then
// everything is, and what comes of that is the truth. Results come one at a time, and the last one is that of the
// files as they are. The error is a failure to build in the beginning; later ones are told through Say.
func Watch(ctx context.Context, b *Builder, l Live, each func(*Result)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	roots := []string{l.Content}
	if l.Theme != "" {
		roots = append(roots, l.Theme)
	}
	if l.Say == nil {
		l.Say = func(diag.Words) {}
	}
	watching := watch.Start(ctx, watch.Options{Roots: roots, Say: l.Say, Open: l.Open})
	v := &vigil{live: l, builder: b, each: each, watching: watching}
	if err := v.begin(); err != nil {
		return err
	}
	v.keep(ctx)
	return nil
}

// vigil is one run of Watch.
type vigil struct {
	live         Live
	builder      *Builder
	each         func(*Result)
	made, handed *Result // the builder's last, the last one handed over
	day          string  // of the last build
	doubts       int     // looks at errors
	failures     int     // to read, in a row
	watching     *watch.Watch
	wake         watch.Wake // the last
	held         time.Time  // since when results are held back; zero if they are not
	latest       time.Time  // for looking at everything; zero if nothing waits for it
}

// begin builds for the first time.
func (v *vigil) begin() error {
	for {
		_, err := v.build(nil)
		if err == nil {
			v.handed = v.made
			v.each(v.made)
			return nil
		}
		if v.failures++; v.failures > mostRetry {
			return err
		}
		time.Sleep(retry)
	}
}

// keep builds again on each Wake, until they end.
func (v *vigil) keep(ctx context.Context) {
	truth := time.NewTimer(time.Hour) // when to look at everything
	truth.Stop()
	defer truth.Stop()
	day := time.NewTicker(midnight)
	defer day.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case wake, open := <-v.watching.Wakes:
			if !open {
				return
			}
			v.wake = wake
			if v.latest.IsZero() {
				v.latest = time.Now().Add(late)
			}
			if wake.Look == nil {
				truth.Reset(0)
				continue
			}
			pause := calm
			if !v.glance(wake.Look[0]) {
				pause = doubt
			}
			truth.Reset(min(pause, max(0, time.Until(v.latest))))
		case <-day.C:
			if v.live.Options().Today != v.day {
				truth.Reset(0)
			}
		case <-truth.C:
			if v.watching.Unsettled(v.wake) && time.Now().Before(v.latest) {
				truth.Reset(retry)
			} else if again := v.look(); again > 0 {
				truth.Reset(again)
			}
		}
	}
}

// glance looks at some files and hands over what comes of it, unless it might be half of a change.
func (v *vigil) glance(files []string) bool {
	if files == nil {
		files = []string{} // nil is all
	}
	if _, err := v.build(files); err != nil || v.made.Problems.Errors() > 0 {
		return false
	}
	return v.hand()
}

// look looks at everything and hands over what comes of it, or returns when to look again.
func (v *vigil) look() (again time.Duration) {
	changed, err := v.build(nil)
	if err != nil {
		if v.failures++; v.failures < mostRetry {
			return retry
		}
		if v.failures == mostRetry {
			v.live.Say(cannotRead(err))
		}
		return nowAndThen
	}
	v.failures = 0
	if changed && v.made.Problems.Errors() > 0 && v.doubts < mostDoubt {
		v.doubts++
		return doubt
	}
	v.doubts = 0
	if !v.hand() {
		return retry
	}
	v.latest = time.Time{}
	if changed {
		return watch.Stale // what came and was seen here before watch knew of it may go unheard
	}
	return 0
}

func (v *vigil) build(look []string) (changed bool, err error) {
	o := v.live.Options()
	o.Look, v.day = look, o.Today
	r, err := v.builder.Build(o)
	if err != nil {
		return false, err
	}
	if changed = r.Changed || v.made == nil; changed {
		v.made = r
	}
	return changed, nil
}

// hand hands over the last result, unless files are changing: then another will come that has no half of a change.
func (v *vigil) hand() bool {
	if v.made == v.handed {
		return true
	}
	if v.watching.Unsettled(v.wake) {
		if v.held.IsZero() {
			v.held = time.Now()
		}
		if time.Since(v.held) < mostHeld {
			return false
		}
	}
	v.held = time.Time{}
	v.handed = v.made
	v.each(v.made)
	return true
}

func cannotRead(err error) diag.Words {
	return diag.Words{
		EN: "the handbook cannot be read now (" + err.Error() + "); the last good state stays until it can",
		ID: "buku panduan sekarang tidak dapat dibaca (" + err.Error() + "); keadaan baik terakhir dipertahankan sampai bisa lagi",
	}
}
