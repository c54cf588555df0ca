package main

import "github.com/truatweb/truatweb/reports/papers"

// papersTexts is what the command papers says.
type papersTexts struct {
	short, long, example                          string
	flagOut, flagOnly, flagStandards, flagSender  string
	flagContact, flagUserAgent, flagIP, flagHours string
	unknown, noStandard, nothing, none            string
	noPrinter, noPrinterNext                      string
	why                                           map[string]string // why there is nothing to make a paper of, by its name
}

const papersExample = "  truatweb papers report-example/audit.json\n" +
	"  truatweb papers report-example --only mitas,followup -o ./เอกสาร\n" +
	"  truatweb papers report-example --only letter --sender \"สำนักงานสาธารณสุขจังหวัดตัวอย่าง\" --contact it@example.go.th --ip 203.0.113.5"

func thaiPapers(t *texts) {
	t.papers = papersTexts{
		short: "ทำเอกสารราชการจากผลตรวจ: แบบ MITAS รายงานกำกับติดตาม แบบฟอร์มขอเผยแพร่ และหนังสือขออนุญาต",
		long: "ทำเอกสารที่กรอกเท่าที่ผลตรวจบอกได้ เหลือช่องให้คนเขียนและลงชื่อ โดยไม่เข้าเว็บไซต์อีก\n\n" +
			"  mitas     แบบประเมิน MITAS (Excel) กรอก มี/ไม่มี ลิงก์ และคำชี้แจง\n" +
			"  followup  บันทึกข้อความและรายงานผลการกำกับติดตามการเผยแพร่ข้อมูลประจำปี (Word)\n" +
			"  request   แบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์ ข้อละหนึ่งหน้า เฉพาะข้อที่ขาด ไม่ครบ ปีไม่ตรง หรือเปิดไม่ได้ (Word)\n" +
			"  letter    หนังสือถึงผู้ดูแลเว็บ ขอให้อนุญาตโปรแกรมเข้าอ่าน พร้อมรายการที่ถูกปฏิเสธ (Word)",
		example: papersExample, flagOut: "`โฟลเดอร์`ที่จะเก็บเอกสาร (ปกติที่เดียวกับ audit.json)", flagOnly: "`เอกสาร`ที่จะทำ คั่นด้วยจุลภาค: %s (ปกติทุกแบบที่ผลตรวจมีเรื่องให้ทำ)",
		flagStandards: "`ชุด`ที่จะทำแบบฟอร์มขอเผยแพร่ (ปกติชุดแรก คือประกาศของหน่วยงาน)", flagSender: "`หน่วยงาน`ผู้ส่งหนังสือ", flagContact: "`ที่ติดต่อ`ผู้ประสานงานในหนังสือ",
		flagUserAgent: "`ชื่อ`ที่โปรแกรมใช้แนะนำตัวต่อเว็บ (ปกติตามที่ audit ใช้)", flagIP: "`หมายเลข` IP ของเครื่องที่ใช้ตรวจ ใส่ในหนังสือ", flagHours: "`ช่วงเวลา`ที่จะตรวจ ใส่ในหนังสือ",
		unknown: "ไม่มีเอกสารชื่อ %q%s", noStandard: "ผลตรวจนี้ไม่มีชุด %q%s", nothing: "ไม่ได้ทำ %s: %s", none: "ไม่มีเอกสารให้ทำจากผลตรวจนี้",
		noPrinter: "ทำ PDF ไม่ได้ เพราะเครื่องนี้ไม่มี Chromium รายงานแบบอื่นไม่เสียหาย", noPrinterNext: "ติดตั้ง Chromium ตามที่ truatweb doctor บอก หรือเปิด report.html แล้วสั่งพิมพ์เป็น PDF",
		why: map[string]string{
			papers.MITAS: "ผลตรวจนี้ไม่ได้เทียบกับเกณฑ์ MOIT", papers.FollowUp: "ผลตรวจไม่มีข้อกำหนด",
			papers.Request: "ไม่มีข้อที่ต้องเผยแพร่หรือแก้ไขในชุดที่เลือก", papers.Letter: "เว็บไซต์ไม่ได้ปฏิเสธโปรแกรม จึงไม่มีเรื่องต้องขออนุญาต",
		},
	}
}

func englishPapers(t *texts) {
	t.papers = papersTexts{
		short: "make official Thai papers from an audit: MITAS sheet, follow-up report, request forms, letter",
		long: "Fills papers as far as the audit knows and leaves the rest to be written and signed. Nothing is fetched. The papers are Thai.\n\n" +
			"  mitas     the ministry's assessment sheet (Excel)\n" +
			"  followup  the memo and the yearly report on following up publication (Word)\n" +
			"  request   the publication request form, a page an item that is missing, partial, of the wrong year or does not open (Word)\n" +
			"  letter    a letter that asks the site's keeper to let the program in, with what was refused (Word)",
		example: papersExample, flagOut: "`FOLDER` for the papers (default where audit.json is)", flagOnly: "`PAPERS` to make, comma-separated: %s (default all that the audit gives a reason for)",
		flagStandards: "`STANDARDS` whose items are requested (default the first, the office's own)", flagSender: "`OFFICE` that sends the letter", flagContact: "`CONTACT` named in the letter",
		flagUserAgent: "`NAME` by which the program introduces itself (default that of audit)", flagIP: "`ADDRESSES` (IP) that the auditor comes from, for the letter", flagHours: "`TIMES` of the audits, for the letter",
		unknown: "there is no paper %q%s", noStandard: "this audit has no standard %q%s", nothing: "%s not made: %s", none: "this audit gives no reason for any paper",
		noPrinter: "no PDF can be made, since this machine has no Chromium; the other reports are unharmed", noPrinterNext: "install Chromium as truatweb doctor says, or open report.html and print it as PDF",
		why: map[string]string{
			papers.MITAS: "the audit was not held against MOIT", papers.FollowUp: "the audit has no requirements",
			papers.Request: "nothing is to be published or put right in the chosen standards", papers.Letter: "the site turned nothing away",
		},
	}
}
