package checks

import (
	"io"
	"net/http"
	"time"
)

// Exchange is one request of a crawl and what came of it, as it went over the
// wire.
type Exchange struct {
	URL    string
	At     time.Time   // when it ended, UTC
	IP     string      // that answered; "" if not known
	Asked  http.Header // what the request said
	Status int         // 0 if no answer came
	Proto  string      // "HTTP/1.1" …
	Header http.Header // as received
	// Body is as received: without the framing of the transfer, its content
	// encoding kept. A recorder gets one that is an io.ReadSeeker; whoever takes an
	// exchange from an archive closes it.
	Body  io.ReadCloser
	Size  int64  // of Body
	Fault string // of the host's certificate, "" if none
	Cut   string // why Body is not the whole: CutLength, CutTime, CutDisconnect; "" if it is
	// Failure is what the crawl made of it, where that was no answer.
	Failure *Failure
	// Drawing is true of what a browser asked for in order to draw a page.
	Drawing bool
	// Earlier is what an earlier crawl was given, where the server said that nothing
	// has changed since: Body is then the earlier one's.
	Earlier *Exchange
}

// Why the body of an Exchange is not the whole, in the words of WARC.
const (
	CutLength     = "length"     // larger than was wanted
	CutTime       = "time"       // took longer than was waited for
	CutDisconnect = "disconnect" // the other side, or the line, broke off
)

// Failure is why a request came to nothing.
type Failure struct {
	Reason Reason `json:"reason"`
	Detail string `json:"detail,omitempty"`
	Again  bool   `json:"again,omitempty"`  // it may be gone with the next try
	Silent bool   `json:"silent,omitempty"` // nothing was heard at all
}

// Drawing is a page as a browser drew it, or why it did not.
type Drawing struct {
	URL      string    `json:"-"`
	At       time.Time `json:"-"`
	HTML     []byte    `json:"-"`
	Final    string    `json:"final,omitempty"`
	Requests []string  `json:"requests,omitempty"`
	Refused  []string  `json:"refused,omitempty"`
	Detail   string    `json:"detail,omitempty"`
	Failure  string    `json:"failure,omitempty"`    // why there is none
	None     bool      `json:"no_browser,omitempty"` // there is no browser and never will be
}

// Course is how a crawl went.
type Course struct {
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"`
	Stopped   Reason    `json:"stopped,omitempty"`
	StoppedBy string    `json:"stopped_by,omitempty"`
	Ledger    []Load    `json:"load,omitempty"`
	// Spent is the time that it took until it was interrupted.
	Spent time.Duration `json:"spent,omitempty"`
	// Foreign is true for what another program collected: what is not there was
	// not asked for, and nobody knows why.
	Foreign bool `json:"-"`
}

// Note is what a crawl made of an address: how it was come by, and what was
// decided on reading it.
type Note struct {
	URL     string
	At      time.Time
	From    string   // the page that links to it
	Path    []string // from home to here
	Label   string   // of the link
	Charset Charset
	Reason  Reason // of trouble or a gap
	Detail  string
}
