package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "truatweb-pdfium-")
	if err != nil {
		panic(err)
	}
	cacheDir = dir
	code := m.Run()
	for _, r := range made {
		_ = r.Close()
	}
	_ = os.RemoveAll(dir)
	if code == 0 {
		if err := goleak.Find(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// cacheDir holds pdfium's compiled code for all tests, which is the slow part.
var (
	cacheDir string
	made     = map[string]*Reader{}
)

const (
	byPoppler = "pdftotext"
	byPdfium  = "pdfium"
)

// reader gives the reader that has one extractor, or skips.
func reader(tb testing.TB, by string) *Reader {
	tb.Helper()
	if r := made[by]; r != nil {
		return r
	}
	o := Options{CacheDir: cacheDir, TempDir: cacheDir}
	if by == byPoppler {
		o.NoPdfium = true
	} else {
		o.Pdftotext = "-"
	}
	r := New(o)
	if by == byPoppler {
		if r.probe.Do(r.findPoppler); r.poppler == "" {
			tb.Skip("poppler's pdftotext and pdfinfo are not installed here")
		}
	}
	made[by] = r
	return r
}

// each runs a test with each extractor.
func each(t *testing.T, f func(t *testing.T, r *Reader)) {
	for _, by := range []string{byPoppler, byPdfium} {
		t.Run(by, func(t *testing.T) { f(t, reader(t, by)) })
	}
}

func load(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func read(t *testing.T, r *Reader, body []byte) *checks.Content {
	t.Helper()
	c, _, err := r.Read(t.Context(), extract.Raw{Body: body, Kind: checks.KindPDF})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// keys are the spellings in which phrases are looked for, from the strictest.
var keys = []func(string) string{func(s string) string { return s }, thai.Fold, thai.Loose, thai.Skeleton}

// counts says how many phrases stand in one block: as written, folded, with
// SARA AM and SARA AA as one, and without marks.
type counts [4]int

func found(c *checks.Content) (n counts) {
	for k, key := range keys {
		texts := make([]string, len(c.Blocks))
		for i, b := range c.Blocks {
			texts[i] = key(b.Text)
		}
		for _, p := range phrases {
			p := key(p)
			if slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, p) }) {
				n[k]++
			}
		}
	}
	return n
}

func TestPhrases(t *testing.T) {
	file := func(name string) func(*testing.T) []byte {
		return func(t *testing.T) []byte { return load(t, name) }
	}
	madeOf := func(f func(rune) string) func(*testing.T) []byte {
		return func(*testing.T) []byte { return (&maker{tounicode: f}).make(lines(11, longText...)) }
	}
	tests := []struct {
		name    string
		body    func(*testing.T) []byte
		floor   counts
		damaged bool
	}{
		{"chromium, Noto Sans Thai", file("chromium-noto.pdf"), counts{20, 20, 20, 20}, false},
		{"chromium, Garuda", file("chromium-garuda.pdf"), counts{19, 20, 20, 20}, false},
		{"libreoffice, Garuda", file("libreoffice.pdf"), counts{19, 20, 20, 20}, false},
		{"made, right", madeOf(nil), counts{20, 20, 20, 20}, false},
		{"made, shifted marks in private use", madeOf(shiftedMarks), counts{20, 20, 20, 20}, false},
		{"made, SARA AM lost", madeOf(lostAm), counts{15, 15, 20, 20}, true},
		{"made, NIKHAHIT called a soft hyphen", madeOf(hyphenAm), counts{20, 20, 20, 20}, true},
		{"made, SARA AM split", madeOf(splitAm), counts{15, 15, 20, 20}, true},
		{"made, SARA AA as SARA AM", madeOf(allAm), counts{3, 3, 20, 20}, true},
		{"made, tone marks lost", madeOf(lostTones), counts{4, 4, 4, 20}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, r *Reader) {
				c := read(t, r, tt.body(t))
				n := found(c)
				t.Logf("of %d phrases: %d as written, %d folded, %d loose, %d without marks", len(phrases), n[0], n[1], n[2], n[3])
				for k := range n {
					if n[k] < tt.floor[k] {
						t.Errorf("found %v, want at least %v of:\n%s", n, tt.floor, shown(c))
						break
					}
				}
				if c.Facts.Damaged != tt.damaged || c.Facts.Garbled || c.Facts.NoText {
					t.Errorf("damaged %v garbled %v no text %v, want damaged %v:\n%s", c.Facts.Damaged, c.Facts.Garbled, c.Facts.NoText, tt.damaged, shown(c))
				}
			})
		})
	}
}

func shown(c *checks.Content) string {
	var b strings.Builder
	for _, x := range c.Blocks {
		fmt.Fprintf(&b, "%d %s: %s\n", x.Page, x.Kind, x.Text)
	}
	return b.String()
}

