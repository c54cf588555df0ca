package opendata_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/opendata"
)

const home = "http://sso.test/"

func page(url, title string, text string, links ...checks.Link) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, Title: title, Links: links, IDs: map[string]bool{}}
	c.Blocks = []checks.Block{{Kind: checks.BlockText, Region: checks.RegionMain, Text: text}}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url}, Content: c}
}

func to(url string) checks.Link {
	return checks.Link{Kind: checks.LinkAnchor, Region: checks.RegionMain, Text: "ดาวน์โหลด", URL: url, Key: url}.With(checks.Wording{Href: url})
}

func file(url string, kind checks.Kind, facts checks.Facts) *checks.Document {
	return &checks.Document{Fetched: checks.Fetched{URL: url, Final: url, Size: 1200}, Kind: kind, Facts: facts, Content: &checks.Content{Kind: kind}}
}

func judge(name string, gaps []checks.Gap, p *checks.Page, docs ...*checks.Document) checks.Answer {
	s := &checks.Site{Home: home, Documents: docs, Gaps: gaps}
	if p != nil {
		s.Pages = []*checks.Page{p}
	}
	return opendata.Check{}.Judge(name, s, time.Time{})
}

func TestNothingSeen(t *testing.T) {
	for _, name := range (opendata.Check{}).Names() {
		if a := judge(name, nil, nil); a.Verdict != checks.CouldNotLook {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestMachine(t *testing.T) {
	empty := file(home+"a.csv", checks.KindCSV, checks.Facts{})
	empty.Size = 0
	for name, tc := range map[string]struct {
		gaps   []checks.Gap
		target string
		doc    *checks.Document
		want   checks.Verdict
	}{
		"csv":                    {nil, home + "a.csv", file(home+"a.csv", checks.KindCSV, checks.Facts{}), checks.Found},
		"json without an ending": {nil, home + "data?id=1", file(home+"data?id=1", checks.KindJSON, checks.Facts{}), checks.Found},
		"csv that is a page":     {nil, home + "a.csv", file(home+"a.csv", checks.KindText, checks.Facts{}), checks.Absent},
		"empty csv":              {nil, home + "a.csv", empty, checks.Absent},
		"workbook":               {nil, home + "a.xlsx", file(home+"a.xlsx", checks.KindXLSX, checks.Facts{}), checks.Absent},
		"dead":                   {[]checks.Gap{{URL: home + "a.csv", Reason: checks.DeadLink}}, home + "a.csv", nil, checks.Unreachable},
		"behind robots":          {[]checks.Gap{{URL: home + "a.csv", Reason: checks.Robots}}, home + "a.csv", nil, checks.CouldNotLook},
		"not opened":             {nil, home + "a.csv", nil, checks.CouldNotLook},
		"map for search engines": {nil, home + "wp-sitemap.xml", file(home+"wp-sitemap.xml", checks.KindXML, checks.Facts{}), checks.Absent},
		"feed":                   {nil, home + "feed/", file(home+"feed/", checks.KindXML, checks.Facts{}), checks.Absent},
		"pdf":                    {nil, home + "a.pdf", file(home+"a.pdf", checks.KindPDF, checks.Facts{}), checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			var docs []*checks.Document
			if tc.doc != nil {
				docs = append(docs, tc.doc)
			}
			if a := judge(opendata.Machine, tc.gaps, page(home, "หน้าแรก", "ก", to(tc.target)), docs...); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
	// a workbook is told, so that the office knows what is near
	a := judge(opendata.Machine, nil, page(home, "ก", "ก", to(home+"a.xlsx")), file(home+"a.xlsx", checks.KindXLSX, checks.Facts{}))
	if len(a.Nearest) != 1 {
		t.Errorf("%+v", a.Nearest)
	}
	// data that no page offers is no offer: the files of a script's own use
	if a := judge(opendata.Machine, nil, page(home, "ก", "ก"), file(home+"api/menu.json", checks.KindJSON, checks.Facts{})); a.Verdict != checks.Absent {
		t.Errorf("%+v", a)
	}
}

func TestCatalogue(t *testing.T) {
	for name, tc := range map[string]struct {
		gap    checks.Reason // "" where the target was opened
		target string
		want   checks.Verdict
	}{
		"the state's":    {"", "https://data.go.th/dataset/sso", checks.Found},
		"an agency's":    {"", "https://moph.gdcatalog.go.th/", checks.Found},
		"a ministry's":   {"", "https://opendata.moph.go.th/", checks.Found},
		"not followed":   {checks.NotFollowed, "https://data.go.th/", checks.NeedsEyes},
		"dead":           {checks.DeadLink, "https://data.go.th/x", checks.Unreachable},
		"another site":   {"", "https://www.moph.go.th/", checks.Absent},
		"a name like it": {"", "https://data.go.th.example.com/", checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			s := &checks.Site{Home: home, Pages: []*checks.Page{page(home, "หน้าแรก", "ก", to(tc.target))}}
			if tc.gap == "" {
				p := page(tc.target, "บัญชีข้อมูล", "ก")
				p.Outside = true
				s.Pages = append(s.Pages, p)
			} else {
				s.Gaps = []checks.Gap{{URL: tc.target, Reason: tc.gap}}
			}
			if a := (opendata.Check{}).Judge(opendata.Catalogue, s, time.Time{}); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
}

func TestLicence(t *testing.T) {
	csv := file(home+"a.csv", checks.KindCSV, checks.Facts{})
	for name, tc := range map[string]struct {
		page *checks.Page
		want checks.Verdict
	}{
		"beside the data":      {page(home, "หน้าแรก", "เผยแพร่ภายใต้สัญญาอนุญาต CC BY 4.0", to(home+"a.csv")), checks.Found},
		"on the page of data":  {page(home, "ข้อมูลเปิดภาครัฐ", "เงื่อนไขการใช้ข้อมูล: อ้างอิงที่มา"), checks.Found},
		"as a link":            {page(home, "Open Data", "ก", to("https://creativecommons.org/licenses/by/4.0/")), checks.Found},
		"data without licence": {page(home, "ข้อมูลเปิด", "ก", to(home+"a.csv")), checks.Absent},
		"licence without data": {page(home, "บทความ", "ภาพนี้ใช้สัญญาอนุญาต CC BY"), checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			if a := judge(opendata.Licence, nil, tc.page, csv); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
}

func TestReadable(t *testing.T) {
	text, scan, worn := checks.Facts{}, checks.Facts{NoText: true}, checks.Facts{Damaged: true}
	garbled, locked := checks.Facts{Garbled: true}, checks.Facts{Locked: true}
	for name, tc := range map[string]struct {
		facts []checks.Facts
		want  checks.Verdict
	}{
		"no documents":            {nil, checks.NotRequired},
		"text":                    {[]checks.Facts{text, text}, checks.Found},
		"lost marks are text":     {[]checks.Facts{text, worn}, checks.Found},
		"a scan among them":       {[]checks.Facts{text, scan}, checks.Partial},
		"read by recognition":     {[]checks.Facts{text, {OCR: true}}, checks.Partial},
		"another alphabet's text": {[]checks.Facts{text, garbled}, checks.Partial},
		"behind a password":       {[]checks.Facts{text, locked}, checks.Partial},
		"scans only":              {[]checks.Facts{scan, scan}, checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			var docs []*checks.Document
			for i, f := range tc.facts {
				docs = append(docs, file(fmt.Sprint(home, i, ".pdf"), checks.KindPDF, f))
			}
			if a := judge(opendata.Readable, nil, page(home, "ก", "ก"), docs...); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
	// what our reader could not read says nothing of the file; data files are not read by people
	unread := file(home+"x.pdf", checks.KindPDF, text)
	unread.Content = nil
	if a := judge(opendata.Readable, nil, page(home, "ก", "ก"), unread, file(home+"a.csv", checks.KindCSV, text)); a.Verdict != checks.NotRequired {
		t.Errorf("%+v", a)
	}
}
