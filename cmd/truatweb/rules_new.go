package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/rules"
)

// The folder that new rule files go to, and the schema beside them by which an
// editor explains their keys.
const (
	ownRules   = "my-rules"
	schemaFile = "requirement.schema.json"
)

// idShape is an id that can be a file's name on any system.
var idShape = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$`)

func newRulesNew(w world, p parts, t *texts, set *ruleSet) *cobra.Command {
	var out, pack string
	c := &cobra.Command{
		Use: "new " + t.argID, Short: t.rulesNewShort, Long: t.rulesNewLong,
		Example: "  truatweb rules new 1.11\n  truatweb rules new oia.7.6 --pack oia2540 --out ./my-rules",
		Args:    atMost(1, t),
	}
	c.Flags().StringVarP(&out, "out", "o", ownRules, t.flagNewOut)
	c.Flags().StringVar(&pack, "pack", "", t.flagNewPack)
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(t.explainWants, "truatweb rules new 1.11")
		}
		id := arabicDigits(args[0])
		if !idShape.MatchString(id) {
			return usage(fmt.Sprintf(t.newBadID, clip(id)), "truatweb rules new 1.11")
		}
		all, _, err := loadStandards(p, *set, t)
		if err != nil {
			return err
		}
		s, err := packFor(all, id, pack, t)
		if err != nil {
			return err
		}
		known := s.Rule(id)
		if known != nil && len(known.FoundWhen) == 0 {
			return usage(fmt.Sprintf(t.newNotSearched, id, s.ID), "truatweb rules explain "+id)
		}
		dir := packFolder(s)
		category, isNew := categoryFor(s, id)
		body := p.scaffold(rules.Scaffold{ID: id, Category: category, NewCategory: isNew, Known: known != nil,
			Schema: strings.Repeat("../", strings.Count(dir, "/")+1) + schemaFile, Test: "truatweb rules test --rules " + out}, t.lang)
		file := filepath.Join(out, filepath.FromSlash(dir), id+".yaml")
		if err := createOnly(file, body, t.fileExistsNext, t); err != nil {
			return err
		}
		if schema, err := rules.RequirementSchema(); err == nil {
			// An editor does without; one that is there may be of the person's choice.
			_ = createOnly(filepath.Join(out, schemaFile), schema, "", t)
		}
		say(w.stdout, "%s", file)
		if known != nil {
			say(w.stderr, t.newAdds, id, s.ID)
		}
		say(w.stderr, t.newNext, file, rules.Blank, out, out)
		return nil
	}
	return c
}

// createOnly writes a file that is not there yet; exists says what to do where
// it is.
func createOnly(file string, body []byte, exists string, t *texts) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return &failure{code: exitFailed, text: fmt.Sprintf(t.fileUnwritten, file), next: t.folderOtherNext, cause: err}
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage(fmt.Sprintf(t.fileExists, file), exists)
	}
	if err == nil {
		_, err = f.Write(body)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return &failure{code: exitFailed, text: fmt.Sprintf(t.fileUnwritten, file), next: t.folderOtherNext, cause: err}
	}
	return nil
}

// packFor finds the standard that a new id belongs to: the one named, or the one
// whose ids begin alike. Figures alone are those of the founding table.
func packFor(all []*rules.Standard, id, name string, t *texts) (*rules.Standard, error) {
	known := standardIDs(all)
	if name != "" {
		for _, s := range all {
			if s.Named(strings.ToLower(name)) {
				return s, nil
			}
		}
		return nil, usage(fmt.Sprintf(t.badStandard, clip(name), nearestStandard(name, known, t)), "--pack "+strings.Join(known, " | "))
	}
	first, _, _ := strings.Cut(id, ".")
	for _, s := range all {
		if slices.ContainsFunc(s.Rules(), func(r *rules.Rule) bool { return sharedSteps(r.ID, first) > 0 }) {
			return s, nil
		}
	}
	if strings.Trim(first, "0123456789") == "" {
		return all[0], nil
	}
	return nil, usage(fmt.Sprintf(t.newNoPack, id), "truatweb rules new "+id+" --pack "+strings.Join(known, " | "))
}

// packFolder is the folder of a standard's files, with slashes.
func packFolder(s *rules.Standard) string {
	for _, r := range s.Rules() {
		if dir := path.Dir(r.At.File); dir != "." {
			return dir
		}
	}
	return s.ID
}

// categoryFor finds the category of the rule whose id is most like a new one's.
func categoryFor(s *rules.Standard, id string) (category string, isNew bool) {
	steps := strings.Split(id, ".")
	most := 0
	if strings.Trim(steps[0], "0123456789") != "" {
		most = 1 // the letters that all ids of the standard begin with
	}
	for _, r := range s.Rules() {
		if n := sharedSteps(r.ID, id); n > most {
			most, category = n, r.Category
		}
	}
	if category != "" {
		return category, false
	}
	return strings.Join(steps[:max(1, len(steps)-1)], "."), true
}

// sharedSteps counts the steps by which two ids begin alike.
func sharedSteps(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
