package auditor_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// still is a crawler that has seen what it is given.
type still struct {
	site *checks.Site
	err  error
}

func (s still) Crawl(context.Context, checks.Office) (*checks.Site, error) { return s.site, s.err }

func matcher(t *testing.T, list ...rules.Rule) *match.Matcher {
	t.Helper()
	std := &rules.Standard{ID: "std", Title: "มาตรฐานสมมติ", Digest: "sha256:1", Categories: []rules.Category{{ID: "1", Title: "หมวดหนึ่ง", Rules: list}}}
	m, problems := match.Compile([]*rules.Standard{std})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func history(id string) rules.Rule {
	r := rules.Rule{Requirement: rules.Requirement{ID: id, Title: "ประวัติความเป็นมา", Level: rules.LevelRequired, Period: rules.PeriodNone, Category: "1", Responsible: "กลุ่มงานบริหาร", Reviewer: "กลุ่มงานยุทธศาสตร์"}}
	r.FoundWhen = []rules.Way{{Heading: rules.Words{Exact: []string{"ประวัติความเป็นมา"}}, Shows: []rules.Show{{Name: "history"}}}}
	return r
}

const story = "สำนักงานสาธารณสุขอำเภอทดสอบ ก่อตั้งขึ้นเมื่อ พ.ศ. 2482 เดิมเป็นสุขศาลา ต่อมายกฐานะเป็นสถานีอนามัยชั้นหนึ่ง และได้ย้ายมาตั้งอยู่ที่อาคารหลังปัจจุบันซึ่งก่อสร้างด้วยงบประมาณของกระทรวงสาธารณสุข มีผู้บริจาคที่ดินจำนวนสามไร่ " +
	"เปิดดำเนินการอย่างเป็นทางการในปีเดียวกันและให้บริการประชาชนเรื่อยมาจนถึงปัจจุบัน"

func page(address, title string, blocks ...checks.Block) *checks.Page {
	p := &checks.Page{Content: &checks.Content{Kind: checks.KindHTML, Title: title, Blocks: blocks}}
	p.URL, p.Final, p.Status = address, address, 200
	return p
}

func office() *checks.Site {
	const home = "http://office.example/"
	front := page(home, "สำนักงานสาธารณสุขอำเภอทดสอบ",
		checks.Block{Kind: checks.BlockItem, Region: checks.RegionMenu, Text: "ประวัติความเป็นมา"}.WithLinks(0))
	front.Content.Links = []checks.Link{checks.Link{URL: home + "history", Key: home + "history", Text: "ประวัติความเป็นมา", Kind: checks.LinkAnchor, Region: checks.RegionMenu}.With(checks.Wording{Href: "/history"})}
	told := page(home+"history", "ประวัติความเป็นมา",
		checks.Block{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: 1, Text: "ประวัติความเป็นมา"},
		checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: story})
	s := &checks.Site{Home: home, Office: checks.Office{Home: home}, Pages: []*checks.Page{front, told},
		Started: time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC), Ended: time.Date(2026, 6, 15, 3, 5, 0, 0, time.UTC)}
	s.Index()
	return s
}

func when() match.When {
	return match.When{AsOf: time.Date(2026, 6, 15, 0, 0, 0, 0, time.FixedZone("ICT", 7*3600)), FiscalYear: 2569}
}

// One look at a site becomes an audit that names the office as its home page
// does, the standards by their digests, and a verdict for each requirement.
func TestAudit(t *testing.T) {
	a, err := auditor.New(auditor.Options{Crawler: still{site: office()}, Matcher: matcher(t, history("1.1")), Program: "truatweb test"})
	if err != nil {
		t.Fatal(err)
	}
	got, site, err := a.Audit(context.Background(), checks.Office{Home: "http://office.example/"}, when())
	if err != nil {
		t.Fatal(err)
	}
	if site == nil || got.Office.Name != "สำนักงานสาธารณสุขอำเภอทดสอบ" {
		t.Errorf("the office is called %q", got.Office.Name)
	}
	if got.Schema != checks.AuditSchema || got.Program != "truatweb test" || got.AsOf != "2026-06-15" || got.FiscalYear != 2569 {
		t.Errorf("the audit says %q %q %q %d", got.Schema, got.Program, got.AsOf, got.FiscalYear)
	}
	if len(got.Standards) != 1 || got.Standards[0].Digest != "sha256:1" || len(got.Standards[0].Categories) != 1 {
		t.Errorf("standards %+v", got.Standards)
	}
	f := got.Finding("std", "1.1")
	if f == nil || f.Verdict != checks.Found || f.EARL != "passed" || len(f.Evidence) == 0 || f.Evidence[0].URL != "http://office.example/history" {
		t.Fatalf("finding %+v", f)
	}
	if f.Responsible != "กลุ่มงานบริหาร" || f.Reviewer != "กลุ่มงานยุทธศาสตร์" {
		t.Errorf("units %q and %q", f.Responsible, f.Reviewer)
	}
	if !got.Coverage.FloorMet || got.Coverage.Menu != 1 || got.Coverage.MenuSeen != 1 {
		t.Errorf("coverage %+v", got.Coverage)
	}
}

