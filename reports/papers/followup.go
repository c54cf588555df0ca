package papers

import (
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// FollowUpOf writes the yearly report on how publication was followed up, with the
// memo that presents it and asks leave to publish it.
func FollowUpOf(c Case) (*Document, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	d := &Document{Title: "รายงานผลการกำกับติดตามการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของหน่วยงาน ประจำปีงบประมาณ " + c.fiscal(), Footer: c.draft(), Made: c.Report.Audit.EndedAt}
	d.Blocks = append(d.Blocks, c.memo(d.Title)...)
	d.Blocks = append(d.Blocks, Break{},
		Paragraph{Runs: []Run{{Text: "รายงานผลการกำกับติดตามการเผยแพร่ข้อมูลต่อสาธารณะ", Bold: true}}, Align: Centre, Size: large, Head: 1},
		Paragraph{Runs: []Run{{Text: "ผ่านเว็บไซต์ของ" + c.Report.Office, Bold: true}}, Align: Centre, Size: 18},
		Paragraph{Runs: []Run{{Text: "ประจำปีงบประมาณ " + c.fiscal(), Bold: true}}, Align: Centre, Size: 18})
	for i, part := range []struct {
		name string
		of   func() []Block
	}{
		{"การกำกับติดตาม", c.howFollowed}, {"สรุปผลการเผยแพร่ตามหมวด", c.byRow}, {"ผู้ใดเผยแพร่ข้อมูลใดแล้ว", c.published},
		{"ข้อมูลที่ต้องเผยแพร่หรือแก้ไข", c.lacking}, {"ข้อที่ต้องให้คนตรวจหรือตรวจซ้ำ", c.open}, {"ปัญหาและอุปสรรค", c.problems}, {"ข้อเสนอแนะ", c.proposals},
	} {
		d.Blocks = append(d.Blocks, heading(count(i+1)+". "+part.name))
		d.Blocks = append(d.Blocks, part.of()...)
	}
	d.Blocks = append(d.Blocks, signatures("ผู้จัดทำรายงาน", "ผู้ตรวจสอบ", "ผู้รับรองรายงาน"))
	return d, nil
}

// memo is the memorandum (บันทึกข้อความ) over the report.
func (c *Case) memo(title string) []Block {
	line := func(parts ...string) Paragraph {
		p := Paragraph{Before: 4}
		for i, s := range parts {
			p.Runs = append(p.Runs, Run{Text: s + "  ", Bold: i%2 == 0})
		}
		return p
	}
	n := c.tally()
	facts := "๒. ผู้ดูแลเว็บไซต์ได้กำกับติดตามการเผยแพร่ข้อมูลต่อสาธารณะ เมื่อวันที่ " + thaiDigits(c.Report.Date) + " ตามรายการ " + count(n.all) + " ข้อ เผยแพร่แล้ว " + count(n.met) + " ข้อ ต้องเผยแพร่หรือแก้ไข " + count(n.mend) + " ข้อ"
	if n.open > 0 {
		facts += " รอเจ้าหน้าที่ตรวจหรือตรวจซ้ำ " + count(n.open) + " ข้อ"
	}
	if n.aside > 0 {
		facts += " ไม่ต้องเผยแพร่หรือยังไม่ถึงกำหนด " + count(n.aside) + " ข้อ"
	}
	return []Block{
		Paragraph{Runs: []Run{{Text: "บันทึกข้อความ", Bold: true}}, Align: Centre, Size: 29},
		line("ส่วนราชการ", c.Report.Office+"  โทร. ............"),
		line("ที่", "........................................", "วันที่", "........................................"),
		line("เรื่อง", title+" และขออนุญาตนำเผยแพร่บนเว็บไซต์ของหน่วยงาน"),
		Paragraph{Runs: plain("เรียน  " + c.head()), Before: 8},
		body("๑. ตามประกาศแนวทางการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของหน่วยงาน กำหนดให้มีการกำกับติดตามการเผยแพร่ข้อมูล และเกณฑ์การประเมิน MOIT กำหนดให้รายงานผลการกำกับติดตามต่อผู้บริหารและเผยแพร่รายงานนั้น"),
		body(facts + " รายละเอียดตามรายงานที่แนบ"),
		body("๓. จึงเรียนมาเพื่อโปรดพิจารณา (๑) รับทราบผลการกำกับติดตาม (๒) สั่งการให้ผู้รับผิดชอบดำเนินการตามข้อ ๔ ของรายงาน (๓) อนุญาตให้นำรายงานนี้เผยแพร่บนเว็บไซต์ของหน่วยงาน"),
		signatures("ผู้รายงาน"),
		Table{Widths: []float64{16}, Rows: []Row{{Whole: true, Cells: []Cell{{[]Paragraph{
			{Runs: []Run{{Text: "ความเห็นของ" + c.head(), Bold: true}}, Size: small},
			{Runs: plain("☐ รับทราบ   ☐ อนุญาตให้นำเผยแพร่บนเว็บไซต์   ☐ ไม่อนุญาต เพราะ ................................"), Size: small},
			{Runs: plain("ลงชื่อ.............................. (..........................................) วันที่ ......./......./......."), Size: small, Before: 18},
		}}}}}},
	}
}

// tallied is the leaves of the office's own table by what is to be done.
type tallied struct{ all, met, mend, open, aside int }

func (c *Case) tally() tallied {
	var n tallied
	leaves(c.first(), func(_ *reports.Group, r *reports.Row) {
		n.all++
		switch r.EARL {
		case "passed":
			n.met++
		case "failed":
			n.mend++
		case "inapplicable":
			n.aside++
		default:
			n.open++
		}
	})
	return n
}

func (c *Case) howFollowed() []Block {
	r := c.Report
	row := func(name string, lines ...string) Row {
		return Row{Cells: []Cell{bold(name), cell(lines...)}, Whole: true}
	}
	var looked []string
	for _, s := range r.Looked {
		looked = append(looked, thaiDigits(s))
	}
	t := Table{Widths: []float64{4.2, 11.8}, Rows: []Row{
		row("หน่วยงาน", strings.TrimSpace(r.Office+" "+r.Place)),
		{Cells: []Cell{bold("เว็บไซต์"), link(r.Home)}, Whole: true},
		row("วิธีกำกับติดตาม", append(looked, "ตรวจโดยโปรแกรม "+r.Program+" ตามรายการของประกาศ แล้วให้เจ้าหน้าที่ตรวจทาน")...),
		row("ผู้รับผิดชอบ", c.keepers().Responsible), row("ผู้ตรวจสอบ", c.keepers().Reviewer),
	}}
	if r.Caution != "" {
		t.Rows = append(t.Rows, row("ข้อควรระวัง", r.Caution))
	}
	return []Block{t}
}

// keepers are the units that answer for most of the office's table: those of its
// first row, from which the others inherit.
func (c *Case) keepers() reports.Units {
	if s := c.first(); len(s.Groups) > 0 {
		return s.Groups[0].Units
	}
	return reports.Units{}
}

// who names the unit that answers for an item where that is not the keeper of the
// whole, who is named once.
func (c *Case) who(unit string) string {
	if reports.SameUnit(unit, c.keepers().Responsible) {
		return ""
	}
	return prefixed("ผู้รับผิดชอบ: ", unit)
}

// everybody says who answers where nobody else is named.
func (c *Case) everybody() Paragraph {
	return Paragraph{Runs: plain("ข้อที่ไม่ได้ระบุหน่วยไว้ ผู้รับผิดชอบคือ " + or(c.keepers().Responsible)), Size: small, Keep: true}
}

// byRow is the founding table with what was found.
func (c *Case) byRow() []Block {
	t := Table{Widths: []float64{1.2, 9, 5.8}, Header: []string{"ที่", "หัวข้อ เรื่องของข้อมูล", "ผลการเผยแพร่"}}
	s := c.first()
	for i := range s.Groups {
		g := &s.Groups[i]
		var results []string
		for _, n := range g.Tally {
			results = append(results, n.Text+" "+count(n.N)+" ข้อ")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{middle(thaiDigits(g.ID)), cell(g.Title, c.who(g.Responsible)), cell(strings.Join(results, " · "))}, Whole: true})
	}
	return []Block{t}
}

