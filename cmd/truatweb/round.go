package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/reports/notify"
)

// roundsName is the file of the data folder that has the rounds, where they are
// in no PostgreSQL database.
const roundsName = "rounds.db"

// databaseFlag is where the rounds are, as typed.
type databaseFlag struct{ data, database string }

func (f *databaseFlag) flags(fl *pflag.FlagSet, t *texts) {
	dataFlag(fl, &f.data, t)
	fl.StringVar(&f.database, "database", "", fmt.Sprintf(t.round.flagDatabase, envDatabase))
}

// open opens the rounds: as typed, as the environment says, or in the data folder.
func (f *databaseFlag) open(ctx context.Context, w world, t *texts) (*round.Desk, error) {
	source := f.database
	if source == "" {
		source = w.env(envDatabase)
	}
	if source == "" {
		at := placeOf(w, f.data)
		if at.none || at.dir == "" {
			return nil, usage(t.archive.noPlace, "--data ./truatweb-data")
		}
		if err := os.MkdirAll(at.dir, 0o700); err != nil {
			return nil, &failure{code: exitFailed, text: fmt.Sprintf(t.round.noFolder, at.dir), next: "--data ./truatweb-data", cause: err}
		}
		source = "sqlite:" + filepath.Join(at.dir, roundsName)
	}
	d, err := round.Open(ctx, source, w.now)
	return d, roundTrouble(t, err)
}

// roundTrouble words what is wrong with a round or its database.
func roundTrouble(t *texts, err error) error {
	x := &t.round
	switch {
	case errors.Is(err, round.ErrUnknown):
		return &failure{code: exitUsage, text: x.unknown, next: "truatweb round status", cause: err}
	case errors.Is(err, round.ErrExists):
		return &failure{code: exitUsage, text: x.exists, next: x.existsNext, cause: err}
	case errors.Is(err, round.ErrEnded):
		return &failure{code: exitUsage, text: x.ended, next: "truatweb round status", cause: err}
	case errors.Is(err, round.ErrEmpty):
		return &failure{code: exitUsage, text: x.empty, next: "truatweb offices import offices.xlsx", cause: err}
	case errors.Is(err, round.ErrTwice):
		return &failure{code: exitUsage, text: x.twice, next: "truatweb offices import offices.xlsx", cause: err}
	}
	return archiveTrouble(t, err)
}

func newRound(w world, p parts, t *texts) *cobra.Command {
	x := &t.round
	c := group(&cobra.Command{Use: "round", Short: x.short, Long: x.long, Example: x.example}, t)
	c.AddCommand(newRoundStart(w, p, t), newRoundResume(w, p, t), newRoundStatus(w, t), newRoundCancel(w, t), newRoundRetry(w, t), newRoundReport(w, p, t),
		newRoundSchedule(w, t))
	return c
}

// workFlags are how offices are audited: those of audit that make sense for many.
type workFlags struct {
	auditFlags
	atOnce   int
	browsers int
	pauses   []time.Duration
	lost     time.Duration
	out      string
}

// mostAtOnce is how many offices a process may audit at once.
const mostAtOnce = 512

// startJitter is the longest that an office waits once its turn has come.
const startJitter = time.Second

// aBrowserFor is how many processors there must be for each browser.
const aBrowserFor = 2

func (f *workFlags) flags(fl *pflag.FlagSet, t *texts) {
	f.many, f.asOf, f.fy = true, "", 0
	fl.IntVar(&f.atOnce, "at-once", 4, t.round.flagAtOnce)
	f.crawlFlags(fl, t)
	fl.StringVar(&f.ocr, "ocr", ocrAuto, t.flagOCR)
	fl.BoolVar(&f.tape.keep, "warc", true, t.warc.flagWARC)
	fl.BoolVarP(&f.quiet, "quiet", "q", false, t.flagQuiet)
	f.tape.since = sinceOff
	f.unattended.flags(fl, t)
	for name, value := range map[string]string{"notify-when": string(notify.Always), "jitter": startJitter.String()} {
		one := fl.Lookup(name)
		one.DefValue = value
		_ = one.Value.Set(value) // it is one of the flag's own
	}
	fl.Lookup("notify-when").Usage, fl.Lookup("jitter").Usage = t.round.flagNotifyWhen, t.round.flagJitter
	fl.IntVar(&f.browsers, "browsers", max(1, runtime.NumCPU()/aBrowserFor), t.round.flagBrowsers)
	fl.DurationSliceVar(&f.pauses, "retry-after", round.DefaultPolicy().Pauses, t.round.flagRetryAfter)
	fl.DurationVar(&f.lost, "lost-after", 0, "")
	_ = fl.MarkHidden("lost-after") // for tests: defined above
}

