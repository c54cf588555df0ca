package thai_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks/thai"
)

// prose is running text as offices write it: Thai in long runs, spaces between
// clauses, dates, figures and a little English.
var prose = strings.Repeat("สำนักงานสาธารณสุขอำเภอตัวอย่าง ได้จัดประชุมคณะกรรมการประสานงานสาธารณสุขระดับอำเภอ (คปสอ.) ครั้งที่ ๓/๒๕๖๙ "+
	"เมื่อวันที่ ๑๒ มกราคม พ.ศ. ๒๕๖๙ เวลา 09.30 น. ณ ห้องประชุมชั้น 2 เพื่อติดตามผลการดำเนินงานตามแผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2569 "+
	"และพิจารณาแนวทางการเปิดเผยข้อมูลข่าวสารบนเว็บไซต์ของหน่วยงาน (Integrity and Transparency Assessment) ให้เป็นไปตามพระราชบัญญัติข้อมูลข่าวสารของราชการ\n", 200)

var bare = strings.Repeat("การประชุมคณะกรรมการประสานงานสาธารณสุขระดับอำเภอเพื่อติดตามผลการดำเนินงานตามแผนปฏิบัติราชการของหน่วยงาน และอื่น ๆ ที่เกี่ยวข้อง\n", 400)

func BenchmarkKeys(b *testing.B) {
	for _, c := range []struct {
		name string
		f    func(string) string
	}{{"Clean", thai.Clean}, {"Normalize", thai.Normalize}, {"Fold", thai.Fold}, {"Loose", thai.Loose}, {"Skeleton", thai.Skeleton}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(prose)))
			b.ReportAllocs()
			for b.Loop() {
				c.f(prose)
			}
		})
	}
}

func BenchmarkTime(b *testing.B) {
	for _, c := range []struct {
		name, text string
		f          func(string) int
	}{
		{"Dates", prose, func(s string) int { return len(thai.Dates(s)) }},
		{"DatesNone", bare, func(s string) int { return len(thai.Dates(s)) }},
		{"Years", prose, func(s string) int { return len(thai.Years(s)) }},
		{"Ranges", prose, func(s string) int { return len(thai.Ranges(s)) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				c.f(c.text)
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	body := []byte(prose)
	for b.Loop() {
		thai.Decode(body, "text/html; charset=utf-8")
	}
}