// published says who published what, where.
func (c *Case) published() []Block {
	t := Table{Widths: []float64{1.7, 6.3, 8}, Header: []string{"ข้อ", "เรื่องและผู้รับผิดชอบ", "เผยแพร่ที่"}}
	leaves(c.first(), func(_ *reports.Group, r *reports.Row) {
		if r.EARL != "passed" {
			return
		}
		at := Cell{}
		if len(r.Evidence) > 0 {
			e := &r.Evidence[0]
			at = link(e.Link)
			if e.Title != "" {
				at = Cell{append(cell(brief(e.Title)).Lines, at.Lines...)}
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{middle(c.id(r.Standard, r.ID)), cell(r.Title, c.who(r.Responsible)), at}, Whole: true})
	})
	return append([]Block{c.everybody()}, orNone(t, "ยังไม่มีข้อที่ยืนยันได้ว่าเผยแพร่แล้ว")...)
}

// lacking says what is to be done by whom.
func (c *Case) lacking() []Block {
	t := Table{Widths: []float64{1.7, 4.8, 2.4, 7.1}, Header: []string{"ข้อ", "เรื่อง", "ผล", "สิ่งที่ต้องทำ"}}
	leaves(c.first(), func(_ *reports.Group, r *reports.Row) {
		if r.EARL == "failed" {
			t.Rows = append(t.Rows, Row{Cells: []Cell{middle(c.id(r.Standard, r.ID)), cell(r.Title), cell(r.Word.Text), cell(strings.Join(r.Reasons, " "), r.Advice, c.who(r.Responsible), "กำหนดเสร็จ ........................")}, Whole: true})
		}
	})
	out := orNone(t, "ไม่มี")
	return append(out, Paragraph{Runs: plain("“ไม่พบ” หมายถึงหาไม่พบในหน้าและเอกสารที่ดูได้ภายใต้ข้อจำกัดของการตรวจ ไม่ได้แปลว่าหน่วยงานไม่มี"), Size: tiny, Before: 2})
}

