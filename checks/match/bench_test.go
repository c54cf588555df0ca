package match

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// allPacks compiles all built-in packs.
func allPacks(tb testing.TB) *Matcher {
	tb.Helper()
	standards, problems := rules.LoadAll(rules.Packs(), nil, nil, Vocabulary())
	for _, p := range problems { // rules that call on technical checks are not judged here
		if !strings.Contains(p.Text, "check") {
			tb.Log(p)
		}
	}
	m, _ := Compile(standards)
	return m
}

// largeSite is a site of n pages: a menu of sixty links on each, news of several
// paragraphs, a table, a list of files.
func largeSite(n int) *checks.Site {
	const home, entries = "http://127.0.0.1/", 60
	rnd := uint32(1)
	word := func() string {
		rnd = rnd*1664525 + 1013904223
		return someWords[int(rnd>>8)%len(someWords)]
	}
	words := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(word())
			if i%7 == 6 {
				b.WriteByte(' ')
			}
		}
		return b.String()
	}
	menu := make([]string, entries)
	for i := range menu {
		menu[i] = word() + word()
	}
	address := func(i int) string {
		if i == 0 {
			return home
		}
		return fmt.Sprintf("%snews/%d.html", home, i)
	}
	site := &checks.Site{Home: home, Office: checks.Office{Name: "สำนักงานสาธารณสุขอำเภอบึงตะโก", Home: home}}
	for i := range n {
		c := &checks.Content{Kind: checks.KindHTML, Title: words(6) + " - สำนักงานสาธารณสุขอำเภอบึงตะโก", IDs: map[string]bool{}}
		link := func(text, to string, region checks.Region) int32 {
			c.Links = append(c.Links, checks.Link{URL: to, Key: to, Text: text, Kind: checks.LinkAnchor, Region: region, Block: len(c.Blocks)}.With(checks.Wording{Href: to}))
			return int32(len(c.Links) - 1)
		}
		block := func(kind checks.BlockKind, region checks.Region, text string, links ...int32) {
			c.Blocks = append(c.Blocks, checks.Block{Kind: kind, Region: region, Text: text, Level: 2}.WithLinks(links...))
		}
		for k, label := range menu {
			block(checks.BlockItem, checks.RegionMenu, label, link(label, address(1+k%max(1, n-1)), checks.RegionMenu))
		}
		block(checks.BlockHeading, checks.RegionMain, words(5))
		for range 12 {
			block(checks.BlockText, checks.RegionMain, words(90))
		}
		for k := range 8 {
			block(checks.BlockRow, checks.RegionMain, fmt.Sprintf("%d | %s | %d ตุลาคม 2569", k+1, words(6), k+1))
		}
		for k := range 4 {
			text := words(5)
			block(checks.BlockItem, checks.RegionMain, text, link(text, address((i+k+1)%n), checks.RegionMain))
		}
		block(checks.BlockText, checks.RegionFooter, "โทร 0 3856 1234 อำเภอบึงตะโก 24000")
		site.Pages = append(site.Pages, &checks.Page{Fetched: checks.Fetched{URL: address(i), Final: address(i), Status: 200, Path: []string{home}}, Content: c})
	}
	site.Index()
	return site
}

// BenchmarkJudge judges sites of several sizes by all packs; what a page costs
// must not grow with the site.
func BenchmarkJudge(b *testing.B) {
	m := allPacks(b)
	when := When{AsOf: time.Date(2026, time.November, 23, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: 2570}
	for _, n := range []int{100, 1000, 4000} {
		site := largeSite(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				m.Judge(site, when)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/page")
		})
	}
}

// BenchmarkScan folds running text and finds the words of all packs in it.
func BenchmarkScan(b *testing.B) {
	m := allPacks(b)
	text := manyWords(1 << 20)
	b.Run("words", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		n := 0
		for b.Loop() {
			m.lex.all.find(text, func(_, _, _ int) { n++ })
		}
	})
	b.Run("fold and words", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			m.lex.scan(text, false)
		}
	})
}
