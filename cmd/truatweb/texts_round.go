package main

import "github.com/truatweb/truatweb/checks"

// roundTexts is what is said about rounds, the list of offices, and workers.
type roundTexts struct {
	short, long, example                                                            string
	argName, argMaybe, argFile                                                      string
	startShort, startLong, startExample, flagOffices, flagTag, flagProvince         string
	flagShare, flagQueueOnly, flagOut, badShare, begun, queued                      string
	resumeShort, resumeLong, resumed                                                string
	statusShort, statusLine, left, later, provisional                               string
	colRound, colOffices, colExpected, done, doneProvisional, flagJSON              string
	flagNotifyWhen, flagJitter, flagBrowsers, badBrowsers, flagRetryAfter           string
	badRetryAfter, flagWorkerOut, noSummary, putBack                                string
	cancelShort, cancelled, retryShort, retried                                     string
	reportShort, reportLong, written, stopped                                       string
	scheduleShort, scheduleLong, scheduleExample, flagEvery, flagHour, flagDrop     string
	flagPlans, noPlans, planLine, noPlan, dropped, badEvery, badHour, planned       string
	workerShort, workerLong, workerExample, flagMetrics, flagUntilDone, flagRound   string
	working, noMetrics, flagDatabase, flagAtOnce, badAtOnce, noFolder               string
	unknown, exists, existsNext, ended, empty, twice, none, wantsName               string
	again, rescued, otherRules, trouble                                             string
	officesShort, officesLong, officesExample, importShort, importLong, wantsFile   string
	flagDryRun, flagOffline, listChange, dryRun, imported, exportShort, flagListOut string
	listTitle, listSheet, homeFails, homeMoved                                      string
	refused, refusedNext, moreMistakes, noFile, unreadFile, oddFile, filesExample   string
	states                                                                          map[checks.EntryState]string
	every                                                                           map[string]string
}

