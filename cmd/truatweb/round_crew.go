package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// patience of a second pass: limits of time are so many times longer.
const patienceTimes = 3

// crew audits the offices of rounds by one set of flags.
type crew struct {
	w      world
	p      parts
	t      *texts
	base   *plan
	judged []*rules.Standard
	atOnce int
	policy round.Policy
	lost   time.Duration
	folder string // where crawls are recorded; "" records none
	out    string // of a worker: where the rounds that it ends are summed up; "" sums up none
	mu     sync.Mutex
	done   int
	told   map[string]bool // rounds that are left to workers with other rules
}

// used names the standards that rounds are begun with and judged by.
func (c *crew) used() []checks.StandardUsed {
	var out []checks.StandardUsed
	for _, s := range c.base.report {
		out = append(out, checks.StandardUsed{ID: s.ID, Title: s.Title, Edition: s.Edition, Authority: string(s.Authority), Status: s.Status, Digest: s.Digest})
	}
	return out
}

// Audit implements round.Auditor.
func (c *crew) Audit(ctx context.Context, job round.Job) (*round.Outcome, error) {
	pl := *c.base
	pl.office, pl.quiet = job.Office, true
	pl.bare = strings.HasPrefix(job.Office.Home, "https://") // one that answers over http alone is audited all the same
	day, err := time.ParseInLocation(time.DateOnly, job.Round.AsOf, thai.Bangkok())
	if err != nil {
		return nil, fmt.Errorf("reading the day of the round %q: %w", job.Round.Name, err)
	}
	pl.asOf, pl.fiscalYear = day, job.Round.FiscalYear
	if job.Patient {
		pl.maxTime *= patienceTimes
	}
	pl.report = slices.DeleteFunc(slices.Clone(pl.report), func(s *rules.Standard) bool {
		return !slices.ContainsFunc(job.Round.Standards, func(u checks.StandardUsed) bool { return u.ID == s.ID })
	})
	pl.tape = nil
	dir := &folder{}
	if c.folder != "" {
		if dir, err = openFolder(filepath.Join(c.folder, folderName(job.Round.Name), folderName(job.Office.Key())), c.t); err != nil {
			return nil, err
		}
		defer dir.release()
		pl.tape = &tape{now: c.w.now, version: c.w.version, t: c.t, since: sinceOff}
		defer pl.tape.Close()
	}
	runner, err := c.p.auditing(&pl, c.judged, commandName+" "+c.w.version, func(event) {})
	if err != nil {
		return nil, err
	}
	if held, ok := runner.(io.Closer); ok {
		defer func() { _ = held.Close() }() // what it holds on to ends with it
	}
	show := newProgress(c.w, c.t, true)
	a, site, err := conduct(ctx, dir, show, c.t, &pl, func(ctx context.Context, office checks.Office) (*checks.Audit, *checks.Site, error) {
		return runner.Audit(ctx, office, pl.when())
	})
	if err != nil {
		return nil, err
	}
	if ctx.Err() == nil { // else another worker, or this one again, goes on with the record
		if _, err := pl.tape.finish(site); err != nil {
			return nil, err
		}
	}
	if why, detail, none := nothingSeen(a, site); none {
		return &round.Outcome{Why: why, Detail: detail}, nil
	}
	return &round.Outcome{Audit: a}, nil
}

// longestFolder is the length in bytes of a folder's name.
const longestFolder = 80

// folderName makes a name for a folder of any text. Texts that differ give names
// that differ.
func folderName(text string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '_', r == '.', r >= 0x0E01 && r <= 0x0E5B:
			return r
		}
		return '-'
	}, text)
	name = strings.TrimLeft(name, ".")
	if name == text && len(name) <= longestFolder && name != "" {
		return name
	}
	sum := sha256.Sum256([]byte(text))
	for len(name) > longestFolder {
		r := []rune(name)
		name = string(r[:len(r)-1])
	}
	return name + "-" + hex.EncodeToString(sum[:4])
}

