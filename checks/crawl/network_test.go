package crawl

import (
	"context"
	"testing"
	"time"
)

// What a crawler lends to others keeps its guard and its pace.
func TestNetworkIsGuardedAndPaced(t *testing.T) {
	network, err := NewNet([]string{"127.0.0.0/8"}, []string{"127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	var slept time.Duration
	c, err := New(Options{Reader: plainReader{}, Net: network, Rate: 2, Now: func() time.Time { return time.Unix(1000, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	c.wait = func(_ context.Context, d time.Duration) error { slept += d; return nil }
	n := c.Network()
	if _, err := n.DialContext(context.Background(), "tcp", "127.0.0.2:80"); err == nil {
		t.Error("an address outside --only was dialled")
	}
	for range 3 {
		if err := n.Wait(context.Background(), "a.example"); err != nil {
			t.Fatal(err)
		}
	}
	if slept < 500*time.Millisecond {
		t.Errorf("three turns at two a second took only %s", slept)
	}
}
