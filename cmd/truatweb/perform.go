package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// perform runs a plan. Everything that can be known to be wrong is found before
// the crawl begins, so that no hour of crawling is lost to it.
func perform(ctx context.Context, w world, p parts, t *texts, pl *plan, standards []*rules.Standard) error {
	show := newProgress(w, t, pl.quiet)
	defer show.done()
	runner, err := p.auditing(pl, standards, commandName+" "+w.version, show.seen)
	if err != nil {
		return &failure{code: exitUsage, text: t.badNetList, next: t.badNetListNext, cause: err}
	}
	if c, ok := runner.(io.Closer); ok {
		defer func() { _ = c.Close() }() // what it holds on to ends with the program
	}
	defer pl.tape.Close()
	dir, err := openFolder(chooseFolder(w, pl), t)
	if err != nil {
		return err
	}
	defer dir.release()
	show.note(fmt.Sprintf(t.asOfLine, thai.FormatDateLong(pl.asOf), pl.asOf.Format(time.DateOnly)))
	year := t.fyGiven
	if pl.derived {
		year = t.fyDerived
	}
	show.note(fmt.Sprintf(year, strconv.Itoa(pl.fiscalYear)))
	told := pl.report
	if len(told) == 0 {
		told = standards
	}
	if n := len(pl.seeds); n > 0 {
		show.note(fmt.Sprintf(t.review.seeded, n))
	}
	for _, s := range told {
		show.note(fmt.Sprintf(t.standardLine, s.ID, s.Digest))
	}
	a, site, err := conduct(ctx, dir, show, t, pl, func(ctx context.Context, office checks.Office) (*checks.Audit, *checks.Site, error) {
		return runner.Audit(ctx, office, pl.when())
	})
	if err != nil {
		return err
	}
	stopped := halted(ctx, pl, site)
	earlier := pl.before(a.Office, dir.path) // which the reports may replace
	kept := archiveOf(ctx, w, p, t, pl.data, true)
	kept.decisions = pl.decisions
	defer kept.close()
	if last := kept.earlier(a); last != nil {
		earlier = last
	}
	pl.formats = kept.remember(pl.formats, a)
	paths, err := writeReports(w, p, t, dir, pl, a)
	seen := ""      // the record of the site, once it has its lasting name
	if err == nil { // else the same command can write them from the record
		seen, err = pl.tape.finish(site)
	}
	if !pl.tape.played() {
		kept.keep(a, seen, pl)
	}
	reason, detail, none := nothingSeen(a, site)
	news := newsOf(t, a, earlier, reason, none)
	pl.tell(ctx, w, t, &news)
	if none {
		return noSite(w, t, pl, reason, detail, paths)
	}
	report(w, t, pl, a, earlier, &news, paths)
	if err != nil {
		return err
	}
	if kept.failed != nil {
		return kept.failed
	}
	if stopped {
		return &failure{code: exitStopped, text: t.reach.stoppedEarly}
	}
	if ids := pl.failOn.met(a); len(ids) > 0 {
		return &failure{code: exitFailOn, text: fmt.Sprintf(t.failOnMet, len(ids), list(ids, 12))}
	}
	return nil
}

// conduct looks at the plan's office, and where an address without a scheme does
// not answer over https tries it over http.
func conduct(ctx context.Context, dir *folder, show *progress, t *texts, pl *plan,
	look func(context.Context, checks.Office) (*checks.Audit, *checks.Site, error),
) (*checks.Audit, *checks.Site, error) {
	defer show.done()
	told := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(told)
		show.note(t.stopping)
	})
	defer func() {
		switch {
		case !stop():
			<-told
		case ctx.Err() != nil: // asked to stop, and the note had not begun
			show.note(t.stopping)
		}
	}()
	for {
		if err := pl.tape.begin(pl, dir, show.note); err != nil {
			return nil, nil, err
		}
		a, site, err := look(ctx, pl.office)
		if trouble := pl.tape.failed(err); trouble != nil {
			return nil, nil, pl.tape.unkept(trouble)
		}
		if err != nil {
			return nil, nil, &failure{code: exitFailed, text: fmt.Sprintf(t.auditFailed, pl.office.Home), next: t.auditFailedNext, cause: err}
		}
		if why, _, none := nothingSeen(a, site); !none || !pl.bare || ctx.Err() != nil || !otherScheme(why) {
			return a, site, nil
		}
		pl.bare = false
		pl.office.Home = plainHTTP(pl.office.Home)
		show.note(fmt.Sprintf(t.tryingHTTP, pl.office.Home))
	}
}

