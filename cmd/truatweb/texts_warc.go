package main

// warcTexts is what is said of records of crawls.
type warcTexts struct {
	argFile                                             string
	collectShort, collectLong, collectExample           string
	judgeShort, judgeLong, judgeExample                 string
	flagWARC, flagSince, flagFresh, flagJudgeOut        string
	flagJudgeHome, flagJudgeOffice, flagJudgeAsOf       string
	flagCollectOut, flagJudgeFY                         string
	goingOn, anew, anewUnread, anewVersion              string
	anewOther, anewStale, sinceLine, stoppedLine        string
	collected, collectedAt, judging, judgeWants         string
	missing, unread, foreign, noPages, noHome, torn     string
	damagedLine, next, nextHome, nextAnother, keptCause string

	looks map[string]string // by warc.NotWARC.Looks
}

func thaiWARC(t *texts) {
	t.warc = warcTexts{
		argFile:      "ไฟล์.warc.gz",
		collectShort: "เดินดูเว็บไซต์แล้วเก็บทั้งหมดลงไฟล์ WARC โดยยังไม่ตัดสิน",
		collectLong: "เดินดูเว็บไซต์และวัดเครื่องแม่ข่ายเหมือน audit แต่ไม่ตัดสินและไม่เขียนรายงาน เก็บไว้เป็นไฟล์ WARC (ISO 28500) กับสารบัญ\n" +
			"ตัดสินภายหลังได้ด้วย truatweb judge กี่ครั้งก็ได้ โดยไม่เข้าเว็บไซต์อีก ถ้าถูกขัดจังหวะ คำสั่งเดิมจะทำต่อจากที่ค้าง",
		collectExample: "  truatweb collect https://www.example.go.th\n  truatweb collect https://www.example.go.th --out ./เก็บ --max-time 30m",
		judgeShort:     "ตัดสินเว็บไซต์จากไฟล์ WARC โดยไม่เข้าเว็บไซต์",
		judgeLong: "อ่านไฟล์ WARC ที่ truatweb audit, truatweb collect, wget --warc-file หรือโปรแกรมอื่นเก็บไว้ แล้วตัดสินและเขียนรายงาน\n" +
			"ไม่ต่อเครือข่ายเลย ไฟล์เดิม กฎเดิม วันเดิม ได้ผลเดิมทุกตัวอักษร ให้ชื่อโฟลเดอร์รายงานแทนชื่อไฟล์ก็ได้",
		judgeExample: "  truatweb judge report-www.example.go.th-2026-11-23/site.warc.gz\n" +
			"  truatweb judge site.warc.gz --as-of 2026-11-23 --fy 2570 --out ./ตัดสินใหม่\n" +
			"  truatweb judge wget.warc.gz --home https://www.example.go.th --standards oia2540",
		flagWARC:        "เก็บทุกอย่างที่เว็บไซต์ตอบเป็น site.warc.gz ไว้ข้างรายงาน ซึ่งทำให้ทำต่อได้เมื่อถูกขัดจังหวะ (--warc=false คือไม่เก็บ)",
		flagSince:       "ขอเฉพาะสิ่งที่เปลี่ยนจาก`ไฟล์` WARC หรือโฟลเดอร์รายงานครั้งก่อน: auto คือหาข้างโฟลเดอร์รายงานเอง, off คือขอใหม่ทั้งหมด",
		flagFresh:       "เริ่มใหม่ทั้งหมด แม้มีการตรวจที่ค้างอยู่",
		flagJudgeOut:    "`โฟลเดอร์`ที่จะเก็บรายงาน (ปกติ ./report-ชื่อเว็บ-วันที่ตัดสิน ไม่ทับของเดิม)",
		flagCollectOut:  "`โฟลเดอร์`ที่จะเก็บไฟล์ (ปกติ ./report-ชื่อเว็บ-วันที่ ไม่ทับของเดิม)",
		flagJudgeHome:   "`ที่อยู่`หน้าแรกของเว็บในไฟล์ (ปกติตามที่ไฟล์บอก หรือหน้าแรกสุดที่มีในไฟล์)",
		flagJudgeOffice: "`ไฟล์`ข้อมูลหน่วยงาน YAML หรือ JSON (ปกติตามที่ไฟล์ WARC บอก)",
		flagJudgeAsOf:   "`วันที่`ใช้ตัดสิน ปปปป-ดด-วว ค.ศ. (ปกติวันที่ของการตรวจที่เก็บไว้)",
		flagJudgeFY:     "`ปีงบประมาณ` พ.ศ. ที่ใช้ตัดสิน (ปกติตามการตรวจที่เก็บไว้ หรือคิดจากวันที่)",
		goingOn:         "ทำต่อจากที่ค้าง: มีคำตอบของ %d ที่อยู่อยู่แล้วใน %s (เริ่มใหม่ทั้งหมดได้ด้วย --fresh)",
		anew:            "มีการตรวจที่ค้างอยู่ แต่เริ่มใหม่ทั้งหมด เพราะ%s",
		anewUnread:      "อ่านส่วนที่ค้างไม่ได้", anewVersion: "โปรแกรมรุ่นนี้อ่านส่วนที่ค้างไม่ได้", anewOther: "สั่งไม่เหมือนครั้งนั้น (ที่อยู่ ขอบเขต หรือเพดานต่างกัน)",
		anewStale: "ค้างมาเกิน 24 ชั่วโมงแล้ว", sinceLine: "ขอเฉพาะสิ่งที่เปลี่ยนจากครั้งก่อน: %s (ขอใหม่ทั้งหมดได้ด้วย --since off)",
		stoppedLine: "เก็บส่วนที่ดูแล้วไว้ใน %s สั่งคำสั่งเดิมภายใน 24 ชั่วโมงเพื่อทำต่อ",
		collected:   "เก็บ %s แล้ว: %d หน้า %d เอกสาร เข้าไม่ได้ %d ที่อยู่", collectedAt: "ตัดสินได้ด้วย: truatweb judge %s",
		judging: "ตัดสินจากไฟล์ %s ซึ่งเก็บเมื่อ %s (%s) ไม่ต่อเครือข่าย", judgeWants: "ต้องบอกไฟล์ WARC หนึ่งไฟล์",
		missing: "ไม่พบไฟล์ %s", unread: "อ่านไฟล์ %s ไม่ได้", foreign: "%s ไม่ใช่ไฟล์ WARC แต่%s", noPages: "%s เป็นไฟล์ WARC แต่ไม่มีคำตอบจากเว็บไซต์อยู่เลย",
		noHome: "ไม่รู้ว่าหน้าแรกของเว็บใน %s คือหน้าใด", torn: "คำเตือน: ไฟล์ %s ขาดตอน จึงใช้เท่าที่อ่านได้ ข้อที่ไม่เห็นจะเป็น \"ตรวจไม่ได้\" แทน \"ไม่พบ\"",
		damagedLine: "คำเตือน: ไฟล์ %s มีส่วนที่อ่านไม่ได้และถูกข้ามไป (%s)",
		next:        "ใช้ไฟล์ site.warc.gz ที่ truatweb audit หรือ truatweb collect เก็บไว้ หรือที่ได้จาก wget --warc-file", nextHome: "บอกหน้าแรกด้วย --home https://www.example.go.th",
		nextAnother: "ตรวจว่าคัดลอกไฟล์มาครบ แล้วลองใหม่", keptCause: "เก็บสิ่งที่เว็บไซต์ตอบไม่ได้ จึงหยุด ส่วนที่เก็บแล้วไม่เสียหาย แก้เหตุแล้วสั่งคำสั่งเดิมเพื่อทำต่อ",
		looks: map[string]string{"empty": "เป็นไฟล์ว่าง", "zip": "เป็นไฟล์ ZIP หรือ Office", "html": "เป็นหน้าเว็บ (HTML)", "pdf": "เป็นไฟล์ PDF", "zstd": "บีบอัดแบบ zstd ซึ่งอ่านไม่ได้ ให้แปลงเป็น gzip ก่อน",
			"gzip": "เป็นไฟล์ gzip ของอย่างอื่น", "text": "เป็นไฟล์ข้อความ", "other": "เป็นไฟล์ชนิดอื่น"},
	}
}

