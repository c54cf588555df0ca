package reports

// Labels are the fixed words around the content: headings, column names, links.
type Labels struct {
	Skip, Contents, Summary, Looked, Lacking, Who, Score, Results, ToDo, Notices, CoverageOf, HowTo, Standards string

	No, Topic, Procedure, Responsible, Reviewer, Result string // the founding table's columns

	Standard, Required, Has, FileLink, Explanation, Verdict, Reason, Evidence, Nearest, Advice string // the form's columns and ours

	Level, Period, Place, Quote, Shows, Year, Path, Digest, Seen, URL, Title, LinkLabel, Missing, Parts, HaveParts, LackParts, LackItems string
	Repeat, Searched, SearchedWords, Question, Decision, DecidedBy, Until, Lapsed, YearsSeen, Home, Units                                string

	Gaps, GapsNone, Load, Host, Requests, Bytes, Busiest, Limits, Detail, From, Time, Count, Edition, Force, Status    string
	SheetSummary, SheetDetail, SheetEvidence, SheetCoverage, Cut, Page, Of, Leaves, Meaning, Mend, Decide, Again, Name string
	More, MoreLinks, Left, ToTop, Required2, Nothing, Sampled, MadeBy, Low, High                                       string

	Table, AppliesTo, All, Show, OpenHint, Formula, ToTable                  string // AppliesTo takes the rows' ids
	Sign, SignAuditor, SignOffice, SignName, SignPosition, SignDay, Provisos string // where people sign on paper

	Trend, Now, Day, Tally, RequiredScore, Was, LastThere, SeenFirst, Upheld string // what was before

	SheetLabels  // of the workbook
	ReviewLabels // of what people said
}

func (t tongue) labels() Labels {
	if t == english {
		return englishLabels()
	}
	return thaiLabels()
}

func thaiLabels() Labels {
	return Labels{
		SheetLabels: thaiSheetLabels(), ReviewLabels: thaiReviewLabels(),
		Skip: "ข้ามไปยังเนื้อหา", Contents: "สารบัญ", Summary: "สรุป", Looked: "ดูอะไรไปบ้าง", Lacking: "ขาดอะไร", Who: "ใครต้องทำอะไร", Score: "คะแนน",
		Results: "ผลตรวจรายข้อ", ToDo: "สิ่งที่ต้องทำ แยกตามหน่วย", Notices: "เรื่องที่ควรรู้ทันที", CoverageOf: "ความครอบคลุมของการตรวจ", HowTo: "วิธีอ่านรายงาน", Standards: "มาตรฐานที่ใช้ตรวจ",
		No: "ที่", Topic: "หัวข้อ เรื่องของข้อมูล", Procedure: "ขั้นตอนการเผยแพร่/ปรับปรุงข้อมูล", Responsible: "ผู้รับผิดชอบ", Reviewer: "ผู้ตรวจสอบ", Result: "ผล",
		Standard: "มาตรฐาน", Required: "หลักฐานที่ต้องตรวจ", Has: "มี/ไม่มี", FileLink: "File/Link", Explanation: "อธิบายชี้แจงเพิ่มเติม", Verdict: "ผลตรวจ", Reason: "เหตุผล",
		Evidence: "หลักฐาน", Nearest: "ใกล้เคียงที่สุด", Advice: "คำแนะนำ",
		Level: "ระดับ", Period: "ช่วงเวลา", Place: "ตำแหน่ง", Quote: "ข้อความที่พบ", Shows: "แสดงให้เห็น", Year: "ปีงบประมาณ", Path: "เส้นทางจากหน้าแรก", Digest: "SHA-256", Seen: "เห็นเมื่อ",
		URL: "ที่อยู่ (URL)", Title: "ชื่อหน้า", LinkLabel: "ข้อความลิงก์", Missing: "ยังขาด", Parts: "ส่วนประกอบ", HaveParts: "มีแล้ว", LackParts: "ยังขาด", LackItems: "ยังไม่ผ่าน",
		Repeat: "ตรวจซ้ำด้วย", Searched: "การค้นหา", SearchedWords: "คำที่ใช้ค้น", Question: "คำถามสำหรับผู้ตรวจ", Decision: "คำวินิจฉัยของผู้ตรวจ", DecidedBy: "วินิจฉัยโดย", Until: "ใช้ถึงวันที่", Lapsed: "หมดอายุแล้ว",
		YearsSeen: "ปีที่พบ", Home: "หน้าแรก", Units: "หน่วยที่เกี่ยวข้อง",
		Gaps: "สิ่งที่ดูไม่ได้", GapsNone: "ไม่มี ดูได้ทุกที่อยู่ที่พบ", Load: "ภาระที่เกิดกับเครื่องแม่ข่าย", Host: "เครื่องแม่ข่าย", Requests: "จำนวนคำขอ", Bytes: "ปริมาณข้อมูล", Busiest: "คำขอในนาทีที่มากที่สุด",
		Limits: "ข้อจำกัด", Detail: "รายละเอียด", From: "ลิงก์จากหน้า", Time: "เวลา", Count: "จำนวน", Edition: "ฉบับ", Force: "น้ำหนัก", Status: "หมายเหตุ",
		SheetSummary: "สรุป", SheetDetail: "รายละเอียด", SheetEvidence: "หลักฐาน", SheetCoverage: "ความครอบคลุม", Cut: "…(ตัด)", Page: "หน้า", Of: "จาก", Leaves: "ข้อ", Meaning: "ความหมาย",
		Mend: "ต้องเผยแพร่หรือแก้ไข", Decide: "ต้องเปิดดูแล้วตัดสิน", Again: "ต้องตรวจซ้ำเมื่อเข้าดูได้", Name: "รายการ",
		More: "และอีก %s รายการ", MoreLinks: "ดูอีก %s รายการในชีต “หลักฐาน”", Left: "ยังมีอีก %s รายการที่ไม่ได้แสดง อยู่ใน audit.json ครบถ้วน", ToTop: "กลับขึ้นบน", Required2: "ข้อที่ต้องมีแต่ยังขาด",
		Nothing: "ไม่มี", Sampled: "เว้นไว้โดยตั้งใจ", MadeBy: "จัดทำโดย", Low: "ต่ำสุด", High: "สูงสุด",

		Table: "ตารางสรุปผล", AppliesTo: "ใช้กับที่ %s", All: "ทั้งหมด", Show: "เลือกดู", OpenHint: "กดที่ข้อเพื่อเปิดดูเหตุผล หลักฐาน และคำแนะนำ", Formula: "วิธีคิดร้อยละ", ToTable: "กลับไปที่ตารางสรุป",
		Trend: "เทียบกับที่ผ่านมา", Now: "ครั้งนี้", Day: "วันที่ตรวจ", Tally: "จำนวนข้อตามผล", RequiredScore: "คะแนนข้อที่ต้องมี", Was: "เดิม", LastThere: "พบครั้งสุดท้าย", SeenFirst: "พบที่นี่ตั้งแต่", Upheld: "ความแม่นของโปรแกรม",
		Sign: "ลงชื่อ", SignAuditor: "ผู้ตรวจ", SignOffice: "ผู้รับทราบผล (หน่วยงาน)", SignName: "ชื่อ-สกุล", SignPosition: "ตำแหน่ง", SignDay: "วันที่", Provisos: "ข้อจำกัดของมาตรฐานชุดนี้",
	}
}