// settle checks the flags and loads the rules.
func (f *workFlags) settle(w world, p parts, t *texts) (*crew, error) {
	switch {
	case f.atOnce < 1 || f.atOnce > mostAtOnce:
		return nil, usage(fmt.Sprintf(t.round.badAtOnce, f.atOnce, mostAtOnce), "--at-once 4")
	case f.browsers < 1 || f.browsers > mostAtOnce:
		return nil, usage(fmt.Sprintf(t.round.badBrowsers, f.browsers, mostAtOnce), "--browsers 1")
	}
	policy := round.Policy{Pauses: f.pauses, Patient: max(2, len(f.pauses))}
	if len(f.pauses) == 1 && f.pauses[0] == 0 {
		policy.Pauses = nil
	}
	for _, d := range policy.Pauses {
		if d < time.Second || d > 24*time.Hour {
			return nil, usage(fmt.Sprintf(t.round.badRetryAfter, d.String()), "--retry-after 2m,20m,1h | --retry-after 0")
		}
	}
	pl, err := f.plan(w, p, t, nil)
	if err != nil {
		return nil, err
	}
	pl.shared = newShared(min(f.browsers, f.atOnce))
	c := &crew{w: w, p: p, t: t, base: pl, atOnce: f.atOnce, policy: policy, lost: f.lost, told: map[string]bool{}}
	if pl.report, c.judged, err = loadStandards(p, f.rules, t); err != nil {
		return nil, err
	}
	if len(pl.report) == 0 {
		pl.report = c.judged
	}
	return c, nil
}

// nameOf takes the round that a command is about: the one that is named, or the
// latest.
func nameOf(ctx context.Context, d *round.Desk, args []string, t *texts) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	names, err := d.Names(ctx)
	if err != nil {
		return "", roundTrouble(t, err)
	}
	if len(names) == 0 {
		return "", usage(t.round.none, `truatweb round start "ไตรมาส 1/2570"`)
	}
	return names[0], nil
}

// onDesk runs a command on the rounds.
func onDesk(w world, t *texts, f *databaseFlag, do func(ctx context.Context, d *round.Desk, args []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		d, err := f.open(c.Context(), w, t)
		if err != nil {
			return err
		}
		return errors.Join(roundTrouble(t, do(c.Context(), d, args)), roundTrouble(t, d.Close()))
	}
}

func newRoundStatus(w world, t *texts) *cobra.Command {
	var f databaseFlag
	c := &cobra.Command{Use: "status " + t.round.argMaybe, Short: t.round.statusShort, Example: "  truatweb round status\n  truatweb round status \"ไตรมาส 1/2570\"", Args: atMost(1, t)}
	var asJSON bool
	c.Flags().BoolVar(&asJSON, "json", false, t.round.flagJSON)
	f.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &f, func(ctx context.Context, d *round.Desk, args []string) error {
		names, err := d.Names(ctx)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			names = args
		} else if len(names) == 0 && !asJSON {
			say(w.stdout, t.round.none)
			return nil
		}
		var all []*round.Status
		for _, name := range names {
			s, err := d.Status(ctx, name)
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		switch {
		case asJSON:
			return statusJSON(w, all)
		case len(args) > 0:
			tellStatus(w, t, all[0], true)
			return nil
		}
		return tableOf(w, t, all)
	})
	return c
}

// tellStatus says how far a round has come, with the offices that are being
// audited where whole is set.
func tellStatus(w world, t *texts, s *round.Status, whole bool) {
	x := &t.round
	var parts []string
	for _, state := range []checks.EntryState{checks.Audited, checks.Running, checks.Waiting, checks.Failed, checks.Cancelled} {
		if n := s.Counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", x.states[state], n))
		}
	}
	line := strings.Join(parts, " · ")
	say(w.stdout, x.statusLine, s.Round.Name, s.Total(), line)
	for _, one := range expected(w, t, s) {
		say(w.stdout, "  %s", one)
	}
	if s.Done() && s.Provisional() {
		say(w.stdout, x.provisional, s.Counts[checks.Audited], s.Total(), int(100*s.Round.Share))
	}
	if !whole {
		return
	}
	for i := range s.Running {
		e := &s.Running[i]
		say(w.stdout, "  %s %s (%s)", x.states[checks.Running], called(e.Office), shortly(w.now().Sub(e.Began).Round(time.Second)))
	}
}

// expected says how long a round may take, and what it waits for.
func expected(w world, t *texts, s *round.Status) []string {
	var out []string
	if s.Left > 0 {
		out = append(out, fmt.Sprintf(t.round.left, shortly(s.Left), s.PerMinute))
	}
	if s.Later > 0 {
		out = append(out, fmt.Sprintf(t.round.later, s.Later, t.clock(w, s.Next), t.clock(w, s.Last)))
	}
	return out
}

