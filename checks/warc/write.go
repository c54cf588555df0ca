package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // the digest that readers of WARC expect; it guards nothing
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// File is what a recording is written to; *os.File is one.
type File interface {
	io.Writer
	io.ReaderAt
	Truncate(size int64) error
	Sync() error
	Close() error
}

// syncEvery is how often what was written is made to outlast a loss of power.
const syncEvery = 10 * time.Second

// leastRepeated is how large a body must be for its repetition to be left out.
const leastRepeated = 256

// Recording writes a crawl to a file. It is safe for concurrent use. After an
// error nothing more is written, and the file ends with its last whole record.
type Recording struct {
	mu     sync.Mutex
	file   File
	path   string
	now    func() time.Time
	infoID string
	end    int64
	buf    bytes.Buffer // of the records being written
	room   []byte       // through which bodies are copied
	fast   *gzip.Writer
	stored *gzip.Writer // for what is packed already
	seen   map[string]earlier
	lines  []string // of the index
	synced time.Time
	failed error
}

// earlier is a record whose body others repeat.
type earlier struct {
	id, target, date string
}

// Create begins a recording in a new file, or in place of an old one.
func Create(path string, info Info, now func() time.Time) (*Recording, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o644) //nolint:gosec // as readable as the reports beside it
	if err != nil {
		return nil, fmt.Errorf("beginning a recording: %w", err)
	}
	return newRecording(f, path, info, now)
}

func newRecording(f File, path string, info Info, now func() time.Time) (*Recording, error) {
	r, err := recordingTo(f, path, now)
	if err == nil {
		err = r.begin(info)
	}
	if err != nil {
		_ = f.Close() // the first error is the one to tell
		return nil, err
	}
	return r, nil
}

func recordingTo(f File, path string, now func() time.Time) (*Recording, error) {
	r := &Recording{file: f, path: path, now: now, seen: map[string]earlier{}, synced: now()}
	var err error
	if r.fast, err = gzip.NewWriterLevel(nil, gzip.BestSpeed); err != nil {
		return nil, fmt.Errorf("beginning a recording: %w", err)
	}
	if r.stored, err = gzip.NewWriterLevel(nil, gzip.NoCompression); err != nil {
		return nil, fmt.Errorf("beginning a recording: %w", err)
	}
	return r, nil
}

func (r *Recording) begin(info Info) error {
	block, err := info.block()
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.infoID = newID()
	f := r.fields("warcinfo", r.infoID, "", info.Started)
	f.add("Content-Type", typeFields)
	return r.commit(func() error { return r.write(f, block, nil, 0, digest(block), r.fast) })
}

// Resume goes on with a file that was read before, behind its last whole record.
// The archive stays what it is.
func Resume(path string, a *Archive, now func() time.Time) (*Recording, error) {
	if a.plain || a.end <= 0 {
		return nil, fmt.Errorf("going on with %s: %w", path, errHeader)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("going on with a recording: %w", err)
	}
	r, err := recordingTo(f, path, now)
	if err == nil {
		r.end = a.end
		if err = r.takeUp(a); err == nil {
			err = r.meta(whatResumed, "", a.Course())
		}
	}
	if err != nil {
		_ = f.Close() // the first error is the one to tell
		return nil, err
	}
	return r, nil
}

// takeUp cuts off what is not whole and learns what the file holds.
func (r *Recording) takeUp(a *Archive) error {
	f, ok := r.file.(*os.File)
	if !ok {
		return errors.New("going on with what is no file")
	}
	if err := f.Truncate(r.end); err != nil {
		return fmt.Errorf("cutting off half a record: %w", err)
	}
	in := &reader{}
	in.reset(io.NewSectionReader(f, 0, r.end))
	for {
		rec, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		var d *damage
		if errors.As(err, &d) && d.past {
			continue
		}
		if err != nil {
			return fmt.Errorf("reading what was recorded: %w", err)
		}
		var h head
		if rec.kind == "response" || rec.kind == "revisit" {
			h, _ = a.headOf(rec) // as none
		}
		if rec.kind == "warcinfo" && r.infoID == "" {
			r.infoID = rec.id()
		}
		end, err := in.after(rec)
		if err != nil {
			continue
		}
		if h.status != 0 {
			r.index(rec.fields, h, rec.offset, end-rec.offset)
		}
	}
	_, err := f.Seek(r.end, io.SeekStart)
	return err
}

