package html

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// passage is running text long enough to be the content of a page.
var passage = strings.Repeat("สำนักงานสาธารณสุขอำเภอมีหน้าที่ดูแลสุขภาพของประชาชนในพื้นที่ ", 8)

// regionOf gives the region of the block that begins with some words.
func regionOf(t *testing.T, c *checks.Content, words string) checks.Region {
	t.Helper()
	for i := range c.Blocks {
		if strings.HasPrefix(c.Blocks[i].Text, words) {
			return c.Blocks[i].Region
		}
	}
	t.Fatalf("no block begins with %q: %q", words, outline(c))
	return 0
}

func TestRegions(t *testing.T) {
	menu := `<ul><li><a href="/a.php">ประวัติ</a><li><a href="/b.php">วิสัยทัศน์</a><li><a href="/c.php">ติดต่อเรา</a><li><a href="/d.php">ข่าว</a></ul>`
	box := func(attrs string) string { return `<div ` + attrs + `>ชื่อ` + menu + `</div>` }
	main := `<div><h1>หัวเรื่อง</h1><p>` + passage + `</p></div>`
	for name, tc := range map[string]struct {
		page, words string
		want        checks.Region
	}{
		"nav":                             {`<nav>` + menu + `</nav>` + main, "ประวัติ", checks.RegionMenu},
		"role navigation":                 {box(`role=navigation`) + main, "ประวัติ", checks.RegionMenu},
		"class menu":                      {box(`class="left_menu2"`) + main, "ประวัติ", checks.RegionMenu},
		"id of an old menu":               {box(`id=lmenu`) + main, "ประวัติ", checks.RegionMenu},
		"menu inside a header":            {`<header><b>สสอ.</b>` + menu + `</header>` + main, "สสอ.", checks.RegionHeader},
		"header of a page":                {`<div class="site-header"><img src=l.gif><p>คำขวัญ</p></div>` + main, "คำขวัญ", checks.RegionHeader},
		"header of an article":            {`<article><header class="entry-header"><h1>หัว</h1></header><p>` + passage + `</p></article>`, "หัว", checks.RegionMain},
		"header of a box":                 {main + `<div class=box><div class="box-header">ข่าวเด่น</div><p>` + passage + `</p></div>` + main, "ข่าวเด่น", checks.RegionMain},
		"class header on a box's title":   {main + `<div><div class="header">ข่าวเด่น</div><p>` + passage + `</p></div>` + main, "ข่าวเด่น", checks.RegionMain},
		"header that holds the title":     {`<title>ประวัติ - สสอ.</title><header><h1>ประวัติ</h1></header><p>` + passage, "ประวัติ", checks.RegionMain},
		"header that names the site":      {`<title>สสอ. - ประวัติ</title><header><h1><a href="/">สสอ.</a></h1></header>` + main, "สสอ.", checks.RegionHeader},
		"footer":                          {main + `<footer>โทร. 0-0000-0000</footer>`, "โทร", checks.RegionFooter},
		"footer by class":                 {main + `<div class="footer-area"><div class="footer-content">โทร. 0-0000-0000</div></div>`, "โทร", checks.RegionFooter},
		"footer of a card":                {main + `<div class=card><p>บัตร</p><div class="card-footer">อ่านต่อ</div></div>` + main, "อ่านต่อ", checks.RegionMain},
		"footer of a box in the middle":   {`<div><p>` + passage + `<div class=footer>ลงชื่อ</div></div>` + main + main, "ลงชื่อ", checks.RegionMain},
		"what stands after the footer":    {main + `<footer>สงวน</footer><div><a href="#">ขึ้นด้านบน</a></div>`, "ขึ้น", checks.RegionFooter},
		"side column":                     {main + `<aside><h3>ผู้เข้าชม</h3></aside>`, "ผู้เข้าชม", checks.RegionAside},
		"side column by class":            {main + `<div class="sidebar"><h3>ผู้เข้าชม</h3></div>`, "ผู้เข้าชม", checks.RegionAside},
		"side column that holds all":      {`<div class="sidebar">` + main + `</div>`, "หัวเรื่อง", checks.RegionMain},
		"a builder's widget is content":   {main + `<div class="elementor-widget elementor-widget-text"><p>ข้อความ</p></div>`, "ข้อความ", checks.RegionMain},
		"a blog's widget is content":      {`<div class='widget Blog' id='Blog1'><h3 class='post-title'>ข่าว</h3><p>` + passage + `</p></div>` + main, "ข่าว", checks.RegionMain},
		"utility classes say nothing":     {main + `<div class="border-top margin-top"><p>ข้อความ</p></div>`, "ข้อความ", checks.RegionMain},
		"a menu of documents is content":  {`<div class="menu"><ul><li><a href="a.pdf">แผน</a><li><a href="b.pdf">รายงาน</a></ul></div>`, "แผน", checks.RegionMain},
		"labels of tabs are content":      {main + `<ul class="nav nav-tabs"><li><a href="#a" data-toggle="tab">แผน</a></ul><div id=a>เนื้อหา</div>`, "แผน", checks.RegionMain},
		"crumbs":                          {`<p><a href="/">หน้าแรก</a> » ประวัติ</p>` + main, "หน้าแรก", checks.RegionMenu},
		"crumbs without the word home":    {`<div><a href="/sso/index.php">สสอ.</a> &gt; <a href="/sso/about.php">เกี่ยวกับ</a> &gt; แผน</div>` + main, "สสอ.", checks.RegionMenu},
		"cookie notice":                   {main + `<div class="cookie-consent">เว็บไซต์นี้ใช้คุกกี้</div>`, "เว็บไซต์นี้", checks.RegionAside},
		"a bar of links beside a picture": {`<table><tr><td><a href="/a.php">ประวัติ</a> <a href="/b.php">วิสัยทัศน์</a> <a href="/c.php">ติดต่อเรา</a></td><td><img src="flag.gif" width=300></td></tr></table>` + main + main, "ประวัติ", checks.RegionMenu},
		"a chart under its title beside a menu": {`<table><tr><td colspan=2><img src="logo.gif"></td></tr><tr><td>&middot; <a href="/a.php">ประวัติความเป็นมา</a><br>&middot; <a href="/b.php">วิสัยทัศน์และพันธกิจ</a><br>&middot; <a href="/c.php">ติดต่อเรา</a><br>&middot; <a href="/d.php">ข่าวประชาสัมพันธ์</a></td><td><table><tr><td><font class=title><b>โครงสร้าง</b></font></td></tr>` +
			`<tr><td><img src="org.jpg" width=600></td></tr></table></td></tr></table><hr><center><font size=1>หมู่ที่ 1 ตำบลในเมือง อำเภอตัวอย่าง โทร. 0-0000-0000</font></center>`, "โครงสร้าง", checks.RegionMain},
		"skip link beside main":   {`<a href="#c">ข้าม</a><main>` + main + `</main>`, "ข้าม", checks.RegionHeader},
		"site's name beside main": {`<div><span>สสอ.ห้วยน้อย</span></div><main>` + main + `</main>`, "สสอ.", checks.RegionHeader},
		"documents beside main":   {`<main>` + main + `</main><div><a href="a.pdf">แผนปฏิบัติราชการ</a></div>`, "แผน", checks.RegionMain},
		"marquee":                 {`<marquee>ยินดีต้อนรับ</marquee>` + main, "ยินดี", checks.RegionAside},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, "<body>"+tc.page)
			if got := regionOf(t, c, tc.words); got != tc.want {
				t.Errorf("%s, want %s: %q", got, tc.want, outline(c))
			}
			checkInvariants(t, c)
		})
	}
}

