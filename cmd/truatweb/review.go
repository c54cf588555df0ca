package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/review"
	"github.com/truatweb/truatweb/rules"
)

// mostTold bounds the changes that an import tells one by one.
const mostTold = 40

// answersFlags say where what people said is kept.
type answersFlags struct{ decisions, data string }

func decisionsFlag(fl *pflag.FlagSet, dir *string, t *texts) {
	fl.StringVar(dir, "decisions", "", t.review.flagDecisions)
}

// answerStore is an opened store of what people said.
type answerStore struct {
	review.Store
	archive *archive.Archive // nil where it is a plain folder
}

// close lets go of the store; all that was to be kept is kept.
func (s *answerStore) close() {
	if s.archive != nil {
		_ = s.archive.Close()
	}
}

// openAnswers opens the folder of decisions where one is named, else the archive
// where one is asked for or there; nil where there is neither. An archive that is
// asked for is made if made is set.
func openAnswers(ctx context.Context, w world, p parts, t *texts, f answersFlags, made bool) (*answerStore, error) {
	if f.decisions != "" {
		s, err := review.OpenFiles(f.decisions, w.now)
		if err != nil {
			return nil, answersTrouble(t, f, err)
		}
		return &answerStore{Store: s}, nil
	}
	at := placeOf(w, f.data)
	if !at.asked && !at.there(w) {
		return nil, nil
	}
	a, err := openArchive(ctx, w, p, t, at, !made)
	if err != nil {
		return nil, err
	}
	return &answerStore{a, a}, nil
}

// answersTrouble words what is wrong with the store and the way out.
func answersTrouble(t *texts, f answersFlags, err error) error {
	var known *failure
	x := &t.review
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, checks.ErrChain):
		return &failure{code: exitFailed, text: x.damaged, next: x.damagedNext, cause: err}
	case errors.Is(err, review.ErrBusy):
		return &failure{code: exitLocked, text: x.busy, next: x.busyNext}
	case errors.Is(err, review.ErrNewer):
		return &failure{code: exitFailed, text: x.newer, next: x.newerNext}
	case f.decisions == "":
	case errors.Is(err, syscall.ENOTDIR):
		return &failure{code: exitUsage, text: fmt.Sprintf(x.noFolder, f.decisions), next: "--decisions ./decisions"}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return &failure{code: exitFailed, text: fmt.Sprintf(x.full, f.decisions), next: x.fullNext, cause: err}
	default:
		return &failure{code: exitFailed, text: fmt.Sprintf(x.unusable, f.decisions), next: x.unusableNext, cause: err}
	}
	return archiveTrouble(t, err)
}

func newReview(w world, p parts, t *texts) *cobra.Command {
	x := &t.review
	c := group(&cobra.Command{Use: "review", Short: x.short, Long: x.long, Example: x.example}, t)
	var f answersFlags
	decisionsFlag(c.PersistentFlags(), &f.decisions, t)
	dataFlag(c.PersistentFlags(), &f.data, t)
	verify := &cobra.Command{Use: "verify", Short: x.verifyShort, Example: "  truatweb review verify --decisions ./decisions", Args: atMost(0, t)}
	verify.RunE = func(c *cobra.Command, _ []string) error { return verifyAnswers(c.Context(), w, p, t, f) }
	c.AddCommand(newReviewExport(w, p, t, &f), newReviewImport(w, p, t, &f), verify)
	return c
}

// typed gives what follows "review import" to bring a workbook back to where it
// came from: without the flags the answers would be kept elsewhere.
func (f *answersFlags) typed(book string) string {
	line := quoted(book)
	if f.data != "" {
		line += " --data " + quoted(f.data)
	}
	if f.decisions != "" {
		line += " --decisions " + quoted(f.decisions)
	}
	return line
}

// quoted gives a word as a person types it in a shell.
func quoted(word string) string {
	if strings.ContainsAny(word, " \t\"'$&();<>|*?") {
		return strconv.Quote(word)
	}
	return word
}

func newReviewExport(w world, p parts, t *texts, f *answersFlags) *cobra.Command {
	x := &t.review
	var out string
	c := &cobra.Command{Use: "export " + x.argAudits, Short: x.exportShort, Long: x.exportLong, Example: x.exportExample}
	c.Flags().StringVarP(&out, "out", "o", "", x.flagBook)
	c.RunE = func(c *cobra.Command, args []string) error {
		if !strings.EqualFold(filepath.Ext(out), ".xlsx") {
			return usage(x.exportWants, "truatweb review export report-example -o review.xlsx")
		}
		s, err := openAnswers(c.Context(), w, p, t, *f, false)
		if err != nil {
			return err
		}
		if s != nil {
			defer s.close()
		}
		audits, err := toReview(c.Context(), w, p, t, s, args)
		if err != nil {
			return err
		}
		var store review.Store
		if s != nil {
			store = s
		}
		done, err := writeBook(c.Context(), w, t, out, audits, store)
		if err != nil {
			return answersTrouble(t, *f, err)
		}
		say(w.stdout, x.exported, out, done.Offices, done.Rows, done.Open)
		say(w.stderr, x.exportNext, f.typed(out))
		return nil
	}
	return c
}

