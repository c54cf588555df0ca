package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// mostBlocks bounds what one file may yield.
const mostBlocks = 20000

// bodyHeight is the height of the line that most letters of a file stand in.
func bodyHeight(pages [][]fragment) float64 {
	type share struct {
		h float64
		n int
	}
	var all []share
	total := 0
	for _, fs := range pages {
		for _, f := range fs {
			n := utf8.RuneCountInString(f.s)
			all = append(all, share{f.height(), n})
			total += n
		}
	}
	slices.SortFunc(all, func(a, b share) int {
		switch {
		case a.h < b.h:
			return -1
		case a.h > b.h:
			return 1
		}
		return 0
	})
	for n := 0; len(all) > 0; all = all[1:] {
		if n += all[0].n; 2*n >= total {
			return all[0].h
		}
	}
	return 0
}

// layOut makes blocks of pages and reports whether some had to be left out.
func layOut(pages []page) (blocks []checks.Block, cut bool) {
	parts := make([][]fragment, len(pages))
	for i := range pages {
		parts[i] = fragments(pages[i].words)
	}
	dropRepeated(pages, parts)
	body := bodyHeight(parts)
	for i := range pages {
		made := pageBlocks(pages[i], parts[i], body, len(blocks) == 0)
		for j := range made {
			made[j].Page = int32(i + 1)
			made[j].Region = checks.RegionMain
		}
		if len(blocks)+len(made) > mostBlocks {
			return append(blocks, made[:mostBlocks-len(blocks)]...), true
		}
		blocks = append(blocks, made...)
	}
	return blocks, false
}

// pageBlocks makes the blocks of a page; opening says that nothing came before.
func pageBlocks(p page, fs []fragment, body float64, opening bool) []checks.Block {
	grouped := rows(stacks(fs))
	right := textEdge(p, grouped)
	var out []checks.Block
	for i := 0; i < len(grouped); i++ {
		if len(grouped[i]) > 1 {
			end := i
			for end < len(grouped) && len(grouped[end]) > 1 {
				end++
			}
			out = append(out, tableRows(grouped[i:end])...)
			i = end - 1
			continue
		}
		s := grouped[i][0]
		if big := s.lines[0].height() >= 1.12*body; (big || opening && len(out) == 0 && titled(s, right, len(grouped))) && short(s) {
			out = append(out, checks.Block{Kind: checks.BlockHeading, Level: 7, Text: joinLines(s.lines, true)})
			continue
		}
		for _, lines := range paragraphs(s, right) {
			b := checks.Block{Kind: checks.BlockText, Text: joinLines(lines, false)}
			if marker(b.Text) != noMark {
				b.Kind = checks.BlockItem
			}
			out = append(out, b)
		}
	}
	return slices.DeleteFunc(out, func(b checks.Block) bool { return b.Text == "" })
}

// textEdge is where the lines of a page's text end: where many of them do, or
// as far from the right as they begin from the left, since a few short lines do
// not make a narrow page.
func textEdge(p page, grouped [][]stack) float64 {
	left, right := math.Inf(1), 0.0
	for _, row := range grouped {
		if len(row) == 1 {
			left, right = min(left, row[0].x0), max(right, row[0].x1)
		}
	}
	near := 0
	for _, row := range grouped {
		for _, l := range row[0].lines {
			if len(row) == 1 && l.x1 > right-0.05*(right-left) {
				near++
			}
		}
	}
	if near >= 5 && right > 0.6*p.w {
		return right
	}
	return max(right, p.w-left)
}

// short reports whether a stack has a heading's length.
func short(s stack) bool {
	n := 0
	for _, l := range s.lines {
		n += utf8.RuneCountInString(l.s)
	}
	return len(s.lines) <= 4 && n <= 200
}

// titled reports whether the first stack of a file is its title though no
// larger than the rest: one or two lines that leave room, and more below.
func titled(s stack, right float64, groups int) bool {
	if len(s.lines) > 2 || groups < 2 || marker(s.lines[0].s) != noMark {
		return false
	}
	for _, l := range s.lines {
		if l.x1 > right-0.15*(right-s.x0) && l.x0-s.x0 < 2*positive(l.height()) && len(s.lines) > 1 {
			return false
		}
	}
	return utf8.RuneCountInString(joinLines(s.lines, true)) <= 120
}

// tableRows makes a row of each group. Where the first says in words what the
// numbers below are, it is the header of the rest, and cells take its columns.
func tableRows(groups [][]stack) []checks.Block {
	var header []string
	var heads []stack
	if len(groups) > 1 && len(groups[0]) >= 3 {
		header, heads = cells(groups[0], nil), groups[0]
		for _, h := range header {
			if !strings.ContainsFunc(h, unicode.IsLetter) {
				header, heads = nil, nil
				break
			}
		}
	}
	var out []checks.Block
	for i, g := range groups {
		b := checks.Block{Kind: checks.BlockRow}
		if i > 0 && len(heads) > 0 {
			b.SetRow(cells(g, heads), header)
		} else {
			b.SetRow(cells(g, nil), nil)
		}
		var shown []string
		for _, c := range b.Cells() {
			if c != "" {
				shown = append(shown, c)
			}
		}
		b.Text = strings.Join(shown, " | ")
		out = append(out, b)
	}
	return out
}

// cells gives the text of a row's cells, in the columns of a header where each
// cell lies under a column of its own.
func cells(row, heads []stack) []string {
	texts := make([]string, len(row))
	for i := range row {
		texts[i] = row[i].cell()
	}
	if len(heads) == 0 || len(row) > len(heads) {
		return texts
	}
	placed := make([]string, len(heads))
	next := 0
	for i, s := range row {
		best, most := -1, math.Inf(-1)
		for j := next; j < len(heads); j++ {
			if shared := min(s.x1, heads[j].x1) - max(s.x0, heads[j].x0); shared > most {
				best, most = j, shared
			}
		}
		if best < 0 {
			return texts
		}
		placed[best], next = texts[i], best+1
	}
	return placed
}

// dropRepeated takes out what stands at the edge of a page as it stood at the
// same height on an earlier one, and page numbers after the first page.
func dropRepeated(pages []page, parts [][]fragment) {
	type edge struct {
		s string
		y int
	}
	seen := map[edge]bool{}
	for i := range parts {
		h := pages[i].h
		var new []edge
		parts[i] = slices.DeleteFunc(parts[i], func(f fragment) bool {
			if f.y1 > 0.14*h && f.y0 < 0.88*h {
				return false
			}
			if i > 0 && pageNumber(f.s) {
				return true
			}
			e := edge{f.s, int(f.y1)}
			for d := -2; d <= 2; d++ {
				if seen[edge{e.s, e.y + d}] {
					return true
				}
			}
			new = append(new, e)
			return false
		})
		for _, e := range new {
			seen[e] = true
		}
	}
}

// pageNumber reports whether a line is a page's number and no more.
func pageNumber(s string) bool {
	s = strings.Trim(strings.TrimPrefix(strings.TrimPrefix(s, "หน้าที่"), "หน้า"), " -–().")
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "page ") {
		s = s[len("page "):]
	}
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == ' ' || r == '/':
		default:
			return false
		}
	}
	return digits > 0 && digits <= 6
}
