package rules

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Bounds of a rule file: a parser can be made to use gigabytes by a small file
// of brackets or of ever deeper lines.
const (
	maxFile  = 1 << 20 // bytes
	maxDepth = 40      // nested lists and mappings; the deepest rule needs 10
	maxFault = 200     // mistakes told of one file
)

// clean takes off what editors put in and what changes no meaning, so that one
// text has one digest wherever it was saved: the byte order mark and CRLF.
func clean(body []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
}

// parse reads a file that has been cleaned; nil and a problem if it is not one
// YAML document within bounds.
func (t *tree) parse(body []byte) *yaml.Node {
	const empty = "ไฟล์ว่าง ไม่มีกฎเลย ให้เขียนกฎลงไป หรือลบไฟล์นี้"
	if len(body) > maxFile {
		return t.refuse(1, 1, "ไฟล์ใหญ่เกิน 1 MiB ให้แยกเป็นหลายไฟล์")
	}
	if bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff")) {
		return t.refuse(1, 1, "ไฟล์เป็น UTF-16 ให้บันทึกใหม่โดยเลือกการเข้ารหัส UTF-8")
	}
	if line, column, why := badText(body); why != "" {
		return t.refuse(line, column, why)
	}
	loader, err := yaml.NewLoader(bytes.NewReader(body), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth), loaderlimits.AliasValue(0))))
	if err != nil {
		return t.refuse(1, 1, "อ่านไฟล์ไม่ได้: "+err.Error())
	}
	var doc, second yaml.Node
	switch err := loader.Load(&doc); {
	case errors.Is(err, io.EOF):
		return t.refuse(1, 1, empty)
	case err != nil:
		return t.syntax(err, body)
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Tag == "!!null" {
		return t.refuse(1, 1, empty)
	}
	switch err := loader.Load(&second); {
	case err == nil:
		return t.refuse(second.Line, second.Column, "มีหลายเอกสารในไฟล์เดียว (คั่นด้วย ---) ให้แยกเป็นคนละไฟล์")
	case !errors.Is(err, io.EOF):
		return t.syntax(err, body)
	}
	if t.aliases(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

func (t *tree) refuse(line, column int, text string) *yaml.Node {
	t.note(Position{t.file, line, column}, text)
	return nil
}

// badText finds the first byte that is no UTF-8 or a control character, which
// the parser would refuse without saying where.
func badText(body []byte) (line, column int, why string) {
	line, column = 1, 1
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			return line, column, "ไฟล์ไม่ใช่ UTF-8 ให้บันทึกใหม่โดยเลือกการเข้ารหัส UTF-8"
		case r < ' ' && r != '\n' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			return line, column, fmt.Sprintf("มีอักขระควบคุม (U+%04X) ที่มองไม่เห็น ให้ลบออก", r)
		}
		i += n
		if r == '\n' {
			line, column = line+1, 1
		} else {
			column++
		}
	}
	return 0, 0, ""
}

// aliases notes every & and *, which hide from a reader what a rule says.
func (t *tree) aliases(n *yaml.Node) bool {
	found := n.Kind == yaml.AliasNode || n.Anchor != ""
	if found {
		t.fault(n, "ไม่รับการอ้างซ้ำด้วย & และ * ให้เขียนข้อความเต็มทุกที่ ถ้าเป็นส่วนของข้อความ ให้ครอบด้วยเครื่องหมายคำพูด")
	}
	for _, c := range n.Content {
		found = t.aliases(c) || found
	}
	return found
}

