package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
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
		newRoundSchedule(w, p, t))
	return c
}

// workFlags are how offices are audited: those of audit that make sense for many.
type workFlags struct {
	auditFlags
	atOnce int
	out    string
}

func (f *workFlags) flags(fl *pflag.FlagSet, t *texts) {
	f.many, f.asOf, f.fy = true, "", 0
	fl.IntVar(&f.atOnce, "at-once", 4, t.round.flagAtOnce)
	fl.IntVar(&f.maxPages, "max-pages", defaultPages, fmt.Sprintf(t.flagMaxPages, defaultPages))
	fl.DurationVar(&f.maxTime, "max-time", defaultTime, t.flagMaxTime)
	fl.Float64Var(&f.rate, "rate", defaultRate, t.flagRate)
	fl.StringVar(&f.window, "window", "", t.manners.flagWindow)
	f.rules.flags(fl, t)
	fl.StringSliceVar(&f.private, "allow-private", nil, t.flagPrivate)
	fl.StringSliceVar(&f.only, "only", nil, t.flagOnly)
	fl.StringVar(&f.userAgent, "user-agent", "", t.flagUserAgent)
	fl.StringVar(&f.contact, "contact", "", t.flagContact)
	fl.StringVar(&f.ocr, "ocr", ocrAuto, t.flagOCR)
	fl.StringVar(&f.browser, "browser", browserAuto, t.flagBrowser)
	fl.BoolVar(&f.tape.keep, "warc", true, t.warc.flagWARC)
	fl.BoolVarP(&f.quiet, "quiet", "q", false, t.flagQuiet)
	f.tape.since = sinceOff
	f.unattended.flags(fl, t)
}

// settle checks the flags and loads the rules.
func (f *workFlags) settle(w world, p parts, t *texts) (*crew, error) {
	if f.atOnce < 1 || f.atOnce > 64 {
		return nil, usage(fmt.Sprintf(t.round.badAtOnce, f.atOnce), "--at-once 4")
	}
	pl, err := f.plan(w, p, t, nil)
	if err != nil {
		return nil, err
	}
	c := &crew{w: w, p: p, t: t, base: pl, atOnce: f.atOnce}
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
	f.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &f, func(ctx context.Context, d *round.Desk, args []string) error {
		names, err := d.Names(ctx)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			names = args
		} else if len(names) == 0 {
			say(w.stdout, t.round.none)
			return nil
		}
		for _, name := range names {
			s, err := d.Status(ctx, name)
			if err != nil {
				return err
			}
			tellStatus(w, t, s, len(args) > 0)
		}
		return nil
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
	if s.Left > 0 {
		line += " · " + fmt.Sprintf(x.left, shortly(s.Left), s.PerMinute)
	}
	say(w.stdout, x.statusLine, s.Round.Name, s.Total(), line)
	r := *s.Round
	r.Entries = make([]checks.Entry, s.Total())
	for i := range s.Counts[checks.Audited] {
		r.Entries[i].State = checks.Audited
	}
	if s.Done() && r.Provisional() {
		say(w.stdout, x.provisional, s.Counts[checks.Audited], s.Total(), int(100*s.Round.Share))
	}
	if !whole {
		return
	}
	for i := range s.Running {
		say(w.stdout, "  %s %s", x.states[checks.Running], called(s.Running[i].Office))
	}
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
