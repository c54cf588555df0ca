package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of a run by default. Ten minutes is what the program promises a site
// that has no end; an office whose site is large asks for more.
const (
	defaultPages = 1000
	defaultTime  = 10 * time.Minute
	defaultRate  = 1.0
)

// The fiscal years (BE) that may be judged for: none before there were websites
// by far, none that anybody alive will audit.
const (
	firstBE = 2500
	lastBE  = 2700
)

// The values of --ocr: recognised text where tesseract is there, or none.
const (
	ocrAuto = "auto"
	ocrOff  = "off"
)

// auditFlags are the flags of audit as typed.
type auditFlags struct {
	out, office, asOf, userAgent, contact, ocr, browser, window string
	format, private, only, failOn                               []string
	rules                                                       ruleSet
	fy, maxPages                                                int
	maxTime                                                     time.Duration
	rate                                                        float64
	quiet                                                       bool
	many                                                        bool // the offices come from elsewhere
	data, decisions                                             string
	unattended                                                  unattendedFlags
	tape                                                        tapeFlags
	reach                                                       reachFlags
}

// crawlFlags adds the flags that say how a site is walked, and by which rules it
// is judged.
func (f *auditFlags) crawlFlags(fl *pflag.FlagSet, t *texts) {
	fl.IntVar(&f.maxPages, "max-pages", defaultPages, fmt.Sprintf(t.flagMaxPages, defaultPages))
	fl.DurationVar(&f.maxTime, "max-time", defaultTime, t.flagMaxTime)
	fl.Float64Var(&f.rate, "rate", defaultRate, t.flagRate)
	fl.StringVar(&f.window, "window", "", t.manners.flagWindow)
	f.rules.flags(fl, t)
	fl.StringSliceVar(&f.private, "allow-private", nil, t.flagPrivate)
	fl.StringSliceVar(&f.only, "only", nil, t.flagOnly)
	fl.StringVar(&f.userAgent, "user-agent", "", t.flagUserAgent)
	fl.StringVar(&f.contact, "contact", "", t.flagContact)
	fl.StringVar(&f.browser, "browser", browserAuto, t.flagBrowser)
}

func newAudit(w world, p parts, t *texts) *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use: "audit " + t.argAddress, Short: t.auditShort, Long: t.auditLong + "\n\n" + t.exitCodes, Example: t.auditExample,
		Args: atMost(1, t),
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", t.flagOut)
	fl.StringSliceVarP(&f.format, "format", "f", nil, fmt.Sprintf(t.flagFormat, strings.Join(formatNames(p.formats), ",")))
	fl.StringVar(&f.office, "office", "", t.flagOffice)
	fl.IntVar(&f.fy, "fy", 0, t.flagFY)
	fl.StringVar(&f.asOf, "as-of", "", t.flagAsOf)
	f.crawlFlags(fl, t)
	fl.StringSliceVar(&f.failOn, "fail-on", nil, t.flagFailOn)
	fl.StringVar(&f.ocr, "ocr", ocrAuto, t.flagOCR)
	fl.BoolVar(&f.tape.keep, "warc", true, t.warc.flagWARC)
	fl.StringVar(&f.tape.since, "since", sinceAuto, t.warc.flagSince)
	fl.BoolVar(&f.tape.fresh, "fresh", false, t.warc.flagFresh)
	fl.BoolVarP(&f.quiet, "quiet", "q", false, t.flagQuiet)
	dataFlag(fl, &f.data, t)
	decisionsFlag(fl, &f.decisions, t)
	f.unattended.flags(fl, t)
	f.reach.flags(fl, t)
	c.RunE = func(c *cobra.Command, args []string) error {
		plan, err := f.plan(w, p, t, args)
		if err != nil {
			return err
		}
		chosen, judged, err := loadStandards(p, f.rules, t)
		if err != nil {
			return err
		}
		plan.report = chosen
		if plan.seeds, err = pointed(c.Context(), w, p, t, plan, judged); err != nil {
			return err
		}
		if err := plan.linger(c.Context(), w, t, plan.quiet); err != nil {
			return err
		}
		return perform(c.Context(), w, p, t, plan, judged)
	}
	return c
}

