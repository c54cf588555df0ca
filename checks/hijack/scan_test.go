package hijack

import (
	"strings"
	"testing"
)

// Phrases are found where each is found alone.
func FuzzScan(f *testing.F) {
	f.Add("เว็บตรง PG Slot ufa UFABET แตกง่าย ufa-bet situs slot gacor อย. mg 500mg ไม่มีขั้นต่ำ")
	f.Add("ป้องกันการพนัน เยาวชน 彩票 онлайн казино nhà cái autocasino auto")
	f.Fuzz(func(t *testing.T, s string) {
		a := lexicon()
		var got, want mask
		a.scan(s, &got)
		low := []byte(s)
		for i, c := range low {
			if c >= 'A' && c <= 'Z' {
				low[i] = c + 'a' - 'A'
			}
		}
		for n := range a.phrases {
			p := &a.phrases[n]
			for i := range s {
				if strings.HasPrefix(string(low[i:]), p.text) && p.fits(s, i+len(p.text)) {
					want.set(n)
				}
			}
		}
		if got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	})
}

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
