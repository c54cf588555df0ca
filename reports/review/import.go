package review

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/workbook"
)

// ImportOptions are what an import goes by.
type ImportOptions struct {
	Name string    // of the file, kept as where a thing was said
	Now  time.Time // no answer is of a later day
	// Current gives the latest audit of an office, nil if none is known: an answer to
	// a finding that rests on something else since is refused.
	Current func(office string) (*checks.Audit, error)
	DryRun  bool // look at everything and keep nothing
}

// Imported says what an import changed, or would have.
type Imported struct {
	Rows      int // that were answered
	Decided   int // decisions that are new
	Waived    int // of these, waivers
	Withdrawn int // of these, such as take an earlier one back
	Replied   int // replies that are new
	Known     int // statements that had been taken in before
	Changes   []Changed
	// Aside are statements that do not stand, since a later one does.
	Aside []Changed
}

// Changed is a statement of a workbook in words.
type Changed struct {
	Row    int
	Office string
	ID     string
	Title  string
	Text   string // what was said, and what stood before
}

// Import reads a workbook that was filled in and keeps what it says: all of it, or
// where anything in it is wrong nothing, which is a [*reports.Refused] with all mistakes.
// The same workbook again changes nothing.
func Import(ctx context.Context, store Store, file io.ReaderAt, size int64, o ImportOptions) (*Imported, error) {
	in, err := readAnswers(ctx, file, size, o.Now)
	if err != nil {
		return nil, err
	}
	m := merger{in: in, o: &o, store: store, out: &Imported{Rows: len(in.rows)}, offices: map[string]*officeState{}, wrong: &reports.Refused{}}
	for i := range in.rows {
		if err := m.row(ctx, &in.rows[i]); err != nil {
			return nil, err
		}
	}
	if err := m.wrong.OrNil(); err != nil {
		return nil, err
	}
	if o.DryRun || len(m.fresh) == 0 {
		return m.out, nil
	}
	if _, err := store.Append(ctx, m.fresh); err != nil {
		return nil, fmt.Errorf("keeping what the workbook says: %w", err)
	}
	return m.out, nil
}

// merger holds a workbook against what is known.
type merger struct {
	in      *answered
	o       *ImportOptions
	store   Store
	out     *Imported
	offices map[string]*officeState
	fresh   []checks.Statement
	wrong   *reports.Refused
}

// officeState is what is known of an office.
type officeState struct {
	said  map[string]bool // by ID
	last  map[string]checks.Last
	audit *checks.Audit
}

func (m *merger) office(ctx context.Context, key string) (*officeState, error) {
	if s := m.offices[key]; s != nil {
		return s, nil
	}
	said, err := m.store.Said(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("reading what was said of %s: %w", key, err)
	}
	s := &officeState{said: map[string]bool{}, last: checks.LastSaid(said)}
	for i := range said {
		s.said[said[i].ID()] = true
	}
	if m.o.Current != nil {
		if s.audit, err = m.o.Current(key); err != nil {
			return nil, fmt.Errorf("looking for the latest audit of %s: %w", key, err)
		}
	}
	m.offices[key] = s
	return s, nil
}

func (m *merger) row(ctx context.Context, f *filled) error {
	s, err := m.office(ctx, f.key.office)
	if err != nil {
		return err
	}
	last := s.last[f.key.standard+"\x00"+f.key.id]
	fresh := false
	source := fmt.Sprintf("%s แถว %d", reports.Clean(m.o.Name), f.row)
	if f.decision != nil {
		st := checks.Statement{Office: f.key.office, Decision: f.decision, Source: source}
		fresh = m.decision(s, f, &st, last.Decision) || fresh
	}
	if f.reply != nil {
		st := checks.Statement{Office: f.key.office, Reply: f.reply, Source: source}
		fresh = m.reply(s, f, &st, last.Reply) || fresh
	}
	if fresh {
		m.stale(s, f)
	}
	return nil
}

