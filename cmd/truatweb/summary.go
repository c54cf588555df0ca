package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/rules"
)

// worstShown is how many missing items the result names; the reports hold all.
const worstShown = 10

// recordName names the format that is the record of an audit.
const recordName = "json"

func recordFormat(formats []format) (format, bool) {
	for _, f := range formats {
		if f.name == recordName {
			return f, true
		}
	}
	return format{}, false
}

// report tells the result on stdout: what was looked at, how many of each
// verdict, the worst of what is missing, and where the reports are.
func report(w world, t *texts, pl *plan, a, earlier *checks.Audit, news *reports.News, paths []string) {
	if pl.quiet {
		say(w.stdout, t.quietResult, pl.office.Home, news.Headline(t.lang), strings.Join(paths, " "))
		return
	}
	name := pl.office.Home
	if a.Office.Name != "" {
		name = a.Office.Name + " (" + pl.office.Home + ")"
	}
	say(w.stdout, "\n"+t.resultHead, name)
	say(w.stdout, t.resultSeen, a.Coverage.Pages, a.Coverage.Documents, a.Coverage.Failed)
	if a.Coverage.DecidedAfter > 0 {
		say(w.stdout, t.reach.decidedAfter, a.Coverage.DecidedAfter, a.Coverage.Pages+a.Coverage.Documents)
	}
	if a.Coverage.StoppedBy != "" {
		say(w.stdout, t.resultStopped, orSelf(t.stoppedBy, a.Coverage.StoppedBy))
	}
	if !a.Coverage.FloorMet {
		say(w.stdout, t.resultFloor)
	}
	for _, line := range tallies(a, t) {
		say(w.stdout, t.resultTally, line)
	}
	if earlier != nil {
		say(w.stdout, t.unattended.sinceLast, earlier.AsOf, news.Headline(t.lang))
	}
	worst(w, t, a)
	if len(paths) > 0 {
		say(w.stdout, t.resultReports)
		for _, p := range paths {
			say(w.stdout, "  %s", p)
		}
	}
}

// tallies tells the verdicts on each standard. They are never added up, since
// one observation may count under several.
func tallies(a *checks.Audit, t *texts) []string {
	if len(a.Standards) < 2 {
		return []string{tally(a, t, "")}
	}
	var out []string
	for _, s := range a.Standards {
		if line := tally(a, t, s.ID); line != "" {
			out = append(out, fmt.Sprintf("%s (%s): %s", reports.ForceOf(s.Authority, t.lang), s.ID, line))
		}
	}
	return out
}

// tally counts the leaves of a standard, or of all, by verdict, in the order
// in which reports do.
func tally(a *checks.Audit, t *texts, standard string) string {
	count := map[checks.Verdict]int{}
	for i := range a.Findings {
		if !a.Findings[i].Parent && (standard == "" || a.Findings[i].Standard == standard) {
			count[a.Findings[i].Verdict]++
		}
	}
	var words []string
	for _, v := range checks.Verdicts() {
		if n := count[v]; n > 0 {
			words = append(words, fmt.Sprintf("%s %d", t.verdicts[v], n))
		}
	}
	return strings.Join(words, " · ")
}

// worst names required items that failed, those of the first standard first and
// in each those wholly missing first.
func worst(w world, t *texts, a *checks.Audit) {
	var items []*checks.Finding
	grave := []checks.Verdict{checks.Absent, checks.Unreachable, checks.WrongPeriod, checks.Partial}
	for i := range a.Findings {
		f := &a.Findings[i]
		if !f.Parent && f.Level == string(rules.LevelRequired) && slices.Contains(grave, f.Verdict) {
			items = append(items, f)
		}
	}
	standard := func(f *checks.Finding) int {
		return slices.IndexFunc(a.Standards, func(s checks.StandardUsed) bool { return s.ID == f.Standard })
	}
	slices.SortStableFunc(items, func(x, y *checks.Finding) int {
		return cmp.Or(cmp.Compare(standard(x), standard(y)), cmp.Compare(slices.Index(grave, x.Verdict), slices.Index(grave, y.Verdict)))
	})
	if len(items) == 0 {
		return
	}
	say(w.stdout, t.resultWorst)
	for i, f := range items {
		if i == worstShown {
			say(w.stdout, t.resultMore, len(items)-worstShown)
			break
		}
		say(w.stdout, "  %s%s%s  %s (%s)", w.paint("\x1b[31m"), f.ID, w.paint("\x1b[0m"), f.Title, t.verdicts[f.Verdict])
	}
}

// code is a terminal sequence of our own, which say leaves as it is.
type code []byte

func (c code) Format(s fmt.State, _ rune) { _, _ = s.Write(c) }

func (w world) paint(seq string) code {
	if !w.colour {
		return nil
	}
	return code(seq)
}

// noSite tells why nothing could be looked at and what to do about it. The
// reports, which say the same, were written all the same.
func noSite(w world, t *texts, pl *plan, why checks.Reason, detail string, paths []string) error {
	words, ok := t.noSite[why]
	if !ok {
		words = t.noSite[checks.SiteDown]
	}
	text := fmt.Sprintf(t.noSiteLine, pl.office.Home, words.what)
	if detail != "" {
		text += fmt.Sprintf(t.noSiteDetail, detail)
	}
	if len(paths) > 0 && !pl.quiet {
		say(w.stdout, t.resultReports)
		for _, p := range paths {
			say(w.stdout, "  %s", p)
		}
	}
	code := exitNoSite
	if why == checks.Stopped {
		code = exitStopped // nothing is wrong with the site
	}
	return &failure{code: code, text: text, next: words.next}
}

// list joins ids, the first most of them.
func list(ids []string, most int) string {
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + ", …"
	}
	return strings.Join(ids, ", ")
}

func orSelf(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return key
}
