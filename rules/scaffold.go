package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Scaffold is a rule file to begin with: whole, so that it loads, with every
// text that only its author can write marked by [Blank].
type Scaffold struct {
	ID       string
	Category string
	// NewCategory says that the standard has no such category, so that its title
	// has to be written.
	NewCategory bool
	// Known says that the standard has the id: the file then adds words to it.
	Known bool
	// Schema is where an editor finds the schema of rule files, as seen from the
	// file; "" leaves the hint out.
	Schema string
	// Test is the command that tests the file.
	Test string
}

// Scaffold writes the file. Its comments name what a rule may say, the
// recognisers with what each must see.
func (x Explainer) Scaffold(s Scaffold) []byte {
	b := &scaffolding{}
	if s.Schema != "" {
		b.line("# yaml-language-server: $schema=%s", s.Schema)
	}
	b.line("# แก้ทุกที่ที่เขียนว่า %s …» แล้วสั่ง: %s", Blank, s.Test)
	b.line("category: %q", s.Category)
	if s.NewCategory {
		b.line("title: %s", blank("ชื่อหมวด ตามต้นฉบับ"))
	}
	b.line("requirements:")
	b.line("  - id: %q                # เลขข้อใส่เครื่องหมายคำพูดเสมอ", s.ID)
	if s.Known {
		x.addition(b)
	} else {
		x.whole(b)
	}
	return []byte(b.String())
}

type scaffolding struct{ strings.Builder }

func (b *scaffolding) line(format string, args ...any) { _, _ = fmt.Fprintf(b, format+"\n", args...) }

func blank(what string) string { return Blank + " " + what + "»" }

// note writes a comment of several words on lines short enough to be read.
func (b *scaffolding) note(indent string, words []string) {
	const most = 100
	line, length := indent+"#", 0
	for _, w := range words {
		if n := len([]rune(w)); length+n > most && length > 0 {
			b.line("%s", line)
			line, length = indent+"#", 0
		}
		line += " " + w
		length += len([]rune(w)) + 1
	}
	b.line("%s", line)
}

// help gives the words of a key's description, as the schema has them.
func help(keys []key, name string) []string {
	if k := keyNamed(keys, name); k != nil {
		words := strings.SplitAfter(k.help, " · ")
		for i, w := range words {
			words[i] = strings.TrimSpace(w)
		}
		return words
	}
	return nil
}

func (x Explainer) whole(b *scaffolding) {
	b.line("    title: %s", blank("ถ้อยคำของข้อกำหนด ตามต้นฉบับ"))
	b.note("    ", help(requirementKeys(), "level"))
	b.line("    level: required")
	b.note("    ", help(requirementKeys(), "period"))
	b.line("    period: none")
	b.line("    found_when:")
	b.note("      ", strings.Fields("ทางหนึ่งทาง ต้องเป็นจริงครบทุกบรรทัด ถ้ามีทางอื่นอีก ให้เพิ่มก้อนที่ขึ้นต้นด้วย - ทางใดทางหนึ่งก็พอ"))
	b.line("      - heading:                # คำนำทาง: ชื่อหน้า หัวข้อ ข้อความลิงก์ หรือชื่อไฟล์ มีคำใดคำหนึ่ง")
	b.line("          exact: [%s]", blank("คำตามต้นฉบับ"))
	b.line("          # accepted: [คำอื่นที่หน่วยงานใช้จริง]")
	b.note("        ", strings.Fields("สิ่งที่เนื้อหาต้องแสดงให้เห็นจริง หัวข้ออย่างเดียวไม่พอ เลือกได้จาก"))
	b.note("        ", x.seen())
	b.line("        shows: [text]")
	b.line("    advice: %s", blank("คำแนะนำหนึ่งประโยคว่าหน่วยงานต้องทำอะไรจึงจะผ่าน"))
	b.line("    examples:                   # เรื่องแต่งทั้งหมด อย่าใช้ชื่อคนหรือเบอร์โทรจริง")
	b.page("หน้าที่ต้องพบ", blank("หัวข้ออย่างที่หน่วยงานเขียน"), blank("เนื้อหาที่ครบตามข้อนี้ บรรทัดละย่อหน้า"), "found")
	b.page("มีหัวข้อ แต่ยังไม่มีเนื้อหา", blank("หัวข้อเดียวกัน"), "", "absent")
	b.page("หน้าที่คล้ายกันแต่เป็นเรื่องอื่น", blank("หัวข้อของเรื่องอื่น"), blank("เนื้อหาของเรื่องอื่น"), "absent")
}

func (x Explainer) addition(b *scaffolding) {
	b.note("    ", strings.Fields("ข้อนี้มีอยู่แล้ว ไฟล์นี้จึงเพิ่มคำให้ ถ้าจะเปลี่ยนทั้งข้อ ให้ลบ add แล้วเขียนข้อใหม่ทั้งข้อ"))
	b.line("    add:")
	b.line("      heading:                  # คำนำทางที่เพิ่ม")
	b.line("        accepted: [%s]", blank("คำที่หน่วยงานใช้จริง"))
	b.line("      examples:                 # หน้าที่พบได้เพราะคำที่เพิ่ม")
	b.page("หน้าที่ใช้คำที่เพิ่ม", blank("หัวข้อที่มีคำที่เพิ่ม"), blank("เนื้อหาที่ครบตามข้อนี้ บรรทัดละย่อหน้า"), "found", "  ")
}

func (b *scaffolding) page(name, heading, text, expect string, indent ...string) {
	in := strings.Join(indent, "") + "      "
	b.line("%s- case: %s", in, name)
	b.line("%s  page:", in)
	b.line("%s    heading: %s", in, heading)
	if text != "" {
		b.line("%s    text: |", in)
		b.line("%s      %s", in, text)
	}
	b.line("%s  expect: %s", in, expect)
}

// seen lists the recognisers, each with what it must see.
func (x Explainer) seen() []string {
	var out []string
	for name, what := range x.Recognisers {
		out = append(out, name+" ("+what+")")
	}
	slices.Sort(out)
	return out
}
