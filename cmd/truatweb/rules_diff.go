package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// builtIn stands for the built-in rules where a folder is asked for.
const builtIn = "-"

func newRulesDiff(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	var sites string
	var alone bool
	c := &cobra.Command{
		Use: "diff " + t.argOldNew, Short: t.rulesDiffShort, Long: t.rulesDiffLong,
		Example: "  truatweb rules diff - ./my-rules\n  truatweb rules diff ./rules-2569 ./rules-2570 --sites ./sites --standards ops2563",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage(t.diffWants, "truatweb rules diff - ./my-rules --sites ./sites")
			}
			return nil
		},
	}
	c.Flags().StringVar(&sites, "sites", "", t.flagDiffSites)
	c.Flags().BoolVar(&alone, "whole", false, t.flagDiffWhole)
	c.RunE = func(c *cobra.Command, args []string) error {
		d := &rulesDiff{w: w, p: p, t: t}
		for i, side := range []*ruleSide{&d.old, &d.new} {
			one := *set
			if args[i] != builtIn {
				one.dirs = append(slices.Clone(set.dirs), args[i])
				one.alone = alone
			}
			one.drafts = sites == ""
			var err error
			if side.chosen, side.judged, err = loadStandards(p, one, t); err != nil {
				return err
			}
		}
		d.tellRules()
		if sites == "" {
			say(w.stderr, "%s", t.diffNoSites)
			return nil
		}
		kept, err := keptSites(sites)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNoSites):
			return usage(fmt.Sprintf(t.diffSitesUnread, sites), t.diffSitesNext)
		case err != nil:
			return &failure{code: exitUsage, text: fmt.Sprintf(t.diffSitesUnread, sites), cause: err}
		}
		var all turns
		for _, s := range kept {
			n, err := d.judge(c.Context(), s)
			if err != nil {
				return err
			}
			all.add(n)
		}
		say(w.stdout, "\n"+t.diffTotal, len(kept), all.turned(), all.better, all.worse, all.aside, all.same)
		return nil
	}
	return c
}

// ruleSide is one of the two sets of rules that are held against each other.
type ruleSide struct{ chosen, judged []*rules.Standard }

type rulesDiff struct {
	w        world
	p        parts
	t        *texts
	old, new ruleSide
}

// tellRules says which requirements differ.
func (d *rulesDiff) tellRules() {
	n := 0
	told := func(format string, s *rules.Standard, r *rules.Rule) {
		n++
		say(d.w.stdout, format, s.ID+":"+r.ID, cut(plain(r.Title), 80))
	}
	for _, s := range d.new.chosen {
		for _, r := range s.Rules() {
			switch before := ruleOf(d.old.chosen, s.ID, r.ID); {
			case before == nil:
				told(d.t.diffNewRule, s, r)
			case !rules.Alike(before, r):
				told(d.t.diffChangedRule, s, r)
			}
		}
	}
	for _, s := range d.old.chosen {
		for _, r := range s.Rules() {
			if ruleOf(d.new.chosen, s.ID, r.ID) == nil {
				told(d.t.diffGoneRule, s, r)
			}
		}
	}
	if n == 0 {
		say(d.w.stdout, "%s", d.t.diffSameRules)
	}
}

func ruleOf(standards []*rules.Standard, standard, id string) *rules.Rule {
	for _, s := range standards {
		if s.ID == standard {
			return s.Rule(id)
		}
	}
	return nil
}

// turns counts findings by what became of them for the office.
type turns struct{ better, worse, aside, same int }

func (n *turns) add(o turns) {
	n.better += o.better
	n.worse += o.worse
	n.aside += o.aside
	n.same += o.same
}

func (n turns) turned() int { return n.better + n.worse + n.aside }

