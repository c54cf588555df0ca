package main

import (
	"errors"
	"io/fs"

	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// errUnwired is given by parts that this build does not have yet.
var errUnwired = errors.New("not part of this build yet")

// realParts is THE list: every rule pack, document reader, judge and report
// format that the program has.
func realParts() parts {
	return parts{
		standards: realStandards,
		explain:   func(_ *rules.Standard, r *rules.Rule, _ string) string { return r.ID + " " + r.Title },
		prove:     func(*rules.Standard, func(string)) []unheld { return []unheld{{text: errUnwired.Error()}} },
		auditing: func(*plan, []*rules.Standard, string, func(event)) (auditing, error) {
			return nil, errUnwired
		},
	}
}

// realStandards loads the built-in packs with the overlays over them, and asks
// the matcher whether each rule can hold at all.
func realStandards(overlays []fs.FS) ([]*rules.Standard, []rules.Problem) {
	standards, problems := rules.LoadAll(nil, overlays, nil, match.Vocabulary())
	if len(problems) > 0 {
		return nil, problems
	}
	_, problems = match.Compile(standards)
	return standards, problems
}
