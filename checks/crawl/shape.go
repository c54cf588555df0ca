package crawl

import (
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds on addresses (URL length: Scrapy; segments and repetition: Heritrix).
const (
	longestURL   = 2083
	mostSegments = 20
	mostRepeats  = 2
	mostEchoes   = 3  // segments of a path, numbers aside, that stand in it before
	longToken    = 12 // letters of a made-up id: hexadecimal, letters and digits mixed
)

// Bounds on how many addresses of one shape are asked for at once. The rest
// waits until all else was seen; see [pool] for what becomes of it.
const (
	boundTrap    = 5   // calendars, orders and filters of one list, print views
	boundDetail  = 30  // pages of one shape
	boundNames   = 60  // pages of one path and the same names of parameters
	boundPath    = 75  // pages of one path with any parameters
	boundFile    = 100 // files of one shape
	boundSteered = 80  // of one shape, where the words promise something
	boundKin     = 30  // of those, where pages of the shape lead on to each other
	boundFolder  = 80  // pages of one folder
	boundMenu    = 60  // menu entries and frames of a host, which no other bound holds
	boundBelow   = 110 // pages below one first folder
	boundFolders = 40  // folders below one first folder
	boundAll     = 100 // folders of a host
	boundDeep    = 40  // pages more than deepFrom segments down
	deepFrom     = 5
	boundLoops   = 3 // redirects without end, before the rest of a shape is left
	aKind        = 1 // page before others that makes their shape a kind of its own
)

// fate is what a shape's bound says of an address.
type fate int

const (
	follow    fate = iota
	pooled         // until all else was seen
	malformed      // by its own form
)

// shapes counts addresses by shape, and holds what is over a bound.
type shapes struct {
	seen    map[string]int // followed, or asked for since
	pools   map[string]*pool
	order   []*pool
	bred    int            // asked for in batches that led on to as many more
	loops   map[string]int // redirects without end, by shape
	parts   map[string]*part
	kinds   map[string]*kind
	led     int // asked for in batches that led on to as many, whose pages each say something of their own
	extents extents
	sizes   map[string]string // of lists, by the list
	fresh   fresh
	weigh   func(*item) float64 // what an address promises of what is still sought
}

func newShapes() *shapes {
	return &shapes{seen: map[string]int{}, pools: map[string]*pool{}, loops: map[string]int{}, parts: map[string]*part{}, kinds: map[string]*kind{}, extents: extents{}, sizes: map[string]string{}}
}

// free reports whether a menu entry or a frame goes before all bounds but those
// of traps, which a host's first ones do.
func (s *shapes) free(a address) bool {
	menus := a.authority() + " menus"
	s.seen[menus]++
	return s.seen[menus] <= boundMenu
}

// level is a shape that an address counts against, and its bound.
type level struct {
	key   string
	bound int
	wide  bool // holds for the whole host
}

// judge counts an address and says what becomes of it: where it waits, pool
// names the shape whose bound it is over. kin is the number of pages of the same
// shape on the way to it.
func (s *shapes) judge(a address, shape string, kin int, steered, free, light, file bool) (pool string, f fate) {
	a = a.flat()
	if long(a) {
		return longShape, malformed
	}
	if trap := trapShape(a); trap != "" && !s.firstSize(a) {
		return s.within(level{key: trap, bound: boundTrap})
	}
	if file {
		return s.within(level{key: shape, bound: boundFile})
	}
	levels := s.levels(a, shape)
	if light {
		levels = slices.DeleteFunc(levels, func(l level) bool { return l.wide })
	}
	switch {
	case free:
		for _, l := range levels {
			s.seen[l.key]++ // counted, not held to it
		}
		return "", follow
	case steered:
		promised := make([]level, len(levels))
		for i, l := range levels {
			promised[i] = level{steeredShape + l.key, max(l.bound, boundSteered), l.wide}
		}
		if kin > 1 {
			promised[0].bound = boundKin
		}
		if pool, f = s.within(promised...); f == follow {
			for _, l := range levels {
				s.seen[l.key]++
			}
		}
		return pool, f
	}
	return s.within(levels...)
}

// within counts an address against its levels, unless it is over the bound of one.
func (s *shapes) within(levels ...level) (string, fate) {
	for _, l := range levels {
		if s.seen[l.key] < l.bound {
			continue
		}
		if s.seen[levels[0].key] >= aKind { // it waits among its like
			return levels[0].key, pooled
		}
		return l.key, pooled
	}
	for _, l := range levels {
		s.seen[l.key]++
	}
	return "", follow
}

// levels lists what a page counts against, the narrowest first. The wider ones
// hold where every address has a shape of its own.
func (s *shapes) levels(a address, shape string) []level {
	out := []level{{key: shape, bound: boundDetail}}
	if a.query != "" {
		path := a.authority() + digitsOut(a.path) + "?"
		out = append(out, level{key: path + namesOf(a.query), bound: boundNames}, level{key: path + "…", bound: boundPath})
	}
	segs := strings.Split(strings.TrimSuffix(a.path, "/"), "/")
	if len(segs)-1 > deepFrom {
		out = append(out, level{a.authority() + "/… deep", boundDeep, true})
	}
	folder := inFolder(a)
	if len(segs) > 2 {
		out = append(out, level{key: a.authority() + "/" + plainSegment(segs[1]) + "/…", bound: boundBelow})
	}
	if len(segs) > 2 && s.seen[folder] == 0 {
		out = append(out, level{key: a.authority() + "/" + plainSegment(segs[1]) + "/… folders", bound: boundFolders}, level{a.authority() + "/… folders", boundAll, true})
	}
	return append(out, level{folder, boundFolder, len(segs) <= 2})
}

// inFolder names the folder that an address lies in, without its numbers.
func inFolder(a address) string {
	segs := strings.Split(strings.TrimSuffix(a.path, "/"), "/")
	if len(segs) < 3 {
		return a.authority() + "/*"
	}
	for i := range segs {
		segs[i] = plainSegment(segs[i])
	}
	return a.authority() + strings.Join(segs[:len(segs)-1], "/") + "/*"
}

// namesOf lists the names of a query's parameters.
func namesOf(query string) string {
	var names []string
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		if name = digitsOut(name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "&")
}

// plainSegment is a segment of a path without its numbers, which names of months are
// too; a made-up id is one.
func plainSegment(s string) string {
	switch {
	case token(s, longToken, true):
		return "#"
	case strings.Contains(s, "%25"): // escaped again and again
		return "*"
	}
	return digitsOut(monthsAsNumbers(s))
}

// long reports whether an address is longer, deeper or more repetitive than any
// that people make.
func long(a address) bool {
	if len(a.String()) > longestURL {
		return true
	}
	segs := strings.Split(strings.Trim(a.path, "/"), "/")
	if len(segs) > mostSegments {
		return true
	}
	run, echoes, all := 1, 0, map[string]int{}
	for i, s := range segs {
		if i > 0 && s == segs[i-1] && s != "" {
			run++
		} else {
			run = 1
		}
		// A cycle of several segments shows as one that comes back often.
		if all[s]++; all[s] > 1 && strings.Trim(s, "0123456789") != "" {
			echoes++
		}
		if run > mostRepeats || all[s] > 2*mostRepeats || echoes > mostEchoes {
			return true
		}
	}
	return false
}

// shapeOf is an address with its numbers taken out, and of a page filed by date
// its name too.
func shapeOf(a address) string {
	segs := strings.Split(a.path, "/")
	for i := range segs {
		segs[i] = plainSegment(segs[i])
	}
	if n := len(segs); n >= 4 && segs[n-1] != "" && segs[n-2] == "#" && segs[n-3] == "#" {
		segs[n-1] = "*"
	} else if n >= 5 && segs[n-1] == "" && segs[n-3] == "#" && segs[n-4] == "#" {
		segs[n-2] = "*"
	}
	shape := a.authority() + strings.Join(segs, "/")
	if a.query == "" {
		return shape
	}
	var parts []string
	for p := range strings.SplitSeq(a.query, "&") {
		name, value, _ := strings.Cut(p, "=")
		if v := plainSegment(value); strings.Contains(v, "%") || len(v) > 30 {
			parts = append(parts, digitsOut(name)+"=*")
		} else {
			parts = append(parts, digitsOut(name)+"="+v)
		}
	}
	return shape + "?" + strings.Join(parts, "&")
}

// digitsOut puts "#" for each number outside escapes.
func digitsOut(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%' && i+2 < len(s):
			b.WriteString(s[i : i+3])
			i += 2
		case c >= '0' && c <= '9':
			for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				i++
			}
			b.WriteByte('#')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Parameters that only show the same things in another way, or by day.
const (
	orderParams    = " sort sortby sort_by order orderby order_by orderdir direction filter filter_order filter_order_dir limit per_page perpage pagesize view_mode viewmode layout color colour size price "
	calendarParams = " date day month year week ym calendar cal mini caldate tribe-bar-date eventdate mon yr "
	sizeParams     = " limit per_page perpage pagesize "
	printParams    = " tmpl print printable pop format replytocom share preview output "
)

// Names of traps.
const (
	steeredShape  = "steered " // before the shape of addresses that the words promise something of
	longShape     = "long addresses"
	viewShape     = " print or feed"
	orderShape    = " order or filter"
	calendarShape = " calendar"
	paramsShape   = " many parameters"
)

// isTrap reports whether a shape is one that trapShape names.
func isTrap(shape string) bool {
	return slices.ContainsFunc([]string{viewShape, orderShape, calendarShape, paramsShape}, func(s string) bool { return strings.HasSuffix(shape, s) })
}

// trapShape names the trap that an address has the form of, "" if none.
func trapShape(a address) string {
	var names []string
	for p := range strings.SplitSeq(a.query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		if name != "" {
			names = append(names, name)
		}
	}
	in := func(list string) bool {
		return slices.ContainsFunc(names, func(n string) bool {
			n, _, _ = strings.Cut(n, "%5B")
			n, _, _ = strings.Cut(n, "[")
			return strings.Contains(list, " "+n+" ")
		})
	}
	path := strings.ToLower(a.path)
	base := shapeOf(withoutViews(a))
	switch {
	case in(printParams), strings.Contains(path, "/print/"), strings.HasSuffix(path, "/print"), strings.HasPrefix(a.name(), "print."),
		strings.HasSuffix(path, "/feed/"), strings.HasSuffix(path, "/feed"), strings.Contains(path, "/rss"), a.extension() == ".rss", a.extension() == ".ics":
		return a.authority() + viewShape // never says anything new
	case in(orderParams):
		return base + orderShape
	case in(calendarParams) && namesDay(a.query), strings.Contains(path, "calendar") && strings.ContainsAny(path+a.query, "0123456789"):
		return base + calendarShape
	case len(names) > 6:
		return base + paramsShape
	}
	return ""
}

// firstSize reports whether all that an address has of a trap is the number of entries
// on a page, and the list was met with no other: each of its links bears that.
func (s *shapes) firstSize(a address) bool {
	bare, size := a, ""
	var kept []string
	for p := range strings.SplitSeq(a.query, "&") {
		if name, value, _ := strings.Cut(strings.ToLower(p), "="); strings.Contains(sizeParams, " "+name+" ") {
			size += name + "=" + value + "&"
			continue
		}
		kept = append(kept, p)
	}
	if bare.query = strings.Join(kept, "&"); size == "" || trapShape(bare) != "" {
		return false
	}
	list := a.authority() + a.path + "?" + namesOf(bare.query)
	if s.sizes[list] == "" && len(s.sizes) < mostExtents {
		s.sizes[list] = size
	}
	return s.sizes[list] == size
}

// withoutViews drops the parameters that only show the same things in another
// way.
func withoutViews(a address) address {
	var kept []string
	for p := range strings.SplitSeq(a.query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		name, _, _ = strings.Cut(name, "%5b")
		name, _, _ = strings.Cut(name, "[")
		if n := " " + name + " "; name != "" && !strings.Contains(orderParams, n) && !strings.Contains(calendarParams, n) && !strings.Contains(printParams, n) {
			kept = append(kept, p)
		}
	}
	if len(kept) > 6 {
		kept = nil
	}
	a.query = strings.Join(kept, "&")
	return a
}

// namesDay reports whether a query names a day or month by numbers, and not only a
// year, by which reports are filed too.
func namesDay(query string) bool {
	numbers := 0
	for p := range strings.SplitSeq(strings.ToLower(query), "&") {
		name, value, _ := strings.Cut(p, "=")
		if !strings.Contains(calendarParams, " "+name+" ") {
			continue
		}
		if n := strings.Count(digitsOut(value), "#"); n > 1 || n == 1 && len(value) > 4 {
			return true // 2026-05, 20260501
		} else if n == 1 {
			numbers++
		}
	}
	return numbers > 1
}

// reorders reports whether a query only puts a folder's own listing in another
// order or form, as servers offer on the lists that they make of a folder's files:
// by a column and a direction (C=N;O=D), or in the older way by both in one (N=D). A
// page that is no folder has to name both.
func reorders(query string, folder bool) bool {
	params := strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' })
	column, way := false, false
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		if len(name) != 1 || len(value) != 1 {
			return false
		}
		switch {
		case name == "C" && strings.Contains("NMSD", value):
			column = true
		case name == "O" && strings.Contains("AD", value):
			way = true
		case folder && len(params) == 1 && strings.Contains("NMSD", name) && strings.Contains("AD", value):
			return true
		case strings.Contains("FV", name) && strings.Contains("012", value):
		default:
			return false
		}
	}
	return column && way || folder && (column || way)
}

