package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/truatweb/truatweb/reports"
)

// Bounds of what is listed; a real audit stays far below them.
const (
	maxProofRows = 20000
	maxQuote     = 140 // characters of a quote beside its verdict
	maxNamed     = 8   // items of another standard in one line
	maxNumber    = 8   // characters of an id that is a number
	maxShown     = 200 // characters of an address shown whole
)

// firstOnScreen is the detail's first column that does not print: paper has
// room for the form, the units, verdict, reasons and advice.
const firstOnScreen = 12

// details adds a sheet for each standard, the first by the name that the guide
// knows, and says in which row each requirement will stand.
func (b *book) details() []*sheet {
	var out []*sheet
	taken := map[string]bool{}
	for i := range b.r.Sections {
		sec := &b.r.Sections[i]
		name := b.l.SheetDetail
		if i > 0 {
			name += " " + tab(sec.ID)
		}
		for base, n := name, 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s %d", base, n)
		}
		taken[strings.ToLower(name)] = true
		row := b.detailHeader()
		for j := range sec.Groups {
			g := &sec.Groups[j]
			b.places[g.Anchor] = place{name, row + 1}
			for k := range g.Rows {
				row++
				b.places[g.Rows[k].Anchor] = place{name, row}
			}
		}
		out = append(out, b.sheet(name))
	}
	return out
}

// tab makes a standard's id fit for a sheet's name.
func tab(id string) string {
	name := []rune(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || unicode.Is(unicode.Thai, r) {
			return r
		}
		return '_'
	}, id))
	return string(name[:min(len(name), 14)])
}

// detailHeader is the row of a detail's column names. With several standards
// a row above says which one this is.
func (b *book) detailHeader() int {
	if len(b.r.Sections) > 1 {
		return 2
	}
	return 1
}

// numbered gives the widths of the two columns of ids: some standards number
// their items and others name them.
func numbered(sections ...reports.Section) (group, item float64) {
	for _, sec := range sections {
		for _, g := range sec.Groups {
			for _, r := range g.Rows {
				if len(r.ID) > maxNumber {
					return 13, 19
				}
			}
		}
	}
	return 8, 7
}

// detail writes one row a requirement: the ministry's form, the two units, and
// what we know besides.
func (b *book) detail(s *sheet, sec *reports.Section, proofSheet string, proofs map[string]int) {
	l := b.l
	group, item := numbered(*sec)
	s.columns(group, item, 28, 9, 16, 40, 17, 17, 11, 17, 24, 56, 9, 56, 44, 10, 20, 40, 26, 56)
	row := b.detailHeader()
	if row > 1 {
		s.across(1, firstOnScreen-1, 1, list(sec.Title, sec.Note()), band)
	}
	s.header(row, l.FormStandard, l.FormNo, l.Required, l.Has, l.FileLink, l.Explanation, l.Responsible, l.Reviewer, l.Verdict, l.Reason, l.Advice,
		l.Evidence, l.SeeEvidence, l.Nearest, l.NearestLink, l.Level, l.Period, l.Decision, l.Searched, l.SearchedWords)
	header := row
	for j := range sec.Groups {
		g := &sec.Groups[j]
		for k := range g.Rows {
			row++
			b.requirement(s, row, sec, g, &g.Rows[k], proofSheet, proofs)
		}
	}
	s.page(header, row, firstOnScreen-1)
}

