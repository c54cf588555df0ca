package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// tapeFlags are the flags of recording, as typed.
type tapeFlags struct {
	keep  bool
	since string
	fresh bool
}

// tape readies the recording that the flags ask for; nil if none.
func (f *tapeFlags) tape(w world, t *texts, quiet bool) *tape {
	if !f.keep {
		return nil
	}
	return &tape{w: w, quiet: quiet, now: w.now, version: w.version, t: t, since: f.since, fresh: f.fresh}
}

func newCollect(w world, p parts, t *texts) *cobra.Command {
	f := auditFlags{ocr: ocrOff, tape: tapeFlags{keep: true}}
	c := &cobra.Command{
		Use: "collect " + t.argAddress, Short: t.warc.collectShort, Long: t.warc.collectLong, Example: t.warc.collectExample,
		Args: atMost(1, t),
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", t.warc.flagCollectOut)
	fl.StringVar(&f.office, "office", "", t.flagOffice)
	f.crawlFlags(fl, t)
	fl.StringVar(&f.tape.since, "since", sinceAuto, t.warc.flagSince)
	fl.BoolVar(&f.tape.fresh, "fresh", false, t.warc.flagFresh)
	fl.BoolVarP(&f.quiet, "quiet", "q", false, t.flagQuiet)
	c.RunE = func(c *cobra.Command, args []string) error {
		f.unattended.when = "change" // the default of a flag that is not offered here
		pl, err := f.plan(w, p, t, args)
		if err != nil {
			return err
		}
		_, judged, err := loadStandards(p, f.rules, t)
		if err != nil {
			return err
		}
		return collect(c.Context(), w, p, t, pl, judged)
	}
	return c
}

// collect crawls and measures, and keeps what came of it.
func collect(ctx context.Context, w world, p parts, t *texts, pl *plan, standards []*rules.Standard) error {
	show := newProgress(w, t, pl.quiet)
	defer show.done()
	defer pl.tape.Close()
	runner, err := p.auditing(pl, standards, commandName+" "+w.version, show.seen)
	if err != nil {
		return &failure{code: exitUsage, text: t.badNetList, next: t.badNetListNext, cause: err}
	}
	if c, ok := runner.(io.Closer); ok {
		defer func() { _ = c.Close() }() // what it holds on to ends with the program
	}
	dir, err := openFolder(chooseFolder(w, pl), t)
	if err != nil {
		return err
	}
	defer dir.release()
	_, site, err := conduct(ctx, dir, show, t, pl, func(ctx context.Context, office checks.Office) (*checks.Audit, *checks.Site, error) {
		site, err := runner.Collect(ctx, office)
		return &checks.Audit{}, site, err
	})
	if err != nil {
		return err
	}
	path, err := pl.tape.finish(site)
	if err != nil {
		return err
	}
	if reason, detail, none := nothingSeen(&checks.Audit{}, site); none {
		return noSite(w, t, pl, reason, detail, nil)
	}
	if path == "" { // stopped: it can be judged as it is
		path = pl.tape.path
	}
	failed := 0
	for i := range site.Gaps {
		if g := &site.Gaps[i]; !g.Outside && !g.Sampled {
			failed++
		}
	}
	if !pl.quiet {
		say(w.stdout, t.warc.collected, site.Office.Home, len(site.Pages), len(site.Documents), failed)
		say(w.stdout, t.warc.collectedAt, path)
	} else {
		say(w.stdout, "%s", path)
	}
	if halted(ctx, pl, site) {
		return &failure{code: exitStopped, text: t.reach.stoppedEarly}
	}
	return nil
}

// chooseFolder gives the folder for what a run writes: the one asked for, that of
// an interrupted run of the same crawl, or a new one.
func chooseFolder(w world, pl *plan) string {
	if pl.out != "" {
		return pl.out
	}
	day := pl.asOf.Format(time.DateOnly)
	if pl.tape != nil && !pl.tape.offline {
		if open := pl.tape.unfinished(pl, w.now()); open != "" {
			return open
		}
	}
	return freeFolder(folderFor(pl.office.Home, day))
}
