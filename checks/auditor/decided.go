package auditor

import "github.com/truatweb/truatweb/checks"

// decidedAfter gives how many pages and documents had been seen when the first
// proof of the last item found or declared none was seen.
func decidedAfter(site *checks.Site, findings []checks.Finding) int {
	last := 0
	for i := range findings {
		f := &findings[i]
		if f.Verdict != checks.Found && f.Verdict != checks.DeclaredNone {
			continue
		}
		first := 0
		for j := range f.Evidence {
			if x := site.Find(f.Evidence[j].URL); x != nil && (first == 0 || x.Fetch().Nth < first) {
				first = x.Fetch().Nth
			}
		}
		last = max(last, first)
	}
	return last
}
