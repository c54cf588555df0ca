package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Stands is a decision with how it stands to an audit.
type Stands struct {
	Finding  *checks.Finding // nil where the audit has none
	Decision *checks.Decision
	Reply    *checks.Reply
	Standing checks.Standing // of the decision; "" where there is none
}

// Of says of each finding of an audit what people said last and how it stands, in
// the audit's order; then of decisions that the audit has no finding for although
// it was held against their standard.
func Of(ctx context.Context, a *checks.Audit, s Store) ([]Stands, error) {
	said, err := s.Said(ctx, a.Office.Key())
	if err != nil {
		return nil, fmt.Errorf("reading what was said of %s: %w", a.Office.Key(), err)
	}
	asOf, err := time.ParseInLocation(time.DateOnly, a.AsOf, thai.Bangkok())
	if err != nil {
		seen := a.SeenAt.In(thai.Bangkok())
		asOf = time.Date(seen.Year(), seen.Month(), seen.Day(), 0, 0, 0, 0, thai.Bangkok())
	}
	last := checks.LastSaid(said)
	var out []Stands
	held := map[string]bool{}
	for _, u := range a.Standards {
		held[u.ID] = true
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		held[f.Standard] = true
		key := f.Standard + "\x00" + f.ID
		one := Stands{Finding: f, Decision: last[key].Decision, Reply: last[key].Reply}
		if one.Decision != nil {
			one.Standing = one.Decision.Standing(f, asOf)
		}
		delete(last, key)
		out = append(out, one)
	}
	var left []Stands
	for _, l := range last {
		if l.Decision != nil && held[l.Decision.Standard] {
			left = append(left, Stands{Decision: l.Decision, Reply: l.Reply, Standing: l.Decision.Standing(nil, asOf)})
		}
	}
	slices.SortFunc(left, func(a, b Stands) int {
		return strings.Compare(a.Decision.Standard+"\x00"+a.Decision.ID, b.Decision.Standard+"\x00"+b.Decision.ID)
	})
	return append(out, left...), nil
}

// Address is where the responsible unit says that the thing of a requirement is.
type Address struct {
	URL      string
	Standard string
	ID       string
}

// Addresses gives the addresses of an office's last replies, each with its
// requirement, in the order of standard and requirement: the next audit looks at
// them before a person has to.
func Addresses(ctx context.Context, s Store, office string) ([]Address, error) {
	said, err := s.Said(ctx, office)
	if err != nil {
		return nil, fmt.Errorf("reading what was said of %s: %w", office, err)
	}
	var out []Address
	for _, last := range checks.LastSaid(said) {
		if r := last.Reply; r != nil && r.URL != "" {
			out = append(out, Address{r.URL, r.Standard, r.ID})
		}
	}
	slices.SortFunc(out, func(a, b Address) int {
		return strings.Compare(a.Standard+"\x00"+a.ID, b.Standard+"\x00"+b.ID)
	})
	return out, nil
}
