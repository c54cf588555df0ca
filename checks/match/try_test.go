package match_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

func tried(t *testing.T, blocks []checks.Block, links []checks.Link, list ...rules.Rule) []match.Trial {
	t.Helper()
	std := &rules.Standard{ID: "std", Categories: []rules.Category{{ID: "1", Rules: list}}}
	m, problems := match.Compile([]*rules.Standard{std})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := &checks.Page{Content: &checks.Content{Kind: checks.KindHTML, Blocks: blocks, Links: links}}
	p.URL, p.Final, p.Status = "http://office.example/about", "http://office.example/about", 200
	site := &checks.Site{Home: p.URL, Office: checks.Office{Home: p.URL}, Pages: []*checks.Page{p}}
	site.Index()
	return m.Try(match.Alone(site, ""), match.When{AsOf: time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC), FiscalYear: 2569}, nil)
}

func searching(id, heading string, shows ...string) rules.Rule {
	r := rules.Rule{Requirement: rules.Requirement{ID: id, Level: rules.LevelRequired, Period: rules.PeriodNone}}
	w := rules.Way{Heading: rules.Words{Exact: []string{heading}}, NotWhen: rules.Unless{Heading: []string{"การประชุม"}}}
	for _, s := range shows {
		w.Shows = append(w.Shows, rules.Show{Name: s})
	}
	r.FoundWhen = []rules.Way{w}
	return r
}

func block(kind checks.BlockKind, text string) checks.Block {
	return checks.Block{Kind: kind, Region: checks.RegionMain, Level: 1, Text: text}
}

// Every condition of every way is told: what held with what it saw, what did
// not, and where the words led nowhere at all.
func TestTryTellsEachCondition(t *testing.T) {
	blocks := []checks.Block{block(checks.BlockHeading, "ทำเนียบผู้บริหาร"), block(checks.BlockText, "นายสมชาย ใจดี สาธารณสุขอำเภอตัวอย่าง"),
		checks.Block{Kind: checks.BlockItem, Region: checks.RegionMenu, Text: "แผนที่ตั้ง"}.WithLinks(0)}
	links := []checks.Link{checks.Link{URL: "http://office.example/map", Key: "http://office.example/map", Text: "แผนที่ตั้ง", Kind: checks.LinkAnchor, Region: checks.RegionMenu, Block: 2}.With(checks.Wording{Href: "/map"})}
	got := tried(t, blocks, links, searching("1", "ทำเนียบผู้บริหาร", "person", "position"), searching("2", "ทำเนียบผู้บริหาร", "person", "phone"),
		searching("3", "ยุทธศาสตร์", "text"), searching("4", "แผนที่ตั้ง", "map"))
	if len(got) != 4 {
		t.Fatalf("%d rules were tried", len(got))
	}
	first := got[0]
	if first.Finding.Verdict != checks.Found || !first.Led() || first.Ways[0].Label != "ทำเนียบผู้บริหาร" || first.Ways[0].Place != rules.PlacePage {
		t.Errorf("what holds: %s, %+v", first.Finding.Verdict, first.Ways)
	}
	held := map[string]bool{}
	for _, c := range got[1].Ways[0].Conditions {
		held[c.Name] = c.Held
		if c.Held && !strings.Contains(c.Quote, "สมชาย") {
			t.Errorf("%s saw %q", c.Name, c.Quote)
		}
	}
	if v := got[1].Finding.Verdict; v != checks.Absent || !held["person"] || held["phone"] || len(held) != 2 {
		t.Errorf("what is lacking: %s, %v", v, held)
	}
	if w := got[2].Ways[0]; got[2].Led() || w.Place != "" || len(w.Words) != 1 || w.Conditions[0].Held {
		t.Errorf("where no word stands: %+v", w)
	}
	if w := got[3].Ways[0]; got[3].Led() || !w.Unopened {
		t.Errorf("a menu's link to a page that was not opened: %+v", w)
	}
}

func TestTryTellsFalseFriends(t *testing.T) {
	got := tried(t, []checks.Block{block(checks.BlockHeading, "การประชุมทำเนียบผู้บริหาร"), block(checks.BlockText, "นายสมชาย ใจดี")}, nil, searching("1", "ทำเนียบผู้บริหาร", "person"))
	if w := got[0].Ways[0]; got[0].Finding.Verdict != checks.Absent || !w.Barred {
		t.Errorf("%s, %+v", got[0].Finding.Verdict, w)
	}
}

func TestTryOneRuleByItsName(t *testing.T) {
	std := &rules.Standard{ID: "std", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{searching("1", "ประวัติ", "text"), searching("2", "ประวัติ", "text"),
		{Requirement: rules.Requirement{ID: "3"}, Judge: rules.Judge{Ask: "ใช่หรือไม่"}}}}}}
	m, _ := match.Compile([]*rules.Standard{std})
	site := &checks.Site{Home: "http://office.example/"}
	site.Index()
	for _, c := range []struct {
		ids  []string
		want string
	}{{nil, "1 2"}, {[]string{"2"}, "2"}, {[]string{"std:1", "3"}, "1 3"}, {[]string{"other:1"}, ""}} {
		var out []string
		for _, tr := range m.Try(site, match.When{FiscalYear: 2569}, c.ids) {
			out = append(out, tr.Finding.ID)
		}
		if strings.Join(out, " ") != c.want {
			t.Errorf("%v tries %v, want %s", c.ids, out, c.want)
		}
	}
}
