package rules_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/rules"
)

func vocabulary() rules.Vocabulary {
	return rules.Vocabulary{
		Recognisers: []string{"person", "position", "phone", "dated_list"}, Checks: []string{"tls", "headers"},
		Verdicts: []string{"found", "partial", "absent", "needs_eyes"}, Reasons: []string{"image_only", "weak_match", "false_friend"},
	}
}

const standardYAML = "id: demo\ntitle: ประกาศสมมติ\nauthority: office\nresponsible: งานสมมติ\nreviewer: งานทวนสอบ\nprocedure: ตามประกาศสมมติ\n"

// fill is a requirement that is right, to stand beside those that are not.
const fill = "category: \"1\"\ntitle: หมวดหนึ่ง\nrequirements:\n  - id: \"1.1\"\n    title: ประวัติ\n    ask: มีหรือไม่\n"

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func mustLoad(t *testing.T, base fs.FS, overlays ...fs.FS) *rules.Standard {
	t.Helper()
	standards, problems := rules.LoadAll(base, overlays, nil, vocabulary())
	if len(problems) > 0 {
		t.Fatalf("unexpected problems:\n%s", list(problems))
	}
	if len(standards) != 1 {
		t.Fatalf("loaded %d standards, want 1", len(standards))
	}
	return standards[0]
}

