package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/xlsx"
)

// mostRows bounds the rows of a workbook, written or read: some two hundred
// offices with all standards.
const mostRows = 50_000

// longestGiven bounds a text beside the answers, in characters: the report has
// all of it.
const longestGiven = 420

// Some standards number their items and others name them: the length of an id, in
// characters, up to which it is a number, and the column's width for names.
const (
	shortID = 8
	wideID  = 15
)

// What an export refuses.
var (
	ErrNoAudits    = errors.New("ไม่มีผลการตรวจให้ทำแบบตรวจทาน")
	ErrTwice       = errors.New("มีผลการตรวจของหน่วยงานเดียวกันมากกว่าหนึ่งครั้ง")
	ErrTooManyRows = fmt.Errorf("แบบตรวจทานยาวเกิน %d แถว แยกเป็นหลายแฟ้ม", mostRows)
)

// Exported says what a workbook asks.
type Exported struct {
	Offices int
	Rows    int
	Open    int // rows that nothing decided holds for
}

// Export writes the workbook in which the audits of one or many offices are
// answered: one row a requirement, what is open before what is decided, and the
// doubtful first. What the store knows stands beside it; the store may be nil.
func Export(ctx context.Context, w io.Writer, audits []*checks.Audit, store Store, program string) (Exported, error) {
	rows, err := ask(ctx, audits, store)
	if err != nil {
		return Exported{}, err
	}
	out := Exported{Offices: len(audits), Rows: len(rows)}
	form := newForm(audits)
	for i := range rows {
		if id := rows[i].entries[colItem].Text; len(id) > shortID {
			form.Fields[colItem].Width = wideID
		}
		if rows[i].open {
			out.Open++
		}
		form.Rows = append(form.Rows, rows[i].entries)
	}
	return out, xlsx.WriteForm(w, form, program)
}

// asked is a row of the workbook.
type asked struct {
	open    bool
	rank    int
	office  int
	entries []xlsx.Entry
}

// ranks are the verdicts, the most doubtful first.
var ranks = []checks.Verdict{checks.NeedsEyes, checks.CouldNotLook, checks.Partial, checks.WrongPeriod, checks.Unreachable, checks.Absent,
	checks.Found, checks.DeclaredNone, checks.NotYetDue, checks.NotRequired}

func ask(ctx context.Context, audits []*checks.Audit, store Store) ([]asked, error) {
	if len(audits) == 0 {
		return nil, ErrNoAudits
	}
	known := map[string]bool{}
	var rows []asked
	for n, a := range audits {
		if known[a.Office.Key()] {
			return nil, fmt.Errorf("%w: %s", ErrTwice, reports.Clean(a.Office.Key()))
		}
		known[a.Office.Key()] = true
		var said []checks.Statement
		var err error
		if store != nil {
			if said, err = store.Said(ctx, a.Office.Key()); err != nil {
				return nil, fmt.Errorf("reading what was said of %s: %w", a.Office.Key(), err)
			}
		}
		some, err := askOne(a, said, n)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, some...); len(rows) > mostRows {
			return nil, ErrTooManyRows
		}
	}
	slices.SortStableFunc(rows, func(a, b asked) int {
		switch {
		case a.open != b.open && a.open:
			return -1
		case a.open != b.open:
			return 1
		}
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.office, b.office))
	})
	return rows, nil
}

func askOne(a *checks.Audit, said []checks.Statement, office int) ([]asked, error) {
	r, err := reports.Answered(a, said, lang)
	if err != nil {
		return nil, fmt.Errorf("putting the audit of %s in words: %w", a.Office.Key(), err)
	}
	findings := map[string]*checks.Finding{}
	for i := range a.Findings {
		f := &a.Findings[i]
		if at := reports.Clean(f.Standard) + "\x00" + reports.Clean(f.ID); findings[at] == nil {
			findings[at] = f
		}
	}
	audit := a.Digest()
	var rows []asked
	for i := range r.Sections {
		sec := &r.Sections[i]
		for j := range sec.Groups {
			for k := range sec.Groups[j].Rows {
				row := &sec.Groups[j].Rows[k]
				f := findings[row.Standard+"\x00"+row.ID]
				if row.Parent || f == nil || f.Verdict == checks.Untested {
					continue
				}
				key := keyOf(a, audit, f)
				rows = append(rows, asked{
					open: row.Decision == nil || row.Decision.Standing != checks.Holds, rank: rank(f.Verdict), office: office,
					entries: entries(r, sec, row, key.String()),
				})
			}
		}
	}
	return rows, nil
}

