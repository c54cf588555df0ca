package match

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestLines(t *testing.T) {
	const phone, fax, both, neither = "p", "f", "pf", ""
	for _, c := range []struct{ text, want string }{
		{"โทรศัพท์ : 055-252-052 โทรสาร : 055-245-088", "p f"},
		{"หมายเลขโทรศัพท์  0-3860-1142", phone},
		{"หมายเลขโทรสาร  0-3860-2709", fax},
		{"หมายเลขโทรสาร ๐-๓๘๖๐-๒๗๐๙", fax},
		{"โทรศัพท์/โทรสาร. 0-5458-1258", both},
		{"โทร./แฟกซ์ 0-5458-1258", both},
		{"โทรศัพท์ และโทรสาร 0 5458 1258", both},
		{"โทรศัพท์-โทรสาร 0 5458 1258", both},
		{"Tel/Fax : (054) 581258", both},
		{"โทร. 074 273100, 074 273217 โทรสาร 074 273218", "p p f"},
		{"โทร 038-541-234-5 ต่อ 12", phone},
		{"เบอร์ติดต่อ 05-6249-036", phone},
		{"036 411 047", phone},
		{"056-612319 , 056-611378", "p p"},
		{"044- 810369", phone},
		{"+66 38 541 234", phone},
		{"081-234-5678", phone},
		{"0812345678", phone},
		{"ต.ในเมือง 24120 โทร. 038-541234", phone},
		{"โทร. 038-541234 24120", phone},
		{"038-541234 (โทรสาร)", fax},
		{"038-541234 (Fax) 038-541235 (Tel)", "f p"},
		{"แฟ็กซ์ 038 541 234", fax},
		// a label without a number does not lend itself to the next one
		{"โทรสาร - โทรศัพท์ 038-541234", phone},
		{"โทรสาร : โทรศัพท์ : 038-541234", phone},
		{"โทรสาร -", neither},
		{"โทรศัพท์ 053-580-xxx", neither},
		{"โทร 1669", neither},
		{"เลขประจำตัวประชาชน 0381234567890", neither},
		{"เลขบัญชี 038-1-23456-7890", neither},
		{"ปี 2568 วันที่ 02/03/2569", neither},
		{"0123456789", neither},
	} {
		found, _ := lines(c.text, line{})
		var got []string
		for _, l := range found {
			k := ""
			if l.phone {
				k = "p"
			}
			if l.fax {
				k += "f"
			}
			got = append(got, k)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("lines(%q) = %q, want %q", c.text, s, c.want)
		}
	}
}

func TestSeePhoneAndFax(t *testing.T) {
	for _, c := range []struct {
		name, text string
		phone, fax bool
	}{
		{"label and number in blocks of their own", "โทรสาร\n038-541-234", false, true},
		{"label with a colon, number below", "โทรศัพท์ :\n038-541-234\nโทรสาร :\n038-541-235", true, true},
		{"an empty label above a filled one", "โทรสาร :\nโทรศัพท์ : 038-541-234", true, false},
		{"a dash is no number", "โทรสาร\n-\n038-541-234", true, false},
		{"a heading ends a label's reach", "โทรสาร\n# สายตรง\n038-541-234", true, false},
		{"a table's columns", "| หน่วยงาน | โทรศัพท์ | โทรสาร |\n| สสอ.ตัวอย่าง | 038-541-234 | 038-541-235 |", true, true},
		{"a table's empty column", "| หน่วยงาน | โทรศัพท์ | โทรสาร |\n| สสอ.ตัวอย่าง | 038-541-234 | - |", true, false},
		{"a row with its label", "| โทรสาร | 038-541-235 |", false, true},
		{"no number at all", "โทรศัพท์ โทรสาร", false, false},
	} {
		b := bodyOf(c.text)
		if got := seePhone(b, 0); got.ok != c.phone {
			t.Errorf("%s: phone seen %v, want %v", c.name, got.ok, c.phone)
		}
		if got := seeFax(b, 0); got.ok != c.fax {
			t.Errorf("%s: fax seen %v, want %v", c.name, got.ok, c.fax)
		}
	}
}

