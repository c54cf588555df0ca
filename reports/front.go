package reports

import (
	"slices"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// frontItems bounds the list of what is missing on the first screen.
const frontItems = 12

// front writes the first screen: what was looked at, what is missing, who must act.
func (b *writer) front(r *Report) {
	a := b.audit
	c := &a.Coverage
	when := b.longDay(a.SeenAt)
	if !a.SeenAt.IsZero() {
		when += " " + b.of(words{"เวลา ", "at "}) + strings.TrimSuffix(b.clock(a.SeenAt), " น.")
		if !a.EndedAt.IsZero() && b.clock(a.EndedAt) != b.clock(a.SeenAt) {
			when += "–" + b.clock(a.EndedAt)
		} else if b.tongue == thai {
			when += " น."
		}
	}
	r.Looked = append(r.Looked, b.say(words{"เข้าดูเว็บไซต์เมื่อ %s อ่านได้ %s หน้า และเอกสาร %s ไฟล์", "The site was visited on %s: %s pages and %s documents were read."},
		when, number(int64(c.Pages)), number(int64(c.Documents))))
	if r.Fiscal != "" {
		r.Looked = append(r.Looked, b.say(words{"ตัดสินตาม%s ณ วันที่ %s", "Judged for %s, as of %s."}, r.Fiscal, r.AsOf))
	}
	if n := len(r.Sections); n > 1 {
		r.Looked = append(r.Looked, b.say(words{"เทียบกับข้อกำหนด %s ชุด แต่ละชุดนับแยกกัน ไม่นำมารวมกัน", "Held against %s standards, each counted by itself and never added up."}, number(int64(n))))
	} else if n == 1 {
		r.Looked = append(r.Looked, b.say(words{"เทียบกับ: %s", "Held against: %s."}, r.Sections[0].Title))
	}
	if c.Failed > 0 {
		r.Looked = append(r.Looked, b.say(words{"ดูไม่ได้ %s ที่อยู่ (รายการอยู่ในหัวข้อความครอบคลุม)", "%s addresses could not be seen (listed under Coverage)."}, number(int64(c.Failed))))
	}
	r.Caution = b.caution()
	b.missing(r)
	for _, t := range r.ToDos {
		r.Act = append(r.Act, t.Sentence)
	}
	if len(r.Act) == 0 {
		r.Act = []string{b.of(words{"ไม่มีเรื่องที่ต้องทำจากการตรวจครั้งนี้", "Nothing is to be done after this audit."})}
	}
}

func (b *writer) caution() string {
	c := &b.audit.Coverage
	var why []string
	if w, ok := stopWords[c.StoppedBy]; ok {
		why = append(why, b.of(w))
	} else if c.StoppedBy != "" {
		why = append(why, Clean(c.StoppedBy))
	}
	for _, reason := range c.FloorWhy {
		if s := strings.TrimSuffix(b.reason(reason), "."); !slices.Contains(why, s) {
			why = append(why, s)
		}
	}
	reasons := ""
	if len(why) > 0 {
		reasons = ": " + strings.Join(why, "; ")
	}
	switch {
	case !c.FloorMet:
		return b.say(words{"ผลนี้เป็นผลชั่วคราว เพราะดูเว็บไซต์ได้ไม่ครบพอที่จะสรุปว่าสิ่งใดไม่มี%s", "This result is provisional: too little of the site was seen to call anything missing%s."}, reasons)
	case c.StoppedBy != "":
		return b.say(words{"การตรวจหยุดก่อนดูครบทั้งเว็บไซต์%s", "The run ended before all of the site was seen%s."}, reasons)
	}
	return ""
}

func (b *writer) missing(r *Report) {
	failed := []checks.Verdict{checks.Absent, checks.Partial, checks.WrongPeriod, checks.Unreachable}
	for i := range r.Sections {
		s := &r.Sections[i]
		n, mend := byVerdict(s.Tally), 0
		for _, v := range failed {
			mend += n[v]
		}
		line := b.say(words{"จาก %s ข้อ พบแล้ว %s ข้อ ต้องเผยแพร่หรือแก้ไข %s ข้อ", "Of %s items, %s are found and %s must be published or put right."},
			number(int64(s.Leaves)), number(int64(n[checks.Found])), number(int64(mend)))
		if len(r.Sections) > 1 {
			line = b.standing(s, n, mend)
		}
		r.Missing = append(r.Missing, line)
	}
	n := byVerdict(r.Tally)
	var parts []string
	for _, v := range failed {
		if n[v] > 0 {
			parts = append(parts, b.of(verdictWords[v].name)+" "+number(int64(n[v])))
		}
	}
	if len(parts) > 0 && len(r.Sections) == 1 { // one observation may count under several standards, so they are never added up
		r.Missing = append(r.Missing, b.say(words{"ในจำนวนที่ต้องแก้ไข: %s", "Of these: %s."}, strings.Join(parts, " · ")))
	}
	if n[checks.NeedsEyes] > 0 && len(r.Sections) == 1 {
		r.Missing = append(r.Missing, b.say(words{"อีก %s ข้อ ต้องให้คนเปิดดูก่อนจึงจะตัดสินได้", "%s wait for a person to look."}, number(int64(n[checks.NeedsEyes]))))
	}
	if n[checks.CouldNotLook] > 0 && len(r.Sections) == 1 {
		r.Missing = append(r.Missing, b.say(words{"โปรแกรมเข้าดูไม่ได้ %s ข้อ จึงยังไม่นับว่าพบหรือไม่พบ", "%s could not be looked at, and count neither as found nor as missing."}, number(int64(n[checks.CouldNotLook]))))
	}
	required := b.of(levelWords["required"])
	for _, t := range r.ToDos {
		for _, it := range t.Mend {
			if it.Level == required {
				r.Gone = append(r.Gone, it)
			}
		}
	}
	if len(r.Sections) > 1 {
		b.foremost(r)
	} else if more := len(r.Gone) - frontItems; more > 0 {
		r.Gone = r.Gone[:frontItems]
		r.GoneEtc = strings.Replace(r.Labels.More, "%s", number(int64(more)), 1)
	}
}

// foremost keeps the first few of each standard, so that none crowds out the
// others, and says where the rest is.
func (b *writer) foremost(r *Report) {
	n := map[string]int{}
	for _, it := range r.Gone {
		n[it.Standard]++
	}
	share := frontItems / max(1, len(n))
	seen := map[string]int{}
	all := len(r.Gone)
	r.Gone = slices.DeleteFunc(r.Gone, func(it Item) bool {
		seen[it.Standard]++
		return seen[it.Standard] > share
	})
	if len(r.Gone) < all {
		r.GoneEtc = b.say(words{"ที่เหลืออยู่ในหัวข้อ “%s”", "The rest is under “%s”."}, r.Labels.ToDo)
	}
}

// standing is one standard's result among several, in one line.
func (b *writer) standing(s *Section, n map[checks.Verdict]int, mend int) string {
	line := b.say(words{"%s: พบ %s จาก %s ข้อ", "%s: %s of %s items are found"}, s.Short, number(int64(n[checks.Found])), number(int64(s.Leaves)))
	for _, more := range []struct {
		n int
		w words
	}{
		{mend, words{"ต้องแก้ไข %s", "%s to put right"}},
		{n[checks.NeedsEyes], words{"รอคนตรวจ %s", "%s wait for a person"}},
		{n[checks.CouldNotLook], words{"ตรวจไม่ได้ %s", "%s could not be looked at"}},
	} {
		if more.n > 0 {
			line += " · " + b.say(more.w, number(int64(more.n)))
		}
	}
	return line
}

func byVerdict(tally []Count) map[checks.Verdict]int {
	n := map[checks.Verdict]int{}
	for _, c := range tally {
		n[checks.Verdict(c.Code)] += c.N
	}
	return n
}

// todos groups what is to be done by the unit that must do it, in the order in
// which the units are first named: mending falls to the responsible unit,
// deciding to the reviewing one.
func (b *writer) todos(sections []Section) []ToDo {
	var out []ToDo
	unit := func(name string) *ToDo {
		for i := range out {
			if SameUnit(out[i].Unit, name) {
				return &out[i]
			}
		}
		out = append(out, ToDo{Unit: name})
		return &out[len(out)-1]
	}
	for _, s := range sections {
		for _, g := range s.Groups {
			for _, it := range g.Lacking {
				i := slices.IndexFunc(g.Rows, func(r Row) bool { return r.Anchor == it.Anchor })
				row := &g.Rows[i]
				switch checks.Verdict(it.Word.Code) {
				case checks.NeedsEyes:
					t := unit(row.Reviewer)
					t.Decide = append(t.Decide, it)
				case checks.CouldNotLook:
					t := unit(row.Reviewer)
					t.Again = append(t.Again, it)
				default:
					t := unit(row.Responsible)
					t.Mend = append(t.Mend, it)
				}
			}
		}
	}
	required := b.of(levelWords["required"])
	for i := range out {
		for _, list := range [][]Item{out[i].Mend, out[i].Decide, out[i].Again} {
			slices.SortStableFunc(list, func(x, y Item) int {
				return order(x.Level == required) - order(y.Level == required)
			})
		}
		out[i].Sentence = b.act(&out[i], sections)
	}
	return out
}

func order(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (b *writer) act(t *ToDo, sections []Section) string {
	var parts []string
	if len(sections) > 1 {
		for i := range sections {
			s := &sections[i]
			count := func(list []Item) (n int) {
				for _, it := range list {
					if it.Standard == s.ID {
						n++
					}
				}
				return n
			}
			var each []string
			for _, x := range []struct {
				n int
				w words
			}{
				{count(t.Mend), words{"แก้ไข %s", "put right %s"}},
				{count(t.Decide), words{"เปิดดู %s", "look at %s"}},
				{count(t.Again), words{"ตรวจซ้ำ %s", "audit again %s"}},
			} {
				if x.n > 0 {
					each = append(each, b.say(x.w, strconv.Itoa(x.n)))
				}
			}
			if len(each) > 0 {
				parts = append(parts, s.Short+" "+strings.Join(each, ", "))
			}
		}
		return t.Unit + ": " + strings.Join(parts, " · ")
	}
	add := func(list []Item, w words) {
		if len(list) > 0 {
			parts = append(parts, b.say(w, strconv.Itoa(len(list))))
		}
	}
	add(t.Mend, words{"เผยแพร่หรือแก้ไข %s ข้อ", "publish or put right %s items"})
	add(t.Decide, words{"เปิดดูแล้วตัดสิน %s ข้อ", "look at and decide %s items"})
	add(t.Again, words{"ตรวจซ้ำ %s ข้อ", "have %s items audited again"})
	return t.Unit + ": " + strings.Join(parts, " · ")
}

// unitsNote says once that the two units are one, since nobody then reviews
// another's work.
func (b *writer) unitsNote(sections []Section) string {
	same, all := 0, 0
	for _, s := range sections {
		for _, g := range s.Groups {
			for _, r := range g.Rows {
				if r.Parent {
					continue
				}
				all++
				if r.Same {
					same++
				}
			}
		}
	}
	if same == 0 {
		return ""
	}
	return b.say(words{
		"ข้อสังเกต: ผู้รับผิดชอบและผู้ตรวจสอบเป็นหน่วยเดียวกันใน %s จาก %s ข้อ การเผยแพร่กับการตรวจสอบจึงไม่ได้แยกหน้าที่กัน",
		"Note: the responsible and the reviewing unit are one and the same for %s of %s items, so publishing and reviewing are not kept apart."},
		number(int64(same)), number(int64(all)))
}
