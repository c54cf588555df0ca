package html

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

var update = flag.Bool("update", false, "write the outlines of testdata anew; look at what changed before you keep it")

const here = "http://sso.test/about/page.html"

// read reads a page that stands at an office's address.
func read(t testing.TB, page string) *checks.Content {
	t.Helper()
	c, _, err := Reader{}.Read(context.Background(), extract.Raw{URL: here, Body: []byte(page), Kind: checks.KindHTML})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// outline shows blocks one a line: region unless main, kind, text, and in
// brackets how many links and pictures stand in it.
func outline(c *checks.Content) []string {
	var out []string
	for i := range c.Blocks {
		b := &c.Blocks[i]
		line := ""
		if !b.Main() {
			line = b.Region.String() + " "
		}
		if b.Kind == checks.BlockHeading {
			line += fmt.Sprintf("h%d", b.Level)
		} else {
			line += b.Kind.String()
		}
		line += ": " + b.Text
		if n := len(b.Links()); n > 0 {
			line += fmt.Sprintf(" [%d]", n)
		}
		if n := len(b.Images()); n > 0 {
			line += fmt.Sprintf(" (%d)", n)
		}
		out = append(out, line)
	}
	return out
}

func wantOutline(t *testing.T, page string, want ...string) *checks.Content {
	t.Helper()
	c := read(t, page)
	if d := cmp.Diff(want, outline(c)); d != "" {
		t.Errorf("outline (-want +got):\n%s", d)
	}
	return c
}

// TestPlatforms reads whole pages in the manner of the systems that offices use;
// their outlines stand beside them.
func TestPlatforms(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) < 6 {
		t.Fatalf("pages: %v, %v", pages, err)
	}
	for _, p := range pages {
		t.Run(filepath.Base(p), func(t *testing.T) {
			body, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(outline(read(t, string(body))), "\n") + "\n"
			file := strings.TrimSuffix(p, ".html") + ".outline"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("outline (-want +got):\n%s", d)
			}
		})
	}
}

