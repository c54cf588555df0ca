package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// recorded is a failure as it was recorded.
type recorded struct{ checks.Failure }

func (r *recorded) Error() string { return string(r.Reason) + ": " + r.Detail }

// errLacking says that an archive does not hold an address.
var errLacking = &recorded{checks.Failure{Reason: checks.NotArchived}}

// newKeeper puts the keeper between retry and what lies below it, where the
// options ask for one.
func newKeeper(o *Options, live http.RoundTripper, l *ledger, wait sleeper) *keeper {
	if o.Recorder == nil && o.Archive == nil && o.Past == nil {
		return nil
	}
	k := &keeper{live: live, rec: o.Recorder, archive: o.Archive, ledger: l, now: o.Now, sleep: wait, asked: map[string]int{}, drawn: map[string]int{},
		onWay: func() {}, halt: func() {}}
	if o.Offline {
		k.live = nil
	}
	if k.archive != nil {
		k.replay = &body{next: archived{}, page: o.PageLimit, document: o.DocumentLimit, timeout: requestTimeout}
	}
	return k
}

// begin readies the keeper for a crawl that halt ends.
func (k *keeper) begin(halt func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.halt = halt
	if s, ok := k.rec.(scratcher); ok {
		k.scratch = s.Scratch()
	}
	if k.archive != nil {
		k.course = k.archive.Course()
	}
}

// take gives the next exchange that the archive holds of an address; nil if it
// holds none. Offline the last is given again, as a server would.
func (k *keeper) take(at string) (*checks.Exchange, error) {
	k.mu.Lock()
	n := k.asked[at]
	k.asked[at]++
	k.mu.Unlock()
	x, err := k.answer(at, n)
	if err != nil || x != nil {
		return x, err
	}
	k.mu.Lock()
	k.asked[at]--
	k.mu.Unlock()
	if n > 0 && k.live == nil && k.course.Stopped == "" {
		return k.answer(at, n-1)
	}
	return nil, nil
}

// answer looks an address up; what other programs collected also under its
// other spellings and its twins.
func (k *keeper) answer(at string, n int) (*checks.Exchange, error) {
	x, err := k.archive.Answer(at, n)
	if x != nil || err != nil || !k.course.Foreign {
		return x, err
	}
	for _, other := range spellings(at) {
		if x, err = k.archive.Answer(other, n); x != nil || err != nil {
			return x, err
		}
	}
	return nil, nil
}

