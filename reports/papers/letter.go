package papers

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// mostRefused bounds the addresses listed with a letter; the report has all.
const mostRefused = 60

// shut are answers by which a server turns a program away.
var shut = regexp.MustCompile(`\b(401|403|406|418|429|451|503)\b`)

// refused gives what a site's keeper kept the auditor from, by reason.
func refused(r *reports.Report) []reports.GapGroup {
	var out []reports.GapGroup
	for _, g := range r.Coverage.Gaps {
		switch checks.Reason(g.Code) {
		case checks.Blocked, checks.Challenge, checks.Robots:
		case checks.HTTPStatus:
			g.Gaps = slices.DeleteFunc(slices.Clone(g.Gaps), func(l reports.GapLine) bool { return !shut.MatchString(l.Detail) })
			g.N = len(g.Gaps)
		default:
			continue
		}
		if g.N > 0 {
			out = append(out, g)
		}
	}
	return out
}

// LetterOf writes to a site's keeper, asking to let the auditor in. The error wraps
// [ErrNothing] if nothing was refused.
func LetterOf(c Case) (*Document, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	groups := refused(c.Report)
	if len(groups) == 0 {
		return nil, ErrNothing
	}
	n, blind := 0, 0
	for _, g := range groups {
		n += g.N
	}
	for i := range c.Report.Sections {
		leaves(&c.Report.Sections[i], func(_ *reports.Group, r *reports.Row) {
			if r.Word.Code == string(checks.CouldNotLook) {
				blind++
			}
		})
	}
	d := &Document{Title: "ขอความอนุเคราะห์อนุญาตให้โปรแกรมตรวจเว็บไซต์เข้าอ่านข้อมูลสาธารณะ", Footer: c.draft(), Made: c.Report.Audit.EndedAt}
	d.Blocks = append(d.Blocks, c.letterhead()...)
	why := "ด้วย" + orThis(c.Sender) + " ได้ตรวจการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของ" + c.Report.Office + " ด้วยโปรแกรมตรวจเว็บไซต์ เมื่อวันที่ " + thaiDigits(c.Report.Date) +
		" พบว่าเครื่องแม่ข่ายไม่ให้โปรแกรมเข้าอ่าน จำนวน " + count(n) + " ที่อยู่ ตามสิ่งที่ส่งมาด้วย ๒"
	if blind > 0 {
		why += " เป็นเหตุให้สรุปผลไม่ได้ " + count(blind) + " ข้อ ซึ่งรายงานว่า “ตรวจไม่ได้” โดยไม่นับว่าหน่วยงานไม่มีข้อมูล"
	}
	d.Blocks = append(d.Blocks, body(why),
		body("เพื่อให้ผลตรวจครบถ้วนและเป็นธรรม จึงขอความอนุเคราะห์ให้ผู้ดูแลเว็บไซต์อนุญาตโปรแกรมดังนี้"))
	for i, s := range c.wishes(groups) {
		d.Blocks = append(d.Blocks, Paragraph{Runs: append(plain(thaiDigits(string(rune('1'+i)))+". "), text(s)...), First: 2.5})
	}
	d.Blocks = append(d.Blocks, body("โปรแกรมเปิดเฉพาะสิ่งที่ประชาชนทั่วไปเปิดดูได้ ไม่เข้าสู่ระบบ ไม่กรอกแบบฟอร์ม ไม่แก้ไขข้อมูล และไม่หลบเลี่ยงการป้องกัน หากการตรวจกระทบการให้บริการ โปรดแจ้งผู้ประสานงานเพื่อหยุดทันที"),
		Paragraph{Runs: plain("จึงเรียนมาเพื่อโปรดพิจารณาอนุเคราะห์ จะขอบคุณยิ่ง"), First: 2.5, Before: 4, Keep: true})
	d.Blocks = append(d.Blocks, c.closing()...)
	enclosure := func(s string) Paragraph {
		return Paragraph{Runs: []Run{{Text: s, Bold: true}}, Align: Centre, Size: 18, Before: 12, Keep: true, Head: 1}
	}
	d.Blocks = append(d.Blocks, Break{}, enclosure("สิ่งที่ส่งมาด้วย ๑: ข้อมูลของโปรแกรมตรวจเว็บไซต์"), Paragraph{Before: 4}, c.introduction(),
		enclosure("สิ่งที่ส่งมาด้วย ๒: ที่อยู่ซึ่งโปรแกรมเข้าอ่านไม่ได้"),
		centre("เว็บไซต์ของ"+c.Report.Office+" ตรวจเมื่อวันที่ "+thaiDigits(c.Report.Date)), Paragraph{Before: 6})
	list(d, groups, n)
	return d, nil
}

func orThis(sender string) string {
	if sender == "" {
		return " " + dots
	}
	return sender
}

