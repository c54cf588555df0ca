package rules

func wayKeys() []key {
	return []key{
		{name: "in", kind: kindTexts, values: placeNames(),
			help: "มองหาที่ใด: page หน้าเว็บ · section หัวข้อในหน้า · row แถวตารางหรือรายการ · document ไฟล์ · image รูปภาพ · site ข้อความใดก็ได้ทั้งเว็บไซต์ (ไม่ระบุคือทุกที่ยกเว้น site)"},
		{name: "heading", kind: kindWords, form: formWord, of: strengthKeys(), help: "คำนำทาง: ชื่อหน้า หัวข้อ ข้อความลิงก์ ชื่อไฟล์ หรือคำบรรยายภาพ ต้องมีคำใดคำหนึ่ง"},
		{name: "text", kind: kindWords, form: formWord, of: strengthKeys(), help: "เนื้อหาต้องมีคำใดคำหนึ่งในนี้"},
		{name: "shows", kind: kindShows, names: namesRecogniser, help: "เนื้อหาต้องแสดงสิ่งเหล่านี้จริงทุกอย่าง เช่น [person, position] หรือ [{person: 3}]"},
		{name: "near", kind: kindMap, of: nearKeys(), help: "คำ และสิ่งที่ต้องอยู่ข้างคำนั้น"},
		{name: "parts", kind: kindMaps, of: partKeys(), help: "ส่วนที่นับได้ ครบทุกส่วนคือพบ มีบางส่วนคือพบบางส่วน"},
		{name: "not_when", kind: kindMap, of: unlessKeys(), help: "คำที่บอกว่าเป็นเรื่องอื่น ใช้กับทางนี้"},
	}
}

func nearKeys() []key {
	return []key{
		{name: "words", kind: kindWords, form: formWord, of: strengthKeys(), required: true, help: "คำใดคำหนึ่งในนี้"},
		{name: "shows", kind: kindShows, names: namesRecogniser, required: true, help: "สิ่งที่ต้องอยู่ในข้อความเดียวกับคำนั้น หรือข้อความถัดไป"},
	}
}

func partKeys() []key {
	return []key{
		{name: "name", required: true, help: "ชื่อของส่วนนี้ ตามที่จะพิมพ์ในรายงาน"},
		{name: "heading", kind: kindWords, form: formWord, of: strengthKeys(), help: "คำนำทางของส่วนนี้ ถ้ามี จะมองหาในหน้าอื่นด้วย"},
		{name: "text", kind: kindWords, form: formWord, of: strengthKeys(), help: "เนื้อหาของส่วนนี้ต้องมีคำใดคำหนึ่งในนี้"},
		{name: "shows", kind: kindShows, names: namesRecogniser, help: "สิ่งที่ส่วนนี้ต้องแสดง"},
		{name: "near", kind: kindMap, of: nearKeys(), help: "คำ และสิ่งที่ต้องอยู่ข้างคำนั้น"},
	}
}

func exampleKeys() []key {
	return []key{
		{name: "case", required: true, help: "ตัวอย่างนี้แสดงอะไร หนึ่งบรรทัด"},
		{name: "page", kind: kindMap, of: pageKeys(), help: "หน้าเว็บสมมติ"},
		{name: "document", kind: kindMap, of: documentKeys(), help: "ไฟล์เอกสารสมมติ"},
		{name: "expect", required: true, names: namesVerdict, help: "ผลที่ต้องได้ เช่น found หรือ absent"},
		{name: "reasons", kind: kindTexts, names: namesReason, help: "รหัสเหตุผลที่ต้องอยู่ในผล"},
		{name: "fy", kind: kindNumber, least: 2500, most: 2700, help: "ปีงบประมาณ พ.ศ. ที่ใช้ตัดสินตัวอย่างนี้ (ไม่ระบุคือ 2569)"},
		{name: "as_of", form: formDate, help: "วันที่ตรวจของตัวอย่างนี้ ปี ค.ศ.-เดือน-วัน (ไม่ระบุคือ 2026-06-15)"},
	}
}

