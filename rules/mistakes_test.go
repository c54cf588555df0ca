package rules_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/rules"
)

// marked takes the marks ¶ out of a text and says where each stood.
func marked(text string) (string, []rules.Position) {
	var at []rules.Position
	var b strings.Builder
	line, column := 1, 1
	for _, r := range text {
		switch r {
		case '¶':
			at = append(at, rules.Position{Line: line, Column: column})
			continue
		case '\n':
			line, column = line+1, 0
		}
		column++
		b.WriteRune(r)
	}
	return b.String(), at
}

// mistakes loads a category file with marks and holds that there is one problem
// at each mark, in order, that says what is wanted.
func mistakes(t *testing.T, name, text string, want ...string) {
	t.Helper()
	clean, at := marked(text)
	pack := files("demo/standard.yaml", standardYAML, "demo/01.yaml", fill, name, clean)
	s, problems := rules.Load(pack, "demo", vocabulary())
	if len(at) != len(want) {
		t.Fatalf("%d marks for %d wanted problems", len(at), len(want))
	}
	if len(problems) != len(want) {
		t.Fatalf("%d problems, want %d:\n%s", len(problems), len(want), list(problems))
	}
	for i, p := range problems {
		at[i].File = name
		if p.At != at[i] {
			t.Errorf("problem at %s, want %s: %s", p.At, at[i], p.Text)
		}
		if !strings.Contains(p.Text, want[i]) {
			t.Errorf("%s\n  does not say %q", p, want[i])
		}
	}
	if s != nil && len(want) > 0 {
		t.Error("a standard came back in spite of problems")
	}
}

func TestTenMistakesAtOnce(t *testing.T) {
	mistakes(t, "demo/02.yaml", `category: "2"
title: หมวดสอง
requirements:
  - id: ¶2.10
    title: ตัวเลขเปล่า
    ask: มีหรือไม่
  - id: "2.1"
    title: ชื่อข้อ
    ¶levle: required
    period: ¶yearly
    found_when:
      - heading: [คำนำ, ทดสอบ, ¶ทดสอบ]
        shows: [¶persn]
      - ¶shows: [person]
    examples:
      - ¶case: ไม่มีผล
        page: {heading: คำนำ}
  - ¶id: "2.2"
    title: ไม่มีวิธีตัดสิน
  - id: ¶"2.1"
    title: ซ้ำ
    ask: มีหรือไม่
  - id: "2.3"
    title: อ้างถึง
    same_as: ¶"2.9"
`, `"2.10"`, `"level"`, "yearly", "ซ้ำในรายการ", `"person"`, "ไม่มีคำนำทาง", "expect", "ไม่มีวิธีตัดสิน", "เลขข้อ", "ไม่มีข้อ")
}

// inRequirement sets lines into a sound requirement.
func inRequirement(lines string) string {
	return "category: \"2\"\ntitle: หมวดสอง\nrequirements:\n  - id: \"2.1\"\n    title: ชื่อข้อ\n    " + strings.ReplaceAll(lines, "\n", "\n    ") + "\n"
}

func inWay(lines string) string {
	return inRequirement("found_when:\n  - " + strings.ReplaceAll(lines, "\n", "\n    "))
}

func inExample(lines string) string {
	return inRequirement("ask: มีหรือไม่\nexamples:\n  - " + strings.ReplaceAll(lines, "\n", "\n    "))
}

