package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/warc"
)

// Names in a folder of reports. A crawl is recorded under the passing name, and
// what bears that is gone on with by the same command.
const (
	tapeFile  = "site.warc.gz"
	tapeOpen  = tapeFile + ".open"
	indexFile = "site.cdxj"
)

// staleTape is the age at which a crawl that was interrupted is begun anew: a
// site is to be judged as it was on one day.
const staleTape = 24 * time.Hour

// tape records a run's crawl in the folder of its reports, goes on with one that
// was interrupted, or plays one that was recorded.
type tape struct {
	w       world
	now     func() time.Time
	version string
	quiet   bool
	t       *texts
	since   string // "", a file or folder; sinceAuto or sinceOff
	fresh   bool   // what was interrupted is not gone on with
	offline bool   // only played

	note     func(string)
	dir      *folder
	renderer bool
	info     warc.Info
	path     string

	mu      sync.Mutex
	rec     *warc.Recording
	old     *warc.Archive // what is gone on with, or played
	past    *warc.Archive // an earlier crawl
	trouble error         // of keeping
}

// Values of --since that name no file.
const (
	sinceAuto = "auto"
	sinceOff  = "off"
)

// settings are what a crawl is told: one that was interrupted goes on only under
// the same, and a replay is told them again.
type settings struct {
	Home      string        `json:"home"`
	Scope     []string      `json:"scope,omitempty"`
	Only      []string      `json:"only,omitempty"`
	Private   []string      `json:"allow_private,omitempty"`
	MaxPages  int           `json:"max_pages"`
	MaxTime   time.Duration `json:"max_time"`
	UserAgent string        `json:"user_agent"`
	Renderer  bool          `json:"renderer"`
	Alone     bool          `json:"alone,omitempty"`
	Decided   bool          `json:"until_decided,omitempty"`
	Workers   int           `json:"workers,omitempty"` // the order of a crawl depends on it
}

// judgedFor is the day and year that a crawl was made to be judged for.
type judgedFor struct {
	AsOf       string `json:"as_of"`
	FiscalYear int    `json:"fiscal_year"`
}

func (k *tape) settingsOf(pl *plan) settings {
	return settings{Home: pl.office.Home, Scope: pl.office.Scope, Only: pl.only, Private: pl.allowPrivate, MaxPages: pl.maxPages, MaxTime: pl.maxTime,
		UserAgent: pl.userAgent, Renderer: k.renderer, Alone: pl.alone, Decided: pl.decided, Workers: pl.workers}
}

// undrawn stands for the browser of a crawl that is played: what it drew is in
// the record.
type undrawn struct{}

// Render implements crawl.Renderer.
func (undrawn) Render(context.Context, crawl.Shell) (crawl.Drawn, error) {
	return crawl.Drawn{}, crawl.ErrNoBrowser
}

// thread puts the tape into a crawl's options.
func (k *tape) thread(o crawl.Options) crawl.Options {
	if k == nil {
		return o
	}
	o.Archive, o.Offline = k, k.offline
	if k.offline {
		if o.Renderer = nil; k.renderer {
			o.Renderer = undrawn{}
		}
		return o
	}
	o.Recorder, o.Past = k, k
	k.renderer = o.Renderer != nil
	return o
}

// begin readies the tape for a crawl of the plan's office. What was interrupted
// there is gone on with, if it can be.
func (k *tape) begin(pl *plan, dir *folder, note func(string)) error {
	if k == nil || k.offline {
		return nil
	}
	first := k.dir == nil
	k.letGo()
	k.dir, k.note, k.path = dir, note, filepath.Join(dir.path, tapeOpen)
	if first {
		if err := k.goOn(pl); err != nil {
			return err
		}
		if err := k.openPast(pl); err != nil {
			return err
		}
	}
	if k.rec == nil {
		k.discard()
		k.info = k.infoOf(pl)
	}
	return nil
}

