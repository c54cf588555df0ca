package crawl

import (
	"context"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

func TestHours(t *testing.T) {
	bangkok := time.FixedZone("", 7*3600)
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, bangkok)
		if err != nil {
			t.Fatal(err)
		}
		return v.UTC()
	}
	for _, c := range []struct{ hours, now, next string }{ // 2026-06-15 is a Monday
		{"18:00-06:00", "2026-06-15 17:59", "2026-06-15 18:00"}, {"18:00-06:00", "2026-06-15 18:00", ""}, {"18:00-06:00", "2026-06-15 23:59", ""},
		{"18:00-06:00", "2026-06-15 05:59", ""}, {"18:00-06:00", "2026-06-15 06:00", "2026-06-15 18:00"},
		{"00:30-06.00, 12:00-13:00", "2026-06-15 06:30", "2026-06-15 12:00"}, {"00:30-06.00, 12:00-13:00", "2026-06-15 13:00", "2026-06-16 00:30"},
		{"mon-fri 18:00-06:00", "2026-06-13 05:00", ""}, {"mon-fri 18:00-06:00", "2026-06-13 06:00", "2026-06-15 18:00"}, {"mon-fri 18:00-06:00", "2026-06-15 03:00", "2026-06-15 18:00"},
		{"mon-fri 18:00-06:00, sat-sun 00:00-24:00", "2026-06-14 12:00", ""}, {"mon-fri 18:00-06:00,sat-sun 00:00-24:00", "2026-06-15 00:00", "2026-06-15 18:00"},
		{"ส-อา 8:00-12:00", "2026-06-15 09:00", "2026-06-20 08:00"}, {"fri-mon 8:00-12:00", "2026-06-15 09:00", ""}, {"wed 10:00-11:00", "2026-06-17 11:00", "2026-06-24 10:00"},
		{"", "2026-06-15 12:00", ""},
	} {
		h, err := ParseHours(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		want := at(c.now)
		if c.next != "" {
			want = at(c.next)
		}
		if got := h.Next(at(c.now)); !got.Equal(want) || h.Open(at(c.now)) != (c.next == "") || !h.Open(got) {
			t.Errorf("%s at %s: %s, want %s", c.hours, c.now, got.In(bangkok), want.In(bangkok))
		}
	}
	for _, bad := range []string{"18:00", "18-06", "25:00-06:00", "24:00-06:00", "18:00-18:00", "18:60-19:00", "18:0-19:00", "someday 18:00-06:00", "mon fri 18:00-06:00", "mon-x 18:00-06:00", "-1:00-06:00"} {
		if h, err := ParseHours(bad); err == nil {
			t.Errorf("%q was taken for %+v", bad, h)
		}
	}
}

func FuzzHours(f *testing.F) {
	f.Add("mon-fri 18:00-06:00, ส-อา 00:00-24:00", int64(1_780_000_000))
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		h, err := ParseHours(text)
		if now := time.Unix(unix%4_000_000_000, 0); err == nil && (!h.Open(h.Next(now)) || h.Next(now).Before(now) || h.Next(now).Sub(now) > 8*24*time.Hour) {
			t.Errorf("%q: %s at %s", text, h.Next(now), now)
		}
	})
}

// Outside the hours nothing is asked; the wait is told, and takes nothing from
// the run's time.
func TestARunWaitsForItsHours(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/a", "ก")), "/a": page("ก")})
	clock := time.Date(2026, 6, 15, 5, 0, 0, 0, time.UTC) // noon in Bangkok
	var told []Event
	stop, before := func() {}, 0
	hours, err := ParseHours("18:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Options{Reader: plainReader{}, Net: local(t), Now: func() time.Time { return clock }, Hours: hours, MaxTime: time.Minute, OnEvent: func(e Event) {
		if e.Kind == EventWait {
			told = append(told, e)
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	c.wait = func(ctx context.Context, d time.Duration) error {
		if clock = clock.Add(d); s.total() > before {
			t.Errorf("asked for %v at %s", s.asked, clock)
		}
		return ctx.Err()
	}
	site, err := c.Crawl(t.Context(), checks.Office{Home: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	if len(site.Pages) != 2 || site.Stopped != "" || clock.UTC().Hour() != 11 {
		t.Errorf("%v, stopped %q, at %s", urls(site), site.Stopped, clock)
	}
	if len(told) != 1 || told[0].URL != "" || !told[0].Until.Equal(time.Date(2026, 6, 15, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("told %+v", told)
	}
	// Whoever waits may be told to stop.
	clock = time.Date(2026, 6, 16, 5, 0, 0, 0, time.UTC)
	ctx, cancel := context.WithCancel(t.Context())
	stop, before = cancel, s.total()
	site, err = c.Crawl(ctx, checks.Office{Home: s.URL})
	if err != nil || site.Stopped != checks.Stopped || s.total() != before {
		t.Errorf("%v, stopped %q", err, site.Stopped)
	}
}
