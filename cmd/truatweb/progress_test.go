package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
)

// clock is a hand-moved clock.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestProgressOnAScreen(t *testing.T) {
	var out bytes.Buffer
	c := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	const wide = 80
	p := newProgress(world{stderr: &out, now: c.now, terminal: &terminal{width: func() int { return wide }}}, thaiTexts(), false)
	c.at = c.at.Add(2 * time.Second)
	p.seen(event{pages: 3, documents: 1, decided: 7, items: 40, address: "http://example.go.th/" + hostile + strings.Repeat("ยาว", 60)})
	c.at = c.at.Add(time.Millisecond)
	p.seen(event{pages: 4, address: "http://example.go.th/too-soon"})
	p.note("หมายเหตุ")
	p.done()
	p.seen(event{pages: 99})
	got := out.String()
	for _, want := range []string{"3 หน้า 1 เอกสาร", "7/40", "example.go.th/", "หมายเหตุ\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if strings.Contains(got, "too-soon") || strings.Contains(got, "99") {
		t.Errorf("told too much: %q", got)
	}
	ours := "\r\x1b[2K"
	for line := range strings.SplitSeq(strings.ReplaceAll(got, ours, "\n"), "\n") {
		if plain(line) != line {
			t.Errorf("a line of the site's acts: %q", line)
		}
		if text.StringWidth(line) >= wide && strings.Contains(line, "เอกสาร") {
			t.Errorf("%q is %d wide, the screen %d", line, text.StringWidth(line), wide)
		}
	}
	if strings.Count(got, "\n") != 1 {
		t.Errorf("a screen gets no lines but notes: %q", got)
	}
}

func TestProgressInAPipe(t *testing.T) {
	var out bytes.Buffer
	c := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	p := newProgress(world{stderr: &out, now: c.now}, thaiTexts(), false)
	for n := 1; n <= 10; n++ { // few pages: only time makes a line
		c.at = c.at.Add(4 * time.Second)
		p.seen(event{pages: n, address: "http://example.go.th/\r\n\x1b[1A"})
	}
	for n := 11; n <= 90; n++ { // many pages: a line for each batch
		p.seen(event{pages: n})
	}
	p.done()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 5 {
		t.Errorf("%d lines, want 2 by time and 3 by pages: %q", len(lines), lines)
	}
	for _, l := range lines {
		if plain(l) != l {
			t.Errorf("%q acts", l)
		}
	}
}

func TestProgressQuiet(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(world{stderr: &out, now: time.Now, terminal: &terminal{width: func() int { return 80 }}}, thaiTexts(), true)
	p.seen(event{pages: 500})
	p.note("x")
	p.done()
	if out.Len() > 0 {
		t.Errorf("quiet said %q", out.String())
	}
}
