package match

// clear lets go of the site as it was prepared once nothing is searched for any
// more: technical checks make their own of it, and the two together would be most
// of what a large site takes.
func (j *judge) clear() {
	for _, s := range j.m.standards {
		for _, r := range s.Rules() {
			if r.Check != "" && !j.m.rules[r].all.empty() {
				return // its floor is a search
			}
		}
	}
	for _, st := range j.state {
		st.outcomes, st.chosen = nil, nil
	}
	j.v = &view{matcher: j.v.matcher, site: j.v.site, when: j.v.when}
}
