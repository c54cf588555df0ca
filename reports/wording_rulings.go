package reports

import "github.com/truatweb/truatweb/checks"

var waivedWord = verdictWord{name: words{"ผ่อนผัน", "Waived"},
	meaning: words{"ผู้มีอำนาจผ่อนผันให้ชั่วคราว นับแยกต่างหากและไม่เพิ่มคะแนน", "Excused for a time by somebody with the authority; counted apart, never raising a score."},
	class:   "none", mark: "≈"}

// standingWords say what is to be known of a decision that does not simply hold.
var standingWords = map[string]words{
	string(checks.Holds):  {"", ""},
	string(checks.Asks):   {"หลักฐานเปลี่ยนไปจากที่วินิจฉัยไว้ โปรดดูอีกครั้ง", "The evidence has changed since this was decided; please look again."},
	string(checks.Lapsed): {"หมดอายุแล้ว โปรดวินิจฉัยใหม่", "Lapsed; please decide anew."},
	string(checks.Unused): {"ไม่มีข้อนี้ในการตรวจครั้งนี้แล้ว", "This audit has no such item any more."},
}

// decisionReasonWords are the closed list of why a person decided so.
var decisionReasonWords = map[string]words{
	"agreed":               {"เปิดดูแล้ว ตรงตามผลของโปรแกรม", "Looked at: the program is right"},
	"seen_elsewhere":       {"พบที่อื่นซึ่งโปรแกรมไม่ได้ดู", "Found where the program did not look"},
	"read_by_person":       {"อ่านจากภาพหรือเอกสารสแกนด้วยตา", "Read by eye from a picture or scan"},
	"misread":              {"โปรแกรมอ่านหรือเข้าใจผิด", "The program misread it"},
	"not_this":             {"สิ่งที่โปรแกรมพบไม่ใช่เรื่องของข้อนี้", "What the program found is something else"},
	"of_another":           {"เป็นของหน่วยงานอื่น", "It is another body's"},
	"not_current":          {"ไม่เป็นปัจจุบัน หรือปีไม่ตรง", "Out of date, or of another year"},
	"incomplete":           {"เนื้อหาไม่ครบตามที่ข้อนี้ต้องมี", "Not all that the item asks for"},
	"not_open":             {"ประชาชนเปิดดูไม่ได้", "A citizen cannot open it"},
	"none_there":           {"หน่วยงานไม่มีภารกิจหรือเรื่องนี้จริง", "The office really has no such duty or matter"},
	"not_due":              {"ยังไม่ถึงกำหนดเผยแพร่", "Not due yet"},
	"mended":               {"แก้ไขแล้วหลังวันที่ตรวจ", "Put right since the audit"},
	checks.OtherReason:     {"อื่น ๆ (เขียนในหมายเหตุ)", "Other (see the note)"},
	checks.WithdrawnReason: {"ถอนคำวินิจฉัยเดิม", "Decision taken back"},
}

// waiverReasonWords are the closed list of why an office is excused.
var waiverReasonWords = map[string]words{
	"rebuilding":       {"เว็บไซต์อยู่ระหว่างปรับปรุงหรือย้ายระบบ", "The website is being rebuilt or moved"},
	"by_parent":        {"หน่วยงานต้นสังกัดเผยแพร่แทน", "The parent body publishes it"},
	"law_forbids":      {"กฎหมายห้ามหรือจำกัดการเปิดเผย", "A law forbids or limits publication"},
	"security":         {"เหตุด้านความมั่นคงปลอดภัยของระบบ", "For the security of the system"},
	"force_majeure":    {"เหตุสุดวิสัยหรือภัยพิบัติ", "Force majeure or disaster"},
	"no_means":         {"ขาดบุคลากรหรืองบประมาณ และมีแผนแก้ไขแล้ว", "No staff or budget, with a plan to mend it"},
	checks.OtherReason: {"อื่น ๆ (เขียนในหมายเหตุ)", "Other (see the note)"},
}

// answerLists are the lists of decisions that are to be known by themselves.
var answerLists = []struct {
	code        string
	title, note words
}{
	{waivedCode, words{"ข้อที่ผ่อนผันอยู่", "Waived now"}, words{"นับแยกต่างหาก ไม่ถือว่าพบและไม่เพิ่มคะแนน", "Counted apart; neither found nor raising a score."}},
	{string(checks.Asks), words{"ข้อที่ต้องวินิจฉัยใหม่เพราะหลักฐานเปลี่ยน", "To be decided again: the evidence changed"}, words{"คำวินิจฉัยเดิมแสดงไว้เทียบกับผลครั้งนี้", "What was decided before stands beside this audit's verdict."}},
	{string(checks.Lapsed), words{"คำวินิจฉัยและการผ่อนผันที่หมดอายุ", "Lapsed decisions and waivers"}, words{"ไม่มีผลแล้ว หากยังจำเป็นให้วินิจฉัยใหม่", "They hold no longer; decide anew where still needed."}},
	{string(checks.Unused), words{"คำวินิจฉัยและการผ่อนผันที่ไม่ต้องใช้แล้ว", "Decisions and waivers no longer needed"}, words{"ไม่มีข้อนั้นแล้ว หรือข้อนั้นผ่านแล้ว ควรถอนออก", "The item is gone or met; they should be taken back."}},
}
