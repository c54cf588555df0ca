package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/round"
	"github.com/truatweb/truatweb/checks/visit"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/offices"
)

func newOffices(w world, p parts, t *texts) *cobra.Command {
	x := &t.round
	c := group(&cobra.Command{Use: "offices", Short: x.officesShort, Long: x.officesLong, Example: x.officesExample}, t)
	c.AddCommand(newOfficesImport(w, p, t), newOfficesExport(w, p, t))
	return c
}

// readOffices reads a list of offices from a workbook or a CSV file.
func readOffices(ctx context.Context, path string, t *texts) ([]checks.Office, error) {
	if err := checkFile(path, mostOfficeBytes, t); err != nil {
		return nil, err
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(t.round.unreadFile, path), next: t.round.filesExample, cause: err}
	}
	var tables []offices.Table
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".csv" || ext == ".tsv" || ext == ".txt" {
		var one offices.Table
		one, err = offices.ReadCSV(bytes.NewReader(body))
		tables = []offices.Table{one}
	} else {
		tables, err = offices.ReadBook(ctx, bytes.NewReader(body), int64(len(body)))
	}
	var list []checks.Office
	if err == nil {
		list, err = offices.Read(tables)
	}
	var refused *reports.Refused
	if errors.As(err, &refused) {
		return nil, refusedFile(path, refused, t)
	}
	return list, err
}

// refusedFile tells all that is wrong with a file, a line each.
func refusedFile(path string, r *reports.Refused, t *texts) error {
	f := &failure{code: exitUsage, text: fmt.Sprintf(t.round.refused, path, len(r.Mistakes)+r.More), next: t.round.refusedNext}
	for _, m := range r.Mistakes {
		f.lines = append(f.lines, m.String())
	}
	if r.More > 0 {
		f.lines = append(f.lines, fmt.Sprintf(t.round.moreMistakes, r.More))
	}
	return f
}

func newOfficesImport(w world, _ parts, t *texts) *cobra.Command {
	var at databaseFlag
	var dry, offline bool
	var private, only []string
	x := &t.round
	c := &cobra.Command{Use: "import " + x.argFile, Short: x.importShort, Long: x.importLong, Example: "  truatweb offices import offices.xlsx\n  truatweb offices import offices.csv --dry-run",
		Args: exactlyOne(x.wantsFile, "truatweb offices import offices.xlsx", t)}
	fl := c.Flags()
	fl.BoolVar(&dry, "dry-run", false, x.flagDryRun)
	fl.BoolVar(&offline, "offline", false, x.flagOffline)
	fl.StringSliceVar(&private, "allow-private", nil, t.flagPrivate)
	fl.StringSliceVar(&only, "only", nil, t.flagOnly)
	at.flags(fl, t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, args []string) error {
		list, err := readOffices(ctx, args[0], t)
		if err != nil {
			return err
		}
		old, err := d.Offices(ctx)
		if err != nil {
			return err
		}
		if !offline {
			guard, err := crawl.NewNet(trimAll(private), trimAll(only))
			if err != nil {
				return &failure{code: exitUsage, text: t.badNetList, next: t.badNetListNext, cause: err}
			}
			probeHomes(ctx, w, t, guard, list)
		}
		ch := offices.Compare(old, list)
		for _, o := range ch.Added {
			say(w.stdout, "+ %s %s", called(o), o.Home)
		}
		for _, o := range ch.Gone {
			say(w.stdout, "- %s %s", called(o), o.Home)
		}
		for _, pair := range ch.Changed {
			say(w.stdout, "~ %s: %s", called(pair[1]), differences(pair[0], pair[1]))
		}
		say(w.stdout, x.listChange, len(ch.Added), len(ch.Gone), len(ch.Changed), ch.Same)
		if dry {
			say(w.stdout, x.dryRun)
			return nil
		}
		if err := ctx.Err(); err != nil {
			return &failure{code: exitStopped, text: t.interrupted}
		}
		if err := d.SaveOffices(ctx, list); err != nil {
			return err
		}
		say(w.stdout, x.imported, len(list))
		return nil
	})
	return c
}