// syntax words the parser's refusal for people who do not know YAML.
func (t *tree) syntax(err error, body []byte) *yaml.Node {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return t.refuse(1, 1, "รูปแบบ YAML ไม่ถูกต้อง: ตรวจการเยื้องหน้าบรรทัด เครื่องหมาย : และเครื่องหมายคำพูด")
	}
	mark := e.Mark
	text := ""
	opened := func() {
		if e.ContextMark.Line > 0 {
			mark = e.ContextMark
		}
	}
	has := func(s string) bool { return strings.Contains(e.Message, s) }
	during := func(s string) bool { return strings.Contains(e.ContextMsg, s) }
	switch {
	case has("exceeded max depth"):
		text = fmt.Sprintf("ซ้อนกันลึกเกิน %d ชั้น ตรวจวงเล็บ [ { ที่เปิดแล้วไม่ปิด และการเยื้องหน้าบรรทัด", maxDepth)
	case has("anchor") || has("alias") || during("anchor") || during("alias"):
		opened()
		text = "ไม่รับการอ้างซ้ำด้วย & และ * ให้เขียนข้อความเต็ม ถ้าเป็นส่วนของข้อความ ให้ครอบด้วยเครื่องหมายคำพูด"
	case has("escape character") || has("escaped") || has("hexdecimal"):
		text = `ในคำพูดคู่ "…" เครื่องหมาย \ มีความหมายพิเศษ ให้ใช้คำพูดเดี่ยว '…' แทน`
	case during("quoted scalar"):
		opened()
		text = "เครื่องหมายคำพูดที่เปิดตรงนี้ไม่ได้ปิด"
	case has("cannot start any token"), has("tab character"):
		text = startsWrong(body, mark.Line, mark.Column)
	case during("flow sequence"):
		opened()
		text = "วงเล็บ [ ที่เปิดตรงนี้ไม่ได้ปิด หรือขาดจุลภาค , ระหว่างรายการ"
	case during("flow mapping"):
		opened()
		text = "วงเล็บ { ที่เปิดตรงนี้ไม่ได้ปิด หรือขาดจุลภาค , ระหว่างคีย์"
	case has("mapping values are not allowed"):
		text = "มี : ในข้อความ ให้ครอบข้อความทั้งหมดด้วยเครื่องหมายคำพูด ถ้าไม่ใช่ ตรวจการเยื้องหน้าบรรทัด"
	case during("simple key"):
		opened()
		text = "บรรทัดนี้ไม่มี : หลังคีย์ต้องมี : แล้วเว้นวรรคหนึ่งช่อง"
	case has("'-' indicator"):
		text = "การเยื้องหน้าบรรทัดไม่ตรงกัน: ทุกข้อในรายการขึ้นต้นด้วย - และเยื้องเท่ากัน ส่วนคีย์ของข้อเดียวกันเยื้องเท่ากับคีย์แรกของข้อ"
	case has("block sequence entries"):
		text = "- ของรายการต้องขึ้นบรรทัดใหม่"
	case has("expected key"), has("block mapping"), during("block"):
		text = "การเยื้องหน้าบรรทัดไม่ตรงกับบรรทัดก่อนหน้า ให้คีย์ระดับเดียวกันเยื้องเท่ากัน"
	default:
		text = "รูปแบบ YAML ไม่ถูกต้องตรงนี้: ตรวจการเยื้องหน้าบรรทัด เครื่องหมาย : และเครื่องหมายคำพูด"
	}
	return t.refuse(max(mark.Line, 1), max(mark.Column, 1), text)
}

// startsWrong says why a value cannot begin as it does at a place.
func startsWrong(body []byte, line, column int) string {
	lines := bytes.SplitN(body, []byte("\n"), line+1)
	if line < 1 || line > len(lines) {
		return "ตรงนี้ขึ้นต้นค่าไม่ได้ ให้ครอบค่าด้วยเครื่องหมายคำพูด"
	}
	text := []rune(string(lines[line-1]))
	if column < 1 || column > len(text) || text[column-1] == '\t' {
		return "เยื้องหน้าบรรทัดด้วยแท็บไม่ได้ ให้ใช้ช่องว่าง"
	}
	return fmt.Sprintf("ค่าขึ้นต้นด้วย %c ไม่ได้ ให้ครอบค่าด้วยเครื่องหมายคำพูด", text[column-1])
}
