package crawl

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

// Hours are the hours at which servers may be asked, in Bangkok. The zero Hours
// are all hours.
type Hours struct{ spans []span }

// span is a part of some days, in minutes since midnight. One that ends no later
// than it begins goes on into the day after.
type span struct {
	days     [7]bool // by time.Weekday, on which it begins
	from, to int
}

const dayMinutes = 24 * 60

// weekdays are the names of days as they are written, by time.Weekday.
var weekdays = [7][]string{{"sun", "อา"}, {"mon", "จ"}, {"tue", "อ"}, {"wed", "พ"}, {"thu", "พฤ"}, {"fri", "ศ"}, {"sat", "ส"}}

// ParseHours reads spans such as "18:00-06:00" or "mon-fri 18:00-06:00",
// separated by commas. A span that goes past midnight belongs to the day on
// which it begins.
func ParseHours(text string) (Hours, error) {
	var h Hours
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		s, err := parseSpan(part)
		if err != nil {
			return Hours{}, err
		}
		h.spans = append(h.spans, s)
	}
	return h, nil
}

func parseSpan(text string) (span, error) {
	var s span
	fields := strings.Fields(text)
	switch len(fields) {
	case 1:
		s.days = [7]bool{true, true, true, true, true, true, true}
	case 2:
		first, last, several := strings.Cut(strings.ToLower(fields[0]), "-")
		from, to := weekday(first), weekday(last)
		if !several {
			to = from
		}
		if from < 0 || to < 0 {
			return s, fmt.Errorf("%q names no days: mon-fri", text)
		}
		for d := from; ; d = (d + 1) % 7 {
			s.days[d] = true
			if d == to {
				break
			}
		}
	default:
		return s, fmt.Errorf("%q is no span of hours: 18:00-06:00", text)
	}
	first, last, ok := strings.Cut(fields[len(fields)-1], "-")
	from, to := minutes(first), minutes(last)
	if !ok || from < 0 || to < 0 || from == dayMinutes || from == to {
		return s, fmt.Errorf("%q is no span of hours: 18:00-06:00", text)
	}
	s.from, s.to = from, to
	return s, nil
}

func weekday(name string) int {
	name = strings.TrimSuffix(name, ".")
	for i, names := range weekdays {
		for _, n := range names {
			if n == name {
				return i
			}
		}
	}
	return -1
}

// minutes reads 06:00 and 6.30, -1 if it is no time of a day.
func minutes(text string) int {
	hour, minute, ok := strings.Cut(strings.Replace(text, ".", ":", 1), ":")
	h, err := strconv.ParseUint(hour, 10, 8)
	m, err2 := strconv.ParseUint(minute, 10, 8)
	if !ok || err != nil || err2 != nil || len(minute) != 2 || m > 59 || h > 24 || h == 24 && m > 0 {
		return -1
	}
	return int(h*60 + m)
}

// Always reports whether all hours are meant.
func (h Hours) Always() bool { return len(h.spans) == 0 }

// Open reports whether servers may be asked at a moment.
func (h Hours) Open(t time.Time) bool {
	if h.Always() {
		return true
	}
	t = t.In(thai.Bangkok())
	at, today := t.Hour()*60+t.Minute(), int(t.Weekday())
	for _, s := range h.spans {
		over := s.to <= s.from
		switch {
		case s.days[today] && at >= s.from && (over || at < s.to):
			return true
		case over && s.days[(today+6)%7] && at < s.to:
			return true
		}
	}
	return false
}

// Next gives the moment from which servers may be asked: t itself if they may
// at t.
func (h Hours) Next(t time.Time) time.Time {
	if h.Open(t) {
		return t
	}
	local := t.In(thai.Bangkok())
	for day := range 8 {
		var first time.Time
		for _, s := range h.spans {
			at := time.Date(local.Year(), local.Month(), local.Day()+day, 0, s.from, 0, 0, thai.Bangkok())
			if s.days[at.Weekday()] && at.After(t) && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
		if !first.IsZero() {
			return first
		}
	}
	return t // there is no span without a day
}

// longestNap is how long a run sleeps before it looks at the clock again, which
// a machine that was put to sleep meanwhile needs.
const longestNap = time.Minute

// open waits until servers may be asked. What a page being drawn asks for is
// let by: the page itself was asked for in time.
func (p *polite) open(ctx context.Context) error {
	if p.hours.Always() || ctx.Value(drawingKey{}) != nil || p.hours.Open(p.now()) {
		return ctx.Err()
	}
	p.mu.Lock()
	watch := p.time
	p.mu.Unlock()
	began := p.now()
	watch.pause()
	defer func() { watch.resume(p.now().Sub(began)) }()
	until := p.hours.Next(began)
	p.tell(Event{Kind: EventWait, Until: until})
	for {
		left := until.Sub(p.now())
		if left <= 0 {
			return ctx.Err()
		}
		if err := p.sleep(ctx, min(left, longestNap)); err != nil {
			return err
		}
	}
}

// drawingKey marks the requests of a page being drawn.
type drawingKey struct{}

// stopwatch ends a run after some time of its own: what it waits outside its
// hours does not count. Its methods may be called on nil.
type stopwatch struct {
	mu     sync.Mutex
	timer  *time.Timer
	began  time.Time // of the time that is being counted
	left   time.Duration
	pauses int           // under way
	total  time.Duration // of all pauses, by the run's clock
}

// within gives a run its time; 0 is no limit.
func (p *polite) within(parent context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	w := &stopwatch{left: limit, began: time.Now()}
	if limit > 0 {
		w.timer = time.AfterFunc(limit, func() { cancel(context.DeadlineExceeded) })
	}
	p.mu.Lock()
	p.time = w
	p.mu.Unlock()
	return ctx, func() {
		if w.timer != nil {
			w.timer.Stop()
		}
		cancel(nil)
	}
}

func (w *stopwatch) pause() {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pauses++; w.pauses > 1 {
		return
	}
	if w.timer != nil && w.timer.Stop() {
		w.left -= time.Since(w.began)
	}
}

func (w *stopwatch) resume(waited time.Duration) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pauses--; w.pauses > 0 {
		return
	}
	w.began = time.Now()
	w.total += waited
	if w.timer != nil {
		w.timer.Reset(max(w.left, 0))
	}
}

// paused is how long the run has waited for its hours.
func (p *polite) paused() time.Duration {
	p.mu.Lock()
	w := p.time
	p.mu.Unlock()
	if w == nil {
		return 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.total
}
