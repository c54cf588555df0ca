package cockpit

import (
	"fmt"

	"github.com/truatweb/truatweb/checks"
)

// texts are the words of the cockpit in one language. One with verbs is a format.
type texts struct {
	Title, Fiscal, AsOf, Between, Provisional, Stopped                           string
	Offices, Looked, Comparable, NotLooked, Better, Worse, OfAll                 string
	Heat, HeatHint, Office, District, Province, Region, Tag, Score, Since        string
	Search, AllOf, ShowAll, OnlyComparable, OnlyApart, OnlyWorse, OnlyLack, Item string
	Filter, Shown, Standard, Legend, Reset                                       string
	Missing, MissingHint, Lacking, Absent, Open, Change, Of                      string
	Causes, CausesNone, Template, TemplateOf, LinkOf, HostOf, Others, NoOthers   string
	Changes, ChangesNone, ChangesHint, RulesToo, First                           string
	Apart, ApartHint, ApartNone, Reason, Detail, Waits                           string
	Units, UnitsHint, UnitItems, NoUnit                                          string
	Groups, Whole, Low, High, Range, Required, Nothing                           string
	Method                                                                       []string
	Report, Home, Print, Foot, Contents, Level, Code, State, Kind, Name, More    string
	SheetHeat, SheetMissing, SheetCauses, SheetChanges, SheetUnits, SheetApart   string
	SheetGroups, SheetOffices                                                    string
	NewsMark, NewsProvisional, NewsCounts, NewsChange, NewsWhere                 string
	OtherStandards, ItemNames                                                    string
	states                                                                       map[checks.EntryState]string
	kinds                                                                        map[string]string
	levels                                                                       map[string]string
}

func textsOf(lang string) *texts {
	if lang == "en" {
		return &english
	}
	return &thai
}

// sayf fills a text's verbs.
func sayf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

