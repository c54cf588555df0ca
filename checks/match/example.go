package match

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// The office that examples are set in, and the day and year they are judged
// for unless they say otherwise.
const (
	exampleHome     = "http://office.example/"
	exampleOffice   = "สำนักงานสาธารณสุขอำเภอตัวอย่าง"
	exampleDistrict = "ตัวอย่าง"
	exampleYear     = 2569
)

func exampleWhen(e *rules.Example) When {
	w := When{AsOf: time.Date(2026, time.June, 15, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: exampleYear}
	if !e.AsOf.IsZero() {
		w.AsOf = e.AsOf
		w.FiscalYear = thai.FiscalYearOf(e.AsOf)
	}
	if e.FiscalYear > 0 {
		w.FiscalYear = e.FiscalYear
	}
	return w
}

// siteOf builds the site in miniature that an example describes: a home page
// whose menu leads to the page or file, and what that leads to.
func siteOf(e *rules.Example) *checks.Site {
	b := &staging{site: &checks.Site{Home: exampleHome, Office: checks.Office{Name: exampleOffice, District: exampleDistrict, Home: exampleHome}}}
	home := b.page(exampleHome, exampleOffice)
	switch {
	case e.Page != nil:
		b.example(home, e.Page)
	case e.Document != nil:
		d := e.Document
		key := b.file(firstOf(d.Name, "document.pdf"), d.State, d.Title, d.Text)
		b.menu(home, firstOf(d.Label, d.Title, d.Name), key, checks.LinkAnchor)
	}
	b.site.Index()
	return b.site
}

// staging sets up the site of one example.
type staging struct {
	site *checks.Site
	n    int
}

func (b *staging) page(address, title string) *checks.Page {
	p := &checks.Page{Content: &checks.Content{Kind: checks.KindHTML, Title: title, IDs: map[string]bool{}}}
	p.URL, p.Final, p.Status, p.ContentType, p.Size = address, address, 200, "text/html", 1
	p.SHA256 = fmt.Sprintf("%064d", len(b.site.Pages)+1)
	p.Path = []string{exampleHome}
	if address != exampleHome {
		p.Path = append(p.Path, address)
	}
	b.site.Pages = append(b.site.Pages, p)
	return p
}

func (b *staging) fresh(name string) string {
	b.n++
	return fmt.Sprintf("%s%d/%s", exampleHome, b.n, url.PathEscape(name))
}

func (b *staging) menu(home *checks.Page, text, key string, kind checks.LinkKind) {
	bl := checks.Block{Kind: checks.BlockItem, Region: checks.RegionMenu, Text: text}
	if kind != 0 {
		bl.SetLinks([]int32{addLink(home.Content, text, key, kind, checks.RegionMenu, len(home.Content.Blocks))})
	}
	home.Content.Blocks = append(home.Content.Blocks, bl)
}

func addLink(c *checks.Content, text, key string, kind checks.LinkKind, region checks.Region, block int) int32 {
	l := checks.Link{Text: text, Kind: kind, Region: region, Block: block}
	switch kind {
	case checks.LinkEmpty:
		l.Say(&checks.Wording{Href: "#"})
	default:
		l.URL, l.Key = key, key
		l.Say(&checks.Wording{Href: key})
	}
	c.Links = append(c.Links, l)
	return int32(len(c.Links) - 1)
}

// example lays a page out: the home page itself where nothing names another.
func (b *staging) example(home *checks.Page, p *rules.ExamplePage) {
	label := firstOf(p.Menu, p.Heading, p.Title)
	to := home
	if label != "" {
		switch p.MenuTo {
		case "":
			to = b.page(exampleHome+"page", p.Title)
			b.menu(home, label, to.URL, checks.LinkAnchor)
		case "#":
			b.menu(home, label, "", checks.LinkEmpty)
		case "self":
			b.menu(home, label, exampleHome, checks.LinkAnchor)
		case "dead":
			b.menu(home, label, b.dead(), checks.LinkAnchor)
		case rules.ExampleNoTarget:
			b.menu(home, label, "", 0)
		default:
			b.menu(home, label, p.MenuTo, checks.LinkAnchor)
		}
	}
	s := &scene{staging: b, to: to}
	if p.Heading != "" && p.MenuTo == "" {
		s.add(checks.Block{Kind: checks.BlockHeading, Region: checks.RegionMain, Level: 1, Text: p.Heading})
	}
	s.body(p)
}

func (b *staging) dead() string {
	key := b.fresh("dead.html")
	b.site.Gaps = append(b.site.Gaps, checks.Gap{URL: key, Reason: checks.DeadLink, Detail: "HTTP 404", Status: 404, Tries: 2})
	return key
}

// file adds a document in one of the states that an example may name.
func (b *staging) file(name, state, title, text string) string {
	key := b.fresh(name)
	d := &checks.Document{Kind: kindOf(name), Content: &checks.Content{Title: title, IDs: map[string]bool{}}}
	d.URL, d.Final, d.Status, d.Size = key, key, 200, 1000
	d.SHA256 = fmt.Sprintf("%064d", 1000+b.n)
	d.Path = []string{exampleHome, key}
	d.Content.Kind = d.Kind
	switch state {
	case "", "file":
		s := &scene{staging: b, content: d.Content}
		s.lines(text, checks.RegionMain, nil)
		if bl := d.Content.Blocks; len(bl) > 0 && bl[0].Kind == checks.BlockText && utf8.RuneCountInString(bl[0].Text) <= longestHeadline {
			bl[0].Kind, bl[0].Level = checks.BlockHeading, 7 // as the readers take a short first line
		}
	case "scan":
		d.Facts.NoText, d.Content.Facts.NoText = true, true
	case "garbled":
		d.Facts.Garbled, d.Content.Facts.Garbled = true, true
		d.Content.Blocks = []checks.Block{{Kind: checks.BlockText, Region: checks.RegionMain, Text: "Á¼¹»¯ÔºÑµÔ ÃÒª¡ÒÃ", Page: 1}}
	case "password":
		d.Content, d.Facts.Locked, d.Trouble = nil, true, checks.Password
	case "empty":
		d.Content, d.Kind, d.Size, d.Trouble = nil, checks.KindEmpty, 0, checks.EmptyFile
	case "html":
		p := b.page(key, "Login")
		p.Trouble = checks.WrongType
		return key
	case "signin":
		p := b.page(key, "Sign in")
		p.Trouble = checks.SignIn
		return key
	}
	b.site.Documents = append(b.site.Documents, d)
	return key
}

func kindOf(name string) checks.Kind {
	switch ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), "."); ext {
	case "jpg", "jpeg", "png", "gif", "webp":
		return checks.KindImage
	case "", "pdf":
		return checks.KindPDF
	default:
		return checks.Kind(ext)
	}
}

