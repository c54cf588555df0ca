package rules

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// additions are the words that an overlay adds to a rule.
type additions struct {
	heading, text Words
	none          []string
	not           Unless
	examples      []Example
	blanks        []Problem
}

// requirement reads one entry of a category file; additions are nil for a whole
// requirement.
func (t *tree) requirement(n *yaml.Node, category string) (Rule, *additions) {
	f := fieldsOf(n)
	r := Rule{At: t.at(n), Advice: f.text("advice"), Blanks: t.blanks(n)}
	r.Requirement = Requirement{ID: f.text("id"), Title: f.text("title"), Gloss: f.text("gloss"), Category: category,
		Level: Level(f.textOr("level", string(LevelRequired))), Period: Period(f.textOr("period", string(PeriodNone))),
		Procedure: f.text("procedure"), Responsible: f.text("responsible"), Reviewer: f.text("reviewer"), NoneOK: f.flag("none_ok")}
	if f.has("add") {
		return r, t.additions(n, f)
	}
	t.oneJudge(n, f)
	r.Check, r.SameAs, r.Ask, r.Follows, r.OnImageOnly = f.text("check"), f.text("same_as"), f.text("ask"), f.text("follows"), f.text("on_image_only")
	if r.Counts = f.text("counts"); r.Counts != "" && r.Ask == "" {
		t.fault(f["counts"], "counts: ใช้คู่กับ ask เท่านั้น ให้ลบบรรทัดนี้ หรือตัดสินข้อนี้ด้วย ask")
	}
	r.NoneWords, r.NotWhen = f.texts("none_words"), f.unless("not_when")
	for _, wn := range f.list("found_when") {
		r.FoundWhen = append(r.FoundWhen, t.way(wn, r.Follows != ""))
	}
	if f.has("parts") {
		r.Parts = t.parts(f["parts"])
	}
	for _, en := range f.list("examples") {
		r.Examples = append(r.Examples, t.example(en))
	}
	return r, nil
}

func (t *tree) additions(n *yaml.Node, f fields) *additions {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if name := n.Content[i].Value; name != "id" && name != "add" && keyNamed(requirementKeys(), name) != nil {
			t.fault(n.Content[i], "%s: ใช้คู่กับ add ไม่ได้ add เพิ่มคำให้ข้อเดิมเท่านั้น ถ้าจะเปลี่ยนข้อ ให้เขียนทั้งข้อโดยไม่มี add", name)
		}
	}
	a := fieldsOf(f["add"])
	add := &additions{heading: a.words("heading"), text: a.words("text"), none: a.texts("none_words"), not: a.unless("not_when"), blanks: t.blanks(n)}
	for _, en := range a.list("examples") {
		add.examples = append(add.examples, t.example(en))
	}
	return add
}

// oneJudge holds that a requirement has exactly one way to judge it, and nothing
// that this way does not heed.
func (t *tree) oneJudge(n *yaml.Node, f fields) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return
	}
	var given []string
	for _, name := range judgeKeys() {
		if f.has(name) {
			given = append(given, name)
		}
	}
	switch len(given) {
	case 0:
		t.fault(n, "ข้อ %s ไม่มีวิธีตัดสิน ให้ใส่หนึ่งอย่างใน %s", clip(f.text("id")), strings.Join(judgeKeys(), ", "))
	case 1:
		for _, name := range searchKeys() {
			if f.has(name) && given[0] != "found_when" {
				t.fault(f[name], "%s: ใช้ได้กับ found_when เท่านั้น ข้อนี้ตัดสินด้วย %s ให้ลบบรรทัดนี้", name, given[0])
			}
		}
	default:
		t.fault(n, "ข้อ %s มีวิธีตัดสินหลายอย่าง (%s) ให้เหลืออย่างเดียว", clip(f.text("id")), strings.Join(given, ", "))
	}
}