func TestOldLayouts(t *testing.T) {
	links := func(sep string) string {
		return strings.Join([]string{`<a href="a.htm">ประวัติ</a>`, `<a href="b.htm">วิสัยทัศน์</a>`, `<a href="c.htm">บุคลากร</a>`, `<a href="d.htm">ติดต่อ</a>`}, sep)
	}
	t.Run("columns of a table", func(t *testing.T) {
		c := wantOutline(t, `<table><tr><td width=150 bgcolor="#99CC99">`+links("<br>")+`</td><td><h2>โครงสร้าง</h2><p>แบ่งเป็นสามกลุ่มงานตามคำสั่งของสำนักงาน</p></td></tr></table>`,
			"menu text: ประวัติ [1]", "menu text: วิสัยทัศน์ [1]", "menu text: บุคลากร [1]", "menu text: ติดต่อ [1]",
			"h2: โครงสร้าง", "text: แบ่งเป็นสามกลุ่มงานตามคำสั่งของสำนักงาน")
		checkInvariants(t, c)
	})
	t.Run("bar of links, name above, last line signs", func(t *testing.T) {
		wantOutline(t, `<div style="background:#060"><b>สสอ.วังใหม่</b> จังหวัดตัวอย่าง</div><p>`+links(" | ")+`</p><hr><h2>ประวัติ</h2><p>`+passage+`</p><hr><font size=1>พัฒนาโดย งานข้อมูล</font>`,
			"header text: สสอ.วังใหม่ จังหวัดตัวอย่าง", "menu text: ประวัติ | วิสัยทัศน์ | บุคลากร | ติดต่อ [4]",
			"h2: ประวัติ", "text: "+strings.TrimSpace(passage), "footer text: พัฒนาโดย งานข้อมูล")
	})
	t.Run("list of documents under a heading stays", func(t *testing.T) {
		c := read(t, `<h2>แผน</h2><p>`+strings.ReplaceAll(links("<br>"), ".htm", ".pdf")+`</p>`)
		if r := regionOf(t, c, "ประวัติ"); r != checks.RegionMain {
			t.Error(r)
		}
	})
	t.Run("a page of links alone stays", func(t *testing.T) {
		c := read(t, `<ul><li>`+links("<li>")+`</ul>`)
		if r := regionOf(t, c, "ประวัติ"); r != checks.RegionMain {
			t.Error(r)
		}
	})
	t.Run("column of a grid", func(t *testing.T) {
		c := read(t, `<nav>`+links(" ")+`</nav><div class=row><div class="col-md-3">`+links(" ")+`</div><div class="col-md-9"><h3>หัว</h3><p>`+passage+`</div></div>`)
		for _, b := range c.Blocks {
			if strings.HasPrefix(b.Text, "ประวัติ") && b.Region != checks.RegionMenu {
				t.Errorf("%s: %s", b.Region, b.Text)
			}
		}
	})
	t.Run("menu of a frameset", func(t *testing.T) {
		c := read(t, `<head><base target="main"></head><body>`+links("<br>")+`<br>ผู้เยี่ยมชม`)
		if r := regionOf(t, c, "ผู้เยี่ยมชม"); r != checks.RegionMenu {
			t.Error(r)
		}
	})
	t.Run("bottom frame", func(t *testing.T) {
		c := read(t, `<body bgcolor=green><center><font size=1>สงวนลิขสิทธิ์ พ.ศ. ๒๕๔๘ สสอ.วังใหม่</font></center>`)
		if r := regionOf(t, c, "สงวน"); r != checks.RegionFooter {
			t.Error(r)
		}
	})
	t.Run("a small page in one table is not all footer", func(t *testing.T) {
		c := read(t, `<table><tr><td><b>วิสัยทัศน์</b><br>ประชาชนสุขภาพดี<br><br>พัฒนาโดย งานข้อมูล</td></tr></table>`)
		if r := regionOf(t, c, "ประชาชน"); r != checks.RegionMain {
			t.Error(r)
		}
	})
	t.Run("banner picture", func(t *testing.T) {
		c := read(t, `<body><img src="pic/banner.jpg" width=760 height=100><p>`+passage)
		if r := c.Images[0].Region; r != checks.RegionHeader {
			t.Error(r)
		}
	})
}

