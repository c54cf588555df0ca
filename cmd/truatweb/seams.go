package main

import (
	"context"
	"io"
	"io/fs"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/rules"
)

// parts is what the commands are wired to. parts.go fills it with the real
// ones, tests with small stand-ins.
type parts struct {
	// standards loads the built-in packs with the overlays laid over them, or the
	// overlays alone.
	standards func(overlays []fs.FS, alone bool) ([]*rules.Standard, []rules.Problem)
	// explain reads a rule of one of all standards aloud.
	explain func(all []*rules.Standard, s *rules.Standard, r *rules.Rule, lang string) string
	// thing says what a recogniser, part or other condition of a rule looks for.
	thing func(name, lang string) string
	// reason says a reason as a sentence.
	reason func(why checks.Reason, lang string) string
	// scaffold writes a rule file to begin with.
	scaffold func(s rules.Scaffold, lang string) []byte
	// book writes a workbook of plain sheets.
	book func(w io.Writer, title, program, lang string, sheets []plainSheet) error
	// prove holds a standard's rules against their own examples; done is told
	// after each rule.
	prove func(s *rules.Standard, done func(rule string)) []unheld
	// auditing readies audits. Its errors are the user's: an entry of
	// --allow-private or --only that is none.
	auditing func(p *plan, standards []*rules.Standard, program string, seen func(event)) (auditing, error)
	// record reads an audit.json.
	record func(r io.Reader) (*checks.Audit, error)
	// formats lists the report formats in the order in which they are offered.
	formats []format
}

// auditing audits offices: what the commands need of package auditor.
type auditing interface {
	Audit(ctx context.Context, office checks.Office, when match.When) (*checks.Audit, *checks.Site, error)
	// Collect and Judge are the two halves of Audit.
	Collect(ctx context.Context, office checks.Office) (*checks.Site, error)
	Judge(site *checks.Site, when match.When) *checks.Audit
	// Try holds a page or file, collected alone, against single rules.
	Try(site *checks.Site, label string, when match.When, ids []string) []match.Trial
}

// plainSheet is a sheet of a workbook for reading: rows of text under named
// columns, with widths in characters.
type plainSheet struct {
	name    string
	title   string
	columns []string
	widths  []float64
	rows    [][]string
}

// format writes one kind of report from an audit.
type format struct {
	name  string // as given to --format
	file  string // name of the file it becomes
	write func(w io.Writer, a *checks.Audit, lang string) error
	// beside gives a write that knows what is said of the audit and what was before;
	// nil where the format has no room for it.
	beside func(reports.Beside) func(w io.Writer, a *checks.Audit, lang string) error
	// onDemand: written only where it is asked for by name.
	onDemand bool
}

// event is a sign of life of a running audit.
type event struct {
	pages     int
	documents int
	decided   int
	items     int       // how many items there are to decide; 0 if not known
	address   string    // what is being looked at
	until     time.Time // nothing is asked before; zero if it is
	host      string    // of which nothing is asked until then; "" is all
}

// unheld is an example that fails or a condition that no example holds up.
type unheld struct {
	at   rules.Position
	rule string
	text string // Thai
}

// plan is one audit as asked for, all defaults filled in.
type plan struct {
	office       checks.Office
	bare         bool // the address came without a scheme
	asOf         time.Time
	fiscalYear   int
	derived      bool // fiscalYear follows from asOf
	maxPages     int
	maxTime      time.Duration
	rate         float64     // requests a second and host; 0 is no limit
	hours        crawl.Hours // at which servers may be asked
	userAgent    string
	browser      string // browserAuto, browserOff or a program; "" is off
	allowPrivate []string
	only         []string
	out          string // folder for the reports; "" picks one
	formats      []format
	failOn       failOn
	report       []*rules.Standard // told of; all that are judged if there are none
	tape         *tape             // records the crawl, or plays a recorded one; nil: neither
	alone        bool              // one page and the files it links to
	lang         string
	quiet        bool
	data         string // folder of the archive, as typed
	decisions    string // folder of decisions, as typed; "" for the archive
	seeds        []seed // looked at first
	unattended
	reach
	shared *shared // with other audits of this process; nil: nothing
	ocr    bool    // scans may be read by machine, for people
	cache  string  // keeps what was read of them; "" for nowhere
}

func (pl *plan) when() match.When {
	return match.When{AsOf: pl.asOf, FiscalYear: pl.fiscalYear}
}
