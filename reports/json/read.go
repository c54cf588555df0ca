package json

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// MaxSize is the largest record that [Read] takes, in bytes.
const MaxSize = 256 << 20

// What [Read] refuses; the errors it gives wrap one of these or one of package
// encoding/json or of the reader.
var (
	ErrTooLarge = errors.New("ไฟล์ผลการตรวจใหญ่เกินขนาดที่รับได้")
	ErrSchema   = errors.New("ไม่ใช่ผลการตรวจรุ่นที่โปรแกรมนี้อ่านได้")
	ErrTrailing = errors.New("มีข้อความต่อท้ายผลการตรวจ ไฟล์อาจถูกต่อกันหรือเสียหาย")
	ErrInvalid  = errors.New("ผลการตรวจไม่ถูกต้อง")
)

// Read reads an audit.json. It refuses another schema than
// [checks.AuditSchema], keys that the schema does not know (what is dropped
// silently is lost), anything after the audit, verdicts that are none, and more
// than [MaxSize] bytes.
func Read(r io.Reader) (*checks.Audit, error) { return read(r, MaxSize) }

func read(r io.Reader, most int64) (*checks.Audit, error) {
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("อ่านไฟล์ผลการตรวจไม่สำเร็จ: %w", err)
	}
	if int64(len(body)) > most {
		return nil, fmt.Errorf("%w (เกิน %d ไบต์)", ErrTooLarge, most)
	}
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")) // some editors save one
	// The schema comes first: of a record of another form its name says more
	// than the first key that does not fit.
	var named struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(body, &named); err != nil {
		return nil, broken(body, err)
	}
	if named.Schema != checks.AuditSchema {
		return nil, fmt.Errorf("%w: schema เป็น %q แต่ต้องเป็น %q", ErrSchema, shortened(named.Schema), checks.AuditSchema)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	a := &checks.Audit{}
	if err := dec.Decode(a); err != nil {
		return nil, broken(body, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrTrailing
	}
	if err := valid(a); err != nil {
		return nil, err
	}
	return a, nil
}

// broken says where in the file the mistake is, since people look for lines.
func broken(body []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := int64(0)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	default:
		return fmt.Errorf("อ่านไฟล์ผลการตรวจไม่สำเร็จ: %w", err)
	}
	line := 1 + bytes.Count(body[:min(max(offset, 0), int64(len(body)))], []byte("\n"))
	return fmt.Errorf("อ่านไฟล์ผลการตรวจไม่สำเร็จ ที่บรรทัด %d: %w", line, err)
}

// valid holds what the types alone cannot.
func valid(a *checks.Audit) error {
	if _, err := time.Parse(time.DateOnly, a.AsOf); err != nil {
		return fmt.Errorf("%w: as_of %q ไม่ใช่วันที่แบบ 2006-01-02", ErrInvalid, shortened(a.AsOf))
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.ID == "" || f.Standard == "" {
			return fmt.Errorf("%w: findings[%d] ไม่มี id หรือ standard", ErrInvalid, i)
		}
		if !f.Verdict.Valid() {
			return fmt.Errorf("%w: ข้อ %s %s มี verdict %q ซึ่งไม่รู้จัก", ErrInvalid, shortened(f.Standard), shortened(f.ID), shortened(string(f.Verdict)))
		}
	}
	return nil
}

// shortened makes a text of the file fit for a message.
func shortened(s string) string {
	s = reports.Clean(s)
	if r := []rune(s); len(r) > 60 {
		s = strings.TrimSpace(string(r[:60])) + "…"
	}
	return s
}
