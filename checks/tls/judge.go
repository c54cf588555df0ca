package tls

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// renewSoon is when a certificate should be renewed by hand at the latest:
// those of 90 days are usually renewed by machine a month before their end.
const renewSoon = 21 // days

// Judge implements checks.Check. Dates of certificates are held against the
// moment at which they were seen, not against the as-of day: the certificate
// of another day is another one.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	if raw := site.Measured[key]; raw == nil || json.Unmarshal(raw, &m) != nil {
		return visit.Unmeasured(site)
	}
	switch name {
	case Answers:
		return m.answers()
	case Certificate:
		return m.certificate()
	}
	return m.version()
}

func (m *measured) proof(quote, repeat string) checks.Evidence {
	return visit.Proof(m.URL, quote, repeat, m.SeenAt)
}

// client is the command that repeats a handshake.
func (m *measured) client(options string) string {
	name := ""
	if !visit.Bare(m.Host) {
		name = " -servername " + visit.Shell(m.Host)
	}
	return "openssl s_client -connect " + visit.Shell(net.JoinHostPort(m.Host, m.Port)) + name + options + " </dev/null"
}

func (m *measured) fetch() string { return "curl -skI " + visit.Shell(m.URL) }

// silent is the answer of every check where https gave no page and no
// certificate; ok is false where it did.
func (m *measured) silent() (checks.Answer, bool) {
	if m.Fault == nil || len(m.Chain) > 0 {
		return checks.Answer{}, false
	}
	e := m.proof(m.Fault.Said(), m.fetch())
	if !m.Fault.Theirs() {
		return visit.Blind(m.Fault.Reason, e), true
	}
	return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.NoHTTPS}, Evidence: []checks.Evidence{e}}, true
}

func (m *measured) answers() checks.Answer {
	if a, yes := m.silent(); yes {
		return a
	}
	if m.Fault != nil && !m.Fault.Theirs() {
		return visit.Blind(m.Fault.Reason, m.proof(m.Fault.Said(), m.fetch()))
	}
	if m.Fault != nil {
		return checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.NoHTTPS},
			Evidence: []checks.Evidence{m.proof("เข้ารหัสได้ แต่ไม่ได้หน้าเว็บ: "+m.Fault.Said(), m.fetch())}}
	}
	quote := fmt.Sprintf("%s ตอบด้วยสถานะ %d (TLS %s, %s)", m.URL, m.Status, m.Version, m.Suite)
	if m.Location != "" {
		quote += " ส่งต่อไป " + m.Location
	}
	if m.Trust != trusted || !m.Named {
		quote += " · ใบรับรองมีข้อบกพร่อง ดูข้อใบรับรอง"
	}
	a := checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{m.proof(quote, m.fetch())}}
	plain, elsewhere := leads(m.URL, m.Location)
	switch {
	case elsewhere:
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.OtherHost}
		a.Question = "เข้าด้วย https แล้วถูกส่งต่อไป " + m.Location + " ใช่เว็บไซต์ของหน่วยงานหรือไม่"
	case plain:
		a.Verdict, a.Reasons = checks.Absent, []checks.Reason{checks.Downgrade}
	case visit.TurnedAway(m.Status):
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.Blocked}
	case m.Status >= 400:
		a.Verdict, a.Reasons = checks.Absent, []checks.Reason{checks.HTTPStatus}
	case m.Same == "no":
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.OtherHost}
		a.Question = "หน้าที่ได้จาก " + m.URL + " ต่างจากหน้าแรกที่ได้จาก http ใช่เว็บไซต์ของหน่วยงานหรือไม่"
	}
	return a
}

// The parts of a certificate that is in order.
const (
	partName  = "ชื่อในใบรับรองตรงกับชื่อเว็บไซต์"
	partDates = "อยู่ในช่วงวันที่ใช้ได้"
	partTrust = "ผู้ออกเป็นที่เชื่อถือและสายใบรับรองครบ"
	partKey   = "กุญแจและลายเซ็นแข็งแรงพอ"
)

func (m *measured) certificate() checks.Answer {
	if a, yes := m.silent(); yes {
		return a
	}
	if len(m.Chain) == 0 {
		return visit.Blind(checks.NotMeasured)
	}
	leaf := &m.Chain[0]
	a := checks.Answer{Verdict: checks.Found, Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	grade := func(part string, why checks.Reason) {
		if why == "" {
			a.Parts.Have = append(a.Parts.Have, part)
			return
		}
		a.Parts.Missing = append(a.Parts.Missing, part)
		a.Reasons = append(a.Reasons, why)
		a.Verdict = checks.Absent
	}
	grade(partName, when(!m.Named, checks.CertName))
	grade(partDates, when(m.SeenAt.Before(leaf.NotBefore) || m.SeenAt.After(leaf.NotAfter), checks.CertDates))
	if m.Trust != cannotTell {
		grade(partTrust, m.Trust.reason())
	}
	weak := false
	for i := range m.Chain {
		weak = weak || m.Chain[i].Weak && (i == 0 || m.Chain[i].Subject != m.Chain[i].Issuer)
	}
	grade(partKey, when(weak && m.Trust != weakChain, checks.CertWeak))
	switch {
	case len(a.Parts.Missing) == 1 && m.Trust == incomplete:
		a.Verdict = checks.Partial
	case a.Verdict == checks.Found && m.Trust == cannotTell:
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NotMeasured}
	}
	a.Evidence = []checks.Evidence{m.proof(m.described(leaf), m.client("")+" | openssl x509 -noout -subject -issuer -dates -ext subjectAltName")}
	return a
}

