package main

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// compiler makes rules ready. It keeps the last that it made: who loads rules asks
// whether they can hold, and an audit then wants the same ones.
type compiler struct {
	mu      sync.Mutex
	of      []*rules.Standard
	matcher *match.Matcher
}

func (c *compiler) compile(standards []*rules.Standard) (*match.Matcher, []rules.Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.matcher != nil && slices.Equal(c.of, standards) {
		return c.matcher, nil
	}
	m, problems := match.Compile(standards, technical("", nil)...)
	if len(problems) == 0 {
		c.of, c.matcher = slices.Clone(standards), m
	}
	return m, problems
}

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
func (s *shared) ready(p *plan, standards []*rules.Standard, c *compiler) error {
	s.once.Do(func() {
		var problems []rules.Problem
		if s.matcher, problems = c.compile(standards); len(problems) > 0 {
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
