package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/extract/html"
	"github.com/truatweb/truatweb/checks/extract/text"
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
		auditing:  realAuditing,
	}
}

// readers lists the document readers; of two that read a kind the later wins.
func readers() *extract.Set { return extract.NewSet(text.Reader{}, html.Reader{}) }

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

func realAuditing(p *plan, standards []*rules.Standard, _ string, seen func(event)) (auditing, error) {
	if _, err := newCrawler(p, standards, seen); err != nil {
		return nil, err
	}
	return unwired{}, nil
}

// unwired stands where the auditor will.
type unwired struct{}

// Audit says that it cannot.
func (unwired) Audit(context.Context, checks.Office, match.When) (*checks.Audit, *checks.Site, error) {
	return nil, nil, errUnwired
}

// newCrawler makes the crawler that a plan asks for, steered by the words of the
// standards.
func newCrawler(p *plan, standards []*rules.Standard, seen func(event)) (*crawl.Crawler, error) {
	network, err := crawl.NewNet(p.allowPrivate, p.only)
	if err != nil {
		return nil, err
	}
	steerer, problems := match.Compile(standards)
	if len(problems) > 0 {
		return nil, fmt.Errorf("compiling the rules: %s", problems[0])
	}
	return crawl.New(crawl.Options{
		Reader: readers(), Steerer: steerer, Net: network, MaxPages: p.maxPages, MaxTime: p.maxTime, Rate: p.rate, UserAgent: p.userAgent, Now: time.Now,
		OnEvent: func(e crawl.Event) { seen(event{pages: e.Pages, documents: e.Documents, address: e.URL}) },
	})
}
