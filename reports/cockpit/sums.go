package cockpit

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Lack is how many comparable offices lack an item of the first standard.
type Lack struct {
	Item
	Lacking int `json:"lacking"` // absent, in part, of another year, or not to be opened
	Absent  int `json:"absent"`  // of them
	Open    int `json:"open"`    // wait for a person or another look
	Of      int `json:"of"`      // offices that it counts for
	Worse   int `json:"worse"`   // since the round before
	Better  int `json:"better"`
}

// missing ranks the items of the first standard.
func (c *Cockpit) missing() []Lack {
	if len(c.Standards) == 0 {
		return nil
	}
	out := make([]Lack, len(c.Standards[0].Items))
	for n, it := range c.Standards[0].Items {
		out[n].Item = it
	}
	for i := range c.Offices {
		o := &c.Offices[i]
		if !o.Comparable {
			continue
		}
		for n, v := range o.Verdicts[0] {
			l := &out[n]
			switch {
			case !counts(v):
				continue
			case lacking(v):
				l.Lacking++
				if v == checks.Absent {
					l.Absent++
				}
			case open(v):
				l.Open++
			}
			l.Of++
		}
		if o.Since == nil {
			continue
		}
		for _, ch := range o.Since.List {
			if s, n := c.find(ch.Standard, ch.ID); s == 0 && n >= 0 {
				if ch.Way == reports.Worse {
					out[n].Worse++
				} else {
					out[n].Better++
				}
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Lack) int {
		return cmp.Or(cmp.Compare(y.Lacking, x.Lacking), cmp.Compare(y.Absent, x.Absent))
	})
	return out
}

// The kinds of cause.
const (
	CauseTemplate = "template" // sites made with or by the same lack the same items
	CauseLink     = "link"     // the same dead link on several sites
	CauseHost     = "host"     // several sites on one host could not be looked at
)

// Cause is one thing that several offices suffer from: whoever mends it mends it
// for all.
type Cause struct {
	Kind    string      `json:"kind"`
	Name    string      `json:"name"`            // of the template, the address, the host
	Label   string      `json:"label,omitempty"` // of the link
	Items   []CauseItem `json:"items,omitempty"`
	Offices []string    `json:"offices"` // keys
	Of      int         `json:"of"`      // offices that share the template, or were looked at
}

// CauseItem is an item that sites of one template lack.
type CauseItem struct {
	Item
	Lacking  int `json:"lacking"` // of the template's
	Of       int `json:"of"`
	Others   int `json:"others"` // and elsewhere
	OthersOf int `json:"others_of"`
}

// From when a shared fault is called a shared cause.
const (
	leastAlike   = 3    // offices of one template
	leastShare   = 0.75 // of them lack an item
	leastBeyond  = 0.3  // more than elsewhere
	leastSharing = 2    // offices with one dead link
	mostLinks    = 50   // links listed
)

func (c *Cockpit) causes() []Cause {
	return slices.Concat(c.templates(), c.deadLinks(), c.silentHosts())
}

// templates finds items that sites of one make lack and others do not.
func (c *Cockpit) templates() []Cause {
	makes := map[string][]*Office{}
	var all []*Office
	for i := range c.Offices {
		if o := &c.Offices[i]; o.Comparable {
			all = append(all, o)
			if o.Platform != "" {
				makes[o.Platform] = append(makes[o.Platform], o)
			}
		}
	}
	var out []Cause
	for _, name := range slices.Sorted(maps.Keys(makes)) {
		same := makes[name]
		if len(same) < leastAlike || len(c.Standards) == 0 {
			continue
		}
		cause := Cause{Kind: CauseTemplate, Name: name, Of: len(same)}
		hit := map[string]bool{}
		for n, it := range c.Standards[0].Items {
			k, of := lackAt(same, n)
			total, totalOf := lackAt(all, n)
			others, othersOf := total-k, totalOf-of
			if of < leastAlike || float64(k) < leastShare*float64(of) {
				continue
			}
			if othersOf == 0 || float64(k)/float64(of)-float64(others)/float64(othersOf) < leastBeyond {
				continue // all lack it, or nobody is there to compare with: the template explains nothing
			}
			cause.Items = append(cause.Items, CauseItem{it, k, of, others, othersOf})
			for _, o := range same {
				if lacking(o.Verdicts[0][n]) {
					hit[o.Key] = true
				}
			}
		}
		if len(cause.Items) > 0 {
			cause.Offices = slices.Sorted(maps.Keys(hit))
			out = append(out, cause)
		}
	}
	slices.SortStableFunc(out, func(x, y Cause) int {
		return cmp.Compare(len(y.Items)*len(y.Offices), len(x.Items)*len(x.Offices))
	})
	return out
}

// lackAt counts the offices that lack an item, of how many it counts for.
func lackAt(offices []*Office, n int) (lack, of int) {
	for _, o := range offices {
		if n >= len(o.Verdicts[0]) || !counts(o.Verdicts[0][n]) || open(o.Verdicts[0][n]) {
			continue
		}
		of++
		if lacking(o.Verdicts[0][n]) {
			lack++
		}
	}
	return lack, of
}

// deadLinks finds links that are dead on several sites.
func (c *Cockpit) deadLinks() []Cause {
	by := map[string]*Cause{}
	looked := 0
	for i := range c.Offices {
		o := &c.Offices[i]
		if o.Verdicts == nil {
			continue
		}
		looked++
		for address, l := range o.dead {
			if by[address] == nil {
				by[address] = &Cause{Kind: CauseLink, Name: address, Label: l.label}
			}
			by[address].Offices = append(by[address].Offices, o.Key)
			by[address].Label = min(cmp.Or(by[address].Label, l.label), cmp.Or(l.label, by[address].Label))
		}
	}
	var out []Cause
	for _, address := range slices.Sorted(maps.Keys(by)) {
		if cause := by[address]; len(cause.Offices) >= leastSharing {
			slices.Sort(cause.Offices)
			cause.Of = looked
			out = append(out, *cause)
		}
	}
	slices.SortStableFunc(out, func(x, y Cause) int { return cmp.Compare(len(y.Offices), len(x.Offices)) })
	return out[:min(len(out), mostLinks)]
}

// silentHosts finds hosts on which several sites could not be looked at.
func (c *Cockpit) silentHosts() []Cause {
	by := map[string]*Cause{}
	of := map[string]int{}
	for i := range c.Offices {
		o := &c.Offices[i]
		u, err := url.Parse(o.Home)
		if err != nil || u.Host == "" {
			continue
		}
		host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
		of[host]++
		if o.State != checks.Failed {
			continue
		}
		if by[host] == nil {
			by[host] = &Cause{Kind: CauseHost, Name: host}
		}
		by[host].Offices = append(by[host].Offices, o.Key)
	}
	var out []Cause
	for _, host := range slices.Sorted(maps.Keys(by)) {
		if cause := by[host]; len(cause.Offices) >= leastSharing {
			cause.Of = of[host]
			out = append(out, *cause)
		}
	}
	return out
}

// Unit is what one responsible unit has to put right, over all offices.
type Unit struct {
	Name    string `json:"name"`
	Offices []Task `json:"offices"`
	Items   int    `json:"items"` // over all offices
}

// Task is what a unit has to put right at one office.
type Task struct {
	Office string `json:"office"` // key
	Items  []Item `json:"items"`
}

func (c *Cockpit) units() []Unit {
	var out []Unit
	for i := range c.Offices {
		o := &c.Offices[i]
		for _, name := range slices.Sorted(maps.Keys(o.mend)) {
			at := slices.IndexFunc(out, func(u Unit) bool { return reports.SameUnit(u.Name, name) })
			if at < 0 {
				at = len(out)
				out = append(out, Unit{Name: name})
			}
			t := Task{Office: o.Key}
			for _, n := range o.mend[name] {
				t.Items = append(t.Items, c.Standards[0].Items[n])
			}
			out[at].Offices = append(out[at].Offices, t)
			out[at].Items += len(t.Items)
		}
	}
	slices.SortStableFunc(out, func(x, y Unit) int { return cmp.Compare(y.Items, x.Items) })
	return out
}

// The kinds of group.
const (
	GroupAll      = "all"
	GroupRegion   = "region"
	GroupProvince = "province"
	GroupDistrict = "district"
	GroupTag      = "tag"
)

// Group is some offices together. Low and High are the pooled shares, from 0 to
// 1, of required items of the first standard that comparable offices publish;
// nil where there is none.
type Group struct {
	Kind       string   `json:"kind"`
	Name       string   `json:"name"`
	Offices    int      `json:"offices"`
	Looked     int      `json:"looked"`
	Comparable int      `json:"comparable"`
	Found      int      `json:"found"`
	Of         int      `json:"of"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Better     int      `json:"better"`
	Worse      int      `json:"worse"`
	low, high  float64  // sums of items
}

func (c *Cockpit) groups() []Group {
	var out []Group
	kinds := []struct {
		kind string
		of   func(*Office) []string
	}{
		{GroupAll, func(*Office) []string { return []string{""} }},
		{GroupRegion, func(o *Office) []string { return []string{o.Region} }},
		{GroupProvince, func(o *Office) []string { return []string{o.Province} }},
		{GroupDistrict, func(o *Office) []string { return []string{strings.TrimSpace(o.Province + " " + o.District)} }},
		{GroupTag, func(o *Office) []string { return o.Tags }},
	}
	for _, k := range kinds {
		by := map[string]*Group{}
		for i := range c.Offices {
			for _, name := range k.of(&c.Offices[i]) {
				if name == "" && k.kind != GroupAll {
					continue
				}
				if by[name] == nil {
					by[name] = &Group{Kind: k.kind, Name: name}
				}
				by[name].add(&c.Offices[i])
			}
		}
		if k.kind != GroupAll && k.kind != GroupTag && len(by) == len(c.Offices) && len(by) > 1 {
			continue // as many as there are offices: the table of offices tells the same
		}
		for _, name := range slices.Sorted(maps.Keys(by)) {
			g := by[name]
			if g.Of > 0 {
				low, high := g.low/float64(g.Of), g.high/float64(g.Of)
				g.Low, g.High = &low, &high
			}
			out = append(out, *g)
		}
	}
	return out
}

func (g *Group) add(o *Office) {
	g.Offices++
	if o.State == checks.Audited {
		g.Looked++
	}
	if o.Since != nil {
		g.Better += o.Since.Better
		g.Worse += o.Since.Worse
	}
	if !o.Comparable || len(o.Scores) == 0 || o.Scores[0].Low == nil {
		return
	}
	g.Comparable++
	s := &o.Scores[0]
	g.Found += s.Found
	g.Of += s.Of
	g.low += *s.Low * float64(s.Of)
	g.high += *s.High * float64(s.Of)
}

// Span is the range of shares in per cent, "–" where there is none.
func (g *Group) Span() string {
	if g.Low == nil {
		return "–"
	}
	return span(g.Low, g.High)
}
