package rules

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"hash"
	"path"
	"slices"

	"go.yaml.in/yaml/v4"
)

// pack is one standard while its layers are read.
type pack struct {
	dir      string
	v        Vocabulary
	hash     hash.Hash
	files    int
	std      *Standard
	stdAt    Position
	sharing  []ref
	refs     map[string][]ref // by the id of the rule that names them
	ids      map[string]bool  // every id met, also of requirements with mistakes
	where    map[string]slot
	overlay  bool                // a layer below has this pack
	mine     map[string]Position // ids met in this layer
	problems []Problem
}

// slot is the place of a requirement in the standard.
type slot struct{ category, rule int }

func (p *pack) note(at Position, text string) {
	if len(p.problems) <= 4*maxFault {
		p.problems = append(p.problems, Problem{At: at, Text: text})
	}
}

// standard reads standard.yaml; in an overlay it changes only what it names.
func (p *pack) standard(t *tree, root *yaml.Node) {
	t.mapping(root, "", standardKeys())
	f, s := fieldsOf(root), p.std
	if id := f.text("id"); p.overlay && id != "" && s.ID != "" && id != s.ID {
		t.fault(f["id"], "id: ชุดนี้คือ %q อยู่แล้ว เปลี่ยนรหัสไม่ได้ ถ้าเป็นมาตรฐานใหม่ ให้ใช้โฟลเดอร์ใหม่", s.ID)
	}
	for name, field := range map[string]*string{"id": &s.ID, "title": &s.Title, "edition": &s.Edition, "status": &s.Status, "source": &s.Source,
		"procedure": &s.Procedure, "responsible": &s.Responsible, "reviewer": &s.Reviewer} {
		*field = cmp.Or(f.text(name), *field)
	}
	s.Authority = cmp.Or(Authority(f.text("authority")), s.Authority)
	if f.has("sharing") {
		s.Sharing, p.sharing = nil, nil
		for _, g := range f.list("sharing") {
			group := textsOf(g)
			if len(group) == 1 {
				t.fault(g, "sharing: แต่ละกลุ่มต้องมีสองข้อขึ้นไป")
			}
			s.Sharing = append(s.Sharing, group)
			for _, n := range g.Content {
				if id := textOf(n); id != "" && g.Kind == yaml.SequenceNode {
					p.sharing = append(p.sharing, ref{"sharing", id, t.at(n)})
				}
			}
		}
	}
	p.stdAt = t.at(root)
}

func (p *pack) category(t *tree, root *yaml.Node) {
	t.mapping(root, "", categoryKeys())
	f := fieldsOf(root)
	id, title := f.text("category"), f.text("title")
	c := -1
	for i, known := range p.std.Categories {
		if known.ID == id {
			c = i
		}
	}
	switch {
	case c < 0:
		if p.overlay && !f.has("title") && id != "" {
			t.fault(root, "ขาดคีย์ title: หมวด %s เป็นหมวดใหม่ จึงต้องมีชื่อ", clip(id))
		}
		p.std.Categories = append(p.std.Categories, Category{ID: id, Title: title})
		c = len(p.std.Categories) - 1
	case title != "" && p.overlay:
		p.std.Categories[c].Title = title
	case title != "" && title != p.std.Categories[c].Title:
		t.fault(f["title"], "title: หมวด %s มีแล้วในไฟล์อื่นชื่อ %q ถ้าเป็นคนละหมวด ให้ใช้เลขหมวดใหม่", clip(id), clip(p.std.Categories[c].Title))
	}
	for _, n := range f.list("requirements") {
		if t.full() {
			return
		}
		r, add := t.requirement(n, id)
		if untold := f["title"]; untold != nil && n == f.list("requirements")[0] {
			r.Blanks = append(r.Blanks, t.blanks(untold)...)
		}
		if r.ID != "" {
			p.place(t, n, c, r, add)
		}
	}
}

