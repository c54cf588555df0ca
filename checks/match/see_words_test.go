package match

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// pageBody lays a page out as a rule's example does and gives its main body,
// with all that its links lead to.
func pageBody(p rules.ExamplePage) *body {
	site := siteOf(&rules.Example{Page: &p})
	when := When{AsOf: time.Date(2026, time.June, 15, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: 2569}
	v := newView(&Matcher{lex: newLexicon(newPhrases())}, site, when)
	s := v.find(exampleHome + "page")
	if s == nil {
		s = v.home
	}
	return &body{v: v, s: s, idx: s.mains, label: p.Heading}
}

func files(texts ...string) (out []rules.ExampleLink) {
	for _, t := range texts {
		out = append(out, rules.ExampleLink{Text: t, To: "file", Name: "a.pdf", Body: t})
	}
	return out
}

func TestSeeLawTitle(t *testing.T) {
	for _, c := range []struct {
		name, text string
		links      []rules.ExampleLink
		want       int
	}{
		{"acts with their year", "- พระราชบัญญัติการสาธารณสุข พ.ศ. ๒๕๓๕\n- พรบ.โรคติดต่อ พ.ศ.2558", nil, 2},
		{"misspelt ministerial rule with a file", "- [กฏกระทรวงสุขลักษณะของตลาด]", files("กฏกระทรวงสุขลักษณะของตลาด"), 1},
		{"numbered rows", "| 1 | ระเบียบกระทรวงสาธารณสุขว่าด้วยเงินบำรุง พ.ศ. 2562 |\n| 2 | ข้อบังคับ อบต. พ.ศ. 2560 |", nil, 2},
		{"a cabinet resolution", "มติคณะรัฐมนตรี เมื่อวันที่ 23 เมษายน 2556", nil, 1},
		{"a heading of kinds that links to the list", "- [กฎหมาย ระเบียบ ข้อบังคับ ที่เกี่ยวข้องกับหน่วยงาน]", files("กฎหมาย ระเบียบ ข้อบังคับ ที่เกี่ยวข้องกับหน่วยงาน"), 0},
		{"kinds with a year", "ระเบียบ ประกาศ คำสั่ง ปี 2569", nil, 0},
		{"an agenda", "- [ระเบียบวาระการประชุม ครั้งที่ 1/2569]", files("ระเบียบวาระการประชุม ครั้งที่ 1/2569"), 0},
		{"a notice of procurement", "- [ประกาศสำนักงานสาธารณสุขอำเภอ เรื่อง ผู้ชนะการเสนอราคา พ.ศ. 2569]", files("ประกาศสำนักงานสาธารณสุขอำเภอ เรื่อง ผู้ชนะการเสนอราคา พ.ศ. 2569"), 0},
		{"a law named inside a word", "- [คู่มือตามพระราชบัญญัติการสาธารณสุข]", files("คู่มือตามพระราชบัญญัติการสาธารณสุข"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: "กฎหมาย", Text: c.text, Links: c.links})
			if got := len(lawEntries(b)); got != c.want {
				t.Errorf("%d titled laws, want %d", got, c.want)
			}
		})
	}
}

func TestSeeSource(t *testing.T) {
	law := func(to, name string) rules.ExampleLink {
		return rules.ExampleLink{Text: "พระราชบัญญัติโรคติดต่อ พ.ศ. 2558", To: to, Name: name}
	}
	for _, c := range []struct {
		name     string
		page     rules.ExamplePage
		have, of int
	}{
		{"a word beside each", rules.ExamplePage{Text: "- พ.ร.บ.ยา พ.ศ. 2510 (ที่มา: อย.)\n- พ.ร.บ.อาหาร พ.ศ. 2522 แหล่งที่มา อย."}, 2, 2},
		{"one of two", rules.ExamplePage{Text: "- พ.ร.บ.ยา พ.ศ. 2510\n- พ.ร.บ.อาหาร พ.ศ. 2522 ราชกิจจานุเบกษา เล่ม 96"}, 1, 2},
		{"a column of sources", rules.ExamplePage{Text: "| กฎหมาย | แหล่งที่มา |\n| ประมวลจริยธรรมข้าราชการพลเรือน พ.ศ. 2564 | สำนักงาน ก.พ. |\n| พ.ร.บ.ยา พ.ศ. 2510 | - |"}, 1, 2},
		{"a ministry's address", rules.ExamplePage{Text: "- [พระราชบัญญัติโรคติดต่อ พ.ศ. 2558]", Links: []rules.ExampleLink{law("https://ddc.moph.go.th/law.php", "")}}, 1, 1},
		{"a file without source", rules.ExamplePage{Text: "- [พระราชบัญญัติโรคติดต่อ พ.ศ. 2558]", Links: []rules.ExampleLink{law("file", "a.pdf")}}, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.page.Heading = "กฎหมาย"
			got := seeSource(pageBody(c.page), 0)
			if got.have != c.have || got.of != c.of || got.ok != (c.have > 0) {
				t.Errorf("ok %v, %d of %d, want %d of %d", got.ok, got.have, got.of, c.have, c.of)
			}
		})
	}
}

