package main

import (
	"errors"
	"fmt"
	"sync"

	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// shared is what audits of one process have in common: the rules made ready, the
// readers of documents, and the browsers, which are fewer than audits.
type shared struct {
	browsers int
	once     sync.Once
	failed   error
	matcher  *match.Matcher
	read     *extract.Set
	browser  *drawer // nil if there is none
}

func newShared(browsers int) *shared { return &shared{browsers: browsers} }

// ready makes all of it for the first audit.
func (s *shared) ready(p *plan, standards []*rules.Standard) error {
	s.once.Do(func() {
		var problems []rules.Problem
		if s.matcher, problems = match.Compile(standards, technical("", nil)...); len(problems) > 0 {
			s.failed = fmt.Errorf("compiling the rules: %s", problems[0])
			return
		}
		s.read = readers()
		s.browser, s.failed = newDrawer(p, s.browsers)
	})
	return s.failed
}

// Close ends what it holds on to.
func (s *shared) Close() error {
	var all error
	if s.read != nil {
		all = s.read.Close()
	}
	if s.browser != nil {
		all = errors.Join(all, s.browser.Close())
	}
	return all
}
