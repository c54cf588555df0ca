package reports

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// The mistakes of a caller that [New] refuses.
var (
	ErrNoAudit    = errors.New("ไม่มีผลการตรวจให้ทำรายงาน")
	ErrNoFindings = errors.New("ผลการตรวจไม่มีข้อกำหนดเลยสักข้อ จึงทำรายงานไม่ได้")
)

// New puts an audit in order and in words, with decisions alone beside it; see
// [Answered].
func New(a *checks.Audit, decisions []checks.Decision, lang string) (*Report, error) {
	if a == nil {
		return nil, ErrNoAudit
	}
	return Answered(a, statements(a, decisions), lang)
}

// Answered puts an audit in order and in words. What people said stands beside
// the findings that they speak of and changes neither verdicts nor scores; where
// two speak of one finding the later one is shown. What is said of another office
// is passed over. The language is "th" or "en".
func Answered(a *checks.Audit, said []checks.Statement, lang string) (*Report, error) {
	if a == nil {
		return nil, ErrNoAudit
	}
	if len(a.Findings) == 0 {
		return nil, ErrNoFindings
	}
	t, ok := tongueOf(lang)
	if !ok {
		return nil, fmt.Errorf("ไม่รู้จักภาษา %q ที่ใช้ได้คือ %s", lang, strings.Join(Languages(), ", "))
	}
	b := &writer{tongue: t, places: map[string]string{}, audit: a, asOf: asOf(a), anchors: map[string]bool{}, titles: map[string]string{}, verdicts: map[string]checks.Verdict{}}
	said = slices.DeleteFunc(slices.Clone(said), func(s checks.Statement) bool { return s.Office != a.Office.Key() })
	b.said = checks.LastSaid(said)
	for i := range a.Findings {
		f := &a.Findings[i]
		if !f.Verdict.Valid() {
			return nil, fmt.Errorf("ข้อ %s %s: ไม่รู้จักผลตรวจ %q", f.Standard, f.ID, f.Verdict)
		}
		b.titles[f.Standard+"\x00"+f.ID] = Clean(f.Title)
		b.verdicts[f.Standard+"\x00"+f.ID] = f.Verdict
	}
	b.keepers = keepers(a)
	r := b.report(lang)
	r.Answers = b.answers(said)
	return r, nil
}

// keepers are the units that the audit's first standard names for all of its
// items: a standard that names nobody leaves what is missing on the website to
// those who keep it.
func keepers(a *checks.Audit) Units {
	var u Units
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Standard != a.Findings[0].Standard || f.Responsible == "" || f.Reviewer == "" {
			continue
		}
		if u.Responsible == "" {
			u = Units{Responsible: Clean(f.Responsible), Reviewer: Clean(f.Reviewer)}
		} else if !SameUnit(u.Responsible, f.Responsible) || !SameUnit(u.Reviewer, f.Reviewer) {
			return Units{}
		}
	}
	return u
}

// asOf reads the day as of which the audit judged, in Bangkok. An audit without
// one is taken as of the day of its visit.
func asOf(a *checks.Audit) time.Time {
	if day, err := time.ParseInLocation("2006-01-02", a.AsOf, bangkok()); err == nil {
		return day
	}
	if a.SeenAt.IsZero() {
		return a.SeenAt
	}
	seen := local(a.SeenAt)
	return time.Date(seen.Year(), seen.Month(), seen.Day(), 0, 0, 0, 0, seen.Location())
}

// writer holds what is needed while one report is written.
type writer struct {
	tongue
	audit    *checks.Audit
	asOf     time.Time
	said     map[string]checks.Last // by standard and id
	anchors  map[string]bool
	places   map[string]string         // anchors already given, by kind, standard and id
	keepers  Units                     // of the website
	titles   map[string]string         // by standard and id
	verdicts map[string]checks.Verdict // the same
}

func (b *writer) report(lang string) *Report {
	a := b.audit
	o := &a.Office
	r := &Report{Lang: lang, Labels: b.labels(), Audit: a, Office: Clean(o.Name), Code: Clean(o.Code), Home: linkTo(o.Home),
		Date: b.longDay(a.SeenAt), Fiscal: b.fiscal(a.FiscalYear), AsOf: b.longDay(b.asOf), Program: Clean(a.Program),
		Visited: local(a.SeenAt), Judged: local(b.asOf)}
	if r.Office == "" {
		r.Office = r.Home.Text
	}
	r.Title = b.of(words{"รายงานผลการตรวจเว็บไซต์", "Website audit report"})
	r.Place = b.where(o)
	for _, id := range b.standards() {
		r.Sections = append(r.Sections, b.section(id))
	}
	b.shorten(r.Sections)
	r.Tally = b.tally(r.Sections)
	r.ToDos = b.todos(r.Sections)
	r.Coverage = b.coverage()
	r.Warnings = b.notices()
	r.UnitsNote = b.unitsNote(r.Sections)
	r.Method = b.method()
	b.front(r)
	return r
}

func (b *writer) where(o *checks.Office) string {
	var parts []string
	if d := Clean(o.District); d != "" {
		parts = append(parts, b.say(words{"อำเภอ%s", "%s district"}, strings.TrimPrefix(d, "อำเภอ")))
	}
	if p := Clean(o.Province); p != "" {
		parts = append(parts, b.say(words{"จังหวัด%s", "%s province"}, strings.TrimPrefix(p, "จังหวัด")))
	}
	return strings.Join(parts, " ")
}

