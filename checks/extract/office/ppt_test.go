package office

import (
	"context"
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/truatweb/truatweb/checks"
)

// record writes one record of a PowerPoint binary file.
func record(version, instance, kind int, body []byte) []byte {
	out := binary.LittleEndian.AppendUint16(nil, uint16(version|instance<<4))
	out = binary.LittleEndian.AppendUint16(out, uint16(kind))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
	return append(out, body...)
}

func join(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func chars(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return record(0, 0, pptChars, out)
}

func say(kind uint32, s string) []byte {
	return join(record(0, 0, pptHeader, binary.LittleEndian.AppendUint32(nil, kind)), chars(s))
}

// The list of slides gives their texts; masters and notes do not count. Where
// the list is empty the slides themselves are read.
func TestSlideTexts(t *testing.T) {
	slide := record(0, 0, pptSlideAtom, make([]byte, 20))
	for name, doc := range map[string][]byte{
		"listed": record(0xF, 0, 1000, join(
			record(0xF, 1, pptSlideList, say(pptTitle, "ต้นแบบ")),
			record(0xF, 0, pptSlideList, join(slide, say(pptTitle, "ผลงาน"), say(1, "ข้อหนึ่ง\rข้อสอง"), slide, say(pptTitle, "สรุป"))),
			record(0xF, 2, pptSlideList, say(2, "บันทึก")))),
		"in the slides": join(
			record(0xF, 0, 1000, record(0xF, 0, pptSlideList, slide)),
			record(0xF, 0, 0x03F8, say(pptTitle, "ต้นแบบ")),
			record(0xF, 0, pptSlide, join(say(pptTitle, "ผลงาน"), say(1, "ข้อหนึ่ง\rข้อสอง"))),
			record(0xF, 0, pptSlide, say(pptTitle, "สรุป"))),
	} {
		t.Run(name, func(t *testing.T) {
			b := &builder{ctx: context.Background(), c: &checks.Content{}}
			p := &pptReader{builder: b}
			p.read(doc)
			var got []string
			for _, bl := range b.c.Blocks {
				got = append(got, bl.Text)
			}
			if len(got) != 4 || got[0] != "ผลงาน" || got[2] != "ข้อสอง" || got[3] != "สรุป" || b.page != 2 || b.c.Blocks[0].Kind != checks.BlockHeading || b.c.Blocks[3].Page != 2 {
				t.Errorf("%q on %d pages", got, b.page)
			}
		})
	}
}

// A shared string may run on into the next record in another width.
func TestSharedStringsRunOn(t *testing.T) {
	head := binary.LittleEndian.AppendUint32(nil, 2)
	head = binary.LittleEndian.AppendUint32(head, 2)
	head = append(head, 6, 0, 0, 'a', 'b', 'c')
	next := append([]byte{1}, 0x01, 0x0E, 0x02, 0x0E, 0x04, 0x0E, 2, 0, 0, 'x', 'y')
	got := sst([][]byte{head, next})
	if len(got) != 2 || got[0] != "abcกขค" || got[1] != "xy" {
		t.Errorf("%q", got)
	}
}