// unprint gives the page that an address is a print view of, by parameters that
// content systems share.
func unprint(a address) address {
	if a.query == "" {
		return a
	}
	if folder := strings.HasSuffix(a.path, "/"); reorders(a.query, folder) {
		a.query = ""
		return a
	}
	var kept []string
	for p := range strings.SplitSeq(a.query, "&") {
		switch strings.ToLower(p) {
		case "tmpl=component", "print=1", "print=true", "print=yes", "printable=1", "printable=yes", "pop=1", "layout=default":
			continue
		}
		if name, _, _ := strings.Cut(strings.ToLower(p), "="); name == "replytocom" || name == "share" {
			continue
		}
		kept = append(kept, p)
	}
	a.query = strings.Join(kept, "&")
	return a
}

// Ways in which a name tells what lies behind it, before it is asked for.
const (
	fileEndings  = " .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf .csv .txt .zip .rar .7z .jpg .jpeg .png .gif .webp .tif .tiff .bmp "
	paperEndings = " .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf .zip .rar .7z "
	deadEndings  = " .css .js .mjs .map .woff .woff2 .ttf .eot .ico .svg .mp3 .mp4 .avi .mov .wmv .flv .mkv .webm .wav .m4a .exe .msi .apk .iso .dmg .swf "
)

