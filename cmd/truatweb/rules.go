package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/rules"
)

func newRules(w world, p parts, t *texts) *cobra.Command {
	set := ruleSet{drafts: true}
	c := group(&cobra.Command{
		Use: "rules", Short: t.rulesShort, Long: t.rulesLong,
		Example: "  truatweb rules list\n  truatweb rules explain 1.5\n  truatweb rules new 1.11\n  truatweb rules test --rules ./my-rules",
	}, t)
	set.flags(c.PersistentFlags(), t)
	c.AddCommand(newRulesList(w, p, t, &set), newRulesExplain(w, p, t, &set), newRulesNew(w, p, t, &set), newRulesTest(w, p, t, &set),
		newRulesTry(w, p, t, &set), newRulesDiff(w, p, t, &set), newRulesSchema(w, t), newRulesExport(w, p, t, &set))
	return c
}

func newRulesList(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: t.rulesListShort, Example: "  truatweb rules list\n  truatweb rules list --standards ops2563 --rules ./my-rules", Args: atMost(0, t),
		RunE: func(*cobra.Command, []string) error {
			standards, _, err := loadStandards(p, *set, t)
			if err != nil {
				return err
			}
			for _, s := range standards {
				say(w.stdout, "%s %s (%s)", s.ID, s.Title, s.Digest)
				tb := table.NewWriter()
				tb.SetStyle(table.StyleLight)
				tb.AppendHeader(table.Row{t.colID, t.colLevel, t.colTitle, t.colPeriod, t.colWays, t.colExamples})
				for _, r := range s.Rules() {
					tb.AppendRow(table.Row{plain(r.ID), orSelf(t.levels, string(r.Level)), cut(plain(r.Title), 64), orSelf(t.periods, string(r.Period)), wayOf(r, t), len(r.Examples)})
				}
				for _, line := range strings.Split(tb.Render(), "\n") {
					say(w.stdout, "%s", line)
				}
			}
			return nil
		},
	}
}

// wayOf names how a rule is judged: the number of ways, or the other means.
func wayOf(r *rules.Rule, t *texts) string {
	switch {
	case len(r.FoundWhen) > 0:
		return strconv.Itoa(len(r.FoundWhen))
	case r.Parts != nil:
		return t.wayParts
	case r.Check != "":
		return t.wayCheck
	case r.SameAs != "":
		return t.waySameAs
	case r.Ask != "":
		return t.wayAsk
	default:
		return "-"
	}
}

func newRulesExplain(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	return &cobra.Command{
		Use: "explain " + t.argID, Short: t.rulesExplainShort, Example: "  truatweb rules explain 1.5",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(t.explainWants, "truatweb rules explain 1.5")
			}
			standards, all, err := loadStandards(p, *set, t)
			if err != nil {
				return err
			}
			from := &layers{p: p, set: *set}
			for i, name := range args {
				s, r := findRule(standards, name)
				if r == nil {
					continue // told below, after those that are known
				}
				if i > 0 {
					say(w.stdout, "")
				}
				where := *r
				where.At.File = from.rule(s.ID, r, r.At.File)
				for _, line := range strings.Split(strings.TrimRight(p.explain(all, s, &where, t.lang), "\n"), "\n") {
					say(w.stdout, "%s", line)
				}
			}
			return unknownRules(standards, args, t)
		},
	}
}

func ids(standards []*rules.Standard) []string {
	var out []string
	for _, s := range standards {
		for _, r := range s.Rules() {
			out = append(out, r.ID)
		}
	}
	return out
}

func newRulesTest(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	return &cobra.Command{
		Use: "test", Short: t.rulesTestShort, Long: t.rulesTestLong, Example: "  truatweb rules test\n  truatweb rules test --rules ./my-rules", Args: atMost(0, t),
		RunE: func(c *cobra.Command, _ []string) error {
			standards, _, err := loadStandards(p, *set, t)
			if err != nil {
				return err
			}
			f := &failure{code: exitUsage, next: t.rulesTestNext + ": truatweb rules test" + rulesTyped(set.dirs)}
			from := &layers{p: p, set: *set}
			for _, s := range standards {
				examples := 0
				for _, r := range s.Rules() {
					examples += len(r.Examples)
				}
				for _, u := range p.prove(s, func(string) {}) {
					at := u.at
					if r := s.Rule(u.rule); r != nil {
						at.File = from.rule(s.ID, r, at.File)
					}
					f.lines = append(f.lines, rules.Problem{At: at, Text: u.rule + ": " + u.text}.String())
				}
				say(w.stdout, t.rulesTested, s.ID, len(s.Rules()), examples)
				if err := c.Context().Err(); err != nil {
					return &failure{code: exitStopped, text: t.interrupted, cause: err}
				}
			}
			if len(f.lines) > 0 {
				f.text = fmt.Sprintf(t.rulesTestFailed, len(f.lines))
				return f
			}
			say(w.stdout, t.rulesTestOK)
			return nil
		},
	}
}
