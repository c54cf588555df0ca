package text

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

func read(t *testing.T, kind checks.Kind, body string) *checks.Content {
	t.Helper()
	c, _, err := Reader{}.Read(context.Background(), extract.Raw{URL: "http://sso.test/api/x", Body: []byte(body), Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func lines(c *checks.Content) []string {
	var out []string
	for _, b := range c.Blocks {
		line := b.Kind.String() + ": " + b.Text
		for _, n := range b.Links() {
			line += " -> " + c.Links[n].URL
		}
		out = append(out, line)
	}
	return out
}

func TestRead(t *testing.T) {
	for name, tc := range map[string]struct {
		kind checks.Kind
		body string
		want []string
	}{
		"lines":          {checks.KindText, "ประกาศ\r\n\r\n  เรื่อง\tรับสมัคร  \rสิ้นสุด", []string{"text: ประกาศ", "text: เรื่อง รับสมัคร", "text: สิ้นสุด"}},
		"records":        {checks.KindCSV, "ที่,ชื่อ\n1,\"ก, ข\"\n,ค\n\n,\n", []string{"row: ที่ | ชื่อ", "row: 1 | ก, ข", "row: ค"}},
		"by semicolon":   {checks.KindCSV, "ที่;ชื่อ\n1;ก,ข\n", []string{"row: ที่ | ชื่อ", "row: 1 | ก,ข"}},
		"stray quotes":   {checks.KindCSV, "a,b\n1,5\" x\n2,y\n", []string{"row: a | b", "row: 1 | 5\" x", "row: 2 | y"}},
		"object":         {checks.KindJSON, `{"title":"คำถามที่พบบ่อย","id":"a1","n":5,"blocks":[{"type":"p","text":"ถาม: จองไหม"},{"label":"แผนปี 2569","href":"/files/plan.pdf"}]}`, []string{"heading: คำถามที่พบบ่อย", "text: ถาม: จองไหม", "text: แผนปี 2569 -> http://sso.test/files/plan.pdf"}},
		"rendered":       {checks.KindJSON, `[{"title":{"rendered":"\u0e02\u0e48\u0e32\u0e27 &amp; กิจกรรม"},"content":{"rendered":"<p>อบรม</p>\n<p>อสม.</p>","protected":false}}]`, []string{"heading: ข่าว & กิจกรรม", "text: อบรม อสม."}},
		"broken off":     {checks.KindJSON, `{"a":"ข่าวประชาสัมพันธ์","b":`, []string{"text: ข่าวประชาสัมพันธ์"}},
		"feed":           {checks.KindXML, `<?xml version="1.0" encoding="tis-620"?><rss><item><title>อบรม &amp; ประชุม</title><link>http://sso.test/n/1</link><description><![CDATA[<p>ที่ศาลา</p>]]>&nbsp;กลาง</description></item></rss>`, []string{"heading: อบรม & ประชุม -> http://sso.test/n/1", "text: ที่ศาลา กลาง"}},
		"atom":           {checks.KindXML, `<feed><entry><title>ข่าว</title><link href="/n/2"/></entry></feed>`, []string{"heading: ข่าว -> http://sso.test/n/2"}},
		"badly nested":   {checks.KindXML, `<a><b>ข่าวหนึ่ง</a></b><c>ข่าวสอง`, []string{"text: ข่าวหนึ่ง", "text: ข่าวสอง"}},
		"nothing to say": {checks.KindJSON, `{"id":1,"ok":true}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, tc.kind, tc.body)
			if d := cmp.Diff(tc.want, lines(c)); d != "" {
				t.Error(d)
			}
			if c.Kind != tc.kind || c.Facts.Reader == "" {
				t.Errorf("kind %q, reader %q", c.Kind, c.Facts.Reader)
			}
		})
	}
}

func TestHeaderAndTitle(t *testing.T) {
	c := read(t, checks.KindCSV, "ที่,ชื่อ\n1,ก\n")
	if d := cmp.Diff([]string{"ที่", "ชื่อ"}, c.Blocks[1].Header()); d != "" || c.Blocks[0].Header() != nil {
		t.Error(d, c.Blocks[0].Header())
	}
	if c := read(t, checks.KindJSON, `{"title":"ข่าว","x":{"title":"รอง"}}`); c.Title != "ข่าว" {
		t.Errorf("title %q", c.Title)
	}
}

func TestFaultsAndBounds(t *testing.T) {
	ctx := context.Background()
	if _, _, err := (Reader{}).Read(ctx, extract.Raw{Body: []byte(`{]`), Kind: checks.KindJSON}); !errors.Is(err, extract.ErrDamaged) {
		t.Errorf("broken JSON: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, _, err := (Reader{}).Read(stopped, extract.Raw{Body: []byte("ข่าว"), Kind: checks.KindText}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	for kind, body := range map[checks.Kind]string{
		checks.KindText: strings.Repeat("ข่าว\n", mostBlocks+5),
		checks.KindCSV:  strings.Repeat("ก,ข\n", mostBlocks+5),
		checks.KindJSON: `["` + strings.Repeat(`ข่าว","`, mostBlocks+5) + `"]`,
		checks.KindXML:  strings.Repeat("<a>ข่าว</a>", mostBlocks+5),
	} {
		c := read(t, kind, body)
		if len(c.Blocks) != mostBlocks || !c.Facts.Truncated {
			t.Errorf("%s: %d blocks, truncated %v", kind, len(c.Blocks), c.Facts.Truncated)
		}
	}
	long := strings.Repeat("สาธารณสุข", 10_000)
	c := read(t, checks.KindText, long)
	all := ""
	for _, b := range c.Blocks {
		if len(b.Text) > longest {
			t.Errorf("a block of %d bytes", len(b.Text))
		}
		all += b.Text
	}
	if all != long {
		t.Errorf("%d bytes of %d", len(all), len(long))
	}
}

func FuzzRead(f *testing.F) {
	kinds := Reader{}.Kinds()
	for i, s := range []string{"ประกาศ\nเรื่อง", "a,b\n1,\"2\n", `{"title":"ข่าว","u":"/a.pdf","x":[{"rendered":"<p>\u0e01"}]}`, `<?xml version="1.0"?><a href="x"><![CDATA[ข่าว]]>&nbsp;<b/></a>`} {
		f.Add([]byte(s), byte(i))
	}
	f.Fuzz(func(t *testing.T, body []byte, which byte) {
		raw := extract.Raw{URL: "http://sso.test/x", Body: body, Kind: kinds[int(which)%len(kinds)]}
		c, _, err := Reader{}.Read(context.Background(), raw)
		if err != nil {
			if !errors.Is(err, extract.ErrDamaged) || c != nil {
				t.Fatalf("%v, %v", c, err)
			}
			return
		}
		for i, b := range c.Blocks {
			if b.Text == "" || !utf8.ValidString(b.Text) || strings.IndexFunc(b.Text, unicode.IsControl) >= 0 {
				t.Errorf("block %d: %q", i, b.Text)
			}
			for _, n := range b.Links() {
				if c.Links[n].Block != i {
					t.Errorf("link %d: %+v", n, c.Links[n])
				}
			}
		}
		again, _, _ := Reader{}.Read(context.Background(), raw)
		if d := cmp.Diff(c, again); d != "" {
			t.Error(d)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&s, "%d,รายการที่ %d,ตำบลตัวอย่าง\n", i, i)
	}
	raw := extract.Raw{Body: []byte(s.String()), Kind: checks.KindCSV}
	b.SetBytes(int64(len(raw.Body)))
	for b.Loop() {
		if _, _, err := (Reader{}).Read(context.Background(), raw); err != nil {
			b.Fatal(err)
		}
	}
}
