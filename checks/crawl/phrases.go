package crawl

import "github.com/truatweb/truatweb/checks/thai"

// Phrases by which pages that are of no use give themselves away, folded for
// comparing.
var (
	// of a closed form
	closedWords = folded("ปิดรับคำตอบ", "ปิดรับการตอบ", "ไม่รับคำตอบแล้ว", "ไม่รับการตอบ", "ไม่เปิดรับการตอบ", "ปิดรับแบบประเมิน", "ปิดรับแบบสำรวจ", "หมดเวลาตอบแบบ", "ไม่รับคำตอบอีกต่อไป", "ไม่ได้รับคำตอบแล้ว",
		"no longer accepting responses", "isn't accepting responses", "not accepting responses", "ไม่ยอมรับการตอบ", "ไม่เปิดรับคำตอบ", "ปิดรับแบบสอบถาม", "แบบฟอร์มนี้ปิดแล้ว", "แบบฟอร์มนี้ปิดรับ", "แบบสอบถามนี้ปิดแล้ว", "this form is closed")
	// of a page that is not there
	missingWords = folded("ไม่พบหน้า", "ไม่พบเพจ", "ไม่พบเว็บเพจ", "ไม่พบไฟล์ที่", "ไม่พบเอกสารที่", "ไม่พบเนื้อหาที่", "ไม่พบบทความที่", "ไม่พบ url", "ไม่พบข้อมูลที่ท่าน", "ไม่พบข้อมูลที่คุณ", "ไม่พบข้อมูลที่ร้องขอ",
		"หน้าที่คุณต้องการไม่มี", "หน้าที่ท่านต้องการไม่มี", "ไม่มีหน้าที่คุณ", "ไม่มีหน้าที่ท่าน", "ไม่มีหน้าที่ต้องการ", "ไม่มีหน้าที่เรียก", "ไม่มีหน้านี้", "หน้านี้ไม่มีอยู่", "หน้านี้ถูกลบ", "หน้าเว็บนี้ถูกลบ", "หน้าที่คุณกำลังมองหา", "หน้าที่ท่านกำลังมองหา",
		"page not found", "not found on this server", "file not found", "article not found", "category not found", "object not found", "resource cannot be found", "page cannot be found", "page can't be found", "page can’t be found",
		"page doesn't exist", "page doesn’t exist", "page does not exist", "page you requested", "page you are looking for", "page you were looking for", "resource you are looking for has been removed",
		"the file you have requested does not exist", "ไฟล์ที่คุณขอไม่มีอยู่", "ไฟล์ที่คุณขอไม่มี", "ขออภัย ไม่มีไฟล์")
	// of a page that asks for access
	accessWords = folded("ขอสิทธิ์เข้าถึง", "คุณต้องมีสิทธิ์", "คุณไม่มีสิทธิ์เข้าถึง", "คุณจำเป็นต้องมีสิทธิ์", "you need access", "request access", "you need permission")
	// of a page for members
	memberWords = folded("ถูกป้องกันด้วยรหัสผ่าน", "มีการป้องกันด้วยรหัสผ่าน", "this content is password protected", "this post is password protected", "this content is password-protected",
		"not authorised to view this resource", "not authorized to view this resource", "เข้าสู่ระบบเพื่อดูเนื้อหา", "เข้าสู่ระบบเพื่ออ่าน", "เข้าสู่ระบบเพื่อดูข้อมูล", "เข้าสู่ระบบเพื่อดาวน์โหลด", "เข้าสู่ระบบเพื่อเข้าชม", "เข้าสู่ระบบก่อนเข้าชม")
	// of a refusal that lets in those who ask
	refusedWords = folded("ขอสิทธิ์เข้าถึง", "คุณต้องมีสิทธิ์", "ไม่มีสิทธิ์เข้าถึง", "you need access", "request access", "you need permission")
	// of a test for robots
	robotWords = folded("กำลังตรวจสอบเบราว์เซอร์", "กำลังตรวจสอบเบราเซอร์", "ตรวจสอบว่าคุณไม่ใช่บอท", "ตรวจสอบว่าคุณเป็นมนุษย์",
		"checking your browser", "verify you are human", "enable javascript and cookies to continue", "just a moment...", "ตรวจสอบว่าคุณไม่ใช่หุ่นยนต์", "ยืนยันว่าคุณไม่ใช่หุ่นยนต์", "ยืนยันว่าท่านไม่ใช่หุ่นยนต์", "ยืนยันว่าเป็นมนุษย์",
		"verifying you are human", "request is being verified", "ddos protection by", "human verification", "prove you are not a robot")
	// of a firewall's refusal
	barredWords = folded("the requested url was rejected", "web page blocked", "your access to this site has been limited", "sorry, you have been blocked", "sucuri website firewall", "has banned your ip",
		"ip address has been blocked", "ip has been blocked", "access to this page has been denied", "attention required! | cloudflare", "you don't have permission to access this resource", "you don't have permission to access / on this server",
		"หมายเลข ip ของท่านถูก", "ไอพีของท่านถูก", "ถูกบล็อกการเข้าถึง", "ถูกระงับการเข้าถึง", "ถูกปิดกั้นการเข้าถึง", "ไม่อนุญาตให้เข้าถึงหน้า")
	// of a server's error
	erredWords = folded("error establishing a database connection", "เกิดข้อผิดพลาดในการเชื่อมต่อฐานข้อมูล", "เกิดข้อผิดพลาดในการสร้างการเชื่อมต่อฐานข้อมูล", "ไม่สามารถเชื่อมต่อฐานข้อมูล", "ไม่สามารถติดต่อฐานข้อมูล", "ติดต่อฐานข้อมูลไม่ได้",
		"unable to connect to the database", "could not connect to mysql", "can't connect to mysql", "can't connect to local mysql", "access denied for user '", "too many connections", "fatal error: uncaught", "parse error: syntax error", "allowed memory size of",
		"500 internal server error", "502 bad gateway", "503 service unavailable", "service temporarily unavailable", "server error in '/' application", "account has been suspended", "bandwidth limit exceeded", "เว็บไซต์นี้ถูกระงับ",
		"apache2 ubuntu default page", "apache2 debian default page", "welcome to nginx!", "iis windows server", "this domain is for sale", "domain has expired", "โดเมนนี้หมดอายุ")
)

