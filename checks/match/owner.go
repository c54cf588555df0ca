package match

import (
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// owner knows the names an office goes by, and tells its pages from those of
// its province, ministry and neighbours (trap T21).
type owner struct {
	names    []string // folded, longest first
	district string   // folded name of the district, "" if unknown
	province string
	trims    []string // folded names cut from titles
}

var (
	// bodies that are not a district health office, as they sign their pages
	otherBody = regexp.MustCompile(`(?:สำนักงานสาธารณสุขจังหวัด|สสจ\.?|โรงพยาบาล|เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|รพ\.?สต\.?|โรงพยาบาลส่งเสริมสุขภาพตำบล|อบต\.|อบจ\.|ที่ว่าการอำเภอ|กระทรวง[ก-๎]+|กรม[ก-๎]{3,})`)
)

// storeAddress is that of a store of files, whose pages and files are those of
// whoever links to them.
var storeAddress = regexp.MustCompile(`(?i)/drive/|drive\.google|docs\.google|1drv\.ms|dropbox|onedrive|sharepoint`)

// storeSigns are in all that storeAddress can meet, in small letters.
var storeSigns = []string{"drive", "docs.google", "1drv.ms", "dropbox", "sharepoint"}

// stored reports whether an address is one of storeAddress.
func stored(raw string) bool {
	return hasAny(strings.ToLower(raw), storeSigns) && storeAddress.MatchString(raw)
}

func newOwner(o checks.Office) *owner {
	w := &owner{district: thai.Fold(o.District), province: thai.Fold(o.Province)}
	if w.district == "" {
		_, district := thai.OfficeIn(o.Name)
		w.district = thai.Fold(district)
	}
	add := func(s string) {
		if f := thai.Fold(s); len(f) > 6 {
			w.names = append(w.names, f)
		}
	}
	add(o.Name)
	for _, a := range o.Aliases {
		add(a)
	}
	if w.district != "" {
		for _, p := range []string{"สำนักงานสาธารณสุขอำเภอ", "สสอ.", "สสอ", "สาธารณสุขอำเภอ"} {
			add(p + w.district)
		}
	}
	w.trims = append(w.trims, w.names...)
	return w
}

// names reports whether a folded text names the office.
func (w *owner) in(folded string) bool {
	for _, n := range w.names {
		if strings.Contains(folded, n) {
			return true
		}
	}
	return false
}

// trimTitle cuts the site's name from a page's title, so that a title such as
// "วิสัยทัศน์ - สำนักงาน…" is judged by what the page is about.
func (w *owner) trimTitle(title string) string {
	for _, sep := range []string{" | ", " - ", " – ", " :: ", " » ", " • ", "|"} {
		parts := strings.Split(title, sep)
		if len(parts) < 2 {
			continue
		}
		kept := parts[:0]
		for _, p := range parts {
			if name, _ := thai.OfficeIn(p); name == "" && !w.in(thai.Fold(p)) {
				kept = append(kept, p)
			}
		}
		if len(kept) > 0 {
			return strings.Join(kept, " ")
		}
	}
	return title
}

// bodyOf names the other body that a resource belongs to; "" where it is the
// office's own or nobody's in particular.
func (v *view) bodyOf(s *seen) string {
	if !s.f.Outside || s.doc != nil && v.offSite(s.f.URL) || stored(s.f.URL) {
		return "" // files on Drive and the like are whoever's link leads to them
	}
	head := s.c.Title
	for n, i := range s.mains {
		if n > 5 {
			break
		}
		if !linkHeavy(s, i) { // a list of links to the offices of a province names them all
			head += " " + s.c.Blocks[i].Text
		}
	}
	if v.owner.in(thai.Fold(head)) {
		return ""
	}
	if v.signedInHeader(s) {
		return ""
	}
	off := v.offSite(s.f.URL) && s.page != nil
	if off {
		for _, i := range s.mains {
			if v.namesOffice(s.blocks[i]) && !linkHeavy(s, i) {
				return ""
			}
		}
	}
	if m := otherBody.FindString(head); m != "" {
		return m
	}
	if off {
		name, _ := thai.OfficeIn(head)
		return name
	}
	return host(s.f.URL)
}

// signedInHeader reports whether a page's header names the office, as pages of
// shared platforms do; a menu of all offices there is no signature.
func (v *view) signedInHeader(s *seen) bool {
	seen := 0
	for i := range s.c.Blocks {
		if s.region(i) != checks.RegionHeader {
			continue
		}
		if seen++; seen > 6 {
			return false
		}
		if v.namesOffice(s.blocks[i]) && !linkHeavy(s, i) {
			return true
		}
	}
	return false
}

// keepers are bodies whose portals offices have their pages in.
var keepers = []string{"สำนักงานสาธารณสุขจังหวัด", "สสจ", "โรงพยาบาล", "องค์การบริหารส่วน", "เทศบาล", "อบต.", "อบจ."}

// keeper reports whether a text names such a body.
func (t *text) keeper() bool {
	if t.says(saysKeeper) && t.first(isKeeper) && hasAny(t.raw, keepers) {
		t.is |= isKeeper
		if hasPrefix(t.raw, keepers) {
			t.is |= isKeepers
		}
	}
	return t.is&isKeeper != 0
}

// keeperSigns are in all that names one, folded: a cheap sign. A second SARA E
// before the first letter makes it another.
var keeperSigns = []string{"สำนักงานสาธารณสุขจังหวัด", "สสจ", "โรงพยาบาล", "องค์การบริหารส่วน", "ทศบาล", "อบต.", "อบจ."}

// namesOffice reports whether a text names the office.
func (v *view) namesOffice(t *text) bool {
	return t.has(isOffice, func(t *text) bool { return v.owner.in(t.fold()) })
}

// keepers reports whether a line is that of the body that keeps the portal: one
// that begins with its name, or one of a header or footer that names it.
func (v *view) keepers(s *seen, i int) bool {
	b, t := &s.c.Blocks[i], s.blocks[i]
	if len(b.Links()) > 0 || !t.keeper() || t.is&isKeepers == 0 && s.region(i) != checks.RegionHeader && s.region(i) != checks.RegionFooter {
		return false
	}
	return !v.namesOffice(t)
}

// signedByAnother reports whether a page's header or footer is that of another
// body: it names one, outside lists of links, and nowhere this office.
func (v *view) signedByAnother(s *seen, r checks.Region) bool {
	var k int
	switch r {
	case checks.RegionHeader:
		k = 0
	case checks.RegionFooter:
		k = 1
	default:
		return false
	}
	return s.signed[k].once(func() bool { return v.signedOther(s, r) })
}

func (v *view) signedOther(s *seen, r checks.Region) bool {
	other := false
	for i := range s.c.Blocks {
		if s.region(i) != r {
			continue
		}
		if v.namesOffice(s.blocks[i]) {
			return false
		}
		other = other || v.keepers(s, i)
	}
	return other
}

// ofAnother reports whether a page's title begins with the name of another body,
// as the pages of sub-district hospitals on an office's site do: what stands
// there of telephones and visits is theirs.
func (v *view) ofAnother(s *seen) bool {
	return s.another.once(func() bool { return v.titledOther(s) })
}

func (v *view) titledOther(s *seen) bool {
	title := strings.TrimSpace(s.c.Title)
	at := otherBody.FindStringIndex(title)
	return at != nil && at[0] == 0 && s != v.home && !v.owner.in(thai.Fold(title))
}
