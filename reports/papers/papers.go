// Package papers makes of an audit the papers that a Thai office hands in or
// sends, filled as far as the audit knows and open where a person must write or
// sign: the ministry's assessment sheet, the yearly follow-up report, the forms
// that ask for publication, and a letter that asks a site's keeper to let the
// auditor in.
//
// Papers are Thai whatever the language of the command line. They never sign, and
// what the program did not find they never call missing from the office. Their
// layout is generic: blocks that a child such as papers/docx draws.
package papers

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/truatweb/truatweb/reports"
)

// Names of the papers, as given on the command line.
const (
	MITAS    = "mitas"
	FollowUp = "followup"
	Request  = "request"
	Letter   = "letter"
)

// Names lists the papers in the order in which they are made.
func Names() []string { return []string{MITAS, FollowUp, Request, Letter} }

// ErrNothing says that an audit gives no reason for a paper.
var ErrNothing = errors.New("ผลการตรวจนี้ไม่มีเรื่องที่ต้องทำเอกสารนี้")

// errThai says that papers need the report in Thai.
var errThai = errors.New("เอกสารราชการต้องทำจากรายงานภาษาไทย")

// Case is what papers are made of.
type Case struct {
	Report *reports.Report // in Thai
	// Number gives the number that a requirement has in the year's own list, ""
	// where it has none; nil knows none.
	Number func(standard, id string) string
	// Standards are those whose items are asked to be published; none is the first
	// of the audit.
	Standards []string
	// What the letter tells of the auditor; "" leaves a line to be written on.
	Sender    string // the office that sends it
	Contact   string
	UserAgent string
	Source    string // addresses (IP) that the auditor comes from
	Hours     string // when it comes
}

func (c *Case) check() error {
	switch {
	case c.Report == nil || c.Report.Audit == nil:
		return reports.ErrNoAudit
	case c.Report.Lang != "th":
		return errThai
	}
	return nil
}

// Wide is what a line of a paper has between the margins, in centimetres.
const Wide = 16.0

// Document is a paper as blocks in order, on A4 upright.
type Document struct {
	Title  string
	Footer string // beside the page's number
	Made   time.Time
	Blocks []Block
}

// Block is a [Paragraph], a [Table] or a [Break].
type Block interface{ block() }

// Align is where a paragraph's lines stand.
type Align string

// The alignments; a Thai paragraph's own is left.
const (
	Left   Align = ""
	Centre Align = "center"
	Right  Align = "right"
)

// Paragraph is some text. Lengths are in centimetres, sizes and spaces in points.
type Paragraph struct {
	Runs   []Run
	Align  Align
	Size   float64 // of the letters; 0 is the paper's own
	First  float64 // indent of the first line
	Indent float64 // of all lines
	Before float64 // space above
	Keep   bool    // on one page with what follows
	Head   int     // level of a heading, 0 for none
}

// Run is a piece of a paragraph.
type Run struct {
	Text string
	Bold bool
	Href string // an http or https address that it leads to, "" for none
}

// Table is a table whose header row stands on each page. Widths are in
// centimetres and share Wide.
type Table struct {
	Widths []float64
	Header []string
	Rows   []Row
	Bare   bool // without lines
}

// Row is a row of a table.
type Row struct {
	Cells []Cell
	Shade bool
	Whole bool // never cut by the end of a page
}

// Cell is a cell of a table: its lines.
type Cell struct {
	Lines []Paragraph
}

// Break begins a new page.
type Break struct{}

func (Paragraph) block() {}
func (Table) block()     {}
func (Break) block()     {}

// text makes a paragraph's runs of a text in which ** turns bold on and off.
func text(s string) []Run {
	var out []Run
	for i, part := range strings.Split(s, "**") {
		if part != "" {
			out = append(out, Run{Text: part, Bold: i%2 == 1})
		}
	}
	return out
}

// plain makes a run of foreign text, in which nothing turns anything on.
func plain(s string) []Run { return []Run{{Text: s}} }

func para(s string) Paragraph   { return Paragraph{Runs: text(s)} }
func body(s string) Paragraph   { return Paragraph{Runs: text(s), First: 2.5, Before: 6} }
func centre(s string) Paragraph { return Paragraph{Runs: text(s), Align: Centre} }

// heading is a numbered part of a paper.
func heading(s string) Paragraph {
	return Paragraph{Runs: []Run{{Text: s, Bold: true}}, Before: 12, Keep: true, Head: 1}
}

