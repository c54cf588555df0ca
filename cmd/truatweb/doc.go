// Command truatweb (ตรวจเว็บ) audits the website of a Thai district public
// health office against what the office must publish, and writes reports that
// an auditor can sign.
//
// The package holds commands and wiring only: one file a command, parts.go is
// the one list of document readers, rule packs, report formats and judges, and
// texts_th.go and texts_en.go hold every word that a person reads.
//
// Exit codes: 0 audited, 1 the program failed, 2 usage or rule file, 3 a
// condition of --fail-on is met, 4 the site could not be looked at, 5 another
// run writes to the same folder, 6 stopped by a person before the end: reports
// tell of what was seen, and say so.
package main
