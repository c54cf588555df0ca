package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// lawful fails where blocks break what Block promises.
func lawful(t *testing.T, blocks []checks.Block, pages int) {
	t.Helper()
	for _, b := range blocks {
		switch {
		case b.Page < 1 || int(b.Page) > pages:
			t.Fatalf("page %d of %d", b.Page, pages)
		case !utf8.ValidString(b.Text), b.Text != strings.TrimSpace(b.Text), strings.Contains(b.Text, "  "):
			t.Fatalf("text %q", b.Text)
		case b.Kind == checks.BlockRow && len(b.Cells()) == 0, len(b.Header()) > 0 && len(b.Cells()) == 0:
			t.Fatalf("row %+v", b)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add(`<page width="595" height="842">` + "\n" + `<word xMin="1" yMin="2" xMax="30" yMax="14">สำนัก&amp;งาน</word>` + "\n" + `<word xMin="40" yMin="2" xMax="60" yMax="14">๑.</word>`)
	f.Add(`<page width="NaN" height="-1">` + "\n" + `<word xMin="1e300" yMin="2" xMax="-Inf" yMax="0">ั้</word>`)
	f.Add("<word>x</word>\n<page>\n<word xMin=\"0\"")
	f.Fuzz(func(t *testing.T, s string) {
		pages, _ := readWords(strings.NewReader(s), 5)
		if len(pages) > 5 {
			t.Fatalf("%d pages", len(pages))
		}
		got := &reading{by: "x", pages: pages, links: []link{{page: 1, url: "https://example.org/"}, {page: 9, url: "mailto:a@example.org"}}}
		tl := measure(got)
		_, _, _ = tl.garbled(), tl.damaged(), tl.disordered()
		c := content(got, tl, extract.Raw{Body: []byte(s)})
		lawful(t, c.Blocks, len(pages))
		for _, l := range c.Links {
			if len(c.Blocks) > 0 && l.Block >= len(c.Blocks) {
				t.Fatalf("link in block %d of %d", l.Block, len(c.Blocks))
			}
		}
	})
}

func FuzzInfo(f *testing.F) {
	f.Add("Title:  แผน\nPages: 3\nTagged: yes\nEncrypted: yes (print:yes)\n")
	f.Add("Title: a\nPages: 99999999999999999999\nPages: -1\n:\n\x00")
	f.Add("Page  Type  URL\n1 Annotation https://example.org/ก\nx y z\n")
	f.Fuzz(func(t *testing.T, s string) {
		i := readInfo(s)
		if i.Pages < 0 {
			t.Fatal(i.Pages)
		}
		if title := cleanTitle(i.title); title != cleanTitle(title) && !strings.ContainsFunc(title, thaiLetter) {
			t.Fatalf("title %q settles as %q", title, cleanTitle(title))
		}
		for _, l := range readURLs(s) {
			if l.page < 1 || l.url == "" {
				t.Fatalf("link %+v", l)
			}
		}
	})
}

// FuzzRepair holds that a repair invents nothing and loses no word of a line
// that is in order.
func FuzzRepair(f *testing.F) {
	f.Add("นักเรียน ตั้งใจ", []byte{0, 0, 0, 1, 1, 0})
	f.Add("นันั ัก\nำ ำ", []byte{1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Fuzz(func(t *testing.T, s string, places []byte) {
		if len(s) > 2000 {
			return
		}
		var chars []char
		have := map[rune]int{}
		i := 0
		for _, r := range s {
			p := byte(0)
			if len(places) > 0 {
				p = places[i%len(places)]
			}
			x, y := float64(i)*7+float64(p%3), 100-float64(p%16)
			chars = append(chars, char{r: r, box: box{x, y - 10, x + 6, y}})
			have[r]++
			i++
		}
		for _, w := range wordsOf(chars) {
			if !w.sane() || w.s == "" {
				t.Fatalf("word %+v", w)
			}
			for _, r := range w.s {
				if have[r]--; have[r] < 0 {
					t.Fatalf("%q has been made up", r)
				}
			}
		}
	})
}

func FuzzPictures(f *testing.F) {
	f.Add([]byte("1 0 obj<</Subtype/Image/Width 1000/Height 900>>stream"))
	f.Add([]byte("/Image/Width 99999999999999/Height 99999999999"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := largePictures(b); n < 0 || n > len(b)/6+1 {
			t.Fatal(n)
		}
	})
}
