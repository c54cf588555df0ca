package review

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Bounds of answers, in characters.
const (
	mostNote    = 1000
	mostName    = 200
	mostAddress = 2000
)

func (a *rowReader) readReply() {
	r := checks.Reply{Standard: a.key.standard, ID: a.key.id, Evidence: a.key.finding}
	r.URL = a.address(colURL)
	r.Note = a.text(colReply, mostNote)
	if r.By = a.text(colReplier, mostName); r.By == "" && !a.cell(colReplier).Formula {
		a.mistake(colReplier, "ยังไม่ได้ใส่ชื่อผู้ตอบ", "ใส่ชื่อและนามสกุล")
	}
	r.At = a.said(colReplyDay)
	a.reply = &r
}

// address reads an address that a citizen can open.
func (a *rowReader) address(k column) string {
	s := a.text(k, mostAddress)
	if s == "" {
		return ""
	}
	const mend = "ใส่ที่อยู่เดียวที่ขึ้นต้นด้วย https:// หรือ http:// ที่อยู่อื่นใส่ในคำชี้แจง"
	if strings.ContainsFunc(s, unicode.IsSpace) || strings.Count(s, "://") > 1 && strings.Contains(s, ",http") {
		a.mistake(k, "มีมากกว่าหนึ่งที่อยู่ หรือมีช่องว่าง", mend)
		return ""
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		a.mistake(k, "ไม่ใช่ที่อยู่เว็บ", mend)
	case u.Scheme == "" || strings.Contains(u.Scheme, "."): // "sso.example:8080/" too
		a.mistake(k, "ที่อยู่ไม่ได้ขึ้นต้นด้วย https:// หรือ http://", mend)
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		a.mistake(k, "เปิดจากที่อื่นไม่ได้ (ไม่ใช่ที่อยู่เว็บ)", mend)
	case u.User != nil:
		a.mistake(k, "ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่าน", "ใส่ที่อยู่ที่ประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ")
	default:
		return s
	}
	return ""
}

func (a *rowReader) readDecision() {
	d := checks.Decision{Standard: a.key.standard, ID: a.key.id, Evidence: a.key.finding}
	waiver, withdrawn, ok := a.verdict(&d)
	d.Note = a.text(colNote, mostNote)
	if ok {
		a.reason(&d, waiver, withdrawn)
	}
	if d.By = a.text(colBy, mostName); d.By == "" && !a.cell(colBy).Formula {
		a.mistake(colBy, "ยังไม่ได้ใส่ชื่อผู้วินิจฉัย", "ใส่ชื่อและนามสกุล")
	}
	if d.Unit = a.text(colUnit, mostName); d.Unit == "" && !a.cell(colUnit).Formula {
		a.mistake(colUnit, "ยังไม่ได้ใส่หน่วยที่ตรวจสอบ", "ใส่ชื่อกลุ่ม ฝ่าย หรือหน่วยงาน")
	}
	d.At = a.said(colDay)
	if ok {
		a.until(&d, waiver, withdrawn)
		a.waiver(&d, waiver)
	}
	a.decision = &d
}

// verdict reads what was decided.
func (a *rowReader) verdict(d *checks.Decision) (waiver, withdrawn, ok bool) {
	text := a.text(colDecision, mostName)
	if text == "" {
		if c := a.cell(colDecision); !c.Formula && !c.Failed {
			a.mistake(colDecision, "กรอกช่องอื่นของผู้ตรวจสอบแล้ว แต่ยังไม่ได้เลือกคำวินิจฉัย", "เลือกจากรายการ หรือล้างช่องอื่นของแถวนี้")
		}
		return false, false, false
	}
	said := squeeze(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }))
	switch said {
	case squeeze(reports.WaivedText(lang)):
		return true, false, true
	case squeeze(choiceWithdraw):
		return false, true, true
	}
	for _, v := range checks.DecisionVerdicts() {
		if said == squeeze(reports.WordOf(v, lang).Text) || text == string(v) {
			d.Verdict = v
			return false, false, true
		}
	}
	a.mistake(colDecision, "“"+clip(reports.Clean(text), 40)+"” ไม่อยู่ในรายการ", "เลือกจากรายการ: "+strings.Join(verdictChoices(), ", "))
	return false, false, false
}

