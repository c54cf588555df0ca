package reports

import (
	"strings"
	"testing"
	"unicode"
)

// What is quick gives what the plain way gives.
func FuzzQuickTexts(f *testing.F) {
	for _, s := range []string{"", " ", "ก ข", "ก  ข", "ก ", " a", "a\u200Bข\xff", "๛\u0E00\u0E5C", "\u00A0a b", "\xE0\xB8", "กลุ่ม งาน"} {
		f.Add(s, s)
		f.Add(s, strings.ReplaceAll(s, " ", ""))
	}
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || hidden(r) {
				return -1
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if got, want := oneLine(a), inOneLine(a); got != want {
			t.Errorf("%q: %q, want %q", a, got, want)
		}
		if got, want := SameUnit(a, b), squeeze(a) == squeeze(b); got != want {
			t.Errorf("%q and %q: %v", a, b, got)
		}
	})
}
