package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
)

// defaultShare is the part of a round's offices that must have been looked at.
const defaultShare = 0.8

func newRoundStart(w world, p parts, t *texts) *cobra.Command {
	var f workFlags
	var at databaseFlag
	var offices string
	var tags, provinces []string
	var share float64
	var queueOnly bool
	x := &t.round
	c := &cobra.Command{Use: "start " + x.argName, Short: x.startShort, Long: x.startLong, Example: x.startExample,
		Args: exactlyOne(x.wantsName, `truatweb round start "ไตรมาส 1/2570" --offices offices.xlsx`, t)}
	fl := c.Flags()
	fl.StringVar(&offices, "offices", "", x.flagOffices)
	fl.StringSliceVar(&tags, "tag", nil, x.flagTag)
	fl.StringSliceVar(&provinces, "province", nil, x.flagProvince)
	fl.IntVar(&f.fy, "fy", 0, t.flagFY)
	fl.StringVar(&f.asOf, "as-of", "", t.flagAsOf)
	fl.Float64Var(&share, "share", 100*defaultShare, x.flagShare)
	fl.BoolVar(&queueOnly, "queue-only", false, x.flagQueueOnly)
	fl.StringVarP(&f.out, "out", "o", "", x.flagOut)
	at.flags(fl, t)
	f.flags(fl, t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, args []string) error {
		if !(share >= 0 && share <= 100) {
			return usage(fmt.Sprintf(x.badShare, share), "--share 80")
		}
		crew, err := f.settle(w, p, t)
		if err != nil {
			return err
		}
		list, err := d.Offices(ctx)
		if offices != "" {
			list, err = readOffices(ctx, offices, t)
		}
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(o checks.Office) bool { return !among(o.Province, provinces) || !anyAmong(o.Tags, tags) })
		r := crew.round(strings.TrimSpace(args[0]), crew.base.asOf, crew.base.fiscalYear, share/100, list)
		if err := d.Begin(ctx, r); err != nil {
			return err
		}
		say(w.stderr, x.begun, r.Name, len(r.Entries), r.FiscalYear)
		if queueOnly {
			say(w.stdout, x.queued, r.Name)
			return nil
		}
		return crew.runRound(ctx, d, at, r.Name, f.out)
	})
	return c
}

func among(one string, list []string) bool { return len(list) == 0 || slices.Contains(list, one) }

func anyAmong(have, list []string) bool {
	return len(list) == 0 || slices.ContainsFunc(have, func(s string) bool { return slices.Contains(list, s) })
}

func newRoundResume(w world, p parts, t *texts) *cobra.Command {
	var f workFlags
	var at databaseFlag
	c := &cobra.Command{Use: "resume " + t.round.argMaybe, Short: t.round.resumeShort, Long: t.round.resumeLong, Example: "  truatweb round resume\n  truatweb round resume \"ไตรมาส 1/2570\"", Args: atMost(1, t)}
	c.Flags().StringVarP(&f.out, "out", "o", "", t.round.flagOut)
	at.flags(c.Flags(), t)
	f.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, args []string) error {
		crew, err := f.settle(w, p, t)
		if err != nil {
			return err
		}
		name, err := nameOf(ctx, d, args, t)
		if err != nil {
			return err
		}
		n, err := d.Resume(ctx, name)
		if err != nil {
			return err
		}
		say(w.stderr, t.round.resumed, name, n)
		return crew.runRound(ctx, d, at, name, f.out)
	})
	return c
}

