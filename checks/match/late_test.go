package match

import (
	"context"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// What there is no time to judge could not be looked at, whatever it rests on, and
// is neither found nor absent.
func TestJudgingEndsInTime(t *testing.T) {
	search := func(id string, level rules.Level) rules.Rule {
		r := rules.Rule{Requirement: rules.Requirement{ID: id, Title: id, Level: level, Period: rules.PeriodNone, Category: "1"}}
		r.FoundWhen = []rules.Way{{Heading: rules.Words{Exact: []string{"เมนู"}}, Shows: []rules.Show{{Name: "history"}}}}
		return r
	}
	same := rules.Rule{Requirement: rules.Requirement{ID: "3", Title: "3", Level: rules.LevelRequired, Category: "1"}, Judge: rules.Judge{SameAs: "1"}}
	m, problems := Compile([]*rules.Standard{{ID: "std", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{search("1", rules.LevelRequired), search("2", rules.LevelIfAny), same}}}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for want, cause := range map[checks.Reason]error{checks.Budget: context.DeadlineExceeded, checks.Stopped: context.Canceled, "": nil} {
		ctx, end := context.WithCancelCause(t.Context())
		if cause != nil {
			end(cause)
		}
		got := m.JudgeWithin(ctx, walked(3, 3), When{AsOf: time.Date(2026, time.June, 15, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: 2569})
		for _, f := range got {
			switch {
			case want == "" && f.Verdict == checks.CouldNotLook:
				t.Errorf("%s: %s %v, and there was time", f.ID, f.Verdict, f.Reasons)
			case want != "" && (f.Verdict != checks.CouldNotLook || len(f.Reasons) != 1 || f.Reasons[0] != want):
				t.Errorf("%s: %s %v, want %s", f.ID, f.Verdict, f.Reasons, want)
			}
		}
		if len(got) != 3 {
			t.Errorf("%d findings", len(got))
		}
		end(nil)
	}
}
