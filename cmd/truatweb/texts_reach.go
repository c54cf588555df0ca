package main

// reachTexts is what is said of how far and how fast a crawl goes.
type reachTexts struct {
	flagUntil, badUntil                        string
	flagWorkers, badWorkers, workersNeedNoRate string
	decidedAfter, stoppedEarly, untold         string
}

func thaiReach(t *texts) {
	t.reach = reachTexts{
		flagUntil:         "`ดูถึงเมื่อไร` seen ดูจนครบทั้งเว็บ หรือ decided หยุดทันทีที่พบหลักฐานครบทุกข้อที่ค้นด้วยคำได้ (จะไม่สรุปว่าข้อใด “ไม่พบ” จากการดูเช่นนี้)",
		badUntil:          "--until %q ไม่รู้จัก %s",
		flagWorkers:       "`จำนวน`หน้าที่เปิดพร้อมกัน มากกว่า 1 ได้เฉพาะเมื่อใช้ --rate 0",
		badWorkers:        "--workers %s ใช้ไม่ได้ ต้องเป็น 1 ถึง %d",
		workersNeedNoRate: "--workers มากกว่า 1 ใช้ได้เฉพาะกับ --rate 0 เพราะปกติจะเปิดทีละหน้าเพื่อไม่รบกวนเครื่องแม่ข่าย",
		decidedAfter:      "ตัดสินข้อสุดท้ายที่พบได้หลังดูไป %d จาก %d หน้าและเอกสาร",
		stoppedEarly:      "ถูกสั่งหยุดก่อนจบ ผลนี้บอกได้เท่าที่เห็นจนถึงตอนนั้น",
		untold:            "เขียนผลออกทาง stdout ไม่ได้",
	}
}

func englishReach(t *texts) {
	t.reach = reachTexts{
		flagUntil:         "`WHEN` to end: seen, once the whole site was looked at, or decided, once there is proof of every item that words lead to (nothing is then called missing)",
		badUntil:          "--until %q is not known; %s",
		flagWorkers:       "`NUMBER` of pages to open at once; more than 1 only with --rate 0",
		badWorkers:        "--workers %s cannot be used; it must be 1 to %d",
		workersNeedNoRate: "--workers above 1 needs --rate 0: otherwise one page at a time is opened, to spare the server",
		decidedAfter:      "the last item found was decided after %d of %d pages and documents",
		stoppedEarly:      "stopped before the end: this speaks of what was seen until then",
		untold:            "the result could not be written to stdout",
	}
}
