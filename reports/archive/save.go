package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive/query"
)

// maxRecord is how large a record may be, in bytes; a large site's is some
// megabytes.
const maxRecord = 256 << 20

// Entry is an audit in the list of the archive.
type Entry struct {
	ID         string // day and the beginning of Record, such as "2026-11-26-3fa9c1"
	Office     string // checks.Office.Key
	SeenAt     time.Time
	SavedAt    time.Time
	AsOf       string
	FiscalYear int
	Program    string
	FloorMet   bool
	Pages      int
	Documents  int
	Record     string // digest of the audit.json
	Site       string // digest of the kept site, "" if there is none
}

func entryOf(r query.Audit) Entry {
	return Entry{ID: r.ID, Office: r.Office, SeenAt: moment(r.SeenAt), SavedAt: moment(r.SavedAt), AsOf: r.AsOf, FiscalYear: int(r.FiscalYear), Program: r.Program,
		FloorMet: r.FloorMet != 0, Pages: int(r.Pages), Documents: int(r.Documents), Record: r.Record, Site: r.Site.String}
}

// Save keeps a record, the bytes of an audit.json, and the site as it was seen,
// nil if there is none. A record that is kept already is left as it is, and gets
// its site if it had none; added says whether it was new.
func (a *Archive) Save(ctx context.Context, record []byte, site io.ReadSeeker) (e Entry, added bool, err error) {
	if len(record) > maxRecord {
		return Entry{}, false, fmt.Errorf("%w: %d bytes, at most %d", ErrNoAudit, len(record), maxRecord)
	}
	audit, err := a.read(bytes.NewReader(record))
	if err != nil {
		return Entry{}, false, fmt.Errorf("%w: %w", ErrNoAudit, err)
	}
	if audit.Office.Key() == "" || audit.SeenAt.IsZero() || len(audit.Findings) == 0 {
		return Entry{}, false, fmt.Errorf("%w: office, time or findings are missing", ErrNoAudit)
	}
	file, err := a.keep(ctx, site)
	if err != nil {
		return Entry{}, false, a.wrapped("keeping the site", err)
	}
	err = a.change(ctx, "audits", func(q *query.Queries) error {
		if file.Digest != "" {
			if err := q.PutFile(ctx, file); err != nil {
				return err
			}
		}
		old, err := q.AuditOfRecord(ctx, digestOf(record))
		if err == nil {
			e = entryOf(old)
			if file.Digest != "" && e.Site == "" {
				e.Site = file.Digest
				return q.SetSite(ctx, query.SetSiteParams{ID: e.ID, Site: sql.NullString{String: file.Digest, Valid: true}})
			}
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		added = true
		e, err = add(ctx, q, audit, record, file.Digest, a.now())
		return err
	})
	if err != nil {
		return Entry{}, false, a.wrapped("keeping the audit", err)
	}
	return e, added, nil
}

// keep puts a site among the files.
func (a *Archive) keep(ctx context.Context, site io.ReadSeeker) (query.PutFileParams, error) {
	var file query.PutFileParams
	if site == nil {
		return file, nil
	}
	if a.files == nil {
		return file, ErrNoFiles
	}
	digest, size, err := digestFrom(readerOf(ctx, site))
	if err != nil {
		return file, err
	}
	if _, err := site.Seek(0, io.SeekStart); err != nil {
		return file, err
	}
	if err := a.files.Put(ctx, digest, site); err != nil {
		return file, err
	}
	return query.PutFileParams{Digest: digest, Size: size}, nil
}

// add writes an audit's rows.
func add(ctx context.Context, q *query.Queries, a *checks.Audit, record []byte, site string, now time.Time) (Entry, error) {
	body, err := compressed(record)
	if err != nil {
		return Entry{}, err
	}
	row := rowOf(a)
	row.Record, row.SavedAt = digestOf(record), micros(now)
	row.Site = sql.NullString{String: site, Valid: site != ""}
	last, err := q.LastAudit(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Entry{}, err
	}
	row.Seq = last.Seq + 1
	if row.ID, err = freeID(ctx, q, &row); err != nil {
		return Entry{}, err
	}
	row.Chain = chain(last.Chain, &row)
	if err := q.PutOffice(ctx, officeOf(a)); err != nil {
		return Entry{}, err
	}
	if err := q.PutRecord(ctx, query.PutRecordParams{Digest: row.Record, Size: int64(len(record)), Body: body}); err != nil {
		return Entry{}, err
	}
	if err := q.AddAudit(ctx, query.AddAuditParams(row)); err != nil {
		return Entry{}, err
	}
	standards, findings := partsOf(row.ID, a)
	for _, s := range standards {
		if err := q.AddStandard(ctx, query.AddStandardParams(s)); err != nil {
			return Entry{}, err
		}
	}
	for _, f := range findings {
		if err := q.AddFinding(ctx, query.AddFindingParams(f)); err != nil {
			return Entry{}, err
		}
	}
	for _, p := range proofsOf(a) {
		if err := q.PutProof(ctx, query.PutProofParams(p)); err != nil {
			return Entry{}, err
		}
	}
	return entryOf(row), nil
}

// freeID names an audit by its day in Bangkok and the beginning of its record's
// digest, as much of it as no other has.
func freeID(ctx context.Context, q *query.Queries, row *query.Audit) (string, error) {
	day := moment(row.SeenAt).In(time.FixedZone("", 7*60*60)).Format(time.DateOnly)
	hex := strings.TrimPrefix(row.Record, "sha256:")
	for n := 6; n <= len(hex); n += 2 {
		id := day + "-" + hex[:n]
		if _, err := q.Audit(ctx, id); errors.Is(err, sql.ErrNoRows) {
			return id, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("no id is left for %s", row.Record)
}

// chain covers a row of audits and the row before, so that none can be taken out
// or put in unnoticed. The site is named by its own digest and may come later.
func chain(before string, r *query.Audit) string {
	h := sha256.New()
	_, _ = io.WriteString(h, strings.Join([]string{"truatweb/archive/1", before, r.ID, strconv.FormatInt(r.Seq, 10), r.Office, strconv.FormatInt(r.SavedAt, 10), r.Conclusion, r.Record}, "\x00")) // a hash takes all bytes
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// rowOf gives what an audit says of itself; its place in the archive is left out.
func rowOf(a *checks.Audit) query.Audit {
	return query.Audit{Office: text(a.Office.Key()), SeenAt: micros(a.SeenAt), AsOf: text(a.AsOf), FiscalYear: int64(a.FiscalYear), Program: text(a.Program),
		Scope: text(strings.Join(a.Office.Scope, "\n")), FloorMet: whole(a.Coverage.FloorMet), Pages: int64(a.Coverage.Pages), Documents: int64(a.Coverage.Documents), Conclusion: a.Digest()}
}

func officeOf(a *checks.Audit) query.PutOfficeParams {
	o := &a.Office
	return query.PutOfficeParams{Office: text(o.Key()), Code: text(o.Code), Name: text(o.Name), Home: text(o.Home), District: text(o.District), Province: text(o.Province), SeenAt: micros(a.SeenAt)}
}

// partsOf gives the rows of an audit's standards and findings; of two of one name
// the first.
func partsOf(id string, a *checks.Audit) ([]query.Standard, []query.Finding) {
	p := reports.PastOf(a)
	var standards []query.Standard
	var findings []query.Finding
	seen := map[string]bool{}
	for i, s := range p.Standards {
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		standards = append(standards, query.Standard{Audit: id, Standard: text(s.ID), Position: int64(i), Title: text(s.Title), Digest: text(s.Digest), OfCount: int64(s.Of), Low: share(s.Low), High: share(s.High)})
	}
	for i, f := range p.Items {
		key := reports.ItemKey(f.Standard, f.ID)
		if seen[key] {
			continue
		}
		seen[key] = true
		findings = append(findings, query.Finding{Audit: id, Standard: text(f.Standard), Item: text(f.ID), Position: int64(i), Office: text(p.Office), Title: text(f.Title), Parent: whole(f.Parent),
			Level: text(f.Level), Period: text(f.Period), Verdict: text(string(f.Verdict)), Have: int64(f.Have), Parts: int64(f.Parts), Digest: f.Digest})
	}
	return standards, findings
}

// text is a text as both engines take it: UTF-8 without the character 0.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

func share(f *float64) sql.NullFloat64 {
	if f == nil {
		return sql.NullFloat64{}
	}
	return sql.NullFloat64{Float64: *f, Valid: true}
}

// proofsOf gives the addresses that an audit has as evidence, once an item.
func proofsOf(a *checks.Audit) []query.Proof {
	var out []query.Proof
	seen := map[string]bool{}
	for i := range a.Findings {
		f := &a.Findings[i]
		for j := range f.Evidence {
			key := reports.ItemKey(f.Standard, f.ID) + "\x00" + f.Evidence[j].URL
			if f.Parent || f.Evidence[j].URL == "" || seen[key] {
				continue
			}
			seen[key] = true
			out = append(out, query.Proof{Office: text(a.Office.Key()), Standard: text(f.Standard), Item: text(f.ID), Url: text(f.Evidence[j].URL), FirstSeen: micros(a.SeenAt), LastSeen: micros(a.SeenAt)})
		}
	}
	return out
}

func compressed(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// uncompressed gives back size bytes and refuses any other number.
func uncompressed(b []byte, size int64) ([]byte, error) {
	if size < 0 || size > maxRecord {
		return nil, fmt.Errorf("a size of %d bytes", size)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, size+1))
	if err != nil {
		return nil, err
	}
	if int64(len(out)) != size {
		return nil, fmt.Errorf("not %d bytes", size)
	}
	return out, nil
}
