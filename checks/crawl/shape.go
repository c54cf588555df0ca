package crawl

import (
	"slices"
	"strings"
)

// Bounds on addresses (URL length: Scrapy; segments and repetition: Heritrix).
const (
	longestURL   = 2083
	mostSegments = 20
	mostRepeats  = 2
)

// Bounds on how many addresses of one shape are asked for. The rest is sampled:
// left alone and said so.
const (
	boundTrap     = 5   // calendars, orders and filters of one list, print views
	boundDetail   = 30  // numbered pages of one shape: followed at once
	boundDeferred = 60  // and in the end, if there is time
	boundFile     = 200 // files of one shape
	boundSteered  = 200 // of one shape, where the words promise something
	boundFolder   = 120 // pages of one folder: followed at once
	boundFolderIn = 180 // and in the end
	boundMenu     = 100 // menu entries and frames of a host, which no other bound holds
	boundFolders  = 40  // folders below one first folder
	boundAll      = 100 // folders of a host
	boundDeep     = 60  // pages more than deepFrom segments down
	deepFrom      = 5
)

// fate is what a shape's bound says of an address.
type fate int

const (
	follow fate = iota
	deferred
	sampled
	malformed // by its own form
)

// shapes counts addresses by shape.
type shapes struct {
	seen  map[string]int
	left  map[string]*leftover
	order []string
}

// leftover is what was left alone of one shape.
type leftover struct {
	first string
	count int
}

func newShapes() *shapes { return &shapes{seen: map[string]int{}, left: map[string]*leftover{}} }

// free reports whether a menu entry or a frame goes before all bounds but those
// of traps, which a host's first ones do.
func (s *shapes) free(a address) bool {
	menus := a.authority() + " menus"
	s.seen[menus]++
	return s.seen[menus] <= boundMenu
}

// judge counts an address and says what becomes of it.
func (s *shapes) judge(a address, steered, free, file bool) (string, fate) {
	a = a.flat()
	if long(a) {
		return s.leave("long addresses", a), malformed
	}
	if trap := trapShape(a); trap != "" {
		return trap, s.count(trap, a, boundTrap, boundTrap)
	}
	shape := shapeOf(a)
	if free {
		s.seen[shape]++
		if wide, f := s.wider(a); f == sampled { // counted, not held to it
			s.left[wide].count--
		}
		return shape, follow
	}
	switch {
	case file:
		return shape, s.count(shape, a, boundFile, boundFile)
	case steered:
		if segs := strings.Split(strings.TrimSuffix(a.path, "/"), "/"); len(segs)-1 > deepFrom {
			deep := a.authority() + "/" + digitsOut(segs[1]) + "/… deep, steered"
			if s.count(deep, a, boundSteered, boundSteered) == sampled {
				return deep, sampled
			}
		}
		return shape, s.count("steered "+shape, a, boundSteered, boundSteered)
	}
	f := s.count(shape, a, boundDetail, boundDeferred)
	if f == sampled {
		return shape, f
	}
	// A page counts against the wider bounds too, which hold where every address
	// has a shape of its own.
	wide, g := s.wider(a)
	if g == sampled {
		s.seen[shape]--
		return wide, g
	}
	return shape, max(f, g)
}

// wider counts an address by its folder, and its folder by the first one.
func (s *shapes) wider(a address) (string, fate) {
	segs := strings.Split(strings.TrimSuffix(a.path, "/"), "/")
	if len(segs) < 3 {
		segs = []string{"", ""}
	}
	within := a.authority() + digitsOut(strings.Join(segs[:len(segs)-1], "/")) + "/*"
	deep, below, all := a.authority()+"/… deep", a.authority()+"/"+digitsOut(segs[1])+"/… folders", a.authority()+"/… folders"
	if len(segs)-1 > deepFrom && s.count(deep, a, boundDeep, boundDeep) == sampled {
		return deep, sampled
	}
	if s.seen[within] == 0 && len(segs) > 2 {
		if s.count(below, a, boundFolders, boundFolders) == sampled {
			return below, sampled
		}
		if s.count(all, a, boundAll, boundAll) == sampled {
			return all, sampled
		}
	}
	return within, s.count(within, a, boundFolder, boundFolderIn)
}

func (s *shapes) count(shape string, a address, now, later int) fate {
	s.seen[shape]++
	switch n := s.seen[shape]; {
	case n <= now:
		return follow
	case n <= later:
		return deferred
	}
	s.seen[shape]--
	s.leave(shape, a)
	return sampled
}

func (s *shapes) leave(shape string, a address) string {
	l := s.left[shape]
	if l == nil {
		l = &leftover{first: a.String()}
		if len(l.first) > longestURL {
			l.first = l.first[:longestURL]
		}
		s.left[shape] = l
		s.order = append(s.order, shape)
	}
	l.count++
	return shape
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
	run, all := 1, map[string]int{}
	for i, s := range segs {
		if i > 0 && s == segs[i-1] && s != "" {
			run++
		} else {
			run = 1
		}
		// A cycle of several segments shows as one that comes back often.
		if all[s]++; run > mostRepeats || all[s] > 2*mostRepeats {
			return true
		}
	}
	return false
}

// shapeOf is an address with its numbers taken out, and of a page filed by date
// its name too.
func shapeOf(a address) string {
	path := digitsOut(a.path)
	segs := strings.Split(path, "/")
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
		if v := digitsOut(value); strings.Contains(v, "%") || len(v) > 30 {
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
	printParams    = " tmpl print printable pop format replytocom share preview output "
)

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
		return a.authority() + " print or feed" // never says anything new
	case in(orderParams):
		return base + " order or filter"
	case in(calendarParams) && namesDay(a.query), strings.Contains(path, "calendar") && strings.ContainsAny(path+a.query, "0123456789"):
		return base + " calendar"
	case len(names) > 6:
		return base + " many parameters"
	}
	return ""
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

// unprint gives the page that an address is a print view of, by parameters that
// content systems share.
func unprint(a address) address {
	if a.query == "" {
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
	for _, s := range []string{"facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog", "twitter.com/intent", "twitter.com/share", "x.com/intent",
		"x.com/share", "line.me/R/msg", "line.me/lineit", "social-plugins.line.me", "plus.google.com/share", "pinterest.com/pin/create", "linkedin.com/share",
		"api.whatsapp.com", "t.me/share", "validator.w3.org", "addtoany.com", "addthis.com"} {
		if strings.Contains(a.host+a.path, s) {
			return true
		}
	}
	return false
}
