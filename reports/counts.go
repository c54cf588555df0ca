package reports

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// counts puts a tally in the order in which reports print verdicts, leaving
// out those that do not occur.
func (b *writer) counts(n map[checks.Verdict]int) []Count {
	var out []Count
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		if n[v] > 0 {
			out = append(out, Count{Word: b.verdict(v), N: n[v]})
		}
	}
	return out
}

// tally counts all sections; every one of the ten verdicts is there, also with
// none, for it is the legend as well.
func (b *writer) tally(sections []Section) []Count {
	n := map[string]int{}
	for _, s := range sections {
		for _, c := range s.Tally {
			n[c.Code] += c.N
		}
	}
	var out []Count
	for _, v := range checks.Verdicts() {
		out = append(out, Count{Word: b.verdict(v), N: n[string(v)]})
	}
	if n[string(checks.Untested)] > 0 {
		out = append(out, Count{Word: b.verdict(checks.Untested), N: n[string(checks.Untested)]})
	}
	return out
}

// add sums tallies that stand in one order.
func add(tallies ...[]Count) []Count {
	n := map[string]int{}
	by := map[string]Word{}
	for _, t := range tallies {
		for _, c := range t {
			n[c.Code] += c.N
			by[c.Code] = c.Word
		}
	}
	var out []Count
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		if n[string(v)] > 0 {
			out = append(out, Count{Word: by[string(v)], N: n[string(v)]})
		}
	}
	return out
}

func (b *writer) tallyLine(t []Count) string {
	var parts []string
	for _, c := range t {
		parts = append(parts, fmt.Sprintf("%s %s %d", c.Mark, c.Text, c.N))
	}
	return strings.Join(parts, " · ")
}

func (b *writer) scores(s checks.Score) []ScoreLine {
	var out []ScoreLine
	for _, l := range []struct {
		level string
		of    checks.ScoreOf
	}{{"required", s.Required}, {"should", s.Should}, {"example", s.Example}} {
		if l.level != "required" && l.of.Of == 0 {
			continue
		}
		out = append(out, b.scoreLine(b.of(levelWords[l.level]), l.of))
	}
	return out
}

func (t tongue) scoreLine(level string, s checks.ScoreOf) ScoreLine {
	line := ScoreLine{Level: level}
	if s.Low == nil || s.High == nil || s.Of == 0 {
		line.Range = t.of(words{"ไม่มีข้อที่นับได้", "nothing to count"})
		line.Sentence = t.say(words{"ระดับ “%s”: ไม่มีข้อที่นำมานับได้ จึงไม่มีร้อยละ", "Level “%s”: nothing applied, so there is no percentage."}, level)
		return line
	}
	line.Applies, line.Low, line.High = true, percent(*s.Low), percent(*s.High)
	line.Range = t.say(words{"ร้อยละ %.1f – %.1f", "%.1f – %.1f per cent"}, line.Low, line.High)
	if line.Low == line.High {
		line.Range = t.say(words{"ร้อยละ %.1f", "%.1f per cent"}, line.Low)
	}
	line.Sentence = t.say(words{"ระดับ “%[1]s”: พบ %[2]d จาก %[3]d ข้อที่นับ คิดเป็น%[4]s", "Level “%[1]s”: %[2]d of the %[3]d items that count are found: %[4]s."}, level, s.Found, s.Of, line.Range)
	return line
}

func percent(share float64) float64 { return min(100, max(0, share*100)) }

// formula says how the score is made (domain handbook §7, Scoring).
func (b *writer) formula() string {
	return b.of(words{
		"ร้อยละ = ข้อที่พบ ÷ ข้อที่นับ × 100 · ไม่นับข้อ (ถ้ามี) ข้อที่แจ้งว่าไม่มี ยังไม่ถึงกำหนด หรือไม่ได้ตรวจ · ค่าต่ำถือว่าข้อที่รอคนตรวจและข้อที่ตรวจไม่ได้ยังไม่ผ่าน ค่าสูงถือว่าผ่าน",
		"Per cent = items found ÷ items that count × 100. Items “if any”, declared none, not yet due or not tested do not count. The low figure takes items that wait for a person or could not be looked at as not passed, the high figure as passed."})
}

func (b *writer) method() []string {
	var out []string
	for _, w := range []words{
		{"โปรแกรมอ่านเว็บไซต์อย่างประชาชนทั่วไป ไม่เข้าสู่ระบบ ไม่กรอกแบบฟอร์ม และเคารพ robots.txt", "The program reads the site as any citizen does: it does not sign in, fills in no form and heeds robots.txt."},
		{"คำว่า “ไม่พบ” หมายถึงหาไม่พบในหน้าและเอกสารจำนวนที่ระบุ ภายใต้ข้อจำกัดของการตรวจครั้งนี้ ไม่ได้แปลว่าหน่วยงานไม่มี หากมีอยู่แล้วให้แจ้งที่อยู่ (URL) กลับมาเพื่อตรวจซ้ำ", "“Not found” means: not found in the stated number of pages and documents within the limits of this audit. It does not say that the office has none; where it has, answer with the address (URL)."},
		{"ข้อที่ “ต้องให้คนตรวจ” และ “ตรวจไม่ได้” ยังไม่ใช่ข้อบกพร่องของหน่วยงาน คะแนนจึงแสดงเป็นช่วงจนกว่าคนจะตัดสิน", "Items that wait for a person or could not be looked at are no fault of the office, which is why the score is a range until people have decided."},
		{"ความถูกต้องของเนื้อหา ลายมือชื่อ และความเป็นปัจจุบันของบุคคล เป็นเรื่องที่คนต้องพิจารณา", "Whether content is true, duly signed and current is for people to judge."},
		{"คำวินิจฉัยของคนแสดงคู่กับผลของโปรแกรม ไม่แทนที่กัน และคะแนนในรายงานนี้คิดจากผลของโปรแกรม", "A person's decision stands beside the program's finding and never replaces it; the scores here are the program's."},
	} {
		out = append(out, b.of(w))
	}
	return out
}
