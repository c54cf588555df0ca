package office

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/truatweb/truatweb/checks/extract"
)

// Records of an Excel binary file ([MS-XLS] 2.3).
const (
	xlsFormula  = 0x0006
	xlsEOF      = 0x000A
	xlsDate1904 = 0x0022
	xlsFilePass = 0x002F
	xlsContinue = 0x003C
	xlsCodePage = 0x0042
	xlsSheet    = 0x0085
	xlsMulRK    = 0x00BD
	xlsXF       = 0x00E0
	xlsSST      = 0x00FC
	xlsLabelSST = 0x00FD
	xlsNumber   = 0x0203
	xlsLabel    = 0x0204
	xlsString   = 0x0207
	xlsRK       = 0x027E
	xlsFormat   = 0x041E
	xlsBOF      = 0x0809
)

// readXLS reads the sheets of a workbook of Excel 5 to 2003.
func readXLS(b *builder, body []byte) error {
	all, err := streams(body, "Workbook", "Book")
	if err != nil {
		return err
	}
	w := &xls{builder: b, data: le(all["Workbook"]), formats: map[int]bool{}, page874: true}
	if w.data == nil {
		w.data, w.old = le(all["Book"]), true
	}
	if len(w.data) == 0 {
		return fmt.Errorf("%w: no workbook", extract.ErrDamaged)
	}
	return w.read()
}

type xls struct {
	*builder
	data     le
	old      bool // BIFF5: strings of one byte a character
	page874  bool
	names    []string
	hidden   []bool
	shared   []string
	formats  map[int]bool // own number formats that show dates
	dated    []bool       // cell formats that show dates
	base1904 bool

	sheetNo int
	rowNo   int
	cells   []string
	pending int // column of a formula whose text follows; -1 if none
}

func (w *xls) read() error {
	depth := 0
	w.sheetNo, w.rowNo, w.pending = -1, -1, -1
	for at := 0; at+4 <= len(w.data) && !w.full(); {
		kind, size := w.data.u16(at), w.data.u16(at+2)
		body := le(w.data.slice(at+4, size))
		at += 4 + size
		switch kind {
		case xlsFilePass:
			return extract.ErrLocked
		case xlsBOF:
			if depth++; depth == 1 {
				w.substream(body)
			}
		case xlsEOF:
			depth--
			w.flush()
		case xlsSST:
			parts := [][]byte{body}
			for w.data.u16(at) == xlsContinue && at+4 <= len(w.data) {
				n := w.data.u16(at + 2)
				parts = append(parts, w.data.slice(at+4, n))
				at += 4 + n
			}
			w.shared = sst(parts)
		default:
			w.record(kind, body)
		}
	}
	w.flush()
	return nil
}

// substream begins the workbook's globals or a sheet.
func (w *xls) substream(body le) {
	if body.u16(2) == 0x0005 {
		return
	}
	w.sheetNo++
	w.rowNo, w.cells = -1, nil
	if w.sheetNo < len(w.names) && !w.hidden[w.sheetNo] {
		w.sheet(w.names[w.sheetNo])
	}
}

func (w *xls) record(kind int, body le) {
	switch kind {
	case xlsCodePage:
		w.page874 = body.u16(0) == 874
	case xlsDate1904:
		w.base1904 = body.u16(0) == 1
	case xlsSheet:
		w.names = append(w.names, w.short(body.slice(6, len(body))))
		w.hidden = append(w.hidden, body.u16(4)&3 != 0)
	case xlsFormat:
		code := ""
		if w.old {
			code = w.text8(body.slice(3, len(body)))
		} else {
			code, _ = unicodeString(body.slice(2, len(body)))
		}
		w.formats[body.u16(0)] = dateFormat(code)
	case xlsXF:
		id := body.u16(2)
		w.dated = append(w.dated, w.formats[id] || builtInDate(id))
	case xlsLabelSST:
		if n := int(body.u32(6)); n >= 0 && n < len(w.shared) {
			w.put(body, w.shared[n])
		}
	case xlsLabel:
		if w.old {
			w.put(body, w.text8(body.slice(8, body.u16(6))))
		} else {
			s, _ := unicodeString(body.slice(6, len(body)))
			w.put(body, s)
		}
	case xlsNumber:
		w.put(body, w.figure(float(body, 6), body.u16(4)))
	case xlsRK:
		w.put(body, w.figure(rk(body.u32(6)), body.u16(4)))
	case xlsMulRK:
		first := body.u16(2)
		for i := 0; 4+6*i+6 <= len(body)-2; i++ {
			w.at(body.u16(0), first+i, w.figure(rk(body.u32(4+6*i+2)), body.u16(4+6*i)))
		}
	case xlsFormula:
		if body.u16(12) == 0xFFFF && len(body) > 6 && body[6] == 0 {
			w.at(body.u16(0), body.u16(2), "")
			w.pending = body.u16(2)
		} else if body.u16(12) != 0xFFFF {
			w.put(body, w.figure(float(body, 6), body.u16(4)))
		}
	case xlsString:
		if w.pending >= 0 && w.pending < len(w.cells) {
			if w.old {
				w.cells[w.pending] = w.text8(body.slice(2, body.u16(0)))
			} else {
				w.cells[w.pending], _ = unicodeString(body)
			}
		}
		w.pending = -1
	}
}

