package reports

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

func (b *writer) row(f *checks.Finding) Row {
	r := Row{
		Standard: Clean(f.Standard), Authority: b.authority(f.Standard),
		ID: Clean(f.ID), Title: Clean(f.Title), Parent: f.Parent,
		Level: b.look(levelWords, f.Level), IfAny: f.Level == string(rules.LevelIfAny), Period: b.look(periodWords, f.Period),
		Word: b.verdict(f.Verdict), Has: b.of(verdictWords[f.Verdict].has), Says: b.says(f),
		Years: years(f.YearsSeen), Searched: b.searched(&f.Searched), Advice: Clean(f.Advice), Question: Clean(f.Question),
		Procedure: Clean(f.Procedure), EARL: Clean(f.EARL),
		Units: b.units(Clean(first(f.Responsible, b.audit.Office.Responsible, b.keepers.Responsible)), Clean(first(f.Reviewer, b.audit.Office.Reviewer, b.keepers.Reviewer))),
	}
	if f.Parts != nil {
		r.Have, r.Lack = b.parts(f, f.Parts.Have), b.parts(f, f.Parts.Missing)
		if of := len(r.Have) + len(r.Lack); f.Verdict == checks.Partial && len(r.Have) > 0 {
			r.Word.Text += fmt.Sprintf(" (%d/%d)", len(r.Have), of)
		}
		r.Have, r.Lack = folded(r.Have), folded(r.Lack)
		if r.Sum = b.sum(f); r.Sum != nil {
			r.Have, r.Lack = nil, nil
		}
	}
	for _, why := range f.Reasons {
		if s := b.reason(why); s != "" && !slices.Contains(r.Reasons, s) {
			r.Reasons = append(r.Reasons, s)
		}
	}
	for _, w := range f.Searched.Words {
		if w = Clean(w); w != "" && !slices.Contains(r.Words, w) {
			r.Words = append(r.Words, w)
		}
	}
	for i := range f.Evidence {
		r.Evidence = append(r.Evidence, b.proof(f, &f.Evidence[i]))
	}
	r.Nearest = b.nearest(f.Nearest, f.Searched.Words)
	last := b.said[f.Standard+"\x00"+f.ID]
	if last.Decision != nil {
		r.Decision = b.ruling(last.Decision, f)
	}
	if last.Reply != nil {
		r.Reply = b.pointer(last.Reply, f)
	}
	return r
}

// nearest words the nearest misses. What is alike on several pages, as an entry
// of a menu is, stands once and says on how many more.
func (b *writer) nearest(list []checks.Miss, sought []string) []Near {
	var out []Near
	var more []int
	for i := range list {
		m := &list[i]
		near := Near{Link: linkTo(m.URL), Title: Clean(m.Title), Quote: nearQuote(Clean(m.Quote), sought), Missing: b.things(m.Missing), Years: years(m.Years)}
		if m.Reason != "" {
			near.Reason = b.reason(m.Reason)
		}
		at := slices.IndexFunc(out, func(n Near) bool {
			return near.Quote != "" && n.Quote == near.Quote && n.Reason == near.Reason && n.Years == near.Years && slices.Equal(n.Missing, near.Missing)
		})
		if at >= 0 {
			more[at]++
			continue
		}
		out, more = append(out, near), append(more, 0)
	}
	for i, n := range more {
		if n > 0 {
			out[i].Reason = strings.TrimSpace(out[i].Reason + " " + b.say(words{"(พบแบบเดียวกันอีก %s หน้า)", "(The same on %s more pages.)"}, number(int64(n))))
		}
	}
	return out
}

// parts names the parts of a tally: a parent's are ids of other findings, and
// one that is not simply there or missing says what it is.
func (b *writer) parts(f *checks.Finding, names []string) []string {
	if !f.Parent && !slices.ContainsFunc(names, func(s string) bool { return b.titles[strings.Replace(s, ":", "\x00", 1)] != "" }) {
		return b.things(names)
	}
	var out []string
	for _, id := range names {
		standard, bare, ok := strings.Cut(id, ":")
		if !ok {
			standard, bare = f.Standard, id
		}
		name := strings.TrimSpace(Clean(bare) + " " + b.titles[standard+"\x00"+bare])
		if v := b.verdicts[standard+"\x00"+bare]; v != "" && v != checks.Found && v != checks.Absent {
			name += " (" + b.verdict(v).Text + ")"
		}
		out = append(out, name)
	}
	return out
}

// folded names what is there several times once, with how often.
func folded(names []string) []string {
	n := map[string]int{}
	for _, s := range names {
		n[s]++
	}
	var out []string
	for _, s := range names {
		if n[s] > 1 {
			out = append(out, fmt.Sprintf("%s ×%d", s, n[s]))
		} else if n[s] == 1 {
			out = append(out, s)
		}
		n[s] = 0
	}
	return out
}

