package html

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestHeadings(t *testing.T) {
	const more = `<p>ข้อความตามหลัง`
	for name, tc := range map[string]struct{ page, want string }{
		"h1":                              {`<h1>วิสัยทัศน์</h1>`, "h1: วิสัยทัศน์"},
		"h6":                              {`<h6>วิสัยทัศน์</h6>`, "h6: วิสัยทัศน์"},
		"over two lines":                  {`<h2>ประวัติ<br>ความเป็นมา</h2>`, "h2: ประวัติ ความเป็นมา"},
		"blocks inside":                   {`<h2><div>ประวัติ</div></h2>`, "h2: ประวัติ"},
		"role":                            {`<div role=heading aria-level=2>พันธกิจ</div>`, "h2: พันธกิจ"},
		"role without level":              {`<span role=heading>พันธกิจ</span>`, "h6: พันธกิจ"},
		"picture in a heading":            {`<h2><img src="t1.gif" alt="โครงสร้าง"></h2>`, "h2: โครงสร้าง (1)"},
		"picture in the shape of a title": {`<p><img src="x.gif" alt="โครงสร้าง" width=500 height=40></p>`, "h6: โครงสร้าง (1)"},
		"picture by its file's name":      {`<p>a<p><img src="title_org.gif" alt="โครงสร้าง"></p>`, "h6: โครงสร้าง (1)"},
		"linked heading":                  {`<h3><a href="/x.php">ข่าว</a></h3>`, "h3: ข่าว [1]"},
		"bold line":                       {`<p><b>พันธกิจ</b></p>`, "h7: พันธกิจ"},
		"strong line":                     {`<p><strong>หมายเลขโทรศัพท์</strong></p>`, "h7: หมายเลขโทรศัพท์"},
		"bold by style":                   {`<p style="font-weight:bold">นายกสมาคม</p>`, "h7: นายกสมาคม"},
		"large font":                      {`<p><font size="5">ร้อยละของผู้รับบริการ</font></p>`, "h7: ร้อยละของผู้รับบริการ"},
		"relative font":                   {`<p><font size="+2">วิสัยทัศน์</font></p>`, "h7: วิสัยทัศน์"},
		"large by style":                  {`<p><span style="font-size:24px">วิสัยทัศน์</span></p>`, "h7: วิสัยทัศน์"},
		"in points":                       {`<div><span style="font-size:18.0pt">วิสัยทัศน์</span></div>`, "h7: วิสัยทัศน์"},
		"in ems":                          {`<div style="font-size:1.5em">วิสัยทัศน์</div>`, "h7: วิสัยทัศน์"},
		"by a word":                       {`<div><b style="font-size: x-large;">วิสัยทัศน์</b></div>`, "h7: วิสัยทัศน์"},
		"coloured and centred":            {`<center><font color=red>วิสัยทัศน์</font></center>`, "h7: วิสัยทัศน์"},
		"first line of a paragraph":       {`<p><b>วิสัยทัศน์</b><br>ประชาชนสุขภาพดี</p>`, "h7: วิสัยทัศน์"},
		"class":                           {`<div class="panel-heading">วิสัยทัศน์</div>`, "h6: วิสัยทัศน์"},
		"class of a title":                {`<div class="contentheading title">วิสัยทัศน์</div>`, "h7: วิสัยทัศน์"},
		"caption":                         {`<table><caption>ตารางบริการ</caption><tr><td>ก<td>ข<tr><td>ค<td>ง</table>`, "h6: ตารางบริการ"},
		"legend":                          {`<fieldset><legend>ข้อมูลผู้ร้อง</legend>ชื่อ</fieldset>`, "h6: ข้อมูลผู้ร้อง"},
		"summary":                         {`<details><summary>อำนาจหน้าที่</summary><p>ดูแล</details>`, "h6: อำนาจหน้าที่"},
		"term":                            {`<dl><dt>ค่าธรรมเนียม<dd>ไม่มี</dl>`, "h7: ค่าธรรมเนียม"},
		"row that spans a table":          {`<table><tr><th>ที่<th>ชื่อ<tr><th colspan=2>ฝ่ายบริหาร<tr><td>1<td>ก<tr><td>2<td>ข</table>`, "h7: ฝ่ายบริหาร"},
		"coloured cell above":             {`<table><tr><td bgcolor="#003366"><font color=white>ข่าวประชาสัมพันธ์</font></td></tr><tr><td>` + passage + `</table>`, "h7: ข่าวประชาสัมพันธ์"},
		"word cut into spans":             {`<h1><span style="color:red">ประ</span><span>วัติ</span><b>ความ</b>เป็นมา</h1>`, "h1: ประวัติความเป็นมา"},
		"drop cap in the word":            {`<h1><span class=cap>แ</span>ผนผังเว็บไซต์</h1>`, "h1: แผนผังเว็บไซต์"},
		"drop cap in a block of its own":  {`<div class=cap>แ</div><h1>ผนผังเว็บไซต์</h1>`, "h1: แผนผังเว็บไซต์"},
		"accordion button":                {`<button class="accordion">MOIT 2</button><div class=panel style="display:none">ข้อ 1</div>`, "h6: MOIT 2"},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, "<body>"+tc.page+more)
			for _, line := range outline(c) {
				if line == tc.want {
					return
				}
			}
			t.Errorf("want %q in %q", tc.want, outline(c))
		})
	}
}