// differences lists the columns in which two rows differ.
func differences(before, now checks.Office) string {
	a, b := offices.Rows([]checks.Office{before})[0], offices.Rows([]checks.Office{now})[0]
	var out []string
	for i, name := range offices.Header() {
		if a[i] != b[i] {
			out = append(out, fmt.Sprintf("%s “%s” → “%s”", name, a[i], b[i]))
		}
	}
	return strings.Join(out, " · ")
}

// probesAtOnce is how many home pages are asked for at once, on different hosts.
const probesAtOnce = 8

// probeHomes asks for every home page once, and says which do not open or lie
// elsewhere. Neither keeps a list from being taken: a site that is down today is
// an office all the same.
func probeHomes(ctx context.Context, w world, t *texts, guard *crawl.Net, list []checks.Office) {
	// The crawler lends its guard and pace; it reads nothing.
	c, err := crawl.New(crawl.Options{Net: guard, Rate: defaultRate, Now: w.now, Reader: noReader{}})
	if err != nil {
		return
	}
	asker := visit.Asker{Network: c.Network()}
	said := make([]string, len(list))
	turns := make(chan struct{}, probesAtOnce)
	var wg sync.WaitGroup
	for i := range list {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			said[i] = probe(ctx, t, &asker, list[i].Home)
		})
	}
	wg.Wait()
	for i, s := range said {
		if s != "" {
			say(w.stderr, "! %s %s: %s", called(list[i]), list[i].Home, s)
		}
	}
}

// noReader reads nothing.
type noReader struct{}

// Read implements crawl.Reader.
func (noReader) Read(context.Context, string, string, []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	return checks.KindOther, nil, checks.Charset{}, errors.New("nothing is read")
}

// probe says what is amiss with a home page, "" if nothing is.
func probe(ctx context.Context, t *texts, asker *visit.Asker, home string) string {
	r, err := asker.Get(ctx, home)
	switch {
	case ctx.Err() != nil:
		return ""
	case err != nil:
		return fmt.Sprintf(t.round.homeFails, err.Error())
	case r.Fault != nil:
		return fmt.Sprintf(t.round.homeFails, r.Fault.Said())
	case r.Location != "" && !sameHome(home, r.Location):
		return fmt.Sprintf(t.round.homeMoved, r.Location)
	case r.Status >= 400:
		return fmt.Sprintf(t.round.homeFails, fmt.Sprintf("HTTP %d", r.Status))
	}
	return ""
}

// sameHome reports whether two addresses differ by scheme, www. and the end alone.
func sameHome(a, b string) bool {
	x, y := checks.Office{Home: a}, checks.Office{Home: b}
	return x.Key() == y.Key() || strings.HasPrefix(y.Key(), x.Key()+"/")
}

func newOfficesExport(w world, p parts, t *texts) *cobra.Command {
	var at databaseFlag
	var out string
	x := &t.round
	c := &cobra.Command{Use: "export", Short: x.exportShort, Example: "  truatweb offices export -o offices.xlsx\n  truatweb offices export > offices.csv", Args: atMost(0, t)}
	c.Flags().StringVarP(&out, "out", "o", "", x.flagListOut)
	at.flags(c.Flags(), t)
	c.RunE = onDesk(w, t, &at, func(ctx context.Context, d *round.Desk, _ []string) error {
		list, err := d.Offices(ctx)
		if err != nil {
			return err
		}
		if out == "" {
			return offices.WriteCSV(w.stdout, list)
		}
		dir, err := openFolder(filepath.Dir(out), t)
		if err != nil {
			return err
		}
		defer dir.release()
		one := format{file: filepath.Base(out), write: func(to io.Writer, _ *checks.Audit, _ string) error {
			if strings.EqualFold(filepath.Ext(out), ".csv") {
				return offices.WriteCSV(to, list)
			}
			return p.book(to, x.listTitle, commandName+" "+w.version, t.lang, []plainSheet{{name: x.listSheet, title: x.listTitle, columns: offices.Header(), widths: offices.Widths(), rows: offices.Rows(list)}})
		}}
		path, err := dir.save(one, nil, t.lang)
		if err != nil {
			return dir.trouble(err)
		}
		say(w.stdout, "%s", path)
		return nil
	})
	return c
}
