package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/truatweb/truatweb/checks/database"
)

// ErrOwnTools says that a copy is made by the tools of the server.
var ErrOwnTools = errors.New("a PostgreSQL database is copied with pg_dump")

// Copy writes one consistent state of the archive into a folder, also while
// others write: the database, and every kept site that is not there yet. A
// database that is in the folder already is an error.
func (a *Archive) Copy(ctx context.Context, dir string) error {
	if a.db.Dialect != database.SQLite {
		return ErrOwnTools
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("copying the archive: %w", err)
	}
	path := filepath.Join(dir, Name)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("copying the archive: %s: %w", path, fs.ErrExist)
	}
	// The sites come first: the database that follows may know of no site that
	// was not copied, and asks for the few that came in between.
	for range 2 {
		if err := a.copySites(ctx, Folder{Dir: filepath.Join(dir, SitesName)}); err != nil {
			return a.wrapped("copying the sites", err)
		}
		if _, err := os.Lstat(path); err == nil {
			return nil
		}
		if err := a.copyDatabase(ctx, path); err != nil {
			return a.wrapped("copying the archive", err)
		}
	}
	return nil
}

func (a *Archive) copyDatabase(ctx context.Context, path string) error {
	draft := path + ".part"
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := a.db.ExecContext(ctx, "VACUUM INTO $1", draft); err != nil {
		_ = os.Remove(draft) // the first error is the one to tell
		return err
	}
	return os.Rename(draft, path)
}

func (a *Archive) copySites(ctx context.Context, to Folder) error {
	files, err := a.q.Files(ctx)
	if err != nil || a.files == nil {
		return err
	}
	for _, f := range files {
		if there, err := to.Open(ctx, f.Digest); err == nil {
			_ = there.Close() // only looked for
			continue
		}
		from, err := a.files.Open(ctx, f.Digest)
		if err != nil {
			return err
		}
		err = to.Put(ctx, f.Digest, from)
		_ = from.Close() // only read from
		if err != nil {
			return err
		}
	}
	return nil
}
