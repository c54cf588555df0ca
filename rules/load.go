package rules

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Bounds of a rule file, held before it is parsed: a parser can be made to use
// gigabytes by a small file of brackets or of deep indentation.
const (
	maxFile   = 1 << 20 // bytes
	maxFlow   = 40      // open brackets
	maxIndent = 120     // columns
)

// LoadAll loads the packs named by ids (all of them if ids is empty) and lays
// the overlays over them, each a folder of packs, in order: a requirement with a
// known id replaces the whole requirement or, with the key "add", adds words to
// it; a new id is added; a folder with a standard.yaml of its own is a new pack.
// All mistakes of all files come back at once.
func LoadAll(base fs.FS, overlays []fs.FS, ids []string, v Vocabulary) ([]*Standard, []Problem) {
	var out []*Standard
	var problems []Problem
	known := packs(base)
	for _, o := range overlays {
		for _, p := range packs(o) {
			if !slices.Contains(known, p) {
				known = append(known, p)
			}
		}
	}
	want := ids
	if len(want) == 0 {
		want = known
	}
	for _, id := range want {
		if !slices.Contains(known, id) {
			problems = append(problems, Problem{Position{File: id}, fmt.Sprintf("ไม่พบชุดกฎ %q%s", id, suggest(id, known))})
			continue
		}
		l := &loader{v: v, hash: sha256.New()}
		for _, fsys := range append([]fs.FS{base}, overlays...) {
			if fsys != nil {
				l.folder(fsys, id)
			}
		}
		s := l.finish(id)
		problems = append(problems, l.problems...)
		if s != nil {
			out = append(out, s)
		}
	}
	if len(out) == 0 && len(problems) == 0 {
		problems = append(problems, Problem{Position{File: "."}, "ไม่มีชุดกฎให้ตรวจเลย ต้องมีโฟลเดอร์ที่มี standard.yaml อย่างน้อยหนึ่งโฟลเดอร์"})
	}
	return out, problems
}

// Load loads one pack from a folder.
func Load(fsys fs.FS, dir string, v Vocabulary) (*Standard, []Problem) {
	l := &loader{v: v, hash: sha256.New()}
	l.folder(fsys, dir)
	s := l.finish(dir)
	return s, l.problems
}

// packs lists the folders that hold rule files, in order of name, down to two
// levels (moit/2569).
func packs(fsys fs.FS) []string {
	var out []string
	if fsys == nil {
		return nil
	}
	_ = fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".yaml") && strings.Count(p, "/") <= 2 {
			if dir := path.Dir(p); dir != "." && !slices.Contains(out, dir) {
				out = append(out, dir)
			}
		}
		return nil
	})
	sort.Strings(out)
	return out
}

type loader struct {
	v        Vocabulary
	problems []Problem
	hash     hash.Hash
	std      *Standard
	stdAt    Position
	sharing  []struct {
		ids []string
		at  Position
	}
	rules map[string]*Rule
	files int
}

func (l *loader) folder(fsys fs.FS, dir string) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") && !strings.HasSuffix(e.Name(), ".yml") {
			continue
		}
		name := path.Join(dir, e.Name())
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			l.problems = append(l.problems, Problem{Position{File: name, Line: 1, Column: 1}, "อ่านไฟล์ไม่ได้: " + err.Error()})
			continue
		}
		l.files++
		fmt.Fprintf(l.hash, "%s\x00%d\x00", name, len(body))
		l.hash.Write(body)
		l.file(name, body, e.Name() == "standard.yaml" || e.Name() == "standard.yml")
	}
}

func (l *loader) file(name string, body []byte, standard bool) {
	t := &tree{file: name}
	defer func() { l.problems = append(l.problems, t.problems...) }()
	root := t.parse(body)
	if root == nil {
		return
	}
	if standard {
		l.standard(t, root)
		return
	}
	l.category(t, root)
}

// parse holds a file's bounds and parses it; nil and a problem if it cannot.
func (t *tree) parse(body []byte) *yaml.Node {
	fail := func(line int, format string, args ...any) *yaml.Node {
		t.problems = append(t.problems, Problem{Position{t.file, line, 1}, fmt.Sprintf(format, args...)})
		return nil
	}
	if len(body) > maxFile {
		return fail(1, "ไฟล์ใหญ่เกินไป (%d ไบต์) แยกเป็นหลายไฟล์ ไฟล์ละไม่เกิน 1 MiB", len(body))
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		return fail(1, "ไฟล์ไม่ใช่ UTF-8 เปิดด้วย Notepad แล้วเลือก «บันทึกเป็น» เข้ารหัส UTF-8")
	}
	if line, why := tooDeep(body); why != "" {
		return fail(line, "%s", why)
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(body))
	if err := dec.Decode(&doc); err != nil {
		line := 1
		msg := err.Error()
		if i := strings.Index(msg, "line "); i >= 0 {
			fmt.Sscanf(msg[i:], "line %d", &line)
		}
		if strings.TrimSpace(string(body)) == "" || strings.Contains(msg, "EOF") {
			return fail(1, "ไฟล์ว่าง ไม่มีกฎเลย ลบไฟล์นี้หรือเขียนกฎให้ครบ")
		}
		return fail(line, "รูปแบบ YAML ไม่ถูกต้องแถวบรรทัดนี้: ตรวจการเว้นวรรคหน้าบรรทัด เครื่องหมาย : และเครื่องหมายคำพูดที่เปิดแล้วไม่ปิด")
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" {
		return fail(1, "ไฟล์ว่าง ไม่มีกฎเลย ลบไฟล์นี้หรือเขียนกฎให้ครบ")
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return fail(second.Line, "มีหลายเอกสารในไฟล์เดียว (คั่นด้วย ---) แยกเป็นคนละไฟล์")
	}
	if n := aliased(doc.Content[0], 0); n != nil {
		t.fault(n, "ไม่รับการอ้างซ้ำด้วย & และ * ให้เขียนข้อความเต็ม")
		return nil
	}
	return doc.Content[0]
}