// says words a verdict for this audit. "Not found" always says in how much.
func (b *writer) says(f *checks.Finding) string {
	s := &f.Searched
	if f.Verdict == checks.Absent && len(f.Evidence) > 0 {
		return b.of(words{
			"ตรวจแล้วยังไม่เป็นไปตามข้อนี้ สิ่งที่ตรวจพบและวิธีตรวจซ้ำอยู่ในหลักฐาน",
			"Examined and not met. What was seen, and how to look again, is in the evidence."})
	}
	if f.Verdict == checks.Absent {
		within := ""
		if s.Unread > 0 {
			within += b.say(words{" (ในจำนวนนี้มีสิ่งที่อ่านไม่ได้ %s รายการ)", " (%s of the candidates could not be read)"}, number(int64(s.Unread)))
		}
		if _, left := sampled(b.audit.Coverage.Gaps); left > 0 {
			within += b.say(words{" โดยหน้าแบบเดียวกันที่มีมากเช่นข่าวเก่าดูเป็นตัวอย่าง เว้นไว้ %s แห่ง", ", where of many pages of one kind, such as old news, some were looked at and %s left"}, number(int64(left)))
		}
		return b.say(words{
			"ไม่พบใน %s หน้า และเอกสาร %s ไฟล์ที่ดูได้ภายใต้ข้อจำกัดของการตรวจครั้งนี้%s ไม่ได้แปลว่าหน่วยงานไม่มี",
			"Not found in the %s pages and %s documents seen within the limits of this audit%s. It does not say that the office has none."},
			number(int64(s.Pages)), number(int64(s.Documents)), within)
	}
	if f.Verdict == checks.NeedsEyes && len(f.Evidence) == 0 && slices.Equal(f.Reasons, []checks.Reason{checks.PersonDecides}) {
		return b.of(words{"ข้อนี้โปรแกรมตัดสินแทนคนไม่ได้", "A program cannot decide this in a person's place."})
	}
	if f.Verdict == checks.Found {
		switch {
		case f.Parent:
			return b.of(words{"พบครบทุกข้อย่อยที่ต้องมี", "All of the items under it that must be there are found."})
		case f.Period == string(rules.PeriodNone) || f.Period == string(rules.PeriodIncumbent) || f.Period == "":
			return b.of(words{"พบทั้งหัวข้อและเนื้อหาที่ยืนยันได้ และประชาชนเปิดดูได้", "Heading and confirming content are there, open to any citizen."})
		}
	}
	return b.of(verdictWords[f.Verdict].meaning)
}

func (b *writer) searched(s *checks.Searched) string {
	out := b.say(words{"ดู %s หน้า และเอกสาร %s ไฟล์", "Looked through %s pages and %s documents"}, number(int64(s.Pages)), number(int64(s.Documents)))
	if s.Opened > 0 { // an item that follows from another opens nothing itself
		out += b.say(words{" เปิดสิ่งที่อาจใช่ %s รายการ", ", opened %s candidates"}, number(int64(s.Opened)))
	}
	if s.Unread > 0 {
		out += b.say(words{" อ่านไม่ได้ %s รายการ", ", of which %s could not be read"}, number(int64(s.Unread)))
	}
	return out
}

func (b *writer) proof(f *checks.Finding, e *checks.Evidence) Proof {
	p := Proof{Link: linkTo(e.URL), Title: Clean(e.Title), Place: b.look(placeWords, string(e.Place)), Quote: Clean(e.Quote), Label: Clean(e.Label),
		SHA256: Clean(e.SHA256), Seen: b.moment(e.SeenAt), Moment: local(e.SeenAt)}
	switch {
	case e.Why == "":
	case repeats(f, e):
		p.Repeat = Clean(e.Why)
	default:
		p.Shows = b.thing(e.Why)
	}
	if e.Year > 0 {
		p.Year = strconv.Itoa(e.Year)
	}
	if e.OCR {
		p.OCR = b.of(words{"ข้อความนี้อ่านจากภาพโดยเครื่อง อาจคลาดเคลื่อน", "Recognised from a picture by machine; it may be wrong."})
	}
	for i, step := range e.Path {
		p.Path = append(p.Path, b.step(i, step))
	}
	return p
}

// step names one step of a click path: the first is home, and the others are
// shown without the host, since it is in the link.
func (b *writer) step(i int, raw string) Link {
	l := linkTo(raw)
	if i == 0 {
		l.Text = b.labels().Home
		return l
	}
	u, err := url.Parse(raw)
	home, herr := url.Parse(b.audit.Office.Home)
	if err != nil || herr != nil || u.Host == "" {
		return l
	}
	if u.Host == home.Host {
		if cutText := strings.TrimPrefix(l.Text, u.Scheme+"://"+u.Host); cutText != "" {
			l.Text = cutText
		}
	}
	return l
}

func (b *writer) units(responsible, reviewer string) Units {
	unsaid := b.of(words{"ไม่ได้ระบุ", "not named"})
	return Units{Responsible: first(responsible, unsaid), Reviewer: first(reviewer, unsaid), Same: responsible != "" && SameUnit(responsible, reviewer)}
}

func (b *writer) authority(standard string) string {
	for _, s := range b.audit.Standards {
		if s.ID == standard {
			return b.look(forceWords, s.Authority)
		}
	}
	return ""
}

// lacking makes an item of a leaf that wants something from somebody. An
// if-any leaf with nothing wants nothing; a broken one does.
func (b *writer) lacking(r Row, f *checks.Finding) (Item, bool) {
	it := Item{Standard: r.Standard, Anchor: r.Anchor, ID: r.ID, Title: r.Title, Word: r.Word, Level: r.Level}
	switch f.Verdict {
	case checks.Absent, checks.Partial, checks.WrongPeriod, checks.Unreachable:
		it.Do = r.Advice
		if it.Do == "" && len(r.Reasons) > 0 {
			it.Do = r.Reasons[0]
		}
	case checks.NeedsEyes:
		it.Do = r.Question
		if it.Do == "" && len(r.Reasons) > 0 {
			it.Do = r.Reasons[0]
		}
	case checks.CouldNotLook:
		if len(r.Reasons) > 0 {
			it.Do = r.Reasons[0]
		}
	default:
		return it, false
	}
	if it.Do == "" {
		it.Do = r.Word.Meaning
	}
	return it, true
}

func first(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
