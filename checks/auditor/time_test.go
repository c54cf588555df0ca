package auditor_test

import (
	"context"
	"encoding/json"
	"net"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/visit"
	"github.com/truatweb/truatweb/rules"
)

// hurried is a network whose run has so much time left.
type hurried struct {
	net.Dialer
	left time.Duration
}

func (hurried) Wait(ctx context.Context, _ string) error { return ctx.Err() }
func (hurried) Ask(ctx context.Context, _ string) (context.Context, error) {
	return ctx, ctx.Err()
}

func (h hurried) Within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, h.left)
}

// slowMeter measures until it is stopped.
type slowMeter struct {
	meter
	stop func()
}

func (s slowMeter) Key() string { return "slow" }
func (s slowMeter) Gather(ctx context.Context, _ *checks.Site, _ checks.Network) (json.RawMessage, error) {
	s.stop()
	<-ctx.Done()
	return nil, ctx.Err()
}

func (s slowMeter) Judge(_ string, site *checks.Site, _ time.Time) checks.Answer {
	if site.Measured["slow"] == nil {
		return visit.Unmeasured(site)
	}
	return checks.Answer{Verdict: checks.Found}
}

// What there is no time to measure is could_not_look for that reason, and what
// stands unmeasured since a person stopped the run can be gone on with.
func TestMeasuringEndsInTime(t *testing.T) {
	for name, person := range map[string]bool{"the time is up": false, "a person stops it": true} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			stop := func() {}
			n := hurried{left: 50 * time.Millisecond}
			if person {
				stop, n.left = cancel, time.Hour
			}
			slow := slowMeter{stop: stop}
			rule := rules.Rule{Requirement: rules.Requirement{ID: "t.1", Title: "มาตรวัด", Level: rules.LevelShould, Category: "1"}, Judge: rules.Judge{Check: "meter.on"}}
			m, problems := match.Compile([]*rules.Standard{{ID: "std", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{rule}}}}}, slow)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			a, err := auditor.New(auditor.Options{Crawler: still{site: office()}, Matcher: m, Network: &n, Gatherers: []checks.Gatherer{slow, meter{}}})
			if err != nil {
				t.Fatal(err)
			}
			got, site, err := a.Audit(ctx, checks.Office{}, when())
			if err != nil {
				t.Fatal(err)
			}
			if site.Measured["meter"] != nil {
				t.Error("it went on measuring")
			}
			want := checks.Budget
			if person {
				want = checks.NotMeasured
			}
			if f := got.Finding("std", "t.1"); f.Verdict != checks.CouldNotLook || len(f.Reasons) != 1 || f.Reasons[0] != want {
				t.Errorf("said %s %v, want %s", f.Verdict, f.Reasons, want)
			}
			if stopped := site.Stopped == checks.Stopped && site.StoppedBy == "person"; stopped != person {
				t.Errorf("stopped %q by %q", site.Stopped, site.StoppedBy)
			}
		})
	}
}

// A stop, or the end of the run's time, reaches judging, after a moment in which
// any usual site is judged.
func TestJudgingHasItsTime(t *testing.T) {
	for name, person := range map[string]bool{"the time is up": false, "a person stops it": true} {
		t.Run(name, func(t *testing.T) {
			a, err := auditor.New(auditor.Options{Crawler: still{site: office()}, Matcher: matcher(t, history("1.1")), Network: &hurried{left: time.Nanosecond}})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if person {
				cancel()
			}
			got, _, err := a.Audit(ctx, checks.Office{}, when())
			if err != nil {
				t.Fatal(err)
			}
			if f := got.Finding("std", "1.1"); f.Verdict != checks.Found {
				t.Errorf("said %s %v of what was seen", f.Verdict, f.Reasons)
			}
		})
	}
}