func (k *tape) infoOf(pl *plan) warc.Info {
	i := warc.Info{Software: commandName + " " + k.version, UserAgent: pl.userAgent, Robots: "obey", Started: k.now().UTC(), Office: pl.office}
	// Plain structs of strings and numbers always make JSON.
	i.Settings, _ = json.Marshal(k.settingsOf(pl))
	i.Told, _ = json.Marshal(judgedFor{pl.asOf.Format(time.DateOnly), pl.fiscalYear})
	return i
}

// goOn takes up the record of an interrupted crawl, unless it is of another one.
func (k *tape) goOn(pl *plan) error {
	if _, err := os.Lstat(k.path); errors.Is(err, fs.ErrNotExist) || k.fresh {
		return nil
	}
	old, err := warc.Open(k.path, crawl.Spell)
	if err != nil {
		k.note(fmt.Sprintf(k.t.warc.anew, k.t.warc.anewUnread))
		return nil //nolint:nilerr // it is told, and begun anew
	}
	why := k.unfit(pl, old)
	if why == "" {
		if k.rec, err = warc.Resume(k.path, old, k.now); err == nil {
			k.old = old
			k.note(fmt.Sprintf(k.t.warc.goingOn, old.Answers(), k.dir.path))
			return nil
		}
		_ = old.Close() // only read from
		return k.dir.trouble(err)
	}
	_ = old.Close() // only read from
	if old.Answers() > 0 {
		k.note(fmt.Sprintf(k.t.warc.anew, why))
	}
	return nil
}

// unfit says why an interrupted crawl cannot be gone on with, "" if it can. A
// crawl of an address without a scheme may have come to http.
func (k *tape) unfit(pl *plan, old *warc.Archive) string {
	info := old.Info()
	var was settings
	err := json.Unmarshal(info.Settings, &was)
	want := k.settingsOf(pl)
	if err == nil && pl.bare && was.Home == plainHTTP(want.Home) {
		want.Home = was.Home
	}
	switch {
	case !info.Own || err != nil:
		return k.t.warc.anewVersion
	case !reflect.DeepEqual(was, want):
		return k.t.warc.anewOther
	case k.now().Sub(old.LastRecord()) > staleTape:
		return k.t.warc.anewStale
	case old.Answers() == 0:
		return k.t.warc.anewUnread
	}
	if was.Home != pl.office.Home {
		pl.office.Home, pl.bare = was.Home, false
	}
	return ""
}

// openPast opens the record of an earlier crawl of the same office, where
// requests may be made conditional on it.
func (k *tape) openPast(pl *plan) error {
	path := k.since
	switch path {
	case "", sinceOff:
		return nil
	case sinceAuto:
		if path = k.earlier(pl); path == "" {
			return nil
		}
	}
	past, err := warc.Open(inFolder(path), crawl.Spell)
	if err != nil {
		if k.since == sinceAuto {
			return nil // then all is asked for as if for the first time
		}
		return archiveFailure(k.t, path, err)
	}
	k.past = past
	k.note(fmt.Sprintf(k.t.warc.sinceLine, inFolder(path)))
	return nil
}

// recording gives the recording, begun with the first record: a run that comes to
// nothing leaves no file.
func (k *tape) recording() (*warc.Recording, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rec != nil || k.trouble != nil {
		return k.rec, k.trouble
	}
	k.rec, k.trouble = warc.Create(k.path, k.info, k.now)
	return k.rec, k.trouble
}

// kept takes in what came of keeping something.
func (k *tape) kept(err error) error {
	if err == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.trouble == nil {
		k.trouble = err
	}
	return err
}

// failed is why the crawl could not be kept, nil if it could; err is what the
// crawl itself says of it.
func (k *tape) failed(err error) error {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	var path *fs.PathError
	if k.trouble == nil && errors.As(err, &path) {
		return path
	}
	return k.trouble
}

// played reports whether a recorded crawl is played, and nothing asked for.
func (k *tape) played() bool { return k != nil && k.offline }

// unkept words why the crawl could not be kept.
func (k *tape) unkept(cause error) error {
	if k.offline {
		return archiveFailure(k.t, tapeFile, cause)
	}
	err := k.dir.trouble(cause)
	var f *failure
	if errors.As(err, &f) {
		f.lines = append(f.lines, k.t.warc.keptCause)
	}
	return err
}