// standards lists the ids of the standards in the audit's order; one that only
// findings name comes last.
func (b *writer) standards() []string {
	var out []string
	for _, s := range b.audit.Standards {
		out = append(out, s.ID)
	}
	for i := range b.audit.Findings {
		if id := b.audit.Findings[i].Standard; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return slices.DeleteFunc(out, func(id string) bool {
		return !slices.ContainsFunc(b.audit.Findings, func(f checks.Finding) bool { return f.Standard == id })
	})
}

func (b *writer) section(id string) Section {
	used := checks.StandardUsed{ID: id, Title: id}
	for _, s := range b.audit.Standards {
		if s.ID == id {
			used = s
		}
	}
	s := Section{ID: Clean(id), Anchor: b.anchor("s-" + id), Title: Clean(used.Title), Edition: Clean(used.Edition), Force: b.look(forceWords, used.Authority), Digest: Clean(used.Digest)}
	s.Status = b.certainty(used.Status)
	for _, c := range b.categories(used) {
		s.Groups = append(s.Groups, b.group(id, c))
	}
	b.inherit(s.Groups)
	var counts [][]Count
	for i := range s.Groups {
		s.Leaves += s.Groups[i].Leaves
		counts = append(counts, s.Groups[i].Tally)
	}
	s.Tally = add(counts...)
	if score, ok := b.audit.Scores[id]; ok {
		s.Scores = b.scores(score)
	} else if len(b.audit.Standards) == 1 {
		s.Scores = b.scores(b.audit.Score)
	}
	s.Formula = b.formula()
	return s
}

// shortTitle is how long a title may be, in characters, to serve as a name.
const shortTitle = 32

// shorten names each section by its title without what stands in brackets, or,
// where that is long or in another language, by whose word it is if no other
// one is named so.
func (b *writer) shorten(sections []Section) {
	taken := map[string]bool{"": true}
	for i := range sections {
		s := &sections[i]
		s.Short = s.Title
		if head, _, ok := strings.Cut(s.Title, " ("); ok && head != "" && !taken[head] {
			s.Short = head
		}
		if (b.tongue == english || utf8.RuneCountInString(s.Short) > shortTitle) && !taken[s.Force] {
			s.Short = s.Force
		}
		taken[s.Short] = true
	}
}

// categories lists a standard's rows in its order; findings of a category that
// the standard does not name come after.
func (b *writer) categories(used checks.StandardUsed) []checks.CategoryUsed {
	out := slices.Clone(used.Categories)
	for i := range b.audit.Findings {
		f := &b.audit.Findings[i]
		if f.Standard != used.ID || slices.ContainsFunc(out, func(c checks.CategoryUsed) bool { return c.ID == f.Category }) {
			continue
		}
		c := checks.CategoryUsed{ID: f.Category}
		if f.Category == "" {
			c.Title = b.of(words{"ข้ออื่น ๆ", "Other items"})
		}
		out = append(out, c)
	}
	return out
}

func (b *writer) group(standard string, c checks.CategoryUsed) Group {
	g := Group{ID: Clean(c.ID), Anchor: b.place("g", standard, c.ID), Title: Clean(c.Title)}
	var procedures, responsibles, reviewers []string
	var parents []string
	n := map[checks.Verdict]int{}
	given := map[string]bool{}
	for i := range b.audit.Findings {
		f := &b.audit.Findings[i]
		if f.Standard != standard || f.Category != c.ID {
			continue
		}
		row := b.row(f)
		if !given[f.ID] {
			row.Anchor = b.place("i", standard, f.ID)
		} else { // an audit of another program's may name one item twice
			row.Anchor = b.anchor("i-" + standard + "-" + f.ID)
		}
		given[f.ID] = true
		for _, p := range parents {
			if strings.HasPrefix(f.ID, p+".") {
				row.Depth++
			}
		}
		if f.Parent {
			parents = append(parents, f.ID)
		} else {
			n[f.Verdict]++
			g.Leaves++
			if it, ok := b.lacking(row, f); ok {
				g.Lacking = append(g.Lacking, it)
			}
		}
		procedures, responsibles, reviewers = append(procedures, row.Procedure), append(responsibles, row.Responsible), append(reviewers, row.Reviewer)
		g.Rows = append(g.Rows, row)
	}
	g.Tally = b.counts(n)
	g.Result = b.tallyLine(g.Tally)
	g.Procedure = shared(Clean(c.Procedure), procedures)
	// An office's own units stand over the standard's, on its rows as on its leaves.
	o := &b.audit.Office
	g.Units = b.units(shared(Clean(first(o.Responsible, c.Responsible)), responsibles), shared(Clean(first(o.Reviewer, c.Reviewer)), reviewers))
	return g
}

// inherit fills what a row of the founding table leaves empty from the row
// above: empty cells there are merged ones (domain handbook §2.1).
func (b *writer) inherit(groups []Group) {
	for i := 1; i < len(groups); i++ {
		if groups[i].Procedure == "" {
			groups[i].Procedure = groups[i-1].Procedure
		}
	}
}

// shared gives the row's own text, or else what its requirements have in
// common, or else all they say.
func shared(own string, each []string) string {
	if own != "" {
		return own
	}
	var out []string
	for _, s := range each {
		if s != "" && !slices.ContainsFunc(out, func(o string) bool { return SameUnit(o, s) }) {
			out = append(out, s)
		}
	}
	if len(out) > 4 {
		out = append(out[:4], "…")
	}
	return strings.Join(out, " / ")
}

// place gives the anchor of an item ("i") or a row of a standard ("g"), the same
// each time, so that one can be named before it is written.
func (b *writer) place(kind, standard, id string) string {
	key := kind + "\x00" + standard + "\x00" + id
	if _, ok := b.places[key]; !ok {
		b.places[key] = b.anchor(kind + "-" + standard + "-" + id)
	}
	return b.places[key]
}

// anchor makes a name that is safe in an address's fragment and used once.
func (b *writer) anchor(from string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, from)
	for base, n := name, 2; b.anchors[name]; n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	b.anchors[name] = true
	return name
}
