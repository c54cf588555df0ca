package xlsx

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestMarksTakeNoRoom(t *testing.T) {
	bare, marked := strings.Repeat("กบ", 20), strings.Repeat("ก้บิ", 20)
	if a, b := lines(bare, 20), lines(marked, 20); a != b {
		t.Errorf("%d lines without and %d with tones and vowels above", a, b)
	}
	if lines(strings.Repeat("ก", 100), 20) <= lines(strings.Repeat("ก", 50), 20) {
		t.Error("twice the text takes no more lines")
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text string
		room float64
		want int
	}{
		{"", 10, 1}, {"1234567890", 10, 1}, {"12345678901", 10, 2}, {"ก\nข\nค", 10, 3}, {"\n", 10, 2}, {strings.Repeat("1", 100), 10, 12},
	} {
		if got := lines(c.text, c.room); got != c.want {
			t.Errorf("%q in %v: %d lines, want %d", c.text, c.room, got, c.want)
		}
	}
	// A column narrower than its padding still ends.
	if h := (style{indent: 9}).height("ข้อความ", 1); h <= 0 {
		t.Errorf("height %v", h)
	}
}

func TestHeightFollowsSize(t *testing.T) {
	text := strings.Repeat("ข้อความยาว ", 30)
	small, normal, bold := style{size: sizeSmall}.height(text, 30), style{}.height(text, 30), style{bold: true}.height(text, 30)
	if small >= normal || normal > bold {
		t.Errorf("small %v, normal %v, bold %v", small, normal, bold)
	}
}

func TestFit(t *testing.T) {
	for name, text := range map[string]string{
		"Thai": strings.Repeat("ก", maxCell+5), "pairs": strings.Repeat("𝐀", maxCell), "mixed": "ก" + strings.Repeat("😀", maxCell/2+1), "just too long": strings.Repeat("x", maxCell+1),
	} {
		got := fit(text, "…(ตัด)")
		if n := len(utf16.Encode([]rune(got))); n > maxCell || n < maxCell-1 {
			t.Errorf("%s: %d units", name, n)
		}
		if !strings.HasSuffix(got, "…(ตัด)") || !utf8.ValidString(got) || !strings.HasPrefix(text, strings.TrimSuffix(got, "…(ตัด)")) {
			t.Errorf("%s: ends %q", name, got[len(got)-40:])
		}
	}
	for _, text := range []string{"", "สั้น", strings.Repeat("x", maxCell)} {
		if fit(text, "…(ตัด)") != text {
			t.Errorf("a text of %d characters was changed", len(text))
		}
	}
}

// TestColoursContrast: each class can be read, and no two look the same.
func TestColoursContrast(t *testing.T) {
	seen := map[string]string{}
	for name, c := range classes {
		if r := contrast(t, c.ink, c.fill); r < 4.5 {
			t.Errorf("class %s: contrast %.1f", name, r)
		}
		if other := seen[c.fill]; other != "" {
			t.Errorf("classes %s and %s share a ground", name, other)
		}
		seen[c.fill] = name
	}
	for _, p := range [][2]string{{inkHead, fillHead}, {inkText, fillBand}, {inkText, fillGroup}, {inkWarn, fillWarn}, {inkFaint, "FFFFFF"}, {inkLink, "FFFFFF"}} {
		if r := contrast(t, p[0], p[1]); r < 4.5 {
			t.Errorf("%s on %s: contrast %.1f", p[0], p[1], r)
		}
	}
}

// TestLiteral: what looks like an escape is escaped itself, also where two
// share an underscore.
func TestLiteral(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "ข้อความ _x และ x0041_": "ข้อความ _x และ x0041_", "_x003D_1": "_x005F_x003D_1", "_x0041_x0042_": "_x005F_x0041_x005F_x0042_",
		"__x000d__": "__x005F_x000d__", "_x005F_": "_x005F_x005F_", "_x00G1_": "_x00G1_", "_x0041": "_x0041",
	} {
		if got := literal(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
