package main

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive"
)

// patience is how long a run waits for one answer of the archive: also one that a
// person has stopped keeps what it has.
const patience = time.Minute

// archiving is the archive beside a run that makes reports. Whatever fails in it
// keeps no report back.
type archiving struct {
	ctx   context.Context // of the run
	w     world
	p     parts
	t     *texts
	at    place
	store *archive.Archive // nil where there is none, or it cannot be opened
	// decisions is the folder that what people said is taken from; "" for the archive.
	decisions string
	// failed is why the archive could not be used, where somebody asked for it.
	failed error
}

// archiveOf opens the archive where one is asked for or there already; one that is
// asked for and is not there is made if made is set.
func archiveOf(ctx context.Context, w world, p parts, t *texts, typed string, made bool) *archiving {
	k := &archiving{ctx: ctx, w: w, p: p, t: t, at: placeOf(w, typed)}
	if !k.at.asked && !k.at.there(w) {
		return k
	}
	brief, stop := k.brief()
	defer stop()
	var err error
	if k.store, err = openArchive(brief, w, p, t, k.at, !k.at.asked || !made); err != nil {
		k.store = nil
		if made {
			k.warn(t.archive.unsaved, err)
		} else {
			k.warn(t.archive.unremembered, err)
		}
	}
	return k
}

// brief is the time for one thing with the archive, also after a person has
// stopped the run.
func (k *archiving) brief() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(k.ctx), patience)
}

// warn tells what failed; a run in which somebody asked for the archive fails by it.
func (k *archiving) warn(text string, err error) {
	err = archiveTrouble(k.t, err)
	say(k.w.stderr, text, err.Error())
	if k.at.asked && k.failed == nil {
		k.failed = err
	}
}

// remember gives the formats with what the archive knows of the audited office.
func (k *archiving) remember(formats []format, now *checks.Audit) []format {
	var b reports.Beside
	var err error
	brief, stop := k.brief()
	defer stop()
	if k.store != nil {
		if b, err = remembered(brief, k.store, now, k.again); err != nil {
			k.warn(k.t.archive.unremembered, err)
			b = reports.Beside{}
		}
	}
	if k.decisions != "" {
		f := answersFlags{decisions: k.decisions}
		if b.Said, err = saidOf(brief, k.w, k.p, k.t, f, now); err != nil {
			say(k.w.stderr, k.t.review.unsaid, err.Error())
			if k.failed == nil {
				k.failed = err
			}
		}
	} else if k.store == nil || err != nil {
		return formats
	}
	return withBeside(formats, b)
}

// earlier gives the last audit of the same office before this one; nil if there is
// none, or it cannot be read.
func (k *archiving) earlier(now *checks.Audit) *checks.Audit {
	if k.store == nil {
		return nil
	}
	brief, stop := k.brief()
	defer stop()
	entries, err := k.store.Audits(brief, now.Office.Key())
	if err != nil {
		return nil
	}
	for _, e := range slices.Backward(entries) {
		if e.SeenAt.Before(now.SeenAt.Truncate(time.Microsecond)) {
			a, err := k.store.Audit(brief, e)
			if err != nil {
				return nil
			}
			return a
		}
	}
	return nil
}

// again judges a kept site anew as long as the run is wanted, and leaves enough of
// the time for the archive.
func (k *archiving) again(ctx context.Context, site io.Reader, after *checks.Audit) (*checks.Audit, error) {
	short, stop := context.WithTimeout(ctx, patience/2)
	defer stop()
	defer context.AfterFunc(k.ctx, stop)()
	return rejudging(k.w, k.p, k.t)(short, site, after)
}

func withBeside(formats []format, b reports.Beside) []format {
	out := make([]format, len(formats))
	for i, f := range formats {
		if f.beside != nil {
			f.write = f.beside(b)
		}
		out[i] = f
	}
	return out
}

// keep saves the audit, and the record of its site at a path; "" if there is none.
func (k *archiving) keep(now *checks.Audit, site string, pl *plan) {
	if k.store == nil {
		return
	}
	brief, stop := k.brief()
	defer stop()
	e, _, err := keep(brief, k.store, k.p, now, site, pl.lang)
	if err != nil {
		k.warn(k.t.archive.unsaved, err)
		return
	}
	if !pl.quiet {
		say(k.w.stderr, k.t.archive.saved, e.ID)
	}
}

func (k *archiving) close() {
	if k.store != nil {
		_ = k.store.Close() // all that was to be kept is committed
	}
}
