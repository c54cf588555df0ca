package match

import (
	"math/bits"
	"net/url"
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const between = `[ .()\-]{0,3}` // what stands between the figures of one number

var (
	// Thai numbers as offices write them (wording counted on real sites): a
	// fixed line has 9 figures and begins with 02–05 or 07, a mobile has 10 and
	// begins with 06, 08 or 09; grouping is free, also 0-3856-1234 and (038) 561234.
	phonePattern = regexp.MustCompile(`(?:\+66|0)` + between + `(?:[2-57](?:` + between + `[0-9]){7}|[689](?:` + between + `[0-9]){8})`)
	dashes       = strings.NewReplacer("–", "-", "—", "-", "‐", "-", "‑", "-", "−", "-")

	contactLabel = regexp.MustCompile(`(โทรสาร|แฟ[็๊]?ก[ซช]์?|fax|facsimile)|(โทรศัพท์|โทร|มือถือ|เบอร์|สายตรง|telephone|tel|phone|mobile|hotline)`)
	labelAfter   = regexp.MustCompile(`^ ?\( ?(?:(โทรสาร|แฟ[็๊]?ก[ซช]์?|fax)|(?:โทร|มือถือ|tel|phone|mobile))`)
	labelJoin    = regexp.MustCompile(`^[ /,&.()]*(?:และ|หรือ|กับ|and|or)?[ /&.()]*(?:หมายเลข|เบอร์|no\.?)?[ .]*$`)
	moreFigures  = regexp.MustCompile(`^-[0-9]{3}`)
	labelEnd     = regexp.MustCompile(`^[ :.|/]*$`)
)

// line is what a telephone number is for; a combined label makes it both.
type line struct{ phone, fax bool }

func (l line) with(m line) line { return line{l.phone || m.phone, l.fax || m.fax} }

func (l line) none() bool { return !l.phone && !l.fax }

// numbers finds the telephone numbers of a normalised text, as byte offsets.
func numbers(n string) (out [][]int) {
	if figuresIn(n) < fewestFigures {
		return nil
	}
	for i := 0; i < len(n); i++ {
		if n[i] != '0' && n[i] != '+' {
			continue
		}
		j := phoneAt(n, i)
		// more figures after a hyphen make it an account; one or two are the next line ("-5")
		if j < 0 || i > 0 && isDigit(n[i-1]) || j < len(n) && isDigit(n[j]) || moreFigures.MatchString(n[j:]) {
			continue
		}
		out = append(out, []int{i, j})
		i = j - 1
	}
	return out
}

// phoneAt gives the end of the number that begins at i as phonePattern has it,
// or -1.
func phoneAt(n string, i int) int {
	switch {
	case n[i] == '0':
		i++
	case strings.HasPrefix(n[i:], "+66"):
		i += len("+66")
	default:
		return -1
	}
	for figure, of := 0, 1; figure < of; figure++ {
		for k := 0; k < 3 && i < len(n) && strings.IndexByte(" .()-", n[i]) >= 0; k++ {
			i++
		}
		if i == len(n) || !isDigit(n[i]) {
			return -1
		}
		if figure == 0 {
			switch n[i] {
			case '2', '3', '4', '5', '7':
				of = 8
			case '6', '8', '9':
				of = 9
			default:
				return -1
			}
		}
		i++
	}
	return i
}

// fewestFigures is how many figures a telephone number has at least.
const fewestFigures = 9

func figuresIn(n string) int {
	figures := 0
	for i := range len(n) {
		if isDigit(n[i]) {
			figures++
		}
	}
	return figures
}

func phoneIn(s string) bool { return len(numbers(dashes.Replace(thai.Normalize(s)))) > 0 }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lines says what each number of a text is for. A label holds for the numbers
// after it up to the next label; labels with nothing but a joint between them
// ("โทรศัพท์/โทรสาร") hold together. carry is a label that stands before the
// text, left one at its end that still waits for its number.
func lines(s string, carry line) (found []line, left line) {
	n := dashes.Replace(thai.Normalize(s))
	nums := numbers(n)
	if len(nums) == 0 && carry.none() && !endsOnLabel(n) {
		return nil, line{}
	}
	labels := contactLabel.FindAllStringSubmatchIndex(n, -1)
	cur, waiting, end := carry, !carry.none(), 0
	for len(labels)+len(nums) > 0 {
		if len(nums) == 0 || len(labels) > 0 && labels[0][0] < nums[0][0] {
			l := labels[0]
			labels = labels[1:]
			kind := line{fax: l[2] >= 0, phone: l[4] >= 0}
			if gap := n[end:l[0]]; waiting && end > 0 && (labelJoin.MatchString(gap) || gap == "-") {
				kind = kind.with(cur)
			}
			cur, waiting, end = kind, true, l[1]
			continue
		}
		at := nums[0]
		nums = nums[1:]
		is := cur
		if m := labelAfter.FindStringSubmatch(n[at[1]:]); m != nil {
			is = line{fax: m[1] != "", phone: m[1] == ""}
		} else if is.none() {
			is = line{phone: true}
		}
		found, waiting, end = append(found, is), false, at[1]
	}
	if waiting && labelEnd.MatchString(n[end:]) {
		left = cur
	}
	return found, left
}

// labelEnds are the ends of all that contactLabel can meet.
var labelEnds = []string{"โทรสาร", "กซ", "กช", "fax", "facsimile", "โทรศัพท์", "โทร", "มือถือ", "เบอร์", "สายตรง", "phone", "tel", "mobile", "hotline"}

// endsOnLabel is a cheap sign that a label may stand at the end of a text.
func endsOnLabel(n string) bool {
	n = strings.TrimRight(n, " :.|/")
	for _, w := range labelEnds {
		if strings.HasSuffix(n, w) || strings.HasSuffix(n, "์") && strings.HasSuffix(strings.TrimSuffix(n, "์"), w) {
			return true
		}
	}
	return false
}

// eachLine walks the numbers of a body with what each is for.
func (b *body) eachLine(yield func(s *seen, i int, is line) bool) {
	var carry line
	var last *seen
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if s != last || bl.Kind == checks.BlockHeading {
			carry = line{}
		}
		last = s
		var found []line
		if bl.Kind == checks.BlockRow && len(bl.Header()) == len(bl.Cells()) && len(bl.Header()) > 0 {
			for k, cell := range bl.Cells() {
				if figureLike(cell) < fewestFigures {
					continue
				}
				_, of := b.v.plain(bl.Header()[k]).linesAfter(line{})
				got, _ := lines(cell, of)
				found = append(found, got...)
			}
		} else {
			found, carry = s.blocks[i].linesAfter(carry)
		}
		for _, is := range found {
			if !yield(s, i, is) {
				return false
			}
		}
		return true
	})
}

