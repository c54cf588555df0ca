package match

import (
	"fmt"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// What a sum says follows from its parts, and never more than they bear.
func TestSums(t *testing.T) {
	for _, c := range []struct {
		parts []checks.Verdict
		need  int
		want  checks.Verdict
	}{
		{[]checks.Verdict{checks.Found, checks.Found}, 0, checks.Found},
		{[]checks.Verdict{checks.Found, checks.NotYetDue}, 0, checks.Found},
		{[]checks.Verdict{checks.Found, checks.Absent}, 0, checks.Partial},
		{[]checks.Verdict{checks.DeclaredNone, checks.Absent}, 0, checks.Partial},
		{[]checks.Verdict{checks.DeclaredNone, checks.DeclaredNone}, 0, checks.DeclaredNone},
		{[]checks.Verdict{checks.Absent, checks.Absent}, 0, checks.Absent},
		{[]checks.Verdict{checks.NeedsEyes, checks.NeedsEyes}, 0, checks.NeedsEyes},
		{[]checks.Verdict{checks.NeedsEyes, checks.CouldNotLook}, 0, checks.NeedsEyes},
		{[]checks.Verdict{checks.NeedsEyes, checks.Absent}, 0, checks.Partial},   // at best in part, whatever a person says
		{[]checks.Verdict{checks.NeedsEyes, checks.Absent}, 1, checks.NeedsEyes}, // one is enough, and may be there
		{[]checks.Verdict{checks.CouldNotLook, checks.Absent}, 0, checks.CouldNotLook},
		{[]checks.Verdict{checks.WrongPeriod, checks.Absent}, 0, checks.WrongPeriod},
		{nil, 0, checks.Untested},
	} {
		s := &rules.Standard{ID: "s", Categories: []rules.Category{{ID: "1"}}}
		sum := rules.Rule{Judge: rules.Judge{Parts: &rules.Parts{Need: c.need, Of: []string{"elsewhere:1"}}}}
		for i := range c.parts {
			id := fmt.Sprint(i)
			sum.Parts.Of = append(sum.Parts.Of, id)
			s.Categories[0].Rules = append(s.Categories[0].Rules, rules.Rule{Requirement: rules.Requirement{ID: id, Level: rules.LevelRequired}})
		}
		j := &judge{m: &Matcher{standards: []*rules.Standard{s}}, state: map[*rules.Rule]*state{}}
		for i, r := range s.Rules() {
			j.state[r] = &state{verdict: c.parts[i]}
		}
		st := &state{}
		if j.parent(s, &sum, st, 0); st.verdict != c.want {
			t.Errorf("%v, %d needed: %s, want %s", c.parts, c.need, st.verdict, c.want)
		}
	}
}
