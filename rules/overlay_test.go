package rules_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/rules"
)

const searching = `category: "1"
title: หมวดหนึ่ง
requirements:
  - id: "1.1"
    title: ผู้บริหาร
    advice: ของเดิม
    found_when:
      - {heading: {exact: [ทำเนียบ], weak: [บุคลากร]}, shows: [person]}
      - {heading: [ผู้บริหาร], text: [ตำแหน่ง]}
    examples:
      - {case: เดิม, page: {heading: ทำเนียบ}, expect: found}
  - {id: "1.2", title: ถาม, ask: มีหรือไม่}
`

func base() fs.FS { return files("demo/standard.yaml", standardYAML, "demo/01.yaml", searching) }

func TestOverlayReplacesAddsAndAppends(t *testing.T) {
	province := files("demo/province.yaml", `category: "1"
requirements:
  - id: "1.1"
    add:
      heading: [คณะทำงาน, ทำเนียบ]
      text: {weak: [หน้าที่]}
      none_words: [ตำแหน่งว่าง]
      not_when: {heading: [ข่าว]}
      examples: [{case: เพิ่ม, page: {heading: คณะทำงาน}, expect: found}]
  - {id: "1.2", title: ถามใหม่, ask: มีจริงหรือไม่}
  - {id: "1.3", title: ข้อใหม่, ask: มีไหม}
`, "demo/zz.yaml", "category: \"9\"\ntitle: หมวดใหม่\nrequirements: [{id: \"9.1\", title: ใหม่, same_as: \"1.1\"}]\n",
		"demo/standard.yaml", "responsible: งานจังหวัด\n")
	office := files("demo/office.yaml", "category: \"1\"\nrequirements:\n  - {id: \"1.1\", add: {heading: [หัวหน้าหน่วย]}}\n")
	s := mustLoad(t, base(), province, office)
	r := s.Rule("1.1")
	want := []rules.Words{
		{Exact: []string{"ทำเนียบ"}, Accepted: []string{"คณะทำงาน", "หัวหน้าหน่วย"}, Weak: []string{"บุคลากร"}},
		{Accepted: []string{"ผู้บริหาร", "คณะทำงาน", "ทำเนียบ", "หัวหน้าหน่วย"}},
	}
	if diff := cmp.Diff(want, []rules.Words{r.FoundWhen[0].Heading, r.FoundWhen[1].Heading}); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
	if !r.FoundWhen[0].Text.Empty() {
		t.Error("words of the body were added to a way that asks for none, which would make it stricter")
	}
	if got := r.FoundWhen[1].Text; !cmp.Equal(got, rules.Words{Accepted: []string{"ตำแหน่ง"}, Weak: []string{"หน้าที่"}}) {
		t.Errorf("text %+v", got)
	}
	if !cmp.Equal(r.NoneWords, []string{"ตำแหน่งว่าง"}) || !cmp.Equal(r.NotWhen.Heading, []string{"ข่าว"}) || len(r.Examples) != 2 || r.Advice != "ของเดิม" {
		t.Errorf("rule 1.1 after additions: %+v", r)
	}
	if got := s.Rule("1.2"); got.Title != "ถามใหม่" || got.At.File != "demo/province.yaml" {
		t.Errorf("1.2 was not replaced: %+v", got)
	}
	if s.Rule("1.3") == nil || s.Rule("1.3").Category != "1" || s.Rule("9.1") == nil || s.Categories[1].Title != "หมวดใหม่" {
		t.Error("new requirements are not where they belong")
	}
	if s.Responsible != "งานจังหวัด" || s.Rule("1.2").Responsible != "งานจังหวัด" || s.Title != "ประกาศสมมติ" {
		t.Errorf("the overlay's standard.yaml: responsible %q, title %q", s.Responsible, s.Title)
	}
	if before := mustLoad(t, base()).Rule("1.1"); len(before.FoundWhen[0].Heading.Accepted) != 0 || len(before.Examples) != 1 {
		t.Error("the overlay left its traces in the base")
	}
}

