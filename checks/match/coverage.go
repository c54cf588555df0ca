package match

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
)

// failedShare is the share of addresses inside the scope that may fail for the
// program's own reasons before nothing can be called absent. Chosen by us: one
// in ten leaves room for a broken corner and none for half a site behind a
// wall (domain handbook §7 leaves the value open).
const failedShare = 0.10

// Coverage says how much of a site was seen, and whether that is enough to call
// anything absent: the home page, every menu and footer link opened or
// accounted for, and no stop by a budget, a block or an outage.
func Coverage(site *checks.Site) checks.CoverageOf {
	c := checks.CoverageOf{Pages: len(site.Pages), Documents: len(site.Documents), StoppedBy: site.StoppedBy,
		Gaps: site.Gaps, Load: site.Ledger, Renderer: site.Renderer, FloorMet: true}
	if c.Gaps == nil {
		c.Gaps = []checks.Gap{}
	}
	fail := func(why checks.Reason) {
		c.FloorMet = false
		if !slices.Contains(c.FloorWhy, why) {
			c.FloorWhy = append(c.FloorWhy, why)
		}
	}
	home, _ := site.Find(site.Home).(*checks.Page)
	if home == nil {
		why := checks.SiteDown
		if g := site.GapAt(site.Home); g != nil {
			why = g.Reason
		}
		fail(why)
		return c
	}
	if home.Trouble != "" && home.Trouble != checks.Placeholder {
		fail(home.Trouble)
	}
	if g := site.GapAt(site.Home); g != nil && g.Reason == checks.Truncated {
		fail(g.Reason) // its menu may stand in what was not read
	}
	if home.Thin && !home.Rendered {
		fail(checks.NeedsRender)
	}
	for i := range home.Read().Links {
		l := &home.Content.Links[i]
		if l.Key == "" || l.Hidden || l.Region != checks.RegionMenu && l.Region != checks.RegionFooter && l.Kind != checks.LinkFrame {
			continue
		}
		c.Menu++
		if site.Find(l.Key) != nil || site.GapAt(l.Key) != nil {
			c.MenuSeen++
		} else if site.Stopped != "" {
			fail(checks.Coverage)
		}
	}
	stopped, inside := 0, 0
	for i := range site.Gaps {
		g := &site.Gaps[i]
		if g.Outside || g.Sampled {
			continue
		}
		switch {
		case g.Reason == checks.OutsideOnly, g.Reason == checks.Private, g.Reason == checks.NotFollowed:
			continue
		case gone(g):
			c.Failed++
			continue
		}
		c.Failed++
		stopped++
	}
	inside = len(site.Pages) + len(site.Documents) + stopped
	switch {
	case site.Stopped != "":
		fail(site.Stopped)
	case site.StoppedBy != "": // enough was known of what was sought; of nothing else is it known that it is not there
		fail(checks.Coverage)
	}
	if inside > 0 && float64(stopped) > failedShare*float64(inside) && stopped > 2 {
		fail(commonest(site.Gaps))
	}
	return c
}

// gone reports whether the server itself says that nothing is at an address. One
// that fails inside says nothing of what may be there.
func gone(g *checks.Gap) bool {
	return g.Reason == checks.DeadLink || g.Reason == checks.SoftMissing || g.Reason == checks.HTTPStatus && g.Status < 500
}

// commonest gives the most frequent reason that stopped the program alone.
func commonest(gaps []checks.Gap) checks.Reason {
	n := map[checks.Reason]int{}
	best := checks.Coverage
	for i := range gaps {
		switch g := &gaps[i]; {
		case g.Outside, g.Sampled:
		case gone(g), g.Reason == checks.OutsideOnly, g.Reason == checks.NotFollowed, g.Reason == checks.Private:
		default:
			n[g.Reason]++
			if best == checks.Coverage || n[g.Reason] > n[best] {
				best = g.Reason
			}
		}
	}
	return best
}
