package thai_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks/thai"
)

func TestLetters(t *testing.T) {
	th, latin, other := thai.Letters("กข่ CIO 12 ñ中 !")
	if th != 3 || latin != 3 || other != 2 {
		t.Errorf("%d Thai, %d Latin, %d other", th, latin, other)
	}
}

func TestSyllables(t *testing.T) {
	for s, want := range map[string][2]int{"": {0, 0}, "CIO": {0, 0}, "แผน": {1, 1}, "คู่มือ": {2, 2}, "กฎหมาย": {1, 2}, "ประวัติความเป็นมา": {4, 6}, "สำนักงานสาธารณสุขอำเภอ": {7, 10}, "นม": {1, 1}} {
		if got := thai.Syllables(s); got < want[0] || got > want[1] {
			t.Errorf("Syllables(%q) = %d, want %v", s, got, want)
		}
	}
}

// TestQualityOrders: the better of two readings of one file has the better
// figure, and a right text has nearly all.
func TestQualityOrders(t *testing.T) {
	right := "สำนักงานสาธารณสุขอำเภอตัวอย่าง แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. 2569 ผู้บริหาร น้ำ ฤๅษี อื่น ๆ"
	if q := thai.Quality(right); q < 0.99 {
		t.Errorf("a right text has quality %.3f", q)
	}
	for name, worse := range map[string]string{
		"sara am lost":           strings.ReplaceAll(right, "ำ", "า"),
		"sara am split off":      strings.ReplaceAll(right, "ำ", " ำ"),
		"every sara aa wrong":    strings.ReplaceAll(right, "า", "ำ"),
		"marks after spaces":     strings.NewReplacer("ั", " ั", "ิ", " ิ").Replace(right),
		"doubled marks":          strings.NewReplacer("ั", "ัั", "้", "้้").Replace(right),
		"private use":            strings.NewReplacer("่", "\uE0A1", "้", "\uE0A2").Replace(right),
		"lost characters":        strings.ReplaceAll(right, "น", "\uFFFD"),
		"two vowels on one base": strings.ReplaceAll(right, "ิ", "ิี"),
	} {
		if a, b := thai.Quality(worse), thai.Quality(right); a >= b {
			t.Errorf("%s: quality %.3f, the right text %.3f", name, a, b)
		}
	}
	if q := thai.Quality("no Thai at all"); q != 0 {
		t.Errorf("no Thai: %.3f", q)
	}
}

// TestHostileTexts gives each function long texts that would hold up
// anything that looks back further than it must.
func TestHostileTexts(t *testing.T) {
	for _, unit := range []string{"่", "ก\u0E4D", "\u0E4D่า", "ำา", "เ", " ", "\u200B", "1 ", "2567 ", "2567-", "ม.", "แผนแผน", "พ.ศ. ", "งบประมาณ ", "ก\u0301", "\u0301", "á", "เธ", "ปฎิ", "1/2/", "๒", "?", "\xE0\xB8", "\xFF", "ม่่่่", "66", "ปี 66-"} {
		s := strings.Repeat(unit, 1<<17/len(unit)) + " 2567 พ.ศ. 69"
		for _, f := range []func(string) string{thai.Clean, thai.Normalize, thai.Fold, thai.Loose, thai.Skeleton} {
			f(s)
		}
		thai.Dates(s)
		thai.Years(s)
		thai.Ranges(s)
		thai.FileYears(s)
		thai.FileMonths(s)
		thai.Quality(s)
		thai.Decode([]byte(s), "text/html; charset=utf-8")
	}
}
