package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Explainer reads rules aloud in Thai, for people who write or dispute them and
// are no programmers. The maps hold what this package cannot know; a name that
// is not in them is read as it stands.
type Explainer struct {
	Recognisers map[string]string // name → what it must see, e.g. "ชื่อบุคคล"
	Checks      map[string]string // name → what the technical check looks at
	Verdicts    map[string]string // name → the verdict as reports print it
	// Standards are those whose rules a rule of another standard may name by
	// "standard:id"; such a name is read with its title.
	Standards []*Standard
}

// Explain reads a rule aloud without the names that only the program knows.
func Explain(s *Standard, r *Rule) string { return Explainer{}.Explain(s, r) }

// Explain reads a rule aloud: several lines of Thai text, each ended by "\n".
func (x Explainer) Explain(s *Standard, r *Rule) string {
	w := &reading{Explainer: x, standard: s}
	w.line("ข้อ %s %s", r.ID, r.Title)
	w.line("%s%s", s.Title, w.category(r))
	w.line("")
	if len(r.FoundWhen) == 0 && r.Period == PeriodNone {
		w.line("%s", levelText(r.Level))
	} else {
		w.line("%s%s", levelText(r.Level), periodText(r.Period))
	}
	w.judge(r)
	w.exceptions(r)
	if r.Advice != "" {
		w.line("")
		w.line("คำแนะนำแก่หน่วยงาน: %s", r.Advice)
	}
	w.units(r)
	w.examples(r)
	if r.At.File != "" {
		w.line("อ่านจาก %s บรรทัด %d", r.At.File, r.At.Line)
	}
	return w.String()
}

type reading struct {
	Explainer
	standard *Standard
	strings.Builder
}

func (w *reading) line(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }

func (w *reading) category(r *Rule) string {
	for _, c := range w.standard.Categories {
		if c.ID == r.Category {
			return fmt.Sprintf(" หมวด %s %s", c.ID, c.Title)
		}
	}
	return ""
}

// named gives an id with its title, so that nobody must look it up.
func (w *reading) named(id string) string {
	s, near := w.standard, id
	if std, far, across := strings.Cut(id, ":"); across {
		s, near = w.other(std), far
	}
	if s != nil {
		if r := s.Rule(near); r != nil {
			return fmt.Sprintf("ข้อ %s (%s)", id, r.Title)
		}
	}
	return "ข้อ " + id
}

// other finds a standard by its id; nil if it is not among those known.
func (w *reading) other(id string) *Standard {
	for _, s := range w.Standards {
		if s.ID == id {
			return s
		}
	}
	return nil
}

func (w *reading) judge(r *Rule) {
	w.line("")
	switch {
	case r.Check != "":
		w.line("ตัดสินด้วยการตรวจทางเทคนิค: %s", cmp.Or(w.Checks[r.Check], r.Check))
	case r.SameAs != "":
		w.line("ใช้ผลเดียวกับ%s", w.named(r.SameAs))
	case r.Ask != "":
		w.line("โปรแกรมตัดสินเองไม่ได้ จะถามคนว่า: %s", r.Ask)
		if r.Counts != "" {
			whole := "ชุดกฎ " + r.Counts
			if s := w.other(r.Counts); s != nil {
				whole += " (" + s.Title + ")"
			}
			w.line("และนับผลของ%s ทีละหมวดให้คนที่ตอบดู จำนวนไม่ตัดสินแทนคน", whole)
		}
	case r.Parts != nil:
		need := "ครบทุกข้อ"
		if r.Parts.Need > 0 && r.Parts.Need < len(r.Parts.Of) {
			need = fmt.Sprintf("อย่างน้อย %d ข้อ", r.Parts.Need)
		}
		w.line("ข้อนี้รวมผลของข้อย่อย %d ข้อ ถือว่าพบเมื่อพบ%s:", len(r.Parts.Of), need)
		for _, id := range r.Parts.Of {
			w.line("  • %s", w.named(id))
		}
	default:
		w.search(r)
	}
}

func (w *reading) search(r *Rule) {
	if r.Follows != "" {
		w.line("มองหาเฉพาะในหน้าและเอกสารที่พบ%s แล้ว", w.named(r.Follows))
	}
	if len(r.FoundWhen) == 1 {
		w.line("ถือว่าพบ เมื่อเป็นจริงครบทุกบรรทัดต่อไปนี้:")
	} else {
		w.line("ถือว่าพบ เมื่อเป็นไปตามทางใดทางหนึ่งใน %d ทางนี้ โดยทางนั้นต้องเป็นจริงครบทุกบรรทัด:", len(r.FoundWhen))
	}
	for i, way := range r.FoundWhen {
		mark := "  "
		if len(r.FoundWhen) > 1 {
			w.line("  ทางที่ %d", i+1)
			mark = "    "
		}
		w.way(&way, r.Follows != "", mark)
	}
}

