package match

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

func foldAll(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = thai.Fold(w)
	}
	return out
}

func hasAny(folded string, words []string) bool {
	for _, w := range words {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return false
}

// Words of pages that stand for content to come (traps T5, T6; domain handbook §7).
var placeholderWords = foldAll("อยู่ระหว่างปรับปรุง", "อยู่ระหว่างดำเนินการ", "อยู่ระหว่างจัดทำ", "อยู่ระหว่างรวบรวม", "อยู่ระหว่างพัฒนา", "อยู่ระหว่างตรวจสอบ", "อยู่ระหว่างการ", "อยู่ในระหว่าง", "อยู่ในขั้นตอน",
	"กำลังปรับปรุง", "กำลังจัดทำ", "กำลังดำเนินการจัดทำ", "กำลังอัปเดต", "กำลังอัพเดท", "กำลังรวบรวม", "กำลังพัฒนา", "รอข้อมูล", "รอการปรับปรุง", "รอปรับปรุง", "รออัปเดต", "รออัพเดท", "ปิดปรับปรุง", "ยังไม่ได้จัดทำ",
	"ยังไม่มีข้อมูล", "ยังไม่มีเนื้อหา", "ยังไม่มีข่าว", "ยังไม่มีเอกสาร", "ยังไม่มีประกาศ", "ยังไม่มีบทความ", "ไม่มีข้อมูล", "ไม่พบข้อมูล", "ไม่มีรายการ", "ไม่พบรายการ", "ไม่มีบทความ", "ไม่พบบทความ", "ไม่พบเนื้อหา", "ไม่พบผลลัพธ์",
	"ไม่มีเอกสาร", "ไม่มีไฟล์", "ไม่มีข่าว", "จำนวน 0 รายการ", "0 ถึง 0 จาก 0", "ขออภัยในความไม่สะดวก", "ระบบขัดข้อง", "เร็วๆนี้", "เร็ว ๆ นี้", "จะนำมาเผยแพร่",
	"under construction", "under maintenance", "coming soon", "no data", "no posts", "no results", "nothing found", "no records found", "not available", "there are no articles",
	"lorem ipsum", "dolor sit amet", "ใส่ข้อความที่นี่", "ใส่เนื้อหาที่นี่", "ใส่รายละเอียดที่นี่", "พิมพ์ข้อความที่นี่", "คลิกที่นี่เพื่อแก้ไข", "ข้อความตัวอย่าง", "ข้อความทดสอบ", "sample text", "sample page", "your text here", "click here to edit",
	"this is an example page", "hello world", "welcome to wordpress")

// placeholder reports whether a body is a promise of content only: short, with
// placeholder words, and without files to open.
func placeholder(b *body) (string, bool) { return promised(b, b.says()) }

// promised is placeholder of a body whose words are known.
func promised(b *body, says traits) (string, bool) {
	if says&saysPromise == 0 {
		return "", false
	}
	said, other, files := "", 0, 0
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading && bl.Level < 7 || s.blocks[i].chrome() {
			return true
		}
		if said == "" && len(bl.Text) < 600 && s.blocks[i].promises() {
			said = bl.Text
			return true
		}
		other += s.blocks[i].length()
		return true
	})
	if said == "" {
		return "", false
	}
	for _, p := range b.plus {
		if p.doc != nil {
			files++
		}
	}
	b.eachLink(func(s *seen, li int) {
		if t := b.v.followAt(s, li); t.fate == fateFile {
			files++
		}
	})
	return said, other < 160 && files == 0
}

// Statements of none that hold for any subject (domain handbook §7); those of one
// subject, such as no fax or no fee, are the rules' to name. "ไม่มีข้อมูล",
// "ยังไม่มี" and a dash alone are no declarations.
var noneWords = foldAll("ไม่มีภารกิจ", "ไม่มีการดำเนินการในเรื่องนี้", "ไม่มีในหน่วยงาน", "ไม่มีกรณี", "ไม่เกี่ยวข้องกับภารกิจ", "ไม่อยู่ในภารกิจ")
var noneAlone = foldAll("(ไม่มี)", "-ไม่มี-", "- ไม่มี -", "ไม่มี", "none", "n/a")
var notNone = foldAll("ยังไม่มี", "ไม่มีข้อมูล", "ไม่มีรายการ", "ไม่มีสิทธิ", "ไม่มีการแจ้งเตือน", "ไม่มีวันหมดอายุ")

