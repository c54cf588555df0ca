package review

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/workbook"
)

// headRows is in how many rows the headers are looked for.
const headRows = 30

// headersWanted is how many of them make a sheet the one to work in although it
// lacks the keys.
const headersWanted = 5

// filled is a row in which something was answered.
type filled struct {
	row      int
	key      rowKey
	keyText  string
	title    string
	decision *checks.Decision
	reply    *checks.Reply
}

// answered is a workbook that was read without a mistake.
type answered struct {
	sheet string
	where [columns]int // column of the sheet, 0 if it is not there
	rows  []filled
	seen  int // rows with a key
}

// reading is a sheet being read.
type reading struct {
	book    *workbook.Book
	out     answered
	header  int // row, 0 before it is met
	wrong   *reports.Refused
	now     time.Time
	today   time.Time
	by      map[string]int // key → index in out.rows
	tooMany bool
}

// readAnswers reads what was filled in, or says all that is wrong.
func readAnswers(ctx context.Context, r io.ReaderAt, size int64, now time.Time) (*answered, error) {
	book, err := workbook.Open(ctx, r, size, mendExport)
	if err != nil {
		return nil, err
	}
	local := now.In(thai.Bangkok())
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, thai.Bangkok())
	sheets := slices.Clone(book.Sheets)
	slices.SortStableFunc(sheets, func(a, b workbook.Sheet) int {
		if (a.Name == sheetWork) == (b.Name == sheetWork) {
			return 0
		}
		if a.Name == sheetWork {
			return -1
		}
		return 1
	})
	var names []string
	for _, s := range sheets {
		in := reading{book: book, out: answered{sheet: s.Name}, wrong: &reports.Refused{}, now: now, today: today, by: map[string]int{}}
		merged, err := book.Rows(ctx, s, in.take)
		if err != nil {
			return nil, err
		}
		if in.header == 0 {
			names = append(names, "“"+clip(reports.Clean(s.Name), 40)+"”")
			continue
		}
		in.refuseMerged(merged)
		if in.tooMany {
			return nil, reports.Refuse(fmt.Sprintf("แผ่น “%s” มีเกิน %d แถว", s.Name, mostRows), "ลบแถวที่ไม่เกี่ยวข้อง หรือใช้แฟ้มที่ส่งออกใหม่")
		}
		if err := in.wrong.OrNil(); err != nil {
			return nil, err
		}
		return &in.out, nil
	}
	return nil, reports.Refuse(fmt.Sprintf("ไม่มีแผ่นแบบตรวจทานในแฟ้มนี้ มีแต่แผ่น %s", clip(strings.Join(names, ", "), 200)), mendExport+" แผ่นที่กรอกชื่อ “"+sheetWork+"”")
}

// take takes a row in.
func (in *reading) take(row int, cells map[int]*workbook.Cell) (done bool) {
	if in.header == 0 {
		if in.isHeader(cells) {
			in.header = row
			in.lackingColumns()
		}
		return row >= headRows && in.header == 0
	}
	if in.out.where[colKey] == 0 {
		return true // said already, and without keys nothing can be read
	}
	if in.out.seen++; in.out.seen > mostRows {
		in.tooMany = true
		return true
	}
	in.answer(row, cells)
	return false
}

// isHeader learns the columns from a row of headers.
func (in *reading) isHeader(cells map[int]*workbook.Cell) bool {
	var where [columns]int
	n := 0
	twice := map[column][]int{}
	for col, c := range cells {
		for k, name := range headers {
			if squeeze(c.Text) == squeeze(name) {
				if where[k] != 0 {
					twice[column(k)] = append(twice[column(k)], col)
				}
				where[k] = max(where[k], col)
				n++
			}
		}
	}
	if where[colKey] == 0 && n < headersWanted {
		return false
	}
	in.out.where = where
	for k := range twice {
		in.wrong.Add(reports.Mistake{Sheet: in.out.sheet, Header: headers[k], What: "มีคอลัมน์นี้มากกว่าหนึ่งคอลัมน์", Mend: "เหลือไว้คอลัมน์เดียว"})
	}
	return true
}

