package crawl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// made is a site that costs nothing to serve and hardly anything to read: what a
// crawl of it costs is the crawl's own.
type made struct {
	pages int
	body  []byte
	menu  []checks.Link
}

const (
	madeLinks = 120 // of a page
	madeMenu  = 100 // of them, on every page
)

func newMade(pages int) *made {
	m := &made{pages: pages, body: bytes.Repeat([]byte("<p>ข้อความของหน้าในเว็บไซต์สำนักงานสาธารณสุขอำเภอ</p>\n"), 200)}
	for i := range madeMenu {
		m.menu = append(m.menu, m.link(fmt.Sprintf("/menu/item%c%c.html", 'a'+i/10, 'a'+i%10), "เมนูหลักของหน่วยงาน", checks.RegionMenu))
	}
	return m
}

func (m *made) link(at, text string, region checks.Region) checks.Link {
	return checks.Link{URL: "http://office.example" + at, Text: text, Kind: checks.LinkAnchor, Region: region}.With(checks.Wording{Href: at, Context: "ข่าวประชาสัมพันธ์"})
}

// RoundTrip implements http.RoundTripper.
func (m *made) RoundTrip(req *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Request: req}
	body := m.body
	if strings.HasSuffix(req.URL.Path, ".txt") || strings.HasSuffix(req.URL.Path, ".xml") {
		resp.StatusCode, body = 404, nil
	}
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader("<html><title>"+req.URL.Path+"</title>"), bytes.NewReader(body)))
	return resp, nil
}

// Read implements Reader.
func (m *made) Read(_ context.Context, at, _ string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	if len(body) == 0 {
		return checks.KindEmpty, nil, checks.Charset{}, errors.New("empty")
	}
	n := number(at)
	c := &checks.Content{Kind: checks.KindHTML, Title: "หน้า " + strconv.Itoa(n)}
	c.Links = append(make([]checks.Link, 0, madeLinks), m.menu...)
	for i := range madeLinks - madeMenu {
		k := (n*7 + i*i) % m.pages
		c.Links = append(c.Links, m.link(fmt.Sprintf("/kind%c/%c/page%d.html", 'a'+k%20, 'a'+k/20%26, k), "ข่าวที่ "+strconv.Itoa(k), checks.RegionMain))
	}
	for i := range c.Links {
		c.Links[i].Block = i
		c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockItem, Region: c.Links[i].Region, Text: c.Links[i].Text}.WithLinks(int32(i)))
	}
	for i := range 40 {
		c.Blocks = append(c.Blocks, checks.Block{Kind: checks.BlockText, Text: "ข้อความย่อหน้าที่ " + strconv.Itoa(i) + " ของหน้า " + at + " ว่าด้วยงานของสำนักงานสาธารณสุขอำเภอ"})
	}
	return checks.KindHTML, c, checks.Charset{Name: "utf-8"}, nil
}

// BenchmarkOwnCost measures what a crawl itself costs a page of 120 links, most
// of them on every page: without network, server and reader.
func BenchmarkOwnCost(b *testing.B) {
	n, err := NewNet(nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	m := newMade(2000)
	pages := 0
	var all, reading time.Duration
	for b.Loop() {
		start := spent(b)
		c, err := New(Options{Reader: m, Net: n, Steerer: steerBy{"แผน": 1}, FollowOutside: true, MaxPages: 10_000, MaxKept: 1 << 40})
		if err != nil {
			b.Fatal(err)
		}
		c.layers().faulty.strict = m
		s, err := c.Crawl(b.Context(), checks.Office{Home: "http://office.example/"})
		if err != nil {
			b.Fatal(err)
		}
		pages += len(s.Pages)
		all += spent(b) - start
		start = spent(b)
		for _, p := range s.Pages {
			if _, _, _, err := m.Read(b.Context(), p.URL, "", m.body); err != nil {
				b.Fatal(err)
			}
		}
		reading += spent(b) - start
	}
	b.ReportMetric(float64((all-reading).Microseconds())/float64(pages), "cpu-µs/page")
	b.ReportMetric(float64(pages)/float64(b.N), "pages")
}

// spent is the processor time that the process has taken.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
