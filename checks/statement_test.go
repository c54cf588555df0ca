package checks_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

func statement(id string) checks.Statement {
	at := time.Date(2026, 11, 5, 0, 0, 0, 0, time.FixedZone("+07", 7*60*60))
	return checks.Statement{Office: "10703", Decision: &checks.Decision{Standard: "ops2563", ID: id, Verdict: checks.Found, By: "ก", At: at}}
}

func TestStatementID(t *testing.T) {
	one := statement("1.1")
	body, err := json.Marshal(one)
	if err != nil {
		t.Fatal(err)
	}
	var back checks.Statement
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	back.Source = "another file"
	if one.ID() != back.ID() {
		t.Error("what was said has another ID once it was kept, or written elsewhere")
	}
	for name, change := range map[string]func(*checks.Statement){
		"office":  func(s *checks.Statement) { s.Office = "10704" },
		"item":    func(s *checks.Statement) { s.Decision.ID = "1.2" },
		"verdict": func(s *checks.Statement) { s.Decision.Verdict = checks.Partial },
		"day":     func(s *checks.Statement) { s.Decision.At = s.Decision.At.AddDate(0, 0, 1) },
		"waiver":  func(s *checks.Statement) { s.Decision.Waiver = &checks.Waiver{Approver: "ข"} },
	} {
		other := statement("1.1")
		if change(&other); other.ID() == one.ID() {
			t.Errorf("another %s gives the same ID", name)
		}
	}
}

// TestLogLine breaks a chain in every way that somebody could.
func TestLogLine(t *testing.T) {
	at := time.Date(2026, 11, 5, 9, 30, 1, 999, time.UTC)
	chain := func() []checks.LogLine {
		var last *checks.LogLine
		var out []checks.LogLine
		for _, id := range []string{"1.1", "1.2", "1.3", "1.4"} {
			line := last.Next(at, statement(id))
			out, last = append(out, line), &line
		}
		return out
	}
	holds := func(lines []checks.LogLine) error {
		var last *checks.LogLine
		for i := range lines {
			if err := lines[i].Follows(last); err != nil {
				return err
			}
			last = &lines[i]
		}
		return nil
	}
	if err := holds(chain()); err != nil {
		t.Fatalf("a whole chain: %v", err)
	}
	for name, harm := range map[string]func([]checks.LogLine) []checks.LogLine{
		"a word changed":  func(l []checks.LogLine) []checks.LogLine { l[1].Statement.Decision.By = "ค"; return l },
		"a time changed":  func(l []checks.LogLine) []checks.LogLine { l[1].At = l[1].At.Add(time.Second); return l },
		"the first gone":  func(l []checks.LogLine) []checks.LogLine { return l[1:] },
		"one in between":  func(l []checks.LogLine) []checks.LogLine { return append(l[:1:1], l[2:]...) },
		"two changed":     func(l []checks.LogLine) []checks.LogLine { l[1], l[2] = l[2], l[1]; return l },
		"one twice":       func(l []checks.LogLine) []checks.LogLine { return append(l[:2:2], l[1:]...) },
		"a line resealed": func(l []checks.LogLine) []checks.LogLine { l[1] = l[0].Next(at, statement("9.9")); return l },
	} {
		if err := holds(harm(chain())); !errors.Is(err, checks.ErrChain) {
			t.Errorf("%s: %v, want a broken chain", name, err)
		}
	}
}

func TestAuditDigest(t *testing.T) {
	audit := func() *checks.Audit {
		return &checks.Audit{Office: checks.Office{Code: "1"}, AsOf: "2026-11-05", Findings: []checks.Finding{{Standard: "a", ID: "1", Verdict: checks.Found}, {Standard: "a", ID: "2", Verdict: checks.Absent}}}
	}
	first := audit().Digest()
	if audit().Digest() != first {
		t.Error("the same audit has two digests")
	}
	for name, change := range map[string]func(*checks.Audit){
		"office":  func(a *checks.Audit) { a.Office.Code = "2" },
		"visit":   func(a *checks.Audit) { a.SeenAt = time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC) },
		"rules":   func(a *checks.Audit) { a.Standards = []checks.StandardUsed{{ID: "a", Digest: "x"}} },
		"finding": func(a *checks.Audit) { a.Findings[1].Verdict = checks.Partial },
	} {
		other := audit()
		if change(other); other.Digest() == first {
			t.Errorf("another %s gives the same digest", name)
		}
	}
}
