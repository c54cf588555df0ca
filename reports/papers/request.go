package papers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// RequestOf fills a publication request form for each item that is to be
// published or put right. The error wraps [ErrNothing] if there is none.
func RequestOf(c Case) (*Document, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	d := &Document{Title: "แบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์", Footer: c.draft(), Made: c.Report.Audit.EndedAt}
	index := Table{Widths: []float64{1.5, 2.5, 8.5, 3.5}, Header: []string{"ลำดับ", "ข้อ", "เรื่อง", "ผลตรวจ"}}
	var forms []Block
	for i := range c.Report.Sections {
		s := &c.Report.Sections[i]
		if !c.asked(s.ID) {
			continue
		}
		leaves(s, func(g *reports.Group, r *reports.Row) {
			if !toPublish(r) {
				return
			}
			n := count(len(index.Rows) + 1)
			index.Rows = append(index.Rows, Row{Cells: []Cell{middle(n), cell(c.id(s.ID, r.ID)), cell(r.Title), cell(r.Word.Text)}, Whole: true})
			forms = append(forms, Break{})
			forms = append(forms, c.form(s, g, r)...)
		})
	}
	if len(index.Rows) == 0 {
		return nil, ErrNothing
	}
	d.Blocks = append([]Block{
		Paragraph{Runs: []Run{{Text: "รายการที่ต้องขอเผยแพร่หรือแก้ไขข้อมูลผ่านเว็บไซต์", Bold: true}}, Align: Centre, Size: 18},
		centre(c.Report.Office), centre("จากผลตรวจวันที่ " + thaiDigits(c.Report.Date)), Paragraph{Before: 6}, index,
	}, forms...)
	return d, nil
}

// asked reports whether the items of a standard are asked for.
func (c *Case) asked(standard string) bool {
	if len(c.Standards) == 0 {
		return standard == c.first().ID
	}
	return slices.Contains(c.Standards, standard)
}

// toPublish are the items that a publication mends. Items "if any" ask nobody.
func toPublish(r *reports.Row) bool {
	switch checks.Verdict(r.Word.Code) {
	case checks.Absent, checks.Partial, checks.Unreachable, checks.WrongPeriod:
		return !r.IfAny
	}
	return false
}

// form is one item's form: the fields of the ministry's, and those that the
// announcement asks to stand beside what is published (clauses 2.1.1 and 2.1.3).
func (c *Case) form(s *reports.Section, g *reports.Group, r *reports.Row) []Block {
	field := func(name string, value ...string) Row {
		out := cell(value...)
		if len(out.Lines) == 0 {
			out = cell(dots + dots)
		}
		return Row{Cells: []Cell{bold(name), out}, Whole: true}
	}
	period := r.Period
	if y := c.Report.Audit.FiscalYear; y > 0 && strings.Contains(period, "ปีงบประมาณ") {
		period += thaiDigits(fmt.Sprintf(" (ตรวจสำหรับปีงบประมาณ พ.ศ. %d)", y))
	}
	t := Table{Widths: []float64{4.6, 11.4}, Rows: []Row{
		field("ชื่อหน่วยงาน", c.Report.Office),
		field("วัน/เดือน/ปี ที่ขอ", "........../........../.........."),
		field("หัวข้อ", strings.TrimSpace(c.id(s.ID, r.ID)+" "+r.Title), under(g)),
		field("รายละเอียดข้อมูล (โดยสรุปหรือเอกสารแนบ)", prefixed("ควรมี: ", r.Advice), prefixed("ส่วนที่ยังขาด: ", strings.Join(r.Lack, ", ")), "☐ มีเอกสารแนบ จำนวน ............ แผ่น/ไฟล์"),
		field("ช่วงเวลาของข้อมูล", period, "ตั้งแต่ ........................... ถึง ..........................."),
		field("ที่มาหรือเจ้าของข้อมูล", r.Responsible),
		field("ชนิดและขนาดไฟล์", "☐ หน้าเว็บ   ☐ PDF   ☐ อื่น ๆ ............   ขนาด ......... KB/MB"),
		{Cells: []Cell{bold("Link ภายนอก (ถ้ามี)"), c.outside(r)}, Whole: true},
		field("หมายเหตุ", "ผลตรวจเว็บไซต์วันที่ "+thaiDigits(c.Report.Date)+": "+r.Word.Text, strings.Join(r.Reasons, " "), prefixed("ปีที่พบ: ", thaiDigits(r.Years))),
		field("ผู้ขอเผยแพร่", "ชื่อ-สกุล ................................ ตำแหน่ง .......................", "หน่วยงาน .............................. โทร./อีเมล ...................."),
	}}
	return []Block{
		Paragraph{Runs: []Run{{Text: "แบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์", Bold: true}}, Align: Centre, Size: 18, Head: 1},
		Paragraph{Runs: []Run{{Text: "ของ" + c.Report.Office, Bold: true}}, Align: Centre},
		Paragraph{Runs: plain(announcement(c.Report, s)), Align: Centre, Size: tiny},
		t,
		signatures("ผู้รับผิดชอบการให้ข้อมูล", "ผู้อนุมัติรับรอง", "ผู้รับผิดชอบการนำข้อมูลขึ้นเผยแพร่"),
	}
}

// announcement names what asks for the item. The title of the office's table may
// name the office that it was copied from, and is not repeated.
func announcement(r *reports.Report, s *reports.Section) string {
	if authority(r, s.ID) == "office" {
		return "ตามประกาศของหน่วยงาน เรื่อง แนวทางการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของหน่วยงาน"
	}
	return "ตาม" + s.Title
}

func under(g *reports.Group) string {
	if g.ID == "" || g.Title == "" {
		return ""
	}
	id := g.ID
	if numbered.MatchString(id) {
		id = thaiDigits(id)
	}
	return "หมวด " + id + " " + g.Title
}

// outside gives the address that has to be mended, or room for another.
func (c *Case) outside(r *reports.Row) Cell {
	at := reports.Link{}
	switch {
	case len(r.Evidence) > 0:
		at = r.Evidence[0].Link
	case len(r.Nearest) > 0:
		at = r.Nearest[0].Link
	}
	if at.Text == "" {
		return cell(dots + dots)
	}
	out := cell(dots+dots, "ที่พบในเว็บไซต์ขณะนี้:")
	return Cell{append(out.Lines, link(at).Lines...)}
}

func prefixed(name, value string) string {
	if value == "" {
		return ""
	}
	return name + value
}