func (t *tree) way(n *yaml.Node, follows bool) Way {
	f := fieldsOf(n)
	w := Way{At: t.at(n), Heading: f.words("heading"), Text: f.words("text"), Shows: f.shows("shows"), Near: f.near("near"), NotWhen: f.unless("not_when")}
	for _, p := range f.texts("in") {
		w.In = append(w.In, Place(p))
	}
	for _, pn := range f.list("parts") {
		pf := fieldsOf(pn)
		w.Parts = append(w.Parts, Part{Name: pf.text("name"), Heading: pf.words("heading"), Text: pf.words("text"), Shows: pf.shows("shows"), Near: pf.near("near")})
		if pf.has("name") && !pf.has("heading") && !pf.has("text") && !pf.has("shows") && !pf.has("near") {
			t.fault(pn, "ส่วน %q ไม่มีเงื่อนไข ให้ใส่ heading, text, shows หรือ near", clip(pf.text("name")))
		}
	}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return w
	}
	anywhere := slices.Contains(w.In, PlaceSite) && (f.has("near") || f.has("shows"))
	if !f.has("heading") && !follows && !anywhere {
		t.fault(n, "ทางนี้ไม่มีคำนำทาง จึงไม่รู้ว่าจะมองหาที่ใด ให้ใส่ heading หรือใช้ in: [site] คู่กับ near")
	}
	if !f.has("text") && !f.has("shows") && !f.has("near") && !f.has("parts") {
		t.fault(n, "ทางนี้ไม่มีสิ่งยืนยัน หัวข้ออย่างเดียวไม่พอให้ถือว่าพบ ให้ใส่ text, shows, near หรือ parts")
	}
	return w
}

func (t *tree) parts(n *yaml.Node) *Parts {
	if n.Kind == yaml.SequenceNode {
		return &Parts{Of: textsOf(n)}
	}
	f := fieldsOf(n)
	p := &Parts{Of: f.texts("of"), Need: f.number("need")}
	if p.Need > len(p.Of) && len(p.Of) > 0 {
		t.fault(f["need"], "need: ต้องการ %d ข้อ แต่ of มีเพียง %d ข้อ", p.Need, len(p.Of))
	}
	return p
}

func (t *tree) example(n *yaml.Node) Example {
	f := fieldsOf(n)
	e := Example{Case: f.text("case"), Expect: f.text("expect"), Reasons: f.texts("reasons"), FiscalYear: f.number("fy"), AsOf: f.day("as_of"), At: t.at(n)}
	if f.has("page") {
		e.Page = examplePage(f["page"])
	}
	if f.has("document") {
		d := fieldsOf(f["document"])
		e.Document = &ExampleDocument{Label: d.text("label"), Name: d.text("name"), Title: d.text("title"), Text: d.text("text"), State: d.text("state")}
	}
	if f.has("page") == f.has("document") && len(f) > 0 {
		t.fault(n, "ตัวอย่างต้องมี page หรือ document อย่างใดอย่างหนึ่ง")
	}
	return e
}

func examplePage(n *yaml.Node) *ExamplePage {
	f := fieldsOf(n)
	p := &ExamplePage{Title: f.text("title"), Menu: f.text("menu"), Heading: f.text("heading"), Text: f.text("text"), Footer: f.text("footer"),
		Form: f.texts("form"), Frame: f.text("frame")}
	if f.has("menu_to") {
		if p.MenuTo = f.text("menu_to"); p.MenuTo == "" {
			p.MenuTo = ExampleNoTarget
		}
	}
	for _, ln := range f.list("links") {
		lf := fieldsOf(ln)
		to := ""
		switch {
		case lf.has("name"):
			to = "file"
		case lf.has("body"):
			to = "page"
		}
		p.Links = append(p.Links, ExampleLink{Text: lf.text("text"), To: lf.textOr("to", to), Name: lf.text("name"), Body: lf.text("body")})
	}
	for _, in := range f.list("images") {
		im := fieldsOf(in)
		p.Images = append(p.Images, ExampleImage{Alt: im.text("alt"), File: im.text("file")})
	}
	return p
}