var thai = texts{
	Title: "ภาพรวมรอบการตรวจเว็บไซต์", Fiscal: "ปีงบประมาณ %d", AsOf: "ตัดสินตามสภาพ ณ วันที่ %s", Between: "ตรวจระหว่าง %s ถึง %s",
	Provisional: "ผลชั่วคราว: เข้าดูได้ %d จาก %d แห่ง (ร้อยละ %s) น้อยกว่าร้อยละ %s ที่รอบนี้กำหนดไว้ ตัวเลขในหน้านี้จึงยังใช้สรุปทั้งจังหวัดไม่ได้",
	Stopped:     "รอบนี้ถูกยกเลิกก่อนตรวจครบ",
	Offices:     "หน่วยงานทั้งหมด", Looked: "เข้าดูได้", Comparable: "เทียบกันได้", NotLooked: "ยังเทียบไม่ได้", Better: "ดีขึ้น", Worse: "แย่ลง", OfAll: "จาก %s",
	Heat: "แต่ละหน่วยงาน แต่ละข้อ", HeatHint: "แถวหนึ่งคือหน่วยงานหนึ่ง ช่องหนึ่งคือข้อหนึ่ง ชี้ที่ช่องเพื่ออ่านชื่อข้อ กดชื่อหน่วยงานเพื่อเปิดรายงานฉบับเต็ม",
	Office: "หน่วยงาน", District: "อำเภอ", Province: "จังหวัด", Region: "เขตสุขภาพ", Tag: "กลุ่ม", Score: "ข้อบังคับที่พบ", Since: "เทียบรอบก่อน",
	Search: "ค้นชื่อหรือรหัส", AllOf: "ทั้งหมด", ShowAll: "ทุกแห่ง", OnlyComparable: "เฉพาะที่เทียบกันได้", OnlyApart: "เฉพาะที่ยังเทียบไม่ได้", OnlyWorse: "เฉพาะที่แย่ลง",
	OnlyLack: "ขาดข้อ", Item: "ข้อ", Filter: "ตัวกรอง", Shown: "แสดง %s จาก %s แห่ง", Standard: "มาตรฐาน", Legend: "ความหมายของเครื่องหมาย", Reset: "ล้างตัวกรอง",
	Missing: "ขาดกันมากที่สุด", MissingHint: "นับเฉพาะหน่วยงานที่เทียบกันได้ และเฉพาะที่ข้อนั้นใช้บังคับ", Lacking: "ขาดหรือยังไม่ครบ", Absent: "ไม่พบเลย", Open: "รอคนตรวจ", Change: "เทียบรอบก่อน", Of: "จาก (แห่ง)",
	Causes: "สาเหตุร่วม: แก้ที่เดียวได้หลายแห่ง", CausesNone: "ไม่พบสาเหตุที่หลายหน่วยงานมีร่วมกัน",
	Template: "เว็บไซต์ที่ทำด้วย “%s” (%d แห่ง)", TemplateOf: "ขาด %d จาก %d แห่ง", LinkOf: "ลิงก์เสียเดียวกันใน %d เว็บไซต์", HostOf: "เครื่องแม่ข่ายเดียวกัน: เข้าดูไม่ได้ %d จาก %d แห่ง",
	Others: "เว็บไซต์อื่นขาด %d จาก %d", NoOthers: "ไม่มีเว็บไซต์อื่นให้เทียบ",
	Changes: "เปลี่ยนไปจากรอบก่อน", ChangesNone: "ไม่มีผลของรอบก่อนให้เทียบ", ChangesHint: "นับทุกข้อของทุกมาตรฐานที่ตรวจทั้งสองรอบ ข้อที่รอคนตรวจไม่นับว่าดีขึ้นหรือแย่ลง ข้อของมาตรฐานอื่นอ่านได้ในสมุดงาน round.xlsx", RulesToo: "กฎตรวจเปลี่ยนด้วย", First: "ครั้งแรก",
	Apart: "หน่วยงานที่ยังเทียบไม่ได้", ApartHint: "โปรแกรมเข้าดูเว็บไซต์เหล่านี้ไม่ได้หรือดูได้ไม่ทั่ว จึงไม่นำไปนับกับแห่งอื่น และไม่ถือว่าขาดข้อใด", ApartNone: "เทียบกันได้ทุกแห่ง", Reason: "เหตุผล", Detail: "รายละเอียด", Waits: "ยังไม่ได้ตรวจ",
	Units: "งานของแต่ละหน่วยผู้รับผิดชอบ", UnitsHint: "ข้อที่ต้องเผยแพร่หรือแก้ไข แยกตามผู้รับผิดชอบและหน่วยงาน", UnitItems: "%s ข้อ ใน %s แห่ง", NoUnit: "ไม่ได้ระบุผู้รับผิดชอบ",
	Groups: "สรุปรวมตามพื้นที่และกลุ่ม", Whole: "ทั้งรอบ", Low: "ต่ำสุด", High: "สูงสุด", Range: "ข้อบังคับที่พบ (ร้อยละ)", Required: "พบ/นับ", Nothing: "–",
	Method: []string{
		"ร้อยละเป็นช่วง: ค่าต่ำนับข้อที่รอคนตรวจหรือตรวจไม่ได้เป็นยังไม่พบ ค่าสูงนับเป็นพบ ช่วงจะแคบลงเมื่อคนตรวจแล้ว",
		"หน่วยงานเทียบกันได้เมื่อเปิดหน้าแรก เมนู และท้ายหน้าได้ครบหรือรู้ผลทุกลิงก์ และไม่มีสิ่งใดทำให้การตรวจจบก่อน",
		"ไม่รวมตัวเลขข้ามมาตรฐาน เพราะสิ่งเดียวกันอาจนับอยู่ในหลายมาตรฐาน",
		"ผลของโปรแกรมเป็นข้อมูลให้คนตัดสิน รายงานของแต่ละหน่วยงานมีหลักฐานทุกข้อ",
	},
	Report: "รายงาน", Home: "เว็บไซต์", Print: "พิมพ์", Foot: "จัดทำโดย truatweb", Contents: "สารบัญ", Level: "ระดับ", Code: "รหัส", State: "สถานะ", Kind: "ประเภท", Name: "ชื่อ", More: "และอีก %s",
	SheetHeat: "ตารางรวม", SheetMissing: "ขาดมากที่สุด", SheetCauses: "สาเหตุร่วม", SheetChanges: "เปลี่ยนจากรอบก่อน", SheetUnits: "งานที่ต้องทำ", SheetApart: "ยังเทียบไม่ได้", SheetGroups: "สรุปรวม", SheetOffices: "หน่วยงาน",
	ItemNames: "ชื่อข้อทั้งหมด", OtherStandards: "และมาตรฐานอื่น %d ข้อ", NewsMark: "[ตรวจเว็บ]", NewsProvisional: "(ผลชั่วคราว)", NewsCounts: "ตรวจครบรอบ %d แห่ง เข้าดูได้ %d เทียบกันได้ %d ยังเทียบไม่ได้ %d", NewsChange: " · ดีขึ้น %d ข้อ แย่ลง %d ข้อ", NewsWhere: "ภาพรวมของรอบ: %s",
	states: map[checks.EntryState]string{checks.Waiting: "รอตรวจ", checks.Running: "กำลังตรวจ", checks.Audited: "ตรวจแล้ว", checks.Failed: "เข้าดูไม่ได้", checks.Cancelled: "ยกเลิก"},
	kinds:  map[string]string{GroupAll: "ทั้งรอบ", GroupRegion: "เขตสุขภาพ", GroupProvince: "จังหวัด", GroupDistrict: "อำเภอ", GroupTag: "กลุ่ม", CauseTemplate: "แม่แบบเว็บไซต์", CauseLink: "ลิงก์เสีย", CauseHost: "เครื่องแม่ข่าย"},
	levels: map[string]string{"required": "ต้องมี", "should": "ควรมี", "example": "ตัวอย่าง", "if_any": "ถ้ามี", "if-any": "ถ้ามี"},
}

