package crawl

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// stage is a run's place in time: a crawl that is replayed, or goes on after an
// interruption, bears the times of what was recorded.
type stage struct {
	clock   time.Time // when what was last taken in came; zero where nobody keeps it
	cancel  func()    // ends the run as the time limit does
	stopAll func()    // ends it as a person does
}

// start begins the run: parent ends when a person stops it, ctx also when its time
// is up. Time runs while the network is asked, not the archive.
func (r *run) start(outer context.Context) (parent, ctx context.Context, done func()) {
	parent, r.stopAll = context.WithCancel(outer)
	r.began = r.o.Now().UTC()
	r.site.Started = r.began
	limit, k := r.o.MaxTime-r.o.Reserve, r.stack.keeper
	if k != nil {
		k.begin(r.stopAll)
		if !k.course.Started.IsZero() {
			r.site.Started = k.course.Started
		}
		r.clock = r.site.Started
		switch {
		case k.live == nil:
			limit = 0
		case limit > 0:
			limit = max(limit-k.course.Spent, time.Millisecond)
		}
	}
	ctx, r.cancel = r.stack.polite.within(parent, limit)
	if k != nil && k.live != nil {
		// the keeper outlives the run, and is not to keep it alive
		watch, now, began := r.stack.polite.time, r.o.Now, r.began
		watch.pause()
		k.onWay = func() { watch.resume(now().Sub(began)) }
	}
	return parent, ctx, func() { r.cancel(); r.stopAll() }
}

// took is the time that the run has taken, what it took before an interruption
// included.
func (r *run) took() time.Duration {
	took, k := r.o.Now().Sub(r.began)-r.stack.polite.paused(), r.stack.keeper
	switch {
	case k == nil:
		return took
	case !k.went.Load():
		return 0 // what the archive answers takes no time
	}
	return k.course.Spent + took
}

// settle ends a replay where its crawl was stopped.
func (r *run) settle() {
	switch by, ended := r.stack.keeper.ending(); {
	case !ended:
	case by == "time":
		r.cancel()
	default:
		r.stopAll()
	}
}

// stoppedByServer says that the office's own host was left alone.
const stoppedByServer = "server"

// close sets the times of the end.
func (r *run) close() {
	s := r.site
	// By the time that passed: a clock that is set right meanwhile ends no run before it began.
	s.Ended = r.began.Add(max(0, r.o.Now().Sub(r.began)))
	if s.Ended.Before(s.Started) {
		s.Ended = s.Started
	}
	if r.o.MaxTime > 0 {
		r.stack.ends = time.Now().Add(max(r.o.MaxTime-r.took(), r.o.Reserve))
	}
	k := r.stack.keeper
	if k == nil || k.live != nil {
		return
	}
	switch by, ended := k.ending(); {
	case ended && by == StoppedCut:
		s.StoppedBy = StoppedCut
	case s.Stopped == "" && (by == stoppedByServer || by == StoppedCut && k.course.Foreign):
		s.Stopped, s.StoppedBy = k.course.Stopped, by
	}
	if s.Ended = k.course.Ended; s.Ended.IsZero() {
		s.Ended = r.clock
	}
	if k.course.Ledger != nil {
		s.Ledger = k.course.Ledger
	}
}

// tick moves the run's clock on to an answer.
func (r *run) tick(out *answer) {
	if !out.at.IsZero() {
		r.clock = out.at
	}
}

// now is the time of what is being taken in.
func (r *run) now() time.Time {
	if !r.clock.IsZero() {
		return r.clock
	}
	return r.o.Now()
}

// date reads when an answer came, and whether from an archive.
func (a *answer) date() {
	a.at = came(a.header, time.Time{})
	a.held = a.header.Get(noteHeld) != ""
}

// came is when an answer came, as the keeper noted it.
func came(h http.Header, otherwise time.Time) time.Time {
	if at, err := time.Parse(time.RFC3339Nano, h.Get(noteDate)); err == nil {
		return at
	}
	return otherwise
}

// taped puts the keeper before a renderer. Offline there is one where pages were
// drawn when the site was collected.
func (r *run) taped(next Renderer) Renderer {
	k := r.stack.keeper
	if k == nil || next == nil {
		return next
	}
	if k.live == nil {
		next = nil
	}
	return &taping{next: next, k: k}
}

// note has written down how something was come by, where it was asked for now.
func (r *run) note(it *item, out *answer, f *checks.Fetched, cs checks.Charset) {
	k := r.stack.keeper
	if k == nil || k.rec == nil || out.held || out.at.IsZero() {
		return
	}
	n := checks.Note{URL: f.Final, At: out.at, Path: f.Path, Label: f.Label, Charset: cs, Reason: f.Trouble, Detail: f.Detail}
	if it.from != nil {
		n.From = it.from.url
	}
	if err := k.rec.Note(&n); err != nil {
		k.fail(err)
	}
}

// dateError reads when a request failed.
func (a *answer) dateError(err error) {
	var at *endedAt
	if errors.As(err, &at) {
		a.at = at.at
	}
}
