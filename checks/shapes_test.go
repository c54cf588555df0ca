package checks_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestShapes(t *testing.T) {
	site := &checks.Site{Home: "http://sso.example/"}
	add := func(at string, blocks ...checks.Block) {
		site.Pages = append(site.Pages, &checks.Page{Fetched: checks.Fetched{URL: "http://sso.example" + at}, Content: &checks.Content{Blocks: blocks}})
	}
	footer := checks.Block{Region: checks.RegionFooter}
	row := checks.Block{Kind: checks.BlockRow, Region: checks.RegionMain}
	add("/about", footer)
	add("/", footer)
	for i := range 20 {
		add(fmt.Sprintf("/news/%d", i*7), footer)
		add(fmt.Sprintf("/index.php?id=%d&view=list", i), footer, row, row, row)
	}
	add("/news/ข่าว-ประชาสัมพันธ์", footer)
	add("/print/1")
	add("/out", footer)
	site.Pages[len(site.Pages)-1].Outside = true
	add("/gone", footer)
	site.Pages[len(site.Pages)-1].Trouble = checks.SoftMissing
	list := func(most int) []string {
		var out []string
		for _, s := range site.Shapes(most) {
			out = append(out, fmt.Sprintf("%s ×%d", s.Page.URL[len("http://sso.example"):], s.Alike))
		}
		return out
	}
	want := []string{"/ ×1", "/index.php?id=0&view=list ×20", "/print/1 ×1", "/news/0 ×20", "/about ×1", "/news/ข่าว-ประชาสัมพันธ์ ×1"}
	for most := range len(want) + 3 {
		if got := list(most); !slices.Equal(got, want[:min(most, len(want))]) {
			t.Errorf("at most %d: %v, want %v", most, got, want[:min(most, len(want))])
		}
	}
	if got := (&checks.Site{}).Shapes(8); len(got) > 0 {
		t.Errorf("a site without pages: %v", got)
	}
}
