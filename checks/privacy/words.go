package privacy

import (
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// Words that tell lists of private people from what offices publish about
// themselves and about firms.
var (
	idWords = thai.NewWords("บัตรประชาชน", "ประจำตัวประชาชน", "เลขบัตร", "เลขประจำตัว 13", "13 หลัก", "๑๓ หลัก", "ปชช", "ประชาชน 13", "ผู้เสียภาษี", "citizen", "CID", "ID card", "บัตร ปชช")
	// firms have numbers of the same form.
	firmWords = thai.NewWords("นิติบุคคล", "บริษัท", "หจก", "ห้างหุ้นส่วน", "สหกรณ์", "ผู้เสียภาษี")

	privateWords   = thai.NewWords("ผู้ป่วย", "ผู้สมัคร", "ผู้เข้าร่วม", "ผู้เข้ารับ", "ผู้ลงทะเบียน", "ผู้รับวัคซีน", "ผู้รับบริการ", "ผู้สูงอายุ", "ผู้พิการ", "คนพิการ", "ผู้ติดเชื้อ", "ผู้สัมผัส", "กลุ่มเสี่ยง", "ผู้กักตัว", "ผู้เดินทาง", "หญิงตั้งครรภ์", "นักเรียน", "ผู้ปกครอง", "ผู้มีสิทธิ์สอบ", "ผู้บริจาค", "ผู้ร้องเรียน", "ผู้ยืม", "ผู้จอง")
	directoryWords = thai.NewWords("ทำเนียบ", "บุคลากร", "ติดต่อ", "โทรศัพท์", "เจ้าหน้าที่", "กรรมการ", "ผู้บริหาร", "เครือข่าย", "สายตรง", "ผู้ประสานงาน", "ผู้รับผิดชอบ", "โครงสร้าง", "directory", "contact", "staff")
	postWords      = thai.NewWords("ตำแหน่ง", "ผู้อำนวยการ", "ผอ.", "หัวหน้า", "นักวิชาการ", "เจ้าพนักงาน", "เจ้าพนง", "พยาบาล", "เจ้าหน้าที่", "สาธารณสุขอำเภอ", "แพทย์", "ทันต", "เภสัช", "นักจัดการ", "นิติกร", "ปลัด", "กำนัน", "ผู้ใหญ่บ้าน", "นายก", "ประธาน", "กรรมการ", "ผู้ช่วย", "ลูกจ้าง",
		"พนักงาน", "ประสานงาน", "ติดต่อ", "สอบถาม", "รับผิดชอบ", "เลขานุการ", "ร้าน", "บริษัท", "หจก", "สถานประกอบการ", "คลินิก", "@")
	patientLists = thai.NewWords("รายชื่อผู้ป่วย", "ทะเบียนผู้ป่วย", "รายชื่อผู้พิการ", "รายชื่อคนพิการ", "ทะเบียนผู้พิการ", "ทะเบียนคนพิการ", "ผู้ป่วยติดเตียง", "รายชื่อผู้ติดเชื้อ", "รายชื่อผู้เสพ", "ทะเบียนผู้เสพ", "รายชื่อหญิงตั้งครรภ์", "ทะเบียนหญิงตั้งครรภ์", "รายชื่อผู้สัมผัส", "รายชื่อผู้ติดยา")
	illnessCols  = thai.NewWords("โรคประจำตัว", "วินิจฉัย", "อาการ", "ความพิการ", "ผลตรวจ", "ผลการตรวจ", "โรคที่ป่วย", "ป่วยเป็น", "ชนิดโรค")
	ownAccounts  = thai.NewWords("เงินบำรุง", "กองทุน", "สำนักงาน", "โรงพยาบาล", "มูลนิธิ", "บริจาค", "ชมรม", "สหกรณ์", "สมทบ", "บริษัท", "หจก", "ห้างหุ้นส่วน")
	invented     = thai.NewWords("ตัวอย่าง", "ทดสอบ", "สมมติ", "สมมุติ", "นายเอ ", "นาย ก.", "example")
	cardFiles    = thai.NewWords("idcard", "id_card", "id-card", "บัตรประชาชน", "บัตรปชช")
)

// titles begin a person's name; what may follow some of them makes another word.
var titles = []struct {
	title string
	not   []string
}{
	{"นางสาว", nil}, {"น.ส.", nil}, {"น.ส", nil}, {"ด.ช.", nil}, {"ด.ญ.", nil}, {"เด็กชาย", nil}, {"เด็กหญิง", nil},
	{"นาย", []string{"ก", "แพทย์", "อำเภอ", "ทะเบียน", "จ้าง", "หน้า", "ตรวจ", "สถานี", "ทหาร"}}, {"นาง", []string{"รอง", "พยาบาล", "สาว", "งาม", "ฟ้า"}},
}

// names counts the names of persons with a Thai title.
func names(s string) int {
	n := 0
	for i := 0; i+2 < len(s); i++ {
		// น, ด and เ begin all titles
		if s[i] != 0xE0 || !(s[i+1] == 0xB8 && (s[i+2] == 0x99 || s[i+2] == 0x94) || s[i+1] == 0xB9 && s[i+2] == 0x80) {
			continue
		}
		if size := nameAt(s, i); size > 0 {
			n++
			i += size - 1
		} else {
			i += 2
		}
	}
	return n
}

// nameAt gives the length of the title of a name that begins at i, 0 if none does.
func nameAt(s string, i int) int {
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(s[:i])
		if r >= 'ก' && r <= '๎' {
			return 0
		}
	}
	for _, t := range titles {
		if !strings.HasPrefix(s[i:], t.title) {
			continue
		}
		rest := strings.TrimLeft(s[i+len(t.title):], " .")
		for _, w := range t.not {
			if strings.HasPrefix(rest, w) && rest == s[i+len(t.title):] {
				return 0
			}
		}
		if r, _ := utf8.DecodeRuneInString(rest); r >= 'ก' && r <= 'ไ' {
			return len(t.title)
		}
	}
	return 0
}
