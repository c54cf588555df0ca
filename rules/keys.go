package rules

// kind is the shape that a key's value must have.
type kind int

const (
	kindText   kind = iota // a string; numbers and booleans must be quoted
	kindBool               // true or false
	kindNumber             // a whole number of at least least and at most most
	kindTexts              // a list of strings, none empty, none twice
	kindWords              // such a list, or a mapping of strengths to such lists
	kindShows              // a list of recogniser names or one-entry mappings to a count
	kindMap                // a mapping with the keys in of
	kindMaps               // a list of such mappings
	kindGroups             // a list of lists of strings
	kindParts              // a list of ids, or a mapping with the keys in of
)

// form says what a text must look like beyond being one.
type form int

const (
	formAny  form = iota
	formID        // no blanks and no colon, since "standard:id" names a rule
	formName      // small English letters, figures, dot and hyphen
	formDate      // yyyy-mm-dd, CE
	formLink      // what an example's link leads to: values, or an address
	formWord      // a phrase that is searched for: two characters or more
)

// key describes one key of a rule file: the one source from which the loader,
// the schema and the messages are made.
type key struct {
	name        string
	kind        kind
	of          []key
	required    bool
	inherits    bool   // not required in a file laid over another layer's
	unless      string // not required where this key stands beside it
	blank       bool   // "" is a value
	form        form
	least, most int
	help        string   // Thai, for people who write rules
	values      []string // the only values
	names       vocabularyKind
}

// vocabularyKind says which names of the program a key refers to.
type vocabularyKind int

const (
	namesNone vocabularyKind = iota
	namesRecogniser
	namesCheck
	namesVerdict
	namesReason
)

func (v Vocabulary) of(k vocabularyKind) (known []string, what string) {
	switch k {
	case namesRecogniser:
		return v.Recognisers, "ตัวจำแนก"
	case namesCheck:
		return v.Checks, "การตรวจทางเทคนิค"
	case namesVerdict:
		return v.Verdicts, "ผลการตรวจ"
	case namesReason:
		return v.Reasons, "รหัสเหตุผล"
	default:
		return nil, ""
	}
}

func authorities() []string {
	return []string{string(AuthorityLaw), string(AuthorityOffice), string(AuthorityITA), string(AuthorityGuideline)}
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
		{name: "id", required: true, inherits: true, form: formName, help: "รหัสของมาตรฐาน ตัวอักษรอังกฤษตัวเล็กและตัวเลข เช่น ops2563"},
		{name: "title", required: true, inherits: true, help: "ชื่อเต็มของประกาศหรือมาตรฐาน ตามต้นฉบับ"},
		{name: "edition", help: "ฉบับหรือปี ตามที่ต้นฉบับเรียก เช่น พ.ศ. ๒๕๖๓"},
		{name: "authority", required: true, inherits: true, values: authorities(),
			help: "ใครเป็นผู้กำหนด: law กฎหมาย · office ประกาศของหน่วยงาน · ita เกณฑ์ประเมินประจำปี · guideline คำแนะนำ"},
		{name: "status", help: "ความแน่นอนของถ้อยคำ เช่น text-unverified ถ้ายังไม่ได้เทียบกับต้นฉบับ"},
		{name: "source", help: "อ่านข้อความมาจากที่ใด"},
		{name: "procedure", help: "ขั้นตอนการเผยแพร่ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "responsible", help: "ผู้รับผิดชอบ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "reviewer", help: "ผู้ตรวจสอบ ใช้กับทุกข้อที่ไม่ได้ระบุเอง"},
		{name: "sharing", kind: kindGroups, form: formID, help: "กลุ่มของข้อที่ใช้หลักฐานชิ้นเดียวกันได้โดยไม่ถือว่าซ้ำ เช่น [[\"7.1\", \"7.3\"]]"},
	}
}

func categoryKeys() []key {
	return []key{
		{name: "category", required: true, form: formID, help: "เลขหมวด ใส่เครื่องหมายคำพูดเสมอ เช่น \"1\""},
		{name: "title", required: true, inherits: true, help: "ชื่อหมวด ตามต้นฉบับ"},
		{name: "requirements", kind: kindMaps, of: requirementKeys(), required: true, help: "ข้อกำหนดในหมวดนี้ เรียงตามต้นฉบับ"},
	}
}

// judgeKeys are the ways to judge, of which a requirement has exactly one.
func judgeKeys() []string { return []string{"found_when", "check", "same_as", "parts", "ask"} }

// searchKeys shape a search and mean nothing beside another way to judge.
func searchKeys() []string { return []string{"follows", "not_when", "none_words", "on_image_only"} }

