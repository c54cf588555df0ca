package rules

// Vocabulary is what the program knows by name: a rule that names anything else
// is mistaken. The caller gives it, since this package knows no technique.
type Vocabulary struct {
	Recognisers []string
	Checks      []string
	Verdicts    []string
	Reasons     []string
}
