package warc

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Archive is a file of recorded exchanges, read where it is asked: it holds where
// they stand, not what they are. It is safe for concurrent use.
type Archive struct {
	file  source
	spell func(string) string
	pool  sync.Pool

	answers  map[string][]int64 // by address, spelt in one way
	drawings map[string][]int64
	payloads map[string]int64 // whole responses, by the digest of their bodies
	exact    map[string]int64 // whole responses, by address and date
	measured map[string]json.RawMessage

	info    Info
	home    string // of what was answered first with a page
	course  *checks.Course
	account map[string]*account
	began   time.Time
	last    time.Time
	session time.Time // the last beginning or going on
	spent   time.Duration
	end     int64 // after the last whole record
	records int
	damaged error // the first damage; nil if none
	broken  bool  // the file cannot be read to its end
	plain   bool
}

// source is what an archive is read from.
type source interface {
	io.ReadSeeker
	io.ReaderAt
	io.Closer
}

// account is what a host was asked for, as far as records tell.
type account struct {
	checks.Load
	recent []int64 // seconds of the requests of the last minute, since the epoch
}

// Open reads a file through once. Spell gives an address the one spelling in
// which it is asked for, "" for none; nil leaves addresses as they are. What is
// wrong with a WARC file is told by Damage; an error means that the file cannot
// be read or, as *NotWARC, that it is none.
func Open(path string, spell func(string) string) (*Archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening an archive: %w", err)
	}
	a, err := read(file, spell)
	if err != nil {
		_ = file.Close() // only read from
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return a, nil
}

func read(file source, spell func(string) string) (*Archive, error) {
	a := &Archive{file: file, spell: spell}
	if a.spell == nil {
		a.spell = func(s string) string { return s }
	}
	a.pool.New = func() any { return &reader{} }
	whole, err := a.scan()
	if err == nil && whole {
		if err = a.unpack(); err == nil {
			_, err = a.scan()
		}
	}
	return a, err
}

// ReadInfo reads what a file says of its crawl, and no more of it.
func ReadInfo(path string) (Info, error) {
	file, err := os.Open(path)
	if err != nil {
		return Info{}, fmt.Errorf("opening an archive: %w", err)
	}
	defer func() { _ = file.Close() }() // only read from
	r := &reader{}
	r.reset(file)
	rec, err := r.next()
	if err != nil {
		return Info{}, fmt.Errorf("reading %s: %w", path, err)
	}
	if rec.kind != "warcinfo" {
		return Info{}, nil
	}
	f, err := infoFields(rec)
	if err != nil {
		return Info{}, fmt.Errorf("reading %s: %w", path, err)
	}
	return readInfo(f), nil
}

func infoFields(rec *record) (fields, error) {
	body, err := whole(rec.block)
	if err != nil {
		return nil, err
	}
	return readFields(bufio.NewReader(strings.NewReader(string(body) + "\r\n\r\n")))
}

// Close closes the file.
func (a *Archive) Close() error { return a.file.Close() }

// Info is what the file says of its crawl; an archive of several takes the first.
func (a *Archive) Info() Info { return a.info }

// Home is the address that the crawl began at: as recorded, or the first that was
// answered with a page; "" if none was.
func (a *Archive) Home() string {
	if a.info.Office.Home != "" {
		return a.info.Office.Home
	}
	return a.home
}

// Damage says what could not be read of the file, nil if all could; torn that its
// end is missing.
func (a *Archive) Damage() (err error, torn bool) { return a.damaged, a.broken }

// Answers is the number of addresses that an exchange was recorded of.
func (a *Archive) Answers() int { return len(a.answers) }

// LastRecord is when the last record was made.
func (a *Archive) LastRecord() time.Time { return a.last }

// Finished reports whether the crawl came to its end, be it early.
func (a *Archive) Finished() bool { return a.course != nil }

// Measured gives what was measured beside the crawl, by its key.
func (a *Archive) Measured() map[string]json.RawMessage { return a.measured }

// Course says how the crawl went.
func (a *Archive) Course() checks.Course {
	c := checks.Course{Started: a.began, Ended: a.last, Foreign: !a.info.Own, Spent: a.spent + a.last.Sub(a.session)}
	if a.info.Own && !a.info.Started.IsZero() {
		c.Started = a.info.Started
	}
	if a.course != nil {
		c.Started, c.Ended, c.Stopped, c.StoppedBy, c.Ledger = a.course.Started, a.course.Ended, a.course.Stopped, a.course.StoppedBy, a.course.Ledger
		return c
	}
	for _, h := range a.account {
		c.Ledger = append(c.Ledger, h.Load)
	}
	sortLoads(c.Ledger)
	if a.info.Own || a.broken {
		c.Stopped, c.StoppedBy = checks.Stopped, "archive"
	}
	return c
}

// scan reads all records once and notes where they stand. whole says that they
// were compressed together, so that none can be found again.
func (a *Archive) scan() (whole bool, err error) {
	a.answers, a.drawings, a.payloads, a.exact = map[string][]int64{}, map[string][]int64{}, map[string]int64{}, map[string]int64{}
	a.measured, a.account = map[string]json.RawMessage{}, map[string]*account{}
	a.info, a.course, a.damaged, a.broken, a.records, a.home = Info{}, nil, nil, false, 0, ""
	a.began, a.last, a.session, a.spent, a.end = time.Time{}, time.Time{}, time.Time{}, 0, 0
	if _, err := a.file.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	r := &reader{}
	r.reset(a.file)
	for {
		rec, err := r.next()
		var d *damage
		switch {
		case errors.Is(err, io.EOF):
			a.plain = r.plain
			return r.whole, nil
		case errors.As(err, &d):
			if a.damaged == nil {
				a.damaged = d
			}
			if d.past {
				continue
			}
			if a.records == 0 && !d.torn {
				return false, d // not one record: what begins like a WARC file is none
			}
			a.broken, a.plain = true, r.plain
			return r.whole, nil
		case err != nil:
			return false, err
		}
		note, nonsense := a.look(rec)
		end, err := r.after(rec)
		if errors.As(err, &d) {
			if a.damaged == nil {
				a.damaged = d
			}
			if d.past {
				continue
			}
			a.broken, a.plain = true, r.plain
			return r.whole, nil
		}
		if err != nil {
			return false, err
		}
		a.records++
		a.end = end
		if nonsense == nil && note != nil {
			note()
		}
	}
}

