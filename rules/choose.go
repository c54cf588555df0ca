package rules

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// Nearest puts an office's own announcement first, whose rows the others are
// held against, then what binds it by law, by yearly assessment and as advice.
// Standards of one authority keep their order.
func Nearest(standards []*Standard) {
	order := []Authority{AuthorityOffice, AuthorityLaw, AuthorityITA, AuthorityGuideline}
	slices.SortStableFunc(standards, func(a, b *Standard) int {
		return cmp.Compare(slices.Index(order, a.Authority), slices.Index(order, b.Authority))
	})
}

// Named reports whether a name that a person typed means the standard: its id,
// or its id with a slash before the year, as its folder may be called.
func (s *Standard) Named(name string) bool {
	return name == s.ID || strings.ReplaceAll(name, "/", "") == s.ID
}

// Resting gives the standards with the ids chosen and those whose verdicts they
// use, in the order of all. Standards without which a "standard:id" of a chosen
// one would have no verdict must be judged as well, though nobody asked.
func Resting(all []*Standard, chosen []string) []*Standard {
	want := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		i := slices.IndexFunc(all, func(s *Standard) bool { return s.ID == id })
		if i < 0 || want[id] {
			return
		}
		want[id] = true
		for _, r := range all[i].Rules() {
			for _, to := range r.restsOn() {
				if std, _, across := strings.Cut(to, ":"); across {
					visit(std)
				}
			}
		}
	}
	for _, id := range chosen {
		visit(id)
	}
	return slices.DeleteFunc(slices.Clone(all), func(s *Standard) bool { return !want[s.ID] })
}

// restsOn lists the rules whose verdicts a rule uses, as the rule names them.
func (r *Rule) restsOn() []string {
	var out []string
	for _, id := range []string{r.SameAs, r.Follows} {
		if id != "" {
			out = append(out, id)
		}
	}
	if r.Counts != "" {
		out = append(out, r.Counts+":")
	}
	if r.Parts != nil {
		out = append(out, r.Parts.Of...)
	}
	return out
}

// Alike reports whether two rules ask for the same and judge it alike. Where
// they stand and what examples they carry makes no difference.
func Alike(a, b *Rule) bool {
	bare := func(r *Rule) Rule {
		c := *r
		c.At, c.Examples, c.Blanks = Position{}, nil, nil
		c.FoundWhen = slices.Clone(r.FoundWhen)
		for i := range c.FoundWhen {
			c.FoundWhen[i].At = Position{}
		}
		return c
	}
	return reflect.DeepEqual(bare(a), bare(b))
}
