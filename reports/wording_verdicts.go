package reports

import "github.com/truatweb/truatweb/checks"

// verdictWord is how one verdict reads (domain handbook §7).
type verdictWord struct {
	name, meaning words
	has           words // for the form's มี/ไม่มี column
	class, mark   string
}

var verdictWords = map[checks.Verdict]verdictWord{
	checks.Found: {
		words{"พบ", "Found"},
		words{"พบทั้งหัวข้อและเนื้อหาที่ยืนยันได้ ประชาชนเปิดดูได้ และปีตรงตามที่กำหนด", "Heading and confirming content are there, open to any citizen, and of the right year."},
		words{"มี", "Yes"}, "good", "✓"},
	checks.Partial: {
		words{"พบบางส่วน", "Found in part"},
		words{"พบบางส่วน แต่ยังไม่ครบทุกอย่างที่ข้อนี้ต้องมี", "Some of the countable parts are there, not all."},
		words{"มีบางส่วน", "In part"}, "part", "◐"},
	checks.WrongPeriod: {
		words{"พบแต่ปีไม่ตรง", "Found, wrong year"},
		words{"พบสิ่งที่ต้องการ แต่เป็นของปีอื่น ไม่ใช่ปีที่กำหนด", "The right thing is there, of a year that does not count."},
		words{"มี แต่ปีไม่ตรง", "Yes, wrong year"}, "part", "◷"},
	checks.Unreachable: {
		words{"เปิดไม่ได้", "Does not open"},
		words{"มีลิงก์ไปยังหลักฐาน แต่ประชาชนเปิดดูไม่ได้", "There is a link to the proof, but a citizen cannot open it."},
		words{"มี แต่เปิดไม่ได้", "Yes, does not open"}, "bad", "⊘"},
	checks.Absent: {
		words{"ไม่พบ", "Not found"},
		words{"หาไม่พบในหน้าและเอกสารที่อ่านได้ภายใต้ข้อจำกัดของการตรวจ ไม่ได้แปลว่าหน่วยงานไม่มี", "Not found in the pages and documents that were read within the limits of this audit; it does not say that the office has none."},
		words{"ไม่พบ", "Not found"}, "bad", "✗"},
	checks.NeedsEyes: {
		words{"ต้องให้คนตรวจ", "A person must look"},
		words{"มีสิ่งที่อาจใช่ แต่ต้องให้คนเปิดดูก่อนจึงจะตัดสินได้", "There is a candidate that only a person can decide on."},
		words{"รอคนตรวจ", "Awaits a person"}, "eyes", "?"},
	checks.CouldNotLook: {
		words{"ตรวจไม่ได้", "Could not look"},
		words{"โปรแกรมเข้าไปดูไม่ได้ จึงไม่นับว่าพบหรือไม่พบ", "The program could not examine it, so it counts neither as found nor as missing."},
		words{"ตรวจไม่ได้", "Not examined"}, "blind", "▢"},
	checks.DeclaredNone: {
		words{"แจ้งว่าไม่มี/ไม่มีภารกิจ", "Declared none"},
		words{"หน่วยงานแจ้งไว้บนเว็บไซต์เองว่าไม่มี หรือไม่มีภารกิจนี้ ซึ่งข้อนี้ยอมรับได้", "The site itself states that there is none, which is an accepted answer here."},
		words{"แจ้งว่าไม่มี", "Declared none"}, "none", "∅"},
	checks.NotYetDue: {
		words{"ยังไม่ถึงกำหนด", "Not yet due"},
		words{"ยังไม่ถึงเวลาที่ต้องเผยแพร่", "The time to publish it has not come."},
		words{"ยังไม่ถึงกำหนด", "Not yet due"}, "none", "◔"},
	checks.NotRequired: {
		words{"ไม่บังคับ (ถ้ามี)", "Not required (if any)"},
		words{"ข้อกำหนดเขียนว่า (ถ้ามี) และไม่พบ จึงไม่นับเป็นข้อบกพร่อง", "The requirement says “if any” and nothing was found: no fault."},
		words{"ไม่บังคับ", "Not required"}, "none", "–"},
	checks.Untested: {
		words{"ไม่ได้ตรวจ", "Not tested"},
		words{"ไม่ได้เลือกให้ตรวจในครั้งนี้", "Not selected in this run."},
		words{"ไม่ได้ตรวจ", "Not tested"}, "none", "·"},
}