func TestNoHeadings(t *testing.T) {
	for name, page := range map[string]string{
		"a person":             `<p><b>นายสมชาย ใจงาม</b></p>`,
		"a doctor":             `<p><b>นพ.สมชาย ใจงาม</b></p>`,
		"an officer":           `<p><b>ร้อยตรีสมชาย ใจงาม</b></p>`,
		"a telephone number":   `<p><b>โทร. 0-3855-5101</b></p>`,
		"an address":           `<p><b>sso@example.test</b></p>`,
		"a label with a value": `<p><b>โทรสาร : ไม่มี</b></p>`,
		"a sentence":           `<p><b>ยินดีต้อนรับทุกท่าน.</b></p>`,
		"a quotation":          `<p><b>“บริการด้วยใจ ใกล้ชิดประชาชน”</b></p>`,
		"a number":             `<p><b>1 / 2569</b></p>`,
		"a link":               `<p><b><a href="/x.php">อ่านต่อ</a></b></p>`,
		"part of a line":       `<p><b>วิสัยทัศน์</b> คือประชาชนสุขภาพดี</p>`,
		"a long passage":       `<p><b>` + passage + `</b></p>`,
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, "<body>"+page+"<p>ข้อความตามหลัง")
			for _, line := range outline(c) {
				if strings.HasPrefix(line, "h") {
					t.Error(line)
				}
			}
		})
	}
}

// TestSizeIsRelative: sixteen points are what Thai documents are written in, and
// stand out from nothing there.
func TestSizeIsRelative(t *testing.T) {
	line := func(s string) string { return `<p><span style="font-size:16.0pt">` + s + `</span></p>` }
	wantOutline(t, `<p><b><span style="font-size:20.0pt">ขั้นตอน</span></b></p>`+line("ยื่นคำขอที่โต๊ะ")+line("ตรวจเอกสารหลักฐาน")+line("รับใบอนุญาตกลับบ้าน")+line(passage),
		"h7: ขั้นตอน", "text: ยื่นคำขอที่โต๊ะ", "text: ตรวจเอกสารหลักฐาน", "text: รับใบอนุญาตกลับบ้าน", "text: "+strings.TrimSpace(passage))
}

func TestHeadingsThatRunOn(t *testing.T) {
	head := func(s string) string { return `<p align=center><b><font size=4 color=navy>` + s + `</font></b></p>` }
	state := func(s string) string { return `<p align=center><b><font color=green>` + s + `</font></b></p>` }
	t.Run("statements in bold under their headings", func(t *testing.T) {
		wantOutline(t, head("วิสัยทัศน์")+state("คนห้วยน้อยสุขภาพดี")+head("พันธกิจ")+state("พัฒนาบริการทุกระดับ")+`<p>ปรับปรุงเมื่อปีที่แล้ว`,
			"h7: วิสัยทัศน์", "text: คนห้วยน้อยสุขภาพดี", "h7: พันธกิจ", "text: พัฒนาบริการทุกระดับ", "text: ปรับปรุงเมื่อปีที่แล้ว")
	})
	t.Run("title above the first of several headings", func(t *testing.T) {
		wantOutline(t, `<p><b><font size=6>วิสัยทัศน์และพันธกิจ</font></b></p>`+head("วิสัยทัศน์")+`<p>สุขภาพดี`+head("พันธกิจ")+`<p>ดูแล`,
			"h6: วิสัยทัศน์และพันธกิจ", "h7: วิสัยทัศน์", "text: สุขภาพดี", "h7: พันธกิจ", "text: ดูแล")
	})
	t.Run("name of the office above a heading", func(t *testing.T) {
		wantOutline(t, `<p><b><font size=6>สำนักงานสาธารณสุขอำเภอห้วยน้อย</font></b></p>`+head("โครงสร้าง")+`<p>สามกลุ่มงาน`,
			"h7: สำนักงานสาธารณสุขอำเภอห้วยน้อย", "h7: โครงสร้าง", "text: สามกลุ่มงาน")
	})
	t.Run("all is bold", func(t *testing.T) {
		heads := 0
		for _, line := range outline(read(t, strings.Repeat(head("รายชื่อหน่วยบริการ"), 12))) {
			if strings.HasPrefix(line, "h") {
				heads++
			}
		}
		if heads > 1 {
			t.Errorf("%d headings of twelve bold lines", heads)
		}
	})
	t.Run("coloured lines in a row", func(t *testing.T) {
		wantOutline(t, `<center>หนึ่งสอง</center><center>สามสี่</center><p>ห้า`, "text: หนึ่งสอง", "text: สามสี่", "text: ห้า")
	})
	t.Run("lines of one paragraph", func(t *testing.T) {
		wantOutline(t, `<td><b>วิสัยทัศน์</b><br>สุขภาพดีทุกคน<br><b>พันธกิจ</b><br>ดูแลทุกคน</td>`,
			"h7: วิสัยทัศน์", "text: สุขภาพดีทุกคน", "h7: พันธกิจ", "text: ดูแลทุกคน")
	})
}

