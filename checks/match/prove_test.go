package match

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/truatweb/truatweb/rules"
)

// loaded reads a pack of one category from YAML.
func loaded(t *testing.T, requirements string) *rules.Standard {
	t.Helper()
	fsys := fstest.MapFS{
		"p/standard.yaml": {Data: []byte("id: p\ntitle: ชุดทดสอบ\nauthority: office\n")},
		"p/01.yaml":       {Data: []byte("category: \"1\"\ntitle: หมวด\nrequirements:\n" + requirements)},
	}
	list, problems := rules.LoadAll(fsys, nil, nil, Vocabulary())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return list[0]
}

func proved(t *testing.T, requirements string) []string {
	t.Helper()
	s := loaded(t, requirements)
	var out []string
	for _, u := range Prove(s, []*rules.Standard{s}, func(string) {}) {
		out = append(out, u.Rule+": "+u.Text)
	}
	return out
}

const cioRule = `
  - id: "1.5"
    title: ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง
    found_when:
      - heading: [ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง]
        shows: [person, position]
    examples:
      - case: มีชื่อและตำแหน่ง
        page:
          heading: ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง
          text: |
            นายสมชาย ใจดี
            สาธารณสุขอำเภอตัวอย่าง
        expect: found
`

// Every condition must be noticed by some example when it is dropped.
func TestProveWantsEachConditionHeldUp(t *testing.T) {
	got := strings.Join(proved(t, cioRule), "\n")
	for _, want := range []string{"shows person", "shows position"} {
		if !strings.Contains(got, want) {
			t.Errorf("nothing is said of %s:\n%s", want, got)
		}
	}
	guarded := cioRule + `
      - case: มีแต่ตำแหน่ง
        page: {heading: ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง, text: สาธารณสุขอำเภอตัวอย่าง เป็นผู้บริหารด้านนี้}
        expect: absent
      - case: มีแต่ชื่อ
        page: {heading: ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง, text: นายสมชาย ใจดี ผู้เขียนบทความ}
        expect: absent
`
	if got := proved(t, guarded); len(got) != 0 {
		t.Errorf("a rule that its examples hold up is faulted:\n%s", strings.Join(got, "\n"))
	}
}

func TestProveTellsWrongExamples(t *testing.T) {
	got := proved(t, strings.Replace(cioRule, "expect: found", "expect: absent", 1))
	if len(got) != 1 || !strings.Contains(got[0], "ต้องได้ absent แต่ได้ found") {
		t.Errorf("got %q", got)
	}
}

func TestProveWantsExamples(t *testing.T) {
	bare, _, _ := strings.Cut(cioRule, "    examples:")
	if got := proved(t, bare); len(got) != 1 || !strings.Contains(got[0], "ไม่มีตัวอย่าง") {
		t.Errorf("got %q", got)
	}
}

// What an example's words mean, seen from the verdict that they lead to.
func TestExamplesMeanWhatTheySay(t *testing.T) {
	const rule = `
  - id: "6.3"
    title: ดาวน์โหลดคู่มือ
    found_when:
      - heading: [คู่มือการปฏิบัติงาน]
        shows: [file]
    examples:
      - case: %s
        %s
        expect: %s
        reasons: [%s]
`
	for _, c := range []struct{ name, what, verdict, reason string }{
		{"a file that opens", `page: {heading: คู่มือการปฏิบัติงาน, links: [{text: คู่มือการปฏิบัติงาน, name: sop.pdf, body: คู่มือการปฏิบัติงาน ขั้นตอนที่ 1}]}`, "found", ""},
		{"a dead link", `page: {heading: คู่มือการปฏิบัติงาน, links: [{text: คู่มือการปฏิบัติงาน, to: dead}]}`, "unreachable", "dead_link"},
		{"an empty file", `page: {heading: คู่มือการปฏิบัติงาน, links: [{text: คู่มือการปฏิบัติงาน, to: empty, name: a.pdf}]}`, "unreachable", "empty_file"},
		{"a page under a file's name", `page: {heading: คู่มือการปฏิบัติงาน, links: [{text: คู่มือการปฏิบัติงาน, to: html, name: a.pdf}]}`, "unreachable", "wrong_type"},
		{"a sign-in wall", `page: {heading: คู่มือการปฏิบัติงาน, links: [{text: คู่มือการปฏิบัติงาน, to: signin, name: a.pdf}]}`, "unreachable", "sign_in"},
		{"a link to itself", `page: {heading: คู่มือการปฏิบัติงาน, text: "- [คู่มือการปฏิบัติงาน]", links: [{text: คู่มือการปฏิบัติงาน, to: self}]}`, "absent", "self_link"},
		{"a menu entry that leads nowhere", `page: {menu: คู่มือการปฏิบัติงาน, menu_to: "#"}`, "absent", "menu_only"},
		{"a document", `document: {label: คู่มือการปฏิบัติงาน, name: sop.pdf, text: คู่มือการปฏิบัติงาน}`, "found", ""},
		{"a document with a password", `document: {label: คู่มือการปฏิบัติงาน, name: sop.pdf, state: password}`, "unreachable", "password"},
	} {
		t.Run(c.name, func(t *testing.T) {
			y := strings.NewReplacer("case: %s", "case: "+c.name, "%s\n        expect: %s", c.what+"\n        expect: "+c.verdict, "[%s]", "["+c.reason+"]").Replace(rule)
			y = strings.Replace(y, "        reasons: []\n", "", 1)
			for _, u := range proved(t, y) {
				if strings.Contains(u, "ต้องได้") {
					t.Error(u)
				}
			}
		})
	}
}