func TestSeeCounter(t *testing.T) {
	for _, c := range []struct {
		name   string
		page   rules.ExamplePage
		ok     bool
		reason checks.Reason
	}{
		{"a figure in the footer", rules.ExamplePage{Heading: "ติดต่อ", Footer: "ผู้เข้าชมทั้งหมด ๕๘,๒๐๔ ครั้ง"}, true, ""},
		{"a box on the home page", rules.ExamplePage{Text: "# สถิติผู้เยี่ยมชม\nวันนี้ 12\nเดือนนี้ 340"}, true, ""},
		{"a table of months", rules.ExamplePage{Heading: "สถิติการเข้าใช้เว็บไซต์", Text: "| เดือน | จำนวนครั้ง |\n| มกราคม 2569 | 1,204 |"}, true, ""},
		{"no figure", rules.ExamplePage{Heading: "ติดต่อ", Footer: "จำนวนผู้เข้าชม ครั้ง"}, false, checks.ScriptDrawn},
		{"a telephone number", rules.ExamplePage{Heading: "ติดต่อ", Footer: "สถิติผู้เข้าชม โทร 038-555-100"}, false, checks.ScriptDrawn},
		{"only a year", rules.ExamplePage{Heading: "ติดต่อ", Footer: "สถิติผู้เข้าชมเว็บไซต์ ปี 2569"}, false, checks.ScriptDrawn},
		{"readers of one text", rules.ExamplePage{Heading: "ข่าวอบรม", Text: "ผู้เข้าชม 245 ครั้ง"}, false, ""},
		{"visitors of a fair", rules.ExamplePage{Heading: "ข่าว", Text: "วันนี้มีผู้เข้าชมนิทรรศการกว่า 300 คน"}, false, ""},
		{"patients", rules.ExamplePage{Heading: "สถิติ", Text: "| เดือน | สถิติผู้เข้ารับบริการ |\n| มกราคม | 1,204 |"}, false, ""},
		{"plain words for visits", rules.ExamplePage{Heading: "ติดต่อ", Footer: "คนเข้าเว็บ วันนี้ 63 · ทั้งหมด 158,902 ครั้ง"}, true, ""},
		{"by its form alone", rules.ExamplePage{Heading: "ติดต่อ", Footer: "เข้ามาแล้ว วันนี้ 12 คน เดือนนี้ 340 คน ทั้งหมด 9,120 คน"}, true, ""},
		{"queues of a clinic", rules.ExamplePage{Heading: "ติดต่อ", Footer: "คิวตรวจ วันนี้ 12 คน ทั้งหมด 340 คน"}, false, ""},
		{"a link to statistics", rules.ExamplePage{Text: "- [สถิติผู้เข้าชมเว็บไซต์]", Links: files("สถิติผู้เข้าชมเว็บไซต์")}, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(c.page)
			b.idx = nil
			for i := range b.s.blocks {
				b.idx = append(b.idx, i)
			}
			if got := seeCounter(b, 0); got.ok != c.ok || got.reason != c.reason {
				t.Errorf("ok %v reason %q, want %v %q", got.ok, got.reason, c.ok, c.reason)
			}
		})
	}
}

