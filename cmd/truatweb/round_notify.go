package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks/round"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/cockpit"
)

// Bounds in bytes of what goes with a mail: of the file, which a slow line must
// send in the time of one try, and of what is packed into it.
const (
	mostSent   = 1 << 20
	mostPacked = 16 << 20
)

// longestSummary is how long a worker may take to sum a round up and to tell.
const longestSummary = 30 * time.Minute

// notify tells whom the flags name what a round brought. Whatever fails is said,
// and no more.
func (c *crew) notify(ctx context.Context, k *cockpit.Cockpit, index string) {
	if c.base.notifier == nil {
		return
	}
	if abs, err := filepath.Abs(index); err == nil {
		index = abs
	}
	n := k.News(commandName+" "+c.w.version, index)
	for _, names := range [][]string{{roundIndex, roundBook}, {roundIndex}} {
		if body, err := packed(filepath.Dir(index), names...); err == nil && len(body) <= mostSent {
			n.Files = []reports.NewsFile{{Name: "truatweb-round.zip", Type: "application/zip", Body: body}}
			break
		}
	}
	c.base.tell(ctx, c.w, c.t, &n)
}

// packed makes a zip file of files of a folder.
func packed(dir string, names ...string) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		if err := packOne(z, filepath.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func packOne(z *zip.Writer, path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	to, err := z.Create(filepath.Base(path))
	if err != nil {
		return err
	}
	if n, err := io.Copy(to, io.LimitReader(f, mostPacked+1)); err != nil || n > mostPacked {
		return errors.Join(err, errors.New("too large to send"))
	}
	return nil
}

// summer sums up the rounds that a worker ends, beside its work.
type summer struct {
	c    *crew
	d    *round.Desk
	work sync.WaitGroup
	one  sync.Mutex // writes at a time
}

// note sums a round up once its last office has ended with this worker. It never
// fails the round: what goes wrong is said.
func (s *summer) note(e round.Event) {
	if e.Kind != round.EventDone || s.c.out == "" {
		return
	}
	s.work.Go(func() {
		s.one.Lock()
		defer s.one.Unlock()
		defer func() {
			if p := recover(); p != nil {
				say(s.c.w.stderr, s.c.t.round.noSummary, e.Round, fmt.Sprint(p))
			}
		}()
		ctx, cancel := context.WithTimeout(context.Background(), longestSummary) // also once the worker is asked to end
		defer cancel()
		k, index, err := writeRound(ctx, s.c.w, s.c.p, s.c.t, s.d, e.Round, filepath.Join(s.c.out, folderName("round-"+e.Round)))
		if err != nil {
			say(s.c.w.stderr, s.c.t.round.noSummary, e.Round, err.Error())
			return
		}
		say(s.c.w.stdout, s.c.t.round.written, index)
		s.c.notify(ctx, k, index)
	})
}

// close lets go of what the crew's audits had in common.
func (c *crew) close() {
	if c.base.shared != nil {
		_ = c.base.shared.Close() // what it holds on to ends with the program
	}
}