func requirementKeys() []key {
	return []key{
		{name: "id", required: true, form: formID, help: "เลขข้อ ใส่เครื่องหมายคำพูดเสมอ เพราะ \"1.10\" ไม่ใช่ 1.1"},
		{name: "title", required: true, unless: "add", help: "ถ้อยคำของข้อกำหนด ตามต้นฉบับ"},
		{name: "gloss", help: "ชื่อสั้นภาษาอังกฤษ"},
		{name: "level", values: levels(), help: "ระดับความบังคับ: required ต้องมี · should ควรมี · example ยกเป็นตัวอย่าง · if-any ถ้ามี (ไม่ระบุคือ required)"},
		{name: "period", values: periods(), help: "หลักฐานต้องเป็นของช่วงใด: none ไม่ต้องมีวันที่ · incumbent เป็นปัจจุบัน · cover ช่วงปีครอบปีงบประมาณที่ตรวจ · " +
			"fy_cur ปีงบประมาณที่ตรวจ · fy_prev ปีก่อน · fy_either ปีใดปีหนึ่งในสองปี · fy_both ทั้งสองปี · monthly ทุกเดือน · quarterly ทุกไตรมาส · event_fy เหตุการณ์ในปีงบประมาณ (ไม่ระบุคือ none)"},
		{name: "procedure", help: "ขั้นตอนการเผยแพร่เฉพาะข้อนี้"},
		{name: "responsible", help: "ผู้รับผิดชอบเฉพาะข้อนี้"},
		{name: "reviewer", help: "ผู้ตรวจสอบเฉพาะข้อนี้"},
		{name: "none_ok", kind: kindBool, help: "true ถ้าการแจ้งว่า «ไม่มี» ถือเป็นคำตอบของข้อนี้ได้"},
		{name: "found_when", kind: kindMaps, of: wayKeys(), help: "พบเมื่อ: รายการของทาง ทางใดทางหนึ่งก็พอ แต่ละทางต้องเป็นจริงครบทุกบรรทัด"},
		{name: "check", names: namesCheck, help: "ตัดสินด้วยการตรวจทางเทคนิคชื่อนี้"},
		{name: "same_as", help: "ใช้ผลของอีกข้อหนึ่ง เช่น \"1.5\" หรือ \"มาตรฐาน:ข้อ\""},
		{name: "parts", kind: kindParts, of: sumKeys(), help: "รวมผลของข้อย่อย เช่น [\"1.1\", \"1.2\"] หรือของอีกมาตรฐาน [\"มาตรฐาน:ข้อ\"] หรือ {of: [\"1.1\", \"1.2\"], need: 1}"},
		{name: "ask", help: "คำถามที่คนเท่านั้นตอบได้"},
		{name: "counts", form: formID, help: "ใช้คู่กับ ask: นับผลของมาตรฐานนี้ทีละหมวดให้คนที่ตอบดู เช่น \"gws2\" จำนวนไม่ตัดสินแทนคน"},
		{name: "follows", form: formID, help: "มองหาเฉพาะในที่ที่พบหลักฐานของข้อนี้ เช่น \"6.1\""},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำที่บอกว่าเป็นเรื่องอื่น ใช้กับทุกทาง"},
		{name: "none_words", kind: kindTexts, form: formWord, help: "ถ้อยคำว่า «ไม่มี» ที่ใช้กับข้อนี้ นอกเหนือจากถ้อยคำทั่วไป"},
		{name: "on_image_only", values: []string{"needs_eyes", "found"}, help: "ถ้าพบแต่รูปภาพที่ไม่มีข้อความ: needs_eyes ให้คนตรวจ (ปกติ) · found ถือว่าพบ"},
		{name: "advice", help: "คำแนะนำหนึ่งประโยคแก่หน่วยงานว่าต้องทำอะไรจึงจะผ่าน"},
		{name: "examples", kind: kindMaps, of: exampleKeys(), help: "ตัวอย่างสมมติที่กฎต้องตัดสินได้ถูก ทุกเงื่อนไขควรมีตัวอย่างรองรับ"},
		{name: "add", kind: kindMap, of: addKeys(), help: "เพิ่มคำให้ข้อเดิมในชุดกฎที่อยู่ข้างล่าง โดยไม่เขียนข้อใหม่ทั้งข้อ ใช้คู่กับ id เท่านั้น"},
	}
}

func addKeys() []key {
	return []key{
		{name: "heading", kind: kindWords, form: formWord, of: strengthKeys(), help: "คำนำทางที่เพิ่ม"},
		{name: "text", kind: kindWords, form: formWord, of: strengthKeys(), help: "คำในเนื้อหาที่เพิ่ม"},
		{name: "none_words", kind: kindTexts, form: formWord, help: "ถ้อยคำว่า «ไม่มี» ที่เพิ่ม"},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำยกเว้นที่เพิ่ม"},
		{name: "examples", kind: kindMaps, of: exampleKeys(), help: "ตัวอย่างที่รองรับคำที่เพิ่ม"},
	}
}

func sumKeys() []key {
	return []key{
		{name: "of", kind: kindTexts, required: true, help: "เลขข้อย่อย"},
		{name: "need", kind: kindNumber, least: 1, most: 1000, help: "ต้องพบกี่ข้อ ไม่ระบุคือทุกข้อ"},
	}
}

func strengthKeys() []key {
	return []key{
		{name: "exact", kind: kindTexts, form: formWord, help: "คำตามต้นฉบับของข้อกำหนด"},
		{name: "accepted", kind: kindTexts, form: formWord, help: "คำอื่นที่ใช้แทนกันได้"},
		{name: "weak", kind: kindTexts, form: formWord, help: "คำที่พาไปหาได้ แต่พิสูจน์ไม่ได้ ผลที่ดีที่สุดคือให้คนตรวจ"},
	}
}

func unlessKeys() []key {
	return []key{
		{name: "heading", kind: kindTexts, form: formWord, help: "คำในชื่อหน้า หัวข้อ หรือข้อความลิงก์ ที่บอกว่าเป็นเรื่องอื่น"},
		{name: "text", kind: kindTexts, form: formWord, help: "คำในเนื้อหาที่บอกว่าเป็นเรื่องอื่น"},
	}
}
