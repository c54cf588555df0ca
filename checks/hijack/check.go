package hijack

import (
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Injected is the name by which rules ask whether anything was injected.
const Injected = "hijack.injected"

// Check lets a rule ask what [Look] finds.
type Check struct{}

// Names lists the one name.
func (Check) Names() []string { return []string{Injected} }

// Judge finds a site clean, or names the first pages of each sign. A site of
// which nothing was seen is not judged.
func (Check) Judge(_ string, site *checks.Site, _ time.Time) checks.Answer {
	if len(site.Pages) == 0 {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}}
	}
	signs := Look(site)
	if len(signs) == 0 {
		return checks.Answer{Verdict: checks.Found}
	}
	a := checks.Answer{Verdict: checks.Absent, Reasons: []checks.Reason{checks.Spam}}
	for _, w := range signs {
		why, _, _ := strings.Cut(w.Detail, ";")
		e := checks.Evidence{URL: w.URL, Place: checks.AtText, Why: why}
		if r := site.Find(w.URL); r != nil {
			f := r.Fetch()
			e.SHA256, e.SeenAt, e.Path = f.SHA256, f.SeenAt, f.Path
		}
		a.Evidence = append(a.Evidence, e)
		if len(a.Evidence) == mostEvidence {
			break
		}
	}
	return a
}

// mostEvidence is as much as a finding needs: Look tells the rest.
const mostEvidence = 5
