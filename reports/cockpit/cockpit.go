package cockpit

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Cockpit is a round in order.
type Cockpit struct {
	Lang      string
	Round     *checks.Round // its entries are those that were added
	Standards []Standard
	Offices   []Office // by name of province and district, then by code
	Missing   []Lack   // of the first standard, the commonest first
	Causes    []Cause
	Units     []Unit
	Groups    []Group // roll-ups: the whole, regions, provinces, districts, tags
	Compared  bool    // some office was in the round before as well
}

// Standard is the leaves of one standard, in its order.
type Standard struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Items []Item `json:"items"`
	index map[string]int
}

// Item is one leaf.
type Item struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Level    string `json:"level"`
	Category string `json:"category,omitempty"` // its row's or chapter's id
	Heading  string `json:"heading,omitempty"`  // and title
}

// Office is one office of the round.
type Office struct {
	checks.Office
	Key        string              `json:"key"`
	State      checks.EntryState   `json:"state"`
	Comparable bool                `json:"comparable"`
	Why        checks.Reason       `json:"why,omitempty"` // why it is not comparable
	Detail     string              `json:"detail,omitempty"`
	Report     string              `json:"report,omitempty"` // address of its report, relative to the cockpit
	Platform   string              `json:"platform,omitempty"`
	Verdicts   [][]checks.Verdict  `json:"verdicts,omitempty"` // by standard and item; "" where it was not judged
	Scores     []checks.ScoreOf    `json:"scores,omitempty"`   // of the required items, by standard
	Since      *Since              `json:"since,omitempty"`    // nil where it was not in the round before
	dead       map[string]deadLink // by address
	mend       map[string][]int    // unit → items of the first standard to put right
}

// Since is what became of an office's items since the round before, over all
// standards whose rules are the same.
type Since struct {
	Better int              `json:"better"`
	Worse  int              `json:"worse"`
	Aside  int              `json:"aside"`
	Same   int              `json:"same"`
	Rules  bool             `json:"rules,omitempty"` // some rules have changed in between
	List   []reports.Change `json:"list,omitempty"`  // what is better or worse
}

type deadLink struct{ label string }

// Builder takes the audits of a round one after another.
type Builder struct{ c *Cockpit }

// New begins a cockpit of a round, in Thai or English ("th", "en").
func New(round *checks.Round, lang string) *Builder {
	r := *round
	r.Entries = nil
	return &Builder{&Cockpit{Lang: lang, Round: &r}}
}

// Add adds an office: its audit, nil where it could not be looked at, and its
// audit in the round before, nil where there is none. Neither is kept.
func (b *Builder) Add(e *checks.Entry, a, before *checks.Audit) {
	c := b.c
	c.Round.Entries = append(c.Round.Entries, *e)
	o := Office{Office: e.Office, Key: e.Office.Key(), State: e.State, Why: e.Why, Detail: reports.Clean(e.Detail)}
	if o.Name == "" && a != nil {
		o.Name = a.Office.Name
	}
	if a != nil && e.State == checks.Audited {
		b.audited(&o, e, a, before)
	}
	c.Offices = append(c.Offices, o)
}

func (b *Builder) audited(o *Office, e *checks.Entry, a, before *checks.Audit) {
	o.Comparable = a.Coverage.FloorMet
	if !o.Comparable && o.Why == "" && len(a.Coverage.FloorWhy) > 0 {
		o.Why = a.Coverage.FloorWhy[0]
	}
	o.Platform = reports.Clean(a.Platform)
	if e.Folder != "" {
		o.Report = path.Join(e.Folder, "report.html")
	}
	b.learn(a)
	for i := range b.c.Standards {
		s := &b.c.Standards[i]
		o.Verdicts = append(o.Verdicts, make([]checks.Verdict, len(s.Items)))
		o.Scores = append(o.Scores, a.Scores[s.ID].Required)
	}
	o.mend = map[string][]int{}
	for i := range a.Findings {
		f := &a.Findings[i]
		s, n := b.c.find(f.Standard, f.ID)
		if f.Parent || n < 0 {
			continue
		}
		o.Verdicts[s][n] = f.Verdict
		if s == 0 && lacking(f.Verdict) {
			unit := reports.Clean(f.Responsible)
			o.mend[unit] = append(o.mend[unit], n)
		}
	}
	o.dead = map[string]deadLink{}
	for i := range a.Coverage.Gaps {
		if g := &a.Coverage.Gaps[i]; broken(g) {
			o.dead[g.URL] = deadLink{reports.Clean(g.Label)}
		}
	}
	if before != nil {
		b.c.Compared = true
		o.Since = since(before, a)
	}
}

