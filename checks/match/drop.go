package match

import (
	"fmt"
	"slices"

	"github.com/truatweb/truatweb/rules"
)

// dropped is a rule that has lost one condition.
type dropped struct {
	name    string // the condition, Thai
	at      rules.Position
	changed *rules.Rule
}

// conditions lists a rule once for each condition that can be taken from it.
func conditions(r *rules.Rule) []dropped {
	var out []dropped
	drop := func(name string, at rules.Position, change func(c *rules.Rule)) {
		c := cloneRule(r)
		change(c)
		out = append(out, dropped{name: name, at: at, changed: c})
	}
	for i := range r.FoundWhen {
		w := &r.FoundWhen[i]
		way := ""
		if len(r.FoundWhen) > 1 {
			way = fmt.Sprintf("ของทางที่ %d ", i+1)
			drop(fmt.Sprintf("ทางที่ %d ทั้งทาง", i+1), w.At, func(c *rules.Rule) { c.FoundWhen = slices.Delete(c.FoundWhen, i, i+1) })
		}
		each := func(name string, change func(w *rules.Way)) {
			drop(name+way, w.At, func(c *rules.Rule) { change(&c.FoundWhen[i]) })
		}
		if len(w.In) > 0 {
			each("เงื่อนไข in ", func(w *rules.Way) { w.In = nil })
		}
		dropWords("คำนำทาง (heading) ", w.Heading, func(name string, left rules.Words) {
			each(name, func(w *rules.Way) { w.Heading = left })
		})
		if !w.Text.Empty() {
			each("คำในเนื้อหา (text) ", func(w *rules.Way) { w.Text = rules.Words{} })
		}
		dropShows(w.Shows, func(name string, left []rules.Show) {
			each(name, func(w *rules.Way) { w.Shows = left })
		})
		if w.Near != nil {
			each("เงื่อนไข near ", func(w *rules.Way) { w.Near = nil })
		}
		for k := range w.Parts {
			dropPart(&w.Parts[k], func(name string, change func(p *rules.Part)) {
				each(name, func(w *rules.Way) { change(&w.Parts[k]) })
			})
			each("ส่วน «"+w.Parts[k].Name+"» ", func(w *rules.Way) { w.Parts = slices.Delete(w.Parts, k, k+1) })
		}
		if len(w.NotWhen.Heading) > 0 {
			each("คำยกเว้นในหัวข้อ (not_when heading) ", func(w *rules.Way) { w.NotWhen.Heading = nil })
		}
		if len(w.NotWhen.Text) > 0 {
			each("คำยกเว้นในเนื้อหา (not_when text) ", func(w *rules.Way) { w.NotWhen.Text = nil })
		}
	}
	if len(r.NotWhen.Heading) > 0 {
		drop("คำยกเว้นในหัวข้อ (not_when heading) ", r.At, func(c *rules.Rule) { c.NotWhen.Heading = nil })
	}
	if len(r.NotWhen.Text) > 0 {
		drop("คำยกเว้นในเนื้อหา (not_when text) ", r.At, func(c *rules.Rule) { c.NotWhen.Text = nil })
	}
	if len(r.NoneWords) > 0 {
		drop("ถ้อยคำว่าไม่มี (none_words) ", r.At, func(c *rules.Rule) { c.NoneWords = nil })
	}
	if r.NoneOK {
		drop("การยอมรับคำตอบว่าไม่มี (none_ok) ", r.At, func(c *rules.Rule) { c.NoneOK = false })
	}
	if r.OnImageOnly == "found" {
		drop("เงื่อนไข on_image_only ", r.At, func(c *rules.Rule) { c.OnImageOnly = "" })
	}
	if r.Period != rules.PeriodNone && r.Period != rules.PeriodIncumbent && r.Period != "" {
		drop("ช่วงเวลา (period) ", r.At, func(c *rules.Rule) { c.Period = rules.PeriodNone })
	}
	return out
}

// dropWords takes each strength of a list away in turn, as long as words are
// left, since a way without any leads nowhere.
func dropWords(what string, w rules.Words, each func(name string, left rules.Words)) {
	for _, s := range []struct {
		name string
		list []string
		left rules.Words
	}{
		{"exact", w.Exact, rules.Words{Accepted: w.Accepted, Weak: w.Weak}},
		{"accepted", w.Accepted, rules.Words{Exact: w.Exact, Weak: w.Weak}},
		{"weak", w.Weak, rules.Words{Exact: w.Exact, Accepted: w.Accepted}},
	} {
		if len(s.list) > 0 && !s.left.Empty() {
			each(what+s.name+" ", s.left)
		}
	}
}

// dropShows takes each recogniser away in turn, and each wish for more than one.
func dropShows(list []rules.Show, each func(name string, left []rules.Show)) {
	for k, sh := range list {
		each("เงื่อนไข shows "+sh.Name+" ", slices.Delete(slices.Clone(list), k, k+1))
		if sh.Min > 1 {
			left := slices.Clone(list)
			left[k].Min = 0
			each(fmt.Sprintf("จำนวน %d ของ shows %s ", sh.Min, sh.Name), left)
		}
	}
}

func dropPart(p *rules.Part, each func(name string, change func(p *rules.Part))) {
	of := "ของส่วน «" + p.Name + "» "
	if !p.Text.Empty() {
		each("คำในเนื้อหา (text) "+of, func(p *rules.Part) { p.Text = rules.Words{} })
	}
	dropShows(p.Shows, func(name string, left []rules.Show) {
		each(name+of, func(p *rules.Part) { p.Shows = left })
	})
	if p.Near != nil {
		each("เงื่อนไข near "+of, func(p *rules.Part) { p.Near = nil })
	}
}

// cloneRule copies what conditions change; examples are shared.
func cloneRule(r *rules.Rule) *rules.Rule {
	c := *r
	c.FoundWhen = slices.Clone(r.FoundWhen)
	for i := range c.FoundWhen {
		c.FoundWhen[i].Parts = slices.Clone(c.FoundWhen[i].Parts)
	}
	return &c
}
