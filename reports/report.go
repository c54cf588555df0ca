package reports

import (
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Format lays a report out.
type Format interface {
	Name() string      // as given on the command line, e.g. "html"
	Extension() string // of the file, with its dot, e.g. ".html"
	Write(w io.Writer, r *Report) error
}

// Report is one audit in order and in words. Texts are in the language Lang
// except what the site or the standard says, which stays as it was written.
type Report struct {
	Lang   string // "th" or "en"
	Labels Labels

	Title   string // of the report
	Office  string
	Place   string // district and province, "" if unknown
	Code    string // the office's code, "" if unknown
	Home    Link
	Date    string    // day of the visit, long form
	Fiscal  string    // the fiscal year judged, with its first and last day
	AsOf    string    // the day as of which periods were judged
	Visited time.Time // Date with its time of day, in Bangkok; zero if unknown
	Judged  time.Time // AsOf as a day in Bangkok; zero if unknown
	Program string

	// The first screen.
	Looked  []string // what was looked at, and within which limits
	Missing []string // what is missing, as sentences
	Gone    []Item   // the required leaves that the office must mend, at most some dozen
	GoneEtc string   // "and n more", "" if none
	Act     []string // who must act
	Caution string   // why the result is provisional, "" if it is not

	Tally     []Count // all ten verdicts, of the leaves of all standards
	Sections  []Section
	ToDos     []ToDo
	Coverage  Coverage
	Warnings  []Notice
	Answers   Answers
	UnitsNote string   // said once where responsible and reviewer are one unit
	Method    []string // how to read the report
	Trend     *Trend   // nil where nothing is known of earlier audits

	Audit *checks.Audit
}

// Word is a verdict in words. It is shown by its text, its mark and its
// colour class together, never by colour alone.
type Word struct {
	Code    string // the verdict's code, e.g. "not_yet_due"
	Text    string // e.g. "พบบางส่วน (1/2)"
	Meaning string // one sentence
	Class   string // "good", "part", "bad", "eyes", "blind" or "none"
	Mark    string // one character, different for each verdict
}

// Count is how many leaves have a verdict.
type Count struct {
	Word
	N int
}

// Link is an address of the site. Href is "" where the address is no http or
// https address: then it must not be a link.
type Link struct {
	Href string
	Text string // readable: percent-encoding undone, shortened in the middle
}

// Item names a row elsewhere in the report.
type Item struct {
	Standard string // id of the standard
	Anchor   string // equal to Row.Anchor
	ID       string
	Title    string
	Word     Word
	Level    string
	Do       string // what is to be done, one sentence
}

// Section is one standard.
type Section struct {
	ID       string
	Anchor   string
	Title    string
	Short    string // what tells it from the others of the report, in few words
	Edition  string
	Force    string // whose word it is
	Status   string // a caution about the certainty of its text, "" if none
	Digest   string
	Tally    []Count // verdicts that occur among its leaves
	Leaves   int
	Scores   []ScoreLine
	Formula  string
	Groups   []Group
	Provisos []string
}

// Note says whose word the standard is, in which edition, and how certain its
// wording is.
func (s *Section) Note() string {
	var out []string
	for _, part := range []string{s.Force, s.Edition, s.Status} {
		if part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, " · ")
}

// ScoreLine is the score of one level of a section. Low and High are per cent
// from 0 to 100, and mean nothing where Applies is false.
type ScoreLine struct {
	Level    string
	Applies  bool
	Low      float64
	High     float64
	Range    string // e.g. "ร้อยละ 58.1 – 74.2"
	Sentence string
}

// Group is a row or chapter of a standard with its requirements: one row of
// the summary that reads like the founding table.
type Group struct {
	ID     string
	Anchor string
	Title  string
	Units
	Procedure string
	Tally     []Count // verdicts that occur among its leaves
	Leaves    int
	Result    string // the tally in one line
	Lacking   []Item // leaves that want mending, a person or another look
	Rows      []Row
}

// Units are the two units that answer for a requirement.
type Units struct {
	Responsible string
	Reviewer    string
	Same        bool // both are one unit, apart from spaces
}

// Row is one requirement, a parent or a leaf.
type Row struct {
	Anchor    string
	Standard  string // id of the standard
	Authority string // short name of the standard's layer
	ID        string
	Title     string
	Parent    bool
	Depth     int // 0 for a leaf or parent that stands in no other
	Level     string
	IfAny     bool
	Period    string // what the proof's time must be, "" if none is needed
	Word      Word
	Has       string   // for the form's มี/ไม่มี column
	Says      string   // the verdict as a sentence about this audit
	Reasons   []string // sentences
	Have      []string // parts present
	Lack      []string // parts missing
	Sum       *Sum     // in place of both where the row sums up another standard, else nil
	Evidence  []Proof
	Nearest   []Near
	Years     string // fiscal years seen that do not fit, "" if none
	Searched  string // how far the program looked, as a sentence
	Words     []string
	Advice    string
	Question  string // what a person is asked, "" if nothing
	Procedure string
	Units
	Decision *Ruling
	Sure     string   // how often people came to the program\'s verdict on it, "" if not known
	Reply    *Pointer // what the responsible unit replied last, nil if nothing
	EARL     string
}

// Proof is evidence in words.
type Proof struct {
	Link   Link
	Title  string
	Place  string // where on the page or in the file
	Quote  string
	Shows  string // what the quote shows, "" if not said
	Repeat string // what a person does to see the same, a command or an action, "" if not said
	Label  string // text of the link that led there
	Year   string // fiscal year that it was taken for, "" if none
	Path   []Link // click path from home
	SHA256 string
	Seen   string    // day and time, Bangkok
	Moment time.Time // Seen, in Bangkok; zero if unknown
	First  string    // the day on which it was first seen here, "" if today or not known
	OCR    string    // says that the quote was recognised from a picture, else ""
}

// Sum is how a row stands that sums up another standard.
type Sum struct {
	Sentence string
	Lines    []SumLine
}

// SumLine is the items that share a verdict, or a chapter.
type SumLine struct {
	Text   string
	Word   Word   // zero for a chapter
	Anchor string // of the chapter's Group, "" where Items say more
	Items  []Item
}

// Near is the nearest thing to a proof.
type Near struct {
	Link    Link
	Title   string
	Quote   string
	Missing []string
	Reason  string
	Years   string
}

// ToDo is what one unit has to do.
type ToDo struct {
	Unit     string
	Sentence string
	Mend     []Item // to publish or put right, as the responsible unit
	Decide   []Item // to look at with own eyes, as the reviewing unit
	Again    []Item // to be looked at again once the program can see it
}

// Coverage says what was seen and what was not.
type Coverage struct {
	Facts []Fact
	Gaps  []GapGroup
	Load  []LoadLine
	// LoadNotes say what the figures of Load count, and what hosts asked for.
	LoadNotes []string
	Limits    []string
}

// Fact is a name and a value, both in words.
type Fact struct{ Name, Value string }

// GapGroup is the addresses that could not be seen for one reason.
type GapGroup struct {
	Reason  string
	Code    string
	N       int
	Sampled bool // left alone on purpose
	Gaps    []GapLine
}

// GapLine is one address that could not be seen.
type GapLine struct {
	Link   Link
	From   Link
	Label  string
	Detail string
	At     string
	Moment time.Time // At, in Bangkok; zero if unknown
}

// LoadLine is what one host was asked for.
type LoadLine struct{ Host, Requests, Bytes, Busiest string }

// Notice is something worth a person's attention that is no verdict.
type Notice struct {
	Kind   string
	Meant  string // what to do about it
	Link   Link
	Detail string
	Count  int
}
