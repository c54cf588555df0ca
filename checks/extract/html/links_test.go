package html

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestLinkKinds(t *testing.T) {
	for name, tc := range map[string]struct {
		page string
		kind checks.LinkKind
		url  string
		text string
	}{
		"relative":                {`<a href=" plan.pdf ">แผน</a>`, checks.LinkAnchor, "http://sso.test/about/plan.pdf", "แผน"},
		"up and down":             {`<a href="../a b/แผน.pdf">แผน</a>`, checks.LinkAnchor, "http://sso.test/a%20b/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "แผน"},
		"backslashes":             {`<a href="..\doc\plan.pdf">แผน</a>`, checks.LinkAnchor, "http://sso.test/doc/plan.pdf", "แผน"},
		"stray percent sign":      {`<a href="100%.pdf">แผน</a>`, checks.LinkAnchor, "http://sso.test/about/100%25.pdf", "แผน"},
		"broken over lines":       {"<a href=\"pl\n\tan.pdf\">แผน</a>", checks.LinkAnchor, "http://sso.test/about/plan.pdf", "แผน"},
		"without scheme":          {`<a href="//moph.test/x">กระทรวง</a>`, checks.LinkAnchor, "http://moph.test/x", "กระทรวง"},
		"redirector":              {`<a href="https://www.google.com/url?q=http%3A%2F%2Fa.test%2Fb&sa=D">ก</a>`, checks.LinkAnchor, "http://a.test/b", "ก"},
		"empty":                   {`<a href="">ก</a>`, checks.LinkEmpty, "", "ก"},
		"no target":               {`<a>ก</a>`, checks.LinkEmpty, "", "ก"},
		"number sign":             {`<a href="#">ก</a>`, checks.LinkEmpty, "", "ก"},
		"name that is not there":  {`<a href="#none">ก</a>`, checks.LinkEmpty, "", "ก"},
		"name of this page":       {`<a href="#part">ก</a><a name="part"></a>`, checks.LinkInPage, "", "ก"},
		"Thai name of this page":  {`<a href="#%E0%B8%81">ก</a><h2 id="ก">ข</h2>`, checks.LinkInPage, "", "ก"},
		"top":                     {`<a href="#top">ก</a>`, checks.LinkInPage, "", "ก"},
		"script":                  {`<a href="javascript:void(0)">ก</a>`, checks.LinkScript, "", "ก"},
		"script that opens":       {`<a href="javascript:window.open('plan.pdf')">ก</a>`, checks.LinkAnchor, "http://sso.test/about/plan.pdf", "ก"},
		"switch of a panel":       {`<div aria-controls=p><a tabindex=0>ก</a></div><div id=p hidden>ข</div>`, checks.LinkInPage, "", "ก"},
		"click that moves":        {`<a href="#" onclick="location.href='plan.php'">ก</a>`, checks.LinkAnchor, "http://sso.test/about/plan.php", "ก"},
		"click that opens":        {`<a href="#" onClick="MM_openBrWindow('a/plan.htm','','width=300')">ก</a>`, checks.LinkAnchor, "http://sso.test/about/a/plan.htm", "ก"},
		"click alone":             {`<a href="#" onclick="vote(1)">ก</a>`, checks.LinkScript, "", "ก"},
		"cell that is clicked":    {`<table><tr><td onclick="window.location='x.php'">ก</td></tr></table>`, checks.LinkAnchor, "http://sso.test/about/x.php", "ก"},
		"button that is clicked":  {`<button onclick="location.href='x.php'">ก</button>`, checks.LinkAnchor, "http://sso.test/about/x.php", "ก"},
		"input that is clicked":   {`<input type=button value="ก" onclick="window.open('x.php')">`, checks.LinkAnchor, "http://sso.test/about/x.php", "ก"},
		"row that leads":          {`<table><tr data-href="x.php"><td>ก</td></tr></table>`, checks.LinkAnchor, "http://sso.test/about/x.php", "ก"},
		"mail":                    {`<a href="mailto:sso%40a.test?subject=x">เมล</a>`, checks.LinkMail, "sso@a.test", "เมล"},
		"telephone":               {`<a href="tel:038-555-101">โทร</a>`, checks.LinkPhone, "038-555-101", "โทร"},
		"frame":                   {`<frameset><frame src="menu.htm" name="contents"></frameset>`, checks.LinkFrame, "http://sso.test/about/menu.htm", "contents"},
		"inner frame":             {`<iframe title="แผนที่" src="https://maps.test/embed?pb=1"></iframe>`, checks.LinkFrame, "https://maps.test/embed?pb=1", "แผนที่"},
		"inner frame loaded late": {`<iframe data-src="https://maps.test/e" src="about:blank"></iframe>`, checks.LinkFrame, "https://maps.test/e", ""},
		"object":                  {`<object data="plan.pdf" type="application/pdf">ดาวน์โหลด</object>`, checks.LinkFrame, "http://sso.test/about/plan.pdf", ""},
		"embed":                   {`<embed src="plan.pdf">`, checks.LinkFrame, "http://sso.test/about/plan.pdf", ""},
		"area":                    {`<img src=m.gif usemap="#m"><map name=m><area href="org.htm" alt="โครงสร้าง"></map>`, checks.LinkArea, "http://sso.test/about/org.htm", "โครงสร้าง"},
		"embedded file":           {`<div data-embed-open-url="https://drive.test/file/1/view" title="แผน"></div>`, checks.LinkResource, "https://drive.test/file/1/view", "แผน"},
		"list that jumps":         {`<select onchange="location=this.value"><option>เลือก<option value="x.php">สสจ.</select>`, checks.LinkAnchor, "http://sso.test/about/x.php", "สสจ."},
		"pictures":                {`<a href="x.php"><img src=a.gif alt="แบบ"><img src=b.gif alt="สำรวจ"></a>`, checks.LinkAnchor, "http://sso.test/about/x.php", "แบบ สำรวจ"},
		"title alone":             {`<a href="x.php" title="แบบสำรวจ"><i class=icon></i></a>`, checks.LinkAnchor, "http://sso.test/about/x.php", "แบบสำรวจ"},
		"spoken label":            {`<a href="x.php" aria-label="ค้นหา"><svg><title>x</title></svg></a>`, checks.LinkAnchor, "http://sso.test/about/x.php", "ค้นหา"},
		"other scheme":            {`<a href="line://ti/p/x">ไลน์</a>`, checks.LinkScript, "", "ไลน์"},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, tc.page)
			if len(c.Links) == 0 {
				t.Fatal("no link")
			}
			l := c.Links[0]
			if l.Kind != tc.kind || l.URL != tc.url || l.Text != tc.text || l.Hidden {
				t.Errorf("%+v", l)
			}
			checkInvariants(t, c)
		})
	}
}