func pageKeys() []key {
	return []key{
		{name: "title", blank: true, help: "ชื่อหน้า (title)"},
		{name: "menu", blank: true, help: "ข้อความในเมนูที่พามาหน้านี้ ถ้าไม่ระบุใช้หัวข้อหรือชื่อหน้า"},
		{name: "menu_to", blank: true, values: []string{"#", "", "self", "dead"}, help: "เมนูพาไปที่อื่น: # ไม่ไปไหน · \"\" ไม่มีลิงก์ · self หน้าเดิม · dead ลิงก์เสีย"},
		{name: "heading", blank: true, help: "หัวข้อใหญ่ของหน้า"},
		{name: "text", blank: true, help: "เนื้อหา บรรทัดละย่อหน้า: # นำหน้าคือหัวข้อย่อย · - นำหน้าคือรายการ · | ก | ข | คือแถวตาราง · [ข้อความ] คือที่ของลิงก์"},
		{name: "footer", blank: true, help: "ข้อความท้ายหน้า เขียนเหมือนเนื้อหา"},
		{name: "links", kind: kindMaps, of: linkKeys(), help: "ลิงก์ในเนื้อหา"},
		{name: "images", kind: kindMaps, of: imageKeys(), help: "รูปภาพในเนื้อหา"},
		{name: "form", kind: kindTexts, help: "ชื่อช่องกรอกของแบบฟอร์มในหน้า"},
		{name: "frame", blank: true, help: "ที่อยู่ของกรอบที่ฝังในหน้า (iframe)"},
	}
}

func linkTargets() []string {
	return []string{"file", "page", "scan", "dead", "empty", "html", "signin", "self", "#", ""}
}

func linkKeys() []key {
	return []key{
		{name: "text", required: true, blank: true, help: "ข้อความของลิงก์"},
		{name: "to", blank: true, form: formLink, values: linkTargets(),
			help: "พาไปหาอะไร: file ไฟล์ (ปกติเมื่อมี name) · page หน้าเว็บ (ปกติเมื่อไม่มี name แต่มี body) · scan ภาพสแกน · dead ลิงก์เสีย · empty ไฟล์ว่าง · " +
				"html หน้าเว็บใต้ชื่อไฟล์ · signin ต้องเข้าสู่ระบบ · self หน้าเดิม · # ไม่ไปไหน · \"\" ไม่มีลิงก์ (ปกติเมื่อไม่มีทั้งสอง) หรือที่อยู่เต็ม https://…"},
		{name: "name", blank: true, help: "ชื่อไฟล์ เช่น plan2569.pdf"},
		{name: "body", blank: true, help: "ข้อความในปลายทาง บรรทัดละย่อหน้า"},
	}
}

func imageKeys() []key {
	return []key{
		{name: "alt", blank: true, help: "คำบรรยายภาพ"},
		{name: "file", blank: true, help: "ชื่อไฟล์ภาพ"},
	}
}

func documentKeys() []key {
	return []key{
		{name: "label", blank: true, help: "ข้อความของลิงก์ที่พามาหาไฟล์นี้"},
		{name: "name", blank: true, help: "ชื่อไฟล์"},
		{name: "title", blank: true, help: "ชื่อเรื่องในไฟล์"},
		{name: "text", blank: true, help: "ข้อความในไฟล์ บรรทัดละย่อหน้า"},
		{name: "state", blank: true, values: []string{"", "scan", "garbled", "password", "empty", "html"},
			help: "สภาพไฟล์: \"\" ปกติ · scan ภาพสแกนไม่มีข้อความ · garbled ข้อความเพี้ยน · password มีรหัสผ่าน · empty ไฟล์ว่าง · html หน้าเว็บใต้ชื่อไฟล์"},
	}
}
