package pdf_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/pdf"
)

func report(t *testing.T, lang string) *reports.Report {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &checks.Audit{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatal(err)
	}
	a.Office.Name = `สสอ."หนอง\ค้า" </style>`
	r, err := reports.New(a, nil, lang)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plain is a page of another format.
type plain struct{}

func (plain) Name() string      { return "plain" }
func (plain) Extension() string { return ".html" }
func (plain) Write(w io.Writer, r *reports.Report) error {
	_, err := io.WriteString(w, "<p>"+r.Date)
	return err
}

// press is a printer that tells what it was given.
type press struct {
	page, style string
	err         error
}

func (p *press) Print(_ context.Context, page []byte, style string) ([]byte, error) {
	p.page, p.style = string(page), style
	return []byte("%PDF-1.4"), p.err
}

func TestPrinted(t *testing.T) {
	p := &press{}
	var b bytes.Buffer
	if err := (pdf.Format{Page: plain{}, Printer: p}).Write(&b, report(t, "th")); err != nil {
		t.Fatal(err)
	}
	if b.String() != "%PDF-1.4" || p.page != "<p>23 พฤศจิกายน 2569" {
		t.Errorf("wrote %q of %q", b.String(), p.page)
	}
	for _, want := range []string{`@top-left { content: "สสอ.\22 หนอง\5c ค้า\22  \3c /style>"`, `@top-right { content: "23 พฤศจิกายน 2569"`, `"หน้า " counter(page) " จาก " counter(pages)`} {
		if !strings.Contains(p.style, want) {
			t.Errorf("the margins lack %s:\n%s", want, p.style)
		}
	}
	if err := (pdf.Format{Page: plain{}, Printer: p}).Write(&b, report(t, "en")); err != nil || !strings.Contains(p.style, `"Page " counter(page) " of "`) {
		t.Errorf("in English: %v\n%s", err, p.style)
	}
}

func TestWithoutAPrinterNothingIsWritten(t *testing.T) {
	var b bytes.Buffer
	if err := (pdf.Format{Page: plain{}}).Write(&b, report(t, "th")); !errors.Is(err, pdf.ErrNoPrinter) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
	p := &press{err: fmt.Errorf("%w: none of the usual programs", pdf.ErrNoPrinter)}
	if err := (pdf.Format{Page: plain{}, Printer: p}).Write(&b, report(t, "th")); !errors.Is(err, pdf.ErrNoPrinter) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
	if err := (pdf.Format{Page: plain{}, Printer: p}).Write(&b, nil); err == nil {
		t.Error("no report was taken")
	}
}
