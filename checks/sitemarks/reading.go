package sitemarks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var skipWords = oneOf("ข้ามไป", "ข้ามเมนู", "ข้ามการนำทาง", "ข้ามเนื้อหา", "ไปยังเนื้อหา", "ไปที่เนื้อหา", "เข้าสู่เนื้อหา", "เนื้อหาหลัก", "skip to", "skip nav", "skip main", "skip content", "skip link", "jump to content", "main content")

// earlyLinks are the first links of a page, among which the one that skips the
// menu has to stand: a keyboard reaches them before the menu.
const earlyLinks = 4

// skipLink counts the pages whose first links lead past the menu to a place that
// is there.
func skipLink(_ *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	broken := false
	for _, p := range own {
		if p.Undrawn() || len(p.Read().Links) < earlyLinks {
			continue
		}
		l := skips(p.Read())
		quote := ""
		if l != nil {
			quote = fmt.Sprintf("«%s» → %s", l.Text, l.Href())
			if l.Kind != checks.LinkInPage {
				broken = true
				quote += " ไม่มีปลายทางนี้ในหน้า"
			}
		}
		c.Add(l != nil && l.Kind == checks.LinkInPage, checks.Cite(p, checks.AtLink, quote, "กดปุ่ม Tab ครั้งแรกเมื่อเปิดหน้า"))
	}
	why := checks.Reason("")
	if broken {
		why = checks.EmptyLink
	}
	a := c.Answer(checks.Most, "หน้าที่มีลิงก์ข้ามไปเนื้อหา", "หน้า", why)
	if a.Verdict == checks.Absent && !broken {
		a.Nearest = nil
	}
	return a
}

func skips(c *checks.Content) *checks.Link {
	for i := 0; i < len(c.Links) && i < earlyLinks; i++ {
		l := &c.Links[i]
		if strings.HasPrefix(l.Href(), "#") && skipWords.In(thai.Fold(l.Text+" "+l.Title())) {
			return l
		}
	}
	return nil
}

var pictureFile = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|svg|bmp)$`)

// alt counts the distinct pictures that have an alternative text. One left empty
// on purpose is a text, unless the picture is all that a link shows; the name of
// a file is none.
func alt(_ *checks.Site, own []*checks.Page) checks.Answer {
	type picture struct {
		page   *checks.Page
		im     *checks.Image
		ok     bool
		linked bool
	}
	by := map[string]*picture{}
	var order []*picture
	for _, p := range own {
		c := p.Read()
		for i := range c.Images {
			im := &c.Images[i]
			key := im.Src
			if key == "" {
				continue
			}
			ok := im.Named && (im.Alt != "" || !im.Linked) || im.Alt != ""
			ok = ok && !pictureFile.MatchString(im.Alt)
			switch old := by[key]; {
			case old == nil:
				by[key] = &picture{p, im, ok, im.Linked}
				order = append(order, by[key])
			case old.ok && !ok, !ok && im.Linked && !old.linked:
				old.page, old.im, old.ok, old.linked = p, im, ok, im.Linked
			}
		}
	}
	// a picture that is a link is lost on those who cannot see it: these first
	slices.SortStableFunc(order, func(a, b *picture) int { return rank(b.linked) - rank(a.linked) })
	var c checks.Share
	for _, im := range order {
		quote := im.im.File
		switch {
		case im.ok && im.im.Alt != "":
			quote += " alt=«" + im.im.Alt + "»"
		case !im.ok && im.linked:
			quote += " เป็นลิงก์แต่ไม่มีข้อความแทนภาพ"
		case !im.ok:
			quote += " ไม่มีข้อความแทนภาพ"
		}
		c.Add(im.ok, checks.Cite(im.page, checks.AtImage, quote, sourceOf))
	}
	return c.Answer(1, "ภาพที่มีข้อความแทนภาพ", "ภาพ", "")
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// labels counts the distinct controls that have a label of their own.
func labels(_ *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	seen := map[string]bool{}
	for _, p := range own {
		forms := p.Read().Forms
		for i := range forms {
			for _, fd := range forms[i].Fields {
				switch fd.Type {
				case "hidden", "submit", "button", "reset", "image":
					continue
				}
				key := forms[i].Action + "\x00" + fd.Type + "\x00" + fd.Name + "\x00" + fd.Label
				if seen[key] {
					continue
				}
				seen[key] = true
				quote := fmt.Sprintf("ช่อง %s (%s)", fd.Name, fd.Type)
				if fd.Named {
					quote = fmt.Sprintf("ช่อง «%s»", fd.Label)
				}
				c.Add(fd.Named, checks.Cite(p, checks.AtForm, quote, sourceOf))
			}
		}
	}
	return c.Answer(1, "ช่องกรอกที่มีป้ายชื่อ", "ช่อง", "")
}
