package database

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// maxRaces is how often a migration is looked at anew because another program
// was quicker.
const maxRaces = 5

// Migrate brings the tables up to what this program knows. The migrations are
// goose's, in a folder for each dialect of dir: "sqlite/0001_name.sql". Which of
// them ran is kept in table, so that several sets can live in one database. A
// database that a newer program wrote is refused with [ErrNewer] and left as it
// is; one migration is made whole or not at all.
func (db *DB) Migrate(ctx context.Context, dir fs.FS, table string) error {
	own, err := fs.Sub(dir, string(db.Dialect))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	options := []goose.ProviderOption{goose.WithTableName(table), goose.WithDisableGlobalRegistry(true)}
	dialect := goose.DialectSQLite3
	if db.Dialect == Postgres {
		dialect = goose.DialectPostgres
		one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, uint64(DefaultWait.Seconds())))
		if err != nil {
			return fmt.Errorf("readying the migrations: %w", err)
		}
		options = append(options, goose.WithSessionLocker(one))
	}
	// The provider is not closed: that would close the database.
	p, err := goose.NewProvider(dialect, db.DB, own, options...)
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	known := int64(0)
	for _, s := range p.ListSources() {
		known = max(known, s.Version)
	}
	for races := 0; ; races++ {
		before, err := p.GetDBVersion(ctx)
		asked := err == nil
		switch {
		case asked && before > known:
			return &Error{Kind: ErrNewer, Where: db.name, Cause: fmt.Errorf("version %d, this program knows %d", before, known)}
		case asked && before == known:
			return nil
		case asked:
			if _, err = p.Up(ctx); err == nil {
				return nil
			}
		}
		// Another program may have made the tables in between.
		after, again := p.GetDBVersion(ctx)
		if again != nil || asked && after <= before || races == maxRaces || ctx.Err() != nil {
			return db.Sorted(fmt.Errorf("bringing the tables up to date: %w", errors.Join(err, ctx.Err())))
		}
	}
}
