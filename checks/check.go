package checks

import (
	"context"
	"encoding/json"
	"net"
	"time"
)

// Check judges what words and recognisers cannot: certificates, headers, colours.
// Each lives in a package of its own and answers by name to rules that say
// "check: name".
type Check interface {
	// Names lists the names by which rules call on the check, e.g. "tls.version".
	Names() []string
	// Judge answers for one of the names. It is pure: it reads the site and what
	// was measured of it, and touches no network, clock or disk.
	Judge(name string, site *Site, asOf time.Time) Answer
}

// Gatherer is a check that needs to know more than a crawl sees. What it
// measures is kept with the site, so that judging can be repeated without the
// network.
type Gatherer interface {
	Check
	// Key names the measurement in Site.Measured.
	Key() string
	// Gather measures. What the site does wrong is part of the measurement; an
	// error means that nothing could be measured at all.
	Gather(ctx context.Context, site *Site, n Network) (json.RawMessage, error)
}

// Network is the only way out that a gatherer has: every address is looked at
// when it is dialled, and every host is asked no faster than the crawl does.
type Network interface {
	// DialContext connects. An address that this run may not reach is an error
	// with a method Reason() Reason, and nothing is sent or resolved.
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
	// Wait waits for the host's turn, for a connection that asks for nothing.
	Wait(ctx context.Context, host string) error
	// Ask waits for the turn of an address's host, for one request to it, and gives
	// the context to make the request with, by which it is counted. An address that
	// robots.txt disallows is an error with a method Reason() Reason.
	Ask(ctx context.Context, address string) (context.Context, error)
}

// Answer is what a check concludes about one requirement. An answer that the
// check cannot give is could_not_look with a reason, never a guess.
type Answer struct {
	Verdict  Verdict
	Reasons  []Reason
	Evidence []Evidence // the Why of each says how a person can repeat it
	Parts    *Tally
	Question string // what a person is asked where the verdict is needs_eyes, Thai
	Nearest  []Miss
	// Crawled says that the answer rests on what the crawl saw: where that was not
	// enough to call anything absent, absent becomes could_not_look.
	Crawled bool
}
