package match

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestCardsOfPersons(t *testing.T) {
	h := func(level int, text string) checks.Block {
		return checks.Block{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: int8(level), Text: text}
	}
	p := func(text string) checks.Block {
		return checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: text}
	}
	const name, post, duty = "นางสาวมาลี รักงาน", "ผู้ช่วยสาธารณสุขอำเภอ", "ปฏิบัติหน้าที่ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง (CIO) โทร 08 1234 5678"
	for _, c := range []struct {
		name   string
		blocks []checks.Block
		want   string // texts of the blocks that are not empty; headings with their level
	}{
		{"name over post", []checks.Block{h(3, name), h(5, post)}, name + " " + post},
		{"of a widget with large names", []checks.Block{h(2, "ผู้บริหาร"), h(2, name), h(3, post)}, "2 ผู้บริหาร|" + name + " " + post},
		{"with a duty", []checks.Block{h(3, name), h(5, post), p(duty)}, name + " " + post + " " + duty},
		{"post over name", []checks.Block{h(4, post), h(3, name)}, post + " " + name},
		{"post as text", []checks.Block{h(4, name), p("ตำแหน่ง " + post)}, name + " ตำแหน่ง " + post},
		{"two cards", []checks.Block{h(3, name), h(5, post), h(3, "นายสมชาย ใจกว้าง"), h(5, "สาธารณสุขอำเภอตัวอย่าง")}, name + " " + post + "|นายสมชาย ใจกว้าง สาธารณสุขอำเภอตัวอย่าง"},
		{"a page's own heading stays", []checks.Block{h(1, name), h(5, post)}, "1 " + name + "|5 " + post},
		{"a section over a name stays", []checks.Block{h(3, "ทำเนียบผู้บริหาร"), h(4, name), h(5, post)}, "3 ทำเนียบผู้บริหาร|" + name + " " + post},
		{"who is CIO is a section", []checks.Block{h(3, "ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง (CIO)"), h(4, name)}, "3 ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง (CIO)|4 " + name},
		{"a name in a sentence is no card", []checks.Block{h(3, name+" รับรางวัล"), h(5, post)}, "3 " + name + " รับรางวัล|5 " + post},
		{"what follows is not the card's", []checks.Block{h(3, name), h(5, post), p("สำนักงานเปิดทำการวันจันทร์ถึงวันศุกร์")}, name + " " + post + "|สำนักงานเปิดทำการวันจันทร์ถึงวันศุกร์"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := &checks.Content{Blocks: c.blocks}
			first := c.blocks[0].Text
			var got []string
			for _, b := range joinCards(before, func(i int) bool { return before.Blocks[i].Main() }).Blocks {
				switch {
				case b.Kind == checks.BlockHeading:
					got = append(got, string(rune('0'+b.Level))+" "+b.Text)
				case b.Text != "":
					got = append(got, b.Text)
				}
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			if before.Blocks[0].Text != first {
				t.Error("what was seen was changed")
			}
		})
	}
}

// What stands inside a card goes with it.
func TestCardKeepsItsLinksAndPictures(t *testing.T) {
	c := &checks.Content{
		Blocks: []checks.Block{
			{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: 3, Text: "นายสมชาย ใจกว้าง"},
			checks.Block{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: 5, Text: "สาธารณสุขอำเภอตัวอย่าง"}.WithImages(0),
			checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: "โทร 0-2555-0100"}.WithLinks(0),
		},
		Links: []checks.Link{{Kind: checks.LinkPhone, Block: 2}}, Images: []checks.Image{{Block: 1}},
	}
	got := joinCards(c, func(i int) bool { return c.Blocks[i].Main() })
	if b := got.Blocks[0]; len(b.Links()) != 1 || len(b.Images()) != 1 || got.Links[0].Block != 0 || got.Images[0].Block != 0 {
		t.Errorf("links %v, pictures %v of the card; link in block %d, picture in block %d", b.Links(), b.Images(), got.Links[0].Block, got.Images[0].Block)
	}
}

func TestPictureIsCitedByWhatTellsItApart(t *testing.T) {
	for alt, want := range map[string]string{"User Avatar": "p1.png", "Profile": "p1.png", "": "p1.png", "นายสมชาย ใจกว้าง": "นายสมชาย ใจกว้าง"} {
		if got := pictureName(&checks.Image{Alt: alt, File: "p1.png"}); got != want {
			t.Errorf("%q is cited as %q, want %q", alt, got, want)
		}
	}
}
