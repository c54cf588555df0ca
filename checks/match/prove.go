package match

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Unheld is an example that a rule decides wrongly, or a condition of a rule
// that none of its examples holds up.
type Unheld struct {
	At   rules.Position
	Rule string
	Text string // Thai
}

// Prove holds every rule that searches against its own examples, then drops
// its conditions one by one: a condition whose loss no example notices is
// either needless or unguarded. Texts that a scaffold left to be written are
// told instead. Other standards are needed where a rule refers to one of theirs.
//
// Rules are proved side by side, as many as there are processors; done is told
// after each, and what comes back is in the standard's order all the same.
func Prove(s *rules.Standard, all []*rules.Standard, done func(rule string)) []Unheld {
	list := s.Rules()
	found := make([][]Unheld, len(list))
	turn := make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))
	ready := make([]sync.WaitGroup, len(list))
	for i, r := range list {
		ready[i].Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			p := &proving{standard: s, all: all, rule: r}
			found[i] = p.prove()
		})
	}
	var out []Unheld
	for i, r := range list {
		ready[i].Wait()
		out = append(out, found[i]...)
		done(r.ID)
	}
	return out
}

// proving is one rule under test.
type proving struct {
	standard *rules.Standard
	all      []*rules.Standard
	rule     *rules.Rule
	sites    []*checks.Site
	out      []Unheld
}

func (p *proving) note(at rules.Position, text string) {
	p.out = append(p.out, Unheld{At: at, Rule: p.rule.ID, Text: text})
}

func (p *proving) prove() []Unheld {
	r := p.rule
	for _, b := range r.Blanks {
		p.note(b.At, b.Text)
	}
	if len(r.FoundWhen) == 0 || len(r.Blanks) > 0 {
		return p.out
	}
	if len(r.Examples) == 0 {
		p.note(r.At, "ไม่มีตัวอย่างกำกับเลย ให้เพิ่มอย่างน้อยตัวอย่างที่พบหนึ่งและที่ไม่พบหนึ่ง")
		return p.out
	}
	for i := range r.Examples {
		p.sites = append(p.sites, siteOf(&r.Examples[i]))
	}
	failed := false
	for i, f := range p.judge(r) {
		if e := &r.Examples[i]; !expected(e, f) {
			failed = true
			p.note(e.At, fmt.Sprintf("ตัวอย่าง «%s» ต้องได้ %s แต่ได้ %s%s", e.Case, wanted(e), f.Verdict, because(f)))
		}
	}
	if failed {
		return p.out // a rule that is wrong already shows nothing by losing a condition
	}
	for _, c := range conditions(r) {
		if len(c.changed.FoundWhen) == 0 {
			continue
		}
		noticed := false
		for i, f := range p.judge(c.changed) {
			if !expected(&r.Examples[i], f) {
				noticed = true
				break
			}
		}
		if !noticed {
			p.note(c.at, "ถอด"+strings.TrimSpace(c.name)+" แล้วไม่มีตัวอย่างใดเปลี่ยนผล ให้เพิ่มตัวอย่างที่ต้องอาศัยเงื่อนไขนี้ หรือลบเงื่อนไขนี้ทิ้ง")
		}
	}
	return p.out
}

// judge decides every example by a standard in which the rule stands as given,
// beside the rules that it follows.
func (p *proving) judge(r *rules.Rule) []checks.Finding {
	mini := *p.standard
	mini.Categories = []rules.Category{{ID: "x", Rules: append([]rules.Rule{*r}, p.leads(r)...)}}
	m, _ := Compile([]*rules.Standard{&mini})
	out := make([]checks.Finding, len(p.sites))
	for i, site := range p.sites {
		for _, f := range m.Judge(site, exampleWhen(&r.Examples[i])) {
			if f.ID == r.ID {
				out[i] = f
			}
		}
	}
	return out
}

// leads lists the rules that a rule looks behind, nearest first.
func (p *proving) leads(r *rules.Rule) []rules.Rule {
	var out []rules.Rule
	for next := r.Follows; next != "" && len(out) < 10; {
		lead := p.find(next)
		if lead == nil {
			break
		}
		out = append(out, *lead)
		next = lead.Follows
	}
	return out
}

func (p *proving) find(id string) *rules.Rule {
	if r := p.standard.Rule(id); r != nil {
		return r
	}
	for _, s := range p.all {
		if rest, ok := strings.CutPrefix(id, s.ID+":"); ok {
			return s.Rule(rest)
		}
	}
	return nil
}

func expected(e *rules.Example, f checks.Finding) bool {
	if string(f.Verdict) != e.Expect {
		return false
	}
	for _, why := range e.Reasons {
		if !slices.Contains(f.Reasons, checks.Reason(why)) {
			return false
		}
	}
	return true
}

func wanted(e *rules.Example) string {
	if len(e.Reasons) == 0 {
		return e.Expect
	}
	return e.Expect + " (" + strings.Join(e.Reasons, ", ") + ")"
}

// because tells a rule author what the nearest miss lacked.
func because(f checks.Finding) string {
	var parts []string
	for _, why := range f.Reasons {
		parts = append(parts, string(why))
	}
	if f.Parts != nil && len(f.Parts.Missing) > 0 {
		parts = append(parts, "ขาดส่วน "+strings.Join(f.Parts.Missing, ", "))
	}
	for i := range f.Nearest {
		if n := &f.Nearest[i]; len(n.Missing) > 0 {
			parts = append(parts, "ใกล้เคียงสุดขาด "+strings.Join(n.Missing, ", "))
			break
		} else if n.Reason != "" {
			parts = append(parts, "ใกล้เคียงสุด: "+string(n.Reason))
			break
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, "; ") + ")"
}
