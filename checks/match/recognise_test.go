package match

import (
	"testing"

	"github.com/truatweb/truatweb/rules"
)

// What a recogniser is said not to read makes no difference to it.
func TestBlindRecognisers(t *testing.T) {
	see := recognisers()
	for _, p := range []rules.ExamplePage{
		{Heading: "ขั้นตอนการขอใบอนุญาต", Text: "1. ยื่นคำขอ 15 นาที\n2. ตรวจเอกสาร 2 วัน\nโทร 0 3856 1234\nนายสมชาย ใจดี ผู้อำนวยการ"},
		{Heading: "ความพึงพอใจต่อเว็บไซต์", Text: "ร้อยละ 83.87\n# สุขภาพ\nบทความเรื่องโรคไข้เลือดออกและการป้องกันในชุมชนที่ทุกคนอ่านได้ ปี 2569\nพระราชบัญญัติยา พ.ศ. 2510"},
		{Heading: "ประวัติ", Text: "สำนักงานสาธารณสุขอำเภอก่อตั้งเมื่อ พ.ศ. 2500 ตั้งเป็นสุขศาลา ต่อมายกฐานะเป็นสำนักงาน และย้ายมาที่ทำการปัจจุบันเมื่อ พ.ศ. 2530 โดยมีงบประมาณก่อสร้าง 1,200,000 บาท"},
	} {
		b := pageBody(p)
		for name := range blind {
			if see[name] == nil {
				t.Fatalf("no recogniser is called %q", name)
			}
			got := map[bool]bool{}
			for _, label := range []string{"", p.Heading, "ขั้นตอน", "ความพึงพอใจ ปี 2569"} {
				other := *b
				other.label = label
				s := see[name](&other, 1)
				got[s.ok] = true
			}
			if len(got) != 1 {
				t.Errorf("%s of %q reads the label", name, p.Heading)
			}
		}
	}
}