func when(fault bool, why checks.Reason) checks.Reason {
	if fault {
		return why
	}
	return ""
}

func (t trust) reason() checks.Reason {
	switch t {
	case trusted:
		return ""
	case selfSigned:
		return checks.CertSelfSigned
	case incomplete:
		return checks.CertIncomplete
	case chainDates:
		return checks.CertDates
	case weakChain:
		return checks.CertWeak
	}
	return checks.CertUntrusted
}

func (m *measured) described(leaf *certificate) string {
	days := int(leaf.NotAfter.Sub(m.SeenAt).Hours() / 24)
	left := fmt.Sprintf("เหลือ %d วันนับจากวันที่เห็น", days)
	switch {
	case m.SeenAt.After(leaf.NotAfter):
		left = fmt.Sprintf("หมดอายุแล้ว %d วัน", int(m.SeenAt.Sub(leaf.NotAfter).Hours()/24))
	case m.SeenAt.Before(leaf.NotBefore):
		left = "ยังไม่ถึงวันเริ่มใช้"
	case days < renewSoon:
		left += " ควรต่ออายุ"
	}
	names := leaf.Names
	if len(names) == 0 {
		names = []string{leaf.Subject}
	}
	key := leaf.Key
	if leaf.Bits > 0 {
		key += fmt.Sprintf(" %d บิต", leaf.Bits)
	}
	return fmt.Sprintf("ออกให้ %s โดย %s ใช้ได้ %s ถึง %s %s · กุญแจ %s ลายเซ็น %s · ส่งมา %d ใบ",
		strings.Join(names[:min(len(names), 4)], ", "), leaf.Issuer, visit.Day(leaf.NotBefore), visit.Day(leaf.NotAfter), left, key, leaf.Signature, len(m.Chain))
}

// The parts of an up-to-date server.
const (
	partNew   = "รับ TLS 1.2 หรือ 1.3"
	partNo10  = "ไม่รับ TLS 1.0"
	partNo11  = "ไม่รับ TLS 1.1"
	untested  = "SSLv2 และ SSLv3 ไม่ได้ทดสอบ (โปรแกรมไม่มีวิธีทดสอบ)"
	lowSecure = " -cipher 'DEFAULT@SECLEVEL=0'" // without which OpenSSL itself refuses
)

func (m *measured) version() checks.Answer {
	if a, yes := m.silent(); yes {
		return a
	}
	if len(m.Accepts) == 0 {
		return visit.Blind(checks.NotMeasured)
	}
	lists := map[string][]string{}
	for _, v := range versions {
		lists[m.Accepts[v.name]] = append(lists[m.Accepts[v.name]], v.name)
	}
	quote := "รับ TLS " + list(lists[accepted]) + " · ไม่รับ " + list(lists[refused])
	if u := lists[unknown]; len(u) > 0 {
		quote += " · ทดสอบไม่สำเร็จ " + list(u)
	}
	options := " -tls1_2"
	old := false
	for i, v := range []string{"1.0", "1.1"} {
		if m.Accepts[v] == accepted {
			options, old = []string{" -tls1", " -tls1_1"}[i]+lowSecure, true
			break
		}
	}
	a := checks.Answer{Verdict: checks.Found, Parts: &checks.Tally{Have: []string{}, Missing: []string{}},
		Evidence: []checks.Evidence{m.proof(quote+" · "+untested, m.client(options))}}
	grade := func(part string, ok bool) {
		if ok {
			a.Parts.Have = append(a.Parts.Have, part)
		} else {
			a.Parts.Missing = append(a.Parts.Missing, part)
		}
	}
	modern := m.Accepts["1.2"] == accepted || m.Accepts["1.3"] == accepted
	grade(partNew, modern)
	grade(partNo10, m.Accepts["1.0"] == refused)
	grade(partNo11, m.Accepts["1.1"] == refused)
	if len(m.Weak) > 0 {
		a.Evidence = append(a.Evidence, m.proof("รับชุดเข้ารหัสที่อ่อนและควรปิด: "+strings.Join(m.Weak, ", "), m.client(" -tls1_2 -cipher '3DES:RC4:@SECLEVEL=0'")))
	}
	switch {
	case !modern && m.Accepts["1.2"] != unknown && m.Accepts["1.3"] != unknown:
		a.Verdict, a.Reasons = checks.Absent, []checks.Reason{checks.OldTLS}
	case old:
		a.Verdict, a.Reasons = checks.Partial, []checks.Reason{checks.OldTLS}
	case len(lists[unknown]) > 0 && !(modern && m.Accepts["1.0"] == refused && m.Accepts["1.1"] == refused):
		a.Verdict, a.Reasons, a.Parts = checks.CouldNotLook, []checks.Reason{checks.Timeout}, nil
	}
	return a
}

func list(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}
