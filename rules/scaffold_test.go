package rules_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/rules"
)

// A scaffold is a whole rule file: it loads over a standard, and every place
// that its author has to write is told with the line it stands on.
func TestScaffoldLoadsAndSaysWhatToWrite(t *testing.T) {
	x := rules.Explainer{Recognisers: map[string]string{"person": "ชื่อบุคคล"}}
	for name, s := range map[string]rules.Scaffold{
		"new item":     {ID: "1.9", Category: "1", Schema: "../requirement.schema.json", Test: "truatweb rules test --rules my-rules"},
		"new category": {ID: "7.1", Category: "7", NewCategory: true},
		"known item":   {ID: "1.1", Category: "1", Known: true},
	} {
		t.Run(name, func(t *testing.T) {
			body := string(x.Scaffold(s))
			standards, problems := rules.LoadAll(base(), []fs.FS{files("demo/"+s.ID+".yaml", body)}, nil, rules.Vocabulary{})
			if len(problems) > 0 {
				t.Fatalf("%s\n%s", list(problems), body)
			}
			r := standards[0].Rule(s.ID)
			if r == nil {
				t.Fatalf("no %s in\n%s", s.ID, body)
			}
			lines := strings.Split(body, "\n")
			marked := 0
			for i, line := range lines {
				if strings.HasPrefix(strings.TrimSpace(line), "#") {
					continue
				}
				marked += strings.Count(lines[i], rules.Blank)
			}
			if len(r.Blanks) != marked || marked < 3 {
				t.Errorf("%d of %d places are told: %v", len(r.Blanks), marked, r.Blanks)
			}
			for _, b := range r.Blanks {
				// A text in lines begins below the place where the parser says it stands.
				at := lines[b.At.Line-1] + lines[min(b.At.Line, len(lines)-1)]
				if !strings.Contains(at, rules.Blank) {
					t.Errorf("%s points at %q", b, at)
				}
			}
			if s.Known && !cmp.Equal(r.Advice, "ของเดิม") {
				t.Errorf("the known item was replaced: %+v", r)
			}
			if s.Schema != "" && !strings.HasPrefix(body, "# yaml-language-server: $schema="+s.Schema+"\n") {
				t.Errorf("an editor is not told of the schema:\n%s", body)
			}
		})
	}
	if body := string(x.Scaffold(rules.Scaffold{ID: "1.9", Category: "1"})); !strings.Contains(body, "person (ชื่อบุคคล)") {
		t.Errorf("the recognisers are not named:\n%s", body)
	}
}

func TestWrittenRulesHaveNoBlanks(t *testing.T) {
	standards, problems := rules.LoadAll(rules.Packs(), nil, nil, rules.Vocabulary{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, s := range standards {
		for _, r := range s.Rules() {
			if len(r.Blanks) > 0 {
				t.Errorf("%s:%s: %v", s.ID, r.ID, r.Blanks)
			}
		}
	}
}

func TestNearestResting(t *testing.T) {
	std := func(id string, a rules.Authority, list ...rules.Rule) *rules.Standard {
		return &rules.Standard{ID: id, Authority: a, Categories: []rules.Category{{Rules: list}}}
	}
	leaf := rules.Rule{Requirement: rules.Requirement{ID: "1"}}
	same, sum := leaf, leaf
	same.SameAs, sum.Parts = "law2540:1", &rules.Parts{Of: []string{"2", "own2563:1"}}
	all := []*rules.Standard{std("advice", rules.AuthorityGuideline, sum), std("law2540", rules.AuthorityLaw, leaf), std("own2563", rules.AuthorityOffice, same), std("lonely", rules.AuthorityOffice, leaf)}
	rules.Nearest(all)
	names := func(list []*rules.Standard) (out []string) {
		for _, s := range list {
			out = append(out, s.ID)
		}
		return out
	}
	if got := names(all); !cmp.Equal(got, []string{"own2563", "lonely", "law2540", "advice"}) {
		t.Errorf("in order %v", got)
	}
	if got := names(rules.Resting(all, []string{"advice"})); !cmp.Equal(got, []string{"own2563", "law2540", "advice"}) {
		t.Errorf("advice rests on %v", got)
	}
	if got := names(rules.Resting(all, []string{"lonely"})); !cmp.Equal(got, []string{"lonely"}) {
		t.Errorf("lonely rests on %v", got)
	}
	for name, want := range map[string]bool{"own2563": true, "own/2563": true, "own": false, "": false} {
		if all[0].Named(name) != want {
			t.Errorf("own2563 is named %q: %v", name, !want)
		}
	}
}

func TestAlike(t *testing.T) {
	load := func(text string) *rules.Rule {
		return mustLoad(t, files("demo/standard.yaml", standardYAML, "demo/01.yaml", text)).Rule("1.1")
	}
	was := load(searching)
	if !rules.Alike(was, load("# one line down\n"+strings.Replace(searching, "case: เดิม", "case: ใหม่", 1))) {
		t.Error("another line and another example make another rule")
	}
	for _, c := range [][2]string{{"weak: [บุคลากร]", "weak: [ผู้นำ]"}, {"ของเดิม", "ของใหม่"}, {"text: [ตำแหน่ง]", "shows: [person]"}} {
		if rules.Alike(was, load(strings.Replace(searching, c[0], c[1], 1))) {
			t.Errorf("%q for %q makes no other rule", c[1], c[0])
		}
	}
}

func TestSentence(t *testing.T) {
	s := mustLoad(t, base())
	x := rules.Explainer{Recognisers: map[string]string{"person": "ชื่อบุคคล"}}
	if got := x.Sentence(s, s.Rule("1.1")); got != "หัวข้อหรือลิงก์มี «ทำเนียบ» หรือ «บุคลากร» และแสดงชื่อบุคคล (หรืออีก 1 ทาง)" {
		t.Error(got)
	}
	if got := x.Sentence(s, s.Rule("1.2")); got != "ถามคน: มีหรือไม่" {
		t.Error(got)
	}
}
