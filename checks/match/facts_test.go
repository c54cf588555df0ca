package match

import (
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// FuzzShortcuts holds what is asked in one pass, and the cheap signs that spare
// a pattern, against the plain search.
func FuzzShortcuts(f *testing.F) {
	for _, s := range []string{"", "โทรสาร :", "แฟ็กซ์", "โทร 0 3856 1234", "น.ส.สมศรี ใจดี", "ว่าที่ร้อยตรี สมชาย ใจกล้า", "Mr John Smith", "ชื่อ - สกุล: สมชาย ใจดี",
		"ผู้เข้าชมวันนี้ 12 ครั้ง", "แผนที่เสี่ยง", "อยู่ระหว่างปรับปรุง", "ยังไม่มีข้อมูล", "(ไม่มี)", "โทรสาร ไม่มี", "ที่มา: กรมอนามัย", "a (at) b.go.th", "ก่อตั้งเมื่อ พ.ศ. 2500 จัดตั้งขึ้น", "\xe0\xb8", "1. ยื่นคำขอ ใช้เวลา 15 นาที", "๒๕ ธันวาคม ๒๕๖๘ งบประมาณ 12,500 บาท", "สสจ.ชลบุรี โทร ๐-๓๘๕๖-๑๒๓๔ ต่อ 5", "นายแพทย์ ก ข", "๐๓๘ ๕๖๑๒๓๔ (fax)", "กำลังอัป\x80เดต", "/a.PDF?x=1", "a.pdfx", "https://drive.google.com/a", "นางสาวมาลี รักงาน", "http://x/ONEDRIVE"} {
		f.Add(s)
	}
	lex := newLexicon(newPhrases(), "ว่าง")
	f.Fuzz(func(t *testing.T, raw string) {
		x := lex.scan(raw, false)
		for trait, list := range spots {
			if got, want := x.says(trait), hasAny(x.fold(), list); got != want {
				t.Errorf("says(%b) of %q = %v, the words are there: %v", trait, x.fold(), got, want)
			}
		}
		for _, extra := range [][]string{nil, {"ว่าง"}} {
			if got, want := x.statesNone(extra), statesNone(x.fold(), extra); got != want {
				t.Errorf("statesNone of %q = %v, want %v", x.fold(), got, want)
			}
		}
		n := thai.Normalize(raw)
		if got, want := x.people(), personsIn(raw); got != want {
			t.Errorf("%d persons in %q, want %d", got, raw, want)
		}
		if got, want := x.spans(), durationPattern.MatchString(n); got != want {
			t.Errorf("%q gives a span of time: %v, want %v", raw, got, want)
		}
		if got, want := x.figures > 0 && x.begins(isStep, stepNumber.MatchString), stepNumber.MatchString(n); got != want {
			t.Errorf("%q begins as a step does: %v, want %v", raw, got, want)
		}
		if got, want := x.amounts(), len(sums(n)); got != want {
			t.Errorf("%d sums in %q, want %d", got, raw, want)
		}
		if got, want := x.counts(), countsIn(raw); got != want {
			t.Errorf("%q carries a figure: %v, want %v", raw, got, want)
		}
		if got, want := x.phone(), phoneIn(raw); got != want {
			t.Errorf("%q carries a telephone number: %v, want %v", raw, got, want)
		}
		if found, left := lines(raw, line{}); true {
			if gotFound, gotLeft := x.linesAfter(line{}); !slices.Equal(gotFound, found) || gotLeft != left {
				t.Errorf("lines of %q: %v %v, want %v %v", raw, gotFound, gotLeft, found, left)
			}
		}
		if got, want := len(x.dates())+len(x.years())+len(x.ranges()), len(thai.Dates(raw))+len(thai.Years(raw))+len(thai.Ranges(raw)); got != want {
			t.Errorf("%d times in %q, want %d", got, raw, want)
		}
		if got, want := x.keeper(), hasAny(raw, keepers); got != want {
			t.Errorf("%q names a keeper: %v, want %v", raw, got, want)
		}
		if got, want := fileLike(raw), wholeFileEnding.MatchString(raw) || storeAddress.MatchString(raw); got != want {
			t.Errorf("%q is like a file's: %v, want %v", raw, got, want)
		}
		if got, want := nameAlone(raw), nameAloneSlowly(raw); got != want {
			t.Errorf("%q is a name alone: %v, want %v", raw, got, want)
		}
		if got, want := len(founding.in(x.fold())) > 0, hasAny(x.fold(), foundingWords); got != want {
			t.Errorf("words of founding in %q: %v, want %v", x.fold(), got, want)
		}
		n = dashes.Replace(n)
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

var wholeFileEnding = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|zip|rar|rtf|csv|jpe?g|png)(?:$|[?#])`)

func nameAloneSlowly(raw string) bool {
	n := thai.Normalize(raw)
	at := titled.FindStringIndex(n)
	return len(raw) <= 8*longestName && utf8.RuneCountInString(n) <= longestName && at != nil && at[0] == 0 && at[1] == len(n) && personsIn(n) == 1
}