func TestSeeEmail(t *testing.T) {
	for text, want := range map[string]bool{
		"อีเมล ssotuayang@moph.go.th":         true,
		"E-mail : sso.tuayang@hotmail.com":    true,
		"saraban-tuayang [at] moph.go.th":     true,
		"saraban_tuayang @ moph.go.th":        true,
		"ssotuayang＠moph.go.th":               true,
		"tuayang (at) moph (dot) go (dot) th": true,
		"tuayang แอท moph.go.th":              false,
		"อีเมล :":                             false,
		"contact@example.com":                 false,
		"info@yourdomain.com":                 false,
		"saraban.tuayang@example.go.th":       true,
		"banner@2x.png":                       false,
		"line id @tuayang":                    false,
		"info@example.com หรือ sso@gmail.com": true,
	} {
		if got := seeEmail(bodyOf(text), 0); got.ok != want {
			t.Errorf("%q: seen %v, want %v", text, got.ok, want)
		}
	}
}

func TestSeeMap(t *testing.T) {
	frame := func(address string) func(*checks.Content) {
		return func(c *checks.Content) {
			n := len(c.Blocks)
			c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Region: checks.RegionMain})
			c.Blocks[n].SetLinks([]int32{addLink(c, "", address, checks.LinkFrame, checks.RegionMain, n)})
		}
	}
	link := func(label, address string) func(*checks.Content) {
		return func(c *checks.Content) {
			n := len(c.Blocks)
			c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: label})
			c.Blocks[n].SetLinks([]int32{addLink(c, label, address, checks.LinkAnchor, checks.RegionMain, n)})
		}
	}
	picture := func(alt, file string) func(*checks.Content) {
		return func(c *checks.Content) {
			n := len(c.Blocks)
			c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Region: checks.RegionMain}.WithImages(int32(len(c.Images))))
			c.Images = append(c.Images, checks.Image{Alt: alt, File: file, Block: n, Region: checks.RegionMain})
		}
	}
	for _, c := range []struct {
		name   string
		text   string
		change func(*checks.Content)
		want   bool
	}{
		{"an embedded map", "", frame("https://www.google.com/maps/embed?pb=!1m18"), true},
		{"a map of one's own", "", frame("https://www.google.com/maps/d/u/0/embed?mid=1"), true},
		{"an embedded video", "", frame("https://www.youtube.com/embed/x"), false},
		{"a link to a map", "", link("ดูแผนที่", "https://maps.app.goo.gl/AbCdEf"), true},
		{"a short link that calls itself the map", "", link("แผนที่การเดินทางมาสำนักงาน", "https://goo.gl/AbCdEf"), true},
		{"a short link to something else", "", link("แบบสำรวจ", "https://goo.gl/AbCdEf"), false},
		{"a link to the map of risks", "", link("แผนที่เสี่ยงโรคไข้เลือดออก", "https://www.google.com/maps/d/viewer?mid=1"), false},
		{"a picture named as the map", "", picture("แผนที่ตั้งสำนักงาน", "x.jpg"), true},
		{"a picture whose file is the map", "", picture("", "map.gif"), true},
		{"a picture of risks", "", picture("แผนที่เสี่ยงโรคไข้เลือดออก", "map.jpg"), false},
		{"a picture of borders", "", picture("แผนที่แสดงอาณาเขตอำเภอ", "x.jpg"), false},
		{"a road map", "", picture("", "roadmap-2569.jpg"), false},
		{"a picture under the word", "แผนที่ตั้งสำนักงาน", picture("", "img01.jpg"), true},
		{"an address written out", "พิกัด https://maps.app.goo.gl/AbCdEf", func(*checks.Content) {}, true},
		{"an address of something else", "ดูที่ https://drive.google.com/file/d/1", func(*checks.Content) {}, false},
		{"a picture under another word", "โครงสร้าง", picture("", "img01.jpg"), false},
	} {
		if got := seeMap(bodyOf(c.text, c.change), 0); got.ok != c.want {
			t.Errorf("%s: seen %v, want %v", c.name, got.ok, c.want)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("โทรศัพท์/โทรสาร. 0-5458-1258")
	f.Add("โทร. 074 273100, 074 273217 โทรสาร 074 273218 (fax)")
	f.Fuzz(func(t *testing.T, s string) {
		found, left := lines(s, line{fax: true})
		for _, l := range found {
			if l.none() {
				t.Errorf("a number of %q is for nothing", s)
			}
		}
		if len(found) > 0 && !left.none() && !contactLabel.MatchString(dashes.Replace(strings.ToLower(s))) {
			t.Errorf("%q leaves a label although it has none", s)
		}
		personsIn(s)
		emailIn(s)
	})
}
