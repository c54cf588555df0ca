// Package auditor audits one office: it collects a site, judges it and
// concludes. It is the one place that knows its neighbours.
//
//	audit := collect (network) → read → judge → look again → conclude
//
// After collecting nothing touches a network: [Auditor.Judge] is a pure
// function of the site, the standards and the day.
package auditor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/thai"
)

// Crawler collects a site. Whatever the site does is data; an error means that
// the office has no usable home address.
type Crawler interface {
	Crawl(ctx context.Context, office checks.Office) (*checks.Site, error)
}

// Options are what an auditor is made of. Crawler and Matcher are needed.
type Options struct {
	Crawler Crawler
	Matcher *match.Matcher
	Program string // name and version that audits are signed with
	// Report names the standards that audits tell of; all if there are none. The
	// others are judged all the same, for rules may rest on theirs.
	Report []string
	// Gatherers measure what a crawl does not see, through Network.
	Gatherers []checks.Gatherer
	Network   checks.Network
	// Recogniser reads the scans that undecided findings rest on, as far as Scans
	// kept them; without either, people look at them unaided.
	Recogniser Recogniser
	Scans      Scans
	// Keeper keeps what is measured beside the crawl; nil: nobody does.
	Keeper Keeper
}

// Keeper keeps a collection beside what the crawl itself has recorded, and knows
// what an earlier part of the same collection measured.
type Keeper interface {
	Measured() map[string]json.RawMessage
	Measure(key string, value json.RawMessage) error
	// End is told of the site once all is collected.
	End(site *checks.Site) error
}

// Auditor audits offices by one set of standards.
type Auditor struct{ o Options }

// ErrNoRules says that there is nothing to judge by: a run without rules is an
// error and never a result.
var ErrNoRules = errors.New("no standard has any rule")

// New makes an auditor.
func New(o Options) (*Auditor, error) {
	for _, s := range o.Matcher.Standards() {
		if len(s.Rules()) > 0 {
			return &Auditor{o}, nil
		}
	}
	return nil, ErrNoRules
}

// Audit collects the office's site and judges it. When ctx ends early the audit
// speaks of what was seen until then and says that it was stopped.
func (a *Auditor) Audit(ctx context.Context, office checks.Office, when match.When) (*checks.Audit, *checks.Site, error) {
	site, err := a.Collect(ctx, office)
	if err != nil {
		return nil, nil, err
	}
	judging, done := a.grace(ctx)
	out := a.judge(judging, site, when)
	cutShort(judging, &out.Coverage)
	done()
	if t, ok := a.o.Network.(timed); ok {
		var cancel context.CancelFunc
		ctx, cancel = t.Within(ctx)
		defer cancel()
	}
	a.lookAgain(ctx, site, when, out)
	return out, site, nil
}

// How long judging may go on once the run's time is up, or a person has stopped
// it. Most sites take a second; none of a usual size is cut short by it.
const (
	lateGrace = 30 * time.Second
	stopGrace = 8 * time.Second
)

// grace gives judging its time.
func (a *Auditor) grace(ctx context.Context) (context.Context, context.CancelFunc) {
	judging, end := context.WithCancelCause(context.WithoutCancel(ctx))
	after := func(ended context.Context, grace time.Duration, why error) func() bool {
		return context.AfterFunc(ended, func() {
			if ended != ctx && ctx.Err() != nil {
				return // a person stopped it first
			}
			time.AfterFunc(grace, func() { end(why) })
		})
	}
	stop := after(ctx, stopGrace, context.Canceled)
	late, cancel := func() bool { return true }, func() {}
	if t, ok := a.o.Network.(timed); ok {
		var within context.Context
		within, cancel = t.Within(ctx)
		late = after(within, lateGrace, context.DeadlineExceeded)
	}
	return judging, func() {
		stop()
		late()
		cancel()
		end(nil)
	}
}

// cutShort says in the coverage that not all was judged, if so.
func cutShort(judging context.Context, c *checks.CoverageOf) {
	if judging.Err() == nil {
		return
	}
	why := checks.Stopped
	if c.StoppedBy = "person"; errors.Is(context.Cause(judging), context.DeadlineExceeded) {
		c.StoppedBy, why = "time", checks.Budget
	}
	if c.FloorMet = false; !slices.Contains(c.FloorWhy, why) {
		c.FloorWhy = append(c.FloorWhy, why)
	}
}

// Collect fetches the office's site.
func (a *Auditor) Collect(ctx context.Context, office checks.Office) (*checks.Site, error) {
	site, err := a.o.Crawler.Crawl(ctx, office)
	if err != nil {
		return nil, fmt.Errorf("collecting the site: %w", err)
	}
	site.Introduce(thai.OfficeIn)
	if err := a.gather(ctx, site); err != nil {
		return nil, fmt.Errorf("keeping what was measured: %w", err)
	}
	if a.o.Keeper != nil {
		if err := a.o.Keeper.End(site); err != nil {
			return nil, fmt.Errorf("keeping how the collection ended: %w", err)
		}
	}
	return site, nil
}

