// Package label judges whether what a site publishes is labelled: with its
// source, the period that it covers, the day of publication and, for a file, its
// type and size. It reads what the crawl saw; whether a label is true is for a
// person to say.
package label

import (
	"fmt"
	"iter"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// The names by which rules call on the check.
const (
	Source  = "label.source"  // who the information is from
	Period  = "label.period"  // the period that it covers
	Date    = "label.date"    // the day on which it was published
	File    = "label.file"    // type and size of each file offered
	Current = "label.current" // notices that have run out are taken off the home page
)

// Check answers for labels.
type Check struct{}

// Names lists all of them.
func (Check) Names() []string { return []string{Source, Period, Date, File, Current} }

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, asOf time.Time) checks.Answer {
	if len(site.Own()) == 0 {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}, Crawled: true}
	}
	var a checks.Answer
	switch name {
	case File:
		a = files(site)
	case Current:
		a = current(site, asOf)
	default:
		a = labelled(site, name)
	}
	if a.Verdict == checks.NotRequired && site.Undrawn() {
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
	}
	return a
}

// item is one thing that a site publishes: a file with the line that offers it,
// or a page with text of its own.
type item struct {
	page *checks.Page
	link *checks.Link // nil for a page
	file *checks.Document
	near string // the link, its line and the heading above it; of a page, its title and heads
}

// body goes through the lines of the page on which an item stands.
func (it *item) body() iter.Seq[string] {
	return func(yield func(string) bool) {
		c := it.page.Read()
		for i := range c.Blocks {
			if b := &c.Blocks[i]; b.Main() && b.Text != "" && !yield(b.Text) {
				return
			}
		}
	}
}

func (it *item) cite(quote string) checks.Evidence {
	if it.link == nil {
		return checks.Cite(it.page, checks.AtText, quote, "ดูป้ายกำกับในหน้า")
	}
	return checks.Cite(it.page, checks.AtLink, strings.TrimSuffix("«"+it.link.Text+"» "+quote, " "), "ดูป้ายกำกับข้างลิงก์")
}

// ownText is how many characters make a page more than a list of links.
const ownText = 200

// items lists what a site publishes, each file once.
func items(site *checks.Site) []item {
	return checks.Once(site, "label", func() []item { return listed(site) })
}

func listed(site *checks.Site) []item {
	var out []item
	seen := map[*checks.Document]bool{}
	for _, p := range site.Own() {
		c := p.Read()
		n := 0
		for i := range c.Blocks {
			b := &c.Blocks[i]
			if b.Main() && b.Kind != checks.BlockHeading && len(b.Links()) == 0 {
				n += utf8.RuneCountInString(b.Text)
			}
		}
		if n >= ownText && p.URL != site.Home && p.Trouble == "" {
			out = append(out, item{page: p, near: c.Title + "\n" + heads(c)})
		}
		for i := range c.Links {
			l := &c.Links[i]
			d, ok := site.Find(l.Key).(*checks.Document)
			if l.Hidden || l.Key == "" || !ok || seen[d] || d.Trouble != "" || !forPeople(d.Kind) {
				continue
			}
			seen[d] = true
			near := l.Text + "\n" + l.Title() + "\n" + l.Context()
			if l.Block >= 0 && l.Block < len(c.Blocks) {
				near += "\n" + c.Blocks[l.Block].Text
			}
			out = append(out, item{page: p, link: l, file: d, near: near + "\n" + above(c, l.Block)})
		}
	}
	return out
}

// forPeople reports whether files of a kind are published for people to read.
func forPeople(k checks.Kind) bool {
	switch k {
	case checks.KindImage, checks.KindEmpty, checks.KindOther, checks.KindHTML, checks.KindXML, checks.KindJSON:
		return false
	}
	return true
}

