package rules

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Sentence says in one Thai sentence how a rule is judged, for lists in which
// [Explainer.Explain] would be too long.
func (x Explainer) Sentence(s *Standard, r *Rule) string {
	w := &reading{Explainer: x, standard: s}
	switch {
	case r.Check != "":
		return "ตรวจทางเทคนิค: " + cmp.Or(x.Checks[r.Check], r.Check)
	case r.SameAs != "":
		return "ใช้ผลของ" + w.named(r.SameAs)
	case r.Ask != "":
		if r.Counts != "" {
			return "ถามคน พร้อมนับผลของ " + r.Counts + " ทีละหมวด: " + r.Ask
		}
		return "ถามคน: " + r.Ask
	case r.Parts != nil && r.Parts.Need > 0 && r.Parts.Need < len(r.Parts.Of):
		return fmt.Sprintf("รวมผลของข้อย่อย %d ข้อ ต้องพบอย่างน้อย %d ข้อ", len(r.Parts.Of), r.Parts.Need)
	case r.Parts != nil:
		return fmt.Sprintf("รวมผลของข้อย่อย %d ข้อ", len(r.Parts.Of))
	case len(r.FoundWhen) == 0:
		return "ยังไม่มีวิธีตัดสิน"
	}
	lead := ""
	if r.Follows != "" {
		lead = "ในที่ที่พบ" + w.named(r.Follows) + ": "
	}
	text := lead + x.glance(&r.FoundWhen[0])
	if n := len(r.FoundWhen) - 1; n > 0 {
		text += fmt.Sprintf(" (หรืออีก %d ทาง)", n)
	}
	return text
}

// glance tells a way by its first words and what confirms it.
func (x Explainer) glance(w *Way) string {
	var out []string
	if !w.Heading.Empty() {
		out = append(out, "หัวข้อหรือลิงก์มี "+some(w.Heading))
	}
	if !w.Text.Empty() {
		out = append(out, "เนื้อหามี "+some(w.Text))
	}
	if len(w.Shows) > 0 {
		out = append(out, "แสดง"+x.showsText(w.Shows))
	}
	if w.Near != nil {
		out = append(out, "ใกล้ "+some(w.Near.Words)+" มี"+x.showsText(w.Near.Shows))
	}
	if len(w.Parts) > 0 {
		var names []string
		for _, p := range w.Parts {
			names = append(names, p.Name)
		}
		out = append(out, fmt.Sprintf("มีครบ %d ส่วน: %s", len(names), strings.Join(names, ", ")))
	}
	return strings.Join(out, " และ")
}

// some gives the first words and how many more there are.
func some(w Words) string {
	const few = 3
	all := w.All()
	shown := either(quoted(all[:min(few, len(all))]))
	if more := len(all) - few; more > 0 {
		return fmt.Sprintf("%s (และอีก %d คำ)", shown, more)
	}
	return shown
}

// Catalogue writes what all standards ask and how each item is judged, as
// Markdown, with the table that says which items of the others answer which of
// the first standard's. It is the same for the same standards.
func (x Explainer) Catalogue(standards []*Standard) []byte {
	x.Standards = standards
	b := &book{Explainer: x, standards: standards}
	b.line("# กฎทุกข้อ")
	b.line("")
	b.line("โปรแกรมเขียนไฟล์นี้จากไฟล์กฎ (`go test . -run Catalogue -update`) จึงไม่ต้องแก้ด้วยมือ ดูกฎข้อหนึ่งเต็ม ๆ ด้วย `truatweb rules explain 1.5`")
	b.line("และเริ่มข้อใหม่ด้วย `truatweb rules new 1.11` วิธีเขียนกฎอยู่ใน [CONTRIBUTING.md](../CONTRIBUTING.md)")
	b.line("")
	b.line("| ชุด | ชื่อ | ผู้กำหนด | ข้อ | ตัวอย่าง | ความแน่นอนของถ้อยคำ |")
	b.line("|---|---|---|---|---|---|")
	for _, s := range standards {
		n := 0
		for _, r := range s.Rules() {
			n += len(r.Examples)
		}
		b.row("["+s.ID+"](#"+s.ID+")", s.Title, authorityName(s.Authority), fmt.Sprint(len(s.Rules())), fmt.Sprint(n), StatusText(s.Status))
	}
	for _, s := range standards {
		b.standard(s)
	}
	if len(standards) > 1 {
		b.crosswalk(standards[0])
	}
	return b.Bytes()
}

type book struct {
	Explainer
	standards []*Standard
	bytes.Buffer
}

func (b *book) line(format string, args ...any) { _, _ = fmt.Fprintf(b, format+"\n", args...) }

// row writes a row of a table. A bar inside a cell would end it, and a line
// break the row.
func (b *book) row(cells ...string) {
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(c), " "), "|", `\|`)
	}
	b.line("| %s |", strings.Join(cells, " | "))
}

func (b *book) standard(s *Standard) {
	b.line("")
	b.line("## %s", s.ID)
	b.line("")
	b.line("**%s** %s", s.Title, s.Edition)
	b.line("")
	b.line("ผู้กำหนด: %s · ความแน่นอนของถ้อยคำ: %s", authorityName(s.Authority), StatusText(s.Status))
	if s.Source != "" {
		b.line("· ที่มา: %s", s.Source)
	}
	for _, c := range s.Categories {
		b.line("")
		b.line("### %s %s", c.ID, c.Title)
		b.line("")
		b.line("| ข้อ | ข้อกำหนด | ระดับ | ช่วงเวลา | ตัดสินอย่างไร | ตัวอย่าง |")
		b.line("|---|---|---|---|---|---|")
		for i := range c.Rules {
			r := &c.Rules[i]
			b.row(r.ID, r.Title, levelName(r.Level), periodName(r.Period), b.Sentence(s, r), fmt.Sprint(len(r.Examples)))
		}
	}
}

// crosswalk says for each leaf and parent of the first standard which items of
// the others use its verdict, and which of theirs it uses.
func (b *book) crosswalk(first *Standard) {
	uses := map[string][]string{} // id of the first → items of others that rest on it
	used := map[string][]string{} // id of the first → items of others that it rests on
	add := func(m map[string][]string, id, item string) {
		if !slices.Contains(m[id], item) {
			m[id] = append(m[id], item)
		}
	}
	for _, s := range b.standards {
		for _, r := range s.Rules() {
			for _, to := range r.restsOn() {
				std, id, across := strings.Cut(to, ":")
				switch {
				case !across:
				case id == "" && s == first:
					add(used, r.ID, std+" (นับทีละหมวด)")
				case id == "":
				case s == first:
					add(used, r.ID, id)
				case std == first.ID:
					add(uses, id, r.ID)
				}
			}
		}
	}
	b.line("")
	b.line("## ตารางเทียบ")
	b.line("")
	b.line("ข้อใดของชุดอื่นใช้ผลของข้อใดของ %s (same_as, parts) และข้อใดของ %s ใช้หรือนับผลของชุดอื่น (parts, counts) ข้อที่ไม่อยู่ในตารางนี้ตัดสินด้วยกฎของตัวเอง", first.ID, first.ID)
	b.line("")
	b.line("| ข้อ | ข้อกำหนด | ข้อของชุดอื่นที่ใช้ผลนี้ | ใช้ผลของ |")
	b.line("|---|---|---|---|")
	for _, r := range first.Rules() {
		if len(uses[r.ID])+len(used[r.ID]) > 0 {
			b.row(r.ID, r.Title, strings.Join(uses[r.ID], ", "), strings.Join(used[r.ID], ", "))
		}
	}
}
