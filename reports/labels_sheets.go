package reports

// SheetLabels are the words that only the workbook needs.
type SheetLabels struct {
	FormStandard, FormNo                            string // the ministry's form names its first columns so in either language
	SheetGaps, SheetGuide                           string
	OfOffice, VisitedOn, JudgedAsOf, Value, Sheets  string
	SeeEvidence, OnSheet, NearestLink               string
	NoteForm, NoteScreen, NoteDecision, NoteFilters string // NoteScreen takes a column's letter
}

func thaiSheetLabels() SheetLabels {
	return SheetLabels{
		FormStandard: "MOIT", FormNo: "No.",
		SheetGaps: "สิ่งที่ดูไม่ได้", SheetGuide: "วิธีอ่าน",
		OfOffice: "หน่วยงาน", VisitedOn: "วันที่ตรวจ", JudgedAsOf: "ตัดสิน ณ วันที่", Value: "ค่า", Sheets: "แผ่นงานในไฟล์นี้",
		SeeEvidence: "ดูหลักฐาน", OnSheet: "รายข้ออยู่ในแผ่น “%s”", NearestLink: "ลิงก์ที่ใกล้เคียงที่สุด",
		NoteForm:     "แผ่น “รายละเอียด” หกคอลัมน์แรกตรงกับแบบประเมินตนเอง MITAS ของกระทรวง คัดลอกไปวางได้ทันที คอลัมน์ MOIT คือรหัสมาตรฐานและที่ของแถว",
		NoteScreen:   "แผ่น “รายละเอียด” พิมพ์ถึงคอลัมน์คำแนะนำ คอลัมน์ตั้งแต่ %s เป็นต้นไปไว้ดูบนจอ หลักฐานทั้งหมดพิมพ์ได้จากแผ่น “หลักฐาน”",
		NoteDecision: "คำวินิจฉัยของคนอยู่คอลัมน์ถัดจากผลของโปรแกรม และไม่เปลี่ยนผลหรือคะแนน",
		NoteFilters:  "หัวตารางมีตัวกรอง เลือกดูเฉพาะหน่วย ผล หรือระดับที่ต้องการได้",
	}
}

func englishSheetLabels() SheetLabels {
	return SheetLabels{
		FormStandard: "MOIT", FormNo: "No.",
		SheetGaps: "Not seen", SheetGuide: "How to read",
		OfOffice: "Office", VisitedOn: "Visited on", JudgedAsOf: "Judged as of", Value: "Value", Sheets: "Sheets of this file",
		SeeEvidence: "See evidence", OnSheet: "Items are on the sheet “%s”", NearestLink: "Link of the nearest miss",
		NoteForm:     "The first six columns of the sheet “Detail” are those of the ministry's self-assessment form (MITAS) and can be copied there. Its column MOIT has the standard's id and the row.",
		NoteScreen:   "The sheet “Detail” prints as far as the advice; columns from %s on are for the screen. All evidence prints from the sheet “Evidence”.",
		NoteDecision: "A person's decision stands in a column beside the program's verdict and changes neither verdict nor score.",
		NoteFilters:  "Table headings have filters: pick a unit, a verdict or a level.",
	}
}
