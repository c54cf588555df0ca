package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/rules"
)

// Rules are proved side by side; what is told and in which order must not show it.
func TestProveKeepsTheOrderOfRules(t *testing.T) {
	var y strings.Builder
	var want []string
	for n := range 40 {
		id := fmt.Sprintf("1.%d", n)
		fmt.Fprintf(&y, "\n  - id: %q\n    title: ข้อ\n    found_when: [{heading: [ประวัติ], shows: [text]}]", id)
		want = append(want, id)
	}
	s := loaded(t, y.String())
	for range 5 {
		var done, told []string
		for _, u := range Prove(s, []*rules.Standard{s}, func(rule string) { done = append(done, rule) }) {
			told = append(told, u.Rule)
		}
		if !slices.Equal(done, want) || !slices.Equal(told, want) {
			t.Fatalf("done %v, told %v", done, told)
		}
	}
}

// A rule of which a scaffold is not yet filled is told what to write, and not
// what its unwritten examples get wrong.
func TestProveTellsWhatIsLeftToWrite(t *testing.T) {
	got := proved(t, `
  - id: "1.1"
    title: «เติม ถ้อยคำ»
    found_when: [{heading: [«เติม คำนำทาง»], shows: [text]}]
    examples:
      - {case: ก, page: {heading: «เติม หัวข้อ»}, expect: found}
  - id: "1.2"
    title: «เติม คำถาม»
    ask: มีหรือไม่
`)
	want := []string{"1.1: ยังไม่ได้เติม: ถ้อยคำ", "1.1: ยังไม่ได้เติม: คำนำทาง", "1.1: ยังไม่ได้เติม: หัวข้อ", "1.2: ยังไม่ได้เติม: คำถาม"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q", got)
	}
}
