package language_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/language"
)

const (
	home    = "http://sso.test/"
	thai    = "สำนักงานสาธารณสุขอำเภอตัวอย่างให้บริการประชาชนทุกวันในเวลาราชการ"
	english = "The district public health office serves the people of all sub-districts every working day of the week, free of charge."
)

func page(url, lang, text string, links ...checks.Link) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, Lang: lang, Links: links, IDs: map[string]bool{}}
	c.Blocks = []checks.Block{{Kind: checks.BlockText, Region: checks.RegionMain, Text: text}}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url}, Content: c}
}

func judge(name string, gaps []checks.Gap, pages ...*checks.Page) checks.Answer {
	return language.Check{}.Judge(name, &checks.Site{Home: home, Pages: pages, Gaps: gaps}, time.Time{})
}

func TestLang(t *testing.T) {
	for name, tc := range map[string]struct {
		pages  []*checks.Page
		want   checks.Verdict
		reason checks.Reason
	}{
		"nothing seen":             {nil, checks.CouldNotLook, checks.Coverage},
		"declared":                 {[]*checks.Page{page(home, "th", thai), page(home+"a", "th-TH", thai)}, checks.Found, ""},
		"underscore":               {[]*checks.Page{page(home, "th_TH", thai)}, checks.Found, ""},
		"nowhere":                  {[]*checks.Page{page(home, "", thai)}, checks.Absent, ""},
		"on half of the pages":     {[]*checks.Page{page(home, "th", thai), page(home+"a", "", thai)}, checks.Partial, checks.PartsMissing},
		"a lie left by a template": {[]*checks.Page{page(home, "en-US", thai)}, checks.Absent, checks.LabelConflict},
		"an English page in Thai":  {[]*checks.Page{page(home, "th", english)}, checks.Absent, checks.LabelConflict},
		"an English page":          {[]*checks.Page{page(home, "th", thai), page(home+"en", "en", english)}, checks.Found, ""},
		"too little text to tell":  {[]*checks.Page{page(home, "th", "404")}, checks.Found, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(language.Lang, nil, tc.pages...)
			if a.Verdict != tc.want || tc.reason != "" && (len(a.Reasons) == 0 || a.Reasons[0] != tc.reason) {
				t.Errorf("%s %v, want %s %s", a.Verdict, a.Reasons, tc.want, tc.reason)
			}
		})
	}
}

func TestEnglish(t *testing.T) {
	to := func(text, url string) checks.Link {
		l := checks.Link{Kind: checks.LinkAnchor, Text: text, URL: url, Key: url}.With(checks.Wording{Href: url})
		if url == "#" {
			l = checks.Link{Kind: checks.LinkEmpty, Text: text}.With(checks.Wording{Href: "#"})
		}
		return l
	}
	long := strings.Repeat(english+" ", 3)
	for name, tc := range map[string]struct {
		gaps   []checks.Gap
		pages  []*checks.Page
		want   checks.Verdict
		reason checks.Reason
	}{
		"switch to an English page":  {nil, []*checks.Page{page(home, "th", thai, to("EN", home+"en/")), page(home+"en/", "en", english)}, checks.Found, ""},
		"written in Thai":            {nil, []*checks.Page{page(home, "th", thai, to("ภาษาอังกฤษ", home+"en/")), page(home+"en/", "en", english)}, checks.Found, ""},
		"switch to a Thai page":      {nil, []*checks.Page{page(home, "th", thai, to("English", home+"en/")), page(home+"en/", "en", thai)}, checks.Absent, checks.TitleWithoutContent},
		"switch to nowhere":          {nil, []*checks.Page{page(home, "th", thai, to("EN", "#"))}, checks.Absent, checks.EmptyLink},
		"switch to a dead page":      {[]checks.Gap{{URL: home + "en/", Reason: checks.DeadLink}}, []*checks.Page{page(home, "th", thai, to("EN", home+"en/"))}, checks.Absent, checks.DeadLink},
		"switch that was not opened": {[]checks.Gap{{URL: home + "en/", Reason: checks.Robots}}, []*checks.Page{page(home, "th", thai, to("EN", home+"en/"))}, checks.CouldNotLook, checks.Robots},
		"no switch":                  {nil, []*checks.Page{page(home, "th", thai, to("ENT clinic", home+"ent"))}, checks.Absent, ""},
		"English page, no switch":    {nil, []*checks.Page{page(home, "th", thai), page(home+"en/about", "th", long)}, checks.Partial, checks.PartsMissing},
		"English article":            {nil, []*checks.Page{page(home, "th", thai), page(home+"news", "th", long)}, checks.Absent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(language.English, tc.gaps, tc.pages...)
			if a.Verdict != tc.want || tc.reason != "" && (len(a.Reasons) == 0 || a.Reasons[0] != tc.reason) {
				t.Errorf("%s %v, want %s %s", a.Verdict, a.Reasons, tc.want, tc.reason)
			}
		})
	}
}

// A flag is a switch as well; the flag beside another link is not.
func TestEnglishFlag(t *testing.T) {
	p := page(home, "th", thai, checks.Link{Kind: checks.LinkAnchor, URL: home + "th/", Key: home + "th/"}, checks.Link{Kind: checks.LinkAnchor, URL: home + "en/", Key: home + "en/"})
	p.Content.Blocks = append(p.Content.Blocks, checks.Block{Kind: checks.BlockText}.WithLinks(0, 1).WithImages(0, 1))
	p.Content.Images = []checks.Image{{File: "th.png"}, {File: "flag-uk.png"}}
	p.Content.Links[0].Block, p.Content.Links[1].Block = 1, 1
	if a := judge(language.English, nil, p, page(home+"en/", "en", english), page(home+"th/", "th", thai)); a.Verdict != checks.Found {
		t.Errorf("%+v", a)
	}
}

// Machine translation is for a person to accept.
func TestEnglishMachine(t *testing.T) {
	p := page(home, "th", thai)
	p.Content.Scripts = []string{"https://translate.google.com/translate_a/element.js?cb=x"}
	if a := judge(language.English, nil, p); a.Verdict != checks.NeedsEyes || a.Question == "" {
		t.Errorf("%+v", a)
	}
}
