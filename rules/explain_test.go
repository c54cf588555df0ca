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
		{"1", []string{"ข้อย่อย 2 ข้อ", "อย่างน้อย 1 ข้อ", "ข้อ 1.10 (ตามมา)", "ยังไม่มีตัวอย่าง"}},
		{"1.10", []string{"เฉพาะในหน้าและเอกสารที่พบข้อ 1.5 (ผู้บริหาร)", "dated_list", "จะส่งให้คนตรวจ"}},
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
	if got := x.Explain(s, s.Rule("1.11")); strings.Contains(got, "รูปภาพ") || strings.Contains(got, "มองหา") {
		t.Errorf("a technical check is read as a search:\n%s", got)
	}
}
