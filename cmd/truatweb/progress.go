package main

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

// How often progress is told: a screen is redrawn a few times a second, a pipe
// gets a line for so many pages or so much time.
const (
	redraw     = 150 * time.Millisecond
	lineEvery  = 15 * time.Second
	linePages  = 25
	clockEvery = time.Second
)

// progress tells how a run fares: one redrawn line on a screen, a line now and
// then in a pipe, nothing when quiet.
type progress struct {
	w        io.Writer
	screen   *terminal
	t        *texts
	now      func() time.Time
	quiet    bool
	mu       sync.Mutex
	last     event
	started  time.Time
	told     time.Time // when the last line was written
	toldAt   int       // pages at that time
	drawn    bool      // a status line stands on the screen
	finished bool
	stop     chan struct{}
	ended    chan struct{}
}

func newProgress(w world, t *texts, quiet bool) *progress {
	p := &progress{w: w.stderr, screen: w.terminal, t: t, now: w.now, quiet: quiet, stop: make(chan struct{}), ended: make(chan struct{})}
	p.started = p.now()
	p.told = p.started
	if p.quiet || p.screen == nil {
		close(p.ended)
		return p
	}
	go p.tick()
	return p
}

// tick keeps the clock on the screen going while a slow page is waited for.
func (p *progress) tick() {
	defer close(p.ended)
	clock := time.NewTicker(clockEvery)
	defer clock.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-clock.C:
			p.mu.Lock()
			p.draw()
			p.mu.Unlock()
		}
	}
}

// seen takes a sign of life. It is safe for concurrent use.
func (p *progress) seen(e event) {
	if p.quiet {
		return
	}
	if !e.until.IsZero() {
		p.note(p.waiting(e))
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.finished {
		return
	}
	p.last = e
	now := p.now()
	switch {
	case p.screen != nil:
		if now.Sub(p.told) >= redraw {
			p.told = now
			p.draw()
		}
	case now.Sub(p.told) >= lineEvery || e.pages-p.toldAt >= linePages:
		p.told, p.toldAt = now, e.pages
		say(p.w, "%s", p.line())
	}
}

// waiting says what is waited for, and until when in Bangkok.
func (p *progress) waiting(e event) string {
	until := e.until.In(thai.Bangkok())
	if e.host == "" {
		return fmt.Sprintf(p.t.manners.waitingHours, until.Format("2006-01-02 15:04"))
	}
	return fmt.Sprintf(p.t.manners.leavingServer, plain(readable(e.host)), until.Format("15:04"))
}

// note writes a line of its own above the status line.
func (p *progress) note(text string) {
	if p.quiet {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.finished {
		return
	}
	p.wipe()
	say(p.w, "%s", text)
}

// done ends the telling and leaves the screen clean.
func (p *progress) done() {
	p.mu.Lock()
	if p.finished {
		p.mu.Unlock()
		return
	}
	p.finished = true
	p.wipe()
	p.mu.Unlock()
	close(p.stop)
	<-p.ended
}

// line is the state in words, the address last, where a screen may cut it.
func (p *progress) line() string {
	e := p.last
	decided := ""
	if e.items > 0 {
		decided = fmt.Sprintf(p.t.progressDecided, e.decided, e.items)
	}
	elapsed := p.now().Sub(p.started).Round(time.Second)
	rate := 0.0
	if s := elapsed.Seconds(); s > 0 {
		rate = float64(e.pages+e.documents) / s
	}
	return fmt.Sprintf(p.t.progressLine, e.pages, e.documents, decided, rate, elapsed.String(), plain(readable(e.address)))
}

func (p *progress) draw() {
	if p.finished || p.screen == nil {
		return
	}
	// Our own sequence: back to the margin, clear the line. The text is plain.
	_, _ = fmt.Fprintf(p.w, "\r\x1b[2K%s", cut(p.line(), p.screen.width()-1))
	p.drawn = true
}

func (p *progress) wipe() {
	if p.drawn {
		_, _ = io.WriteString(p.w, "\r\x1b[2K")
		p.drawn = false
	}
}

// readable shows an address as people read it: the host and the path with its
// Thai letters.
func readable(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		_, rest, found := strings.Cut(address, "://")
		if !found {
			return address
		}
		return rest
	}
	s := u.Host + u.Path
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}