// open lists what people have yet to settle.
func (c *Case) open() []Block {
	t := Table{Widths: []float64{1.7, 5, 2.6, 6.7}, Header: []string{"ข้อ", "เรื่อง", "ผล", "เหตุ / คำถาม และผลที่เจ้าหน้าที่ตรวจ"}}
	leaves(c.first(), func(_ *reports.Group, r *reports.Row) {
		if r.EARL == "cantTell" {
			t.Rows = append(t.Rows, Row{Cells: []Cell{middle(c.id(r.Standard, r.ID)), cell(r.Title), cell(r.Word.Text), cell(strings.Join(r.Reasons, " "), r.Question, ruled(r.Decision))}, Whole: true})
		}
	})
	return orNone(t, "ไม่มี")
}

func ruled(d *reports.Ruling) string {
	if d == nil || d.Lapsed {
		return "ผลที่เจ้าหน้าที่ตรวจ: ☐ มี  ☐ ไม่มี  โดย ......................"
	}
	return "ผลที่เจ้าหน้าที่ตรวจ: " + d.Word.Text + " โดย " + d.By
}

// brief leaves out what a page's title says after its name: mostly the office.
func brief(title string) string {
	name, _, _ := strings.Cut(title, " | ")
	return name
}

func orNone(t Table, none string) []Block {
	if len(t.Rows) == 0 {
		return []Block{body(none)}
	}
	return []Block{t}
}

// problems says what stood in the way, as far as the audit saw it.
func (c *Case) problems() []Block {
	by := map[checks.Verdict]int{}
	why := map[string]int{}
	var order []string
	leaves(c.first(), func(_ *reports.Group, r *reports.Row) {
		by[checks.Verdict(r.Word.Code)]++
		if r.EARL == "passed" || r.EARL == "inapplicable" {
			return
		}
		for _, s := range r.Reasons {
			if why[s] == 0 {
				order = append(order, s)
			}
			why[s]++
		}
	})
	var out []string
	add := func(n int, before, after string) {
		if n > 0 {
			out = append(out, before+count(n)+after)
		}
	}
	add(by[checks.Unreachable], "มีลิงก์แต่ประชาชนเปิดดูไม่ได้ ", " ข้อ")
	add(by[checks.WrongPeriod], "ข้อมูลที่เผยแพร่เป็นของปีอื่น ", " ข้อ")
	add(by[checks.Partial], "เผยแพร่แล้วแต่ไม่ครบทุกส่วน ", " ข้อ")
	add(by[checks.Absent], "หาไม่พบในหน้าและเอกสารที่ดูได้ ", " ข้อ")
	add(by[checks.NeedsEyes], "ต้องให้คนเปิดดูจึงจะตัดสินได้ เช่น ข้อมูลเป็นภาพ ", " ข้อ")
	add(by[checks.CouldNotLook], "โปรแกรมเข้าดูไม่ได้ ", " ข้อ")
	add(c.Report.Audit.Coverage.Failed, "ที่อยู่ในเว็บไซต์ที่เปิดไม่ได้ ", " ที่อยู่")
	slices.SortStableFunc(order, func(x, y string) int { return why[y] - why[x] })
	for _, s := range order[:min(len(order), 6)] {
		out = append(out, "สาเหตุที่พบ: "+s+" ("+count(why[s])+" ข้อ)")
	}
	return append(listed(out), append([]Block{para("ปัญหาและอุปสรรคอื่นที่ผู้รับผิดชอบพบ")}, lines(3)...)...)
}

// proposals says what follows from what was found; the items themselves stand above.
func (c *Case) proposals() []Block {
	n := c.tally()
	var out []string
	if n.mend > 0 {
		out = append(out, "ให้ผู้รับผิดชอบเผยแพร่หรือแก้ไขข้อมูลตามข้อ ๔ จำนวน "+count(n.mend)+" ข้อ โดยแนบแบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์ทุกข้อ")
	}
	if n.open > 0 {
		out = append(out, "ให้ผู้ตรวจสอบเปิดดูและตัดสินข้อที่ยังค้างตามข้อ ๕ จำนวน "+count(n.open)+" ข้อ")
	}
	out = append(out, "ให้ผู้ดูแลเว็บไซต์ตรวจซ้ำหลังแก้ไข และเก็บผลตรวจแต่ละครั้งไว้เปรียบเทียบ")
	return append(listed(out), append([]Block{para("ข้อเสนอแนะอื่น")}, lines(2)...)...)
}

func listed(texts []string) []Block {
	var out []Block
	for i, s := range texts {
		out = append(out, Paragraph{Runs: plain(count(i+1) + ") " + s), Indent: 1, Before: 1})
	}
	return out
}
