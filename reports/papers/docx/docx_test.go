package docx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/papers"
	"github.com/truatweb/truatweb/reports/papers/docx"
)

func followUp(t *testing.T) *papers.Document {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &checks.Audit{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatal(err)
	}
	r, err := reports.New(a, nil, "th")
	if err != nil {
		t.Fatal(err)
	}
	d, err := papers.FollowUpOf(papers.Case{Report: r})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func write(t *testing.T, d *papers.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts opens a document and holds that each of its parts is well-formed XML.
func parts(t *testing.T, body []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(text))
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		out[f.Name] = string(text)
	}
	return out
}

// text reads the paragraphs of a document.
func text(t *testing.T, body string) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(strings.NewReader(body))
	line, in := "", false
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local == "t"
			if tok.Name.Local == "p" {
				line = ""
			}
		case xml.EndElement:
			in = false
			if tok.Name.Local == "p" {
				out = append(out, line)
			}
		case xml.CharData:
			if in {
				line += string(tok)
			}
		}
	}
}

func TestDocumentSaysWhatThePaperDoes(t *testing.T) {
	d := followUp(t)
	p := parts(t, write(t, d))
	got := strings.Join(text(t, p["word/document.xml"]), "\n")
	for _, want := range []string{"บันทึกข้อความ", "ส่วนราชการ  สำนักงานสาธารณสุขอำเภอหนองค้า", "๑.๕", "ผู้รับรองรายงาน"} {
		if !strings.Contains(got, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if n := strings.Count(p["word/document.xml"], "<w:tblHeader/>"); n < 3 {
		t.Errorf("%d header rows stand on each page", n)
	}
	for part, want := range map[string]string{"word/styles.xml": `w:cs="TH Sarabun New"`, "word/fontTable.xml": "TH SarabunPSK", "word/footer1.xml": "NUMPAGES", "word/document.xml": "<w:szCs "} {
		if !strings.Contains(p[part], want) {
			t.Errorf("%s lacks %s", part, want)
		}
	}
	if !bytes.Equal(write(t, d), write(t, d)) {
		t.Error("the same paper gives other bytes")
	}
}

// What a site says is text: it closes no element, and its links lead to http or nowhere.
func TestHostileText(t *testing.T) {
	hostile := "</w:t><w:br/>&lt;\x00\x0b\uFFFE\"'\r\n=1+1\U000E0041"
	d := &papers.Document{Title: hostile, Footer: hostile, Blocks: []papers.Block{
		papers.Paragraph{Runs: []papers.Run{{Text: hostile, Href: "javascript:alert(1)"}, {Text: "ลิงก์", Href: `https://example.go.th/"><x/>?a=1&b=2`}}},
		papers.Table{Widths: []float64{4, 4}, Header: []string{hostile, "ก"}, Rows: []papers.Row{{Cells: []papers.Cell{{Lines: []papers.Paragraph{{Runs: []papers.Run{{Text: hostile}}}}}}}}},
		papers.Table{Widths: []float64{4}, Rows: []papers.Row{{}}},
		papers.Break{}, papers.Table{Widths: []float64{4}},
	}}
	p := parts(t, write(t, d))
	if strings.Contains(p["word/_rels/document.xml.rels"], "javascript") || strings.Count(p["word/_rels/document.xml.rels"], "External") != 1 {
		t.Errorf("links: %s", p["word/_rels/document.xml.rels"])
	}
	if got := text(t, p["word/document.xml"])[0]; !strings.HasPrefix(got, "</w:t><w:br/>&lt;") {
		t.Errorf("the text became %q", got)
	}
	if strings.Contains(p["word/document.xml"], "</w:tbl><w:tbl>") || strings.Contains(p["word/document.xml"], "</w:tbl><w:sectPr>") {
		t.Error("two tables touch, or one ends the document")
	}
}

// Every cell holds a paragraph, without which Word calls the file broken.
func TestCellsHoldParagraphs(t *testing.T) {
	p := parts(t, write(t, &papers.Document{Blocks: []papers.Block{papers.Table{Widths: []float64{4, 4}, Rows: []papers.Row{{Cells: []papers.Cell{{}}}}}}}))
	if strings.Contains(p["word/document.xml"], "</w:tcPr></w:tc>") {
		t.Error("a cell is empty")
	}
}

func TestLibreOfficeOpensIt(t *testing.T) {
	if testing.Short() {
		t.Skip("an office takes seconds: not in -short")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice here: whether it opens the papers is not tested")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "paper.docx"), write(t, followUp(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, filepath.Join(dir, "paper.docx"))
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(dir, "paper.txt"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("this LibreOffice has no Writer: whether it opens the papers is not tested")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"บันทึกข้อความ", "รายงานผลการกำกับติดตามการเผยแพร่ข้อมูลต่อสาธารณะ", "๑.๕", "ผู้รับรองรายงาน"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("LibreOffice does not read %q", want)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestAFullDiskIsAnError(t *testing.T) {
	if docx.Write(full{}, &papers.Document{}) == nil {
		t.Error("a disk that takes nothing is no error")
	}
}

func FuzzText(f *testing.F) {
	f.Add("ก\x00<>&\"'")
	f.Add("\xff\xfe]]>")
	f.Fuzz(func(t *testing.T, s string) {
		parts(t, write(t, &papers.Document{Title: s, Footer: s, Blocks: []papers.Block{papers.Paragraph{Runs: []papers.Run{{Text: s, Href: s}}}}}))
	})
}