// lackingColumns names the columns that cannot be done without.
func (in *reading) lackingColumns() {
	if in.out.where[colKey] == 0 {
		in.wrong.Add(reports.Mistake{Sheet: in.out.sheet, Header: headers[colKey], What: "ไม่มีคอลัมน์นี้ จึงไม่รู้ว่าแต่ละแถวเป็นของข้อใด", Mend: "ใช้แฟ้มที่ส่งออกไว้เดิม อย่าลบคอลัมน์ซ้ายสุด"})
		return
	}
	some := false
	for k := range columns {
		some = some || k.answers() && in.out.where[k] > 0
	}
	if !some {
		in.wrong.Add(reports.Mistake{Sheet: in.out.sheet, What: "ไม่มีคอลัมน์สำหรับคำตอบเลย", Mend: "ใช้แฟ้มที่ส่งออกไว้เดิม และอย่าเปลี่ยนชื่อหัวคอลัมน์"})
	}
}

// refuseMerged refuses cells that were merged over keys or answers.
func (in *reading) refuseMerged(merged []workbook.Area) {
	if in.header == 0 {
		return
	}
	for _, a := range merged {
		if a.Bottom <= in.header || a.Left == a.Right && a.Top == a.Bottom {
			continue
		}
		for k, col := range in.out.where {
			if col > 0 && (column(k) == colKey || column(k).answers()) && a.Left <= col && col <= a.Right {
				in.wrong.Add(in.at(max(a.Top, in.header+1), column(k), fmt.Sprintf("มีเซลล์ที่ผสานกัน (%s%d:%s%d)", workbook.Letter(a.Left), a.Top, workbook.Letter(a.Right), a.Bottom), "ยกเลิกการผสานเซลล์ แล้วกรอกทีละแถว"))
				break
			}
		}
	}
}

func (in *reading) at(row int, k column, what, mend string) reports.Mistake {
	return reports.Mistake{Sheet: in.out.sheet, Row: row, Column: workbook.Letter(in.out.where[k]), Header: headers[k], What: what, Mend: mend}
}

// answer reads one row.
func (in *reading) answer(row int, cells map[int]*workbook.Cell) {
	a := rowReader{reading: in, row: row, cells: cells}
	if !a.filled(colURL, colReply) && !a.filled(colDecision, colReason, colNote, colUntil, colApprover, colScope) {
		a.noFormulas()
		return
	}
	if a.readKey(); a.bad {
		return
	}
	if a.filled(colURL, colReply) {
		a.readReply()
	}
	if a.filled(colDecision, colReason, colNote, colUntil, colApprover, colScope) {
		a.readDecision()
	}
	if a.bad {
		return
	}
	f := filled{row: row, key: a.key, keyText: a.cell(colKey).Text, title: clip(reports.Clean(a.cell(colTitle).Text), 80), decision: a.decision, reply: a.reply}
	if i, twice := in.by[f.keyText]; twice {
		if !f.sameAs(&in.out.rows[i]) {
			in.wrong.Add(in.at(row, colKey, fmt.Sprintf("ข้อเดียวกันกับแถว %d แต่ตอบไม่ตรงกัน", in.out.rows[i].row), "เหลือไว้แถวเดียว หรือตอบให้ตรงกัน"))
		}
		return
	}
	in.by[f.keyText] = len(in.out.rows)
	in.out.rows = append(in.out.rows, f)
}

// sameAs reports whether two rows say the same.
func (f *filled) sameAs(o *filled) bool {
	id := func(x *filled) (a, b string) {
		if x.decision != nil {
			a = (&checks.Statement{Decision: x.decision}).ID()
		}
		if x.reply != nil {
			b = (&checks.Statement{Reply: x.reply}).ID()
		}
		return a, b
	}
	a1, b1 := id(f)
	a2, b2 := id(o)
	return a1 == a2 && b1 == b2
}

// rowReader reads the cells of one row.
type rowReader struct {
	*reading
	row      int
	cells    map[int]*workbook.Cell
	bad      bool
	key      rowKey
	decision *checks.Decision
	reply    *checks.Reply
}

var noCell = workbook.Cell{}

func (a *rowReader) cell(k column) *workbook.Cell {
	if c := a.cells[a.out.where[k]]; c != nil && a.out.where[k] > 0 {
		return c
	}
	return &noCell
}

