// Package html lays a report out as one page: a single file that opens on a
// phone, prints on A4, and works without script and without the network.
//
// The page forbids itself everything but its own style, fonts and drawings by
// a content security policy that names the style by its digest. What the site
// or the standard says is text, never markup, and is marked with its language.
package html

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/truatweb/truatweb/reports"
)

//go:embed page/*.gohtml
var pages embed.FS

// Format is the page.
type Format struct{}

// Name is the format's name on the command line.
func (Format) Name() string { return "html" }

// Extension is that of the page's file.
func (Format) Extension() string { return ".html" }

// Write lays the report out and writes it in one go, so that nothing is
// written of a page that cannot be made.
func (Format) Write(w io.Writer, r *reports.Report) error {
	style, err := sheet()
	if err != nil {
		return fmt.Errorf("putting the page's style together: %w", err)
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"runs":      func(text string) []run { return runs(r.Lang, text) },
		"mark":      mark,
		"fill":      fill,
		"number":    reports.Number,
		"depth":     depth,
		"both":      both,
		"label":     label,
		"long":      long,
		"few":       few,
		"unprinted": unprinted,
		"wide":      wide,
		"pieces":    pieces,
		"tidy":      tidy,
		"turned":    turned,
		"ends":      ends,
		"spot":      spot,
		"width":     width,
	}).ParseFS(pages, "page/*.gohtml")
	if err != nil {
		return fmt.Errorf("reading the page's templates: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page", newView(r, style)); err != nil {
		return fmt.Errorf("laying out the page: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