func TestFurnitureAboveTheTitle(t *testing.T) {
	above := `<h1>ศูนย์ข้อมูลข่าวสารอิเล็กทรอนิกส์</h1><ul><li><a href="s7.php">มาตรา 7</a><li><a href="s9.php">มาตรา 9</a></ul>`
	c := wantOutline(t, `<title>ข้อมูลตามมาตรา 7 : ศูนย์ข้อมูลข่าวสารอิเล็กทรอนิกส์</title>`+above+`<h3>ข้อมูลตามมาตรา 7</h3><p>`+passage,
		"header h1: ศูนย์ข้อมูลข่าวสารอิเล็กทรอนิกส์", "menu item: มาตรา 7 [1]", "menu item: มาตรา 9 [1]", "h3: ข้อมูลตามมาตรา 7", "text: "+strings.TrimSpace(passage))
	checkInvariants(t, c)
	for name, page := range map[string]string{
		"no heading repeats the title": above + `<h3>โครงสร้าง</h3><p>` + passage,
		"content stands above":         `<title>ประวัติ - สสอ.ห้วยน้อย</title><h1>ประวัติ</h1><p>` + passage + `</p><h2>สสอ.ห้วยน้อย</h2>`,
		"documents stand above":        `<title>แผน - สสอ.ห้วยน้อย</title><h1>รายการ</h1><p><a href="a.pdf">แผนปี</a></p><h2>สสอ.ห้วยน้อย</h2>`,
	} {
		for _, b := range read(t, page).Blocks {
			if b.Region != checks.RegionMain {
				t.Errorf("%s: %s %q", name, b.Region, b.Text)
			}
		}
	}
}