// runRound works on a round in this process until it is done or ctx ends, and
// then writes its reports.
func (c *crew) runRound(ctx context.Context, d *round.Desk, at databaseFlag, name, out string) error {
	if c.base.data = at.data; c.base.tape != nil { // with --warc=false nothing is recorded
		if pl := placeOf(c.w, at.data); pl.dir != "" && !pl.none {
			c.folder = filepath.Join(pl.dir, "rounds")
		}
	}
	s, err := d.Status(ctx, name)
	if err != nil {
		return err
	}
	total := s.Total()
	c.done = total - s.Counts[checks.Waiting] - s.Counts[checks.Running]
	defer c.close()
	worker, err := c.worker(d, []string{name}, c.tell(func() int { return total }))
	if err != nil {
		return err
	}
	watched := make(chan struct{})
	work, stop := context.WithCancel(ctx)
	go func() {
		defer close(watched)
		c.pace(work, d, name)
	}()
	err = worker.Run(ctx, true)
	stop()
	<-watched
	if err != nil {
		return err
	}
	// What was done is told also when a person has stopped the round.
	after := context.WithoutCancel(ctx)
	if s, err = d.Status(after, name); err != nil {
		return err
	}
	if out == "" {
		out = folderName("round-" + name)
	}
	cockpit, index, err := writeRound(after, c.w, c.p, c.t, d, name, out)
	if err != nil {
		return err
	}
	tellStatus(c.w, c.t, s, false)
	say(c.w.stdout, c.t.round.written, index)
	if !s.Done() {
		code := exitFailed
		if ctx.Err() != nil {
			code = exitStopped
		}
		return &failure{code: code, text: fmt.Sprintf(c.t.round.stopped, name), next: fmt.Sprintf("truatweb round resume %q", name)}
	}
	c.notify(ctx, cockpit, index)
	return nil
}

// paceEvery is how often a round says when it may be done.
const paceEvery = time.Minute

// pace says now and then how long a round may take.
func (c *crew) pace(ctx context.Context, d *round.Desk, name string) {
	if c.base.quiet {
		return
	}
	tick := time.NewTicker(paceEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if s, err := d.Status(ctx, name); err == nil {
			for _, line := range expected(c.w, c.t, s) {
				say(c.w.stderr, "%s", line)
			}
		}
	}
}

func newRoundSchedule(w world, t *texts) *cobra.Command {
	var at databaseFlag
	var every string
	var hour int
	var share float64
	var drop, show bool
	x := &t.round
	c := &cobra.Command{Use: "schedule " + x.argMaybe, Short: x.scheduleShort, Long: x.scheduleLong, Example: x.scheduleExample, Args: atMost(1, t)}
	fl := c.Flags()
	fl.StringVar(&every, "every", round.EveryQuarter, x.flagEvery)
	fl.IntVar(&hour, "hour", 1, x.flagHour)
	fl.Float64Var(&share, "share", 100*defaultShare, x.flagShare)
	fl.BoolVar(&drop, "drop", false, x.flagDrop)
	fl.BoolVar(&show, "list", false, x.flagPlans)
	at.flags(fl, t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, args []string) error {
		if show || len(args) == 0 {
			plans, err := d.Plans(ctx)
			if err != nil {
				return err
			}
			if len(plans) == 0 {
				say(w.stdout, x.noPlans)
			}
			for _, plan := range plans {
				say(w.stdout, x.planLine, plan.Name, x.every[plan.Every], t.longDay(plan.Next(w.now())), plan.Hour)
			}
			return nil
		}
		if drop {
			there, err := d.DropPlan(ctx, args[0])
			if err != nil {
				return err
			}
			if !there {
				return usage(fmt.Sprintf(x.noPlan, clip(args[0])), "truatweb round schedule --list")
			}
			say(w.stdout, x.dropped, args[0])
			return nil
		}
		if every != round.EveryMonth && every != round.EveryQuarter {
			return usage(fmt.Sprintf(x.badEvery, clip(every)), "--every quarter | --every month")
		}
		if hour < 0 || hour > 23 {
			return usage(fmt.Sprintf(x.badHour, hour), "--hour 1")
		}
		list, err := d.Offices(ctx)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return usage(x.empty, "truatweb offices import offices.xlsx")
		}
		plan := round.Plan{Name: args[0], Every: every, Hour: hour, Share: share / 100}
		if err := d.SavePlan(ctx, plan); err != nil {
			return err
		}
		say(w.stdout, x.planned, plan.Name, x.every[every], t.longDay(plan.Next(w.now())), hour, len(list))
		return nil
	})
	return c
}

// mostOfficeBytes is the largest list of offices that is read, in bytes.
const mostOfficeBytes = 64 << 20

// checkFile says in words what is wrong with a file that is to be read.
func checkFile(path string, most int64, t *texts) error {
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		return usage(fmt.Sprintf(t.round.noFile, path), t.round.filesExample)
	case err != nil:
		return &failure{code: exitUsage, text: fmt.Sprintf(t.round.unreadFile, path), next: t.round.filesExample, cause: err}
	case !info.Mode().IsRegular() || info.Size() > most:
		return usage(fmt.Sprintf(t.round.oddFile, path), t.round.filesExample)
	}
	return nil
}
