package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// tree is one rule file that is held against its keys: every mistake is noted
// with its place, and reading goes on.
type tree struct {
	file     string
	v        Vocabulary
	overlay  bool // laid over a pack that is there already
	problems []Problem
}

func (t *tree) at(n *yaml.Node) Position {
	return Position{File: t.file, Line: max(n.Line, 1), Column: max(n.Column, 1)}
}

// full reports whether so many mistakes have been noted that more would help
// nobody.
func (t *tree) full() bool { return len(t.problems) > maxFault }

func (t *tree) note(at Position, text string) {
	if t.full() {
		return
	}
	if len(t.problems) == maxFault {
		text = fmt.Sprintf("ไฟล์นี้ผิดมากกว่า %d แห่ง แก้ที่บอกไว้ก่อนแล้วตรวจใหม่", maxFault)
	}
	t.problems = append(t.problems, Problem{At: at, Text: text})
}

func (t *tree) fault(n *yaml.Node, format string, args ...any) {
	if !t.full() {
		t.note(t.at(n), fmt.Sprintf(format, args...))
	}
}

// mapping holds a mapping against its keys: unknown ones with the nearest known,
// doubled ones, missing ones, and the shape of each value.
func (t *tree) mapping(n *yaml.Node, name string, keys []key) {
	if n.Kind != yaml.MappingNode {
		t.fault(n, "%sตรงนี้ต้องเป็นชุดของ «คีย์: ค่า» แต่พบ%s", before(name), shapeOf(n))
		return
	}
	if len(n.Content) == 0 {
		t.fault(n, "%sว่าง ถ้าไม่ใช้ให้ลบบรรทัดนี้", before(name))
	}
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content) && !t.full(); i += 2 {
		kn, vn := n.Content[i], n.Content[i+1]
		k := keyNamed(keys, kn.Value)
		if kn.Kind != yaml.ScalarNode || k == nil {
			t.fault(kn, "ไม่รู้จักคีย์ %q%s", clip(kn.Value), suggest(kn.Value, namesOf(keys)))
			continue
		}
		if twin := first[kn.Value]; twin != nil {
			t.fault(kn, "คีย์ %s ซ้ำกับบรรทัด %d ให้เหลือที่เดียว", kn.Value, twin.Line)
			continue
		}
		first[kn.Value] = kn
		t.value(vn, *k)
	}
	for _, k := range keys {
		if k.required && first[k.name] == nil && (!t.overlay || !k.inherits) && (k.unless == "" || first[k.unless] == nil) && len(n.Content) > 0 {
			t.fault(n, "ขาดคีย์ %s: %s", k.name, k.help)
		}
	}
}

// value holds a value against the shape its key asks for.
func (t *tree) value(n *yaml.Node, k key) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		t.fault(n, "%s: ไม่มีค่า ให้ใส่ค่า หรือลบบรรทัดนี้ถ้าไม่ใช้", k.name)
		return
	}
	switch k.kind {
	case kindText:
		t.text(n, k)
	case kindBool:
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			t.fault(n, "%s: ต้องเป็น true หรือ false แต่พบ%s", k.name, shapeOf(n))
		}
	case kindNumber:
		if v, err := strconv.Atoi(n.Value); n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil || v < k.least || v > k.most {
			t.fault(n, "%s: ต้องเป็นจำนวนเต็ม %d ถึง %d แต่พบ%s", k.name, k.least, k.most, shapeOf(n))
		}
	case kindTexts:
		t.texts(n, k, map[string]bool{})
	case kindWords, kindParts:
		t.textsOrMapping(n, k)
	case kindShows:
		t.shows(n, k)
	case kindMap:
		t.mapping(n, k.name, k.of)
	case kindMaps:
		for _, c := range t.list(n, k) {
			t.mapping(c, k.name, k.of)
		}
	case kindGroups:
		for _, c := range t.list(n, k) {
			t.texts(c, k, map[string]bool{})
		}
	}
}

// list gives the entries of a list, none if it is no list.
func (t *tree) list(n *yaml.Node, k key) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		way := "เช่น [คำหนึ่ง, คำสอง]"
		if v := textOf(n); v != "" && !strings.ContainsAny(v, ",\n") {
			way = "ให้เขียน [" + clip(v) + "]"
		}
		t.fault(n, "%s: ต้องเป็นรายการ แต่พบ%s %s", k.name, shapeOf(n), way)
		return nil
	}
	if len(n.Content) == 0 {
		t.fault(n, "%s: รายการว่าง ให้ใส่อย่างน้อยหนึ่งรายการ หรือลบบรรทัดนี้ถ้าไม่ใช้", k.name)
	}
	return n.Content
}

func (t *tree) texts(n *yaml.Node, k key, had map[string]bool) {
	for _, c := range t.list(n, k) {
		if t.full() {
			return
		}
		if !t.text(c, k) {
			continue
		}
		w := strings.TrimSpace(c.Value)
		if had[w] {
			t.fault(c, "%s: %q ซ้ำในรายการเดียวกัน ให้เหลือที่เดียว", k.name, clip(w))
		}
		had[w] = true
	}
}

// textsOrMapping takes the short form, a list, or the long one. Strengths share
// one memory: a word has one strength.
func (t *tree) textsOrMapping(n *yaml.Node, k key) {
	if n.Kind != yaml.MappingNode {
		t.texts(n, k, map[string]bool{})
		return
	}
	if k.kind == kindParts {
		t.mapping(n, k.name, k.of)
		return
	}
	before := len(t.problems)
	t.mapping(n, k.name, k.of)
	if len(t.problems) > before {
		return
	}
	had := map[string]bool{}
	for i := 1; i < len(n.Content); i += 2 {
		t.texts(n.Content[i], k, had)
	}
}

