package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/notify"
)

// mostJitter is the longest that a run may be asked to wait.
const mostJitter = 24 * time.Hour

// unattendedFlags are the flags of a run that nobody watches, as typed.
type unattendedFlags struct {
	notify []string
	when   string
	jitter time.Duration
}

func (f *unattendedFlags) flags(fl *pflag.FlagSet, t *texts) {
	fl.StringSliceVar(&f.notify, "notify", nil, t.unattended.flagNotify)
	fl.StringVar(&f.when, "notify-when", string(notify.Change), t.unattended.flagNotifyWhen)
	fl.DurationVar(&f.jitter, "jitter", 0, t.unattended.flagJitter)
}

// unattended is what a plan does besides auditing.
type unattended struct {
	notifier *notify.Notifier // nil tells nobody
	when     notify.When
	jitter   time.Duration
	// previous finds the audit before this one of the same office, of those beside
	// a folder of reports; nil looks nowhere.
	previous func(office checks.Office, folder string) (*checks.Audit, bool)
}

// plan checks all of it before anything is fetched.
func (f *unattendedFlags) plan(w world, p parts, t *texts) (unattended, error) {
	u := unattended{when: notify.When(strings.ToLower(strings.TrimSpace(f.when))), jitter: f.jitter,
		previous: func(office checks.Office, folder string) (*checks.Audit, bool) {
			return previousBeside(p, office, folder)
		}}
	if !slices.Contains(notify.Whens(), string(u.when)) {
		return u, usage(fmt.Sprintf(t.unattended.badNotifyWhen, clip(f.when), nearest(f.when, notify.Whens(), t)), "--notify-when "+strings.Join(notify.Whens(), " | "))
	}
	if f.jitter < 0 || f.jitter > mostJitter {
		return u, usage(fmt.Sprintf(t.unattended.badJitter, f.jitter.String()), "--jitter 10m")
	}
	var targets []notify.Target
	for _, s := range trimAll(f.notify) {
		to, err := notify.ParseTarget(s)
		switch {
		case errors.Is(err, notify.ErrKind):
			return u, usage(fmt.Sprintf(t.unattended.badNotifyKind, clip(to.Kind), nearest(to.Kind, notify.Kinds(), t)), t.unattended.notifyExample)
		case err != nil:
			return u, usage(fmt.Sprintf(t.unattended.badNotifyTo, clip(to.String())), t.unattended.notifyExample)
		}
		targets = append(targets, to)
	}
	if len(targets) == 0 {
		return u, nil
	}
	var err error
	if u.notifier, err = notify.New(targets, notify.Options{Env: w.env, Agent: commandName + "/" + w.version}); err != nil {
		return u, settingsFailure(err, t)
	}
	return u, nil
}

// settingsFailure words what the environment lacks, a line each.
func settingsFailure(err error, t *texts) error {
	f := &failure{code: exitUsage, text: t.unattended.notifySettings, next: t.unattended.notifySettingsNext}
	var walk func(error)
	walk = func(err error) {
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range many.Unwrap() {
				walk(e)
			}
			return
		}
		var s *notify.Setting
		switch {
		case !errors.As(err, &s):
			f.lines = append(f.lines, err.Error())
		case s.Why == "":
			f.lines = append(f.lines, fmt.Sprintf(t.unattended.settingMissing, s.Name))
		default:
			f.lines = append(f.lines, fmt.Sprintf(t.unattended.settingWrong, s.Name, s.Why))
		}
	}
	walk(err)
	return f
}

// linger waits a random part of the jitter, so that many machines with one
// timetable do not begin at once. An interrupt ends it, and the run.
func (u *unattended) linger(ctx context.Context, w world, t *texts, quiet bool) error {
	if u.jitter <= 0 {
		return nil
	}
	draw := w.draw
	if draw == nil {
		draw = rand.Int64N
	}
	wait := time.Duration(draw(int64(u.jitter))).Round(time.Second)
	if !quiet {
		say(w.stderr, t.unattended.lingering, wait.String())
	}
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return &failure{code: exitStopped, text: t.interrupted}
	}
}

// before finds the audit before this one; nil if there is none.
func (u *unattended) before(office checks.Office, folder string) *checks.Audit {
	if u.previous == nil {
		return nil
	}
	a, ok := u.previous(office, folder)
	if !ok {
		return nil
	}
	return a
}

// newsOf words what an audit brought; why is the reason if nothing could be looked at.
func newsOf(t *texts, a, earlier *checks.Audit, why checks.Reason, none bool) reports.News {
	trouble := ""
	if none {
		words, ok := t.noSite[why]
		if !ok {
			words = t.noSite[checks.SiteDown]
		}
		trouble = words.what
	}
	return reports.NewsOf(a, earlier, trouble, t.lang)
}

// tell notifies whom the plan says. What fails is a warning, whatever it is: the
// audit is made.
func (u *unattended) tell(ctx context.Context, w world, t *texts, n *reports.News) {
	if u.notifier == nil || !u.when.Of(n) || ctx.Err() != nil { // who stops a run is there to see it
		return
	}
	for _, f := range u.notifier.Send(ctx, n) {
		say(w.stderr, t.unattended.notTold, f.Target, f.Tries, f.Cause)
	}
}

// mostBeside bounds how many folders beside the reports are looked into.
const mostBeside = 400

// previousBeside finds the newest record of an office among those in a folder
// and in the folders beside it. Records that cannot be read are passed over.
func previousBeside(p parts, office checks.Office, folder string) (*checks.Audit, bool) {
	parent := filepath.Dir(filepath.Clean(folder))
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil, false
	}
	type record struct {
		path string
		at   time.Time
	}
	var found []record
	add := func(dir string) {
		path := filepath.Join(dir, "audit.json")
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			found = append(found, record{path, info.ModTime()})
		}
	}
	add(folder)
	for _, e := range entries {
		if dir := filepath.Join(parent, e.Name()); dir != filepath.Clean(folder) && (e.IsDir() || e.Type()&fs.ModeSymlink != 0) {
			add(dir)
		}
	}
	slices.SortFunc(found, func(x, y record) int { return cmp.Or(y.at.Compare(x.at), cmp.Compare(x.path, y.path)) })
	if len(found) > mostBeside {
		found = found[:mostBeside]
	}
	for _, r := range found {
		if a := readQuietly(p, r.path); a != nil && a.Office.Key() == office.Key() {
			return a, true
		}
	}
	return nil, false
}

func readQuietly(p parts, path string) *checks.Audit {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // only read from
	a, err := p.record(f)
	if err != nil {
		return nil
	}
	return a
}