func list(problems []rules.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

const whole = `category: "1"
title: ข้อมูลสมมติ
requirements:
  - id: "1"
    title: หัวข้อรวม
    parts: {of: ["1.5", "1.10"], need: 1}
  - id: "1.5"
    title: ผู้บริหาร
    gloss: Chief
    level: if-any
    period: incumbent
    procedure: ทางอื่น
    none_ok: true
    found_when:
      - in: [page, document]
        heading: {exact: [ทำเนียบผู้บริหาร], accepted: [คณะผู้บริหาร], weak: [บุคลากร]}
        text: [ตำแหน่ง]
        shows: [person, {position: 2}]
        not_when: {heading: [ข่าว]}
        parts:
          - name: ชื่อ
            heading: [รายชื่อ]
            shows: [person]
          - {name: เบอร์, near: {words: [โทร.], shows: [phone]}}
      - in: [site]
        near: {words: [ผู้อำนวยการ], shows: [person]}
    not_when: {heading: [ประชุม], text: [อดีต]}
    none_words: [ไม่มีตำแหน่ง]
    on_image_only: found
    advice: เขียนชื่อ
    examples:
      - case: มีชื่อ
        page:
          title: หน้า
          menu: เมนู
          menu_to: ""
          heading: ทำเนียบผู้บริหาร
          text: |
            นายสมมติ ทดสอบ
            | ก | ข |
          footer: ท้าย
          links:
            - {text: แผน, name: a.pdf, body: เนื้อ}
            - {text: ต่อ, body: อีกหน้า}
            - {text: เปล่า}
            - {text: เสีย, to: dead}
            - {text: นอก, to: "https://example.test/x"}
          images: [{alt: ผัง, file: a.png}]
          form: [ชื่อ, โทร]
          frame: https://example.test/map
        expect: found
        reasons: [image_only]
        fy: 2570
        as_of: 2026-12-01
      - case: เอกสาร
        document: {label: แผน, name: b.pdf, title: แผนงาน, text: ข้อความ, state: scan}
        expect: needs_eyes
  - id: "1.10"
    title: ตามมา
    follows: "1.5"
    found_when: [{shows: [dated_list]}]
  - {id: "1.11", title: เทคนิค, check: tls}
  - {id: "1.12", title: เหมือน, same_as: "1.5"}
  - {id: "1.13", title: ถาม, ask: มีจริงหรือไม่}
`

func TestLoadReadsEveryKey(t *testing.T) {
	s, problems := rules.Load(files("demo/standard.yaml", standardYAML+"edition: พ.ศ. ๒๕๖๓\nstatus: text-unverified\nsource: ต้นฉบับสมมติ\nsharing: [[\"1.5\", \"1.10\"]]\n", "demo/01.yaml", whole), "demo", vocabulary())
	if len(problems) > 0 {
		t.Fatalf("unexpected problems:\n%s", list(problems))
	}
	if got := []string{s.ID, s.Title, s.Edition, string(s.Authority), s.Status, s.Source}; !cmp.Equal(got, []string{"demo", "ประกาศสมมติ", "พ.ศ. ๒๕๖๓", "office", "text-unverified", "ต้นฉบับสมมติ"}) {
		t.Errorf("standard read as %q", got)
	}
	if !s.Shares("1.5", "1.10") || s.Shares("1", "1.5") {
		t.Error("sharing was not read")
	}
	want := rules.Rule{
		Requirement: rules.Requirement{ID: "1.5", Title: "ผู้บริหาร", Gloss: "Chief", Level: rules.LevelIfAny, Period: rules.PeriodIncumbent,
			Procedure: "ทางอื่น", Responsible: "งานสมมติ", Reviewer: "งานทวนสอบ", Category: "1", NoneOK: true},
		Judge: rules.Judge{
			FoundWhen: []rules.Way{{
				In:      []rules.Place{rules.PlacePage, rules.PlaceDocument},
				Heading: rules.Words{Exact: []string{"ทำเนียบผู้บริหาร"}, Accepted: []string{"คณะผู้บริหาร"}, Weak: []string{"บุคลากร"}},
				Text:    rules.Words{Accepted: []string{"ตำแหน่ง"}},
				Shows:   []rules.Show{{Name: "person"}, {Name: "position", Min: 2}},
				NotWhen: rules.Unless{Heading: []string{"ข่าว"}},
				Parts: []rules.Part{
					{Name: "ชื่อ", Heading: rules.Words{Accepted: []string{"รายชื่อ"}}, Shows: []rules.Show{{Name: "person"}}},
					{Name: "เบอร์", Near: &rules.Near{Words: rules.Words{Accepted: []string{"โทร."}}, Shows: []rules.Show{{Name: "phone"}}}},
				},
				At: rules.Position{File: "demo/01.yaml", Line: 15, Column: 9},
			}, {
				In:   []rules.Place{rules.PlaceSite},
				Near: &rules.Near{Words: rules.Words{Accepted: []string{"ผู้อำนวยการ"}}, Shows: []rules.Show{{Name: "person"}}},
				At:   rules.Position{File: "demo/01.yaml", Line: 25, Column: 9},
			}},
			NotWhen:   rules.Unless{Heading: []string{"ประชุม"}, Text: []string{"อดีต"}},
			NoneWords: []string{"ไม่มีตำแหน่ง"}, OnImageOnly: "found",
		},
		Advice: "เขียนชื่อ",
		Examples: []rules.Example{{
			Case: "มีชื่อ", Expect: "found", Reasons: []string{"image_only"}, FiscalYear: 2570, AsOf: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC),
			Page: &rules.ExamplePage{Title: "หน้า", Menu: "เมนู", MenuTo: rules.ExampleNoTarget, Heading: "ทำเนียบผู้บริหาร", Text: "นายสมมติ ทดสอบ\n| ก | ข |", Footer: "ท้าย",
				Links: []rules.ExampleLink{{Text: "แผน", To: "file", Name: "a.pdf", Body: "เนื้อ"}, {Text: "ต่อ", To: "page", Body: "อีกหน้า"}, {Text: "เปล่า"},
					{Text: "เสีย", To: "dead"}, {Text: "นอก", To: "https://example.test/x"}},
				Images: []rules.ExampleImage{{Alt: "ผัง", File: "a.png"}}, Form: []string{"ชื่อ", "โทร"}, Frame: "https://example.test/map"},
			At: rules.Position{File: "demo/01.yaml", Line: 32, Column: 9},
		}, {
			Case: "เอกสาร", Expect: "needs_eyes", At: rules.Position{File: "demo/01.yaml", Line: 55, Column: 9},
			Document: &rules.ExampleDocument{Label: "แผน", Name: "b.pdf", Title: "แผนงาน", Text: "ข้อความ", State: "scan"},
		}},
		At: rules.Position{File: "demo/01.yaml", Line: 7, Column: 5},
	}
	if diff := cmp.Diff(want, *s.Rule("1.5")); diff != "" {
		t.Errorf("rule 1.5 (-want +got):\n%s", diff)
	}
	var ids []string
	for _, r := range s.Rules() {
		ids = append(ids, r.ID)
	}
	if got := strings.Join(ids, " "); got != "1 1.5 1.10 1.11 1.12 1.13" {
		t.Errorf("rules in order %q", got)
	}
	if p := s.Rule("1").Parts; p == nil || p.Need != 1 || len(p.Of) != 2 {
		t.Errorf("parts read as %+v", p)
	}
	if r := s.Rule("1.10"); r.Follows != "1.5" || r.Level != rules.LevelRequired || r.Period != rules.PeriodNone || r.Procedure != "ตามประกาศสมมติ" {
		t.Errorf("rule 1.10 read as %+v", r.Requirement)
	}
	if s.Rule("1.11").Check != "tls" || s.Rule("1.12").SameAs != "1.5" || s.Rule("1.13").Ask == "" {
		t.Error("other ways to judge were not read")
	}
}