// letterhead is the upper part of an external letter: number, who writes, day,
// subject, to whom, and what comes with it. The crest is the sender's to print.
func (c *Case) letterhead() []Block {
	left := Cell{[]Paragraph{para("ที่ ........................")}}
	crest := Cell{[]Paragraph{{Runs: plain("(ตราครุฑ)"), Align: Centre, Size: small}}}
	from := Cell{[]Paragraph{para(or(c.Sender)), para("ที่อยู่ ..............................")}}
	line := func(name, value string) Paragraph {
		return Paragraph{Runs: []Run{{Text: name + "  "}, {Text: value}}, Before: 6}
	}
	return []Block{
		Table{Widths: []float64{5.5, 4, 6.5}, Bare: true, Rows: []Row{{Cells: []Cell{left, crest, from}, Whole: true}}},
		Paragraph{Runs: plain("............  ............................  พ.ศ. ............"), Indent: 8, Before: 6},
		line("เรื่อง", "ขอความอนุเคราะห์อนุญาตให้โปรแกรมตรวจเว็บไซต์เข้าอ่านข้อมูลสาธารณะ"),
		line("เรียน", "ผู้ดูแลเว็บไซต์ "+host(c.Report)+" ("+c.Report.Office+")"),
		line("สิ่งที่ส่งมาด้วย", "๑. ข้อมูลของโปรแกรมตรวจเว็บไซต์  จำนวน ๑ ชุด"),
		Paragraph{Runs: plain("๒. รายการที่อยู่ซึ่งโปรแกรมเข้าอ่านไม่ได้  จำนวน ๑ ชุด"), Indent: 2.55},
	}
}

func host(r *reports.Report) string {
	u, err := url.Parse(r.Home.Href)
	if err != nil || u.Host == "" {
		return r.Home.Text
	}
	return u.Host
}

// wishes are what the keeper is asked to do, by what was in the way.
func (c *Case) wishes(groups []reports.GapGroup) []string {
	has := func(codes ...checks.Reason) bool {
		return slices.ContainsFunc(groups, func(g reports.GapGroup) bool { return slices.Contains(codes, checks.Reason(g.Code)) })
	}
	var out []string
	if has(checks.Blocked, checks.Challenge, checks.HTTPStatus) {
		out = append(out, "**ไฟร์วอลล์หรือ WAF** ให้ผ่านคำขอที่มี User-Agent และมาจากหมายเลข IP ตามสิ่งที่ส่งมาด้วย ๑ โดยไม่ตอบปฏิเสธ (เช่น HTTP 403, 429) และไม่ขึ้นหน้าทดสอบว่าเป็นมนุษย์ (CAPTCHA)")
	}
	if has(checks.Robots) {
		out = append(out, "**ไฟล์ robots.txt** เพิ่มสองบรรทัด “User-agent: "+product(c.UserAgent)+"” และ “Allow: /” หรือลบข้อห้ามที่กันข้อมูลสาธารณะ")
	}
	return append(out, "**แจ้งผล** ให้ผู้ประสานงานทราบเมื่อดำเนินการแล้ว เพื่อตรวจซ้ำ")
}

// product is the name by which robots.txt knows the auditor.
func product(agent string) string {
	name, _, _ := strings.Cut(agent, "/")
	if name = strings.TrimSpace(name); name == "" {
		return "truatweb"
	}
	return name
}

// introduction tells who comes, from where, and when.
func (c *Case) introduction() Table {
	row := func(name, value string) Row { return Row{Cells: []Cell{bold(name), cell(or(value))}, Whole: true} }
	hours := c.Hours
	if hours == "" {
		hours = "วันที่ .................... เวลา .................... น. (หรือทุกวันนอกเวลาราชการ)"
	}
	return Table{Widths: []float64{4.6, 11.4}, Rows: []Row{
		row("User-Agent", c.UserAgent), row("หมายเลข IP ต้นทาง", c.Source), row("ช่วงเวลาที่จะตรวจ", hours),
		row("ความถี่", "ปกติไม่เกิน ๑ คำขอต่อวินาที และช้าลงเองเมื่อเครื่องตอบช้า"), row("ผู้ประสานงาน", c.Contact),
	}}
}

func (c *Case) closing() []Block {
	out := []Block{Paragraph{Runs: plain("ขอแสดงความนับถือ"), Indent: 8, Before: 8, Keep: true}}
	for i, l := range []string{"ลงชื่อ......................................", "(............................................)", "ตำแหน่ง...................................."} {
		p := Paragraph{Runs: plain(l), Indent: 7, Before: 2, Keep: true}
		if i == 0 {
			p.Before = 20
		}
		out = append(out, p)
	}
	return append(out, Paragraph{Runs: plain("หน่วยงานเจ้าของเรื่อง " + or(c.Sender)), Before: 6, Size: small, Keep: true}, Paragraph{Runs: plain("โทร. ........................  ติดต่อ " + or(c.Contact)), Size: small})
}

// list adds the addresses that were refused.
func list(d *Document, groups []reports.GapGroup, n int) {
	t := Table{Widths: []float64{1.2, 8, 4.2, 2.6}, Header: []string{"ที่", "ที่อยู่ (URL)", "เหตุ", "เวลาที่พบ"}}
	for _, g := range groups {
		for _, l := range g.Gaps {
			if len(t.Rows) == mostRefused {
				break
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{middle(count(len(t.Rows) + 1)), link(l.Link), cell(g.Reason, l.Detail), cell(thaiDigits(l.At))}, Whole: true})
		}
	}
	d.Blocks = append(d.Blocks, t)
	if more := n - len(t.Rows); more > 0 {
		d.Blocks = append(d.Blocks, Paragraph{Runs: plain("และอีก " + count(more) + " ที่อยู่ ตามรายงานผลการตรวจ"), Before: 6})
	}
}
