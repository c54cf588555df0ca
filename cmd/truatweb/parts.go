package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/dns"
	"github.com/truatweb/truatweb/checks/domain"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/extract/html"
	"github.com/truatweb/truatweb/checks/extract/image"
	"github.com/truatweb/truatweb/checks/extract/office"
	extractpdf "github.com/truatweb/truatweb/checks/extract/pdf"
	"github.com/truatweb/truatweb/checks/extract/text"
	"github.com/truatweb/truatweb/checks/headers"
	"github.com/truatweb/truatweb/checks/hijack"
	"github.com/truatweb/truatweb/checks/label"
	"github.com/truatweb/truatweb/checks/language"
	"github.com/truatweb/truatweb/checks/links"
	"github.com/truatweb/truatweb/checks/login"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/opendata"
	"github.com/truatweb/truatweb/checks/policy"
	"github.com/truatweb/truatweb/checks/redirect"
	"github.com/truatweb/truatweb/checks/responsive"
	"github.com/truatweb/truatweb/checks/sitemarks"
	"github.com/truatweb/truatweb/checks/speed"
	"github.com/truatweb/truatweb/checks/tls"
	"github.com/truatweb/truatweb/checks/wcag"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/csv"
	reporthtml "github.com/truatweb/truatweb/reports/html"
	reportjson "github.com/truatweb/truatweb/reports/json"
	"github.com/truatweb/truatweb/reports/junit"
	"github.com/truatweb/truatweb/reports/pdf"
	"github.com/truatweb/truatweb/reports/sarif"
	"github.com/truatweb/truatweb/reports/xlsx"
	"github.com/truatweb/truatweb/rules"
)

// realParts is THE list: every rule pack, document reader, judge and report
// format that the program has.
func realParts() parts {
	c := &compiler{}
	return parts{
		standards: c.standards,
		explain:   realExplain,
		thing:     reports.ThingText,
		reason:    reports.ReasonText,
		scaffold:  realScaffold,
		book:      realBook,
		prove:     realProve,
		auditing:  c.auditing,
		record:    reportjson.Read,
		formats:   realFormats(),
	}
}

// readers lists the document readers; of two that read a kind the later wins.
func readers() *extract.Set {
	return extract.NewSet(text.Reader{}, html.New(), office.Reader{}, extractpdf.New(extractpdf.Options{}), image.Reader{})
}

// technical lists the checks that rules call on by name. Those that measure
// introduce themselves by userAgent; those that look at pages do so in window, nil
// where there is none.
func technical(userAgent string, window wcag.Browser) []checks.Check {
	return []checks.Check{
		hijack.Check{}, label.Check{}, language.Check{}, links.Check{}, login.Check{}, opendata.Check{}, policy.Check{}, sitemarks.Check{}, speed.Check{},
		dns.New(dns.Options{}), domain.New(domain.Options{UserAgent: userAgent}), headers.New(headers.Options{UserAgent: userAgent}),
		redirect.New(redirect.Options{UserAgent: userAgent}), tls.New(tls.Options{UserAgent: userAgent}),
		responsive.New(responsive.Options{Browser: window}), wcag.New(wcag.Options{Browser: window}),
	}
}

// gatherers lists those of them that measure more than a crawl sees and that a
// rule asks for: what nobody asks for is not worth a request.
func gatherers(standards []*rules.Standard, userAgent string, window wcag.Browser) []checks.Gatherer {
	asked := map[string]bool{}
	for _, s := range standards {
		for _, r := range s.Rules() {
			asked[r.Check] = true
		}
	}
	var out []checks.Gatherer
	for _, c := range technical(userAgent, window) {
		if g, ok := c.(checks.Gatherer); ok && slices.ContainsFunc(g.Names(), func(name string) bool { return asked[name] }) {
			out = append(out, g)
		}
	}
	return out
}

