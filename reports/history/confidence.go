package history

import (
	"cmp"
	"math"
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Enough is how many decisions there must be before a share of them is told.
const Enough = 5

// By says over what the decisions are counted together.
type By struct {
	Rules bool // each edition of the rules apart
	Robot bool // each verdict of the program apart
}

// Confidence counts how often people came to the program's verdict, for each
// item, in the order of the first decision on it. A decision on what the program
// had left to a person upholds nothing and refutes nothing: it is counted as Left.
func Confidence(judged []reports.Judged, by By) []reports.Upheld {
	at := map[[4]string]int{}
	var out []reports.Upheld
	for _, j := range judged {
		u := reports.Upheld{Standard: j.Standard, ID: j.ID}
		if by.Rules {
			u.Rules = j.Rules
		}
		if by.Robot {
			u.Robot = j.Robot
		}
		key := [4]string{u.Standard, u.ID, u.Rules, string(u.Robot)}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, u)
		}
		switch {
		case !j.Robot.Decided():
			out[i].Left++
		case j.Robot == j.Person:
			out[i].Upheld++
			out[i].Of++
		case j.Person.Decided():
			out[i].Of++
		}
	}
	for i := range out {
		out[i].Low, out[i].High = Wilson(out[i].Upheld, out[i].Of)
	}
	return out
}

// Together sums figures up under one heading.
func Together(list []reports.Upheld) reports.Upheld {
	var all reports.Upheld
	for _, u := range list {
		all.Upheld += u.Upheld
		all.Of += u.Of
		all.Left += u.Left
	}
	all.Low, all.High = Wilson(all.Upheld, all.Of)
	return all
}

// Known gives the figures of the items with decisions enough, for a report held
// against these rules: those made on the same edition of a standard where they
// are enough by themselves, else those of all editions together.
func Known(judged []reports.Judged, standards []checks.StandardUsed) map[string]reports.Upheld {
	out := map[string]reports.Upheld{}
	for _, u := range Confidence(judged, By{}) {
		if u.Of >= Enough {
			out[reports.ItemKey(u.Standard, u.ID)] = u
		}
	}
	for _, u := range Confidence(judged, By{Rules: true}) {
		current := slices.ContainsFunc(standards, func(s checks.StandardUsed) bool { return s.ID == u.Standard && s.Digest == u.Rules })
		if current && u.Of >= Enough {
			out[reports.ItemKey(u.Standard, u.ID)] = u
		}
	}
	return out
}

// Doubtful sorts figures so that what people overturn most comes first.
func Doubtful(list []reports.Upheld) {
	slices.SortStableFunc(list, func(a, b reports.Upheld) int {
		return cmp.Or(cmp.Compare(a.High, b.High), cmp.Compare(a.Low, b.Low), cmp.Compare(b.Of, a.Of))
	})
}

// Wilson gives the 95 % interval of a share of k in n after E. B. Wilson (1927),
// from 0 to 1; all of it where n is 0.
func Wilson(k, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	const z = 1.959963984540054 // of the standard normal distribution, two-sided 95 %
	of := float64(n)
	p := float64(k) / of
	middle := p + z*z/(2*of)
	half := z * math.Sqrt(p*(1-p)/of+z*z/(4*of*of))
	scale := 1 + z*z/of
	return max(0, (middle-half)/scale), min(1, (middle+half)/scale)
}