// writeBook writes the workbook so that it appears whole or not at all.
func writeBook(ctx context.Context, w world, t *texts, out string, audits []*checks.Audit, store review.Store) (review.Exported, error) {
	dir := &folder{path: filepath.Dir(out), t: t, create: createDraft}
	var done review.Exported
	var asked error
	_, err := dir.draft(func(to io.Writer) error {
		done, asked = review.Export(ctx, to, audits, store, commandName+" "+w.version)
		return asked
	}, func(name string) error {
		if err := os.Chmod(name, 0o644); err != nil {
			return err
		}
		return os.Rename(name, out)
	})
	switch {
	case asked != nil:
		return done, asked
	case err != nil:
		return done, dir.trouble(err)
	}
	return done, nil
}

// toReview gathers the audits that are named, or the latest of every office in the
// archive. Of one office the latest audit counts.
func toReview(ctx context.Context, w world, p parts, t *texts, s *answerStore, args []string) ([]*checks.Audit, error) {
	var all []*checks.Audit
	names := map[*checks.Audit]string{}
	switch {
	case len(args) > 0:
		for _, arg := range args {
			a, err := auditNamed(ctx, p, t, s, arg)
			if err != nil {
				return nil, err
			}
			all, names[a] = append(all, a), arg
		}
	case s == nil || s.archive == nil:
		return nil, usage(t.review.noArchive, "truatweb review export report-example -o review.xlsx")
	default:
		offices, err := s.archive.Offices(ctx)
		if err != nil {
			return nil, archiveTrouble(t, err)
		}
		for _, o := range offices {
			a, err := latestOf(ctx, s.archive, o.Key)
			if err != nil {
				return nil, archiveTrouble(t, err)
			}
			if a != nil {
				all = append(all, a)
			}
		}
	}
	latest := map[string]*checks.Audit{}
	for _, a := range all {
		if l := latest[a.Office.Key()]; l == nil || !a.SeenAt.Before(l.SeenAt) {
			latest[a.Office.Key()] = a
		}
	}
	return slices.DeleteFunc(all, func(a *checks.Audit) bool {
		l := latest[a.Office.Key()]
		if l != a {
			say(w.stderr, t.review.older, names[a], names[l])
		}
		return l != a
	}), nil
}

func auditNamed(ctx context.Context, p parts, t *texts, s *answerStore, arg string) (*checks.Audit, error) {
	if _, err := os.Stat(arg); err != nil && s != nil && s.archive != nil {
		if e, err := s.archive.Entry(ctx, arg); err == nil {
			a, err := s.archive.Audit(ctx, e)
			return a, archiveTrouble(t, err)
		}
	}
	return readRecord(p, recordIn(arg), t)
}

// latestOf gives the latest audit of an office, nil if the archive has none.
func latestOf(ctx context.Context, a *archive.Archive, office string) (*checks.Audit, error) {
	entries, err := a.Audits(ctx, office)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	return a.Audit(ctx, entries[len(entries)-1])
}

func newReviewImport(w world, p parts, t *texts, f *answersFlags) *cobra.Command {
	x := &t.review
	var dry bool
	var against []string
	c := &cobra.Command{Use: "import " + x.argBook, Short: x.importShort, Long: x.importLong, Example: x.importExample,
		Args: exactlyOne(x.importWants, "truatweb review import review.xlsx --decisions ./decisions", t)}
	c.Flags().BoolVar(&dry, "dry-run", false, x.flagDryRun)
	c.Flags().StringSliceVar(&against, "against", nil, x.flagAgainst)
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := openAnswers(c.Context(), w, p, t, *f, !dry)
		if err != nil {
			return err
		}
		if s == nil {
			return usage(x.noStore, x.noStoreNext)
		}
		defer s.close()
		o := review.ImportOptions{Name: filepath.Base(args[0]), Now: w.now(), DryRun: dry}
		if o.Current, err = currentAudits(c.Context(), p, t, s, against); err != nil {
			return err
		}
		done, err := importBook(c.Context(), t, s, args[0], o)
		if err != nil {
			return answersTrouble(t, *f, err)
		}
		tellImported(w, t, args[0], done, dry)
		return nil
	}
	return c
}

