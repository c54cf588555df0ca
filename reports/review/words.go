package review

import (
	"strings"
	"unicode"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// lang is the language of the workbook and of what is said about it: those who
// fill it in are Thai offices.
const lang = "th"

// mendExport says which workbook belongs in the place of another.
const mendExport = "ใช้แฟ้มที่ได้จาก truatweb review export แล้วบันทึกเป็น .xlsx"

// Names of the workbook's sheets.
const (
	sheetWork  = "ตรวจทาน"
	sheetGuide = "วิธีกรอก"
	sheetLists = "รายการ"
)

// column is a column of the sheet to work in. They are known by their headers,
// wherever they stand.
type column int

const (
	colKey column = iota
	colOffice
	colStandard
	colItem
	colTitle
	colVerdict
	colWhy
	colProof
	colOpen
	colAsk
	colEarlier
	colURL
	colReply
	colReplier
	colReplyDay
	colDecision
	colReason
	colNote
	colBy
	colUnit
	colDay
	colUntil
	colApprover
	colScope
	columns // how many there are
)

// headers are the names of the columns.
var headers = [columns]string{
	colKey: "รหัสแถว", colOffice: "หน่วยงาน", colStandard: "มาตรฐาน", colItem: "ข้อ", colTitle: "เรื่อง", colVerdict: "ผลของโปรแกรม", colWhy: "เพราะอะไร",
	colProof: "หลักฐาน", colOpen: "ดู", colAsk: "สิ่งที่ขอให้ดูหรือทำ", colEarlier: "คำตอบและคำวินิจฉัยที่มีอยู่",
	colURL: "ที่อยู่ (URL) ที่เผยแพร่", colReply: "คำชี้แจงของหน่วย", colReplier: "ชื่อผู้ตอบ", colReplyDay: "วันที่ตอบ",
	colDecision: "คำวินิจฉัย", colReason: "เหตุผล", colNote: "หมายเหตุ", colBy: "ชื่อผู้วินิจฉัย", colUnit: "หน่วยที่ตรวจสอบ", colDay: "วันที่วินิจฉัย", colUntil: "ใช้ถึงวันที่",
	colApprover: "ผู้อนุมัติผ่อนผัน", colScope: "ขอบเขตที่ผ่อนผัน",
}

// answers are the columns that people fill in.
func (c column) answers() bool { return c >= colURL && c < columns }

// What may be chosen beside the verdicts.
const (
	choiceWithdraw = "ถอนคำวินิจฉัยเดิม"
	waiverPrefix   = "ผ่อนผัน: "
	wholeItem      = "ทั้งข้อ"
)

// verdictChoices are what may be decided, as the workbook says it.
func verdictChoices() []string {
	var out []string
	for _, v := range checks.DecisionVerdicts() {
		out = append(out, reports.WordOf(v, lang).Text)
	}
	return append(out, reports.WaivedText(lang), choiceWithdraw)
}

// reasonChoices are the closed list of reasons: of decisions, then of waivers.
func reasonChoices() []string {
	var out []string
	for _, code := range checks.DecisionReasons() {
		out = append(out, reports.DecisionReasonText(code, lang))
	}
	for _, code := range checks.WaiverReasons() {
		out = append(out, waiverPrefix+reports.WaiverReasonText(code, lang))
	}
	return out
}

// squeeze makes texts comparable that people and programs space differently.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.ReplaceAll(s, "ํา", "ำ"))
}