// look reads what has to be known of a record before it is asked for. What it
// gives is to be called once the record proves whole. A record that makes no
// sense is an error, and as none.
func (a *Archive) look(rec *record) (note func(), err error) {
	switch rec.kind {
	case "warcinfo":
		f, err := infoFields(rec)
		if err != nil {
			return nil, err
		}
		return func() {
			if a.info.Software == "" && !a.info.Own {
				a.info = readInfo(f)
				a.session = a.info.Started
			}
		}, nil
	case "response", "revisit":
		h, err := a.headOf(rec)
		if err != nil {
			return nil, err
		}
		return func() { a.answered(rec, h) }, nil
	case "conversion":
		if rec.get(drawingField) == "" {
			return nil, nil
		}
		return func() {
			a.time(rec)
			at := a.spell(rec.target())
			a.drawings[at] = append(a.drawings[at], rec.offset)
		}, nil
	case "metadata":
		return a.lookMetadata(rec)
	case "resource":
		return func() { a.time(rec) }, nil
	}
	return nil, nil
}

// headOf reads the head of the response in a record, zero if it holds none.
func (a *Archive) headOf(rec *record) (head, error) {
	if !isHTTP(rec) {
		return head{}, nil
	}
	r, ok := rec.block.(*io.LimitedReader)
	if !ok || rec.length == 0 {
		return head{}, nil
	}
	h, err := parseAnswer(bufio.NewReaderSize(r, 4<<10))
	if err != nil && rec.kind == "revisit" {
		return head{}, nil // whose block may be empty
	}
	return h, err
}

// isHTTP reports whether a record holds an HTTP message; old files say so by the
// address alone.
func isHTTP(rec *record) bool {
	t := strings.ToLower(rec.get("Content-Type"))
	return strings.HasPrefix(t, "application/http") || t == "" && strings.HasPrefix(rec.target(), "http")
}

func (a *Archive) lookMetadata(rec *record) (note func(), err error) {
	switch rec.get(whatField) {
	case whatFailure:
		return func() { a.answered(rec, head{}) }, nil
	case whatMeasured, whatCourse, whatResumed:
	default:
		return nil, nil
	}
	body, err := whole(rec.block)
	if err != nil {
		return nil, err
	}
	return func() {
		switch rec.get(whatField) {
		case whatMeasured:
			if json.Valid(body) {
				a.measured[rec.get(keyField)] = body
			}
		case whatCourse:
			var c checks.Course
			if json.Unmarshal(body, &c) == nil {
				a.course = &c
			}
		case whatResumed:
			var c checks.Course
			if json.Unmarshal(body, &c) == nil {
				a.session, a.spent, a.last, a.course = rec.date, c.Spent, rec.date, nil
			}
		}
	}, nil
}

// answered notes an exchange.
func (a *Archive) answered(rec *record, h head) {
	at := a.spell(rec.target())
	whole := rec.kind == "response" && h.status != 0 && rec.get("WARC-Truncated") == ""
	if whole {
		if d := digestOf(rec); d != "" && a.payloads[d] == 0 {
			a.payloads[d] = rec.offset + 1 // 0 is none
		}
		a.exact[exactKey(rec.target(), rec.get("WARC-Date"))] = rec.offset + 1
	}
	if rec.get(earlierField) != "" || at == "" {
		return
	}
	if rec.kind != "metadata" && h.status == 0 && rec.kind != "revisit" {
		return // an answer of another protocol
	}
	a.course = nil
	a.time(rec)
	a.charge(rec, h)
	if rec.get(drawingField) != "" {
		return
	}
	a.answers[at] = append(a.answers[at], rec.offset)
	if a.home == "" && h.status == 200 && strings.Contains(strings.ToLower(h.header.Get("Content-Type")), "html") {
		a.home = rec.target()
	}
}

func digestOf(rec *record) string { return strings.ToLower(rec.get("WARC-Payload-Digest")) }

func exactKey(target, date string) string { return date + " " + target }

func (a *Archive) time(rec *record) {
	if rec.date.IsZero() {
		return
	}
	if a.began.IsZero() {
		a.began = rec.date
	}
	if a.session.IsZero() {
		a.session = rec.date
	}
	if rec.date.After(a.last) {
		a.last = rec.date
	}
}

// charge counts an exchange for its host.
func (a *Archive) charge(rec *record, h head) {
	u, err := url.Parse(rec.target())
	if err != nil || h.status == 0 {
		return
	}
	acc := a.account[u.Host]
	if acc == nil {
		acc = &account{Load: checks.Load{Host: u.Host}}
		a.account[u.Host] = acc
	}
	acc.Requests++
	acc.Bytes += rec.length
	now := rec.date.Unix()
	acc.recent = append(acc.recent, now)
	for len(acc.recent) > 0 && acc.recent[0] <= now-60 {
		acc.recent = acc.recent[1:]
	}
	acc.BusiestMinute = max(acc.BusiestMinute, len(acc.recent))
}
