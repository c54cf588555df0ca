package auditor_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
	"github.com/truatweb/truatweb/rules"
)

// reads is a recogniser that sees what it is given.
type reads struct {
	text  []string
	err   error
	asked int
}

func (r *reads) Recognise(_ context.Context, body []byte, kind checks.Kind) (*checks.Content, error) {
	r.asked++
	if r.err != nil || len(body) == 0 {
		return nil, r.err
	}
	c := &checks.Content{Kind: kind, Facts: checks.Facts{OCR: true, NoText: true, Reader: "a test"}}
	for _, s := range r.text {
		c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: s, Page: 1})
	}
	return c, nil
}

// scanned is an office whose plan is a scan, without a text and without a year.
func scanned(label string) (*checks.Site, *checks.Document) {
	s := office()
	home := s.Home
	plan := page(home+"plan", "แผนปฏิบัติการประจำปี",
		checks.Block{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: 1, Text: "แผนปฏิบัติการประจำปี"},
		checks.Block{Kind: checks.BlockItem, Region: checks.RegionMain, Text: label}.WithLinks(0))
	plan.Content.Links = []checks.Link{checks.Link{URL: home + "files/plan.pdf", Key: home + "files/plan.pdf", Text: label, Kind: checks.LinkAnchor, Region: checks.RegionMain, Block: 1}.With(checks.Wording{Href: "plan.pdf"})}
	d := &checks.Document{Kind: checks.KindPDF, Content: &checks.Content{Kind: checks.KindPDF}, Facts: checks.Facts{Pages: 2, NoText: true}}
	d.Content.Facts = d.Facts
	d.URL, d.Final, d.Status, d.SHA256, d.Size = home+"files/plan.pdf", home+"files/plan.pdf", 200, strings.Repeat("ab", 32), 1000
	s.Pages = append(s.Pages, plan)
	s.Documents = append(s.Documents, d)
	s.Index()
	return s, d
}

func plan(id string) rules.Rule {
	r := rules.Rule{Requirement: rules.Requirement{ID: id, Title: "แผนปฏิบัติการประจำปี", Level: rules.LevelRequired, Period: rules.PeriodCurrent, Category: "1", Responsible: "ก", Reviewer: "ข"}}
	r.FoundWhen = []rules.Way{{Heading: rules.Words{Exact: []string{"แผนปฏิบัติการ"}}, Shows: []rules.Show{{Name: "file"}}}}
	return r
}

