package rules

// Vocabulary is what the program knows by name; a rule that names anything else
// is mistaken. The caller gives it, since this package knows no technique. A nil
// list is not held against the rules; an empty one allows no name at all.
type Vocabulary struct {
	Recognisers []string
	Checks      []string
	Verdicts    []string
	Reasons     []string
}
