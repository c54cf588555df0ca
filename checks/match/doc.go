// Package match finds what a rule describes in a site and concludes a verdict.
//
// Words steer and content confirms: the heading words of a rule lead to
// candidates (a page, a section, a row with its links, a file, a picture), and
// the rule's recognisers then say whether the candidate really holds what its
// label promises. Neither alone is a finding.
//
// Judging is pure: the same [checks.Site], standards and [When] give the same
// findings, and nothing here touches a network, a clock or a disk.
//
//	m, problems := match.Compile(standards)
//	findings := m.Judge(site, match.When{AsOf: day, FiscalYear: 2569})
package match