func TestShapes(t *testing.T) {
	each(t, func(t *testing.T, r *Reader) {
		c := read(t, r, load(t, "chromium-noto.pdf"))
		if c.Title != "รายงานผลการปฏิบัติราชการ" || c.Facts.Pages != 1 || !c.Facts.Tagged || c.Facts.Encrypted || c.Facts.Truncated || !strings.HasPrefix(c.Facts.Reader, "pd") {
			t.Errorf("title %q, facts %+v", c.Title, c.Facts)
		}
		var heads []string
		var row *checks.Block
		for i, b := range c.Blocks {
			if b.Page != 1 || b.Region != checks.RegionMain {
				t.Errorf("block on page %d in %q", b.Page, b.Region)
			}
			switch {
			case b.Kind == checks.BlockHeading && b.Level == 7:
				heads = append(heads, b.Text)
			case b.Kind == checks.BlockRow && strings.Contains(b.Text, "พิจารณาอนุญาต"):
				row = &c.Blocks[i]
			}
		}
		want := "รายงานผลการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘|ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง|วิสัยทัศน์และพันธกิจ|คู่มือการปฏิบัติงาน|การจัดซื้อจัดจ้าง"
		if got := strings.Join(heads, "|"); got != want {
			t.Errorf("headings %s", got)
		}
		if row == nil || strings.Join(row.Cells(), "|") != "๒|พิจารณาอนุญาตและแจ้งผลการพิจารณาแก่ผู้ขอเป็นหนังสือ|๕ วันทำการ|กลุ่มงานคุ้มครองผู้บริโภค" ||
			strings.Join(row.Header(), "|") != "ลำดับ|ขั้นตอน|ระยะเวลา|ผู้รับผิดชอบ" {
			t.Errorf("row %+v in\n%s", row, shown(c))
		}
		if len(c.Links) != 1 || c.Links[0].URL != "https://example.org/complain" || c.Links[0].Kind != checks.LinkAnchor {
			t.Fatalf("links %+v", c.Links)
		}
	})
}

func TestFacts(t *testing.T) {
	letter := lines(11, longText...)
	tests := []struct {
		name string
		body []byte
		want checks.Facts
	}{
		{"scan", load(t, "scan.pdf"), checks.Facts{Pages: 1, NoText: true}},
		{"letters that stand for Thai bytes", (&maker{tounicode: western}).make(letter), checks.Facts{Pages: 1, Garbled: true}},
		{"signs that stand for glyphs", (&maker{tounicode: func(r rune) string { return string('!' + r%15) }}).make(letter), checks.Facts{Pages: 1, Garbled: true}},
		{"scan with a stamp", (&maker{images: 1}).make(lines(9, "ลงรับที่ 123/2568")), checks.Facts{Pages: 1, NoText: true}},
		{"two short pages without pictures", (&maker{}).make(lines(14, "ประกาศรับสมัคร"), lines(14, "ผลการคัดเลือก")), checks.Facts{Pages: 2}},
		{"a letter and two scanned pages", (&maker{images: 1}).make(letter, nil, nil), checks.Facts{Pages: 3, NoText: true}},
		{"two pages of text and a scanned one", (&maker{images: 1}).make(letter, letter, nil), checks.Facts{Pages: 3}},
		{"English", (&maker{}).make(lines(14, "The district health office publishes its annual plan", "and the minutes of its meetings on this page every month")), checks.Facts{Pages: 1}},
		{"numbers", (&maker{}).make(lines(14, "2560 1,204 95.62 14", "2561 1,377 94.06 28", "2562 1,410 (92.86%) 3")), checks.Facts{Pages: 1}},
		{"copying forbidden", load(t, "owner.pdf"), checks.Facts{Pages: 1, Encrypted: true}},
		{"lost cross-reference table", (&maker{noXref: true}).make(letter), checks.Facts{Pages: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, r *Reader) {
				c := read(t, r, tt.body)
				got := c.Facts
				got.Reader, got.Author = "", ""
				if fmt.Sprint(got) != fmt.Sprint(tt.want) {
					t.Errorf("got %+v\nwant %+v\n%s", got, tt.want, shown(c))
				}
			})
		})
	}
}