// Judging is a pure function: the same site gives the same bytes.
func TestJudgeIsPure(t *testing.T) {
	a, err := auditor.New(auditor.Options{Crawler: still{}, Matcher: matcher(t, history("1.1"), history("1.2"), history("1.3")), Program: "p"})
	if err != nil {
		t.Fatal(err)
	}
	site := office()
	first, _ := json.Marshal(a.Judge(site, when()))
	for range 5 {
		if again, _ := json.Marshal(a.Judge(site, when())); string(again) != string(first) {
			t.Fatalf("two judgements differ:\n%s\n%s", first, again)
		}
	}
}

// An office may name its own units, which then stand in every row.
func TestOfficeUnits(t *testing.T) {
	site := office()
	site.Office.Responsible, site.Office.Reviewer = "งานธุรการ", "นิติกร"
	a, err := auditor.New(auditor.Options{Crawler: still{site: site}, Matcher: matcher(t, history("1.1")), Program: "p"})
	if err != nil {
		t.Fatal(err)
	}
	if f := a.Judge(site, when()).Finding("", "1.1"); f.Responsible != "งานธุรการ" || f.Reviewer != "นิติกร" {
		t.Errorf("units %q and %q", f.Responsible, f.Reviewer)
	}
}

func TestNoRulesIsAnError(t *testing.T) {
	m, _ := match.Compile([]*rules.Standard{{ID: "empty"}})
	if _, err := auditor.New(auditor.Options{Crawler: still{}, Matcher: m, Program: "p"}); !errors.Is(err, auditor.ErrNoRules) {
		t.Errorf("got %v", err)
	}
}

