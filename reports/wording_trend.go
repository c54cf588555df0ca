package reports

// wayNotes say what a way means, where its name does not.
var wayNotes = map[Way]words{
	Missed: {"เคยพบและครั้งนี้หาไม่พบ ยังไม่ถือว่าหายไปจนกว่าจะหาไม่พบซ้ำในวันอื่น", "Was there and is not found this time. It counts as lost once it is not found on another day too."},
	Lost:   {"เคยพบ และหาไม่พบมาแล้วอย่างน้อยสองครั้งที่ห่างกัน", "Was there, and was not found at least twice, some time apart."},
	Back:   {"ครั้งก่อนหาไม่พบ ครั้งนี้พบตามเดิม", "Was not found last time and is there again."},
}

var causeWords = map[string]words{
	string(BySite):    {"เว็บเปลี่ยน", "the site changed"},
	string(ByRules):   {"กฎตรวจเปลี่ยน เว็บไม่ได้เปลี่ยน", "the rules changed, the site did not"},
	string(ByBoth):    {"ทั้งเว็บและกฎตรวจเปลี่ยน", "both the site and the rules changed"},
	string(ByTime):    {"เวลาผ่านไป (ปีงบประมาณหรือวันครบกำหนด)", "time passed (a fiscal year or a due date)"},
	string(ByUnknown): {"กฎตรวจเปลี่ยนด้วย แยกไม่ได้ว่าเพราะเว็บหรือกฎ", "the rules changed too; which of them did it cannot be told"},
}

var obstacleWords = map[string]words{
	string(OtherOffice): {"เป็นคนละหน่วยงาน จึงเทียบกันไม่ได้", "They are of different offices and cannot be compared."},
	string(OtherScope):  {"ขอบเขตเว็บที่ตรวจไม่เหมือนกัน จึงเทียบกันไม่ได้", "They covered different parts of the web and cannot be compared."},
	string(BelowFloor):  {"มีครั้งที่ดูเว็บได้ไม่พอจะสรุปว่าไม่พบ จึงเทียบกันไม่ได้ ควรตรวจใหม่ให้ครบ", "One of them saw too little to call anything missing, so they cannot be compared. Audit again in full."},
	string(NoStandard):  {"ไม่ได้ใช้มาตรฐานชุดเดียวกันเลย จึงเทียบกันไม่ได้", "They have no standard in common and cannot be compared."},
}