// Marks in the markup of what stands before a page or in its place.
var (
	scriptMark  = thai.NewMarks("<script")
	reloadMarks = thai.NewMarks("document.cookie", "location.reload", "location.href", "challenge")
	// of a form for people to write in: the test for robots is then a part of the form
	fieldMarks = thai.NewMarks("<textarea", `type="text"`, "type='text'", `type="email"`)
	robotMarks = thai.NewMarks(robotTexts...)
)

var robotTexts = []string{
	// of the common tests for robots
	"/cdn-cgi/challenge-platform/h/", "cf-browser-verification", "cf_chl_opt", "_cf_chl", "sucuri_cloudproxy_js", "_incapsula_resource",
	"ddos-guard/js-challenge", "/.well-known/sgcaptcha", "window.awswafcookiedomainlist",
	// of another, both
	"slowaes.decrypt", "__test",
	// of a page that does something by itself
	"<script", "http-equiv", "captcha",
}

// Where the kinds of robotTexts begin.
const (
	bothMarks   = 9
	actingMarks = bothMarks + 2
)

// testsRobots looks for the marks of tests for robots; acting is whether the page
// does something by itself.
func testsRobots(head []byte) (is, acting bool) {
	both := 0
	robotMarks.EachByte(head, func(mark, _ int) bool {
		switch {
		case mark >= actingMarks:
			acting = true
		case mark >= bothMarks:
			both |= 1 << (mark - bothMarks)
			is = both == 3
		default:
			is = true
		}
		return !is
	})
	return is, acting
}

func folded(phrases ...string) []string {
	for i, p := range phrases {
		phrases[i] = thai.Fold(p)
	}
	return phrases
}
