package thai_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks/thai"
)

func TestNormalize(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"white space":                       {"  ก\t\r\nข\u00A0\u3000ค  ", "ก ข ค"},
		"zero width, soft hyphen, BOM":      {"\uFEFFหน่วย\u200Bงาน\u00AD\u2060\u200D", "หน่วยงาน"},
		"controls and bidi":                 {"ก\x00\x1b\u202Eข\u0085ค", "กข ค"},
		"lost character inside sara am":     {"จ\uFFFDำนวน กำ\uFFFDหนด", "จำนวน กำหนด"},
		"invalid bytes":                     {"ก\xE0\xB8ข\xff", "กข"},
		"sara am from nikhahit and sara aa": {"ส\u0E4Dานักงาน", "สำนักงาน"},
		"sara am, nikhahit before the tone": {"น\u0E4D\u0E49า", "น้ำ"},
		"sara am, tone before the nikhahit": {"น\u0E49\u0E4Dา", "น้ำ"},
		"sara am, nikhahit last":            {"นา\u0E4D", "นำ"},
		"sara am, tone after it":            {"นำ\u0E49", "น้ำ"},
		"sara am twice":                     {"ทำา ทำำ ท\u0E4Dาา", "ทำ ทำ ทำ"},
		"tone after sara aa":                {"นา้", "น้า"},
		"tone on the wrong carrier":         {"เจ้าหน้า่ที่", "เจ้าหน้าที่"},
		"mark on a leading vowel":           {"โ\u0E31รงพยาบาล", "โรงพยาบาล"},
		"doubled marks":                     {"ที่่ ถ่่าย ทีี่ แม่น้้า", "ที่ ถ่าย ที่ แม่น้า"},
		"doubled sara aa":                   {"หน้าาที่", "หน้าที่"},
		"tone before upper vowel":           {"ที\u0E48 ท\u0E48\u0E35", "ที่ ที่"},
		"tone before lower vowel":           {"ผ\u0E49\u0E39", "ผู้"},
		"two sara e":                        {"เเผนปฏิบัติ", "แผนปฏิบัติ"},
		"Thai and mixed digits":             {"๒๕๖๓ 256๓ มาตรา๙(๘)", "2563 2563 มาตรา9(8)"},
		"private use glyphs":                {"ป\uF710ญหา ที\uF70A ก\uF711า ฟ\uF713า ก\uF71A", "ปัญหา ที่ กำ ฟ่า กฺ"},
		"private use bases":                 {"\uF700าน \uF70Fาติ", "ฐาน ญาติ"},
		"Latin case and full width":         {"CIO ＩＴＡ２", "cio ita2"},
		"Latin accents composed":            {"E\u0301cole", "école"},
		"ligatures of typesetters":          {"ofﬁce eﬃcient", "office efficient"},
		"order among several marks":         {"ก\u0E4C\u0E38", "ก\u0E38\u0E4C"},
		"mai yamok and paiyannoi stay":      {"อื่น ๆ ฯลฯ กรุงเทพฯ", "อื่น ๆ ฯลฯ กรุงเทพฯ"},
		"empty":                             {" \u200B ", ""},
	} {
		if got := thai.Normalize(c.in); got != c.want {
			t.Errorf("%s: Normalize(%q) = %q, want %q", name, c.in, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"spelling, digits and case stay": {"  กฏหมาย ๒๕๖๓\u00A0CIO เเผน ที่่ ", "กฏหมาย ๒๕๖๓ CIO เเผน ที่่"},
		"sara am in one piece":           {"น\u0E49\u0E4Dา ท\u0E4Dา", "น้ำ ทำ"},
		"nothing that acts":              {"a\u202Eb\x1b[31m\u2066c", "ab[31mc"},
		"marks as NFC has them":          {"ผ\u0E49\u0E39", "ผ\u0E39\u0E49"},
		"hidden between marks":           {"ผ\u0E49\u200B\u0E39", "ผ\u0E39\u0E49"},
		"old fonts":                      {"ป\uF710ญหา", "ปัญหา"},
		"lines":                          {"ก\r\n\r\nข\n", "ก ข"},
	} {
		if got := thai.Clean(c.in); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", name, c.in, got, c.want)
		}
	}
}

