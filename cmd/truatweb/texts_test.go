package main

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/truatweb/truatweb/checks"
)

var (
	verb     = regexp.MustCompile(`%[-+#0-9.]*[a-zA-Z]`)
	lettered = regexp.MustCompile(`\pL`)
)

// Both languages say everything, with the same verbs in the same order, and the
// Thai is Thai.
func TestTextsAreWholeInBothLanguages(t *testing.T) {
	wholeTexts(t, reflect.ValueOf(*thaiTexts()), reflect.ValueOf(*english()))
}

// wholeTexts compares the texts of a struct in both languages, and those of the
// structs in it.
func wholeTexts(t *testing.T, th, en reflect.Value) {
	t.Helper()
	same := []string{"lang", "badNetListNext", "rulesNoneNext", "diffSitesNext"}
	for i := range th.NumField() {
		name := th.Type().Field(i).Name
		if th.Field(i).Kind() == reflect.Struct {
			wholeTexts(t, th.Field(i), en.Field(i))
			continue
		}
		if th.Field(i).Kind() == reflect.Map {
			for _, k := range en.Field(i).MapKeys() {
				if !th.Field(i).MapIndex(k).IsValid() {
					t.Errorf("%s: Thai lacks %v", name, k)
				}
			}
			if th.Field(i).Len() != en.Field(i).Len() {
				t.Errorf("%s: %d entries in Thai, %d in English", name, th.Field(i).Len(), en.Field(i).Len())
			}
			continue
		}
		a, b := th.Field(i).String(), en.Field(i).String()
		if a == "" || b == "" {
			t.Errorf("%s is empty: %q, %q", name, a, b)
		}
		if va, vb := verb.FindAllString(a, -1), verb.FindAllString(b, -1); !slices.Equal(va, vb) {
			t.Errorf("%s: verbs differ: %q, %q", name, va, vb)
		}
		if slices.Contains(same, name) || strings.HasSuffix(strings.ToLower(name), "example") || !lettered.MatchString(verb.ReplaceAllString(b, "")) {
			continue
		}
		if !thaiIn(a) {
			t.Errorf("%s: no Thai in %q", name, a)
		}
		if thaiIn(b) && name != "officesLong" { // which names columns that are Thai
			t.Errorf("%s: Thai in the English %q", name, b)
		}
	}
}

func thaiIn(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Thai, r) {
			return true
		}
	}
	return false
}

// Every verdict has a word, and every reason that can keep the program from a
// home page has a way out.
func TestTextsCoverTheCodes(t *testing.T) {
	for _, lang := range []string{langThai, langEnglish} {
		tx := textsOf(lang)
		for _, v := range append(checks.Verdicts(), checks.Untested) {
			if tx.verdicts[v] == "" {
				t.Errorf("%s: no word for verdict %s", lang, v)
			}
		}
		for _, r := range []checks.Reason{checks.SiteDown, checks.BadResponse, checks.DNS, checks.TLS, checks.Timeout, checks.Robots, checks.Blocked, checks.Challenge,
			checks.SignIn, checks.Private, checks.OutsideOnly, checks.DeadLink, checks.HTTPStatus, checks.RedirectLoop, checks.EmptyFile, checks.Stopped, checks.Budget} {
			if o := tx.noSite[r]; o.what == "" || o.next == "" {
				t.Errorf("%s: no way out for %s", lang, r)
			}
		}
	}
}
