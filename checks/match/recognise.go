package match

import (
	"sort"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// sighting is what a recogniser saw in a body.
type sighting struct {
	ok    bool
	quote string
	where *seen // resource of the quote, nil if none
	place checks.Place
	// have and of count parts, as in "2 of 3 steps name their time"; of 0 is no count.
	have, of int
	missing  []string
	each     bool // the count is of the entries of a list, each of which must hold
	// reason, on failure, says what stood in the way where that is more than
	// "not there": a picture, another service, a broken link.
	reason checks.Reason
}

// none reports whether there is nothing to tell.
func (s *sighting) none() bool {
	return !s.ok && s.quote == "" && s.where == nil && s.place == "" && s.have == 0 && s.of == 0 && s.missing == nil && !s.each && s.reason == ""
}

// recogniser confirms that a body holds one kind of thing, at least min times.
type recogniser func(b *body, min int) sighting

// recognisers is the closed set that rules may name. A thing that words cannot
// say becomes a function here, never a regular expression in a rule.
func recognisers() map[string]recogniser {
	return map[string]recogniser{
		"text": seeText, "prose": seeProse, "history": seeHistory, "list": seeList, "table": seeTable,
		"person": seePerson, "position": seePosition, "photo": seePhoto, "picture": seePicture,
		"phone": seePhone, "fax": seeFax, "email": seeEmail, "address": seeAddress, "map": seeMap,
		"duration": seeDuration, "steps": seeSteps,
		"date": seeDate, "dated_list": seeDatedList, "month": seeMonth, "years": seeYears, "amounts": seeAmounts,
		"file": seeFile, "link": seeLink, "outbound": seeOutbound, "entry": seeEntry, "opened": seeOpened, "line": seeLine, "said": seeSaid,
		"form": seeForm, "online_form": seeOnlineForm, "survey": seeSurvey, "app_link": seeAppLink,
		"counter": seeCounter, "score": seeScore, "about_site": seeAboutSite,
		"law_title": seeLawTitle, "source": seeSource, "sourced_dated": seeSourcedDated,
		"knowledge": seeKnowledge, "media": seeMedia, "strategy": seeStrategy, "projects": seeProjects, "units": seeUnits,
	}
}

// blind are the recognisers that do not read a body's label.
var blind = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{"text", "prose", "history", "list", "table", "person", "position", "photo", "picture", "phone", "fax", "email", "address", "map",
		"date", "dated_list", "years", "amounts", "file", "link", "outbound", "form", "online_form", "app_link", "counter", "law_title", "source",
		"media", "strategy", "projects", "units"} {
		out[name] = true
	}
	return out
}()

// Vocabulary gives the names that rules may use, for the loader: recognisers,
// the technical checks given, and verdicts.
func Vocabulary(technical ...checks.Check) rules.Vocabulary {
	v := rules.Vocabulary{Checks: []string{}}
	for _, c := range technical {
		v.Checks = append(v.Checks, c.Names()...)
	}
	for name := range recognisers() {
		v.Recognisers = append(v.Recognisers, name)
	}
	sort.Strings(v.Recognisers)
	for _, verdict := range checks.Verdicts() {
		v.Verdicts = append(v.Verdicts, string(verdict))
	}
	return v
}

func saw(s *seen, q string, place checks.Place) sighting {
	return sighting{ok: true, quote: strings.TrimSpace(q), where: s, place: place}
}

func atLeast(min int) int { return max(min, 1) }
