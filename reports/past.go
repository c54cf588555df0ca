package reports

import (
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Past is what is kept at hand of an audit that was made before: enough to hold
// it against another.
type Past struct {
	ID         string    // in the archive; "" if it is not kept there
	Office     string    // checks.Office.Key
	SeenAt     time.Time // whole microseconds
	AsOf       string
	FiscalYear int
	Program    string
	Scope      []string // prefixes that the audit was confined to
	FloorMet   bool
	Kept       bool // the site as it was seen is kept
	Standards  []PastStandard
	Items      []PastItem
}

// PastStandard is a standard that an audit was held against, and its score.
type PastStandard struct {
	ID     string
	Title  string
	Digest string
	Of     int // required leaves that count
	Low    *float64
	High   *float64
}

// PastItem is one finding.
type PastItem struct {
	Standard string
	ID       string
	Title    string
	Parent   bool
	Level    string
	Period   string
	Verdict  checks.Verdict
	Have     int    // parts present
	Parts    int    // of so many
	Digest   string // checks.Finding.Digest
}

func pastItem(f *checks.Finding) PastItem {
	it := PastItem{Standard: f.Standard, ID: f.ID, Title: Clean(f.Title), Parent: f.Parent, Level: f.Level, Period: f.Period, Verdict: f.Verdict, Digest: f.Digest()}
	if f.Parts != nil {
		it.Have, it.Parts = len(f.Parts.Have), len(f.Parts.Have)+len(f.Parts.Missing)
	}
	return it
}

// PastOf gives what is kept at hand of an audit.
func PastOf(a *checks.Audit) Past {
	p := Past{Office: a.Office.Key(), SeenAt: a.SeenAt.Truncate(time.Microsecond), AsOf: a.AsOf, FiscalYear: a.FiscalYear, Program: a.Program,
		Scope: a.Office.Scope, FloorMet: a.Coverage.FloorMet}
	for _, s := range a.Standards {
		one := PastStandard{ID: s.ID, Title: s.Title, Digest: s.Digest}
		if score, ok := a.Scores[s.ID]; ok {
			one.Of, one.Low, one.High = score.Required.Of, score.Required.Low, score.Required.High
		}
		p.Standards = append(p.Standards, one)
	}
	for i := range a.Findings {
		p.Items = append(p.Items, pastItem(&a.Findings[i]))
	}
	return p
}

// Standard gives the standard of that id; nil if the audit was not held against it.
func (p *Past) Standard(id string) *PastStandard {
	for i := range p.Standards {
		if p.Standards[i].ID == id {
			return &p.Standards[i]
		}
	}
	return nil
}

// Tallies counts the leaves of a standard by verdict; those of all for "".
func (p *Past) Tallies(standard string) map[checks.Verdict]int {
	n := map[checks.Verdict]int{}
	for i := range p.Items {
		if it := &p.Items[i]; !it.Parent && (standard == "" || it.Standard == standard) {
			n[it.Verdict]++
		}
	}
	return n
}

// Ways that only show over several audits. There is here what is found, or
// partly so.
const (
	Missed Way = "missed" // was there and is not found: once, or not yet long enough apart
	Lost   Way = "lost"   // was there, and was not found twice, apart in time
	Back   Way = "back"   // was there, was missed, and is there again
)

// Ways lists all ways in the order in which reports do.
func Ways() []Way { return []Way{Lost, Missed, Worse, Better, Back, Aside, Added, Dropped, Same} }

// Cause is why a verdict turned.
type Cause string

// The causes.
const (
	BySite    Cause = "site"    // what the site shows
	ByRules   Cause = "rules"   // what the rules ask, or how the program judges
	ByBoth    Cause = "both"    // the one and the other
	ByTime    Cause = "time"    // the fiscal year or day that was judged for
	ByUnknown Cause = "unknown" // rules and site may both have changed, and the site as it was is not kept
)

// Turn is what became of one item, and why.
type Turn struct {
	Change           // of missed and lost, Old is of when it was last there
	Cause  Cause     // "" for the ways same, added, dropped and back, and where one miss tells nothing
	Since  time.Time // of missed and lost: when it was last there
}

// Obstacle is why two audits cannot be held against each other.
type Obstacle string

// The obstacles.
const (
	OtherOffice Obstacle = "office"
	OtherScope  Obstacle = "scope"
	BelowFloor  Obstacle = "floor" // one of them saw too little
	NoStandard  Obstacle = "standards"
)

// Comparison is what became of an office's site between two audits, told with
// what is known of the audits before.
type Comparison struct {
	Before, After Past
	Obstacle      Obstacle // "" where they can be compared; else there are no turns
	OtherYear     bool     // they were judged for different fiscal years
	OtherRules    []string // ids of standards whose rules differ
	OtherProgram  bool     // another version of the program
	Rejudged      bool     // the kept site was judged anew, so that site and rules are told apart
	Turns         []Turn   // of all leaves, in the order of the later audit; then those dropped
}

// Count is how many leaves went each way.
func (c *Comparison) Count() map[Way]int {
	n := map[Way]int{}
	for i := range c.Turns {
		n[c.Turns[i].Way]++
	}
	return n
}

// History is what is known of an office from its earlier audits.
type History struct {
	Past    []Past      // earliest first, without the audit that is reported
	Since   *Comparison // with the last one that can be compared; nil if there is none
	Proofs  []Seen
	Upheld  map[string]Upheld // by ItemKey; only those with decisions enough
	Decided int               // decisions in the archive that the figures of Upheld rest on
}

// ItemKey names an item of a standard in a map.
func ItemKey(standard, id string) string { return standard + "\x00" + id }

// Seen says since when and until when an address was evidence of an item.
type Seen struct {
	Standard, ID, URL string
	First, Last       time.Time
}

// Judged is a person's verdict beside the program's that it was made on.
type Judged struct {
	Office, Standard, ID string
	Rules                string // digest of the standard
	Robot, Person        checks.Verdict
}

// Upheld is how often people came to the program's verdict where it gave one.
type Upheld struct {
	Standard, ID string
	Rules        string         // digest of the standard; "" for all together
	Robot        checks.Verdict // the verdict that the figures are of; "" for all together
	Upheld, Of   int
	Left         int     // decisions where the program had left the verdict to a person
	Low, High    float64 // the share's 95 % interval after Wilson, 0 to 1
}
