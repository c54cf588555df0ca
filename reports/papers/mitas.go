package papers

import (
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Sheet is the ministry's assessment sheet (MITAS) filled.
type Sheet struct {
	Name    string
	Titles  []string // over it
	Columns []string
	Widths  []float64 // in digits of the text
	Rows    []SheetRow
	Choices []string // that a person picks from in the column of Has
	Has     int      // column of มี/ไม่มี, from 0
	Sign    []string // who signs below
}

// SheetRow is a row of the sheet.
type SheetRow struct {
	Cells  []string
	Link   reports.Link // of File/Link
	Parent bool
	Class  string // of the verdict, for the column of Has
}

// Columns of the sheet, from 0, which are the form's own six and the two units.
const (
	ColumnLink = 4
	columnHas  = 3
)

// AuthorityITA is the authority of standards that the sheet is made of.
const AuthorityITA = "ita"

// MITASOf fills the sheet. The error wraps [ErrNothing] if the audit was held
// against none of the ministry's lists.
func MITASOf(c Case) (*Sheet, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	out := &Sheet{Name: "MITAS", Has: columnHas, Choices: []string{"มี", "ไม่มี"}, Sign: []string{"ผู้รายงาน", "ผู้ตรวจสอบ", "ผู้บริหาร"},
		Columns: []string{"MOIT", "No.", "หลักฐานที่ต้องตรวจ", "มี/ไม่มี", "File/Link", "อธิบายชี้แจงเพิ่มเติม", "ผู้รับผิดชอบ", "ผู้ตรวจสอบ"},
		Widths:  []float64{9, 8, 44, 14, 38, 56, 25, 25}}
	for i := range c.Report.Sections {
		s := &c.Report.Sections[i]
		if authority(c.Report, s.ID) != AuthorityITA {
			continue
		}
		if len(out.Titles) == 0 {
			out.Titles = []string{s.Title, c.Report.Office + " · " + c.Report.Fiscal + " · ตรวจเมื่อ " + c.Report.Date,
				"ช่อง มี/ไม่มี ที่โปรแกรมเขียนไว้เป็นผลจากการดูเว็บไซต์ ช่องที่ไม่ใช่ “มี” ให้เจ้าหน้าที่เปิดดูแล้วเลือก มี หรือ ไม่มี เอง ลายมือชื่อและความถูกต้องของเอกสารต้องให้คนตรวจ"}
		}
		for j := range s.Groups {
			for k := range s.Groups[j].Rows {
				out.Rows = append(out.Rows, c.sheetRow(&s.Groups[j], &s.Groups[j].Rows[k]))
			}
		}
	}
	if len(out.Rows) == 0 {
		return nil, ErrNothing
	}
	return out, nil
}

func authority(r *reports.Report, standard string) string {
	for i := range r.Audit.Standards {
		if r.Audit.Standards[i].ID == standard {
			return r.Audit.Standards[i].Authority
		}
	}
	return ""
}

func (c *Case) sheetRow(g *reports.Group, r *reports.Row) SheetRow {
	number := c.number(r.Standard, r.ID)
	if number == "" && !r.Parent {
		number = r.ID
	}
	row := SheetRow{Parent: r.Parent, Class: r.Word.Class}
	if len(r.Evidence) > 0 {
		row.Link = r.Evidence[0].Link
	}
	has := r.Has
	if d := r.Decision; d != nil && !d.Lapsed {
		has = map[bool]string{true: "มี", false: "ไม่มี"}[d.Word.Code == string(checks.Found)]
	}
	row.Cells = []string{"MOIT " + g.ID, number, r.Title, has, row.Link.Text, c.explained(r), r.Responsible, r.Reviewer}
	return row
}

// explained writes the form's column for it: why it is so, and both units' words.
func (c *Case) explained(r *reports.Row) string {
	out := []string{r.Says}
	out = append(out, r.Reasons...)
	if len(r.Have) > 0 && !r.Parent {
		out = append(out, "มีแล้ว: "+strings.Join(r.Have, ", "))
	}
	if len(r.Lack) > 0 && !r.Parent {
		out = append(out, "ยังขาด: "+strings.Join(r.Lack, ", "))
	}
	if r.Years != "" {
		out = append(out, "ปีที่พบ: "+r.Years)
	}
	if r.Question != "" {
		out = append(out, "ให้คนตรวจ: "+r.Question)
	}
	if d := r.Decision; d != nil && !d.Lapsed {
		out = append(out, "คำวินิจฉัย: "+strings.TrimSpace(d.Word.Text+" "+d.Note)+" โดย "+d.By)
	}
	return strings.Join(out, "\n")
}
