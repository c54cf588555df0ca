// Package rules is what the law asks: standards, their requirements in their
// own words and numbering, and one way to judge each.
//
// A [Standard] is one published document in one edition. It is written as a
// folder of YAML files (see [Load]) that a person who is no programmer can
// read and change: English keys, Thai values, no regular expressions and no
// scripting. Every [Rule] carries its own [Example]s, and every condition in a
// rule must be held up by at least one of them.
//
// The package knows nothing of websites: package checks says what was seen,
// package checks/match says how a rule meets it.
package rules
