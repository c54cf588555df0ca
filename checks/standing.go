package checks

import "time"

// Standing is how a decision stands to a finding as of a day.
type Standing string

// The standings of a decision.
const (
	Holds  Standing = "holds"      // it rests on what the finding rests on
	Asks   Standing = "asks_again" // the finding rests on something else now: a person is asked again
	Lapsed Standing = "lapsed"     // its last day has passed
	Unused Standing = "unused"     // nothing is left that it speaks of, or that it excuses
)

// Standing says how the decision stands to a finding, nil where there is none, as
// of the first moment of a day in Bangkok.
func (d *Decision) Standing(f *Finding, asOf time.Time) Standing {
	switch {
	case f == nil:
		return Unused
	case !d.Until.IsZero() && d.Until.Before(asOf):
		return Lapsed
	case d.Waiver != nil && (f.Verdict.EARL() == "passed" || f.Verdict.EARL() == "inapplicable"):
		return Unused // there is nothing to excuse
	case d.Evidence != "" && d.Evidence != f.Digest():
		return Asks
	}
	return Holds
}

// Last is what was last said about a requirement: its standing decision, nil if
// none was made or the last was taken back, and its last reply.
type Last struct {
	Decision *Decision
	Reply    *Reply
}

// LastSaid picks what was last said about each requirement, by standard and id
// with "\x00" between. Of two decisions the one of the later day counts, and of
// one day the one that was taken in later; replies likewise.
func LastSaid(statements []Statement) map[string]Last {
	out := map[string]Last{}
	for i := range statements {
		s := &statements[i]
		standard, id := s.About()
		key := standard + "\x00" + id
		last := out[key]
		if d := s.Decision; d != nil && (last.Decision == nil || !d.At.Before(last.Decision.At)) {
			last.Decision = d
		}
		if r := s.Reply; r != nil && (last.Reply == nil || !r.At.Before(last.Reply.At)) {
			last.Reply = r
		}
		out[key] = last
	}
	for key, last := range out {
		if last.Decision != nil && last.Decision.Withdrawn() {
			last.Decision = nil
			out[key] = last
		}
	}
	return out
}

// OtherReason is the code of both closed lists that asks for a note.
const OtherReason = "other"

// WithdrawnReason is the code with which a decision is taken back.
const WithdrawnReason = "withdrawn"

// DecisionReasons lists the codes of [Decision.Reason] where a person judges.
func DecisionReasons() []string {
	return []string{"agreed", "seen_elsewhere", "read_by_person", "misread", "not_this", "of_another", "not_current", "incomplete", "not_open",
		"none_there", "not_due", "mended", OtherReason}
}

// WaiverReasons lists the codes of [Decision.Reason] where an office is excused.
func WaiverReasons() []string {
	return []string{"rebuilding", "by_parent", "law_forbids", "security", "force_majeure", "no_means", OtherReason}
}

// DecisionVerdicts lists the verdicts that a person may decide on: those that
// settle the matter.
func DecisionVerdicts() []Verdict {
	var out []Verdict
	for _, v := range Verdicts() {
		if v.Decided() {
			out = append(out, v)
		}
	}
	return out
}
