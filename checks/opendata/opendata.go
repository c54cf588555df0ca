// Package opendata judges what a site offers for machines to read: data files,
// the catalogue and the licence beside them, and whether its documents hold text.
// It reads what the crawl saw.
package opendata

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// The names by which rules call on the check.
const (
	Machine   = "opendata.machine_readable" // a data file in an open format
	Catalogue = "opendata.catalogue"        // a link to a catalogue of open data
	Licence   = "opendata.licence"          // what may be done with the data
	Readable  = "docs.readable"             // documents with a text layer
)

// Check answers for open data.
type Check struct{}

// Names lists all of them.
func (Check) Names() []string { return []string{Machine, Catalogue, Licence, Readable} }

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	if len(site.Own()) == 0 {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}, Crawled: true}
	}
	switch name {
	case Machine:
		return machine(site)
	case Catalogue:
		return catalogue(site)
	case Licence:
		return licence(site)
	}
	return readable(site)
}

func folded(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = thai.Fold(w)
	}
	return out
}

// oneOf is for finding one of some words in folded texts.
func oneOf(words ...string) *thai.Words { return thai.NewWords(folded(words...)...) }

var (
	dataFile = regexp.MustCompile(`(?i)\.(?:csv|json|xml|geojson)$`)
	plumbing = regexp.MustCompile(`(?i)sitemap|/feed|rss|atom|opensearch|wp-json|oembed|manifest|xmlrpc|wlwmanifest|browserconfig|osd\.xml|/rsd`)
)

// visited calls do for each visible link of the office's own pages, each target
// once, until it returns false.
func visited(site *checks.Site, do func(p *checks.Page, l *checks.Link) bool) {
	seen := map[string]bool{}
	for _, p := range site.Own() {
		for i := range p.Read().Links {
			l := &p.Content.Links[i]
			if l.Hidden || l.Key == "" || seen[l.Key] {
				continue
			}
			seen[l.Key] = true
			if !do(p, l) {
				return
			}
		}
	}
}

func machineKind(k checks.Kind) bool {
	return k == checks.KindCSV || k == checks.KindJSON || k == checks.KindXML
}

// machine looks for data files that open and hold what their names promise.
// Workbooks are told apart: machines read them, but not all do.
func machine(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	var proof []checks.Evidence
	unseen := checks.Reason("")
	visited(site, func(p *checks.Page, l *checks.Link) bool {
		named := false
		if u, err := url.Parse(l.URL); err == nil {
			if plumbing.MatchString(u.Path) {
				return true
			}
			named = dataFile.MatchString(u.Path)
		}
		miss := func(why checks.Reason, lacks string) {
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.URL, Title: p.Read().Title, Quote: strings.TrimSpace(l.Text + " → " + l.URL), Missing: []string{lacks}, Reason: why})
		}
		r := site.Find(l.Key)
		d, file := r.(*checks.Document)
		switch {
		case file && d.Trouble == "" && d.Size > 0 && machineKind(d.Kind):
			proof = append(proof, checks.Cite(d, checks.AtFile, fmt.Sprintf("%s (%s, %d ไบต์)", path.Base(d.URL), d.Kind, d.Size), "ดาวน์โหลดแล้วเปิดด้วยโปรแกรมแก้ไขข้อความ"))
		case file && d.Trouble == "" && (d.Kind == checks.KindXLSX || d.Kind == checks.KindODS):
			miss("", "ไฟล์ CSV, JSON หรือ XML (มีแต่ "+string(d.Kind)+")")
		case !named:
		case r != nil:
			miss(checks.WrongType, "ไฟล์ข้อมูลตามนามสกุล")
		default:
			if g := site.GapAt(l.Key); g == nil {
				unseen = checks.Coverage
			} else if g.Gone() {
				miss(checks.DeadLink, "ไฟล์ที่เปิดได้")
			} else {
				unseen = g.Reason
			}
		}
		return true
	})
	switch {
	case len(proof) > 0:
		a.Verdict, a.Evidence, a.Nearest = checks.Found, proof[:min(len(proof), 8)], nil
	case broken(a.Nearest):
		a.Verdict, a.Reasons = checks.Unreachable, []checks.Reason{checks.DeadLink}
	case unseen != "":
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{unseen}
	}
	return a
}

func broken(list []checks.Miss) bool {
	return slices.ContainsFunc(list, func(m checks.Miss) bool { return m.Reason == checks.DeadLink })
}

var catalogueHost = regexp.MustCompile(`(?i)^(?:[a-z0-9-]+\.)*(?:[a-z0-9-]*catalog(?:ue)?|opendata|data)\.(?:[a-z0-9-]+\.)?go\.th$`)

// catalogue looks for a link to a catalogue of open data that opens.
func catalogue(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	visited(site, func(p *checks.Page, l *checks.Link) bool {
		u, err := url.Parse(l.URL)
		if err != nil || !catalogueHost.MatchString(u.Hostname()) || sameHost(u, site.Home) {
			return true
		}
		e := checks.Cite(p, checks.AtLink, strings.TrimSpace(l.Text+" → "+l.URL), "กดลิงก์ไปบัญชีข้อมูล")
		g := site.GapAt(l.Key)
		switch {
		case site.Find(l.Key) != nil:
			a = checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{e}, Crawled: true}
			return false
		case g != nil && (g.Gone() || g.Reason == checks.DNS || g.Reason == checks.SiteDown):
			if a.Verdict == checks.Absent {
				a.Verdict, a.Reasons, a.Evidence = checks.Unreachable, []checks.Reason{checks.DeadLink}, []checks.Evidence{e}
			}
		default:
			a.Verdict, a.Reasons, a.Evidence = checks.NeedsEyes, []checks.Reason{checks.Unverified}, []checks.Evidence{e}
			a.Question = "ลิงก์นี้พาไปบัญชีข้อมูลเปิดที่มีข้อมูลของหน่วยงานหรือไม่ (ไม่ได้เปิดดูในการตรวจครั้งนี้)"
		}
		return true
	})
	return a
}