func (b *book) requirement(s *sheet, row int, sec *reports.Section, g *reports.Group, r *reports.Row, proofSheet string, proofs map[string]int) {
	l := b.l
	text, small := body, style{size: sizeSmall}
	if r.Parent {
		text.fill, small.fill = fillGroup, fillGroup
	}
	verdict := style{bold: true}.of(r.Word.Class)
	lack := l.LackParts
	if r.Parent {
		lack = l.LackItems
	}
	title := text
	title.indent, title.bold = r.Depth, r.Parent
	s.put(1, row, list(sec.ID, g.ID), style{size: sizeSmall, fill: text.fill})
	s.put(3, row, r.Title, title)
	s.put(4, row, r.Has, style{across: "center", bold: true}.of(r.Word.Class))
	b.fileLink(s, row, r, text)
	to := b.explanation(s, row, r, lack, text)
	s.jump(2, row, r.ID, to.sheet, to.row, style{bold: true, fill: text.fill})
	s.put(7, row, r.Responsible, small)
	s.put(8, row, r.Reviewer, small)
	s.put(9, row, word(r.Word), verdict)
	s.put(10, row, bullets(r.Reasons), text)
	s.put(11, row, list(r.Advice, named(l.Question, r.Question)), text)
	b.quotes(s, row, r, proofSheet, proofs[r.Anchor], text)
	b.nearest(s, row, r, text)
	s.put(16, row, r.Level, text)
	s.put(17, row, r.Period, text)
	s.put(18, row, list(b.decision(r.Decision), b.reply(r.Reply)), small)
	s.put(19, row, r.Searched, small)
	s.put(20, row, strings.Join(r.Words, ", "), small)
}

// explanation writes the form's column for it. Where a row sums up another
// standard it gives the place there; the row's number is the link, since a
// link's text does not wrap in every program.
func (b *book) explanation(s *sheet, row int, r *reports.Row, lack string, st style) (to place) {
	if r.Sum == nil {
		s.put(6, row, list(r.Says, named(b.l.HaveParts, parts(r, r.Have)...), named(lack, parts(r, r.Lack)...), named(b.l.YearsSeen, r.Years)), st)
		return to
	}
	text := []string{r.Says, r.Sum.Sentence}
	for _, l := range r.Sum.Lines {
		line := l.Text
		var ids []string
		for _, it := range l.Items[:min(len(l.Items), maxNamed)] {
			ids = append(ids, it.ID)
		}
		if l.Word.Class != "good" && len(ids) > 0 {
			line += ": " + strings.Join(ids, ", ")
			if more := len(l.Items) - len(ids); more > 0 {
				line += " " + strings.Replace(b.l.More, "%s", strconv.Itoa(more), 1)
			}
		}
		text = append(text, "• "+line)
		anchor := l.Anchor
		if len(l.Items) > 0 {
			anchor = l.Items[0].Anchor
		}
		if at := b.places[anchor]; to.row == 0 || l.Word.Class == "bad" {
			to = at
		}
	}
	if to.row > 0 {
		text = append(text, strings.Replace(b.l.OnSheet, "%s", to.sheet, 1))
	}
	s.put(6, row, list(text...), st)
	return to
}

// parts names a parent's parts by their numbers, since they stand right below.
func parts(r *reports.Row, names []string) []string {
	if !r.Parent {
		return names
	}
	var out []string
	for _, n := range names {
		id, _, _ := strings.Cut(n, " ")
		out = append(out, id)
	}
	return out
}

// fileLink writes the form's File/Link column: the best proof's address.
func (b *book) fileLink(s *sheet, row int, r *reports.Row, st style) {
	if len(r.Evidence) == 0 {
		s.put(5, row, "", st)
		return
	}
	s.address(5, row, r.Evidence[0].Link.Text, r.Evidence[0].Link, st)
}

// quotes writes the best proof in short and the way to all of them.
func (b *book) quotes(s *sheet, row int, r *reports.Row, proofSheet string, proofRow int, st style) {
	text, seen := "", ""
	if len(r.Evidence) > 0 {
		p := &r.Evidence[0]
		text = list(strings.TrimPrefix(p.Title+" · "+p.Place, " · "), quoted(p.Quote), p.OCR)
		if more := len(r.Evidence) - 1; more > 0 {
			text = list(text, strings.Replace(b.l.MoreLinks, "%s", strconv.Itoa(more), 1))
		}
	}
	if proofRow > 0 {
		seen = strconv.Itoa(len(r.Evidence)) + " ›"
	}
	st.size = sizeSmall
	s.put(12, row, text, st)
	st.across, st.size = "center", sizeText
	s.jump(13, row, seen, proofSheet, proofRow, st)
}

