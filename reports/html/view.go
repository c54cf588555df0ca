package html

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/reports"
)

// How much of a long list the page shows; audit.json has all of it.
const (
	mostGaps    = 30 // of one reason
	mostSampled = 10 // of addresses left alone on purpose
	mostNotices = 40
	mostProofs  = 24 // of one requirement
	mostNear    = 10
	mostPrinted = 2  // sources on paper, of a requirement that is met
	mostFew     = 12 // items of another standard in one line
	mostNames   = 60 // parts, or words searched for, of one requirement
)

// view is a report as the templates read it.
type view struct {
	*reports.Report
	Style   template.CSS
	Policy  template.HTMLAttr
	Bars    []bar
	Tables  []table
	Shows   []show
	Notices capped[reports.Notice]
	Blind   []blind
}

// bar shows the verdicts on one standard. Standards are never added up, since
// one observation may count under several.
type bar struct {
	Label   string // "" where there is one standard
	Title   string // of the standard, without the label where it begins so
	Note    string // whose word it is, and how certain
	Anchor  string // of the standard's table
	Stripes []stripe
	End     int
	Tally   []reports.Count
}

// stripe is one verdict's part of the bar that shows all of them.
type stripe struct {
	Class    string
	From, To int
}

func (s stripe) Width() int { return s.To - s.From }

// show is a choice of what items are shown.
type show struct {
	Key   string
	Label string
	N     int // 0 where it is not said
}

// blind is the addresses that could not be seen for one reason, as many as fit.
type blind struct {
	reports.GapGroup
	Some capped[reports.GapLine]
}

// capped is the head of a list, and how much longer it is.
type capped[T any] struct {
	Some []T
	Left int
}

func limit[T any](list []T, most int) capped[T] {
	if len(list) <= most {
		return capped[T]{Some: list}
	}
	return capped[T]{Some: list[:most], Left: len(list) - most}
}

func newView(r *reports.Report, style string) *view {
	v := &view{Report: r, Style: template.CSS(style), Policy: policy(style), Notices: limit(r.Warnings, mostNotices)}
	for _, s := range r.Sections {
		v.Tables = append(v.Tables, newTable(s, r.Labels.AppliesTo))
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		b := bar{Tally: s.Tally}
		if len(r.Sections) > 1 {
			b.Label, b.Note, b.Anchor = s.Short, s.Note(), s.Anchor
			b.Title = strings.TrimSpace(strings.TrimPrefix(s.Title, s.Short))
		}
		for _, c := range s.Tally {
			b.Stripes = append(b.Stripes, stripe{c.Class, b.End, b.End + c.N*10})
			b.End += c.N * 10
		}
		v.Bars = append(v.Bars, b)
	}
	for _, g := range r.Coverage.Gaps {
		most := mostGaps
		if g.Sampled {
			most = mostSampled
		}
		v.Blind = append(v.Blind, blind{g, limit(g.Gaps, most)})
	}
	v.Shows = choices(r)
	return v
}

// choices lists what items may be shown alone, leaving out those that would
// show nothing.
func choices(r *reports.Report) []show {
	n := map[string]int{}
	words := map[string]string{}
	all := 0
	for _, c := range r.Tally {
		n[c.Class] += c.N
		all += c.N
		if _, ok := words[c.Class]; !ok {
			words[c.Class] = c.Text
		}
	}
	if len(r.Sections) > 1 { // what several standards say is never added up
		all = 0
	}
	out := []show{{"all", r.Labels.All, all}}
	for _, s := range []show{
		{"mend", r.Labels.Mend, n["bad"] + n["part"]},
		{"eyes", words["eyes"], n["eyes"]},
		{"blind", words["blind"], n["blind"]},
		{"good", words["good"], n["good"]},
	} {
		if s.N > 0 {
			if len(r.Sections) > 1 {
				s.N = 0
			}
			out = append(out, s)
		}
	}
	return out
}

// source is a page or file with all the proofs found in it.
type source struct {
	reports.Proof // the first
	Quotes        []reports.Proof
}

// sources puts proofs of one address and content together, in the order in
// which each source is first named.
func sources(list []reports.Proof) []source {
	var out []source
	for _, p := range list {
		i := slices.IndexFunc(out, func(s source) bool { return s.Link == p.Link && s.SHA256 == p.SHA256 })
		if i < 0 {
			i = len(out)
			out = append(out, source{Proof: p})
		}
		out[i].Quotes = append(out[i].Quotes, p)
	}
	return out
}

// rowView is a row with as much of its lists as fits.
type rowView struct {
	reports.Row
	Labels    reports.Labels
	Proofs    capped[source]
	Near      capped[reports.Near]
	Tried     capped[string]
	There     capped[string]
	Gone      capped[string]
	Procedure string // "" where it is the group's
}

// Items gives a group's requirements to the templates.
func (v *view) Items(g reports.Group) []rowView {
	var out []rowView
	for _, r := range g.Rows {
		it := rowView{Row: r, Labels: v.Labels, Proofs: limit(sources(r.Evidence), mostProofs), Near: limit(r.Nearest, mostNear),
			Tried: limit(r.Words, mostNames), There: limit(r.Have, mostNames), Gone: limit(r.Lack, mostNames)}
		if !reports.SameUnit(r.Procedure, g.Procedure) {
			it.Procedure = r.Procedure
		}
		out = append(out, it)
	}
	return out
}