func (w *reading) way(way *Way, follows bool, mark string) {
	if !follows {
		w.line("%s• มองหาใน%s", mark, placesText(way.In))
	}
	if !way.Heading.Empty() {
		w.line("%s• ชื่อหน้า หัวข้อ ข้อความลิงก์ ชื่อไฟล์ หรือคำบรรยายภาพ มี%s", mark, wordsText(way.Heading))
	}
	w.content("เนื้อหา", way.Text, way.Shows, way.Near, mark)
	if len(way.Parts) > 0 {
		w.line("%s• มีครบ %d ส่วน ถ้ามีเพียงบางส่วนถือว่าพบบางส่วน:", mark, len(way.Parts))
		for _, p := range way.Parts {
			w.line("%s    – %s", mark, p.Name)
			if !p.Heading.Empty() {
				w.line("%s        • หัวข้อมี%s จะอยู่ในหน้าเดียวกันหรือหน้าอื่นก็ได้", mark, wordsText(p.Heading))
			}
			w.content("ส่วนนี้", p.Text, p.Shows, p.Near, mark+"        ")
		}
	}
	w.unless(way.NotWhen, mark+"• แต่ไม่นับทางนี้ ถ้า")
}

func (w *reading) content(what string, text Words, shows []Show, near *Near, mark string) {
	if !text.Empty() {
		w.line("%s• %sมี%s", mark, what, wordsText(text))
	}
	if len(shows) > 0 {
		w.line("%s• %sแสดงให้เห็นจริง: %s", mark, what, w.showsText(shows))
	}
	if near != nil {
		w.line("%s• ข้อความที่มี%s มีสิ่งนี้อยู่ด้วยกันหรืออยู่ถัดไป: %s", mark, wordsText(near.Words), w.showsText(near.Shows))
	}
}

func (w *reading) unless(u Unless, lead string) {
	if len(u.Heading) > 0 {
		w.line("%sชื่อหน้า หัวข้อ หรือข้อความลิงก์มีคำว่า %s เพราะเป็นเรื่องอื่น", lead, either(quoted(u.Heading)))
	}
	if len(u.Text) > 0 {
		w.line("%sเนื้อหามีคำว่า %s เพราะเป็นเรื่องอื่น", lead, either(quoted(u.Text)))
	}
}

func (w *reading) exceptions(r *Rule) {
	if len(r.FoundWhen) == 0 {
		return
	}
	w.unless(r.NotWhen, "ไม่นับ ถ้า")
	none := ""
	if len(r.NoneWords) > 0 {
		none = " หรือ " + either(quoted(r.NoneWords))
	}
	switch {
	case r.NoneOK:
		w.line("ถ้าหน่วยงานแจ้งไว้ใต้หัวข้อนี้เองว่า «ไม่มี»%s ถือว่าตอบข้อนี้แล้ว", none)
	case none != "":
		w.line("ถ้าหน่วยงานแจ้งไว้ใต้หัวข้อนี้ว่า «ไม่มี»%s จะส่งให้คนตรวจ เพราะข้อนี้ไม่รับคำตอบว่าไม่มี", none)
	}
	if slices.ContainsFunc(r.FoundWhen, func(w Way) bool { return len(w.Heading.Weak)+len(w.Text.Weak) > 0 }) {
		w.line("คำอ่อนพาไปหาได้แต่พิสูจน์ไม่ได้ ถ้าพบด้วยคำอ่อนเท่านั้น จะส่งให้คนตรวจ")
	}
	if r.OnImageOnly == "found" {
		w.line("ถ้าพบแต่รูปภาพที่ไม่มีข้อความ ถือว่าพบ")
	} else {
		w.line("ถ้าพบแต่รูปภาพที่ไม่มีข้อความ จะส่งให้คนตรวจ")
	}
}

func (w *reading) units(r *Rule) {
	for _, u := range []struct{ label, text string }{{"ขั้นตอนการเผยแพร่", r.Procedure}, {"ผู้รับผิดชอบ", r.Responsible}, {"ผู้ตรวจสอบ", r.Reviewer}} {
		if u.text != "" {
			w.line("%s: %s", u.label, u.text)
		}
	}
}

// examples counts the examples by what they expect, in order of first mention.
// A rule that searches for nothing needs none, and none are missed.
func (w *reading) examples(r *Rule) {
	w.line("")
	if len(r.Examples) == 0 {
		if len(r.FoundWhen) == 0 {
			return
		}
		w.line("กฎนี้ยังไม่มีตัวอย่างกำกับ")
		return
	}
	var order []string
	count := map[string]int{}
	for _, e := range r.Examples {
		if count[e.Expect]++; count[e.Expect] == 1 {
			order = append(order, e.Expect)
		}
	}
	for i, name := range order {
		order[i] = fmt.Sprintf("%s %d", cmp.Or(w.Verdicts[name], name), count[name])
	}
	w.line("กฎนี้มีตัวอย่างกำกับ %d ตัวอย่าง: %s", len(r.Examples), strings.Join(order, ", "))
}
