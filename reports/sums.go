package reports

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// chapter is a part that counts a chapter of another standard: "title n/m".
var chapter = regexp.MustCompile(`^(.+) (\d+)/(\d+)$`)

// sum tells in short how a row stands whose parts are items or chapters of
// another standard, nil where they are its own.
func (b *writer) sum(f *checks.Finding) *Sum {
	names := slices.Concat(f.Parts.Have, f.Parts.Missing)
	if len(names) == 0 {
		return nil
	}
	if s := b.sumOfItems(f, names); s != nil {
		return s
	}
	return b.sumOfChapters(names)
}

func (b *writer) sumOfItems(f *checks.Finding, names []string) *Sum {
	by := map[checks.Verdict][]Item{}
	var from []string
	for _, name := range names {
		standard, id := b.elsewhere(f, name)
		if standard == "" {
			return nil
		}
		if !slices.Contains(from, standard) {
			from = append(from, standard)
		}
		key := standard + "\x00" + id
		v := b.verdicts[key]
		by[v] = append(by[v], Item{Standard: Clean(standard), Anchor: b.place("i", standard, id), ID: Clean(id), Title: b.titles[key], Word: b.verdict(v)})
	}
	for i := range from {
		from[i] = b.titleOf(from[i])
	}
	s := &Sum{Sentence: b.say(words{"ผ่านแล้ว %s จาก %s ข้อที่นับของ %s", "%s of the %s items that count are met, of: %s."},
		number(int64(len(f.Parts.Have))), number(int64(len(names))), strings.Join(from, " / "))}
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		if items := by[v]; len(items) > 0 {
			w := b.verdict(v)
			s.Lines = append(s.Lines, SumLine{Text: b.say(words{"%s %s ข้อ", "%s: %s"}, w.Text, number(int64(len(items)))), Word: w, Items: items})
		}
	}
	return s
}

// elsewhere finds the item of another standard that a part names, by the
// standard's id before a colon or by an id that one other standard alone has.
// It gives "" where there is none.
func (b *writer) elsewhere(f *checks.Finding, name string) (standard, id string) {
	if standard, id, ok := strings.Cut(name, ":"); ok {
		if _, known := b.titles[standard+"\x00"+id]; known && standard != f.Standard {
			return standard, id
		}
		return "", ""
	}
	if _, own := b.titles[f.Standard+"\x00"+name]; own {
		return "", ""
	}
	for i := range b.audit.Findings {
		other := &b.audit.Findings[i]
		switch {
		case other.ID != name || other.Standard == standard:
		case standard != "":
			return "", ""
		default:
			standard = other.Standard
		}
	}
	return standard, name
}

func (b *writer) titleOf(standard string) string {
	for _, s := range b.audit.Standards {
		if s.ID == standard && s.Title != "" {
			return Clean(s.Title)
		}
	}
	return Clean(standard)
}

