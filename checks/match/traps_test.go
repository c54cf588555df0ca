package match

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

func TestPlaceholder(t *testing.T) {
	long := strings.Repeat("อำเภอตัวอย่างมีสถานบริการสาธารณสุขเจ็ดแห่งที่เปิดให้บริการทุกวันราชการ ", 4)
	for _, c := range []struct {
		name, text string
		links      []rules.ExampleLink
		want       bool
	}{
		{"under construction", "อยู่ระหว่างปรับปรุงข้อมูล", nil, true},
		{"broken over two lines' spaces", "อยู่ ระหว่าง การปรับปรุง ขออภัยใน ความไม่สะดวก", nil, true},
		{"in English", "Coming Soon", nil, true},
		{"filler of a template", "Lorem ipsum dolor sit amet, consectetur adipiscing elit", nil, true},
		{"none yet", "ยังไม่มีข้อมูล", nil, true},
		{"content beside a notice", long + "\nบางส่วนอยู่ระหว่างปรับปรุง", nil, false},
		{"a file to open", "อยู่ระหว่างปรับปรุง\n- [แผนปฏิบัติราชการ]", files("แผนปฏิบัติราชการ"), false},
		{"content", long, nil, false},
		{"nothing at all", "", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			said, got := placeholder(pageBody(rules.ExamplePage{Heading: "แผนปฏิบัติราชการ", Text: c.text, Links: c.links}))
			if got != c.want || got && said == "" {
				t.Errorf("placeholder %v (%q), want %v", got, said, c.want)
			}
		})
	}
}

func TestStatesNone(t *testing.T) {
	extra := foldAll("ไม่มีโทรสาร", "ไม่มีค่าธรรมเนียม")
	for text, want := range map[string]bool{
		"ไม่มีโทรสาร":                true,
		"หมายเลขโทรสาร ไม่มี โทรสาร": true,
		"โทรสาร : ไม่มี":             true,
		"โทรสาร -ไม่มี-":             true,
		"โทรสาร (ไม่มี)":             true,
		"ไม่มี":                      true,
		"None":                       true,
		"N/A":                        true,
		"หน่วยงานไม่มีภารกิจในเรื่องนี้": true,
		"ไม่มีค่าธรรมเนียม":              true,
		"ยังไม่มีโทรสาร":                 false,
		"ไม่มีข้อมูล":                    false,
		"ไม่มีรายการ":                    false,
		"-":                              false,
		"":                               false,
		"ผู้ไม่มีสิทธิ":                  false,
		"กลุ่มที่ไม่มีโรคประจำตัวรับวัคซีนได้ทุกวันพุธ": false,
		"นโยบายไม่มี":     false,
		"anonymous/none1": false,
	} {
		if got := statesNone(thai.Fold(text), extra); got != want {
			t.Errorf("statesNone(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestLooksLikeNews(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"the report of an event", "วันที่ 12 มกราคม 2569 นายสมชาย ใจกว้าง สาธารณสุขอำเภอ เป็นประธานเปิดการอบรม พร้อมด้วยเจ้าหน้าที่เข้าร่วม 40 คน", true},
		{"one verb on a short page", "12 ม.ค. 69\nออกหน่วยเคลื่อนที่ ณ วัดตัวอย่าง", true},
		{"no date", "นายสมชาย ใจกว้าง เป็นประธานเปิดการอบรม พร้อมด้วยเจ้าหน้าที่เข้าร่วม 40 คน", false},
		{"a directory", "- นายสมชาย ใจกว้าง สาธารณสุขอำเภอ\n- นางมาลี รักงาน หัวหน้ากลุ่มงาน\nปรับปรุงเมื่อ 12 มกราคม 2569", false},
		{"a list of news", strings.Repeat("- 12 มกราคม 2569 ประชุมและลงพื้นที่ พร้อมด้วยทีมงาน\n", 8), false},
		{"no event", "สำนักงานก่อตั้งเมื่อวันที่ 12 มกราคม 2512 บนที่ดินบริจาค", false},
	} {
		if got := looksLikeNews(bodyOf(c.text).s); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestShelfOnly(t *testing.T) {
	for _, c := range []struct {
		name, row string
		header    []string
		want      bool
	}{
		{"a shelf number", "นโยบายผู้บริหาร ตู้ที่ 1 แฟ้มที่ 3", nil, true},
		{"by the column's name", "นโยบายผู้บริหาร 1/3", []string{"รายการ", "สถานที่เก็บ"}, true},
		{"a document", "แผนปฏิบัติราชการ ประจำปี 2569", []string{"รายการ", "ไฟล์"}, false},
		{"a refrigerator", "แนวทางดูแลตู้เย็นเก็บวัคซีน", nil, false},
		{"a portfolio", "แฟ้มสะสมผลงาน", nil, false},
		{"a floor", "ติดต่อห้องธุรการ อาคาร 1 ชั้น 2", nil, false},
	} {
		tx := &text{raw: c.row}
		if got := shelfOnly(tx, c.header); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestUnfilled(t *testing.T) {
	for text, want := range map[string]bool{
		"นโยบายการคุ้มครองข้อมูลส่วนบุคคลของ (ชื่อหน่วยงาน)": true,
		"ติดต่อ admin@example.com": true,
		"โทร XXXXXXXX":             true,
		"นโยบายการคุ้มครองข้อมูลส่วนบุคคลของสำนักงานสาธารณสุขอำเภอ": false,
		"# (ชื่อหน่วยงาน)\nสำนักงานสาธารณสุขอำเภอตัวอย่าง":          true,
	} {
		if said, got := unfilled(bodyOf(text)); got != want || got && said == "" {
			t.Errorf("unfilled(%q) = %v (%q), want %v", text, got, said, want)
		}
	}
}

// TestTrapWordsAreFolded: words that were emptied by folding would match all.
func TestTrapWordsAreFolded(t *testing.T) {
	for name, list := range map[string][]string{"placeholder": placeholderWords, "none": noneWords, "alone": noneAlone, "not none": notNone, "news": newsVerbs, "shelf": shelfWords, "template": templateWords} {
		for _, w := range list {
			if w == "" || thai.Fold(w) != w {
				t.Errorf("%s: %q", name, w)
			}
		}
	}
	if noneAlone[0] != "(ไม่มี)" || noneAlone[3] != thai.Fold("ไม่มี") {
		t.Error("statesNone reads these by their places")
	}
}