func TestFilesComeInOrderOfName(t *testing.T) {
	second := strings.NewReplacer(`"1"`, `"2"`, `"1.1"`, `"2.1"`, "หมวดหนึ่ง", "หมวดสอง").Replace(fill)
	s := mustLoad(t, files("demo/02.yaml", second, "demo/01.yaml", fill, "demo/standard.yaml", standardYAML, "demo/.hidden.yaml", "x", "demo/notes.txt", "x"))
	if got := fmt.Sprint(s.Categories[0].ID, s.Categories[1].ID, s.Categories[1].Title); got != "1 2 หมวดสอง" && got != "12หมวดสอง" {
		t.Errorf("categories %s", got)
	}
}

func TestEditorsMarksChangeNothing(t *testing.T) {
	plain := mustLoad(t, files("demo/standard.yaml", standardYAML, "demo/01.yaml", whole))
	windows := mustLoad(t, files("demo/standard.yaml", "\xef\xbb\xbf"+strings.ReplaceAll(standardYAML, "\n", "\r\n"), "demo/01.yaml", "\xef\xbb\xbf"+strings.ReplaceAll(whole, "\n", "\r\n")))
	if diff := cmp.Diff(plain, windows); diff != "" {
		t.Errorf("a byte order mark or CRLF changed the standard (-plain +windows):\n%s", diff)
	}
}

func TestDigestIsOfWhatWasUsed(t *testing.T) {
	base := func() fstest.MapFS {
		return files("demo/standard.yaml", standardYAML, "demo/01.yaml", fill)
	}
	overlay := files("demo/mine.yaml", "category: \"1\"\nrequirements:\n  - {id: \"1.2\", title: ใหม่, ask: มีหรือไม่}\n")
	first, again := mustLoad(t, base()).Digest, mustLoad(t, base()).Digest
	if first != again || !strings.HasPrefix(first, "sha256:") || len(first) != len("sha256:")+64 {
		t.Errorf("digests %q and %q of the same files", first, again)
	}
	changed := base()
	changed["demo/01.yaml"].Data = append(changed["demo/01.yaml"].Data, "# note\n"...)
	if mustLoad(t, changed).Digest == first {
		t.Error("a changed file left the digest as it was")
	}
	if mustLoad(t, base(), overlay).Digest == first {
		t.Error("an overlay left the digest as it was")
	}
	renamed := base()
	renamed["demo/09.yaml"] = renamed["demo/01.yaml"]
	delete(renamed, "demo/01.yaml")
	if mustLoad(t, renamed).Digest == first {
		t.Error("a renamed file left the digest as it was")
	}
	other := files("other/standard.yaml", strings.Replace(standardYAML, "demo", "other", 1), "other/01.yaml", fill)
	both, problems := rules.LoadAll(base(), []fs.FS{other}, []string{"demo"}, vocabulary())
	if len(problems) > 0 || len(both) != 1 || both[0].Digest != first {
		t.Errorf("an overlay that was not used changed the digest: %v %v", both, problems)
	}
}

func TestBrokenPackIsNeverGivenOut(t *testing.T) {
	other := strings.Replace(standardYAML, "demo", "other", 1)
	standards, problems := rules.LoadAll(files("demo/standard.yaml", standardYAML, "demo/01.yaml", "category: 1\n", "other/standard.yaml", other, "other/01.yaml", fill), nil, nil, vocabulary())
	if len(problems) == 0 || len(standards) != 1 || standards[0].ID != "other" {
		t.Errorf("standards %v, problems:\n%s", standards, list(problems))
	}
}

func TestPackedPacksAreSound(t *testing.T) {
	found, err := fs.Glob(rules.Packs(), "*/standard.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Skip("no pack is brought along yet")
	}
	standards, problems := rules.LoadAll(rules.Packs(), nil, nil, rules.Vocabulary{})
	if len(problems) > 0 || len(standards) < len(found) {
		t.Errorf("%d of %d packs load; problems:\n%s", len(standards), len(found), list(problems))
	}
}
