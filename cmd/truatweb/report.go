package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
)

func newReport(w world, p parts, t *texts) *cobra.Command {
	var out, data, decisions string
	var names []string
	c := &cobra.Command{
		Use: "report " + t.argRecord, Short: t.reportShort, Long: t.reportLong, Example: t.reportExample,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(t.reportWants, "truatweb report report-example/audit.json")
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", t.flagReportOut)
	c.Flags().StringSliceVarP(&names, "format", "f", nil, fmt.Sprintf(t.flagReportFormat, strings.Join(formatNames(p.formats), ",")))
	dataFlag(c.Flags(), &data, t)
	decisionsFlag(c.Flags(), &decisions, t)
	c.RunE = func(c *cobra.Command, args []string) error {
		formats, err := chooseFormats(names, p.formats, t)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			formats = withoutRecord(formats)
		}
		record := recordIn(args[0])
		a, err := readRecord(p, record, t)
		if err != nil {
			return err
		}
		if out == "" {
			out = filepath.Dir(record)
		}
		dir, err := openFolder(out, t)
		if err != nil {
			return err
		}
		defer dir.release()
		kept := archiveOf(c.Context(), w, p, t, data, false)
		kept.decisions = decisions
		defer kept.close()
		for _, f := range kept.remember(formats, a) {
			path, err := dir.save(f, a, t.lang)
			if unprinted(err) {
				if kept.failed == nil {
					kept.failed = noPrinter(t)
				}
				continue
			}
			if err != nil {
				return dir.trouble(err)
			}
			say(w.stdout, "%s", path)
		}
		return kept.failed
	}
	return c
}

// withoutRecord leaves the record out, which is what the reports are made from.
func withoutRecord(formats []format) []format {
	var out []format
	for _, f := range formats {
		if f.name != recordName {
			out = append(out, f)
		}
	}
	return out
}

// recordIn names the record that a path means: itself, or the one in a folder
// of reports.
func recordIn(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return filepath.Join(path, "audit.json")
	}
	return path
}

func readRecord(p parts, path string, t *texts) (*checks.Audit, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage(fmt.Sprintf(t.recordMissing, path), "truatweb report report-example/audit.json")
	case err != nil:
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(t.recordUnread, path), cause: err}
	}
	defer func() { _ = f.Close() }() // only read from
	a, err := p.record(f)
	if err != nil {
		return nil, &failure{code: exitUsage, text: fmt.Sprintf(t.recordBroken, path), next: t.recordNext, cause: err}
	}
	return a, nil
}
