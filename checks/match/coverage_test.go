package match

import (
	"fmt"
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// walked stages a site whose home page has the given menu, with pages behind
// its first few entries.
func walked(menu, pages int) *checks.Site {
	b := &staging{site: &checks.Site{Home: exampleHome, Renderer: true}}
	home := b.page(exampleHome, "")
	for i := range menu {
		b.menu(home, "เมนู", fmt.Sprintf("%sm%d", exampleHome, i), checks.LinkAnchor)
	}
	for i := range pages {
		b.page(fmt.Sprintf("%sm%d", exampleHome, i), "")
	}
	b.site.Index()
	return b.site
}

func gap(n int, why checks.Reason, change ...func(*checks.Gap)) func(*checks.Site) {
	return func(s *checks.Site) {
		for range n {
			g := checks.Gap{URL: fmt.Sprintf("%sgap%d", exampleHome, len(s.Gaps)), Reason: why}
			for _, f := range change {
				f(&g)
			}
			s.Gaps = append(s.Gaps, g)
		}
		s.Index()
	}
}

func TestCoverageFloor(t *testing.T) {
	outside, sampled := func(g *checks.Gap) { g.Outside = true }, func(g *checks.Gap) { g.Sampled = true }
	for _, c := range []struct {
		name   string
		site   *checks.Site
		change []func(*checks.Site)
		want   []checks.Reason // nothing: the floor is met
	}{
		{"all seen", walked(20, 20), nil, nil},
		{"no home page", &checks.Site{Home: exampleHome}, nil, []checks.Reason{checks.SiteDown}},
		{"the home page's own failure is named", &checks.Site{Home: exampleHome, Gaps: []checks.Gap{{URL: exampleHome, Reason: checks.TLS}}}, nil, []checks.Reason{checks.TLS}},
		{"home page behind a challenge", walked(5, 5), []func(*checks.Site){func(s *checks.Site) { s.Pages[0].Trouble = checks.Challenge }}, []checks.Reason{checks.Challenge}},
		{"home page under construction is a finding, not a failure to look", walked(5, 5), []func(*checks.Site){func(s *checks.Site) { s.Pages[0].Trouble = checks.Placeholder }}, nil},
		{"home page drawn by script", walked(5, 5), []func(*checks.Site){func(s *checks.Site) { s.Pages[0].Thin = true }}, []checks.Reason{checks.NeedsRender}},
		{"home page drawn by script, and drawn", walked(5, 5), []func(*checks.Site){func(s *checks.Site) { s.Pages[0].Thin, s.Pages[0].Rendered = true, true }}, nil},
		{"home page cut off, whose menu may stand in the rest", walked(0, 0), []func(*checks.Site){gap(1, checks.Truncated, func(g *checks.Gap) { g.URL = exampleHome })}, []checks.Reason{checks.Truncated}},
		{"another page cut off", walked(5, 5), []func(*checks.Site){gap(1, checks.Truncated)}, nil},
		{"stopped by a budget with menu unseen", walked(20, 5), []func(*checks.Site){func(s *checks.Site) { s.Stopped, s.StoppedBy = checks.Budget, "pages" }}, []checks.Reason{checks.Coverage, checks.Budget}},
		{"ended once all that was sought was found", walked(20, 20), []func(*checks.Site){func(s *checks.Site) { s.StoppedBy = "decided" }}, []checks.Reason{checks.Coverage}},
		{"stopped by a person", walked(20, 20), []func(*checks.Site){func(s *checks.Site) { s.Stopped = checks.Stopped }}, []checks.Reason{checks.Stopped}},
		{"one page in five timed out", walked(20, 20), []func(*checks.Site){gap(5, checks.Timeout)}, []checks.Reason{checks.Timeout}},
		{"the commonest cause is named", walked(20, 20), []func(*checks.Site){gap(2, checks.Timeout), gap(4, checks.Robots)}, []checks.Reason{checks.Robots}},
		{"one page in thirty timed out", walked(30, 30), []func(*checks.Site){gap(1, checks.Timeout)}, nil},
		{"two failures on a tiny site are no wall", walked(3, 3), []func(*checks.Site){gap(2, checks.Timeout)}, nil},
		{"dead links are the site's own fault", walked(20, 20), []func(*checks.Site){gap(20, checks.DeadLink), gap(5, checks.HTTPStatus), gap(5, checks.SoftMissing)}, nil},
		{"the server fails inside", walked(20, 20), []func(*checks.Site){gap(5, checks.HTTPStatus, func(g *checks.Gap) { g.Status = 503 })}, []checks.Reason{checks.HTTPStatus}},
		{"off the site", walked(20, 20), []func(*checks.Site){gap(20, checks.Timeout, outside)}, nil},
		{"left alone on purpose", walked(20, 20), []func(*checks.Site){gap(200, checks.NotFollowed, sampled), gap(40, checks.Timeout, sampled)}, nil},
		{"what --only leaves out", walked(20, 20), []func(*checks.Site){gap(50, checks.OutsideOnly), gap(5, checks.Private)}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, f := range c.change {
				f(c.site)
			}
			got := Coverage(c.site)
			if got.FloorMet != (len(c.want) == 0) || !slices.Equal(got.FloorWhy, c.want) {
				t.Errorf("floor met %v, why %v; want %v", got.FloorMet, got.FloorWhy, c.want)
			}
			if got.Gaps == nil {
				t.Error("the list of gaps is missing")
			}
		})
	}
}

func TestCoverageCounts(t *testing.T) {
	s := walked(10, 6)
	gap(3, checks.DeadLink)(s)
	gap(1, checks.Timeout)(s)
	gap(7, checks.NotFollowed)(s)
	s.Gaps = append(s.Gaps, checks.Gap{URL: exampleHome + "m6", Reason: checks.DeadLink})
	s.Index()
	home := s.Pages[0].Content
	home.Links[9].Hidden = true
	got := Coverage(s)
	if got.Pages != 7 || got.Menu != 9 || got.MenuSeen != 7 || got.Failed != 5 {
		t.Errorf("pages %d, menu %d of which seen %d, failed %d; want 7, 9, 7, 5", got.Pages, got.Menu, got.MenuSeen, got.Failed)
	}
}