func TestHostile(t *testing.T) {
	whole := load(t, "chromium-noto.pdf")
	tests := []struct {
		name string
		body []byte
		want error
	}{
		{"no bytes", nil, extract.ErrEmpty},
		{"a password", load(t, "locked.pdf"), extract.ErrLocked},
		{"first half of a file", whole[:len(whole)/2], extract.ErrDamaged},
		{"the signature alone", []byte("%PDF-1.7\n"), extract.ErrDamaged},
		{"a page of HTML", []byte("<html><body>%PDF- not found</body></html>"), extract.ErrDamaged},
		{"noise", append([]byte("%PDF-1.4\n"), strings.Repeat("\x00\xff<<>>[", 5000)...), extract.ErrDamaged},
		{"a page tree that holds itself", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"), nil},
		{"a million pages that are not there", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1000000>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, func(t *testing.T, r *Reader) {
				c, _, err := r.Read(t.Context(), extract.Raw{Body: tt.body, Kind: checks.KindPDF})
				if tt.want == nil {
					// either is right, so long as it ends and blames the file
					if err != nil && !errors.Is(err, extract.ErrDamaged) && !errors.Is(err, extract.ErrTooLarge) {
						t.Errorf("error %v", err)
					}
					return
				}
				if !errors.Is(err, tt.want) {
					t.Fatalf("error %v, want %v", err, tt.want)
				}
				if locked := errors.Is(err, extract.ErrLocked); locked != (c != nil && c.Facts.Locked) {
					t.Errorf("content %+v with %v", c, err)
				}
			})
		})
	}
}

