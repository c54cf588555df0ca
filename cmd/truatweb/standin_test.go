package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	reportjson "github.com/truatweb/truatweb/reports/json"
	"github.com/truatweb/truatweb/rules"
)

// hostile is a title that tries to act in a terminal.
const hostile = "ประวัติ\x1b]0;owned\x07\x1b[2J\u202egpj.exe\r\nปลอม"

// standInParts are parts whose audits depend on the first label of the host.
func standInParts() parts {
	return parts{
		standards: standInStandards,
		explain: func(_ []*rules.Standard, _ *rules.Standard, r *rules.Rule, lang string) string {
			return r.ID + " " + r.Title + "\nภาษา " + lang
		},
		thing:    func(name, _ string) string { return name },
		reason:   func(why checks.Reason, _ string) string { return string(why) },
		scaffold: func(s rules.Scaffold, _ string) []byte { return []byte("# " + s.ID + "\n") },
		book: func(w io.Writer, title, _, _ string, sheets []plainSheet) error {
			for _, s := range sheets {
				title += "\n" + s.name + ": " + fmt.Sprint(len(s.rows))
			}
			_, err := io.WriteString(w, title)
			return err
		},
		prove: func(s *rules.Standard, done func(string)) []unheld {
			var out []unheld
			for _, r := range s.Rules() {
				done(r.ID)
				if r.Ask == "weak" {
					out = append(out, unheld{at: r.At, rule: r.ID, text: "ถอดเงื่อนไขแล้วไม่มีตัวอย่างใดรู้สึก"})
				}
			}
			return out
		},
		auditing: func(p *plan, s []*rules.Standard, program string, seen func(event)) (auditing, error) {
			for _, a := range append(p.allowPrivate, p.only...) {
				if strings.Contains(a, "bad") {
					return nil, errors.New("not a host, host:port or CIDR: " + a)
				}
			}
			return &standIn{plan: p, program: program, seen: seen}, nil
		},
		record: reportjson.Read,
		formats: []format{
			{name: "html", file: "report.html", write: func(w io.Writer, a *checks.Audit, lang string) error {
				if strings.HasPrefix(a.Office.Home, "https://full.") {
					_, _ = io.WriteString(w, "half a report")
					return fmt.Errorf("writing html: %w", syscall.ENOSPC)
				}
				_, err := fmt.Fprintf(w, "lang=%s home=%s stopped=%s", lang, a.Office.Home, a.Coverage.StoppedBy)
				return err
			}},
			{name: "json", file: "audit.json", write: func(w io.Writer, a *checks.Audit, _ string) error {
				return json.NewEncoder(w).Encode(a)
			}},
		},
	}
}

func standInStandards(overlays []fs.FS, _ bool) ([]*rules.Standard, []rules.Problem) {
	s := &rules.Standard{ID: "std", Title: "มาตรฐานสมมติ", Digest: "sha256:00"}
	s.Categories = []rules.Category{{ID: "1", Rules: []rules.Rule{
		{Requirement: rules.Requirement{ID: "1.1", Title: "ประวัติความเป็นมา", Level: rules.LevelRequired, Period: rules.PeriodNone}},
		{Requirement: rules.Requirement{ID: "1.2", Title: "วิสัยทัศน์", Level: rules.LevelRequired, Period: rules.PeriodNone}},
	}}}
	var problems []rules.Problem
	for _, o := range overlays {
		if _, err := fs.Stat(o, "std/bad.yaml"); err == nil {
			for line := 1; line <= 3; line++ {
				problems = append(problems, rules.Problem{At: rules.Position{File: "std/bad.yaml", Line: line, Column: 1}, Text: "ไม่รู้จักคีย์"})
			}
		}
		if _, err := fs.Stat(o, "std/weak.yaml"); err == nil {
			s.Categories[0].Rules[1].Ask = "weak"
			s.Categories[0].Rules[1].At = rules.Position{File: "std/weak.yaml", Line: 7, Column: 5}
		}
		if _, err := fs.Stat(o, "none"); err == nil {
			s.Categories = nil
		}
	}
	return []*rules.Standard{s}, problems
}

