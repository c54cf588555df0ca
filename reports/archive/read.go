package archive

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive/query"
)

// Office is an office of which audits are kept.
type Office struct {
	Key                                  string // checks.Office.Key
	Code, Name, Home, District, Province string // as of the last audit
	SeenAt                               time.Time
	Audits                               int
}

// Offices lists the offices by their keys.
func (a *Archive) Offices(ctx context.Context) ([]Office, error) {
	rows, err := a.q.Offices(ctx)
	if err != nil {
		return nil, a.wrapped("listing the offices", err)
	}
	out := make([]Office, len(rows))
	for i, r := range rows {
		out[i] = Office{Key: r.Office, Code: r.Code, Name: r.Name, Home: r.Home, District: r.District, Province: r.Province, SeenAt: moment(r.SeenAt), Audits: int(r.Audits)}
	}
	slices.SortFunc(out, func(x, y Office) int { return cmp.Compare(x.Key, y.Key) }) // databases differ in their order of texts
	return out, nil
}

// Find gives the offices that what names: by key, code, home page or whole name;
// where none is named so, those whose name or key has it as a part.
func (a *Archive) Find(ctx context.Context, what string) ([]Office, error) {
	all, err := a.Offices(ctx)
	if err != nil {
		return nil, err
	}
	what = strings.TrimSpace(what)
	asHome := checks.Office{Home: what}
	if !strings.Contains(what, "://") {
		asHome.Home = "https://" + what
	}
	key := asHome.Key()
	var named, parts []Office
	for _, o := range all {
		home := checks.Office{Home: o.Home}
		switch {
		case what == "":
		case what == o.Key, what == o.Code, what == o.Name, what == o.Home, key == home.Key():
			named = append(named, o)
		case strings.Contains(o.Name, what), strings.Contains(o.Key, what):
			parts = append(parts, o)
		}
	}
	if len(named) > 0 {
		return named, nil
	}
	return parts, nil
}

// Audits lists the audits of an office, earliest first; those of all offices, in
// the order of saving, for "".
func (a *Archive) Audits(ctx context.Context, office string) ([]Entry, error) {
	var rows []query.Audit
	var err error
	if office == "" {
		rows, err = a.q.Audits(ctx)
	} else {
		rows, err = a.q.AuditsOf(ctx, office)
	}
	if err != nil {
		return nil, a.wrapped("listing the audits", err)
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = entryOf(r)
	}
	return out, nil
}

// Entry finds an audit by its id or the beginning of it, or by the whole digest
// of its record. The error wraps [ErrNotKept], or is an [*AmbiguousError].
func (a *Archive) Entry(ctx context.Context, id string) (Entry, error) {
	if strings.HasPrefix(id, "sha256:") {
		row, err := a.q.AuditOfRecord(ctx, id)
		if errors.Is(err, sql.ErrNoRows) {
			return Entry{}, fmt.Errorf("%w: %s", ErrNotKept, id)
		}
		return entryOf(row), a.wrapped("looking for the audit", err)
	}
	rows, err := a.q.AuditsFrom(ctx, text(id))
	if err != nil {
		return Entry{}, a.wrapped("looking for the audit", err)
	}
	var ids []string
	for _, r := range rows {
		if r.ID == id {
			return entryOf(r), nil
		}
		ids = append(ids, r.ID)
	}
	switch {
	case len(rows) == 0 || id == "":
		return Entry{}, fmt.Errorf("%w: %q", ErrNotKept, id)
	case len(rows) > 1:
		return Entry{}, &AmbiguousError{Start: id, IDs: ids}
	}
	return entryOf(rows[0]), nil
}

// Record gives the bytes of an audit.json as they were saved.
func (a *Archive) Record(ctx context.Context, e Entry) ([]byte, error) {
	row, err := a.q.Record(ctx, e.Record)
	if err != nil {
		return nil, a.wrapped("reading the record of "+e.ID, err)
	}
	body, err := uncompressed(row.Body, row.Size)
	if err == nil && digestOf(body) != e.Record {
		err = errors.New("it is not what was saved")
	}
	if err != nil {
		return nil, fmt.Errorf("reading the record of %s: %w", e.ID, err)
	}
	return body, nil
}

// Audit reads an audit back.
func (a *Archive) Audit(ctx context.Context, e Entry) (*checks.Audit, error) {
	body, err := a.Record(ctx, e)
	if err != nil {
		return nil, err
	}
	audit, err := a.read(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("reading the record of %s: %w", e.ID, err)
	}
	return audit, nil
}

