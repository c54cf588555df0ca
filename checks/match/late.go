package match

import (
	"context"
	"errors"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// JudgeWithin is Judge for as long as ctx lasts: what there is no time for then is
// could_not_look, by reason of the budget where that was a deadline, or because a
// person stopped it.
func (m *Matcher) JudgeWithin(ctx context.Context, site *checks.Site, when When) []checks.Finding {
	j := m.begin(site, when)
	j.ctx = ctx
	all := func(*rules.Rule) bool { return true }
	m.search(j, all)
	j.clear()
	m.settle(j, all)
	var out []checks.Finding
	for _, s := range m.standards {
		for _, r := range s.Rules() {
			out = append(out, j.finding(s, r))
		}
	}
	return out
}

// late concludes a rule that there is no time for.
func (j *judge) late(st *state) bool {
	if j.ctx == nil || j.ctx.Err() == nil {
		return false
	}
	why := checks.Stopped
	if errors.Is(context.Cause(j.ctx), context.DeadlineExceeded) {
		why = checks.Budget
	}
	*st = state{verdict: checks.CouldNotLook, reasons: []checks.Reason{why}}
	return true
}
