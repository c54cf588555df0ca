package reports_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// constants reads the values of package checks' constants of a type.
func constants(t *testing.T, kind string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "checks", "verdict.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if name, ok := v.Type.(*ast.Ident); ok && name.Name == kind {
				s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, s)
			}
		}
		return true
	})
	return out
}

func hasThai(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Thai, r) })
}

func TestEveryReasonIsWorded(t *testing.T) {
	reasons := constants(t, "Reason")
	if len(reasons) < 50 {
		t.Fatalf("only %d reasons found in package checks", len(reasons))
	}
	seen := map[string]string{}
	for _, code := range reasons {
		th, en := reports.ReasonText(checks.Reason(code), "th"), reports.ReasonText(checks.Reason(code), "en")
		if !hasThai(th) || en == code || hasThai(en) {
			t.Errorf("%s: %q, %q", code, th, en)
		}
		if other := seen[th]; other != "" {
			t.Errorf("%s and %s read alike: %q", code, other, th)
		}
		seen[th] = code
	}
	if got := reports.ReasonText("new_reason\x07", "th"); got != "new_reason" {
		t.Errorf("a reason that is not worded yet: %q", got)
	}
}

func TestEveryVerdictIsListed(t *testing.T) {
	for _, v := range constants(t, "Verdict") {
		if !checks.Verdict(v).Valid() {
			t.Errorf("%s is in no list", v)
		}
	}
}

// TestLabelsAreComplete: no language leaves a label out, and only names that
// are the same in both are alike.
func TestLabelsAreComplete(t *testing.T) {
	th, en := reflect.ValueOf(made(t, sample(), "th").Labels), reflect.ValueOf(made(t, sample(), "en").Labels)
	n := 0
	var walk func(th, en reflect.Value)
	walk = func(th, en reflect.Value) {
		for i := range th.NumField() {
			name := th.Type().Field(i).Name
			if th.Field(i).Kind() == reflect.Struct {
				walk(th.Field(i), en.Field(i))
				continue
			}
			n++
			a, b := th.Field(i).String(), en.Field(i).String()
			if a == "" || b == "" || hasThai(b) {
				t.Errorf("%s: %q, %q", name, a, b)
			}
			if strings.Count(a, "%s") != strings.Count(b, "%s") {
				t.Errorf("%s takes other values in English: %q, %q", name, a, b)
			}
		}
	}
	walk(th, en)
	if n < 100 {
		t.Errorf("only %d labels", n)
	}
}

// TestEnglishIsEnglish holds the report's own words; what the site, the
// standard and the rules say stays Thai.
func TestEnglishIsEnglish(t *testing.T) {
	a := sample()
	a.Coverage.FloorMet, a.Coverage.FloorWhy, a.Coverage.StoppedBy = false, []checks.Reason{checks.Budget}, "time"
	r := made(t, a, "en", sampleDecisions()...)
	own := []string{r.Title, r.Date, r.Fiscal, r.AsOf, r.Caution, r.UnitsNote}
	own = append(own, r.Method...)
	own = append(own, r.Missing...)
	for _, c := range r.Tally {
		own = append(own, c.Text, c.Meaning)
	}
	for _, f := range r.Coverage.Facts {
		own = append(own, f.Name, f.Value)
	}
	for _, g := range r.Coverage.Gaps {
		own = append(own, g.Reason)
	}
	for _, s := range r.Sections {
		own = append(own, s.Force, s.Status, s.Formula)
		for _, l := range s.Scores {
			own = append(own, l.Level, l.Range, l.Sentence)
		}
		for _, g := range s.Groups {
			for i := range g.Rows {
				row := &g.Rows[i]
				own = append(own, row.Level, row.Period, row.Has, row.Says, row.Searched, row.Word.Text)
				own = append(own, row.Reasons...)
				for _, p := range row.Evidence {
					own = append(own, p.Place, p.Seen, p.OCR)
				}
			}
		}
	}
	for _, s := range own {
		if hasThai(s) {
			t.Errorf("Thai in an English report: %q", s)
		}
	}
	if r.Date != "23 November 2026" || !strings.Contains(r.Fiscal, "2570 BE (1 Oct 2026 – 30 Sep 2027)") || r.Sections[0].Scores[0].Range != "53.8 – 76.9 per cent" {
		t.Errorf("%q, %q, %q", r.Date, r.Fiscal, r.Sections[0].Scores[0].Range)
	}
	if d := rowOf(t, r, "1.5").Decision; d.Until != "30 Sep 2026" {
		t.Errorf("until %q", d.Until)
	}
}

func TestPartialCountsOnlyWhatIsThere(t *testing.T) {
	f := leaf("8", checks.Partial)
	f.Parts = &checks.Tally{Missing: []string{"source", "date"}}
	if got := rowOf(t, made(t, audit(f), "th"), "8").Word.Text; got != "พบบางส่วน" {
		t.Errorf("none of two parts in full reads %q", got)
	}
}
