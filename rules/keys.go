package rules

// kind is the shape that a key's value must have.
type kind int

const (
	kindText   kind = iota // a string; numbers and booleans must be quoted
	kindBool               //
	kindNumber             // a whole number
	kindTexts              // a list of strings
	kindWords              // a list of strings, or a mapping of strengths
	kindShows              // a list of recogniser names or one-entry mappings to a count
	kindMap                // a mapping with the keys in Of
	kindMaps               // a list of such mappings
	kindGroups             // a list of lists of strings
	kindParts              // a list of ids, or a mapping {of, need}
)

// key describes one key of a rule file: the one source from which the loader,
// the schema and the messages are made.
type key struct {
	name     string
	kind     kind
	of       []key
	required bool
	help     string // Thai, one sentence
	values   []string
}

func levels() []string {
	return []string{string(LevelRequired), string(LevelShould), string(LevelExample), string(LevelIfAny)}
}

func periods() []string {
	return []string{string(PeriodNone), string(PeriodIncumbent), string(PeriodCover), string(PeriodCurrent), string(PeriodPrevious),
		string(PeriodEither), string(PeriodBoth), string(PeriodMonthly), string(PeriodQuarterly), string(PeriodEvent)}
}

func placeNames() []string {
	var out []string
	for _, p := range Places() {
		out = append(out, string(p))
	}
	return out
}

