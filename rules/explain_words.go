package rules

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func levelText(l Level) string {
	switch l {
	case LevelRequired:
		return "ข้อนี้ต้องมี"
	case LevelShould:
		return "ข้อนี้ควรมี"
	case LevelExample:
		return "ข้อนี้ยกไว้เป็นตัวอย่างของสิ่งที่ควรเผยแพร่"
	case LevelIfAny:
		return "ข้อนี้ใช้เมื่อหน่วยงานมีเรื่องนั้น (ถ้ามี) ไม่พบก็ไม่เสียคะแนน"
	}
	return "ระดับ " + string(l)
}

func periodText(p Period) string {
	switch p {
	case PeriodNone:
		return " และไม่ต้องดูวันที่"
	case PeriodIncumbent:
		return " และต้องเป็นข้อมูลปัจจุบัน ซึ่งโปรแกรมเห็นเพียงว่ามีอยู่"
	case PeriodCover:
		return " และต้องระบุช่วงปีที่ครอบปีงบประมาณที่ตรวจ"
	case PeriodCurrent:
		return " และต้องเป็นของปีงบประมาณที่ตรวจ"
	case PeriodPrevious:
		return " และต้องเป็นของปีงบประมาณก่อนปีที่ตรวจ"
	case PeriodEither:
		return " และต้องเป็นของปีงบประมาณที่ตรวจหรือปีก่อนหน้า"
	case PeriodBoth:
		return " และต้องมีทั้งของปีงบประมาณที่ตรวจและของปีก่อนหน้า"
	case PeriodMonthly:
		return " และต้องมีของทุกเดือนที่ผ่านมาในปีงบประมาณที่ตรวจ"
	case PeriodQuarterly:
		return " และต้องมีของทุกไตรมาสที่ผ่านมาในปีงบประมาณที่ตรวจ"
	case PeriodEvent:
		return " และต้องลงวันที่ในปีงบประมาณที่ตรวจ"
	}
	return " ช่วงเวลา " + string(p)
}

func placesText(in []Place) string {
	if len(in) == 0 {
		for _, p := range Places() {
			if p != PlaceSite {
				in = append(in, p)
			}
		}
	}
	var out []string
	for _, p := range in {
		switch p {
		case PlacePage:
			out = append(out, "หน้าเว็บ")
		case PlaceSection:
			out = append(out, "หัวข้อในหน้า")
		case PlaceRow:
			out = append(out, "แถวตารางหรือรายการ")
		case PlaceDocument:
			out = append(out, "ไฟล์เอกสาร")
		case PlaceImage:
			out = append(out, "รูปภาพ")
		case PlaceSite:
			out = append(out, "ข้อความใดก็ได้ทั้งเว็บไซต์ รวมทั้งหัวและท้ายหน้า")
		default:
			out = append(out, string(p))
		}
	}
	return either(out)
}

// wordsText reads words with their strengths, the plain ones first.
func wordsText(w Words) string {
	plain := append(append([]string{}, w.Exact...), w.Accepted...)
	text := ""
	switch {
	case len(plain) == 1:
		text = "คำว่า " + quoted(plain)[0]
	case len(plain) > 1:
		text = "คำใดคำหนึ่งใน " + either(quoted(plain))
	}
	if len(w.Weak) == 0 {
		return text
	}
	return strings.TrimPrefix(text+" หรือคำอ่อน ", " หรือ") + either(quoted(w.Weak))
}

func (x Explainer) showsText(shows []Show) string {
	var out []string
	for _, s := range shows {
		name := cmp.Or(x.Recognisers[s.Name], s.Name)
		if s.Min > 1 {
			unit := "แห่ง"
			if s.Name == "text" || s.Name == "prose" {
				unit = "ตัวอักษร"
			}
			name += fmt.Sprintf(" (อย่างน้อย %d %s)", s.Min, unit)
		}
		out = append(out, name)
	}
	return joined(out, "และ")
}

func quoted(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "«" + w + "»"
	}
	return out
}

func either(list []string) string { return joined(list, "หรือ") }

// joined writes a list with its last member tied on. Thai words stand close to
// the word that ties; quotations and foreign words do not.
func joined(list []string, last string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	end := list[len(list)-1]
	if first, _ := utf8.DecodeRuneInString(end); !unicode.Is(unicode.Thai, first) {
		end = " " + end
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + last + end
}

// levelName is a level in a word, for tables.
func levelName(l Level) string {
	switch l {
	case LevelRequired:
		return "ต้องมี"
	case LevelShould:
		return "ควรมี"
	case LevelExample:
		return "ตัวอย่าง"
	case LevelIfAny:
		return "ถ้ามี"
	}
	return string(l)
}

// periodName is a period class in a word or two, for tables.
func periodName(p Period) string {
	switch p {
	case PeriodNone:
		return "–"
	case PeriodIncumbent:
		return "ปัจจุบัน"
	case PeriodCover:
		return "ครอบปีที่ตรวจ"
	case PeriodCurrent:
		return "ปีที่ตรวจ"
	case PeriodPrevious:
		return "ปีก่อน"
	case PeriodEither:
		return "ปีที่ตรวจหรือปีก่อน"
	case PeriodBoth:
		return "ปีที่ตรวจและปีก่อน"
	case PeriodMonthly:
		return "ทุกเดือน"
	case PeriodQuarterly:
		return "ทุกไตรมาส"
	case PeriodEvent:
		return "ในปีที่ตรวจ"
	}
	return string(p)
}

func authorityName(a Authority) string {
	switch a {
	case AuthorityLaw:
		return "กฎหมาย"
	case AuthorityOffice:
		return "ประกาศของหน่วยงาน"
	case AuthorityITA:
		return "เกณฑ์ประเมินประจำปี"
	case AuthorityGuideline:
		return "คำแนะนำ"
	}
	return string(a)
}

// StatusText reads a standard's status: what is certain of its text. A status
// of unknown words is read as it stands.
func StatusText(status string) string {
	if status == "" {
		return "อ่านจากต้นฉบับ"
	}
	known := map[string]string{
		"text-confirmed":    "ถ้อยคำยืนยันแล้ว",
		"text-unverified":   "ถ้อยคำข้อย่อยยังไม่ได้เทียบกับต้นฉบับ",
		"chapter-confirmed": "ชื่อบทยืนยันแล้ว",
		"family-confirmed":  "ยืนยันสำหรับประกาศชุดนี้",
		"office-inferred":   "อนุมานสำหรับหน่วยงานใดหน่วยงานหนึ่ง",

		"list-confirmed": "รายการยืนยันแล้ว",

		"transparency-list-incomplete": "รายการเกณฑ์ความโปร่งใสยังอ่านไม่ครบ",
		"numbers-from-office-copies":   "เลขข้ออ่านจากสำเนาของหน่วยงาน",
	}
	var out []string
	for _, s := range strings.Split(status, ",") {
		s = strings.TrimSpace(s)
		out = append(out, cmp.Or(known[s], s))
	}
	return strings.Join(out, " · ")
}
