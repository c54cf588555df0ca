package cockpit_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/cockpit"
)

func made(t testing.TB, n int) *cockpit.Cockpit {
	t.Helper()
	var b *cockpit.Builder
	newInvented(t, 1).round(n, func(r *checks.Round, e *checks.Entry, a, before *checks.Audit) {
		if b == nil {
			b = cockpit.New(r, "th")
		}
		b.Add(e, a, before)
	})
	return b.Cockpit()
}

func page(t testing.TB, c *cockpit.Cockpit) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	if err := c.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	d, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatIsApartIsNotCounted(t *testing.T) {
	c := made(t, 30)
	comparable := 0
	for i := range c.Offices {
		o := &c.Offices[i]
		if o.Comparable {
			comparable++
		} else if o.Why == "" {
			t.Errorf("%s is set apart and nothing says why", o.Key)
		}
	}
	if comparable == len(c.Offices) || comparable == 0 {
		t.Fatalf("%d of %d comparable: the round tests nothing", comparable, len(c.Offices))
	}
	for _, l := range c.Missing {
		if l.Of > comparable || l.Lacking+l.Open > l.Of || l.Absent > l.Lacking {
			t.Errorf("%s: %d lack it, %d open, of %d, with %d comparable", l.ID, l.Lacking, l.Open, l.Of, comparable)
		}
	}
	if !slices.IsSortedFunc(c.Missing, func(x, y cockpit.Lack) int { return y.Lacking - x.Lacking }) {
		t.Error("what is missing most does not come first")
	}
}

func TestCauses(t *testing.T) {
	c := made(t, 60)
	kinds := map[string]*cockpit.Cause{}
	for i := range c.Causes {
		if kinds[c.Causes[i].Kind] == nil {
			kinds[c.Causes[i].Kind] = &c.Causes[i]
		}
	}
	template := kinds[cockpit.CauseTemplate]
	if template == nil || template.Name != "เว็บสำเร็จรูปสมมติ" {
		t.Fatalf("the template is not named: %+v", template)
	}
	var ids []string
	for _, it := range template.Items {
		ids = append(ids, it.ID)
		if it.Lacking != it.Of {
			t.Errorf("%s: %d of %d", it.ID, it.Lacking, it.Of)
		}
	}
	if !slices.Contains(ids, "10.1") || !slices.Contains(ids, "10.2") || len(ids) > 4 {
		t.Errorf("items of the template: %v", ids)
	}
	if l := kinds[cockpit.CauseLink]; l == nil || l.Label != "แบบวัด ITA" || len(l.Offices) < 5 {
		t.Errorf("the dead link: %+v", l)
	}
}

func TestTemplateThatExplainsNothing(t *testing.T) {
	x := newInvented(t, 3)
	r := &checks.Round{Name: "x"}
	b := cockpit.New(r, "th")
	for i := range 8 {
		a := x.audit(x.office(i), 0)
		a.Platform = []string{"ก", "ข"}[i%2]
		for j := range a.Findings {
			if a.Findings[j].ID == "10.1" {
				a.Findings[j].Verdict = checks.Absent
			}
		}
		b.Add(&checks.Entry{Office: x.office(i), State: checks.Audited}, a, nil)
	}
	if c := b.Cockpit(); len(c.Causes) > 0 {
		t.Errorf("all sites lack it, whatever they are made with: %+v", c.Causes)
	}
}

func TestPageTellsTheRound(t *testing.T) {
	c := made(t, 30)
	d := page(t, c)
	if n := d.Find("#rows tr").Length(); n != 30 {
		t.Errorf("%d rows", n)
	}
	if got, want := d.Find("#items th").Length(), len(c.Standards[0].Items); got != want {
		t.Errorf("%d columns, want %d", got, want)
	}
	d.Find("#rows tr").Each(func(i int, tr *goquery.Selection) {
		cells := tr.Find("td:not(.s)")
		if cells.Length() != len(c.Standards[0].Items) {
			t.Errorf("row %d has %d cells", i, cells.Length())
			return
		}
		for n, v := range c.Offices[i].Verdicts {
			if n > 0 {
				break
			}
			for k := range v {
				if got := cells.Eq(k).Text(); got != reports.WordOf(v[k], "th").Mark {
					t.Errorf("row %d cell %d: %q for %s", i, k, got, v[k])
				}
			}
		}
		link, _ := tr.Find("th a").Attr("href")
		if want := c.Offices[i].Report; link != want {
			t.Errorf("row %d leads to %q, want %q", i, link, want)
		}
	})
	if d.Find(".caution").Length() != 0 {
		t.Error("a round that is whole enough is called provisional")
	}
	d.Find("[src],link,[href^='http']").Each(func(_ int, s *goquery.Selection) {
		h, _ := goquery.OuterHtml(s)
		t.Errorf("the page reaches out: %s", h)
	})
}