// heads gives the headings of what a page is about, and the short lines that
// stand at its top.
func heads(c *checks.Content) string {
	const top, short = 4, 120
	var out []string
	n := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if !b.Main() || b.Text == "" {
			continue
		}
		if b.Kind == checks.BlockHeading || n < top && len([]rune(b.Text)) <= short {
			out = append(out, b.Text)
		}
		n++
	}
	return strings.Join(out, "\n")
}

// above gives the heading that a block stands under.
func above(c *checks.Content, at int) string {
	for i := min(at, len(c.Blocks)) - 1; i >= 0; i-- {
		if b := &c.Blocks[i]; b.Kind == checks.BlockHeading && b.Main() {
			return b.Text
		}
	}
	return ""
}

// labelled counts the items that carry a label of one sort.
func labelled(site *checks.Site, name string) checks.Answer {
	var c checks.Share
	find, what := once(source, sourceOnPage), "รายการที่บอกแหล่งที่มา"
	switch name {
	case Period:
		find, what = period, "รายการที่บอกช่วงเวลาของข้อมูล"
	case Date:
		find, what = once(published, publishedOnPage()), "รายการที่บอกวันที่เผยแพร่"
	}
	pages, filesSeen := 0, 0
	for _, it := range items(site) {
		if it.file == nil {
			pages++
		} else {
			filesSeen++
		}
		quote := find(&it)
		c.Add(quote != "", it.cite(quote))
	}
	return c.Answer(1, what, fmt.Sprintf("รายการ (ไฟล์ %d หน้า %d)", filesSeen, pages), "")
}

// once gives what looks beside an item and then on its page, whose lines are
// read once however many files it offers.
func once(beside, onPage func(it *item) string) func(it *item) string {
	type place struct {
		page *checks.Page
		file bool
	}
	read := map[place]string{}
	return func(it *item) string {
		if said := beside(it); said != "" {
			return said
		}
		at := place{it.page, it.link != nil}
		said, known := read[at]
		if !known {
			said = onPage(it)
			read[at] = said
		}
		return said
	}
}

// sourceLabel is matched on folded text: ที่มา followed by what it is from, and
// not inside words such as ความเป็นมา or ประชาชนที่มาติดต่อ.
var sourceLabel = regexp.MustCompile(`(?:^|[^ก-๎])(?:` + thai.Fold("แหล่ง") + `)?` + thai.Fold("ที่มา") + `(?:` + thai.Fold("ของข้อมูล") + `|` + thai.Fold("ข้อมูล") + `|` + thai.Fold("ภาพ") + `)?\s*[:|]\s*\S|` +
	`(?:` + thai.Fold("แหล่งที่มา") + `|` + thai.Fold("แหล่งข้อมูล") + `|` + thai.Fold("เจ้าของข้อมูล") + `|` + thai.Fold("ผู้ให้ข้อมูล") + `|` + thai.Fold("หน่วยงานเจ้าของเรื่อง") + `|` + thai.Fold("ข้อมูลจาก") + `|` + thai.Fold("อ้างอิงจาก") + `|` + thai.Fold("ขอบคุณข้อมูลจาก") + `)\s*:?\s*\S|` +
	`(?:^|\s)(?:source|credit|reference)s?\s*:\s*\S`)

// source finds who an item is from beside it.
func source(it *item) string { return sourceIn(strings.SplitSeq(it.near, "\n")) }

// sourceOnPage finds a line of the item's page that says it for all of the page.
func sourceOnPage(it *item) string { return sourceIn(it.body()) }

func sourceIn(lines iter.Seq[string]) string {
	var fold thai.Folder
	for line := range lines {
		if len(line) >= 900 {
			continue
		}
		if fold.Holds(line, sourceWords) && sourceLabel.MatchString(thai.Fold(line)) {
			return line
		}
	}
	return ""
}

// sourceWords are those of which sourceLabel needs one: most lines have none.
var sourceWords = thai.NewWords(foldAll("ที่มา", "แหล่งข้อมูล", "เจ้าของข้อมูล", "ผู้ให้ข้อมูล", "หน่วยงานเจ้าของเรื่อง", "ข้อมูลจาก", "อ้างอิงจาก", "source", "credit", "reference")...)

