package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks/thai"
)

// naive lists what the automaton must find, by looking for each phrase alone.
func naive(phrases []string, text string) []string {
	var out []string
	for id, p := range phrases {
		if p == "" {
			continue
		}
		for i := 0; i+len(p) <= len(text); i++ {
			if text[i:i+len(p)] == p && thai.Boundary(text, i, i+len(p)) {
				out = append(out, fmt.Sprintf("%d at %d:%d", id, i, i+len(p)))
			}
		}
	}
	slices.Sort(out)
	return out
}

func found(a *automaton, text string) []string {
	var out []string
	a.find(text, func(id, start, end int) { out = append(out, fmt.Sprintf("%d at %d:%d", id, start, end)) })
	slices.Sort(out)
	return out
}

func TestAutomaton(t *testing.T) {
	for name, c := range map[string]struct {
		phrases []string
		text    string
		want    []string
	}{
		"one inside another":          {[]string{"คู่มือ", "คู่มือประชาชน", "ประชาชน"}, "คู่มือประชาชน", []string{"คู่มือ", "คู่มือประชาชน", "ประชาชน"}},
		"an ending of another":        {[]string{"แผนปฏิบัติราชการ", "ราชการ"}, "แผนปฏิบัติราชการ", []string{"แผนปฏิบัติราชการ", "ราชการ"}},
		"overlapping":                 {[]string{"กข", "ขค"}, "กขค", []string{"กข", "ขค"}},
		"falling back past a mark":    {[]string{"ข้อมูลข่าวสาร", "ข้อบังคับ"}, "ข้อมูลข้อบังคับ", []string{"ข้อบังคับ"}},
		"twice":                       {[]string{"ข่าว"}, "ข่าวและข่าว", []string{"ข่าว", "ข่าว"}},
		"the same phrase twice":       {[]string{"cio", "cio"}, "cio", []string{"cio", "cio"}},
		"word edges of Latin":         {[]string{"cio"}, "suspicious dcio cio2 (cio) ผู้บริหารcioของ", []string{"cio", "cio"}},
		"not before a mark":           {[]string{"แผน", "กล"}, "แผน่ กลุ่ม", nil},
		"letters no phrase has":       {[]string{"ข่าว"}, "📰ข่าว中ข่าว é", []string{"ข่าว", "ข่าว"}},
		"letters of other alphabets":  {[]string{"école", "№1"}, "l'école №1 №12", []string{"école", "№1"}},
		"an empty phrase":             {[]string{"", "ก"}, "ก", []string{"ก"}},
		"no phrases":                  {nil, "ข่าว", nil},
		"no text":                     {[]string{"ข่าว"}, "", nil},
		"broken bytes are no letters": {[]string{"\uFFFD", "ก"}, "\xE0\xB8\xFFก", []string{"ก"}},
	} {
		var got []string
		newAutomaton(c.phrases).find(c.text, func(id, start, end int) {
			if c.text[start:end] != c.phrases[id] {
				t.Errorf("%s: phrase %q at %q", name, c.phrases[id], c.text[start:end])
			}
			got = append(got, c.phrases[id])
		})
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, want %q", name, got, c.want)
		}
	}
}

// TestAutomatonAgrees holds the automaton to looking for each phrase alone.
func TestAutomatonAgrees(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("กขคเ่ี ab1é")), 0, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		phrases := rapid.SliceOfN(letters, 0, 12).Draw(t, "phrases")
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(letters, rapid.SampledFrom(append(phrases, "ก"))), 0, 10).Draw(t, "text"), "")
		if diff := cmp.Diff(naive(phrases, text), found(newAutomaton(phrases), text)); diff != "" {
			t.Fatalf("phrases %q in %q (-naive +automaton):\n%s", phrases, text, diff)
		}
	})
}

func FuzzAutomaton(f *testing.F) {
	f.Add("คู่มือ\nมือ\nกข", "คู่มือประชาชนกขค")
	f.Add("\xE0\n\xE0\xB8", "\xE0\xB8\x81\xE0")
	f.Fuzz(func(t *testing.T, words, text string) {
		phrases := strings.Split(thai.Fold(strings.ReplaceAll(words, "\n", "|")), "|")
		newAutomaton(phrases).find(text, func(id, start, end int) {
			if start < 0 || end > len(text) || text[start:end] != phrases[id] {
				t.Fatalf("phrase %q at %d:%d of %q", phrases[id], start, end, text)
			}
		})
	})
}

// someWords make phrases and running text for the benchmarks.
var someWords = strings.Fields(`แผน ปฏิบัติ ราชการ งบประมาณ ประจำปี รายงาน ผล ดำเนินงาน คู่มือ ประชาชน มาตรฐาน บริการ ข้อมูล ข่าวสาร ประกาศ จัดซื้อ จัดจ้าง ราคากลาง
	ผู้บริหาร โครงสร้าง หน่วยงาน อำนาจ หน้าที่ ยุทธศาสตร์ วิสัยทัศน์ พันธกิจ กฎหมาย ระเบียบ ข้อบังคับ ความรู้ สุขภาพ สาธารณสุข อำเภอ สำนักงาน ตำบล จังหวัด ติดต่อ
	โทรศัพท์ แบบฟอร์ม ดาวน์โหลด สถิติ ผู้เข้าชม เว็บไซต์ ความพึงพอใจ สำรวจ ร้องเรียน ทุจริต คุณธรรม โปร่งใส ประชุม กิจกรรม ภาพ อบรม พัฒนา บุคลากร ควบคุม โรค ชุมชน
	เจ้าหน้าที่ อาสาสมัคร ครอบครัว ผู้สูงอายุ วัคซีน อาหาร น้ำดื่ม ตลาด สิ่งแวดล้อม`)

// manyPhrases gives n phrases of two to four words.
func manyPhrases(n int) []string {
	seen := map[string]bool{}
	var out []string
	for i := 0; len(out) < n; i++ {
		p := ""
		for k, x := 0, i*2654435761%1_000_003; k < 2+i%3; k++ {
			p += someWords[x%len(someWords)]
			x = (x*48271 + 11) % 1_000_003
		}
		if !seen[p] {
			seen[p] = true
			out = append(out, thai.Fold(p))
		}
	}
	return out
}

// manyWords gives running text of about n bytes.
func manyWords(n int) string {
	var b strings.Builder
	for x := 17; b.Len() < n; x = (x*48271 + 11) % 1_000_003 {
		b.WriteString(someWords[x%len(someWords)])
		if x%7 == 0 {
			b.WriteString(" 2569 ")
		}
	}
	return thai.Fold(b.String())
}

func BenchmarkAutomatonFind(b *testing.B) {
	a, text := newAutomaton(manyPhrases(1500)), manyWords(4<<20)
	b.SetBytes(int64(len(text)))
	hits := 0
	for b.Loop() {
		hits = 0
		a.find(text, func(_, _, _ int) { hits++ })
	}
	b.ReportMetric(float64(hits), "hits")
}

func BenchmarkAutomatonBuild(b *testing.B) {
	phrases := manyPhrases(1500)
	b.ReportAllocs()
	for b.Loop() {
		newAutomaton(phrases)
	}
}
