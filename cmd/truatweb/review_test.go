package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// fillIn writes texts into cells of a workbook's first sheet, by what their rows
// and columns say: from an item's id, then from a header.
func fillIn(t *testing.T, path, id string, values map[string]string) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	var shared []string
	for _, m := range regexp.MustCompile(`(?s)<si><t[^>]*>(.*?)</t></si>`).FindAllStringSubmatch(parts["xl/sharedStrings.xml"], -1) {
		shared = append(shared, m[1])
	}
	const sheet = "xl/worksheets/sheet1.xml"
	row := ""
	column := map[string]string{}
	for _, m := range regexp.MustCompile(`<c r="([A-Z]+)(\d+)"[^>]*t="s"[^>]*><v>(\d+)</v></c>`).FindAllStringSubmatch(parts[sheet], -1) {
		var n int
		if _, err := fmt.Sscan(m[3], &n); err != nil {
			t.Fatal(err)
		}
		switch {
		case m[2] == "3":
			column[shared[n]] = m[1]
		case shared[n] == id && m[1] == column["ข้อ"]:
			row = m[2]
		}
	}
	if row == "" {
		t.Fatalf("no row for %s", id)
	}
	for header, text := range values {
		cell := regexp.MustCompile(`<c r="` + column[header] + row + `"( s="\d+")?(/>|></c>)`)
		if !cell.MatchString(parts[sheet]) {
			t.Fatalf("no empty cell for %s in row %s", header, row)
		}
		parts[sheet] = cell.ReplaceAllString(parts[sheet], `<c r="`+column[header]+row+`"$1 t="inlineStr"><is><t>`+text+`</t></is></c>`)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestReviewGoesRound audits, lets an office reply and a reviewer decide in the
// workbook, and audits again: the office's address is looked at although no link
// leads there, and the decision stands in the report, in a folder and in an archive.
func TestReviewGoesRound(t *testing.T) {
	for _, where := range []string{"--decisions", "--data"} {
		t.Run(where, func(t *testing.T) {
			dir := t.TempDir()
			in := func(name string) string { return filepath.Join(dir, name) }
			origin, asked := served(t, map[string]string{
				"/": head + `สำนักงานสาธารณสุขอำเภอบึงสมมุติ</title><main><p>สำนักงานสาธารณสุขอำเภอบึงสมมุติ ยินดีต้อนรับประชาชนทุกท่านสู่เว็บไซต์ของเรา</p></main>`,
				"/kept/away.html": head + `ประวัติ</title><h1>ประวัติความเป็นมาของสำนักงานสาธารณสุขอำเภอบึงสมมุติ</h1><p>สำนักงานสาธารณสุขอำเภอบึงสมมุติ เดิมเป็นสุขศาลาชั้นสอง ก่อตั้งเมื่อ พ.ศ. ๒๔๙๘ บนที่ดินที่ชาวบ้านบริจาค ใกล้ที่ว่าการกิ่งอำเภอ</p>
					<p>ต่อมาเมื่อ พ.ศ. ๒๕๑๗ กิ่งอำเภอได้ยกฐานะขึ้นเป็นอำเภอ จึงตั้งเป็นสำนักงานสาธารณสุขอำเภอ และได้รับงบประมาณก่อสร้างอาคารหลังปัจจุบันเมื่อ พ.ศ. ๒๕๓๙</p>`,
			})
			do := func(want int, args ...string) (stdout, stderr string) {
				t.Helper()
				code, stdout, stderr := ran(t, append(args, where, in("store"))...)
				if code != want {
					t.Fatalf("%s: exit code %d:\n%s%s", args[0], code, stdout, stderr)
				}
				return stdout, stderr
			}
			audit := func(out string) *checks.Audit {
				t.Helper()
				do(exitDone, "audit", origin+"/", "--allow-private", "127.0.0.0/8", "--only", "127.0.0.0/8", "--rate", "0", "--browser", "off", "--ocr", "off", "--warc=false",
					"--standards", "ops2563", "--out", in(out))
				a := &checks.Audit{}
				if err := json.Unmarshal(read(t, in(out), "audit.json"), a); err != nil {
					t.Fatal(err)
				}
				return a
			}
			before := audit("one")
			if f := before.Finding("ops2563", "1.1"); f.Verdict == checks.Found || slices.Contains(asked(), "/kept/away.html") {
				t.Fatalf("nothing leads there, and it was found: %+v", f)
			}

			book, today := in("review.xlsx"), thai.FormatDateLong(time.Now().In(thai.Bangkok()))
			if stdout, _ := do(exitDone, "review", "export", in("one"), "-o", book); !strings.Contains(stdout, "1 หน่วยงาน 40 แถว รอตัดสิน 40 แถว") {
				t.Errorf("export says %q", stdout)
			}
			fillIn(t, book, "1.1", map[string]string{"ที่อยู่ (URL) ที่เผยแพร่": origin + "/kept/away.html", "ชื่อผู้ตอบ": "นายหนึ่ง", "วันที่ตอบ": today})
			fillIn(t, book, "1.5", map[string]string{"คำวินิจฉัย": "ผ่อนผัน", "ชื่อผู้วินิจฉัย": "นางสอง", "หน่วยที่ตรวจสอบ": "กลุ่มตรวจ", "วันที่วินิจฉัย": today, "ใช้ถึงวันที่": "31/2/2690", "เหตุผล": "ผ่อนผัน: หน่วยงานต้นสังกัดเผยแพร่แทน"})
			_, stderr := do(exitUsage, "review", "import", book)
			if !strings.Contains(stderr, "ต้องมีผู้อนุมัติ") || !strings.Contains(stderr, "(ใช้ถึงวันที่)") || !strings.Contains(stderr, "ต้องแก้ 2 แห่ง") {
				t.Errorf("the mistakes are told so:\n%s", stderr)
			}
			if stdout, _ := do(exitDone, "review", "verify"); !strings.Contains(stdout, "ยังไม่มีคำวินิจฉัย") {
				t.Errorf("something of a refused file is kept: %s", stdout)
			}
			if stdout, _ := do(exitDone, "review", "export", in("one"), "-o", book); stdout == "" {
				t.Error("export says nothing")
			}
			fillIn(t, book, "1.1", map[string]string{"ที่อยู่ (URL) ที่เผยแพร่": origin + "/kept/away.html", "ชื่อผู้ตอบ": "นายหนึ่ง", "วันที่ตอบ": today})
			fillIn(t, book, "1.5", map[string]string{"คำวินิจฉัย": "ผ่อนผัน", "ชื่อผู้วินิจฉัย": "นางสอง", "หน่วยที่ตรวจสอบ": "กลุ่มตรวจ", "วันที่วินิจฉัย": today, "ใช้ถึงวันที่": "31/12/2690", "เหตุผล": "ผ่อนผัน: หน่วยงานต้นสังกัดเผยแพร่แทน",
				"ผู้อนุมัติผ่อนผัน": "สาธารณสุขอำเภอ"})
			if stdout, _ := do(exitDone, "review", "import", book, "--dry-run"); !strings.Contains(stdout, "ยังไม่ได้บันทึก") {
				t.Errorf("a dry run says %q", stdout)
			}
			if stdout, _ := do(exitDone, "review", "import", book); !strings.Contains(stdout, "คำวินิจฉัยใหม่ 1 (ผ่อนผัน 1") || !strings.Contains(stdout, "ข้อ 1.5") {
				t.Errorf("import says %q", stdout)
			}
			if stdout, _ := do(exitDone, "review", "import", book); !strings.Contains(stdout, "ไม่มีอะไรเปลี่ยน") {
				t.Errorf("the same again says %q", stdout)
			}
			if stdout, _ := do(exitDone, "review", "verify"); !strings.Contains(stdout, "2 บรรทัด") {
				t.Errorf("verify says %q", stdout)
			}

			after := audit("two")
			f := after.Finding("ops2563", "1.1")
			if f.Verdict != checks.Found || len(f.Evidence) == 0 || !strings.HasSuffix(f.Evidence[0].URL, "/kept/away.html") {
				t.Errorf("where the office pointed: %+v", f)
			}
			page := string(read(t, in("two"), "report.html"))
			for _, text := range []string{"หน่วยงานชี้มาที่นี่ และโปรแกรมพบหลักฐานของข้อนี้ที่นี่", "ข้อที่ผ่อนผันอยู่", "สาธารณสุขอำเภอ"} {
				if !strings.Contains(page, text) {
					t.Errorf("the report does not say %q", text)
				}
			}
			if before.Score.Required.Of != after.Score.Required.Of {
				t.Errorf("a waiver changed what counts: %d, then %d", before.Score.Required.Of, after.Score.Required.Of)
			}
			do(exitDone, "report", in("two"), "--out", in("again"))
			if !strings.Contains(string(read(t, in("again"), "report.html")), "ข้อที่ผ่อนผันอยู่") {
				t.Error("a report made again does not know the waiver")
			}
		})
	}
}

// TestReviewRefuses says what is missing, and the way out.
func TestReviewRefuses(t *testing.T) {
	dir := t.TempDir()
	macro, text := filepath.Join(dir, "a.xlsm"), filepath.Join(dir, "a.xlsx")
	for _, path := range []string{macro, text} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no place":         {[]string{"review", "import", text}, "--decisions"},
		"no file":          {[]string{"review", "import", "--decisions", dir}, "ต้องบอกแฟ้ม"},
		"no such file":     {[]string{"review", "import", filepath.Join(dir, "b.xlsx"), "--decisions", dir}, "ไม่พบแฟ้ม"},
		"a folder":         {[]string{"review", "import", dir, "--decisions", dir}, "เปิดแฟ้ม"},
		"macros":           {[]string{"review", "import", macro, "--decisions", dir}, "มาโคร"},
		"a text":           {[]string{"review", "import", text, "--decisions", dir}, "ไม่ใช่แฟ้ม Excel"},
		"a file for place": {[]string{"review", "verify", "--decisions", text}, "ไม่ใช่โฟลเดอร์"},
		"nothing to ask":   {[]string{"review", "export", "-o", filepath.Join(dir, "o.xlsx")}, "ไม่มีคลัง"},
		"nowhere to write": {[]string{"review", "export", dir}, "-o"},
		"another ending":   {[]string{"review", "export", dir, "-o", "o.csv"}, ".xlsx"},
		"no audit there":   {[]string{"review", "export", dir, "-o", filepath.Join(dir, "o.xlsx")}, "audit.json"},
	} {
		code, stdout, stderr := ran(t, c.args...)
		if code == exitDone || !strings.Contains(stderr, c.says) || stdout != "" {
			t.Errorf("%s: exit code %d, %q; want %q", name, code, stderr, c.says)
		}
	}
}
