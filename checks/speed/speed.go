// Package speed reports how heavy a site's pages are, in figures and without
// judging them: no rule anywhere fixes how heavy a page may be.
package speed

import (
	"fmt"
	"slices"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Weight is the name by which rules call on the check.
const Weight = "speed.weight"

// Check answers for weight.
type Check struct{}

// Names lists the one name.
func (Check) Names() []string { return []string{Weight} }

// heaviest is how many of the heaviest pages and files are named.
const heaviest = 3

// Judge implements checks.Check. It answers with figures and finds no fault;
// rules that call on it are if-any, so that the answer enters no score. What
// pictures, scripts and style sheets weigh is not known, only how many there are;
// nor is how long a page takes, which depends on the line it was asked for over.
func (Check) Judge(_ string, site *checks.Site, _ time.Time) checks.Answer {
	own := site.Own()
	if len(own) == 0 {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}, Crawled: true}
	}
	a := checks.Answer{Verdict: checks.Found}
	pages := slices.Clone(own)
	slices.SortStableFunc(pages, func(x, y *checks.Page) int { return int(y.Size - x.Size) })
	parts := make([]int, len(own))
	for i, p := range own {
		parts[i] = loads(p.Read())
	}
	slices.Sort(parts)
	for i, p := range pages[:min(len(pages), heaviest)] {
		quote := fmt.Sprintf("หน้าหนัก %s เรียกภาพ สคริปต์ และสไตล์อีก %d รายการ", bytes(p.Size), loads(p.Read()))
		if i == 0 {
			quote = fmt.Sprintf("ดู %d หน้า: ค่ากลางหนัก %s เรียกส่วนประกอบ %d รายการ (ไม่นับน้ำหนักของส่วนประกอบ) · หนักที่สุด: %s", len(pages), bytes(pages[len(pages)/2].Size), parts[len(parts)/2], quote)
		}
		a.Evidence = append(a.Evidence, checks.Cite(p, checks.AtText, quote, "curl -so /dev/null -w '%{size_download} %{time_total}'"))
	}
	var files []*checks.Document
	for _, d := range site.Documents {
		if !d.Outside && d.Trouble == "" {
			files = append(files, d)
		}
	}
	slices.SortStableFunc(files, func(x, y *checks.Document) int { return int(y.Size - x.Size) })
	for _, d := range files[:min(len(files), heaviest)] {
		a.Evidence = append(a.Evidence, checks.Cite(d, checks.AtFile, "ไฟล์หนัก "+bytes(d.Size), "curl -sI"))
	}
	return a
}

// loads counts the distinct things that a page loads beside itself.
func loads(c *checks.Content) int {
	seen := map[string]bool{}
	for i := range c.Images {
		seen[c.Images[i].Src] = c.Images[i].Src != ""
	}
	for _, list := range [][]string{c.Scripts, c.Markup.Styles} {
		for _, s := range list {
			seen[s] = true
		}
	}
	n := 0
	for _, there := range seen {
		if there {
			n++
		}
	}
	return n
}

func bytes(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	default:
		return fmt.Sprintf("%d ไบต์", n)
	}
}
