package warc

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Answer gives the n-th exchange of an address, from 0; nil if there is none. Its
// body is to be closed.
func (a *Archive) Answer(url string, n int) (*checks.Exchange, error) {
	list := a.answers[a.spell(url)]
	if n < 0 || n >= len(list) {
		return nil, nil
	}
	return a.exchange(url, list[n], true)
}

// Last gives the last exchange of an address; nil if there is none.
func (a *Archive) Last(url string) (*checks.Exchange, error) {
	return a.Answer(url, len(a.answers[a.spell(url)])-1)
}

// Drawn gives the n-th drawing of an address; nil if there is none.
func (a *Archive) Drawn(url string, n int) (*checks.Drawing, error) {
	list := a.drawings[a.spell(url)]
	if n < 0 || n >= len(list) {
		return nil, nil
	}
	rec, done, err := a.record(list[n])
	if err != nil {
		return nil, err
	}
	defer done()
	d := &checks.Drawing{}
	if err := json.Unmarshal([]byte(rec.get(drawingField)), d); err != nil {
		return nil, fmt.Errorf("reading how %s was drawn: %w", url, err)
	}
	d.URL, d.At = url, rec.date
	d.HTML, err = whole(rec.block)
	return d, err
}

// record opens a record. done gives back what it is read with.
func (a *Archive) record(offset int64) (rec *record, done func(), err error) {
	r, _ := a.pool.Get().(*reader)
	r.reset(io.NewSectionReader(a.file, offset, 1<<62-offset))
	rec, err = r.next()
	if err != nil {
		a.pool.Put(r)
		return nil, nil, fmt.Errorf("reading the record at byte %d again: %w", offset, err)
	}
	return rec, func() { a.pool.Put(r) }, nil
}

// exchange reads an exchange; one that refers to another takes what it lacks from
// there.
func (a *Archive) exchange(url string, offset int64, follow bool) (*checks.Exchange, error) {
	rec, done, err := a.record(offset)
	if err != nil {
		return nil, err
	}
	x := &checks.Exchange{URL: url, At: rec.date, IP: rec.get("WARC-IP-Address"), Fault: rec.get(faultField), Cut: rec.get("WARC-Truncated")}
	if f := rec.get(failureField); f != "" {
		x.Failure = &checks.Failure{}
		if err := json.Unmarshal([]byte(f), x.Failure); err != nil {
			done()
			return nil, fmt.Errorf("reading why %s failed: %w", url, err)
		}
	}
	if rec.kind == "metadata" {
		done()
		return x, nil
	}
	if rec.kind == "revisit" {
		x.Cut = ""
	}
	in := bufio.NewReaderSize(rec.block, 16<<10)
	h, err := parseAnswer(in)
	if err != nil && rec.kind != "revisit" {
		done()
		return nil, fmt.Errorf("reading what %s answered: %w", url, err)
	}
	x.Status, x.Proto, x.Header = h.status, h.proto, h.header
	if rec.kind == "revisit" {
		target, unchanged := a.original(rec), rec.get("WARC-Profile") == notModified || h.status == 304
		done()
		return a.again(x, target, unchanged, follow)
	}
	x.Body = &body{h.unchunk(in), done}
	return x, nil
}

// original finds the record that a revisit refers to; -1 if it is not here.
func (a *Archive) original(rec *record) int64 {
	if at := a.exact[exactKey(unbracket(rec.get("WARC-Refers-To-Target-URI")), rec.get("WARC-Refers-To-Date"))]; at > 0 {
		return at - 1
	}
	if d := digestOf(rec); d != "" {
		return a.payloads[d] - 1
	}
	return -1
}

// again completes an exchange whose body stands in another record.
func (a *Archive) again(x *checks.Exchange, offset int64, unchanged, follow bool) (*checks.Exchange, error) {
	if offset < 0 || !follow {
		return &checks.Exchange{URL: x.URL, At: x.At, Failure: &checks.Failure{Reason: checks.NotArchived, Detail: "the record that it refers to is elsewhere"}}, nil
	}
	first, err := a.exchange(x.URL, offset, false)
	if err != nil {
		return nil, err
	}
	x.Body = first.Body
	switch {
	case unchanged:
		x.Earlier = first
	case x.Status == 0:
		x.Status, x.Proto, x.Header = first.Status, first.Proto, first.Header
	}
	return x, nil
}

// body is the body of an exchange that gives its reader back when it is closed.
type body struct {
	io.Reader
	done func()
}

// Close implements io.Closer.
func (b *body) Close() error {
	if b.done != nil {
		b.done()
		b.done, b.Reader = nil, strings.NewReader("")
	}
	return nil
}

// mostUnpacked is how large a file may become that was compressed as a whole.
const mostUnpacked = 8 << 30

// unpack replaces a file that was compressed as a whole by what is in it, in a
// file without a name: nothing can be found again in the former.
func (a *Archive) unpack() error {
	out, err := os.CreateTemp("", "truatweb-warc-*")
	if err != nil {
		return fmt.Errorf("unpacking: %w", err)
	}
	_ = os.Remove(out.Name()) // where the system lets go of names of open files
	r := &reader{}
	r.reset(io.NewSectionReader(a.file, 0, 1<<62))
	for {
		if _, err = r.in.Peek(1); err != nil {
			break
		}
		if err = r.member(); err != nil {
			break
		}
		var n int64
		if n, err = io.Copy(out, io.LimitReader(r.unzip, mostUnpacked)); err != nil {
			break
		}
		if n == mostUnpacked {
			err = errHeaderLong
			break
		}
	}
	var path *os.PathError
	if errors.As(err, &path) {
		_ = out.Close() // it is of no use
		return fmt.Errorf("unpacking: %w", err)
	}
	_ = a.file.Close() // only read from
	a.file = out
	return nil // what is torn shows when it is scanned
}

func sortLoads(l []checks.Load) {
	slices.SortFunc(l, func(x, y checks.Load) int { return strings.Compare(x.Host, y.Host) })
}
