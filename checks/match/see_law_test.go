package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

func TestLinesOfTheAct(t *testing.T) {
	const line = "(4) คู่มือหรือคำสั่งเกี่ยวกับวิธีปฏิบัติงาน"
	two := []rules.ExampleLink{{Text: "เปิดไฟล์", Name: "a.pdf", Body: "คู่มือ"}, {Text: "ดาวน์โหลด", Name: "b.pdf", Body: "คู่มือ"}}
	for _, c := range []struct {
		name               string
		text               string
		links              []rules.ExampleLink
		opened, line, said bool
		reason             checks.Reason // of line, where it fails
	}{
		{"a file", "- [" + line + "]", files(line), true, true, false, ""},
		{"two files in a paragraph", line + " [เปิดไฟล์] [ดาวน์โหลด]", two, true, true, false, ""},
		{"buttons in the next paragraph", line + "\n[เปิดไฟล์] | [ดาวน์โหลด]", two, true, true, false, ""},
		{"the next line's file", line + "\n(5) สิ่งพิมพ์ [เปิดไฟล์]", two[:1], false, false, false, ""},
		{"a scan goes to a person another way", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "scan", Name: "s.pdf"}}, true, false, false, ""},
		{"a page that promises", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "page", Body: "อยู่ระหว่างปรับปรุง"}}, false, false, false, ""},
		{"a dead link", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "dead"}}, false, false, false, checks.DeadLink},
		{"a link to itself", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "self"}}, false, false, false, ""},
		{"another body's page", "- [" + line + "]", []rules.ExampleLink{{Text: line, To: "https://ppho.example/", Body: "สำนักงานสาธารณสุขจังหวัดพระนคร คู่มือการปฏิบัติงานของจังหวัด"}}, true, false, false, ""},
		{"a label", "- " + line, nil, false, false, false, ""},
		{"stated none", line + " : ไม่มี", nil, false, false, false, ""},
		{"no task of ours", line + " : ไม่มีภารกิจที่เกี่ยวข้อง", nil, false, false, false, ""},
		{"said behind a colon", line + " : ใช้คู่มือของกรมอนามัย พ.ศ. 2566", nil, true, true, true, ""},
		{"a figure answers", "- 2.4 ความพึงพอใจผู้รับบริการ ร้อยละ ๙๓.๑", nil, false, true, false, ""},
		{"a count answers", "- 2.6 เรื่องร้องเรียนปีนี้ 1 เรื่อง", nil, false, true, false, ""},
		{"a number in a label does not", "- 1.6 รายงานประจำปี 2568 ฉบับที่ 3", nil, false, false, false, ""},
		{"a shelf", "| รายการ | ที่จัดเก็บ |\n| " + line + " | ตู้ 1 ชั้น 2 |", nil, false, false, false, checks.IndexOnly},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: "มาตรา 9", Text: c.text, Links: c.links})
			b.idx = b.idx[1:]
			if bl := &b.s.c.Blocks[b.idx[0]]; bl.Kind == checks.BlockRow {
				b.idx = b.idx[1:]
			}
			b.label = b.s.c.Blocks[b.idx[0]].Text
			if got := seeOpened(b, 0); got.ok != c.opened {
				t.Errorf("opened %v (%s), want %v", got.ok, got.reason, c.opened)
			}
			if got := seeLine(b, 0); got.ok != c.line || got.reason != c.reason {
				t.Errorf("line %v %q, want %v %q", got.ok, got.reason, c.line, c.reason)
			}
			if got := seeSaid(b, 0); got.ok != c.said {
				t.Errorf("said %v, want %v", got.ok, c.said)
			}
		})
	}
}

// A menu set as one paragraph names many things; what its first link opens
// proves none of them.
func TestAMenuIsNoLine(t *testing.T) {
	var links []rules.ExampleLink
	text := ""
	for _, name := range []string{"หน้าแรก", "ข้อมูลทั่วไป", "โครงสร้างและอำนาจหน้าที่", "ข่าว", "ติดต่อ"} {
		links = append(links, rules.ExampleLink{Text: name, Body: "ข้อความของหน้านี้ยาวพอที่จะอ่านได้ว่าเป็นเรื่องอะไร"})
		text += "[" + name + "] | "
	}
	b := pageBody(rules.ExamplePage{Heading: "หน้า", Text: text, Links: links})
	b.idx = b.idx[1:]
	b.label = b.s.c.Blocks[b.idx[0]].Text
	if got := seeOpened(b, 0); got.ok {
		t.Errorf("a menu was taken for a line: %q", got.quote)
	}
}

// One memo under many labels speaks of none of them (trap T8); one plan under
// many labels that all name it does.
func TestOneFileUnderManyLabels(t *testing.T) {
	for _, c := range []struct {
		name, body string
		ok         bool
		reason     checks.Reason
	}{
		{"a memo", "บันทึกข้อความ ขออนุญาตนำข้อมูลขึ้นเว็บไซต์", false, checks.Unverified},
		{"the manual itself", "คู่มือการออกตรวจของเจ้าหน้าที่", true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			labels := []string{"(4) คู่มือ", "(3) แผนงาน", "กรอบแนวทาง"}
			p := rules.ExamplePage{Heading: "มาตรา 9", Text: "- [(4) คู่มือ]\n- [(3) แผนงาน]\n- [กรอบแนวทาง]"}
			for _, l := range labels {
				p.Links = append(p.Links, rules.ExampleLink{Text: l, Name: "all.pdf", Body: c.body})
			}
			site := siteOf(&rules.Example{Page: &p})
			page := site.Find(exampleHome + "page").(*checks.Page)
			for i := range page.Content.Links {
				l := &page.Content.Links[i]
				l.URL, l.Key = site.Documents[0].URL, site.Documents[0].URL
				l.Say(&checks.Wording{Href: l.URL})
			}
			words := newPhrases()
			words.add("คู่มือ")
			v := newView(&Matcher{lex: newLexicon(words)}, site, exampleWhen(&rules.Example{}))
			s := v.find(page.URL)
			b := &body{v: v, s: s, idx: s.mains[1:2], label: s.c.Blocks[s.mains[1]].Text}
			for name, see := range map[string]recogniser{"opened": seeOpened, "line": seeLine} {
				if got := see(b, 0); got.ok != c.ok || got.reason != c.reason {
					t.Errorf("%s: ok %v reason %q, want %v %q", name, got.ok, got.reason, c.ok, c.reason)
				}
			}
		})
	}
}
