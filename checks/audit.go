package checks

import "time"

// Place says where on a page or in a file a quote stands.
type Place string

// The places of evidence.
const (
	AtTitle   Place = "title"
	AtHeading Place = "heading"
	AtLink    Place = "link"
	AtText    Place = "text"
	AtRow     Place = "row"
	AtFile    Place = "file" // a file's name
	AtImage   Place = "image"
	AtForm    Place = "form"
	AtServer  Place = "server" // what the server or the domain name system answered
)

// Evidence is something seen that bears on a requirement.
type Evidence struct {
	URL    string    `json:"url"`
	Title  string    `json:"title,omitempty"`
	Place  Place     `json:"place"`
	Quote  string    `json:"quote,omitempty"` // at most some 300 characters
	Why    string    `json:"why,omitempty"`   // what the quote shows: a recogniser's or part's name
	SHA256 string    `json:"sha256,omitempty"`
	SeenAt time.Time `json:"seen_at"`
	Path   []string  `json:"path,omitempty"` // click path from home
	Label  string    `json:"label,omitempty"`
	Year   int       `json:"year,omitempty"` // fiscal year BE that the proof was taken for
	OCR    bool      `json:"ocr,omitempty"`  // the quote was recognised from a picture
}

// Miss is the nearest thing to a proof that was seen.
type Miss struct {
	URL     string   `json:"url"`
	Title   string   `json:"title,omitempty"`
	Quote   string   `json:"quote,omitempty"`
	Missing []string `json:"missing,omitempty"` // names of recognisers, parts or words, as in the rule
	Reason  Reason   `json:"reason,omitempty"`
	Years   []int    `json:"years,omitempty"` // fiscal years BE seen
}

// Tally is a list of countable parts, present and missing.
type Tally struct {
	Have    []string `json:"have"`
	Missing []string `json:"missing"`
}

// Verdict concludes from the parts alone: all there is found, none is absent, and
// anything between is partial, for parts that are missing.
func (t *Tally) Verdict() (Verdict, []Reason) {
	switch {
	case len(t.Missing) == 0:
		return Found, nil
	case len(t.Have) == 0:
		return Absent, nil
	}
	return Partial, []Reason{PartsMissing}
}

// Searched is the negative proof: how far the program looked.
type Searched struct {
	Words     []string `json:"words,omitempty"`
	Pages     int      `json:"pages"`
	Documents int      `json:"documents"`
	Opened    int      `json:"opened"` // candidates opened
	Unread    int      `json:"unread"` // candidates that could not be read
}

// Finding is what the program concludes about one requirement.
type Finding struct {
	ID          string     `json:"id"`
	Standard    string     `json:"standard"`
	Title       string     `json:"title"`
	Category    string     `json:"category,omitempty"`
	Parent      bool       `json:"parent,omitempty"` // sums up its parts; outside all tallies
	Level       string     `json:"level"`
	Period      string     `json:"period,omitempty"`
	Verdict     Verdict    `json:"verdict"`
	Reasons     []Reason   `json:"reasons"`
	Parts       *Tally     `json:"parts,omitempty"`
	Evidence    []Evidence `json:"evidence"`
	Nearest     []Miss     `json:"nearest"`
	Searched    Searched   `json:"searched"`
	YearsSeen   []int      `json:"years_seen,omitempty"` // fiscal years BE of archives and misfits
	Question    string     `json:"question,omitempty"`   // what a person is asked
	Advice      string     `json:"advice,omitempty"`
	Procedure   string     `json:"procedure,omitempty"`
	Responsible string     `json:"responsible"`
	Reviewer    string     `json:"reviewer"`
	EARL        string     `json:"earl"`
}

// StandardUsed names a standard that an audit was held against.
type StandardUsed struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Edition   string `json:"edition,omitempty"`
	Authority string `json:"authority"`
	Status    string `json:"status,omitempty"`
	Digest    string `json:"digest"`
	// Categories are the rows or chapters, in order.
	Categories []CategoryUsed `json:"categories,omitempty"`
}

// CategoryUsed is a row or chapter of a standard.
type CategoryUsed struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Procedure   string `json:"procedure,omitempty"`
	Responsible string `json:"responsible,omitempty"`
	Reviewer    string `json:"reviewer,omitempty"`
}

// CoverageOf says how much of a site was seen and what was not.
type CoverageOf struct {
	Pages     int    `json:"pages"`
	Documents int    `json:"documents"`
	Failed    int    `json:"failed"`     // addresses inside the scope that could not be seen
	Menu      int    `json:"menu"`       // menu and footer links of the home page
	MenuSeen  int    `json:"menu_seen"`  // of them, opened or accounted for
	StoppedBy string `json:"stopped_by"` // "", "pages", "time", "bytes", "person", "decided"
	// DecidedAfter is the number of pages and documents that had been seen when
	// the first proof of the last item found or declared none was seen; 0 if none was.
	DecidedAfter int      `json:"decided_after,omitempty"`
	FloorMet     bool     `json:"floor_met"`
	FloorWhy     []Reason `json:"floor_why,omitempty"` // why the floor was not met
	Gaps         []Gap    `json:"gaps"`
	Load         []Load   `json:"load,omitempty"`
	Renderer     bool     `json:"renderer"`
}

// Score is a range until people have decided; Low and High are shares from 0
// to 1, nil when nothing applied.
type Score struct {
	Required ScoreOf         `json:"required"`
	Should   ScoreOf         `json:"should"`
	Example  ScoreOf         `json:"example"`
	Tallies  map[Verdict]int `json:"tallies"` // all leaves
	IfAny    map[Verdict]int `json:"if_any"`  // if-any leaves alone
}

// ScoreOf is the score of one level: Found of Of leaves, and the range.
type ScoreOf struct {
	Of    int      `json:"of"`
	Found int      `json:"found"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// Warning is something worth a person's attention that is no verdict, such as
// personal data or injected spam. It never carries the data itself.
type Warning struct {
	Kind   string `json:"kind"` // "personal_data", "hijack", "charset" …
	URL    string `json:"url"`
	Detail string `json:"detail,omitempty"` // masked
	Count  int    `json:"count,omitempty"`
}

// Audit is one office, looked at once and held against standards. Its JSON form
// is the record from which every report can be made again.
type Audit struct {
	Schema     string           `json:"schema"` // "truatweb/audit/1"
	Program    string           `json:"program"`
	Office     Office           `json:"office"`
	SeenAt     time.Time        `json:"seen_at"`
	EndedAt    time.Time        `json:"ended_at"`
	AsOf       string           `json:"as_of"` // 2006-01-02, Asia/Bangkok
	FiscalYear int              `json:"fiscal_year"`
	Standards  []StandardUsed   `json:"standards"`
	Coverage   CoverageOf       `json:"coverage"`
	Findings   []Finding        `json:"findings"`
	Scores     map[string]Score `json:"scores"` // by standard id
	Score      Score            `json:"score"`  // of the first standard
	Warnings   []Warning        `json:"warnings"`
	// Platform is what the site says it is made with or by, e.g. "WordPress" or a
	// vendor's credit in the footer; "" if it says nothing.
	Platform string `json:"platform,omitempty"`
}

// AuditSchema is the value of Audit.Schema that this program writes.
const AuditSchema = "truatweb/audit/1"

// Finding gives the finding of a requirement; nil if there is none.
func (a *Audit) Finding(standard, id string) *Finding {
	for i := range a.Findings {
		if a.Findings[i].ID == id && (standard == "" || a.Findings[i].Standard == standard) {
			return &a.Findings[i]
		}
	}
	return nil
}
