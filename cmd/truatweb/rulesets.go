package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/rules"
)

// ruleSet says which rules a command works with.
type ruleSet struct {
	dirs   []string // overlays over the built-in packs
	names  []string // standards; all if there are none
	drafts bool     // rules in which texts are still to be written will do
	alone  bool     // nothing lies under the overlays
}

// flags adds the flags by which a person chooses.
func (s *ruleSet) flags(fl *pflag.FlagSet, t *texts) {
	fl.StringArrayVar(&s.dirs, "rules", nil, t.flagRules)
	fl.StringSliceVar(&s.names, "standards", nil, t.flagStandards)
}

// loadStandards loads the built-in packs under the overlays. All mistakes of
// all rule files are told at once. Chosen are the standards asked for; judged
// holds besides them those whose verdicts they use.
func loadStandards(p parts, set ruleSet, t *texts) (chosen, judged []*rules.Standard, err error) {
	var overlays []fs.FS
	for _, d := range set.dirs {
		info, err := os.Stat(d)
		if err != nil {
			return nil, nil, &failure{code: exitUsage, text: fmt.Sprintf(t.rulesUnread, d), next: t.rulesUnreadNext, cause: err}
		}
		if !info.IsDir() {
			return nil, nil, usage(fmt.Sprintf(t.rulesNoFolder, d), "--rules "+filepath.Dir(d))
		}
		overlays = append(overlays, os.DirFS(d))
	}
	all, problems := p.standards(overlays, set.alone)
	if !set.drafts {
		for _, s := range all {
			for _, r := range s.Rules() {
				problems = append(problems, r.Blanks...)
			}
		}
	}
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b rules.Problem) int {
			return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
		})
		f := &failure{code: exitUsage, text: fmt.Sprintf(t.rulesFaulty, len(problems)), next: t.rulesFaultyNext}
		for _, pr := range problems {
			f.lines = append(f.lines, located(pr, set.dirs))
		}
		return nil, nil, f
	}
	if len(ids(all)) == 0 {
		return nil, nil, usage(t.rulesNone, t.rulesNoneNext)
	}
	return chooseStandards(all, set.names, t)
}

// chooseStandards finds the standards named, each once and in their own order.
func chooseStandards(all []*rules.Standard, names []string, t *texts) (chosen, judged []*rules.Standard, err error) {
	names = trimAll(names)
	if len(names) == 0 {
		return all, all, nil
	}
	known := standardIDs(all)
	var want []string
	for _, name := range names {
		i := slices.IndexFunc(all, func(s *rules.Standard) bool { return s.Named(strings.ToLower(name)) })
		if i < 0 {
			return nil, nil, usage(fmt.Sprintf(t.badStandard, clip(name), nearest(strings.ToLower(name), known, t)), "--standards "+strings.Join(known, ","))
		}
		want = append(want, all[i].ID)
	}
	chosen = slices.DeleteFunc(slices.Clone(all), func(s *rules.Standard) bool { return !slices.Contains(want, s.ID) })
	return chosen, rules.Resting(all, want), nil
}

func standardIDs(standards []*rules.Standard) []string {
	var out []string
	for _, s := range standards {
		out = append(out, s.ID)
	}
	return out
}

// located prints a mistake with the file as the person can open it.
func located(p rules.Problem, dirs []string) string {
	if p.At.Line == 0 {
		return p.Text
	}
	for i := len(dirs) - 1; i >= 0; i-- {
		path := filepath.Join(dirs[i], filepath.FromSlash(p.At.File))
		if _, err := os.Stat(path); err == nil {
			p.At.File = path
			break
		}
	}
	return p.String()
}

// findRule finds a rule by "id" or "standard:id".
func findRule(standards []*rules.Standard, name string) (*rules.Standard, *rules.Rule) {
	for _, s := range standards {
		for _, r := range s.Rules() {
			if r.ID == name || s.ID+":"+r.ID == name {
				return s, r
			}
		}
	}
	return nil, nil
}
