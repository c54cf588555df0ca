package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/round"
	"github.com/truatweb/truatweb/reports/cockpit"
)

// roundIndex is the page that a person opens first.
const roundIndex = "index.html"

// roundBook is its workbook.
const roundBook = "round.xlsx"

func newRoundReport(w world, p parts, t *texts) *cobra.Command {
	var at databaseFlag
	var out string
	c := &cobra.Command{Use: "report " + t.round.argMaybe, Short: t.round.reportShort, Long: t.round.reportLong, Example: "  truatweb round report\n  truatweb round report \"ไตรมาส 1/2570\" -o /srv/www/round", Args: atMost(1, t)}
	c.Flags().StringVarP(&out, "out", "o", "", t.round.flagOut)
	at.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, args []string) error {
		name, err := nameOf(ctx, d, args, t)
		if err != nil {
			return err
		}
		if out == "" {
			out = folderName("round-" + name)
		}
		_, index, err := writeRound(ctx, w, p, t, d, name, out)
		if err != nil {
			return err
		}
		say(w.stdout, t.round.written, index)
		return nil
	})
	return c
}

// writeRound writes a round's folder: the page and the workbook of all offices,
// the figures for other programs, and each office's own reports. It gives what
// the page shows and its path. Audits are read one after another.
func writeRound(ctx context.Context, w world, p parts, t *texts, d *round.Desk, name, out string) (*cockpit.Cockpit, string, error) {
	r, err := d.Round(ctx, name)
	if err != nil {
		return nil, "", err
	}
	before, err := d.Before(ctx, name)
	if err != nil {
		return nil, "", err
	}
	dir, err := openFolder(out, t)
	if err != nil {
		return nil, "", err
	}
	defer dir.release()
	b := cockpit.New(r, t.lang)
	for i := range r.Entries {
		if err := ctx.Err(); err != nil {
			return nil, "", err
		}
		e := &r.Entries[i]
		key := e.Office.Key()
		a, err := d.Audit(ctx, name, key)
		if err != nil {
			return nil, "", err
		}
		if e.State != checks.Audited {
			a = nil
		}
		var earlier *checks.Audit
		if before != "" && a != nil {
			if earlier, err = d.Audit(ctx, before, key); err != nil {
				return nil, "", err
			}
		}
		if a != nil {
			e.Folder = "offices/" + folderName(key)
			if err := writeOffice(p, t, filepath.Join(dir.path, "offices", folderName(key)), a); err != nil {
				return nil, "", err
			}
		}
		b.Add(e, a, earlier)
	}
	c := b.Cockpit()
	for _, f := range []struct {
		file  string
		write func(io.Writer) error
	}{
		{"round.json", c.WriteJSON}, {"round.csv", c.WriteCSV}, {"rollups.csv", c.WriteRollups},
		{roundBook, func(to io.Writer) error { return c.WriteBook(to, commandName+" "+w.version) }}, {roundIndex, c.WriteHTML},
	} {
		one := format{name: f.file, file: f.file, write: func(to io.Writer, _ *checks.Audit, _ string) error { return f.write(to) }}
		if _, err := dir.save(one, nil, t.lang); err != nil {
			return nil, "", dir.trouble(err)
		}
	}
	return c, filepath.Join(dir.path, roundIndex), nil
}

// writeOffice writes the usual reports of one office.
func writeOffice(p parts, t *texts, path string, a *checks.Audit) error {
	dir, err := openFolder(path, t)
	if err != nil {
		return err
	}
	defer dir.release()
	var failed error
	for _, f := range usual(p.formats) {
		if _, err := dir.save(f, a, t.lang); err != nil {
			failed = errors.Join(failed, dir.trouble(err))
		}
	}
	return failed
}
