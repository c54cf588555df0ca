package auditor

import (
	"context"
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// An audit that was not judged to its end says so where it says how far it looked.
func TestCutShortIsSaid(t *testing.T) {
	for by, cause := range map[string]error{"": nil, "person": context.Canceled, "time": context.DeadlineExceeded} {
		ctx, end := context.WithCancelCause(t.Context())
		if cause != nil {
			end(cause)
		}
		c := checks.CoverageOf{FloorMet: true}
		cutShort(ctx, &c)
		end(nil)
		why := map[string][]checks.Reason{"person": {checks.Stopped}, "time": {checks.Budget}}[by]
		if c.StoppedBy != by || c.FloorMet != (by == "") || !slices.Equal(c.FloorWhy, why) {
			t.Errorf("%s: %+v", by, c)
		}
	}
}