func TestHead(t *testing.T) {
	c := read(t, `<html lang="th"><head><title> สสอ.ห้วยน้อย
		&#8211; ติดต่อ </title><base href="/sub/"><meta name="Description" content="คำอธิบาย"><meta name=viewport content="width=device-width">
		<meta name="generator" content="WordPress 6.1"><link rel="canonical" href="../contact/"><script src="/counter.js"></script>
		<meta http-equiv="REFRESH" content="5; URL='../new/index.php'"></head><body><a href="a.pdf">แบบฟอร์ม</a></body></html>`)
	got := []any{c.Title, c.Lang, c.Base, c.Description, c.Generator, c.Canonical, c.Viewport, c.Scripts, c.Links[0].Kind, c.Links[0].URL, c.Links[1].URL}
	want := []any{"สสอ.ห้วยน้อย – ติดต่อ", "th", "http://sso.test/sub/", "คำอธิบาย", "WordPress 6.1", "http://sso.test/contact/", true,
		[]string{"http://sso.test/counter.js"}, checks.LinkRefresh, "http://sso.test/new/index.php", "http://sso.test/sub/a.pdf"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if c := read(t, `<meta property="og:title" content="ข่าว"><base href="mailto:x@y.test"><p>x`); c.Title != "ข่าว" || c.Base != here {
		t.Errorf("title %q, base %q", c.Title, c.Base)
	}
}

func TestWhatScriptsWouldWrite(t *testing.T) {
	c := read(t, `<body><p>หน้าแรก</p><script>document.write("<b>ผู้เข้าชม</b> " + '123 \u0e04\u0e23\u0e31\u0e49\u0e07');
document.writeln('it\'s')</script><noscript><img src="c.gif"><b>ท่านปิดสคริปต์</b></noscript></body>`)
	if d := cmp.Diff([]string{"ผู้เข้าชม 123 ครั้ง", "it's"}, c.ScriptWords); d != "" {
		t.Error(d)
	}
	if c.NoScript != "ท่านปิดสคริปต์" {
		t.Errorf("noscript %q", c.NoScript)
	}
	if d := cmp.Diff([]string{"text: หน้าแรก"}, outline(c)); d != "" {
		t.Error(d)
	}
}

func TestScriptThatMovesAnEmptyPage(t *testing.T) {
	c := read(t, `<html><script>window.location.href = "home/index.php";</script></html>`)
	if len(c.Links) != 1 || c.Links[0].Kind != checks.LinkRefresh || c.Links[0].URL != "http://sso.test/about/home/index.php" {
		t.Errorf("links %+v", c.Links)
	}
	c = read(t, `<p>`+strings.Repeat("เนื้อหาของหน้า ", 40)+`</p><script>function go(){location="x.html"}</script>`)
	if len(c.Links) != 0 {
		t.Errorf("a page with content moved: %+v", c.Links)
	}
}

func TestCharacterSets(t *testing.T) {
	tis := func(s string) string {
		b, err := charmap.Windows874.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	meta := func(cs string) string {
		return `<meta http-equiv="Content-Type" content="text/html; charset=` + cs + `">`
	}
	const words = `<h1>ประวัติความเป็นมา</h1><p>สำนักงานสาธารณสุขอำเภอ ก่อตั้งเมื่อ พ.ศ. ๒๔๙๘</p>`
	for name, tc := range map[string]struct{ body, header, set string }{
		"utf-8 declared":               {meta("utf-8") + words, "", "utf-8"},
		"utf-8 undeclared":             {words, "text/html", "utf-8"},
		"utf-8 that claims tis-620":    {meta("tis-620") + words, "text/html; charset=tis-620", "utf-8"},
		"utf-8 with byte order mark":   {"\xEF\xBB\xBF" + words, "", "utf-8"},
		"tis-620 in the page":          {tis(meta("tis-620") + words), "", "windows-874"},
		"windows-874 in the header":    {tis(words), "text/html; charset=windows-874", "windows-874"},
		"undeclared":                   {tis(words), "text/html", "windows-874"},
		"claims utf-8 and is not":      {tis(meta("utf-8") + words), "text/html; charset=utf-8", "windows-874"},
		"claims latin and is not":      {tis(meta("iso-8859-1") + words), "", "windows-874"},
		"meta after a long style":      {tis("<style>" + strings.Repeat("p{margin:0}", 300) + "</style>" + meta("windows-874") + words), "", "windows-874"},
		"entities in an ascii page":    {`<h1>&#3611;&#3619;&#3632;&#3623;&#3633;&#3605;&#3636;ความเป็นมา</h1><p>สำนักงานสาธารณสุขอำเภอ ก่อตั้งเมื่อ พ.ศ. ๒๔๙๘`, "", "utf-8"},
		"marks typed in another order": {"<h1>ประวัติความเป็นมา</h1><p>สํานักงานสาธารณสุขอําเภอ&nbsp; ก่อตั้งเมื่อ\u200b พ.ศ.\u00a0๒๔๙๘", "", "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			c, cs, err := Reader{}.Read(context.Background(), extract.Raw{URL: here, ContentType: tc.header, Body: []byte(tc.body)})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]string{"h1: ประวัติความเป็นมา", "text: สำนักงานสาธารณสุขอำเภอ ก่อตั้งเมื่อ พ.ศ. ๒๔๙๘"}, outline(c)); d != "" {
				t.Error(d)
			}
			if cs.Name != tc.set {
				t.Errorf("character set %q, want %q", cs.Name, tc.set)
			}
		})
	}
}

// TestDeep reads a page that browsers' own parser refuses.
func TestDeep(t *testing.T) {
	inner := `<h2>ประวัติ</h2><p>ก่อตั้ง พ.ศ. 2498</p><ul><li><a href="a.pdf">แผน</a><li>รายงาน</ul>` +
		`<table><tr><th>ที่<th>ชื่อ<tr><td>1<td>นายก</table><div style="display:none">ซ่อน</div><!-- <a href="old.html">เก่า</a> -->`
	for _, depth := range []int{300, 700, 20_000} {
		c := read(t, "<body>"+strings.Repeat("<div>", depth)+inner+strings.Repeat("</div>", depth)+`<footer>สงวนลิขสิทธิ์</footer>`)
		if c.Facts.Deep != (depth > 500) {
			t.Errorf("depth %d: Deep = %v", depth, c.Facts.Deep)
		}
		want := []string{"h2: ประวัติ", "text: ก่อตั้ง พ.ศ. 2498", "item: แผน [1]", "item: รายงาน", "row: ที่ | ชื่อ", "row: 1 | นายก", "footer text: สงวนลิขสิทธิ์"}
		if d := cmp.Diff(want, outline(c)); d != "" {
			t.Errorf("depth %d: %s", depth, d)
		}
		if len(c.CommentLinks) != 1 || c.Links[0].URL != "http://sso.test/about/a.pdf" {
			t.Errorf("depth %d: comments %v, links %v", depth, c.CommentLinks, c.Links)
		}
		if !strings.Contains(c.HiddenText, "ซ่อน") || c.Blocks[5].Header() == nil {
			t.Errorf("depth %d: hidden %q, header %v", depth, c.HiddenText, c.Blocks[5].Header())
		}
	}
}

