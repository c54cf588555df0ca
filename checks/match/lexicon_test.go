package match

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks/thai"
)

// plainHits lists the phrases that a text carries, by looking for each alone: as
// written and, in damaged text, with the letters made equal that files lose.
func plainHits(l *lexicon, raw string, damaged bool) []int32 {
	var out []int32
	folded := thai.Fold(raw)
	for id, p := range l.folded {
		if len(naive([]string{p}, folded)) > 0 || damaged && len(naive([]string{loosen.Replace(p)}, loosen.Replace(folded))) > 0 {
			out = append(out, int32(id))
		}
	}
	return out
}

func agrees(t interface{ Fatalf(string, ...any) }, l *lexicon, raw string) {
	for _, damaged := range []bool{false, true} {
		x := l.scan(raw, damaged)
		var got []int32
		for _, h := range x.hits {
			got = append(got, h.id())
		}
		slices.Sort(got)
		if want := plainHits(l, raw, damaged); !slices.Equal(got, want) {
			t.Fatalf("%q, damaged %v: phrases %v of %q, want %v", raw, damaged, got, l.folded, want)
		}
		if want := thai.Fold(raw); x.fold() != want || int(x.width) != len(want) {
			t.Fatalf("%q folds to %q of %d bytes, want %q", raw, x.fold(), x.width, want)
		}
	}
}

// TestLexiconAgrees holds one pass over a text to looking for each phrase alone,
// once for each way in which a phrase may stand there.
func TestLexiconAgrees(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("กสเำาำา้\u0E4D ab1é")), 0, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		p := newPhrases()
		words := rapid.SliceOfN(letters, 0, 8).Draw(t, "words")
		for _, w := range words {
			p.add(w)
		}
		raw := strings.Join(rapid.SliceOfN(rapid.OneOf(letters, rapid.SampledFrom(append(words, "ก"))), 0, 8).Draw(t, "text"), "")
		agrees(t, newLexicon(p), raw)
	})
}

func FuzzLexicon(f *testing.F) {
	for _, s := range []string{"สำนักงาน", "สานักงานสาธารณสุข", "ส\u0E4Dานักงาน ประจาปี", "อำนาจหน้าที่ อานาจ", "กำ ก\u0E4Dา กา\u0E4D", "\xe0\xb8\xb2\xe0", "กข ก\u0E4Dข", "ITA สขร.1"} {
		f.Add(s)
	}
	p := newPhrases()
	for _, w := range []string{"สำนักงาน", "อำนาจ", "อำนาจหน้าที่", "ประจำปี", "กา", "ก\u0E4Dข", "ขก", "ita", "สขร.1"} {
		p.add(w)
	}
	l := newLexicon(p)
	f.Fuzz(func(t *testing.T, raw string) { agrees(t, l, raw) })
}

// FuzzGlance holds what one look at the bytes tells against looking for each thing
// alone.
func FuzzGlance(f *testing.F) {
	for _, s := range []string{"", "๐๑ 12 ½", "น.ส.", "a@b.go.th", "a (at) b", "ส\u0E4D", "สานักงาน", "เอกสานัก", "งบประจา", "ประจาปี", "า", "\xe0\xb8", "\xe0\xb8\xb2\xff", "＠", "ตำบล อำเภอ จังหวัด ๒๔๐๐๐", "ต. อ. จ. 24000", "123456 24000", "0 3856 1234", "+66(38) 561-234", "ภาพ ????? เธเน", "\u0e40\u0e18\u0e40\u0e19\u0e01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := glanceAt(s)
		if want := utf8.RuneCountInString(s); int(g.runes) != want {
			t.Errorf("%q: %d characters, want %d", s, g.runes, want)
		}
		if want := figureLike(s); g.figures != want {
			t.Errorf("%q: %d figures, want %d", s, g.figures, want)
		}
		if want := dotted(s); (g.signs&signStop != 0) != want {
			t.Errorf("%q: a short form %v, want %v", s, !want, want)
		}
		if x := (&text{raw: s}); addressed(x) && g.signs&signFive == 0 || phoneIn(s) && g.signs&signCall == 0 {
			t.Errorf("%q: a post code or a telephone number that is not seen", s)
		}
		if thai.Unreadable(s) && g.signs&signGarbled == 0 {
			t.Errorf("%q: unreadable letters that are not seen", s)
		}
		if emailIn(s) && g.signs&signAt == 0 {
			t.Errorf("%q: an address of mail that is not seen", s)
		}
		lost := strings.Contains(s, nikhahit)
		for _, w := range lostWords {
			lost = lost || strings.Contains(s, w.word)
		}
		if (g.signs&signLost != 0) != lost {
			t.Errorf("%q: lost letters %v, want %v", s, !lost, lost)
		}
	})
}