// Scratch is the folder for large bodies: where there is room for the record,
// there is room for them.
func (k *tape) Scratch() string {
	if k.dir == nil {
		return ""
	}
	return k.dir.path
}

// Exchange implements crawl.Recorder.
func (k *tape) Exchange(x *checks.Exchange) error {
	r, err := k.recording()
	if err == nil {
		err = r.Exchange(x)
	}
	return k.kept(err)
}

// Drawing implements crawl.Recorder.
func (k *tape) Drawing(d *checks.Drawing) error {
	r, err := k.recording()
	if err == nil {
		err = r.Drawing(d)
	}
	return k.kept(err)
}

// Note implements crawl.Recorder.
func (k *tape) Note(n *checks.Note) error {
	r, err := k.recording()
	if err == nil {
		err = r.Note(n)
	}
	return k.kept(err)
}

// Answer implements crawl.Archive.
func (k *tape) Answer(url string, n int) (*checks.Exchange, error) {
	if k.old == nil {
		return nil, nil
	}
	return k.old.Answer(url, n)
}

// Drawn implements crawl.Archive.
func (k *tape) Drawn(url string, n int) (*checks.Drawing, error) {
	if k.old == nil {
		return nil, nil
	}
	return k.old.Drawn(url, n)
}

// Course implements crawl.Archive.
func (k *tape) Course() checks.Course {
	if k.old == nil {
		return checks.Course{Started: k.info.Started}
	}
	return k.old.Course()
}

// Last implements crawl.Past.
func (k *tape) Last(url string) (*checks.Exchange, error) {
	if k.past == nil {
		return nil, nil
	}
	return k.past.Last(url)
}

// Measured implements auditor.Keeper.
func (k *tape) Measured() map[string]json.RawMessage {
	if k.old == nil {
		return nil
	}
	return k.old.Measured()
}

// Measure implements auditor.Keeper.
func (k *tape) Measure(key string, value json.RawMessage) error {
	r, err := k.recording()
	if err == nil {
		err = r.Measured(key, value)
	}
	return k.kept(err)
}

// End implements auditor.Keeper.
func (k *tape) End(s *checks.Site) error {
	if k.offline {
		return nil
	}
	k.mu.Lock()
	r, trouble := k.rec, k.trouble
	k.mu.Unlock()
	if trouble != nil || r == nil {
		return trouble
	}
	return k.kept(r.End(checks.Course{Started: s.Started, Ended: s.Ended, Stopped: s.Stopped, StoppedBy: s.StoppedBy, Ledger: s.Ledger}))
}

// finish gives the record its lasting name, unless a person stopped the crawl: the
// same command then goes on with it. It gives where the record is, "" if nowhere.
func (k *tape) finish(site *checks.Site) (string, error) {
	if k == nil || k.rec == nil {
		return "", nil
	}
	if err := k.failed(nil); err != nil {
		return "", k.unkept(err)
	}
	if site.Stopped == checks.Stopped {
		if !k.quiet {
			say(k.w.stderr, k.t.warc.stoppedLine, k.path)
		}
		return "", nil
	}
	path := filepath.Join(k.dir.path, tapeFile)
	if err := k.rec.Finish(path, filepath.Join(k.dir.path, indexFile)); err != nil {
		return "", k.dir.trouble(err)
	}
	k.rec = nil
	return path, nil
}

// discard removes a record that is not gone on with, so that it does not seem to
// be this run's if that ends before its first request.
func (k *tape) discard() { _ = os.Remove(k.path) } // Create tells what is wrong with the folder

// letGo closes what is open; a record stays as it is.
func (k *tape) letGo() {
	if k.rec != nil {
		_ = k.rec.Close() // what matters of it was written by and by
	}
	if k.old != nil && !k.offline {
		_ = k.old.Close() // only read from
	}
	if k.past != nil {
		_ = k.past.Close() // only read from
	}
	k.rec, k.past = nil, nil
	if !k.offline {
		k.old = nil
	}
}

// Close closes all.
func (k *tape) Close() {
	if k == nil {
		return
	}
	k.letGo()
	if k.old != nil {
		_ = k.old.Close() // only read from
	}
}