// Site opens the site as it was seen. The error wraps [ErrNoSite] where it is not
// kept, or fs.ErrNotExist where its file is gone.
func (a *Archive) Site(ctx context.Context, e Entry) (io.ReadCloser, error) {
	if e.Site == "" || a.files == nil {
		return nil, fmt.Errorf("%w: %s", ErrNoSite, e.ID)
	}
	r, err := a.files.Open(ctx, e.Site)
	if err != nil {
		return nil, fmt.Errorf("opening the site of %s: %w", e.ID, err)
	}
	return r, nil
}

// Past gives what is kept at hand of all audits of an office, earliest first.
func (a *Archive) Past(ctx context.Context, office string) ([]reports.Past, error) {
	var out []reports.Past
	err := a.view(ctx, func(q *query.Queries) error {
		audits, err := q.AuditsOf(ctx, office)
		if err != nil {
			return err
		}
		at := map[string]int{}
		for i, r := range audits {
			at[r.ID] = i
			p := reports.Past{ID: r.ID, Office: r.Office, SeenAt: moment(r.SeenAt), AsOf: r.AsOf, FiscalYear: int(r.FiscalYear), Program: r.Program, FloorMet: r.FloorMet != 0, Kept: r.Site.Valid}
			if r.Scope != "" {
				p.Scope = strings.Split(r.Scope, "\n")
			}
			out = append(out, p)
		}
		standards, err := q.StandardsOf(ctx, office)
		if err != nil {
			return err
		}
		for _, s := range standards {
			p := &out[at[s.Audit]]
			p.Standards = append(p.Standards, reports.PastStandard{ID: s.Standard, Title: s.Title, Digest: s.Digest, Of: int(s.OfCount), Low: figure(s.Low), High: figure(s.High)})
		}
		findings, err := q.FindingsOf(ctx, office)
		if err != nil {
			return err
		}
		for _, f := range findings {
			p := &out[at[f.Audit]]
			p.Items = append(p.Items, reports.PastItem{Standard: f.Standard, ID: f.Item, Title: f.Title, Parent: f.Parent != 0, Level: f.Level, Period: f.Period,
				Verdict: checks.Verdict(f.Verdict), Have: int(f.Have), Parts: int(f.Parts), Digest: f.Digest})
		}
		return nil
	})
	if err != nil {
		return nil, a.wrapped("reading the earlier audits", err)
	}
	return out, nil
}

func figure(f sql.NullFloat64) *float64 {
	if !f.Valid {
		return nil
	}
	return &f.Float64
}

// Proofs says since when and until when each address was evidence of an item of
// an office.
func (a *Archive) Proofs(ctx context.Context, office string) ([]reports.Seen, error) {
	rows, err := a.q.ProofsOf(ctx, office)
	if err != nil {
		return nil, a.wrapped("reading the proofs", err)
	}
	out := make([]reports.Seen, len(rows))
	for i, r := range rows {
		out[i] = reports.Seen{Standard: r.Standard, ID: r.Item, URL: r.Url, First: moment(r.FirstSeen), Last: moment(r.LastSeen)}
	}
	return out, nil
}

// Judged gives the decisions that stand, waivers apart, each beside the verdict
// of the program that it was made on; those on findings that are not kept are
// left out. Of several on one finding the last one counts.
func (a *Archive) Judged(ctx context.Context) ([]reports.Judged, error) {
	rows, err := a.q.Judged(ctx)
	if err != nil {
		return nil, a.wrapped("reading the decisions", err)
	}
	type about struct{ office, standard, item, evidence string }
	at := map[about]int{}
	var out []reports.Judged
	var stands []bool
	for _, r := range rows {
		var line checks.LogLine
		if err := json.Unmarshal([]byte(r.Line), &line); err != nil {
			return nil, fmt.Errorf("reading the decisions: line %d: %w", r.Seq, err)
		}
		d := line.Statement.Decision
		if d == nil || d.Waiver != nil {
			continue
		}
		key := about{r.Office, r.Standard, r.Item, d.Evidence}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out, stands = append(out, reports.Judged{}), append(stands, false)
		}
		out[i] = reports.Judged{Office: r.Office, Standard: r.Standard, ID: r.Item, Rules: r.Digest, Robot: checks.Verdict(r.Verdict), Person: d.Verdict}
		stands[i] = !d.Withdrawn()
	}
	kept := out[:0]
	for i := range out {
		if stands[i] {
			kept = append(kept, out[i])
		}
	}
	return kept, nil
}
