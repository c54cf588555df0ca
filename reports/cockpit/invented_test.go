package cockpit_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// invented makes rounds of offices that do not exist, from a seed.
type invented struct {
	rnd       *rand.Rand
	standards []*rules.Standard
}

func newInvented(t testing.TB, seed uint64) *invented {
	t.Helper()
	standards, problems := rules.LoadAll(rules.Packs(), nil, nil, rules.Vocabulary{})
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	rules.Nearest(standards)
	return &invented{rand.New(rand.NewPCG(seed, 7)), standards}
}

func (x *invented) office(n int) checks.Office {
	return checks.Office{Code: fmt.Sprintf("%05d", 10000+n), Name: fmt.Sprintf("สำนักงานสาธารณสุขอำเภอสมมติที่ %d", n), District: fmt.Sprintf("สมมติ%d", n),
		Province: fmt.Sprintf("จังหวัดทดลอง %d", n/30+1), Region: fmt.Sprint(n/150 + 1), Tags: []string{[]string{"อำเภอเมือง", "ชายแดน", "เกาะ"}[n%3]},
		Home: fmt.Sprintf("http://127.1.%d.%d/", n/250, n%250+1)}
}

// audit makes one office's audit; bad is the share of items that it lacks.
func (x *invented) audit(o checks.Office, bad float64) *checks.Audit {
	a := &checks.Audit{Schema: checks.AuditSchema, Office: o, AsOf: "2026-11-23", FiscalYear: 2570, Scores: map[string]checks.Score{},
		Coverage: checks.CoverageOf{Pages: 40, FloorMet: true}}
	for _, s := range x.standards {
		used := checks.StandardUsed{ID: s.ID, Title: s.Title, Digest: s.Digest}
		for i := range s.Categories {
			used.Categories = append(used.Categories, checks.CategoryUsed{ID: s.Categories[i].ID, Title: s.Categories[i].Title})
		}
		a.Standards = append(a.Standards, used)
		n, found, open := 0, 0, 0
		for _, r := range s.Rules() {
			f := checks.Finding{ID: r.ID, Standard: s.ID, Title: r.Title, Level: string(r.Level), Category: r.Category, Parent: r.Parts != nil, Verdict: checks.Found,
				Responsible: "กลุ่มงานเว็บไซต์ของหน่วยงาน", Reviewer: "กลุ่มงานยุทธศาสตร์"}
			if x.rnd.Float64() < bad {
				f.Verdict = []checks.Verdict{checks.Absent, checks.Absent, checks.Partial, checks.WrongPeriod, checks.NeedsEyes, checks.Unreachable, checks.CouldNotLook}[x.rnd.IntN(7)]
			}
			a.Findings = append(a.Findings, f)
			if f.Parent || f.Level != "required" {
				continue
			}
			n++
			switch f.Verdict {
			case checks.Found:
				found++
			case checks.NeedsEyes, checks.CouldNotLook:
				open++
			}
		}
		low, high := float64(found)/float64(max(n, 1)), float64(found+open)/float64(max(n, 1))
		a.Scores[s.ID] = checks.Score{Required: checks.ScoreOf{Of: n, Found: found, Low: &low, High: &high}}
	}
	return a
}

// round makes a round of so many offices, of which every eleventh cannot be
// looked at and every ninth not far enough, and gives each to add with its audit
// and that of the round before.
func (x *invented) round(n int, add func(*checks.Round, *checks.Entry, *checks.Audit, *checks.Audit)) {
	start := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	r := &checks.Round{Schema: checks.RoundSchema, Name: "รอบไตรมาสที่ ๑ ปีงบประมาณ ๒๕๗๐", FiscalYear: 2570, AsOf: "2026-11-23", Share: 0.8, Started: start, Ended: start.Add(9 * time.Hour)}
	for i := range n {
		e := &checks.Entry{Office: x.office(i), State: checks.Audited, Folder: fmt.Sprintf("offices/%05d", 10000+i)}
		if i%11 == 10 {
			e.State, e.Why, e.Folder = checks.Failed, checks.SiteDown, ""
			add(r, e, nil, nil)
			continue
		}
		before := x.audit(e.Office, 0.3)
		a := x.audit(e.Office, 0.25)
		for j := range a.Findings { // most stays as it was
			if x.rnd.Float64() < 0.9 {
				a.Findings[j].Verdict = before.Findings[j].Verdict
			}
		}
		if i%9 == 8 {
			a.Coverage.FloorMet, a.Coverage.FloorWhy = false, []checks.Reason{checks.Blocked}
		}
		if i%4 == 1 {
			a.Platform = "เว็บสำเร็จรูปสมมติ"
			for j := range a.Findings {
				if id := a.Findings[j].ID; a.Findings[j].Standard == "ops2563" && (id == "10.1" || id == "10.2") {
					a.Findings[j].Verdict = checks.Absent
				}
			}
		}
		if i%5 == 2 {
			a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: "http://old.example.go.th/itaform.pdf", Reason: checks.DeadLink, Label: "แบบวัด ITA", Outside: true})
		}
		add(r, e, a, before)
	}
}
