package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks/thai"
)

// FuzzShortcuts holds what is asked in one pass, and the cheap signs that spare
// a pattern, against the plain search.
func FuzzShortcuts(f *testing.F) {
	for _, s := range []string{"", "โทรสาร :", "แฟ็กซ์", "โทร 0 3856 1234", "น.ส.สมศรี ใจดี", "ว่าที่ร้อยตรี สมชาย ใจกล้า", "Mr John Smith", "ชื่อ - สกุล: สมชาย ใจดี",
		"ผู้เข้าชมวันนี้ 12 ครั้ง", "แผนที่เสี่ยง", "อยู่ระหว่างปรับปรุง", "ยังไม่มีข้อมูล", "(ไม่มี)", "โทรสาร ไม่มี", "ที่มา: กรมอนามัย", "a (at) b.go.th", "ก่อตั้งเมื่อ พ.ศ. 2500 จัดตั้งขึ้น", "\xe0\xb8", "กำลังอัป\x80เดต"} {
		f.Add(s)
	}
	lex := newLexicon(newPhrases(), "ว่าง")
	f.Fuzz(func(t *testing.T, raw string) {
		x := lex.scan(raw, false)
		for trait, list := range spots {
			if got, want := x.says(trait), hasAny(x.folded, list); got != want {
				t.Errorf("says(%b) of %q = %v, the words are there: %v", trait, x.folded, got, want)
			}
		}
		for _, extra := range [][]string{nil, {"ว่าง"}} {
			if got, want := x.statesNone(extra), statesNone(x.folded, extra); got != want {
				t.Errorf("statesNone of %q = %v, want %v", x.folded, got, want)
			}
		}
		if got, want := len(founding.in(x.folded)) > 0, hasAny(x.folded, foundingWords); got != want {
			t.Errorf("words of founding in %q: %v, want %v", x.folded, got, want)
		}
		n := dashes.Replace(thai.Normalize(raw))
		if phonePattern.MatchString(n) && figuresIn(n) < fewestFigures {
			t.Errorf("%q holds a number with fewer figures than any has", n)
		}
		for i := range len(n) {
			at := phonePattern.FindStringIndex(n[i:])
			if got := phoneAt(n, i); (got >= 0) != (at != nil && at[0] == 0) || got >= 0 && got != i+at[1] {
				t.Errorf("a number at %d of %q ends at %d, want %v", i, n, got, at)
			}
		}
		if at := contactLabel.FindAllStringIndex(n, -1); len(at) > 0 && labelEnd.MatchString(n[at[len(at)-1][1]:]) && !endsOnLabel(n) {
			t.Errorf("%q ends on a label that is not seen", n)
		}
		if m := thai.Normalize(raw); titled.MatchString(m) && !maybeTitled(m) {
			t.Errorf("%q holds a title that is not seen", m)
		}
	})
}