// locate names what an office shares its politeness by: the name of its host, and
// the addresses it has.
func (c *crew) locate(ctx context.Context, o checks.Office) []string {
	u, err := url.Parse(o.Home)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if net.ParseIP(host) != nil {
		return []string{"addr:" + host}
	}
	out := []string{"host:" + host}
	if len(c.base.only) > 0 {
		return out // what a run is not to reach it does not resolve either
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	found, err := net.DefaultResolver.LookupHost(ctx, u.Hostname())
	if err != nil {
		return out // the audit says so
	}
	for _, a := range found {
		out = append(out, "addr:"+a)
	}
	return out
}

// beatsLost is how many signs of life must be missed.
const beatsLost = 9

// worker makes a worker of the crew.
func (c *crew) worker(d *round.Desk, only []string, tell func(round.Event)) (*round.Worker, error) {
	o := round.WorkerOptions{Auditor: c, Locate: c.locate, AtOnce: c.atOnce, Policy: c.policy, Standards: c.used(), OnEvent: tell, Only: only, Begin: c.begin(d), Jitter: c.base.jitter}
	if c.lost > 0 {
		o.Timing = round.Timing{Lost: c.lost, Beat: c.lost / beatsLost, Poll: c.lost / beatsLost, Busy: c.lost / beatsLost, Other: c.lost}
	}
	if h := c.base.hours; !h.Always() {
		o.Closed = func(now time.Time) time.Duration {
			if h.Open(now) {
				return 0
			}
			return h.Next(now).Sub(now)
		}
	}
	return d.NewWorker(o)
}

// tell says on the console what becomes of offices.
func (c *crew) tell(total func() int) func(round.Event) {
	x := &c.t.round
	return func(e round.Event) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if e.Kind == round.EventOther {
			if !c.told[e.Round] { // once; it is looked at again and again
				c.told[e.Round] = true
				say(c.w.stderr, x.otherRules, e.Round, e.Detail)
			}
			return
		}
		if c.base.quiet && e.Kind != round.EventTrouble {
			return
		}
		switch e.Kind {
		case round.EventEnded:
			c.done++
			line := x.states[e.State]
			if e.Why != "" {
				line += ": " + c.p.reason(e.Why, c.t.lang)
			}
			if n := total(); n > 0 {
				say(c.w.stderr, "[%d/%d] %s – %s", min(c.done, n), n, called(e.Office), line)
			} else {
				say(c.w.stderr, "%s – %s", called(e.Office), line)
			}
		case round.EventAgain:
			why := e.Detail
			if e.Why != "" {
				why = c.p.reason(e.Why, c.t.lang)
			}
			if e.At.IsZero() {
				say(c.w.stderr, x.putBack, called(e.Office))
			} else {
				say(c.w.stderr, x.again, called(e.Office), c.t.clock(c.w, e.At), why)
			}
		case round.EventRescued:
			say(c.w.stderr, x.rescued, called(e.Office))
		case round.EventTrouble:
			say(c.w.stderr, x.trouble, e.Detail)
		}
	}
}

// begin makes the rounds that plans ask for, of the list of offices that is kept.
func (c *crew) begin(d *round.Desk) func(context.Context, round.Plan, time.Time) (*checks.Round, error) {
	return func(_ context.Context, p round.Plan, due time.Time) (*checks.Round, error) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		list, err := d.Offices(ctx)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			list = p.Offices
		}
		r := c.round(p.Name+" "+p.Period(due), due, 0, p.Share, list)
		if len(r.Entries) == 0 {
			return nil, errors.New("the plan has no office")
		}
		return r, nil
	}
}

// round makes a round of a list of offices.
func (c *crew) round(name string, asOf time.Time, fy int, share float64, list []checks.Office) *checks.Round {
	if fy == 0 {
		fy = thai.FiscalYearOf(asOf.In(thai.Bangkok()))
	}
	r := &checks.Round{Name: name, AsOf: asOf.In(thai.Bangkok()).Format(time.DateOnly), FiscalYear: fy, Standards: c.used(), Share: share}
	for _, o := range list {
		r.Entries = append(r.Entries, checks.Entry{Office: o})
	}
	return r
}
