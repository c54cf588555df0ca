package reports

import (
	"net/url"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Ruling is a person's decision, shown beside the finding.
type Ruling struct {
	Word     Word // the verdict, or that the office is excused
	Reason   string
	Note     string
	By       string
	Unit     string
	At       string
	Until    string // last day it holds, "" if without end
	Lapsed   bool   // that day had passed as of the audit
	Standing checks.Standing
	State    string // Standing as a sentence, "" where it simply holds
	Waiver   bool   // it excuses the office and judges nothing
	Approver string // of a waiver
	Scope    string // of a waiver
}

// Pointer is what the responsible unit replied to a finding.
type Pointer struct {
	Link  Link // "" where none was given
	Note  string
	By    string
	Unit  string
	At    string
	Shows string // what this audit saw there, as a sentence
}

// Answers lists the decisions that are to be known by themselves; each list has
// something in it.
type Answers struct {
	Sentence string // what was said in all, "" where nothing was
	Lists    []RuledList
}

// RuledList is the decisions that stand alike.
type RuledList struct {
	Code  string // "waived" or a checks.Standing
	Title string
	Note  string
	Items []Ruled
}

// Ruled is a requirement with its decision. Anchor is "" where the audit has no
// such requirement.
type Ruled struct {
	Item
	Ruling *Ruling
}

// waivedCode is the code of the Word of a waiver.
const waivedCode = "waived"

// ruled gives the Word of a decision: its verdict, or that it excuses.
func (b *writer) ruled(d *checks.Decision) Word {
	if d.Waiver != nil {
		return Word{Code: waivedCode, Text: b.of(waivedWord.name), Meaning: b.of(waivedWord.meaning), Class: waivedWord.class, Mark: waivedWord.mark}
	}
	return b.verdict(d.Verdict)
}

func (b *writer) ruling(d *checks.Decision, f *checks.Finding) *Ruling {
	standing := d.Standing(f, b.asOf)
	r := &Ruling{Word: b.ruled(d), Reason: b.ground(d), Note: Clean(d.Note), By: Clean(d.By), Unit: Clean(d.Unit),
		At: b.day(d.At), Until: b.day(d.Until), Lapsed: standing == checks.Lapsed, Standing: standing, State: b.state(d, f, standing)}
	if d.Waiver != nil {
		r.Waiver, r.Approver, r.Scope = true, Clean(d.Waiver.Approver), Clean(d.Waiver.Scope)
	}
	return r
}

func (b *writer) state(d *checks.Decision, f *checks.Finding, s checks.Standing) string {
	if s == checks.Unused && d.Waiver != nil && f != nil {
		return b.of(words{"ไม่ต้องใช้แล้ว เพราะข้อนี้ผ่านหรือไม่ต้องมีแล้ว", "No longer needed: the item is met, or does not apply."})
	}
	return b.look(standingWords, string(s))
}

// ground names the reason of a decision by the closed list that it is of.
func (b *writer) ground(d *checks.Decision) string {
	if d.Waiver != nil {
		return b.look(waiverReasonWords, d.Reason)
	}
	return b.look(decisionReasonWords, d.Reason)
}

// pointer words a reply, and what this audit saw at the address.
func (b *writer) pointer(r *checks.Reply, f *checks.Finding) *Pointer {
	p := &Pointer{Note: Clean(r.Note), By: Clean(r.By), Unit: Clean(r.Unit), At: b.day(r.At)}
	if r.URL == "" {
		return p
	}
	p.Link = linkTo(r.URL)
	p.Shows = b.shown(r, f)
	return p
}

func (b *writer) shown(r *checks.Reply, f *checks.Finding) string {
	at := sameAddress(r.URL)
	for i := range f.Evidence {
		e := &f.Evidence[i]
		if sameAddress(e.URL) == at {
			return b.say(words{"หน่วยงานชี้มาที่นี่ และโปรแกรมพบหลักฐานของข้อนี้ที่นี่ ผล: %s", "The unit pointed here, and the program found evidence for the item here: %s."}, b.verdict(f.Verdict).Text)
		}
	}
	for i := range f.Evidence {
		if slices.ContainsFunc(f.Evidence[i].Path, func(step string) bool { return sameAddress(step) == at }) {
			return b.say(words{"หน่วยงานชี้มาที่นี่ และโปรแกรมพบหลักฐานของข้อนี้ต่อจากหน้านี้ ผล: %s", "The unit pointed here, and the program found evidence for the item from here on: %s."}, b.verdict(f.Verdict).Text)
		}
	}
	for i := range f.Nearest {
		if m := &f.Nearest[i]; sameAddress(m.URL) == at {
			lack := strings.Join(b.things(m.Missing), ", ")
			if lack == "" {
				lack = b.reason(m.Reason)
			}
			return b.say(words{"หน่วยงานชี้มาที่นี่ และโปรแกรมดูแล้วเห็นว่าใกล้เคียง แต่ยังขาด: %s", "The unit pointed here, and what the program saw comes near but lacks: %s."}, first(lack, "-"))
		}
	}
	for i := range b.audit.Coverage.Gaps {
		if g := &b.audit.Coverage.Gaps[i]; sameAddress(g.URL) == at {
			return b.say(words{"หน่วยงานชี้มาที่นี่ และโปรแกรมดูไม่ได้: %s", "The unit pointed here, and the program could not see it: %s"}, b.reason(g.Reason))
		}
	}
	if local(r.At).After(local(b.audit.SeenAt)) {
		return b.of(words{"หน่วยงานชี้มาที่นี่หลังการตรวจครั้งนี้ โปรแกรมจะเปิดดูในการตรวจครั้งหน้า", "The unit pointed here after this audit; the next one looks at it."})
	}
	return b.of(words{"หน่วยงานชี้มาที่นี่ และไม่มีอะไรที่นี่เป็นหลักฐานในการตรวจครั้งนี้ ต้องให้คนเปิดดู", "The unit pointed here, and nothing here is evidence in this audit: a person must look."})
}

// sameAddress makes addresses comparable that lead to one page: by host, path
// and query, whatever the spelling.
func sameAddress(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return host + "/" + strings.Trim(u.Path, "/") + "?" + u.RawQuery
}

// answers lists what stands by itself of all that was said.
func (b *writer) answers(said []checks.Statement) Answers {
	lists := map[string][]Ruled{}
	n := map[bool]int{}
	replies := 0
	var keys []string
	for key, last := range b.said {
		if last.Decision != nil {
			keys = append(keys, key)
		}
		if last.Reply != nil {
			replies++
		}
	}
	order := b.order()
	slices.SortFunc(keys, func(x, y string) int {
		if i, j := order[x], order[y]; i != j && i > 0 && j > 0 {
			return i - j
		}
		return strings.Compare(x, y)
	})
	for _, key := range keys {
		d := b.said[key].Decision
		f := b.audit.Finding(d.Standard, d.ID)
		if f == nil && !slices.Contains(b.standards(), d.Standard) {
			continue // of a standard that this audit was not held against
		}
		r := b.ruling(d, f)
		n[r.Waiver]++
		code := string(r.Standing)
		if r.Standing == checks.Holds {
			if !r.Waiver {
				continue
			}
			code = waivedCode
		}
		it := Item{Standard: Clean(d.Standard), ID: Clean(d.ID), Title: b.titles[key], Word: r.Word}
		if f != nil {
			it.Anchor, it.Word = b.place("i", d.Standard, d.ID), b.verdict(f.Verdict)
		}
		lists[code] = append(lists[code], Ruled{Item: it, Ruling: r})
	}
	var out Answers
	if len(said) > 0 {
		out.Sentence = b.say(words{"คำวินิจฉัยของคน %s ข้อ ผ่อนผัน %s ข้อ คำตอบของหน่วยงาน %s ข้อ ทั้งหมดแสดงคู่กับผลของโปรแกรมและไม่เปลี่ยนคะแนน",
			"Decisions on %s items, waivers on %s, replies of the office on %s. They stand beside the program's findings and change no score."},
			number(int64(n[false])), number(int64(n[true])), number(int64(replies)))
	}
	for _, l := range answerLists {
		if items := lists[l.code]; len(items) > 0 {
			out.Lists = append(out.Lists, RuledList{Code: l.code, Title: b.of(l.title), Note: b.of(l.note), Items: items})
		}
	}
	return out
}

// order says at which place of the audit, from 1, a requirement stands.
func (b *writer) order() map[string]int {
	out := map[string]int{}
	for i := range b.audit.Findings {
		out[b.audit.Findings[i].Standard+"\x00"+b.audit.Findings[i].ID] = i + 1
	}
	return out
}

// statements makes decisions statements about an audit's office.
func statements(a *checks.Audit, decisions []checks.Decision) []checks.Statement {
	out := make([]checks.Statement, len(decisions))
	for i := range decisions {
		out[i] = checks.Statement{Office: a.Office.Key(), Decision: &decisions[i]}
	}
	return out
}

// DecisionReasonText names a reason of [checks.DecisionReasons] in a language.
func DecisionReasonText(code, lang string) string {
	t, _ := tongueOf(lang)
	return t.look(decisionReasonWords, code)
}

// WaiverReasonText names a reason of [checks.WaiverReasons] in a language.
func WaiverReasonText(code, lang string) string {
	t, _ := tongueOf(lang)
	return t.look(waiverReasonWords, code)
}

// WaivedText names in a language that an office is excused.
func WaivedText(lang string) string {
	t, _ := tongueOf(lang)
	return t.of(waivedWord.name)
}