func rank(v checks.Verdict) int {
	if i := slices.Index(ranks, v); i >= 0 {
		return i
	}
	return len(ranks)
}

// entries writes the given cells of a row, in the order of the columns.
func entries(r *reports.Report, sec *reports.Section, row *reports.Row, key string) []xlsx.Entry {
	proof, at := proofOf(row)
	open := ""
	if at.Href != "" {
		open = "เปิด"
	}
	ask := row.Question
	if ask == "" || !strings.Contains("eyes blind", row.Word.Class) && row.Advice != "" {
		ask = cmp.Or(row.Advice, ask)
	}
	return []xlsx.Entry{
		{Text: key},
		{Text: clip(r.Office, 90)},
		{Text: clip(sec.Short, 34), Small: true},
		{Text: row.ID},
		{Text: clip(row.Title, longestGiven)},
		{Text: row.Word.Mark + " " + row.Word.Text, Class: row.Word.Class},
		{Text: clip(why(row), longestGiven), Small: true},
		{Text: clip(proof, 260), Small: true},
		{Text: open, Link: at, Small: true},
		{Text: clip(ask, longestGiven), Small: true},
		{Text: clip(earlier(row), longestGiven), Small: true},
	}
}

// why says the verdict as a sentence, its reasons and what is lacking.
func why(row *reports.Row) string {
	out := []string{row.Says}
	for _, s := range row.Reasons {
		out = append(out, "• "+s)
	}
	if len(row.Lack) > 0 {
		out = append(out, "ยังขาด: "+strings.Join(row.Lack, ", "))
	}
	return strings.Join(out, "\n")
}

// proofOf names the first proof with its address, or else the nearest miss, and
// how many more there are. The address stands in full: it is to be read on paper.
func proofOf(row *reports.Row) (string, reports.Link) {
	var at reports.Link
	title, n := "", 0
	switch {
	case len(row.Evidence) > 0:
		at, title, n = row.Evidence[0].Link, row.Evidence[0].Title, len(row.Evidence)
	case len(row.Nearest) > 0:
		at, title, n = row.Nearest[0].Link, joined("ใกล้เคียง", row.Nearest[0].Title), len(row.Nearest)
	default:
		return "", at
	}
	lines := []string{clip(title, 90), at.Text}
	if n > 1 {
		lines = append(lines, fmt.Sprintf("และอีก %d แห่งในรายงาน", n-1))
	}
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n"), at
}

