package crawl

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Recorder keeps what a crawl asks and is answered, in the order in which the
// requests end. It is called from any goroutine. An error of it ends the crawl:
// what cannot be kept is not worth a server's work.
type Recorder interface {
	Exchange(x *checks.Exchange) error
	Drawing(d *checks.Drawing) error
	Note(n *checks.Note) error
}

// scratcher is a Recorder that says where large bodies may lie until they are
// recorded; without, it is the system's folder for temporary files.
type scratcher interface{ Scratch() string }

// Archive gives back what was recorded: a crawl asks it first, and the network
// for what it does not hold.
type Archive interface {
	// Answer gives the n-th exchange of an address, from 0; nil if there is none.
	Answer(url string, n int) (*checks.Exchange, error)
	// Drawn gives the n-th drawing of an address; nil if there is none.
	Drawn(url string, n int) (*checks.Drawing, error)
	// Course says how the crawl went that was recorded.
	Course() checks.Course
}

// Past gives what an earlier crawl was answered last at an address: where the
// server says that nothing has changed since, that is taken again.
type Past interface {
	Last(url string) (*checks.Exchange, error)
}

// keeper stands between the tries for an address and the network: it answers
// from the archive what that holds, and has recorded what is asked live.
type keeper struct {
	live    http.RoundTripper // nil: never
	scratch string            // folder for large bodies
	buffers sync.Pool         // *bytes.Buffer, for small ones
	replay  http.RoundTripper
	rec     Recorder // nil: nothing is recorded
	archive Archive  // nil: there is none
	course  checks.Course
	ledger  *ledger
	now     func() time.Time
	sleep   sleeper

	went  atomic.Bool // to the network
	onWay func()      // told once before the first live request

	mu      sync.Mutex
	asked   map[string]int // exchanges taken, by address
	drawn   map[string]int // drawings, likewise
	trouble error          // of the recorder
	missed  bool           // the archive ended here, as its crawl did
	halt    func()         // ends the run
}

// tape is what the wire showed of one request. The keeper hands it down with the
// request's context; the layer above the wire fills it.
type tape struct {
	x     checks.Exchange
	body  spool
	whole bool
	err   error // that ended the body
}

type tapeKey struct{}

// again forgets what was written: a layer below the keeper may ask more than
// once.
func (t *tape) again() {
	t.body.drop()
	t.x = checks.Exchange{URL: t.x.URL, Drawing: t.x.Drawing}
	t.body, t.whole, t.err = spool{dir: t.body.dir, buf: t.body.buf}, false, nil
	t.body.buf.Reset()
}

// RoundTrip implements http.RoundTripper.
func (k *keeper) RoundTrip(req *http.Request) (*http.Response, error) {
	if resp, err, held := k.fromArchive(req); held {
		return resp, err
	}
	if k.live == nil {
		return nil, k.lacking()
	}
	k.leave()
	ctx := req.Context()
	buf, _ := k.buffers.Get().(*bytes.Buffer)
	if buf == nil {
		buf = &bytes.Buffer{}
	}
	buf.Reset()
	defer k.buffers.Put(buf)
	t := &tape{body: spool{dir: k.scratch, buf: buf}, x: checks.Exchange{URL: req.URL.String(), Drawing: ctx.Value(drawingKey{}) != nil}}
	defer func() { t.body.drop() }()
	resp, err := k.live.RoundTrip(req.WithContext(context.WithValue(ctx, tapeKey{}, t)))
	if err != nil && ctx.Err() != nil {
		return nil, err // the run ended: it is asked for again when it goes on
	}
	t.x.At = k.now().UTC().Truncate(time.Microsecond)
	if k.rec != nil {
		if kept := k.record(t, resp, err); kept != nil {
			k.fail(kept)
			return nil, context.Canceled
		}
	}
	return dated(resp, err, t.x.At)
}

