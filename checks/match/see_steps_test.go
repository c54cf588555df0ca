package match

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/rules"
)

func TestSeeStepsAndDuration(t *testing.T) {
	for _, c := range []struct {
		name, heading, text string
		steps               int
		timed, of           int
	}{
		{"numbered steps", "คู่มือ", "ขั้นตอนที่ 1 ยื่นคำขอ 15 นาที\nขั้นตอนที่ ๒ รับใบนัด ๑ วันทำการ", 2, 2, 2},
		{"a table with header cells", "คู่มือ", "| ขั้นตอน | ระยะเวลา |\n| ยื่นคำขอ | 15 นาที |\n| ตรวจสถานที่ | - |", 2, 1, 2},
		{"columns named in a line", "คู่มือ", "ขั้นตอน รายละเอียด ระยะเวลา ผู้รับผิดชอบ\n1. รับเรื่อง 30 นาที\n2. ลงพื้นที่ 1 วัน", 2, 2, 2},
		{"papers are no steps", "ขั้นตอนการให้บริการ", "1. ยื่นคำขอ 5 นาที\n2. รับของ 10 นาที\n# เอกสารที่ใช้\n1. บัตรประชาชน\n2. ทะเบียนบ้าน", 2, 2, 2},
		{"a time for the whole", "ขั้นตอนการให้บริการ", "1. ยื่นคำขอ\n2. รับใบอนุญาต\nระยะเวลาดำเนินการรวม 30 วันทำการ", 2, 1, 3},
		{"office hours are no time of a step", "ขั้นตอนการให้บริการ", "1. ยื่นคำขอ\n2. รับใบอนุญาต\nเปิดทำการ 5 วัน ตามเวลาราชการ", 2, 0, 0},
		{"a label that repeats the word", "MOIT 2", "| 2.15 คู่มือขั้นตอนการให้บริการ | คู่มือขั้นตอนการให้บริการ |", 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: c.heading, Text: c.text})
			steps := stepsIn(b)
			if len(steps) != c.steps || seeSteps(b, 0).ok != (c.steps >= 2) {
				t.Errorf("%d steps, seen %v, want %d", len(steps), seeSteps(b, 0).ok, c.steps)
			}
			if got := seeDuration(b, 0); got.ok != (c.timed > 0) || got.have != c.timed || got.of != c.of {
				t.Errorf("times ok %v, %d of %d (missing %s), want %d of %d", got.ok, got.have, got.of, strings.Join(got.missing, "; "), c.timed, c.of)
			}
		})
	}
}
