package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/archive/query"
)

// logPage is how many lines of the log are read at once.
const logPage = 500

// Said gives what was said about an office, by its key, in the order in which it
// was taken in.
func (a *Archive) Said(ctx context.Context, office string) ([]checks.Statement, error) {
	rows, err := a.q.StatementsOf(ctx, text(office))
	if err != nil {
		return nil, a.wrapped("reading what was said", err)
	}
	var out []checks.Statement
	for _, r := range rows {
		var line checks.LogLine
		if err := json.Unmarshal([]byte(r), &line); err != nil {
			return nil, fmt.Errorf("reading what was said: %w", err)
		}
		out = append(out, line.Statement)
	}
	return out, nil
}

// Append takes statements in, all of them or none, each with a line of the log,
// and gives the number of those that were new. One that was taken in before, by
// its [checks.Statement.ID], is passed over; one that is not valid is an error.
func (a *Archive) Append(ctx context.Context, statements []checks.Statement) (added int, err error) {
	for i := range statements {
		if err := statements[i].Valid(); err != nil {
			return 0, fmt.Errorf("taking in statement %d: %w", i+1, err)
		}
	}
	if len(statements) == 0 {
		return 0, ctx.Err()
	}
	err = a.change(ctx, "statements", func(q *query.Queries) error {
		last, err := lastLine(ctx, q)
		if err != nil {
			return err
		}
		for _, s := range statements {
			n, err := q.HasStatement(ctx, s.ID())
			if err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			next := last.Next(a.now(), s)
			row, err := statementOf(&next)
			if err != nil {
				return err
			}
			if err := q.AddStatement(ctx, query.AddStatementParams(row)); err != nil {
				return err
			}
			added++
			last = &next
		}
		return nil
	})
	if err != nil {
		return 0, a.wrapped("taking in what was said", err)
	}
	return added, nil
}

// Log gives all lines of the log, first to last. It does not prove the chain;
// [Archive.Verify] does.
func (a *Archive) Log(ctx context.Context) iter.Seq2[checks.LogLine, error] {
	return func(yield func(checks.LogLine, error) bool) {
		for row, err := range statementRows(ctx, a.q) {
			var line checks.LogLine
			if err == nil {
				if err = json.Unmarshal([]byte(row.Line), &line); err != nil {
					err = fmt.Errorf("line %d: %w", row.Seq, err)
				}
			}
			if !yield(line, a.wrapped("reading the log", err)) || err != nil {
				return
			}
		}
	}
}

func statementRows(ctx context.Context, q *query.Queries) iter.Seq2[query.Statement, error] {
	return func(yield func(query.Statement, error) bool) {
		after := int64(0)
		for {
			rows, err := q.StatementsAfter(ctx, query.StatementsAfterParams{Seq: after, Limit: logPage})
			if err != nil {
				yield(query.Statement{}, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
				after = r.Seq
			}
			if len(rows) < logPage {
				return
			}
		}
	}
}

func lastLine(ctx context.Context, q *query.Queries) (*checks.LogLine, error) {
	body, err := q.LastStatement(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var line checks.LogLine
	if err := json.Unmarshal([]byte(body), &line); err != nil {
		return nil, fmt.Errorf("the last line of the log: %w", err)
	}
	return &line, nil
}

// statementOf gives a line's row.
func statementOf(l *checks.LogLine) (query.Statement, error) {
	body, err := json.Marshal(l)
	if err != nil {
		return query.Statement{}, err
	}
	s := &l.Statement
	standard, item := s.About()
	row := query.Statement{Seq: l.Seq, Statement: s.ID(), Office: text(s.Office), Standard: text(standard), Item: text(item), Line: string(body), Hash: l.Hash}
	switch {
	case s.Decision != nil:
		row.Evidence = text(s.Decision.Evidence)
	case s.Reply != nil:
		row.Evidence = text(s.Reply.Evidence)
	}
	return row, nil
}
