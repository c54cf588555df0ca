package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/history"
)

func newArchive(w world, p parts, t *texts) *cobra.Command {
	x := &t.archive
	c := group(&cobra.Command{Use: "archive", Short: x.short, Long: fmt.Sprintf(x.long, envData, envDatabase), Example: x.example}, t)
	var data string
	dataFlag(c.PersistentFlags(), &data, t)
	// with runs a command on the archive, which must be there unless it may be made.
	with := func(made bool, do func(ctx context.Context, a *archive.Archive, args []string) error) func(*cobra.Command, []string) error {
		return func(c *cobra.Command, args []string) error {
			a, err := openArchive(c.Context(), w, p, t, placeOf(w, data), !made)
			if err != nil {
				return err
			}
			err = do(c.Context(), a, args)
			return archiveTrouble(t, errors.Join(err, a.Close()))
		}
	}
	c.AddCommand(
		&cobra.Command{Use: "add " + x.argFolders, Short: x.addShort, Long: x.addLong, Example: x.addExample,
			Args: atLeastOne(x.addWants, "truatweb archive add report-example", t),
			RunE: with(true, func(ctx context.Context, a *archive.Archive, args []string) error { return addAll(ctx, w, t, a, args) })},
		&cobra.Command{Use: "list " + x.argMaybeOffice, Short: x.listShort, Example: "  truatweb archive list\n  truatweb archive list www.example.go.th", Args: atMost(1, t),
			RunE: with(false, func(ctx context.Context, a *archive.Archive, args []string) error {
				return listArchive(ctx, w, t, a, args)
			})},
		&cobra.Command{Use: "verify", Short: x.verifyShort, Long: x.verifyLong, Example: "  truatweb archive verify", Args: atMost(0, t),
			RunE: with(false, func(ctx context.Context, a *archive.Archive, _ []string) error { return verifyArchive(ctx, w, t, a) })},
		&cobra.Command{Use: "backup " + x.argFolder, Short: x.backupShort, Long: x.backupLong, Example: "  truatweb archive backup ./backup-2026-11-26",
			Args: exactlyOne(x.backupWants, "truatweb archive backup ./backup-2026-11-26", t),
			RunE: with(false, func(ctx context.Context, a *archive.Archive, args []string) error {
				return backup(ctx, w, t, a, args[0])
			})},
		newArchiveExport(w, t, with),
		&cobra.Command{Use: "confidence", Short: x.confidenceShort, Long: fmt.Sprintf(x.confidenceLong, history.Enough), Example: "  truatweb archive confidence", Args: atMost(0, t),
			RunE: with(false, func(ctx context.Context, a *archive.Archive, _ []string) error { return confidence(ctx, w, t, a) })},
	)
	return c
}

func atLeastOne(text, next string, _ *texts) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(text, next)
		}
		return nil
	}
}

func exactlyOne(text, next string, t *texts) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(text, next)
		}
		return atMost(1, t)(c, args)
	}
}

// addAll saves what is named. One that fails keeps none of the others back.
func addAll(ctx context.Context, w world, t *texts, a *archive.Archive, args []string) error {
	var failed error
	for _, arg := range args {
		path := recordIn(arg)
		e, added, err := addOne(ctx, t, a, path)
		switch {
		case err != nil:
			say(w.stderr, t.errorLine, err.Error())
			if failed == nil {
				failed = err
			}
			if ctx.Err() != nil {
				return failed
			}
		case added:
			say(w.stdout, t.archive.added, e.ID, e.Office, path)
		default:
			say(w.stdout, t.archive.known, e.ID, e.Office, path)
		}
	}
	var f *failure
	if errors.As(failed, &f) {
		return &failure{code: f.code, text: t.archive.notAll, next: f.next}
	}
	return failed
}

func addOne(ctx context.Context, t *texts, a *archive.Archive, path string) (archive.Entry, bool, error) {
	record, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return archive.Entry{}, false, usage(fmt.Sprintf(t.recordMissing, path), "truatweb archive add report-example")
	}
	if err != nil {
		return archive.Entry{}, false, &failure{code: exitUsage, text: fmt.Sprintf(t.recordUnread, path), cause: err}
	}
	e, added, err := keepRecord(ctx, a, record, filepath.Join(filepath.Dir(path), siteName))
	if errors.Is(err, archive.ErrNoAudit) {
		return e, false, &failure{code: exitUsage, text: fmt.Sprintf(t.recordBroken, path), next: t.recordNext, cause: err}
	}
	return e, added, archiveTrouble(t, err)
}

func listArchive(ctx context.Context, w world, t *texts, a *archive.Archive, args []string) error {
	x := &t.archive
	tb := table.NewWriter()
	tb.SetStyle(table.StyleLight)
	if len(args) == 0 {
		offices, err := a.Offices(ctx)
		if err != nil {
			return err
		}
		if len(offices) == 0 {
			say(w.stderr, x.empty, a.String())
			return nil
		}
		tb.AppendHeader(table.Row{x.colOffice, x.colName, x.colAudits, x.colLast})
		for _, o := range offices {
			tb.AppendRow(table.Row{plain(o.Key), cut(plain(o.Name), 50), o.Audits, t.day(o.SeenAt)})
		}
		return tell(w, tb)
	}
	o, err := oneOffice(ctx, a, t, args[0])
	if err != nil {
		return err
	}
	entries, err := a.Audits(ctx, o.Key)
	if err != nil {
		return err
	}
	tb.AppendHeader(table.Row{x.colID, x.colDay, x.colYear, x.colPages, x.colDocuments, x.colFloor, x.colSite})
	for _, e := range entries {
		tb.AppendRow(table.Row{e.ID, t.day(e.SeenAt), e.FiscalYear, e.Pages, e.Documents, yes(e.FloorMet, t), yes(e.Site != "", t)})
	}
	say(w.stdout, "%s", strings.TrimSpace(o.Key+" "+o.Name))
	return tell(w, tb)
}