func TestEachMistake(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"unknown key far from all", "category: \"2\"\ntitle: ก\n¶zzzzzzzz: 1\nrequirements: [{id: \"2.1\", title: ข, ask: ค}]\n", []string{"ที่ใช้ได้คือ category, title, requirements"}},
		{"missing keys", "¶title: ก\nrequirements: [{id: \"2.1\", title: ข, ask: ค}]\n", []string{"category"}},
		{"missing title of a requirement", "category: \"2\"\ntitle: ก\nrequirements:\n  - ¶id: \"2.1\"\n    ask: ค\n", []string{"title"}},
		{"doubled key", inRequirement("ask: ก\n¶ask: ข"), []string{"บรรทัด 6"}},
		{"list for text", inRequirement("ask: ก\nadvice: ¶[ก]"), []string{"ต้องเป็นข้อความ แต่พบรายการ"}},
		{"text for list", inWay("heading: ¶คำนำ\nshows: [person]"), []string{"ต้องเป็นรายการ"}},
		{"text for mapping", inRequirement("found_when: [{heading: [คำนำ], shows: [person]}]\nnot_when: ¶ข่าว"), []string{"คีย์: ค่า"}},
		{"list for mapping", "¶- ก\n", []string{"คีย์: ค่า"}},
		{"text for a requirement", "category: \"2\"\ntitle: ก\nrequirements: [¶ข]\n", []string{"คีย์: ค่า"}},
		{"bool for text", inRequirement("ask: ¶true"), []string{`"true"`}},
		{"text for bool", inRequirement("ask: ก\nnone_ok: ¶ใช่"), []string{"true หรือ false"}},
		{"number in words", inWay("heading: [คำนำ, ¶1669]\nshows: [person]"), []string{`"1669"`}},
		{"nothing after a key", inRequirement("ask: ก\nadvice:¶"), []string{"ไม่มีค่า"}},
		{"empty text", inRequirement("ask: ¶\"\""), []string{"ข้อความว่าง"}},
		{"empty word", inWay("heading: [คำนำ, ¶\" \"]\nshows: [person]"), []string{"ข้อความว่าง"}},
		{"empty list", inWay("heading: ¶[]\nshows: [person]"), []string{"รายการว่าง"}},
		{"empty mapping", inRequirement("found_when: [{heading: [คำนำ], shows: [person]}]\nnot_when: ¶{}"), []string{"ว่าง"}},
		{"short word", inWay("heading: [¶ก]\nshows: [person]"), []string{"สั้นเกินไป"}},
		{"short word that excludes", inWay("heading: [คำนำ]\nshows: [person]\nnot_when: {text: [¶ก]}"), []string{"สั้นเกินไป"}},
		{"word twice in one list", inRequirement("found_when: [{heading: [คำนำ], shows: [person]}]\nnone_words: [ไม่มี, ¶ไม่มี]"), []string{"ซ้ำ"}},
		{"word of two strengths", inWay("heading: {exact: [คำนำ], weak: [¶คำนำ]}\nshows: [person]"), []string{"ซ้ำ"}},
		{"unknown strength", inWay("heading: {¶strong: [คำนำ]}\nshows: [person]"), []string{"exact, accepted, weak"}},
		{"unknown level", inRequirement("ask: ก\nlevel: ¶requird"), []string{`"required"`}},
		{"unknown place", inWay("in: [¶pages]\nheading: [คำนำ]\nshows: [person]"), []string{`"page"`}},
		{"unknown check", inRequirement("check: ¶tsl"), []string{`"tls"`}},
		{"unknown recogniser with a count", inWay("heading: [คำนำ]\nshows: [{¶phones: 2}]"), []string{`"phone"`}},
		{"recogniser beside words", inWay("heading: [คำนำ]\nnear: {words: [โทร], shows: [¶fone]}"), []string{`"phone"`}},
		{"count below one", inWay("heading: [คำนำ]\nshows: [{phone: ¶0}]"), []string{"จำนวน"}},
		{"count that is no number", inWay("heading: [คำนำ]\nshows: [{phone: ¶สอง}]"), []string{"จำนวน"}},
		{"recogniser twice", inWay("heading: [คำนำ]\nshows: [phone, {¶phone: 2}]"), []string{"ซ้ำ"}},
		{"near without shows", inWay("heading: [คำนำ]\nnear: ¶{words: [โทร]}"), []string{"ขาดคีย์ shows"}},
		{"part without conditions", inWay("heading: [คำนำ]\nparts: [¶{name: ส่วนหนึ่ง}]"), []string{"ไม่มีเงื่อนไข"}},
		{"two ways to judge", "category: \"2\"\ntitle: ก\nrequirements:\n  - ¶id: \"2.1\"\n    title: ข\n    ask: ค\n    check: tls\n", []string{"check, ask"}},
		{"search keys beside a question", inRequirement("ask: ก\nfollows: ¶\"1.1\""), []string{"found_when"}},
		{"steering missing", inWay("¶text: [เนื้อหา]"), []string{"ไม่มีคำนำทาง"}},
		{"steering by near without site", inWay("¶near: {words: [โทร], shows: [phone]}"), []string{"in: [site]"}},
		{"confirmation missing", inWay("¶heading: [คำนำ]"), []string{"ไม่มีสิ่งยืนยัน"}},
		{"id with a colon", strings.Replace(inRequirement("ask: ก"), `"2.1"`, `¶"a:2.1"`, 1), []string{"ไม่มี :"}},
		{"follows nobody", inRequirement("follows: ¶\"1.2\"\nfound_when: [{shows: [person]}]"), []string{`"1.1"`}},
		{"parts of nobody", inRequirement("parts: [\"1.1\", ¶\"9\"]"), []string{`"9"`}},
		{"needs more than there are", inRequirement("parts: {of: [\"1.1\"], need: ¶2}"), []string{"เพียง 1 ข้อ"}},
		{"needs none", inRequirement("parts: {of: [\"1.1\"], need: ¶0}"), []string{"1 ถึง"}},
		{"rests on itself", inRequirement("same_as: ¶\"2.1\""), []string{"เป็นวง"}},
		{"rest on each other", "category: \"2\"\ntitle: ก\nrequirements:\n  - {id: a, title: กก, parts: [\"1.1\", b]}\n  - {id: b, title: ขข, same_as: ¶a}\n", []string{"a → b → a"}},
		{"add to nobody", "category: \"2\"\ntitle: ก\nrequirements: [{id: ¶\"2.1\", add: {heading: [คำใหม่]}}]\n", []string{"ไม่มีข้อ"}},
		{"example of neither page nor document", inExample("¶case: ก\nexpect: found"), []string{"page หรือ document"}},
		{"example of both", inExample("¶case: ก\nexpect: found\npage: {text: ก}\ndocument: {text: ก}"), []string{"อย่างใดอย่างหนึ่ง"}},
		{"unknown verdict", inExample("case: ก\nexpect: ¶fuond\npage: {text: ก}"), []string{`"found"`}},
		{"unknown reason", inExample("case: ก\nexpect: found\nreasons: [¶image]\npage: {text: ก}"), []string{"image_only"}},
		{"year of the wrong calendar", inExample("case: ก\nexpect: found\nfy: ¶2026\npage: {text: ก}"), []string{"2500"}},
		{"day that is none", inExample("case: ก\nexpect: found\nas_of: ¶2026-02-31\npage: {text: ก}"), []string{"ไม่ใช่วันที่"}},
		{"link to an unknown target", inExample("case: ก\nexpect: found\npage: {links: [{text: ก, to: ¶scann}]}"), []string{`"scan"`}},
		{"menu to an unknown target", inExample("case: ก\nexpect: found\npage: {menu_to: ¶file}"), []string{"self"}},
		{"unknown state", inExample("case: ก\nexpect: found\ndocument: {state: ¶scaned}"), []string{`"scan"`}},
		{"anchor and alias", inRequirement("ask: ¶&a ก\nadvice: ¶*a"), []string{"& และ *", "& และ *"}},
		{"own tag", inRequirement("ask: ¶!secret ก"), []string{"!secret"}},
		{"one category under two titles", "category: \"1\"\ntitle: ¶ชื่ออื่น\nrequirements: [{id: \"1.2\", title: ข, ask: ค}]\n", []string{"หมวดหนึ่ง"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { mistakes(t, "demo/02.yaml", c.text, c.want...) })
	}
}

