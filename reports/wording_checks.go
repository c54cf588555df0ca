package reports

// checkWords say what technical checks look at, by the names by which rules
// call on them.
var checkWords = map[string]words{
	"https.answers":          {"เว็บไซต์เปิดแบบเข้ารหัส (https) แล้วได้หน้าเว็บของหน่วยงาน", "whether the site answers over https with the office's page"},
	"tls.certificate":        {"ใบรับรองความปลอดภัย: ชื่อตรง ยังไม่หมดอายุ ผู้ออกเป็นที่เชื่อถือ กุญแจแข็งแรงพอ", "the certificate: its name, dates, issuer and key"},
	"tls.version":            {"รุ่นของการเข้ารหัสที่เครื่องแม่ข่ายรับ (ควรเป็น TLS 1.2 หรือ 1.3 เท่านั้น)", "the versions of TLS that the server accepts (1.2 and 1.3 alone)"},
	"redirect.https":         {"เข้าแบบ http แล้วถูกส่งต่อไป https ของเว็บไซต์เดียวกัน ไม่วน", "whether http leads to https of the same site, without a loop"},
	"redirect.one_site":      {"เข้าแบบมี www หรือไม่มี และแบบ http หรือ https แล้วมาจบที่เดียวกัน", "whether all ways, with and without www, by http and https, end at one site"},
	"headers.leaks":          {"ส่วนหัวของคำตอบและหน้าเว็บบอกชื่อและรุ่นของซอฟต์แวร์หรือไม่", "whether headers and pages tell software with its version"},
	"headers.hardening":      {"ส่วนหัวที่ป้องกันผู้เข้าชม 5 อย่าง (HSTS, CSP, X-Frame-Options, X-Content-Type-Options, Referrer-Policy)", "five headers that protect visitors (HSTS, CSP, X-Frame-Options, X-Content-Type-Options, Referrer-Policy)"},
	"cookies.flags":          {"คุกกี้ของหน้าแรกตั้งค่า Secure, HttpOnly และ SameSite ครบหรือไม่", "whether the home page's cookies carry Secure, HttpOnly and SameSite"},
	"cookies.before_consent": {"คุกกี้และสคริปต์ติดตามที่มีตั้งแต่ก่อนผู้เข้าชมกดยินยอม (รายงานให้คนพิจารณา)", "cookies and trackers before any consent (reported for a person to judge)"},
	"dns.aaaa":               {"ชื่อเว็บไซต์มีที่อยู่ IPv6 (ระเบียน AAAA)", "whether the name has an IPv6 address (AAAA)"},
	"dns.caa":                {"โดเมนกำหนดว่าใครออกใบรับรองให้ได้ (ระเบียน CAA)", "whether the domain says who may issue its certificates (CAA)"},
	"dns.dnssec":             {"โดเมนลงลายเซ็นรับรองคำตอบ (DNSSEC) เท่าที่ระบบชื่อโดเมนที่ใช้ตรวจบอกได้", "whether the domain is signed (DNSSEC), as far as the resolver tells"},
	"domain.gov":             {"เว็บไซต์อยู่ใต้โดเมนของภาครัฐ (.go.th หรือ .รัฐบาล.ไทย; ยอมรับ .or.th)", "whether the site is under a domain of the state (.go.th or its Thai twin; .or.th tolerated)"},
	"domain.thai_alias":      {"ชื่อ .รัฐบาล.ไทย ที่เผยแพร่ไว้พามาที่เว็บไซต์เดียวกัน (รายงานอย่างเดียว)", "whether a published Thai name of the state leads to this site (report only)"},
	"domain.mail":            {"อีเมลของหน่วยงานที่เผยแพร่อยู่ใต้โดเมนของภาครัฐ ไม่ใช่บริการฟรี", "whether the office's published e-mail is under a domain of the state, not a free provider's"},
}

// CheckNames says what technical checks look at, in a language, for those who
// explain rules.
func CheckNames(lang string) map[string]string {
	t, _ := tongueOf(lang)
	out := make(map[string]string, len(checkWords))
	for name, w := range checkWords {
		out[name] = t.of(w)
	}
	return out
}