// tooDeep finds nesting that no rule needs, before a parser meets it.
func tooDeep(body []byte) (int, string) {
	line, open := 1, 0
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '\n':
			line++
			n := 0
			for i+1+n < len(body) && body[i+1+n] == ' ' {
				n++
			}
			if i+1+n < len(body) && body[i+1+n] == '\t' {
				return line, "ใช้แท็บเยื้องหน้าบรรทัดไม่ได้ ให้ใช้ช่องว่าง"
			}
			if n > maxIndent {
				return line, "เยื้องลึกเกินไป กฎไม่ต้องซ้อนลึกขนาดนี้"
			}
		case '[', '{':
			if open++; open > maxFlow {
				return line, "วงเล็บซ้อนลึกเกินไป หรือเปิดแล้วไม่ปิด"
			}
		case ']', '}':
			open = max(0, open-1)
		case '-':
			// "- - - -" nests once for each dash
			if bytes.HasPrefix(body[i:], []byte("- - - - - - - - - - ")) {
				return line, "รายการซ้อนรายการลึกเกินไป"
			}
		}
	}
	return 0, ""
}

func aliased(n *yaml.Node, depth int) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || depth > 60 {
		return n
	}
	for _, c := range n.Content {
		if a := aliased(c, depth+1); a != nil {
			return a
		}
	}
	return nil
}

func (l *loader) standard(t *tree, root *yaml.Node) {
	o := t.object(root, standardKeys())
	s := &Standard{ID: o.text("id"), Title: o.text("title"), Edition: o.text("edition"), Authority: Authority(o.text("authority")),
		Status: o.text("status"), Source: o.text("source"), Procedure: o.text("procedure"), Responsible: o.text("responsible"), Reviewer: o.text("reviewer")}
	for _, g := range o.list("sharing") {
		ids := t.texts(g, "sharing")
		s.Sharing = append(s.Sharing, ids)
		l.sharing = append(l.sharing, struct {
			ids []string
			at  Position
		}{ids, t.at(g)})
	}
	if l.std != nil {
		s.Categories = l.std.Categories
	}
	l.std, l.stdAt = s, t.at(root)
}

func (l *loader) category(t *tree, root *yaml.Node) {
	o := t.object(root, categoryKeys())
	if l.std == nil {
		l.std = &Standard{}
	}
	id := o.text("category")
	c := -1
	for i := range l.std.Categories {
		if l.std.Categories[i].ID == id {
			c = i
		}
	}
	if c < 0 {
		l.std.Categories = append(l.std.Categories, Category{ID: id, Title: o.text("title")})
		c = len(l.std.Categories) - 1
	}
	here := map[string]bool{}
	for _, n := range o.list("requirements") {
		r, add, ok := l.requirement(t, n)
		if !ok {
			continue
		}
		if here[r.ID] {
			t.fault(n, "เลขข้อ %q ซ้ำในไฟล์นี้", r.ID)
			continue
		}
		here[r.ID] = true
		r.Category = id
		l.place(t, n, c, r, add)
	}
}

// place puts a requirement where its id says: over the one it overlays, or at
// the end of its category.
func (l *loader) place(t *tree, n *yaml.Node, c int, r Rule, add *additions) {
	for i := range l.std.Categories {
		list := l.std.Categories[i].Rules
		for j := range list {
			if list[j].ID != r.ID {
				continue
			}
			if add != nil {
				add.to(&list[j])
				return
			}
			if list[j].At.File == t.file || path.Dir(list[j].At.File) == path.Dir(t.file) && list[j].At.File < t.file && !overlay(list[j].At.File, t.file) {
				t.fault(n, "เลขข้อ %q มีแล้วที่ %s", r.ID, list[j].At)
				return
			}
			list[j] = r
			return
		}
	}
	if add != nil {
		t.fault(n, "add: ไม่มีข้อ %q ให้เพิ่มคำ", r.ID)
		return
	}
	l.std.Categories[c].Rules = append(l.std.Categories[c].Rules, r)
}

// overlay reports whether two files of one pack come from different layers: the
// same name in the same folder can only be that.
func overlay(a, b string) bool { return path.Base(a) == path.Base(b) }

// finish inherits units and procedure, and checks what only the whole shows.
func (l *loader) finish(id string) *Standard {
	if l.files == 0 {
		l.problems = append(l.problems, Problem{Position{File: id}, "ไม่มีไฟล์กฎในโฟลเดอร์นี้"})
		return nil
	}
	if l.std == nil {
		return nil
	}
	s := l.std
	if s.ID == "" && l.stdAt.File == "" {
		l.problems = append(l.problems, Problem{Position{File: path.Join(id, "standard.yaml"), Line: 1, Column: 1}, "ขาดไฟล์ standard.yaml ซึ่งบอกชื่อและที่มาของมาตรฐาน"})
	}
	if len(s.Rules()) == 0 && len(l.problems) == 0 {
		l.problems = append(l.problems, Problem{l.stdAt, "มาตรฐานนี้ไม่มีข้อกำหนดเลย"})
	}
	for _, r := range s.Rules() {
		r.Procedure = firstText(r.Procedure, s.Procedure)
		r.Responsible = firstText(r.Responsible, s.Responsible)
		r.Reviewer = firstText(r.Reviewer, s.Reviewer)
	}
	l.references()
	s.Digest = "sha256:" + hex.EncodeToString(l.hash.Sum(nil))
	return s
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