func TestLimits(t *testing.T) {
	page := lines(14, "หน้าหนึ่งของหลายหน้า มีเนื้อความสั้น ๆ")
	var many [][]textAt
	for range 12 {
		many = append(many, page)
	}
	for _, by := range []string{byPoppler, byPdfium} {
		t.Run(by, func(t *testing.T) {
			o := reader(t, by).o
			o.MaxPages, o.MaxBytes = 5, 1<<20
			r := New(o)
			t.Cleanup(func() { _ = r.Close() })
			c := read(t, r, (&maker{}).make(many...))
			if last := c.Blocks[len(c.Blocks)-1]; !c.Facts.Truncated || c.Facts.Pages != 12 || last.Page > 5 {
				t.Errorf("facts %+v, last block on page %d", c.Facts, last.Page)
			}
			if _, _, err := r.Read(t.Context(), extract.Raw{Body: make([]byte, 1<<20+1)}); !errors.Is(err, extract.ErrTooLarge) {
				t.Errorf("error %v", err)
			}
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			if _, _, err := r.Read(ended, extract.Raw{Body: load(t, "scan.pdf")}); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// A small file that says a hundred megabytes ends within the limits, and the
// reader goes on to read the next.
func TestBomb(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	text := []byte("BT /F 9 Tf 1 0 0 1 72 700 Tm " + strings.Repeat("<0001000200030004> Tj ", 4000) + "ET\n")
	for range 1200 {
		if _, err := z.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	body := (&maker{}).make(lines(11, "กขคง"))
	old := stream("", "BT /F 11 Tf 1 0 0 1 72 770 Tm <0001000200030004> Tj ET\n")
	bomb := bytes.Replace(body, []byte(old), []byte(stream("/Filter/FlateDecode", packed.String())), 1)
	if len(bomb) == len(body) {
		t.Fatal("the page's stream is not where it was")
	}
	for _, by := range []string{byPoppler, byPdfium} {
		t.Run(by, func(t *testing.T) {
			o := reader(t, by).o
			o.MaxTime = 2 * time.Second
			r := New(o)
			t.Cleanup(func() { _ = r.Close() })
			began := time.Now()
			c, _, err := r.Read(t.Context(), extract.Raw{Body: bomb})
			if err != nil && !errors.Is(err, extract.ErrTooLarge) && !errors.Is(err, extract.ErrDamaged) {
				t.Errorf("error %v", err)
			}
			if err == nil && len(c.Blocks) > mostBlocks {
				t.Errorf("%d blocks", len(c.Blocks))
			}
			t.Logf("%d bytes: %v after %v", len(bomb), err, time.Since(began).Round(time.Millisecond))
			if c, _, err := r.Read(t.Context(), extract.Raw{Body: body}); err != nil || !strings.Contains(shown(c), "กขคง") {
				t.Errorf("the next file: %v", err)
			}
		})
	}
}

// script makes a program that stands for one of poppler's.
func script(t *testing.T, body string) string {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no shell to stand for poppler's programs")
	}
	at := filepath.Join(t.TempDir(), "tool")
	if err := os.WriteFile(at, []byte("#!/bin/sh\nif [ \"$1\" = -v ]; then echo 'pdftotext version 9.9 Poppler' >&2; exit 0; fi\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return at
}

func TestProgramsAreHeld(t *testing.T) {
	info := script(t, "echo 'Pages: 1'")
	tests := []struct {
		name, text string
		want       error
	}{
		{"hangs with a child that hangs", "/bin/sleep 60 & /bin/sleep 60", extract.ErrTooLarge},
		{"fails", "echo 'Syntax Error: no' >&2; exit 1", extract.ErrDamaged},
		{"is killed", "kill -9 $$", extract.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := New(Options{Pdftotext: script(t, tt.text), Pdfinfo: info, NoPdfium: true, MaxTime: 300 * time.Millisecond})
			began := time.Now()
			_, _, err := r.Read(t.Context(), extract.Raw{Body: []byte("%PDF-1.4\n1 0 obj")})
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	t.Run("prints without end", func(t *testing.T) {
		r := New(Options{Pdftotext: script(t, `echo '<page width="595" height="842">'; while :; do echo '<word xMin="1" yMin="1" xMax="2" yMax="2">คำ</word>'; done`), Pdfinfo: info, NoPdfium: true, MaxTime: 500 * time.Millisecond})
		c := read(t, r, []byte("%PDF-1.4\n1 0 obj"))
		if !c.Facts.Truncated || len(c.Blocks) == 0 {
			t.Errorf("facts %+v, %d blocks", c.Facts, len(c.Blocks))
		}
	})
	t.Run("has no environment and cannot write", func(t *testing.T) {
		t.Setenv("SECRET_OF_THE_PARENT", "yes")
		at := filepath.Join(t.TempDir(), "out")
		r := New(Options{Pdftotext: script(t, `echo '<page width="595" height="842">'; echo "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">got[$SECRET_OF_THE_PARENT]</word>"; sleep 0.2; echo data > `+at), Pdfinfo: info, NoPdfium: true})
		c := read(t, r, []byte("%PDF-1.4\n1 0 obj"))
		if !strings.Contains(shown(c), "got[]") {
			t.Errorf("saw the environment: %s", shown(c))
		}
		if b, _ := os.ReadFile(at); len(b) > 0 && limitsHeld {
			t.Errorf("wrote %q", b)
		}
	})
}

// A text that is out of order is asked of the other extractor, and the better
// of the two is kept.
func TestGateChooses(t *testing.T) {
	word := func(s string) string {
		return `<word xMin="72" yMin="70" xMax="300" yMax="90">` + s + "</word>"
	}
	body := load(t, "chromium-noto.pdf")
	for _, tt := range []struct{ name, text, want string }{
		{"right text is kept", "สำนักงานสาธารณสุขอำเภอสมมุติ จัดทำรายงาน", "pdftotext 9.9 Poppler"},
		{"text out of order is not", "ส ำนั กงำ ิ ิ ้ า ้ น ั นั นั ัก", "pdfium"},
		{"nor is none for a file that has it", "", "pdfium"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tool := script(t, "exit 1")
			if tt.text != "" {
				tool = script(t, `echo '<page width="595" height="842">'; echo '`+word(strings.Repeat(tt.text+" ", 20))+`'`)
			}
			r := New(Options{Pdftotext: tool, Pdfinfo: script(t, "echo 'Pages: 1'"), CacheDir: cacheDir})
			t.Cleanup(func() { _ = r.Close() })
			if c := read(t, r, body); c.Facts.Reader != tt.want {
				t.Errorf("read by %s, want %s:\n%s", c.Facts.Reader, tt.want, shown(c))
			}
		})
	}
}

func TestManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, r *Reader) {
		bodies := [][]byte{load(t, "chromium-noto.pdf"), load(t, "libreoffice.pdf"), load(t, "scan.pdf"), load(t, "locked.pdf"), []byte("%PDF-1.4 broken")}
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				c, _, err := r.Read(t.Context(), extract.Raw{Body: bodies[i%len(bodies)]})
				if i%len(bodies) == 0 {
					if err != nil {
						t.Error(err)
					} else if n := found(c); n[0] < 20 {
						t.Errorf("%v phrases", n)
					}
				}
			})
		}
		wg.Wait()
	})
}

func TestTitles(t *testing.T) {
	for in, want := range map[string]string{
		"แผนปฏิบัติราชการ ปี 2569": "แผนปฏิบัติราชการ ปี 2569",
		"Annual report 2568": "Annual report 2568",
		"Microsoft Word - หนังสือนำส่ง.docx":   "",
		"Microsoft PowerPoint - งาน":           "",
		"Untitled":                             "",
		"Untitled-1":                           "",
		"งานนำเสนอ PowerPoint":                 "",
		"PowerPoint Presentation":              "",
		"tmp-83ed9f559d32f97304b87b105a8a1367": "",
		"แบบฟอร์ม.doc":                         "",
		"20250113094512":                       "",
		"Scan_0001":                            "",
		"\uF0A1\uF0A2":                         "",
		"á¼¹»¯ÔºÑµÔÃÒª¡ÒÃ":                     "แผนปฏิบัติราชการ",
		"":                                     "",
	} {
		if got := cleanTitle(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