// seePhone wants a telephone number that is not a fax number alone.
func seePhone(b *body, _ int) sighting {
	out := sighting{}
	b.eachLine(func(s *seen, i int, is line) bool {
		if is.phone {
			out = saw(s, s.c.Blocks[i].Text, checks.AtText)
		}
		return !out.ok
	})
	if out.ok || b.s == nil {
		return out
	}
	for _, i := range b.idx {
		for _, li := range b.s.c.Blocks[i].Links() {
			if l := &b.s.c.Links[li]; l.Kind == checks.LinkPhone && phoneIn(l.URL) {
				return saw(b.s, l.Text+" "+l.URL, checks.AtLink)
			}
		}
	}
	return out
}

// seeFax wants a number that a label calls one of a fax.
func seeFax(b *body, _ int) sighting {
	out := sighting{}
	b.eachLine(func(s *seen, i int, is line) bool {
		if is.fax {
			out = saw(s, s.c.Blocks[i].Text, checks.AtText)
		}
		return !out.ok
	})
	return out
}

var (
	emailPattern = regexp.MustCompile(`[a-z0-9][a-z0-9._%+-]*\s?@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}`)
	// addresses that templates bring along, and file names with an @ in them
	notEmail = regexp.MustCompile(`^(?:contact|info|you|your|yourname|your[._-]?e?mail|name|user|username|e?mail|admin|test|someone|john\.?doe|johndoe)\s?@\s?(?:example|yourdomain|domain|yoursite|sample|test|e?mail|mysite|website|company)\.[a-z]{2,5}$|\.(?:png|jpe?g|gif|svg|webp)$`)
)

