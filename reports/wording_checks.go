package reports

// checkWords say what technical checks look at, by the names by which rules
// call on them.
var checkWords = map[string]words{
	"https.answers":             {"เว็บไซต์เปิดแบบเข้ารหัส (https) แล้วได้หน้าเว็บของหน่วยงาน", "whether the site answers over https with the office's page"},
	"tls.certificate":           {"ใบรับรองความปลอดภัย: ชื่อตรง ยังไม่หมดอายุ ผู้ออกเป็นที่เชื่อถือ กุญแจแข็งแรงพอ", "the certificate: its name, dates, issuer and key"},
	"tls.version":               {"รุ่นของการเข้ารหัสที่เครื่องแม่ข่ายรับ (ควรเป็น TLS 1.2 หรือ 1.3 เท่านั้น)", "the versions of TLS that the server accepts (1.2 and 1.3 alone)"},
	"redirect.https":            {"เข้าแบบ http แล้วถูกส่งต่อไป https ของเว็บไซต์เดียวกัน ไม่วน", "whether http leads to https of the same site, without a loop"},
	"redirect.one_site":         {"เข้าแบบมี www หรือไม่มี และแบบ http หรือ https แล้วมาจบที่เดียวกัน", "whether all ways, with and without www, by http and https, end at one site"},
	"headers.leaks":             {"ส่วนหัวของคำตอบและหน้าเว็บบอกชื่อและรุ่นของซอฟต์แวร์หรือไม่", "whether headers and pages tell software with its version"},
	"headers.hardening":         {"ส่วนหัวที่ป้องกันผู้เข้าชม 5 อย่าง (HSTS, CSP, X-Frame-Options, X-Content-Type-Options, Referrer-Policy)", "five headers that protect visitors (HSTS, CSP, X-Frame-Options, X-Content-Type-Options, Referrer-Policy)"},
	"cookies.flags":             {"คุกกี้ของหน้าแรกตั้งค่า Secure, HttpOnly และ SameSite ครบหรือไม่", "whether the home page's cookies carry Secure, HttpOnly and SameSite"},
	"cookies.before_consent":    {"คุกกี้และสคริปต์ติดตามที่มีตั้งแต่ก่อนผู้เข้าชมกดยินยอม (รายงานให้คนพิจารณา)", "cookies and trackers before any consent (reported for a person to judge)"},
	"dns.aaaa":                  {"ชื่อเว็บไซต์มีที่อยู่ IPv6 (ระเบียน AAAA)", "whether the name has an IPv6 address (AAAA)"},
	"dns.caa":                   {"โดเมนกำหนดว่าใครออกใบรับรองให้ได้ (ระเบียน CAA)", "whether the domain says who may issue its certificates (CAA)"},
	"dns.dnssec":                {"โดเมนลงลายเซ็นรับรองคำตอบ (DNSSEC) เท่าที่ระบบชื่อโดเมนที่ใช้ตรวจบอกได้", "whether the domain is signed (DNSSEC), as far as the resolver tells"},
	"domain.gov":                {"เว็บไซต์อยู่ใต้โดเมนของภาครัฐ (.go.th หรือ .รัฐบาล.ไทย; ยอมรับ .or.th)", "whether the site is under a domain of the state (.go.th or its Thai twin; .or.th tolerated)"},
	"domain.thai_alias":         {"ชื่อ .รัฐบาล.ไทย ที่เผยแพร่ไว้พามาที่เว็บไซต์เดียวกัน (รายงานอย่างเดียว)", "whether a published Thai name of the state leads to this site (report only)"},
	"domain.mail":               {"อีเมลของหน่วยงานที่เผยแพร่อยู่ใต้โดเมนของภาครัฐ ไม่ใช่บริการฟรี", "whether the office's published e-mail is under a domain of the state, not a free provider's"},
	"label.source":              {"รายการที่เผยแพร่แต่ละเรื่องบอกแหล่งที่มาหรือเจ้าของข้อมูล (นับเป็น n จาก m)", "whether each published item names its source (n of m)"},
	"label.period":              {"รายการที่เผยแพร่แต่ละเรื่องบอกปีหรือช่วงเวลาของข้อมูล (นับเป็น n จาก m)", "whether each published item tells the period it covers (n of m)"},
	"label.date":                {"รายการที่เผยแพร่แต่ละเรื่องบอกวันที่เผยแพร่ ซึ่งไม่ใช่วันที่ของนาฬิกา (นับเป็น n จาก m)", "whether each published item tells its day of publication (n of m)"},
	"label.file":                {"ไฟล์ที่ให้ดาวน์โหลดบอกชนิดและขนาดข้างลิงก์ และตรงกับไฟล์จริง (นับเป็น n จาก m)", "whether each file offered tells its type and size, rightly (n of m)"},
	"label.current":             {"ประกาศบนหน้าแรกที่พ้นกำหนดปิดมานานแล้ว (ให้คนพิจารณา)", "notices on the home page whose closing day is long past (for a person to judge)"},
	"language.lang":             {"หน้าเว็บประกาศภาษาของหน้าไว้ และตรงกับภาษาที่เขียน (นับเป็น n จาก m)", "whether pages declare the language they are written in (n of m)"},
	"language.english":          {"ปุ่มเปลี่ยนเป็นภาษาอังกฤษพาไปหน้าที่เป็นภาษาอังกฤษจริง", "whether the switch to English leads to pages in English"},
	"links.dead":                {"ปลายทางของลิงก์ในเว็บไซต์ที่เปิดไม่ได้ ลิงก์ในแม่แบบนับเป็นเรื่องเดียว", "link targets that do not open; one of the template counts once"},
	"https.mixed":               {"หน้า https เรียกส่วนประกอบหรือส่งแบบฟอร์มด้วย http หรือไม่", "whether https pages load parts or send forms over http"},
	"login.https":               {"หน้าที่ถามรหัสผ่านและปลายทางที่ส่งรหัสใช้ https", "whether pages that ask for a password, and where they send it, use https"},
	"login.safe":                {"หน้าที่ถามรหัสผ่านใช้ https และมีทางกู้คืนรหัสผ่าน", "whether log-ins use https and offer recovery"},
	"opendata.machine_readable": {"มีไฟล์ข้อมูล CSV JSON หรือ XML ที่เปิดได้และเป็นชนิดนั้นจริง", "data files in CSV, JSON or XML that open and are what they say"},
	"opendata.catalogue":        {"มีลิงก์ไปบัญชีข้อมูลภาครัฐที่เปิดได้", "a link to a catalogue of open data that opens"},
	"opendata.licence":          {"หน้าที่ให้ข้อมูลเปิดบอกสัญญาอนุญาตหรือเงื่อนไขการใช้", "a licence or terms of use beside the data"},
	"docs.readable":             {"เอกสารมีตัวอักษรให้อ่านและค้นได้ ไม่ใช่ภาพล้วนหรือตัวอักษรเพี้ยน (นับเป็น n จาก m)", "whether documents hold readable text (n of m)"},
	"policy.own_name":           {"นโยบายระบุชื่อหน่วยงานหรือโดเมนนี้ ไม่เหลือช่องว่างของแม่แบบหรือโดเมนของหน่วยงานอื่น", "whether policies name this office, without blanks or another's domain"},
	"policy.linked":             {"ทุกหน้ามีลิงก์ไปนโยบายของหน่วยงาน (นับเป็น n จาก m)", "whether every page leads to the office's policies (n of m)"},
	"site.name":                 {"หน้าแรกแสดงชื่อหน่วยงานในชื่อหน้า หัวเว็บ ท้ายเว็บ หรือภาพหัวเว็บ", "whether the home page names the office"},
	"site.titles":               {"ชื่อหน้า (title) มีความหมายและไม่ซ้ำกัน (นับเป็น n จาก m)", "whether page titles mean something and differ (n of m)"},
	"site.sitemap":              {"มีหน้าผังเว็บไซต์สำหรับคนอ่าน ที่มีลิงก์ไปหลายหน้า", "a site map for people that leads to several pages"},
	"site.search":               {"มีช่องค้นหาทั้งเว็บไซต์", "a search over the site"},
	"site.breadcrumb":           {"หน้าด้านในมีแถบบอกตำแหน่ง (นับเป็น n จาก m)", "whether inner pages show where they stand (n of m)"},
	"site.updated":              {"หน้าเว็บบอกวันที่ปรับปรุงล่าสุด ซึ่งไม่ใช่วันที่ของนาฬิกา", "whether pages tell when they were changed last"},
	"site.feeds":                {"มีฟีดข่าว (RSS หรือ Atom)", "a news feed (RSS or Atom)"},
	"site.channels":             {"มีลิงก์ไปเครือข่ายสังคมหรือฟีดข่าวของหน่วยงาน", "links to social networks or feeds"},
	"site.skip_link":            {"ลิงก์แรกของหน้าข้ามเมนูไปเนื้อหาที่มีอยู่จริง (นับเป็น n จาก m)", "whether the first link leads past the menu (n of m)"},
	"site.alt":                  {"ภาพมีข้อความแทนภาพ โดยดูภาพที่เป็นลิงก์ก่อน (นับเป็น n จาก m)", "whether pictures have alternative texts, linked ones first (n of m)"},
	"site.labels":               {"ช่องกรอกมีป้ายชื่อของตนเอง (นับเป็น n จาก m)", "whether controls have labels of their own (n of m)"},
	"site.viewport":             {"หน้าเว็บประกาศ viewport ให้ปรับตามจอ (นับเป็น n จาก m)", "whether pages declare a viewport (n of m)"},
	"site.markup":               {"หน้าเว็บมี DOCTYPE และไม่มี id ซ้ำ (นับเป็น n จาก m)", "document type present and ids given once (n of m)"},
	"wcag.aa":                   {"การเข้าถึงตาม WCAG ระดับ A และ AA เท่าที่เครื่องตรวจได้ จากหน้าตัวแทนไม่เกิน 8 หน้า", "WCAG levels A and AA, as far as a machine can tell, on up to 8 representative pages"},
	"wcag.contrast":             {"สีตัวอักษรตัดกับพื้นอย่างน้อย 4.5:1 (ตัวใหญ่ 3:1)", "whether text contrasts with its ground by 4.5:1 (large text 3:1)"},
	"wcag.alt":                  {"รูปภาพ ปุ่มภาพ และแผนที่ภาพมีข้อความแทน", "whether pictures, picture buttons and image maps have alternative texts"},
	"wcag.labels":               {"ช่องกรอก รายการเลือก และปุ่มมีป้ายกำกับ", "whether fields, choices and buttons have labels"},
	"wcag.lang":                 {"หน้าและส่วนของหน้าบอกรหัสภาษาที่ถูกต้อง", "whether pages and their parts give valid language codes"},
	"responsive.overflow":       {"หน้าปรับตามจอมือถือกว้าง 360 พิกเซล (viewport) และไม่ล้นไปทางขวา", "whether pages fit a phone's screen of 360 pixels without overflowing to the right"},
	"speed.weight":              {"ขนาดของหน้าและไฟล์ จำนวนส่วนประกอบ (รายงานตัวเลข ไม่ตัดสิน)", "weight of pages and files in figures, not judged"},
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
