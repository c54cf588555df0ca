package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/reports"
)

// Bounds of a file that is read.
const (
	mostFile    = 64 << 20  // bytes of the file
	mostParts   = 2000      // files in it
	mostPart    = 128 << 20 // bytes of one of them, unpacked
	mostShared  = 64 << 20  // bytes of the shared texts
	mostTexts   = 2 << 20   // shared texts
	mostToken   = 1 << 20   // bytes of a piece of XML
	mostSheets  = 200
	mostColumns = 300
	mostCell    = 40_000 // bytes of a cell's text that are read
	mostMerged  = 50_000 // blocks of merged cells
)

// What a person can do about a file that is refused as a whole.
const (
	mendSave = "เปิดด้วยโปรแกรมตาราง แล้วบันทึกเป็น Excel (.xlsx) ใหม่"
	mendAsk  = "ขอแฟ้มใหม่จากผู้ส่ง หรือ" + mendSave
)

// Book is a workbook being read.
type Book struct {
	// Sheets are its sheets in their order.
	Sheets []Sheet
	// From1904 says that its dates count from 1904.
	From1904 bool

	parts  map[string]*zip.File
	shared []string
	styles []style // of cells, by number
	mend   string
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name string
	path string
}

// Open looks at a file's kind and then learns its sheets, texts and styles. mend
// says, in Thai, which file belongs in its place: it is told where a file is no
// workbook. A file that is none, or goes beyond the bounds, is a
// [*reports.Refused].
func Open(ctx context.Context, r io.ReaderAt, size int64, mend string) (*Book, error) {
	if size > mostFile {
		return nil, reports.Refuse(fmt.Sprintf("แฟ้มใหญ่เกิน %d MB", mostFile>>20), mend)
	}
	head := make([]byte, min(size, 64))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading the workbook: %w", err)
	}
	switch {
	case size == 0:
		return nil, reports.Refuse("แฟ้มว่างเปล่า", mend)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")):
		return nil, reports.Refuse("เป็นแฟ้ม Excel รุ่นเก่า (.xls) หรือแฟ้มที่ตั้งรหัสผ่านไว้", "เอารหัสผ่านออก แล้วบันทึกเป็น .xlsx")
	case bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis")):
		return nil, reports.Refuse("เป็นแฟ้ม OpenDocument (.ods)", "เลือก บันทึกเป็น แล้วเลือกชนิด Excel (.xlsx)")
	case !bytes.HasPrefix(head, []byte("PK")):
		return nil, reports.Refuse("ไม่ใช่แฟ้ม Excel (.xlsx)", mend)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, reports.Refuse("แฟ้มเสียหาย เปิดไม่ได้", mendAsk)
	}
	if len(z.File) > mostParts {
		return nil, reports.Refuse("ในแฟ้มมีแฟ้มย่อยมากผิดปกติ", mend)
	}
	w := &Book{parts: map[string]*zip.File{}, mend: mend}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/"))
		if path.Base(name) == "vbaproject.bin" {
			return nil, reports.Refuse("แฟ้มมีมาโคร (.xlsm) จึงไม่เปิด", "บันทึกเป็น .xlsx ซึ่งไม่มีมาโคร")
		}
		w.parts[name] = f
	}
	if err := w.readBook(ctx); err != nil {
		return nil, err
	}
	return w, nil
}

// errTooLong says that a part of the file unpacks to more than it may.
var errTooLong = errors.New("unpacks to too much")

// walk gives every token of a part to do. done ends it early.
func (w *Book) walk(ctx context.Context, name string, do func(xml.Token) (done bool, err error)) error {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return reports.Refuse("แฟ้มไม่ครบ (ไม่มี "+shorten(name)+")", mendSave)
	}
	body, err := f.Open()
	if err != nil {
		return w.broken(err)
	}
	defer func() { _ = body.Close() }() // only read from
	limited := &bounded{r: body, left: mostPart}
	dec := xml.NewDecoder(limited)
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if limited.over {
			return w.broken(errTooLong)
		}
		if err != nil {
			return w.broken(err)
		}
		if done, err := do(tok); done || err != nil {
			return err
		}
	}
}

func (w *Book) broken(err error) error {
	if errors.Is(err, errTooLong) {
		return reports.Refuse("แฟ้มคลายแล้วใหญ่ผิดปกติ จึงไม่อ่านต่อ", w.mend)
	}
	return reports.Refuse("แฟ้มเสียหาย อ่านไม่ได้ตลอด", mendAsk)
}