func TestMistakesOfTheStandard(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"missing", "¶id: demo\n", []string{"ขาดคีย์ title", "ขาดคีย์ authority"}},
		{"authority and id", "id: ¶Demo 1\ntitle: ก\nauthority: ¶lawyer\n", []string{"ตัวอักษรอังกฤษตัวเล็ก", "law, office"}},
		{"sharing", "id: demo\ntitle: ก\nauthority: law\nsharing: [[\"1.1\", ¶\"1.9\"], ¶[\"1.1\"], ¶ก]\n", []string{"ไม่มีข้อ", "สองข้อ", "ต้องเป็นรายการ"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			clean, at := marked(c.text)
			_, problems := rules.Load(files("demo/standard.yaml", clean, "demo/01.yaml", fill), "demo", vocabulary())
			if len(problems) != len(c.want) {
				t.Fatalf("%d problems, want %d:\n%s", len(problems), len(c.want), list(problems))
			}
			for i, p := range problems {
				spot := at[min(i, len(at)-1)]
				if p.At.Line != spot.Line || p.At.Column != spot.Column || !strings.Contains(p.Text, c.want[i]) {
					t.Errorf("%s\n  want %d:%d saying %q", p, spot.Line, spot.Column, c.want[i])
				}
			}
		})
	}
}

func TestSyntaxIsToldInOwnWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "¶", "ไฟล์ว่าง"},
		{"blank", "¶ \n\n", "ไฟล์ว่าง"},
		{"comments only", "¶# หมายเหตุ\n", "ไฟล์ว่าง"},
		{"null", "¶~\n", "ไฟล์ว่าง"},
		{"open quotation", "category: ¶\"2\ntitle: ก\n", "เครื่องหมายคำพูด"},
		{"backslash", "category: \"2\"\ntitle: \"ก¶\\ข\"\n", "คำพูดเดี่ยว"},
		{"open bracket", "category: \"2\"\ntitle: ¶[ก, ข\nrequirements: ก\n", "วงเล็บ ["},
		{"open brace", "category: \"2\"\ntitle: ¶{ก: ข\nrequirements: ก\n", "วงเล็บ {"},
		{"colon in a text", "category: \"2\"\ntitle: ข้อ ๑¶: ชื่อ\n", "มี : ในข้อความ"},
		{"no colon", "category: \"2\"\n¶title\nrequirements: ก\n", "ไม่มี :"},
		{"tab", "category: \"2\"\nrequirements:\n¶\t- id: ก\n", "แท็บ"},
		{"at sign", "category: \"2\"\ntitle: ¶@ก\n", "ขึ้นต้นด้วย @"},
		{"percent sign", "category: \"2\"\ntitle: ¶%ก\n", "ขึ้นต้นด้วย %"},
		{"deeper than its neighbour", "category: \"2\"\nrequirements:\n  - id: \"2.1\"\n     ¶title: ก\n", "การเยื้อง"},
		{"less deep than its neighbour", "category: \"2\"\nrequirements:\n  - id: \"2.1\"\n   ¶title: ก\n", "การเยื้อง"},
		{"key among entries", "category: \"2\"\nrequirements:\n  - id: \"2.1\"\n  ¶title: ก\n", "ขึ้นต้นด้วย -"},
		{"star", "category: \"2\"\ntitle: ¶*สำคัญ\n", "& และ *"},
		{"two documents", "category: \"2\"\n¶---\ncategory: \"3\"\n", "หลายเอกสาร"},
		{"control character", "category: \"2\"\ntitle: กข¶\x01\n", "U+0001"},
		{"not UTF-8", "category: \"2\"\ntitle: กข¶\xa1\xd2\n", "UTF-8"},
		{"UTF-16", "¶\xff\xfec\x00", "UTF-16"},
		{"deep brackets", "category: " + strings.Repeat("[", 40) + "¶" + strings.Repeat("[", 9000), "ลึกเกิน"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, at := c.text, rules.Position{}
			if i := strings.Index(text, "¶"); i >= 0 {
				head := text[:i]
				at = rules.Position{File: "demo/02.yaml", Line: 1 + strings.Count(head, "\n"), Column: 1 + len([]rune(head[strings.LastIndex(head, "\n")+1:]))}
				text = head + text[i+len("¶"):]
			}
			_, problems := rules.Load(files("demo/standard.yaml", standardYAML, "demo/01.yaml", fill, "demo/02.yaml", text), "demo", vocabulary())
			if len(problems) != 1 {
				t.Fatalf("%d problems, want 1:\n%s", len(problems), list(problems))
			}
			if p := problems[0]; p.At != at || !strings.Contains(p.Text, c.want) || strings.Contains(p.Text, "go-yaml") {
				t.Errorf("%s\n  want %s saying %q", p, at, c.want)
			}
		})
	}
}
