// Package reports is what people read and sign: an audit put in order and in
// words.
//
// [New] makes a [Report] of a [checks.Audit] and the [checks.Decision]s that
// people made beside it, in Thai or English. A [Format] only lays a report
// out: it judges, counts and words nothing. All texts of a report are safe to
// show as text: control characters and characters that turn the direction of
// writing are gone, and every [Link] leads to http or https or nowhere.
//
// What the verdicts mean is said in the domain handbook §7; "not found" is
// always worded as not found in so many pages and documents, never as the
// office having none.
package reports
