package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/truatweb/truatweb/checks/render"
	"github.com/truatweb/truatweb/reports/pdf"
)

// pagePrinter prints reports in a browser that lives as long as it prints.
type pagePrinter struct{}

// Print implements pdf.Printer.
func (pagePrinter) Print(ctx context.Context, page []byte, style string) ([]byte, error) {
	b, err := render.New(render.Options{})
	if err == nil {
		defer func() { _ = b.Close() }() // it printed, or did not
		var out []byte
		if out, err = b.Print(ctx, page, style); err == nil {
			return out, nil
		}
	}
	if errors.Is(err, render.ErrNoBrowser) {
		err = fmt.Errorf("%w: %w", pdf.ErrNoPrinter, err)
	}
	return nil, err
}

// unprinted reports whether a report was not written because nothing here prints:
// that spoils no other report, and no other folder would mend it.
func unprinted(err error) bool { return errors.Is(err, pdf.ErrNoPrinter) }

// noPrinter words it, with the way out.
func noPrinter(t *texts) *failure {
	return &failure{code: exitFailed, text: t.papers.noPrinter, next: t.papers.noPrinterNext}
}
