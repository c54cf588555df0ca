package reports_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"  ก\t\r\n ข  ":             "ก ข",
		"\x1b[31mแดง\x1b[0m\x07":    "[31mแดง[0m",
		"\u202Egnp.exe\u202C":       "gnp.exe",
		"คำ\u200Bไทย\uFEFF\u2066":   "คำไทย",
		"a\u2028b\u2029c\u00a0d":    "a b c d",
		"\xff\xfeก":                 "\uFFFDก",
		"=1+1":                      "=1+1",
		"น้ำ":                       "น้ำ",
		strings.Repeat("ก", 2000):   strings.Repeat("ก", 2000),
		strings.Repeat("ก", 2001):   strings.Repeat("ก", 1999) + "…",
		strings.Repeat("ก้", 1001):  strings.Repeat("ก้", 999) + "…",
		strings.Repeat("\x00", 9e4): "",
	} {
		if got := reports.Clean(in); got != want {
			t.Errorf("%.60q: %.60q, want %.60q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "ก้\x1b[2J", "\u202E\u2028\xff", strings.Repeat("ก้", 2000), "a\u200Bb\U000E0001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := reports.Clean(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 2000 {
			t.Fatalf("%q", got)
		}
		if strings.ContainsFunc(got, acts) || got != strings.TrimSpace(got) {
			t.Fatalf("%q still acts", got)
		}
		if again := reports.Clean(got); again != got {
			t.Fatalf("cleaned twice %q becomes %q", got, again)
		}
	})
}

// acts reports whether a character does something other than being seen.
func acts(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029
}

// TestNothingInAReportActs walks every text of a report of hostile texts.
func TestNothingInAReportActs(t *testing.T) {
	a := sample()
	dirty(reflect.ValueOf(a).Elem())
	for i := range a.Findings {
		a.Findings[i].Verdict = checks.Verdicts()[i%10]
	}
	decisions := []checks.Decision{{Standard: a.Findings[0].Standard, ID: a.Findings[0].ID, Verdict: checks.Found, Reason: hostile, Note: hostile, By: hostile, Unit: hostile}}
	for _, lang := range reports.Languages() {
		r := made(t, a, lang, decisions...)
		r.Audit = nil // the record itself stays as it was
		n := 0
		var walk func(path string, v reflect.Value)
		walk = func(path string, v reflect.Value) {
			switch v.Kind() {
			case reflect.String:
				n++
				if strings.ContainsFunc(v.String(), acts) {
					t.Errorf("%s: %q", path, v.String())
				}
				if strings.HasSuffix(path, ".Href") && v.String() != "" && !strings.HasPrefix(v.String(), "http://") && !strings.HasPrefix(v.String(), "https://") {
					t.Errorf("%s leads to %q", path, v.String())
				}
			case reflect.Struct:
				if v.Type().PkgPath() == "time" {
					return
				}
				for i := range v.NumField() {
					walk(path+"."+v.Type().Field(i).Name, v.Field(i))
				}
			case reflect.Slice:
				for i := range v.Len() {
					walk(path+"[]", v.Index(i))
				}
			case reflect.Pointer:
				if !v.IsNil() {
					walk(path, v.Elem())
				}
			}
		}
		walk("Report", reflect.ValueOf(r).Elem())
		if n < 1000 {
			t.Errorf("only %d texts looked at", n)
		}
	}
}

// dirty appends hostile characters to every text.
func dirty(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "\x1b[31m\u202E\u200B\x00")
	case reflect.Struct:
		if v.Type().PkgPath() == "time" {
			return
		}
		for i := range v.NumField() {
			dirty(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			dirty(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			dirty(v.Elem())
		}
	}
}

func TestLinks(t *testing.T) {
	link := func(address string) reports.Link {
		a := audit(leaf("1.1", checks.Found))
		a.Findings[0].Evidence = []checks.Evidence{{URL: address}}
		return rowOf(t, made(t, a, "th"), "1.1").Evidence[0].Link
	}
	for address, want := range map[string]reports.Link{
		"http://a.example/ก.html":                 {Href: "http://a.example/%E0%B8%81.html", Text: "http://a.example/ก.html"},
		"https://a.example/%E0%B8%81?x=1#y":       {Href: "https://a.example/%E0%B8%81?x=1#y", Text: "https://a.example/ก?x=1#y"},
		"http://user:secret@a.example/":           {Href: "http://a.example/", Text: "http://a.example/"},
		"javascript:alert(1)":                     {Text: "javascript:alert(1)"},
		"//evil.example/x":                        {Text: "//evil.example/x"},
		"data:text/html,x":                        {Text: "data:text/html,x"},
		"mailto:a@b.example":                      {Text: "mailto:a@b.example"},
		"http://":                                 {Text: "http://"},
		"":                                        {},
		"http://a.example/%E2%80%AE%00":           {Href: "http://a.example/%E2%80%AE%00", Text: "http://a.example/%E2%80%AE%00"},
		"HTTP://A.example/x":                      {Href: "http://A.example/x", Text: "http://A.example/x"},
		"http://a.example/\"><script>alert(1)":    {Href: "http://a.example/%22%3E%3Cscript%3Ealert%281%29", Text: `http://a.example/"><script>alert(1)`},
		"http://a.example/?q=\"><script>alert(1)": {Text: `http://a.example/?q="><script>alert(1)`},
	} {
		if got := link(address); got != want {
			t.Errorf("%q: %+v, want %+v", address, got, want)
		}
	}
	long := link("http://a.example/" + strings.Repeat("a", 300) + "/plan.pdf")
	if n := utf8.RuneCountInString(long.Text); n > 110 || !strings.HasSuffix(long.Text, "/plan.pdf") || !strings.HasPrefix(long.Text, "http://a.example/") || len(long.Href) < 300 {
		t.Errorf("a long address reads %q", long.Text)
	}
}
