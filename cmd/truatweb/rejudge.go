package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/checks/warc"
	"github.com/truatweb/truatweb/rules"
)

// rejudge judges a kept site by the rules of this program for the day and year
// that after was judged for. It gives nil where those are not after's rules.
type rejudge func(ctx context.Context, site io.Reader, after *checks.Audit) (*checks.Audit, error)

// rejudging readies it over the rules that are built in.
func rejudging(w world, p parts, t *texts) rejudge {
	return func(ctx context.Context, site io.Reader, after *checks.Audit) (*checks.Audit, error) {
		if after.Program != commandName+" "+w.version {
			return nil, nil
		}
		chosen, judged, err := loadStandards(p, ruleSet{names: idsOf(after.Standards)}, t)
		if err != nil {
			return nil, err
		}
		for _, s := range chosen {
			if !used(after.Standards, s) {
				return nil, nil
			}
		}
		path, err := laidDown(w.scratch, site)
		if err != nil {
			return nil, err
		}
		defer func() { _ = os.Remove(path) }() // a copy
		old, err := warc.Open(path, crawl.Spell)
		if err != nil {
			return nil, fmt.Errorf("reading the kept site: %w", err)
		}
		k := &tape{now: w.now, version: w.version, t: t, offline: true, old: old}
		defer k.Close()
		pl := &plan{tape: k, lang: t.lang, quiet: true, browser: browserOff, report: chosen, data: noArchive, fiscalYear: after.FiscalYear}
		if pl.asOf, err = time.ParseInLocation(time.DateOnly, after.AsOf, thai.Bangkok()); err != nil {
			return nil, fmt.Errorf("reading the day of the later audit: %w", err)
		}
		if err := new(judgeFlags).whose(pl, t, path); err != nil {
			return nil, err
		}
		run, err := p.auditing(pl, judged, after.Program, func(event) {})
		if err != nil {
			return nil, fmt.Errorf("judging the kept site: %w", err)
		}
		if held, ok := run.(io.Closer); ok {
			defer func() { _ = held.Close() }() // what it holds on to ends with the program
		}
		a, _, err := run.Audit(ctx, pl.office, pl.when())
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, fmt.Errorf("judging the kept site: %w", err)
		}
		return a, nil
	}
}

func idsOf(list []checks.StandardUsed) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.ID)
	}
	return out
}

// used reports whether an audit was held against this very standard.
func used(list []checks.StandardUsed, s *rules.Standard) bool {
	for _, u := range list {
		if u.ID == s.ID {
			return u.Digest == s.Digest
		}
	}
	return false
}

// laidDown copies to a file, which its caller removes.
func laidDown(folder string, from io.Reader) (path string, err error) {
	f, err := os.CreateTemp(folder, "truatweb-site-*.warc.gz")
	if err != nil {
		return "", fmt.Errorf("laying the kept site down: %w", err)
	}
	_, err = io.Copy(f, from)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name()) // the first error is the one to tell
		return "", fmt.Errorf("laying the kept site down: %w", err)
	}
	return f.Name(), nil
}
