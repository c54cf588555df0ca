package workbook_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/workbook"
)

// zipped makes a zip file of names and bodies, in turn.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book makes a workbook of one sheet with these formats of numbers, a cell style
// each.
func book(t testing.TB, styles, sheet string) []byte {
	return zipped(t, "xl/workbook.xml", `<workbook><sheets><sheet name="x" r:id="s"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<R><Relationship Id="s" Target="s.xml"/><Relationship Id="y" Type="/styles" Target="y.xml"/><Relationship Id="t" Type="/sharedStrings" Target="t.xml"/></R>`,
		"xl/t.xml", `<sst><si><t>พบ</t></si><si><r><t>_x0041_</t></r></si></sst>`, "xl/y.xml", styles, "xl/s.xml", sheet)
}

func cells(t testing.TB, file []byte) map[int]map[int]*workbook.Cell {
	t.Helper()
	w, err := workbook.Open(context.Background(), bytes.NewReader(file), int64(len(file)), "mend")
	out := map[int]map[int]*workbook.Cell{}
	if err == nil {
		for _, s := range w.Sheets {
			if _, err = w.Rows(context.Background(), s, func(row int, cells map[int]*workbook.Cell) bool {
				out[row] = cells
				return false
			}); err != nil {
				break
			}
		}
	}
	var refused *reports.Refused
	switch {
	case err == nil:
	case !errors.As(err, &refused):
		t.Fatalf("neither read nor refused: %v", err)
	default:
		for _, m := range refused.Mistakes {
			if m.What == "" || m.Mend == "" {
				t.Fatalf("a mistake without a mend: %+v", m)
			}
		}
	}
	return out
}

const someStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[$-41E]d mmm yyyy;@"/>` +
	`<numFmt numFmtId="166" formatCode="&quot;day &quot;0.0"/><numFmt numFmtId="167" formatCode="General"/><numFmt numFmtId="168" formatCode="\d0"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="14"/><xf numFmtId="168"/></cellXfs></styleSheet>`

const someSheet = `<sheetData><row r="2"><c r="A2" s="0"><v>1</v></c><c s="1"><v>2</v></c><c s="2"><v>3</v></c><c s="3"><v>4</v></c><c s="4"><v>5</v></c><c s="5"><v>6</v></c><c s="6"><v>7</v></c><c s="99" t="s"><v>1</v></c></row></sheetData>`

func TestStylesSayWhatIsShown(t *testing.T) {
	row := cells(t, book(t, someStyles, someSheet))[2]
	for col, want := range map[int]struct {
		text  string
		date  bool
		zeros int
	}{1: {"1", false, 0}, 2: {"2", false, 5}, 3: {"3", true, 0}, 4: {"4", false, 0}, 5: {"5", false, 0}, 6: {"6", true, 0}, 7: {"7", false, 1}, 8: {"A", false, 0}} {
		if c := row[col]; c == nil || c.Text != want.text || c.Date != want.date || c.Zeros != want.zeros {
			t.Errorf("column %d: %+v, want %+v", col, c, want)
		}
	}
}

func TestLetter(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 703: "AAA", 0: ""} {
		if got := workbook.Letter(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add(someStyles, someSheet)
	f.Add(`<numFmt numFmtId="x" formatCode="[[&quot;\"/><cellXfs><xf/>`, `<row r="-1"><c r="$A$99999999999" s="-1"><v>1e999</v></c><c/></row><mergeCell ref="A1:"/>`)
	f.Fuzz(func(t *testing.T, styles, sheet string) { cells(t, book(t, styles, sheet)) })
}

func FuzzFile(f *testing.F) {
	good := book(f, someStyles, someSheet)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) { cells(t, file) })
}
