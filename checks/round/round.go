package round

import (
	"context"
	"errors"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Auditor audits one office. Whatever the site does is an outcome; an error
// means that this worker failed, so that another may do better.
type Auditor interface {
	Audit(ctx context.Context, job Job) (*Outcome, error)
}

// Job is one office to audit.
type Job struct {
	Round   *checks.Round // without its entries
	Office  checks.Office
	Try     int  // from 1
	Patient bool // the second pass: longer limits are in order
}

// Outcome is what auditing an office came to.
type Outcome struct {
	Audit  *checks.Audit // nil where the site could not be looked at
	Why    checks.Reason // then, or why the audit fell short
	Detail string
}

// Locator names what an office's politeness is shared by: its host and the
// addresses that this resolves to. No names: it shares with nobody.
type Locator func(ctx context.Context, office checks.Office) []string

// Policy says how often and when an office is tried again.
type Policy struct {
	Pauses  []time.Duration // before each further try; their number and one is that of all tries
	Patient int             // the try from which on limits are longer; those before come first
}

// DefaultPolicy tries twice soon and twice patiently.
func DefaultPolicy() Policy {
	return Policy{Pauses: []time.Duration{2 * time.Minute, 20 * time.Minute, time.Hour}, Patient: 3}
}

// Timing is what tests make shorter.
type Timing struct {
	Beat  time.Duration // between two signs of life; 5 s
	Lost  time.Duration // without one until an office is put back; 45 s
	Busy  time.Duration // until an office on a busy host is tried again; 4 s
	Poll  time.Duration // between two looks for work; 1 s
	Other time.Duration // until an office of a round with other rules is tried again; 1 min
	Drain time.Duration // that running audits are given when a worker ends; 10 s
	Rest  time.Duration // that a worker takes nothing for after a fault of its own, and longer after more; 15 s
}

func (t *Timing) fill() {
	for _, f := range []struct {
		at *time.Duration
		to time.Duration
	}{{&t.Beat, 5 * time.Second}, {&t.Lost, 45 * time.Second}, {&t.Busy, 4 * time.Second}, {&t.Poll, time.Second}, {&t.Other, time.Minute}, {&t.Drain, 10 * time.Second}, {&t.Rest, 15 * time.Second}} {
		if *f.at <= 0 {
			*f.at = f.to
		}
	}
}

// The mistakes of a caller.
var (
	ErrExists  = errors.New("there is a round of that name")
	ErrUnknown = errors.New("there is no round of that name")
	ErrEnded   = errors.New("the round has ended")
	ErrEmpty   = errors.New("the round has no office")
	ErrTwice   = errors.New("an office is in the list twice")
)

// Status is how far a round has come.
type Status struct {
	Round   *checks.Round             // without its entries
	Counts  map[checks.EntryState]int //
	Running []checks.Entry            // now
	// Later is how many of those that wait are to be tried again at a set time, which
	// lies ahead: Next is the first of these, Last the last.
	Later      int
	Next, Last time.Time
	// Left is a guess of the time until all is done, from what was done in the last
	// hour, and no earlier than Last; 0 where too little was done to tell.
	Left time.Duration
	// PerMinute is how many offices were finished a minute, of late.
	PerMinute float64
}

// Total is the number of its offices.
func (s *Status) Total() int {
	n := 0
	for _, k := range s.Counts {
		n += k
	}
	return n
}

// Done reports whether nothing is left to do.
func (s *Status) Done() bool { return s.Counts[checks.Waiting]+s.Counts[checks.Running] == 0 }

// Event is a sign of progress of one worker.
type Event struct {
	Kind   string // one of the kinds below
	Round  string
	Office checks.Office
	State  checks.EntryState // of EventEnded
	Try    int
	Why    checks.Reason
	Detail string
	At     time.Time // of EventAgain: when; zero is soon
}

// The kinds of Event.
const (
	EventBegan   = "began"
	EventEnded   = "ended"
	EventAgain   = "again"   // will be tried again
	EventRescued = "rescued" // its worker was lost
	EventOther   = "other"   // its round was begun with other rules than this worker has
	EventTrouble = "trouble" // with the database
	EventDone    = "done"    // the last office of its round has ended, with this one
)
