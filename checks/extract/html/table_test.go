package html

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

// rows shows the cells of a page's rows, with the header they stand under.
func rows(c *checks.Content) []string {
	var out []string
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind != checks.BlockRow {
			continue
		}
		line := strings.Join(b.Cells(), "|")
		if b.Header() != nil {
			line += " under " + strings.Join(b.Header(), "|")
		}
		out = append(out, line)
	}
	return out
}

func TestRows(t *testing.T) {
	for name, tc := range map[string]struct {
		page string
		want []string
	}{
		"plain":                 {`<table><tr><td>1<td>แผน<tr><td>2<td>ผล</table>`, []string{"1|แผน", "2|ผล"}},
		"header cells":          {`<table><tr><th>ที่<th>เรื่อง<tr><td>1<td>แผน</table>`, []string{"ที่|เรื่อง", "1|แผน under ที่|เรื่อง"}},
		"head of the table":     {`<table><thead><tr><td>ที่<td>เรื่อง</thead><tbody><tr><td>1<td>แผน</tbody></table>`, []string{"ที่|เรื่อง", "1|แผน under ที่|เรื่อง"}},
		"bold first row":        {`<table><tr><td><b>ที่</b><td><p><strong>เรื่อง</strong></p><tr><td>1<td>แผน</table>`, []string{"ที่|เรื่อง", "1|แผน under ที่|เรื่อง"}},
		"coloured first row":    {`<table><tr bgcolor=#ccc><td>ที่<td>เรื่อง<tr><td>1<td>แผน</table>`, []string{"ที่|เรื่อง", "1|แผน under ที่|เรื่อง"}},
		"first column of th":    {`<table><tr><th>โทรศัพท์<td>038<tr><th>โทรสาร<td>039</table>`, []string{"โทรศัพท์|038", "โทรสาร|039"}},
		"cell over three rows":  {`<table><tr><td rowspan=3>MOIT 2<td>1<td>ก<tr><td>2<td>ข<tr><td>3<td>ค<tr><td>MOIT 3<td>1<td>ง</table>`, []string{"MOIT 2|1|ก", "MOIT 2|2|ข", "MOIT 2|3|ค", "MOIT 3|1|ง"}},
		"cell over two columns": {`<table><tr><th>ที่<th colspan=2>เรื่อง<th>ไฟล์<tr><td>1<td>ก<td>ข<td>ค</table>`, []string{"ที่|เรื่อง||ไฟล์", "1|ก|ข|ค under ที่|เรื่อง||ไฟล์"}},
		"over rows and columns": {`<table><tr><td rowspan=2 colspan=2>ก<td>1<tr><td>2<tr><td>ข<td>ค<td>3</table>`, []string{"ก||1", "ก||2", "ข|ค|3"}},
		"empty cells":           {`<table><tr><td>MOIT 1<td>ก<tr><td>&nbsp;<td>ข<tr><td><td></table>`, []string{"MOIT 1|ก", "|ข"}},
		"blocks in cells":       {`<table><tr><td><p>1</p><td><div>แผน</div><div>ปี 2569</div><tr><td>2<td><ul><li>ก<li>ข</ul></table>`, []string{"1|แผน ปี 2569", "2|ก ข"}},
		"headings in cells":     {`<table><tr><td>1<td><h4>แผน</h4><tr><td>2<td><h4>ผล</h4><tr><td>3<td><h4>งบ</h4><tr><td>4<td><h4>คน</h4></table>`, []string{"1|แผน", "2|ผล", "3|งบ", "4|คน"}},
		"words cut in a cell":   {`<table><tr><td>1<td><span>แผน</span><span>งาน</span><tr><td>2<td>ผล<br>งาน</table>`, []string{"1|แผนงาน", "2|ผล งาน"}},
		"never ending span":     {`<table><tr><td rowspan=99999999 colspan=99999999>ก<td>ข<tr><td>ค<td>ง</table>`, []string{"ก" + strings.Repeat("|", 50) + "ข", "ค|ง"}},
		"row role is no table":  {`<div role=table><div role=row>ก</div></div>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, tc.page)
			if d := cmp.Diff(tc.want, rows(c)); d != "" {
				t.Errorf("%s\noutline %q", d, outline(c))
			}
			checkInvariants(t, c)
		})
	}
}

func TestTablesThatLayOut(t *testing.T) {
	for name, tc := range map[string]struct {
		page string
		want []string
	}{
		"one cell": {`<table><tr><td>ข้อความ</table>`, []string{"text: ข้อความ"}},
		"one row":  {`<table><tr><td>ซ้าย<td>ขวา</table>`, []string{"text: ซ้าย", "text: ขวา"}},
		"headings": {`<table><tr><td><h2>ก</h2><p>หนึ่ง<td><h2>ข</h2><p>สอง<tr><td>ค<td>ง</table>`, []string{"h2: ก", "text: หนึ่ง", "h2: ข", "text: สอง", "text: ค", "text: ง"}},
		"pictured people": {`<table><tr><td><img src=a.jpg width=100><br>นายก กล้า<br>สาธารณสุขอำเภอ<td><img src=b.jpg width=100><br>นางข ขยัน<br>ผู้ช่วย<tr><td><img src=c.jpg width=100><br>นายค คง<td></table>`,
			[]string{"text: นายก กล้า สาธารณสุขอำเภอ (1)", "text: นางข ขยัน ผู้ช่วย (1)", "text: นายค คง (1)"}},
		"table of rows inside a layout": {`<table><tr><td><h2>แผน</h2><table><tr><td>1<td>ก<tr><td>2<td>ข</table></table>`, []string{"h2: แผน", "row: 1 | ก", "row: 2 | ข"}},
		"passage in a cell":             {`<table><tr><td>ก<td>` + strings.Repeat(passage, 3) + `<tr><td>ข<td>ค</table>`, []string{"text: ก", "text: " + strings.TrimSpace(strings.Repeat(passage, 3)), "text: ข", "text: ค"}},
		"no rows":                       {`<table>ข้อความ</table>`, []string{"text: ข้อความ"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := wantOutline(t, tc.page, tc.want...)
			checkInvariants(t, c)
		})
	}
}

func TestLinksOfARow(t *testing.T) {
	c := read(t, `<table><tr><th>ข้อ<th>เรื่อง<th>ไฟล์<tr><td>2.1<td>โครงสร้าง<td><a href=a.pdf>เปิด</a> <a href=b.pdf>สำรอง</a></table>`)
	if len(c.Links) != 2 || c.Links[1].Block != 1 || c.Links[1].Context() != "2.1 | โครงสร้าง | เปิด" {
		t.Errorf("%+v", c.Links)
	}
	if d := cmp.Diff([]int32{0, 1}, c.Blocks[1].Links()); d != "" {
		t.Error(d)
	}
}

// TestOneFileForSeveralRows: a cell that reaches over rows holds its link in each.
func TestOneFileForSeveralRows(t *testing.T) {
	c := read(t, `<table><tr><td>1<td>แผน<td rowspan=2><a href=a.pdf>เปิด</a><tr><td>2<td>งบประมาณ<tr><td rowspan=2><a href=all.php>MOIT 3</a><td>ผล<td><a href=b.pdf>เปิด</a><tr><td>คน<td><a href=c.pdf>เปิด</a></table>`)
	var got []string
	for _, l := range c.Links {
		got = append(got, fmt.Sprint(l.Block, " ", l.Href(), " ", l.Context()))
	}
	want := []string{"0 a.pdf 1 | แผน", "1 a.pdf 2 | งบประมาณ | เปิด", "2 all.php ผล | เปิด", "2 b.pdf MOIT 3 | ผล", "3 c.pdf MOIT 3 | คน"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	checkInvariants(t, c)
}

// TestLongTable reads the table of an integrity assessment with hundreds of rows.
func TestLongTable(t *testing.T) {
	var b strings.Builder
	b.WriteString("<table>")
	for i := range 400 {
		fmt.Fprintf(&b, "<tr><td>%d<td>เรื่องที่ %d<td><a href=f%d.pdf>เปิด</a>", i, i, i)
	}
	c := read(t, b.String())
	if n := len(rows(c)); n != 400 || len(c.Links) != 400 || c.Links[399].Context() != "399 | เรื่องที่ 399" {
		t.Errorf("%d rows, %d links, %q", n, len(c.Links), c.Links[len(c.Links)-1].Context())
	}
}
