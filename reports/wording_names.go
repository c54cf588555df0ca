package reports

// thingWords name the recognisers of rules, as they stand in Miss.Missing and
// Evidence.Why.
var thingWords = map[string]words{
	"none":          {"ข้อความที่แจ้งว่าไม่มี", "a statement that there is none"},
	"text":          {"เนื้อหา", "text"},
	"prose":         {"เนื้อความหลายประโยค", "running text of several sentences"},
	"history":       {"เรื่องราวการก่อตั้งหรือความเป็นมา", "an account of the founding"},
	"person":        {"ชื่อบุคคล", "a person's name"},
	"position":      {"ตำแหน่ง", "a position"},
	"photo":         {"ภาพถ่ายบุคคล", "a person's photo"},
	"phone":         {"หมายเลขโทรศัพท์", "a telephone number"},
	"fax":           {"หมายเลขโทรสาร", "a fax number"},
	"email":         {"ที่อยู่อีเมล", "an e-mail address"},
	"address":       {"ที่อยู่สำนักงาน", "a postal address"},
	"map":           {"แผนที่", "a map"},
	"duration":      {"ระยะเวลา (นาที ชั่วโมง วัน)", "a duration (minutes, hours, days)"},
	"steps":         {"ขั้นตอน", "steps"},
	"date":          {"วันที่", "a date"},
	"dated_list":    {"รายการที่มีวันที่กำกับ", "a list with dates"},
	"file":          {"ไฟล์เอกสารที่เปิดได้", "a document that opens"},
	"link":          {"ลิงก์ที่เปิดได้", "a link that opens"},
	"picture":       {"รูปภาพ", "a picture"},
	"list":          {"รายการ", "a list"},
	"table":         {"ตาราง", "a table"},
	"form":          {"แบบฟอร์มให้กรอก", "a form to fill in"},
	"online_form":   {"แบบฟอร์มออนไลน์", "an online form"},
	"survey":        {"แบบสำรวจหรือแบบประเมิน", "a survey"},
	"app_link":      {"ลิงก์ไปยังแอปพลิเคชัน", "a link to an app"},
	"counter":       {"ตัวนับผู้เข้าชมที่มีตัวเลข", "a visitor counter with a number"},
	"score":         {"คะแนนหรือร้อยละ", "a score or percentage"},
	"about_site":    {"ข้อความที่ระบุว่าเกี่ยวกับเว็บไซต์", "words that say it is about the website"},
	"law_title":     {"ชื่อกฎหมายหรือระเบียบ", "the title of a law or rule"},
	"source":        {"แหล่งที่มา", "a source"},
	"sourced_dated": {"รายการที่มีทั้งแหล่งที่มาและวันที่", "items with both source and date"},
	"outbound":      {"ลิงก์ไปยังเว็บไซต์ของหน่วยงานอื่น", "links to other bodies' sites"},
	"knowledge":     {"สาระความรู้", "items of knowledge"},
	"media":         {"สื่อมัลติมีเดีย", "multimedia"},
	"month":         {"เดือน", "a month"},
	"amounts":       {"จำนวนเงิน", "amounts of money"},
	"years":         {"ปีงบประมาณ", "a fiscal year"},
	"units":         {"หน่วยหรือฝ่ายภายในหน่วยงาน", "units of the office"},
	"projects":      {"ชื่อโครงการ", "names of projects"},
	"entry":         {"บรรทัดที่กดเปิดได้ มีข้อความ หรือแจ้งว่าไม่มี", "an entry that opens, says something or states none"},
	"opened":        {"บรรทัดที่กดเปิดได้จริง", "an entry that opens"},
	"line":          {"บรรทัดของเรื่องนี้เองที่เปิดได้หรือมีคำตอบ", "a line of its own that opens or answers"},
	"said":          {"คำตอบที่เขียนไว้ในบรรทัดนั้น", "an answer written in that line"},
	"strategy":      {"ยุทธศาสตร์หรือเป้าประสงค์", "strategies or goals"},
}

var levelWords = map[string]words{
	"required": {"ต้องมี", "required"},
	"should":   {"ควรมี", "should"},
	"example":  {"ตัวอย่าง (เช่น)", "example"},
	"if-any":   {"ถ้ามี", "if any"},
}

var periodWords = map[string]words{
	"none":      {"", ""},
	"incumbent": {"ต้องเป็นปัจจุบัน", "must be true today"},
	"cover":     {"ช่วงปีต้องครอบคลุมปีงบประมาณที่ตรวจ", "its years must cover the fiscal year judged"},
	"fy_cur":    {"ต้องเป็นของปีงบประมาณที่ตรวจ", "must be of the fiscal year judged"},
	"fy_prev":   {"ต้องเป็นของปีงบประมาณก่อน", "must be of the fiscal year before"},
	"fy_either": {"ของปีงบประมาณที่ตรวจหรือปีก่อน", "of the fiscal year judged or the one before"},
	"fy_both":   {"ต้องมีทั้งปีงบประมาณที่ตรวจและปีก่อน", "of the fiscal year judged and the one before, both"},
	"monthly":   {"ต้องมีทุกเดือนที่ผ่านมา", "one for each month elapsed"},
	"quarterly": {"ต้องมีทุกไตรมาสที่ผ่านมา", "one for each quarter elapsed"},
	"event_fy":  {"ต้องมีรายการภายในปีงบประมาณที่ตรวจ", "must have entries within the fiscal year judged"},
}