func englishLabels() Labels {
	return Labels{
		SheetLabels: englishSheetLabels(), ReviewLabels: englishReviewLabels(),
		Skip: "Skip to content", Contents: "Contents", Summary: "Summary", Looked: "What was looked at", Lacking: "What is missing", Who: "Who must act", Score: "Score",
		Results: "Results, item by item", ToDo: "What is to be done, unit by unit", Notices: "To know at once", CoverageOf: "Coverage", HowTo: "How to read this report", Standards: "Standards used",
		No: "No.", Topic: "Kind of information", Procedure: "Publication procedure", Responsible: "Responsible", Reviewer: "Reviewer", Result: "Result",
		Standard: "Standard", Required: "Evidence required", Has: "Yes/No", FileLink: "File/Link", Explanation: "Further explanation", Verdict: "Verdict", Reason: "Reason",
		Evidence: "Evidence", Nearest: "Nearest miss", Advice: "Advice",
		Level: "Level", Period: "Period", Place: "Place", Quote: "Text found", Shows: "Shows", Year: "Fiscal year", Path: "Click path from home", Digest: "SHA-256", Seen: "Seen at",
		URL: "Address (URL)", Title: "Page title", LinkLabel: "Link text", Missing: "Lacks", Parts: "Parts", HaveParts: "There", LackParts: "Missing", LackItems: "Not met yet",
		Repeat: "See for yourself", Searched: "Search", SearchedWords: "Words searched for", Question: "Question for the reviewer", Decision: "Reviewer's decision", DecidedBy: "Decided by", Until: "Holds until", Lapsed: "lapsed",
		YearsSeen: "Years seen", Home: "home", Units: "Units concerned",
		Gaps: "What could not be seen", GapsNone: "Nothing: every address met was seen", Load: "Load put on servers", Host: "Server", Requests: "Requests", Bytes: "Data", Busiest: "Requests in the busiest minute",
		Limits: "Limits", Detail: "Detail", From: "Linked from", Time: "Time", Count: "Number", Edition: "Edition", Force: "Force", Status: "Note",
		SheetSummary: "Summary", SheetDetail: "Detail", SheetEvidence: "Evidence", SheetCoverage: "Coverage", Cut: "…(cut)", Page: "Page", Of: "of", Leaves: "items", Meaning: "Meaning",
		Mend: "To publish or put right", Decide: "To look at and decide", Again: "To be audited again once it can be seen", Name: "Name",
		More: "and %s more", MoreLinks: "%s more on the sheet “Evidence”", Left: "%s more are not shown; audit.json has all of them", ToTop: "Back to top", Required2: "Required and missing",
		Nothing: "none", Sampled: "left alone on purpose", MadeBy: "Made by", Low: "low", High: "high",

		Table: "Summary table", AppliesTo: "for rows %s", All: "All", Show: "Show", OpenHint: "Open an item for its reasons, evidence and advice.", Formula: "How the percentage is made", ToTable: "Back to the summary table",
		Trend: "Compared with before", Now: "this audit", Day: "Audited", Tally: "Items by verdict", RequiredScore: "Score of required items", Was: "was", LastThere: "last there", SeenFirst: "Here since", Upheld: "How sure the program is",
		Sign: "Signed", SignAuditor: "Auditor", SignOffice: "For the office, result received", SignName: "Name", SignPosition: "Position", SignDay: "Date", Provisos: "Limits of this standard",
	}
}
