package visit

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/truatweb/truatweb/checks"
)

// Kind says what went wrong on the way to an answer.
type Kind string

// The kinds of fault. The first four are the server's, which any citizen meets;
// of the others the cause may lie with the program or the line it runs on.
const (
	Refused   Kind = "refused"   // the machine is there and nobody listens
	Unnamed   Kind = "unnamed"   // the name does not exist
	Handshake Kind = "handshake" // what answers agrees on no encryption
	HungUp    Kind = "hung_up"   // what answers speaks no http
	Guarded   Kind = "guarded"   // this run may not go there
	TimedOut  Kind = "timed_out"
	Lost      Kind = "lost" // no way there, or the name could not be looked up now
)

// Fault is why no answer came. It is kept with the measurement.
type Fault struct {
	Kind   Kind          `json:"kind"`
	Reason checks.Reason `json:"reason"`
	Detail string        `json:"detail,omitempty"` // in the words of the TLS library
}

// Theirs reports whether any citizen would meet the fault.
func (f *Fault) Theirs() bool {
	switch f.Kind {
	case Refused, Unnamed, Handshake, HungUp:
		return true
	}
	return false
}

// FaultOf says what kind of fault an error is.
func FaultOf(err error) *Fault {
	var (
		guard   interface{ Reason() checks.Reason }
		dns     *net.DNSError
		record  tls.RecordHeaderError
		timeout net.Error
	)
	switch {
	case errors.As(err, &guard):
		return &Fault{Kind: Guarded, Reason: guard.Reason()}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Fault{Kind: Unnamed, Reason: checks.DNS}
	case errors.As(err, &dns):
		return &Fault{Kind: Lost, Reason: checks.DNS}
	case errors.As(err, &record):
		return &Fault{Kind: Handshake, Reason: checks.TLS, Detail: "no TLS is spoken on this port"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Fault{Kind: Refused, Reason: checks.SiteDown}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Kind: TimedOut, Reason: checks.Timeout}
	}
	if i := strings.Index(err.Error(), "tls: "); i >= 0 {
		return &Fault{Kind: Handshake, Reason: checks.TLS, Detail: err.Error()[i+len("tls: "):]}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || strings.Contains(err.Error(), "malformed HTTP") {
		return &Fault{Kind: HungUp, Reason: checks.SiteDown}
	}
	return &Fault{Kind: Lost, Reason: checks.SiteDown}
}
