package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

//go:embed demo/www
var demoFiles embed.FS

// The demo is judged for a fixed day, so that it always tells the same.
const (
	demoFolder = "truatweb-demo"
	demoYear   = 2569
)

func demoDay() time.Time { return time.Date(2026, time.June, 15, 0, 0, 0, 0, thai.Bangkok()) }

func newDemo(w world, p parts, t *texts) *cobra.Command {
	var out string
	c := &cobra.Command{Use: "demo", Short: t.demoShort, Long: t.demoLong, Example: t.demoExample, Args: atMost(0, t)}
	c.Flags().StringVarP(&out, "out", "o", demoFolder, t.flagDemoOut)
	c.RunE = func(c *cobra.Command, _ []string) error {
		standards, _, err := loadStandards(p, ruleSet{}, t)
		if err != nil {
			return err
		}
		home, stop, err := serveDemo(c.Context())
		if err != nil {
			return &failure{code: exitFailed, text: t.demoNoPort, cause: err}
		}
		defer stop()
		say(w.stderr, t.demoServing, home)
		pl := &plan{
			office: checks.Office{Name: "สำนักงานสาธารณสุขอำเภอห้วยพลับพลึง (ตัวอย่าง)", District: "ห้วยพลับพลึง", Province: "ศรีชลธาร", Home: home,
				Aliases: []string{"สำนักงานสาธารณสุขอำเภอห้วยพลับพลึง", "สสอ.ห้วยพลับพลึง"}},
			asOf: demoDay(), fiscalYear: demoYear, maxPages: defaultPages, maxTime: defaultTime, rate: 0, data: noArchive,
			userAgent: "truatweb/" + w.version + " (demo)", allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"},
			browser: browserAuto, out: out, formats: usual(p.formats), lang: t.lang,
		}
		if err := perform(c.Context(), w, p, t, pl, standards); err != nil {
			return err
		}
		say(w.stdout, "%s", "")
		say(w.stdout, t.demoOpen, filepath.Join(out, readFirst(p.formats)))
		return nil
	}
	return c
}

// readFirst names the report that a person opens first.
func readFirst(formats []format) string {
	for _, f := range formats {
		if f.name == "html" {
			return f.file
		}
	}
	return ""
}

// serveDemo serves the example site on a free loopback port.
func serveDemo(ctx context.Context) (home string, stop func(), err error) {
	site, err := fs.Sub(demoFiles, "demo/www")
	if err != nil {
		return "", nil, fmt.Errorf("opening the embedded site: %w", err)
	}
	origin, stop, err := serveLoopback(ctx, "127.0.0.1:0", demoHandler(site))
	return origin + "/", stop, err
}

// demoHandler serves files as an old server does: the type follows the name and
// says nothing of the character set.
func demoHandler(site fs.FS) http.Handler {
	files := http.FileServerFS(site)
	types := map[string]string{
		"": "text/html", ".html": "text/html", ".css": "text/css", ".png": "image/png", ".pdf": "application/pdf",
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := fs.Stat(site, path.Clean("./"+r.URL.Path)); err == nil {
			w.Header().Set("Content-Type", types[path.Ext(r.URL.Path)])
		}
		files.ServeHTTP(w, r)
	})
}