// realFormats lists the report formats in the order in which they are offered.
func realFormats() []format {
	onDemand := formatsOf(pdf.Format{Page: reporthtml.Format{}, Printer: pagePrinter{}}, csv.Format{}, junit.Format{}, sarif.Format{})
	for i := range onDemand {
		onDemand[i].onDemand = true
	}
	return append(formatsOf(reporthtml.Format{}, xlsx.Format{}, reportjson.Format{}), onDemand...)
}

func formatsOf(formats ...reports.Format) []format {
	var out []format
	for _, f := range formats {
		name := "report"
		if f.Name() == recordName {
			name = "audit"
		}
		beside := func(b reports.Beside) func(io.Writer, *checks.Audit, string) error {
			return func(w io.Writer, a *checks.Audit, lang string) error {
				r, err := reports.WithBeside(a, b, lang)
				if err != nil {
					return fmt.Errorf("putting the audit in words: %w", err)
				}
				return f.Write(w, r)
			}
		}
		out = append(out, format{name: f.Name(), file: name + f.Extension(), write: beside(reports.Beside{}), beside: beside})
	}
	return out
}

// standards loads the built-in packs with the overlays over them, or the
// overlays alone, and asks the matcher whether each rule can hold at all.
func (c *compiler) standards(overlays []fs.FS, alone bool) ([]*rules.Standard, []rules.Problem) {
	base := rules.Packs()
	if alone {
		base = nil
	}
	standards, problems := rules.LoadAll(base, overlays, nil, match.Vocabulary(technical("", nil)...))
	if len(problems) > 0 {
		return nil, problems
	}
	rules.Nearest(standards)
	_, problems = c.compile(standards)
	return standards, problems
}

// realExplain reads a rule aloud with the words that reports use.
func realExplain(all []*rules.Standard, s *rules.Standard, r *rules.Rule, lang string) string {
	x := explainer(lang)
	x.Standards = all
	return x.Explain(s, r)
}

func explainer(lang string) rules.Explainer {
	return rules.Explainer{Recognisers: reports.Things(lang), Checks: reports.CheckNames(lang), Verdicts: reports.VerdictNames(lang)}
}

// realScaffold writes a rule file to begin with, which names the recognisers
// that a rule may call on.
func realScaffold(s rules.Scaffold, lang string) []byte {
	x := explainer(lang)
	words := map[string]string{}
	for _, name := range match.Vocabulary().Recognisers {
		words[name] = cmp.Or(x.Recognisers[name], name)
	}
	x.Recognisers = words
	return x.Scaffold(s)
}

func realBook(w io.Writer, title, program, lang string, sheets []plainSheet) error {
	out := make([]xlsx.Sheet, len(sheets))
	for i, s := range sheets {
		out[i] = xlsx.Sheet{Name: s.name, Title: s.title, Columns: s.columns, Widths: s.widths, Rows: s.rows}
	}
	return xlsx.WriteSheets(w, title, program, lang, out)
}

func realProve(s *rules.Standard, done func(string)) []unheld {
	var out []unheld
	for _, u := range match.Prove(s, []*rules.Standard{s}, done) {
		out = append(out, unheld{at: u.At, rule: u.Rule, text: u.Text})
	}
	return out
}