func TestPanels(t *testing.T) {
	t.Run("tabs take their labels along", func(t *testing.T) {
		c := wantOutline(t, `<h2>ข้อมูล</h2><ul class="nav nav-tabs" role="tablist"><li><a href="#p1" data-toggle="tab">แผนปฏิบัติราชการ</a></li><li><a href="#p2" data-toggle="tab">รายงานประจำปี</a></li></ul>
			<div class="tab-content"><div id="p1" class="tab-pane active"><p>แผนปี 2569</p></div><div id="p2" class="tab-pane" style="display:none"><a href="r.pdf">รายงานปี 2568</a></div></div>`,
			"h2: ข้อมูล", "item: แผนปฏิบัติราชการ [1]", "item: รายงานประจำปี [1]",
			"h6: แผนปฏิบัติราชการ", "text: แผนปี 2569", "h6: รายงานประจำปี", "text: รายงานปี 2568 [1]")
		if k := c.Links[0].Kind; k != checks.LinkInPage {
			t.Errorf("label is %s", k)
		}
		end := c.Section(3)
		if end != 5 {
			t.Errorf("section of the first panel ends at %d", end)
		}
	})
	t.Run("accordion", func(t *testing.T) {
		wantOutline(t, `<div class="card"><div class="card-header"><button data-bs-toggle="collapse" data-bs-target="#c1" aria-expanded="false">มาตรา 7</button></div><div id="c1" class="collapse"><p>(1) โครงสร้าง</p></div></div>`,
			"h6: มาตรา 7", "text: (1) โครงสร้าง")
	})
	t.Run("toggled by a script", func(t *testing.T) {
		wantOutline(t, `<div><a href="javascript:show('d1')">ประวัติ</a></div><div id="d1" style="display:none">ก่อตั้ง 2498</div><h4>อำนาจ</h4><div style="display:none">ดูแล</div>`,
			"text: ประวัติ [1]", "text: ก่อตั้ง 2498", "h4: อำนาจ", "text: ดูแล")
	})
	t.Run("old tabs", func(t *testing.T) {
		c := read(t, `<ul class="tabs"><li onclick="openTab('t1')">ข่าว</li><li onclick="openTab('t2')">จัดซื้อ</li></ul><div id="t1">ข่าวหนึ่ง</div><div id="t2" style="display:none">ประกาศสอบราคา</div>`)
		want := []string{"item: ข่าว", "item: จัดซื้อ", "h6: ข่าว", "text: ข่าวหนึ่ง", "h6: จัดซื้อ", "text: ประกาศสอบราคา"}
		if d := cmp.Diff(want, outline(c)); d != "" {
			t.Error(d)
		}
	})
}

func TestSections(t *testing.T) {
	c := read(t, `<main><h1>ข้อมูล</h1><h2>แผน</h2><p>ก</p><p><b>ปี 2569</b></p><p>ข</p><h2>รายงาน</h2><p>ค</p></main><footer>จบ</footer>`)
	at := func(words string) int {
		for i := range c.Blocks {
			if c.Blocks[i].Text == words {
				return i
			}
		}
		t.Fatalf("no block %q", words)
		return 0
	}
	for head, next := range map[string]string{"ข้อมูล": "จบ", "แผน": "รายงาน", "ปี 2569": "รายงาน", "รายงาน": "จบ"} {
		if got := c.Section(at(head)); got != at(next) {
			t.Errorf("section %q ends at %d, want %d", head, got, at(next))
		}
	}
}