func shelf(t *testing.T) *auditor.Shelf {
	t.Helper()
	s, err := auditor.NewShelf(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func audited(t *testing.T, site *checks.Site, r auditor.Recogniser, s auditor.Scans) *checks.Audit {
	t.Helper()
	a, err := auditor.New(auditor.Options{Crawler: still{site: site}, Matcher: matcher(t, plan("1.8"), history("1.1")), Program: "p", Recogniser: r, Scans: s})
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := a.Audit(t.Context(), checks.Office{Home: site.Home}, when())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A scan that an undecided finding rests on is read by machine for the person
// who decides: a quote that is said to be one, and nothing else changes.
func TestScansAreQuoted(t *testing.T) {
	for name, c := range map[string]struct {
		text  []string
		quote string
	}{
		"the words looked for":       {[]string{"บันทึกข้อความ ส่วนราชการ", "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ของหน่วยงาน"}, "แผนปฏิบัติการ"},
		"with their marks lost":      {[]string{"บันทึกข้อความ ส่วนราชการ", "แผนปฎบตการประจาป ของหน่วยงาน"}, "แผน"},
		"others, from the beginning": {[]string{"ก", "บันทึกข้อความ ส่วนราชการ", "เรื่องอื่น ๆ ที่เกี่ยวข้อง"}, "บันทึกข้อความ"},
		"nothing":                    {[]string{"..", "ก"}, ""},
		"a year that is another":     {[]string{"แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. ๒๕๖๐"}, "แผนปฏิบัติการ"},
		"a statement of none":        {[]string{"แผนปฏิบัติการ ไม่มี ไม่มีข้อมูลในเรื่องนี้"}, "แผนปฏิบัติการ"},
	} {
		t.Run(name, func(t *testing.T) {
			site, d := scanned("แผนปฏิบัติการประจำปีงบประมาณ 2569")
			before, _ := json.Marshal(audited(t, site, nil, nil).Finding("std", "1.8"))
			var first checks.Finding
			if err := json.Unmarshal(before, &first); err != nil {
				t.Fatal(err)
			}
			if first.Verdict != checks.NeedsEyes || !slices.Contains(first.Reasons, checks.ImageOnly) {
				t.Fatalf("without a second look: %s", before)
			}
			kept := shelf(t)
			kept.Keep(d, []byte("%PDF-1.4 a scan"))
			r := &reads{text: c.text}
			got := audited(t, site, r, kept).Finding("std", "1.8")
			if r.asked != 1 {
				t.Errorf("recognised %d times", r.asked)
			}
			if got.Verdict != first.Verdict || !slices.Equal(got.Reasons, first.Reasons) || !slices.Equal(got.YearsSeen, first.YearsSeen) || len(got.Nearest) != len(first.Nearest) {
				t.Errorf("changed to %s %v %v", got.Verdict, got.Reasons, got.YearsSeen)
			}
			var quotes []string
			for _, e := range got.Evidence[len(first.Evidence):] {
				if !e.OCR || e.SHA256 != d.SHA256 || e.Year != 0 {
					t.Errorf("evidence %+v", e)
				}
				quotes = append(quotes, e.Quote)
			}
			switch {
			case c.quote == "" && len(quotes) > 0:
				t.Errorf("quotes %q", quotes)
			case c.quote != "" && (len(quotes) == 0 || !strings.Contains(quotes[0], c.quote)):
				t.Errorf("quotes %q, want one with %q", quotes, c.quote)
			}
			if d.Facts.OCR || len(d.Content.Blocks) > 0 || site.Find(d.URL) != checks.Resource(d) {
				t.Error("the site itself was changed")
			}
		})
	}
}

// What is decided is not looked at again, nor what cannot be.
func TestNothingToLookAtAgain(t *testing.T) {
	site, d := scanned("แผนปฏิบัติการประจำปีงบประมาณ 2569")
	kept := shelf(t)
	r := &reads{text: []string{"แผนปฏิบัติการประจำปีงบประมาณ"}}
	plain, _ := json.Marshal(audited(t, site, nil, nil))
	if got, _ := json.Marshal(audited(t, site, r, kept)); r.asked != 0 || string(got) != string(plain) {
		t.Errorf("a scan that was not kept: asked %d times", r.asked)
	}
	kept.Keep(d, []byte("%PDF-1.4 a scan"))
	r.err = errors.New("no such luck")
	if got, _ := json.Marshal(audited(t, site, r, kept)); r.asked != 1 || string(got) != string(plain) {
		t.Errorf("a scan that cannot be recognised: asked %d times", r.asked)
	}
	r = &reads{text: []string{"แผนปฏิบัติการประจำปีงบประมาณ"}}
	readable := office()
	a, err := auditor.New(auditor.Options{Crawler: still{site: readable}, Matcher: matcher(t, history("1.1")), Recogniser: r, Scans: kept})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.Audit(t.Context(), checks.Office{Home: readable.Home}, when()); err != nil || r.asked != 0 {
		t.Errorf("asked %d times, %v", r.asked, err)
	}
}

// A shelf keeps scans alone, as many as there is room for, and leaves nothing.
func TestShelf(t *testing.T) {
	parent := t.TempDir()
	s, err := auditor.NewShelf(parent, 10)
	if err != nil {
		t.Fatal(err)
	}
	doc := func(sum string, kind checks.Kind, f checks.Facts) *checks.Document {
		d := &checks.Document{Kind: kind, Facts: f}
		d.SHA256 = sum
		return d
	}
	picture := doc("aa", checks.KindImage, checks.Facts{})
	s.Keep(picture, []byte("1234"))
	s.Keep(picture, []byte("1234"))
	s.Keep(doc("bb", checks.KindPDF, checks.Facts{}), []byte("1"))
	s.Keep(doc("cc", checks.KindPDF, checks.Facts{Garbled: true}), []byte("123456"))
	s.Keep(doc("dd", checks.KindPDF, checks.Facts{NoText: true}), []byte("1"))
	s.Keep(doc("../ee", checks.KindImage, checks.Facts{}), nil)
	for sum, want := range map[string]string{"aa": "1234", "bb": "", "cc": "123456", "dd": "", "../ee": ""} {
		if b, err := s.Bytes(sum); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v", sum, b, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("%d folders left", len(left))
	}
	if b, err := s.Bytes("aa"); b != nil || err != nil {
		t.Errorf("after closing: %q, %v", b, err)
	}
}
