package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// bodyOf makes a body of a page's main blocks, one a line: "# " opens a
// heading, "| a | b |" a row.
func bodyOf(text string, change ...func(*checks.Content)) *body {
	site := &checks.Site{Home: exampleHome}
	st := &staging{site: site}
	p := st.page(exampleHome, "")
	s := &scene{staging: st, to: p}
	s.lines(text, checks.RegionMain, nil)
	for _, f := range change {
		f(p.Content)
	}
	site.Index()
	v := newView(&Matcher{lex: newLexicon(newPhrases())}, site, When{FiscalYear: exampleYear})
	return &body{v: v, s: v.all[0], idx: v.all[0].mains}
}

func TestPersons(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"นายสมชาย ใจกว้าง", 1},
		{"นาย สมชาย  ใจกว้าง และ นางสาวมาลี รักงาน", 2},
		{"น.ส.มาลี รักงาน", 1},
		{"นส.มาลี รักงาน", 1},
		{"นายแพทย์ธีระ มั่นคง นายแพทย์เชี่ยวชาญ", 1},
		{"ว่าที่ ร.ต.ธนา เรืองกิจ", 1},
		{"ว่าที่ร้อยตรีหญิง ธนา เรืองกิจ", 1},
		{"จ.ส.อ.บุญมี ทองดี", 1},
		{"สิบเอก บุญมี ทองดี", 1},
		{"พ.ต.ท.บุญมี ทองดี", 1},
		{"ดร.สุดา ณ บางช้าง", 1},
		{"พว.สุดา มั่นคง", 1},
		{"Mr. Somchai Jaidee", 1},
		{"ชื่อ-สกุล : สมชาย ใจกว้าง", 1},
		{"ชื่อ-นามสกุล สมชาย ใจกว้าง", 1},
		{"(นายสมชาย ใจกว้าง)", 1},
		// posts and bodies that begin as a title does
		{"นายอำเภอ ตัวอย่าง", 0},
		{"นายกเทศมนตรี เมืองตัวอย่าง", 0},
		{"นายแพทย์สาธารณสุขจังหวัด พระนคร", 0},
		{"นายทะเบียน ท้องถิ่น", 0},
		{"ชื่อโครงการ อาหารปลอดภัย", 0},
		{"ชื่อ-สกุล ตำแหน่ง โทรศัพท์", 0},
		{"Mission Vision Values", 0},
		{"กลุ่มงาน บริหารทั่วไป", 0},
	} {
		if got := personsIn(c.text); got != c.want {
			t.Errorf("personsIn(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestSeePerson(t *testing.T) {
	for _, c := range []struct {
		name, text string
		min        int
		want       bool
	}{
		{"a column of names without titles", "| ลำดับ | ชื่อ-สกุล | ตำแหน่ง |\n| 1 | สมชาย ใจกว้าง | สาธารณสุขอำเภอ |", 0, true},
		{"a name alone with its post below", "สมชาย ใจกว้าง\nสาธารณสุขอำเภอตัวอย่าง", 0, true},
		{"two of two", "นายสมชาย ใจกว้าง\nนางมาลี รักงาน", 2, true},
		{"one of two", "นายสมชาย ใจกว้าง", 2, false},
		{"a unit with its head below is no name", "ฝ่าย บริหาร\nหัวหน้าฝ่าย", 0, false},
		{"two words with nothing of a post", "ยินดี ต้อนรับ\nเข้าสู่เว็บไซต์", 0, false},
		{"the office's name is no post", "ยินดี ต้อนรับ\nสำนักงานสาธารณสุขอำเภอตัวอย่าง", 0, false},
	} {
		if got := seePerson(bodyOf(c.text), c.min); got.ok != c.want {
			t.Errorf("%s: seen %v, want %v", c.name, got.ok, c.want)
		}
	}
}

func TestSeePersonInPictures(t *testing.T) {
	b := bodyOf("", func(c *checks.Content) {
		c.Blocks = []checks.Block{checks.Block{Kind: checks.BlockText, Region: checks.RegionMain}.WithImages(0)}
		c.Images = []checks.Image{{Alt: "นายสมชาย ใจกว้าง สาธารณสุขอำเภอ", File: "b1.jpg", Region: checks.RegionMain}}
	})
	if got := seePerson(b, 0); !got.ok || got.place != checks.AtImage {
		t.Errorf("a name in a picture's words: got %+v", got)
	}
	if got := seePhoto(b, 0); !got.ok {
		t.Error("the picture of a named person is no photo")
	}
}

func TestSeePosition(t *testing.T) {
	for text, want := range map[string]bool{
		"สาธารณสุขอำเภอตัวอย่าง":               true,
		"เจ้าพนักงานธุรการชำนาญงาน":            true,
		"สำนักงานสาธารณสุขอำเภอตัวอย่าง":       false,
		"นายสมชาย ใจกว้าง":                     false,
		"รักษาราชการแทนสาธารณสุขอำเภอ":         true,
		"ผู้ช่วยสาธารณสุขอำเภอ (ด้านบริการ)":   true,
		"สำนักงานสาธารณสุขอำเภอ โดยหัวหน้างาน": true,
	} {
		if got := seePosition(bodyOf(text), 0); got.ok != want {
			t.Errorf("%q: seen %v, want %v", text, got.ok, want)
		}
	}
}

func TestSeeUnits(t *testing.T) {
	for _, c := range []struct {
		name, text string
		min        int
		want       bool
	}{
		{"groups as a list", "- กลุ่มงานบริหารทั่วไป\n- กลุ่มงานส่งเสริมสุขภาพ", 2, true},
		{"works on one line", "งานบริหารและธุรการ (2 อัตรา) งานควบคุมโรค (3 อัตรา)", 2, true},
		{"numbered", "1.ฝ่ายบริหาร 2.ฝ่ายส่งเสริมสุขภาพ", 2, true},
		{"heads of units", "ผู้ช่วยสาธารณสุขอำเภอ\nหัวหน้ากลุ่มงาน", 2, true},
		{"one unit twice", "งานควบคุมโรค งานควบคุมโรค", 2, false},
		{"events are no units", "งานวันเด็ก งานมหกรรมสุขภาพ งานประชุมประจำปี", 1, false},
		{"groups of people are no units", "กลุ่มเป้าหมาย กลุ่มเสี่ยง กลุ่มวัยทำงาน", 1, false},
		{"the word inside other words", "หน่วยงานทั่วไป รายงานผลประจำปี พนักงานจ้าง", 1, false},
	} {
		if got := seeUnits(bodyOf(c.text), c.min); got.ok != c.want {
			t.Errorf("%s: seen %v, want %v", c.name, got.ok, c.want)
		}
	}
}
