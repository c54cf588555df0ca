package thai

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSpellings holds the table to what the folding relies on.
func TestSpellings(t *testing.T) {
	if len(spellings)%2 != 0 {
		t.Fatal("a misspelling without its right form")
	}
	for i := 0; i < len(spellings); i += 2 {
		wrong, right := spellings[i], spellings[i+1]
		if settle(wrong, keyNormal) != wrong || settle(right, keyNormal) != right {
			t.Errorf("%s, %s: not normalised", wrong, right)
		}
		if last, _ := utf8.DecodeLastRuneInString(wrong); isTone(last) {
			t.Errorf("%s ends on a tone", wrong)
		}
		if got := Fold(wrong); got != right {
			t.Errorf("Fold(%s) = %s, want %s", wrong, got, right)
		}
		if got := Fold(right); got != right {
			t.Errorf("Fold(%s) = %s", right, got)
		}
		if settle(wrong, keySkeleton) == wrong && settle(right, keySkeleton) != right {
			t.Errorf("%s: without marks, but %s has some", wrong, right)
		}
		if strings.Contains(right, wrong) {
			t.Errorf("%s holds %s", right, wrong)
		}
	}
}