// Exchange records a request and what came of it.
func (r *Recording) Exchange(x *checks.Exchange) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.commit(func() error {
		switch {
		case x.Status == 0:
			return r.failure(x)
		case x.Earlier != nil:
			return r.unchanged(x)
		}
		id, err := r.request(x)
		if err != nil {
			return err
		}
		return r.response(x, id)
	})
}

// request writes what was asked, and gives the id that the answer will have.
func (r *Recording) request(x *checks.Exchange) (string, error) {
	id := newID()
	var b bytes.Buffer
	u, err := url.Parse(x.URL)
	if err != nil {
		u = &url.URL{Path: "/"} // the record's own field has the address as it is
	}
	b.WriteString("GET " + u.RequestURI() + " HTTP/1.1\r\nHost: " + u.Host + "\r\n")
	writeHeader(&b, x.Asked)
	f := r.fields("request", newID(), x.URL, x.At)
	f.add("WARC-Concurrent-To", bracket(id))
	f.add("WARC-IP-Address", x.IP)
	f.add("Content-Type", typeRequest)
	return id, r.write(f, b.Bytes(), nil, 0, digest(b.Bytes()), r.fast)
}

// answerOf gives the head of an answer as it stands in a block.
func answerOf(proto string, status int, h http.Header) []byte {
	var b bytes.Buffer
	if !strings.HasPrefix(proto, "HTTP/1.") {
		proto = "HTTP/1.1" // as all readers of WARC expect; the true one has a field
	}
	b.WriteString(proto + " " + strconv.Itoa(status) + " " + http.StatusText(status) + "\r\n")
	writeHeader(&b, h)
	return b.Bytes()
}

// exchanged gives the fields that all records of an answer have.
func (r *Recording) exchanged(kind, id string, x *checks.Exchange) (fields, error) {
	f := r.fields(kind, id, x.URL, x.At)
	f.add("WARC-IP-Address", x.IP)
	if strings.HasPrefix(x.Proto, "HTTP/2") {
		f.add("WARC-Protocol", "h2")
	}
	f.add("Content-Type", typeResponse)
	f.add(faultField, x.Fault)
	if x.Drawing {
		f.add(drawingField, "asset")
	}
	if x.Failure != nil {
		why, err := json.Marshal(x.Failure)
		if err != nil {
			return nil, fmt.Errorf("recording why %s failed: %w", x.URL, err)
		}
		f.add(failureField, string(why))
	}
	return f, nil
}

// response writes an answer; one whose body was recorded before refers to that.
func (r *Recording) response(x *checks.Exchange, id string) error {
	top := answerOf(x.Proto, x.Status, x.Header)
	block, payload, err := r.digests(top, x.Body)
	if err != nil {
		return fmt.Errorf("recording %s: %w", x.URL, err)
	}
	first, known := r.seen[payload]
	if known && x.Cut == "" && x.Size >= leastRepeated {
		f, err := r.exchanged("revisit", id, x)
		if err != nil {
			return err
		}
		refer(&f, sameDigest, first)
		f.add("WARC-Payload-Digest", payload)
		return r.writeAnswer(f, x, top, nil, digest(top))
	}
	f, err := r.exchanged("response", id, x)
	if err != nil {
		return err
	}
	f.add("WARC-Truncated", x.Cut)
	f.add("WARC-Payload-Digest", payload)
	return r.writeAnswer(f, x, top, x.Body, block)
}

func refer(f *fields, profile string, to earlier) {
	f.add("WARC-Profile", profile)
	f.add("WARC-Refers-To", bracket(to.id))
	f.add("WARC-Refers-To-Target-URI", to.target)
	f.add("WARC-Refers-To-Date", to.date)
}

