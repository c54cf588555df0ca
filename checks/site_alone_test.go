package checks

import "testing"

// What was left alone with others is found by its own address, also after the site
// is indexed anew; an address with a gap of its own keeps that.
func TestLeaveAlone(t *testing.T) {
	s := &Site{Gaps: []Gap{{URL: "http://office.example/own", Reason: DeadLink}, {URL: "http://office.example/1", Reason: Budget, Sampled: true}}}
	s.LeaveAlone("http://office.example/2", 1)
	s.LeaveAlone("http://office.example/own", 1)
	s.Index()
	if g := s.GapAt("http://office.example/2"); g == nil || !g.Sampled {
		t.Errorf("what was left alone: %+v", g)
	}
	if g := s.GapAt("http://office.example/own"); g == nil || g.Reason != DeadLink {
		t.Errorf("what has a gap of its own: %+v", g)
	}
	if g := s.GapAt("http://office.example/3"); g != nil {
		t.Errorf("what nobody speaks of: %+v", g)
	}
}
