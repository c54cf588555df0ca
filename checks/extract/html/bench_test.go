package html

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// officePage makes a page of some 30 KB: a menu, articles, a table of documents
// and a side column.
func officePage() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>ข้อมูลข่าวสาร - สสอ.ห้วยน้อย</title></head><body><nav><ul>`)
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/index.php?id=%d">หัวข้อเมนูที่ %d</a></li>`, i, i)
	}
	b.WriteString(`</ul></nav><main><h1>ข้อมูลข่าวสาร</h1>`)
	for i := range 12 {
		fmt.Fprintf(&b, `<p style="text-align:justify"><span style="font-size:14pt">สำนักงานสาธารณสุขอำเภอจัดกิจกรรมครั้งที่ %d %s</span></p>`, i, strings.Repeat("ร่วมกับเครือข่ายในพื้นที่ ", 6))
	}
	b.WriteString(`<table class="table">`)
	for i := range 60 {
		fmt.Fprintf(&b, `<tr><td>%d</td><td>สรุปผลการดำเนินการจัดซื้อจัดจ้าง ครั้งที่ %d</td><td><a href="files/sk1-%d.pdf">เปิด</a></td></tr>`, i, i, i)
	}
	b.WriteString(`</table></main><aside><h3>ผู้เข้าชม</h3>12,345</aside><footer>สงวนลิขสิทธิ์</footer></body></html>`)
	return b.String()
}

func benchmarkRead(b *testing.B, page string) {
	raw := extract.Raw{URL: here, Body: []byte(page), Kind: checks.KindHTML}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := (Reader{}).Read(context.Background(), raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) { benchmarkRead(b, officePage()) }

func BenchmarkReadDeep(b *testing.B) {
	benchmarkRead(b, strings.Repeat("<div>", 2000)+officePage())
}

// BenchmarkReadFontSoup reads what an old editor leaves behind.
func BenchmarkReadFontSoup(b *testing.B) {
	benchmarkRead(b, strings.Repeat(`<p align="center"><font face="MS Sans Serif" size="2" color="#000080"><b>ข่าว</b></font><font size="2">ประชาสัมพันธ์</font><br></p>`, 200))
}