// unchanged writes that a server had nothing new, behind what an earlier crawl
// was given, so that this file is whole by itself.
func (r *Recording) unchanged(x *checks.Exchange) error {
	was := *x.Earlier
	was.URL, was.Body, was.Size = x.URL, x.Body, x.Size
	top := answerOf(was.Proto, was.Status, was.Header)
	block, payload, err := r.digests(top, was.Body)
	if err != nil {
		return fmt.Errorf("recording %s: %w", x.URL, err)
	}
	to := earlier{newID(), x.URL, timeOf(was.At)}
	f, err := r.exchanged("response", to.id, &was)
	if err != nil {
		return err
	}
	f.add(earlierField, "1")
	f.add("WARC-Payload-Digest", payload)
	if err := r.writeAnswer(f, &was, top, was.Body, block); err != nil {
		return err
	}
	id, err := r.request(x)
	if err != nil {
		return err
	}
	if f, err = r.exchanged("revisit", id, x); err != nil {
		return err
	}
	refer(&f, notModified, to)
	f.add("WARC-Payload-Digest", payload)
	top = answerOf(x.Proto, x.Status, x.Header)
	return r.writeAnswer(f, x, top, nil, digest(top))
}

// failure writes that no answer came.
func (r *Recording) failure(x *checks.Exchange) error {
	f, err := r.exchanged("metadata", newID(), x)
	if err != nil {
		return err
	}
	for i := range f {
		if f[i].name == "Content-Type" {
			f[i].value = typeFields
		}
	}
	f.add(whatField, whatFailure)
	var b fields
	if x.Failure != nil {
		b.add("fetchFailed", string(x.Failure.Reason))
		b.add("detail", x.Failure.Detail)
	}
	block := b.lines()
	return r.write(f, block, nil, 0, digest(block), r.fast)
}

// newID makes the id of a record, a random UUID.
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func bracket(id string) string { return "<" + id + ">" }

func timeOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999999Z") }

// base32 as digests in WARC are written.
func spelt(h hash.Hash) string { return "sha1:" + base32.StdEncoding.EncodeToString(h.Sum(nil)) }

func digest(b []byte) string {
	h := sha1.New() //nolint:gosec // see the import
	_, _ = h.Write(b)
	return spelt(h)
}

// digests gives the digest of a whole block and that of the body in it.
func (r *Recording) digests(top []byte, body io.ReadCloser) (block, payload string, err error) {
	s, ok := body.(io.ReadSeeker)
	if !ok {
		return "", "", errors.New("the body cannot be read twice")
	}
	all, part := sha1.New(), sha1.New() //nolint:gosec // see the import
	_, _ = all.Write(top)
	if _, err = r.copy(io.MultiWriter(all, part), s); err == nil {
		_, err = s.Seek(0, io.SeekStart)
	}
	return spelt(all), spelt(part), err
}

// copy copies through the recording's own room, of which there is but one: mu is held.
func (r *Recording) copy(to io.Writer, from io.Reader) (int64, error) {
	const size = 32 << 10
	if r.room == nil {
		r.room = make([]byte, size)
	}
	return io.CopyBuffer(to, from, r.room)
}

// packed reports whether an answer's body does not get any smaller.
func packed(x *checks.Exchange, body io.Reader) bool {
	if e := x.Header.Get("Content-Encoding"); e != "" && e != "identity" {
		return true
	}
	s, ok := body.(io.ReadSeeker)
	if !ok {
		return false
	}
	start, _ := bufio.NewReaderSize(s, 16).Peek(8) // fewer tell enough
	if _, err := s.Seek(0, io.SeekStart); err != nil {
		return false
	}
	for _, magic := range []string{"PK\x03\x04", "\xFF\xD8", "\x89PNG", "GIF8", "Rar!", "\x1f\x8b", "RIFF"} {
		if bytes.HasPrefix(start, []byte(magic)) {
			return true
		}
	}
	return false
}