// bounded ends a reader that gives too much, in all or in one piece of XML.
type bounded struct {
	r     io.Reader
	left  int64
	since int // bytes since the last tag began
	over  bool
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if at := bytes.LastIndexByte(p[:n], '<'); at >= 0 {
		b.since = n - at
	} else {
		b.since += n
	}
	if b.left < 0 || b.since > mostToken {
		b.over = true
		return 0, errTooLong
	}
	return n, err
}

// shorten cuts a name that is told.
func shorten(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readBook learns the sheets, the styles and the shared texts.
func (w *Book) readBook(ctx context.Context) error {
	book := "xl/workbook.xml"
	if to := w.related(ctx, "_rels/.rels", "", func(_, kind string) bool { return strings.HasSuffix(kind, "/officeDocument") }); to != "" {
		book = to
	}
	type named struct{ name, id string }
	var sheets []named
	err := w.walk(ctx, book, func(t xml.Token) (bool, error) {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			w.From1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case e.Name.Local == "sheet" && len(sheets) < mostSheets:
			s := named{name: attr(e, "name")}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					s.id = a.Value
				}
			}
			sheets = append(sheets, s)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	dir, base := path.Split(book)
	rels := dir + "_rels/" + base + ".rels"
	for _, s := range sheets {
		if to := w.related(ctx, rels, dir, func(id, _ string) bool { return id == s.id }); to != "" {
			w.Sheets = append(w.Sheets, Sheet{s.name, to})
		}
	}
	if len(w.Sheets) == 0 {
		return reports.Refuse("แฟ้มไม่มีแผ่นงานเลย", w.mend)
	}
	if to := w.related(ctx, rels, dir, func(_, kind string) bool { return strings.HasSuffix(kind, "/styles") }); to != "" && w.parts[strings.ToLower(to)] != nil {
		if err := w.readStyles(ctx, to); err != nil {
			return err
		}
	}
	shared := w.related(ctx, rels, dir, func(_, kind string) bool { return strings.HasSuffix(kind, "/sharedStrings") })
	if shared == "" || w.parts[strings.ToLower(shared)] == nil {
		return nil
	}
	return w.readShared(ctx, shared)
}

// related gives the part that a list of relations names, "" if there is none.
func (w *Book) related(ctx context.Context, rels, dir string, wanted func(id, kind string) bool) string {
	to := ""
	if w.parts[strings.ToLower(rels)] == nil {
		return ""
	}
	err := w.walk(ctx, rels, func(t xml.Token) (bool, error) {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && wanted(attr(e, "Id"), attr(e, "Type")) {
			to = strings.ReplaceAll(attr(e, "Target"), `\`, "/")
			return true, nil
		}
		return false, nil
	})
	if err != nil || to == "" {
		return ""
	}
	if strings.HasPrefix(to, "/") {
		return strings.TrimPrefix(path.Clean(to), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+dir+to), "/")
}

func (w *Book) readShared(ctx context.Context, name string) error {
	var text richText
	total := 0
	return w.walk(ctx, name, func(t xml.Token) (bool, error) {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			text = richText{}
			return false, nil
		}
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
			s := text.String()
			if total += len(s); total > mostShared || len(w.shared) >= mostTexts {
				return true, w.broken(errTooLong)
			}
			w.shared = append(w.shared, s)
			return false, nil
		}
		text.take(t)
		return false, nil
	})
}

// richText joins the runs of a text and leaves out how it is pronounced.
type richText struct {
	b        strings.Builder
	open     bool
	phonetic bool
}

func (r *richText) take(t xml.Token) {
	switch e := t.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "t":
			r.open = true
		case "rPh":
			r.phonetic = true
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "t":
			r.open = false
		case "rPh":
			r.phonetic = false
		}
	case xml.CharData:
		if r.open && !r.phonetic && r.b.Len() < mostCell {
			r.b.Write(e)
		}
	}
}

// String gives the text with the escapes of characters undone: _x000D_.
func (r *richText) String() string { return unescape(r.b.String()) }

func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		at := strings.Index(s, "_x")
		if at < 0 || len(s) < at+7 {
			b.WriteString(s)
			return b.String()
		}
		n, err := strconv.ParseUint(s[at+2:at+6], 16, 16)
		if err != nil || s[at+6] != '_' {
			b.WriteString(s[:at+2])
			s = s[at+2:]
			continue
		}
		b.WriteString(s[:at])
		b.WriteRune(rune(n))
		s = s[at+7:]
	}
}
