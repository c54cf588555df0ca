package crawl

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Reader turns bytes into content. A kind without a reader gives the kind, nil
// content and an error. An error with a method Trouble() checks.Reason says
// what a citizen meets, such as a password.
type Reader interface {
	Read(ctx context.Context, url, contentType string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error)
}

// Steerer says how promising a link is: above 0 promising, 0 neutral, below 0
// to be left to the end.
type Steerer interface {
	Weigh(text, url, context string) float64
}

// Defaults of Options.
const (
	DefaultUserAgent     = "truatweb/1.0 (+https://github.com/truatweb/truatweb)"
	DefaultMaxPages      = 2000
	DefaultMaxDocuments  = 3000
	DefaultPageLimit     = 10 << 20
	DefaultDocumentLimit = 64 << 20
	DefaultMaxKept       = 160 << 20
)

// Options are what a crawl is told. Reader and Net are needed; the zero value of
// the others means the default named.
type Options struct {
	Reader   Reader
	Steerer  Steerer  // nil: all links are neutral
	Renderer Renderer // nil: pages drawn by script become gaps
	Net      *Net

	MaxPages      int           // pages, those outside the scope included
	MaxDocuments  int           //
	MaxBytes      int64         // on the wire, all hosts; 0 is no limit
	MaxKept       int64         // bytes of content in memory, roughly; judging takes some twice as much again
	MaxTime       time.Duration // of the whole run; 0 is no limit
	Reserve       time.Duration // of MaxTime, what is kept for measuring after the crawl: see Crawler.Network
	PageLimit     int64         // bytes of a page after decompression; what is longer is cut
	DocumentLimit int64         // bytes of a file after decompression; what is longer is refused
	// Rate is the number of requests a second and host. 0 is no limit: no gaps,
	// no crawl-delay, and hardly any waiting before a retry.
	Rate float64
	// Hours are those at which servers may be asked. Waiting for them does not
	// count towards MaxTime.
	Hours     Hours
	UserAgent string
	Now       func() time.Time // time.Now
	Seed      uint64           // of the jitter between requests; the Site does not depend on it
	// OnEvent is told of progress, and OnPage of each page and document as it is
	// added to the Site, both from the goroutine that called Crawl. Site.Find
	// knows what was added only after Site.Index, which costs a walk through all.
	OnEvent func(Event)
	OnPage  func(*checks.Site, checks.Resource)
	// Spam says of a page as it is added that it is spam through and through: its
	// links are left alone and it proves nothing. nil: no page is.
	Spam func(*checks.Page) bool
	// Keep is given each document with its bytes before it is added, since a Site
	// holds none. The bytes must not be changed.
	Keep func(d *checks.Document, body []byte)
	// Until ends the crawl early when it returns true: enough is known. What is
	// then left counts as sampled, not as stopped.
	Until func() bool
	// FollowOutside lets links out of the scope to other hosts be followed by one
	// hop.
	FollowOutside bool
	// Seeds are asked for first after the home page.
	Seeds []Seed
	// Alone asks for the home page and the files that it links to, and for nothing
	// else but robots.txt: the page is looked at by itself.
	Alone   bool
	Workers int // fetches at once, on different hosts; 1

	// Recorder is given all that is asked and answered, and Archive asked before the
	// network; nil: neither. Past makes requests conditional on what an earlier crawl
	// was given.
	Recorder Recorder
	Archive  Archive
	Past     Past
	// Offline asks nothing but Archive: what that lacks becomes gaps, and the Site
	// bears its times.
	Offline bool
}

// The kinds of Event.
const (
	EventPage     = "page"
	EventDocument = "document"
	EventGap      = "gap"
	EventDone     = "done"
	EventWait     = "wait" // told from any goroutine: nothing is asked until Until, of the host in URL or at all
)

// Event is a sign of progress.
type Event struct {
	Kind      string
	URL       string
	Reason    checks.Reason // of a gap
	Pages     int           // so far
	Documents int
	Gaps      int
	Queued    int // addresses known and not yet asked for
	Until     time.Time
}

// Crawler crawls a site by one set of options. All that it is asked to do shares
// one pace for each machine, one reading of each robots.txt and one ledger, so
// one is made for each audit, and it crawls one site at a time.
type Crawler struct {
	o      Options
	wait   sleeper
	once   sync.Once
	shared *stack
}

// layers gives what every request of the crawler passes.
func (c *Crawler) layers() *stack {
	c.once.Do(func() { c.shared = newStack(&c.o, c.wait) })
	return c.shared
}

// New checks the options and fills in defaults.
func New(o Options) (*Crawler, error) {
	switch {
	case o.Reader == nil:
		return nil, errors.New("making a crawler: no reader")
	case o.Net == nil:
		return nil, errors.New("making a crawler: no net")
	case o.Offline && o.Archive == nil:
		return nil, errors.New("making a crawler: offline without an archive")
	case o.Rate < 0, math.IsNaN(o.Rate), math.IsInf(o.Rate, 0):
		return nil, fmt.Errorf("making a crawler: rate %v is no number of requests a second", o.Rate)
	case o.MaxPages < 0, o.MaxDocuments < 0, o.MaxBytes < 0, o.MaxKept < 0, o.MaxTime < 0, o.Reserve < 0, o.PageLimit < 0, o.DocumentLimit < 0, o.Workers < 0:
		return nil, errors.New("making a crawler: a limit is below zero")
	}
	fill(&o.MaxPages, DefaultMaxPages)
	fill(&o.MaxDocuments, DefaultMaxDocuments)
	fill(&o.MaxKept, DefaultMaxKept)
	fill(&o.PageLimit, DefaultPageLimit)
	fill(&o.DocumentLimit, DefaultDocumentLimit)
	fill(&o.UserAgent, DefaultUserAgent)
	fill(&o.Workers, 1)
	o.PageLimit = min(o.PageLimit, o.DocumentLimit)
	o.Reserve = min(o.Reserve, o.MaxTime/2)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OnEvent == nil {
		o.OnEvent = func(Event) {}
	}
	c := &Crawler{o: o, wait: sleep}
	if o.Rate == 0 {
		c.wait = hurried
	}
	return c, nil
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Crawl fetches an office's site. Whatever the site does, the result is a Site
// with gaps; an error means that the office has no usable home address. When
// ctx ends, the Site so far comes back at once, marked as stopped. An error of
// the Recorder or the Archive ends it too.
func (c *Crawler) Crawl(ctx context.Context, office checks.Office) (*checks.Site, error) {
	home, ok := parse(office.Home)
	if !ok {
		return nil, fmt.Errorf("crawling %q: no http or https address", office.Home)
	}
	sc, err := newScope(office, home)
	if err != nil {
		return nil, fmt.Errorf("crawling %s: %w", office.Home, err)
	}
	r := newRun(c, office, home, sc)
	defer r.stack.close()
	site := r.crawl(ctx)
	if err := r.stack.keeper.failed(); err != nil {
		return nil, fmt.Errorf("crawling %s: %w", office.Home, err)
	}
	return site, nil
}
