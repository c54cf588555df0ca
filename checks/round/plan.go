package round

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/truatweb/truatweb/checks/thai"
)

// The spans of Plan.Every.
const (
	EveryMonth   = "month"
	EveryQuarter = "quarter"
)

// Next gives when a plan's next round is due after a moment: at its hour of the
// first day of a month, or of a quarter of the fiscal year (October, January,
// April, July).
func (p *Plan) Next(after time.Time) time.Time {
	at := after.In(thai.Bangkok())
	for month := time.Date(at.Year(), at.Month(), 1, p.Hour, 0, 0, 0, thai.Bangkok()); ; month = month.AddDate(0, 1, 0) {
		if p.Every == EveryQuarter && (month.Month()-1)%3 != 0 {
			continue
		}
		if month.After(after) {
			return month
		}
	}
}

// Period names the span that begins at a moment: "2570-Q1" by the fiscal year,
// or "2569-10" by the calendar (both BE).
func (p *Plan) Period(due time.Time) string {
	at := due.In(thai.Bangkok())
	if p.Every != EveryQuarter {
		return fmt.Sprintf("%d-%02d", at.Year()+buddhist, at.Month())
	}
	return fmt.Sprintf("%d-Q%d", thai.FiscalYearOf(at), (int(at.Month())+2)%12/3+1)
}

// buddhist is how far the Buddhist Era is ahead of the common one, in years.
const buddhist = 543

// planArgs asks for the round of a plan that is due.
type planArgs struct {
	Plan string    `json:"plan" river:"unique"`
	Due  time.Time `json:"due" river:"unique"`
}

// Kind is River's name for the job.
func (planArgs) Kind() string { return "begin_round" }

// plan has River begin the rounds of all plans when they are due, once over all
// workers.
func (w *Worker) plan(ctx context.Context) {
	if w.o.Begin == nil {
		return
	}
	plans, err := w.d.Plans(ctx)
	if err != nil {
		w.o.OnEvent(Event{Kind: EventTrouble, Detail: err.Error()})
		return
	}
	for _, p := range plans {
		w.river.PeriodicJobs().Add(river.NewPeriodicJob(schedule(p.Next), func() (river.JobArgs, *river.InsertOpts) {
			return planArgs{Plan: p.Name, Due: p.last(w.d.now())}, options(time.Time{}, false)
		}, nil))
	}
}

// last gives the latest moment at or before now at which a round was due.
func (p *Plan) last(now time.Time) time.Time {
	at := now.AddDate(0, -4, 0)
	for {
		next := p.Next(at)
		if next.After(now) {
			return at
		}
		at = next
	}
}

type schedule func(time.Time) time.Time

// Next implements river.PeriodicSchedule.
func (s schedule) Next(now time.Time) time.Time { return s(now) }

// planWorker is what River calls when a round is due.
type planWorker struct {
	river.WorkerDefaults[planArgs]
	w *Worker
}

// Work begins the round, unless it was begun before.
func (x *planWorker) Work(ctx context.Context, job *river.Job[planArgs]) error {
	if x.w.o.Begin == nil {
		return river.JobSnooze(x.w.o.Timing.Other)
	}
	plans, err := x.w.d.Plans(ctx)
	if err != nil {
		return err
	}
	for _, p := range plans {
		if p.Name != job.Args.Plan {
			continue
		}
		r, err := x.w.o.Begin(ctx, p, job.Args.Due)
		if err != nil {
			return err
		}
		if err := x.w.d.Begin(ctx, r); err != nil && !errors.Is(err, ErrExists) {
			return err
		}
	}
	return nil
}