// statesNone finds a statement of none in a folded text. Short texts may say
// just "ไม่มี"; in longer ones the full phrase must stand.
func statesNone(folded string, extra []string) bool {
	if folded == "" || hasAny(folded, notNone) {
		return false
	}
	if hasAny(folded, extra) || hasAny(folded, noneWords) {
		return true
	}
	if strings.Contains(folded, noneAlone[0]) || strings.Contains(folded, noneAlone[1]) {
		return true
	}
	return noneAtEnd(folded)
}

// noneAtEnd reports whether a folded text is no more than a word of none, or a
// label with one after it.
func noneAtEnd(folded string) bool {
	rest := strings.Trim(folded, " :-–()|.")
	for _, w := range noneAlone[3:] {
		if rest == w {
			return true
		}
	}
	i := strings.LastIndex(rest, noneAlone[3])
	if i > 0 && i+len(noneAlone[3]) == len(rest) && len([]rune(rest)) < 60 {
		before := strings.TrimRight(rest[:i], " ")
		return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "|") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, ".")
	}
	return false
}

var newsVerbs = foldAll("ร่วมกิจกรรม", "เป็นประธาน", "ลงพื้นที่", "พร้อมด้วย", "เข้าร่วม", "จัดประชุม", "ร่วมประชุม", "มอบหมาย", "ให้การต้อนรับ", "จัดกิจกรรม",
	"จัดอบรม", "ออกหน่วย", "ร่วมพิธี", "ตรวจเยี่ยม", "รณรงค์", "ร่วมเดิน", "นำทีม", "ร่วมต้อนรับ", "จัดโครงการ")

// looksLikeNews recognises the report of one event: a date near the top and an
// event's verbs, in running text. Such pages name executives without being
// their directory (domain handbook §13).
func looksLikeNews(s *seen) bool {
	dated, verbs, entries := false, 0, 0
	for n, i := range s.mains {
		t := s.blocks[i]
		if n > 14 {
			break
		}
		if k := s.c.Blocks[i].Kind; k == checks.BlockItem || k == checks.BlockRow {
			entries++
			continue
		}
		dated = dated || len(t.dates()) > 0
		if t.says(saysNews) {
			folded := t.fold()
			for _, w := range newsVerbs {
				if strings.Contains(folded, w) {
					verbs++
				}
			}
		}
	}
	return dated && verbs >= 2 && entries < 6 || dated && verbs == 1 && entries < 2 && len(s.mains) < 8
}

var (
	shelfWords  = foldAll("ลิ้นชัก", "รหัสแฟ้ม", "ตู้เอกสาร", "สถานที่เก็บ", "ที่จัดเก็บ")
	shelfNumber = regexp.MustCompile(`(?:ตู้|แฟ้ม|กล่อง)(?:ที่|หมายเลข)?[0-9]`)
	shelfColumn = foldAll("ตู้", "แฟ้ม", "ชั้น", "กล่อง")
)

// shelfOnly reports whether a row points to a shelf instead of a document (T12):
// to a numbered one, or under a column of shelves.
func shelfOnly(t *text, header []string) bool {
	if t.says(saysShelf) || t.has(isShelf, func(t *text) bool { return shelfNumber.MatchString(strings.ReplaceAll(t.fold(), " ", "")) }) {
		return true
	}
	for _, h := range header {
		f := thai.Fold(h)
		if hasAny(f, shelfWords) || utf8.RuneCountInString(f) <= 12 && hasAny(f, shelfColumn) {
			return true
		}
	}
	return false
}

var templateWords = foldAll("(หน่วยงาน/เว็บไซต์)", "(ชื่อหน่วยงาน)", "[ชื่อหน่วยงาน]", "(ระบุชื่อ", "ชื่อหน่วยงานของท่าน", "(ชื่อเว็บไซต์)", "ชื่อเว็บไซต์ของท่าน", "<ชื่อหน่วยงาน>", "{{", "yourdomain.com", "yoursite.com", "xxxxxxxx", "xxx-xxxx", "xxx@xxx", "@example.com", "(ระบุหน่วยงาน)", "ของ \"\"")

// unfilled reports whether a body still carries the blanks of its template (T22).
func unfilled(b *body) (string, bool) {
	said := ""
	if b.says()&saysBlank == 0 {
		return "", false
	}
	b.each(func(s *seen, i int) bool {
		if s.blocks[i].says(saysBlank) {
			said = s.c.Blocks[i].Text
			return false
		}
		return true
	})
	return said, said != ""
}