// currentAudits knows the latest audit of an office: of those named, else of the
// archive.
func currentAudits(ctx context.Context, p parts, t *texts, s *answerStore, against []string) (func(string) (*checks.Audit, error), error) {
	named := map[string]*checks.Audit{}
	for _, arg := range trimAll(against) {
		a, err := auditNamed(ctx, p, t, s, arg)
		if err != nil {
			return nil, err
		}
		if l := named[a.Office.Key()]; l == nil || l.SeenAt.Before(a.SeenAt) {
			named[a.Office.Key()] = a
		}
	}
	return func(office string) (*checks.Audit, error) {
		if a := named[office]; a != nil || s.archive == nil {
			return a, nil
		}
		return latestOf(ctx, s.archive, office)
	}, nil
}

func importBook(ctx context.Context, t *texts, s review.Store, path string, o review.ImportOptions) (*review.Imported, error) {
	x := &t.review
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".xlsm", ".xltm", ".xlsb", ".xlam":
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(x.bookMacro, path), next: x.bookMacroNext}
	}
	file, err := os.Open(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, usage(fmt.Sprintf(x.bookMissing, path), "truatweb review import review.xlsx")
	case err != nil:
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(x.bookUnread, path), cause: err}
	}
	defer func() { _ = file.Close() }() // only read from
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(x.bookUnread, path), cause: err}
	}
	done, err := review.Import(ctx, s, file, info.Size(), o)
	if r := review.IsRefused(err); r != nil {
		var lines []string
		for _, m := range r.Mistakes {
			lines = append(lines, m.String())
		}
		if r.More > 0 {
			lines = append(lines, fmt.Sprintf(x.more, r.More))
		}
		return nil, &failure{code: exitUsage, lines: lines, text: fmt.Sprintf(x.refused, len(r.Mistakes)+r.More), next: x.refusedNext}
	}
	return done, err
}

func tellImported(w world, t *texts, path string, done *review.Imported, dry bool) {
	x := &t.review
	say(w.stdout, x.counts, path, done.Rows, done.Decided, done.Waived, done.Withdrawn, done.Replied, done.Known)
	told := func(head string, list []review.Changed) {
		if len(list) == 0 {
			return
		}
		say(w.stdout, "%s", head)
		for _, c := range list[:min(len(list), mostTold)] {
			say(w.stdout, x.changed, c.Row, c.Office, c.ID, c.Title, c.Text)
		}
		if n := len(list) - mostTold; n > 0 {
			say(w.stdout, x.more, n)
		}
	}
	told(x.changedHead, done.Changes)
	told(x.asideHead, done.Aside)
	switch {
	case done.Rows == 0:
		say(w.stdout, "%s", x.noAnswers)
	case done.Decided+done.Replied == 0:
		say(w.stdout, "%s", x.nothingNew)
	case dry:
		say(w.stdout, "%s", x.dry)
	}
}

func verifyAnswers(ctx context.Context, w world, p parts, t *texts, f answersFlags) error {
	s, err := openAnswers(ctx, w, p, t, f, false)
	if err != nil {
		return err
	}
	if s == nil {
		return usage(t.review.noStore, t.review.noStoreNext)
	}
	defer s.close()
	last, err := review.Verify(ctx, s)
	switch {
	case err != nil:
		return answersTrouble(t, f, err)
	case last.Seq == 0:
		say(w.stdout, "%s", t.review.empty)
	default:
		say(w.stdout, t.review.sound, last.Seq, last.Hash)
	}
	return nil
}

// seed is an address that the office pointed to, with the title of the item that
// it is said to be for.
type seed struct{ address, title string }

// pointed gives the addresses that the office of a plan replied with, so that the
// audit looks at them before a person has to. A folder of decisions that was named
// must be readable; an archive that cannot be used is told of where it is to keep
// the audit.
func pointed(ctx context.Context, w world, p parts, t *texts, pl *plan, standards []*rules.Standard) ([]seed, error) {
	f := answersFlags{pl.decisions, pl.data}
	s, err := openAnswers(ctx, w, p, t, f, false)
	if s == nil || err != nil {
		return nil, unless(f.decisions == "", err)
	}
	defer s.close()
	list, err := review.Addresses(ctx, s, pl.office.Key())
	if err != nil {
		return nil, unless(f.decisions == "", answersTrouble(t, f, err))
	}
	titles := map[string]string{}
	for _, std := range standards {
		for _, r := range std.Rules() {
			titles[std.ID+"\x00"+r.ID] = r.Title
		}
	}
	var out []seed
	for _, a := range list {
		out = append(out, seed{a.URL, titles[a.Standard+"\x00"+a.ID]})
	}
	return out, nil
}

// unless gives the error, or none where it may be passed over.
func unless(passed bool, err error) error {
	if passed {
		return nil
	}
	return err
}

// saidOf gives what was said of an audit's office.
func saidOf(ctx context.Context, w world, p parts, t *texts, f answersFlags, a *checks.Audit) ([]checks.Statement, error) {
	s, err := openAnswers(ctx, w, p, t, f, false)
	if s == nil || err != nil {
		return nil, err
	}
	defer s.close()
	said, err := s.Said(ctx, a.Office.Key())
	return said, answersTrouble(t, f, err)
}
