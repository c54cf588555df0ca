package match

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	durationPattern = regexp.MustCompile(`(?:[0-9]+(?:[.,][0-9]+)?|ครึ่ง|หนึ่ง|สอง|สาม|สี่|ห้า)\s*(?:-|–|ถึง)?\s*[0-9]*\s*(?:นาที|ชั่วโมง|ชม\.?|วันทำการ|วันทําการ|วัน|สัปดาห์|min)`)
	bareDays        = regexp.MustCompile(`[0-9]\s*วัน(?:[^ท]|$)`)
	stepNumber      = regexp.MustCompile(`^(?:ขั้นตอนที่|ขั้นที่|step)?\s*\(?([0-9]{1,2})\s*[.)|:]`)
	stepPlain       = regexp.MustCompile(`^[0-9]{1,2}\s+[ก-ฮเ-ไ]`)
	stepThen        = regexp.MustCompile(`^(?:ขั้นตอน|ขั้น|step)(?:ที่)?\s*[0-9]{1,2}`)
	durationHead    = foldAll("ระยะเวลา", "เวลา", "ใช้เวลา", "time")
	stepHead        = foldAll("ขั้นตอน", "วิธีดำเนินการ", "กระบวนการ", "step", "ผังกระบวนงาน", "วิธีปฏิบัติ", "การปฏิบัติงาน", "รายละเอียดงาน", "การให้บริการ", "การขอ")
	// headings of a manual under which no steps stand
	stepRest = foldAll("เอกสารที่ใช้", "เอกสารประกอบ", "หลักฐานที่ใช้", "เอกสาร/หลักฐาน", "ค่าธรรมเนียม", "ช่องทาง", "สถานที่", "ติดต่อ", "ดาวน์โหลด", "แบบฟอร์ม", "กฎหมายที่", "หมายเหตุ", "วัตถุประสงค์", "ขอบเขต", "คำจำกัดความ",
		"เอกสารอ้างอิง", "ผู้จัดทำ", "สารบัญ", "คำนำ", "ไฟล์แนบ", "เกี่ยวข้อง")
	stepColumns = foldAll("รายละเอียด", "ผู้รับผิดชอบ", "ระยะเวลา", "เวลา", "ลำดับ", "ที่", "เอกสาร", "กิจกรรม", "หมายเหตุ")
	// ageWords keep "อายุ 30 วัน" and news dates from passing as the time of a step.
	ageWords = foldAll("อายุ", "เด็กแรกเกิด", "เปิดทำการ", "เปิดให้บริการ", "วันจันทร์", "เวลาราชการ")
)

// stepsIn lists the blocks that are steps of a procedure: numbered so, or
// entries that stand under a heading or a column that speaks of steps.
func stepsIn(b *body) []*text {
	var steps []*text
	last := -1  // block of the last step that is no row
	spoken := 0 // lines that begin with the word
	stepped := b.v.scan(b.label).says(saysStep)
	b.each(func(s *seen, i int) bool {
		t, bl := s.blocks[i], &s.c.Blocks[i]
		numbered := t.figures > 0 && (t.begins(isStep, stepNumber.MatchString) || s.doc != nil && t.begins(isPlain, stepPlain.MatchString))
		switch {
		case t.chrome():
		case t.figures > 0 && t.has(isThen, func(t *text) bool { return stepThen.MatchString(t.fold()) }) && !onlyLinks(s, i):
			steps = append(steps, t)
			stepped = true
			spoken++
		case columnsOnly(t, bl):
			stepped = true
			if last >= 0 && last == i-1 && len(steps) > 0 {
				steps = steps[:len(steps)-1] // a numbered line right above is the table's heading
			}
		case bl.Kind == checks.BlockRow && b.v.heads(s, i).says(saysStep):
			steps = append(steps, t)
		case bl.Kind == checks.BlockHeading || bl.Kind == checks.BlockText && !numbered && t.length() < 80:
			switch {
			case t.says(saysStepRest):
				stepped = false
			case t.says(saysStep):
				stepped = true
			}
		case stepped && (bl.Kind == checks.BlockItem || bl.Kind == checks.BlockRow || numbered) && !onlyLinks(s, i):
			steps = append(steps, t)
			if bl.Kind != checks.BlockRow {
				last = i
			}
		}
		return true
	})
	if spoken >= 2 {
		// where steps are called steps, other numbered lines head them
		steps = slices.DeleteFunc(steps, func(t *text) bool { return !stepThen.MatchString(t.fold()) })
	}
	return steps
}

