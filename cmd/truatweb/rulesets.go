package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
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
	var unread []rules.Problem
	for _, d := range set.dirs {
		info, err := os.Stat(d)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil, usage(fmt.Sprintf(t.rulesMissing, d, nearestFile(d, t)), t.rulesUnreadNext)
		}
		if err != nil {
			return nil, nil, &failure{code: exitUsage, text: fmt.Sprintf(t.rulesUnread, d), next: t.rulesUnreadNext, cause: err}
		}
		if !info.IsDir() {
			return nil, nil, usage(fmt.Sprintf(t.rulesNoFolder, d), "--rules "+filepath.Dir(d))
		}
		left, held := leftUnread(d, t)
		for _, problem := range left {
			problem.At.File = filepath.Join(d, filepath.FromSlash(problem.At.File))
			unread = append(unread, problem)
		}
		if !held {
			if len(left) == 0 {
				unread = append(unread, rules.Problem{Text: fmt.Sprintf(t.rulesEmpty, d)})
			}
			continue
		}
		overlays = append(overlays, os.DirFS(d))
	}
	all, problems := p.standards(overlays, set.alone)
	problems = append(problems, unread...)
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
		f := &failure{code: exitUsage, text: fmt.Sprintf(t.rulesFaulty, len(problems)), next: t.rulesFaultyNext + ": truatweb rules test" + rulesTyped(set.dirs)}
		from := &layers{p: p, set: set}
		for _, pr := range problems {
			f.lines = append(f.lines, from.problem(pr))
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
	var want, unknown []string
	for _, name := range names {
		i := slices.IndexFunc(all, func(s *rules.Standard) bool { return s.Named(strings.ToLower(name)) })
		if i < 0 {
			unknown = append(unknown, fmt.Sprintf(t.badStandard, clip(name), nearestStandard(name, known, t)))
			continue
		}
		want = append(want, all[i].ID)
	}
	if n := len(unknown); n > 0 {
		return nil, nil, &failure{code: exitUsage, lines: unknown[:n-1], text: unknown[n-1], next: "--standards " + strings.Join(known, ",")}
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

// nearestFile guesses at a mistyped file or folder among those beside it.
func nearestFile(typed string, t *texts) string {
	entries, err := os.ReadDir(filepath.Dir(typed))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return nearest(filepath.Base(typed), names, t)
}

// rulesTyped is how the overlays are typed after a command.
func rulesTyped(dirs []string) string {
	var b strings.Builder
	for _, d := range dirs {
		if strings.ContainsAny(d, " \t") {
			d = `"` + d + `"`
		}
		b.WriteString(" --rules " + d)
	}
	return b.String()
}

// Rule files stand in a folder of their pack, one or two levels deep.
const deepestRules = 2

// leftUnread finds what an overlay's author takes for rule files and the program
// never reads: Notepad's plan.yaml.txt, PLAN.YAML, and files too many folders
// down. Held says whether there is any file that is read.
func leftUnread(dir string, t *texts) (problems []rules.Problem, held bool) {
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		depth := strings.Count(name, "/")
		switch {
		case err != nil, name == ".": // a folder that cannot be opened is told by who loads it
			return nil //nolint:nilerr // as said
		case strings.HasPrefix(e.Name(), ".") && e.IsDir(), e.IsDir() && depth > deepestRules:
			return fs.SkipDir
		case e.IsDir() && ruleSuffix(e.Name()) != "":
			at := rules.Position{File: name, Line: 1, Column: 1}
			problems = append(problems, rules.Problem{At: at, Text: fmt.Sprintf(t.rulesIsFolder, strings.TrimSuffix(e.Name(), path.Ext(e.Name())))})
			return fs.SkipDir
		case e.IsDir(), strings.HasPrefix(e.Name(), "."):
			return nil
		}
		at := rules.Position{File: name, Line: 1, Column: 1}
		low := strings.ToLower(e.Name())
		ext := ruleSuffix(strings.TrimSuffix(low, ".txt"))
		if ext == "" {
			return nil
		}
		tail := len(low) - strings.LastIndex(low, ext)
		switch should := e.Name()[:len(e.Name())-tail] + ext; {
		case should != e.Name():
			problems = append(problems, rules.Problem{At: at, Text: fmt.Sprintf(t.rulesMisnamed, should)})
		case depth > deepestRules:
			problems = append(problems, rules.Problem{At: at, Text: fmt.Sprintf(t.rulesTooDeep, strings.SplitN(name, "/", 2)[0]+"/"+e.Name())})
		default:
			held = true
		}
		return nil
	})
	return problems, held
}

// ruleSuffix is the end of a rule file's name in lower case, "" for others.
func ruleSuffix(name string) string {
	if ext := strings.ToLower(path.Ext(name)); ext == ".yaml" || ext == ".yml" {
		return ext
	}
	return ""
}

// arabicDigits writes an id typed in Thai digits as the rules do.
func arabicDigits(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= '๐' && r <= '๙' {
			return '0' + r - '๐'
		}
		return r
	}, id)
}

// findRule finds a rule by "id" or "standard:id", in digits and letters of any
// kind.
func findRule(standards []*rules.Standard, name string) (*rules.Standard, *rules.Rule) {
	name = arabicDigits(strings.TrimSpace(name))
	for _, s := range standards {
		for _, r := range s.Rules() {
			if strings.EqualFold(arabicDigits(r.ID), name) || strings.EqualFold(s.ID+":"+arabicDigits(r.ID), name) {
				return s, r
			}
		}
	}
	return nil, nil
}

// unknownRules tells all names that no rule has; nil if there are none.
func unknownRules(standards []*rules.Standard, names []string, t *texts) error {
	f := &failure{code: exitUsage, next: "truatweb rules list"}
	var unknown []string
	for _, name := range names {
		if _, r := findRule(standards, name); r != nil {
			continue
		}
		text := fmt.Sprintf(t.explainUnknown, clip(name), nearestRule(name, standards, t))
		for _, s := range standards {
			if s.Named(strings.ToLower(name)) {
				text, f.next = fmt.Sprintf(t.explainStandard, clip(name)), "truatweb rules list --standards "+s.ID
			}
		}
		unknown = append(unknown, text)
	}
	switch len(unknown) {
	case 0:
		return nil
	case 1:
		f.text = unknown[0]
	default:
		f.lines, f.text = unknown, fmt.Sprintf(t.explainUnknowns, len(unknown))
	}
	return f
}

// nearestRule guesses at a mistyped id: first at dots left out or put elsewhere,
// as in 1.81.
func nearestRule(name string, standards []*rules.Standard, t *texts) string {
	undotted := func(id string) string {
		return strings.ToLower(strings.NewReplacer(".", "", "-", "", "_", "").Replace(id))
	}
	known := ids(standards)
	name = arabicDigits(name)
	for _, id := range known {
		if undotted(id) == undotted(name) {
			return fmt.Sprintf(t.didYouMean, id)
		}
	}
	return nearest(name, known, t)
}

// nearestStandard guesses at a mistyped standard: also at one cut short, as moit
// is of moit2569.
func nearestStandard(name string, known []string, t *texts) string {
	name = strings.ToLower(name)
	if guess := nearest(name, known, t); guess != "" {
		return guess
	}
	for _, id := range known {
		if len(name) > 1 && (strings.HasPrefix(id, name) || strings.HasPrefix(name, strings.TrimRight(id, "0123456789"))) {
			return fmt.Sprintf(t.didYouMean, id)
		}
	}
	return ""
}