// TestFoldMeets holds pairs that must be one under Fold.
func TestFoldMeets(t *testing.T) {
	for _, p := range [][2]string{
		{"วิสัยทัศน์ พันธกิจ", "วิสัยทัศน์พันธกิจ"},
		{"หน่วย\nงาน", "หน่วยงาน"},
		{"ค ำน ำ", "คำนำ"},
		{"จำ นวน", "จำนวน"},
		{"ก\uFFFDำ หนด", "กำหนด"},
		{"กลุ ่มงาน", "กลุ่มงาน"},
		{"ความพึงพอใ จ", "ความพึงพอใจ"},
		{"แ ผนผังเว็บไซต์", "แผนผังเว็บไซต์"},
		{"กฏหมาย กฏกระทรวง", "กฎหมาย กฎกระทรวง"},
		{"ทำเนียบบุคคลากร บุคคลภายนอก", "ทำเนียบบุคลากร บุคคลภายนอก"},
		{"ปฎิบัติราชการ", "ปฏิบัติราชการ"},
		{"กรกฏาคม", "กรกฎาคม"},
		{"เว็ปไซต์", "เว็บไซต์"}, {"เว็บไชต์", "เว็บไซต์"}, {"เวบไซต์", "เว็บไซต์"},
		{"ลิงค์ที่น่าสนใจ", "ลิงก์ที่น่าสนใจ"},
		{"อินโฟกราฟฟิก", "อินโฟกราฟิก"},
		{"ประกาศจัดชื้อจัดจัาง", "ประกาศจัดซื้อจัดจ้าง"},
		{"E–Service", "e-service"}, {"E\u2011Service", "e-service"},
		{"• ประวัติ", "ประวัติ"},
		{"อื่น ๆ", "อื่นๆ"},
		{"มาตรา ๙ (๘)", "มาตรา9 (8)"},
		{"MOIT  2", "moit 2"},
	} {
		if a, b := thai.Fold(p[0]), thai.Fold(p[1]); a != b {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q", p[0], a, p[1], b)
		}
	}
}

// TestFoldKeepsApart holds pairs that must not become one: neighbours in
// spelling that mean different things, and Latin words.
func TestFoldKeepsApart(t *testing.T) {
	for _, p := range [][2]string{
		{"chief information", "chiefinformation"}, {"MOIT 2 1", "MOIT 21"},
		{"ข่าว", "ขาว"}, {"กำ", "กา"}, {"แผน", "แผ่น"}, {"คู่มือ", "คูมือ"}, {"ซื้อ", "ชื่อ"}, {"2563", "2653"},
	} {
		if a, b := thai.Fold(p[0]), thai.Fold(p[1]); a == b {
			t.Errorf("Fold makes %q and %q one: %q", p[0], p[1], a)
		}
	}
}

func TestLooserKeys(t *testing.T) {
	for _, c := range []struct {
		damaged, right  string
		loose, skeleton bool
	}{
		{"สานักงานสาธารณสุขอาเภอ", "สำนักงานสาธารณสุขอำเภอ", true, true}, // nikhahit lost
		{"ส านักงาน", "สำนักงาน", true, true},
		{"ก\u0E4D าหนด", "กำหนด", true, true},
		{"สำหรับประชำชน", "สำหรับประชาชน", true, true},                  // every SARA AA made SARA AM
		{"ค ำถำม", "คำถาม", true, true},                                 //
		{"ทำา", "ทำ", true, true},                                       // pdf.js
		{"ข้ ำ พเจ้ ำ", "ข้าพเจ้า", true, true},                         //
		{"น้า นา้ น ้า", "น้ำ น้ำ น้ำ", true, true},                     //
		{"คูมือสวนทองถิน", "คู่มือส่วนท้องถิ่น", false, true},           // tones lost
		{"เวบไซตภาครฐ", "เว็บไซต์ภาครัฐ", false, true},                  // marks lost
		{"รายละเอยดตวชวด", "รายละเอียดตัวชี้วัด", false, true},          //
		{"แผนปฏบิ ตั ริ าชการ", "แผนปฏิบัติราชการ", false, true},        // vowels after the next letter
		{"บคุ ลากร", "บุคลากร", false, true},                            //
		{"กฏระเบยบขอบงคบ", "กฎ ระเบียบ ข้อบังคับ", false, true},         // slug
		{"ปฎบตราชการ", "ปฏิบัติราชการ", false, true},                    //
		{"ย ทธศาสตร", "ยุทธศาสตร์", false, true},                        // vowel lost to a space
		{"แผนที่เสี่ยง", "แผนที่ตั้ง", false, false},                    // other words stay other words
		{"คู่มือสำหรับประชาชน", "คู่มือการปฏิบัติงาน", false, false},    //
		{"รายงานผลการดำเนินงาน", "รายงานผลการปฏิบัติงาน", false, false}, //
	} {
		if got := thai.Loose(c.damaged) == thai.Loose(c.right); got != c.loose {
			t.Errorf("Loose: %q (%q) and %q (%q): equal %v, want %v", c.damaged, thai.Loose(c.damaged), c.right, thai.Loose(c.right), got, c.loose)
		}
		if got := thai.Skeleton(c.damaged) == thai.Skeleton(c.right); got != c.skeleton {
			t.Errorf("Skeleton: %q (%q) and %q (%q): equal %v, want %v", c.damaged, thai.Skeleton(c.damaged), c.right, thai.Skeleton(c.right), got, c.skeleton)
		}
	}
}