// columnsOnly reports whether a row or line only names the columns of a table
// of steps, as the first row of a table without header cells does.
func columnsOnly(t *text, bl *checks.Block) bool {
	if bl.Kind == checks.BlockHeading || !t.says(saysSteps) || t.length() > 120 || strings.ContainsAny(t.fold(), "0123456789") {
		return false
	}
	n := 0
	for _, w := range stepColumns {
		if strings.Contains(t.fold(), w) {
			n++
		}
	}
	return n >= 2 || n == 1 && len(bl.Cells()) == 2 && t.length() < 40
}

func onlyLinks(s *seen, i int) bool {
	return len(s.c.Blocks[i].Links()) > 0 && linkHeavy(s, i)
}

// seeSteps wants at least two steps of a procedure, or a text that speaks of
// steps again and again (a manual in prose). A label that repeats the word is
// no text.
func seeSteps(b *body, least int) sighting {
	steps := stepsIn(b)
	if len(steps) >= max(least, 2) {
		return sighting{ok: true, quote: quote(steps[0].raw), where: b.s, place: checks.AtText, have: len(steps), of: len(steps)}
	}
	n, q, where := 0, "", b.s
	b.each(func(s *seen, i int) bool {
		t, bl := s.blocks[i], &s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading && s.doc == nil || onlyLinks(s, i) || t.length() < 60 && bl.Kind != checks.BlockText {
			return true
		}
		if !t.says(saysStep) {
			return true
		}
		folded := t.fold()
		k := strings.Count(folded, stepHead[0]) + strings.Count(folded, stepHead[1])
		if t.length() < 120 {
			k = min(k, 1)
		}
		if k > 0 {
			n += k
			if q == "" {
				q, where = bl.Text, s
			}
		}
		return true
	})
	if n >= max(least, 2) {
		return saw(where, q, checks.AtText)
	}
	return sighting{have: len(steps), of: 2}
}

// spans reports whether a text gives a span of time.
func (t *text) spans() bool {
	return t.says(saysSpan) && (t.figures > 0 || t.says(saysNumber)) && t.normal(isDuration, durationPattern.MatchString)
}

// spanSigns are in all that durationPattern can meet.
var spanSigns = []string{"นาที", "ชั่วโมง", "ชม", "วัน", "สัปดาห์", "min"}

// seeDuration wants a figure with a unit of time. Where steps are listed it
// counts how many of them name theirs; a time for the whole procedure alone is
// one of those that are wanted.
func seeDuration(b *body, _ int) sighting {
	steps := stepsIn(b)
	have, q := 0, ""
	var missing []string
	for _, st := range steps {
		if st.spans() {
			have++
			if q == "" {
				q = st.raw
			}
		} else if len(missing) < 8 {
			missing = append(missing, quote(st.raw))
		}
	}
	if have > 0 && len(steps) >= 2 {
		return sighting{ok: true, quote: quote(q), where: b.s, place: checks.AtRow, have: have, of: len(steps), missing: missing}
	}
	whole := firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		t := s.blocks[i]
		if !t.spans() || t.says(saysAge) {
			return false
		}
		return t.says(saysDuration) || t.says(saysSteps) || len(steps) < 2 && !bareDays.MatchString(thai.Normalize(t.raw))
	})
	if whole.ok && len(steps) >= 2 {
		whole.have, whole.of, whole.missing = 1, len(steps)+1, missing
	}
	return whole
}