// scene fills one page or file, a block a line.
type scene struct {
	*staging
	to      *checks.Page
	content *checks.Content
	used    map[int]bool // links that stand inside the text
}

func (s *scene) c() *checks.Content {
	if s.content != nil {
		return s.content
	}
	return s.to.Content
}

func (s *scene) add(bl checks.Block) int {
	if s.content != nil {
		bl.Page = 1
	}
	s.c().Blocks = append(s.c().Blocks, bl)
	return len(s.c().Blocks) - 1
}

func (s *scene) body(p *rules.ExamplePage) {
	s.used = map[int]bool{}
	s.lines(p.Text, checks.RegionMain, p.Links)
	for i := range p.Links {
		if l := &p.Links[i]; !s.used[i] {
			n := s.add(checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: l.Text})
			s.c().Blocks[n].SetLinks(s.link(l, n, checks.RegionMain))
		}
	}
	for _, im := range p.Images {
		n := s.add(checks.Block{Kind: checks.BlockText, Region: checks.RegionMain})
		s.c().Images = append(s.c().Images, checks.Image{Src: exampleHome + "img/" + im.File, Alt: im.Alt, File: im.File, Block: n, Region: checks.RegionMain})
		s.c().Blocks[n].SetImages([]int32{int32(len(s.c().Images) - 1)})
	}
	if len(p.Form) > 0 {
		f := checks.Form{Action: exampleHome + "send", Method: "post", Region: checks.RegionMain, Text: strings.Join(p.Form, " ")}
		for i, label := range p.Form {
			f.Fields = append(f.Fields, checks.Field{Type: fieldType(label), Name: fmt.Sprint("f", i), Label: label})
		}
		f.Block = s.add(checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: f.Text})
		s.c().Forms = append(s.c().Forms, f)
	}
	if p.Frame != "" {
		n := s.add(checks.Block{Kind: checks.BlockText, Region: checks.RegionMain})
		s.c().Blocks[n].SetLinks([]int32{addLink(s.c(), "", p.Frame, checks.LinkFrame, checks.RegionMain, n)})
		s.foreign(p.Frame, "")
	}
	s.lines(p.Footer, checks.RegionFooter, nil)
}

