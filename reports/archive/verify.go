package archive

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/reports/archive/query"
)

// Subject is what a fault was found in.
type Subject string

// The subjects.
const (
	TheDatabase  Subject = "database" // the file itself
	OneRecord    Subject = "record"   // the bytes of an audit.json
	OneAudit     Subject = "audit"    // its row
	OneStandard  Subject = "standard"
	OneFinding   Subject = "finding"
	OneProof     Subject = "proof"
	OneOffice    Subject = "office"
	OneSite      Subject = "site"
	OneStatement Subject = "statement"
)

// Problem is what is wrong.
type Problem string

// The problems.
const (
	IsMissing   Problem = "missing"
	IsChanged   Problem = "changed" // not what was saved
	IsUnread    Problem = "unread"
	IsUnchained Problem = "unchained" // something before it was taken out, put in or changed
	IsNobodys   Problem = "nobodys"   // belongs to nothing that is kept
)

// Fault is one thing in the archive that is not as it was saved.
type Fault struct {
	Subject Subject
	ID      string // of the audit, or the office, site or line of the log
	Item    string // of it, "" if it is the whole
	Problem Problem
	Cause   error // nil if there is no more to say
}

func (f Fault) String() string {
	s := fmt.Sprintf("%s %s %s: %s", f.Subject, f.ID, f.Item, f.Problem)
	if f.Cause != nil {
		s += ": " + f.Cause.Error()
	}
	return s
}

// Verified counts what was looked at.
type Verified struct{ Audits, Findings, Sites, Statements int }

// Verify holds everything in the archive against the records, the records and
// sites against their digests, and the log against its chain. Each fault is told;
// the error is only of what kept it from looking.
func (a *Archive) Verify(ctx context.Context, tell func(Fault)) (Verified, error) {
	v := &verifier{a: a, ctx: ctx, tell: tell, proofs: map[proofKey]query.Proof{}, offices: map[string]query.PutOfficeParams{}}
	for _, step := range []func() error{v.file, v.audits, v.derived, v.sites, v.statements} {
		err := step()
		var trouble *database.Error
		if err = a.db.Sorted(err); errors.As(err, &trouble) && errors.Is(err, database.ErrDamaged) {
			tell(Fault{Subject: TheDatabase, ID: a.String(), Problem: IsUnread, Cause: trouble.Cause})
			continue
		}
		if err != nil {
			return v.n, a.wrapped("verifying the archive", err)
		}
	}
	return v.n, nil
}

type proofKey struct{ office, standard, item, url string }

type verifier struct {
	a       *Archive
	ctx     context.Context
	tell    func(Fault)
	n       Verified
	proofs  map[proofKey]query.Proof
	offices map[string]query.PutOfficeParams
}

// file lets SQLite look at its own file.
func (v *verifier) file() error {
	if v.a.db.Dialect != database.SQLite {
		return nil
	}
	rows, err := v.a.db.QueryContext(v.ctx, "PRAGMA integrity_check(10)")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err says what went wrong
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			v.tell(Fault{Subject: TheDatabase, ID: v.a.String(), Problem: IsChanged, Cause: errors.New(line)})
		}
	}
	return rows.Err()
}

func (v *verifier) audits() error {
	rows, err := v.a.q.Audits(v.ctx)
	if err != nil {
		return err
	}
	var last query.Audit
	for _, r := range rows {
		v.n.Audits++
		if r.Seq != last.Seq+1 || r.Chain != chain(last.Chain, &r) {
			v.tell(Fault{Subject: OneAudit, ID: r.ID, Problem: IsUnchained})
		}
		last = r
		if err := v.audit(&r); err != nil {
			return err
		}
	}
	orphans, err := v.a.q.RecordsWithoutAudit(v.ctx)
	for _, digest := range orphans {
		v.tell(Fault{Subject: OneRecord, ID: digest, Problem: IsNobodys})
	}
	return err
}

// audit holds one audit's rows against its record.
func (v *verifier) audit(r *query.Audit) error {
	body, err := v.a.Record(v.ctx, entryOf(*r))
	var trouble *database.Error
	switch {
	case errors.As(err, &trouble), v.ctx.Err() != nil:
		return err
	case err != nil:
		v.tell(Fault{Subject: OneRecord, ID: r.ID, Problem: IsChanged, Cause: err})
		return nil //nolint:nilerr // it is told as a fault
	}
	audit, err := v.a.read(bytes.NewReader(body))
	if err != nil {
		v.tell(Fault{Subject: OneRecord, ID: r.ID, Problem: IsUnread, Cause: err})
		return nil //nolint:nilerr // it is told as a fault
	}
	want := rowOf(audit)
	want.ID, want.Seq, want.SavedAt, want.Record, want.Site, want.Chain = r.ID, r.Seq, r.SavedAt, r.Record, r.Site, r.Chain
	if want != *r {
		v.tell(Fault{Subject: OneAudit, ID: r.ID, Problem: IsChanged})
	}
	v.expect(audit)
	standards, findings := partsOf(r.ID, audit)
	gotStandards, err := v.a.q.StandardsIn(v.ctx, r.ID)
	if err != nil {
		return err
	}
	compare(v, OneStandard, r.ID, standards, gotStandards, func(s query.Standard) string { return s.Standard })
	gotFindings, err := v.a.q.FindingsIn(v.ctx, r.ID)
	if err != nil {
		return err
	}
	v.n.Findings += len(gotFindings)
	compare(v, OneFinding, r.ID, findings, gotFindings, func(f query.Finding) string { return f.Standard + ":" + f.Item })
	return nil
}

