package crawl

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// waits records what a stack would have slept.
func waits(into *[]time.Duration, clock *time.Time) sleeper {
	return func(ctx context.Context, d time.Duration) error {
		*into = append(*into, d)
		*clock = clock.Add(d)
		return ctx.Err()
	}
}

type answering func(*http.Request) (*http.Response, error)

func (f answering) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func reply(status int, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(""))}
}

func TestRetryWaitsAsAsked(t *testing.T) {
	var slept []time.Duration
	clock := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	answers := []*http.Response{reply(503, "Retry-After", "7"), reply(429), reply(200)}
	n := 0
	r := &retry{now: func() time.Time { return clock }, sleep: waits(&slept, &clock), next: answering(func(*http.Request) (*http.Response, error) {
		n++
		return answers[n-1], nil
	})}
	req := httptest.NewRequest(http.MethodGet, "http://office.example/", nil)
	resp, err := r.RoundTrip(req)
	if err != nil || resp.StatusCode != 200 || resp.Header.Get(noteTries) != "3" {
		t.Fatalf("%v %v", resp, err)
	}
	if diff := cmp.Diff([]time.Duration{7 * time.Second, defaultAgain}, slept); diff != "" {
		t.Error(diff)
	}
}

func TestPoliteness(t *testing.T) {
	var slept []time.Duration
	clock := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	o := &Options{Rate: 1, OnEvent: func(Event) {}, Now: func() time.Time { return clock }, Seed: 7}
	status := 200
	p := newPolite(answering(func(*http.Request) (*http.Response, error) { return reply(status), nil }), o, waits(&slept, &clock))
	ask := func(host string) time.Duration {
		before := clock
		if _, err := p.RoundTrip(httptest.NewRequest(http.MethodGet, "http://"+host+"/", nil)); err != nil {
			t.Fatal(err)
		}
		return clock.Sub(before)
	}
	if d := ask("office.example"); d != 0 {
		t.Errorf("the first request waited %v", d)
	}
	for range 5 {
		if d := ask("www.office.example"); d < time.Second || d > time.Second+time.Duration(jitter*float64(time.Second)) {
			t.Errorf("waited %v", d)
		}
	}
	if d := ask("other.example"); d != 0 {
		t.Errorf("another host waited %v", d)
	}
	p.slower("office.example")
	ask("office.example")
	if d := ask("office.example"); d < 2000*time.Millisecond {
		t.Errorf("after trouble only %v", d)
	}
	p.delay("third.example", 10*time.Second)
	ask("third.example")
	if d := ask("third.example"); d < 10*time.Second {
		t.Errorf("crawl-delay: %v", d)
	}
	for range 3 * calmRequests {
		ask("office.example")
	}
	if gap := p.of("office.example").gap; gap != time.Second {
		t.Errorf("never recovered: %v", gap)
	}
}
