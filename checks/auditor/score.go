package auditor

import (
	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Score counts the leaves of a standard (domain handbook §7, Scoring). The low
// figure takes what waits for a person or could not be looked at as not found,
// the high figure as found. If-any leaves, and verdicts that say that nothing
// is due, stay outside; where nothing is left there is no figure at all.
func Score(findings []checks.Finding, standard string) checks.Score {
	s := checks.Score{Tallies: map[checks.Verdict]int{}, IfAny: map[checks.Verdict]int{}}
	levels := map[rules.Level]*counting{rules.LevelRequired: {}, rules.LevelShould: {}, rules.LevelExample: {}}
	for i := range findings {
		f := &findings[i]
		if f.Standard != standard || f.Parent {
			continue
		}
		s.Tallies[f.Verdict]++
		if rules.Level(f.Level) == rules.LevelIfAny {
			s.IfAny[f.Verdict]++
			continue
		}
		if c := levels[rules.Level(f.Level)]; c != nil {
			c.add(f.Verdict)
		}
	}
	s.Required = levels[rules.LevelRequired].score()
	s.Should = levels[rules.LevelShould].score()
	s.Example = levels[rules.LevelExample].score()
	return s
}

// counting counts the leaves of one level.
type counting struct{ of, found, open int }

func (c *counting) add(v checks.Verdict) {
	switch v {
	case checks.DeclaredNone, checks.NotYetDue, checks.NotRequired, checks.Untested:
		return
	case checks.Found:
		c.found++
	case checks.NeedsEyes, checks.CouldNotLook:
		c.open++
	}
	c.of++
}

func (c *counting) score() checks.ScoreOf {
	out := checks.ScoreOf{Of: c.of, Found: c.found}
	if c.of > 0 {
		low, high := float64(c.found)/float64(c.of), float64(c.found+c.open)/float64(c.of)
		out.Low, out.High = &low, &high
	}
	return out
}
