package match

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Trial is one rule held against a site of one page or file, condition by
// condition, for those who write rules.
type Trial struct {
	Finding checks.Finding
	Ways    []TriedWay // in the rule's order; nil for a rule that does not search
}

// Led reports whether any way's words led to something that was opened.
func (t *Trial) Led() bool {
	return slices.ContainsFunc(t.Ways, func(w TriedWay) bool { return w.Label != "" && !w.Unopened })
}

// TriedWay is how far one way of a rule came, at the place where it came
// furthest.
type TriedWay struct {
	Place      rules.Place // "" where none of its words led anywhere
	Label      string      // the text that led there; "" for a whole page that no word led to
	Words      []string    // the heading words that were looked for
	Weak       bool        // only a weak word led there
	Barred     bool        // a word of not_when stands there
	Unopened   bool        // all there is is a link to what was not opened, such as a menu's
	Conditions []Condition
}

// Condition is one line of a way.
type Condition struct {
	Name   string // a recogniser or part, or "text:" and "near:" before the first word, as in [checks.Miss]
	Held   bool
	Quote  string        // what it saw
	Reason checks.Reason // what stood in its way, where that is more than "not there"
}

// Try holds a site against single rules: those with the ids given, as "id" or
// "standard:id", or all that search. Each rule is tried by itself, so that no
// other rule's claim on the same file enters.
func (m *Matcher) Try(site *checks.Site, when When, ids []string) []Trial {
	j := m.begin(site, when)
	var out []Trial
	for _, s := range m.standards {
		for _, r := range s.Rules() {
			asked := slices.Contains(ids, r.ID) || slices.Contains(ids, s.ID+":"+r.ID)
			if !asked && (len(ids) > 0 || len(r.FoundWhen) == 0) {
				continue
			}
			j.settle(s, r, 0)
			t := Trial{Finding: j.finding(s, r)}
			if r.Follows == "" {
				for i := range m.rules[r].ways {
					t.Ways = append(t.Ways, m.tryWay(j.v, &m.rules[r].ways[i]))
				}
			} else {
				t.Ways = m.tryFollowing(j, s, r)
			}
			out = append(out, t)
		}
	}
	return out
}

// tryFollowing tries a rule where the rule that it follows was seen.
func (m *Matcher) tryFollowing(j *judge, s *rules.Standard, r *rules.Rule) []TriedWay {
	var places []*candidate
	if lead := j.lookup(s, r.Follows); lead != nil {
		for _, o := range j.settle(s, lead, 0).outcomes {
			if rank(o) <= 6 {
				places = append(places, o.cand)
			}
		}
	}
	var out []TriedWay
	for i := range m.rules[r].ways {
		out = append(out, m.furthest(j.v, &m.rules[r].ways[i], places))
	}
	return out
}

func (m *Matcher) tryWay(v *view, w *way) TriedWay {
	places := v.candidates(w)
	if w.in.has(inSite) {
		places = append(places, v.siteCandidates(w)...)
	}
	return m.furthest(v, w, places)
}

// furthest tells a way at the place where most of its conditions hold.
func (m *Matcher) furthest(v *view, w *way, places []*candidate) TriedWay {
	var best *candidate
	var got *confirmation
	most := 0
	for _, c := range places {
		g := m.confirm(v, w, c, &c.body)
		if !g.ok && len(c.body.plus) == 0 && c.body.s.page != nil {
			g = m.withFiles(v, w, c, g)
		}
		score := 10*(len(g.seen)-len(g.missing)) + int(c.worth)
		if m.excluded(v, w, c) {
			score -= 1000
		}
		if unopened(v, c) {
			score -= 500
		}
		if best == nil || score > most {
			best, got, most = c, g, score
		}
	}
	out := TriedWay{Words: w.heading.words}
	if best == nil {
		for _, name := range w.wanted() {
			out.Conditions = append(out.Conditions, Condition{Name: name})
		}
		return out
	}
	out.Place, out.Weak, out.Barred, out.Unopened = best.place, best.worth == weak, m.excluded(v, w, best), unopened(v, best)
	if best.block >= 0 || best.place != rules.PlaceSite {
		out.Label = quote(best.body.label)
	}
	for i, name := range got.names {
		out.Conditions = append(out.Conditions, Condition{Name: name, Held: true, Quote: got.seen[i].quote})
	}
	for i, name := range got.missing {
		out.Conditions = append(out.Conditions, Condition{Name: name, Quote: got.failed[i].quote, Reason: got.failed[i].reason})
	}
	for _, name := range got.lack {
		if !slices.ContainsFunc(out.Conditions, func(c Condition) bool { return c.Name == name }) {
			out.Conditions = append(out.Conditions, Condition{Name: name})
		}
	}
	order := w.wanted()
	slices.SortStableFunc(out.Conditions, func(a, b Condition) int {
		return cmp.Compare(slices.Index(order, a.Name), slices.Index(order, b.Name))
	})
	return out
}

// unopened reports whether a candidate is a link to what was not opened, for
// reasons that lie with the program and not with the site.
func unopened(v *view, c *candidate) bool {
	return c.place == rules.PlaceRow && c.link != nil && v.follow(c.from, c.link).fate == fateUnknown
}

// wanted names a way's conditions in the order of the rule file.
func (w *way) wanted() []string {
	var out []string
	if !w.text.empty() {
		out = append(out, w.name)
	}
	for _, s := range w.shows {
		out = append(out, s.Name)
	}
	if w.near != nil {
		out = append(out, w.near.name)
	}
	for _, p := range w.parts {
		out = append(out, p.name)
	}
	return out
}

// aloneAddress is the path of the page that stands in for the home page of a
// site of one page. Nothing is asked for by it.
const aloneAddress = "truatweb-home"

// Alone gives the site that a page or file makes by itself: a home page that
// leads to it by one link with the label given, or else its own heading, title
// or file name. Rules look for pages behind links, so that a page without a way
// to it is nothing to them.
func Alone(from *checks.Site, label string) *checks.Site {
	r := from.Find(from.Home)
	if r == nil {
		return from
	}
	f, c := r.Fetch(), r.Read()
	if label == "" {
		label = firstOf(headingOf(c), c.Title, fileName(f.URL))
	}
	home := aloneAddress
	if i := strings.Index(f.URL, "://"); i > 0 {
		host, _, _ := strings.Cut(f.URL[i+3:], "/")
		home = f.URL[:i+3] + host + "/" + aloneAddress
	}
	p := &checks.Page{Fetched: checks.Fetched{URL: home, Final: home, Status: 200, Path: []string{home}},
		Content: &checks.Content{Kind: checks.KindHTML, Title: from.Office.Name, IDs: map[string]bool{},
			Blocks: []checks.Block{checks.Block{Kind: checks.BlockItem, Region: checks.RegionMenu, Text: label}.WithLinks(0)},
			Links:  []checks.Link{checks.Link{URL: f.URL, Key: f.URL, Text: label, Kind: checks.LinkAnchor, Region: checks.RegionMenu}.With(checks.Wording{Href: f.URL})}}}
	out := &checks.Site{Office: from.Office, Home: home, Started: from.Started, Ended: from.Ended, Gaps: from.Gaps,
		Pages: append([]*checks.Page{p}, from.Pages...), Documents: from.Documents}
	out.Index()
	return out
}

// headingOf gives the first main heading of a page or file.
func headingOf(c *checks.Content) string {
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == checks.BlockHeading && b.Main() {
			return b.Text
		}
	}
	return ""
}
