package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/history"
)

// mostProofs is how many addresses history names with --proofs.
const mostProofs = 500

func newHistory(w world, p parts, t *texts) *cobra.Command {
	x := &t.archive
	var data string
	var proofs bool
	c := &cobra.Command{Use: "history " + x.argOffice, Short: x.historyShort, Long: x.historyLong, Example: "  truatweb history www.example.go.th\n  truatweb history 10703 --proofs",
		Args: exactlyOne(x.historyWants, "truatweb history www.example.go.th", t)}
	dataFlag(c.Flags(), &data, t)
	c.Flags().BoolVar(&proofs, "proofs", false, x.flagProofs)
	c.RunE = func(c *cobra.Command, args []string) (err error) {
		a, err := openArchive(c.Context(), w, p, t, placeOf(w, data), true)
		if err != nil {
			return err
		}
		defer func() { err = archiveTrouble(t, errors.Join(err, a.Close())) }()
		o, err := oneOffice(c.Context(), a, t, args[0])
		if err != nil {
			return err
		}
		past, err := a.Past(c.Context(), o.Key)
		if err != nil {
			return err
		}
		say(w.stdout, x.historyHead, strings.TrimSpace(o.Key+" "+o.Name), len(past))
		steps := history.Steps(past)
		for _, s := range standardsOf(past) {
			tellHistory(w, t, past, steps, s)
		}
		if !proofs {
			return nil
		}
		seen, err := a.Proofs(c.Context(), o.Key)
		if err != nil {
			return err
		}
		tb := table.NewWriter()
		tb.SetStyle(table.StyleLight)
		tb.AppendHeader(table.Row{x.colItem, x.colFirst, x.colLastSeen, x.colAddress})
		for i, s := range seen {
			if i == mostProofs {
				break
			}
			tb.AppendRow(table.Row{plain(s.Standard + ":" + s.ID), t.day(s.First), t.day(s.Last), cut(plain(s.URL), 90)})
		}
		if err := tell(w, tb); err != nil {
			return err
		}
		if more := len(seen) - mostProofs; more > 0 {
			say(w.stdout, t.resultMore, more)
		}
		return nil
	}
	return c
}

// standardsOf lists the standards of all audits, those of the last one first.
func standardsOf(past []reports.Past) []string {
	var out []string
	have := map[string]bool{}
	for i := len(past) - 1; i >= 0; i-- {
		for _, s := range past[i].Standards {
			if !have[s.ID] {
				have[s.ID] = true
				out = append(out, s.ID)
			}
		}
	}
	return out
}

// tellHistory writes one standard's audits as a table, earliest first.
func tellHistory(w world, t *texts, past []reports.Past, steps []*reports.Comparison, standard string) {
	x := &t.archive
	tb := table.NewWriter()
	tb.SetStyle(table.StyleLight)
	tb.AppendHeader(table.Row{x.colID, x.colDay, x.colTally, x.colScore, x.colTurned})
	title, before := "", (*reports.PastStandard)(nil)
	for i := range past {
		s := past[i].Standard(standard)
		if s == nil {
			continue
		}
		title = s.Title
		var words []string
		n := past[i].Tallies(standard)
		for _, v := range append(checks.Verdicts(), checks.Untested) {
			if n[v] > 0 {
				words = append(words, fmt.Sprintf("%s %d", t.verdicts[v], n[v]))
			}
		}
		tb.AppendRow(table.Row{past[i].ID, t.day(past[i].SeenAt), inLines(words, 3), scoreRange(s), turnedSince(t, &past[i], steps[i], s, before)})
		before = s
	}
	say(w.stdout, "\n%s %s", standard, cut(plain(title), 90))
	_ = tell(w, tb) // say has nowhere to tell of an error
}

func scoreRange(s *reports.PastStandard) string {
	switch {
	case s.Low == nil || s.High == nil || s.Of == 0:
		return "-"
	case *s.Low == *s.High:
		return fmt.Sprintf("%.1f %%", *s.Low*100)
	default:
		return fmt.Sprintf("%.1f–%.1f %%", *s.Low*100, *s.High*100)
	}
}

// turnedSince says what turned since the last audit that can be compared.
func turnedSince(t *texts, p *reports.Past, c *reports.Comparison, now, before *reports.PastStandard) string {
	x := &t.archive
	var notes []string
	if before != nil && before.Digest != now.Digest {
		notes = append(notes, x.otherRules)
	}
	if !p.FloorMet {
		notes = append(notes, x.belowFloor)
	}
	if c != nil {
		n := map[reports.Way]int{}
		for _, turn := range c.Turns {
			if turn.Standard == now.ID {
				n[turn.Way]++
			}
		}
		words := ways(t, n)
		if words == "" {
			words = x.nothingTurned
		}
		notes = append([]string{words}, notes...)
	}
	return strings.Join(notes, "\n")
}

// ways names what became of how many items, apart from those that are the same.
func ways(t *texts, n map[reports.Way]int) string {
	var words []string
	for _, way := range reports.Ways() {
		if way != reports.Same && n[way] > 0 {
			name := reports.WayText(way, t.lang)
			if way == reports.Aside {
				name = t.archive.aside
			}
			words = append(words, fmt.Sprintf("%s %d", name, n[way]))
		}
	}
	return strings.Join(words, " · ")
}

// inLines joins texts, so many on a line of a cell.
func inLines(list []string, most int) string {
	var lines []string
	for some := range slices.Chunk(list, most) {
		lines = append(lines, strings.Join(some, " · "))
	}
	return strings.Join(lines, "\n")
}
