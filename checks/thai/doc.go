// Package thai gives Thai text one spelling: it decodes old character sets,
// folds digits, vowels and marks, reads dates and fiscal years of the Buddhist
// Era, and offers keys of falling strictness for matching damaged text.
//
// The keys, strictest first: [Normalize], [Fold], [Loose], [Skeleton]. Two texts
// that are equal under one key are equal under every later one.
package thai
