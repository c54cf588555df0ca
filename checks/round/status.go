package round

import (
	"context"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Status tells how far a round has come.
func (d *Desk) Status(ctx context.Context, name string) (*Status, error) {
	r, err := d.Round(ctx, name)
	if err != nil {
		return nil, err
	}
	s := &Status{Round: r, Counts: map[checks.EntryState]int{}}
	var ends []time.Time
	now := d.now()
	first := now
	for i := range r.Entries {
		e := &r.Entries[i]
		s.Counts[e.State]++
		switch e.State {
		case checks.Waiting:
			if e.Due.After(now) {
				s.Later++
				if s.Next.IsZero() || e.Due.Before(s.Next) {
					s.Next = e.Due
				}
				if e.Due.After(s.Last) {
					s.Last = e.Due
				}
			}
		case checks.Running:
			s.Running = append(s.Running, *e)
		case checks.Audited, checks.Failed:
			ends = append(ends, e.Ended)
		}
		if !e.Began.IsZero() && e.Began.Before(first) {
			first = e.Began
		}
	}
	s.guess(ends, first, now)
	r.Entries = nil
	return s, nil
}

// fewEnds is how many offices must have ended for a guess.
const fewEnds = 3

// guess reckons from what ended in the last hour how long the rest will take.
// Offices that are tried again later are over no sooner than then.
func (s *Status) guess(ends []time.Time, first, now time.Time) {
	since := now.Add(-time.Hour)
	if first.After(since) {
		since = first
	}
	n := 0
	for _, at := range ends {
		if at.After(since) {
			n++
		}
	}
	span := now.Sub(since)
	if n < fewEnds || span <= 0 || s.Done() {
		return
	}
	s.PerMinute = float64(n) / span.Minutes()
	left := s.Counts[checks.Waiting] + s.Counts[checks.Running]
	each := float64(span) / float64(n)
	s.Left = time.Duration(each * float64(left))
	if s.Later > 0 {
		s.Left = max(s.Left, s.Last.Sub(now)+time.Duration(each))
	}
	s.Left = s.Left.Round(time.Second)
}

// Provisional reports whether, by what is known now, too few offices could be
// looked at.
func (s *Status) Provisional() bool {
	all := s.Total()
	return all == 0 || float64(s.Counts[checks.Audited]) < s.Round.Share*float64(all)
}
