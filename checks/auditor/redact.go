package auditor

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/privacy"
)

// redact takes people's numbers out of all that an audit copies from a site.
// Addresses stay, since they must open. What is not the audit's own, such as
// the site's gaps, is copied before it is changed.
func redact(a *checks.Audit) {
	for i := range a.Findings {
		f := &a.Findings[i]
		for k := range f.Evidence {
			e := &f.Evidence[k]
			e.Quote, e.Title, e.Label = privacy.Mask(e.Quote), privacy.Mask(e.Title), privacy.Mask(e.Label)
		}
		for k := range f.Nearest {
			m := &f.Nearest[k]
			m.Quote, m.Title = privacy.Mask(m.Quote), privacy.Mask(m.Title)
		}
		if f.Parts != nil {
			f.Parts = &checks.Tally{Have: maskAll(f.Parts.Have), Missing: maskAll(f.Parts.Missing)}
		}
		f.Question = privacy.Mask(f.Question)
	}
	for i, g := range a.Coverage.Gaps {
		label, detail := privacy.Mask(g.Label), privacy.Mask(g.Detail)
		if label != g.Label || detail != g.Detail {
			a.Coverage.Gaps = slices.Clone(a.Coverage.Gaps)
			a.Coverage.Gaps[i].Label, a.Coverage.Gaps[i].Detail = label, detail
		}
	}
}

// maskAll masks a list without changing it in place: the names of missing parts
// are the rule's own.
func maskAll(list []string) []string {
	for i, s := range list {
		if m := privacy.Mask(s); m != s {
			list = slices.Clone(list)
			list[i] = m
		}
	}
	return list
}