// Collect sees nothing: the stand-in only audits.
func (s *standIn) Collect(_ context.Context, office checks.Office) (*checks.Site, error) {
	site := &checks.Site{Office: office, Home: office.Home, Pages: []*checks.Page{{Fetched: checks.Fetched{URL: office.Home}}}}
	site.Index()
	return site, nil
}

// Judge finds nothing.
func (s *standIn) Judge(*checks.Site, match.When) *checks.Audit { return &checks.Audit{} }

// Try tries nothing.
func (s *standIn) Try(*checks.Site, string, match.When, []string) []match.Trial { return nil }

type standIn struct {
	plan    *plan
	program string
	seen    func(event)
}

func (s *standIn) Audit(ctx context.Context, office checks.Office, when match.When) (*checks.Audit, *checks.Site, error) {
	u, err := url.Parse(office.Home)
	if err != nil {
		return nil, nil, err
	}
	a := &checks.Audit{Schema: checks.AuditSchema, Program: s.program, Office: office, SeenAt: when.AsOf, AsOf: when.AsOf.Format(time.DateOnly), FiscalYear: when.FiscalYear}
	site := &checks.Site{Office: office, Home: office.Home}
	a.Standards = []checks.StandardUsed{{ID: "std", Title: "มาตรฐานสมมติ", Authority: "office", Digest: "sha256:00"}}
	kind, _, _ := strings.Cut(u.Hostname(), ".")
	if kind == "onlyhttp" {
		kind = "good"
		if u.Scheme == "https" {
			kind = string(checks.TLS)
		}
	}
	switch kind {
	case "deaf":
		if err := os.WriteFile("crawling", nil, 0o600); err != nil {
			return nil, nil, err
		}
		select {}
	case "panics":
		panic("index out of range")
	case "broken":
		return nil, nil, errors.New("judging: no such table")
	case "good", "full":
		for n := 1; n <= 60; n++ {
			s.seen(event{pages: n, documents: n / 10, decided: n / 20, items: 4, address: office.Home + "page-" + hostile})
		}
	case "slow":
		if err := os.WriteFile("crawling", nil, 0o600); err != nil {
			return nil, nil, err
		}
		<-ctx.Done()
		site.Stopped, site.StoppedBy = checks.Stopped, "person"
	case "login":
		site.Pages = []*checks.Page{{Fetched: checks.Fetched{URL: office.Home, Trouble: checks.SignIn}}}
		return a, site, nil
	default:
		site.Gaps = []checks.Gap{{URL: office.Home, Reason: checks.Reason(kind), Detail: "ตอบว่า\x1b[31m" + kind}}
		a.Coverage.Gaps = site.Gaps
		return a, site, nil
	}
	site.Pages = []*checks.Page{{Fetched: checks.Fetched{URL: office.Home}}}
	a.Coverage = checks.CoverageOf{Pages: 60, Documents: 6, Failed: 1, StoppedBy: site.StoppedBy, FloorMet: site.StoppedBy == ""}
	required, ifAny := string(rules.LevelRequired), string(rules.LevelIfAny)
	a.Findings = []checks.Finding{
		{ID: "1", Standard: "std", Title: "หมวด", Parent: true, Level: required, Verdict: checks.Absent},
		{ID: "1.1", Standard: "std", Title: hostile, Level: required, Verdict: checks.Absent},
		{ID: "1.2", Standard: "std", Title: "วิสัยทัศน์", Level: required, Verdict: checks.Found},
		{ID: "1.3", Standard: "std", Title: "โครงสร้าง", Level: required, Verdict: checks.NeedsEyes},
		{ID: "3.1", Standard: "std", Title: "คลังความรู้", Level: ifAny, Verdict: checks.Unreachable},
	}
	return a, site, nil
}