// leave goes from the archive to the network.
func (k *keeper) leave() {
	if k.went.CompareAndSwap(false, true) {
		k.ledger.credit(k.course.Ledger)
		k.onWay()
	}
}

// record finishes an exchange and has it kept.
func (k *keeper) record(t *tape, resp *http.Response, err error) error {
	if t.body.err != nil {
		return t.body.err
	}
	x := &t.x
	if err != nil {
		reason, detail := why(err)
		x.Failure = &checks.Failure{Reason: reason, Detail: detail, Again: mayPass(err), Silent: isTimeout(err) || hungUp(err)}
	}
	if x.Status != 0 && !t.whole {
		switch {
		case errors.Is(err, errSlow) || t.err != nil && isTimeout(t.err):
			x.Cut = checks.CutTime
		case t.err != nil:
			x.Cut = checks.CutDisconnect
		default:
			x.Cut = checks.CutLength
		}
	}
	if resp != nil {
		x.Fault = resp.Header.Get(noteTLS)
	}
	var open error
	if x.Body, open = t.body.open(); open != nil {
		return open
	}
	x.Size = t.body.size
	return k.rec.Exchange(x)
}

// fail ends the run: what it does cannot be kept.
func (k *keeper) fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.trouble == nil {
		k.trouble = err
	}
	k.halt()
}

// failed is why the run had to end, nil if it had not.
func (k *keeper) failed() error {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.trouble
}

// pause waits between two tries. What the archive answers is not waited for.
func (k *keeper) pause(ctx context.Context, d time.Duration) error {
	if !k.went.Load() {
		return ctx.Err()
	}
	return k.sleep(ctx, d)
}

// dated notes when an answer came, in the answer or around the error.
func dated(resp *http.Response, err error, at time.Time) (*http.Response, error) {
	if err != nil {
		return nil, &endedAt{err, at}
	}
	resp.Header.Set(noteDate, at.Format(time.RFC3339Nano))
	return resp, nil
}

// endedAt is an error with its time.
type endedAt struct {
	error
	at time.Time
}

func (e *endedAt) Unwrap() error { return e.error }

// wire stands right above the connections and writes down what passes. Where an
// earlier crawl has an answer, it asks whether anything has changed since.
type wire struct {
	next http.RoundTripper
	past Past // nil: none
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	t, _ := req.Context().Value(tapeKey{}).(*tape)
	if t == nil {
		return w.next.RoundTrip(req)
	}
	t.again()
	var earlier *checks.Exchange
	trace := &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		host := c.Conn.RemoteAddr().String()
		if i := strings.LastIndexByte(host, ':'); i > 0 {
			t.x.IP = strings.Trim(host[:i], "[]")
		}
	}}
	asked := req.Clone(httptrace.WithClientTrace(req.Context(), trace))
	if w.past != nil {
		earlier = w.known(asked)
	}
	t.x.Asked = asked.Header
	resp, err := w.next.RoundTrip(asked)
	if err != nil {
		if earlier != nil {
			_ = earlier.Body.Close() // only read from
		}
		return nil, err
	}
	t.x.Status, t.x.Proto, t.x.Header = resp.StatusCode, resp.Proto, received(resp.Header)
	if earlier == nil {
		resp.Body = &taped{ReadCloser: resp.Body, t: t}
		return resp, nil
	}
	if resp.StatusCode != http.StatusNotModified {
		_ = earlier.Body.Close() // only read from
		resp.Body = &taped{ReadCloser: resp.Body, t: t}
		return resp, nil
	}
	return w.unchanged(resp, t, earlier), nil
}

