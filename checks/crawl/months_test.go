package crawl

import "testing"

func TestMonthsAreNumbersInShapes(t *testing.T) {
	for at, want := range map[string]string{
		"http://o.example/ปฏิทิน/2569/มกราคม/5":     "o.example/%E0%B8%9B%E0%B8%8F%E0%B8%B4%E0%B8%97%E0%B8%B4%E0%B8%99/#/#/*",
		"http://o.example/ปฏิทิน/2569/กุมภาพันธ์/5": "o.example/%E0%B8%9B%E0%B8%8F%E0%B8%B4%E0%B8%97%E0%B8%B4%E0%B8%99/#/#/*",
		"http://o.example/ev/5-ม.ค.-2569":           "o.example/ev/#-#-#",
		"http://o.example/ev/5-ธ.ค.-2569":           "o.example/ev/#-#-#",
		"http://o.example/archive/2026/September/":  "o.example/archive/#/#/",
		"http://o.example/archive/2026/may/":        "o.example/archive/#/#/",
		"http://o.example/archive/2026/dec5":        "o.example/archive/#/#-#",
		"http://o.example/list?m=มีนาคม&y=2569":     "o.example/list?m=#&y=#",
		"http://o.example/maybe/marching/decided":   "o.example/maybe/marching/decided",
		"http://o.example/บริการ/กรกฎ":              "o.example/%E0%B8%9A%E0%B8%A3%E0%B8%B4%E0%B8%81%E0%B8%B2%E0%B8%A3/%E0%B8%81%E0%B8%A3%E0%B8%81%E0%B8%8E",
	} {
		a, ok := parse(at)
		if !ok {
			t.Fatal(at)
		}
		if got := shapeOf(a.key()); got != want {
			t.Errorf("%s has the shape %s, not %s", at, got, want)
		}
	}
}

// An archive by months of twelve has as many pages as years times twelve, be its
// months written as they like.
func TestMonthsCountInTheSizeOfAnArchive(t *testing.T) {
	known := extents{}
	for _, month := range []string{"มกราคม", "มิถุนายน", "ธันวาคม", "กุมภาพันธ์"} {
		for _, year := range []string{"2567", "2568", "2569"} {
			a, _ := parse("http://o.example/news/" + year + "/" + month + "/")
			known.add(shapeOf(a.key()), a.key())
		}
	}
	if got := known.size("o.example/news/#/#/", 100); got != 36 {
		t.Errorf("%d pages, not 36", got)
	}
}