// plan checks everything that was typed before anything is fetched or written.
func (f *auditFlags) plan(w world, p parts, t *texts, args []string) (*plan, error) {
	pl := &plan{maxPages: f.maxPages, maxTime: f.maxTime, rate: f.rate, allowPrivate: trimAll(f.private), only: trimAll(f.only),
		out: f.out, lang: t.lang, quiet: f.quiet, data: f.data, decisions: f.decisions, tape: f.tape.tape(w, t, f.quiet)}
	var err error
	if f.office != "" {
		if pl.office, pl.bare, err = readOffice(f.office, t); err != nil {
			return nil, err
		}
	}
	if len(args) == 1 {
		if pl.office.Home, pl.bare, err = homeOf(args[0], t); err != nil {
			return nil, err
		}
	}
	if pl.office.Home == "" && !f.many {
		return nil, usage(t.noAddress, t.addressExample)
	}
	if pl.asOf, pl.fiscalYear, pl.derived, err = dayAndYear(f.asOf, f.fy, w.now(), t); err != nil {
		return nil, err
	}
	if pl.formats, err = chooseFormats(f.format, p.formats, t); err != nil {
		return nil, err
	}
	if pl.failOn, err = parseFailOn(f.failOn, t); err != nil {
		return nil, err
	}
	switch {
	case f.maxPages < 1:
		return nil, usage(fmt.Sprintf(t.badMaxPages, strconv.Itoa(f.maxPages)), "--max-pages 500")
	case f.maxTime < time.Second:
		return nil, usage(fmt.Sprintf(t.badMaxTime, f.maxTime.String()), "--max-time 30m")
	case pl.readHours(f.window) != nil:
		return nil, usage(fmt.Sprintf(t.manners.badWindow, clip(f.window)), `--window "mon-fri 18:00-06:00"`)
	case !(f.rate >= 0 && f.rate <= 1000):
		return nil, usage(fmt.Sprintf(t.badRate, strconv.FormatFloat(f.rate, 'g', -1, 64)), "--rate 1")
	case f.ocr != ocrAuto && f.ocr != ocrOff:
		return nil, usage(fmt.Sprintf(t.badOCR, clip(f.ocr)), "--ocr "+ocrOff)
	}
	if pl.ocr = f.ocr == ocrAuto; w.cache != "" {
		pl.cache = filepath.Join(w.cache, "ocr")
	}
	if pl.browser = strings.TrimSpace(f.browser); pl.browser != browserAuto && pl.browser != browserOff {
		if _, err = exec.LookPath(pl.browser); err != nil {
			return nil, usage(fmt.Sprintf(t.badBrowser, clip(pl.browser)), "--browser auto")
		}
	}
	if pl.unattended, err = f.unattended.plan(w, p, t); err != nil {
		return nil, err
	}
	if pl.reach, err = f.reach.plan(f.rate, t); err != nil {
		return nil, err
	}
	if pl.userAgent, err = userAgent(f.userAgent, f.contact, w.version, t); err != nil {
		return nil, err
	}
	return pl, nil
}

// readHours takes in the hours at which servers may be asked.
func (pl *plan) readHours(window string) (err error) {
	pl.hours, err = crawl.ParseHours(window)
	return err
}

// dayAndYear settles the day and the fiscal year (BE) to judge for: today in
// Bangkok and the year that the day falls in, unless given.
func dayAndYear(day string, fy int, now time.Time, t *texts) (time.Time, int, bool, error) {
	asOf := now.In(thai.Bangkok())
	asOf = time.Date(asOf.Year(), asOf.Month(), asOf.Day(), 0, 0, 0, 0, thai.Bangkok())
	if day != "" {
		d, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(day), thai.Bangkok())
		if err != nil {
			return asOf, 0, false, usage(fmt.Sprintf(t.badDay, clip(day)), "--as-of 2026-11-23")
		}
		if d.Year() >= firstBE && d.Year() <= lastBE {
			ce := time.Date(d.Year()-543, d.Month(), d.Day(), 0, 0, 0, 0, d.Location())
			return asOf, 0, false, usage(fmt.Sprintf(t.dayInBE, clip(day)), "--as-of "+ce.Format(time.DateOnly))
		}
		if first, last := firstBE-543, lastBE-543; d.Year() < first || d.Year() >= last {
			return asOf, 0, false, usage(fmt.Sprintf(t.dayFar, clip(day), first, last-1), "--as-of 2026-11-23")
		}
		asOf = d
	}
	if fy == 0 {
		return asOf, thai.FiscalYearOf(asOf), true, nil
	}
	if fy < firstBE || fy > lastBE {
		return asOf, 0, false, usage(fmt.Sprintf(t.badFY, strconv.Itoa(fy)), "--fy "+strconv.Itoa(thai.FiscalYearOf(asOf)))
	}
	return asOf, fy, false, nil
}

// userAgent is how the program introduces itself to a site.
func userAgent(whole, contact, version string, t *texts) (string, error) {
	if !isPlain(whole) || !isPlain(contact) || strings.ContainsAny(whole+contact, "\r\n\t") {
		return "", usage(t.badUserAgent, `--contact "it@example.go.th"`)
	}
	switch {
	case whole != "":
		return whole, nil
	case contact != "":
		return fmt.Sprintf("truatweb/%s (compliance audit; +%s)", version, contact), nil
	default:
		return fmt.Sprintf("truatweb/%s (compliance audit; +https://github.com/truatweb/truatweb)", version), nil
	}
}

func formatNames(formats []format) []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// chooseFormats gives the named formats, each once, or the usual ones if none is
// named.
func chooseFormats(names []string, all []format, t *texts) ([]format, error) {
	var out []format
	chosen := map[string]bool{}
	for _, name := range trimAll(names) {
		name = strings.ToLower(name)
		found := false
		for _, f := range all {
			if f.name == name {
				found = true
				if !chosen[name] {
					chosen[name] = true
					out = append(out, f)
				}
			}
		}
		if !found {
			return nil, usage(fmt.Sprintf(t.badFormat, clip(name), nearest(name, formatNames(all), t)), "--format "+strings.Join(formatNames(all), ","))
		}
	}
	if len(out) == 0 {
		out = usual(all)
	}
	return out, nil
}

// usual are the formats that are written where none is named.
func usual(all []format) []format {
	return slices.DeleteFunc(slices.Clone(all), func(f format) bool { return f.onDemand })
}

func trimAll(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}
