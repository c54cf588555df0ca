package html

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

var regionsKnown = map[checks.Region]bool{checks.RegionMain: true, checks.RegionMenu: true, checks.RegionHeader: true, checks.RegionFooter: true, checks.RegionAside: true}

// checkInvariants holds what is true of every page, however broken.
func checkInvariants(t testing.TB, c *checks.Content) {
	t.Helper()
	clean(t, "title", c.Title)
	inBlock := map[int]bool{}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if !regionsKnown[b.Region] {
			t.Errorf("block %d: region %q", i, b.Region)
		}
		if (b.Kind == checks.BlockHeading) != (b.Level > 0) || b.Level > 7 {
			t.Errorf("block %d: %s of level %d", i, b.Kind, b.Level)
		}
		if b.Kind == checks.BlockHeading && b.Text == "" {
			t.Errorf("block %d: a heading without words", i)
		}
		if b.Text == "" && len(b.Links())+len(b.Images()) == 0 {
			t.Errorf("block %d is empty", i)
		}
		if (b.Kind == checks.BlockRow) != (b.Cells() != nil) {
			t.Errorf("block %d: %s with cells %q", i, b.Kind, b.Cells())
		}
		clean(t, "block", b.Text)
		for _, s := range append(b.Cells(), b.Header()...) {
			clean(t, "cell", s)
		}
		for _, n := range b.Links() {
			if n < 0 || int(n) >= len(c.Links) {
				t.Fatalf("block %d: link %d of %d", i, n, len(c.Links))
			}
			if l := &c.Links[n]; l.Block != i || l.Region != b.Region || l.Hidden || inBlock[int(n)] {
				t.Errorf("block %d (%s) and its link %d disagree: %+v", i, b.Region, n, *l)
			}
			inBlock[int(n)] = true
		}
		for _, n := range b.Images() {
			if n < 0 || int(n) >= len(c.Images) {
				t.Fatalf("block %d: image %d of %d", i, n, len(c.Images))
			}
			if im := &c.Images[n]; im.Block != i || im.Region != b.Region {
				t.Errorf("block %d and its image %d disagree: %+v", i, n, *im)
			}
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		if l.Block < 0 || l.Block > max(0, len(c.Blocks)-1) {
			t.Errorf("link %d in block %d of %d", i, l.Block, len(c.Blocks))
		}
		switch l.Kind {
		case checks.LinkEmpty, checks.LinkInPage, checks.LinkScript:
			if l.URL != "" {
				t.Errorf("link %d: %s with address %q", i, l.Kind, l.URL)
			}
		case checks.LinkMail, checks.LinkPhone:
		default:
			if !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") {
				t.Errorf("link %d: %s with address %q", i, l.Kind, l.URL)
			}
		}
		clean(t, "link", l.Text)
		clean(t, "link context", l.Context())
	}
	for i := range c.Forms {
		f := &c.Forms[i]
		if f.Block < 0 || f.Block > max(0, len(c.Blocks)-1) || !regionsKnown[f.Region] || f.Method != "get" && f.Method != "post" {
			t.Errorf("form %d: %+v", i, *f)
		}
		clean(t, "form", f.Text)
	}
	if len(c.HiddenText) > mostHidden+1 {
		t.Errorf("%d bytes of hidden text", len(c.HiddenText))
	}
}

func clean(t testing.TB, what, s string) {
	t.Helper()
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		t.Errorf("%s not in NFC: %q", what, s)
	}
	if strings.TrimSpace(s) != s || strings.Contains(s, "  ") || strings.IndexFunc(s, unicode.IsControl) >= 0 {
		t.Errorf("%s not clean: %q", what, s)
	}
}

// FuzzRead reads anything: it never panics, ends soon, keeps its invariants and
// gives the same for the same bytes, whatever was read before.
func FuzzRead(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, p := range pages {
		body, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, byte(0))
	}
	for _, s := range []string{
		`<table><tr><th>ก<th>ข<tr><td rowspan=3 colspan=2><a href=x>1</a><td><table><tr><td>2<td>3</table>`,
		`<a href="#"><h1>เ</h1><p>แ</p>ผน</a><a href=b.pdf><img alt=รูป src=%E0%B8.jpg><b>ท</b></a>`,
		`<form><label for=a>ชื่อ</label><input id=a><select onchange="location=x"><option value=1>2</select>`,
		`<div style="display:none" id=x><a href=y>z</a></div><button onclick="f('x')">เปิด</button>`,
		`<iframe srcdoc="&lt;p&gt;x&lt;iframe srcdoc='y'&gt;"></iframe><object data=a.pdf><embed src=b>`,
		`<span data-cfemail="0a6b4a6824697c">[x]</span><base href="//x"><meta http-equiv=refresh content="0;url=z">`,
		`<p><b>ก</b><br>ข<br><b>ค</b><br>ง<center><font size=7>จ</font></center><dl><dt>ฉ<dd>ช</dl><details><summary>ซ</summary>ฌ`,
		"<p>น\u0e49\u0e4d\u0e32 e\u200d\u0301 \u0e40\u0e40 \uf70a\u0085",
	} {
		f.Add([]byte(s), byte(1))
	}
	headers := []string{"", "text/html; charset=tis-620", "text/html; charset=utf-8", "application/pdf"}
	many := New() // remembers what it read before
	f.Fuzz(func(t *testing.T, body []byte, header byte) {
		if len(body) > 1<<20 {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		raw := extract.Raw{URL: here, ContentType: headers[int(header)%len(headers)], Body: body, Kind: checks.KindHTML}
		c, cs, err := Reader{}.Read(ctx, raw)
		if err != nil {
			t.Fatalf("%v (%d bytes)", err, len(body))
		}
		checkInvariants(t, c)
		again, cs2, err := many.Read(ctx, raw)
		if err != nil || cs != cs2 {
			t.Fatalf("second reading: %v, %v, %v", err, cs, cs2)
		}
		if d := cmp.Diff(c, again); d != "" {
			t.Errorf("two readings differ:\n%s", d)
		}
	})
}