func TestOverlayMistakes(t *testing.T) {
	for _, c := range []struct {
		name    string
		overlay fs.FS
		want    []string
	}{
		{"empty", files("readme.txt", "x"), []string{"ไม่มีไฟล์กฎ"}},
		{"files without a folder", files("mine.yaml", fill), []string{"mine.yaml:1:1: ไฟล์กฎต้องอยู่ในโฟลเดอร์"}},
		{"misspelt folder", files("dmeo/mine.yaml", fill), []string{`standard.yaml:1:1: ขาดไฟล์`}},
		{"same id twice in one layer", files("demo/a.yaml", "category: \"1\"\nrequirements:\n  - {id: \"1.2\", title: ก, ask: ขข}\n  - {id: \"1.2\", add: {none_words: [ไม่มี]}}\n"), []string{"a.yaml:4:10: id: เลขข้อ \"1.2\" ซ้ำกับ demo/a.yaml:3:10"}},
		{"moved to another category", files("demo/a.yaml", "category: \"2\"\ntitle: ก\nrequirements: [{id: \"1.2\", title: ก, ask: ขข}]\n"), []string{"อยู่ในหมวด 1"}},
		{"new category without a title", files("demo/a.yaml", "category: \"2\"\nrequirements: [{id: \"2.2\", title: ก, ask: ขข}]\n"), []string{"หมวดใหม่"}},
		{"words for a question", files("demo/a.yaml", "category: \"1\"\nrequirements:\n  - {id: \"1.2\", add: {heading: [คำใหม่]}}\n"), []string{"ไม่ได้ตัดสินด้วยการค้นหา"}},
		{"more than additions", files("demo/a.yaml", "category: \"1\"\nrequirements:\n  - {id: \"1.1\", level: should, add: {heading: [คำใหม่]}}\n"), []string{"a.yaml:3:17: level: ใช้คู่กับ add ไม่ได้"}},
		{"id of the standard", files("demo/standard.yaml", "id: other\n"), []string{"เปลี่ยนรหัสไม่ได้"}},
		{"new pack under a known id", files("more/standard.yaml", standardYAML, "more/01.yaml", fill), []string{"ซ้ำกับ demo/standard.yaml"}},
		{"unknown standard", files("demo/a.yaml", "category: \"1\"\nrequirements: [{id: \"1.2\", title: ก, same_as: \"demmo:1.1\"}]\n"), []string{`หมายถึง "demo"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := rules.LoadAll(base(), []fs.FS{c.overlay}, nil, vocabulary())
			if len(problems) != len(c.want) {
				t.Fatalf("%d problems, want %d:\n%s", len(problems), len(c.want), list(problems))
			}
			for i, p := range problems {
				if !strings.Contains(p.String(), c.want[i]) {
					t.Errorf("%s\n  does not say %q", p, c.want[i])
				}
			}
		})
	}
}

func TestNewPackBesideTheBase(t *testing.T) {
	more := files("moit/2569/standard.yaml", strings.Replace(standardYAML, "demo", "moit2569", 1),
		"moit/2569/01.yaml", strings.Replace(fill, "ask: มีหรือไม่", "same_as: \"demo:1.1\"", 1))
	standards, problems := rules.LoadAll(base(), []fs.FS{more}, nil, vocabulary())
	if len(problems) > 0 || len(standards) != 2 || standards[1].ID != "moit2569" {
		t.Fatalf("%v\n%s", standards, list(problems))
	}
	for _, id := range []string{"moit/2569", "moit2569"} {
		only, problems := rules.LoadAll(base(), []fs.FS{more}, []string{id}, vocabulary())
		if len(problems) > 0 || len(only) != 1 || only[0].ID != "moit2569" {
			t.Errorf("asked for %s: %v\n%s", id, only, list(problems))
		}
	}
}

func TestCircleAcrossStandards(t *testing.T) {
	there := strings.Replace(fill, "ask: มีหรือไม่", "same_as: \"other:1.1\"", 1)
	back := strings.Replace(fill, "ask: มีหรือไม่", "same_as: \"demo:1.1\"", 1)
	_, problems := rules.LoadAll(files("demo/standard.yaml", standardYAML, "demo/01.yaml", there,
		"other/standard.yaml", strings.Replace(standardYAML, "demo", "other", 1), "other/01.yaml", back), nil, nil, vocabulary())
	if len(problems) != 1 || !strings.Contains(problems[0].Text, "1.1 → other:1.1 → 1.1") {
		t.Errorf("problems:\n%s", list(problems))
	}
}

func TestNoRulesIsAProblem(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"nothing":       files(),
		"only the head": files("demo/standard.yaml", standardYAML),
		"no head":       files("demo/01.yaml", fill),
	} {
		t.Run(name, func(t *testing.T) {
			if standards, problems := rules.LoadAll(fsys, nil, nil, vocabulary()); len(problems) == 0 || len(standards) > 0 {
				t.Errorf("standards %v, problems:\n%s", standards, list(problems))
			}
			if s, problems := rules.Load(fsys, "demo", vocabulary()); len(problems) == 0 || s != nil {
				t.Errorf("standard %v, problems:\n%s", s, list(problems))
			}
		})
	}
	if _, problems := rules.LoadAll(base(), nil, []string{"dmo"}, vocabulary()); len(problems) != 1 || !strings.Contains(problems[0].Text, `หมายถึง "demo"`) {
		t.Errorf("an unknown pack was asked for:\n%s", list(problems))
	}
}

func TestVocabularyNotGivenIsNotHeld(t *testing.T) {
	text := strings.ReplaceAll(searching, "person", "unheard_of")
	if _, problems := rules.Load(files("demo/standard.yaml", standardYAML, "demo/01.yaml", text), "demo", rules.Vocabulary{}); len(problems) > 0 {
		t.Errorf("unexpected problems:\n%s", list(problems))
	}
	none := vocabulary()
	none.Recognisers = []string{}
	if _, problems := rules.Load(files("demo/standard.yaml", standardYAML, "demo/01.yaml", text), "demo", none); len(problems) != 1 {
		t.Errorf("an empty vocabulary allowed a name:\n%s", list(problems))
	}
}
