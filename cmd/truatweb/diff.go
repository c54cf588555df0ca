package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/history"
)

func newDiff(w world, p parts, t *texts, again rejudge) *cobra.Command {
	x := &t.archive
	d := &auditDiff{w: w, p: p, t: t, again: again}
	var data string
	c := &cobra.Command{Use: "diff " + x.argTwo, Short: x.diffShort, Long: x.diffLong, Example: "  truatweb diff report-2026-10-01 report-2026-11-26\n  truatweb diff 2026-10-01-3fa9c1 2026-11-26-77b0de\n  truatweb diff www.example.go.th"}
	dataFlag(c.Flags(), &data, t)
	c.Flags().BoolVar(&d.all, "all", false, x.flagDiffAll)
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) < 1 || len(args) > 2 {
			return usage(x.diffWants, "truatweb diff report-a report-b")
		}
		return nil
	}
	c.RunE = func(c *cobra.Command, args []string) (err error) {
		at := placeOf(w, data)
		if at.there(w) || !onDisk(args) {
			if d.a, err = openArchive(c.Context(), w, p, t, at, true); err != nil {
				return err
			}
			defer func() { err = archiveTrouble(t, errors.Join(err, d.a.Close())) }()
		}
		if len(args) == 1 {
			if args, err = d.lastTwo(c.Context(), args[0]); err != nil {
				return err
			}
		}
		return d.run(c.Context(), args[0], args[1])
	}
	return c
}

// onDisk reports whether two audits are both named by paths.
func onDisk(args []string) bool {
	for _, arg := range args {
		if _, err := os.Stat(arg); err != nil {
			return false
		}
	}
	return len(args) == 2
}

type auditDiff struct {
	w     world
	p     parts
	t     *texts
	a     *archive.Archive // nil where both audits are files and there is none
	again rejudge
	all   bool
}

// lastTwo names the last two audits of an office.
func (d *auditDiff) lastTwo(ctx context.Context, office string) ([]string, error) {
	o, err := oneOffice(ctx, d.a, d.t, office)
	if err != nil {
		return nil, err
	}
	entries, err := d.a.Audits(ctx, o.Key)
	if err != nil {
		return nil, err
	}
	if len(entries) < 2 {
		return nil, usage(fmt.Sprintf(d.t.archive.onlyOne, o.Key), "truatweb archive list "+o.Key)
	}
	return []string{entries[len(entries)-2].ID, entries[len(entries)-1].ID}, nil
}

// read gives an audit that is named by a path or by its id in the archive.
func (d *auditDiff) read(ctx context.Context, name string) (*checks.Audit, reports.Past, error) {
	if _, err := os.Stat(name); err == nil {
		a, err := readRecord(d.p, recordIn(name), d.t)
		if err != nil {
			return nil, reports.Past{}, err
		}
		return a, reports.PastOf(a), nil
	}
	if d.a == nil {
		return nil, reports.Past{}, usage(fmt.Sprintf(d.t.recordMissing, name), "truatweb archive list")
	}
	e, err := d.a.Entry(ctx, name)
	if err != nil {
		return nil, reports.Past{}, archiveTrouble(d.t, err)
	}
	a, err := d.a.Audit(ctx, e)
	if err != nil {
		return nil, reports.Past{}, err
	}
	past := reports.PastOf(a)
	past.ID, past.Kept = e.ID, e.Site != ""
	return a, past, nil
}

func (d *auditDiff) run(ctx context.Context, one, two string) error {
	x := &d.t.archive
	before, was, err := d.read(ctx, one)
	if err != nil {
		return err
	}
	after, is, err := d.read(ctx, two)
	if err != nil {
		return err
	}
	if is.SeenAt.Before(was.SeenAt) {
		before, after, was, is = after, before, is, was
		say(d.w.stderr, "%s", x.swapped)
	}
	var others []reports.Past
	var rejudged *reports.Past
	if d.a != nil {
		if others, err = d.a.Past(ctx, is.Office); err != nil {
			return err
		}
		if was.ID != "" {
			rejudged = judgedAgain(ctx, d.a, &was, after, d.again)
		}
	}
	c := history.Compare(was, is, others, rejudged)
	say(d.w.stdout, x.diffHead, auditName(before), d.t.longDay(was.SeenAt), orNone(was.ID, one), d.t.longDay(is.SeenAt), orNone(is.ID, two))
	for _, line := range reports.DifferencesText(&c, d.t.lang) {
		say(d.w.stdout, "%s", line)
	}
	if c.Obstacle != "" {
		return &failure{code: exitUsage, text: x.incomparable, next: "truatweb history " + is.Office}
	}
	n := c.Count()
	for _, way := range reports.Ways() {
		if n[way] > 0 && (way != reports.Same || d.all) {
			d.tellWay(&c, way)
		}
	}
	say(d.w.stdout, "\n"+x.diffTotal, orNone(ways(d.t, n), x.nothingTurned), n[reports.Same])
	return nil
}

func auditName(a *checks.Audit) string {
	if a.Office.Name != "" {
		return a.Office.Name + " (" + a.Office.Key() + ")"
	}
	return a.Office.Key()
}

// tellWay lists the items that went one way.
func (d *auditDiff) tellWay(c *reports.Comparison, way reports.Way) {
	x := &d.t.archive
	say(d.w.stdout, "\n%s", reports.WayText(way, d.t.lang))
	for i := range c.Turns {
		turn := &c.Turns[i]
		if turn.Way != way {
			continue
		}
		line := fmt.Sprintf("  %s  %s: %s → %s", turn.Standard+":"+turn.ID, cut(plain(turn.Title), 70), d.verdict(turn.Old), d.verdict(turn.New))
		if turn.Cause != "" {
			line += fmt.Sprintf(" — %s", reports.CauseText(turn.Cause, d.t.lang))
		}
		if !turn.Since.IsZero() {
			line += fmt.Sprintf(x.diffSince, d.t.day(turn.Since))
		}
		say(d.w.stdout, "%s", line)
	}
}

func (d *auditDiff) verdict(v checks.Verdict) string {
	if v == "" {
		return "-"
	}
	return verdictWord(string(v), d.t)
}