// period finds the years or months that an item covers, beside it or in its name.
func period(it *item) string {
	for _, line := range strings.Split(it.near, "\n") {
		if len(thai.Ranges(line)) > 0 {
			return line
		}
		for _, y := range thai.Years(line) {
			if y.Fiscal || !y.Guessed {
				return line
			}
		}
		for _, d := range thai.Dates(line) {
			if d.Day == 0 {
				return line
			}
		}
	}
	if it.file != nil {
		if title := it.file.Read().Title; len(thai.Years(title))+len(thai.Ranges(title)) > 0 {
			return title
		}
	}
	return ""
}

// publishedWords stand beside the day on which a thing was published;
// changedWords beside that of its last change, which dates the page itself and
// none of the files that it offers.
func publishedWords() []string {
	return foldAll("เผยแพร่", "โพสต์", "ประกาศเมื่อ", "ลงวันที่", "วันที่ลง", "วันที่ประกาศ", "ประกาศวันที่", "ประกาศ ณ วันที่", "เขียนเมื่อ", "สร้างเมื่อ", "published", "posted", "created")
}

func changedWords() []string {
	return foldAll("ปรับปรุงล่าสุด", "แก้ไขล่าสุด", "ปรับปรุงเมื่อ", "แก้ไขเมื่อ", "อัปเดต", "อัพเดท", "อัพเดต", "updated", "modified")
}

func foldAll(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = thai.Fold(w)
	}
	return out
}

// days lists the days in a line, apart from the day of the visit, which is a
// clock's, and from the number of the form สขร.1 before a month.
func days(line string, visit time.Time) []thai.Date {
	var out []thai.Date
	visit = visit.In(thai.Bangkok())
	for _, d := range thai.Dates(line) {
		today := d.Year == visit.Year()+543 && d.Month == int(visit.Month()) && d.Day == visit.Day()
		form := strings.HasSuffix(strings.TrimRight(line[:d.Start], ". "), "สขร")
		if d.Day > 0 && !today && !form {
			out = append(out, d)
		}
	}
	return out
}

// published finds the day on which a file was published beside it.
func published(it *item) string {
	if it.link == nil {
		return ""
	}
	for _, line := range strings.Split(it.near, "\n") {
		if len(days(line, it.page.SeenAt)) > 0 {
			return line
		}
	}
	return ""
}

// publishedOnPage gives what finds the line of an item's page that says when it
// was published, or says nothing but a day.
func publishedOnPage() func(it *item) string {
	both, ofPage := thai.NewWords(publishedWords()...), thai.NewWords(append(changedWords(), publishedWords()...)...)
	var fold thai.Folder
	return func(it *item) string {
		words := ofPage
		if it.link != nil {
			words = both
		}
		for line := range it.body() {
			if len(line) > 600 {
				continue
			}
			list := days(line, it.page.SeenAt)
			if len(list) == 0 {
				continue
			}
			if fold.Holds(line, words) {
				return line
			}
			if alone := len(strings.TrimSpace(line))-(list[0].End-list[0].Start) < 24; alone && it.link == nil {
				return line
			}
		}
		return ""
	}
}

var (
	sizeLabel = regexp.MustCompile(`(?i)(\d+(?:[.,]\d+)*)\s*(bytes?|ไบต์|ไบท์|k(?:i?b)?|m(?:i?b)?|g(?:i?b)?|กิโลไบต์|กิโลไบท์|เมกะไบต์|เมกะไบท์|เมกกะไบต์)(?:$|[^a-zก-๎])`)
	typeLabel = regexp.MustCompile(`(?i)(?:^|[^a-z])(pdf|docx?|word|xlsx?|excel|pptx?|powerpoint|odt|ods|odp|zip|rar|csv|rtf|txt)(?:$|[^a-z])`)
)

