package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/checks/warc"
)

// judgeFlags are the flags of judge as typed.
type judgeFlags struct {
	out, office, home, asOf, ocr string
	format, failOn               []string
	rules                        ruleSet
	fy                           int
	quiet                        bool
}

func newJudge(w world, p parts, t *texts) *cobra.Command {
	var f judgeFlags
	c := &cobra.Command{
		Use: "judge " + t.warc.argFile, Short: t.warc.judgeShort, Long: t.warc.judgeLong, Example: t.warc.judgeExample,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(t.warc.judgeWants, "truatweb judge report-example/site.warc.gz")
			}
			return nil
		},
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", t.warc.flagJudgeOut)
	fl.StringSliceVarP(&f.format, "format", "f", nil, fmt.Sprintf(t.flagFormat, strings.Join(formatNames(p.formats), ",")))
	fl.StringVar(&f.home, "home", "", t.warc.flagJudgeHome)
	fl.StringVar(&f.office, "office", "", t.warc.flagJudgeOffice)
	fl.StringVar(&f.asOf, "as-of", "", t.warc.flagJudgeAsOf)
	fl.IntVar(&f.fy, "fy", 0, t.warc.flagJudgeFY)
	f.rules.flags(fl, t)
	fl.StringSliceVar(&f.failOn, "fail-on", nil, t.flagFailOn)
	fl.StringVar(&f.ocr, "ocr", ocrAuto, t.flagOCR)
	fl.BoolVarP(&f.quiet, "quiet", "q", false, t.flagQuiet)
	c.RunE = func(c *cobra.Command, args []string) error {
		chosen, judged, err := loadStandards(p, f.rules, t)
		if err != nil {
			return err
		}
		path := inFolder(args[0])
		old, err := warc.Open(path, crawl.Spell)
		if err != nil {
			return archiveFailure(t, args[0], err)
		}
		k := &tape{now: w.now, version: w.version, t: t, offline: true, old: old}
		defer k.Close()
		pl, err := f.plan(w, p, t, path, k)
		if err != nil {
			return err
		}
		pl.report = chosen
		return perform(c.Context(), w, p, t, pl, judged)
	}
	return c
}

// archiveFailure words why a file cannot be judged.
func archiveFailure(t *texts, path string, err error) error {
	var not *warc.NotWARC
	switch {
	case errors.As(err, &not):
		return usage(fmt.Sprintf(t.warc.foreign, path, orSelf(t.warc.looks, not.Looks)), t.warc.next)
	case errors.Is(err, fs.ErrNotExist):
		return usage(fmt.Sprintf(t.warc.missing, path), t.warc.next)
	}
	return &failure{code: exitUsage, text: fmt.Sprintf(t.warc.unread, path), next: t.warc.nextAnother, cause: err}
}

// plan checks what was typed against what the file says.
func (f *judgeFlags) plan(w world, p parts, t *texts, path string, k *tape) (*plan, error) {
	pl := &plan{tape: k, data: noArchive, out: f.out, lang: t.lang, quiet: f.quiet, browser: browserOff}
	var err error
	if pl.formats, err = chooseFormats(f.format, p.formats, t); err != nil {
		return nil, err
	}
	if pl.failOn, err = parseFailOn(f.failOn, t); err != nil {
		return nil, err
	}
	if f.ocr != ocrAuto && f.ocr != ocrOff {
		return nil, usage(fmt.Sprintf(t.badOCR, clip(f.ocr)), "--ocr "+ocrOff)
	}
	if pl.ocr = f.ocr == ocrAuto; w.cache != "" {
		pl.cache = filepath.Join(w.cache, "ocr")
	}
	if k.old.Answers() == 0 {
		return nil, usage(fmt.Sprintf(t.warc.noPages, path), t.warc.next)
	}
	if err := f.whose(pl, t, path); err != nil {
		return nil, err
	}
	return pl, f.tell(w, t, path, pl)
}

// whose settles the office and what its crawl was told. Of another program's file
// everything is let in, since nothing is asked for.
func (f *judgeFlags) whose(pl *plan, t *texts, path string) error {
	old := pl.tape.old
	info := old.Info()
	var told settings
	if json.Unmarshal(info.Settings, &told) == nil && info.Own {
		pl.maxPages, pl.maxTime, pl.userAgent, pl.only, pl.allowPrivate, pl.alone = told.MaxPages, told.MaxTime, told.UserAgent, told.Only, told.Private, told.Alone
		pl.tape.renderer = told.Renderer
		pl.decided, pl.workers = told.Decided, told.Workers
	} else {
		pl.maxPages, pl.allowPrivate = old.Answers()+1, []string{"0.0.0.0/0", "::/0"}
	}
	pl.office = info.Office
	var err error
	if f.office != "" {
		if pl.office, _, err = readOffice(f.office, t); err != nil {
			return err
		}
		if info.Office.Home != "" && f.home == "" {
			pl.office.Home = info.Office.Home
		}
	}
	if f.home != "" {
		if pl.office.Home, _, err = homeOf(f.home, t); err != nil {
			return err
		}
	}
	if pl.office.Home == "" {
		pl.office.Home = old.Home()
	}
	if pl.office.Home == "" {
		return usage(fmt.Sprintf(t.warc.noHome, path), t.warc.nextHome)
	}
	return nil
}

// tell settles the day to judge for, by default that for which the crawl was
// made, and says what is judged.
func (f *judgeFlags) tell(w world, t *texts, path string, pl *plan) error {
	old := pl.tape.old
	course, told := old.Course(), judgedFor{}
	day, fy := f.asOf, f.fy
	_ = json.Unmarshal(old.Info().Told, &told) // what it does not say is taken from its dates
	if day == "" && told.AsOf != "" {
		day = told.AsOf
		if fy == 0 {
			fy = told.FiscalYear
		}
	}
	at := course.Started
	if at.IsZero() {
		at = w.now()
	}
	var err error
	if pl.asOf, pl.fiscalYear, pl.derived, err = dayAndYear(day, fy, at, t); err != nil {
		return err
	}
	if pl.quiet {
		return nil
	}
	if damage, torn := old.Damage(); torn || course.StoppedBy == crawl.StoppedCut {
		say(w.stderr, t.warc.torn, path)
	} else if damage != nil {
		say(w.stderr, t.warc.damagedLine, path, damage)
	}
	local := at.In(thai.Bangkok())
	say(w.stderr, t.warc.judging, path, thai.FormatDateLong(local), local.Format(time.DateOnly))
	return nil
}
