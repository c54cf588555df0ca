package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// additions are the words that an overlay adds to a rule.
type additions struct {
	heading, text, none []string
	not                 Unless
}

func (a *additions) to(r *Rule) {
	for i := range r.FoundWhen {
		w := &r.FoundWhen[i]
		if !w.Heading.Empty() {
			w.Heading.Accepted = append(w.Heading.Accepted, a.heading...)
		}
		if !w.Text.Empty() {
			w.Text.Accepted = append(w.Text.Accepted, a.text...)
		}
	}
	r.NoneWords = append(r.NoneWords, a.none...)
	r.NotWhen.Heading = append(r.NotWhen.Heading, a.not.Heading...)
	r.NotWhen.Text = append(r.NotWhen.Text, a.not.Text...)
}

// requirement reads one entry of a category file.
func (l *loader) requirement(t *tree, n *yaml.Node) (Rule, *additions, bool) {
	keys := requirementKeys()
	if mentioned(n, "add") {
		for i := range keys {
			keys[i].required = keys[i].name == "id"
		}
	}
	before := len(t.problems)
	o := t.object(n, keys)
	r := Rule{At: t.at(n), Advice: o.text("advice")}
	r.Requirement = Requirement{ID: o.text("id"), Title: o.text("title"), Gloss: o.text("gloss"), Level: Level(o.text("level")), Period: Period(o.text("period")),
		Procedure: o.text("procedure"), Responsible: o.text("responsible"), Reviewer: o.text("reviewer"), NoneOK: o.flag("none_ok")}
	if r.Level == "" {
		r.Level = LevelRequired
	}
	if r.Period == "" {
		r.Period = PeriodNone
	}
	if r.ID == "" {
		return r, nil, false
	}
	if an := o.values["add"]; an != nil {
		ao := t.object(an, addKeys())
		add := &additions{heading: ao.texts("heading"), text: ao.texts("text"), none: ao.texts("none_words"), not: ao.unless("not_when")}
		return r, add, true
	}
	r.Check, r.SameAs, r.Ask = o.text("check"), o.text("same_as"), o.text("ask")
	r.Follows, r.NoneWords, r.OnImageOnly, r.NotWhen = o.text("follows"), o.texts("none_words"), o.text("on_image_only"), o.unless("not_when")
	for _, wn := range o.list("found_when") {
		if w, ok := l.way(t, wn, r.Follows != ""); ok {
			r.FoundWhen = append(r.FoundWhen, w)
		}
	}
	if pn := o.values["parts"]; pn != nil {
		r.Parts = l.parts(t, pn)
	}
	l.oneJudge(t, n, o, &r)
	if r.Check != "" {
		l.known(t, o.values["check"], "check", "การตรวจ", l.v.Checks)
	}
	for _, en := range o.list("examples") {
		if e, ok := l.example(t, en); ok {
			r.Examples = append(r.Examples, e)
		}
	}
	return r, nil, len(t.problems) == before || r.Title != ""
}

// oneJudge holds that a rule has exactly one way to judge it.
func (l *loader) oneJudge(t *tree, n *yaml.Node, o object, r *Rule) {
	var given []string
	for _, name := range []string{"found_when", "check", "same_as", "parts", "ask"} {
		if o.values[name] != nil || mentioned(n, name) {
			given = append(given, name)
		}
	}
	switch len(given) {
	case 1:
	case 0:
		t.fault(n, "ข้อ %q ไม่มีวิธีตัดสิน ต้องมีหนึ่งอย่างใน found_when, check, same_as, parts, ask", r.ID)
	default:
		t.fault(n, "ข้อ %q มีวิธีตัดสินหลายอย่าง (%s) ให้เหลืออย่างเดียว", r.ID, strings.Join(given, ", "))
	}
}

func (o object) unless(name string) Unless {
	n := o.values[name]
	if n == nil {
		return Unless{}
	}
	u := o.t.object(n, unlessKeys())
	return Unless{Heading: u.texts("heading"), Text: u.texts("text")}
}

