package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Authority says whose word a standard is, strongest first.
type Authority string

// The layers of authority (domain handbook §1).
const (
	AuthorityLaw       Authority = "law"       // an Act: "at least" lists
	AuthorityOffice    Authority = "office"    // the office's own announcement
	AuthorityITA       Authority = "ita"       // the ministry's yearly assessment
	AuthorityGuideline Authority = "guideline" // a recommendation: ควร
)

// Level says how strongly a requirement binds (domain handbook §2.3).
type Level string

// The levels. Only LevelRequired enters the required score; LevelIfAny never
// lowers any score.
const (
	LevelRequired Level = "required" // named in a list or stated flatly
	LevelShould   Level = "should"   // the word ควร
	LevelExample  Level = "example"  // named after เช่น
	LevelIfAny    Level = "if-any"   // the words (ถ้ามี)
)

// Period is the class of time that a proof must belong to (domain handbook §6).
type Period string

// The period classes.
const (
	PeriodNone      Period = "none"      // no date needed
	PeriodIncumbent Period = "incumbent" // true today; a machine sees only that it is there
	PeriodCover     Period = "cover"     // a range of years includes the fiscal year
	PeriodCurrent   Period = "fy_cur"    // the running fiscal year
	PeriodPrevious  Period = "fy_prev"   // the fiscal year before
	PeriodEither    Period = "fy_either" // running or previous
	PeriodBoth      Period = "fy_both"   // running and previous, both needed
	PeriodMonthly   Period = "monthly"   // one per elapsed month
	PeriodQuarterly Period = "quarterly" // one per elapsed quarter
	PeriodEvent     Period = "event_fy"  // events dated inside the fiscal year
)

// Standard is one published document in one edition: the audit criteria.
type Standard struct {
	ID          string
	Title       string
	Edition     string    // as the document names it, e.g. "พ.ศ. ๒๕๖๓"
	Authority   Authority //
	Status      string    // certainty of our text, e.g. "text-unverified"; "" when read
	Source      string    // where the text was read
	Procedure   string    // ขั้นตอนการเผยแพร่, inherited by every rule
	Responsible string    // ผู้รับผิดชอบ, inherited
	Reviewer    string    // ผู้ตรวจสอบ, inherited
	// Sharing lists groups of rule ids that one page or file may legitimately
	// serve together, so that the sharing is no sign of gaming (domain handbook §7).
	Sharing    [][]string
	Categories []Category
	// Digest is "sha256:" and the hash of the files the standard was read from,
	// overlays included, in the order read. A byte order mark and CRLF line ends
	// do not enter it.
	Digest string
}

// Category is one row or chapter of a standard, in the standard's order.
type Category struct {
	ID    string
	Title string
	Rules []Rule
}

// Rules lists every rule of the standard in its order, parents before their parts.
func (s *Standard) Rules() []*Rule {
	var all []*Rule
	for i := range s.Categories {
		for j := range s.Categories[i].Rules {
			all = append(all, &s.Categories[i].Rules[j])
		}
	}
	return all
}

