package crawl

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Limits of one request.
const (
	handshakeTimeout = 10 * time.Second
	headerTimeout    = 20 * time.Second
	requestTimeout   = 60 * time.Second // from dialling to the last byte
	maxHeaderBytes   = 1 << 20
)

// Headers by which the layers tell the crawl what they saw. Whatever a server
// sends under these names is dropped.
const (
	notePrefix    = "X-Truatweb-"
	noteLocation  = notePrefix + "Location"  // where a redirect leads, raw
	noteTruncated = notePrefix + "Truncated" // the body was cut, and why
	noteTries     = notePrefix + "Tries"     // requests made
	noteTLS       = notePrefix + "Tls"       // fault of the certificate
	noteDate      = notePrefix + "Date"      // when it came, RFC 3339
	noteHeld      = notePrefix + "Held"      // it came from an archive
	noteEarlier   = notePrefix + "Earlier"   // the body and most of the head are what an earlier crawl was given
	noteType      = notePrefix + "Type"      // the Content-Type: colly would re-encode a body by it
	noteBody      = notePrefix + "Body"      // by which handing finds it
)

// sleeper waits, or returns the context's error if that ends first.
type sleeper func(ctx context.Context, d time.Duration) error

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// hurried waits a thousandth: for runs without a limit of rate.
func hurried(ctx context.Context, d time.Duration) error { return sleep(ctx, d/1000) }

// stack is the layers of a crawler.
type stack struct {
	http.RoundTripper
	agent  string
	net    *Net
	dial   dialler
	gate   *gate
	polite *polite
	ledger *ledger
	memory *memory
	faulty *faulty
	keeper *keeper   // nil: nothing is kept
	ends   time.Time // when the run's time is up, once the crawl has ended; zero if never
	base   []*http.Transport
}

func newStack(o *Options, wait sleeper) *stack {
	s := &stack{agent: o.UserAgent, net: o.Net, memory: newMemory(), ledger: newLedger(nil, o.Now), polite: newPolite(nil, o, wait)}
	s.dial = s.ledger.dial(o.Net.DialContext, s.polite.meet)
	plain := transport(s.dial, &tls.Config{MinVersion: tls.VersionTLS12}, s.polite.atOnce)
	lax := transport(s.dial, laxTLS(), s.polite.atOnce)
	s.base = []*http.Transport{plain, lax}
	s.faulty = &faulty{strict: plain, lax: lax, seen: map[string]string{}}
	s.ledger.next = &tolerant{next: s.faulty, dial: s.dial, lax: s.faulty.fault, odd: map[string]bool{}}
	s.polite.next = &body{next: &wire{next: s.ledger, past: o.Past}, page: o.PageLimit, document: o.DocumentLimit, timeout: requestTimeout}
	tries := &retry{next: s.polite, now: o.Now, sleep: wait}
	if s.keeper = newKeeper(o, s.polite, s.ledger, wait); s.keeper != nil {
		tries.next, tries.sleep = s.keeper, s.keeper.pause
	}
	s.RoundTripper = tries
	s.gate = newGate(o.UserAgent, o.Net, s.RoundTripper, s.polite.delay)
	return s
}

func (s *stack) close() {
	for _, t := range s.base {
		t.CloseIdleConnections()
	}
}

// transport makes a connection pool that ignores the proxies of the
// environment: a proxy would resolve names out of Net's sight.
func transport(dial dialler, conf *tls.Config, most int) *http.Transport {
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            dial,
		TLSClientConfig:        conf,
		TLSHandshakeTimeout:    handshakeTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
		MaxConnsPerHost:        most,
		MaxIdleConnsPerHost:    most,
		MaxIdleConns:           20,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // the body layer unpacks, within limits
		ForceAttemptHTTP2:      true,
	}
}

// laxTLS reads what no browser would: the fault is noted, and no secret is ever
// sent over such a connection.
func laxTLS() *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS10, InsecureSkipVerify: true} //nolint:gosec // see above
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		c.CipherSuites = append(c.CipherSuites, s.ID)
	}
	return c
}

// faulty reads an office's own hosts although their certificates are faulty, and
// notes the fault.
type faulty struct {
	strict, lax http.RoundTripper
	mu          sync.Mutex
	own         func(host string) bool // nil: none
	seen        map[string]string      // host → its fault
}

// RoundTrip implements http.RoundTripper.
func (f *faulty) RoundTrip(req *http.Request) (*http.Response, error) {
	f.mu.Lock()
	fault, own := f.seen[req.URL.Host], f.own != nil && f.own(req.URL.Host)
	f.mu.Unlock()
	if fault == "" {
		resp, err := f.strict.RoundTrip(req)
		if err == nil {
			strip(resp)
			return resp, nil
		}
		if !own || !isTLS(err) {
			return nil, err
		}
		fault = tlsReason(err)
	}
	resp, err := f.lax.RoundTrip(req)
	if err == nil || unruly(err) {
		f.mu.Lock()
		f.seen[req.URL.Host] = fault
		f.mu.Unlock()
	}
	if err != nil {
		return nil, err
	}
	strip(resp)
	resp.Header.Set(noteTLS, fault)
	return resp, nil
}

// fault is the fault of the certificate of a host that is read all the same, ""
// for none.
func (f *faulty) fault(host string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seen[host]
}

// strip drops headers that only our own layers may set, and hides a redirect
// from the client, which would follow it past scope and robots.txt.
func strip(resp *http.Response) {
	for name := range resp.Header {
		if strings.HasPrefix(name, notePrefix) {
			resp.Header.Del(name)
		}
	}
	if loc := resp.Header.Get("Location"); loc != "" {
		resp.Header.Del("Location")
		resp.Header.Set(noteLocation, loc)
	}
}

// isTLS reports whether an error lies in the handshake.
func isTLS(err error) bool {
	var (
		cert   *tls.CertificateVerificationError
		alert  tls.AlertError
		record tls.RecordHeaderError
	)
	return errors.As(err, &cert) || errors.As(err, &alert) || errors.As(err, &record) ||
		strings.Contains(err.Error(), "tls: ")
}

// tlsReason words a TLS error without the addresses around it.
func tlsReason(err error) string {
	var cert *tls.CertificateVerificationError
	if errors.As(err, &cert) && cert.Err != nil {
		return cert.Err.Error()
	}
	s := err.Error()
	if i := strings.Index(s, "tls: "); i >= 0 {
		s = s[i+len("tls: "):]
	}
	return s
}