// fieldType reads the kind of a control from its label: "( ) มาก" is a radio
// button, "[ ] …" a box to tick; other labels are fields to fill in.
func fieldType(label string) string {
	switch l := strings.TrimSpace(label); {
	case strings.HasPrefix(l, "( )"):
		return "radio"
	case strings.HasPrefix(l, "[ ]"):
		return "checkbox"
	default:
		return "text"
	}
}

var placed = regexp.MustCompile(`\[([^\[\]]+)\]`)

// lines turns the lines of an example's text into blocks. The first row of a
// table of several rows is its header row.
func (s *scene) lines(text string, region checks.Region, links []rules.ExampleLink) {
	var header []string
	rows := strings.Split(text, "\n")
	for i, line := range rows {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		bl := checks.Block{Kind: checks.BlockText, Region: region}
		switch {
		case strings.HasPrefix(line, "#"):
			bl.Kind, bl.Level = checks.BlockHeading, 2
			line = strings.TrimLeft(line, "# ")
		case strings.HasPrefix(line, "- "):
			bl.Kind = checks.BlockItem
			line = line[2:]
		case strings.HasPrefix(line, "|"):
			bl.Kind = checks.BlockRow
		}
		var inside []*rules.ExampleLink
		line = placed.ReplaceAllStringFunc(line, func(m string) string {
			for n := range links {
				if links[n].Text == m[1:len(m)-1] {
					s.used[n] = true
					inside = append(inside, &links[n])
					return links[n].Text
				}
			}
			return m
		})
		if bl.Kind == checks.BlockRow {
			var cells []string
			for _, cell := range strings.Split(strings.Trim(line, "|"), "|") {
				cells = append(cells, strings.TrimSpace(cell))
			}
			line = strings.Join(cells, " | ")
			bl.SetRow(cells, header)
			if header == nil && i+1 < len(rows) && strings.HasPrefix(strings.TrimSpace(rows[i+1]), "|") {
				header = cells
			}
		} else {
			header = nil
		}
		bl.Text = line
		n := s.add(bl)
		for _, l := range inside {
			s.c().Blocks[n].SetLinks(append(s.c().Blocks[n].Links(), s.link(l, n, region)...))
		}
	}
}

// link adds a link of an example with what it leads to.
func (s *scene) link(l *rules.ExampleLink, block int, region checks.Region) []int32 {
	to := l.To
	switch {
	case to != "":
	case l.Name != "":
		to = "file"
	case l.Body != "":
		to = "page"
	default:
		return []int32{addLink(s.c(), l.Text, "", checks.LinkEmpty, region, block)}
	}
	key, kind := "", checks.LinkAnchor
	switch to {
	case "#":
		kind = checks.LinkEmpty
	case "self":
		key = s.to.URL
	case "dead":
		key = s.dead()
	case "page":
		p := s.page(s.fresh(firstOf(l.Name, "page.html")), l.Text)
		p.Label = l.Text
		sub := &scene{staging: s.staging, to: p}
		sub.lines(l.Body, checks.RegionMain, nil)
		key = p.URL
	case "file", "scan", "empty", "html", "signin", "password", "garbled":
		key = s.file(firstOf(l.Name, "file.pdf"), to, "", l.Body)
	default:
		if key = to; l.Body != "" {
			s.foreign(key, l.Body)
		}
	}
	return []int32{addLink(s.c(), l.Text, key, kind, region, block)}
}

// foreign adds the page at an address on another host, seen by one hop. A link
// whose target the example does not tell is one that was not followed.
func (s *scene) foreign(address, body string) {
	if s.site.Find(address) != nil {
		return
	}
	p := s.page(address, "")
	p.Outside = true
	sub := &scene{staging: s.staging, to: p}
	sub.lines(body, checks.RegionMain, nil)
	s.site.Index()
}
