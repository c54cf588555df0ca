package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks/match"
)

// The values of --until: a run ends when all was seen, or once every item that
// words lead to was found or declared none.
const (
	untilSeen    = "seen"
	untilDecided = "decided"
)

// mostWorkers bounds the pages fetched at once.
const mostWorkers = 64

// reachFlags are the flags of how far and how fast a crawl goes, as typed.
type reachFlags struct {
	until   string
	workers int
}

func (f *reachFlags) flags(fl *pflag.FlagSet, t *texts) {
	fl.StringVar(&f.until, "until", untilSeen, t.reach.flagUntil)
	fl.IntVar(&f.workers, "workers", 1, t.reach.flagWorkers)
}

// reach is how far and how fast a plan's crawl goes.
type reach struct {
	decided bool // ends once all is decided
	workers int  // pages fetched at once; 0 is 1
}

func (f *reachFlags) plan(rate float64, t *texts) (reach, error) {
	until := strings.ToLower(strings.TrimSpace(f.until))
	switch {
	case until != untilSeen && until != untilDecided && until != "":
		return reach{}, usage(fmt.Sprintf(t.reach.badUntil, clip(f.until), nearest(until, []string{untilSeen, untilDecided}, t)), "--until "+untilDecided)
	case f.workers < 0 || f.workers > mostWorkers:
		return reach{}, usage(fmt.Sprintf(t.reach.badWorkers, strconv.Itoa(f.workers), mostWorkers), "--workers 4")
	case f.workers > 1 && rate > 0:
		return reach{}, usage(t.reach.workersNeedNoRate, "--rate 0 --workers "+strconv.Itoa(f.workers))
	}
	return reach{decided: until == untilDecided, workers: f.workers}, nil
}

// enough says when a crawl knows enough, nil for never.
func (pl *plan) enough(s *match.Steerer) func() bool {
	if !pl.decided {
		return nil
	}
	s.Often()
	chosen := standardIDs(pl.report)
	return func() bool { return s.Decided(chosen...) }
}