// compare tells which rows differ from what a record says.
func compare[T comparable](v *verifier, subject Subject, id string, want, got []T, name func(T) string) {
	there := map[string]T{}
	for _, g := range got {
		there[name(g)] = g
	}
	for _, w := range want {
		switch g, ok := there[name(w)]; {
		case !ok:
			v.tell(Fault{Subject: subject, ID: id, Item: name(w), Problem: IsMissing})
		case g != w:
			v.tell(Fault{Subject: subject, ID: id, Item: name(w), Problem: IsChanged})
		}
		delete(there, name(w))
	}
	for _, g := range got {
		if _, ok := there[name(g)]; ok {
			v.tell(Fault{Subject: subject, ID: id, Item: name(g), Problem: IsNobodys})
		}
	}
}

// expect notes what an audit must have left in the rows that sum audits up.
func (v *verifier) expect(audit *checks.Audit) {
	for _, p := range proofsOf(audit) {
		key := proofKey{p.Office, p.Standard, p.Item, p.Url}
		if old, ok := v.proofs[key]; ok {
			p.FirstSeen, p.LastSeen = min(old.FirstSeen, p.FirstSeen), max(old.LastSeen, p.LastSeen)
		}
		v.proofs[key] = p
	}
	o := officeOf(audit)
	if old, ok := v.offices[o.Office]; !ok || o.SeenAt >= old.SeenAt {
		v.offices[o.Office] = o
	}
}

// derived looks at the rows that sum audits up.
func (v *verifier) derived() error {
	offices, err := v.a.q.Offices(v.ctx)
	if err != nil {
		return err
	}
	got := map[string]bool{}
	for _, o := range offices {
		got[o.Office] = true
		row := query.PutOfficeParams{Office: o.Office, Code: o.Code, Name: o.Name, Home: o.Home, District: o.District, Province: o.Province, SeenAt: o.SeenAt}
		if want, ok := v.offices[o.Office]; ok && want != row {
			v.tell(Fault{Subject: OneOffice, ID: o.Office, Problem: IsChanged})
		}
	}
	for key := range v.offices {
		if !got[key] {
			v.tell(Fault{Subject: OneOffice, ID: key, Problem: IsMissing})
		}
		rows, err := v.a.q.ProofsOf(v.ctx, key)
		if err != nil {
			return err
		}
		var want []query.Proof
		for k, p := range v.proofs {
			if k.office == key {
				want = append(want, p)
			}
		}
		slices.SortFunc(want, func(x, y query.Proof) int {
			return cmp.Or(cmp.Compare(x.Standard, y.Standard), cmp.Compare(x.Item, y.Item), cmp.Compare(x.Url, y.Url))
		})
		compare(v, OneProof, key, want, rows, func(p query.Proof) string { return p.Standard + ":" + p.Item + " " + p.Url })
	}
	return nil
}

func (v *verifier) sites() error {
	rows, err := v.a.q.Files(v.ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, r := range rows {
		there[r.Digest] = true
		v.n.Sites++
		if v.a.files == nil {
			v.tell(Fault{Subject: OneSite, ID: r.Digest, Problem: IsUnread, Cause: ErrNoFiles})
			continue
		}
		f, err := v.a.files.Open(v.ctx, r.Digest)
		if errors.Is(err, fs.ErrNotExist) {
			v.tell(Fault{Subject: OneSite, ID: r.Digest, Problem: IsMissing, Cause: err})
			continue
		}
		if err != nil {
			v.tell(Fault{Subject: OneSite, ID: r.Digest, Problem: IsUnread, Cause: err})
			continue
		}
		digest, size, err := digestFrom(readerOf(v.ctx, f))
		_ = f.Close() // only read from
		switch {
		case v.ctx.Err() != nil:
			return v.ctx.Err()
		case err != nil:
			v.tell(Fault{Subject: OneSite, ID: r.Digest, Problem: IsUnread, Cause: err})
		case digest != r.Digest || size != r.Size:
			v.tell(Fault{Subject: OneSite, ID: r.Digest, Problem: IsChanged, Cause: fmt.Errorf("is %s of %d bytes", digest, size)})
		}
	}
	audits, err := v.a.q.Audits(v.ctx)
	for _, r := range audits {
		if r.Site.Valid && !there[r.Site.String] {
			v.tell(Fault{Subject: OneSite, ID: r.Site.String, Item: r.ID, Problem: IsMissing})
		}
	}
	return err
}

func (v *verifier) statements() error {
	var last *checks.LogLine
	for row, err := range statementRows(v.ctx, v.a.q) {
		if err != nil {
			return err
		}
		v.n.Statements++
		id := fmt.Sprint(row.Seq)
		line := new(checks.LogLine)
		if err := json.Unmarshal([]byte(row.Line), line); err != nil {
			v.tell(Fault{Subject: OneStatement, ID: id, Problem: IsUnread, Cause: err})
			last = &checks.LogLine{Seq: row.Seq, Hash: row.Hash} // the next line is held against what stands beside
			continue
		}
		if err := line.Follows(last); err != nil {
			v.tell(Fault{Subject: OneStatement, ID: id, Problem: IsUnchained, Cause: err})
		}
		if want, err := statementOf(line); err != nil || want != row {
			v.tell(Fault{Subject: OneStatement, ID: id, Problem: IsChanged, Cause: err})
		}
		last = line
	}
	return nil
}
