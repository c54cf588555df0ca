package reports

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// tongue is a language that reports are written in.
type tongue int

const (
	thai tongue = iota
	english
)

// Languages lists the languages that [New] knows.
func Languages() []string { return []string{"th", "en"} }

func tongueOf(lang string) (tongue, bool) {
	switch lang {
	case "th":
		return thai, true
	case "en":
		return english, true
	}
	return thai, false
}

// words is one text in both languages.
type words struct{ th, en string }

func (t tongue) of(w words) string {
	if t == english {
		return w.en
	}
	return w.th
}

// say fills a text's verbs; both languages take the same arguments, by index
// where their order differs.
func (t tongue) say(w words, args ...any) string { return fmt.Sprintf(t.of(w), args...) }

// WordOf gives a verdict in words: what the console, the workbook and the page
// call it. An unknown verdict is its own word.
func WordOf(v checks.Verdict, lang string) Word {
	t, _ := tongueOf(lang)
	return t.verdict(v)
}

// ReasonText gives a reason as a sentence; an unknown reason is its own text.
func ReasonText(r checks.Reason, lang string) string {
	t, _ := tongueOf(lang)
	return t.reason(r)
}

func (t tongue) verdict(v checks.Verdict) Word {
	w, ok := verdictWords[v]
	if !ok {
		return Word{Code: Clean(string(v)), Text: Clean(string(v)), Class: "none", Mark: "·"}
	}
	return Word{Code: string(v), Text: t.of(w.name), Meaning: t.of(w.meaning), Class: w.class, Mark: w.mark}
}

func (t tongue) reason(r checks.Reason) string {
	if w, ok := reasonWords[r]; ok {
		return t.of(w)
	}
	return Clean(string(r))
}

// thing names a recogniser, a part or a word of a rule. What is not known by
// name is printed as the rule's author wrote it.
func (t tongue) thing(name string) string {
	if w, ok := thingWords[name]; ok {
		return t.of(w)
	}
	if kind, word, ok := strings.Cut(name, ":"); ok {
		switch kind {
		case "text":
			return t.say(words{"ข้อความทำนอง “%s”", "text such as “%s”"}, Clean(word))
		case "near":
			return t.say(words{"สิ่งที่ต้องอยู่คู่กับคำทำนอง “%s”", "what should stand beside words such as “%s”"}, Clean(word))
		}
	}
	return Clean(name)
}

func (t tongue) things(names []string) []string {
	var out []string
	for _, n := range names {
		if s := t.thing(n); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (t tongue) look(table map[string]words, key string) string {
	if w, ok := table[key]; ok {
		return t.of(w)
	}
	return Clean(key)
}

// Things names what recognisers look for, in a language, for those who explain
// rules.
func Things(lang string) map[string]string {
	t, _ := tongueOf(lang)
	out := make(map[string]string, len(thingWords))
	for name, w := range thingWords {
		out[name] = t.of(w)
	}
	return out
}

// VerdictNames names the verdicts by their codes, in a language.
func VerdictNames(lang string) map[string]string {
	t, _ := tongueOf(lang)
	out := map[string]string{}
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		out[string(v)] = t.verdict(v).Text
	}
	return out
}

// ForceOf names whose word a standard is by its authority, in a language; an
// unknown authority is its own name.
func ForceOf(authority, lang string) string {
	t, _ := tongueOf(lang)
	return t.look(forceWords, authority)
}
