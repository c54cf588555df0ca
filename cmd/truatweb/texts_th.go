package main

// thaiTexts is the Thai of the command line; verdicts and the ways out of a site
// that cannot be looked at stand in their own file.
func thaiTexts() *texts {
	t := &texts{
		lang:      langThai,
		headUsage: "วิธีใช้", headExamples: "ตัวอย่าง", headCommands: "คำสั่ง", headFlags: "ตัวเลือก", headGlobal: "ตัวเลือกร่วม",
		helpMore:   `ดูรายละเอียดของคำสั่งด้วย "%s คำสั่ง --help"`,
		argAddress: "ที่อยู่เว็บ", argCommand: "คำสั่ง", argFlags: "[ตัวเลือก]", argID: "เลขข้อ", argRecord: "ไฟล์-audit.json",
		errorLine: "ผิดพลาด: %s", nextLine: "ลองทำ: %s", didYouMean: " หมายถึง %s ใช่หรือไม่",
		unknownCommand: "ไม่มีคำสั่ง %q%s", unknownFlag: "ไม่มีตัวเลือก %s%s", flagWantsValue: "ตัวเลือก %s ต้องมีค่าตามหลัง",
		flagWrongValue: "ค่าของ %s ใช้ไม่ได้: %q", flagOther: "อ่านตัวเลือกไม่ได้", tooManyArgs: "มีคำเกินมา: %q", badLang: "ไม่มีภาษา %q มีแต่ th และ en",

		rootShort:   "ตรวจว่าเว็บไซต์ของสำนักงานสาธารณสุขอำเภอเผยแพร่ข้อมูลครบตามประกาศหรือไม่",
		rootLong:    "truatweb (ตรวจเว็บ) เดินดูเว็บไซต์ของสำนักงานสาธารณสุขอำเภอทีละหน้า เทียบกับรายการข้อมูลที่ต้องเผยแพร่\nแล้วเขียนรายงานที่บอกว่าพบอะไร ที่ไหน ขาดอะไร และต้องทำอย่างไรจึงจะผ่าน",
		exitCodes:   "รหัสจบการทำงาน: 0 ตรวจแล้ว · 1 โปรแกรมทำไม่สำเร็จ · 2 พิมพ์คำสั่งหรือไฟล์กฎผิด · 3 เข้าเงื่อนไข --fail-on\n4 เข้าดูเว็บไซต์ไม่ได้ · 5 มีการตรวจอื่นเขียนโฟลเดอร์เดียวกันอยู่ · 6 ถูกสั่งหยุดก่อนจบ (รายงานบอกเท่าที่เห็น)",
		rootExample: "  truatweb demo\n  truatweb audit https://www.example.go.th\n  truatweb rules explain 1.5",
		helpShort:   "แสดงวิธีใช้ของคำสั่ง", flagHelp: "แสดงวิธีใช้", flagLang: "`ภาษา`ของข้อความและรายงาน: th หรือ en (ปกติ th หรือตามตัวแปร TRUATWEB_LANG)",
		versionShort: "แสดงรุ่นของโปรแกรม", manShort: "เขียนหน้าคู่มือ (man)", flagManOut: "`โฟลเดอร์`ที่จะเขียนหน้าคู่มือ",
		completionShort: "สร้างสคริปต์เติมคำสั่งอัตโนมัติของเชลล์", completionLong: "พิมพ์สคริปต์เติมคำสั่งอัตโนมัติออกมา ให้เชลล์ที่ใช้อ่านไป",
		completionWhich: "ต้องบอกชื่อเชลล์หนึ่งชื่อ: bash zsh fish หรือ powershell", completionUnknown: "ไม่รู้จักเชลล์ %q%s",

		auditShort: "ตรวจเว็บไซต์หนึ่งแห่งแล้วเขียนรายงาน",
		auditLong: "เดินดูเว็บไซต์ตามที่อยู่ที่ให้ เทียบกับข้อกำหนดทุกข้อ แล้วเขียนรายงาน (HTML, Excel และ audit.json)\n" +
			"กด Ctrl-C หนึ่งครั้งเพื่อหยุดเดินแล้วสรุปเท่าที่รู้ (รายงานจะบอกว่าถูกหยุด) กดสองครั้งเพื่อออกทันที\n\n" +
			"ไฟล์ของ --office (YAML หรือ JSON) มีช่อง name code district province home scope aliases responsible reviewer ทุกช่องเว้นได้",
		auditExample: "  truatweb audit https://www.example.go.th\n" +
			"  truatweb audit example.go.th --out ./รายงาน --as-of 2026-11-23 --fy 2570\n" +
			"  truatweb audit --office office.yaml --format html,xlsx --fail-on absent,unreachable\n" +
			"  truatweb audit http://10.0.0.5/ --allow-private 10.0.0.5 --max-pages 500 --max-time 30m --rate 2",
		flagOut:      "`โฟลเดอร์`ที่จะเก็บรายงาน (ปกติ ./report-ชื่อเว็บ-วันที่ตรวจ ไม่ทับของเดิม)",
		flagFormat:   "`แบบ`ของรายงาน คั่นด้วยจุลภาค: %s (ปกติ html,xlsx,json)",
		flagOffice:   "`ไฟล์`ข้อมูลหน่วยงาน YAML หรือ JSON",
		flagFY:       "`ปีงบประมาณ` พ.ศ. ที่ใช้ตัดสิน (ปกติคิดจาก --as-of)",
		flagAsOf:     "`วันที่`ตรวจ ปปปป-ดด-วว ค.ศ. (ปกติวันนี้ตามเวลาประเทศไทย)",
		flagMaxPages: "`จำนวน`หน้าสูงสุดที่จะเปิด (ปกติ %d)", flagMaxTime: "`เวลา`สูงสุดของการเดินดูและวัดทั้งหมด เช่น 30m หรือ 2h (ปกติ 10m)",
		flagRate:      "`จำนวน`ครั้งต่อวินาทีที่จะขอข้อมูลจากเว็บหนึ่งแห่ง (ปกติ 1, 0 คือไม่จำกัด)",
		flagRules:     "`โฟลเดอร์`กฎที่วางทับชุดในตัว ใส่ซ้ำได้",
		flagPrivate:   "`รายการ`ที่อยู่ภายใน (ชื่อ, ชื่อ:พอร์ต หรือ CIDR) ที่ยอมให้เข้า ใช้กับเว็บในเครือข่ายภายใน",
		flagOnly:      "`รายการ`ที่อยู่ (ชื่อ, ชื่อ:พอร์ต หรือ CIDR) ที่ยอมให้ติดต่อ นอกนั้นไม่แตะเลย",
		flagFailOn:    "`ผล`ที่ทำให้จบด้วยรหัส 3 คั่นด้วยจุลภาค: required หรือชื่อผล เช่น absent,partial",
		flagUserAgent: "`ชื่อ`ที่โปรแกรมใช้แนะนำตัวต่อเว็บ", flagContact: "`ที่ติดต่อ`ผู้ตรวจ (อีเมลหรือที่อยู่เว็บ) ใส่ไว้ในชื่อที่แนะนำตัว",
		flagBrowser: "`เบราว์เซอร์`ที่ใช้ดูหน้าซึ่งวาดด้วยสคริปต์: auto คือใช้ Chromium ถ้ามี, off คือไม่ใช้, หรือที่อยู่ของโปรแกรม (ปกติ auto)", badBrowser: "--browser %q ไม่ใช่โปรแกรมบนเครื่องนี้ ต้องเป็น auto, off หรือที่อยู่ของโปรแกรม Chromium",
		flagOCR: "ให้ tesseract อ่านภาพสแกนที่คนต้องเปิดดูเพื่อช่วยชี้หรือไม่: `auto` หรือ off", badOCR: "--ocr %s: ใส่ได้เฉพาะ auto หรือ off",
		flagQuiet: "บอกเพียงผลหนึ่งบรรทัดและข้อผิดพลาด",

		demoShort:   "ลองตรวจเว็บตัวอย่างที่มากับโปรแกรม ไม่ต้องต่ออินเทอร์เน็ต",
		demoLong:    "เปิดเว็บไซต์ตัวอย่างของสำนักงานสาธารณสุขอำเภอที่แต่งขึ้นบนเครื่องนี้ ตรวจ แล้วเขียนรายงานให้ดู",
		demoExample: "  truatweb demo\n  truatweb demo --out /tmp/demo", flagDemoOut: "`โฟลเดอร์`ที่จะเก็บรายงาน (ปกติ ./truatweb-demo)",
		demoServing: "เว็บตัวอย่างเปิดอยู่ที่ %s (บนเครื่องนี้เท่านั้น)", demoOpen: "เปิดดูรายงานได้ที่: %s\nตรวจเว็บจริงด้วยคำสั่งเดิม เปลี่ยนคำว่า demo เป็น: audit https://ที่อยู่เว็บ",
		demoNoPort: "เปิดเว็บตัวอย่างบนเครื่องนี้ไม่ได้",

		reportShort: "เขียนรายงานใหม่จากไฟล์ audit.json", reportLong: "เขียนรายงานใหม่จากผลตรวจที่เก็บไว้ โดยไม่เข้าเว็บไซต์อีก",
		reportExample: "  truatweb report report-example/audit.json\n  truatweb report audit.json --format xlsx --out ./ใหม่ --lang en",
		flagReportOut: "`โฟลเดอร์`ที่จะเก็บรายงาน (ปกติที่เดียวกับ audit.json)", flagReportFormat: "`แบบ`ของรายงาน คั่นด้วยจุลภาค: %s (ปกติ html,xlsx)",
		doctorShort: "ตรวจว่าเครื่องนี้มีโปรแกรมเสริมอะไรบ้าง", doctorLong: "บอกว่ามีโปรแกรมเสริมใดอยู่ ขาดแล้วเสียอะไร และติดตั้งอย่างไร โปรแกรมเสริมทุกตัวไม่มีก็ยังตรวจเว็บได้",
		rulesShort: "ดู อธิบาย และทดสอบกฎ", rulesLong: "กฎคือสิ่งที่บอกว่าข้อกำหนดแต่ละข้อจะถือว่าพบเมื่อใด เขียนเป็นไฟล์ YAML ที่คนทั่วไปอ่านและแก้ได้",
		rulesListShort: "แสดงกฎทุกข้อ", rulesExplainShort: "อธิบายกฎข้อหนึ่งเป็นภาษาไทย",
		rulesTestShort: "ทดสอบกฎกับตัวอย่างของมันเอง", rulesTestLong: "ตัดสินตัวอย่างทุกข้อ แล้วถอดเงื่อนไขออกทีละข้อ กฎที่ถอดเงื่อนไขแล้วไม่มีตัวอย่างใดรู้สึกถือว่าไม่ผ่าน",
	}
	thaiMessages(t)
	thaiTables(t)
	thaiWorkbench(t)
	thaiArchive(t)
	t.round = thaiRoundTexts()
	thaiReview(t)
	thaiUnattended(t)
	thaiPapers(t)
	thaiManners(t)
	thaiReach(t)
	thaiWARC(t)
	return t
}

