package round_test

import (
	"context"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// TestOfficesWithoutAJobAreFound takes the jobs from under a round, as a database
// does that comes back without its last moments.
func TestOfficesWithoutAJobAreFound(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 3))
		meddle(t, source, "DELETE FROM river_job")
		work(t, d, round.WorkerOptions{Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) { return seen(job), nil })})
		if s := status(t, d, "x"); s.Counts[checks.Audited] != 3 {
			t.Errorf("%v", s.Counts)
		}
	})
}