func since(before, now *checks.Audit) *Since {
	ch := reports.Compare(before, now)
	s := &Since{Better: ch.Better, Worse: ch.Worse, Aside: ch.Aside, Same: ch.Same, Rules: len(ch.Rules) > 0}
	for _, one := range ch.List {
		if one.Way == reports.Better || one.Way == reports.Worse {
			s.List = append(s.List, one)
		}
	}
	return s
}

// learn notes the standards and items of an audit that are not known yet.
func (b *Builder) learn(a *checks.Audit) {
	c := b.c
	for i := range a.Standards {
		used := &a.Standards[i]
		if slices.ContainsFunc(c.Standards, func(s Standard) bool { return s.ID == used.ID }) {
			continue
		}
		s := Standard{ID: used.ID, Title: reports.Clean(used.Title), index: map[string]int{}}
		headings := map[string]string{}
		for _, cat := range used.Categories {
			headings[cat.ID] = reports.Clean(cat.Title)
		}
		for j := range a.Findings {
			f := &a.Findings[j]
			if f.Standard != s.ID || f.Parent {
				continue
			}
			if _, twice := s.index[f.ID]; !twice {
				s.index[f.ID] = len(s.Items)
				s.Items = append(s.Items, Item{ID: f.ID, Title: reports.Clean(f.Title), Level: f.Level, Category: f.Category, Heading: headings[f.Category]})
			}
		}
		c.Standards = append(c.Standards, s)
	}
}

// find gives the places of an item; -1 where it is not known.
func (c *Cockpit) find(standard, id string) (s, n int) {
	for s := range c.Standards {
		if c.Standards[s].ID == standard {
			if n, ok := c.Standards[s].index[id]; ok {
				return s, n
			}
		}
	}
	return 0, -1
}

// Cockpit puts in order what was added.
func (b *Builder) Cockpit() *Cockpit {
	c := b.c
	slices.SortStableFunc(c.Offices, func(x, y Office) int {
		return cmp.Or(cmp.Compare(x.Province, y.Province), cmp.Compare(x.District, y.District), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Name, y.Name))
	})
	c.Missing = c.missing()
	c.Causes = c.causes()
	c.Units = c.units()
	c.Groups = c.groups()
	return c
}

// lacking reports whether somebody has to publish or mend something.
func lacking(v checks.Verdict) bool {
	switch v {
	case checks.Absent, checks.Partial, checks.WrongPeriod, checks.Unreachable:
		return true
	}
	return false
}

// open reports whether a person or another look has to settle it.
func open(v checks.Verdict) bool { return v == checks.NeedsEyes || v == checks.CouldNotLook }

// counts reports whether a verdict says anything about the office at all.
func counts(v checks.Verdict) bool {
	switch v {
	case checks.Found, checks.Absent, checks.Partial, checks.WrongPeriod, checks.Unreachable:
		return true
	}
	return open(v)
}

// broken reports whether a gap is a link that does not open for anybody.
func broken(g *checks.Gap) bool {
	switch g.Reason {
	case checks.DeadLink:
		return !g.Sampled
	case checks.DNS:
		return g.Outside && !g.Sampled
	}
	return false
}

// Called is what an office is called in a table.
func (o *Office) Called() string {
	if o.Name != "" {
		return o.Name
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(o.Home, "https://"), "http://"), "/")
}
