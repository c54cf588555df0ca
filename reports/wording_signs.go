package reports

import "strings"

// signWords name what the sentinels saw, as Warning.Detail begins or goes on
// after a semicolon.
var signWords = map[string]words{
	"spam_page":       {"ทั้งหน้าเป็นเนื้อหาแปลกปลอม จึงไม่ใช้เป็นหลักฐาน", "The whole page is spam and is no evidence"},
	"more_spam_pages": {"หน้าแปลกปลอมทั้งหน้าที่เหลือ นับรวมไว้ในบรรทัดนี้", "The remaining pages of spam, counted in this line"},
	"title":           {"ชื่อหน้าถูกเปลี่ยนเป็นโฆษณา แต่เนื้อหายังเป็นของหน่วยงาน", "The title was made an advertisement; the content is still the office's"},
	"hidden_links":    {"มีลิงก์ซ่อนอยู่ในหน้า ผู้ชมมองไม่เห็น", "Links hidden from the visitor"},
	"hidden_text":     {"มีข้อความซ่อนอยู่ในหน้า ผู้ชมมองไม่เห็น", "Text hidden from the visitor"},
	"visible_text":    {"มีข้อความโฆษณาแปลกปลอมในหน้า อาจอยู่ในกระทู้หรือความคิดเห็น", "Advertising text in the page, perhaps in a comment"},
	"links":           {"มีลิงก์ไปยังเว็บที่ชื่อบอกว่าเป็นเว็บพนันหรือเว็บลามก", "Links to hosts named like gambling or adult sites"},
	"script":          {"หน้าเรียกสคริปต์จากเว็บที่ชื่อบอกว่าเป็นเว็บพนันหรือเว็บลามก", "The page runs a script of a host named like a gambling or adult site"},
	"odd_folder":      {"มีหน้าภาษาต่างประเทศอยู่ในโฟลเดอร์สำหรับเก็บไฟล์", "Pages in a foreign language lie in a folder meant for uploads"},
	"link_burst":      {"มีลิงก์ออกไปยังเว็บอื่นจำนวนมากผิดปกติ", "Unusually many links to other sites"},
	"document":        {"ไฟล์เป็นโฆษณาแปลกปลอม", "The file is an advertisement"},
	"gambling":        {"การพนัน", "gambling"},
	"medicine":        {"ขายยา", "medicines"},
	"adult":           {"สื่อลามก", "adult content"},
	"shopping":        {"ขายสินค้า", "goods"},

	"national_id":       {"เลขประจำตัวประชาชน", "Thai national ids"},
	"national_id_form":  {"ตัวเลขรูปแบบเดียวกับเลขประจำตัวประชาชน แต่ขึ้นต้นด้วย 0 หรือ 9 ให้ตรวจว่าเป็นของบุคคลหรือไม่", "Numbers in the form of a Thai national id that begin with 0 or 9: see whether they are people's"},
	"phone_list":        {"รายชื่อบุคคลพร้อมหมายเลขโทรศัพท์มือถือ", "Names of people with their mobile numbers"},
	"patient_number":    {"ชื่อบุคคลพร้อมเลขประจำตัวผู้ป่วย (HN)", "Names of people with their patient numbers (HN)"},
	"bank_account":      {"ชื่อบุคคลพร้อมเลขที่บัญชีธนาคาร", "Names of people with their bank accounts"},
	"health_condition":  {"ชื่อบุคคลพร้อมข้อมูลการเจ็บป่วย", "Names of people with their illnesses"},
	"id_card_file":      {"ชื่อไฟล์บอกว่าเป็นบัตรประชาชน โปรแกรมอ่านภาพไม่ได้ ให้เปิดดู", "A file named as an identity card; the program cannot see pictures, so open it"},
	"more_of_this_kind": {"(หน้าและไฟล์ที่เหลือ นับรวมไว้ในบรรทัดนี้)", "(the remaining pages and files, counted in this line)"},
}

// sign puts a warning's detail into words; what is no sign stays as it is.
func (b *writer) sign(detail string) string {
	parts := strings.Split(detail, "; ")
	for i, p := range parts {
		all := strings.Split(p, " ")
		for k, name := range all {
			if w, ok := signWords[name]; ok {
				all[k] = b.of(w)
			} else if k == 0 {
				break // a text, not a sign
			}
		}
		parts[i] = strings.Join(all, " ")
	}
	return strings.Join(parts, ": ")
}
