package review

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks"
)

func someKey(t *rapid.T) rowKey {
	text := rapid.StringN(1, 20, 60)
	return rowKey{office: text.Draw(t, "office"), standard: text.Draw(t, "standard"), id: text.Draw(t, "id"),
		finding: (&checks.Finding{ID: text.Draw(t, "finding")}).Digest(), audit: (&checks.Audit{AsOf: text.Draw(t, "audit")}).Digest(), day: "20261123"}
}

// TestKeyComesBack: a key is read as it was written, and every edit of it is
// noticed.
func TestKeyComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := someKey(t)
		text := k.String()
		if strings.ContainsAny(text, " \t\n\r") || !utf8.ValidString(text) {
			t.Fatalf("a program could change the key %q", text)
		}
		got, err := parseKey(text)
		if err != nil || got != k {
			t.Fatalf("%q is read as %+v, %v; want %+v", text, got, err, k)
		}
		r := []rune(text)
		other := someKey(t)
		at := rapid.IntRange(0, len(r)-1).Draw(t, "at")
		edited := map[string]string{
			"put in":    string(r[:at]) + string(rapid.RuneFrom([]rune("a0|%Zก-_ ")).Draw(t, "new")) + string(r[at:]),
			"left out":  string(r[:at]) + string(r[at+1:]),
			"replaced":  string(r[:at]) + string(rapid.Rune().Draw(t, "other")) + string(r[at+1:]),
			"cut":       string(r[:at]),
			"other row": swapped(text, other.String(), rapid.IntRange(1, keyFields-2).Draw(t, "field")),
			"case":      strings.ToUpper(text),
		}
		for how, other := range edited {
			if other == text {
				continue
			}
			if got, err := parseKey(other); err == nil {
				t.Fatalf("%s: %q is read as %+v", how, other, got)
			}
		}
	})
}

// swapped puts one part of another key in.
func swapped(a, b string, field int) string {
	x, y := strings.Split(a, "|"), strings.Split(b, "|")
	x[field] = y[field]
	return strings.Join(x, "|")
}
