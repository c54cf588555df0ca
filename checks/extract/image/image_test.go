package image

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	stdimage "image"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

func encoded(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, stdimage.NewGray(stdimage.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func load(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/scan.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSizes(t *testing.T) {
	var gifs bytes.Buffer
	if err := gif.Encode(&gifs, stdimage.NewGray(stdimage.Rect(0, 0, 31, 17)), nil); err != nil {
		t.Fatal(err)
	}
	bmp := append([]byte("BM"), make([]byte, 30)...)
	binary.LittleEndian.PutUint32(bmp[18:], 40)
	binary.LittleEndian.PutUint32(bmp[22:], 0xFFFFFFE2) // -30: stored from the top
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x02" + "\x01\x00\x00\x03\x00\x00\x00\x01\x02\x00\x00\x00" + "\x01\x01\x00\x04\x00\x00\x00\x01\x00\x00\x01\x00")
	webp := append([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"), 0x8F, 0x01, 0, 0x2B, 0x01, 0)
	for name, c := range map[string]struct {
		body []byte
		want size
	}{
		"png": {encoded(t, 12, 8), size{"png", 12, 8}}, "gif": {gifs.Bytes(), size{"gif", 31, 17}}, "jpeg": {load(t), size{"jpeg", 1240, 1754}},
		"bmp": {bmp, size{"bmp", 40, 30}}, "tiff": {tiff, size{"tiff", 512, 256}}, "webp": {webp, size{"webp", 400, 300}},
	} {
		if extract.Sniff(c.body) != checks.KindImage {
			t.Errorf("%s is not sniffed as a picture", name)
		}
		got, _, err := Reader{}.Read(t.Context(), extract.Raw{URL: "http://office.example/img/" + name + ".x?v=1", Body: c.body})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		im := got.Images[0]
		if im.Width != c.want.width || im.Height != c.want.height || im.File != name+".x" || got.Facts.Reader != "image/"+c.want.format || !got.Facts.NoText || len(got.Blocks) > 0 {
			t.Errorf("%s: %+v %+v", name, im, got.Facts)
		}
	}
	for _, bad := range []string{"\x89PNG\r\n\x1a\n", "\xFF\xD8\xFF", "RIFF\x00\x00\x00\x00WEBPVP8 ", "BM\x00\x00", "II*\x00", "GIF89a"} {
		if _, _, err := (Reader{}).Read(t.Context(), extract.Raw{Body: []byte(bad)}); !errors.Is(err, extract.ErrDamaged) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// recogniser gives one that works here, or skips.
func recogniser(t testing.TB, o Options) *Recogniser {
	t.Helper()
	r := NewRecogniser(o)
	if err := r.Ready(); err != nil {
		t.Skipf("no text can be recognised here: %v", err)
	}
	return r
}

// phrases stand in testdata/scan.jpg, a scan made of testdata/page.html: turned
// by 0.6 degrees, blurred, with noise and strong compression.
var phrases = []string{
	"คำรับรองการปฏิบัติราชการ", "ประจำปีงบประมาณ", "สำนักงานสาธารณสุขอำเภอ", "เผยแพร่ต่อประชาชน", "พระราชบัญญัติข้อมูลข่าวสารของราชการ",
	"วิสัยทัศน์ของหน่วยงาน", "ประชาชนสุขภาพดี", "ชุมชนเข้มแข็ง", "น้ำดื่มสะอาด", "อำนาจหน้าที่ตามกฎหมาย", "แผนยุทธศาสตร์ด้านสุขภาพ",
	"การกำกับดูแลหน่วยบริการ", "คุ้มครองผู้บริโภคด้านสาธารณสุข", "ตัวชี้วัดผลการดำเนินงาน", "การจัดซื้อจัดจ้าง", "กลุ่มงานบริหารทั่วไป",
	"คู่มือการปฏิบัติงาน", "ผู้รับผิดชอบ", "งานนิติการ", "นายแพทย์สาธารณสุขจังหวัด",
}

func text(c *checks.Content) string {
	var b strings.Builder
	for i := range c.Blocks {
		b.WriteString(c.Blocks[i].Text + "\n")
	}
	return b.String()
}

func held(in string, key func(string) string) (n int, lost []string) {
	in = key(in)
	for _, p := range phrases {
		if strings.Contains(in, key(p)) {
			n++
		} else {
			lost = append(lost, p)
		}
	}
	return n, lost
}

// Most phrases of a poor scan are found, more of them by the looser keys; a date
// in Thai digits is not among what can be relied on, which is why it is not asked
// for here.
func TestAScanIsRecognised(t *testing.T) {
	r := recogniser(t, Options{})
	for name, c := range map[string]struct {
		body []byte
		kind checks.Kind
	}{"a picture": {load(t), checks.KindImage}, "a page of a PDF": {scanned(load(t), 1), checks.KindPDF}} {
		t.Run(name, func(t *testing.T) {
			if c.kind == checks.KindPDF && r.Pdftoppm == "" {
				t.Skip("no pdftoppm here")
			}
			got, err := r.Recognise(t.Context(), c.body, c.kind)
			if err != nil {
				t.Fatal(err)
			}
			exact, _ := held(text(got), func(s string) string { return s })
			folded, _ := held(text(got), thai.Fold)
			loose, lost := held(text(got), thai.Loose)
			bones, _ := held(text(got), thai.Skeleton)
			t.Logf("%d of %d exactly, %d folded, %d by the looser key, %d by consonants; lost %q", exact, len(phrases), folded, loose, bones, lost)
			if folded < 14 || loose < 15 {
				t.Errorf("too few:\n%s", text(got))
			}
			if f := got.Facts; !f.OCR || !f.NoText || !strings.HasPrefix(f.Reader, "tesseract ") || got.Kind != c.kind {
				t.Errorf("facts %+v", got.Facts)
			}
		})
	}
}

// scanned makes a PDF of pages that are one picture each.
func scanned(jpeg []byte, pages int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, a ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, a...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 5+i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", pages, kids)
	object("<</Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream", len(jpeg), jpeg)
	object("<</Length 33>>stream\nq 595 0 0 842 0 0 cm /Scan Do Q  \nendstream")
	for range pages {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Scan 3 0 R>>>>/Contents 4 0 R>>")
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// tool makes a program that stands for tesseract and knows Thai.
func tool(t *testing.T, body string) string {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no shell to stand for a program")
	}
	at := filepath.Join(t.TempDir(), "tool")
	script := "#!/bin/sh\ncase \"$1\" in --version) echo 'tesseract 9.9'; exit 0;; --list-langs) echo 'List (2):'; echo eng; echo tha; exit 0;; esac\n" + body + "\n"
	if err := os.WriteFile(at, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return at
}

// rowsOf prints a line as tesseract does, one word to a glyph.
const rowsOf = `printf '4\t1\t1\t1\t1\t0\t10\t10\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t60\t40\t96.5\tประวัติ\n5\t1\t1\t1\t1\t2\t100\t10\t60\t40\t93\tหน่วยงาน\n'`

func TestProgramsAreHeld(t *testing.T) {
	picture := encoded(t, 400, 400)
	for name, c := range map[string]struct {
		script string
		want   error
	}{
		"hangs with a child that hangs": {"/bin/sleep 60 & /bin/sleep 60", extract.ErrTooLarge},
		"fails":                         {"echo 'Error in pixReadMem' >&2; exit 1", extract.ErrDamaged},
		"prints without end":            {"while :; do echo '4\t1\t1\t1\t1\t0\t10\t10\t300\t40\t-1\t'; done", extract.ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewRecogniser(Options{Tesseract: tool(t, c.script), MaxTime: time.Second})
			began := time.Now()
			if _, err := r.Recognise(t.Context(), picture, checks.KindImage); !errors.Is(err, c.want) && !errors.Is(c.want, extract.ErrTooLarge) || err == nil {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	t.Run("has no environment but one thread", func(t *testing.T) {
		t.Setenv("SECRET_OF_THE_PARENT", "yes")
		r := NewRecogniser(Options{Tesseract: tool(t, `cat >/dev/null; printf "4\t1\t1\t1\t1\t0\t10\t10\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t60\t40\t96\tgot[$SECRET_OF_THE_PARENT]threads[$OMP_THREAD_LIMIT]\n"`)})
		c, err := r.Recognise(t.Context(), picture, checks.KindImage)
		if err != nil || text(c) != "got[]threads[1]\n" {
			t.Errorf("%q, %v", text(c), err)
		}
	})
}

func TestNotRecognised(t *testing.T) {
	r := NewRecogniser(Options{Tesseract: tool(t, "exit 1"), MaxBytes: 1 << 20})
	wide := append([]byte("BM"), make([]byte, 30)...)
	binary.LittleEndian.PutUint32(wide[18:], 1<<20)
	binary.LittleEndian.PutUint32(wide[22:], 1<<20)
	for name, c := range map[string]struct {
		body []byte
		kind checks.Kind
		want error
	}{
		"an icon's size":  {encoded(t, 32, 32), checks.KindImage, ErrTooSmall},
		"more pixels":     {wide, checks.KindImage, extract.ErrTooLarge},
		"more bytes":      {make([]byte, 2<<20), checks.KindImage, extract.ErrTooLarge},
		"another kind":    {[]byte("a,b"), checks.KindCSV, extract.ErrUnsupported},
		"a newer format":  {[]byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00"), checks.KindImage, extract.ErrUnsupported},
		"a broken header": {[]byte("\x89PNG\r\n\x1a\n"), checks.KindImage, extract.ErrDamaged},
	} {
		if _, err := r.Recognise(t.Context(), c.body, c.kind); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	lue := tool(t, "")
	b, err := os.ReadFile(lue)
	if err == nil {
		err = os.WriteFile(lue, bytes.ReplaceAll(b, []byte("echo tha"), []byte("echo thai")), 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]Options{"not wanted": {Tesseract: "-"}, "not there": {Tesseract: filepath.Join(t.TempDir(), "none")}, "without Thai": {Tesseract: lue}} {
		if _, err := NewRecogniser(o).Recognise(t.Context(), encoded(t, 400, 400), checks.KindImage); !errors.Is(err, ErrNoTool) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file is recognised once, whatever it is called, until something that its
// text depends on is another.
func TestCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	at := tool(t, "cat >/dev/null; "+rowsOf)
	picture := encoded(t, 400, 400)
	first, err := NewRecogniser(Options{Tesseract: at, CacheDir: dir}).Recognise(t.Context(), picture, checks.KindImage)
	if err != nil || text(first) != "ประวัติ หน่วยงาน\n" {
		t.Fatalf("%q, %v", text(first), err)
	}
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, bytes.ReplaceAll(b, []byte("ประวัติ"), []byte("อื่น")), 0o755); err != nil {
		t.Fatal(err)
	}
	again, err := NewRecogniser(Options{Tesseract: at, CacheDir: dir}).Recognise(t.Context(), picture, checks.KindImage)
	if err != nil || text(again) != text(first) || !again.Facts.OCR || again.Facts.Reader != first.Facts.Reader {
		t.Errorf("%q %+v, %v", text(again), again.Facts, err)
	}
	if other, err := NewRecogniser(Options{Tesseract: at, CacheDir: dir, DPI: 300}).Recognise(t.Context(), picture, checks.KindImage); err != nil || text(other) == text(first) {
		t.Errorf("another resolution gives %q, %v", text(other), err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	if len(files) != 2 {
		t.Errorf("%d files kept", len(files))
	}
	for _, f := range files {
		if err := os.WriteFile(f, []byte(`{"Blocks":[{"Text":"ปลอม"}]}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if c, err := NewRecogniser(Options{Tesseract: at, CacheDir: dir}).Recognise(t.Context(), picture, checks.KindImage); err != nil || strings.Contains(text(c), "ปลอม") {
		t.Errorf("a damaged file of the cache gives %q, %v", text(c), err)
	}
}

// Only the first pages of a PDF are recognised, and it is said that there may be
// more; each is drawn by itself.
func TestFirstPages(t *testing.T) {
	real := NewRecogniser(Options{})
	if find(&real.Pdftoppm, "pdftoppm") != nil {
		t.Skip("no pdftoppm here")
	}
	r := NewRecogniser(Options{Tesseract: tool(t, "cat >/dev/null; "+rowsOf), MaxPages: 2, TempDir: t.TempDir()})
	for pages, want := range map[int]int{1: 1, 2: 2, 4: 2} {
		c, err := r.Recognise(t.Context(), scanned(load(t), pages), checks.KindPDF)
		if err != nil {
			t.Fatal(err)
		}
		if c.Facts.Pages != want || len(c.Blocks) != want || c.Blocks[want-1].Page != int32(want) || c.Facts.Truncated != (pages >= 2) {
			t.Errorf("of %d pages: %+v, %d blocks", pages, c.Facts, len(c.Blocks))
		}
	}
	if _, err := r.Recognise(t.Context(), []byte("%PDF-1.4 broken"), checks.KindPDF); !errors.Is(err, extract.ErrDamaged) {
		t.Errorf("a broken file: %v", err)
	}
	if left, _ := os.ReadDir(r.TempDir); len(left) > 0 {
		t.Errorf("%d files left behind", len(left))
	}
}

func TestLines(t *testing.T) {
	row := func(level string, x, y, w, h int, sure, s string) string {
		return fmt.Sprintf("%s\t1\t1\t1\t1\t1\t%d\t%d\t%d\t%d\t%s\t%s\n", level, x, y, w, h, sure, s)
	}
	in := row("4", 10, 0, 300, 50, "-1", "") + row("5", 10, 0, 200, 45, "95", "แผนปฏิบัติการ") + row("5", 230, 0, 80, 45, "95", "ประจำปี") +
		row("4", 10, 40, 300, 8, "-1", "") + row("5", 10, 40, 20, 8, "95", "ะะ") + // marks torn off
		row("4", 10, 60, 500, 40, "-1", "") + row("5", 10, 60, 30, 30, "95", "สํ") + row("5", 41, 60, 20, 30, "95", "า") + row("5", 62, 60, 448, 30, "95", "นักงาน") +
		row("4", 10, 110, 200, 40, "-1", "") + row("5", 10, 110, 60, 30, "95", "สาธารณสุข") + row("5", 100, 110, 60, 30, "3", "@@") +
		row("4", 10, 160, 200, 40, "-1", "") + row("5", 10, 160, 200, 30, "30", "เดาเอา") +
		"junk\n" + row("5", 0, 0, 0, 0, "NaN", "x")
	var got []string
	for _, b := range readLines(strings.NewReader(in), 3) {
		if b.Page != 3 || b.Region != checks.RegionMain {
			t.Errorf("block %+v", b)
		}
		got = append(got, b.Kind.String()+": "+b.Text)
	}
	if want := "heading: แผนปฏิบัติการประจำปี | text: สำนักงานสาธารณสุข"; strings.Join(got, " | ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " | "), want)
	}
}

func FuzzMeasure(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x10\x00\x00\x00"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("BM" + strings.Repeat("\xFF", 30)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := measure(b); err == nil && (s.width < 0 || s.height < 0) {
			t.Errorf("%+v", s)
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add("4\t1\t1\t1\t1\t0\t10\t10\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t60\t40\t96.5\tประวัติ\n")
	f.Add("5\t1\t1\t1\t1\t1\t1e999\t10\t60\t40\tInf\tx\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, b := range readLines(strings.NewReader(s), 1) {
			if b.Text == "" {
				t.Error("an empty block")
			}
		}
	})
}

func BenchmarkPage(b *testing.B) {
	r := recogniser(b, Options{})
	body := load(b)
	for b.Loop() {
		if _, err := r.Recognise(b.Context(), body, checks.KindImage); err != nil {
			b.Fatal(err)
		}
	}
}
