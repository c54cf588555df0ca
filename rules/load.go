package rules

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// LoadAll loads the packs named by ids (all of them if there are none) and lays
// the overlays over them in order. An overlay is a folder of packs, a folder
// each. Its requirement with a known id replaces the whole requirement or, with
// the key "add", adds words to it; a new id is added to its category; its
// standard.yaml changes what it names; a folder that no layer below has is a new
// pack and needs a standard.yaml of its own.
//
// All mistakes of all files come back at once, in the order of files and lines,
// and no pack with a mistake comes back.
func LoadAll(base fs.FS, overlays []fs.FS, ids []string, v Vocabulary) ([]*Standard, []Problem) {
	var problems []Problem
	layers := append([]fs.FS{base}, overlays...)
	var known []string
	for i, fsys := range layers {
		if fsys == nil {
			continue
		}
		found, wrong := packsIn(fsys, i > 0)
		problems = append(problems, wrong...)
		for _, p := range found {
			if !slices.Contains(known, p) {
				known = append(known, p)
			}
		}
	}
	want := ids
	if len(want) == 0 {
		want = known
	}
	var loaded []*pack
	for _, id := range want {
		dir := packNamed(known, id)
		if dir == "" {
			problems = append(problems, Problem{Position{File: id}, fmt.Sprintf("ไม่พบชุดกฎ %q%s", clip(id), suggest(id, known))})
			continue
		}
		if slices.ContainsFunc(loaded, func(p *pack) bool { return p.dir == dir }) {
			continue
		}
		p := newPack(dir, v)
		for _, fsys := range layers {
			if fsys != nil {
				p.layer(fsys, known)
			}
		}
		p.finish()
		loaded = append(loaded, p)
	}
	problems = append(problems, acrossPacks(loaded, len(ids) == 0)...)
	var out []*Standard
	for _, p := range loaded {
		problems = append(problems, p.problems...)
		if len(p.problems) == 0 {
			out = append(out, p.std)
		}
	}
	if len(out) == 0 && len(problems) == 0 {
		problems = append(problems, Problem{Position{File: "."}, "ไม่มีชุดกฎเลย ต้องมีโฟลเดอร์ชุดกฎที่มี standard.yaml อย่างน้อยหนึ่งโฟลเดอร์"})
	}
	return out, ordered(problems)
}

// Load loads one pack from the folder dir. The standard is nil if there is any
// problem.
func Load(fsys fs.FS, dir string, vocabulary Vocabulary) (*Standard, []Problem) {
	p := newPack(dir, vocabulary)
	p.layer(fsys, nil)
	p.finish()
	problems := append(p.problems, acrossPacks([]*pack{p}, false)...)
	if len(problems) > 0 {
		return nil, ordered(problems)
	}
	return p.std, nil
}

func ordered(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	return slices.Compact(problems)
}

func ruleFile(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"))
}

func standardFile(name string) bool { return name == "standard.yaml" || name == "standard.yml" }

// packsIn lists the folders that hold rule files, one or two levels deep
// (ops2563, moit/2569). An overlay in which nothing would ever be read is a
// problem: its author believes that it works.
func packsIn(fsys fs.FS, overlay bool) ([]string, []Problem) {
	var out []string
	var problems []Problem
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			problems = append(problems, Problem{Position{File: dir}, "เปิดโฟลเดอร์ไม่ได้: " + err.Error()})
			return
		}
		for _, e := range entries {
			switch name := path.Join(dir, e.Name()); {
			case strings.HasPrefix(e.Name(), "."):
			case e.IsDir() && depth < 2:
				walk(name, depth+1)
			case ruleFile(e.Name()) && depth == 0 && overlay:
				problems = append(problems, Problem{Position{File: name, Line: 1, Column: 1}, "ไฟล์กฎต้องอยู่ในโฟลเดอร์ชื่อชุดกฎ เช่น ops2563/" + e.Name()})
			case ruleFile(e.Name()) && depth > 0 && !slices.Contains(out, dir):
				out = append(out, dir)
			}
		}
	}
	walk(".", 0)
	if overlay && len(out)+len(problems) == 0 {
		problems = append(problems, Problem{Position{File: "."}, "โฟลเดอร์กฎที่ให้มาไม่มีไฟล์กฎ ต้องมีโฟลเดอร์ชื่อชุดกฎที่มีไฟล์ .yaml เช่น ops2563/my-words.yaml"})
	}
	slices.Sort(out)
	return out, problems
}

// packNamed finds a pack's folder by its path or, as in moit2569, by its path
// without the slash; "" if there is none.
func packNamed(known []string, id string) string {
	for _, k := range known {
		if k == id || strings.ReplaceAll(k, "/", "") == id {
			return k
		}
	}
	return ""
}

// layer reads what one layer says of the pack, standard.yaml first.
func (p *pack) layer(fsys fs.FS, known []string) {
	entries, err := fs.ReadDir(fsys, p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		p.note(Position{File: p.dir}, "เปิดโฟลเดอร์ไม่ได้: "+err.Error())
		return
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		switch {
		case standardFile(a.Name()) && !standardFile(b.Name()):
			return -1
		case standardFile(b.Name()) && !standardFile(a.Name()):
			return 1
		}
		return cmp.Compare(a.Name(), b.Name())
	})
	p.overlay = p.files > 0
	p.mine = map[string]Position{}
	described := p.overlay
	first := ""
	for _, e := range entries {
		if e.IsDir() || !ruleFile(e.Name()) {
			continue
		}
		name := path.Join(p.dir, e.Name())
		first = cmp.Or(first, name)
		described = described || standardFile(e.Name())
		p.file(fsys, name, standardFile(e.Name()))
	}
	if first != "" && !described {
		near := ""
		if others := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return k == p.dir }); len(others) > 0 {
			near = " ถ้าตั้งใจเพิ่มให้ชุดที่มีอยู่ ให้ตั้งชื่อโฟลเดอร์ตามชุดนั้น" + suggest(p.dir, others)
		}
		p.note(Position{File: path.Join(p.dir, "standard.yaml"), Line: 1, Column: 1}, "ขาดไฟล์ standard.yaml ซึ่งบอกชื่อและที่มาของมาตรฐาน"+near)
	}
}

func (p *pack) file(fsys fs.FS, name string, standard bool) {
	body, err := read(fsys, name)
	if err != nil {
		p.note(Position{File: name, Line: 1, Column: 1}, "อ่านไฟล์ไม่ได้: "+err.Error())
		return
	}
	p.files++
	body = clean(body)
	_, _ = fmt.Fprintf(p.hash, "%s\x00%d\x00", name, len(body))
	p.hash.Write(body)
	t := &tree{file: name, v: p.v, overlay: p.overlay}
	if root := t.parse(body); root != nil {
		if standard {
			p.standard(t, root)
		} else {
			p.category(t, root)
		}
	}
	p.problems = append(p.problems, t.problems...)
}

// read reads one byte more than a rule file may have, so that a huge file shows
// without being held.
func read(fsys fs.FS, name string) ([]byte, error) {
	// Opening a pipe waits for somebody who writes to it.
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("ไม่ใช่ไฟล์ธรรมดา")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

func newPack(dir string, v Vocabulary) *pack {
	return &pack{dir: path.Clean(dir), v: v, hash: sha256.New(), std: &Standard{}, ids: map[string]bool{}, where: map[string]slot{}, refs: map[string][]ref{}}
}
