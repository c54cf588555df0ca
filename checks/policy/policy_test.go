package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/policy"
)

const (
	home  = "http://www.ssotuayang.go.th/"
	named = "สำนักงานสาธารณสุขอำเภอตัวอย่างเก็บรวบรวมข้อมูลเท่าที่จำเป็นต่อการให้บริการ และจะไม่เปิดเผยแก่ผู้อื่น เว้นแต่ได้รับความยินยอมหรือมีกฎหมายกำหนดไว้ ผู้ใช้ขอแก้ไขข้อมูลได้ทุกวันทำการ"
	empty = "เว็บไซต์นี้เก็บรวบรวมข้อมูลเท่าที่จำเป็นต่อการให้บริการ และจะไม่เปิดเผยแก่ผู้อื่น เว้นแต่ได้รับความยินยอมหรือมีกฎหมายกำหนดไว้ ผู้ใช้ขอแก้ไขข้อมูลได้ทุกวันทำการตามเวลาราชการ"
)

func page(url, title, text string, links ...checks.Link) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, Title: title, Links: links, IDs: map[string]bool{}}
	for _, line := range strings.Split(text, "\n") {
		c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: line})
	}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url}, Content: c}
}

func to(text, url string) checks.Link {
	return checks.Link{Kind: checks.LinkAnchor, Region: checks.RegionFooter, Text: text, URL: url, Key: url}.With(checks.Wording{Href: url})
}

func judge(name string, pages []*checks.Page, docs ...*checks.Document) checks.Answer {
	s := &checks.Site{Home: home, Office: checks.Office{Name: "สำนักงานสาธารณสุขอำเภอตัวอย่าง", Home: home}, Pages: pages, Documents: docs}
	return policy.Check{}.Judge(name, s, time.Time{})
}

func TestOwnName(t *testing.T) {
	privacy := func(text string) *checks.Page {
		return page(home+"privacy", "นโยบายการคุ้มครองข้อมูลส่วนบุคคล", text)
	}
	website := func(text string) *checks.Page {
		return page(home+"web", "นโยบายเว็บไซต์", text)
	}
	outside := func(text string) *checks.Page {
		p := page("http://province.test/policy", "นโยบายเว็บไซต์", text)
		p.Outside = true
		return p
	}
	for name, tc := range map[string]struct {
		pages  []*checks.Page
		want   checks.Verdict
		reason checks.Reason
	}{
		"no policy":                      {[]*checks.Page{page(home, "หน้าแรก", named)}, checks.Absent, ""},
		"named":                          {[]*checks.Page{privacy(named)}, checks.Found, ""},
		"named by the short name":        {[]*checks.Page{privacy("สสอ. ตัวอย่าง" + empty)}, checks.Found, ""},
		"named by the domain":            {[]*checks.Page{privacy(empty + " เว็บไซต์ www.ssotuayang.go.th")}, checks.Found, ""},
		"a blank of the template":        {[]*checks.Page{privacy(named + "\n(หน่วยงาน/เว็บไซต์) ขอสงวนสิทธิ์")}, checks.Partial, checks.UnfilledTemplate},
		"another blank":                  {[]*checks.Page{privacy(empty + "\nติดต่อ [ชื่อหน่วยงาน] โทร ..........")}, checks.Partial, checks.UnfilledTemplate},
		"a name left empty":              {[]*checks.Page{privacy(empty + "\nเว็บไซต์ของ \"\" ให้ความสำคัญ")}, checks.Partial, checks.UnfilledTemplate},
		"another body's domain":          {[]*checks.Page{privacy(named + "\nผู้ใช้เว็บไซต์ www.otheroffice.go.th ยอมรับเงื่อนไข")}, checks.Partial, checks.UnfilledTemplate},
		"a domain of an authority":       {[]*checks.Page{privacy(named + "\nร้องเรียนได้ที่เว็บไซต์ www.pdpc.or.th")}, checks.Found, ""},
		"another domain in passing":      {[]*checks.Page{privacy(named + "\nใช้บริการวิเคราะห์ของ stats.example.com")}, checks.Found, ""},
		"an address is no domain":        {[]*checks.Page{privacy(named + "\nเว็บไซต์ a@other.go.th")}, checks.Found, ""},
		"one of two named":               {[]*checks.Page{privacy(named), website(empty)}, checks.Partial, checks.PartsMissing},
		"nobody named":                   {[]*checks.Page{privacy(empty)}, checks.Absent, ""},
		"the province's policy":          {[]*checks.Page{page(home, "หน้าแรก", named, to("นโยบายเว็บไซต์", "http://province.test/policy")), outside("สำนักงานสาธารณสุขจังหวัดสมมติ" + empty)}, checks.NeedsEyes, checks.WrongOwner},
		"another's policy named nowhere": {[]*checks.Page{page(home, "หน้าแรก", named), outside("สำนักงานสาธารณสุขจังหวัดสมมติ" + empty)}, checks.Absent, ""},
		"the Act is no policy":           {[]*checks.Page{page(home+"act", "พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล และนโยบายความเป็นส่วนตัว", empty)}, checks.Absent, ""},
		"a heading without a policy":     {[]*checks.Page{privacy("กำลังจัดทำ")}, checks.Absent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(policy.OwnName, tc.pages)
			if a.Verdict != tc.want || tc.reason != "" && (len(a.Reasons) == 0 || a.Reasons[0] != tc.reason) {
				t.Errorf("%s %v, want %s %s: %+v", a.Verdict, a.Reasons, tc.want, tc.reason, a.Parts)
			}
			if a.Verdict == checks.NeedsEyes && a.Question == "" {
				t.Error("nothing is asked")
			}
		})
	}
}

