package crawl

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Time is kept for what is measured after a crawl, which ends when the run's is up.
func TestTimeIsKeptForMeasuring(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 60 {
		links = append(links, a(fmt.Sprintf("/p%d", i), "หน้า"))
		pages[fmt.Sprintf("/p%d", i)] = page(fmt.Sprintf("หน้าที่ %d", i))
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	seen := map[time.Duration]int{}
	for _, reserve := range []time.Duration{0, 20 * time.Second} {
		var clock atomic.Int64
		site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
			o.MaxTime, o.Reserve = time.Minute, reserve
			o.Now = func() time.Time { return time.Unix(clock.Add(1), 0) }
		})
		if site.StoppedBy != "time" {
			t.Errorf("with %s kept it was stopped by %q", reserve, site.StoppedBy)
		}
		seen[reserve] = len(site.Pages)
	}
	if n, all := seen[20*time.Second], seen[0]; n == 0 || n >= all {
		t.Errorf("%d pages in all of the time, %d in less", all, n)
	}
	c, err := New(Options{Reader: plainReader{}, Net: local(t), MaxTime: 10 * time.Millisecond, Reserve: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Crawl(t.Context(), checks.Office{Home: s.URL}); err != nil {
		t.Fatal(err)
	}
	n := c.Network().(interface {
		Within(context.Context) (context.Context, context.CancelFunc)
	})
	for range 2 {
		ctx, cancel := n.Within(t.Context())
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Second):
			t.Error("measuring has no end")
		}
		cancel()
	}
}

// A clock that is set back meanwhile ends no run before it began.
func TestAClockThatIsSetBack(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 20 {
		links = append(links, a(fmt.Sprintf("/p%d", i), "หน้า"))
		pages[fmt.Sprintf("/p%d", i)] = page(fmt.Sprintf("หน้าที่ %d", i))
	}
	pages["/"] = page("หน้าแรก", links...)
	var asked atomic.Int64
	began := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	site := crawlSite(t, serve(t, pages).URL, func(o *Options, _ *checks.Office) {
		o.Now = func() time.Time {
			if asked.Add(1) > 30 {
				return began.Add(-24 * time.Hour)
			}
			return began
		}
	})
	if len(site.Pages) != 21 || site.Stopped != "" || site.Started != began || site.Ended.Before(site.Started) {
		t.Errorf("%d pages, stopped %q, %s to %s", len(site.Pages), site.Stopped, site.Started, site.Ended)
	}
}