// clock is the time of the day in Bangkok, with the day where it is another.
func (t *texts) clock(w world, at time.Time) string {
	here, now := at.In(thai.Bangkok()), w.now().In(thai.Bangkok())
	if here.YearDay() == now.YearDay() && here.Year() == now.Year() {
		return here.Format("15:04")
	}
	return t.day(at) + " " + here.Format("15:04")
}

// tableOf lists rounds, a line each.
func tableOf(w world, t *texts, all []*round.Status) error {
	x := &t.round
	tb := table.NewWriter()
	tb.SetStyle(table.StyleLight)
	states := []checks.EntryState{checks.Audited, checks.Running, checks.Waiting, checks.Failed, checks.Cancelled}
	head := table.Row{x.colRound, x.colOffices}
	for _, state := range states {
		head = append(head, x.states[state])
	}
	tb.AppendHeader(append(head, x.colExpected))
	for _, s := range all {
		line := table.Row{cut(plain(s.Round.Name), 40), s.Total()}
		for _, state := range states {
			line = append(line, s.Counts[state])
		}
		end := strings.Join(expected(w, t, s), "\n")
		switch {
		case s.Round.Cancelled:
			end = x.states[checks.Cancelled]
		case s.Done() && s.Provisional():
			end = x.doneProvisional
		case s.Done():
			end = x.done
		}
		tb.AppendRow(append(line, plainLines(end)))
	}
	return tell(w, tb)
}

// plainLines makes each line of a text plain.
func plainLines(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, plain(line))
	}
	return strings.Join(out, "\n")
}

// statusJSON writes how far rounds have come for other programs.
func statusJSON(w world, all []*round.Status) error {
	type running struct {
		Key   string    `json:"key"`
		Name  string    `json:"name"`
		Began time.Time `json:"began"`
	}
	type one struct {
		*checks.Round
		Entries     any                       `json:"entries,omitempty"` // left out
		Offices     int                       `json:"offices"`
		Counts      map[checks.EntryState]int `json:"counts"`
		Done        bool                      `json:"done"`
		Provisional bool                      `json:"provisional"` // by what is known now
		Left        float64                   `json:"left_seconds,omitempty"`
		PerMinute   float64                   `json:"per_minute,omitempty"`
		Later       int                       `json:"tried_later"`
		Next        time.Time                 `json:"next_try,omitzero"`
		Last        time.Time                 `json:"last_try,omitzero"`
		Running     []running                 `json:"running"`
	}
	out := []one{}
	for _, s := range all {
		x := one{Round: s.Round, Offices: s.Total(), Counts: s.Counts, Done: s.Done(), Provisional: s.Provisional(), Left: s.Left.Seconds(), PerMinute: s.PerMinute,
			Later: s.Later, Next: s.Next, Last: s.Last, Running: []running{}}
		for i := range s.Running {
			e := &s.Running[i]
			x.Running = append(x.Running, running{e.Office.Key(), e.Office.Name, e.Began})
		}
		out = append(out, x)
	}
	e := json.NewEncoder(w.stdout)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// shortly rounds a time to what a person asks for.
func shortly(d time.Duration) string {
	if d > 10*time.Minute {
		d = d.Round(time.Minute)
	}
	return strings.TrimSuffix(d.String(), "0s")
}

func called(o checks.Office) string {
	if o.Name != "" {
		return o.Name
	}
	return o.Home
}

func newRoundCancel(w world, t *texts) *cobra.Command {
	var f databaseFlag
	c := &cobra.Command{Use: "cancel " + t.round.argName, Short: t.round.cancelShort, Example: "  truatweb round cancel \"ไตรมาส 1/2570\"",
		Args: exactlyOne(t.round.wantsName, `truatweb round cancel "ไตรมาส 1/2570"`, t)}
	f.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &f, func(ctx context.Context, d *round.Desk, args []string) error {
		if err := d.Cancel(ctx, args[0]); err != nil {
			return err
		}
		say(w.stdout, t.round.cancelled, args[0])
		return nil
	})
	return c
}

func newRoundRetry(w world, t *texts) *cobra.Command {
	var f databaseFlag
	c := &cobra.Command{Use: "retry " + t.round.argMaybe, Short: t.round.retryShort, Example: "  truatweb round retry \"ไตรมาส 1/2570\"", Args: atMost(1, t)}
	f.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &f, func(ctx context.Context, d *round.Desk, args []string) error {
		name, err := nameOf(ctx, d, args, t)
		if err != nil {
			return err
		}
		n, err := d.Retry(ctx, name)
		if err != nil {
			return err
		}
		say(w.stdout, t.round.retried, n, name, name)
		return nil
	})
	return c
}