// judge serves a kept site, collects it once, steered by both sets of rules,
// and judges what was seen by each: what then differs is the rules' doing.
func (d *rulesDiff) judge(ctx context.Context, s *keptSite) (turns, error) {
	day, err := time.ParseInLocation(time.DateOnly, s.AsOf, thai.Bangkok())
	if err != nil {
		return turns{}, usage(fmt.Sprintf(d.t.diffBadDay, s.name, clip(s.AsOf)), `"as_of": "2026-06-15"`)
	}
	origin, stop, err := serveLoopback(ctx, "127.0.0.1:0", s)
	if err != nil {
		return turns{}, &failure{code: exitFailed, text: d.t.demoNoPort, cause: err}
	}
	defer stop()
	office := s.Office
	office.Home = origin + s.Home
	pl := func(report []*rules.Standard) *plan {
		return &plan{office: office, asOf: day, fiscalYear: cmp.Or(s.Fiscal, thai.FiscalYearOf(day)), maxPages: defaultPages, maxTime: defaultTime, browser: browserOff,
			userAgent: commandName + "/" + d.w.version, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}, lang: d.t.lang, report: report}
	}
	var runs []auditing
	for _, side := range []ruleSide{{judged: append(slices.Clone(d.old.judged), d.new.judged...)}, d.old, d.new} {
		run, err := d.p.auditing(pl(side.chosen), side.judged, commandName+" "+d.w.version, func(event) {})
		if err != nil {
			return turns{}, &failure{code: exitFailed, text: fmt.Sprintf(d.t.auditFailed, s.name), cause: err}
		}
		if held, ok := run.(io.Closer); ok {
			defer func() { _ = held.Close() }() // what it holds on to ends with the program
		}
		runs = append(runs, run)
	}
	site, err := runs[0].Collect(ctx, office)
	if err != nil {
		return turns{}, &failure{code: exitFailed, text: fmt.Sprintf(d.t.auditFailed, s.name), cause: err}
	}
	if err := ctx.Err(); err != nil {
		return turns{}, &failure{code: exitStopped, text: d.t.interrupted, cause: err}
	}
	when := pl(nil).when()
	return d.tellSite(s, runs[1].Judge(site, when), runs[2].Judge(site, when)), nil
}

// tellSite lists the findings that differ.
func (d *rulesDiff) tellSite(s *keptSite, before, after *checks.Audit) turns {
	var n turns
	var lines []string
	for i := range after.Findings {
		f := &after.Findings[i]
		was := before.Finding(f.Standard, f.ID)
		old := checks.Untested
		if was != nil {
			old = was.Verdict
		}
		if old == f.Verdict {
			n.same++
			continue
		}
		way := d.t.diffAside
		switch a, b := favour(old), favour(f.Verdict); {
		case was == nil:
			n.aside, way = n.aside+1, d.t.diffAdded
		case b > a:
			n.better, way = n.better+1, d.t.diffBetter
		case b < a:
			n.worse, way = n.worse+1, d.t.diffWorse
		default:
			n.aside++
		}
		line := fmt.Sprintf(d.t.diffTurned, f.Standard+":"+f.ID, cut(plain(f.Title), 60), verdictWord(string(old), d.t), verdictWord(string(f.Verdict), d.t), way)
		if k, ok := s.answer[f.ID]; ok {
			line += fmt.Sprintf(d.t.diffKey, verdictWord(string(k.Verdict), d.t))
		}
		lines = append(lines, line)
	}
	for i := range before.Findings {
		if f := &before.Findings[i]; after.Finding(f.Standard, f.ID) == nil {
			n.aside++
			lines = append(lines, fmt.Sprintf(d.t.diffTurned, f.Standard+":"+f.ID, cut(plain(f.Title), 60), verdictWord(string(f.Verdict), d.t), verdictWord(string(checks.Untested), d.t), d.t.diffAside))
		}
	}
	name := s.name
	if after.Office.Name != "" {
		name += " " + after.Office.Name
	}
	say(d.w.stdout, "\n"+d.t.diffSite, name, strconv.Itoa(n.turned()), n.better, n.worse, n.aside, n.same)
	for _, line := range lines {
		say(d.w.stdout, "%s", line)
	}
	return n
}

// favour orders verdicts by what they do to an office's range of scores: met,
// outside it, left open, and by how much is there of what is not met.
func favour(v checks.Verdict) int {
	switch v {
	case checks.Found:
		return 6
	case checks.DeclaredNone, checks.NotYetDue, checks.NotRequired, checks.Untested:
		return 5
	case checks.NeedsEyes, checks.CouldNotLook:
		return 4
	case checks.Partial:
		return 3
	case checks.WrongPeriod, checks.Unreachable:
		return 2
	default:
		return 1
	}
}
