package main

import (
	"context"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
)

// What a newcomer sees first must be right: the example site was written with
// these verdicts in mind, each for a trap or a virtue of its own.
func TestDemoVerdicts(t *testing.T) {
	home, stop, err := serveDemo(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	standards, problems := realParts().standards(nil, false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := match.Compile(standards, technical("", nil)...)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pl := &plan{maxPages: 100, maxTime: time.Minute, asOf: demoDay(), fiscalYear: demoYear, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
	c, err := newCrawler(pl, m, readers(), nil, nil, false, func(event) {})
	if err != nil {
		t.Fatal(err)
	}
	site, err := c.Crawl(context.Background(), checks.Office{Home: home, Name: "สำนักงานสาธารณสุขอำเภอห้วยพลับพลึง", District: "ห้วยพลับพลึง", Province: "ศรีชลธาร"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]checks.Verdict{}
	for _, f := range m.Judge(site, match.When{AsOf: demoDay(), FiscalYear: demoYear}) {
		if f.Standard == "ops2563" {
			got[f.ID] = f.Verdict
		}
	}
	for id, want := range map[string]checks.Verdict{
		"1.1":    checks.Found,
		"1.2":    checks.Partial, // a vision without missions
		"1.5":    checks.Absent,  // a menu entry that leads nowhere
		"1.7":    checks.WrongPeriod,
		"1.8.1":  checks.Found,
		"1.9.1":  checks.Absent,      // a label without a link
		"1.9.2":  checks.Unreachable, // a file that is gone
		"1.10.2": checks.Absent,
		"2.1":    checks.Found,
		"2.2":    checks.Partial, // one law without its source
		"5.3":    checks.Partial,
		"5.4":    checks.NeedsEyes,
		"7.1":    checks.Found,
		"7.3":    checks.Absent,
		"8.1":    checks.Found,
		"8.2":    checks.DeclaredNone,
		"8.4":    checks.Partial, // four months told in a table
		"9.1":    checks.NotRequired,
		"10.1":   checks.Found,
		"10.2":   checks.NeedsEyes, // how a clinic pleases says nothing of the website
		"10.3":   checks.Found,
	} {
		if got[id] != want {
			t.Errorf("%s is %s, want %s", id, got[id], want)
		}
	}
}