// files counts the files whose link, or the line in which it stands, says their
// type and size. A size or type that the file does not have is told.
func files(site *checks.Site) checks.Answer {
	var c checks.Share
	wrong := checks.Reason("")
	for _, it := range items(site) {
		if it.file == nil {
			continue
		}
		c1 := it.page.Read()
		shown := it.link.Text + " " + it.link.Title() + " " + it.link.Context()
		if b := it.link.Block; b >= 0 && b < len(c1.Blocks) && len(c1.Blocks[b].Links()) == 1 {
			shown += " " + c1.Blocks[b].Text
		}
		lacks, lies := judgeFile(shown, it.file)
		quote := ""
		switch {
		case len(lies) > 0:
			wrong = checks.LabelConflict
			quote = strings.Join(lies, " · ")
		case len(lacks) > 0:
			quote = "ไม่บอก" + strings.Join(lacks, "และ")
		}
		c.Add(quote == "", it.cite(strings.TrimSpace(quote+" ("+fileName(it.file)+")")))
	}
	return c.Answer(1, "ไฟล์ที่บอกชนิดและขนาดไว้ข้างลิงก์", "ไฟล์", wrong)
}

// judgeFile says what a label lacks, and what it says that the file is not.
func judgeFile(shown string, d *checks.Document) (lacks, lies []string) {
	typed := false
	for _, m := range typeLabel.FindAllStringSubmatch(shown, -1) {
		typed = true
		if !fits(strings.ToLower(m[1]), d.Kind) {
			lies = append(lies, fmt.Sprintf("ป้ายบอก %s แต่ไฟล์เป็น %s", m[1], d.Kind))
			break
		}
	}
	if !typed {
		lacks = append(lacks, "ชนิด")
	}
	m := sizeLabel.FindStringSubmatch(shown)
	if m == nil {
		return append(lacks, "ขนาด"), lies
	}
	if said, step := sizeOf(m[1], m[2]); said > 0 && d.Size > 0 {
		// a kilobyte is 1000 or 1024 bytes, and figures are rounded
		low, high := (said-step)*0.95, (said+step)*1.05*1.0486
		if size := float64(d.Size); size < low || size > high {
			lies = append(lies, fmt.Sprintf("ป้ายบอก %s %s แต่ไฟล์มี %d ไบต์", m[1], m[2], d.Size))
		}
	}
	return lacks, lies
}

// sizeOf gives a size in bytes of a thousand to the kilobyte, and what its last
// figure stands for.
func sizeOf(figure, unit string) (size, step float64) {
	figure = strings.ReplaceAll(figure, ",", "")
	if _, err := fmt.Sscanf(figure, "%g", &size); err != nil {
		return 0, 0
	}
	step = 1
	if _, after, ok := strings.Cut(figure, "."); ok {
		for range after {
			step /= 10
		}
	}
	times := 1.0
	switch u := strings.ToLower(unit); {
	case strings.HasPrefix(u, "k"), strings.HasPrefix(u, "กิโล"):
		times = 1e3
	case strings.HasPrefix(u, "m"), strings.HasPrefix(u, "เมก"):
		times = 1e6
	case strings.HasPrefix(u, "g"):
		times = 1e9
	}
	return size * times, step * times
}

func fits(said string, k checks.Kind) bool {
	switch said {
	case "word", "doc", "docx":
		return k == checks.KindDOC || k == checks.KindDOCX || k == checks.KindRTF
	case "excel", "xls", "xlsx":
		return k == checks.KindXLS || k == checks.KindXLSX || k == checks.KindCSV && said == "excel"
	case "powerpoint", "ppt", "pptx":
		return k == checks.KindPPT || k == checks.KindPPTX
	case "txt":
		return k == checks.KindText || k == checks.KindCSV
	}
	return said == string(k)
}

func fileName(d *checks.Document) string {
	if u, err := url.Parse(d.URL); err == nil {
		return path.Base(u.Path)
	}
	return d.URL
}
