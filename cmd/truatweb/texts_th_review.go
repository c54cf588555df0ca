package main

// thaiReview sets what is said about review by workbook.
func thaiReview(t *texts) {
	t.review = reviewTexts{
		short: "ตรวจทานด้วยแฟ้ม Excel: ส่งออกให้กรอก และนำคำตอบกลับเข้ามา",
		long: "หน่วยงานตอบ (ที่อยู่ที่เผยแพร่ คำชี้แจง) และผู้ตรวจสอบวินิจฉัย (ผล เหตุผล ชื่อ หน่วย วันที่ ใช้ถึงเมื่อใด) ในแฟ้ม Excel แฟ้มเดียว\n" +
			"สิ่งที่คนตอบแสดงคู่กับผลของโปรแกรมในรายงานครั้งต่อ ๆ ไป ไม่เปลี่ยนผลและไม่เปลี่ยนคะแนน เมื่อหลักฐานเปลี่ยนหรือหมดอายุจะถามใหม่\n\n" +
			"เก็บไว้ในคลังผลตรวจ (--data) หรือในโฟลเดอร์ธรรมดา (--decisions) ทุกการเปลี่ยนแปลงต่อท้ายบันทึกที่ต่อกันเป็นสายโซ่",
		example:   "  truatweb review export report-example -o ตรวจทาน.xlsx --decisions ./คำวินิจฉัย\n  truatweb review import ตรวจทาน.xlsx --decisions ./คำวินิจฉัย --dry-run\n  truatweb review import ตรวจทาน.xlsx --decisions ./คำวินิจฉัย\n  truatweb report report-example --decisions ./คำวินิจฉัย",
		argAudits: "[โฟลเดอร์รายงาน...]", argBook: "แฟ้ม.xlsx",
		exportShort: "เขียนแฟ้ม Excel สำหรับตอบและวินิจฉัย",
		exportLong: "เขียนแฟ้มเดียวสำหรับหนึ่งหรือหลายหน่วยงาน หนึ่งแถวต่อข้อ ข้อที่ยังไม่ตัดสินและน่าสงสัยที่สุดอยู่บนสุด กรอกได้เฉพาะช่องคำตอบ\n" +
			"ระบุโฟลเดอร์รายงาน ไฟล์ audit.json หรือรหัสการตรวจในคลัง ถ้าไม่ระบุจะใช้การตรวจครั้งล่าสุดของทุกหน่วยงานในคลัง",
		exportExample: "  truatweb review export report-example -o review.xlsx\n  truatweb review export report-*/ -o review.xlsx --decisions ./decisions\n  truatweb review export --data ./คลัง -o review.xlsx",
		flagBook:      "`แฟ้ม` Excel ที่จะเขียน (ต้องลงท้ายด้วย .xlsx)",
		exportWants:   "ต้องบอกแฟ้มที่จะเขียนด้วย -o ลงท้ายด้วย .xlsx", noArchive: "ต้องบอกโฟลเดอร์รายงานหรือไฟล์ audit.json เพราะไม่มีคลังผลตรวจให้ใช้",
		older:    "เว้น %s เพราะมีการตรวจที่ใหม่กว่าของหน่วยงานเดียวกัน (%s)",
		exported: "%s: %d หน่วยงาน %d แถว รอตัดสิน %d แถว", exportNext: "กรอกแล้วนำเข้าด้วย: truatweb review import %s",
		importShort: "นำคำตอบและคำวินิจฉัยจากแฟ้ม Excel เข้ามา",
		importLong: "ตรวจทุกช่องก่อน ถ้าผิดแม้แต่ช่องเดียวจะไม่บันทึกอะไรเลย และบอกทุกช่องที่ต้องแก้พร้อมวิธีแก้ นำเข้าแฟ้มเดิมซ้ำได้โดยไม่มีอะไรเปลี่ยน\n" +
			"รับแฟ้มที่บันทึกจาก Excel, LibreOffice และโปรแกรมตารางอื่นเป็น .xlsx",
		importExample: "  truatweb review import review.xlsx --decisions ./คำวินิจฉัย\n  truatweb review import review.xlsx --data ./คลัง --dry-run\n  truatweb review import review.xlsx --decisions ./decisions --against report-example",
		importWants:   "ต้องบอกแฟ้ม Excel หนึ่งแฟ้ม", flagDryRun: "ตรวจแฟ้มและบอกว่าจะเปลี่ยนอะไร โดยไม่บันทึก",
		flagAgainst:   "`โฟลเดอร์รายงาน`ครั้งล่าสุด ใช้ตรวจว่าหลักฐานยังเหมือนตอนส่งออก (ใส่ซ้ำได้ ถ้าเก็บในคลังจะใช้ครั้งล่าสุดในคลังเอง)",
		flagDecisions: "`โฟลเดอร์`ที่เก็บคำตอบและคำวินิจฉัย ใช้แทนคลังผลตรวจ",
		noStore:       "ไม่รู้ว่าจะเก็บคำวินิจฉัยไว้ที่ใด", noStoreNext: "--decisions ./decisions หรือ --data ./คลัง",
		bookMissing: "ไม่พบแฟ้ม %s", bookUnread: "เปิดแฟ้ม %s ไม่ได้", bookMacro: "%s เป็นแฟ้มที่มีมาโครได้ จึงไม่เปิด", bookMacroNext: "บันทึกเป็น .xlsx ซึ่งไม่มีมาโคร แล้วนำเข้าใหม่",
		refused: "ยังไม่ได้บันทึกอะไรจากแฟ้มนี้ ต้องแก้ %d แห่ง", refusedNext: "แก้ตามรายการข้างบน บันทึก แล้วนำเข้าใหม่",
		counts:     "นำเข้า %s: ตอบไว้ %d แถว คำวินิจฉัยใหม่ %d (ผ่อนผัน %d ถอน %d) คำตอบของหน่วยใหม่ %d บันทึกไว้ก่อนแล้ว %d",
		noAnswers:  "ยังไม่มีคำตอบในแฟ้มนี้",
		nothingNew: "ไม่มีอะไรเปลี่ยน ทุกคำตอบในแฟ้มนี้บันทึกไว้แล้ว", dry: "ลองดูเท่านั้น ยังไม่ได้บันทึก", changedHead: "สิ่งที่เปลี่ยน:",
		changed: "  แถว %d %s ข้อ %s %s — %s", asideHead: "ไม่มีผล:", more: "  และอีก %d รายการ",
		verifyShort: "ตรวจว่าบันทึกคำวินิจฉัยไม่ถูกแก้ ตัด หรือแทรก", sound: "บันทึกครบถ้วน %d บรรทัด ค่าแฮชสุดท้าย %s", empty: "ยังไม่มีคำวินิจฉัย",
		damaged: "บันทึกคำวินิจฉัยไม่ต่อกัน มีการแก้ ตัด หรือแทรก", damagedNext: "กู้คืนโฟลเดอร์คำวินิจฉัยจากชุดสำรอง แล้วสั่ง truatweb review verify อีกครั้ง",
		busy: "โปรแกรมอื่นกำลังเขียนคำวินิจฉัยอยู่นานเกินไป", busyNext: "รอให้โปรแกรมนั้นเสร็จแล้วสั่งใหม่",
		newer: "คำวินิจฉัยเขียนโดยโปรแกรมรุ่นใหม่กว่านี้ จึงไม่แตะต้อง", newerNext: "ติดตั้ง truatweb รุ่นล่าสุด",
		noFolder: "%s ไม่ใช่โฟลเดอร์", full: "ดิสก์ของโฟลเดอร์คำวินิจฉัย %s เต็ม ยังไม่ได้บันทึกอะไร", fullNext: "ลบไฟล์ที่ไม่ใช้ แล้วสั่งใหม่ ของเดิมยังครบ",
		unusable: "ใช้โฟลเดอร์คำวินิจฉัย %s ไม่ได้", unusableNext: "ขอสิทธิ์อ่านและเขียนโฟลเดอร์นี้ หรือใช้โฟลเดอร์อื่นด้วย --decisions",
		seeded: "จะเปิดดูที่อยู่ที่หน่วยงานตอบไว้ก่อน %d แห่ง", unsaid: "เตือน: อ่านคำวินิจฉัยไม่ได้ รายงานจึงไม่มีคำวินิจฉัย: %s",
	}
}