func TestBoundary(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"suspicious", "CIO", false}, {"ผู้บริหาร CIO ของหน่วยงาน", "CIO", true}, {"dcio", "cio", false}, {"(cio)", "cio", true}, {"cios", "cio", false},
		{"สขร.12", "สขร.1", false}, {"สขร.1 เดือน", "สขร.1", true}, {"มาตรา 70", "มาตรา 7", false}, {"มาตรา ๗ (๑)", "มาตรา 7", true}, {"มาตรา7และ9", "มาตรา 7", true},
		{"ประวัติความเป็นมา", "ประวัติ", true}, {"คู่มือประชาชน", "คู่มือ", true},
		{"กฎหมายแพ่ง", "กฎหมาย", true}, {"ข่าว่", "ข่าว", false}, {"สารา", "สาร", false}, {"กรำ", "กร", false}, {"วาระ", "วาร", false},
		{"เมนู", "มน", false}, {"เวลา", "วลา", false}, {"ในเวลา", "เวลา", true},
	} {
		text, phrase := thai.Fold(c.text), thai.Fold(c.phrase)
		i := strings.Index(text, phrase)
		if i < 0 {
			t.Fatalf("%q is not in %q", phrase, text)
		}
		if got := thai.Boundary(text, i, i+len(phrase)); got != c.want {
			t.Errorf("Boundary(%q in %q) = %v, want %v", c.phrase, c.text, got, c.want)
		}
	}
	for _, at := range [][2]int{{-1, 2}, {0, 0}, {3, 1}, {0, 99}} {
		if thai.Boundary("abc", at[0], at[1]) {
			t.Errorf("Boundary outside the text: %v", at)
		}
	}
	if thai.Boundary("กี่", 3, 9) {
		t.Error("a phrase begins on a mark")
	}
}

var alphabet = []rune("กขคงนมรสหอทปผญฐฏฎฤ" + "ะัาำิีึืฺุูเแโใไๅๆฯ็่้๊๋์ํ๎" + "๐๑๒๙019 \u00A0\u200B\u00AD\uFFFD\uF70A\uF710\uF711\uF700aZ-–•é\u0301İ\u212Aｆ" + "\n")

func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom(alphabet), 1, 12, -1),
		rapid.SampledFrom([]string{"กฏ", "ปฎ", "เว็ป", "เว็บไชต์", "ลิงค์", "ลิ้งค์", "อีเมลล์", "อินโฟกราฟฟิกส์", "คำสั้ง", "ระยเวลา", "ไซ", "์", "ิ", "สานักงาน", "น\u0E4D\u0E49า", "เเ"}),
		rapid.StringN(1, 6, -1),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "")
	})
}

func TestKeysAreIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkKeys(t, anyText().Draw(t, "s")) })
}

type fataler interface {
	Fatalf(format string, args ...any)
}

