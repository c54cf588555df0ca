package wcag

import (
	"strings"
	"testing"
)

// RuleText gives tests from outside what is said of a rule.
func RuleText(id string) (criterion string, texts []string) {
	t, ok := ruleTexts[id]
	if !ok {
		return "", nil
	}
	return t.criterion, []string{t.needs, t.wrong, t.mend}
}

// RuleIDs lists the rules that something is said of.
func RuleIDs() []string {
	var out []string
	for id := range ruleTexts {
		out = append(out, id)
	}
	return out
}

// Script is what is run in pages, without ours behind it.
func Script() string { return axe }

func TestTextsAreSaid(t *testing.T) {
	seen := map[string]string{}
	for id, r := range ruleTexts {
		for _, s := range []string{r.needs, r.wrong, r.mend} {
			if strings.TrimSpace(s) != s || s == "" || !strings.ContainsFunc(s, func(r rune) bool { return r >= 'ก' && r <= '๛' }) {
				t.Errorf("%s: %q is no Thai text", id, s)
			}
		}
		if len([]rune(r.wrong+r.mend)) > 190 {
			t.Errorf("%s: wrong and mend leave no room for evidence", id)
		}
		if seen[r.needs] != "" {
			t.Errorf("%s and %s are called the same", id, seen[r.needs])
		}
		seen[r.needs] = id
	}
	for name, topic := range topics {
		for _, id := range topic.rules {
			if _, ok := ruleTexts[id]; !ok {
				t.Errorf("%s: %s is no rule", name, id)
			}
		}
	}
	if !strings.Contains(axe, "Mozilla Public\n * License, v. 2.0") || !strings.HasPrefix(Licence, "Mozilla Public License, version 2.0") {
		t.Error("axe goes without its licence")
	}
}