func sameHost(u *url.URL, home string) bool {
	h, err := url.Parse(home)
	return err == nil && strings.EqualFold(h.Hostname(), u.Hostname())
}

var (
	dataWords    = oneOf("ข้อมูลเปิด", "open data", "opendata", "ชุดข้อมูล", "ข้อมูลสาธารณะ", "dataset")
	licenceWords = oneOf("สัญญาอนุญาต", "เงื่อนไขการใช้ข้อมูล", "เงื่อนไขการใช้งานข้อมูล", "เงื่อนไขการนำข้อมูล", "ข้อตกลงการใช้ข้อมูล", "creative commons", "cc by", "cc-by", "cc0", "open data commons", "open government licen", "นำไปใช้ต่อได้โดยอ้างอิง", "นำข้อมูลไปใช้ได้โดยอ้างอิง")
)

// licence looks on the pages that offer data for what may be done with it.
func licence(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	for _, p := range site.Own() {
		if !offersData(site, p) {
			continue
		}
		c := p.Read()
		for i := range c.Blocks {
			if b := &c.Blocks[i]; licenceWords.In(thai.Fold(b.Text)) {
				return checks.Answer{Verdict: checks.Found, Crawled: true, Evidence: []checks.Evidence{checks.Cite(p, checks.AtText, b.Text, "สัญญาอนุญาตของข้อมูล")}}
			}
		}
		for i := range c.Links {
			if l := &c.Links[i]; !l.Hidden && strings.Contains(l.URL, "creativecommons.org/") {
				return checks.Answer{Verdict: checks.Found, Crawled: true, Evidence: []checks.Evidence{checks.Cite(p, checks.AtLink, l.Text+" → "+l.URL, "สัญญาอนุญาตของข้อมูล")}}
			}
		}
		if len(a.Nearest) < 3 {
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.URL, Title: c.Title, Quote: c.Title, Missing: []string{"สัญญาอนุญาตหรือเงื่อนไขการใช้ข้อมูล"}})
		}
	}
	return a
}

// offersData reports whether a page is about open data or offers a data file.
func offersData(site *checks.Site, p *checks.Page) bool {
	c := p.Read()
	if dataWords.In(thai.Fold(c.Title)) {
		return true
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == checks.BlockHeading && b.Main() && dataWords.In(thai.Fold(b.Text)) {
			return true
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		if d, ok := site.Find(l.Key).(*checks.Document); ok && !l.Hidden && l.Key != "" && machineKind(d.Kind) && !plumbing.MatchString(l.URL) {
			return true
		}
	}
	return false
}

// readable grades the documents that people read: text, broken text, pictures
// only. Text that lost some marks is still text, and is told apart.
func readable(site *checks.Site) checks.Answer {
	var c checks.Share
	pictures, brokenText, worn := 0, 0, 0
	for _, d := range site.Documents {
		if d.Outside || d.Trouble != "" && d.Trouble != checks.Password {
			continue
		}
		switch d.Kind {
		case checks.KindPDF, checks.KindDOC, checks.KindDOCX, checks.KindODT, checks.KindPPT, checks.KindPPTX, checks.KindODP, checks.KindRTF:
		default:
			continue
		}
		grade := ""
		switch f := &d.Facts; {
		case d.Trouble == checks.Password || f.Locked:
			brokenText++
			grade = "เปิดต้องใช้รหัสผ่าน"
		case f.NoText || f.OCR:
			pictures++
			grade = "มีแต่ภาพ ไม่มีตัวอักษรให้ค้น"
		case f.Garbled:
			brokenText++
			grade = "ตัวอักษรเพี้ยน อ่านไม่ออก"
		case d.Content == nil:
			continue // our reader failed: that says nothing of the file
		case f.Damaged:
			worn++
		}
		c.Add(grade == "", checks.Cite(d, checks.AtFile, strings.TrimSuffix(nameOf(d)+": "+grade, ": "), "เปิดไฟล์แล้วลองค้นหรือคัดลอกข้อความ"))
	}
	of := fmt.Sprintf("ไฟล์ (ภาพล้วน %d ตัวอักษรเพี้ยนหรือปิดไว้ %d สระหรือวรรณยุกต์หายบางตัว %d)", pictures, brokenText, worn)
	a := c.Answer(1, "เอกสารที่มีตัวอักษรให้อ่านและค้นได้", of, "")
	switch {
	case a.Verdict == checks.NotRequired && site.Undrawn():
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
	case a.Verdict == checks.Absent && pictures > 0:
		a.Reasons = []checks.Reason{checks.ImageOnly}
	}
	return a
}

func nameOf(d *checks.Document) string {
	name := d.URL
	if u, err := url.Parse(d.URL); err == nil {
		name = path.Base(u.Path)
	}
	if d.Label != "" {
		return d.Label + " (" + name + ")"
	}
	return name
}