func thaiRoundTexts() roundTexts {
	return roundTexts{
		short: "ตรวจหลายหน่วยงานเป็นรอบ",
		long: `ตรวจเว็บไซต์ของทุกหน่วยงานในรายชื่อเป็นรอบ เช่น ทุกไตรมาส แล้วสรุปเป็นภาพรวมของจังหวัดในโฟลเดอร์เดียว
หน้า index.html เปิดได้โดยไม่ต้องมีเครือข่าย รอบที่หยุดกลางคันทำต่อได้ด้วย truatweb round resume
คนเดียวเครื่องเดียวทำได้ทั้งรอบ หรือให้หลายเครื่องช่วยกันด้วย truatweb worker และ --database postgres://…`,
		example: `  truatweb offices import offices.xlsx
  truatweb round start "ไตรมาส 1/2570"
  truatweb round status
  truatweb round report "ไตรมาส 1/2570" -o ./รอบ1`,
		argName: "ชื่อรอบ", argMaybe: "[ชื่อรอบ]", argFile: "แฟ้ม",
		startShort: "เริ่มรอบใหม่และตรวจจนครบ",
		startLong: `เริ่มรอบใหม่ของหน่วยงานในรายชื่อที่นำเข้าไว้ หรือในแฟ้มที่ระบุด้วย --offices แล้วตรวจจนครบ
กฎที่ใช้ตัดสินถูกตรึงไว้ตลอดรอบ หน่วยงานที่เข้าดูไม่ได้จะลองใหม่เป็นระยะ และลองอีกรอบด้วยเวลาที่นานขึ้น
หน่วยงานที่ใช้เครื่องแม่ข่ายเดียวกันจะตรวจทีละแห่ง กด Ctrl-C เพื่อหยุด แล้วทำต่อด้วย truatweb round resume`,
		startExample: `  truatweb round start "ไตรมาส 1/2570"
  truatweb round start "เฉพาะเกาะ" --tag เกาะ --at-once 8
  truatweb round start "ไตรมาส 1/2570" --offices offices.xlsx --window "18:00-06:00" --contact it@example.go.th`,
		flagOffices: "`แฟ้ม`รายชื่อหน่วยงาน (.xlsx หรือ .csv) แทนรายชื่อที่นำเข้าไว้", flagTag: "เฉพาะหน่วยงานที่มี`ป้าย`นี้", flagProvince: "เฉพาะหน่วยงานใน`จังหวัด`นี้",
		flagShare: "`ร้อยละ`ของหน่วยงานที่ต้องเข้าดูได้ ถ้าน้อยกว่านี้ผลของรอบเป็นผลชั่วคราว (ปกติ 80)", flagQueueOnly: "เข้าคิวไว้เท่านั้น ให้ truatweb worker เป็นผู้ตรวจ",
		flagOut: "`โฟลเดอร์`ของภาพรวมและรายงาน", badShare: "--share %v ไม่ใช่ร้อยละ", begun: "เริ่มรอบ “%s”: %d หน่วยงาน ปีงบประมาณ %d", queued: "รอบ “%s” เข้าคิวแล้ว ตรวจด้วย: truatweb worker",
		resumeShort: "ทำรอบที่หยุดไว้ต่อจนครบ", resumeLong: "ทำรอบที่หยุดไว้ต่อ ไม่ระบุชื่อคือรอบล่าสุด หน่วยงานที่ตรวจแล้วไม่ตรวจซ้ำ", resumed: "ทำรอบ “%s” ต่อ: เหลือ %d หน่วยงาน",
		statusShort: "ดูว่ารอบไปถึงไหนแล้ว", statusLine: "%s: %d หน่วยงาน · %s", left: "เหลือเวลาอีกราว %s (นาทีละ %.1f แห่ง)", later: "รอลองใหม่ตามเวลา %d แห่ง ครั้งต่อไป %s สุดท้าย %s",
		colRound: "รอบ", colOffices: "หน่วยงาน", colExpected: "คาดว่า", done: "ครบแล้ว", doneProvisional: "ครบแล้ว (ผลชั่วคราว)", flagJSON: "พิมพ์เป็น JSON สำหรับโปรแกรมอื่น",
		flagNotifyWhen: "แจ้ง`เมื่อ`ใด: always คือทุกรอบที่ตรวจครบ, change คือมีอะไรเปลี่ยนจากรอบก่อน, worse คือมีข้อที่แย่ลง", flagJitter: "หน่วยงานที่ถึงคิวรอสุ่มไม่เกิน`เวลา`นี้ เพื่อไม่ให้เริ่มพร้อมกันทั้งหมด",
		flagBrowsers: "`จำนวน` Chromium ที่เปิดพร้อมกันได้ หน่วยงานที่ตรวจพร้อมกันใช้ร่วมกัน", badBrowsers: "--browsers %d ต้องอยู่ระหว่าง 1 ถึง %d",
		flagRetryAfter: "หน่วยงานที่เข้าดูไม่ได้ลองใหม่หลัง`เวลา`เหล่านี้ ครั้งท้ายให้เวลานานขึ้น (ปกติ 2m,20m,1h, 0 คือไม่ลองใหม่)", badRetryAfter: "--retry-after %s ต้องอยู่ระหว่าง 1s ถึง 24h",
		flagWorkerOut: "`โฟลเดอร์`ที่เขียนภาพรวมของรอบที่เครื่องนี้ตรวจแห่งสุดท้าย (ปกติเขียนเมื่อมี --notify)", noSummary: "รอบ “%s” ตรวจครบแล้ว แต่เขียนภาพรวมไม่ได้: %s (เขียนใหม่ได้ด้วย truatweb round report)",
		putBack:     "%s – ส่งคืนให้ตรวจใหม่",
		provisional: "ผลชั่วคราว: เข้าดูได้ %d จาก %d แห่ง น้อยกว่าร้อยละ %d ที่กำหนด",
		cancelShort: "ยกเลิกรอบที่ยังไม่ครบ", cancelled: "ยกเลิกรอบ “%s” แล้ว ผลที่ตรวจไปแล้วยังอยู่", retryShort: "ตรวจหน่วยงานที่เข้าดูไม่ได้อีกครั้ง",
		retried:     "ส่ง %d หน่วยงานกลับเข้ารอบ “%s” แล้ว ตรวจต่อด้วย: truatweb round resume %q",
		reportShort: "เขียนภาพรวมของรอบและรายงานทุกหน่วยงาน", reportLong: "เขียนโฟลเดอร์เดียวที่มีหน้า index.html สมุดงาน round.xlsx ข้อมูล round.json round.csv rollups.csv และรายงานของทุกหน่วยงาน",
		written: "ภาพรวมของรอบ: %s", stopped: "รอบ “%s” ยังไม่ครบ ผลที่ตรวจไปแล้วยังอยู่",
		scheduleShort: "ให้เริ่มรอบเองทุกไตรมาสหรือทุกเดือน",
		scheduleLong: `กำหนดให้ truatweb worker ที่ทำงานอยู่เริ่มรอบเองวันแรกของแต่ละไตรมาส (ต.ค. ม.ค. เม.ย. ก.ค.) หรือแต่ละเดือน ตามเวลาประเทศไทย
ใช้รายชื่อหน่วยงานที่นำเข้าไว้ ณ วันนั้น ถ้าไม่มี worker ทำงานตลอด ใช้ cron เรียก truatweb round start แทนได้`,
		scheduleExample: `  truatweb round schedule "จังหวัดสมมติ" --every quarter --hour 1
  truatweb round schedule --list
  truatweb round schedule "จังหวัดสมมติ" --drop`,
		flagEvery: "`ช่วง`: quarter (ทุกไตรมาส) หรือ month (ทุกเดือน)", flagHour: "`ชั่วโมง`ที่เริ่ม 0-23 เวลาประเทศไทย", flagDrop: "เลิกกำหนดการนี้", flagPlans: "ดูกำหนดการทั้งหมด",
		noPlans: "ยังไม่มีกำหนดการ", planLine: "%s: %s ครั้งต่อไป %s เวลา %02d:00 น.", noPlan: "ไม่มีกำหนดการชื่อ “%s”", dropped: "เลิกกำหนดการ “%s” แล้ว",
		badEvery: "--every “%s” ใช้ไม่ได้", badHour: "--hour %d ไม่ใช่ชั่วโมง 0 ถึง 23", planned: "กำหนดการ “%s”: %s ครั้งต่อไป %s เวลา %02d:00 น. จำนวน %d หน่วยงาน",
		workerShort: "ช่วยตรวจหน่วยงานของรอบที่เข้าคิวไว้",
		workerLong: `รับหน่วยงานจากรอบที่ยังไม่ครบมาตรวจทีละหลายแห่ง เปิดพร้อมกันกี่เครื่องก็ได้เมื่อใช้ PostgreSQL เดียวกัน
หยุดด้วย Ctrl-C หรือ SIGTERM: งานที่ทำอยู่จะส่งคืนให้เครื่องอื่นทำต่อ เครื่องที่ดับกะทันหันไม่ทำให้งานหายหรือซ้ำ
worker ที่มีกฎคนละชุดกับรอบจะไม่รับงานของรอบนั้น`,
		workerExample: `  truatweb worker --database postgres://truatweb@db.example.go.th/truatweb
  truatweb worker --at-once 8 --metrics 127.0.0.1:9464
  truatweb worker --until-done`,
		flagMetrics: "ตอบ Prometheus ที่`ที่อยู่`นี้ เช่น 127.0.0.1:9464 (/metrics)", flagUntilDone: "จบเมื่อไม่มีงานเหลือ", flagRound: "เฉพาะ`รอบ`นี้",
		working: "รับงานจาก %s ทีละ %d แห่ง", noMetrics: "เปิด --metrics ที่ “%s” ไม่ได้", flagDatabase: "`ฐานข้อมูล`ของรอบ: แฟ้ม SQLite หรือ postgres://… (ปกติอยู่ในโฟลเดอร์ข้อมูล หรือตามตัวแปร %s)",
		flagAtOnce: "`จำนวน`หน่วยงานที่ตรวจพร้อมกัน (ปกติ 4)", badAtOnce: "--at-once %d ต้องอยู่ระหว่าง 1 ถึง %d", noFolder: "สร้างโฟลเดอร์ข้อมูล %s ไม่ได้",
		unknown: "ไม่มีรอบชื่อนี้", exists: "มีรอบชื่อนี้อยู่แล้ว", existsNext: `truatweb round resume หรือตั้งชื่ออื่น`, ended: "รอบนี้จบหรือถูกยกเลิกไปแล้ว", empty: "ยังไม่มีรายชื่อหน่วยงาน", twice: "มีหน่วยงานซ้ำในรายชื่อ",
		none: "ยังไม่มีรอบการตรวจ", wantsName: "บอกชื่อรอบด้วย",
		again: "%s – จะลองใหม่ %s: %s", rescued: "%s – เครื่องที่ตรวจอยู่หายไป ส่งให้ตรวจใหม่แล้ว", otherRules: "รอบ “%s” ใช้กฎ %s คนละชุดกับเครื่องนี้ จึงไม่รับงาน: ปรับรุ่นโปรแกรมหรือ --rules ให้ตรงกัน", trouble: "ฐานข้อมูลมีปัญหา จะลองต่อ: %s",
		officesShort: "รายชื่อหน่วยงานที่ตรวจเป็นรอบ",
		officesLong: `รายชื่อเป็นสมุดงาน .xlsx หรือ .csv ที่มีหัวตาราง: รหัส หน่วยงาน อำเภอ จังหวัด เขตสุขภาพ เว็บไซต์ ขอบเขต ชื่ออื่น ผู้รับผิดชอบ ผู้ตรวจสอบ กลุ่ม
ต้องมีอย่างน้อย “หน่วยงาน” และ “เว็บไซต์” คอลัมน์อื่นมีหรือไม่ก็ได้ ลำดับใดก็ได้ ช่องที่มีหลายค่าคั่นด้วย ;`,
		officesExample: "  truatweb offices import offices.xlsx\n  truatweb offices export -o offices.xlsx",
		importShort:    "นำเข้ารายชื่อหน่วยงาน", importLong: "ตรวจทุกแถวแล้วบอกข้อผิดทั้งหมดพร้อมแถวและวิธีแก้ ถ้ามีข้อผิดจะไม่เปลี่ยนอะไรเลย ถ้าไม่มีจะบอกว่าต่างจากรายชื่อเดิมอย่างไรแล้วเก็บแทนรายชื่อเดิม",
		wantsFile: "บอกแฟ้มรายชื่อด้วย", flagDryRun: "ตรวจและบอกความต่างเท่านั้น ไม่เก็บ", flagOffline: "ไม่ลองเปิดเว็บไซต์",
		listChange: "เพิ่ม %d · ออก %d · เปลี่ยน %d · เหมือนเดิม %d", dryRun: "ยังไม่ได้เก็บ (--dry-run)", imported: "เก็บรายชื่อ %d หน่วยงานแล้ว",
		exportShort: "ส่งออกรายชื่อหน่วยงาน", flagListOut: "`แฟ้ม`ที่เขียน (.xlsx หรือ .csv) ไม่ระบุจะพิมพ์ CSV ออกมา",
		listTitle: "รายชื่อหน่วยงาน", listSheet: "หน่วยงาน", homeFails: "เปิดหน้าแรกไม่ได้ (%s) ตรวจที่อยู่ในรายชื่อ", homeMoved: "หน้าแรกย้ายไปที่ %s แก้ในรายชื่อถ้าย้ายถาวร",
		refused: "%s มีข้อผิด %d แห่ง จึงไม่นำเข้า", refusedNext: "แก้ตามที่บอกแล้วนำเข้าใหม่", moreMistakes: "และอีก %d แห่ง",
		noFile: "ไม่มีแฟ้ม %s", unreadFile: "อ่านแฟ้ม %s ไม่ได้", oddFile: "%s ไม่ใช่แฟ้มรายชื่อ หรือใหญ่เกินไป", filesExample: "truatweb offices import offices.xlsx",
		states: map[checks.EntryState]string{checks.Waiting: "รอตรวจ", checks.Running: "กำลังตรวจ", checks.Audited: "ตรวจแล้ว", checks.Failed: "เข้าดูไม่ได้", checks.Cancelled: "ยกเลิก"},
		every:  map[string]string{"quarter": "ทุกไตรมาส", "month": "ทุกเดือน"},
	}
}