// cell makes a cell of foreign texts, a line each; empty ones are left out.
func cell(lines ...string) Cell {
	var c Cell
	for _, l := range lines {
		if l != "" {
			c.Lines = append(c.Lines, Paragraph{Runs: plain(l), Size: small})
		}
	}
	return c
}

func middle(s string) Cell {
	return Cell{[]Paragraph{{Runs: plain(s), Size: small, Align: Centre}}}
}

func bold(s string) Cell {
	return Cell{[]Paragraph{{Runs: []Run{{Text: s, Bold: true}}, Size: small}}}
}

// link makes a cell of an address.
func link(l reports.Link) Cell {
	return Cell{[]Paragraph{{Runs: []Run{{Text: l.Text, Href: l.Href}}, Size: tiny}}}
}

// Sizes in points; the civil service's face is small for its size.
const (
	small = 14
	tiny  = 12
	large = 20
)

// Places to write on.
const (
	dots  = "...................................."
	dotsL = "................................................................................................................................"
)

// or gives a text, or a place to write it on.
func or(s string) string {
	if s == "" {
		return dots
	}
	return s
}

// lines are places to write on, as wide as the paper.
func lines(n int) []Block {
	var out []Block
	for range n {
		out = append(out, Paragraph{Runs: plain(dotsL)})
	}
	return out
}

// signature is where a person signs.
func signature(role string) Cell {
	c := Cell{}
	for _, l := range []string{"ลงชื่อ.........................", "(................................)", "ตำแหน่ง......................", "วันที่......../......../........"} {
		c.Lines = append(c.Lines, Paragraph{Runs: plain(l), Size: small, Align: Centre, Before: 3})
	}
	c.Lines[0].Before = 16
	return Cell{append(c.Lines, Paragraph{Runs: []Run{{Text: role, Bold: true}}, Size: small, Align: Centre, Before: 2})}
}

// signatures are places for people to sign side by side.
func signatures(roles ...string) Table {
	t := Table{Bare: true}
	row := Row{Whole: true}
	for _, r := range roles {
		t.Widths = append(t.Widths, Wide/float64(len(roles)))
		row.Cells = append(row.Cells, signature(r))
	}
	t.Rows = []Row{row}
	return t
}

// thaiDigits writes a text with the digits of official papers. Addresses keep
// theirs, since they are typed in.
func thaiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '๐' + r - '0'
		}
		return r
	}, s)
}

func count(n int) string { return thaiDigits(reports.Number(n)) }

// numbered are ids that are numbers.
var numbered = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)

// id writes a requirement's id, or the year's number for it where it is no number itself.
func (c *Case) id(standard, id string) string {
	if numbered.MatchString(id) {
		return thaiDigits(id)
	}
	if n := c.number(standard, id); n != "" {
		return thaiDigits(n)
	}
	return id
}

func (c *Case) number(standard, id string) string {
	if c.Number == nil {
		return ""
	}
	return c.Number(standard, id)
}

// fiscal names the year that was judged.
func (c *Case) fiscal() string {
	if y := c.Report.Audit.FiscalYear; y > 0 {
		return thaiDigits(fmt.Sprintf("พ.ศ. %d", y))
	}
	return "พ.ศ. ............"
}

// draft is the footer of papers that wait for people.
func (c *Case) draft() string {
	return "ร่างจากผลตรวจวันที่ " + thaiDigits(c.Report.Date) + " โปรดตรวจทานก่อนลงนาม"
}

// head is who heads a district health office.
func (c *Case) head() string {
	if d := reports.Clean(c.Report.Audit.Office.District); d != "" {
		return "สาธารณสุขอำเภอ" + strings.TrimPrefix(d, "อำเภอ")
	}
	return "หัวหน้าส่วนราชการ"
}

// leaves calls do for each leaf of a section.
func leaves(s *reports.Section, do func(g *reports.Group, r *reports.Row)) {
	for i := range s.Groups {
		g := &s.Groups[i]
		for j := range g.Rows {
			if r := &g.Rows[j]; !r.Parent {
				do(g, r)
			}
		}
	}
}

// first gives the section of the office's own table, which stands first.
func (c *Case) first() *reports.Section {
	if len(c.Report.Sections) == 0 {
		return &reports.Section{}
	}
	return &c.Report.Sections[0]
}