// thaiMessages sets what the commands say while they run.
func thaiMessages(t *texts) {
	t.badAddress, t.addressExample = "ที่อยู่เว็บ %q ใช้ไม่ได้: %s", "truatweb audit https://www.example.go.th"
	t.addressEmpty, t.addressLong, t.addressSpace = "ไม่มีตัวอักษร", "ยาวเกินไป", "มีช่องว่างหรืออักขระควบคุมอยู่ข้างใน"
	t.addressScheme, t.addressShape, t.addressUser = "ต้องขึ้นต้นด้วย http:// หรือ https://", "อ่านเป็นที่อยู่เว็บไม่ได้", "มีชื่อผู้ใช้หรือรหัสผ่านอยู่ ให้ตัดออก"
	t.addressHost, t.noAddress = "ชื่อเว็บไม่ถูกต้อง ต้องเป็นชื่อเช่น www.example.go.th หรือหมายเลข IP", "ยังไม่ได้บอกว่าจะตรวจเว็บใด"
	t.addressPort = "พอร์ตหลังเครื่องหมาย : ต้องเป็นตัวเลข 1 ถึง 65535"
	t.badDay, t.dayInBE = "--as-of %q ไม่ใช่วันที่แบบ ปปปป-ดด-วว", "--as-of %q เป็นปี พ.ศ. ต้องใช้ปี ค.ศ."
	t.dayFar = "--as-of %q ไกลเกินไป ปี ค.ศ. ต้องอยู่ระหว่าง %d ถึง %d"
	t.badFY, t.badFormat = "--fy %s ไม่ใช่ปีงบประมาณ พ.ศ.", "ไม่มีรายงานแบบ %q%s"
	t.badFailOn, t.failOnChoices = "--fail-on ไม่รู้จัก %q%s", "เลือกจาก: %s"
	t.badMaxPages, t.badMaxTime, t.badRate = "--max-pages %s ต้องเป็นจำนวนตั้งแต่ 1", "--max-time %s สั้นเกินไป ต้องตั้งแต่ 1s", "--rate %s ต้องอยู่ระหว่าง 0 ถึง 1000"
	t.badUserAgent = "--user-agent และ --contact ต้องไม่มีอักขระควบคุม"
	t.badNetList, t.badNetListNext = "รายการใน --allow-private หรือ --only ใช้ไม่ได้", "--allow-private 10.0.0.5,10.1.0.0/16"

	t.officeMissing, t.officeUnread, t.officeNoForm = "ไม่พบไฟล์หน่วยงาน %s", "อ่านไฟล์หน่วยงาน %s ไม่ได้", "%s ไม่ใช่ไฟล์หน่วยงาน (เป็นโฟลเดอร์ หรือใหญ่เกิน 64 KB)"
	t.officeExample = "เขียนไฟล์อย่างนี้ → name: สำนักงานสาธารณสุขอำเภอตัวอย่าง / home: https://www.example.go.th (ช่องละบรรทัด)"
	t.officeFaulty, t.officeNotUTF8 = "ไฟล์หน่วยงาน %s มีที่ผิด %d แห่ง", "ไฟล์ไม่ได้บันทึกเป็น UTF-8 ให้บันทึกใหม่โดยเลือก UTF-8"
	t.officeSyntax, t.officeNotMapping = "เขียนผิดรูป YAML/JSON: ตรวจเครื่องหมาย : การย่อหน้า และเครื่องหมายคำพูดในบรรทัดนี้หรือก่อนหน้า", "ต้องเขียนเป็น ช่อง: ค่า ทีละบรรทัด"
	t.officeTwice, t.officeUnknownKey = "มีช่อง %q ซ้ำ", "ไม่รู้จักช่อง %q%s (ช่องที่มี: %s)"
	t.officeWantText, t.officeWantTexts = "ช่อง %q ต้องเป็นข้อความเดียว", "ช่อง %q ต้องเป็นข้อความหรือรายการข้อความ"

	t.folderOther, t.folderOtherNext = "ใช้โฟลเดอร์ %s เก็บรายงานไม่ได้", "เลือกโฟลเดอร์อื่นด้วย --out เช่น --out ~/รายงาน"
	t.folderFull, t.folderFullNext = "ดิสก์ของโฟลเดอร์ %s เต็ม", "ลบไฟล์ที่ไม่ใช้ หรือเลือกดิสก์อื่นด้วย --out"
	t.folderIsFile, t.folderIsFileNext = "%s เป็นไฟล์หรืออยู่ใต้ไฟล์ ไม่ใช่โฟลเดอร์", "ตั้งชื่อโฟลเดอร์อื่นด้วย --out"
	t.folderDenied, t.folderDeniedNext = "ไม่มีสิทธิ์เขียนลงโฟลเดอร์ %s", "เลือกโฟลเดอร์ที่เขียนได้ด้วย --out เช่น --out ~/รายงาน"
	t.folderLocked, t.folderLockedNext = "มีการตรวจอื่นกำลังเขียนลงโฟลเดอร์ %s อยู่", "รอให้เสร็จก่อน หรือเลือกโฟลเดอร์อื่นด้วย --out"

	t.rulesUnread, t.rulesUnreadNext, t.rulesNoFolder = "เปิดโฟลเดอร์กฎ %s ไม่ได้", "ตรวจชื่อหลัง --rules", "%s เป็นไฟล์ --rules ต้องเป็นโฟลเดอร์"
	t.rulesFaulty, t.rulesFaultyNext = "ไฟล์กฎมีที่ผิด %d แห่ง จึงยังไม่ได้ตรวจอะไร", "แก้ตามบรรทัดข้างบน แล้วทดสอบด้วย"
	t.rulesNone, t.rulesNoneNext = "ไม่มีกฎให้ตรวจเลยแม้แต่ข้อเดียว", "truatweb rules list"
	t.rulesTested, t.rulesTestFailed = "%s: ทดสอบ %d กฎ %d ตัวอย่าง", "กฎไม่ผ่านการทดสอบ %d แห่ง"
	t.rulesTestNext, t.rulesTestOK, t.interrupted = "แก้กฎหรือเพิ่มตัวอย่างตามบรรทัดข้างบน แล้วทดสอบใหม่ด้วย", "ผ่านทุกข้อ", "ถูกสั่งหยุด"
	t.explainWants, t.explainUnknown = "ต้องบอกเลขข้อ", "ไม่มีข้อ %q%s"
	t.recordMissing, t.recordUnread, t.recordBroken = "ไม่พบไฟล์ %s", "อ่านไฟล์ %s ไม่ได้", "%s ไม่ใช่ผลตรวจที่สมบูรณ์"
	t.recordNext = "ใช้ไฟล์ audit.json ที่ truatweb audit เขียนไว้"
	t.reportWants = "ต้องบอกไฟล์ audit.json หนึ่งไฟล์"
	t.colID, t.colLevel, t.colTitle, t.colPeriod, t.colWays, t.colExamples = "ข้อ", "ระดับ", "หัวข้อ", "ช่วงเวลา", "วิธีตัดสิน", "ตัวอย่าง"
	t.wayParts, t.wayCheck, t.waySameAs, t.wayAsk = "รวมข้อย่อย", "ตรวจทางเทคนิค", "ใช้ผลข้ออื่น", "ถามคน"

	t.asOfLine, t.fyDerived, t.fyGiven = "ตรวจ ณ วันที่ %s (%s)", "ปีงบประมาณ %s (คิดจากวันที่ตรวจ เปลี่ยนได้ด้วย --fy)", "ปีงบประมาณ %s (ตามที่สั่ง)"
	t.tryingHTTP, t.stopping = "เข้าทาง https ไม่ได้ ลองทาง http: %s", "กำลังหยุดและสรุปเท่าที่รู้ กด Ctrl-C อีกครั้งเพื่อออกทันที"
	t.progressLine, t.progressDecided = "%d หน้า %d เอกสาร%s · %.1f/วินาที · %s · %s", " · ตัดสิน %d/%d ข้อ"
	t.auditFailed, t.auditFailedNext = "ตรวจ %s ไม่สำเร็จ", "ลองใหม่อีกครั้ง ถ้ายังเป็นอยู่ให้แจ้งผู้ดูแลโปรแกรมพร้อมข้อความนี้"
	t.reportsIncomplete, t.panicked = "เขียนรายงานได้ไม่ครบ", "โปรแกรมสะดุดเอง โปรดส่งข้อความทั้งหมดนี้ให้ผู้ดูแลโปรแกรม"
	t.rescued, t.notRescued = "เก็บผลตรวจไว้ที่ %s แล้ว ทำรายงานต่อได้ด้วย: truatweb report %s --out โฟลเดอร์อื่น", "เก็บผลตรวจไว้ที่อื่นก็ไม่ได้: %s"
	t.resultHead, t.resultSeen = "ผลตรวจ %s", "ดูแล้ว %d หน้า %d เอกสาร เข้าไม่ได้ %d ที่อยู่"
	t.resultStopped, t.resultFloor = "หยุดก่อนครบ: %s", "ดูเว็บได้ไม่ทั่วพอ ข้อที่ไม่เห็นจึงเป็น \"ตรวจไม่ได้\" แทน \"ไม่พบ\""
	t.resultTally, t.resultWorst, t.resultMore = "ผล: %s", "ข้อที่ต้องแก้ก่อน:", "  และอีก %d ข้อ ดูในรายงาน"
	t.resultReports, t.quietResult, t.failOnMet = "รายงาน:", "%s: %s → %s", "มี %d ข้อเข้าเงื่อนไข --fail-on: %s"
	t.noSiteLine, t.noSiteDetail = "เข้าดู %s ไม่ได้เลยแม้แต่หน้าเดียว เพราะ%s", " (%s)"

	t.doctorHead, t.doctorHave, t.doctorLack = "truatweb %s พร้อมตรวจเว็บ โปรแกรมเสริมบนเครื่องนี้:", "  มี    %s  %s", "  ไม่มี  %s — %s"
	t.doctorAll, t.doctorApt = "ครบทุกอย่าง", "ติดตั้งที่ขาด (Debian/Ubuntu): %s"
	t.toolThaiOCR, t.toolFonts = "ภาษาไทยของ Tesseract (tha)", "แบบอักษรไทย"
	t.lostChromium = "หน้าที่วาดด้วยสคริปต์จะดูไม่ได้ ข้อที่เกี่ยวข้องจะเป็น \"ตรวจไม่ได้\""
	t.lostPoppler = "อ่านข้อความใน PDF ด้วยตัวอ่านสำรอง ซึ่งอ่านภาษาไทยได้แย่กว่า"
	t.lostTesseract, t.lostThaiOCR = "ภาพและเอกสารสแกนจะอ่านไม่ได้ ต้องให้คนดู", "อ่านภาพภาษาไทยไม่ได้"
	t.lostFonts = "ภาพหน้าเว็บและเอกสารที่แปลงบนเครื่องนี้จะไม่มีตัวอักษรไทย (รายงาน HTML มีแบบอักษรในตัวแล้ว)"
}