func (b *writer) sumOfChapters(names []string) *Sum {
	type line struct {
		SumLine
		at int
	}
	var lines []line
	for _, name := range names {
		m := chapter.FindStringSubmatch(name)
		if m == nil {
			return nil
		}
		l := line{at: len(names) + len(lines)}
		l.Text = b.say(words{"%s: พบ %s จาก %s", "%s: %s of %s found"}, Clean(m[1]), m[2], m[3])
		for _, s := range b.audit.Standards {
			for i, c := range s.Categories {
				if l.Anchor == "" && c.Title == m[1] && slices.ContainsFunc(b.audit.Findings, func(f checks.Finding) bool { return f.Standard == s.ID && f.Category == c.ID }) {
					l.Anchor, l.at = b.place("g", s.ID, c.ID), i
				}
			}
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(x, y line) int { return x.at - y.at })
	s := &Sum{Sentence: b.of(words{"จำนวนข้อที่พบในแต่ละบท เป็นข้อมูลให้คนพิจารณา ไม่มีเกณฑ์ผ่านรวม", "Items found chapter by chapter, for a person to weigh; there is no overall pass mark."})}
	for _, l := range lines {
		s.Lines = append(s.Lines, l.SumLine)
	}
	return s
}

// actions are how the checks begin to say what a person does to see the same.
var actions = []string{"curl ", "dig ", "openssl ", "nslookup ", "ดู", "เปิด", "กด", "ค้น", "พิมพ์", "ดาวน์โหลด", "validator.w3.org"}

// repeats reports whether what evidence gives as its why is something to do
// and not what the quote shows: a check gives the one, a rule the other.
func repeats(f *checks.Finding, e *checks.Evidence) bool {
	if _, known := thingWords[e.Why]; known || strings.HasPrefix(e.Why, "text:") || strings.HasPrefix(e.Why, "near:") {
		return false
	}
	if f.Parts != nil && (slices.Contains(f.Parts.Have, e.Why) || slices.Contains(f.Parts.Missing, e.Why)) {
		return false
	}
	return e.Place == checks.AtServer || slices.ContainsFunc(actions, func(a string) bool { return strings.HasPrefix(e.Why, a) })
}

// How much is quoted of a nearest miss: a menu in one row or a whole paragraph
// says no more than the piece that was looked at.
const (
	nearCells = 4   // of a row, at most
	nearRunes = 160 // of a text
)

// nearQuote keeps of a quote what stands about the words looked for.
func nearQuote(quote string, sought []string) string {
	if cells := strings.Split(quote, " | "); len(cells) > nearCells {
		at := max(0, slices.IndexFunc(cells, func(c string) bool { return within(c, sought) >= 0 }))
		from := max(0, min(at-1, len(cells)-nearCells+1))
		to := from + nearCells - 1
		quote = strings.Join(cells[from:to], " | ")
		if from > 0 {
			quote = "… | " + quote
		}
		if to < len(cells) {
			quote += " | …"
		}
	}
	r := []rune(quote)
	if len(r) <= nearRunes {
		return quote
	}
	from := 0
	if at := within(quote, sought); at > 0 {
		from = min(max(0, len([]rune(quote[:at]))-nearRunes/3), len(r)-nearRunes)
	}
	for from > 0 && r[from-1] != ' ' {
		from--
	}
	quote = cut(string(r[from:]), nearRunes)
	if from > 0 {
		quote = "…" + quote
	}
	return quote
}

// within gives where the first of the words that a text has stands in it, -1 if
// it has none.
func within(text string, sought []string) int {
	for _, w := range sought {
		if w = Clean(w); w != "" {
			if at := strings.Index(text, w); at >= 0 {
				return at
			}
		}
	}
	return -1
}

// certaintyWords say how certain a standard's wording is, by the words of its
// status.
var certaintyWords = map[string]words{
	"text-confirmed":               {"ถ้อยคำยืนยันจากตัวบทที่เผยแพร่", "the wording is confirmed by a public text"},
	"text-unverified":              {"ถ้อยคำของข้อกำหนดชุดนี้ยังไม่ได้เทียบกับต้นฉบับ ใช้ประกอบการพิจารณาเท่านั้น", "the wording of these requirements has not been compared with the original: for orientation only"},
	"chapter-confirmed":            {"ชื่อบทยืนยันจากตัวบทที่เผยแพร่", "the chapters are confirmed by a public text"},
	"family-confirmed":             {"ยืนยันจากประกาศของสำนักงานสาธารณสุขอำเภออื่นที่ใช้ถ้อยคำเดียวกัน", "confirmed by the announcements of other district offices in the same words"},
	"office-inferred":              {"สำหรับหน่วยงานนี้เป็นการอนุมาน ยังไม่ได้เทียบกับประกาศของหน่วยงานเอง", "for this office inferred, not compared with its own announcement"},
	"list-confirmed":               {"รายการยืนยันจากเกณฑ์ที่เผยแพร่", "the list is confirmed by a public text"},
	"numbers-from-office-copies":   {"เลขข้อยึดตามสำเนาที่หน่วยงานเผยแพร่", "its numbers are those of copies that offices publish"},
	"transparency-list-incomplete": {"รายการตัวชี้วัดความโปร่งใสยังไม่ครบ", "the list of transparency indicators is not complete"},
}

// certainty words a standard's status. A word that is not known is its own.
func (b *writer) certainty(status string) string {
	var out []string
	for word := range strings.SplitSeq(status, ",") {
		if word = Clean(word); word != "" {
			out = append(out, b.look(certaintyWords, word))
		}
	}
	s := strings.Join(out, " · ")
	if b.tongue == english && s != "" && len(out) > 0 && s != status {
		s = strings.ToUpper(s[:1]) + s[1:] + "."
	}
	return s
}