func (t *tree) shows(n *yaml.Node, k key) {
	had := map[string]bool{}
	for _, c := range t.list(n, k) {
		name := c
		if c.Kind == yaml.MappingNode && len(c.Content) == 2 {
			name = c.Content[0]
			if v, err := strconv.Atoi(c.Content[1].Value); c.Content[1].Tag != "!!int" || err != nil || v < 1 || v > 1000 {
				t.fault(c.Content[1], "%s: จำนวนของ %s ต้องเป็นจำนวนเต็ม 1 ถึง 1000 แต่พบ%s", k.name, clip(name.Value), shapeOf(c.Content[1]))
			}
		}
		if name.Kind != yaml.ScalarNode {
			t.fault(c, "%s: แต่ละรายการต้องเป็นชื่อตัวจำแนก หรือ {ชื่อ: จำนวน} แต่พบ%s", k.name, shapeOf(c))
			continue
		}
		if t.text(name, k) && had[name.Value] {
			t.fault(name, "%s: %q ซ้ำในรายการเดียวกัน ให้เหลือที่เดียว", k.name, clip(name.Value))
		}
		had[name.Value] = true
	}
}

// text reports whether a value is a text of the form that its key asks for, and
// notes a problem where it is not.
func (t *tree) text(n *yaml.Node, k key) bool {
	if n.Kind != yaml.ScalarNode {
		t.fault(n, "%s: ต้องเป็นข้อความ แต่พบ%s", k.name, shapeOf(n))
		return false
	}
	switch n.Tag {
	case "!!str", "!!timestamp":
	case "!!null":
		t.fault(n, "%s: มีค่าว่างในรายการ ให้ใส่ค่าหรือลบออก", k.name)
		return false
	case "!!int", "!!float":
		t.fault(n, "%s: ตัวเลข %s ต้องใส่เครื่องหมายคำพูดเป็น \"%s\" เพราะ 1.10 กับ 1.1 เป็นจำนวนเดียวกันแต่เป็นคนละข้อ", k.name, clip(n.Value), clip(n.Value))
		return false
	case "!!bool":
		t.fault(n, "%s: %s ต้องใส่เครื่องหมายคำพูดเป็น \"%s\" ถ้าหมายถึงข้อความ", k.name, n.Value, n.Value)
		return false
	default:
		t.fault(n, "%s: ไม่รับป้ายชนิด %s ให้ลบออก", k.name, clip(n.Tag))
		return false
	}
	v := strings.TrimSpace(n.Value)
	if v == "" {
		if !k.blank {
			t.fault(n, "%s: ข้อความว่าง ให้ใส่ข้อความหรือลบออก", k.name)
		}
		return k.blank
	}
	if why := k.form.wrong(v, k.values); why != "" {
		t.fault(n, "%s: %s", k.name, why)
		return false
	}
	if len(k.values) > 0 && k.form == formAny && !slices.Contains(k.values, v) {
		t.fault(n, "%s: ไม่รู้จักค่า %q%s", k.name, clip(v), suggest(v, k.values))
		return false
	}
	if known, what := t.v.of(k.names); known != nil && !slices.Contains(known, v) {
		t.fault(n, "%s: ไม่รู้จัก%s %q%s", k.name, what, clip(v), suggest(v, known))
		return false
	}
	return true
}

// wrong says why a text is not of a form; "" if it is.
func (f form) wrong(v string, values []string) string {
	switch f {
	case formID:
		if strings.ContainsAny(v, ": \t\n") {
			return fmt.Sprintf("%q เป็นเลขข้อไม่ได้ เลขข้อต้องไม่มีเว้นวรรคและไม่มี :", clip(v))
		}
	case formName:
		if strings.Trim(v, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || strings.Trim(v[:1], ".-") == "" {
			return fmt.Sprintf("%q ใช้ไม่ได้ ให้ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข จุด และ - เท่านั้น", clip(v))
		}
	case formDate:
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return fmt.Sprintf("%q ไม่ใช่วันที่ ให้เขียนปี ค.ศ.-เดือน-วัน เช่น 2026-06-15", clip(v))
		}
	case formLink:
		if !slices.Contains(values, v) && !strings.Contains(v, "://") && !strings.HasPrefix(v, "mailto:") && !strings.HasPrefix(v, "tel:") {
			return fmt.Sprintf("ไม่รู้จักปลายทาง %q%s หรือที่อยู่เต็ม https://…", clip(v), suggest(v, values))
		}
	case formWord:
		if utf8.RuneCountInString(v) < 2 {
			return fmt.Sprintf("คำ %q สั้นเกินไป จะไปตรงกับแทบทุกหน้า ให้ใช้สองตัวอักษรขึ้นไป", v)
		}
	}
	return ""
}

func keyNamed(keys []key, name string) *key {
	for i := range keys {
		if keys[i].name == name {
			return &keys[i]
		}
	}
	return nil
}

func namesOf(keys []key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.name
	}
	return out
}

func before(name string) string {
	if name == "" {
		return ""
	}
	return name + ": "
}

// shapeOf names in Thai what stands at a place.
func shapeOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "ชุดของ «คีย์: ค่า»"
	case n.Kind == yaml.SequenceNode:
		return "รายการ"
	case n.Tag == "!!null":
		return "ค่าว่าง"
	default:
		return fmt.Sprintf("ค่า %q", clip(n.Value))
	}
}
