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
	officeName = regexp.MustCompile(`(?:สำนักงานสาธารณสุขอำเภอ|สสอ\.?)\s*([ก-๎]{2,24})`)
	// bodies that are not a district health office, as they sign their pages
	otherBody = regexp.MustCompile(`(?:สำนักงานสาธารณสุขจังหวัด|สสจ\.?|โรงพยาบาล|เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.|ที่ว่าการอำเภอ|กระทรวง[ก-๎]+|กรม[ก-๎]{3,})`)
)

// NameIn finds the name of a district health office in a text, "" if there is
// none. It is for addresses given without an office file.
func NameIn(s string) string {
	m := officeName.FindStringSubmatch(thai.Clean(s))
	if m == nil {
		return ""
	}
	return "สำนักงานสาธารณสุขอำเภอ" + m[1]
}

func newOwner(o checks.Office) *owner {
	w := &owner{district: thai.Fold(o.District), province: thai.Fold(o.Province)}
	if w.district == "" {
		if m := officeName.FindStringSubmatch(thai.Clean(o.Name)); m != nil {
			w.district = thai.Fold(m[1])
		}
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
			if f := thai.Fold(p); !w.in(f) && !officeName.MatchString(p) {
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
	if !s.f.Outside || s.doc != nil && v.offSite(s.f.URL) {
		return "" // files on Drive and the like are whoever's link leads to them
	}
	head := s.c.Title
	for n, i := range s.mains {
		if n > 5 {
			break
		}
		head += " " + s.c.Blocks[i].Text
	}
	if v.owner.in(thai.Fold(head)) {
		return ""
	}
	off := v.offSite(s.f.URL) && s.page != nil
	if off {
		for _, i := range s.mains {
			// a list of links to the offices of a province names them all
			if v.owner.in(s.blocks[i].folded) && !linkHeavy(s, i) {
				return ""
			}
		}
	}
	if m := otherBody.FindString(head); m != "" {
		return m
	}
	if off {
		return officeName.FindString(head)
	}
	return host(s.f.URL)
}
