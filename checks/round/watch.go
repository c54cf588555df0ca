package round

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/truatweb/truatweb/checks"
)

// watch finds offices whose worker was lost: those whose beat stands still, and
// those that wait although no job of theirs does, be it that it was taken from
// the queue and not begun, or that a database came back without it.
// What it measures by is a clock that no jump of the day's time moves.
type watch struct {
	w     *Worker
	beats map[string]*still
}

// still is since when a beat stands where it stands.
type still struct {
	generation, beat int64
	since            time.Time // with a monotonic reading
}

func newWatch(w *Worker) *watch { return &watch{w: w, beats: map[string]*still{}} }

// look puts back what was lost, and gives the number of offices that are left
// to do in the open rounds that the worker takes.
func (x *watch) look(ctx context.Context) (left int, err error) {
	w := x.w
	list, err := readRows(ctx, w.d.db, "state = $1 OR state = $2", string(checks.Running), string(checks.Waiting))
	if err != nil {
		return 0, err
	}
	queued, err := x.queued(ctx)
	if err != nil {
		return 0, err
	}
	seen, takes := map[string]bool{}, map[string]bool{}
	for _, r := range list {
		ours, known := takes[r.round]
		if !known {
			whole, state, err := head(ctx, w.d.db, r.round)
			if err != nil {
				return 0, err
			}
			ours = state == stateOpen && w.takes(whole)
			takes[r.round] = ours
		}
		if ours {
			left++
		}
		patience := w.o.Timing.Lost
		if r.State != checks.Running {
			if queued(jobArgs{Round: r.round, Office: r.key, Generation: r.generation}) {
				continue
			}
			patience *= 2 // it may stand before its start
		}
		id := string(r.State) + "\x00" + r.round + "\x00" + r.key
		seen[id] = true
		s := x.beats[id]
		if s == nil || s.generation != r.generation || s.beat != r.beat {
			x.beats[id] = &still{r.generation, r.beat, time.Now()}
			continue
		}
		if time.Since(s.since) < patience {
			continue
		}
		if err := x.rescue(ctx, r); err != nil {
			return left, err
		}
	}
	for id := range x.beats {
		if !seen[id] {
			delete(x.beats, id)
		}
	}
	return left, nil
}

// mostJobs bounds the jobs that are looked at.
const mostJobs = 10_000

// queued tells of a job whether it waits in the queue. Where there are more jobs
// than are looked at, it is said only of one that was taken that it does not.
func (x *watch) queued(ctx context.Context) (func(jobArgs) bool, error) {
	waiting, err := x.jobs(ctx, rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateScheduled)
	if err != nil {
		return nil, err
	}
	if len(waiting) < mostJobs {
		return func(a jobArgs) bool { return waiting[a] }, nil
	}
	taken, err := x.jobs(ctx, rivertype.JobStateRunning)
	if err != nil {
		return nil, err
	}
	return func(a jobArgs) bool { return waiting[a] || !taken[a] }, nil
}

// jobs gives the jobs in some states, the latest of them.
func (x *watch) jobs(ctx context.Context, states ...rivertype.JobState) (map[jobArgs]bool, error) {
	list, err := x.w.river.JobList(ctx, river.NewJobListParams().Kinds(jobArgs{}.Kind()).States(states...).OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(mostJobs))
	if err != nil {
		return nil, fmt.Errorf("looking for the jobs of offices: %w", err)
	}
	out := make(map[jobArgs]bool, len(list.Jobs))
	for _, job := range list.Jobs {
		var a jobArgs
		if err := json.Unmarshal(job.EncodedArgs, &a); err == nil {
			out[a] = true
		}
	}
	return out, nil
}

// rescue puts an office back whose worker was lost. The try is not counted, as
// the site was not at fault; but an office that takes its worker down with it
// each time must not do so for ever: every rescue counts as half a try.
func (x *watch) rescue(ctx context.Context, r *row) error {
	w := x.w
	ours := false
	err := w.d.within(ctx, true, func(tx *sql.Tx) error {
		tries := int64(r.tries)
		if r.State == checks.Running && r.generation%2 == 0 {
			tries--
		}
		state := checks.Waiting
		if int(tries) > len(w.o.Policy.Pauses) {
			state = checks.Failed
		}
		ok, err := changed(ctx, tx, "UPDATE entries SET state = $1, generation = generation + 1, tries = $2, worker = '', detail = $3 WHERE round = $4 AND office_key = $5 AND state = $6 AND generation = $7 AND beat = $8",
			string(state), tries, lostDetail, r.round, r.key, string(r.State), r.generation, r.beat)
		if err != nil || !ok {
			return err
		}
		ours = true
		if _, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE round = $1 AND office_key = $2", r.round, r.key); err != nil {
			return err
		}
		if state == checks.Failed {
			r.last, err = w.d.close(ctx, tx, r.round)
			return err
		}
		_, err = w.d.river.InsertTx(ctx, tx, jobArgs{Round: r.round, Office: r.key, Generation: r.generation + 1}, options(time.Time{}, false))
		return err
	})
	if err == nil && ours {
		w.o.OnEvent(Event{Kind: EventRescued, Round: r.round, Office: r.Office, Try: r.tries})
		if r.last {
			w.o.OnEvent(Event{Kind: EventDone, Round: r.round})
		}
	}
	return err
}

// lostDetail is what an entry says after its worker was lost.
const lostDetail = "worker lost"
