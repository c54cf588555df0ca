package rules

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// tree is one rule file checked against its keys: every mistake is noted with
// its place, and reading goes on.
type tree struct {
	file     string
	problems []Problem
}

func (t *tree) at(n *yaml.Node) Position {
	return Position{File: t.file, Line: n.Line, Column: n.Column}
}

func (t *tree) fault(n *yaml.Node, format string, args ...any) {
	t.problems = append(t.problems, Problem{At: t.at(n), Text: fmt.Sprintf(format, args...)})
}

// object is a mapping whose keys have been checked.
type object struct {
	t      *tree
	node   *yaml.Node
	values map[string]*yaml.Node
}

// object checks a mapping against its keys: unknown ones with the nearest known,
// doubled ones, missing ones, and the shape of each value.
func (t *tree) object(n *yaml.Node, keys []key) object {
	o := object{t: t, node: n, values: map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		t.fault(n, "ตรงนี้ต้องเป็นชุดของ «คีย์: ค่า» แต่พบ%s", shapeName(n))
		return o
	}
	known := map[string]key{}
	for _, k := range keys {
		known[k.name] = k
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		kn, vn := n.Content[i], n.Content[i+1]
		k, ok := known[kn.Value]
		if !ok {
			t.fault(kn, "ไม่รู้จักคีย์ %q%s", clip(kn.Value), suggest(kn.Value, names(keys)))
			continue
		}
		if _, twice := o.values[kn.Value]; twice {
			t.fault(kn, "คีย์ %q ซ้ำ ให้เหลือเพียงที่เดียว", kn.Value)
			continue
		}
		if t.shaped(vn, k) {
			o.values[kn.Value] = vn
		}
	}
	for _, k := range keys {
		if k.required {
			if _, ok := o.values[k.name]; !ok && !mentioned(n, k.name) {
				t.fault(n, "ขาดคีย์ %q (%s)", k.name, k.help)
			}
		}
	}
	return o
}

func mentioned(n *yaml.Node, name string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return true
		}
	}
	return false
}

func names(keys []key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.name
	}
	return out
}

func shapeName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "ชุดของ «คีย์: ค่า»"
	case yaml.SequenceNode:
		return "รายการ"
	}
	return fmt.Sprintf("ค่า %q", clip(n.Value))
}

func clip(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// shaped reports whether a value has the shape its key asks for, and notes a
// problem where it has not.
func (t *tree) shaped(n *yaml.Node, k key) bool {
	switch k.kind {
	case kindText:
		return t.isText(n, k)
	case kindBool:
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			t.fault(n, "%s: ต้องเป็น true หรือ false แต่พบ%s", k.name, shapeName(n))
			return false
		}
	case kindNumber:
		if _, err := strconv.Atoi(n.Value); n.Kind != yaml.ScalarNode || err != nil {
			t.fault(n, "%s: ต้องเป็นจำนวนเต็ม แต่พบ%s", k.name, shapeName(n))
			return false
		}
	case kindTexts, kindMaps, kindGroups, kindShows:
		if n.Kind != yaml.SequenceNode {
			t.fault(n, "%s: ต้องเป็นรายการ เช่น [ก, ข] แต่พบ%s", k.name, shapeName(n))
			return false
		}
		if k.kind == kindTexts {
			for _, c := range n.Content {
				t.isText(c, k)
			}
		}
	case kindWords, kindParts:
		if n.Kind != yaml.SequenceNode && n.Kind != yaml.MappingNode {
			t.fault(n, "%s: ต้องเป็นรายการ เช่น [ก, ข] แต่พบ%s", k.name, shapeName(n))
			return false
		}
	case kindMap:
		if n.Kind != yaml.MappingNode {
			t.fault(n, "%s: ต้องเป็นชุดของ «คีย์: ค่า» แต่พบ%s", k.name, shapeName(n))
			return false
		}
	}
	return true
}

func (t *tree) isText(n *yaml.Node, k key) bool {
	if n.Kind != yaml.ScalarNode {
		t.fault(n, "%s: ต้องเป็นข้อความ แต่พบ%s", k.name, shapeName(n))
		return false
	}
	if n.Tag != "!!str" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 && n.Tag != "!!timestamp" {
		if n.Tag == "!!null" {
			t.fault(n, "%s: ไม่มีค่า ถ้าไม่ใช้ให้ลบบรรทัดนี้", k.name)
		} else {
			t.fault(n, "%s: %s ต้องใส่เครื่องหมายคำพูดเป็น \"%s\" เพราะ 1.10 ไม่ใช่ 1.1", k.name, n.Value, n.Value)
		}
		return false
	}
	if len(k.values) > 0 {
		for _, v := range k.values {
			if n.Value == v {
				return true
			}
		}
		t.fault(n, "%s: ไม่รู้จักค่า %q%s", k.name, clip(n.Value), suggest(n.Value, k.values))
		return false
	}
	return true
}

func (o object) text(name string) string {
	if n := o.values[name]; n != nil {
		return strings.TrimSpace(n.Value)
	}
	return ""
}

func (o object) texts(name string) []string {
	n := o.values[name]
	if n == nil {
		return nil
	}
	return o.t.texts(n, name)
}

// texts reads a list of words: none may be empty, one letter long, or twice there.
func (t *tree) texts(n *yaml.Node, name string) []string {
	var out []string
	had := map[string]bool{}
	if n.Kind != yaml.SequenceNode {
		t.fault(n, "%s: ต้องเป็นรายการ เช่น [ก, ข] แต่พบ%s", name, shapeName(n))
		return nil
	}
	if len(n.Content) == 0 {
		t.fault(n, "%s: รายการว่าง ถ้าไม่ใช้ให้ลบบรรทัดนี้", name)
	}
	for _, c := range n.Content {
		w := strings.TrimSpace(c.Value)
		switch {
		case c.Kind != yaml.ScalarNode:
			t.fault(c, "%s: ต้องเป็นข้อความ แต่พบ%s", name, shapeName(c))
			continue
		case w == "":
			t.fault(c, "%s: มีคำว่างในรายการ", name)
			continue
		case had[w]:
			t.fault(c, "%s: คำ %q ซ้ำในรายการเดียวกัน", name, clip(w))
			continue
		}
		had[w] = true
		out = append(out, w)
	}
	return out
}

func (o object) flag(name string) bool {
	n := o.values[name]
	return n != nil && n.Value == "true"
}

func (o object) number(name string) int {
	if n := o.values[name]; n != nil {
		v, _ := strconv.Atoi(n.Value)
		return v
	}
	return 0
}

func (o object) list(name string) []*yaml.Node {
	if n := o.values[name]; n != nil {
		return n.Content
	}
	return nil
}

// suggest names the nearest known word, or all of them if none is near.
func suggest(word string, known []string) string {
	best, least := "", 4
	for _, k := range known {
		if d := distance(strings.ToLower(word), k); d < least && d <= len(k)/2+1 {
			best, least = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf(" หมายถึง %q หรือไม่", best)
	}
	list := append([]string{}, known...)
	sort.Strings(list)
	if len(list) > 14 {
		list = append(list[:14], "…")
	}
	return " ที่ใช้ได้คือ " + strings.Join(list, ", ")
}

// distance is Levenshtein's, over characters.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	prev := make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, prev[j+1]+1, prev[j]+cost)
		}
		prev = row
	}
	return prev[len(y)]
}