func englishRoundTexts() roundTexts {
	return roundTexts{
		short: "audit many offices in rounds",
		long: `Audits the websites of all offices of a list in a round, such as each quarter, and sums them up for the province in one folder.
Its index.html opens without a network. A round that was stopped goes on with truatweb round resume.
One person with one computer can do a round; many computers share it by truatweb worker and --database postgres://…`,
		example: `  truatweb offices import offices.xlsx
  truatweb round start "2570-Q1"
  truatweb round status
  truatweb round report "2570-Q1" -o ./round1`,
		argName: "NAME", argMaybe: "[NAME]", argFile: "FILE",
		startShort: "begin a round and audit until it is done",
		startLong: `Begins a round of the offices that were imported, or of those in --offices, and audits until it is done.
The rules are frozen for the round. Offices that cannot be looked at are tried again, and once more with longer patience.
Offices that share a host are audited one after another. Ctrl-C stops; truatweb round resume goes on.`,
		startExample: `  truatweb round start "2570-Q1"
  truatweb round start "islands" --tag เกาะ --at-once 8
  truatweb round start "2570-Q1" --offices offices.xlsx --window "18:00-06:00" --contact it@example.go.th`,
		flagOffices: "list of offices, a `FILE` (.xlsx or .csv) in place of the imported one", flagTag: "only offices with this `TAG`", flagProvince: "only offices of this `PROVINCE`",
		flagShare: "`PERCENT` of the offices that must have been looked at; with fewer the round is provisional", flagQueueOnly: "only queue; truatweb worker audits",
		flagOut: "`FOLDER` of the summary and the reports", badShare: "--share %v is no per cent", begun: "round “%s” begun: %d offices, fiscal year %d", queued: "round “%s” is queued; audit it with: truatweb worker",
		resumeShort: "go on with a round until it is done", resumeLong: "Goes on with a round, the latest if none is named. What was audited is not audited again.", resumed: "going on with “%s”: %d offices left",
		statusShort: "how far rounds have come", statusLine: "%s: %d offices · %s", left: "about %s left (%.1f a minute)", later: "%d wait for another try, the next at %s, the last at %s",
		colRound: "round", colOffices: "offices", colExpected: "expected", done: "done", doneProvisional: "done (PROVISIONAL)", flagJSON: "print JSON for other programs",
		flagNotifyWhen: "`WHEN` to tell: always (each round that is done), change (anything differs from the round before), worse (some item is worse)", flagJitter: "an office whose turn has come waits at random up to this `TIME`, so that not all begin at once",
		flagBrowsers: "`NUMBER` of Chromiums that may run at once; the offices that are audited at once share them", badBrowsers: "--browsers %d must be from 1 to %d",
		flagRetryAfter: "offices that could not be looked at are tried again after these `TIMES`, the last ones with longer limits (default 2m,20m,1h; 0 tries none again)", badRetryAfter: "--retry-after %s must be from 1s to 24h",
		flagWorkerOut: "`FOLDER` for the summaries of rounds whose last office this worker audits (by default with --notify only)", noSummary: "round “%s” is done, but cannot be summed up: %s (truatweb round report does it again)",
		putBack:     "%s – put back for another try",
		provisional: "PROVISIONAL: %d of %d could be looked at, fewer than the %d%% asked for",
		cancelShort: "end a round that is not done", cancelled: "round “%s” is cancelled; what was audited is kept", retryShort: "audit the offices again that could not be looked at",
		retried:     "%d offices are back in the round “%s”; go on with: truatweb round resume %q",
		reportShort: "write the summary of a round and all reports", reportLong: "Writes one folder with index.html, round.xlsx, round.json, round.csv, rollups.csv and the reports of all offices.",
		written: "summary of the round: %s", stopped: "round “%s” is not done; what was audited is kept",
		scheduleShort: "have rounds begin by themselves each quarter or month",
		scheduleLong: `A running truatweb worker begins a round on the first day of each quarter (Oct, Jan, Apr, Jul) or month, in Asia/Bangkok,
of the list of offices that is imported by then. Where no worker runs all the time, have cron call truatweb round start.`,
		scheduleExample: `  truatweb round schedule "province" --every quarter --hour 1
  truatweb round schedule --list
  truatweb round schedule "province" --drop`,
		flagEvery: "`SPAN`: quarter or month", flagHour: "`HOUR` of the start, 0-23, Asia/Bangkok", flagDrop: "forget this plan", flagPlans: "list the plans",
		noPlans: "no plans yet", planLine: "%s: %s, next %s at %02d:00", noPlan: "no plan is called “%s”", dropped: "plan “%s” is forgotten",
		badEvery: "--every “%s” is unknown", badHour: "--hour %d is no hour from 0 to 23", planned: "plan “%s”: %s, next %s at %02d:00, %d offices",
		workerShort: "audit offices of queued rounds",
		workerLong: `Takes offices of rounds that are not done, several at once. Any number of computers may share one PostgreSQL.
Ctrl-C or SIGTERM ends it: what it was auditing goes back. One that dies loses and doubles nothing.
A worker with other rules than a round was begun with takes none of its offices.`,
		workerExample: `  truatweb worker --database postgres://truatweb@db.example.go.th/truatweb
  truatweb worker --at-once 8 --metrics 127.0.0.1:9464
  truatweb worker --until-done`,
		flagMetrics: "answer Prometheus at this `ADDRESS`, such as 127.0.0.1:9464 (/metrics)", flagUntilDone: "end when nothing is left to do", flagRound: "only this `ROUND`",
		working: "taking offices from %s, %d at once", noMetrics: "--metrics cannot listen at “%s”", flagDatabase: "`DATABASE` of the rounds: a SQLite file or postgres://… (by default in the data folder, or as %s says)",
		flagAtOnce: "`NUMBER` of offices audited at once (default 4)", badAtOnce: "--at-once %d must be from 1 to %d", noFolder: "the data folder %s cannot be made",
		unknown: "there is no round of that name", exists: "there is a round of that name", existsNext: "truatweb round resume, or another name", ended: "the round has ended or was cancelled", empty: "there is no list of offices yet", twice: "an office is in the list twice",
		none: "no rounds yet", wantsName: "name the round",
		again: "%s – will be tried again at %s: %s", rescued: "%s – its worker was lost; put back", otherRules: "round “%s” was begun with other rules of %s than this computer has: bring the program or --rules to the same version", trouble: "trouble with the database, going on: %s",
		officesShort: "the list of offices that rounds audit",
		officesLong: `The list is a workbook (.xlsx) or CSV with the columns รหัส (code) หน่วยงาน (name) อำเภอ จังหวัด เขตสุขภาพ เว็บไซต์ (home) ขอบเขต (scope) ชื่ออื่น ผู้รับผิดชอบ ผู้ตรวจสอบ กลุ่ม (tags).
Name and home must be there; the others may be, in any order. Several values in one cell are parted by ;`,
		officesExample: "  truatweb offices import offices.xlsx\n  truatweb offices export -o offices.xlsx",
		importShort:    "take in a list of offices", importLong: "Checks every row and tells all mistakes with row and mend; with any nothing is changed. Otherwise tells what differs from the list before and keeps the new one.",
		wantsFile: "name the file", flagDryRun: "check and compare, keep nothing", flagOffline: "do not try the websites",
		listChange: "added %d · gone %d · changed %d · same %d", dryRun: "nothing kept (--dry-run)", imported: "%d offices kept",
		exportShort: "write the list of offices", flagListOut: "`FILE` to write (.xlsx or .csv); CSV to the output if none",
		listTitle: "Offices", listSheet: "offices", homeFails: "the home page does not open (%s): check the address", homeMoved: "the home page has moved to %s: mend the list if for good",
		refused: "%s has %d mistakes and was not taken in", refusedNext: "mend what is told and import it again", moreMistakes: "and %d more",
		noFile: "there is no file %s", unreadFile: "%s cannot be read", oddFile: "%s is no list, or too large", filesExample: "truatweb offices import offices.xlsx",
		states: map[checks.EntryState]string{checks.Waiting: "waiting", checks.Running: "running", checks.Audited: "audited", checks.Failed: "could not look", checks.Cancelled: "cancelled"},
		every:  map[string]string{"quarter": "each quarter", "month": "each month"},
	}
}
