// Package pdf lays a report out as a PDF for people who file, sign or send it:
// the page of another format, printed by a browser, with the office and the day
// above and the page's number below. Without a browser there is no PDF, and the
// other formats are unharmed.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/reports"
)

// ErrNoPrinter says that no browser is there to print. Its text is for people.
var ErrNoPrinter = errors.New("ทำ PDF ไม่ได้ เพราะเครื่องนี้ไม่มี Chromium ที่ใช้พิมพ์ได้ (ดูวิธีติดตั้งด้วย truatweb doctor)")

// Printer prints pages.
type Printer interface {
	// Print gives the PDF of a page of hypertext with a style laid over its own. The
	// error wraps ErrNoPrinter where nothing prints.
	Print(ctx context.Context, page []byte, style string) ([]byte, error)
}

// Format prints the page of another format. Both fields are needed.
type Format struct {
	Page    reports.Format
	Printer Printer
}

// Name implements [reports.Format].
func (Format) Name() string { return "pdf" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".pdf" }

// Write implements [reports.Format].
func (f Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	if f.Printer == nil {
		return ErrNoPrinter
	}
	var page bytes.Buffer
	if err := f.Page.Write(&page, r); err != nil {
		return fmt.Errorf("laying out the page to print: %w", err)
	}
	printed, err := f.Printer.Print(context.Background(), page.Bytes(), style(r))
	if err != nil {
		return fmt.Errorf("printing the report of %q: %w", r.Office, err)
	}
	if _, err := w.Write(printed); err != nil {
		return fmt.Errorf("writing the PDF of %q: %w", r.Office, err)
	}
	return nil
}

// mostName bounds the office's name above a page, characters.
const mostName = 70

// style is what stands at the margins of the printed pages. The first one says
// who it is about by itself.
func style(r *reports.Report) string {
	name := []rune(r.Office)
	if len(name) > mostName {
		name = append(name[:mostName:mostName], '…')
	}
	const face = `font: 9pt Sarabun, sans-serif; color: #51606f;`
	return `@page { margin-top: 17mm;` +
		` @top-left { content: ` + quoted(string(name)) + `; ` + face + ` }` +
		` @top-right { content: ` + quoted(r.Date) + `; ` + face + ` }` +
		` @bottom-left { content: ` + quoted(r.Title) + `; ` + face + ` }` +
		` @bottom-right { content: ` + quoted(r.Labels.Page+" ") + ` counter(page) ` + quoted(" "+r.Labels.Of+" ") + ` counter(pages); ` + face + ` } }` +
		` @page :first { @top-left { content: none } @top-right { content: none } }`
}

// quoted writes a text as a string of CSS.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\' || r == '<' || r < 0x20 || r == 0x7F || r == utf8.RuneError:
			fmt.Fprintf(&b, `\%x `, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
