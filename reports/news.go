package reports

import (
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// NewsSchema is the value of News.Schema that this program writes.
const NewsSchema = "truatweb/news/1"

// News is what an audit brought, to be told to people and programs that were not
// there. Its JSON form is stable.
type News struct {
	Schema     string    `json:"schema"` // NewsSchema
	Program    string    `json:"program"`
	Office     string    `json:"office"`
	Code       string    `json:"code,omitempty"`
	Home       string    `json:"home"`
	AsOf       string    `json:"as_of"` // 2006-01-02, Asia/Bangkok
	FiscalYear int       `json:"fiscal_year"`
	SeenAt     time.Time `json:"seen_at"`
	First      bool      `json:"first"`             // there is no earlier audit to compare with
	Trouble    string    `json:"trouble,omitempty"` // why the site could not be looked at at all
	// Missing of Required: the required leaves of the first standard that must be
	// mended, and all of its required leaves.
	Missing  int     `json:"missing"`
	Required int     `json:"required"`
	Changes  Changes `json:"changes"` // all Added where First
	Subject  string  `json:"subject"` // one line
	Text     string  `json:"text"`    // some lines, plain
	// Round is what a whole round brought; then no office is named.
	Round *RoundNews `json:"round,omitempty"`
	// Files go along where there is room for them: by mail.
	Files []NewsFile `json:"-"`
}

// RoundNews is what a round of audits brought.
type RoundNews struct {
	Name        string `json:"name"`
	Offices     int    `json:"offices"`
	Looked      int    `json:"looked"`      // of them that could be looked at
	Comparable  int    `json:"comparable"`  // of them, far enough
	Provisional bool   `json:"provisional"` // too few of them for the round's figures to stand
	Where       string `json:"where"`       // its page, as a path on the machine that wrote it
}

// NewsFile is a file that goes with news.
type NewsFile struct {
	Name, Type string
	Body       []byte
}

// mostNews bounds the changes that are told in words.
const mostNews = 20

// NewsOf says what an audit brought since an earlier one of the same office, nil
// if there is none. trouble says, in words, why nothing could be looked at; "" if
// something could. An unknown language is Thai.
func NewsOf(now, earlier *checks.Audit, trouble, lang string) News {
	t, _ := tongueOf(lang)
	n := News{Schema: NewsSchema, Program: Clean(now.Program), Office: Clean(now.Office.Name), Code: Clean(now.Office.Code), Home: linkTo(now.Office.Home).Text,
		AsOf: now.AsOf, FiscalYear: now.FiscalYear, SeenAt: now.SeenAt, First: earlier == nil, Trouble: Clean(trouble), Changes: Compare(earlier, now)}
	if n.Office == "" {
		n.Office = n.Home
	}
	n.Missing, n.Required = missing(now)
	n.Subject = t.of(words{"[ตรวจเว็บ] ", "[truatweb] "}) + n.Office + ": " + t.headline(&n)
	n.Text = strings.Join(t.news(&n), "\n") + "\n"
	return n
}

// Headline is the counts in one line, without the office.
func (n *News) Headline(lang string) string {
	t, _ := tongueOf(lang)
	return t.headline(n)
}

// Changed reports whether anything is other than before; without an earlier
// audit all is.
func (n *News) Changed() bool {
	return n.First || n.Changes.Any() || n.Round != nil && n.Changes.Better+n.Changes.Worse+n.Changes.Aside > 0
}

// Worsened reports whether something was lost, or the site, which could be looked
// at before, could not.
func (n *News) Worsened() bool { return n.Changes.Worse > 0 || n.Trouble != "" && n.Changed() }

// missing counts the required leaves of the first standard: those to be mended, and all.
func missing(a *checks.Audit) (lack, of int) {
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Standard != a.Findings[0].Standard || f.Parent || f.Level != string(rules.LevelRequired) {
			continue
		}
		of++
		if f.Verdict.EARL() == "failed" {
			lack++
		}
	}
	return lack, of
}

func (t tongue) headline(n *News) string {
	if n.Trouble != "" {
		return t.of(words{"เข้าดูเว็บไม่ได้", "the site could not be looked at"})
	}
	lack := t.say(words{"ยังขาด %d จาก %d ข้อที่ต้องมี", "%d of %d required items missing"}, n.Missing, n.Required)
	if n.First {
		return t.of(words{"ตรวจครั้งแรก · ", "first audit · "}) + lack
	}
	c := &n.Changes
	line := t.say(words{"ดีขึ้น %d · แย่ลง %d · เท่าเดิม %d", "%d better · %d worse · %d same"}, c.Better, c.Worse, c.Same)
	if c.Aside > 0 {
		line += t.say(words{" · ต้องดูใหม่ %d", " · %d to look at again"}, c.Aside)
	}
	if c.Added > 0 {
		line += t.say(words{" · ข้อใหม่ %d", " · %d new"}, c.Added)
	}
	if c.Dropped > 0 {
		line += t.say(words{" · ไม่ตรวจแล้ว %d", " · %d no longer judged"}, c.Dropped)
	}
	return line + " · " + lack
}

func (t tongue) news(n *News) []string {
	out := []string{n.Office, n.Home}
	if !n.SeenAt.IsZero() {
		out = append(out, t.of(words{"ตรวจเมื่อ ", "Audited on "})+t.moment(n.SeenAt))
	}
	out = append(out, t.headline(n))
	if n.Trouble != "" {
		out = append(out, n.Trouble)
	}
	if len(n.Changes.Rules) > 0 {
		out = append(out, t.say(words{"กฎของชุด %s ต่างจากครั้งก่อน ผลที่เปลี่ยนจึงอาจไม่ได้มาจากเว็บ", "The rules of %s differ from last time, so a change need not be the site's."}, strings.Join(n.Changes.Rules, ", ")))
	}
	if n.First {
		return out
	}
	told, way := 0, Way("")
	for i := range n.Changes.List {
		c := &n.Changes.List[i]
		if told == mostNews {
			out = append(out, t.say(words{"และอีก %d ข้อ", "and %d more"}, len(n.Changes.List)-told))
			break
		}
		if c.Way != way {
			way = c.Way
			out = append(out, "", t.of(wayWords[way])+":")
		}
		out = append(out, "- "+t.change(c))
		told++
	}
	return out
}

func (t tongue) change(c *Change) string {
	line := Clean(c.Standard) + " " + Clean(c.ID) + " " + c.Title
	switch c.Way {
	case Added:
		return line + ": " + t.verdict(c.New).Text
	case Dropped:
		return line + ": " + t.verdict(c.Old).Text
	default:
		return line + ": " + t.verdict(c.Old).Text + " → " + t.verdict(c.New).Text
	}
}

var wayWords = map[Way]words{
	Better:  {"ดีขึ้น", "Better"},
	Worse:   {"แย่ลง", "Worse"},
	Aside:   {"เปลี่ยนไป ยังไม่นับว่าดีขึ้นหรือแย่ลง", "Changed, neither better nor worse"},
	Same:    {"เท่าเดิม", "Same"},
	Added:   {"ข้อที่ครั้งก่อนไม่ได้ตรวจ", "Not judged last time"},
	Dropped: {"ข้อที่ครั้งนี้ไม่ได้ตรวจ", "Not judged this time"},
	Missed:  {"หาไม่พบครั้งแรก", "Missed once"},
	Lost:    {"หายไป", "Lost"},
	Back:    {"กลับมาพบ", "Back again"},
}

// WayText names what became of a requirement, in a language.
func WayText(w Way, lang string) string {
	t, _ := tongueOf(lang)
	return t.look(map[string]words{string(w): wayWords[w]}, string(w))
}