// Ways in which offices hide an address from those who gather them.
var (
	spelledAt  = regexp.MustCompile(`\s*(?:[\[({<]\s*(?:at|a|@|แอท|แอด)\s*[\])}>]|_at_)\s*`)
	spelledDot = regexp.MustCompile(`\s*[\[({<]\s*(?:dot|\.|จุด|ดอท)\s*[\])}>]\s*`)
)

// emailIn reports whether a text holds an address that is no template's.
func emailIn(s string) bool {
	s = strings.ToLower(strings.ReplaceAll(s, "＠", "@"))
	if !strings.ContainsAny(s, "@[({<") && !strings.Contains(s, "_at_") {
		return false
	}
	s = spelledDot.ReplaceAllString(spelledAt.ReplaceAllString(s, "@"), ".")
	for _, a := range emailPattern.FindAllString(s, -1) {
		if !notEmail.MatchString(a) {
			return true
		}
	}
	return false
}

// seeEmail wants an address as text or as a mailto link.
func seeEmail(b *body, _ int) sighting {
	out := firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		return s.blocks[i].email()
	})
	if out.ok || b.s == nil {
		return out
	}
	for _, i := range b.idx {
		for _, li := range b.s.c.Blocks[i].Links() {
			if l := &b.s.c.Links[li]; l.Kind == checks.LinkMail && emailIn(l.URL) {
				return saw(b.s, strings.TrimPrefix(l.URL, "mailto:"), checks.AtLink)
			}
		}
	}
	return out
}

var (
	postCode     = regexp.MustCompile(`(?:^|[^0-9])[1-9][0-9]{4}(?:[^0-9]|$)`)
	addressWords = foldAll("เลขที่", "หมู่ที่", "หมู่", "ตำบล", "ต.", "อำเภอ", "อ.", "จังหวัด", "จ.", "ถนน")
)

// fiveFigures reports whether a folded text has a run of five figures, as a post
// code is.
func fiveFigures(s string) bool {
	run := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			run++
			continue
		}
		if run == 5 {
			return true
		}
		run = 0
	}
	return run == 5
}

func addressed(t *text) bool {
	return bits.OnesCount64(uint64(t.carries&saysPlaces)) >= 3 && fiveFigures(t.fold()) && postCode.MatchString(thai.Normalize(t.raw))
}

// seeAddress wants a postal address: a post code and two of its usual words.
func seeAddress(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		t := s.blocks[i]
		return t.signs&signFive != 0 && t.says(saysPlaces) && t.has(isAddress, addressed)
	})
}

var (
	mapWords    = foldAll("แผนที่ตั้ง", "แผนที่สำนักงาน", "แผนที่หน่วยงาน", "แผนที่การเดินทาง", "แผนที่ สสอ", "แผนที่มา", "แผนที่", "map", "ที่ตั้งหน่วยงาน", "ที่ตั้งสำนักงาน", "location")
	notMapWords = foldAll("เสี่ยง", "ระบาด", "อาณาเขต", "ยุทธศาสตร์", "ท่องเที่ยว", "แผนที่ทางเดินยุทธศาสตร์", "sitemap", "site map", "โรค", "ชุมชน", "แสดงเขต", "เขตรับผิดชอบ", "ความเสี่ยง", "นำทางเว็บ", "roadmap", "road map", "mindmap", "mind map", "strategy map", "heat map")
	shortHosts  = []string{"goo.gl", "bit.ly", "shorturl.", "tinyurl.", "cutt.ly", "g.co", "g.page", "lin.ee", "t.ly", "rb.gy"}
)

