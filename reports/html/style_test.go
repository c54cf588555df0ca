package html

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestContrast holds that each pair of ink and ground that the style lays over
// one another is as far apart as WCAG 2 asks at level AA.
func TestContrast(t *testing.T) {
	raw, err := os.ReadFile("assets/screen.css")
	if err != nil {
		t.Fatal(err)
	}
	colour := map[string]string{"white": "#ffffff", "focus": "#b35900"}
	for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(string(raw), -1) {
		colour[m[1]] = m[2]
	}
	pairs := [][2]string{{"ink", "paper"}, {"ink", "ground"}, {"ink", "wash"}, {"soft", "paper"}, {"soft", "ground"}, {"soft", "wash"}, {"link", "paper"}, {"link", "ground"},
		{"deep", "paper"}, {"deep", "ground"}, {"deep", "wash"}, {"white", "deep"}}
	for _, class := range []string{"good", "part", "bad", "eyes", "blind", "none"} {
		pairs = append(pairs, [2]string{class, class + "-bg"}, [2]string{class, "paper"})
	}
	for _, p := range pairs {
		if got := contrast(t, colour[p[0]], colour[p[1]]); got < 4.5 {
			t.Errorf("%s on %s: contrast %.2f, want 4.5", p[0], p[1], got)
		}
	}
	if got := contrast(t, colour["focus"], colour["ground"]); got < 3 {
		t.Errorf("the focus ring's contrast is %.2f, want 3", got)
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	part := func(shift int) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*part(16) + .7152*part(8) + .0722*part(0)
}

// TestStyleStaysInItsElement holds that nothing in the style ends its element
// or fetches anything.
func TestStyleStaysInItsElement(t *testing.T) {
	style, err := sheet()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"</", "<!--", "@import", "url(http", "url(//", "\r"} {
		if strings.Contains(style, bad) {
			t.Errorf("the style has %q", bad)
		}
	}
	if n := strings.Count(style, "@font-face"); n != 4 {
		t.Errorf("%d fonts, want 4", n)
	}
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"", "/", "http://a.example/b/c?d=e&f=g#h", "//", "ไฟล์/แผน_2570.pdf", "\xff/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := strings.Join(pieces(s), ""); got != s {
			t.Errorf("pieces of %q are %q", s, got)
		}
	})
}

func TestTidyKeepsCountsTogether(t *testing.T) {
	for in, want := range map[string]string{
		"ต้องแก้ไข 8 ข้อ พบ": "ต้องแก้ไข\u00a08\u00a0ข้อ พบ",
		"พบ 1 · ไม่พบ 2":     "พบ\u00a01\u00a0· ไม่พบ\u00a02",
		"– 30 ก.ย.":          "– 30\u00a0ก.ย.",
		"of 12 items found":  "of\u00a012\u00a0items found",
		"ลงท้าย 5 ":          "ลงท้าย\u00a05 ",
		"ไม่มีอะไรให้แก้":    "ไม่มีอะไรให้แก้",
		"ไฟล์ 3 (2 ครั้ง)":   "ไฟล์\u00a03 (2\u00a0ครั้ง)",
		"\xff 1":             "\ufffd 1",
		"เมื่อ 27 พฤศจิกายน 2569 เวลา 04.43–04.52 น. อ่านได้ 19 หน้า": "เมื่อ\u00a027\u00a0พฤศจิกายน 2569\u00a0เวลา\u00a004.43–04.52\u00a0น. อ่านได้\u00a019\u00a0หน้า",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRunsMarkThaiAlone(t *testing.T) {
	text := "กลุ่มงาน ๑: publish 1 items · ผ่าน e-Service"
	want := []run{{"กลุ่มงาน ๑: ", "th"}, {"publish 1 items · ", ""}, {"ผ่าน ", "th"}, {"e-Service", ""}}
	if got := runs("en", text); !slices.Equal(got, want) {
		t.Errorf("runs %q, want %q", got, want)
	}
	if got := runs("th", text); len(got) != 1 || got[0].Lang != "" || got[0].Text != text {
		t.Errorf("in a Thai report %q", got)
	}
}