var english = texts{
	Title: "Round of website audits", Fiscal: "fiscal year %d BE", AsOf: "judged as of %s", Between: "audited from %s to %s",
	Provisional: "PROVISIONAL: %d of %d sites could be looked at (%s%%), fewer than the %s%% set for this round. Its figures do not yet speak of the whole province.",
	Stopped:     "This round was cancelled before all were audited.",
	Offices:     "Offices", Looked: "Looked at", Comparable: "Comparable", NotLooked: "Not comparable", Better: "Better", Worse: "Worse", OfAll: "of %s",
	Heat: "Office by item", HeatHint: "A row is an office, a cell is an item. Point at a cell to read what it is; follow an office's name to its report.",
	Office: "Office", District: "District", Province: "Province", Region: "Health region", Tag: "Tag", Score: "Required items found", Since: "Since last round",
	Search: "Name or code", AllOf: "All", ShowAll: "All offices", OnlyComparable: "Comparable only", OnlyApart: "Not comparable only", OnlyWorse: "Worse than before only",
	OnlyLack: "Lacks item", Item: "Item", Filter: "Filters", Shown: "%s of %s offices shown", Standard: "Standard", Legend: "What the marks mean", Reset: "Clear filters",
	Missing: "Missing most", MissingHint: "Comparable offices alone, and where the item applies.", Lacking: "Missing or incomplete", Absent: "Not found at all", Open: "Awaits a person", Change: "Since last round", Of: "Of (offices)",
	Causes: "Common causes: mended once, mended for many", CausesNone: "No cause is shared by several offices.",
	Template: "Sites made with or by “%s” (%d)", TemplateOf: "missing at %d of %d", LinkOf: "The same dead link on %d sites", HostOf: "One host: %d of %d sites could not be looked at",
	Others: "elsewhere at %d of %d", NoOthers: "no other sites to compare with",
	Changes: "Changed since the last round", ChangesNone: "There is no earlier round to compare with.", ChangesHint: "All items of all standards judged in both rounds. What waits for a person counts as neither better nor worse. Items of other standards stand in round.xlsx.", RulesToo: "rules changed too", First: "first time",
	Apart: "Offices not comparable", ApartHint: "The program could not look at these sites, or not far enough. They are counted with no others and are not said to lack anything.", ApartNone: "All offices are comparable.", Reason: "Why", Detail: "Detail", Waits: "not audited yet",
	Units: "What each responsible unit has to do", UnitsHint: "Items to publish or mend, by responsible unit and office.", UnitItems: "%s items at %s offices", NoUnit: "No unit named",
	Groups: "By area and tag", Whole: "Whole round", Low: "Low", High: "High", Range: "Required items found (%)", Required: "Found/of", Nothing: "–",
	Method: []string{
		"Shares are ranges: the low end counts what waits for a person, or could not be looked at, as missing; the high end as found.",
		"An office is comparable when its home page and every link of its menus and footer were opened or accounted for and nothing ended the audit early.",
		"Figures of different standards are never added up, since one observation may count under several.",
		"What the program says is for people to decide on; each office's report proves every item.",
	},
	Report: "Report", Home: "Website", Print: "Print", Foot: "Made by truatweb", Contents: "Contents", Level: "Level", Code: "Code", State: "State", Kind: "Kind", Name: "Name", More: "and %s more",
	SheetHeat: "Heat map", SheetMissing: "Missing most", SheetCauses: "Common causes", SheetChanges: "Changes", SheetUnits: "To do", SheetApart: "Not comparable", SheetGroups: "Roll-ups", SheetOffices: "Offices",
	ItemNames: "Names of all items", OtherStandards: "and %d items of other standards", NewsMark: "[truatweb]", NewsProvisional: "(PROVISIONAL)", NewsCounts: "round done: %d offices, %d looked at, %d comparable, %d not comparable", NewsChange: " · %d items better, %d worse", NewsWhere: "Summary of the round: %s",
	states: map[checks.EntryState]string{checks.Waiting: "waiting", checks.Running: "running", checks.Audited: "audited", checks.Failed: "could not look", checks.Cancelled: "cancelled"},
	kinds:  map[string]string{GroupAll: "whole round", GroupRegion: "health region", GroupProvince: "province", GroupDistrict: "district", GroupTag: "tag", CauseTemplate: "template", CauseLink: "dead link", CauseHost: "host"},
	levels: map[string]string{"required": "required", "should": "should", "example": "example", "if_any": "if any", "if-any": "if any"},
}
