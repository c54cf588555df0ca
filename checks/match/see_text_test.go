package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestSeeProjects(t *testing.T) {
	for _, c := range []struct {
		name, text string
		min        int
		want       bool
	}{
		{"two projects", "- โครงการอาหารปลอดภัย\n- โครงการสุขภาพพระสงฆ์", 2, true},
		{"on one line", "โครงการตะแบกม่วงต้านภัย 25,000 บาท โครงการครัววัด 12,000 บาท", 2, true},
		{"a table of names and sums", "| ครัวเรือนต้นแบบจัดการขยะ | 30,000 | มกราคม |\n| อาหารปลอดภัยในโรงเรียน | 24,000 | มีนาคม |", 2, true},
		{"kinds of spending and totals", "| งบดำเนินงาน | 350,000 |\n| ค่าตอบแทนเจ้าหน้าที่ | 24,000 |\n| รวมทั้งสิ้น | 374,000 |", 1, false},
		{"a project with its sum counts once", "| โครงการอาหารปลอดภัย | 24,000 บาท |", 2, false},
		{"one project twice", "โครงการอาหารปลอดภัย\nโครงการอาหารปลอดภัย ระยะที่สอง", 2, false},
		{"talk of projects names none", "โครงการประจำปี โครงการที่ได้รับงบประมาณ โครงการตามแผน โครงการทั้งหมด", 1, false},
		{"a heading names none", "# โครงการอาหารปลอดภัย\nติดต่อธุรการ", 1, false},
	} {
		if got := seeProjects(bodyOf(c.text), c.min); got.ok != c.want {
			t.Errorf("%s: seen %v, want %v", c.name, got.ok, c.want)
		}
	}
}

func TestSeeHistory(t *testing.T) {
	const (
		office = "สำนักงานสาธารณสุขอำเภอตัวอย่างเดิมเป็นสุขศาลา ก่อตั้งเมื่อปี 2498 บนที่ดินที่ชาวบ้านบริจาค มีเจ้าหน้าที่สองคนดูแลประชาชนหกตำบล\nต่อมาได้ย้ายมาตั้งที่อาคารหลังปัจจุบันเมื่อปี 2539 ด้วยงบประมาณก่อสร้างสองล้านบาท และขยายงานเรื่อยมา"
		life   = "นายสมชายเกิดเมื่อปี 2510 ที่อำเภอตัวอย่าง สำเร็จการศึกษาสาธารณสุขศาสตรมหาบัณฑิต เข้ารับราชการครั้งแรกที่สถานีอนามัยบ้านไร่\nประวัติการทำงาน ดำรงตำแหน่งสาธารณสุขอำเภอตัวอย่างเมื่อปี 2559 และสมรสกับนางมาลี มีบุตรสองคน ย้ายมาจากอำเภออื่น"
		land   = "อำเภอตัวอย่างเดิมเป็นเมืองหน้าด่าน มีเจ้าเมืองปกครอง คำขวัญอำเภอกล่าวถึงปลาและผ้าทอ มีอาณาเขตทิศเหนือติดแม่น้ำสายใหญ่ของภาค\nพ.ศ. 2439 ตั้งเป็นกิ่งอำเภอ และยกฐานะเป็นอำเภอเมื่อ พ.ศ. 2456 ที่ว่าการอำเภอหลังแรกสร้างด้วยไม้ทั้งหลังริมฝั่งน้ำ"
		centre = "ศูนย์ข้อมูลข่าวสารของราชการจัดตั้งขึ้นตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540 เพื่อให้ประชาชนเข้าตรวจดูข้อมูล\nศูนย์ข้อมูลข่าวสารเปิดทำการในวันราชการ และได้ปรับปรุงสถานที่ให้ประชาชนเข้าถึงสะดวกเมื่อปี 2560 เป็นต้นมาจนถึงปัจจุบัน"
	)
	for _, c := range []struct {
		name, text string
		want       bool
		reason     checks.Reason
	}{
		{"the office's own story", office, true, ""},
		{"a list of years", "- พ.ศ. 2484 ตั้งเป็นสุขศาลา\n- พ.ศ. 2512 ยกฐานะเป็นสถานีอนามัยชั้นหนึ่ง\n- พ.ศ. 2518 เปลี่ยนเป็นสำนักงานสาธารณสุขอำเภอ\n- พ.ศ. 2539 สร้างอาคารหลังใหม่ บนที่ดิน 2 ไร่", true, ""},
		{"a life story", life, false, checks.WrongOwner},
		{"the district's story", land, false, checks.WrongOwner},
		{"the information centre's story", centre, false, checks.WrongOwner},
		{"a line", "ก่อตั้งเมื่อปี 2498", false, ""},
	} {
		got := seeHistory(bodyOf(c.text), 0)
		if got.ok != c.want || got.reason != c.reason {
			t.Errorf("%s: seen %v (%s), want %v (%s)", c.name, got.ok, got.reason, c.want, c.reason)
		}
	}
}

