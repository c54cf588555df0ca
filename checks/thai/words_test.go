package thai

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// plainly finds words one by one.
func plainly(words []string, text string) (out [][2]int) {
	for at := range len(text) {
		for n, w := range words {
			if strings.HasPrefix(text[at:], w) {
				out = append(out, [2]int{n, at})
			}
		}
	}
	return out
}

func all(w *Words, text string) (out [][2]int) {
	w.Each(text, func(word, at int) bool {
		out = append(out, [2]int{word, at})
		return true
	})
	slices.SortStableFunc(out, func(a, b [2]int) int { return cmp.Or(a[1]-b[1], a[0]-b[0]) })
	return out
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func TestWords(t *testing.T) {
	w := NewWords("ที่มา", "ที่", "source", "มา", "c")
	text := "แหล่งที่มา: source มา"
	if got, want := all(w, text), plainly(w.words, text); !slices.Equal(got, want) || len(got) != 6 {
		t.Errorf("%v, want %v", got, want)
	}
	for text, want := range map[string]bool{"": false, "ที": false, "abC": false, "abc": true, "ความเป็นมา": true, "sourc": true, "SOURCE": false} {
		if got := w.In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	m := NewMarks("<script", "captcha")
	for text, want := range map[string]bool{"<SCRIPT>": true, "reCAPTCHA": true, "<scrip": false, "\x1cscript": false} {
		if got := m.In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("ที่มา|ที่|source|c|ข้อมูล", "แหล่งที่มาของข้อมูล source Source")
	f.Add("abcdefghijk|abcdefgh|abcdef|abcd|ab|a|abcdefghi|abcde", "abcdefghijkl abcdefghi abcdefgh abcdef abcd")
	f.Add("aaaaaaaaaa|a|aab", "xxAaaaaaaaaaaaab")
	f.Add("\x80|é|ก\xe0", "ก\xe0\xb8กé\x80")
	f.Fuzz(func(t *testing.T, list, text string) {
		words := slices.DeleteFunc(strings.Split(strings.ToValidUTF8(list, ""), "|"), func(w string) bool { return w == "" })
		if len(words) == 0 || len(words) > 50 {
			return
		}
		if got, want := all(NewWords(words...), text), plainly(words, text); !slices.Equal(got, want) {
			t.Errorf("%q in %q: %v, want %v", words, text, got, want)
		}
		if got := NewWords(words...).InBytes([]byte(text)); got != (len(plainly(words, text)) > 0) {
			t.Errorf("%q in the bytes of %q: %v", words, text, got)
		}
		for i := range words {
			words[i] = lowerASCII(words[i])
		}
		if got, want := all(NewMarks(words...), text), plainly(words, lowerASCII(text)); !slices.Equal(got, want) {
			t.Errorf("marks %q in %q: %v, want %v", words, text, got, want)
		}
	})
}

func BenchmarkWords(b *testing.B) {
	words := []string{"ที่มา", "แหล่งข้อมูล", "เจ้าของข้อมูล", "ผู้ให้ข้อมูล", "หน่วยงานเจ้าของเรื่อง", "ข้อมูลจาก", "อ้างอิงจาก", "source", "credit", "reference"}
	text := strings.Repeat("สำนักงานสาธารณสุขอำเภอเป็นราชการบริหารส่วนภูมิภาค ", 10)
	w := NewWords(words...)
	b.Run("one pass", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			w.In(text)
		}
	})
	b.Run("one by one", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			_ = slices.ContainsFunc(words, func(s string) bool { return strings.Contains(text, s) })
		}
	})
}

// A text that a Folder looks through holds what its folded form holds.
func FuzzFolderHolds(f *testing.F) {
	words := NewWords(Fold("ที่มา"), Fold("แหล่งข้อมูล"), Fold("ปรับปรุงล่าสุด"), "source", "ก")
	var x Folder
	for _, s := range []string{"ที่ มา : Source", "แหล่ง ข้อมูล", "ปรับปรุงลาสุด", "ปรับปรุงล่าสุด ๒๕๖๙", "e\u0301\u0E4D\u0E32", "\xff ที่มา"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := x.Holds(s, words), words.In(Fold(s)); got != want {
			t.Errorf("%q: %v", s, got)
		}
	})
}
