// Package review lets people answer an audit and lets their answers live on: it
// writes the workbook in which the responsible unit replies and the reviewing
// unit decides, reads it back, keeps what was said, and says how each decision
// stands to a later audit.
//
// A decision stands beside the finding and never changes it. What people said
// is only ever added to; the log of it is chained by hashes.
package review

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/truatweb/truatweb/checks"
)

// Store keeps what people said. It may be used by several goroutines, and its
// data by several processes, at once. Package reviewtest holds what a store must
// keep to.
type Store interface {
	// Said gives what was said about an office, by its [checks.Office.Key], in the
	// order in which it was taken in; nothing for an office that it does not know.
	Said(ctx context.Context, office string) ([]checks.Statement, error)
	// Append takes statements in, all of them or none, each with a line of the log,
	// and gives the number of those that were new. One that was taken in before, by
	// its [checks.Statement.ID], is passed over. Statements that are not
	// [checks.Statement.Valid] are an error.
	Append(ctx context.Context, statements []checks.Statement) (added int, err error)
	// Log gives all lines of the log, first to last. It does not prove the chain;
	// [Verify] does.
	Log(ctx context.Context) iter.Seq2[checks.LogLine, error]
}

// What stores cannot do now; their errors wrap one of these where it fits.
var (
	ErrBusy  = errors.New("the store is held by another run")
	ErrNewer = errors.New("the store was written by a newer version of the program")
)

// Verify proves that the log is whole and gives its last line, zero for an empty
// log. What is wrong with the chain wraps [checks.ErrChain].
func Verify(ctx context.Context, s Store) (checks.LogLine, error) {
	var last *checks.LogLine
	for line, err := range s.Log(ctx) {
		if err != nil {
			return checks.LogLine{}, fmt.Errorf("reading the log: %w", err)
		}
		if err := line.Follows(last); err != nil {
			return checks.LogLine{}, err
		}
		last = &line
	}
	if last == nil {
		return checks.LogLine{}, nil
	}
	return *last, nil
}
