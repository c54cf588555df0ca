// Package checks is what was seen on an office's website and what was
// concluded from it: the nouns of an audit.
//
// A crawl yields one [Site]; judging is a pure function of a Site, the
// standards and an as-of date, and yields one [Audit] of [Finding]s. What a
// website does wrong is data here ([Gap], [Finding]), never a Go error.
//
// The children each know one means: crawl fetches, extract/* reads bytes,
// thai knows the script, match finds what a rule describes, auditor joins
// them. They import this package and no neighbour.
package checks