func (c *compiler) auditing(p *plan, standards []*rules.Standard, program string, seen func(event)) (auditing, error) {
	own := p.shared
	w := wired{}
	if own == nil {
		own = newShared(1)
		w.held = append(w.held, own)
	}
	if err := own.ready(p, standards, c); err != nil {
		_ = w.Close() // the first error is the one to tell
		return nil, err
	}
	matcher, read := own.matcher, own.read
	o := auditor.Options{Matcher: matcher, Program: program, Report: standardIDs(p.report)}
	shelf := scanShelf(p, &o)
	if shelf != nil {
		w.held = append(w.held, shelf)
	}
	browser := own.browser
	measures := !p.alone && !p.tape.played() && len(gatherers(standards, p.userAgent, nil)) > 0
	crawler, err := newCrawler(p, matcher, read, browser, shelf, measures, seen)
	if err != nil {
		_ = w.Close() // as above
		return nil, err
	}
	o.Crawler, o.Network = crawler, crawler.Network()
	if p.tape != nil {
		o.Keeper = p.tape
	}
	if p.tape.played() {
		o.Network = nil // and nothing is measured: it is in the record
	} else if measures {
		o.Gatherers = gatherers(standards, p.userAgent, newWindow(browser, crawler))
	}
	if w.Auditor, err = auditor.New(o); err != nil {
		_ = w.Close()
		return nil, err
	}
	return w, nil
}

// scanShelf readies the second look at scans where it is wanted and tesseract is
// there, and gives the shelf that the crawl fills for it.
func scanShelf(p *plan, o *auditor.Options) *auditor.Shelf {
	if !p.ocr {
		return nil
	}
	recogniser := image.NewRecogniser(image.Options{CacheDir: p.cache})
	if recogniser.Ready() != nil {
		return nil // `doctor` says what is missing
	}
	shelf, err := auditor.NewShelf("", auditor.DefaultShelf)
	if err != nil {
		return nil // people look at scans unaided
	}
	o.Recogniser, o.Scans = recogniser, shelf
	return shelf
}

// wired is an auditor with what ends with it.
type wired struct {
	*auditor.Auditor
	held []io.Closer
}

// Close lets go of all that is held.
func (w wired) Close() error {
	var all error
	for _, c := range w.held {
		all = errors.Join(all, c.Close())
	}
	return all
}

func seedsOf(p *plan) []crawl.Seed {
	var out []crawl.Seed
	for _, s := range p.seeds {
		out = append(out, crawl.Seed{URL: s.address, Label: s.title})
	}
	return out
}

// reserveFor is what of a run's time is kept for measuring once the crawl has
// ended: a fifth, and no more than most sites take.
func reserveFor(maxTime time.Duration, measures bool) time.Duration {
	const most = 2 * time.Minute
	if !measures {
		return 0
	}
	return min(maxTime/5, most)
}

// newCrawler makes the crawler that a plan asks for, steered by the words of
// what the matcher has not found yet, which draws pages in a browser, nil if
// none, and leaves time for what is measured after it.
func newCrawler(p *plan, matcher *match.Matcher, read crawl.Reader, browser *drawer, shelf *auditor.Shelf, measures bool, seen func(event)) (*crawl.Crawler, error) {
	network, err := crawl.NewNet(p.allowPrivate, p.only)
	if err != nil {
		return nil, err
	}
	var renderer crawl.Renderer
	if browser != nil {
		renderer = browser
	}
	steerer := matcher.Steer(p.when())
	var keep func(*checks.Document, []byte)
	if shelf != nil {
		keep = shelf.Keep
	}
	return crawl.New(p.tape.thread(crawl.Options{
		Reader: read, Steerer: steerer, Renderer: renderer, Net: network, MaxPages: p.maxPages, MaxTime: p.maxTime, Reserve: reserveFor(p.maxTime, measures), Rate: p.rate, Hours: p.hours, UserAgent: p.userAgent, Now: time.Now,
		FollowOutside: true, Alone: p.alone, Seeds: seedsOf(p), Until: p.enough(steerer), Workers: p.workers,
		OnPage: func(site *checks.Site, _ checks.Resource) { steerer.Look(site) },
		Spam:   hijack.Spam,
		Keep:   keep,
		OnEvent: func(e crawl.Event) {
			if e.Kind == crawl.EventWait {
				seen(event{until: e.Until, host: e.URL})
				return
			}
			decided, items := steerer.Progress()
			seen(event{pages: e.Pages, documents: e.Documents, decided: decided, items: items, address: e.URL})
		},
	}))
}