func float(b le, at int) float64 {
	if at+8 > len(b) {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b[at:]))
}

// rk decodes the short form of a number ([MS-XLS] 2.5.217).
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func (w *xls) figure(f float64, style int) string {
	if style < len(w.dated) && w.dated[style] {
		if d := dateOf(f, w.base1904); d != "" {
			return d
		}
	}
	return figure(f)
}

func (w *xls) put(body le, text string) { w.at(body.u16(0), body.u16(2), text) }

func (w *xls) at(row, col int, text string) {
	if w.sheetNo < 0 || w.sheetNo < len(w.hidden) && w.hidden[w.sheetNo] {
		return
	}
	if row != w.rowNo {
		w.flush()
		w.rowNo = row
	}
	if col >= mostCells {
		return
	}
	for len(w.cells) <= col {
		w.cells = append(w.cells, "")
	}
	w.cells[col] = text
}

func (w *xls) flush() {
	w.row(w.cells)
	w.cells = nil
}

func (w *xls) text8(b []byte) string {
	page := 0
	if w.page874 {
		page = 874
	}
	return narrow(b, page)
}

// short reads a sheet's name, whose length is one byte.
func (w *xls) short(b le) string {
	if len(b) < 2 {
		return ""
	}
	n := int(b[0])
	if w.old {
		return w.text8(b.slice(1, n))
	}
	if b[1]&1 != 0 {
		return wide(b.slice(2, 2*n))
	}
	return narrow(b.slice(2, n), 0)
}

// unicodeString reads a string with a length of two bytes and its flags, and
// gives the bytes that it took.
func unicodeString(b le) (string, int) {
	if len(b) < 3 {
		return "", len(b)
	}
	n, flags, at := b.u16(0), b[2], 3
	skip := 0
	if flags&8 != 0 {
		skip += 4 * b.u16(at)
		at += 2
	}
	if flags&4 != 0 {
		skip += int(b.u32(at))
		at += 4
	}
	if flags&1 != 0 {
		return wide(b.slice(at, 2*n)), at + 2*n + skip
	}
	return narrow(b.slice(at, n), 0), at + n + skip
}

// sst reads the table of shared strings, whose strings may run on into the
// next record with flags of their own ([MS-XLS] 2.4.265).
func sst(parts [][]byte) []string {
	r := &sstReader{parts: parts}
	r.skip(4)
	total := int(r.u32())
	var out []string
	for len(out) < min(total, mostShared) && !r.done() {
		out = append(out, r.string())
	}
	return out
}

type sstReader struct {
	parts [][]byte
	at    int
}

func (r *sstReader) done() bool {
	for len(r.parts) > 0 && r.at >= len(r.parts[0]) {
		r.parts, r.at = r.parts[1:], 0
	}
	return len(r.parts) == 0
}

func (r *sstReader) byte() byte {
	if r.done() {
		return 0
	}
	b := r.parts[0][r.at]
	r.at++
	return b
}

func (r *sstReader) u16() int { return int(r.byte()) | int(r.byte())<<8 }

func (r *sstReader) u32() uint32 { return uint32(r.u16()) | uint32(r.u16())<<16 }

func (r *sstReader) skip(n int) {
	for ; n > 0 && !r.done(); n-- {
		r.at++
	}
}

func (r *sstReader) string() string {
	n, flags := r.u16(), r.byte()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = r.u16()
	}
	if flags&4 != 0 {
		extra = int(r.u32() & 0x00FFFFFF)
	}
	var text []byte
	for n > 0 && !r.done() {
		size := 1 + int(flags&1)
		here := min(n, (len(r.parts[0])-r.at)/size)
		if here == 0 {
			r.parts, r.at = r.parts[1:], 0
		} else {
			chunk := r.parts[0][r.at : r.at+here*size]
			r.at += here * size
			if n -= here; size == 2 {
				text = append(text, wide(chunk)...)
			} else {
				text = append(text, narrow(chunk, 0)...)
			}
		}
		if n > 0 && len(r.parts) > 0 && r.at >= len(r.parts[0]) {
			r.parts, r.at = r.parts[1:], 0
			if len(r.parts) > 0 && len(r.parts[0]) > 0 {
				flags = r.parts[0][0] // a string that runs on says its width again
				r.at = 1
			}
		}
	}
	r.skip(4*runs + extra)
	return string(text)
}