func (o object) words(name string) Words {
	n := o.values[name]
	if n == nil {
		return Words{}
	}
	if n.Kind == yaml.SequenceNode {
		return Words{Accepted: o.t.texts(n, name)}
	}
	u := o.t.object(n, []key{{name: "exact", kind: kindTexts}, {name: "accepted", kind: kindTexts}, {name: "weak", kind: kindTexts}})
	return Words{Exact: u.texts("exact"), Accepted: u.texts("accepted"), Weak: u.texts("weak")}
}

func (l *loader) way(t *tree, n *yaml.Node, follows bool) (Way, bool) {
	o := t.object(n, wayKeys())
	w := Way{At: t.at(n), Heading: o.words("heading"), Text: o.words("text"), Shows: l.shows(t, o), Near: l.near(t, o), NotWhen: o.unless("not_when")}
	for _, p := range o.texts("in") {
		w.In = append(w.In, Place(p))
	}
	for _, pn := range o.list("parts") {
		po := t.object(pn, partKeys())
		w.Parts = append(w.Parts, Part{Name: po.text("name"), Heading: po.words("heading"), Text: po.words("text"), Shows: l.shows(t, po), Near: l.near(t, po)})
	}
	site := slices.Contains(w.In, PlaceSite)
	if w.Heading.Empty() && !follows && !(site && (w.Near != nil || len(w.Shows) > 0)) && n.Kind == yaml.MappingNode {
		t.fault(n, "ทางนี้ไม่มีคำนำทาง (heading) จึงไม่รู้ว่าจะมองหาที่ใด")
	}
	if w.Text.Empty() && len(w.Shows) == 0 && w.Near == nil && len(w.Parts) == 0 && n.Kind == yaml.MappingNode {
		t.fault(n, "ทางนี้ไม่มีสิ่งยืนยัน (text, shows, near หรือ parts) หัวข้ออย่างเดียวไม่พอให้ตัดสินว่าพบ")
	}
	return w, true
}

func (l *loader) near(t *tree, o object) *Near {
	n := o.values["near"]
	if n == nil {
		return nil
	}
	no := t.object(n, nearKeys())
	return &Near{Words: no.words("words"), Shows: l.shows(t, no)}
}

func (l *loader) shows(t *tree, o object) []Show {
	var out []Show
	for _, n := range o.list("shows") {
		s := Show{Name: n.Value}
		nameNode := n
		if n.Kind == yaml.MappingNode && len(n.Content) == 2 {
			nameNode = n.Content[0]
			s.Name = nameNode.Value
			c, err := strconv.Atoi(n.Content[1].Value)
			if err != nil || c < 1 {
				t.fault(n.Content[1], "shows: จำนวนของ %s ต้องเป็นจำนวนเต็มตั้งแต่ 1", s.Name)
			}
			s.Min = c
		} else if n.Kind != yaml.ScalarNode {
			t.fault(n, "shows: แต่ละรายการเป็นชื่อตัวจำแนก หรือ {ชื่อ: จำนวน}")
			continue
		}
		l.known(t, nameNode, "shows", "ตัวจำแนก", l.v.Recognisers)
		out = append(out, s)
	}
	return out
}

func (l *loader) known(t *tree, n *yaml.Node, where, what string, names []string) {
	if len(names) > 0 && !slices.Contains(names, n.Value) {
		t.fault(n, "%s: ไม่รู้จัก%s %q%s", where, what, clip(n.Value), suggest(n.Value, names))
	}
}

func (l *loader) parts(t *tree, n *yaml.Node) *Parts {
	if n.Kind == yaml.SequenceNode {
		return &Parts{Of: t.texts(n, "parts")}
	}
	o := t.object(n, []key{{name: "of", kind: kindTexts, required: true}, {name: "need", kind: kindNumber}})
	return &Parts{Of: o.texts("of"), Need: o.number("need")}
}

