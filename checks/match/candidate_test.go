package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Links to several places of one page speak each of its own place.
func TestAnchored(t *testing.T) {
	for _, c := range []struct {
		name  string
		links []string
		want  bool
	}{
		{"two places", []string{"/about#vision", "/about#duty"}, true},
		{"one place, named twice", []string{"/about#main", "/about#main"}, false},
		{"the page and one place", []string{"/about", "/about#top"}, false},
		{"pages that a script tells apart", []string{"/#!/vision", "/#!/duty"}, false},
	} {
		s := &seen{f: &checks.Fetched{URL: "http://127.0.0.1/about"}}
		v := &view{}
		from := &seen{c: &checks.Content{}}
		for i, address := range c.links {
			from.c.Links = append(from.c.Links, checks.Link{URL: "http://127.0.0.1" + address})
			s.in = append(s.in, inlink{from, int32(i)})
		}
		if got := v.anchored(s); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFrontDoor(t *testing.T) {
	v := &view{site: &checks.Site{Home: "http://127.0.0.1/"}, texts: newTexts()}
	for address, want := range map[string]bool{
		"https://www.moph.example.go.th":            true,
		"https://www.moph.example.go.th/":           true,
		"https://www.moph.example.go.th/plan.pdf":   false,
		"https://www.moph.example.go.th/?file=plan": false,
		"http://127.0.0.1/":                         false,
	} {
		if got := v.atDoor(address); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// The head of a table whose cells were lost is no title.
func TestColumnHeads(t *testing.T) {
	for line, want := range map[string]bool{
		"เป้าหมาย ตัวชี้วัด กลยุทธ์ กิจกรรมสำคัญ":      true,
		"ลำดับ โครงการ งบประมาณ ผู้รับผิดชอบ":          true,
		"แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2569":   false,
		"แผนยุทธศาสตร์ สำนักงานสาธารณสุขอำเภอตัวอย่าง": false,
		"กลยุทธ์": false,
	} {
		if got := columnHeads(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

// What a portal says of its keeper is not said of the office.
func TestKeepers(t *testing.T) {
	v := &view{owner: newOwner(checks.Office{Name: "สำนักงานสาธารณสุขอำเภอตัวอย่าง", District: "ตัวอย่าง"})}
	for _, c := range []struct {
		text   string
		region checks.Region
		want   bool
	}{
		{"สำนักงานสาธารณสุขจังหวัดตัวเมือง โทรสาร 0 3799 0001", checks.RegionMain, true},
		{"พัฒนาโดย สสจ.ตัวเมือง โทร 0 3799 0000", checks.RegionFooter, true},
		{"พัฒนาโดย สสจ.ตัวเมือง", checks.RegionMain, false},
		{"สำนักงานสาธารณสุขอำเภอตัวอย่าง สังกัด สสจ.ตัวเมือง", checks.RegionFooter, false},
	} {
		s := &seen{c: &checks.Content{Blocks: []checks.Block{{Text: c.text, Region: c.region}}}, sheet: &sheet{blocks: []*text{{raw: c.text, carries: saysKeeper}}}}
		if got := v.keepers(s, 0); got != c.want {
			t.Errorf("%q in %s: %v, want %v", c.text, c.region, got, c.want)
		}
	}
}

// A file that was read in part may hold what was not seen in it.
func TestHalfRead(t *testing.T) {
	file := func(change func(*checks.Document)) *seen {
		d := &checks.Document{Kind: checks.KindPDF, Content: &checks.Content{}}
		change(d)
		return &seen{f: &d.Fetched, c: d.Content, doc: d}
	}
	for _, c := range []struct {
		name string
		file *seen
		want checks.Reason
	}{
		{"read whole", file(func(*checks.Document) {}), ""},
		{"cut", file(func(d *checks.Document) { d.Content.Facts.Truncated = true }), checks.Truncated},
		{"an archive", file(func(d *checks.Document) { d.Kind = checks.KindZip }), checks.UnsupportedFormat},
	} {
		cand := &candidate{place: rules.PlaceDocument, body: body{s: c.file}}
		if got := cand.halfRead(&view{}); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