// known makes a request conditional on what an earlier crawl was given, and
// gives that; nil if there is nothing to go by.
func (w *wire) known(req *http.Request) *checks.Exchange {
	x, err := w.past.Last(req.URL.String())
	if err != nil || x == nil {
		return nil // then it is asked for as if for the first time
	}
	tag, date := x.Header.Get("Etag"), x.Header.Get("Last-Modified")
	if x.Body == nil {
		return nil // no answer came
	}
	if x.Status != http.StatusOK || x.Cut != "" || x.Failure != nil || tag == "" && date == "" {
		_ = x.Body.Close() // only read from
		return nil
	}
	if tag != "" {
		req.Header.Set("If-None-Match", tag)
	}
	if date != "" {
		req.Header.Set("If-Modified-Since", date)
	}
	return x
}

// unchanged answers with what the earlier crawl was given, under the headers that
// the server sent now (RFC 9111 §4.3.4).
func (w *wire) unchanged(resp *http.Response, t *tape, earlier *checks.Exchange) *http.Response {
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)) // so that the connection serves again
	_ = resp.Body.Close()                                        // an answer of 304 has no body to lose
	fresh := resp.Header
	resp.Header = earlier.Header.Clone()
	for _, name := range []string{"Date", "Etag", "Last-Modified", "Cache-Control", "Expires", "Set-Cookie", noteTLS} {
		if v, ok := fresh[name]; ok {
			resp.Header[name] = v
		}
	}
	strip(resp)
	resp.Header.Set(noteEarlier, "1")
	if fault := fresh.Get(noteTLS); fault != "" {
		resp.Header.Set(noteTLS, fault)
	}
	resp.StatusCode, resp.Status = earlier.Status, ""
	resp.ContentLength = -1
	resp.Body = &taped{ReadCloser: earlier.Body, t: t}
	t.x.Earlier = earlier
	return resp
}

// received is a header as the server sent it, without the notes of our own
// layers.
func received(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		switch {
		case name == noteLocation:
			out["Location"] = values
		case !strings.HasPrefix(name, notePrefix):
			out[name] = values
		}
	}
	return out
}

// taped writes down a body as it is read.
type taped struct {
	io.ReadCloser
	t *tape
}

func (b *taped) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.t.body.write(p[:n])
	switch {
	case err == io.EOF:
		b.t.whole = true
	case err != nil:
		b.t.err = err
	}
	return n, err
}

// spoolInMemory is how much of a body is held in memory while it is read.
const spoolInMemory = 1 << 20

// spool holds a body until its exchange is recorded: a small one in memory, a
// large one in a file without a name.
type spool struct {
	dir  string
	buf  *bytes.Buffer
	file *os.File
	size int64
	err  error
}

func (s *spool) write(p []byte) {
	if s.err != nil || len(p) == 0 {
		return
	}
	s.size += int64(len(p))
	if s.file == nil && s.buf.Len()+len(p) > spoolInMemory {
		if s.file, s.err = os.CreateTemp(s.dir, ".truatweb-*.tmp"); s.err != nil {
			return
		}
		_ = os.Remove(s.file.Name()) // where the system lets go of names of open files; if not, drop does
		if _, s.err = s.file.Write(s.buf.Bytes()); s.err != nil {
			return
		}
	}
	if s.file == nil {
		s.buf.Write(p)
		return
	}
	_, s.err = s.file.Write(p)
}

// open gives what was written, from its beginning; it can be sought in.
func (s *spool) open() (io.ReadCloser, error) {
	if s.file == nil {
		return held{bytes.NewReader(s.buf.Bytes())}, nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return held{s.file}, err
}

func (s *spool) drop() {
	if s.file != nil {
		_ = s.file.Close() // what was read is recorded, or never will be
		_ = os.Remove(s.file.Name())
	}
}

// held is a body that its spool closes.
type held struct{ io.ReadSeeker }

// Close does nothing.
func (held) Close() error { return nil }

// WriteTo implements io.WriterTo: what lies in memory is written as it is.
func (h held) WriteTo(w io.Writer) (int64, error) {
	if from, ok := h.ReadSeeker.(io.WriterTo); ok {
		return from.WriteTo(w)
	}
	return io.Copy(w, struct{ io.Reader }{h.ReadSeeker})
}
