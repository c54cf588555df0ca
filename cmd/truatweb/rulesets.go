package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/truatweb/truatweb/rules"
)

// loadStandards loads the built-in packs under the overlays. All mistakes of
// all rule files are told at once.
func loadStandards(p parts, dirs []string, t *texts) ([]*rules.Standard, error) {
	var overlays []fs.FS
	for _, d := range dirs {
		info, err := os.Stat(d)
		if err != nil {
			return nil, &failure{code: exitUsage, text: fmt.Sprintf(t.rulesUnread, d), next: t.rulesUnreadNext, cause: err}
		}
		if !info.IsDir() {
			return nil, usage(fmt.Sprintf(t.rulesNoFolder, d), "--rules "+filepath.Dir(d))
		}
		overlays = append(overlays, os.DirFS(d))
	}
	standards, problems := p.standards(overlays)
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b rules.Problem) int {
			return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
		})
		f := &failure{code: exitUsage, text: fmt.Sprintf(t.rulesFaulty, len(problems)), next: t.rulesFaultyNext}
		for _, pr := range problems {
			f.lines = append(f.lines, located(pr, dirs))
		}
		return nil, f
	}
	n := 0
	for _, s := range standards {
		n += len(s.Rules())
	}
	if n == 0 {
		return nil, usage(t.rulesNone, t.rulesNoneNext)
	}
	return standards, nil
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
