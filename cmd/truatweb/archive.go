package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/history"
)

// The environment says where the archive lies as well: the folder, and in place of
// the folder's own the address of a PostgreSQL database, which may hold a password,
// and that of a bucket for the sites.
const (
	envData     = "TRUATWEB_DATA"
	envDatabase = "TRUATWEB_DATABASE"
	envSites    = "TRUATWEB_SITES"
)

// siteName is the file of a folder of reports that has the site as it was seen.
const siteName = "site.warc.gz"

// noArchive is typed in place of a folder by who wants no archive.
const noArchive = "-"

// place is where the archive is to be.
type place struct {
	dir   string
	asked bool // somebody named it, so that it must work
	none  bool // there is to be no archive
}

func dataFlag(fl *pflag.FlagSet, dir *string, t *texts) {
	fl.StringVar(dir, "data", "", fmt.Sprintf(t.archive.flagData, envData))
}

// placeOf settles where the archive is: as typed, as the environment says, or in
// the person's own data folder.
func placeOf(w world, typed string) place {
	switch {
	case typed == noArchive:
		return place{none: true}
	case typed != "":
		return place{dir: typed, asked: true}
	case w.env(envData) != "":
		return place{dir: w.env(envData), asked: true}
	}
	return place{dir: ownData(w.env), asked: w.env(envDatabase) != ""}
}

// ownData is the person's data folder by the custom of the system; "" if there is
// none.
func ownData(env func(string) string) string {
	home := env("HOME")
	switch runtime.GOOS {
	case "windows":
		home = env("LocalAppData")
	case "darwin":
		if home != "" {
			home = filepath.Join(home, "Library", "Application Support")
		}
	default:
		if xdg := env("XDG_DATA_HOME"); filepath.IsAbs(xdg) {
			home = xdg
		} else if home != "" {
			home = filepath.Join(home, ".local", "share")
		}
	}
	if home == "" {
		return ""
	}
	return filepath.Join(home, commandName)
}

// there reports whether an archive was made in the place, or lies on a server.
func (p place) there(w world) bool {
	if p.none || w.env(envDatabase) != "" {
		return !p.none
	}
	_, err := os.Stat(filepath.Join(p.dir, archive.Name))
	return p.dir != "" && err == nil
}

// openArchive opens the archive in a place. Where it need not be there yet, it is
// made.
func openArchive(ctx context.Context, w world, p parts, t *texts, at place, existing bool) (*archive.Archive, error) {
	o := archive.Options{Database: w.env(envDatabase), Existing: existing, Now: w.now, Read: p.record}
	if at.none || at.dir == "" && o.Database == "" {
		return nil, usage(t.archive.noPlace, "--data ./truatweb-data")
	}
	if address := w.env(envSites); address != "" {
		var err error
		if o.Files, err = openBucket(ctx, address, t); err != nil {
			return nil, archiveTrouble(t, err)
		}
	} else if at.dir != "" {
		o.Files = archive.Folder{Dir: filepath.Join(at.dir, archive.SitesName)}
	}
	if o.Database == "" {
		o.Database = filepath.Join(at.dir, archive.Name)
		if !existing {
			if err := os.MkdirAll(at.dir, 0o700); err != nil {
				return nil, (&folder{path: at.dir, t: t}).trouble(err)
			}
		}
	}
	a, err := archive.Open(ctx, o)
	if err != nil {
		return nil, archiveTrouble(t, err)
	}
	return a, nil
}

// archiveTrouble words what is wrong with the archive and the way out.
func archiveTrouble(t *texts, err error) error {
	var f *failure
	if err == nil || errors.As(err, &f) {
		return err
	}
	x := &t.archive
	var many *archive.AmbiguousError
	switch {
	case errors.As(err, &many):
		return usage(fmt.Sprintf(x.ambiguous, many.Start, list(many.IDs, 8)), many.IDs[0])
	case errors.Is(err, archive.ErrNotKept):
		return &failure{code: exitUsage, text: x.notKept, next: "truatweb archive list", cause: err}
	case errors.Is(err, archive.ErrNoAudit):
		return &failure{code: exitUsage, text: x.noAudit, next: t.recordNext, cause: err}
	case errors.Is(err, archive.ErrOwnTools):
		return usage(x.ownTools, "pg_dump --format=custom --file=truatweb.dump \"$"+envDatabase+"\"")
	case errors.Is(err, archive.ErrNoFiles):
		return usage(x.noFiles, "--data ./truatweb-data")
	}
	var trouble *database.Error
	if !errors.As(err, &trouble) {
		return &failure{code: exitFailed, text: x.failed, cause: err}
	}
	for _, k := range []struct {
		kind error
		obstacle
		code int
	}{
		{database.ErrSource, x.source, exitUsage}, {database.ErrMissing, x.missing, exitUsage}, {database.ErrForeign, x.foreign, exitUsage}, {database.ErrRemote, x.remote, exitUsage},
		{database.ErrLocked, x.locked, exitLocked}, {database.ErrReadOnly, x.readOnly, exitFailed}, {database.ErrDenied, x.denied, exitFailed}, {database.ErrNewer, x.newer, exitFailed},
		{database.ErrFull, x.full, exitFailed}, {database.ErrUnreachable, x.unreachable, exitFailed}, {database.ErrDamaged, x.damaged, exitFailed},
	} {
		if errors.Is(trouble.Kind, k.kind) {
			return &failure{code: k.code, text: fmt.Sprintf(k.what, trouble.Where), next: k.next, cause: trouble.Cause}
		}
	}
	return &failure{code: exitFailed, text: x.failed, cause: err}
}

