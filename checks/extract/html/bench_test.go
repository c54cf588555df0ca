package html

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// officePage makes the nth page of a site, some 30 KB: a menu, articles, a table
// of documents and a side column. The menu and the foot are those of all pages.
func officePage(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>ข้อมูลข่าวสาร %d - สสอ.ห้วยน้อย</title></head><body><nav><ul>`, n)
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="menu-item item-%d"><a href="/index.php?id=%d" title="หัวข้อเมนูที่ %d"><i class="fa fa-angle-right"></i> <span>หัวข้อเมนูที่ %d</span></a></li>`, i, i, i, i)
	}
	fmt.Fprintf(&b, `</ul></nav><main id="content"><ol class="breadcrumb"><li><a href="/">หน้าแรก</a></li><li class="active">ข่าว</li></ol><h1>ข้อมูลข่าวสาร ชุดที่ %d</h1>`, n)
	for i := range 12 {
		fmt.Fprintf(&b, `<p style="text-align:justify"><span style="font-size:14pt">สำนักงานสาธารณสุขอำเภอจัดกิจกรรมครั้งที่ %d/%d&nbsp;<strong>%s</strong></span></p>`+"\n", i, n, strings.Repeat("ร่วมกับเครือข่ายในพื้นที่ ", 6))
	}
	b.WriteString(`<table class="table"><tr><th>ที่</th><th>เรื่อง</th><th>เอกสาร</th></tr>`)
	for i := range 60 {
		fmt.Fprintf(&b, `<tr><td>%d</td><td>สรุปผลการดำเนินการจัดซื้อจัดจ้าง ครั้งที่ %d/%d</td><td><a href="files/sk1-%d-%d.pdf">เปิด</a></td></tr>`+"\r\n", i, i, n, n, i)
	}
	b.WriteString(`</table></main><aside><h3>ผู้เข้าชม</h3>12,345</aside><footer>สงวนลิขสิทธิ์</footer></body></html>`)
	return b.String()
}

func benchmarkRead(b *testing.B, pages ...string) {
	r, bytes := New(), 0
	for _, p := range pages {
		bytes += len(p)
	}
	b.SetBytes(int64(bytes / len(pages)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		raw := extract.Raw{URL: here, Body: []byte(pages[i%len(pages)]), Kind: checks.KindHTML}
		if _, _, err := r.Read(context.Background(), raw); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead reads page after page of one site.
func BenchmarkRead(b *testing.B) {
	var pages []string
	for i := range 50 {
		pages = append(pages, officePage(i))
	}
	benchmarkRead(b, pages...)
}

// BenchmarkReadOnce reads a page by a reader that remembers nothing.
func BenchmarkReadOnce(b *testing.B) {
	raw := extract.Raw{URL: here, Body: []byte(officePage(0)), Kind: checks.KindHTML}
	b.SetBytes(int64(len(raw.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := (Reader{}).Read(context.Background(), raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadDeep(b *testing.B) {
	benchmarkRead(b, strings.Repeat("<div>", 2000)+officePage(0))
}

// BenchmarkReadFontSoup reads what an old editor leaves behind.
func BenchmarkReadFontSoup(b *testing.B) {
	benchmarkRead(b, strings.Repeat(`<p align="center"><font face="MS Sans Serif" size="2" color="#000080"><b>ข่าว</b></font><font size="2">ประชาสัมพันธ์</font><br></p>`, 200))
}

// BenchmarkReadMisnested reads what only the library's parser can.
func BenchmarkReadMisnested(b *testing.B) {
	benchmarkRead(b, `<b><p>ข่าว</b>`+officePage(0))
}