// halted reports whether a person ended the run before it had seen all it would
// have; what an earlier run recorded is judged whole, whoever ended that.
func halted(ctx context.Context, pl *plan, site *checks.Site) bool {
	return ctx.Err() != nil || site != nil && site.Stopped == checks.Stopped && !pl.tape.played()
}

// otherScheme reports whether a site that cannot be looked at for this reason
// might answer over another scheme.
func otherScheme(why checks.Reason) bool {
	switch why {
	case checks.DNS, checks.Private, checks.OutsideOnly, checks.Stopped:
		return false
	default:
		return true
	}
}

// nothingSeen reports whether no page at all could be looked at, and why.
func nothingSeen(a *checks.Audit, site *checks.Site) (why checks.Reason, detail string, none bool) {
	if site == nil {
		return firstGap(a.Coverage.Gaps, a.Office.Home, a.Coverage.Pages == 0)
	}
	for _, p := range site.Pages {
		switch p.Trouble {
		case "", checks.Placeholder:
			if !p.Outside {
				return "", "", false
			}
		default:
			if why == "" {
				why, detail = p.Trouble, p.Detail
			}
		}
	}
	for _, d := range site.Documents {
		if d.Trouble == "" && !d.Outside {
			return "", "", false
		}
	}
	if g := site.GapAt(site.Home); g != nil {
		return g.Reason, g.Detail, true
	}
	if why != "" {
		return why, detail, true
	}
	if site.Stopped == checks.Stopped {
		return checks.Stopped, "", true
	}
	return firstGap(site.Gaps, site.Home, true)
}

func firstGap(gaps []checks.Gap, home string, none bool) (checks.Reason, string, bool) {
	if !none {
		return "", "", false
	}
	for i := range gaps {
		if gaps[i].URL == home {
			return gaps[i].Reason, gaps[i].Detail, true
		}
	}
	if len(gaps) > 0 {
		return gaps[0].Reason, gaps[0].Detail, true
	}
	return checks.EmptyFile, "", true
}

// writeReports writes every format asked for. One that fails keeps none of the
// others back, and then the record itself is saved where there is room.
func writeReports(w world, p parts, t *texts, dir *folder, pl *plan, a *checks.Audit) ([]string, error) {
	var paths []string
	var failed, missing error
	for _, f := range pl.formats {
		path, err := dir.save(f, a, pl.lang)
		if unprinted(err) {
			missing = noPrinter(t)
			continue
		}
		if err != nil {
			say(w.stderr, t.errorLine, dir.trouble(err).Error())
			if failed == nil {
				failed = dir.trouble(err)
			}
			continue
		}
		paths = append(paths, path)
	}
	if failed == nil {
		return paths, missing
	}
	if saved, err := rescue(w, p, pl, a, dir.path); err == nil {
		say(w.stderr, t.rescued, saved, saved)
	} else {
		say(w.stderr, t.notRescued, err)
	}
	var f *failure
	if errors.As(failed, &f) {
		return paths, &failure{code: f.code, text: t.reportsIncomplete, next: f.next}
	}
	return paths, failed
}

// rescue saves the record of an audit in the first other place that takes it.
func rescue(w world, p parts, pl *plan, a *checks.Audit, failed string) (string, error) {
	record, ok := recordFormat(p.formats)
	if !ok {
		return "", errors.New("this build has no format for the record")
	}
	var all error
	for _, base := range []string{w.scratch, ".", filepath.Dir(failed)} {
		dir, err := os.MkdirTemp(base, "truatweb-rescued-*")
		if err != nil {
			all = errors.Join(all, err)
			continue
		}
		f := &folder{path: dir, create: createDraft}
		path, err := f.save(record, a, pl.lang)
		if err == nil {
			return path, nil
		}
		all = errors.Join(all, err)
		_ = os.Remove(dir)
	}
	return "", all
}
