package reports

// ThingText names a recogniser, a part or a word of a rule, as it stands in
// Miss.Missing and Evidence.Why, in a language. What is not known by name is
// its own text.
func ThingText(name, lang string) string {
	t, _ := tongueOf(lang)
	return t.thing(name)
}

// LabelsOf gives the fixed words of reports in a language, for workbooks that
// are made of something else than an audit.
func LabelsOf(lang string) Labels {
	t, _ := tongueOf(lang)
	return t.labels()
}
