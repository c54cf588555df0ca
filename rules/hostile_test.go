package rules_test

import (
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/truatweb/truatweb/rules"
)

// TestHostileFilesStayBounded holds the memory that files of one mebibyte cost,
// each built to cost a parser or the loader as much as it can.
func TestHostileFilesStayBounded(t *testing.T) {
	const size = 1 << 20
	grow := func(line func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < size-200; i++ {
			b.WriteString(line(i))
		}
		return b.String()
	}
	head := "category: \"2\"\ntitle: ก\nrequirements:\n"
	for name, text := range map[string]string{
		"brackets":       strings.Repeat("[", size),
		"braces":         strings.Repeat("{a: ", size/4),
		"dashes":         strings.Repeat("- ", size/2),
		"deeper lines":   grow(func(i int) string { return strings.Repeat(" ", i) + "a:\n" }),
		"unknown keys":   grow(func(i int) string { return fmt.Sprintf("k%d: 1\n", i) }),
		"long key":       strings.Repeat("a", size-10) + ": b",
		"chain":          head + grow(func(i int) string { return fmt.Sprintf("- {id: a%d, title: t, same_as: a%d}\n", i, i+1) })[:size-1000] + "}",
		"lost":           head + grow(func(i int) string { return fmt.Sprintf("- {id: a%d, title: t, same_as: zz%d}\n", i, i) }),
		"same id":        head + grow(func(int) string { return "- {id: a, title: t, ask: qq}\n" }),
		"too large":      strings.Repeat("#", size+1),
		"alias upon one": "a: &a [1]\nb: [" + strings.Repeat("*a, ", size/8) + "]",
	} {
		t.Run(name, func(t *testing.T) {
			pack := files("demo/standard.yaml", standardYAML, "demo/01.yaml", text)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, problems := rules.Load(pack, "demo", vocabulary())
			runtime.ReadMemStats(&after)
			if s != nil || len(problems) == 0 {
				t.Error("a hostile file was taken for a pack")
			}
			if len(problems) > 1200 {
				t.Errorf("%d problems", len(problems))
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 {
				t.Errorf("%d MiB allocated in all", used)
			}
		})
	}
}

// pipes is a folder whose pipes nobody writes to: to open one is to wait for ever.
type pipes struct {
	fstest.MapFS
	t *testing.T
}

func (p pipes) Open(name string) (fs.File, error) {
	if f := p.MapFS[name]; f != nil && f.Mode&fs.ModeNamedPipe != 0 {
		p.t.Errorf("%s was opened", name)
	}
	return p.MapFS.Open(name)
}

func TestAPipeIsNoRuleFile(t *testing.T) {
	pack := files("demo/standard.yaml", standardYAML, "demo/01.yaml", "")
	pack["demo/01.yaml"].Mode = fs.ModeNamedPipe
	s, problems := rules.Load(pipes{pack, t}, "demo", vocabulary())
	if got := list(problems); s != nil || len(problems) != 1 || !strings.HasPrefix(got, "demo/01.yaml:1:1: ") || !strings.Contains(got, "ไม่ใช่ไฟล์ธรรมดา") {
		t.Errorf("%v\n%s", s != nil, got)
	}
}

func TestManyMistakesAreCutAndSaidSo(t *testing.T) {
	text := "category: \"2\"\ntitle: ก\nrequirements:\n" + strings.Repeat("- {id: 2.1}\n", 400)
	_, problems := rules.Load(files("demo/standard.yaml", standardYAML, "demo/01.yaml", text), "demo", vocabulary())
	if len(problems) > 210 || !strings.Contains(list(problems), "ผิดมากกว่า 200 แห่ง") {
		t.Errorf("%d problems, the last %v", len(problems), problems[len(problems)-1])
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(whole), []byte(standardYAML))
	f.Add([]byte(fill), []byte(standardYAML+"sharing: [[\"1.1\", \"1.2\"]]\n"))
	f.Add([]byte("category: \"2\"\nrequirements:\n  - {id: \"2.1\", add: {heading: [คำ]}}\n"), []byte("id: 1\n"))
	f.Add([]byte("a: &a [*a]\n"), []byte("<<: {a: b}\n"))
	f.Add([]byte("? [a]\n: {b: }\n"), []byte("- !!binary aGk=\n- !x y\n"))
	f.Add([]byte("\xef\xbb\xbf---\n...\n---\r\n\t\x00"), []byte("%YAML 1.2\n---\n|2-\n  x"))
	f.Fuzz(func(t *testing.T, category, standard []byte) {
		base := files("demo/standard.yaml", standardYAML, "demo/01.yaml", fill)
		for _, load := range []func() ([]*rules.Standard, []rules.Problem){
			func() ([]*rules.Standard, []rules.Problem) {
				return rules.LoadAll(files("p/standard.yaml", string(standard), "p/01.yaml", string(category)), nil, nil, vocabulary())
			},
			func() ([]*rules.Standard, []rules.Problem) {
				return rules.LoadAll(base, []fs.FS{files("demo/standard.yaml", string(standard), "demo/02.yaml", string(category))}, nil, vocabulary())
			},
		} {
			standards, problems := load()
			if len(standards)+len(problems) == 0 {
				t.Fatal("neither a standard nor a problem")
			}
			for _, p := range problems {
				if p.Text == "" || p.At.File == "" || p.At.Line < 0 {
					t.Fatalf("a problem that says nothing: %#v", p)
				}
			}
			for _, s := range standards {
				if len(s.Rules()) == 0 {
					t.Fatal("a standard without rules")
				}
				for _, r := range s.Rules() {
					rules.Explain(s, r)
				}
			}
		}
	})
}