// Figures drawn one by one are for a person to read; a gallery is no counter.
func TestSeeCounterOfPictures(t *testing.T) {
	for _, c := range []struct {
		name, text string
		files      []string
		reason     checks.Reason
	}{
		{"under a word for visits", "ผู้เยี่ยมชม", []string{"0.gif", "4.gif", "7.gif"}, checks.ScriptDrawn},
		{"a gallery", "ภาพวันเด็ก", []string{"1.png", "2.png", "3.png"}, ""},
		{"one picture beside visitors of a fair", "ผู้เยี่ยมชมบูธ", []string{"booth.jpg"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rules.ExamplePage{Heading: "right", Text: c.text}
			for _, f := range c.files {
				p.Images = append(p.Images, rules.ExampleImage{File: f})
			}
			b := pageBody(p)
			b.idx = nil
			for i := range b.s.blocks {
				b.idx = append(b.idx, i)
			}
			if got := seeCounter(b, 0); got.ok || got.reason != c.reason {
				t.Errorf("ok %v, reason %q, want %q", got.ok, got.reason, c.reason)
			}
		})
	}
}

func TestSeeScoreAndAboutSite(t *testing.T) {
	for _, c := range []struct {
		name, heading, text string
		score, site         bool
		reason              checks.Reason
	}{
		{"a percentage of the website", "ความพึงพอใจต่อเว็บไซต์", "ความพึงพอใจ ร้อยละ ๘๓.๘๗", true, true, ""},
		{"an average under its column", "ความพึงพอใจเว็ปไซต์", "| ข้อ | ค่าเฉลี่ย |\n| เนื้อหา | 4.12 |", true, true, ""},
		{"a clinic", "ความพึงพอใจการให้บริการ", "ผู้รับบริการพึงพอใจ ร้อยละ 92", true, false, checks.ServiceNotSite},
		{"of what, nobody says", "ผลความพึงพอใจ", "พึงพอใจ ร้อยละ 92", true, false, checks.Unverified},
		{"so many of five", "คะแนนเว็บ", "ปี 2569 ได้ 4.31 จาก 5", true, true, ""},
		{"stars", "ความพอใจต่อเว็บ", "เฉลี่ย 4.2 ดาว", true, true, ""},
		{"a score of another test", "ผลการประเมิน ITA", "ได้ 92.5 คะแนน", false, false, ""},
		{"another matter altogether", "แบบประเมินภาวะซึมเศร้า", "เลือกคำตอบที่ตรงกับท่าน", false, false, ""},
		{"a questionnaire", "แบบสอบถามความพึงพอใจเว็บไซต์", "โปรดเลือกระดับความพึงพอใจ", false, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: c.heading, Text: c.text})
			if got := seeScore(b, 0); got.ok != c.score {
				t.Errorf("score %v, want %v", got.ok, c.score)
			}
			if got := seeAboutSite(b, 0); got.ok != c.site || got.reason != c.reason {
				t.Errorf("about the site %v %q, want %v %q", got.ok, got.reason, c.site, c.reason)
			}
		})
	}
}

func TestSeeSourcedDated(t *testing.T) {
	b := pageBody(rules.ExamplePage{Heading: "คลังความรู้", Text: "- [ก]\n- [ข]\n- [ค]", Links: []rules.ExampleLink{
		{Text: "ก", To: "page", Body: "4 พ.ค. 69\nแหล่งที่มา กรมอนามัย"},
		{Text: "ข", To: "page", Body: "ที่มา : กรมควบคุมโรค"},
		{Text: "ค", To: "page", Body: "5 มิถุนายน 2569"},
	}})
	got := seeSourcedDated(b, 0)
	if !got.ok || got.have != 1 || got.of != 3 || strings.Join(got.missing, " ") != "ข ค" {
		t.Errorf("%d of %d, missing %q; want 1 of 3, missing ข ค", got.have, got.of, got.missing)
	}
}

func FuzzTitledLaw(f *testing.F) {
	for _, s := range []string{"พระราชบัญญัติ", "กฎหมาย ระเบียบ", "พ.ร.บ.ยา พ.ศ. 2510", "\u0e4d\u0e32 ระเบียบ", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := thai.Normalize(s)
		if titledLaw(n) && !lawStart.MatchString(n) {
			t.Errorf("%q is called a law without naming a kind", s)
		}
	})
}
