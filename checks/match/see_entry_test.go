package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

func TestSeeEntry(t *testing.T) {
	const line = "(2) สรุปอำนาจหน้าที่ที่สำคัญและวิธีการดำเนินงาน"
	for _, c := range []struct {
		name   string
		text   string
		links  []rules.ExampleLink
		ok     bool
		reason checks.Reason
	}{
		{"a file", "- [" + line + "]", files(line), true, ""},
		{"a page with text", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "page", Body: "จัดทำแผนยุทธศาสตร์ด้านสุขภาพในเขตพื้นที่อำเภอ"}}, true, ""},
		{"a page that promises", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "page", Body: "อยู่ระหว่างปรับปรุง"}}, false, ""},
		{"a label", "- " + line, nil, false, ""},
		{"a dash", "- " + line + " -", nil, false, ""},
		{"stated none", "- " + line + " (ไม่มี)", nil, true, ""},
		{"not yet is not none", "- " + line + " : ยังไม่มีข้อมูล", nil, false, ""},
		{"a link to itself", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "self"}}, false, ""},
		{"a dead link", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "dead"}}, false, checks.DeadLink},
		{"a shelf", "| รายการ | ที่จัดเก็บ |\n| " + line + " | ตู้ 1 ชั้น 2 |", nil, false, checks.IndexOnly},
		{"said behind a colon", "- " + line + " : ติดต่อห้องธุรการ อาคาร 1 ชั้น 2", nil, true, ""},
		{"a telephone number", "(3) สถานที่ติดต่อ งานบริหาร โทร 0 3855 5100", nil, true, ""},
		{"said under its heading", "# " + line + "\nจัดทำแผนยุทธศาสตร์ด้านสุขภาพและกำกับดูแลงาน", nil, true, ""},
		{"the next line's file", "- " + line + "\n- (3) สถานที่ติดต่อ [เปิด]", files("เปิด"), false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: "มาตรา 7", Text: c.text, Links: c.links})
			b.idx = b.idx[1:]
			if bl := &b.s.c.Blocks[b.idx[0]]; bl.Kind == checks.BlockRow {
				b.idx = b.idx[1:]
			}
			b.label = b.s.c.Blocks[b.idx[0]].Text
			if got := seeEntry(b, 0); got.ok != c.ok || got.reason != c.reason {
				t.Errorf("ok %v reason %q, want %v %q", got.ok, got.reason, c.ok, c.reason)
			}
		})
	}
}