func (l *loader) example(t *tree, n *yaml.Node) (Example, bool) {
	o := t.object(n, exampleKeys())
	e := Example{Case: o.text("case"), Expect: o.text("expect"), Reasons: o.texts("reasons"), FiscalYear: o.number("fy"), At: t.at(n)}
	if en := o.values["expect"]; en != nil {
		l.known(t, en, "expect", "ผล", l.v.Verdicts)
	}
	for _, rn := range o.list("reasons") {
		l.known(t, rn, "reasons", "รหัสเหตุผล", l.v.Reasons)
	}
	if d := o.text("as_of"); d != "" {
		day, err := time.Parse("2006-01-02", d)
		if err != nil {
			t.fault(o.values["as_of"], "as_of: ต้องเป็น ปปปป-ดด-วว เช่น 2026-06-15")
		}
		e.AsOf = day
	}
	if pn := o.values["page"]; pn != nil {
		e.Page = examplePage(t, pn)
	}
	if dn := o.values["document"]; dn != nil {
		var doc []key
		for _, k := range exampleKeys() {
			if k.name == "document" {
				doc = k.of
			}
		}
		d := t.object(dn, doc)
		e.Document = &ExampleDocument{Label: d.text("label"), Name: d.text("name"), Title: d.text("title"), Text: d.text("text"), State: d.text("state")}
	}
	if (e.Page == nil) == (e.Document == nil) && n.Kind == yaml.MappingNode {
		t.fault(n, "ตัวอย่างต้องมี page หรือ document อย่างใดอย่างหนึ่ง")
		return e, false
	}
	return e, true
}

func examplePage(t *tree, n *yaml.Node) *ExamplePage {
	var page, link, image []key
	for _, k := range exampleKeys() {
		if k.name != "page" {
			continue
		}
		page = k.of
		for _, k := range page {
			switch k.name {
			case "links":
				link = k.of
			case "images":
				image = k.of
			}
		}
	}
	o := t.object(n, page)
	p := &ExamplePage{Title: o.text("title"), Menu: o.text("menu"), MenuTo: o.text("menu_to"), Heading: o.text("heading"), Text: o.text("text"),
		Footer: o.text("footer"), Form: o.texts("form"), Frame: o.text("frame")}
	for _, ln := range o.list("links") {
		lo := t.object(ln, link)
		l := ExampleLink{Text: lo.text("text"), To: lo.text("to"), Name: lo.text("name"), Body: lo.text("body")}
		if l.To == "" && lo.values["to"] == nil && l.Name != "" {
			l.To = "file"
		}
		p.Links = append(p.Links, l)
	}
	for _, in := range o.list("images") {
		io := t.object(in, image)
		p.Images = append(p.Images, ExampleImage{Alt: io.text("alt"), File: io.text("file")})
	}
	return p
}

// references holds that every id named somewhere exists, and that following and
// summing up never run in a circle.
func (l *loader) references() {
	ids := map[string]*Rule{}
	var known []string
	for _, r := range l.std.Rules() {
		ids[r.ID] = r
		known = append(known, r.ID)
	}
	fault := func(at Position, format string, args ...any) {
		l.problems = append(l.problems, Problem{at, fmt.Sprintf(format, args...)})
	}
	for _, r := range l.std.Rules() {
		var refs []string
		if r.Parts != nil {
			refs = append(refs, r.Parts.Of...)
		}
		if r.Follows != "" {
			refs = append(refs, r.Follows)
		}
		if r.SameAs != "" {
			refs = append(refs, r.SameAs)
		}
		for _, id := range refs {
			if ids[id] == nil && !strings.Contains(id, ":") {
				fault(r.At, "ข้อ %s อ้างถึงข้อ %q ซึ่งไม่มี%s", r.ID, id, suggest(id, known))
			}
		}
	}
	for _, g := range l.sharing {
		for _, id := range g.ids {
			if ids[id] == nil {
				fault(g.at, "sharing: ไม่มีข้อ %q%s", id, suggest(id, known))
			}
		}
	}
	for _, r := range l.std.Rules() {
		if circle(ids, r, r.ID, map[string]bool{}) {
			fault(r.At, "ข้อ %s อ้างวนกลับมาหาตัวเอง", r.ID)
		}
	}
}

func circle(ids map[string]*Rule, r *Rule, start string, been map[string]bool) bool {
	if been[r.ID] {
		return r.ID == start
	}
	been[r.ID] = true
	next := []string{r.Follows, r.SameAs}
	if r.Parts != nil {
		next = append(next, r.Parts.Of...)
	}
	for _, id := range next {
		if id == start {
			return true
		}
		if n := ids[id]; n != nil && circle(ids, n, start, been) {
			return true
		}
	}
	return false
}