func ending(a address, list string) bool {
	e := a.extension()
	return e != "" && strings.Contains(list, " "+e+" ")
}

// saysFile reports whether a link promises a file by what is written on it.
func saysFile(label string) bool {
	l := strings.ToLower(strings.TrimSpace(label))
	for _, w := range []string{"ดาวน์โหลด", "ดาวโหลด", "download", "เปิดไฟล์", "ไฟล์แนบ", "เอกสารแนบ", "(pdf", "[pdf"} {
		if strings.Contains(l, w) {
			return true
		}
	}
	return l == "pdf" || l == "ไฟล์" || l == "file"
}

// paper reports whether an address names a file that is no page, in its path
// or in a parameter such as file=plan.pdf.
func paper(a address) bool {
	if ending(a, paperEndings) {
		return true
	}
	for p := range strings.SplitSeq(a.query, "&") {
		_, value, _ := strings.Cut(p, "=")
		if ending(address{path: "/" + value}, paperEndings) {
			return true
		}
	}
	return false
}

// sharing reports whether an address only offers to share a page on a network.
func sharing(a address) bool {
	return shares.In(a.host + a.path)
}

var shares = thai.NewWords("facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog", "twitter.com/intent", "twitter.com/share", "x.com/intent",
	"x.com/share", "line.me/R/msg", "line.me/lineit", "social-plugins.line.me", "plus.google.com/share", "pinterest.com/pin/create", "linkedin.com/share",
	"api.whatsapp.com", "t.me/share", "validator.w3.org", "addtoany.com", "addthis.com")