func standardKeys() []key {
	return []key{
		{name: "id", kind: kindText, required: true, help: "รหัสของมาตรฐาน เป็นอักษรอังกฤษตัวเล็ก"},
		{name: "title", kind: kindText, required: true, help: "ชื่อเต็มของมาตรฐานหรือประกาศ"},
		{name: "edition", kind: kindText, help: "ฉบับ เช่น พ.ศ. ๒๕๖๓"},
		{name: "authority", kind: kindText, required: true, help: "น้ำหนักของข้อกำหนด", values: []string{string(AuthorityLaw), string(AuthorityOffice), string(AuthorityITA), string(AuthorityGuideline)}},
		{name: "status", kind: kindText, help: "ความแน่นอนของถ้อยคำ เช่น text-unverified"},
		{name: "source", kind: kindText, help: "ที่มาของข้อความ"},
		{name: "procedure", kind: kindText, help: "ขั้นตอนการเผยแพร่ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "responsible", kind: kindText, help: "ผู้รับผิดชอบ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "reviewer", kind: kindText, help: "ผู้ตรวจสอบ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "sharing", kind: kindGroups, help: "กลุ่มของข้อที่ใช้หลักฐานชิ้นเดียวกันได้โดยไม่ถือว่าซ้ำ"},
	}
}

func nearKeys() []key {
	return []key{
		{name: "words", kind: kindWords, required: true, help: "คำที่ต้องอยู่ในข้อความเดียวกันหรือข้อความก่อนหน้า"},
		{name: "shows", kind: kindShows, help: "สิ่งที่ต้องพบข้างคำนั้น"},
	}
}

func unlessKeys() []key {
	return []key{
		{name: "heading", kind: kindTexts, help: "คำในหัวข้อที่แปลว่าเป็นเรื่องอื่น"},
		{name: "text", kind: kindTexts, help: "คำในเนื้อหาที่แปลว่าเป็นเรื่องอื่น"},
	}
}

func partKeys() []key {
	return []key{
		{name: "name", kind: kindText, required: true, help: "ชื่อส่วน ตามที่จะพิมพ์ในรายงาน"},
		{name: "heading", kind: kindWords, help: "คำที่นำไปหาส่วนนี้"},
		{name: "text", kind: kindWords, help: "คำที่ต้องมีในเนื้อหาของส่วนนี้"},
		{name: "shows", kind: kindShows, help: "สิ่งที่ต้องพบในส่วนนี้"},
		{name: "near", kind: kindMap, of: nearKeys(), help: "คำและสิ่งที่ต้องอยู่ข้างกัน"},
	}
}

func wayKeys() []key {
	return []key{
		{name: "in", kind: kindTexts, values: placeNames(), help: "ที่ที่จะมองหา ถ้าไม่ระบุคือทุกที่ยกเว้น site"},
		{name: "heading", kind: kindWords, help: "คำที่นำไปหา: ชื่อหน้า หัวข้อ ข้อความลิงก์ ชื่อไฟล์ คำบรรยายภาพ"},
		{name: "text", kind: kindWords, help: "คำที่ต้องมีอย่างน้อยหนึ่งคำในเนื้อหา"},
		{name: "shows", kind: kindShows, help: "สิ่งที่เนื้อหาต้องแสดงให้เห็นจริง"},
		{name: "near", kind: kindMap, of: nearKeys(), help: "คำและสิ่งที่ต้องอยู่ข้างกัน"},
		{name: "parts", kind: kindMaps, of: partKeys(), help: "ส่วนที่นับได้ ครบคือพบ ไม่ครบคือพบบางส่วน"},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำที่แปลว่าไม่ใช่เรื่องนี้"},
	}
}

func exampleKeys() []key {
	link := []key{
		{name: "text", kind: kindText, help: "ข้อความลิงก์"},
		{name: "to", kind: kindText, help: "ปลายทาง: file page scan dead empty html signin self # หรือที่อยู่เต็ม"},
		{name: "name", kind: kindText, help: "ชื่อไฟล์"},
		{name: "body", kind: kindText, help: "ข้อความในปลายทาง บรรทัดละย่อหน้า"},
	}
	page := []key{
		{name: "title", kind: kindText, help: "ชื่อหน้า"},
		{name: "menu", kind: kindText, help: "ข้อความเมนูที่พามาหน้านี้"},
		{name: "menu_to", kind: kindText, help: "ปลายทางของเมนู ถ้าไม่ใช่หน้านี้"},
		{name: "heading", kind: kindText, help: "หัวข้อใหญ่ของหน้า"},
		{name: "text", kind: kindText, help: "เนื้อหา บรรทัดละย่อหน้า; # คือหัวข้อย่อย - คือรายการ | | คือแถวตาราง"},
		{name: "footer", kind: kindText, help: "ข้อความท้ายหน้า"},
		{name: "links", kind: kindMaps, of: link, help: "ลิงก์ท้ายเนื้อหา"},
		{name: "images", kind: kindMaps, of: []key{{name: "alt", kind: kindText}, {name: "file", kind: kindText}}, help: "รูปภาพ"},
		{name: "form", kind: kindTexts, help: "ช่องกรอกของแบบฟอร์มในหน้า"},
		{name: "frame", kind: kindText, help: "ที่อยู่ของกรอบ (iframe)"},
	}
	doc := []key{
		{name: "label", kind: kindText, help: "ข้อความลิงก์ที่พามาไฟล์นี้"},
		{name: "name", kind: kindText, help: "ชื่อไฟล์"},
		{name: "title", kind: kindText, help: "ชื่อเรื่องในไฟล์"},
		{name: "text", kind: kindText, help: "ข้อความในไฟล์ บรรทัดละย่อหน้า"},
		{name: "state", kind: kindText, help: "สภาพไฟล์", values: []string{"", "scan", "garbled", "password", "empty", "html"}},
	}
	return []key{
		{name: "case", kind: kindText, required: true, help: "ตัวอย่างนี้แสดงอะไร หนึ่งบรรทัด"},
		{name: "page", kind: kindMap, of: page, help: "หน้าเว็บสมมติ"},
		{name: "document", kind: kindMap, of: doc, help: "เอกสารสมมติ"},
		{name: "expect", kind: kindText, required: true, help: "ผลที่ต้องได้"},
		{name: "reasons", kind: kindTexts, help: "รหัสเหตุผลที่ต้องมี"},
		{name: "fy", kind: kindNumber, help: "ปีงบประมาณที่ใช้ตัดสิน (พ.ศ.)"},
		{name: "as_of", kind: kindText, help: "วันที่ตรวจ ปปปป-ดด-วว (ค.ศ.)"},
	}
}

func requirementKeys() []key {
	return []key{
		{name: "id", kind: kindText, required: true, help: "เลขข้อ ใส่เครื่องหมายคำพูดเสมอ"},
		{name: "title", kind: kindText, required: true, help: "ถ้อยคำของข้อกำหนด"},
		{name: "gloss", kind: kindText, help: "ชื่อย่อภาษาอังกฤษ"},
		{name: "level", kind: kindText, values: levels(), help: "ระดับความบังคับ ถ้าไม่ระบุคือ required"},
		{name: "period", kind: kindText, values: periods(), help: "ช่วงเวลาที่หลักฐานต้องตรง ถ้าไม่ระบุคือ none"},
		{name: "procedure", kind: kindText, help: "ขั้นตอนการเผยแพร่เฉพาะข้อนี้"},
		{name: "responsible", kind: kindText, help: "ผู้รับผิดชอบเฉพาะข้อนี้"},
		{name: "reviewer", kind: kindText, help: "ผู้ตรวจสอบเฉพาะข้อนี้"},
		{name: "none_ok", kind: kindBool, help: "ถ้าหน่วยงานแจ้งว่าไม่มี ให้ถือว่าตอบแล้ว"},
		{name: "found_when", kind: kindMaps, of: wayKeys(), help: "พบเมื่อ: ทางใดทางหนึ่งก็พอ แต่ละทางต้องครบทุกบรรทัด"},
		{name: "check", kind: kindText, help: "ชื่อการตรวจทางเทคนิค"},
		{name: "same_as", kind: kindText, help: "ใช้ผลของข้ออื่น"},
		{name: "parts", kind: kindParts, help: "ผลรวมของข้อย่อย"},
		{name: "ask", kind: kindText, help: "คำถามที่คนเท่านั้นตอบได้"},
		{name: "follows", kind: kindText, help: "มองหาเฉพาะในหลักฐานของข้อนี้"},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำที่แปลว่าไม่ใช่เรื่องนี้ ใช้กับทุกทาง"},
		{name: "none_words", kind: kindTexts, help: "ถ้อยคำที่แปลว่าไม่มี เฉพาะข้อนี้"},
		{name: "on_image_only", kind: kindText, values: []string{"needs_eyes", "found"}, help: "มีแต่ภาพ ให้ถือเป็นอะไร"},
		{name: "advice", kind: kindText, help: "คำแนะนำหนึ่งประโยคว่าจะผ่านได้อย่างไร"},
		{name: "examples", kind: kindMaps, of: exampleKeys(), help: "ตัวอย่างที่กฎต้องตัดสินได้ถูก"},
		{name: "add", kind: kindMap, of: addKeys(), help: "เพิ่มคำให้ข้อเดิม (ใช้ในชุดของจังหวัดหรือหน่วยงาน)"},
	}
}

func addKeys() []key {
	return []key{
		{name: "heading", kind: kindTexts, help: "คำนำเพิ่ม"},
		{name: "text", kind: kindTexts, help: "คำในเนื้อหาเพิ่ม"},
		{name: "none_words", kind: kindTexts, help: "ถ้อยคำว่าไม่มี เพิ่ม"},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำยกเว้นเพิ่ม"},
	}
}

func categoryKeys() []key {
	return []key{
		{name: "category", kind: kindText, required: true, help: "เลขหมวด ใส่เครื่องหมายคำพูดเสมอ"},
		{name: "title", kind: kindText, required: true, help: "ชื่อหมวด"},
		{name: "requirements", kind: kindMaps, of: requirementKeys(), required: true, help: "ข้อกำหนดในหมวด"},
	}
}