func TestCollectWraps(t *testing.T) {
	gone := errors.New("no address")
	a, err := auditor.New(auditor.Options{Crawler: still{err: gone}, Matcher: matcher(t, history("1.1")), Program: "p"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.Audit(context.Background(), checks.Office{}, when()); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

// Nothing is absent on a site whose home page could not be seen.
func TestNothingSeenIsNeverAbsent(t *testing.T) {
	site := &checks.Site{Home: "http://office.example/", Gaps: []checks.Gap{{URL: "http://office.example/", Reason: checks.Blocked}}}
	a, err := auditor.New(auditor.Options{Crawler: still{site: site}, Matcher: matcher(t, history("1.1")), Program: "p"})
	if err != nil {
		t.Fatal(err)
	}
	got := a.Judge(site, when())
	if f := got.Finding("", "1.1"); f.Verdict != checks.CouldNotLook || f.Reasons[0] != checks.Blocked {
		t.Errorf("said %s %v", f.Verdict, f.Reasons)
	}
	if got.Coverage.FloorMet {
		t.Error("the floor is said to be met")
	}
}

func TestScore(t *testing.T) {
	f := func(id, level string, v checks.Verdict) checks.Finding {
		return checks.Finding{ID: id, Standard: "std", Level: level, Verdict: v}
	}
	parent := f("1", "required", checks.Absent)
	parent.Parent = true
	other := f("9", "required", checks.Absent)
	other.Standard = "other"
	for _, c := range []struct {
		name      string
		findings  []checks.Finding
		of, found int
		low, high float64
		none      bool
	}{
		{name: "a range until people decide", findings: []checks.Finding{f("1", "required", checks.Found), f("2", "required", checks.NeedsEyes), f("3", "required", checks.CouldNotLook), f("4", "required", checks.Absent)}, of: 4, found: 1, low: 0.25, high: 0.75},
		{name: "what does not apply stays outside", findings: []checks.Finding{f("1", "required", checks.Found), f("2", "required", checks.DeclaredNone), f("3", "required", checks.NotYetDue), f("4", "required", checks.Untested), f("5", "required", checks.NotRequired)}, of: 1, found: 1, low: 1, high: 1},
		{name: "if-any never lowers", findings: []checks.Finding{f("1", "required", checks.Found), f("2", "if-any", checks.Unreachable), f("3", "if-any", checks.Absent)}, of: 1, found: 1, low: 1, high: 1},
		{name: "parents and other standards do not count", findings: []checks.Finding{parent, other, f("2", "required", checks.Partial)}, of: 1, found: 0, low: 0, high: 0},
		{name: "nothing applied: no figure", findings: []checks.Finding{f("1", "required", checks.DeclaredNone), f("2", "if-any", checks.Found)}, none: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := auditor.Score(c.findings, "std").Required
			if c.none {
				if s.Low != nil || s.High != nil || s.Of != 0 {
					t.Errorf("a figure out of nothing: %+v", s)
				}
				return
			}
			if s.Of != c.of || s.Found != c.found || s.Low == nil || *s.Low != c.low || *s.High != c.high {
				t.Errorf("got %+v low %v high %v", s, s.Low, s.High)
			}
		})
	}
}

// A fault of a template is one warning with a count, and the bytes decide.
func TestWarnings(t *testing.T) {
	site := office()
	for i := range site.Pages {
		site.Pages[i].Charset = checks.Charset{Name: "windows-874", Declared: "utf-8"}
	}
	third := page("http://office.example/third", "x")
	third.Charset = checks.Charset{Name: "windows-874", Declared: "TIS-620"}
	site.Pages = append(site.Pages, third)
	a, err := auditor.New(auditor.Options{Crawler: still{site: site}, Matcher: matcher(t, history("1.1")), Program: "p"})
	if err != nil {
		t.Fatal(err)
	}
	got := a.Judge(site, when()).Warnings
	if len(got) != 1 || got[0].Kind != "charset" || got[0].Count != 2 {
		t.Errorf("warnings %+v", got)
	}
}

// meter measures one thing.
type meter struct{ fails bool }

func (meter) Names() []string { return []string{"meter.on"} }
func (meter) Key() string     { return "meter" }
func (m meter) Gather(context.Context, *checks.Site, checks.Network) (json.RawMessage, error) {
	if m.fails {
		return nil, errors.New("broken")
	}
	return json.RawMessage(`{"on":true}`), nil
}
func (meter) Judge(_ string, site *checks.Site, _ time.Time) checks.Answer {
	if site.Measured["meter"] == nil {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.SiteDown}}
	}
	return checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{{URL: site.Home, Quote: "on"}}}
}

// A technical check measures once and judges from what was kept; what could not
// be measured is never a guess.
func TestTechnicalCheck(t *testing.T) {
	for _, fails := range []bool{false, true} {
		c := meter{fails: fails}
		rule := rules.Rule{Requirement: rules.Requirement{ID: "t.1", Title: "มาตรวัด", Level: rules.LevelShould, Category: "1"}, Judge: rules.Judge{Check: "meter.on"}}
		m, problems := match.Compile([]*rules.Standard{{ID: "std", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{rule}}}}}, c)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		a, err := auditor.New(auditor.Options{Crawler: still{site: office()}, Matcher: m, Gatherers: []checks.Gatherer{c}})
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := a.Audit(context.Background(), checks.Office{}, when())
		if err != nil {
			t.Fatal(err)
		}
		want := checks.Found
		if fails {
			want = checks.CouldNotLook
		}
		if f := got.Finding("std", "t.1"); f.Verdict != want {
			t.Errorf("fails %v: said %s", fails, f.Verdict)
		}
	}
}

func TestUnknownCheckIsAMistakeOfTheRule(t *testing.T) {
	rule := rules.Rule{Requirement: rules.Requirement{ID: "t.1"}, Judge: rules.Judge{Check: "no.such"}}
	if _, problems := match.Compile([]*rules.Standard{{ID: "std", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{rule}}}}}); len(problems) != 1 {
		t.Errorf("problems %v", problems)
	}
}