var placeWords = map[string]words{
	"title":   {"ชื่อหน้า", "title"},
	"heading": {"หัวข้อ", "heading"},
	"link":    {"ข้อความลิงก์", "link text"},
	"text":    {"เนื้อหา", "text"},
	"row":     {"แถวในตารางหรือรายการ", "row of a table or list"},
	"file":    {"ชื่อไฟล์", "file name"},
	"image":   {"รูปภาพ", "picture"},
	"form":    {"แบบฟอร์ม", "form"},
	"server":  {"คำตอบของเครื่องแม่ข่าย", "answer of the server"},
}

var forceWords = map[string]words{
	"law":       {"กฎหมาย", "law"},
	"office":    {"ประกาศของหน่วยงาน", "the office's own announcement"},
	"ita":       {"การประเมินคุณธรรมและความโปร่งใส (ITA)", "integrity and transparency assessment (ITA)"},
	"guideline": {"แนวทาง (ควรปฏิบัติ)", "guideline"},
}

var stopWords = map[string]words{
	"pages":   {"ครบจำนวนหน้าที่กำหนด", "the number of pages set was reached"},
	"time":    {"ครบเวลาที่กำหนด", "the time set ran out"},
	"bytes":   {"ครบปริมาณข้อมูลที่กำหนด", "the amount of data set was reached"},
	"person":  {"ผู้ใช้สั่งหยุด", "a person stopped it"},
	"server":  {"เครื่องแม่ข่ายของเว็บมีปัญหาติดกันจนต้องหยุด", "the site's server failed again and again"},
	"archive": {"ไฟล์ WARC ขาดตอน", "the WARC file breaks off"},
	"decided": {"พบหลักฐานครบทุกข้อที่ค้นด้วยคำได้แล้ว จึงไม่ได้ดูส่วนที่เหลือ", "there was proof of every item that words lead to, so the rest was not looked at"},
}

// noticeWords name the kinds of warning, and say what to do.
var noticeWords = map[string]struct{ kind, meant words }{
	"personal_data": {
		words{"อาจมีข้อมูลส่วนบุคคลเปิดเผยอยู่", "Personal data may be exposed"},
		words{"ให้ผู้ดูแลเว็บไซต์ปิดหรือลบออกทันที และแจ้งเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล (DPO) ของหน่วยงาน เพื่อพิจารณาแจ้ง สคส. ภายใน 72 ชั่วโมง ตามมาตรา 37 (4) พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 (รายงานนี้ปิดบังข้อมูลไว้)",
			"Have it taken down at once and tell the office's data protection officer, who decides whether the regulator must be told within 72 hours (Personal Data Protection Act BE 2562, s. 37(4)). This report masks the data."}},
	"hijack": {
		words{"อาจถูกฝังเว็บพนันหรือโฆษณาแปลกปลอม", "Gambling or foreign spam may have been injected"},
		words{"ให้แจ้งผู้ดูแลเครื่องแม่ข่ายและงานสารสนเทศของ สสจ. ทันที เพื่อตรวจสอบ เปลี่ยนรหัสผ่าน ปรับปรุงโปรแกรมเว็บไซต์ และลบสิ่งที่ถูกฝัง", "Tell the server's keeper and the provincial office's IT unit at once: have the server checked, passwords changed, the site's software updated and what was injected removed."}},
	"spam": {
		words{"อาจถูกฝังเว็บพนันหรือโฆษณาแปลกปลอม", "Gambling or foreign spam may have been injected"},
		words{"ให้แจ้งผู้ดูแลเครื่องแม่ข่ายและงานสารสนเทศของ สสจ. ทันที เพื่อตรวจสอบ เปลี่ยนรหัสผ่าน ปรับปรุงโปรแกรมเว็บไซต์ และลบสิ่งที่ถูกฝัง", "Tell the server's keeper and the provincial office's IT unit at once: have the server checked, passwords changed, the site's software updated and what was injected removed."}},
	"charset": {
		words{"หน้าเว็บแจ้งรหัสตัวอักษรไม่ตรงกับที่ใช้จริง", "A page declares a character set other than it uses"},
		words{"ให้บันทึกหน้าเป็น UTF-8 และแจ้งรหัสตัวอักษรให้ตรง เพื่อให้ทุกเครื่องอ่านภาษาไทยได้", "Save the pages as UTF-8 and declare it, so that Thai is readable everywhere."}},
	"tls": {
		words{"ใบรับรองความปลอดภัย (HTTPS) มีปัญหา", "The security certificate (HTTPS) is faulty"},
		words{"ให้ผู้ดูแลเว็บไซต์ต่ออายุหรือติดตั้งใบรับรองใหม่", "Have the certificate renewed or installed anew."}},
}
