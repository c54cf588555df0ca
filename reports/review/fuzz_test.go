package review

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// zipped makes a zip file of names and bodies, in turn.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	var all error
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		all = errors.Join(all, err)
	}
	if err := errors.Join(all, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	fuzzBook = `<workbook><sheets><sheet name="x" r:id="s"/></sheets></workbook>`
	fuzzRels = `<R><Relationship Id="s" Target="s.xml"/><Relationship Id="t" Type="/sharedStrings" Target="t.xml"/></R>`
	fuzzText = `<sst><si><t>พบ</t></si><si><r><t>_x0041_</t></r></si></sst>`
)

func fuzzFile(t testing.TB, sheet string) []byte {
	return zipped(t, "xl/workbook.xml", fuzzBook, "xl/_rels/workbook.xml.rels", fuzzRels, "xl/t.xml", fuzzText, "xl/s.xml", sheet)
}

// readWhole reads a file and holds what comes of it to what an import relies on.
func readWhole(t *testing.T, file []byte) {
	now := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
	out, err := readAnswers(context.Background(), bytes.NewReader(file), int64(len(file)), now)
	if err != nil {
		r := IsRefused(err)
		if r == nil {
			t.Fatalf("neither read nor refused: %v", err)
		}
		for _, m := range r.Mistakes {
			if m.What == "" || m.Mend == "" {
				t.Fatalf("a mistake without a mend: %+v", m)
			}
		}
		return
	}
	for _, f := range out.rows {
		for _, s := range []checks.Statement{{Office: f.key.office, Decision: f.decision}, {Office: f.key.office, Reply: f.reply}} {
			if (s.Decision != nil || s.Reply != nil) && s.Valid() != nil {
				t.Fatalf("what cannot be kept: %+v", s)
			}
		}
		if f.decision == nil && f.reply == nil {
			t.Fatalf("row %d says nothing", f.row)
		}
	}
}

func fuzzSheet(key string) string {
	return `<sheetData><row><c t="inlineStr"><is><t>รหัสแถว</t></is></c><c t="str"><v>คำวินิจฉัย</v></c><c t="str"><v>เหตุผล</v></c><c t="str"><v>ชื่อผู้วินิจฉัย</v></c><c t="str"><v>หน่วยที่ตรวจสอบ</v></c><c t="str"><v>วันที่วินิจฉัย</v></c></row>` +
		`<row r="2"><c r="A2" t="str"><v>` + key + `</v></c><c t="s"><v>0</v></c><c t="str"><v>agreed</v></c><c t="s"><v>1</v></c><c t="str"><v>ข</v></c><c><v>46351</v></c></row></sheetData><mergeCell ref="A9:B9"/>`
}

func someRow() string {
	k := rowKey{office: "o", standard: "s", id: "1", finding: (&checks.Finding{}).Digest(), audit: (&checks.Audit{}).Digest(), day: "20261123"}
	return k.String()
}

// FuzzSheet reads sheets whose XML is anything.
func FuzzSheet(f *testing.F) {
	f.Add(fuzzSheet(someRow()))
	f.Add(`<row r="-1"><c r="$A$99999999999"><v>1e999</v></c><c/></row><mergeCell ref="A1:"/>`)
	f.Fuzz(func(t *testing.T, sheet string) { readWhole(t, fuzzFile(t, sheet)) })
}

// FuzzFile reads broken files: whatever comes, it is refused or read whole.
func FuzzFile(f *testing.F) {
	good := fuzzFile(f, fuzzSheet(someRow()))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte{})
	f.Fuzz(readWhole)
}

// TestFuzzSeedIsRead keeps the seeds worth their while.
func TestFuzzSeedIsRead(t *testing.T) {
	file := fuzzFile(t, fuzzSheet(someRow()))
	out, err := readAnswers(t.Context(), bytes.NewReader(file), int64(len(file)), time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC))
	if err == nil {
		t.Fatalf("cells merged under the answers were read: %+v", out)
	}
	file = fuzzFile(t, string(bytes.ReplaceAll([]byte(fuzzSheet(someRow())), []byte("A9:B9"), []byte("A1:B1"))))
	if out, err = readAnswers(t.Context(), bytes.NewReader(file), int64(len(file)), time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)); err != nil || len(out.rows) != 1 || out.rows[0].decision.By != "A" {
		t.Fatalf("%+v, %v", out, err)
	}
}