func englishWARC(t *texts) {
	t.warc = warcTexts{
		argFile:      "FILE.warc.gz",
		collectShort: "crawl a website and keep all of it as a WARC file, without judging it",
		collectLong: "Crawls a website and measures its server as audit does, but judges nothing and writes no reports: it keeps a WARC file (ISO 28500) and its index.\n" +
			"truatweb judge then judges it as often as you like, without the website. If it is interrupted, the same command goes on where it stopped.",
		collectExample: "  truatweb collect https://www.example.go.th\n  truatweb collect https://www.example.go.th --out ./kept --max-time 30m",
		judgeShort:     "judge a website from a WARC file, without the website",
		judgeLong: "Reads a WARC file that truatweb audit, truatweb collect, wget --warc-file or another program made, judges it and writes reports.\n" +
			"Nothing is asked of any network. The same file, rules and day give the same result to the letter. A folder of reports will do for a file.",
		judgeExample: "  truatweb judge report-www.example.go.th-2026-11-23/site.warc.gz\n" +
			"  truatweb judge site.warc.gz --as-of 2026-11-23 --fy 2570 --out ./again\n" +
			"  truatweb judge wget.warc.gz --home https://www.example.go.th --standards oia2540",
		flagWARC:        "keep all that the website answers as site.warc.gz beside the reports, so that an interrupted run can go on (--warc=false keeps nothing)",
		flagSince:       "ask only for what has changed since a `FILE` (WARC) or a folder of earlier reports: auto looks beside the reports, off asks for everything",
		flagFresh:       "begin anew, although an interrupted run could be gone on with",
		flagJudgeOut:    "`FOLDER` for the reports (default ./report-HOST-DAY, never over earlier ones)",
		flagCollectOut:  "`FOLDER` for the files (default ./report-HOST-DAY, never over earlier ones)",
		flagJudgeHome:   "`ADDRESS` of the home page in the file (default what the file says, or the first page in it)",
		flagJudgeOffice: "`FILE` about the office, YAML or JSON (default what the WARC file says)",
		flagJudgeAsOf:   "`DAY` to judge for, YYYY-MM-DD (default that of the recorded run)",
		flagJudgeFY:     "fiscal `YEAR` (BE) to judge for (default that of the recorded run, or of the day)",
		goingOn:         "going on where it stopped: the answers of %d addresses are in %s already (--fresh begins anew)",
		anew:            "there is an interrupted run, but this begins anew, since %s",
		anewUnread:      "what is there cannot be read", anewVersion: "this version of the program cannot go on with it", anewOther: "it was told something else (address, scope or limits)",
		anewStale: "it is more than 24 hours old", sinceLine: "asking only for what has changed since %s (--since off asks for everything)",
		stoppedLine: "what was seen is kept in %s; the same command goes on with it within 24 hours",
		collected:   "kept %s: %d pages, %d documents, %d addresses that did not open", collectedAt: "judge it with: truatweb judge %s",
		judging: "judging from %s, collected on %s (%s); no network is used", judgeWants: "name one WARC file",
		missing: "there is no file %s", unread: "cannot read %s", foreign: "%s is no WARC file: %s", noPages: "%s is a WARC file, but holds no answer of a website",
		noHome: "which page of %s is the home page is not known", torn: "warning: %s breaks off; what could be read is used, and what is not seen becomes \"could not look\" instead of \"absent\"",
		damagedLine: "warning: parts of %s could not be read and were passed over (%s)",
		next:        "use a site.warc.gz that truatweb audit or truatweb collect has kept, or one of wget --warc-file", nextHome: "name the home page with --home https://www.example.go.th",
		nextAnother: "see whether the file was copied whole, and try again", keptCause: "what the website answers cannot be kept, so the run ended; what was kept is unharmed: mend the cause and give the same command to go on",
		looks: map[string]string{"empty": "it is empty", "zip": "it is a ZIP or Office file", "html": "it is a web page (HTML)", "pdf": "it is a PDF file", "zstd": "it is packed with zstd, which cannot be read; repack it with gzip",
			"gzip": "it is a gzip file of something else", "text": "it is a text file", "other": "it is some other file"},
	}
}