// A policy in a scan is for a person to read.
func TestOwnNameInScan(t *testing.T) {
	d := &checks.Document{Fetched: checks.Fetched{URL: home + "p.pdf"}, Kind: checks.KindPDF, Facts: checks.Facts{NoText: true}, Content: &checks.Content{}}
	a := judge(policy.OwnName, []*checks.Page{page(home, "หน้าแรก", named, to("นโยบายเว็บไซต์", home+"p.pdf"))}, d)
	if a.Verdict != checks.NeedsEyes || a.Reasons[0] != checks.ImageOnly {
		t.Errorf("%+v", a)
	}
}

// A site that calls itself by another name in its canonical links owns that
// name's domain too.
func TestOwnNameCanonical(t *testing.T) {
	p := page(home+"privacy", "นโยบายความเป็นส่วนตัว", empty+"\nเว็บไซต์ www.sso-tuayang.com ของเรา")
	p.Content.Canonical = "http://www.sso-tuayang.com/privacy"
	if a := judge(policy.OwnName, []*checks.Page{p}); a.Verdict != checks.Found {
		t.Errorf("%+v", a)
	}
}

func TestLinked(t *testing.T) {
	own := page(home+"privacy", "นโยบายความเป็นส่วนตัว", named)
	foot := to("นโยบายความเป็นส่วนตัว", home+"privacy")
	hidden := foot
	hidden.Hidden = true
	for name, tc := range map[string]struct {
		pages []*checks.Page
		want  checks.Verdict
	}{
		"no policy":        {[]*checks.Page{page(home, "หน้าแรก", named, foot)}, checks.Absent},
		"on every page":    {[]*checks.Page{page(home, "หน้าแรก", "ก", foot), page(home+"a", "ก", "ก", foot), own}, checks.Found},
		"on the home page": {[]*checks.Page{page(home, "หน้าแรก", "ก", foot), page(home+"a", "ก", "ก"), page(home+"b", "ก", "ก"), own}, checks.Partial},
		"hidden":           {[]*checks.Page{page(home, "หน้าแรก", "ก", hidden), page(home+"a", "ก", "ก", hidden), own}, checks.Partial},
	} {
		t.Run(name, func(t *testing.T) {
			if a := judge(policy.Linked, tc.pages); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a.Evidence)
			}
		})
	}
}

func TestNothingSeen(t *testing.T) {
	for _, name := range (policy.Check{}).Names() {
		if a := judge(name, nil); a.Verdict != checks.CouldNotLook {
			t.Errorf("%s: %+v", name, a)
		}
	}
}
