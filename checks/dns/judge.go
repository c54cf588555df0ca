package dns

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// Judge implements checks.Check.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	if raw := site.Measured[key]; raw == nil || json.Unmarshal(raw, &m) != nil {
		return visit.Unmeasured(site)
	}
	switch {
	case m.Inner:
		return visit.Blind(checks.NotMeasured, m.proof("ไม่ได้ถามระบบชื่อโดเมน เพราะเว็บไซต์ที่ตรวจไม่ได้อยู่บนอินเทอร์เน็ตสาธารณะ", "A"))
	case m.Skipped == checks.NoName:
		return visit.Blind(checks.NoName, visit.Proof(m.Home, m.Host+" เป็นเลขที่อยู่ ไม่มีชื่อให้ถามในระบบชื่อโดเมน", "", m.SeenAt))
	case m.Skipped != "":
		return visit.Blind(m.Skipped)
	case name == AAAA:
		return m.aaaa()
	case name == CAA:
		return m.caa()
	}
	return m.dnssec()
}

func (m *measured) proof(quote, kind string) checks.Evidence {
	return visit.Proof(m.Home, quote, "dig "+visit.Shell(m.Host)+" "+kind, m.SeenAt)
}

// silent is the answer where a question was not answered.
func (m *measured) silent(s state) (checks.Answer, bool) {
	switch s {
	case answered, nothing:
		return checks.Answer{}, false
	case timeout:
		return visit.Blind(checks.Timeout), true
	}
	return visit.Blind(checks.DNS), true
}

func (m *measured) aaaa() checks.Answer {
	if a, yes := m.silent(m.AAAA); yes {
		return a
	}
	if len(m.Six) == 0 {
		quote := m.Host + " ไม่มีระเบียน AAAA เข้าทาง IPv6 ไม่ได้"
		if len(m.Useless) > 0 {
			quote = m.Host + " มีระเบียน AAAA แต่เป็นที่อยู่ที่ใช้บนอินเทอร์เน็ตไม่ได้: " + strings.Join(m.Useless, ", ")
		}
		return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.NoRecord}, Evidence: []checks.Evidence{m.proof(quote, "AAAA")}}
	}
	quote := m.Host + " AAAA " + strings.Join(m.Six, ", ")
	if m.SixOpens {
		quote += " · เชื่อมต่อทาง IPv6 สำเร็จ"
	} else {
		quote += " · เครื่องที่ตรวจเชื่อมต่อทาง IPv6 ไม่สำเร็จ ซึ่งอาจเป็นเพราะเครือข่ายของผู้ตรวจ"
	}
	return checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{m.proof(quote, "AAAA")}}
}

func (m *measured) caa() checks.Answer {
	if a, yes := m.silent(m.CAA); yes {
		return a
	}
	if m.CAA == nothing {
		return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.NoRecord},
			Evidence: []checks.Evidence{m.proof("ไม่มีระเบียน CAA ที่ "+m.Host+" และชื่อที่อยู่เหนือขึ้นไป", "CAA")}}
	}
	e := visit.Proof(m.Home, m.CAAAt+" CAA "+strings.Join(m.Rules, ", "), "dig "+visit.Shell(m.CAAAt)+" CAA", m.SeenAt)
	return checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{e}}
}

func (m *measured) dnssec() checks.Answer {
	links := "ไม่มีระเบียน DS"
	if len(m.Links) > 0 {
		links = "มีระเบียน DS (" + strings.Join(m.Links, ", ") + ")"
	}
	zone := m.Zone
	if zone == "" {
		zone = m.Host
	}
	proof := func(quote string) []checks.Evidence {
		return []checks.Evidence{m.proof(quote, "AAAA +dnssec"), visit.Proof(m.Home, zone+" "+links, "dig "+visit.Shell(zone)+" DS", m.SeenAt)}
	}
	switch {
	case m.Broken:
		return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.DNSSECBroken},
			Evidence: proof("ระบบชื่อโดเมนไม่ยอมตอบเพราะลายเซ็นไม่ถูกต้อง และตอบเมื่อสั่งไม่ให้ตรวจลายเซ็น")}
	case m.Validated:
		return checks.Answer{Verdict: checks.Found, Evidence: proof("ระบบชื่อโดเมนที่ใช้ตรวจยืนยันว่าลายเซ็นของ " + m.Host + " ถูกต้อง (AD)")}
	case m.DS == answered:
		return checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.Unverified},
			Question: "โดเมน " + zone + " ลงลายเซ็น DNSSEC ไว้ แต่ระบบชื่อโดเมนที่ใช้ตรวจไม่ได้ตรวจลายเซ็นให้ ลองตรวจด้วย delv " + visit.Shell(m.Host) + " แล้วดูว่าขึ้น fully validated หรือไม่",
			Evidence: proof("คำตอบไม่มีการยืนยันลายเซ็น (AD)")}
	case m.DS == nothing && m.Aware:
		quote := "คำตอบไม่มีลายเซ็น"
		if m.Signed {
			quote = "คำตอบมีลายเซ็น แต่โดเมนที่อยู่เหนือขึ้นไปไม่ได้รับรอง"
		}
		return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.NoRecord}, Evidence: proof(quote)}
	case m.DS == nothing:
		return visit.Blind(checks.NotMeasured, m.proof("ระบบชื่อโดเมนที่ใช้ตรวจไม่ส่งข้อมูล DNSSEC มาให้ จึงบอกไม่ได้", "AAAA +dnssec"))
	}
	a, _ := m.silent(m.DS)
	return a
}