// decision takes a decision in and reports whether it is new.
func (m *merger) decision(s *officeState, f *filled, st *checks.Statement, standing *checks.Decision) bool {
	d := st.Decision
	if s.said[st.ID()] {
		m.out.Known++
		if standing != nil && (&checks.Statement{Office: st.Office, Decision: standing}).ID() != st.ID() {
			m.aside(f, decisionText(d)+" เคยนำเข้าแล้ว และมีคำวินิจฉัยใหม่กว่า ("+decisionText(standing)+") ถ้าต้องการใช้อีก ให้ใส่วันที่วินิจฉัยใหม่")
		}
		return false
	}
	if d.Withdrawn() && standing == nil {
		m.wrong.Add(reports.Mistake{Sheet: m.in.sheet, Row: f.row, Column: workbook.Letter(m.in.where[colDecision]), Header: headers[colDecision], What: "ไม่มีคำวินิจฉัยเดิมให้ถอน", Mend: "ล้างช่องของผู้ตรวจสอบในแถวนี้"})
		return false
	}
	m.fresh = append(m.fresh, *st)
	m.out.Decided++
	switch {
	case d.Waiver != nil:
		m.out.Waived++
	case d.Withdrawn():
		m.out.Withdrawn++
	}
	text := decisionText(d)
	if standing != nil {
		if d.At.Before(standing.At) {
			m.aside(f, text+" บันทึกไว้ แต่คำวินิจฉัยใหม่กว่ายังใช้อยู่ ("+decisionText(standing)+")")
			return true
		}
		text += " เดิม: " + decisionText(standing)
	}
	m.changed(f, text)
	return true
}

func (m *merger) reply(s *officeState, f *filled, st *checks.Statement, last *checks.Reply) bool {
	if s.said[st.ID()] {
		m.out.Known++
		return false
	}
	m.fresh = append(m.fresh, *st)
	m.out.Replied++
	text := "หน่วยตอบ: " + clip(joined(st.Reply.URL, st.Reply.Note), 120)
	if last != nil && st.Reply.At.Before(last.At) {
		m.aside(f, text+" บันทึกไว้ แต่คำตอบที่ใหม่กว่ายังใช้อยู่")
		return true
	}
	m.changed(f, text)
	return true
}

// stale refuses a new answer to what is no longer so.
func (m *merger) stale(s *officeState, f *filled) {
	if s.audit == nil {
		return
	}
	now := s.audit.Finding(f.key.standard, f.key.id)
	wrong := reports.Mistake{Sheet: m.in.sheet, Row: f.row, Column: workbook.Letter(m.in.where[colKey]), Header: headers[colKey]}
	switch {
	case now == nil:
		wrong.What, wrong.Mend = "ผลการตรวจล่าสุดไม่มีข้อนี้แล้ว", "ล้างคำตอบของแถวนี้"
	case now.Digest() != f.key.finding:
		wrong.What = "ผลหรือหลักฐานของข้อนี้เปลี่ยนไปแล้วในการตรวจล่าสุด (" + reports.DayText(s.audit.SeenAt, lang) + ")"
		wrong.Mend = "ส่งออกแบบตรวจทานใหม่แล้วดูข้อนี้อีกครั้ง หรือล้างคำตอบของแถวนี้"
	default:
		return
	}
	m.wrong.Add(wrong)
}

func (m *merger) changed(f *filled, text string) {
	m.out.Changes = append(m.out.Changes, Changed{Row: f.row, Office: f.key.office, ID: f.key.id, Title: f.title, Text: text})
}

func (m *merger) aside(f *filled, text string) {
	m.out.Aside = append(m.out.Aside, Changed{Row: f.row, Office: f.key.office, ID: f.key.id, Title: f.title, Text: text})
}

func decisionText(d *checks.Decision) string {
	switch {
	case d.Waiver != nil:
		return "ผ่อนผันถึง " + reports.DayText(d.Until, lang) + " (" + reports.DayText(d.At, lang) + ")"
	case d.Withdrawn():
		return choiceWithdraw + " (" + reports.DayText(d.At, lang) + ")"
	}
	return "วินิจฉัย: " + reports.WordOf(d.Verdict, lang).Text + " (" + reports.DayText(d.At, lang) + ")"
}

// IsRefused gives the mistakes of a file that was refused, nil for other errors.
func IsRefused(err error) *reports.Refused {
	var r *reports.Refused
	if errors.As(err, &r) {
		return r
	}
	return nil
}
