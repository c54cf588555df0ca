package wcag_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/wcag"
)

// scripted is a browser whose pages say what they are told to.
type scripted struct {
	says     map[string]string // by the end of the address
	unstyled map[string]int
	fails    map[string]error
	asked    []string
}

func (s *scripted) Run(_ context.Context, url, _ string, _ int) (json.RawMessage, []string, []string, error) {
	s.asked = append(s.asked, url)
	for end, err := range s.fails {
		if strings.HasSuffix(url, end) {
			return nil, nil, nil, err
		}
	}
	for end, value := range s.says {
		if strings.HasSuffix(url, end) {
			return json.RawMessage(value), make([]string, s.unstyled[end]), nil, nil
		}
	}
	return json.RawMessage(`{"version":"4","passed":{"document-title":1}}`), nil, nil, nil
}

type because checks.Reason

func (b because) Error() string         { return string(b) }
func (b because) Reason() checks.Reason { return checks.Reason(b) }

// fault is what our script says of one rule that fails in one place.
func fault(id, region, path string, n int) string {
	return fmt.Sprintf(`{"rule":%q,"n":%d,"places":[{"region":%q,"path":%q,"n":%d,"quote":"<img>"}]}`, id, n, region, path, n)
}

func judge(c *wcag.Check, name string, site *checks.Site) checks.Answer {
	return c.Judge(name, site, time.Time{})
}

// TestAFootersFaultIsOne: what all pages show in one place of their template is
// one fault.
func TestAFootersFaultIsOne(t *testing.T) {
	footer := fault("image-alt", "footer", "footer > a > img", 2)
	b := &scripted{says: map[string]string{
		"/":  `{"version":"4","passed":{"image-alt":3,"html-has-lang":1,"color-contrast":40},"failed":[` + footer + `]}`,
		"/a": `{"version":"4","passed":{"image-alt":3,"html-has-lang":1,"color-contrast":10},"failed":[` + footer + `]}`,
		"/b": `{"version":"4","passed":{"html-has-lang":1},"failed":[` + footer + `,` + fault("image-alt", "main", "main > img", 1) + `],"unsure":[{"rule":"color-contrast","n":4,"places":[{"region":"main","path":"main > p","n":4,"key":"bgImage"}]}]}`,
	}}
	site := siteOf("http://sso.example", "", "a", "b")
	c, m := gather(t, b, site)
	if len(b.asked) != 3 || len(m.Rules) != 3 {
		t.Fatalf("asked %v, %d rules", b.asked, len(m.Rules))
	}
	r := m.Rules[2]
	if r.ID != "image-alt" || r.Passed != 6 || r.Failed != 7 || len(r.Faults) != 2 || r.Faults[0].N != 6 || !slices.Equal(r.Faults[0].Pages, []int{0, 1, 2}) {
		t.Errorf("%+v", r)
	}
	a := judge(c, wcag.AA, site)
	if a.Verdict != checks.Partial || len(a.Parts.Have) != 1 || len(a.Parts.Missing) != 1 || !strings.Contains(a.Parts.Missing[0], "image-alt") {
		t.Errorf("%+v %+v", a, a.Parts)
	}
	for _, want := range []string{"ส่วนท้าย 6 จุด ใน 3 จาก 3 หน้า", "WCAG 1.1.1", "แก้: ใส่ alt"} {
		if !strings.Contains(a.Evidence[0].Quote, want) {
			t.Errorf("%q lacks %q", a.Evidence[0].Quote, want)
		}
	}
	if want := `document.querySelectorAll("footer > a > img")`; !strings.Contains(a.Evidence[0].Why, want) {
		t.Errorf("%q lacks %q", a.Evidence[0].Why, want)
	}
	if a := judge(c, wcag.Alt, site); a.Verdict != checks.Partial || len(a.Evidence) != 2 || !strings.Contains(a.Evidence[0].Quote, "ผิด 7 จาก 13 จุด") {
		t.Errorf("%+v", a)
	}
	if a := judge(c, wcag.Contrast, site); a.Verdict != checks.NeedsEyes || !strings.Contains(a.Question, "4 จุด") || !strings.Contains(a.Question, "ภาพพื้น") {
		t.Errorf("%+v", a)
	}
	if a := judge(c, wcag.Lang, site); a.Verdict != checks.Found || len(a.Evidence) != 1 {
		t.Errorf("%+v", a)
	}
	if a := judge(c, wcag.Labels, site); a.Verdict != checks.NotRequired {
		t.Errorf("%+v", a)
	}
}

func TestVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		page     string
		unstyled int
		ask      string
		want     checks.Verdict
	}{
		"all passes":              {page: `{"passed":{"image-alt":3}}`, ask: wcag.AA, want: checks.Found},
		"all fails":               {page: `{"failed":[` + fault("image-alt", "main", "img", 3) + `]}`, ask: wcag.Alt, want: checks.Absent},
		"contrast fails":          {page: `{"passed":{"color-contrast":9},"failed":[` + fault("color-contrast", "main", "p", 3) + `]}`, ask: wcag.Contrast, want: checks.Partial},
		"contrast fails unstyled": {page: `{"passed":{"color-contrast":9},"failed":[` + fault("color-contrast", "main", "p", 3) + `]}`, unstyled: 1, ask: wcag.Contrast, want: checks.NeedsEyes},
		"contrast holds unstyled": {page: `{"passed":{"color-contrast":9}}`, unstyled: 1, ask: wcag.Contrast, want: checks.NeedsEyes},
		"alt fails unstyled":      {page: `{"passed":{"image-alt":9},"failed":[` + fault("image-alt", "main", "p", 3) + `]}`, unstyled: 1, ask: wcag.Alt, want: checks.Partial},
		"a rule of another axe":   {page: `{"failed":[` + fault("no-such-rule", "main", "p", 3) + `]}`, ask: wcag.AA, want: checks.Absent},
		"only 2.2 fails":          {page: `{"passed":{"image-alt":3},"failed":[` + fault("target-size", "menu", "a", 3) + `]}`, ask: wcag.AA, want: checks.Found},
		"no value":                {page: `null`, ask: wcag.AA, want: checks.CouldNotLook},
		"some other value":        {page: `[1]`, ask: wcag.AA, want: checks.CouldNotLook},
	} {
		t.Run(name, func(t *testing.T) {
			site := siteOf("http://sso.example", "")
			check, _ := gather(t, &scripted{says: map[string]string{"/": c.page}, unstyled: map[string]int{"/": c.unstyled}}, site)
			if a := judge(check, c.ask, site); a.Verdict != c.want {
				t.Errorf("%s %v, want %s", a.Verdict, a.Reasons, c.want)
			}
		})
	}
}

// TestBlind: without a browser nothing is said, and nothing guessed.
func TestBlind(t *testing.T) {
	names := []string{"", "a", "b"}
	for name, c := range map[string]struct {
		browser wcag.Browser
		drawn   bool // by the crawl
		want    checks.Verdict
		why     checks.Reason
	}{
		"no browser":             {want: checks.CouldNotLook, why: checks.NeedsRender},
		"not asked for":          {drawn: true, want: checks.CouldNotLook, why: checks.NotMeasured},
		"a browser that breaks":  {browser: &scripted{fails: map[string]error{"": because(checks.NeedsRender)}}, drawn: true, want: checks.CouldNotLook, why: checks.NeedsRender},
		"pages that do not end":  {browser: &scripted{fails: map[string]error{"": errors.New("no end")}}, drawn: true, want: checks.CouldNotLook, why: checks.Timeout},
		"one page that does not": {browser: &scripted{fails: map[string]error{"/a": errors.New("no end")}}, drawn: true, want: checks.Found},
	} {
		t.Run(name, func(t *testing.T) {
			site := siteOf("http://sso.example", names...)
			site.Renderer = c.drawn
			check := wcag.New(wcag.Options{Browser: c.browser})
			raw, err := check.Gather(t.Context(), site, nil)
			if err != nil || (raw == nil) != (c.browser == nil) {
				t.Fatalf("%s %v", raw, err)
			}
			if raw != nil {
				site.Measured = map[string]json.RawMessage{check.Key(): raw}
			}
			for _, ask := range check.Names() {
				a := judge(check, ask, site)
				if ask == wcag.AA && a.Verdict != c.want || c.why != "" && (a.Verdict != c.want || len(a.Reasons) != 1 || a.Reasons[0] != c.why) {
					t.Errorf("%s: %s %v, want %s %s", ask, a.Verdict, a.Reasons, c.want, c.why)
				}
			}
		})
	}
}

// TestMeasurementIsBounded: a site that breaks everything everywhere does not
// fill the record.
func TestMeasurementIsBounded(t *testing.T) {
	var failed []string
	for i, id := range wcag.RuleIDs() {
		var places []string
		for k := range 20 {
			places = append(places, fmt.Sprintf(`{"region":"main","path":"%s%d","n":1,"quote":"%s"}`, strings.Repeat("p", 190), i*100+k, strings.Repeat("ก", 160)))
		}
		failed = append(failed, fmt.Sprintf(`{"rule":%q,"n":20,"places":[%s]}`, id, strings.Join(places, ",")))
	}
	page := `{"failed":[` + strings.Join(failed, ",") + `],"unsure":[` + strings.Join(failed, ",") + `]}`
	site := siteOf("http://sso.example", "", "a")
	check, m := gather(t, &scripted{says: map[string]string{"/": page, "/a": page}}, site)
	if n := len(site.Measured[check.Key()]); n > 256<<10 || len(m.Rules) != len(wcag.RuleIDs()) {
		t.Errorf("%d bytes, %d rules", n, len(m.Rules))
	}
	for _, ask := range check.Names() {
		a := judge(check, ask, site)
		for _, e := range a.Evidence {
			if len([]rune(e.Quote)) > 300 {
				t.Errorf("%s: a quote of %d characters", ask, len([]rune(e.Quote)))
			}
		}
		if a.Verdict != checks.Absent {
			t.Errorf("%s: %s", ask, a.Verdict)
		}
	}
}

func FuzzJudge(f *testing.F) {
	for _, s := range []string{``, `null`, `{"pages":[{}],"rules":[{"id":"x","failed":1,"faults":[{"pages":[9,-1]}]}]}`, `{"pages":[{"fault":"x"}]}`, `{"pages":[{}],"rules":[null]}`,
		`{"pages":[{}],"rules":[{"id":"image-alt","unsure":2,"doubts":[null]}]}`} {
		f.Add([]byte(s))
	}
	c := wcag.New(wcag.Options{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		site := siteOf("http://sso.example", "")
		site.Measured = map[string]json.RawMessage{c.Key(): raw}
		for _, name := range c.Names() {
			if a := judge(c, name, site); !a.Verdict.Valid() || a.Verdict == checks.NeedsEyes && a.Question == "" {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