func (a *rowReader) filled(list ...column) bool {
	return slices.ContainsFunc(list, func(k column) bool { return !a.cell(k).Empty() })
}

func (a *rowReader) mistake(k column, what, mend string) {
	a.bad = true
	a.wrong.Add(a.at(a.row, k, what, mend))
}

// noFormulas looks at cells that alone answer nothing.
func (a *rowReader) noFormulas() {
	for k := range columns {
		if k.answers() && a.cell(k).Formula {
			a.text(k, 0)
		}
	}
}

func (a *rowReader) readKey() {
	c := a.cell(colKey)
	switch {
	case c.Empty():
		a.mistake(colKey, "มีคำตอบแต่ไม่มีรหัสแถว", "คัดลอกคำตอบไปใส่ในแถวเดิมของแฟ้มที่ส่งออก")
		return
	case c.Formula:
		a.mistake(colKey, "รหัสแถวเป็นสูตร", "คัดลอกคำตอบไปใส่ในแฟ้มที่ส่งออกไว้เดิม")
		return
	}
	key, err := parseKey(c.Text)
	if err != nil {
		a.mistake(colKey, "รหัสแถวถูกแก้ไขหรือคัดลอกมาไม่ครบ", "คัดลอกคำตอบไปใส่ในแฟ้มที่ส่งออกไว้เดิม")
		return
	}
	a.key = key
}

// text reads an answer of at most so many characters, 0 for any.
func (a *rowReader) text(k column, most int) string {
	c := a.cell(k)
	switch {
	case c.Formula:
		a.mistake(k, "เป็นสูตร", "พิมพ์ค่าลงไปตรง ๆ หรือคัดลอกแล้ววางแบบ “ค่า”")
		return ""
	case c.Failed:
		a.mistake(k, "มีค่าผิดพลาด "+clip(reports.Clean(c.Text), 20), "พิมพ์ค่าใหม่")
		return ""
	}
	s := lined(c.Text)
	if n := len([]rune(s)); most > 0 && n > most {
		a.mistake(k, fmt.Sprintf("ยาว %d ตัวอักษร", n), fmt.Sprintf("ย่อให้ไม่เกิน %d ตัวอักษร", most))
		return ""
	}
	return s
}

// lined cleans a text line by line.
func lined(s string) string {
	var out []string
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n") {
		if line = reports.Clean(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// day reads a date: the zero time where none was given, not ok where it is none.
func (a *rowReader) day(k column) (at time.Time, ok bool) {
	c := a.cell(k)
	switch {
	case c.Empty():
		return at, true
	case c.Formula, c.Failed:
		a.text(k, 0) // says so
		return at, false
	}
	var err error
	if c.Numeric {
		at, err = dayOfSerial(c.Number, a.book.From1904)
	} else {
		at, err = dayOfText(c.Text)
	}
	if err != nil {
		mend := "พิมพ์เช่น 23/11/2569 หรือ 23 พ.ย. 2569"
		if errors.Is(err, errFarDay) {
			mend = "ตรวจปีอีกครั้ง แล้ว" + mend
		}
		a.mistake(k, err.Error()+" “"+clip(reports.Clean(c.Text), 40)+"”", mend)
	}
	return at, err == nil
}

// said reads the day on which somebody said something.
func (a *rowReader) said(k column) time.Time {
	at, ok := a.day(k)
	switch {
	case !ok:
	case at.IsZero():
		a.mistake(k, "ยังไม่ได้ใส่วันที่", "พิมพ์เช่น 23/11/2569 หรือกด Ctrl และ ; เพื่อใส่วันนี้")
	case at.After(a.today):
		a.mistake(k, "เป็นวันในอนาคต ("+reports.DayText(at, lang)+")", "ตรวจวันและปีอีกครั้ง")
	case at.Before(a.key.seen()):
		a.mistake(k, "เป็นวันก่อนการตรวจเว็บไซต์ ("+reports.DayText(at, lang)+" ก่อน "+reports.DayText(a.key.seen(), lang)+")", "ตรวจวันและปีอีกครั้ง")
	}
	return at
}
