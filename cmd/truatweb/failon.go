package main

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// failOnRequired is the value of --fail-on that stands for any required item
// that failed.
const failOnRequired = "required"

// failOn is what turns the exit code to exitFailOn.
type failOn struct {
	verdicts map[checks.Verdict]bool
	required bool
}

func parseFailOn(list []string, t *texts) (failOn, error) {
	f := failOn{verdicts: map[checks.Verdict]bool{}}
	names := []string{failOnRequired}
	for _, v := range checks.Verdicts() {
		names = append(names, string(v))
	}
	for _, name := range list {
		name = strings.ToLower(strings.TrimSpace(name))
		switch v := checks.Verdict(name); {
		case name == "":
		case name == failOnRequired:
			f.required = true
		case v.Valid() && v != checks.Untested:
			f.verdicts[v] = true
		default:
			return f, usage(fmt.Sprintf(t.badFailOn, clip(name), nearest(name, names, t)), fmt.Sprintf(t.failOnChoices, strings.Join(names, ", ")))
		}
	}
	return f, nil
}

// met lists the ids of the items that meet the condition. Parents repeat their
// parts and items asked for only "if any" never lower anything, so neither counts.
func (f failOn) met(a *checks.Audit) []string {
	var ids []string
	for i := range a.Findings {
		fd := &a.Findings[i]
		if fd.Parent || fd.Level == string(rules.LevelIfAny) {
			continue
		}
		if f.verdicts[fd.Verdict] || f.required && fd.Level == string(rules.LevelRequired) && fd.Verdict.EARL() == "failed" {
			ids = append(ids, fd.ID)
		}
	}
	return ids
}
