package match

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// When is the day and the fiscal year that an audit judges for.
type When struct {
	AsOf       time.Time
	FiscalYear int // BE
	GraceDays  int // days after a month's or quarter's end before it counts
}

// Matcher holds standards ready to be judged. It is safe for concurrent use.
type Matcher struct {
	standards []*rules.Standard
	rules     map[*rules.Rule]*compiled
	lex       *lexicon
	see       map[string]recogniser
	steer     wordset                 // heading words of all rules
	checks    map[string]checks.Check // technical checks, by name
	shelf     shelf
}

// compiled is a rule with its words folded.
type compiled struct {
	rule      *rules.Rule
	standard  *rules.Standard
	ways      []way
	notHead   wordset
	notText   wordset
	noneWords []string
	all       wordset // heading words of all ways
}

type way struct {
	rule    *compiled
	in      places
	heading wordset
	text    wordset
	shows   []rules.Show
	near    *near
	parts   []part
	notHead wordset
	notText wordset
	name    string // of its text, as misses name it
}

// places are where a way looks.
type places uint8

func placeOf(p rules.Place) places { return 1 << slices.Index(rules.Places(), p) }

func (in places) has(p places) bool { return in&p != 0 }

var inPage, inSection, inRow, inDocument, inImage, inSite = placeOf(rules.PlacePage), placeOf(rules.PlaceSection), placeOf(rules.PlaceRow),
	placeOf(rules.PlaceDocument), placeOf(rules.PlaceImage), placeOf(rules.PlaceSite)

type near struct {
	words wordset
	shows []rules.Show
	name  string // as misses name it
}

type part struct {
	name    string
	heading wordset
	text    wordset
	shows   []rules.Show
	near    *near
}

// Compile folds the words of all standards into one search, beside the technical
// checks that rules may call on. Problems name rules that could never hold:
// unknown recognisers and checks, words that fold to nothing.
func Compile(standards []*rules.Standard, technical ...checks.Check) (*Matcher, []rules.Problem) {
	m := &Matcher{standards: standards, rules: map[*rules.Rule]*compiled{}, see: recognisers(), checks: map[string]checks.Check{}}
	for _, c := range technical {
		for _, name := range c.Names() {
			m.checks[name] = c
		}
	}
	p := newPhrases()
	var problems []rules.Problem
	var heads rules.Words
	var none []string
	for _, s := range standards {
		for _, r := range s.Rules() {
			c := &compiled{rule: r, standard: s}
			c.notHead, c.notText = p.compileList(r.NotWhen.Heading), p.compileList(r.NotWhen.Text)
			c.noneWords = foldAll(r.NoneWords...)
			none = append(none, c.noneWords...)
			if r.Check != "" && m.checks[r.Check] == nil {
				problems = append(problems, rules.Problem{At: r.At, Text: fmt.Sprintf("ข้อ %s: ไม่รู้จักการตรวจทางเทคนิค %q", r.ID, r.Check)})
			}
			var all rules.Words
			for i := range r.FoundWhen {
				w := &r.FoundWhen[i]
				problems = append(problems, m.vet(r, w)...)
				c.ways = append(c.ways, m.compileWay(p, c, w))
				all.Exact = append(all.Exact, w.Heading.Exact...)
				all.Accepted = append(all.Accepted, w.Heading.Accepted...)
				all.Weak = append(all.Weak, w.Heading.Weak...)
				if w.Near != nil {
					all.Weak = append(all.Weak, w.Near.Words.All()...)
				}
				for _, pt := range w.Parts {
					heads.Accepted = append(heads.Accepted, pt.Heading.All()...)
				}
			}
			c.all = p.compile(all)
			heads.Accepted = append(append(heads.Accepted, all.Exact...), all.Accepted...)
			heads.Weak = append(heads.Weak, all.Weak...)
			m.rules[r] = c
		}
	}
	m.steer = p.compile(heads)
	m.lex = newLexicon(p, none...)
	return m, problems
}

func (m *Matcher) compileWay(p *phrases, c *compiled, w *rules.Way) way {
	out := way{rule: c, heading: p.compile(w.Heading), text: p.compile(w.Text), shows: w.Shows,
		notHead: p.compileList(w.NotWhen.Heading), notText: p.compileList(w.NotWhen.Text), near: compileNear(p, w.Near)}
	if !out.text.empty() {
		out.name = "text:" + out.text.words[0]
	}
	for _, place := range w.In {
		out.in |= placeOf(place)
	}
	if len(w.In) == 0 {
		for _, place := range rules.Places() {
			if place != rules.PlaceSite {
				out.in |= placeOf(place)
			}
		}
	}
	for _, pt := range w.Parts {
		out.parts = append(out.parts, part{name: pt.Name, heading: p.compile(pt.Heading), text: p.compile(pt.Text), shows: pt.Shows, near: compileNear(p, pt.Near)})
	}
	return out
}

func compileNear(p *phrases, n *rules.Near) *near {
	if n == nil {
		return nil
	}
	out := &near{words: p.compile(n.Words), shows: n.Shows}
	if !out.words.empty() {
		out.name = "near:" + out.words.words[0]
	}
	return out
}

// vet names what the loader cannot see: words that fold to nothing and
// recognisers that this package does not have.
func (m *Matcher) vet(r *rules.Rule, w *rules.Way) []rules.Problem {
	var out []rules.Problem
	for _, word := range append(w.Heading.All(), w.Text.All()...) {
		if strings.TrimSpace(thai.Fold(word)) == "" {
			out = append(out, rules.Problem{At: w.At, Text: fmt.Sprintf("ข้อ %s: คำว่า %q ไม่มีทางตรงกับข้อความใด เพราะไม่เหลือตัวอักษรหลังปรับรูปคำ", r.ID, word)})
		}
	}
	for _, s := range w.Shows {
		if m.see[s.Name] == nil {
			out = append(out, rules.Problem{At: w.At, Text: fmt.Sprintf("ข้อ %s: ไม่รู้จักตัวจำแนก %q", r.ID, s.Name)})
		}
	}
	return out
}

// Standards lists what the matcher judges by.
func (m *Matcher) Standards() []*rules.Standard { return m.standards }

// Weigh says how promising a link is for any requirement: 0 is neutral.
func (m *Matcher) Weigh(label, address, context string) float64 {
	return m.weighBy(&desk{}, &m.steer, label, address, context)
}

func (m *Matcher) weighBy(d *desk, words *wordset, label, address, context string) float64 {
	weight := 0.0
	add := func(t *text, times float64) {
		if n := words.longest(m.lex.phrases, t.hits); n > 0 {
			st := words.best(t.hits)
			weight += times * (float64(n)/30 + float64(st))
		}
	}
	t := m.lex.scanAt(d, label, false)
	add(&t, 2)
	t = m.lex.slug(d, fileName(address))
	add(&t, 0.7)
	if weight == 0 && context != "" && len(context) < 600 {
		t = m.lex.scanAt(d, context, false)
		add(&t, 0.6)
	}
	return weight
}