func TestFormattingLeftOpen(t *testing.T) {
	c := read(t, strings.Repeat(`<p><font color=red><b>ข่าว `, 2000))
	if !c.Facts.Deep || len(c.Blocks) < 1900 {
		t.Errorf("Deep %v, %d blocks", c.Facts.Deep, len(c.Blocks))
	}
}

func TestGiantPagesAreBounded(t *testing.T) {
	for name, page := range map[string]string{
		"bytes":  "<p>ข่าว</p>" + strings.Repeat(" ", mostBytes),
		"blocks": strings.Repeat("<p>a", mostBlocks+10),
		"links":  strings.Repeat(`<a href=x></a>,`, mostLinks+10),
		"images": strings.Repeat(`<img src=a>`, mostImages+10),
		"cells":  "<table><tr><td>a<td>b<tr>" + strings.Repeat(`<td>ก`, mostCells+10),
		"forms":  strings.Repeat(`<form></form>`, mostForms+10),
	} {
		c := read(t, page)
		if !c.Facts.Truncated || len(c.Blocks) > mostBlocks || len(c.Links) > mostLinks || len(c.Images) > mostImages {
			t.Errorf("%s: Truncated %v, %d blocks, %d links, %d images", name, c.Facts.Truncated, len(c.Blocks), len(c.Links), len(c.Images))
		}
	}
}

// A paragraph's lines are joined once, not one by one.
func TestAParagraphOfManyLines(t *testing.T) {
	const lines = 100_000
	c := read(t, "<p>"+strings.Repeat("ข่าวทั่วไป<br>", lines))
	n := 0
	for _, b := range c.Blocks {
		n += strings.Count(b.Text, "ข่าวทั่วไป")
		if len(b.Text) > mostJoined {
			t.Errorf("%d bytes in a block", len(b.Text))
		}
	}
	if n != lines {
		t.Errorf("%d of %d lines", n, lines)
	}
}

// However many links stand in one paragraph, no block has them all: what is done
// for each block and link must stay little.
func TestAParagraphOfManyLinks(t *testing.T) {
	for name, link := range map[string]string{"inline": `<a href=x>ก</a> `, "lines": `<a href=x>ก</a><br>`, "unlinked lines": `ก<br>`} {
		c := read(t, "<p>"+strings.Repeat(link, 3000)+strings.Repeat("ข<br>", 9000))
		letters, links := 0, 0
		for _, b := range c.Blocks {
			letters += strings.Count(b.Text, "ก")
			links += len(b.Links())
			if len(b.Links()) > mostAtOnce {
				t.Errorf("%s: %d links in a block", name, len(b.Links()))
			}
		}
		if letters != 3000 || links != len(c.Links) {
			t.Errorf("%s: %d letters, %d of %d links in blocks", name, letters, links, len(c.Links))
		}
	}
}

func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := Reader{}.Read(ctx, extract.Raw{URL: here, Body: []byte("<p>ข่าว")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestOddBytes(t *testing.T) {
	for _, page := range []string{"", "\x00\x00<p>", "<", "<!--", "<table><tr><td", strings.Repeat("</div>", 100), "<p>\x01\x1b[31mแดง\u202e", "<svg><title>x</title></svg>", "\xff\xfe<\x00p\x00>\x00"} {
		c := read(t, page)
		checkInvariants(t, c)
	}
	if c := read(t, "<p>\x1b[31mแดง\u202eก"); c.Blocks[0].Text != "[31mแดงก" {
		t.Errorf("control characters stayed: %q", c.Blocks[0].Text)
	}
}