func TestHiddenMail(t *testing.T) {
	mail := []byte("sso@office.test")
	code := []byte{0x5A}
	for _, b := range mail {
		code = append(code, b^0x5A)
	}
	s := hex.EncodeToString(code)
	for name, page := range map[string]string{
		"in the link's address": `<p>อีเมล <a href="/cdn-cgi/l/email-protection#` + s + `"><span class="__cf_email__" data-cfemail="` + s + `">[email&#160;protected]</span></a></p>`,
		"in a span":             `<p>อีเมล <span class="__cf_email__" data-cfemail="` + s + `">[email&#160;protected]</span></p>`,
		"in a link":             `<p>อีเมล <a class="__cf_email__" href="#" data-cfemail="` + s + `">[email&#160;protected]</a></p>`,
	} {
		c := read(t, page)
		if len(c.Links) != 1 || c.Links[0].Kind != checks.LinkMail || c.Links[0].URL != "sso@office.test" {
			t.Errorf("%s: %+v", name, c.Links)
		}
		if d := cmp.Diff([]string{"text: อีเมล sso@office.test [1]"}, outline(c)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for _, bad := range []string{"zz", "5a", s[:8], strings.Repeat("5a", 900)} {
		for _, l := range read(t, `<span data-cfemail="`+bad+`">x</span>`).Links {
			t.Errorf("%q: %+v", bad, l)
		}
	}
}

func TestLinkContext(t *testing.T) {
	context := func(page string) []string {
		var out []string
		for _, l := range read(t, page).Links {
			out = append(out, l.Text+" < "+l.Context())
		}
		return out
	}
	for name, tc := range map[string]struct {
		page string
		want []string
	}{
		"row":             {`<table><tr><td>1.1<td>โครงสร้าง<td><a href=a.pdf>เปิด</a><tr><td>1.2<td>อำนาจ<td>ดู <a href=b.pdf>เปิด</a></table>`, []string{"เปิด < 1.1 | โครงสร้าง", "เปิด < 1.2 | อำนาจ | ดู"}},
		"item":            {`<ul><li>(1) โครงสร้าง <a href=a.pdf>คลิก</a></ul>`, []string{"คลิก < (1) โครงสร้าง"}},
		"line":            {`<p>1.1 โครงสร้าง <a href=a.pdf>คลิก</a><br>1.2 อำนาจ <a href=b.pdf>คลิก</a></p>`, []string{"คลิก < 1.1 โครงสร้าง", "คลิก < 1.2 อำนาจ"}},
		"two in a row":    {`<table><tr><td>ก<td>ข<tr><td><a href=a.pdf>แผน</a><td><a href=b.pdf>ผล</a></table>`, []string{"แผน < ผล", "ผล < แผน"}},
		"alone":           {`<p><a href=a.pdf>แผน</a></p>`, []string{"แผน < "}},
		"around a block":  {`<a href=a.php><h3>ข่าว</h3><p>รายละเอียด</p></a>`, []string{"ข่าว รายละเอียด < "}},
		"cut in pieces":   {`<p><a href=a.pdf>แผนปฏิบัติ</a><a href=a.pdf><b>ราชการ</b></a></p>`, []string{"แผนปฏิบัติราชการ < "}},
		"picture and all": {`<p><a href=a.pdf><img src=pdf.gif alt=pdf></a><a href=a.pdf>แผน</a></p>`, []string{"แผน < "}},
		"two addresses":   {`<p><a href=a.pdf>แผน</a><a href=b.pdf>ผล</a></p>`, []string{"แผน < ผล", "ผล < แผน"}},
		"two numbers":     {`<p><a href="#">หนึ่ง</a><a href="#">สอง</a></p>`, []string{"หนึ่ง < สอง", "สอง < หนึ่ง"}},
	} {
		if d := cmp.Diff(tc.want, context(tc.page)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestCommentedOut(t *testing.T) {
	c := read(t, `<ul><li><a href="a.htm">แผน</a><!-- <li><a href="cio.htm">ผู้บริหารเทคโนโลยีสารสนเทศ (CIO)</a> --></ul><!--[if IE]><a href="ie.htm">IE</a><![endif]--><!-- no link here: href --><script><!-- var a = '<a href="x">'; --></script>`)
	var got []string
	for _, l := range c.CommentLinks {
		got = append(got, l.Text+" "+l.URL)
	}
	want := []string{"ผู้บริหารเทคโนโลยีสารสนเทศ (CIO) http://sso.test/about/cio.htm", "IE http://sso.test/about/ie.htm"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"item: แผน [1]"}, outline(c)); d != "" {
		t.Error(d)
	}
}

func TestInnerPages(t *testing.T) {
	c := wantOutline(t, `<p>ก</p><iframe srcdoc="&lt;h2&gt;ฝัง&lt;/h2&gt;&lt;a href='x.pdf'&gt;แผน&lt;/a&gt;"></iframe>`, "text: ก", "h2: ฝัง", "text: แผน [1]")
	if c.Links[0].URL != "http://sso.test/about/x.pdf" {
		t.Errorf("%+v", c.Links)
	}
}

func TestImages(t *testing.T) {
	c := read(t, `<p><img src="/up/%E0%B9%82%E0%B8%84%E0%B8%A3%E0%B8%87%E0%B8%AA%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%87.jpg" alt=" ผัง  โครงสร้าง " width="600px" height=40%>
		<img src="p/%C0%BC%B9.gif"><img src="data:image/png;base64,xx" data-src="boss.jpg" title="นายอำเภอ"><img src="data:image/png;base64,xx"></p>`)
	want := []checks.Image{
		{Src: "http://sso.test/up/%E0%B9%82%E0%B8%84%E0%B8%A3%E0%B8%87%E0%B8%AA%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%87.jpg", Alt: "ผัง โครงสร้าง", File: "โครงสร้าง.jpg", Region: checks.RegionMain, Width: 600, Named: true},
		{Src: "http://sso.test/about/p/%C0%BC%B9.gif", File: "ภผน.gif", Region: checks.RegionMain},
		{Src: "http://sso.test/about/boss.jpg", Alt: "นายอำเภอ", File: "boss.jpg", Region: checks.RegionMain},
		{Region: checks.RegionMain},
	}
	want[1].File = "ภผน.gif"
	if d := cmp.Diff(want, c.Images); d != "" {
		t.Error(d)
	}
	if n := len(c.Blocks[0].Images()); n != 4 {
		t.Errorf("%d pictures in the block", n)
	}
}
