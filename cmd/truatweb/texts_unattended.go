package main

// unattendedTexts is what is said around runs that nobody watches.
type unattendedTexts struct {
	flagNotify, flagNotifyWhen, flagJitter    string
	badNotifyWhen, badNotifyKind, badNotifyTo string
	badJitter, notifyExample                  string
	notifySettings, notifySettingsNext        string
	settingMissing, settingWrong              string
	lingering, notTold, sinceLast             string
}

func thaiUnattended(t *texts) {
	t.unattended = unattendedTexts{
		flagNotify:     "`ผู้รับ`แจ้งผล คั่นด้วยจุลภาค: mail:ที่อยู่อีเมล, line:รหัสผู้ใช้หรือกลุ่ม, webhook:ที่อยู่เว็บ หรือ webhook:env:ชื่อตัวแปร (รหัสผ่านและโทเคนตั้งในตัวแปรสภาพแวดล้อม)",
		flagNotifyWhen: "แจ้ง`เมื่อ`ใด: change คือมีอะไรเปลี่ยนจากครั้งก่อน, worse คือแย่ลงหรือเข้าเว็บไม่ได้, always คือทุกครั้ง (ปกติ change)",
		flagJitter:     "รอสุ่มไม่เกิน`เวลา`นี้ก่อนเริ่ม เช่น 10m เพื่อไม่ให้หลายเครื่องเริ่มพร้อมกัน",
		badNotifyWhen:  "--notify-when ไม่รู้จัก %q%s", badNotifyKind: "--notify ไม่รู้จักวิธีแจ้ง %q%s", badNotifyTo: "ผู้รับใน --notify ใช้ไม่ได้: %s",
		badJitter: "--jitter %s ต้องอยู่ระหว่าง 0 ถึง 24h", notifyExample: "--notify mail:it@example.go.th หรือ --notify line:Uxxxx หรือ --notify webhook:https://example.go.th/hook",
		notifySettings: "ยังตั้งค่าสำหรับ --notify ไม่ครบ จึงยังไม่ได้ตรวจอะไร", notifySettingsNext: "ตั้งตัวแปรสภาพแวดล้อมข้างบน ดูตัวอย่างใน README หัวข้อ \"ใช้ประจำ\"",
		settingMissing: "ยังไม่ได้ตั้งตัวแปร %s", settingWrong: "ตัวแปร %s ใช้ไม่ได้: %s",
		lingering: "รอ %s ก่อนเริ่ม (--jitter)", notTold: "คำเตือน: แจ้ง %s ไม่สำเร็จหลังลอง %d ครั้ง: %s (ผลตรวจไม่เสียหาย)",
		sinceLast: "เทียบกับครั้งก่อน (%s): %s",
	}
}

func englishUnattended(t *texts) {
	t.unattended = unattendedTexts{
		flagNotify:     "`TARGETS` to tell the result, comma-separated: mail:ADDRESS, line:USER-OR-GROUP-ID, webhook:URL or webhook:env:VARIABLE (passwords and tokens come from the environment)",
		flagNotifyWhen: "`WHEN` to tell: change (anything differs from last time), worse (worse, or the site cannot be looked at), always (default change)",
		flagJitter:     "wait at random up to this `TIME` before the start, such as 10m, so that many machines do not begin at once",
		badNotifyWhen:  "--notify-when does not know %q%s", badNotifyKind: "--notify does not know the kind %q%s", badNotifyTo: "a target of --notify cannot be used: %s",
		badJitter: "--jitter %s must lie between 0 and 24h", notifyExample: "--notify mail:it@example.go.th or --notify line:Uxxxx or --notify webhook:https://example.go.th/hook",
		notifySettings: "settings for --notify are missing, so nothing was audited yet", notifySettingsNext: "set the environment variables above; cmd/truatweb/unattended/README.md has an example",
		settingMissing: "the variable %s is not set", settingWrong: "the variable %s cannot be used: %s",
		lingering: "waiting %s before the start (--jitter)", notTold: "warning: %s could not be told after %d tries: %s (the audit is unharmed)",
		sinceLast: "since last time (%s): %s",
	}
}
