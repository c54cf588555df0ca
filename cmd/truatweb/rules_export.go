package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/rules"
)

func newRulesExport(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	var out string
	var force bool
	c := &cobra.Command{
		Use: "export", Short: t.rulesExportShort, Long: t.rulesExportLong,
		Example: "  truatweb rules export\n  truatweb rules export --standards ops2563,oia2540 --out rules.xlsx",
		Args:    atMost(0, t),
	}
	c.Flags().StringVarP(&out, "out", "o", "truatweb-rules.xlsx", t.flagExportOut)
	c.Flags().BoolVar(&force, "force", false, t.flagForce)
	c.RunE = func(*cobra.Command, []string) error {
		standards, all, err := loadStandards(p, *set, t)
		if err != nil {
			return err
		}
		var body bytes.Buffer
		if err := p.book(&body, t.exportTitle, commandName+" "+w.version, t.lang, rulesBook(standards, all, p, t)); err != nil {
			return err
		}
		if force {
			if err := os.WriteFile(out, body.Bytes(), 0o644); err != nil {
				return &failure{code: exitFailed, text: fmt.Sprintf(t.fileUnwritten, out), next: t.folderOtherNext, cause: err}
			}
		} else if err := createOnly(out, body.Bytes(), t.exportExistsNext, t); err != nil {
			return err
		}
		say(w.stdout, "%s", out)
		return nil
	}
	return c
}

// rulesBook lays the rules out for reading: a sheet of the standards, and one
// for each.
func rulesBook(standards, all []*rules.Standard, p parts, t *texts) []plainSheet {
	front := plainSheet{name: t.exportTitle, title: t.exportTitle,
		columns: []string{t.colStandard, t.colTitle, t.colEdition, t.colCertainty, t.colSource, t.colRules, t.colExamples, "SHA-256"},
		widths:  []float64{14, 60, 18, 34, 44, 8, 12, 40}}
	out := []plainSheet{front}
	for _, s := range standards {
		sh := plainSheet{name: s.ID, title: s.ID + " " + s.Title,
			columns: []string{t.colID, t.colCategory, t.colTitle, t.colLevel, t.colPeriod, t.colWords, t.colJudged, t.colExamples, t.colAdvice, t.colCertainty, t.colResponsible, t.colReviewer},
			widths:  []float64{16, 24, 40, 10, 16, 50, 100, 54, 40, 24, 26, 26}}
		examples := 0
		for _, c := range s.Categories {
			for i := range c.Rules {
				r := &c.Rules[i]
				examples += len(r.Examples)
				sh.rows = append(sh.rows, []string{r.ID, c.ID + " " + c.Title, r.Title, orSelf(t.levels, string(r.Level)), orSelf(t.periods, string(r.Period)),
					strings.Join(searchWords(r), ", "), judged(all, s, r, p, t), exampleLines(r, p, t), r.Advice, rules.StatusText(s.Status), r.Responsible, r.Reviewer})
			}
		}
		out = append(out, sh)
		out[0].rows = append(out[0].rows, []string{s.ID, s.Title, s.Edition, rules.StatusText(s.Status), s.Source,
			strconv.Itoa(len(s.Rules())), strconv.Itoa(examples), s.Digest})
	}
	return out
}

// searchWords lists the heading words of all ways, each once.
func searchWords(r *rules.Rule) []string {
	var out []string
	had := map[string]bool{}
	for i := range r.FoundWhen {
		for _, word := range r.FoundWhen[i].Heading.All() {
			if !had[word] {
				had[word] = true
				out = append(out, word)
			}
		}
	}
	return out
}

// judged is what a rule read aloud says of how it is judged: its third
// paragraph, since other columns hold the rest.
func judged(all []*rules.Standard, s *rules.Standard, r *rules.Rule, p parts, t *texts) string {
	paragraphs := strings.Split(strings.TrimSpace(p.explain(all, s, r, t.lang)), "\n\n")
	return paragraphs[min(2, len(paragraphs)-1)]
}

func exampleLines(r *rules.Rule, p parts, t *texts) string {
	var out []string
	for _, e := range r.Examples {
		out = append(out, fmt.Sprintf("%s → %s", e.Case, verdictWord(e.Expect, t)))
	}
	return strings.Join(out, "\n")
}