// pack is the items of one standard in a list.
type pack struct {
	Name  string // of the standard, "" where the report has only one
	Items []reports.Item
}

// Packs parts a list by standards, in their order.
func (v *view) Packs(list []reports.Item) []pack {
	if len(v.Sections) < 2 {
		return []pack{{Items: list}}
	}
	var out []pack
	for i := range v.Sections {
		p := pack{Name: v.Sections[i].Short}
		for _, it := range list {
			if it.Standard == v.Sections[i].ID {
				p.Items = append(p.Items, it)
			}
		}
		if len(p.Items) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// Single reports whether there is one standard, whose items may be counted.
func (v *view) Single() bool { return len(v.Sections) == 1 }

// unprinted is how many sources of a requirement that is met do not print: the
// style sheet for paper shows as many as mostPrinted.
func unprinted(r rowView) int {
	if r.Word.Class != "good" {
		return 0
	}
	return max(0, len(r.Proofs.Some)-mostPrinted)
}

// few is as many items as a line about another standard names.
func few(list []reports.Item) capped[reports.Item] { return limit(list, mostFew) }

// Signers are those who sign on paper.
func (v *view) Signers() []string { return []string{v.Labels.SignAuditor, v.Labels.SignOffice} }

// labelled is a piece of evidence with the labels that its template needs.
type labelled struct {
	Of     any
	Labels reports.Labels
}

func both(of any, l reports.Labels) labelled { return labelled{of, l} }

// run is a stretch of a text in one language: "" where it is the report's own,
// or nobody knows.
type run struct{ Text, Lang string }

// runs parts a text where Thai begins and ends, for a report that is not in
// Thai. Only letters tell: what stands between goes with the letters before it.
func runs(lang, text string) []run {
	if lang == "th" {
		return []run{{Text: text}}
	}
	var out []run
	from, now := 0, ""
	for i, r := range text {
		next := now
		switch {
		case unicode.Is(unicode.Thai, r):
			next = "th"
		case unicode.IsLetter(r):
			next = ""
		}
		if next != now {
			if i > from {
				out = append(out, run{text[from:i], now})
			}
			from, now = i, next
		}
	}
	return append(out, run{text[from:], now})
}

// drawn are the verdicts that have a mark in the page's sheet of marks.
var drawn = []string{"found", "partial", "absent", "wrong_period", "unreachable", "declared_none", "not_yet_due", "not_required", "needs_eyes", "could_not_look", "waived"}

// mark names the drawing of a verdict.
func mark(code string) string {
	if slices.Contains(drawn, code) {
		return code
	}
	return "untested"
}

// fill puts a value in place of a label's only %s.
func fill(label, value string) string { return strings.Replace(label, "%s", value, 1) }

// pieces cuts an address where its line may be broken: after a folder or a
// word of its query, not within.
func pieces(address string) []string {
	var out []string
	from := 0
	for i := 1; i < len(address); i++ {
		if strings.ContainsRune("/?&_", rune(address[i-1])) && !strings.ContainsRune("/?&_", rune(address[i])) {
			out = append(out, address[from:i])
			from = i
		}
	}
	return append(out, address[from:])
}

// tidy keeps a count with what it counts, and a dot between parts with the part
// before it, when lines are broken.
func tidy(s string) string {
	words := strings.Split(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), " · ", "\u00a0· "), " ")
	words = join(words, func(a, b rune) bool { return unicode.IsDigit(a) && unicode.IsLetter(b) })
	words = join(words, func(a, b rune) bool { return wordly(a) && unicode.IsDigit(b) })
	return strings.Join(words, " ")
}

// mostTogether is how many characters may be kept on one line: more would be
// cut anywhere where a column is narrow.
const mostTogether = 24

// join keeps neighbours together where the last character of the one and the
// first of the other belong together.
func join(words []string, together func(a, b rune) bool) []string {
	out := words[:1]
	for _, w := range words[1:] {
		head := out[len(out)-1]
		a, _ := utf8.DecodeLastRuneInString(head)
		b, _ := utf8.DecodeRuneInString(w)
		if together(a, b) && utf8.RuneCountInString(head)+1+utf8.RuneCountInString(w) <= mostTogether {
			out[len(out)-1] = head + "\u00a0" + w
		} else {
			out = append(out, w)
		}
	}
	return out
}

// wordly reports whether a character ends a word; many Thai words end in a mark.
func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// long reports whether a title is a whole sentence of the founding table, which
// in bold would shout.
func long(title string) bool { return utf8.RuneCountInString(title) > 110 }

// wide reports whether an id is a name, as some standards have, and too wide for
// a column of numbers.
func wide(id string) bool { return utf8.RuneCountInString(id) > 6 }

// depth bounds how far a requirement is set in.
func depth(n int) int { return max(0, min(n, 3)) }
