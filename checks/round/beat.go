package round

import (
	"context"
	"maps"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// hold notes that an office is being audited, or with nil that it is no longer.
func (w *Worker) hold(e *row, lost func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if lost == nil {
		delete(w.held, e)
	} else {
		w.held[e] = lost
	}
}

// beat counts up the signs of life of all offices that are being audited until
// ctx ends, in one statement, and breaks those off that are no longer this
// worker's. A database that is away for a while is waited for.
func (w *Worker) beat(ctx context.Context) {
	t := time.NewTicker(w.o.Timing.Beat)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		w.mu.Lock()
		held := maps.Clone(w.held)
		w.mu.Unlock()
		if len(held) == 0 {
			continue
		}
		if _, err := w.d.db.ExecContext(ctx, "UPDATE entries SET beat = beat + 1 WHERE state = $1 AND worker = $2", string(checks.Running), w.id); err != nil {
			continue // what came of an audit is written once the database is back
		}
		list, err := readRows(ctx, w.d.db, "state = $1 AND worker = $2", string(checks.Running), w.id)
		if err != nil {
			continue
		}
		type place struct {
			round, key string
			generation int64
		}
		ours := map[place]bool{}
		for _, r := range list {
			ours[place{r.round, r.key, r.generation}] = true
		}
		for e, lost := range held {
			if !ours[place{e.round, e.key, e.generation}] {
				lost()
			}
		}
	}
}