// checkKeys holds what every text must keep to: each key settles at once, the
// stricter keys never part what was one, and nothing hidden or broken is left.
func checkKeys(t fataler, s string) {
	type step struct {
		name string
		f    func(string) string
	}
	steps := []step{{"Clean", thai.Clean}, {"Normalize", thai.Normalize}, {"Fold", thai.Fold}, {"Loose", thai.Loose}, {"Skeleton", thai.Skeleton}}
	for i, k := range steps {
		got := k.f(s)
		if again := k.f(got); again != got {
			t.Fatalf("%s is not idempotent: %q, then %q", k.name, got, again)
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.TrimSpace(got) != got || strings.ContainsAny(got, "\uFFFD\u200B\u00AD\u00A0\n\x00") {
			t.Fatalf("%s(%q) = %q is not settled", k.name, s, got)
		}
		for _, later := range steps[i+1:] {
			if a, b := later.f(s), later.f(got); a != b {
				t.Fatalf("%s(s) = %q, but %s(%s(s)) = %q", later.name, a, later.name, k.name, b)
			}
		}
	}
}

// TestFoldBearsDamage: what browsers, editors and old fonts do to a text without
// changing a word leaves its key as it is.
func TestFoldBearsDamage(t *testing.T) {
	words := []string{"ประวัติความเป็นมา", "น้ำดื่มสะอาด", "สำนักงานสาธารณสุขอำเภอ", "แผนปฏิบัติราชการ", "คู่มือการปฏิบัติงาน", "ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "เว็บไซต์", "ข้อมูลข่าวสาร ๒๕๖๙", "กฎหมาย ระเบียบ", "ปี 2569 CIO"}
	damage := map[string]func(*rapid.T, []rune) []rune{
		"split sara am": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.ReplaceAll(string(rs), "ำ", "\u0E4Dา"))
		},
		"tone and nikhahit swapped": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.NewReplacer("้ำ", "\u0E4D้า", "่ำ", "ำ่").Replace(string(rs)))
		},
		"two sara e": func(_ *rapid.T, rs []rune) []rune { return []rune(strings.ReplaceAll(string(rs), "แ", "เเ")) },
		"Thai digits": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.NewReplacer("2", "๒", "๕", "5").Replace(string(rs)))
		},
		"old spelling": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.NewReplacer("กฎ", "กฏ", "ปฏิ", "ปฎิ", "เว็บไซต์", "เว็ปไซต์").Replace(string(rs)))
		},
		"hidden characters": func(t *rapid.T, rs []rune) []rune {
			return put(t, rs, rapid.SampledFrom([]rune{0x200B, 0x00AD, 0xFEFF, 0xFFFD, 0x2060}).Draw(t, "hidden"), func(rune, rune) bool { return true })
		},
		"a space or line break inside Thai": func(t *rapid.T, rs []rune) []rune {
			return put(t, rs, rapid.SampledFrom([]rune{' ', '\n', 0x00A0}).Draw(t, "space"), func(a, b rune) bool { return a >= 'ก' && a <= '๎' && b >= 'ก' && b <= '๎' })
		},
		"a doubled mark": func(t *rapid.T, rs []rune) []rune {
			for i, r := range rs {
				if r >= 'ิ' && r <= 'ู' || r >= '่' && r <= '์' {
					return append(rs[:i:i], append([]rune{r}, rs[i:]...)...)
				}
			}
			return rs
		},
		"marks in the other order": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.NewReplacer("ี่", "่ี", "ู้", "ู้", "ื่", "่ื", "ั้", "้ั").Replace(string(rs)))
		},
		"shifted glyphs": func(_ *rapid.T, rs []rune) []rune {
			return []rune(strings.NewReplacer("่", "\uF70A", "้", "\uF70B", "์", "\uF70E", "ั", "\uF710", "ิ", "\uF701").Replace(string(rs)))
		},
	}
	names := slices.Sorted(maps.Keys(damage))
	rapid.Check(t, func(t *rapid.T) {
		right := rapid.SampledFrom(words).Draw(t, "right")
		rs := []rune(right)
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 4).Draw(t, "damage") {
			rs = damage[name](t, rs)
		}
		if got, want := thai.Fold(string(rs)), thai.Fold(right); got != want {
			t.Fatalf("Fold(%q) = %q, want %q", string(rs), got, want)
		}
	})
}

// put sets c at one of the places that fit.
func put(t *rapid.T, rs []rune, c rune, fits func(a, b rune) bool) []rune {
	var places []int
	for i := 1; i < len(rs); i++ {
		if fits(rs[i-1], rs[i]) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return rs
	}
	i := rapid.SampledFrom(places).Draw(t, "place")
	return append(rs[:i:i], append([]rune{c}, rs[i:]...)...)
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"", "น\u0E49\u0E4Dา", "กฏหมาย เเผน", "\xE0\xB8", "ำำาา", "เา้", "ก\u0301ุ", "ที่่ \uF70A\uFFFD", "İ\u0301", "ปฎ้ิ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkKeys(t, s) })
}
