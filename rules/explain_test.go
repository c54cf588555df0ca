package rules_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/rules"
)

func TestExplainReadsARuleAloud(t *testing.T) {
	s, problems := rules.Load(files("demo/standard.yaml", standardYAML, "demo/01.yaml", whole), "demo", vocabulary())
	if len(problems) > 0 {
		t.Fatal(list(problems))
	}
	x := rules.Explainer{Recognisers: map[string]string{"person": "ชื่อบุคคล", "position": "ชื่อตำแหน่ง"}, Checks: map[string]string{"tls": "การเข้ารหัส (https)"},
		Verdicts: map[string]string{"found": "พบ"}}
	for _, c := range []struct {
		id   string
		want []string
	}{
		{"1.5", []string{"ข้อ 1.5 ผู้บริหาร\n", "หมวด 1 ข้อมูลสมมติ", "(ถ้ามี)", "ข้อมูลปัจจุบัน", "ทางใดทางหนึ่งใน 2 ทาง", "มองหาในหน้าเว็บ หรือไฟล์เอกสาร\n",
			"คำใดคำหนึ่งใน «ทำเนียบผู้บริหาร» หรือ «คณะผู้บริหาร» หรือคำอ่อน «บุคลากร»", "เนื้อหามีคำว่า «ตำแหน่ง»", "แสดงให้เห็นจริง: ชื่อบุคคล และชื่อตำแหน่ง (อย่างน้อย 2 แห่ง)", "มีครบ 2 ส่วน", "– เบอร์",
			"ทั้งเว็บไซต์", "«ผู้อำนวยการ» มีสิ่งนี้อยู่ด้วยกันหรืออยู่ถัดไป: ชื่อบุคคล", "«ข่าว»", "«ประชุม»", "«อดีต»", "«ไม่มี» หรือ «ไม่มีตำแหน่ง» ถือว่าตอบข้อนี้แล้ว", "ไม่มีข้อความ ถือว่าพบ", "เขียนชื่อ", "ทางอื่น",
			"2 ตัวอย่าง: พบ 1, needs_eyes 1", "demo/01.yaml บรรทัด 7"}},
		{"1", []string{"ข้อย่อย 2 ข้อ", "อย่างน้อย 1 ข้อ", "ข้อ 1.10 (ตามมา)"}},
		{"1.10", []string{"เฉพาะในหน้าและเอกสารที่พบข้อ 1.5 (ผู้บริหาร)", "dated_list", "จะส่งให้คนตรวจ", "ยังไม่มีตัวอย่าง"}},
		{"1.11", []string{"การเข้ารหัส (https)"}},
		{"1.12", []string{"ผลเดียวกับข้อ 1.5 (ผู้บริหาร)"}},
		{"1.13", []string{"มีจริงหรือไม่"}},
	} {
		got := x.Explain(s, s.Rule(c.id))
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("rule %s is read without %q:\n%s", c.id, w, got)
			}
		}
	}
	if got := x.Explain(s, s.Rule("1.11")); strings.Contains(got, "รูปภาพ") || strings.Contains(got, "มองหา") || strings.Contains(got, "ตัวอย่าง") {
		t.Errorf("a technical check is read as a search:\n%s", got)
	}
}

// What a rule takes from another standard is read with its title, and so stands
// in the table of what answers what; a count of a whole standard names it.
func TestOtherStandardsAreReadByTheirTitles(t *testing.T) {
	std := func(id string) string {
		return "id: " + id + "\ntitle: มาตรฐาน " + id + "\nauthority: office\n"
	}
	rule := "category: \"1\"\ntitle: หมวด\nrequirements:\n"
	standards, problems := rules.LoadAll(files(
		"aa/standard.yaml", std("aa"), "aa/1.yaml", rule+"  - {id: \"1\", title: รวม, parts: [\"bb:1\", \"bb:2\"]}\n  - {id: \"2\", title: นับ, ask: ครบหรือไม่, counts: bb}\n",
		"bb/standard.yaml", std("bb"), "bb/1.yaml", rule+"  - {id: \"1\", title: ประวัติ, ask: มีหรือไม่}\n  - {id: \"2\", title: โครงสร้าง, ask: มีหรือไม่}\n",
	), nil, nil, vocabulary())
	if len(problems) > 0 {
		t.Fatal(list(problems))
	}
	x := rules.Explainer{Standards: standards}
	if got := x.Explain(standards[0], standards[0].Rule("1")); !strings.Contains(got, "ข้อ bb:1 (ประวัติ)\n") || !strings.Contains(got, "ข้อ bb:2 (โครงสร้าง)\n") {
		t.Errorf("parts of another standard:\n%s", got)
	}
	if got := x.Explain(standards[0], standards[0].Rule("2")); !strings.Contains(got, "ครบหรือไม่") || !strings.Contains(got, "นับผลของชุดกฎ bb (มาตรฐาน bb)") {
		t.Errorf("a count of another standard:\n%s", got)
	}
	if got := (rules.Explainer{}).Explain(standards[0], standards[0].Rule("1")); !strings.Contains(got, "ข้อ bb:1\n") {
		t.Errorf("without the others an id stands as it is written:\n%s", got)
	}
	_, table, _ := strings.Cut(string(x.Catalogue(standards)), "## ตารางเทียบ")
	for _, row := range []string{"| 1 | รวม |  | 1, 2 |\n", "| 2 | นับ |  | bb (นับทีละหมวด) |\n"} {
		if !strings.Contains(table, row) {
			t.Errorf("the table lacks %q:\n%s", row, table)
		}
	}
}