// oneOffice finds the office that a person means.
func oneOffice(ctx context.Context, a *archive.Archive, t *texts, what string) (archive.Office, error) {
	found, err := a.Find(ctx, what)
	if err != nil {
		return archive.Office{}, archiveTrouble(t, err)
	}
	switch len(found) {
	case 0:
		return archive.Office{}, usage(fmt.Sprintf(t.archive.noOffice, clip(what)), "truatweb archive list")
	case 1:
		return found[0], nil
	}
	var keys []string
	for _, o := range found {
		keys = append(keys, o.Key)
	}
	return archive.Office{}, usage(fmt.Sprintf(t.archive.offices, clip(what), list(keys, 12)), "truatweb history "+keys[0])
}

// remembered gathers what a report says beside an audit: what people said of the
// office, and its earlier audits.
func remembered(ctx context.Context, a *archive.Archive, now *checks.Audit, again rejudge) (reports.Beside, error) {
	var b reports.Beside
	office := now.Office.Key()
	var err error
	if b.Said, err = a.Said(ctx, office); err != nil {
		return b, err
	}
	h := &reports.History{}
	if h.Past, err = a.Past(ctx, office); err != nil {
		return b, err
	}
	if h.Proofs, err = a.Proofs(ctx, office); err != nil {
		return b, err
	}
	judged, err := a.Judged(ctx)
	if err != nil {
		return b, err
	}
	h.Upheld, h.Decided = history.Known(judged, now.Standards), len(judged)
	h.Since = history.Last(reports.PastOf(now), h.Past, func(before *reports.Past) *reports.Past { return judgedAgain(ctx, a, before, now, again) })
	b.History = h
	return b, nil
}

// judgedAgain judges the kept site of an earlier audit by the rules of a later
// one; nil where it cannot be done, and where nothing would be learned by it.
func judgedAgain(ctx context.Context, a *archive.Archive, before *reports.Past, after *checks.Audit, again rejudge) *reports.Past {
	if again == nil || !before.Kept {
		return nil
	}
	now := reports.PastOf(after)
	if history.Alike(before, &now) {
		return nil
	}
	e, err := a.Entry(ctx, before.ID)
	if err != nil {
		return nil
	}
	site, err := a.Site(ctx, e)
	if err != nil {
		return nil
	}
	defer func() { _ = site.Close() }() // only read from
	judged, err := again(ctx, site, after)
	if err != nil || judged == nil {
		return nil
	}
	p := reports.PastOf(judged)
	return &p
}

// keep saves an audit, and the record of its site where there is one.
func keep(ctx context.Context, a *archive.Archive, p parts, now *checks.Audit, site, lang string) (archive.Entry, bool, error) {
	record, ok := recordFormat(p.formats)
	if !ok {
		return archive.Entry{}, false, errors.New("this build has no format for the record")
	}
	var b bytes.Buffer
	if err := record.write(&b, now, lang); err != nil {
		return archive.Entry{}, false, fmt.Errorf("writing the record: %w", err)
	}
	return keepRecord(ctx, a, b.Bytes(), site)
}

func keepRecord(ctx context.Context, a *archive.Archive, record []byte, path string) (archive.Entry, bool, error) {
	if path == "" {
		return a.Save(ctx, record, nil)
	}
	site, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return a.Save(ctx, record, nil)
	}
	if err != nil {
		return archive.Entry{}, false, err
	}
	defer func() { _ = site.Close() }() // only read from
	return a.Save(ctx, record, site)
}