// earlier says what was replied and decided before, and how it stands.
func earlier(row *reports.Row) string {
	var out []string
	if d := row.Decision; d != nil {
		if d.State != "" {
			out = append(out, "⚠ "+d.State)
		}
		out = append(out, joined("วินิจฉัย: "+d.Word.Text, d.Reason, d.Note), joined("โดย "+d.By, d.Unit, d.At))
		if d.Until != "" {
			out = append(out, "ใช้ถึง "+d.Until)
		}
	}
	if p := row.Reply; p != nil {
		out = append(out, joined("หน่วยตอบ: "+cmp.Or(p.Link.Text, p.Note), p.By, p.At), p.Shows)
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n")
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// clip cuts a text at so many characters.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

// newForm makes the workbook without its rows.
func newForm(audits []*checks.Audit) *xlsx.Form {
	title := "แบบตรวจทานผลการตรวจเว็บไซต์"
	switch {
	case len(audits) == 1:
		title += " " + clip(reports.Clean(cmp.Or(audits[0].Office.Name, audits[0].Office.Key())), 90)
	default:
		title += fmt.Sprintf(" %d หน่วยงาน", len(audits))
	}
	var seen time.Time
	for _, a := range audits {
		if a.SeenAt.After(seen) {
			seen = a.SeenAt
		}
	}
	f := &xlsx.Form{Name: sheetWork, Title: title, Date: "ตรวจเมื่อ " + reports.DayText(seen, lang), Lists: sheetLists, Pinned: int(colVerdict) + 1, Wide: 2, Guide: guide()}
	const ours, theirs, reviewer, waiver = "ผลการตรวจ (แก้ไขไม่ได้)", "ผู้รับผิดชอบตอบ", "ผู้ตรวจสอบวินิจฉัย", "เฉพาะกรณีผ่อนผัน"
	// On paper the first page ends where the reviewer's part begins: up to there the
	// columns are as wide together as the pinned ones and the rest.
	f.Fields = []xlsx.Field{
		colKey:      {Band: ours, Width: 1.5, Kind: xlsx.Mark},
		colOffice:   {Band: ours, Width: 17},
		colStandard: {Band: ours, Width: 13},
		colItem:     {Band: ours, Width: 8},
		colTitle:    {Band: ours, Width: 27},
		colVerdict:  {Band: ours, Width: 15},
		colWhy:      {Band: ours, Width: 36},
		colProof:    {Band: ours, Width: 26},
		colOpen:     {Band: ours, Width: 6},
		colAsk:      {Band: ours, Width: 32},
		colEarlier:  {Band: ours, Width: 28},
		colURL:      {Band: theirs, Shade: 1, Width: 28, Kind: xlsx.Write, Hint: "ที่อยู่เดียวของหน้าหรือไฟล์ที่เผยแพร่ไว้ ขึ้นต้นด้วย https:// หรือ http:// โปรแกรมจะเปิดดูให้ในการตรวจครั้งหน้า"},
		colReply:    {Band: theirs, Shade: 1, Width: 24, Kind: xlsx.Write, Hint: "เช่น อยู่ตรงไหนของหน้า หรือจะเผยแพร่เมื่อใด"},
		colReplier:  {Band: theirs, Shade: 1, Width: 17, Kind: xlsx.Write},
		colReplyDay: {Band: theirs, Shade: 1, Width: 15, Kind: xlsx.Day, Hint: dayHint},
		colDecision: {Band: reviewer, Shade: 2, Width: 19, Kind: xlsx.Choose, Choices: verdictChoices(), Hint: "เว้นว่างถ้ายังไม่ตัดสิน"},
		colReason:   {Band: reviewer, Shade: 2, Width: 29, Kind: xlsx.Choose, Choices: reasonChoices(), Hint: "ถ้าเลือก “ผ่อนผัน” ให้เลือกเหตุผลที่ขึ้นต้นด้วย “ผ่อนผัน:”"},
		colNote:     {Band: reviewer, Shade: 2, Width: 33, Kind: xlsx.Write},
		colBy:       {Band: reviewer, Shade: 2, Width: 20, Kind: xlsx.Write},
		colUnit:     {Band: reviewer, Shade: 2, Width: 25, Kind: xlsx.Write},
		colDay:      {Band: reviewer, Shade: 2, Width: 16, Kind: xlsx.Day, Hint: dayHint},
		colUntil:    {Band: reviewer, Shade: 2, Width: 16, Kind: xlsx.Day, Hint: "วันสุดท้ายที่คำวินิจฉัยใช้ได้ เว้นว่างถ้าไม่มีกำหนด การผ่อนผันต้องมีเสมอ"},
		colApprover: {Band: waiver, Shade: 3, Width: 22, Kind: xlsx.Write, Hint: "ชื่อและตำแหน่งของผู้มีอำนาจ"},
		colScope:    {Band: waiver, Shade: 3, Width: 22, Kind: xlsx.Write, Hint: "ผ่อนผันเรื่องใด หรือที่อยู่ใด เว้นว่างหมายถึงทั้งข้อ"},
	}
	for c := range f.Fields {
		f.Fields[c].Name = headers[c]
	}
	return f
}

const dayHint = "เช่น 23/11/2569 หรือ 23 พ.ย. 2569 กด Ctrl และ ; เพื่อใส่วันนี้"

// guide is the sheet that says how to fill in.
func guide() xlsx.Guide {
	return xlsx.Guide{Name: sheetGuide, Title: "วิธีกรอกแบบตรวจทาน", Parts: []xlsx.GuidePart{
		{Head: "สำหรับทุกคน", Text: []string{
			"กรอกในแผ่น “" + sheetWork + "” เฉพาะช่องที่มีสีพื้น ช่องอื่นล็อกไว้ หนึ่งแถวคือหนึ่งข้อของหนึ่งหน่วยงาน",
			"แถวที่ยังไม่มีใครตัดสินอยู่ก่อน และแถวที่โปรแกรมไม่แน่ใจที่สุดอยู่บนสุด ใช้ตัวกรองที่หัวตารางเลือกดูเฉพาะหน่วยงานหรือผลที่ต้องการได้",
			"ไม่ต้องกรอกทุกแถว แถวที่เว้นว่างไม่มีผลอะไร แถวที่มีแต่ชื่อ หน่วย หรือวันที่ก็ถือว่ายังไม่ได้ตอบ",
			"วันที่พิมพ์เป็น พ.ศ. หรือ ค.ศ. ก็ได้ เช่น 23/11/2569, 23 พ.ย. 2569, 2026-11-23",
			"อย่าแก้คอลัมน์แคบ ๆ ทางซ้ายสุด (รหัสแถว) อย่าใช้สูตรและอย่าผสานเซลล์ในช่องคำตอบ ซ่อนแถว ย้ายคอลัมน์ หรือเรียงแถวใหม่ได้",
			"บันทึกเป็น .xlsx แล้วส่งกลับ ผู้ดูแลนำเข้าด้วยคำสั่ง truatweb review import ซึ่งตรวจทุกช่องก่อน ถ้าผิดแม้แต่ช่องเดียวจะไม่บันทึกอะไรเลยและบอกทุกช่องที่ต้องแก้",
		}},
		{Head: "ผู้รับผิดชอบ (ผู้เผยแพร่ข้อมูลของหน่วยงาน)", Text: []string{
			"ถ้าเผยแพร่แล้ว ใส่ที่อยู่ (URL) ของหน้าหรือไฟล์นั้น โปรแกรมจะเปิดดูก่อนในการตรวจครั้งหน้า แล้วบอกในรายงานว่าเห็นอะไร",
			"ถ้ายังไม่ได้เผยแพร่ เขียนคำชี้แจงว่าเพราะอะไรหรือจะเสร็จเมื่อใด แล้วใส่ชื่อและวันที่",
			"คำตอบของหน่วยงานยังไม่ใช่คำตัดสิน และไม่เปลี่ยนผลของโปรแกรม",
		}},
		{Head: "ผู้ตรวจสอบ (ผู้วินิจฉัย)", Text: []string{
			"เปิดหลักฐานดู แล้วเลือกคำวินิจฉัยและเหตุผลจากรายการ ใส่ชื่อ หน่วย และวันที่ ถ้าเลือกเหตุผล “อื่น ๆ” ต้องเขียนหมายเหตุ",
			"คำวินิจฉัยแสดงคู่กับผลของโปรแกรมในรายงาน ใช้ต่อไปได้ในการตรวจครั้งหน้าตราบที่หลักฐานยังเหมือนเดิม ถ้าหลักฐานเปลี่ยนจะถามใหม่",
			"“ใช้ถึงวันที่” คือวันสุดท้ายที่ใช้ได้ เว้นว่างถ้าไม่มีกำหนด",
			"ถ้าต้องการยกเลิกคำวินิจฉัยที่มีอยู่ เลือก “" + choiceWithdraw + "” แล้วใส่ชื่อ หน่วย และวันที่",
		}},
		{Head: "การผ่อนผัน", Text: []string{
			"เลือกคำวินิจฉัย “ผ่อนผัน” เหตุผลที่ขึ้นต้นด้วย “ผ่อนผัน:” วันสุดท้าย และผู้อนุมัติ ขอบเขตเว้นว่างหมายถึงทั้งข้อ",
			"การผ่อนผันนับแยกต่างหาก ไม่ถือว่าพบ และไม่เพิ่มคะแนน เมื่อหมดอายุหรือไม่ต้องใช้แล้วรายงานจะบอก",
		}},
	}}
}