// timed is a network that knows how long the run may still take.
type timed interface {
	Within(ctx context.Context) (context.Context, context.CancelFunc)
}

// metered is a network that knows what it put on the hosts, the crawl included.
type metered interface{ Load() []checks.Load }

// gather measures what the crawl did not see. A measurement that fails is left
// out: its check then says that it could not look. What was measured before an
// interruption is not measured again. An error is the Keeper's.
func (a *Auditor) gather(ctx context.Context, site *checks.Site) error {
	if a.o.Keeper != nil {
		site.Measured = maps.Clone(a.o.Keeper.Measured())
	}
	if _, seen := site.Find(site.Home).(*checks.Page); !seen {
		return nil
	}
	if m, ok := a.o.Network.(metered); ok {
		defer func() { site.Ledger = m.Load() }() // what is measured is load too
	}
	within := ctx
	if t, ok := a.o.Network.(timed); ok {
		var cancel context.CancelFunc
		within, cancel = t.Within(ctx)
		defer cancel()
	}
	for _, g := range a.o.Gatherers {
		if site.Measured[g.Key()] != nil {
			continue
		}
		if within.Err() != nil {
			return a.unmeasured(ctx, site)
		}
		raw, err := g.Gather(within, site, a.o.Network)
		if err != nil || raw == nil {
			continue
		}
		if err := a.measure(site, g.Key(), raw); err != nil {
			return err
		}
	}
	if within.Err() != nil {
		return a.unmeasured(ctx, site)
	}
	return nil
}

func (a *Auditor) measure(site *checks.Site, key string, raw json.RawMessage) error {
	if site.Measured == nil {
		site.Measured = map[string]json.RawMessage{}
	}
	site.Measured[key] = raw
	if a.o.Keeper == nil {
		return nil
	}
	return a.o.Keeper.Measure(key, raw)
}

// unmeasured says why measurements may be missing: the time was up, which stands
// with the site, or a person stopped the run, which can go on.
func (a *Auditor) unmeasured(ctx context.Context, site *checks.Site) error {
	if ctx.Err() == nil {
		return a.measure(site, checks.TimeUp, json.RawMessage("true"))
	}
	if site.Stopped == "" {
		site.Stopped, site.StoppedBy = checks.Stopped, "person"
	}
	return nil
}

// Judge holds a site against the standards as of a day.
func (a *Auditor) Judge(site *checks.Site, when match.When) *checks.Audit {
	return a.judge(context.Background(), site, when)
}

func (a *Auditor) judge(ctx context.Context, site *checks.Site, when match.When) *checks.Audit {
	office := site.Office
	out := &checks.Audit{
		Schema: checks.AuditSchema, Program: a.o.Program, Office: office, SeenAt: site.Started.UTC(), EndedAt: site.Ended.UTC(),
		AsOf: when.AsOf.Format("2006-01-02"), FiscalYear: when.FiscalYear, Coverage: match.Coverage(site),
		Findings: a.told(a.o.Matcher.JudgeWithin(ctx, site, when)), Scores: map[string]checks.Score{}, Warnings: warnings(site), Platform: platform(site),
	}
	out.Coverage.DecidedAfter = decidedAfter(site, out.Findings)
	for i := range out.Findings {
		f := &out.Findings[i]
		if office.Responsible != "" {
			f.Responsible = office.Responsible
		}
		if office.Reviewer != "" {
			f.Reviewer = office.Reviewer
		}
	}
	for _, s := range a.o.Matcher.Standards() {
		if !a.tells(s.ID) {
			continue
		}
		used := checks.StandardUsed{ID: s.ID, Title: s.Title, Edition: s.Edition, Authority: string(s.Authority), Status: s.Status, Digest: s.Digest}
		for i := range s.Categories {
			used.Categories = append(used.Categories, checks.CategoryUsed{ID: s.Categories[i].ID, Title: s.Categories[i].Title})
		}
		score := Score(out.Findings, s.ID)
		out.Scores[s.ID] = score
		if len(out.Standards) == 0 {
			out.Score = score
		}
		out.Standards = append(out.Standards, used)
	}
	redact(out)
	return out
}

func (a *Auditor) tells(standard string) bool {
	return len(a.o.Report) == 0 || slices.Contains(a.o.Report, standard)
}

// told leaves out findings of standards that were judged for others' sake.
func (a *Auditor) told(all []checks.Finding) []checks.Finding {
	return slices.DeleteFunc(all, func(f checks.Finding) bool { return !a.tells(f.Standard) })
}

// Try holds a page or file, collected alone, against single rules, condition by
// condition. Label is the text of the link that would lead to it; "" takes its
// heading, title or name. The home page of a website is tried as what it is.
func (a *Auditor) Try(site *checks.Site, label string, when match.When, ids []string) []match.Trial {
	if u, err := url.Parse(site.Home); err != nil || u.Path != "/" || u.RawQuery != "" || label != "" {
		site = match.Alone(site, label)
	}
	return a.o.Matcher.Try(site, when, ids)
}