// Rule finds a rule by its id; nil if there is none.
func (s *Standard) Rule(id string) *Rule {
	for _, r := range s.Rules() {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Shares reports whether one proof may serve both ids.
func (s *Standard) Shares(a, b string) bool {
	for _, group := range s.Sharing {
		var hasA, hasB bool
		for _, id := range group {
			hasA = hasA || id == a
			hasB = hasB || id == b
		}
		if hasA && hasB {
			return true
		}
	}
	return false
}

// Requirement is one line of a standard in its own words and numbering.
type Requirement struct {
	ID          string
	Title       string
	Gloss       string // a short English name, for developers and --lang en
	Level       Level
	Period      Period
	Procedure   string // as inherited or overridden
	Responsible string
	Reviewer    string
	Category    string // id of the category it stands in
	NoneOK      bool   // an explicit statement of none is an acceptable answer
}

// Rule is a requirement with exactly one way to judge it, and its examples.
type Rule struct {
	Requirement
	Judge
	Advice   string // how to pass, one Thai sentence for the office
	Examples []Example
	At       Position // where the rule stands in its file
	// Blanks are the texts that a scaffold left to be written (see [Blank]). A rule
	// that has any cannot be judged by.
	Blanks []Problem
}

// Judge holds exactly one way to judge; the others are zero.
type Judge struct {
	FoundWhen []Way  // search: any one way is enough
	Check     string // the name of a technical check
	SameAs    string // the verdict of another rule, "id" or "standard:id"
	Parts     *Parts // a parent: the verdicts of its parts
	Ask       string // a question that only a person can answer
	// Counts names a standard whose findings are counted by category for the
	// person who is asked; no count decides anything.
	Counts string

	// The rest shapes a search.

	// Follows names a rule whose proofs are the only places looked in, e.g.
	// the time per step (6.2) is looked for where the manual (6.1) was seen.
	Follows     string
	NotWhen     Unless
	NoneWords   []string // statements of none that count under this heading, beside the general ones
	OnImageOnly string   // "needs_eyes" (default) or "found": what a picture without text is worth
}

// Parts makes a parent out of other rules.
type Parts struct {
	Of   []string
	Need int // how many must hold; 0 is all
}

// SumsOwn reports whether a requirement is a parent of others of its own
// standard, whose findings are then the ones to count.
func (j *Judge) SumsOwn() bool {
	return j.Parts != nil && !slices.ContainsFunc(j.Parts.Of, func(id string) bool { return strings.Contains(id, ":") })
}

// Way is one combination of conditions; it holds when all of them hold.
type Way struct {
	In      []Place
	Heading Words  // steers: title, heading, link text, row label, file name, alt
	Text    Words  // confirms: words that must stand in the body
	Shows   []Show // confirms: recognisers that must succeed in the body
	Near    *Near  // confirms: words with a recogniser beside them
	Parts   []Part // confirms: countable parts; some but not all is partial
	NotWhen Unless //
	At      Position
}

// Place is a kind of candidate that a way looks at.
type Place string

// The places. A way without In looks at all but Site.
const (
	PlacePage     Place = "page"     // a page whose title, main heading or leading link carries the words
	PlaceSection  Place = "section"  // a heading inside a page, with what stands under it
	PlaceRow      Place = "row"      // a table row or list item: its label and the targets of its links
	PlaceDocument Place = "document" // a file whose title, first lines, name or leading link carries the words
	PlaceImage    Place = "image"    // a picture whose alt or file name carries the words
	PlaceSite     Place = "site"     // any block of any page, also headers, footers and side boxes
)

// Places lists every place in the order in which documentation names them.
func Places() []Place {
	return []Place{PlacePage, PlaceSection, PlaceRow, PlaceDocument, PlaceImage, PlaceSite}
}

// Words are phrases with the strength of each. Weak words can lead to a
// candidate but never prove: their best verdict is needs_eyes weak_match.
type Words struct {
	Exact    []string
	Accepted []string
	Weak     []string
}

// Empty reports whether there are no words at all.
func (w Words) Empty() bool { return len(w.Exact)+len(w.Accepted)+len(w.Weak) == 0 }

// All lists the words, strongest first.
func (w Words) All() []string {
	all := make([]string, 0, len(w.Exact)+len(w.Accepted)+len(w.Weak))
	return append(append(append(all, w.Exact...), w.Accepted...), w.Weak...)
}

// Show names a recogniser that must succeed at least Min times (0 means once).
type Show struct {
	Name string
	Min  int
}

// Near asks that a recogniser succeeds in the block that carries one of the
// words, or in the block right after it.
type Near struct {
	Words Words
	Shows []Show
}

// Part is one countable piece of a requirement, e.g. the vision of "vision and
// mission". It is looked for inside the candidate and, if Heading is set, on
// other pages as well.
type Part struct {
	Name    string // as printed in the report, Thai
	Heading Words
	Text    Words
	Shows   []Show
	Near    *Near
}

// Unless lists what keeps a way from applying.
type Unless struct {
	Heading []string // words in the heading, label or title: false friends
	Text    []string // words in the body
}

// Empty reports whether nothing is excluded.
func (u Unless) Empty() bool { return len(u.Heading)+len(u.Text) == 0 }

// Position is a place in a rule file.
type Position struct {
	File   string
	Line   int // from 1
	Column int // from 1, in characters
}

func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Problem is one mistake of a rule author, worded in Thai.
type Problem struct {
	At   Position
	Text string
}

func (p Problem) String() string { return p.At.String() + ": " + p.Text }
