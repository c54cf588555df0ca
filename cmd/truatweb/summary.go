package main

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
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
func report(w world, t *texts, pl *plan, a *checks.Audit, paths []string) {
	if pl.quiet {
		say(w.stdout, t.quietResult, pl.office.Home, tally(a, t), strings.Join(paths, " "))
		return
	}
	name := pl.office.Home
	if a.Office.Name != "" {
		name = a.Office.Name + " (" + pl.office.Home + ")"
	}
	say(w.stdout, "\n"+t.resultHead, name)
	say(w.stdout, t.resultSeen, a.Coverage.Pages, a.Coverage.Documents, a.Coverage.Failed)
	if a.Coverage.StoppedBy != "" {
		say(w.stdout, t.resultStopped, orSelf(t.stoppedBy, a.Coverage.StoppedBy))
	}
	if !a.Coverage.FloorMet {
		say(w.stdout, t.resultFloor)
	}
	say(w.stdout, t.resultTally, tally(a, t))
	worst(w, t, a)
	if len(paths) > 0 {
		say(w.stdout, t.resultReports)
		for _, p := range paths {
			say(w.stdout, "  %s", p)
		}
	}
}

// tally counts the leaves by verdict, in the order in which reports do.
func tally(a *checks.Audit, t *texts) string {
	count := map[checks.Verdict]int{}
	for i := range a.Findings {
		if !a.Findings[i].Parent {
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

// worst names required items that failed: those wholly missing first.
func worst(w world, t *texts, a *checks.Audit) {
	var items []*checks.Finding
	for _, v := range []checks.Verdict{checks.Absent, checks.Unreachable, checks.WrongPeriod, checks.Partial} {
		for i := range a.Findings {
			f := &a.Findings[i]
			if !f.Parent && f.Level == string(rules.LevelRequired) && f.Verdict == v {
				items = append(items, f)
			}
		}
	}
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
	return &failure{code: exitNoSite, text: text, next: words.next}
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