// place puts a requirement where its id says: over the one of a layer below, or
// at the end of its category.
func (p *pack) place(t *tree, n *yaml.Node, c int, r Rule, add *additions) {
	idAt := fieldsOf(n)["id"]
	if twin, ok := p.mine[r.ID]; ok {
		t.fault(idAt, "id: เลขข้อ %q ซ้ำกับ %s ให้เหลือที่เดียว", clip(r.ID), twin)
		return
	}
	p.mine[r.ID] = t.at(idAt)
	at, there := p.where[r.ID]
	switch {
	case there && at.category != c:
		t.fault(idAt, "id: ข้อ %q อยู่ในหมวด %s ไม่ใช่หมวด %s ให้ย้ายไปไว้ในไฟล์ของหมวดนั้น", clip(r.ID), p.std.Categories[at.category].ID, p.std.Categories[c].ID)
	case add != nil && !there:
		t.fault(idAt, "add: ไม่มีข้อ %q ให้เพิ่มคำ%s", clip(r.ID), suggest(r.ID, p.known()))
	case add != nil:
		add.to(t, fieldsOf(fieldsOf(n)["add"]), &p.std.Categories[at.category].Rules[at.rule])
	case there:
		p.refs[r.ID] = t.refs(n)
		p.std.Categories[c].Rules[at.rule] = r
	default:
		p.std.Categories[c].Rules = append(p.std.Categories[c].Rules, r)
		p.where[r.ID] = slot{c, len(p.std.Categories[c].Rules) - 1}
		p.ids[r.ID] = true
		p.refs[r.ID] = t.refs(n)
	}
}

func (p *pack) known() []string {
	var out []string
	for _, r := range p.std.Rules() {
		out = append(out, r.ID)
	}
	return out
}

// to adds the words to a rule. Words that it cannot take up would never be
// looked for, so they are a mistake.
func (a *additions) to(t *tree, f fields, r *Rule) {
	if len(r.FoundWhen) == 0 && len(f) > 0 {
		t.fault(f.any(), "add: ข้อ %s ไม่ได้ตัดสินด้วยการค้นหา (found_when) จึงเพิ่มคำไม่ได้", r.ID)
		return
	}
	var heading, text bool
	for i := range r.FoundWhen {
		w := &r.FoundWhen[i]
		if !w.Heading.Empty() {
			w.Heading, heading = w.Heading.with(a.heading), true
		}
		if !w.Text.Empty() {
			w.Text, text = w.Text.with(a.text), true
		}
	}
	if f.has("heading") && !heading {
		t.fault(f["heading"], "add: ข้อ %s ไม่มีทางใดที่ใช้คำนำทาง (heading) จึงเพิ่มไม่ได้ ให้เขียนทั้งข้อแทน", r.ID)
	}
	if f.has("text") && !text {
		t.fault(f["text"], "add: ข้อ %s ไม่มีทางใดที่ใช้คำในเนื้อหา (text) จึงเพิ่มไม่ได้ ให้เขียนทั้งข้อแทน", r.ID)
	}
	r.NoneWords = union(r.NoneWords, a.none)
	r.NotWhen = Unless{Heading: union(r.NotWhen.Heading, a.not.Heading), Text: union(r.NotWhen.Text, a.not.Text)}
	r.Examples = append(r.Examples[:len(r.Examples):len(r.Examples)], a.examples...)
	r.Blanks = append(r.Blanks[:len(r.Blanks):len(r.Blanks)], a.blanks...)
}

// with adds words that are not there yet in any strength.
func (w Words) with(more Words) Words {
	return Words{Exact: unionBut(w.Exact, more.Exact, w), Accepted: unionBut(w.Accepted, more.Accepted, w), Weak: unionBut(w.Weak, more.Weak, w)}
}

// union adds to a list what it does not hold yet, and leaves the list alone.
func union(list, more []string) []string {
	out := list[:len(list):len(list)]
	for _, m := range more {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

func unionBut(list, more []string, had Words) []string {
	all := had.All()
	return union(list, slices.DeleteFunc(slices.Clone(more), func(m string) bool { return slices.Contains(all, m) }))
}

// finish inherits units and procedure, and holds what only the whole shows.
func (p *pack) finish() {
	s := p.std
	if p.files == 0 && len(p.problems) == 0 {
		p.note(Position{File: p.dir}, "โฟลเดอร์นี้ไม่มีไฟล์กฎ (.yaml)")
		return
	}
	for _, r := range s.Rules() {
		r.Procedure, r.Responsible, r.Reviewer = cmp.Or(r.Procedure, s.Procedure), cmp.Or(r.Responsible, s.Responsible), cmp.Or(r.Reviewer, s.Reviewer)
	}
	if len(s.Rules()) == 0 && len(p.problems) == 0 {
		at := p.stdAt
		at.File = cmp.Or(at.File, path.Join(p.dir, "standard.yaml"))
		p.note(at, fmt.Sprintf("มาตรฐาน %s ไม่มีข้อกำหนดเลย ให้เพิ่มไฟล์หมวดที่มี requirements", s.ID))
	}
	p.references()
	s.Digest = "sha256:" + hex.EncodeToString(p.hash.Sum(nil))
}