// spellings lists the other addresses at which an archive may hold the same.
func spellings(at string) []string {
	a, ok := parse(at)
	if !ok {
		return nil
	}
	var out []string
	for _, b := range []address{a, a.key()} {
		for _, scheme := range []string{"http", "https"} {
			for _, www := range []string{"", "www."} {
				b.scheme, b.host = scheme, www+bare(b.host)
				if s := b.String(); s != at && !strings.HasPrefix(b.host, "www.[") {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// fromArchive answers a request from the archive; held is false where that has
// nothing.
func (k *keeper) fromArchive(req *http.Request) (resp *http.Response, err error, held bool) {
	if k.archive == nil || req.Context().Value(drawingKey{}) != nil { // what a browser asks for is recorded by what it drew
		return nil, nil, false
	}
	if req.Context().Err() != nil {
		return nil, req.Context().Err(), true
	}
	x, err := k.take(req.URL.String())
	if err != nil {
		k.fail(fmt.Errorf("reading the archive: %w", err))
		return nil, context.Canceled, true
	}
	if x == nil {
		return nil, nil, false
	}
	if x.Body != nil {
		defer func() { _ = x.Body.Close() }() // only read from
	}
	if x.Status == 0 && x.Failure != nil {
		resp, err = dated(nil, &recorded{*x.Failure}, x.At)
		return resp, err, true
	}
	resp, err = k.replay.RoundTrip(req.WithContext(context.WithValue(req.Context(), exchangeKey{}, x)))
	if x.Failure != nil { // as it was, whatever is made of it now
		resp, err = nil, &recorded{*x.Failure}
	}
	if resp, err = dated(resp, err, x.At); err == nil {
		resp.Header.Set(noteHeld, "1")
	}
	return resp, err, true
}

// lacking says what an address that the archive lacks amounts to. Where a crawl of
// our own was stopped, the replay stops there too; others asked in an order of
// theirs.
func (k *keeper) lacking() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.course.Foreign {
		return errLacking
	}
	switch k.course.StoppedBy {
	case "time", "person", StoppedCut:
		k.missed = true
		return context.Canceled
	}
	return errLacking
}

// StoppedCut is the checks.Site.StoppedBy of what was read from an archive that
// breaks off.
const StoppedCut = "archive"

// ending reports whether the archive has come to where its crawl was stopped.
func (k *keeper) ending() (by string, ended bool) {
	if k == nil {
		return "", false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.course.StoppedBy, k.missed
}

type exchangeKey struct{}

// archived serves the exchange that comes with a request's context as a
// connection would.
type archived struct{}

// RoundTrip implements http.RoundTripper.
func (archived) RoundTrip(req *http.Request) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*checks.Exchange)
	if !ok {
		return nil, errors.New("no exchange to answer with")
	}
	header := x.Header
	if x.Earlier != nil {
		header = x.Earlier.Header
	}
	resp := &http.Response{StatusCode: x.Status, Proto: x.Proto, Header: header.Clone(), ContentLength: -1, Request: req, Body: x.Body}
	if x.Earlier != nil {
		resp.StatusCode = x.Earlier.Status
	}
	if resp.Header == nil {
		resp.Header = http.Header{}
	}
	if resp.Body == nil {
		resp.Body = http.NoBody
	}
	if x.Cut != "" {
		resp.Body = &cutOff{resp.Body}
	}
	strip(resp)
	if x.Fault != "" {
		resp.Header.Set(noteTLS, x.Fault)
	}
	return resp, nil
}

// cutOff is a body that breaks off.
type cutOff struct{ io.ReadCloser }

func (c *cutOff) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// credit adds what hosts were asked for in an earlier part of the crawl.
func (l *ledger) credit(loads []checks.Load) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, was := range loads {
		a := l.of(was.Host)
		a.requests += was.Requests
		a.connections += was.Connections
		a.bytes += was.Bytes
		a.busiest = max(a.busiest, was.BusiestMinute)
		l.bytes += was.Bytes
	}
}

// taping has drawings recorded, and gives those that the archive holds.
type taping struct {
	next Renderer // nil: there is no browser here
	k    *keeper
}

// Render implements Renderer.
func (t *taping) Render(ctx context.Context, s Shell) (Drawn, error) {
	d, err := t.taken(s.URL)
	if err != nil {
		t.k.fail(fmt.Errorf("reading the archive: %w", err))
		return Drawn{}, context.Canceled
	}
	if d != nil {
		return drawnOf(d)
	}
	if t.next == nil {
		return Drawn{}, errors.New("the archive holds no drawing of it")
	}
	return t.live(ctx, s)
}

func (t *taping) taken(at string) (*checks.Drawing, error) {
	if t.k.archive == nil {
		return nil, nil
	}
	t.k.mu.Lock()
	n := t.k.drawn[at]
	t.k.mu.Unlock()
	d, err := t.k.archive.Drawn(at, n)
	if d != nil {
		t.k.mu.Lock()
		t.k.drawn[at]++
		t.k.mu.Unlock()
	}
	if d == nil && err == nil && n > 0 && t.next == nil {
		return t.k.archive.Drawn(at, n-1)
	}
	return d, err
}

func drawnOf(d *checks.Drawing) (Drawn, error) {
	switch {
	case d.None:
		return Drawn{}, fmt.Errorf("%w: %s", ErrNoBrowser, d.Failure)
	case d.Failure != "":
		return Drawn{}, errors.New(d.Failure)
	}
	return Drawn{Final: d.Final, HTML: d.HTML, Requests: d.Requests, Refused: d.Refused, Detail: d.Detail}, nil
}

// live has a page drawn and keeps what came of it.
func (t *taping) live(ctx context.Context, s Shell) (Drawn, error) {
	t.k.leave()
	drawn, err := t.next.Render(ctx, s)
	if ctx.Err() != nil && err != nil || t.k.rec == nil {
		return drawn, err
	}
	kept := checks.Drawing{URL: s.URL, At: t.k.now().UTC().Truncate(time.Microsecond), HTML: drawn.HTML, Final: drawn.Final,
		Requests: drawn.Requests, Refused: drawn.Refused, Detail: drawn.Detail}
	if err != nil {
		kept.None = errors.Is(err, ErrNoBrowser)
		kept.Failure = strings.TrimPrefix(err.Error(), ErrNoBrowser.Error()+": ")
	}
	if trouble := t.k.rec.Drawing(&kept); trouble != nil {
		t.k.fail(trouble)
		return Drawn{}, context.Canceled
	}
	return drawn, err
}