// A page that no word calls a history must tell all of the office's own story.
func TestSeeHistoryUntitled(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"the whole story", "แต่เดิมเป็นสุขศาลา ตั้งขึ้นเมื่อปี 2492 ต่อมายกฐานะเป็นสถานีอนามัยชั้นหนึ่งเมื่อปี 2508 มีผดุงครรภ์ประจำสองคนดูแลชาวบ้านทั้งอำเภอ\nปี 2524 จึงจัดตั้งเป็นสำนักงานสาธารณสุขอำเภอตัวอย่าง อาคารหลังปัจจุบันสร้างด้วยงบประมาณก่อสร้างสองล้านบาทบนที่ราชพัสดุ", true},
		{"of a health centre", "แต่เดิม รพ.สต.บ้านไร่เป็นสุขศาลา ตั้งขึ้นเมื่อปี 2492 ต่อมายกฐานะเป็นสถานีอนามัยเมื่อปี 2508 มีผดุงครรภ์ประจำสองคนดูแลชาวบ้าน\nสังกัดสำนักงานสาธารณสุขอำเภอตัวอย่าง และเปลี่ยนชื่อเป็นโรงพยาบาลส่งเสริมสุขภาพตำบลเมื่อปี 2552 พร้อมอาคารหลังปัจจุบัน", false},
		{"a building alone", "สำนักงานสาธารณสุขอำเภอตัวอย่างก่อสร้างอาคารเก็บเวชภัณฑ์เมื่อปี 2560 บนที่ราชพัสดุสามไร่ และซ่อมอาคารหลังเดิมเมื่อปี 2565\nการใช้อาคารให้ยื่นเรื่องที่งานบริหารทั่วไปล่วงหน้าสามวันทำการ โดยผู้ขอใช้ต้องดูแลความสะอาดหลังใช้งานทุกครั้ง", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := seeHistory(bodyOf(c.text), 3); got.ok != c.want {
				t.Errorf("seen %v, want %v", got.ok, c.want)
			}
		})
	}
}

func TestSeeTextInFiles(t *testing.T) {
	site := &checks.Site{Home: exampleHome}
	b := &staging{site: site}
	b.page(exampleHome, "")
	key := b.file("a.pdf", "", "", "")
	site.Index()
	d := site.Documents[0]
	d.Content.Blocks = []checks.Block{{Kind: checks.BlockHeading, Level: 1, Text: "รายงานประจำปี 2568 ผลงานเด่น การฉีดวัคซีนครอบคลุมร้อยละ 97 และควบคุมโรคไข้เลือดออกได้"}}
	v := newView(&Matcher{lex: newLexicon(newPhrases())}, site, When{FiscalYear: exampleYear})
	s := v.find(key)
	if got := seeText(&body{v: v, s: s, idx: s.mains}, 60); !got.ok {
		t.Error("a file set in one large size has no text")
	}
	if got := seeText(bodyOf("# รายงานประจำปี 2568 ผลงานเด่น การฉีดวัคซีนครอบคลุมร้อยละ 97 และควบคุมโรคไข้เลือดออกได้"), 60); got.ok {
		t.Error("the heading of a page is its text")
	}
}