// reason reads why, from the list that fits the decision.
func (a *rowReader) reason(d *checks.Decision, waiver, withdrawn bool) {
	text := a.text(colReason, mostName)
	if withdrawn {
		d.Reason = checks.WithdrawnReason
		return
	}
	said := squeeze(text)
	codes, words, other := checks.DecisionReasons(), reports.DecisionReasonText, false
	if waiver {
		codes, words = checks.WaiverReasons(), reports.WaiverReasonText
	}
	excuse := strings.HasPrefix(said, squeeze(waiverPrefix))
	for _, code := range codes {
		if said == squeeze(words(code, lang)) && !waiver || waiver && said == squeeze(waiverPrefix+words(code, lang)) || text == code {
			d.Reason, other = code, code == checks.OtherReason
		}
	}
	switch {
	case text == "" && a.cell(colReason).Formula:
	case text == "":
		a.mistake(colReason, "ยังไม่ได้เลือกเหตุผล", "เลือกจากรายการ")
	case d.Reason == "" && waiver && !excuse:
		a.mistake(colReason, "การผ่อนผันต้องใช้เหตุผลของการผ่อนผัน", "เลือกเหตุผลที่ขึ้นต้นด้วย “"+waiverPrefix+"”")
	case d.Reason == "" && !waiver && excuse:
		a.mistake(colReason, "เป็นเหตุผลของการผ่อนผัน แต่คำวินิจฉัยไม่ใช่ผ่อนผัน", "เลือกคำวินิจฉัย “"+reports.WaivedText(lang)+"” หรือเลือกเหตุผลอื่น")
	case d.Reason == "":
		a.mistake(colReason, "“"+clip(reports.Clean(text), 40)+"” ไม่อยู่ในรายการ", "เลือกจากรายการ ถ้าไม่มีที่ตรงให้เลือก “อื่น ๆ” แล้วเขียนหมายเหตุ")
	case other && d.Note == "" && !a.cell(colNote).Formula:
		a.mistake(colNote, "เลือกเหตุผล “อื่น ๆ” แต่ไม่ได้เขียนหมายเหตุ", "เขียนเหตุผลในหมายเหตุ")
	}
}

func (a *rowReader) until(d *checks.Decision, waiver, withdrawn bool) {
	var ok bool
	d.Until, ok = a.day(colUntil)
	switch {
	case !ok:
	case d.Until.IsZero() && waiver:
		a.mistake(colUntil, "การผ่อนผันต้องมีวันสิ้นสุด", "ใส่วันสุดท้ายที่ผ่อนผัน")
	case d.Until.IsZero():
	case withdrawn:
		a.mistake(colUntil, "การถอนคำวินิจฉัยไม่มีวันสิ้นสุด", "ล้างช่องนี้")
	case d.Until.Before(d.At):
		a.mistake(colUntil, "อยู่ก่อนวันที่วินิจฉัย ("+reports.DayText(d.Until, lang)+")", "ตรวจวันและปีอีกครั้ง")
	}
}

func (a *rowReader) waiver(d *checks.Decision, waiver bool) {
	approver, scope := a.text(colApprover, mostName), a.text(colScope, mostNote)
	if waiver {
		if approver == "" && !a.cell(colApprover).Formula {
			a.mistake(colApprover, "การผ่อนผันต้องมีผู้อนุมัติ", "ใส่ชื่อและตำแหน่งของผู้มีอำนาจ")
		}
		if scope == "" {
			scope = wholeItem
		}
		d.Waiver = &checks.Waiver{Approver: approver, Scope: scope}
		return
	}
	for _, k := range []column{colApprover, colScope} {
		if !a.cell(k).Empty() && !slices.Contains([]string{"-", ""}, strings.TrimSpace(a.cell(k).Text)) {
			a.mistake(k, "ช่องนี้ใช้เฉพาะกรณีผ่อนผัน", "ล้างช่องนี้ หรือเลือกคำวินิจฉัย “"+reports.WaivedText(lang)+"”")
		}
	}
}