func tell(w world, tb table.Writer) error {
	for line := range strings.SplitSeq(tb.Render(), "\n") {
		say(w.stdout, "%s", line)
	}
	return nil
}

func yes(b bool, t *texts) string {
	if b {
		return t.archive.yes
	}
	return t.archive.no
}

func verifyArchive(ctx context.Context, w world, t *texts, a *archive.Archive) error {
	x := &t.archive
	faults := 0
	n, err := a.Verify(ctx, func(f archive.Fault) {
		faults++
		what := strings.TrimSpace(f.ID + " " + f.Item)
		line := fmt.Sprintf("%s %s: %s", orSelf(x.subjects, string(f.Subject)), what, orSelf(x.problems, string(f.Problem)))
		if f.Cause != nil {
			line += fmt.Sprintf(" (%v)", f.Cause)
		}
		say(w.stdout, "%s", line)
	})
	if err != nil {
		return err
	}
	if faults > 0 {
		return &failure{code: exitFailed, text: fmt.Sprintf(x.faulty, faults), next: x.faultyNext}
	}
	say(w.stdout, x.sound, n.Audits, n.Findings, n.Sites, n.Statements)
	return nil
}

func backup(ctx context.Context, w world, t *texts, a *archive.Archive, dir string) error {
	err := a.Copy(ctx, dir)
	if errors.Is(err, os.ErrExist) {
		return usage(fmt.Sprintf(t.archive.backupThere, dir), "truatweb archive backup "+freeFolder(dir))
	}
	if err != nil {
		return err
	}
	say(w.stdout, t.archive.backedUp, dir)
	return nil
}

func newArchiveExport(w world, t *texts, with func(bool, func(context.Context, *archive.Archive, []string) error) func(*cobra.Command, []string) error) *cobra.Command {
	x := &t.archive
	var out string
	c := &cobra.Command{Use: "export " + x.argAudit, Short: x.exportShort, Long: x.exportLong, Example: "  truatweb archive export 2026-11-26-3fa9c1 --out ./old\n  truatweb report ./old",
		Args: exactlyOne(x.exportWants, "truatweb archive export 2026-11-26-3fa9c1", t)}
	c.Flags().StringVar(&out, "out", "", x.flagExportOut)
	c.RunE = with(false, func(ctx context.Context, a *archive.Archive, args []string) error {
		e, err := a.Entry(ctx, args[0])
		if err != nil {
			return err
		}
		record, err := a.Record(ctx, e)
		if err != nil {
			return err
		}
		if out == "" {
			out = freeFolder("report-" + e.ID)
		}
		dir, err := openFolder(out, t)
		if err != nil {
			return err
		}
		defer dir.release()
		put := func(name string, write func(io.Writer) error) error {
			path := filepath.Join(dir.path, name)
			_, err := dir.draft(write, func(draft string) error { return os.Rename(draft, path) })
			if err != nil {
				return dir.trouble(err)
			}
			say(w.stdout, "%s", path)
			return nil
		}
		if err := put("audit.json", func(to io.Writer) error { _, err := to.Write(record); return err }); err != nil {
			return err
		}
		site, err := a.Site(ctx, e)
		if errors.Is(err, archive.ErrNoSite) {
			return nil
		}
		if err != nil {
			return err
		}
		defer func() { _ = site.Close() }() // only read from
		return put(siteName, func(to io.Writer) error { _, err := io.Copy(to, site); return err })
	})
	return c
}

func confidence(ctx context.Context, w world, t *texts, a *archive.Archive) error {
	x := &t.archive
	judged, err := a.Judged(ctx)
	if err != nil {
		return err
	}
	items := history.Confidence(judged, history.By{})
	all := history.Together(items)
	if all.Of+all.Left == 0 {
		say(w.stderr, "%s", x.noDecisions)
		return nil
	}
	say(w.stdout, "%s", x.confidenceAll)
	say(w.stdout, "  %s", orNone(reports.UpheldText(all, t.lang), x.noneYet))
	say(w.stdout, x.leftToPeople, all.Left)
	tb := table.NewWriter()
	tb.SetStyle(table.StyleLight)
	tb.AppendHeader(table.Row{x.colItem, x.colRules, x.colVerdict, x.colUpheld, x.colInterval})
	for _, by := range []history.By{{}, {Robot: true}, {Rules: true}} {
		list := history.Confidence(judged, by)
		history.Doubtful(list)
		rows := 0
		for _, u := range list {
			if u.Of < history.Enough {
				continue
			}
			verdict, rules := x.every, x.every
			if u.Robot != "" {
				verdict = verdictWord(string(u.Robot), t)
			}
			if u.Rules != "" {
				rules = cut(u.Rules, 19)
			}
			tb.AppendRow(table.Row{plain(u.Standard + ":" + u.ID), rules, verdict, fmt.Sprintf("%d/%d", u.Upheld, u.Of), fmt.Sprintf("%.0f–%.0f %%", u.Low*100, u.High*100)})
			rows++
		}
		if rows > 0 {
			tb.AppendSeparator()
		}
	}
	if tb.Length() == 0 {
		say(w.stdout, x.tooFew, history.Enough)
		return nil
	}
	return tell(w, tb)
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}