var writtenAddress = regexp.MustCompile(`https?://[^\s<>"'|]+`)

// mapSigns are in the hosts of all map services whose paths do not speak of maps.
var mapSigns = []string{"map", "longdo.com", "waze.com", "plus.codes", "here.com"}

// mapAddress reports whether an address shows a place on a map service.
func mapAddress(raw string) bool {
	if h, rest, plain := plainAddress(raw); plain && !hasAny(h, mapSigns) && !strings.Contains(rest, "map") && !strings.Contains(strings.ToLower(rest), "map") {
		return false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	h, p := strings.ToLower(u.Hostname()), strings.ToLower(u.Path)
	switch {
	case strings.HasPrefix(h, "maps.") || strings.HasPrefix(h, "map."):
		return true
	case strings.Contains(h, "google.") && strings.Contains(p, "/maps"):
		return true
	case h == "goo.gl" && strings.HasPrefix(p, "/maps"):
		return true
	case strings.Contains(h, "openstreetmap.org"), strings.Contains(h, "longdo.com"), strings.Contains(h, "nostramap.com"), strings.Contains(h, "waze.com"), h == "plus.codes", strings.Contains(h, "here.com"), strings.Contains(h, "bing.com") && strings.Contains(p, "maps"):
		return true
	}
	return strings.Contains(p, "/maps/embed") || strings.Contains(p, "/maps/place")
}

// shortAddress reports whether an address hides another behind a short one.
func shortAddress(raw string) bool {
	h := host(raw)
	for _, w := range shortHosts {
		if strings.HasPrefix(h, w) || strings.HasPrefix(h, "www."+w) {
			return true
		}
	}
	return false
}

var fileSpaces = strings.NewReplacer("-", " ", "_", " ")

// seeMap wants a map of where the office is: an embedded or linked map service,
// or a picture named so; a map of diseases or borders is none.
func seeMap(b *body, _ int) sighting {
	out := sighting{}
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		a := s.addresses[li]
		if out.ok || !a.mapped() && !a.shortened() {
			return
		}
		folded := thai.Fold(l.Text + " " + l.Title())
		if (a.mapped() || a.shortened() && hasAny(folded, mapWords)) && !hasAny(folded, notMapWords) {
			q := l.Text
			if q == "" {
				q = l.URL
			}
			out = saw(s, q, checks.AtLink)
		}
	})
	if out.ok {
		return out
	}
	b.eachImage(func(s *seen, im *checks.Image, t *text) {
		if out.ok {
			return
		}
		name := t.fold() + " " + thai.Fold(fileSpaces.Replace(im.File))
		if hasAny(name, mapWords) && !hasAny(name, notMapWords) {
			out = saw(s, pictureName(im), checks.AtImage)
		}
	})
	if out.ok {
		return out
	}
	// an address of a map that is written out, as in a file
	b.each(func(s *seen, i int) bool {
		if t := s.blocks[i]; strings.Contains(t.raw, "http") && !t.says(saysNotMap) {
			for _, raw := range writtenAddress.FindAllString(t.raw, -1) {
				if mapAddress(raw) || shortAddress(raw) && hasAny(t.fold(), mapWords) {
					out = saw(s, t.raw, checks.AtText)
				}
			}
		}
		return !out.ok
	})
	if out.ok {
		return out
	}
	// a picture right under a heading or line that says it is the map
	b.each(func(s *seen, i int) bool {
		t := s.blocks[i]
		if t.length() > 120 || !t.says(saysMap) || t.says(saysNotMap) {
			return true
		}
		for j := i; j <= i+2 && j < len(s.c.Blocks); j++ {
			for _, n := range s.c.Blocks[j].Images() {
				if im := &s.c.Images[n]; !furniture(im, s.images[n]) && !s.images[n].says(saysNotMap) {
					out = saw(s, t.raw+" "+pictureName(im), checks.AtImage)
					return false
				}
			}
		}
		return true
	})
	return out
}