// nearest writes the nearest miss and its address; the others are counted.
func (b *book) nearest(s *sheet, row int, r *reports.Row, st style) {
	st.size = sizeSmall
	if len(r.Nearest) == 0 {
		s.put(14, row, "", st)
		s.put(15, row, "", st)
		return
	}
	n := &r.Nearest[0]
	more := ""
	if len(r.Nearest) > 1 {
		more = strings.Replace(b.l.More, "%s", strconv.Itoa(len(r.Nearest)-1), 1)
	}
	s.put(14, row, list(n.Title, quoted(n.Quote), n.Reason, named(b.l.Missing, n.Missing...), named(b.l.YearsSeen, n.Years), more), st)
	s.address(15, row, n.Link.Text, n.Link, st)
}

// quoted shortens a quote: the evidence sheet has all of it.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	if r := []rune(s); len(r) > maxQuote {
		n := maxQuote
		for n > 0 && unicode.Is(unicode.Mn, r[n]) {
			n-- // never between a Thai consonant and its marks
		}
		s = string(r[:n]) + "…"
	}
	return "“" + s + "”"
}

// evidence writes one row a piece of evidence. It gives the first row of each
// requirement by its anchor. The verdicts lead back to the detail.
func (b *book) evidence(s *sheet) map[string]int {
	l := b.l
	group, item := numbered(b.r.Sections...)
	s.columns(group, item, 26, 14, 20, 28, 10, 44, 14, 12, 24, 16, 22)
	s.header(1, l.FormStandard, l.FormNo, l.Required, l.Verdict, l.Title, l.URL, l.Place, l.Quote, l.Shows, l.Year, l.Path, l.Seen, l.Digest)
	at := map[string]int{}
	row, left := 1, 0
	for i := range b.r.Sections {
		sec := &b.r.Sections[i]
		for j := range sec.Groups {
			g := &sec.Groups[j]
			for k := range g.Rows {
				r := &g.Rows[k]
				for e := range r.Evidence {
					if row > maxProofRows {
						left++
						continue
					}
					row++
					if e == 0 {
						at[r.Anchor] = row
					}
					s.put(1, row, list(sec.ID, g.ID), style{size: sizeSmall})
					s.put(2, row, r.ID, strong)
					s.jump(4, row, word(r.Word), b.places[r.Anchor].sheet, b.places[r.Anchor].row, style{bold: true, size: sizeSmall}.of(r.Word.Class))
					b.proof(s, row, r, &r.Evidence[e])
				}
			}
		}
	}
	s.page(1, row, 0)
	if row == 1 {
		s.across(1, len(s.widths), 2, l.Nothing, note)
	}
	if left > 0 {
		s.across(1, len(s.widths), row+1, strings.Replace(l.Left, "%s", strconv.Itoa(left), 1), note)
	}
	return at
}

func (b *book) proof(s *sheet, row int, r *reports.Row, p *reports.Proof) {
	var path []string
	for _, step := range p.Path {
		path = append(path, step.Text)
	}
	small := style{size: sizeSmall}
	s.put(3, row, r.Title, small)
	// The title is the link and the address a plain text: a link's text does not
	// wrap in every program, and the address is to be read on paper.
	title, address := p.Title, p.Link.Text
	if title == "" {
		title = address
	}
	if strings.Contains(address, "…") && p.Link.Href != "" && len(p.Link.Href) <= maxShown {
		address = p.Link.Href
	}
	s.address(5, row, title, p.Link, small)
	s.put(6, row, address, small)
	s.put(7, row, p.Place, small)
	s.put(8, row, list(p.Quote, p.OCR, named(b.l.Repeat, p.Repeat)), small)
	s.put(9, row, p.Shows, small)
	s.year(10, row, p.Year, style{size: sizeSmall, across: "center"})
	s.put(11, row, strings.Join(path, "\n› "), small)
	s.date(12, row, p.Moment, s.moment, small)
	s.put(13, row, p.SHA256, style{size: sizeSmall, ink: inkFaint})
}
