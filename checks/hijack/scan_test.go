package hijack

import "testing"

func TestLetters(t *testing.T) {
	for _, s := range []string{"", "@[`{ /:", "azAZ09 mM", "สล็อต slot 100%", "เว็บตรง ไม่ผ่านเอเย่นต์ ABCxyz", "é·– 12345678", "\xff\x80abc\xc0 0123"} {
		want := 0
		for _, b := range []byte(s) {
			if b >= 0xC0 || latin(b) {
				want++
			}
		}
		if got := letters(s); got != want {
			t.Errorf("%q has %d letters, not %d", s, got, want)
		}
	}
}
