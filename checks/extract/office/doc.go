package office

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Marks inside the text of a Word binary file ([MS-DOC] 2.4.1).
const (
	markCell  = 0x07
	markField = 0x13
	markSep   = 0x14
	markEnd   = 0x15
)

// readDOC reads a Word binary file through its piece table ([MS-DOC] 2.4.1,
// 2.9.38): the text lies in pieces, of one byte a character or of two.
func readDOC(b *builder, body []byte) error {
	all, err := streams(body, "WordDocument", "0Table", "1Table")
	if err != nil {
		return err
	}
	doc := le(all["WordDocument"])
	if doc.u16(0) != 0xA5EC {
		return fmt.Errorf("%w: no Word document", extract.ErrDamaged)
	}
	flags := doc.u16(0x0A)
	if flags&0x0100 != 0 {
		return extract.ErrLocked
	}
	table := le(all["0Table"])
	if flags&0x0200 != 0 {
		table = le(all["1Table"])
	}
	text, err := pieces(doc, table)
	if err != nil {
		return err
	}
	b.binaryText(text)
	return nil
}

// pieces joins the text of all pieces, the main text only.
func pieces(doc, table le) (string, error) {
	clx := le(table.slice(int(doc.u32(0x01A2)), int(doc.u32(0x01A6))))
	left := int(doc.u32(0x4C)) // characters of the main text
	at := 0
	for at < len(clx) && clx[at] == 1 {
		at += 3 + clx.u16(at+1)
	}
	if at >= len(clx) || clx[at] != 2 {
		return "", fmt.Errorf("%w: no piece table", extract.ErrDamaged)
	}
	plc := le(clx.slice(at+5, int(clx.u32(at+1))))
	n := (len(plc) - 4) / 12
	var out strings.Builder
	for i := 0; i < n && left > 0; i++ {
		count := min(int(plc.u32(4*i+4))-int(plc.u32(4*i)), left)
		if count <= 0 {
			continue
		}
		left -= count
		fc := plc.u32(4*(n+1) + 8*i + 2)
		if fc&0x40000000 != 0 {
			out.WriteString(narrow(doc.slice(int(fc&0x3FFFFFFF)/2, count), 0))
		} else {
			out.WriteString(wide(doc.slice(int(fc&0x3FFFFFFF), 2*count)))
		}
	}
	return out.String(), nil
}

// binaryText parts running text by Word's marks: paragraphs, cells (a row ends
// with an empty one), fields whose instruction is not shown.
func (b *builder) binaryText(text string) {
	var cells []string
	var field strings.Builder
	var target string
	var shown strings.Builder
	depth, instruction := 0, 0
	flush := func(kind checks.BlockKind) {
		if len(cells) > 0 {
			return
		}
		b.end(kind, 0)
	}
	for _, r := range text {
		if b.full() {
			return
		}
		switch {
		case r == markField:
			depth++
			instruction = depth
			field.Reset()
		case r == markSep && depth > 0:
			instruction = 0
			target = fieldTarget(field.String())
			shown.Reset()
		case r == markEnd && depth > 0:
			if instruction == depth {
				instruction = 0
			}
			depth--
			if target != "" {
				b.link(target, shown.String())
				target = ""
			}
		case instruction > 0:
			if field.Len() < 4096 {
				field.WriteRune(r)
			}
		case r == markCell:
			cell := b.text.String()
			b.text.Reset()
			if strings.TrimSpace(cell) == "" && len(cells) > 0 {
				b.row(cells)
				cells = nil
				continue
			}
			cells = append(cells, cell)
		case r == '\r' || r == '\f':
			if r == '\f' {
				b.page++
			}
			if len(cells) > 0 && strings.TrimSpace(b.text.String()) != "" {
				b.write(" ")
				continue
			}
			flush(checks.BlockText)
			if len(cells) == 0 {
				b.header = nil
			}
		case r == 0x0B || r == '\t' || r == 0xA0:
			b.write(" ")
		case r < 0x20:
		default:
			b.write(string(r))
			if target != "" {
				shown.WriteRune(r)
			}
		}
	}
	if len(cells) > 0 {
		b.row(cells)
	}
	b.end(checks.BlockText, 0)
}
