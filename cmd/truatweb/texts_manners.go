package main

// mannersTexts is what is said of sparing servers.
type mannersTexts struct {
	flagWindow, badWindow       string
	waitingHours, leavingServer string
}

func thaiManners(t *texts) {
	t.manners = mannersTexts{
		flagWindow:    "`ช่วงเวลา`ไทยที่ให้เข้าเว็บได้ นอกนั้นจะรอ เช่น 18:00-06:00 หรือ \"mon-fri 18:00-06:00,sat-sun 00:00-24:00\" (ปกติทุกเวลา เวลาที่รอไม่นับใน --max-time)",
		badWindow:     "--window %q ไม่ใช่ช่วงเวลา",
		waitingHours:  "ยังไม่ถึงเวลาที่ให้เข้าเว็บ (--window) รอถึง %s น. กด Ctrl-C เพื่อเลิกรอ",
		leavingServer: "เครื่องแม่ข่าย %s มีปัญหาติดกันหลายครั้งหรือขอให้รอ จึงพักไม่รบกวนถึง %s น. แล้วจะลองอีกครั้งเดียว",
	}
}

func englishManners(t *texts) {
	t.manners = mannersTexts{
		flagWindow:    "`HOURS` in Thailand at which the site may be asked, such as 18:00-06:00 or \"mon-fri 18:00-06:00,sat-sun 00:00-24:00\"; outside them the run waits (default always; waiting does not count towards --max-time)",
		badWindow:     "--window %q is no span of hours",
		waitingHours:  "outside the hours of --window; waiting until %s, Ctrl-C gives up",
		leavingServer: "the server %s failed again and again, or asked for time: it is left alone until %s and then tried once",
	}
}