func TestProvisionalIsSaidEverywhere(t *testing.T) {
	x := newInvented(t, 5)
	b := cockpit.New(&checks.Round{Name: "x", Share: 0.8, FiscalYear: 2570}, "th")
	b.Add(&checks.Entry{Office: x.office(1), State: checks.Audited}, x.audit(x.office(1), 0.2), nil)
	b.Add(&checks.Entry{Office: x.office(2), State: checks.Failed, Why: checks.DNS}, nil, nil)
	c := b.Cockpit()
	if got := page(t, c).Find(".caution").Text(); !strings.Contains(got, "ชั่วคราว") || !strings.Contains(got, "1 จาก 2") {
		t.Errorf("the page says %q", got)
	}
	for _, f := range book(t, c).GetSheetList() {
		title, err := book(t, c).GetCellValue(f, "A1")
		if err != nil || !strings.Contains(title, "ชั่วคราว") {
			t.Errorf("sheet %s is titled %q (%v)", f, title, err)
		}
	}
	var out bytes.Buffer
	if err := c.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var read struct{ Provisional bool }
	if err := json.Unmarshal(out.Bytes(), &read); err != nil || !read.Provisional {
		t.Errorf("JSON says provisional %v (%v)", read.Provisional, err)
	}
}

func book(t testing.TB, c *cockpit.Cockpit) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := c.WriteBook(&out, "truatweb"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestHostileNames(t *testing.T) {
	x := newInvented(t, 9)
	o := x.office(1)
	o.Name, o.Province, o.Tags = `<script>alert(1)</script>`, `=HYPERLINK("http://x")`, []string{"</script><img src=x>"}
	b := cockpit.New(&checks.Round{Name: "</title><script>x</script>"}, "th")
	b.Add(&checks.Entry{Office: o, State: checks.Audited, Folder: "javascript:alert(1)"}, x.audit(o, 0.2), nil)
	b.Add(&checks.Entry{Office: x.office(2), State: checks.Failed, Detail: "\x1b[31m"}, nil, nil)
	c := b.Cockpit()
	d := page(t, c)
	if n := d.Find("script").Length(); n != 2 {
		t.Errorf("%d scripts", n)
	}
	if d.Find("img").Length() > 0 {
		t.Error("a tag became markup")
	}
	d.Find("a").Each(func(_ int, a *goquery.Selection) {
		if h, _ := a.Attr("href"); strings.HasPrefix(h, "javascript:") {
			t.Errorf("a link runs script: %s", h)
		}
	})
	var out bytes.Buffer
	if err := c.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a cell is a formula: %q", cell)
			}
		}
	}
}

func TestRollupsAddUp(t *testing.T) {
	c := made(t, 90)
	sums := map[string]int{}
	for _, g := range c.Groups {
		sums[g.Kind] += g.Offices
		if g.Low != nil && (*g.Low > *g.High || *g.Low < 0 || *g.High > 1) {
			t.Errorf("%s %s: from %v to %v", g.Kind, g.Name, *g.Low, *g.High)
		}
	}
	for _, kind := range []string{cockpit.GroupAll, cockpit.GroupProvince, cockpit.GroupTag} {
		if sums[kind] != len(c.Offices) {
			t.Errorf("%s: %d offices in all, want %d", kind, sums[kind], len(c.Offices))
		}
	}
}

func BenchmarkCockpit880(b *testing.B) {
	c := made(b, 880)
	b.ReportAllocs()
	for b.Loop() {
		if err := c.WriteHTML(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
